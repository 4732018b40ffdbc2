"""What many ratings come to: by question, by colour, by unit and power; and what to say of it.

Pure. Without it a secretary would count by hand, and a unit of four people would be named.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dueregard.documents.audience import Audience
from dueregard.findings import suppression
from dueregard.findings.finding import (
    Data,
    Finding,
    Method,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.findings.wording import counted
from dueregard.manage.scrutiny.form import NO, PARTLY, YES, Form
from dueregard.manage.scrutiny.rules import WATCHED, PointKind, Standing

CONCERN = "concern"
RED, GREEN = "red", "green"
BY = {"unit": "Unit", "power": "Power", "group": "Ethnicity as the officer saw it"}
# From which share on a draft says something; a person changes every draft as they think right.
_OFTEN, _NEARLY_ALL = 0.5, 0.75
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One rating, without whose it is but for a letter."""

    clip: int
    rater: str
    colour: str
    view: str
    answers: Mapping[str, str]
    comment: str = ""
    entered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTold:
    """One clip as the tally reads it."""

    number: int
    power: str
    unit: str
    group: str
    standing: Standing
    why: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfQuestion:
    """How often each answer was given to one thing that is asked, over all ratings."""

    id: str
    text: str
    letter: str
    counts: Mapping[str, int]
    names: Mapping[str, str]

    @property
    def told(self) -> int:
        """How many could tell: yes, in part or no."""
        return sum(self.counts.get(each, 0) for each in (YES, PARTLY, NO))

    @property
    def said(self) -> int:
        """How many answered at all."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One unit, power or group: of how many clips watched most members saw a concern."""

    by: str
    name: str
    clips: int | None
    concerns: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """All that the ratings of a sitting come to. `alike` of `pairs` chose the same colour."""

    colours: Mapping[str, int]
    questions: tuple[OfQuestion, ...]
    views: Mapping[str, int]
    alike: int
    pairs: int
    red_clips: tuple[int, ...]
    green_clips: tuple[int, ...]
    standings: Mapping[Standing, int]
    ratings: int = 0
    entered: int = 0


def tally(clips: Sequence[ClipTold], ratings: Sequence[Rated], asked: Form) -> Tally:
    """Count everything once. A clip is red (or green) where more than half who rated it say so.

    It cannot tell how all encounters went: some strata are drawn more often on purpose.
    """
    of_clip: dict[int, list[Rated]] = {}
    for each in ratings:
        of_clip.setdefault(each.clip, []).append(each)
    pairs = [
        one.colour == other.colour
        for its in of_clip.values() for one, other in combinations(its, 2)
    ]
    return Tally(
        colours={each.id: sum(one.colour == each.id for one in ratings) for each in asked.colours},
        questions=tuple(_questions(ratings, asked)),
        views={each.id: sum(one.view == each.id for one in ratings) for each in asked.views},
        alike=sum(pairs), pairs=len(pairs),
        red_clips=tuple(sorted(_mostly(of_clip, RED))),
        green_clips=tuple(sorted(_mostly(of_clip, GREEN))),
        standings=Counter(each.standing for each in clips), ratings=len(ratings),
        entered=sum(each.entered for each in ratings),
    )


def patterns(
    clips: Sequence[ClipTold], counted_: Tally, *, reader: Audience
) -> tuple[Pattern, ...]:
    """Concerns by unit, power and group as this reader may see them: small counts are hidden.

    For everybody outside the force the project's rule for small numbers is kept (1 to 9 people,
    and what would give them away).
    """
    seen = suppression.for_audience(
        _finding(clips, counted_), reader, counts_people=frozenset({CONCERN})
    )
    return tuple(
        Pattern(
            by=by, name=name,
            clips=None if row.suppressed or row.exposure is None else int(row.exposure),
            concerns=None if row.suppressed else row.events,
        )
        for row in seen.rows for by, name in row.group.items()
    )


def drafted(clips: Sequence[ClipTold], counted_: Tally) -> tuple[tuple[PointKind, str], ...]:
    """Points for the panel to start from, with the counts behind each; never the last word."""
    return tuple(_points(clips, counted_))


def _points(clips: Sequence[ClipTold], found: Tally) -> Iterator[tuple[PointKind, str]]:
    unseen = [each for each in clips if each.standing not in WATCHED]
    spoiled = [each for each in clips if each.standing in (Standing.LATE, Standing.CUT)]
    if unseen:
        yield PointKind.CONCERN, (
            f"{counted(len(unseen), one='clip')} of {len(clips)} could not be watched, because "
            "the recording was missing or withheld.")
    if spoiled:
        yield PointKind.CONCERN, (
            f"{counted(len(spoiled), one='clip')} of {len(clips)} came late or was not the whole "
            "encounter." if len(spoiled) == 1 else
            f"{len(spoiled)} clips of {len(clips)} came late or were not the whole encounter.")
    if found.red_clips:
        yield PointKind.CONCERN, (
            f"In {counted(len(found.red_clips), one='clip')} most of us saw a concern that the "
            "force should look at.")
    for each in found.questions:
        if each.told < _FEWEST:
            continue
        against = each.counts.get(NO, 0) + each.counts.get(PARTLY, 0)
        if against / each.told >= _OFTEN:
            yield PointKind.CONCERN, _words(each, against, "no, or only in part")
        elif each.counts.get(YES, 0) / each.told >= _NEARLY_ALL and not each.letter:
            yield PointKind.GOOD, _words(each, each.counts[YES], "yes")
    if found.green_clips:
        yield PointKind.GOOD, (
            f"In {counted(len(found.green_clips), one='clip')} most of us saw something that "
            "others could learn from.")


def _words(of: OfQuestion, many: int, answer: str) -> str:
    return (f"“{of.text}” In {many} of {counted(of.told, one='rating')} the answer was {answer}.")


def _questions(ratings: Sequence[Rated], asked: Form) -> Iterator[OfQuestion]:
    for each in (*asked.questions, *asked.letters):
        counts = Counter(
            said for one in ratings if (said := one.answers.get(each.id)) in each.answers)
        yield OfQuestion(id=each.id, text=each.text, letter=each.letter, names=each.answers,
                         counts={key: counts.get(key, 0) for key in each.answers})


def _mostly(of_clip: Mapping[int, Sequence[Rated]], colour: str) -> Iterator[int]:
    for number, its in of_clip.items():
        if 2 * sum(each.colour == colour for each in its) > len(its):
            yield number


def _finding(clips: Sequence[ClipTold], found: Tally) -> Finding:
    watched = [each for each in clips if each.standing in WATCHED]
    rows = [_row({}, watched, found)]
    for by in BY:
        names = sorted({getattr(each, by) for each in watched})
        rows += [
            _row({by: name}, [each for each in watched if getattr(each, by) == name], found)
            for name in names
        ]
    return Finding(
        instrument="scrutiny", version="1", question="In which clips did most see a concern?",
        verdict=Verdict(code=VerdictCode.DESCRIBED, sentence="Clips that a panel watched."),
        rows=tuple(rows), caveats=(), data=Data(sha256="", rows_read=len(clips),
                                               rows_used=len(clips)),
        method=Method(name="count"),
    )


def _row(group: Mapping[str, str], its: Iterable[ClipTold], found: Tally) -> Row:
    numbers = [each.number for each in its]
    return Row(measure=CONCERN, group=group, exposure=len(numbers),
               events=len(set(numbers) & set(found.red_clips)))


