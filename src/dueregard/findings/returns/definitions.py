"""What the return counts: the same words for every force, from `content/return.toml`.

Without this file "reviewed" would mean an assessment in one force and a signature in the next,
and every comparison would compare words.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

SCHEMA = "urn:dueregard:return:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is counted: in which words, what is left out, and what it is a part of.

    `of` is the key of the whole. `parts` are the ways in which it is split; with `whole` they add
    up to `of`. `by_hand` is typed, with where it comes from; any other is counted here.
    """

    id: str
    since: int
    section: str
    title: str
    counts: str
    not_counted: str
    unit: str
    when: str
    source: str
    by_hand: bool
    of: str = ""
    whole: bool = False
    compare: bool = False
    people: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Under which keys its figures stand: its id, or the id with each of its parts."""
        return tuple(f"{self.id}/{part}" for part in self.parts) or (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """Every item of a version of the return, in order, under its headings."""

    version: int
    sections: Mapping[str, str]
    items: Mapping[str, Item]

    def item(self, key: str) -> Item | None:
        """The item that a key belongs to; None where it is none of ours."""
        found = self.items.get(key.partition("/")[0])
        return found if found is not None and key in found.keys else None

    def title(self, key: str) -> str:
        """What a key counts, in words."""
        item = self.items[key.partition("/")[0]]
        part = key.partition("/")[2]
        return f"{item.title}: {item.parts[part]}" if part else item.title

    def keys(self) -> Iterator[str]:
        """Every key, in order."""
        for item in self.items.values():
            yield from item.keys

    def compared(self) -> tuple[Item, ...]:
        """The items whose share of their whole is set beside other forces."""
        return tuple(each for each in self.items.values() if each.compare)


@lru_cache(maxsize=1)
def definitions() -> Definitions:
    """The definitions that come with this version of the software.

    >>> definitions().title("uses-by-status/live")
    'Uses by where they stand: Live'
    """
    text = files("dueregard").joinpath("content", "return.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return Definitions(
        version=read["version"],
        sections={each["id"]: each["title"] for each in read["section"]},
        items={each["id"]: _item(each) for each in read["item"]},
    )


def _item(table: Mapping[str, Any]) -> Item:
    said = dict(table)
    return Item(by_hand=said.pop("from") == "hand", **said)


def schema_text() -> str:
    """The JSON Schema of a return (draft 2020-12) as it is published.

    It says which fields there are and what each means. It cannot say whether the figures fit one
    another: reading a return checks that.

    >>> SCHEMA in schema_text()
    True
    """
    where = files("dueregard").joinpath("content", "return.schema.json")
    return where.read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema of a return, for a validator.

    >>> schema()["title"]
    'Return'
    """
    return dict(json.loads(schema_text()))
