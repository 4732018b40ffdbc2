"""How urgent a report is: points by a sheet that is content, with every reason shown.

Without this file urgency would be a feeling of whoever opens the post. What nobody has said
counts too: a blank is never good news.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dueregard.answers import DueRegardError
from dueregard.lenses.reading import Entry, Problems
from dueregard.lenses.shapes import Words

FILE = "triage.toml"
RED, REPEAT, ESCALATING = "red", "repeat", "escalating"
_NUMBERS = ("fold_hours", "history_days", "lately_days", "repeat_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band of urgency: from how many points on, and how long a report in it may wait at most."""

    id: str
    name: str
    points: int
    allowed: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something that is asked of every report; points for yes, and for not known."""

    id: str
    question: str
    said: str
    points: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The points sheet. `bands` begin with the most urgent; `history` is words and points."""

    version: str
    bands: tuple[Band, ...]
    signs: Mapping[str, Sign]
    history: Mapping[str, tuple[str, int]]
    fold: timedelta
    history_span: timedelta
    lately: timedelta
    repeat_from: int
    words: tuple[Words, ...]

    def band(self, name: str) -> Band:
        """The band of that id; a sentence where there is none."""
        for each in self.bands:
            if each.id == name:
                return each
        raise DueRegardError(
            f"There is no band “{name}”. Choose from: {', '.join(each.id for each in self.bands)}.")


@dataclass(frozen=True, slots=True)
class Counted:
    """One reason: its id, in words, and the points that it adds."""

    id: str
    said: str
    points: int


@dataclass(frozen=True, slots=True)
class Severity:
    """How urgent a report is by the sheet, and everything that was counted, largest first."""

    points: int
    band: Band
    reasons: tuple[Counted, ...]


def load(root: Traversable | None = None) -> Sheet:
    """The sheet of a folder of content, checked; without a folder the one that is shipped."""
    return _shipped() if root is None else _read(root)


def severity(
    signs: Mapping[str, bool | None], *, history: frozenset[str] = frozenset(),
    sheet: Sheet | None = None,
) -> Severity:
    """Points and band of a report. What `signs` leaves out is not known.

    Raises a sentence for a sign that the sheet does not have: it would otherwise count nothing.
    """
    sheet = sheet or load()
    strange = [each for each in signs if each not in sheet.signs]
    if strange:
        raise DueRegardError(
            f"“{strange[0]}” is not on the points sheet. It has: {', '.join(sheet.signs)}.")
    reasons = []
    for sign in sheet.signs.values():
        answer = signs.get(sign.id)
        if answer is True:
            reasons.append(Counted(sign.id, f"{sign.said}.", sign.points))
        elif answer is None and sign.unknown:
            reasons.append(Counted(sign.id, f"Not known: {sign.question}", sign.unknown))
    reasons += [
        Counted(each, f"{said}.", points) for each, (said, points) in sheet.history.items()
        if each in history
    ]
    points = sum(each.points for each in reasons)
    return Severity(
        points, next(each for each in sheet.bands if points >= each.points),
        tuple(sorted(reasons, key=lambda each: -each.points)),
    )


@cache
def _shipped() -> Sheet:
    return _read(files("dueregard").joinpath("content"))


def _read(root: Traversable) -> Sheet:
    problems = Problems()
    source = problems.read(root=root, file=FILE)
    numbers = {each: source.table.get(each) for each in _NUMBERS}
    problems.sentences += [
        f"{FILE}: “{each}” must be a whole number from 1 up." for each, value in numbers.items()
        if not isinstance(value, int) or isinstance(value, bool) or value < 1
    ]
    whole = {each: int(value) if isinstance(value, int) else 1 for each, value in numbers.items()}
    made = Sheet(
        version=str(source.table.get("version", "")), bands=source.each("band", _band),
        signs={each.id: each for each in source.each("sign", _sign)},
        history=dict(source.each("history", _history)),
        fold=timedelta(hours=whole["fold_hours"]),
        history_span=timedelta(days=whole["history_days"]),
        lately=timedelta(days=whole["lately_days"]), repeat_from=whole["repeat_from"],
        words=tuple(problems.words),
    )
    _check(made, problems)
    return made


def _check(made: Sheet, problems: Problems) -> None:
    say = problems.sentences.append
    points = [each.points for each in made.bands]
    hours = [each.allowed for each in made.bands]
    if points != sorted(set(points), reverse=True) or hours != sorted(set(hours)) or (
        not points or points[-1] != 0 or made.bands[0].id != RED
    ):
        say(f"{FILE}: the bands go from “{RED}” down to 0 points, each with more hours.")
    elif not points[-2] <= sum(each.unknown for each in made.signs.values()) < points[0]:
        say(f"{FILE}: a report of which nothing is known must be neither in the first band nor in "
            "the last. Change what “unknown” counts.")
    if made.lately >= made.history_span:
        say(f"{FILE}: “lately_days” must be fewer than “history_days”.")
    if made.history.keys() != {REPEAT, ESCALATING}:
        say(f"{FILE}: [[history]] has “{REPEAT}” and “{ESCALATING}”, and nothing else.")
    if problems.sentences:
        raise DueRegardError("\n".join(problems.sentences))


def _band(entry: Entry) -> Band:
    made = Band(id=entry.id, name=entry.text("name"), points=entry.number("points"),
                allowed=timedelta(hours=entry.number("hours")))
    entry.done(sort="band of the queue", lock_as=f"triage.{entry.id}", apart=("points", "hours"))
    return made


def _sign(entry: Entry) -> Sign:
    made = Sign(id=entry.id, question=entry.text("question"), said=entry.text("said"),
                points=entry.number("points"), unknown=entry.number("unknown"))
    if made.unknown > made.points:
        entry.say("not knowing counts for more than yes")
    # How much it counts is the force's to set; what it means is not.
    entry.done(sort="sign of urgency", lock_as=f"sign.{entry.id}", apart=("points", "unknown"))
    return made


def _history(entry: Entry) -> tuple[str, tuple[str, int]]:
    made = entry.text("said"), entry.number("points")
    entry.done(sort="history of urgency", lock_as=f"history.{entry.id}", apart=("points",))
    return entry.id, made
