"""A table read as ratings: who rated what, how gravely, and which ratings cannot be counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.counts import CountTable, count
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import NOT_STATED, alike, grouping, is_blank, number_of
from dueregard.findings.raters import Scale
from dueregard.findings.reading_tables import Table
from dueregard.instruments.footage.meant import Ratings

# Mild to grave, as panels that use traffic lights mean them.
_LIGHTS = ("green", "amber", "red")
MOST_RATINGS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One rating: of which item, by whom, through which view, as a place in the ratings."""

    item: str
    rater: str
    view: str
    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The usable ratings. `ratings` are their names, the mildest first where they have an order."""

    counted: CountTable
    given: tuple[Given, ...]
    ratings: tuple[str, ...]
    scale: Scale
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]

    @property
    def score(self) -> tuple[float, ...]:
        """Each rating as a number: itself, or its place in the order."""
        if self.scale is Scale.NUMBERS:
            return tuple(number_of(each) or 0.0 for each in self.ratings)
        return tuple(float(place) for place in range(1, len(self.ratings) + 1))

    def counts(self) -> list[list[int]]:
        """For each item through one view, how many gave each rating."""
        found: dict[tuple[str, str], list[int]] = {}
        for each in self.given:
            found.setdefault((each.item, each.view), [0] * len(self.ratings))[each.rating] += 1
        return [found[each] for each in sorted(found)]


def rated(table: Table, *, its: Ratings, chosen: Mapping[str, Any]) -> Rated:
    """Read a table as ratings; a sentence where the order leaves out a rating that was given."""
    counted = count(table, keys=its.keys)
    read = grouping(counted.distinct(its.rating), heading=its.rating)
    names, scale = _order([each for each in dict.fromkeys(read.of.values()) if each != NOT_STATED],
                          asked=chosen["order"] or "", heading=its.rating)
    given: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    aside: dict[str, int] = {}
    for each in counted.combinations:
        label = {heading: each.labels[counted.place(heading)] for heading in its.keys}
        blank = next((heading for heading in (its.rater, its.item, its.rating)
                      if is_blank(label[heading])), "")
        if blank:
            why = f"'{blank}' is blank"
            aside[why] = aside.get(why, 0) + each.rows
            continue
        view = "" if not its.view else NOT_STATED if is_blank(label[its.view]) else _tidy(
            label[its.view])
        key = _tidy(label[its.item]), _tidy(label[its.rater]), view
        given.setdefault(key, []).append((read.of[label[its.rating]], each.rows))
    kept = _once(given, names=names, aside=aside)
    return Rated(
        counted=counted, given=kept, ratings=names, scale=scale, rows_used=len(kept),
        set_aside=tuple(SetAside(reason=why, rows=rows) for why, rows in sorted(aside.items())),
        notes=read.notes,
    )


def _once(
    given: Mapping[tuple[str, str, str], list[tuple[str, int]]], *, names: Sequence[str],
    aside: dict[str, int],
) -> tuple[Given, ...]:
    """Each rater's one rating of an item; who gave two that differ has given none."""
    kept = []
    for (item, rater, view), ratings in sorted(given.items()):
        rows = sum(many for _, many in ratings)
        if len({name for name, _ in ratings}) > 1:
            why = "the same person rated the same item in two ways, so it is not known which counts"
            aside[why] = aside.get(why, 0) + rows
            continue
        if rows > 1:
            why = "the same rating stands there more than once"
            aside[why] = aside.get(why, 0) + rows - 1
        kept.append(Given(item=item, rater=rater, view=view, rating=names.index(ratings[0][0])))
    return tuple(kept)


def _order(
    names: list[str], *, asked: str, heading: str
) -> tuple[tuple[str, ...], Scale]:
    if len(names) > MOST_RATINGS:
        raise DueRegardError(
            f"'{heading}' has {len(names):,} different values, more than anybody rates by. Name "
            "the column of the rating."
        )
    known = {alike(each): each for each in names}
    if asked:
        wanted = [" ".join(each.split()) for each in asked.split(",") if each.strip()]
        missing = [each for each in names if alike(each) not in {alike(one) for one in wanted}]
        if missing or len({alike(each) for each in wanted}) < len(wanted):
            named = ", ".join(f"'{each}'" for each in missing) or "one of them twice"
            raise DueRegardError(
                f"The order must name each rating once; it has {asked}, and '{heading}' holds "
                f"{named}. Write them all from the mildest to the gravest."
            )
        return tuple(known.get(alike(each), each) for each in wanted), Scale.ORDER
    if set(known) <= set(_LIGHTS):
        return tuple(known.get(each, each) for each in _LIGHTS), Scale.ORDER
    if names and all(number_of(each) is not None for each in names):
        return tuple(sorted(names, key=lambda each: number_of(each) or 0.0)), Scale.NUMBERS
    return tuple(sorted(names)), Scale.NAMES


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())
