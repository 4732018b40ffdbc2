"""What may be asked of packs: what is in force, where each came from, and what it was before."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from dueregard.answers import DueRegardError, Missing
from dueregard.identify.packs import rules
from dueregard.identify.packs.models import PackRelease
from dueregard.identify.packs.rules import Release
from dueregard.lenses import bank as banks
from dueregard.lenses.lock import Locked
from dueregard.lenses.shapes import GENERIC, Bank, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """A pack that came as a file. `state` says in words what has become of it."""

    id: int
    version: str
    digest: str
    note: str
    by_name: str
    at: datetime
    state: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """A pack in the list. `release` is the file it came from; None where it was shipped."""

    pack: Pack
    release: ReleaseLine | None

    @property
    def digest_short(self) -> str:
        """The first digits of its digest: enough to compare two by eye."""
        return self.pack.digest[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSheet(PackLine):
    """A pack whole, with every file that was brought in for it, the newest first."""

    bank: Bank
    releases: tuple[ReleaseLine, ...]
    shipped_version: str


IN_FORCE = "In force"
WITHDRAWN = "Withdrawn"
REPLACED = "Replaced by a newer one"
MISFIT = "Not in force: it does not fit this version of the software"


def bank() -> Bank:
    """Everything we ask and teach, with the packs brought in laid over those that are shipped.

    One question to the database; the words are read and checked once for each set of packs.
    Who needs no pack, no fact and no technology asks `lenses.bank.load()`, which needs none.
    """
    return _laid_over(_in_force()).bank


def kinds(of: Iterable[str]) -> dict[str, str]:
    """The names of the kinds of technology, those that packs brought in where one of these is.

    For long lists: it asks the database only where a kind is none that the software ships.
    """
    named = _kinds(banks.load())
    return named if set(of) <= {"", *named} else _kinds(bank())


def texts() -> dict[str, str]:
    """The words of the packs brought in that are in force, by pack."""
    return dict(_laid_over(_in_force()).texts)


def ids_used() -> tuple[Locked, ...]:
    """The ids of every pack ever brought in, the oldest pack first, withdrawn or not."""
    rows = PackRelease.objects.order_by("pk").values_list("ids", flat=True)
    return tuple(Locked(**each) for ids in rows for each in ids)


def shelf() -> tuple[PackLine, ...]:
    """Every pack in force, by name; the one for any technology last."""
    found = _laid_over(_in_force())
    lines = {each.id: each for each in _lines(found)}
    return tuple(
        PackLine(pack=each, release=lines.get(found.releases.get(each.id, 0)))
        for each in sorted(
            found.bank.packs.values(), key=lambda each: (each.id == GENERIC, each.name)
        )
    )


def sheet(pack_id: str) -> PackSheet:
    """One pack whole; Missing when there is none of this id."""
    found = _laid_over(_in_force())
    pack = found.bank.packs.get(pack_id)
    if pack is None:
        raise Missing("There is no pack of this name.")
    lines = _lines(found, pack_id=pack_id)
    shipped = banks.load().packs.get(pack_id)
    in_force = found.releases.get(pack_id)
    return PackSheet(
        pack=pack, bank=found.bank, releases=lines,
        release=next((each for each in lines if each.id == in_force), None),
        shipped_version=shipped.version if shipped else "",
    )


def release_in_force(pack_id: str) -> int | None:
    """The row of the pack brought in that is in force, or would be if it fitted."""
    return next((each.id for each in _in_force() if each.pack_id == pack_id), None)


def _kinds(among: Bank) -> dict[str, str]:
    technology = next(each for each in among.register if each.key == "technology")
    return {each.value: each.label for each in technology.options}


@dataclass(frozen=True, slots=True, kw_only=True)
class _LaidOver:
    bank: Bank
    releases: dict[str, int]
    texts: dict[str, str]


def _in_force() -> tuple[Release, ...]:
    rows = PackRelease.objects.filter(withdrawn_at=None).order_by("pk")
    return rules.in_force(
        releases=(
            Release(id=pk, pack_id=pack_id, version=version, digest=digest)
            for pk, pack_id, version, digest
            in rows.values_list("pk", "pack_id", "version", "digest")
        ),
        shipped={each.id: each.version for each in banks.load().packs.values()},
    )


@lru_cache(maxsize=4)
def _laid_over(releases: tuple[Release, ...]) -> _LaidOver:
    """The bank with these packs in place, kept by their digests.

    A new version of the software may have changed what an old file leans on. Such a pack is left
    out, and its page says so: one file must not stop every page.
    """
    if not releases:
        return _LaidOver(bank=banks.load(), releases={}, texts={})
    words = dict(
        PackRelease.objects.filter(pk__in=[each.id for each in releases])
        .values_list("pk", "text")
    )
    fitting = {each.pack_id: words[each.id] for each in releases}
    with suppress(DueRegardError):
        return _LaidOver(
            bank=banks.overlaid(fitting), texts=fitting,
            releases={each.pack_id: each.id for each in releases},
        )
    return _those_that_fit(releases, words)


def _those_that_fit(releases: tuple[Release, ...], words: dict[int, str]) -> _LaidOver:
    fitting: dict[str, str] = {}
    made, used = banks.load(), {}
    for each in releases:
        try:
            made = banks.overlaid({**fitting, each.pack_id: words[each.id]})
        except DueRegardError:
            continue
        fitting[each.pack_id], used[each.pack_id] = words[each.id], each.id
    return _LaidOver(bank=made, releases=used, texts=fitting)


def _lines(found: _LaidOver, *, pack_id: str = "") -> tuple[ReleaseLine, ...]:
    rows = PackRelease.objects.defer("text", "ids").order_by("-pk")
    if pack_id:
        rows = rows.filter(pack_id=pack_id)
    chosen = {each.id for each in _in_force()}
    return tuple(
        ReleaseLine(
            id=row.pk, version=row.version, digest=row.digest, note=row.note,
            by_name=row.by_name, at=row.at, withdrawn_at=row.withdrawn_at,
            withdrawn_by=row.withdrawn_by, withdrawn_because=row.withdrawn_because,
            state=_state(row, found=found, chosen=chosen),
        )
        for row in rows
    )


def _state(row: PackRelease, *, found: _LaidOver, chosen: set[int]) -> str:
    if row.withdrawn_at is not None:
        return WITHDRAWN
    if row.pk in found.releases.values():
        return IN_FORCE
    return MISFIT if row.pk in chosen else REPLACED
