"""What people think, and what is true: a card for each gap that the force tells people of.

Without this file the force would explain what it does, and nobody would hear that what most
people believe of it is not so, in either direction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.documents.audience import Audience
from dueregard.documents.charts import Point, intervals
from dueregard.documents.document import (
    Block,
    Chart,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.figures import figure
from dueregard.findings.survey import OFTEN, in_ten, load
from dueregard.findings.wording import long_date
from dueregard.report.perception import rules
from dueregard.report.perception.rules import Belief, Move, Moved, Told

KIND = "perception-cards"
NOTHING_YET = "We have not said yet what we do about this."
# What people do in ten tenths, and what is true, in words that a child of ten can read.
_OFTEN = {
    "every-day": "every day", "every-week": "every week", "every-month": "every month",
    "less-often": "less than once a month", "never": "not at all in the last three months",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card: what people think and what is true, what we do about it, how the gap moved."""

    belief: Belief
    doing: str
    moved: Moved | None = None


def gap_cards(
    *, told: Told, cards: Sequence[Card], beliefs: Sequence[Belief], checked_on: date,
    sha256: str, made_at: str, force: str,
) -> Document:
    """The cards of one wave as a paper for the public: a picture, a card a gap, every gap listed.

    `cards` are those that the force picked, in order; a large gap without a card is listed all
    the same, so that no one can leave out what does not suit. `beliefs` is what was asked.
    """
    picked = {each.belief.technology for each in cards}
    rest = rules.left_out(beliefs, picked=picked)
    parts = [
        *(_card(each, told=told, checked_on=checked_on) for each in cards),
        Part(title="All that we asked about", key="all", blocks=tuple(_every(beliefs))),
    ]
    if rest:
        parts.insert(len(cards), Part(
            title="Other things that many people get wrong", key="others",
            blocks=(Points(items=tuple(_both(each) for each in rest)),),
        ))
    parts.append(_how(told, beliefs, sha256=sha256))
    return Document(
        kind=KIND, title="What people think we use, and what is true", made_at=made_at,
        summary="We asked people what tools they think we use. Here is what they said, and what "
                "is true.",
        parts=tuple(parts), audience=Audience.PUBLIC,
        facts={"force": force, "wave": told.name, "cards": str(len(cards)),
               "survey_sha256": sha256},
    )


def thinks(belief: Belief) -> str:
    """What people think, in a sentence or two."""
    said = f"{in_ten(belief.think)} people think we use {belief.called}."
    said = said.replace("Nobody asked people think", "Nobody we asked thinks").replace(
        "Everybody asked people think", "All the people we asked think")
    if belief.unsure >= 0.05:
        said += f" {in_ten(belief.unsure)} do not know."
    for share, words in ((belief.more_often, "more"), (belief.less_often, "less")):
        if share is not None and share >= 0.05:
            said += f" {in_ten(share)} think we use it {words} often than we do."
    return said


def truth(belief: Belief) -> str:
    """What is true, in a sentence or two."""
    if belief.used is None:
        return "We have not said yet whether we use it."
    if not belief.used:
        return f"We do not use {belief.called}."
    how = _OFTEN.get(belief.often, "")
    return f"We use {belief.called}." + (f" How often: {how}." if how else "")


def myth(belief: Belief) -> str:
    """Which way round people have it wrong."""
    if belief.used:
        return "We use it, and many do not know"
    return "We do not use it, and many think we do"


def moved_words(moved: Moved) -> str:
    """What became of the gap since the wave before, in words."""
    if moved.move is Move.NOT_ASKED:
        return "We did not ask about this last time, so we cannot say if more people have it right."
    if moved.move is Move.NOT_KNOWN:
        return "Last time we had not said what is true, so we cannot say if more have it right."
    many = _hundred(abs(moved.by))
    if moved.move is Move.CLOSED:
        return f"More people have it right than in {moved.since}: {many} more in 100."
    if moved.move is Move.WIDER:
        return f"Fewer people have it right than in {moved.since}: {many} fewer in 100."
    return f"We cannot tell if more people have it right than in {moved.since}."


