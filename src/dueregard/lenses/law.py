"""Which legal rules apply to this use, in this nation, on this day: yes, no, or not known yet.

Without this file the law would be as old as the last person who edited a template. It never
says that a rule is met: that takes a named person and a document.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.facts import Facts
from dueregard.lenses.shapes import Bank, LawRule, Nation
from dueregard.lenses.wording import ALWAYS, reason


class Status(StrEnum):
    """What the facts say of a rule. There is no fourth: nothing here knows whether it is met."""

    APPLIES = "applies"
    UNKNOWN = "unknown"
    DOES_NOT_APPLY = "does not apply"


_STATUS: dict[Truth, Status] = {
    Truth.TRUE: Status.APPLIES, Truth.UNKNOWN: Status.UNKNOWN, Truth.FALSE: Status.DOES_NOT_APPLY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Whether a rule applies to the use, and the facts that say so."""

    rule: LawRule
    status: Status
    because: str


def rulings(*, facts: Facts, on: date, nation: Nation, bank: Bank) -> tuple[Ruling, ...]:
    """Every rule in force in that nation on that day, in the order of the file.

    Rules that are over, that have not begun, or that are another nation's are left out.
    """
    return tuple(
        _ruling(rule, facts=facts, bank=bank) for rule in bank.law
        if in_force(rule=rule, on=on, nation=nation)
    )


def not_yet(*, facts: Facts, on: date, nation: Nation, bank: Bank) -> tuple[Ruling, ...]:
    """The rules of that nation that begin within a year after the day, the soonest first."""
    coming = (
        each for each in bank.law
        if nation in each.nations and on < each.starts <= _a_year_after(on)
    )
    return tuple(
        _ruling(rule, facts=facts, bank=bank)
        for rule in sorted(coming, key=lambda each: (each.starts, each.id))
    )


def in_force(*, rule: LawRule, on: date, nation: Nation) -> bool:
    """Whether a rule holds in that nation on that day; its first and its last day both count."""
    return nation in rule.nations and rule.starts <= on and (rule.ends is None or on <= rule.ends)


def _ruling(rule: LawRule, *, facts: Facts, bank: Bank) -> Ruling:
    if rule.when is None:
        return Ruling(rule=rule, status=Status.APPLIES, because=ALWAYS)
    outcome = evaluate(condition=rule.when, facts=facts)
    return Ruling(
        rule=rule, status=_STATUS[outcome.truth],
        because=reason(because=outcome.because, facts=facts, known=bank.register),
    )


def _a_year_after(day: date) -> date:
    """The same day next year; 28 February after a 29 February."""
    if day.year == date.max.year:
        return date.max
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)
