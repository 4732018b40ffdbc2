"""Which forces are like one another: groups that somebody gives, or likeness of what they police.

Without this file a force of a large city would be held against one of hills and coast.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping
from enum import StrEnum

from dueregard.answers import DueRegardError
from dueregard.findings.returns.shapes import Force, short_name

# A group of fewer, the force itself among them, is not compared: too few to say what is typical,
# and in so few a neighbour could be told by its figures.
FEWEST = 5
# How many of the nearest stand beside a force where likeness is worked out here.
NEAREST = 7


class Basis(StrEnum):
    """By what forces are said to be like one another."""

    GROUP = "group"
    LIKENESS = "likeness"


BASIS_NAMES: Mapping[Basis, str] = {
    Basis.GROUP: "the groups that were given",
    Basis.LIKENESS: "how many people live there and how many of them in rural areas",
}


def peers(forces: Iterable[Force], basis: Basis) -> dict[str, tuple[str, ...]]:
    """For each force the ids of those like it, itself not among them; none where it is not said.

    By likeness: the seven nearest by the logarithm of the population and the rural share, each
    divided by how much it varies over all forces. It cannot see anything else in which they
    differ.

    >>> two = [Force(id=each, name=each, group="coast") for each in ("a", "b")]
    >>> peers(two, Basis.GROUP)
    {'a': ('b',), 'b': ('a',)}
    """
    known = sorted(forces, key=lambda each: each.id)
    if basis is Basis.GROUP:
        return {
            each.id: tuple(
                other.id for other in known
                if each.group and other.group == each.group and other.id != each.id
            )
            for each in known
        }
    return _nearest(known)


def groups_from_table(content: bytes, *, file: str) -> dict[str, str]:
    r"""The group of each force, from a table with the columns force and group.

    >>> groups_from_table(b"force,group\nFenmarch,coast\n", file="groups.csv")
    {'fenmarch': 'coast'}
    """
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise DueRegardError(f"{file}: it is not a table. Save it as CSV in UTF-8.") from None
    if not rows or not {"force", "group"} <= set(rows[0]):
        raise DueRegardError(
            f"{file}: a table of groups has the columns force and group, and a row for each force."
        )
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        force, group = (row["force"] or "").strip(), (row["group"] or "").strip()
        if not force or not group:
            raise DueRegardError(f"{file}: row {number} lacks its force or its group.")
        name = short_name(force)
        if found.get(name, group) != group:
            raise DueRegardError(
                f"{file}: row {number} puts {force} into a second group, “{group}”. A force is in "
                "one group."
            )
        found[name] = group[:80]
    return found


def _nearest(forces: list[Force]) -> dict[str, tuple[str, ...]]:
    places = {
        each.id: (math.log(each.population), each.rural_share) for each in forces
        if each.population is not None and each.rural_share is not None
    }
    scale = [_spread([place[axis] for place in places.values()]) for axis in (0, 1)]

    def apart(one: str, other: str) -> float:
        return math.hypot(*(
            (places[one][axis] - places[other][axis]) / scale[axis] for axis in (0, 1)
        ))

    return {
        each.id: tuple(sorted(
            (other for other in places if other != each.id),
            key=lambda other: (apart(each.id, other), other),  # noqa: B023 # used at once
        )[:NEAREST]) if each.id in places else ()
        for each in forces
    }


def _spread(values: list[float]) -> float:
    if len(values) < 2:
        return 1.0
    mean = sum(values) / len(values)
    return math.sqrt(sum((each - mean) ** 2 for each in values) / len(values)) or 1.0
