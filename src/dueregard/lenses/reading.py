"""Reads one table of our content at a time, and says in words what is wrong with it.

The people who edit the questions are not engineers. Without this file a slip of theirs
would show as a programmer's error on somebody's page, not as a sentence with file and id.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from dueregard.lenses import facts as fact_shapes
from dueregard.lenses.conditions import (
    NUMBER_OPS,
    WORD_OPS,
    AllOf,
    AnyOf,
    Blank,
    Compared,
    Condition,
    Not,
    Value,
)
from dueregard.lenses.shapes import Words

Table = Mapping[str, Any]
Made = TypeVar("Made")
_ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9_-]+)?")


def valid_id(text: str) -> bool:
    """Whether a text is short, lower-case and plain enough for an id."""
    return _ID.fullmatch(text.replace("_", "-")) is not None


class Problems:
    """Every sentence about what is wrong, so that a person mends all of it in one go."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.words: list[Words] = []
        self._everything = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256 of every file read so far, by name and text."""
        return self._everything.hexdigest()

    def read(self, *, root: Traversable, file: str) -> "Source":
        """The file's table, or an empty one and a sentence where it cannot be read."""
        try:
            return self.parse(
                file=file, text=root.joinpath(*file.split("/")).read_text(encoding="utf-8")
            )
        except OSError:
            self.sentences.append(f"{file} is missing. Put it back, or restore the last release.")
        except UnicodeDecodeError:
            self.sentences.append(f"{file} is not saved as UTF-8. Save it again as UTF-8.")
        return Source(problems=self, file=file, table={})

    def parse(self, *, file: str, text: str) -> "Source":
        """A file's text as its table, or an empty one and a sentence where it is not TOML."""
        self._everything.update(f"{file}\n{text}\n".encode())
        table: Table = {}
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.sentences.append(f"{file} cannot be read: {error}. Look at that line.")
        return Source(problems=self, file=file, table=table)

    def read_folder(
        self, *, root: Traversable, folder: str, instead: Mapping[str, str] | None = None
    ) -> "list[Source]":
        """Every TOML file of a folder, by name.

        `instead` holds texts by file name, to be read in place of a file of the folder or beside
        those there are.
        """
        try:
            names = {each.name for each in root.joinpath(folder).iterdir()}
        except OSError:
            self.sentences.append(f"The folder {folder} is missing. Put it back.")
            return []
        given = instead or {}
        return [
            self.parse(file=f"{folder}/{each}", text=given[each]) if each in given
            else self.read(root=root, file=f"{folder}/{each}")
            for each in sorted(names | set(given)) if each.endswith(".toml")
        ]


class Source:
    """One file of content: its head, and the lists of entries below it."""

    def __init__(self, *, problems: Problems, file: str, table: Table) -> None:
        self.problems = problems
        self.file = file
        self.table = table

    def head(self) -> "Entry":
        """What the file says before its first list."""
        return Entry(problems=self.problems, file=self.file, table=self.table, name="id")

    def each(self, key: str, make: "Callable[[Entry], Made]", *, name: str = "id",
             empty: bool = False) -> "tuple[Made, ...]":
        """Every entry of one list, made into its shape, in the order of the file."""
        listed = self.table.get(key, [])
        if not isinstance(listed, list) or any(not isinstance(each, dict) for each in listed):
            self.problems.sentences.append(f"{self.file}: write each entry under [[{key}]].")
            return ()
        if not listed and not empty:
            self.problems.sentences.append(f"{self.file} has no [[{key}]]. It needs at least one.")
        return tuple(
            make(Entry(problems=self.problems, file=self.file, table=each, name=name))
            for each in listed
        )


