"""How deep to look at a use, and why: the highest trigger wins, unknown counts as the worst.

Without this file a small tool would get the long form, and a grave one could slip through
on the short one because nobody had filled in the facts.
"""

from dataclasses import dataclass

from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.facts import Facts
from dueregard.lenses.shapes import Bank
from dueregard.lenses.wording import reason

LOWEST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One trigger that fired. `unknown` is true where only a gap in the facts fired it."""

    trigger: str
    tier: int
    sentence: str
    because: str
    unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The tier reached (1 light, 2 standard, 3 full) and every reason, the highest first."""

    tier: int
    reasons: tuple[Reason, ...]

    @property
    def settled(self) -> bool:
        """False while the tier rests on nothing but facts that nobody has filled in."""
        known = (each.tier for each in self.reasons if not each.unknown)
        return self.tier == max(known, default=LOWEST)


NOTHING_DEEPER = "Nothing that we know of it asks for a closer look."
NOT_ENOUGH_KNOWN = (
    "We do not know enough about it yet, so we look as closely as if the worst were so."
)


def openly(screening: Screening) -> str:
    """Why a use is looked at so closely, as anybody may read it: no answer is quoted.

    A use that reached its depth because facts are missing says that, and not what it may do.
    """
    if screening.tier == LOWEST:
        return NOTHING_DEEPER
    if not screening.settled:
        return NOT_ENOUGH_KNOWN
    return " ".join(
        each.sentence for each in screening.reasons
        if each.tier == screening.tier and not each.unknown
    )


def screen(*, facts: Facts, bank: Bank) -> Screening:
    """How deep to look at a use with these facts.

    tier = the highest tier of any trigger that holds or may hold; 1 where none does. A trigger
    may hold while a fact it needs is blank, so filling in a blank can lower the tier and never
    raise it. It tells how much care is due, not whether the use is right or wrong.
    """
    fired = []
    for trigger in bank.triggers:
        outcome = evaluate(condition=trigger.when, facts=facts)
        if outcome.truth is Truth.FALSE:
            continue
        fired.append(Reason(
            trigger=trigger.id, tier=trigger.tier, sentence=trigger.sentence,
            because=reason(because=outcome.because, facts=facts, known=bank.register),
            unknown=outcome.truth is Truth.UNKNOWN,
        ))
    fired.sort(key=lambda each: (-each.tier, each.unknown))
    return Screening(
        tier=max((each.tier for each in fired), default=LOWEST), reasons=tuple(fired)
    )
