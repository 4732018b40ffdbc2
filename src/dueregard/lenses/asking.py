"""Which questions this use must answer, and why these.

Without this file every owner would get every question, answer none of them well, and stop.
"""

from dataclasses import dataclass

from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.facts import Facts
from dueregard.lenses.screening import LOWEST
from dueregard.lenses.shapes import Bank, Question
from dueregard.lenses.wording import ALWAYS, reason

LIGHT = "Every use answers this, even one with little effect on people."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that this use must answer, and why."""

    question: Question
    why: str


def questions(*, facts: Facts, bank: Bank, tier: int) -> tuple[Asked, ...]:
    """The questions for a use with these facts at this tier, lens by lens.

    At tier 1 only the light ones. Above it, all but those whose condition is false: where a
    fact is not known, the question is asked.
    """
    asked = []
    for question in (each for lens in bank.lenses for each in lens.questions):
        if tier == LOWEST and not question.light:
            continue
        why = LIGHT if question.light else ALWAYS
        if question.when is not None:
            outcome = evaluate(condition=question.when, facts=facts)
            if outcome.truth is Truth.FALSE:
                continue
            why = reason(because=outcome.because, facts=facts, known=bank.register)
        asked.append(Asked(question=question, why=why))
    return tuple(asked)
