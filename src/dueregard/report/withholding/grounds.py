"""The reasons for which something may be kept back, and what may be kept back at all.

Without this file a blank would hide behind 'for operational reasons', and nobody would be told.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError

FILE = "content/withholding.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One coded reason: `name` goes on from 'because', `law` and `iri` say where it comes from."""

    key: str
    name: str
    law: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholdable:
    """One field that may be kept back: where it comes from, and what it is called."""

    source: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Every reason and every field."""

    reasons: tuple[Reason, ...]
    fields: tuple[Withholdable, ...]

    def reason(self, key: str) -> Reason | None:
        """The reason with this code."""
        return next((each for each in self.reasons if each.key == key), None)

    def field(self, source: str) -> Withholdable | None:
        """The field that comes from there, where it may be kept back."""
        return next((each for each in self.fields if each.source == source), None)


@cache
def grounds() -> Grounds:
    """What this version ships."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> Grounds:
    """The grounds in a file of them; a fault is refused in words that name the entry."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    return Grounds(
        reasons=tuple(
            Reason(**_whole(each, ("key", "name", "law", "iri")))
            for each in table.get("reason", [])
        ),
        fields=tuple(
            Withholdable(**_whole(each, ("source", "name"))) for each in table.get("field", [])
        ),
    )


def _whole(entry: dict[str, Any], keys: tuple[str, ...]) -> dict[str, str]:
    if set(entry) != set(keys) or not all(entry.values()):
        named = entry.get("key") or entry.get("source") or "without a name"
        raise DueRegardError(f"{FILE}: the entry {named} needs {', '.join(keys)}, and only these.")
    return {key: str(entry[key]) for key in keys}
