"""Remembers every id that was ever used, and the words it stood for.

Without this file an old answer could one day be shown under a question that the person
never read. An id is permanent: words may improve (its rev rises), meaning may not change.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.lenses.shapes import Words

_HEAD = """\
# Every id ever used in our content. Written by tools/content --lock; do not edit by hand.
# id | rev | what it is | digest of its words | retired, where it is no longer used
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One id as it was last locked."""

    id: str
    rev: int
    sort: str
    digest: str
    retired: bool


def read_lock(text: str) -> dict[str, Locked]:
    """The locked ids, from the text of the lock file."""
    locked: dict[str, Locked] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [each.strip() for each in line.split("|")]
        if len(parts) != 5 or not parts[1].isdecimal() or parts[4] not in ("", "retired"):
            raise DueRegardError(
                f"ids.lock, line {number} cannot be read. Take the file from the last commit."
            )
        locked[parts[0]] = Locked(
            id=parts[0], rev=int(parts[1]), sort=parts[2], digest=parts[3],
            retired=parts[4] == "retired",
        )
    return locked


def write_lock(locked: Iterable[Locked]) -> str:
    """The text of the lock file, sorted by id."""
    lines = (
        f"{each.id} | {each.rev} | {each.sort} | {each.digest} | "
        f"{'retired' if each.retired else ''}".rstrip()
        for each in sorted(locked, key=lambda each: each.id)
    )
    return _HEAD + "".join(f"{line}\n" for line in lines)


def broken_promises(*, words: Iterable[Words], locked: dict[str, Locked]) -> tuple[str, ...]:
    """What the content does to ids that the lock forbids: a sentence each, empty where nothing.

    An id that vanished, one that came back from retirement, one whose sort changed (a new
    meaning), words that changed while the rev did not rise.
    """
    said = []
    present = {each.id: each for each in words}
    for each in locked.values():
        if each.id not in present and not each.retired:
            said.append(
                f"{each.id} has vanished. Put it back, or retire it for good with "
                f"tools/content --retire {each.id}."
            )
    for word in present.values():
        was = locked.get(word.id)
        if was is not None:
            said.extend(_changes(word, was))
    return tuple(said)


def unlocked(*, words: Iterable[Words], locked: dict[str, Locked]) -> tuple[str, ...]:
    """The ids that are new, or whose words and rev moved on, and are not locked yet."""
    return tuple(
        each.id for each in words
        if each.id not in locked
        or (locked[each.id].rev, locked[each.id].digest) != (each.rev, each.digest)
    )


def relock(*, words: Iterable[Words], locked: dict[str, Locked]) -> dict[str, Locked]:
    """The lock with every id of the content in it; nothing that was locked is forgotten."""
    now = {
        each.id: Locked(
            id=each.id, rev=each.rev, sort=each.sort, digest=each.digest, retired=False
        )
        for each in words
    }
    return locked | now


def _changes(word: Words, was: Locked) -> list[str]:
    where = f"{word.file}, {word.id}"
    if was.retired:
        return [f"{where}: this id was retired and may not come back. Choose a new one."]
    if was.sort != word.sort:
        return [
            f"{where}: it was “{was.sort}” and is now “{word.sort}”. That is a new meaning: "
            "give it a new id and retire this one."
        ]
    if word.rev < was.rev:
        return [f"{where}: its rev went back from {was.rev} to {word.rev}. It may only rise."]
    if word.digest != was.digest and word.rev == was.rev:
        return [
            f"{where}: its words changed and its rev did not. Set rev = {was.rev + 1}, so that "
            "old answers stay with the words they answered."
        ]
    return []
