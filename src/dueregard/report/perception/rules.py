"""What a wave of a survey must say of itself, which gaps get a card, and whether a gap closed.

Without it a force could put a click-through poll beside a proper sample, tell people only of the
gaps that flatter it, and call luck a success.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dueregard.answers import Answer, No, Yes
from dueregard.findings import weighted
from dueregard.findings.conclusions import simultaneous
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Finding, NotComputed, Row, VerdictCode
from dueregard.findings.reading_tables import Table, from_rows

# So many cards are suggested; a gap of at least so much that gets none is listed all the same.
SUGGESTED, LISTED_FROM = 3, 0.10
LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What whoever ran the survey says of it, in words: who asked whom, when and how."""

    name: str
    asked_from: date
    asked_to: date
    asked_by: str
    asked_whom: str
    asked_how: str
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is true of one technology when a wave is recorded; `used` is None where unknown.

    `called` goes on in a sentence; `often` is an answer of the survey, or blank; `because` says
    in words how we know.
    """

    technology: str
    called: str
    used: bool | None
    often: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What people think of one technology in one wave, beside what is true.

    `think` is the share who say that it is used, `unsure` who do not know; `people` answered, and
    their answers are worth so many plain ones. `more_often` is the share who think that it is
    used more often than it is, `less_often` less; None where that was not asked or is not known.
    `why_not` says why there is no gap.
    """

    technology: str
    called: str
    think: float
    low: float
    high: float
    unsure: float
    people: int
    worth: float
    used: bool | None
    often: str
    because: str
    why_not: str
    more_often: float | None = None
    less_often: float | None = None

    @property
    def gap(self) -> float | None:
        """Perceived less actual, as a share; None where what is true is not known."""
        return None if self.used is None else self.think - (1.0 if self.used else 0.0)

    @property
    def size(self) -> float:
        """The share of people who do not have it right; -1 where that is not known."""
        return -1.0 if self.gap is None else abs(self.gap)

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of the range of the gap."""
        true = 1.0 if self.used else 0.0
        return self.low - true, self.high - true


class Move(StrEnum):
    """What became of a gap since the wave before."""

    CLOSED = "closed"
    WIDER = "wider"
    CANNOT_TELL = "cannot-tell"
    NOT_ASKED = "not-asked"
    NOT_KNOWN = "not-known"


MOVE_NAMES: dict[Move, str] = {
    Move.CLOSED: "The gap got smaller",
    Move.WIDER: "The gap got wider",
    Move.CANNOT_TELL: "We cannot tell if the gap moved",
    Move.NOT_ASKED: "Not asked last time",
    Move.NOT_KNOWN: "What was true was not known both times",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How far a gap moved since a wave; below nought it is smaller. No range where not asked."""

    move: Move
    since: str
    by: float = 0.0
    low: float = 0.0
    high: float = 0.0


def told_from(plain: Mapping[str, Any]) -> Told:
    """What was said of a wave, from plain values in which days are written as ISO dates."""
    return Told(**dict(plain) | {
        key: date.fromisoformat(plain[key]) for key in ("asked_from", "asked_to")
    })


def may_record(told: Told, *, today: date) -> Answer:
    """Whether the wave says who asked whom, when and how: without it no figure can be read."""
    for text, why, code in (
        (told.name, "Give this wave a name, such as Spring 2026.", "name-missing"),
        (told.asked_by, "Say who asked: the force, a university, a company.", "by-missing"),
        (told.asked_whom, "Say whom they asked, and how these people were found.", "whom-missing"),
        (told.asked_how, "Say how they were asked: at the door, by telephone, online.",
         "how-missing"),
        (told.sample, "Say how many were asked and how many answered.", "sample-missing"),
    ):
        if not text.strip():
            return No(why, code)
    if told.asked_to < told.asked_from:
        return No("The last day is before the first. Turn them round.", "dates-turned")
    if told.asked_to > today:
        return No("The last day is yet to come. Bring the answers in when all are in.",
                  "date-to-come")
    return Yes()


def may_pick(
    *, beliefs: Sequence[Belief], verdict: VerdictCode, picked: Mapping[str, str]
) -> Answer:
    """Whether these technologies may have cards, each with what the force does about it."""
    if verdict is VerdictCode.NOT_FIT:
        return No(
            "Too few people answered to say what people think, so no card can be made of this "
            "wave.", "too-few",
        )
    known = {each.technology: each for each in beliefs if each.gap is not None}
    if set(picked) - set(known):
        return No(
            "A card needs what people think and what is true. Say in the register whether we use "
            "it, and bring the wave in again.", "no-gap",
        )
    blank = [known[each].called for each, doing in picked.items() if not doing.strip()]
    if blank:
        return No(f"Say what we do about it: {'; '.join(blank)}.", "doing-missing")
    return Yes()


