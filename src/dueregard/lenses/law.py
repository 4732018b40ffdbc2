"""Which legal rules may apply to this use, in this nation, on this day.

Without this file the law would be as old as the last person who edited a template: rules
begin and end on dates, and differ between the four nations. It prompts; it is no advice.
"""

from dataclasses import dataclass
from datetime import date

from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.facts import Facts
from dueregard.lenses.shapes import Bank, LawRule, Nation
from dueregard.lenses.wording import ALWAYS, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """A rule that applies, or that may apply (`unknown`) once a fact is known; and why."""

    rule: LawRule
    why: str
    unknown: bool


def applying(*, facts: Facts, on: date, nation: Nation, bank: Bank) -> tuple[Applying, ...]:
    """The rules in force on that day in that nation that these facts call up, in their order.

    It says applies or may apply, never that a rule is met: that takes a person and a paper.
    """
    found = []
    for rule in bank.law:
        in_force = rule.starts <= on and (rule.ends is None or on <= rule.ends)
        if not in_force or nation not in rule.nations:
            continue
        if rule.when is None:
            found.append(Applying(rule=rule, why=ALWAYS, unknown=False))
            continue
        outcome = evaluate(condition=rule.when, facts=facts)
        if outcome.truth is Truth.FALSE:
            continue
        found.append(Applying(
            rule=rule, unknown=outcome.truth is Truth.UNKNOWN,
            why=reason(because=outcome.because, facts=facts, known=bank.register),
        ))
    return tuple(found)
