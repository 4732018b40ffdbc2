"""Whether a pack that came as a file may be laid over what is in force, or every reason why not.

Without this file a newer pack could give an old id a new meaning, and an answer of last year
would stand under words that nobody had read when it was given.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.lenses.bank import FOLDER, overlaid, shipped
from dueregard.lenses.lock import Locked, broken_promises, read_lock
from dueregard.lenses.readable import hard_to_read
from dueregard.lenses.reading import valid_id
from dueregard.lenses.shapes import Bank, Pack, Words

MOST_CHARACTERS = 1_000_000
# What is kept of a point and a use has this much room.
LONGEST_ID, LONGEST_NAME, LONGEST_TITLE = 40, 60, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A pack that fits, with the ids that it uses and the ids that it gives up for good."""

    pack: Pack
    ids: tuple[Locked, ...]


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, so that 1.10.0 is newer than 1.9.0.

    >>> numbers("1.10.0") > numbers("1.9.0")
    True
    """
    return tuple(int(each) for each in version.split("."))


def text_of(content: bytes) -> str:
    """The words of a pack file, or a sentence where they cannot be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DueRegardError("The file is not saved as UTF-8. Save it again as UTF-8.") from None
    if len(text) > MOST_CHARACTERS:
        raise DueRegardError(
            "The file is larger than a pack can be. Check that it is the pack and nothing else."
        )
    return text.replace("\r\n", "\n")


def id_of(text: str) -> str:
    """The id at the head of a pack file, or a sentence where it has none."""
    try:
        found = tomllib.loads(text).get("id")
    except RecursionError:
        raise DueRegardError("The file cannot be read: it has lists within lists.") from None
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"The file cannot be read: {error}. Look at that line.") from None
    if not isinstance(found, str) or not valid_id(found) or "." in found:
        raise DueRegardError(
            "The file does not say at its head which pack it is, as in id = \"drones\". A pack is "
            "a TOML file that begins with its id, its version and its name."
        )
    return found


def fit(
    *, text: str, in_force: Mapping[str, str], before: Bank, used: Iterable[Locked] = ()
) -> Fitting:
    """The pack, once the whole of what is asked was checked with it in place; else every fault.

    `in_force` are the texts of the packs brought in so far and `before` is what is asked with
    them; `used` are the ids of every pack that was ever brought in, oldest first.
    """
    pack_id = id_of(text)
    bank = overlaid({**in_force, pack_id: text})
    pack = bank.packs[pack_id]
    locked = merged([*_shipped_ids().values(), *used])
    own = own_words(bank, pack_id)
    faults = [
        *_not_newer(pack, before.packs.get(pack_id)),
        *_broken(own, locked),
        *_vanished(pack, own, before=own_words(before, pack_id), locked=locked),
        *_too_long(pack),
        *hard_to_read(pack),
    ]
    if faults:
        raise DueRegardError("\n".join(faults))
    kept = [
        Locked(id=each.id, rev=each.rev, sort=each.sort, digest=each.digest, retired=False)
        for each in own
    ]
    gone = [
        Locked(id=was.id, rev=was.rev, sort=was.sort, digest=was.digest, retired=True)
        for was in (locked[each] for each in pack.retired)
    ]
    return Fitting(pack=pack, ids=(*kept, *gone))


def own_words(bank: Bank, pack_id: str) -> tuple[Words, ...]:
    """The entries that stand in the file of one pack."""
    return tuple(each for each in bank.words if each.file == f"{FOLDER}/{pack_id}.toml")


def merged(locked: Iterable[Locked]) -> dict[str, Locked]:
    """Locks one after the other: the highest rev of an id stands, and retired is for good."""
    found: dict[str, Locked] = {}
    for each in locked:
        was = found.get(each.id)
        if was is None or (not was.retired and (each.retired or each.rev >= was.rev)):
            found[each.id] = each
    return found


def _shipped_ids() -> dict[str, Locked]:
    return read_lock(shipped().joinpath("ids.lock").read_text(encoding="utf-8"))


def _not_newer(pack: Pack, before: Pack | None) -> list[str]:
    if before is None or numbers(pack.version) > numbers(before.version):
        return []
    return [
        f"The file is version {pack.version} of “{pack.name}”, and version {before.version} is in "
        "force. Bring in a newer one, or give the file a higher version."
    ]


def _too_long(pack: Pack) -> list[str]:
    entries = [
        (f"{pack.id}: its id", pack.id, LONGEST_NAME),
        (f"{pack.id}: its name", pack.name, LONGEST_TITLE),
        *((f"{each.id}: its id", each.id, LONGEST_ID) for each in pack.points),
        *((f"{each.id}: its title", each.title, LONGEST_TITLE) for each in pack.points),
        *((f"{each.key}: its key", each.key, LONGEST_NAME) for each in pack.facts),
    ]
    return [
        f"{what} has {len(text)} characters. Make it {most} at most."
        for what, text, most in entries if len(text) > most
    ]


def _broken(own: tuple[Words, ...], locked: Mapping[str, Locked]) -> tuple[str, ...]:
    names = {each.id for each in own}
    here = {name: each for name, each in locked.items() if name in names}
    return broken_promises(words=own, locked=here)


def _vanished(
    pack: Pack, own: tuple[Words, ...], *, before: tuple[Words, ...], locked: Mapping[str, Locked]
) -> list[str]:
    """An entry may go only when the pack says that its id is given up."""
    present = {each.id for each in own}
    said = [
        f"{each.id} has vanished. Put it back, or name it at the head of the pack: "
        f"retired = [\"{each.id}\"]."
        for each in before if each.id not in present | set(pack.retired)
    ]
    for each in pack.retired:
        if each in present:
            said.append(f"{each} is among the retired and still in the pack. Take one away.")
        elif each not in locked:
            said.append(f"{each} is among the retired, and no pack ever had it. Check the id.")
    return said
