"""What a force is asked to tell the public about each use, and the ways to reach it.

Without this file each force would tell what it likes to tell, and nobody could compare.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError

FILE = "content/particulars.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One thing to say in words: what the force is asked, and what the public reads above it."""

    key: str
    title: str
    ask: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way in which people reach the police."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Everything that is asked."""

    texts: tuple[Text, ...]
    channels: tuple[Channel, ...]

    def text(self, key: str) -> Text | None:
        """What is asked under this key."""
        return next((each for each in self.texts if each.key == key), None)

    def channel_name(self, key: str) -> str:
        """A way to reach us in words; one that was taken out of the file keeps its key."""
        return next((each.name for each in self.channels if each.key == key), key)


@cache
def wanted() -> Wanted:
    """What this version asks."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> Wanted:
    """What a file asks; a fault is refused in words that name the entry."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    return Wanted(
        texts=tuple(Text(**_whole(each, ("key", "title", "ask", "hint")))
                    for each in table.get("text", [])),
        channels=tuple(Channel(**_whole(each, ("key", "name")))
                       for each in table.get("channel", [])),
    )


def _whole(entry: dict[str, Any], keys: tuple[str, ...]) -> dict[str, str]:
    blank = [key for key in keys if not entry.get(key)]
    if blank or set(entry) - set(keys):
        named = entry.get("key", "without a key")
        wrong = ", ".join(blank) or ", ".join(sorted(set(entry) - set(keys)))
        raise DueRegardError(
            f"{FILE}: look at {wrong} in the entry {named}. It takes {', '.join(keys)}."
        )
    return {key: str(entry[key]) for key in keys}
