"""What can be done with a register: take its rows in as first effects of an option."""

from datetime import datetime

from dueregard.answers import Refused, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.risk_register import queries, rules
from dueregard.weighing.register_files import FirstEffects


def take_in(
    *, ref: str, option: int, found: FirstEffects, name: str, by: Actor, now: datetime
) -> str:
    """Somebody takes a register's rows in as effects of one option of the open assessment.

    They stand as judgement without evidence, to be settled like any other. Rows that are there
    already are left out. Refused without the right, without an open assessment, and where
    nothing is new.
    """
    with act("prioritise:risk-register:take-in", by=by, now=now, about=ref) as deed:
        require(may(by, "assessment.write", register.sheet(ref).concern))
        if not queries.options(ref):
            raise Refused("No assessment of this use is open. Open one first.", "none-open")
        taken = queries.taken(ref, option, found)
        require(rules.may_take_in(taken))
        for each in taken.new:
            assessment.add_effect(
                ref=ref, option=option, kind=each.kind, lens=each.lens, affected=each.affected,
                text=each.text, chance=each.chance, size=each.size, by=by, now=now,
            )
        deed.result = ref
        deed.note(file=name, rows=found.rows, added=len(taken.new), there=taken.there)
    return deed.result
