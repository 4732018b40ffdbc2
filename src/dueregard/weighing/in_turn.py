"""What was weighed and what only the record asks for, in one order of next actions, with reasons.

Without this file a use that nobody has weighed would have no place among those that were, and its
blanks would be good news.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from dueregard.answers import DueRegardError
from dueregard.findings.wording import counted, long_date
from dueregard.weighing import across, saved
from dueregard.weighing.across import ProfileLine, Ranked, UseWeighed
from dueregard.weighing.arithmetic import rounded
from dueregard.weighing.constants import Constants, load
from dueregard.weighing.shapes import ActionKind
from dueregard.weighing.weighed import Action

# How many days of work each word is taken for; the last is what a blank is taken for.
EFFORTS = {"small": 1.0, "medium": 5.0, "large": 20.0}
EFFORT_NAMES = {
    "small": "Small: a day at most", "medium": "Medium: a week at most",
    "large": "Large: more than a week",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """Something that the record asks for, of which no gain is known.

    `standing` is the place of its use when the most consequential come first; `tier` None is not
    screened, which counts as the deepest. `because` are the lines of the force's profile that
    touch it. `due_on` is a day of its own; without one its service level is the limit.
    """

    key: str
    use: str
    title: str
    what: str
    kind: ActionKind
    effort: str
    since: date
    tier: int | None
    standing: int
    due_on: date | None = None
    because: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """Its tier; the deepest where nobody has screened it."""
        return 3 if self.tier is None else self.tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """One thing to do next, at its place, and at the one it would have without the profile."""

    key: str
    use: str
    title: str
    what: str
    kind: ActionKind
    effort: str
    since: date
    overdue_days: int
    why: str
    place: int
    place_without_profile: int
    because: tuple[str, ...]
    weighed: bool


def word_of(days: float) -> str:
    """The word for so many days of work.

    >>> word_of(1), word_of(3), word_of(20)
    ('small', 'medium', 'large')
    """
    return next((word for word, most in EFFORTS.items() if days <= most), "large")


def of_saved(
    text: str, *, ref: str, title: str, since: date, tier: int | None
) -> UseWeighed:
    """What ranking needs of a weighing that was kept as JSON; it is not weighed again."""
    try:
        plain = json.loads(text)
        if plain["schema"] != saved.SCHEMA:
            raise ValueError(plain["schema"])
        actions = tuple(
            Action(**each | {
                "kind": ActionKind(each["kind"]), "lenses": tuple(each["lenses"]),
                "groups": tuple(each["groups"]),
            })
            for each in plain["actions"]
        )
        worth = plain["worth_of_knowing_all"] + plain["tail_harm"]
    except (ValueError, KeyError, TypeError) as error:
        raise DueRegardError(
            f"The weighing of {ref} cannot be read by this version. Weigh it again, then make the "
            "list again."
        ) from error
    return UseWeighed(
        ref=ref, title=title, actions=actions, since=since, tier=3 if tier is None else tier,
        scrutiny=rounded(worth),
    )


def in_turn(
    todos: Iterable[ToDo], *, weighed: Iterable[UseWeighed], today: date,
    profile: Sequence[ProfileLine] = (), using: Constants | None = None,
) -> tuple[Next, ...]:
    """Every next action in one order, each with its place without the force's profile.

    First what has waited longer than it may, the longest first, whoever asks for it. Then gates of
    weighings. Then one is taken in turn from what was weighed, by gain for each day of work, and
    one from what nobody has weighed, by tier and by how many people are touched: no gain is known
    of these, so neither list may wait for the other.
    """
    known = using or load()
    every = tuple(todos)
    kept = tuple(weighed)
    ranked = across.rank(kept, today=today, profile=profile, using=known)
    since = {each.ref: each.since for each in kept}
    order = _order(
        sorted(every, key=lambda each: _place(each, counts=True)), ranked, today, known
    )
    without = _order(
        sorted(every, key=lambda each: _place(each, counts=False)),
        sorted(ranked, key=lambda each: each.place_without_profile), today, known,
    )
    places = {_name(each): place for place, each in enumerate(without, start=1)}
    return tuple(
        _next(each, place=place, plainly=places[_name(each)], today=today, known=known,
              since=since)
        for place, each in enumerate(order, start=1)
    )


Item = ToDo | Ranked


def _order(
    todos: Sequence[ToDo], ranked: Sequence[Ranked], today: date, known: Constants
) -> tuple[Item, ...]:
    late: list[tuple[int, Item]] = [
        (each.overdue_days, each) for each in ranked if each.overdue_days > 0
    ]
    late += [(_late(each, today, known), each) for each in todos if _late(each, today, known) > 0]
    late.sort(key=lambda each: (-each[0], _name(each[1])))
    in_time = [each for each in ranked if each.overdue_days <= 0]
    return (
        *(each for _, each in late),
        *(each for each in in_time if each.action.gain is None),
        *_alternate(
            [each for each in in_time if each.action.gain is not None],
            [each for each in todos if _late(each, today, known) <= 0],
        ),
    )


def _alternate(first: Sequence[Item], second: Sequence[Item]) -> Iterator[Item]:
    for pair in zip_longest(first, second):
        yield from (each for each in pair if each is not None)


def _place(todo: ToDo, *, counts: bool) -> tuple[int, int, int, float, str]:
    """By tier; then what the profile touches, where it counts; then people; then the least work."""
    touched = len(todo.because) if counts else 0
    return (-todo.depth, -touched, todo.standing, EFFORTS[todo.effort], todo.key)


def _late(todo: ToDo, today: date, known: Constants) -> int:
    """By how many days it is late: against its own day, or against its service level."""
    if todo.due_on is not None:
        return (today - todo.due_on).days
    return (today - todo.since).days - known.service_days[todo.depth]


def _name(item: Item) -> tuple[str, str]:
    return (item.use, item.key if isinstance(item, ToDo) else f"weighed|{item.action.key}")


def _next(
    item: Item, *, place: int, plainly: int, today: date, known: Constants,
    since: dict[str, date],
) -> Next:
    if isinstance(item, ToDo):
        return Next(
            key=item.key, use=item.use, title=item.title, what=item.what, kind=item.kind,
            effort=item.effort, since=item.since, overdue_days=_late(item, today, known),
            why=_why(item, today, known), place=place, place_without_profile=plainly,
            because=item.because, weighed=False,
        )
    return Next(
        key=_name(item)[1], use=item.use, title=item.title, what=item.action.title,
        kind=item.action.kind, effort=word_of(item.action.effort), since=since[item.use],
        overdue_days=item.overdue_days, why=_why_weighed(item), place=place,
        place_without_profile=plainly, because=item.because, weighed=True,
    )


def _why(todo: ToDo, today: date, known: Constants) -> str:
    late = _late(todo, today, known)
    if late > 0 and todo.due_on is not None:
        return f"It was due on {long_date(todo.due_on)}."
    if late > 0:
        return (f"It has waited {counted(late, one='day')} longer than the "
                f"{known.service_days[todo.depth]} days that it may.")
    if not todo.use:
        return "It is about the force as a whole, so it comes first among uses of tier 2."
    tier = ("nobody has screened it, which counts as the deepest" if todo.tier is None
            else f"tier {todo.tier}")
    return ("No gain is known for it, so it stands by how deep the use is looked at "
            f"({tier}) and by how many people it touches.")


def _why_weighed(item: Ranked) -> str:
    if item.overdue_days > 0:
        return f"It has waited {counted(item.overdue_days, one='day')} longer than it may."
    if item.action.gain is None:
        return "A gate comes before what can be traded."
    said = "" if item.action.effort_said else ", as nobody has said how many"
    return (f"Its gain is {item.action.gain:.2g} on a scale from 0 to 1, for "
            f"{item.action.effort:g} days of work{said}.")