def chart(beliefs: Sequence[Belief]) -> Chart | None:
    """What people think beside what is true; None where fewer than two can be drawn."""
    known = sorted((each for each in beliefs if each.used is not None),
                   key=lambda each: (not each.used, -each.think, each.called))
    if len(known) < 2:
        return None
    both = len({each.used for each in known}) == 2
    heading = {True: "We use these", False: "We do not use these"}
    points = [
        Point(label=_title(each.called), value=each.think, low=each.low, high=each.high,
              uncertain=each.worth < 30, heading=heading[bool(each.used)] if both else "")
        for each in known
    ]
    told = " ".join(
        f"{_title(each.called)}: {_hundred(each.think)} in 100 think we use it, and we "
        f"{'do' if each.used else 'do not'}." for each in known
    )
    return intervals(
        title="How many in 100 think we use it",
        description="Each dot is how many people think we use it. Each line is how far off the "
                    f"dot may be. {told}",
        points=points, axis_format="~%",
    )


def _card(card: Card, *, told: Told, checked_on: date) -> Part:
    belief = card.belief
    low, high = _hundred(belief.low), _hundred(belief.high)
    answers = [
        Field(label="What people think", key="think", value=thinks(belief)),
        Field(label="What is true", key="true", value=truth(belief)),
        Field(label="How we know", key="know", value=(
            f"{belief.because} We looked on {long_date(checked_on)}. To learn what people think, "
            f"we heard from {belief.people:,} people ({told.name}). Of 100 people here, {low} to "
            f"{high} are likely to think we use it."
        )),
        Field(label="What we do about it", key="doing", value=card.doing.strip() or NOTHING_YET),
    ]
    if card.moved is not None:
        answers.append(Field(label="Is it getting better?", key="moved",
                             value=moved_words(card.moved)))
    return Part(
        title=f"{_title(belief.called)}: {_lower(myth(belief))}", key=f"card-{belief.technology}",
        blocks=(Fields(fields=tuple(answers)),),
    )


def _every(beliefs: Sequence[Belief]) -> Iterator[Block]:
    drawn = chart(beliefs)
    if drawn is not None:
        yield drawn
    yield Table(
        caption="What people think, and what is true",
        columns=(
            Column(label="What we asked about", key="technology"),
            Column(label="Think we use it", key="think", numeric=True),
            Column(label="Likely between", key="range", numeric=True),
            Column(label="Do not know", key="unsure", numeric=True),
            Column(label="Do we use it?", key="used"),
            Column(label="Gap", key="gap", numeric=True),
        ),
        rows=tuple(
            (_title(each.called), figure(each.think, unit="share"),
             f"{figure(each.low, unit='share')} to {figure(each.high, unit='share')}",
             figure(each.unsure, unit="share"),
             {True: "Yes", False: "No", None: "Not said yet"}[each.used],
             None if each.gap is None else figure(each.gap, unit="points"))
            for each in beliefs
        ),
    )
    yield Note(text="The gap is how far off people are. A plus means that more people think we "
                    "use it than is true. A minus means that we use it and people do not know.")


def _how(told: Told, beliefs: Sequence[Belief], *, sha256: str) -> Part:
    most = max((each.people for each in beliefs), default=0)
    return Part(title="How we asked", key="how", blocks=(
        Fields(fields=(
            Field(label="When", key="when", value=(
                f"{long_date(told.asked_from)} to {long_date(told.asked_to)} ({told.name})")),
            Field(label="Who asked", key="by", value=told.asked_by),
            Field(label="Whom they asked", key="whom", value=told.asked_whom),
            Field(label="How they asked", key="asked_how", value=told.asked_how),
            Field(label="How many", key="sample", value=told.sample),
            Field(label="Most answers to one question", key="answers", value=f"{most:,}"),
            Field(label="Fingerprint of the file of answers (SHA-256)", key="sha256", value=sha256),
        )),
        Note(text="People who did not take part may think something else. The numbers cannot "
                  "show that."),
    ))


def _both(belief: Belief) -> str:
    return f"{thinks(belief)} {truth(belief)}"


def _hundred(share: float) -> str:
    return f"{share * 100:.0f}"


def _title(called: str) -> str:
    return f"{called[:1].upper()}{called[1:]}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def often_choices() -> tuple[tuple[str, str], ...]:
    """How often something may be used, the most often first, as a form offers it."""
    return tuple(
        (each.id, each.label) for each in load().options[OFTEN] if each.least is not None
    )