class Entry:
    """One entry being read: each key is asked for once, and what is left over is refused.

    `name` is the key of its id; without one it is an entry that has none, such as a review.
    """

    def __init__(self, *, problems: Problems, file: str, table: Table, name: str) -> None:
        self.problems = problems
        self.file = file
        self.table = table
        self.asked: set[str] = {name}
        self.id = str(table.get(name, ""))
        if name and not valid_id(self.id):
            self.say(f"its {name} is missing or is not short, lower-case and plain")

    def say(self, what: str) -> None:
        """Note a problem with this entry."""
        self.problems.sentences.append(f"{self.file}, {self.id or 'an entry without id'}: {what}.")

    def text(self, key: str, *, default: str | None = None) -> str:
        """A required sentence (or the default, where one is given)."""
        found = self._take(key, default)
        if not isinstance(found, str) or (not found.strip() and default is None):
            self.say(f"“{key}” must be words")
            return ""
        return found.strip()

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """A required word out of a fixed list."""
        found = self.text(key)
        if found and found not in allowed:
            self.say(f"“{key}” is “{found}”; it can be {', '.join(allowed)}")
            return allowed[0]
        return found or allowed[0]

    def texts(self, key: str, *, allowed: tuple[str, ...] = (), empty: bool = False
              ) -> tuple[str, ...]:
        """A list of words, each out of the allowed ones where some are given."""
        found = self._take(key, [] if empty else None)
        if not isinstance(found, list) or any(not isinstance(each, str) for each in found):
            self.say(f"“{key}” must be a list of words, such as [\"one\", \"two\"]")
            return ()
        if not found and not empty:
            self.say(f"“{key}” is empty")
        for each in found:
            if allowed and each not in allowed:
                self.say(f"“{key}” has “{each}”; it can have {', '.join(allowed)}")
        return tuple(each for each in found if not allowed or each in allowed)

    def pairs(self, key: str) -> dict[str, str]:
        """An optional small table that puts words into other words."""
        found = self._take(key, {})
        if not isinstance(found, dict) or any(not isinstance(each, str) for each in found.values()):
            self.say(f"“{key}” must put words into words, such as {{ live = \"In use\" }}")
            return {}
        return dict(found)

    def number(self, key: str, *, default: int | None = None) -> int:
        """A whole number."""
        found = self._take(key, default)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            self.say(f"“{key}” must be a whole number")
            return 0
        return found

    def bound(self, key: str) -> float | None:
        """An optional bound of a number."""
        found = self._take(key, 0)
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.say(f"“{key}” must be a number")
            return None
        return float(found) if key in self.table else None

    def truth(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        found = self._take(key, default)
        if not isinstance(found, bool):
            self.say(f"“{key}” must be true or false")
            return False
        return found

    def day(self, key: str) -> date:
        """A date written as 2026-03-31."""
        found = self._take(key, None)
        if isinstance(found, date):
            return found
        self.say(f"“{key}” must be a date such as 2026-03-31, without quotes")
        return date.min

    def condition(self, known: Mapping[str, fact_shapes.Fact]) -> Condition:
        """The condition under `when`, with every fact it names known."""
        return self._condition(self._take("when", None), known) or AnyOf(parts=())

    def quotes(self, key: str, text: str, known: Mapping[str, fact_shapes.Fact]) -> str:
        """The same text, once every {fact} in it is known to exist."""
        for each in fact_shapes.placeholders(text):
            if each not in known:
                self.say(f"“{key}” quotes {{{each}}}, and no such fact is asked for")
        if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", text)):
            self.say(f"“{key}” has a stray brace; a fact is quoted as {{threshold}}")
        return text

    def done(self, *, sort: str, lock_as: str | None = None, apart: tuple[str, ...] = ()
             ) -> int:
        """The entry's rev, once no key is left over; its words are noted for the lock.

        The keys in `apart` are read elsewhere and are no part of its words.
        """
        number = self.number("rev", default=1)
        self.nothing_left(apart)
        self.problems.words.append(Words(
            id=lock_as or self.id, rev=number, sort=sort, file=self.file,
            table={key: each for key, each in self.table.items() if key not in ("rev", *apart)},
        ))
        return number

    def nothing_left(self, apart: tuple[str, ...] = ()) -> None:
        """A sentence for each key that nobody asked for: it may be another, misspelt."""
        for key in self.table:
            if key not in self.asked and key not in apart:
                self.say(f"“{key}” is not something this kind of entry has; check the spelling")

    def _take(self, key: str, default: object) -> object:
        self.asked.add(key)
        if key not in self.table and default is None:
            self.say(f"“{key}” is missing")
        return self.table.get(key, default)

    def _condition(self, table: object, known: Mapping[str, fact_shapes.Fact]
                   ) -> Condition | None:
        if not isinstance(table, Mapping):
            self.say("“when” must be a condition, such as {fact = \"scores\", op = \"is\", "
                     "value = \"yes\"}")
            return None
        keys = set(table)
        if keys == {"not"}:
            part = self._condition(table["not"], known)
            return Not(part=part) if part else None
        if keys in ({"all"}, {"any"}):
            [key] = keys
            parts = table[key] if isinstance(table[key], list) else []
            read = [self._condition(each, known) for each in parts]
            if not read:
                self.say(f"“{key}” in its condition lists nothing")
            made = tuple(each for each in read if each)
            return AllOf(parts=made) if key == "all" else AnyOf(parts=made)
        fact = known.get(str(table.get("fact")))
        if fact is None:
            self.say(f"its condition names “{table.get('fact')}”, and no such fact is asked for")
            return None
        if keys == {"fact", "unknown"} and table["unknown"] is True:
            return Blank(fact=fact.key)
        if keys != {"fact", "op", "value"}:
            self.say(f"its condition on “{fact.key}” needs fact, op and value, or unknown = true")
            return None
        return self._test(fact, str(table["op"]), table["value"])

    def _test(self, fact: fact_shapes.Fact, op: str, value: object) -> Condition | None:
        types = fact_shapes.FactType
        if op in NUMBER_OPS and fact.type is types.NUMBER and isinstance(value, int | float):
            return Compared(fact=fact.key, op=op, value=float(value))
        if op not in WORD_OPS or (op == "includes") != (fact.type is types.CHOICES):
            self.say(f"its condition cannot compare “{fact.key}” with “{op}”")
            return None
        listed: Value = (
            tuple(str(each) for each in value) if isinstance(value, list) else str(value)
        )
        allowed = {each.value for each in fact.options}
        if fact.type is types.YES_NO:
            allowed = {fact_shapes.YES, fact_shapes.NO}
        for each in (listed if isinstance(listed, tuple) else (str(listed),)):
            if each not in allowed:
                self.say(f"its condition says “{fact.key}” may be “{each}”, and it may not")
        if (op == "in") != isinstance(listed, tuple):
            self.say(f"its condition on “{fact.key}” needs a list for “in”, one word otherwise")
            return None
        return Compared(fact=fact.key, op=op, value=listed)
