"""What can be done on a panel: ask people for ranges, and give one's own."""

from collections.abc import Iterable
from datetime import datetime

from dueregard.answers import DueRegardError, Refused, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people import queries as people
from dueregard.people.rules import may
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import AssessmentSheet, EffectLine
from dueregard.prioritise.panel import queries, rules
from dueregard.prioritise.panel.models import Asked, Panelist, Range
from dueregard.weighing import constants


def call(
    *, ref: str, person_ids: Iterable[int], effect_ids: Iterable[int], by: Actor, now: datetime
) -> str:
    """Somebody asks three people or more for ranges. They stay once one of them has given any."""
    with act("prioritise:panel:call", by=by, now=now, about=ref) as deed:
        require(may(by, "weighing.write", register.sheet(ref).concern))
        sheet = _round(ref)
        chosen, effects = sorted(set(person_ids)), sorted(set(effect_ids))
        require(rules.may_call(
            people=chosen, effects=effects, known=_effects(sheet), begun=queries.begun(sheet),
            fewest=constants.load().fewest_people,
        ))
        if set(chosen) - {each.id for each in people.roster()}:
            raise DueRegardError("Choose people who have an account here.")
        Panelist.objects.filter(assessment_id=sheet.id).delete()
        Asked.objects.filter(effect__option__assessment_id=sheet.id).delete()
        Panelist.objects.bulk_create(
            Panelist(assessment_id=sheet.id, person_id=each, seat=seat, at=now)
            for seat, each in enumerate(chosen, start=1)
        )
        Asked.objects.bulk_create(Asked(effect_id=each, at=now) for each in effects)
        deed.result = f"assessment-{sheet.id}"
        deed.note(round=sheet.round, people=chosen, effects=effects)
    return deed.result


def give(
    *, ref: str, effect_id: int, chance: tuple[float, float], size: tuple[float, float],
    because: str = "", by: Actor, now: datetime,
) -> str:
    """One of those asked gives a range, in the round that is open. Chances are percentages.

    The ledger says that they did, and not what: nobody reads it there before all are in.
    """
    with act("prioritise:panel:give", by=by, now=now, about=ref) as deed:
        require(may(by, "weighing.estimate"))
        sheet = _round(ref)
        effect = _effects(sheet).get(effect_id)
        if effect is None or not Asked.objects.filter(effect_id=effect_id).exists():
            raise DueRegardError("No range is asked for this effect.")
        turn, own = queries.turn_of(sheet, effect_id), queries.seat_of(sheet, by.id)
        require(rules.may_give(turn=turn, seat=own.seat if own else None))
        if own is None or turn.open is None:
            raise Refused("You cannot give a range here now.", "not-asked")
        lens = constants.load().lenses[effect.lens]
        fault = rules.chance_fault(*chance) or rules.size_fault(*size, lens)
        if fault:
            raise DueRegardError(fault)
        Range.objects.update_or_create(
            panelist_id=own.pk, effect_id=effect_id, round=turn.open,
            defaults={"chance_low": chance[0], "chance_high": chance[1], "size_low": size[0],
                      "size_high": size[1], "because": because.strip(), "at": now},
        )
        deed.result = f"effect-{effect_id}"
        deed.note(round=sheet.round, effect=effect_id, turn=turn.open)
    return deed.result


def _round(ref: str) -> AssessmentSheet:
    newest = assessment.latest(ref)
    if newest is None:
        raise DueRegardError("There is no assessment of this use yet. Open one first.")
    return newest


def _effects(sheet: AssessmentSheet) -> dict[int, EffectLine]:
    return {each.id: each for option in sheet.options for each in option.effects}