def truth_table(facts: Sequence[Fact]) -> Table:
    """What is true, as the instrument takes it: one row a technology, a blank where not known."""
    return from_rows(
        columns=("technology", "name", "used", "often"), name="The register",
        rows=[
            (each.technology, _title(each.called), {True: "yes", False: "no", None: ""}[each.used],
             each.often)
            for each in facts
        ],
        sha256="",
    )


def beliefs(finding: Finding, facts: Iterable[Fact]) -> tuple[Belief, ...]:
    """What people think of each technology in the newest wave, the largest gap first."""
    known = {each.technology: each for each in facts}
    rows: dict[str, dict[str, Row]] = {}
    for row in finding.rows:
        name = row.stratum.get("technology", "")
        if name and not row.group and set(row.stratum) == {"technology"}:
            rows.setdefault(name, {})[row.measure] = row
    names = {_title(each.called): each for each in known.values()}
    found = [
        _belief(name, its, names.get(name)) for name, its in rows.items()
        if its.get("say_it_is_used") and its["say_it_is_used"].value is not None
    ]
    return tuple(sorted(found, key=lambda each: (-each.size, each.called)))


def suggested(every: Sequence[Belief]) -> tuple[str, ...]:
    """The technologies with the largest gaps, either way, which should have a card."""
    known = [each for each in every if each.size >= LISTED_FROM]
    return tuple(
        each.technology
        for each in sorted(known, key=lambda each: (-each.size, each.called))[:SUGGESTED]
    )


def left_out(every: Sequence[Belief], *, picked: Collection[str]) -> tuple[Belief, ...]:
    """The gaps that have no card and are too large to say nothing of."""
    return tuple(
        each for each in every if each.technology not in picked and each.size >= LISTED_FROM
    )


def moved(
    before: Sequence[Belief], after: Sequence[Belief], *, since: str, level: float = LEVEL
) -> dict[str, Moved]:
    """What became of each gap since the wave before, by technology.

    The shares who do not have it right are compared, at a level that allows for how many gaps
    are looked at. It takes the two waves as asked of different people.
    """
    old = {each.technology: each for each in before if each.gap is not None}
    both = [each for each in after if each.gap is not None and each.technology in old]
    together = simultaneous(level=level, comparisons=len(both))
    asked = {each.technology for each in before}
    found = {
        each.technology: Moved(
            move=Move.NOT_KNOWN if each.technology in asked else Move.NOT_ASKED, since=since)
        for each in after
    }
    for each in both:
        change = weighted.change(before=_wrong(old[each.technology], level=together),
                                 after=_wrong(each, level=together))
        if isinstance(change, NotComputed):
            continue
        move = Move.CLOSED if change.high < 0 else (
            Move.WIDER if change.low > 0 else Move.CANNOT_TELL)
        found[each.technology] = Moved(
            move=move, since=since, by=change.value, low=change.low, high=change.high)
    return found


def _wrong(belief: Belief, *, level: float) -> Estimate | NotComputed:
    return weighted.of_size(belief.size, size=belief.worth, level=level)


def _belief(name: str, rows: Mapping[str, Row], fact: Fact | None) -> Belief:
    think = rows["say_it_is_used"]
    unsure, worth = rows.get("do_not_know"), rows.get("plain_answers_it_is_worth")
    gap = rows.get("gap")
    people = int(think.exposure or 0)
    return Belief(
        technology=fact.technology if fact else name, called=fact.called if fact else name,
        think=think.value or 0.0, low=think.low or 0.0, high=think.high or 0.0,
        unsure=(unsure.value or 0.0) if unsure else 0.0, people=people,
        worth=(worth.value or 0.0) if worth else float(people),
        used=fact.used if fact else None, often=fact.often if fact else "",
        because=fact.because if fact else "",
        why_not=gap.not_computed.reason if gap and gap.not_computed else "",
        more_often=_value(rows.get("say_more_often_than_true")),
        less_often=_value(rows.get("say_less_often_than_true")),
    )


def _value(row: Row | None) -> float | None:
    return row.value if row else None


def _title(called: str) -> str:
    return f"{called[:1].upper()}{called[1:]}"
