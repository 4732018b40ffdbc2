"""The kinds of body, kept apart: what each is for, what it is not for, whether it advises.

Without it a friend would be taken for a judge: an advisory group for a scrutiny panel, or
either for the committee that a use is put to.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dueregard.answers import DueRegardError

FILE = "content/bodies.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of body. `advises`: a use may be put to it."""

    id: str
    name: str
    advises: bool
    is_for: str
    is_not_for: str


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of body, in order, from the file that this version ships."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def kind_of(name: str) -> Kind:
    """The kind with this id; one that was taken out of the file advises on nothing."""
    gone = Kind(id=name, name=name, advises=False, is_for="", is_not_for="")
    return next((each for each in kinds() if each.id == name), gone)


def read(text: str) -> tuple[Kind, ...]:
    """The kinds in a file of them; a fault is refused in words that name the entry."""
    try:
        entries = tomllib.loads(text).get("kind", [])
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    found = []
    for entry in entries:
        name = entry.get("id", "without an id")
        blank = [key for key in ("id", "name", "is_for", "is_not_for") if not entry.get(key)]
        if blank or not isinstance(entry.get("advises"), bool):
            missing = ", ".join(blank) or "advises (true or false)"
            raise DueRegardError(f"{FILE}: the kind {name} lacks {missing}.")
        found.append(Kind(
            id=entry["id"], name=entry["name"], advises=entry["advises"],
            is_for=entry["is_for"], is_not_for=entry["is_not_for"],
        ))
    if not any(each.advises for each in found):
        raise DueRegardError(
            f"{FILE} has no kind that advises, so no use could be put to anybody. Add one."
        )
    return tuple(found)
