"""The list that is lodged before the seed, and the sample that anybody can draw again from both.

Without it a force could choose what an inspector sees: change a record once it knew which would
be drawn, or draw until the sample looked well. Pure, so that it can be checked with no database.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dueregard.answers import Answer, DueRegardError, No, Yes
from dueregard.findings.drawing import LONGEST_SEED as LONGEST_SEED
from dueregard.findings.drawing import SHORTEST_SEED as SHORTEST_SEED
from dueregard.findings.drawing import digest_of as digest_of
from dueregard.findings.drawing import key_of as hash_of
from dueregard.findings.drawing import seed_of as seed_of
from dueregard.people.rules import ROLE_NAMES, Role

HEADING = "record,status,digest"
LONGEST_NAME = 120
MOST_DRAWN = 200
_LINE = re.compile(r"([a-z]+-\d+),([a-z-]+),([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One record on the list: its reference, where it stood, and the digest of all of it."""

    ref: str
    status: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(Listed):
    """A record of the sample. `key` is what put it there: the smallest keys are drawn."""

    key: str


def write_list(listed: Iterable[Listed]) -> str:
    """The list as a file: a heading, then a line a record, in the order of their references."""
    lines = [f"{each.ref},{each.status},{each.digest}" for each in listed]
    return "\n".join((HEADING, *sorted(lines))) + "\n"


def read_list(text: str) -> tuple[Listed, ...]:
    """The records of a list; refused in words where it is not one."""
    first, *lines = text.splitlines() or [""]
    if first != HEADING:
        raise DueRegardError(
            f"This is not a lodged list: its first line is not '{HEADING}'. Download the list "
            "again, and do not open it in a spreadsheet first."
        )
    found = []
    for number, line in enumerate(lines, start=2):
        match = _LINE.fullmatch(line)
        if match is None:
            raise DueRegardError(
                f"Line {number} of the list is not a record, a status and a digest. The file may "
                "have been cut short or edited. Download the list again."
            )
        found.append(Listed(ref=match[1], status=match[2], digest=match[3]))
    if len({each.ref for each in found}) < len(found):
        raise DueRegardError("A record stands on the list twice. Download the list again.")
    return tuple(found)


def key_of(*, seed: str, root: str, digest: str) -> str:
    """What decides whether a record is drawn: SHA-256 of seed, root and digest on three lines."""
    return hash_of(seed, root, digest)


def draw(
    listed: Iterable[Listed], *, seed: str, root: str, size: int,
    strata: Mapping[str, int] | None = None,
) -> tuple[Drawn, ...]:
    """The sample: the records with the smallest keys, of the whole list or of each status."""
    words = seed_of(seed)
    keyed = sorted(
        (Drawn(ref=each.ref, status=each.status, digest=each.digest,
               key=key_of(seed=words, root=root, digest=each.digest)) for each in listed),
        key=lambda each: each.key,
    )
    if not strata:
        return tuple(keyed[:size])
    return tuple(
        each for status, count in sorted(strata.items())
        for each in [one for one in keyed if one.status == status][:count]
    )


def may_ask_for(
    listed: Iterable[Listed], *, size: int, strata: Mapping[str, int] | None = None
) -> Answer:
    """Whether a sample of this size, or so many of each status, can be drawn from the list."""
    there = Counter(each.status for each in listed)
    if strata and size != sum(strata.values()):
        return No("Give one number for the whole sample, or a number for each status.", "size")
    if not 1 <= size <= MOST_DRAWN:
        return No(f"Draw at least 1 record, and at most {MOST_DRAWN}.", "size")
    if size > there.total():
        return No(
            f"The list has {_records(there.total())}. Ask for that many or fewer.", "too-many"
        )
    for status, count in sorted((strata or {}).items()):
        if count > there[status]:
            return No(
                f"The list has {_records(there[status])} with the status “{status}”. Ask for that "
                "many or fewer.", "too-many",
            )
    return Yes()


def may_lodge(*, inspection: str, records: int, seeded: bool) -> Answer:
    """Whether a list may be lodged for an inspection; never once its seed is known."""
    if not inspection.strip():
        return No("Say which inspection the list is for.", "inspection-missing")
    if seeded:
        return No(
            "A seed was already chosen for this inspection, so its list cannot be lodged again: "
            "whoever lodges now would know what will be drawn. Draw once more from the list that "
            "was lodged, or lodge one for another inspection.", "seed-known",
        )
    if not records:
        return No("There is no use in the register yet, so there is nothing to lodge.", "empty")
    return Yes()


def may_choose_seed(
    *, seed: str, roles: Iterable[str], newest: bool, used: bool
) -> Answer:
    """Whether this person may draw with these words from this list.

    `newest`: no later list was lodged for the same inspection. `used`: the words were the seed of
    an earlier draw, so that whoever lodged this list could have known them.
    """
    others = sorted(set(roles) - {Role.INSPECTOR})
    if others:
        names = ", ".join(ROLE_NAMES[Role(each)].lower() for each in others if each in set(Role))
        return No(
            f"You are also appointed here as {names}. The seed is chosen by an inspector who "
            "holds no other role in this force.", "not-apart",
        )
    if not newest:
        return No(
            "A later list was lodged for this inspection. Draw from that one.", "not-newest"
        )
    words = seed_of(seed)
    if len(words) < SHORTEST_SEED:
        return No(
            f"Choose words of your own that nobody here could guess, with at least "
            f"{SHORTEST_SEED} letters.", "seed-short",
        )
    if len(words) > LONGEST_SEED:
        return No(f"Choose a seed of at most {LONGEST_SEED} letters.", "seed-long")
    if used:
        return No(
            "These words were the seed of an earlier draw, so they were known. Choose others. "
            "The earlier draw stays where it is.", "seed-used",
        )
    return Yes()


def inspection_key(name: str) -> str:
    """One spelling of an inspection's name, so that a capital does not make another of it."""
    return seed_of(name).casefold()


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"
