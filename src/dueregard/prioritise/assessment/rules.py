"""What an assessment must hold before it can be settled, and how its effects are put in order.

No score: chances and sizes are words that people chose, shown with what the words mean, and
'we do not know' comes first because it is what to find out.
"""

from dataclasses import dataclass
from datetime import date
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


class State(StrEnum):
    """Whether an assessment can still be changed."""

    OPEN = "open"
    SETTLED = "settled"


STATE_NAMES: dict[State, str] = {State.OPEN: "Open", State.SETTLED: "Settled"}
MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.SETTLED}),
    State.SETTLED: frozenset(),
}


def may_open(*, rounds: int, is_open: bool, because: str) -> Answer:
    """Whether a new round may begin. From the second on, somebody says why."""
    if is_open:
        return No("An assessment of this use is already open. Go on with that one.", "open-already")
    if rounds and not because.strip():
        return No("Say why you are looking again: what has changed?", "reason-missing")
    return Yes()


def may_change(state: State | None) -> Answer:
    """Whether an assessment may be written in. None where there has been none."""
    if state is None:
        return No("No assessment of this use is open. Open one first.", "none-open")
    if state is State.SETTLED:
        return No(
            "This assessment is settled, and nobody can change it. Open a new round to look again.",
            "settled",
        )
    return Yes()


def may_answer(*, answer: ReplyAnswer, text: str) -> Answer:
    """Whether a question may be answered so: all but 'we do not know' need words of their own."""
    if answer in NEEDS_WORDS and not text.strip():
        return No(
            f"Say in a sentence why the answer is '{ANSWER_NAMES[answer].lower()}'.",
            "words-missing",
        )
    return Yes()


def grown_old(*, at: date, now: date, fresh_months: int) -> bool:
    """Whether what was said on one day is more than so many months old on another.

    >>> grown_old(at=date(2025, 11, 26), now=date(2026, 11, 26), fresh_months=12)
    False
    """
    months = (now.year - at.year) * 12 + now.month - at.month
    return (months, now.day) > (fresh_months, at.day)


def may_drop(number: int) -> Answer:
    """Whether an option may be taken away again."""
    if number == 0:
        return No(
            "Carrying on as now always stays one of the options: not deciding is a choice too.",
            "carry-on-stays",
        )
    return Yes()


def may_rank(*, numbers: frozenset[int], order: tuple[int, ...], reason: str) -> Answer:
    """Whether this is an order of all the options, carrying on as now among them."""
    if len(numbers) < 2:
        return No("Add at least one option beside carrying on as now.", "one-option")
    if sorted(order) != sorted(numbers):
        return No("Put every option in the order, each once.", "not-all-options")
    if not reason.strip():
        return No("Say why you put them in this order.", "reason-missing")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionState:
    """An option, as far as settling needs it: its place and how many effects of each kind."""

    number: int
    name: str
    place: int | None = None
    risks: int = 0
    opportunities: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing: which sort, the words, and what it is about (lens or option)."""

    code: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """How many of the short questions of one lens have no answer yet."""

    lens: str
    title: str
    count: int


def gaps(
    *, options: tuple[OptionState, ...], unanswered: tuple[Unanswered, ...], points_to_look_at: int
) -> tuple[Gap, ...]:
    """Everything that is missing before the assessment can be settled, in the order to do it."""
    found = []
    if points_to_look_at:
        few = points_to_look_at == 1
        found.append(Gap(code="points", text=(
            f"{points_to_look_at} point{'' if few else 's'} still {'has' if few else 'have'} to be "
            "looked at."
        )))
    for each in unanswered:
        found.append(Gap(code="questions", about=each.lens, text=(
            f"{each.title}: {each.count} question{'' if each.count == 1 else 's'} that every use "
            f"answers {'has' if each.count == 1 else 'have'} no answer."
        )))
    if len(options) < 2:
        found.append(Gap(code="options", text="There is nothing to compare with carrying on as "
                                              "now. Add at least one option."))
    for option in options:
        found.extend(_of_option(option))
    if len(options) > 1 and any(each.place is None for each in options):
        found.append(Gap(code="ranking", text="The options are not in an order yet."))
    return tuple(found)


def may_settle(found: tuple[Gap, ...]) -> Answer:
    """Whether the assessment may be settled; each thing that is missing is named."""
    if not found:
        return Yes()
    return No("Not yet. " + " ".join(each.text for each in found), "not-complete")


def effect_order(*, size: Size, chance: Chance) -> tuple[int, int]:
    """Where an effect stands in a list: what matters most first, then what is likeliest.

    'We do not know' is first of all, in size and in chance. The words are put in order and never
    multiplied: a place in the list says nothing about how far apart two effects are.
    """
    return list(Size).index(size), list(Chance).index(chance)


def _of_option(option: OptionState) -> list[Gap]:
    about = str(option.number)
    if option.number == 0:
        if option.risks or option.opportunities:
            return []
        return [Gap(code="effects", about=about, text=(
            f"'{option.name}' has no effect. Say what goes on happening to people if nothing "
            "changes."
        ))]
    missing = [
        words for words, count in
        (("risk", option.risks), ("opportunity", option.opportunities)) if not count
    ]
    if not missing:
        return []
    return [Gap(code="effects", about=about, text=(
        f"'{option.name}' has no {' and no '.join(missing)}. Each option has at least one of "
        "both."
    ))]
