"""What an assessment must hold before it can be settled, and how its effects are put in order.

No score: chances and sizes are words that people chose, shown with what the words mean, and
'we do not know' comes first because it is what to find out.
"""

from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes

CARRY_ON = "Carry on as now"


class ReplyAnswer(StrEnum):
    """How a lens question was answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DONT_KNOW = "dont-know"
    NOT_APPLICABLE = "not-applicable"


ANSWER_NAMES: dict[ReplyAnswer, str] = {
    ReplyAnswer.YES: "Yes",
    ReplyAnswer.PARTLY: "Partly",
    ReplyAnswer.NO: "No",
    ReplyAnswer.DONT_KNOW: "We do not know",
    ReplyAnswer.NOT_APPLICABLE: "Does not apply",
}
NEEDS_WORDS = frozenset(
    {ReplyAnswer.YES, ReplyAnswer.PARTLY, ReplyAnswer.NO, ReplyAnswer.NOT_APPLICABLE}
)


class EffectKind(StrEnum):
    """Which way an effect cuts."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"


KIND_NAMES: dict[EffectKind, str] = {
    EffectKind.RISK: "Risk",
    EffectKind.OPPORTUNITY: "Opportunity",
}


class Chance(StrEnum):
    """How likely, in the words of the Professional Head of Intelligence Assessment yardstick."""

    DONT_KNOW = "dont-know"
    ALMOST_CERTAIN = "almost-certain"
    HIGHLY_LIKELY = "highly-likely"
    LIKELY = "likely"
    REALISTIC = "realistic-possibility"
    UNLIKELY = "unlikely"
    HIGHLY_UNLIKELY = "highly-unlikely"
    REMOTE = "remote"


CHANCE_NAMES: dict[Chance, str] = {
    Chance.DONT_KNOW: "We do not know",
    Chance.ALMOST_CERTAIN: "Almost certain (95% or more)",
    Chance.HIGHLY_LIKELY: "Highly likely (80% to 90%)",
    Chance.LIKELY: "Likely (55% to 75%)",
    Chance.REALISTIC: "A realistic possibility (40% to 50%)",
    Chance.UNLIKELY: "Unlikely (25% to 35%)",
    Chance.HIGHLY_UNLIKELY: "Highly unlikely (10% to 20%)",
    Chance.REMOTE: "A remote chance (5% or less)",
}


class Size(StrEnum):
    """How much it would matter to those it happens to."""

    DONT_KNOW = "dont-know"
    SEVERE = "severe"
    SERIOUS = "serious"
    NOTICEABLE = "noticeable"
    SLIGHT = "slight"


SIZE_NAMES: dict[Size, str] = {
    Size.DONT_KNOW: "We do not know",
    Size.SEVERE: "Life-changing (liberty, life, home, job)",
    Size.SERIOUS: "Serious (weeks or months to put right)",
    Size.NOTICEABLE: "Noticeable (hours or days)",
    Size.SLIGHT: "Slight (minutes)",
}
