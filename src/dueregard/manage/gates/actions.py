"""What can be done at gates: say what is asked, pass one, override one, leave one out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.lenses.gate_shapes import ENDS_ON, PILOT, TRIAL, Gate
from dueregard.manage.gates import queries, rules
from dueregard.manage.gates.models import GateAnswer, Passing
from dueregard.manage.gates.queries import GateLine, GatesSheet
from dueregard.manage.gates.rules import Going, How, Told
from dueregard.people.rules import may


def tell(*, ref: str, fact: str, told: Told, by: Actor, now: datetime) -> str:
    """The owner or the ethics lead says what is asked at gates. What was said before is kept.

    Refused to others, and where a date or a number cannot be read. A blank is kept as a gap.
    """
    with act("gates:answer:tell", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "gates.tell", use.concern))
        asked = banks.load().gates.fact(fact)
        if asked is None:
            raise Missing("Nothing of this name is asked at gates.")
        clean = Told(
            rows=tuple(kept for kept in map(_clean, told.rows) if any(kept.values())),
            none_because=told.none_because.strip(),
        )
        require(rules.may_tell(fact=asked, told=clean, today=now.date()))
        row = GateAnswer.objects.create(
            use_id=use.id, fact=fact, rev=asked.rev, words=asked.question,
            rows=[dict(each) for each in clean.rows], none_because=clean.none_because,
            by_name=by.name, at=now,
        )
        deed.result = f"gate-answer-{row.pk}"
        deed.note(fact=fact, title=asked.title, rows=len(clean.rows), none=clean.none_because)
    return deed.result


def pass_(*, ref: str, gate: str, going: Going, by: Actor, now: datetime) -> str:
    """A decision maker or the ethics lead passes a gate, by post and with a reason.

    Refused to the owner, and while anything stands in the way.
    """
    with act("gates:gate:pass", by=by, now=now, about=ref) as deed:
        sheet, line = _at(ref, gate, by=by, permission="gates.pass", now=now)
        require(rules.may_pass(state=line.state, obstacles=line.obstacles, going=going))
        _go(deed, sheet, line, How.PASSED, going=going, by=by, now=now)
    return deed.result


def override(*, ref: str, gate: str, going: Going, by: Actor, now: datetime) -> str:
    """A decision maker goes round what stands in the way of a gate; it is shown for ever.

    Refused to anybody else and to the owner, without a post or a reason, where nothing stands
    in the way, and where a firm gap does.
    """
    with act("gates:gate:override", by=by, now=now, about=ref) as deed:
        sheet, line = _at(ref, gate, by=by, permission="gates.override", now=now)
        require(rules.may_override(state=line.state, obstacles=line.obstacles, going=going))
        _go(deed, sheet, line, How.OVERRIDDEN, going=going, by=by, now=now)
    return deed.result


def leave_out(*, ref: str, gate: str, going: Going, by: Actor, now: datetime) -> str:
    """A decision maker says that a gate is not needed here, and why. Refused where it always is."""
    with act("gates:gate:leave-out", by=by, now=now, about=ref) as deed:
        sheet, line = _at(ref, gate, by=by, permission="gates.override", now=now)
        require(rules.may_leave_out(gate=line.gate, state=line.state, going=going))
        _go(deed, sheet, line, How.LEFT_OUT, going=going, by=by, now=now)
    return deed.result


def _at(
    ref: str, gate: str, *, by: Actor, permission: str, now: datetime
) -> tuple[GatesSheet, GateLine]:
    sheet = queries.sheet(ref, on=now.date())
    require(may(by, permission, sheet.use.concern))
    return sheet, sheet.line(gate)


def _go(
    deed: Deed, sheet: GatesSheet, line: GateLine, how: How, *, going: Going, by: Actor,
    now: datetime,
) -> None:
    gate = line.gate
    against = [
        {"sort": each.sort.value, "key": each.key, "text": each.text} for each in line.obstacles
    ] if how is not How.PASSED else []
    earlier = Passing.objects.filter(use_id=sheet.use.id, gate=gate.id)
    count = earlier.count()
    earlier.update(newest=False)
    row = Passing.objects.create(
        use_id=sheet.use.id, gate=gate.id, gate_rev=gate.rev, gate_title=gate.title,
        round=count + 1, how=how,
        post=going.post.strip(), reason=going.reason.strip(),
        document_title=going.document_title.strip(),
        document_reference=going.document_reference.strip(), obstacles=against,
        warnings=list(sheet.warnings), answers=_answers(sheet, gate),
        impact=sheet.touched.impact.id, ends_on=_ends_on(sheet, gate, how), by_name=by.name,
        at=now,
    )
    deed.result = f"passing-{row.pk}"
    deed.note(
        gate=gate.id, title=gate.title, round=row.round, post=row.post, reason=row.reason,
        against=[each["text"] for each in against], impact=row.impact,
        ends_on=str(row.ends_on or ""),
    )


def _answers(sheet: GatesSheet, gate: Gate) -> list[dict[str, Any]]:
    return [
        {"fact": each.fact.id, "rev": each.fact.rev, "question": each.fact.question,
         "rows": [dict(row) for row in each.told.rows], "none_because": each.told.none_because}
        for each in sheet.asked_at(gate)
    ]


def _ends_on(sheet: GatesSheet, gate: Gate, how: How) -> date | None:
    """The day on which a pilot ends, as it was said when its gate was gone through."""
    if gate.before != TRIAL or how is How.LEFT_OUT:
        return None
    rows = next(each.told.rows for each in sheet.answers if each.fact.id == PILOT)
    return date.fromisoformat(rows[0][ENDS_ON]) if rows else None


def _clean(row: Mapping[str, str]) -> dict[str, str]:
    return {key: value.strip() for key, value in row.items()}
