"""A return as it travels between forces: its figures, whose they are, and of which days.

Without this file a return could not be written by one force and read by another.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dueregard.findings.returns.definitions import SCHEMA, Definitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """So many, of so many. A count of None is not known, which is never the same as 0."""

    count: int | None = None
    of: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """Whose return it is, what it is like, and whether others may see its name."""

    id: str
    name: str
    show_name: bool = False
    population: int | None = None
    rural_share: float | None = None
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What one force counted in one period. `revision` above 1 corrects the one before."""

    force: Force
    first_day: date
    last_day: date
    made_on: date
    figures: Mapping[str, Figure] = field(default_factory=dict)
    definitions: int = 1
    revision: int = 1
    because: str = ""
    signed_post: str = ""
    signed_on: date | None = None

    def count(self, key: str) -> int | None:
        """How many; None where it is not known."""
        found = self.figures.get(key)
        return found.count if found else None

    def whole(self, key: str, definitions: Definitions) -> int | None:
        """How many there are in the whole of which it is a part; None where that is not known."""
        item = definitions.item(key)
        if item is None or not item.of:
            return None
        found = self.figures.get(key)
        if found is not None and found.of is not None:
            return found.of
        return self.count(item.of)

    def to_plain(self) -> dict[str, Any]:
        """The return as plain dictionaries and lists, as its schema says."""
        return {
            "schema": SCHEMA, "definitions": self.definitions,
            "force": {
                "id": self.force.id, "name": self.force.name, "show_name": self.force.show_name,
                "population": self.force.population, "rural_share": self.force.rural_share,
                "group": self.force.group,
            },
            "period": {"from": self.first_day.isoformat(), "to": self.last_day.isoformat()},
            "revision": self.revision, "because": self.because,
            "made_on": self.made_on.isoformat(),
            "signed": {"post": self.signed_post, "on": self.signed_on.isoformat()}
            if self.signed_on else None,
            "figures": [_plain(key, figure) for key, figure in self.figures.items()],
        }

    def to_json(self) -> str:
        """The return as a file that a person can read too."""
        return json.dumps(self.to_plain(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    @property
    def digest(self) -> str:
        """SHA-256 of its canonical form: sorted keys, no spaces that mean nothing."""
        canonical = json.dumps(
            self.to_plain(), sort_keys=True, ensure_ascii=False, allow_nan=False,
            separators=(",", ":"),
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


def short_name(name: str) -> str:
    """The id of a force from its name: lower-case letters, digits and hyphens.

    >>> short_name("Heddlu Gogledd Cymru / North"), short_name("Fen & March Police")
    ('heddlu-gogledd-cymru-north', 'fen-march-police')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "force"


def _plain(key: str, figure: Figure) -> dict[str, Any]:
    item, _, part = key.partition("/")
    plain: dict[str, Any] = {"item": item}
    if part:
        plain["part"] = part
    plain["count"] = figure.count
    if figure.of is not None:
        plain["of"] = figure.of
    if figure.note:
        plain["note"] = figure.note
    return plain
