"""What may be asked of an inspection: the index with its figures, the lists, the samples."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.ledger import queries as ledger
from dueregard.ledger.queries import Proved
from dueregard.lenses import bank as banks
from dueregard.lenses.inspection_shapes import (
    Characteristic,
    Gap,
    Heading,
    Silence,
    Statement,
)
from dueregard.report.inspection import (  # noqa: F401 # each brings the counts that it holds
    counts_of_deciding,
    counts_of_uses,
    holdings,
    knowing,
    rules,
)
from dueregard.report.inspection.counting import COUNTS, Counted, Record
from dueregard.report.inspection.holdings import Held
from dueregard.report.inspection.models import Archive, Draw, Lodging
from dueregard.report.inspection.rules import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement with its figures and the records behind it."""

    statement: Statement
    counted: Counted

    @property
    def sentence(self) -> str:
        """The statement in words."""
        return self.statement.said(self.counted.numbers)

    @property
    def gaps(self) -> tuple[Record, ...]:
        """The records that are gaps; none where the statement says that neither list is."""
        both = {Gap.FOUND: self.counted.found, Gap.REST: self.counted.rest}
        return both.get(self.statement.gaps, ())

    @property
    def empty(self) -> bool:
        """Whether there was nothing to count: that is no good news."""
        return not self.counted.found and not self.counted.rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A characteristic of good, or a heading, with the statements that bear on it."""

    id: str
    title: str
    head: Characteristic | Heading
    statements: tuple[Said, ...]
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LodgingLine:
    """A list that was lodged, without its text."""

    id: int
    inspection: str
    root: str
    count: int
    ledger_seq: int
    ledger_head: str
    by_name: str
    at: datetime
    newest: bool
    draws: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LodgingSheet(LodgingLine):
    """A list that was lodged, whole."""

    text: str

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Its records."""
        return rules.read_list(self.text)

    @property
    def statuses(self) -> Mapping[str, int]:
        """How many of its records have each status."""
        return dict(sorted(Counter(each.status for each in self.listed).items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledLine:
    """One record of a sample, as lodged and as it stands now."""

    ref: str
    name: str
    status: str
    digest: str
    key: str
    now: str
    since: tuple[Proved, ...]

    @property
    def changed(self) -> bool:
        """Whether anything that is held on it is another now."""
        return self.now != self.digest

    @property
    def unexplained(self) -> bool:
        """Whether it changed and no entry of the ledger about it says why."""
        return self.changed and not any(not each.refused for each in self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawLine:
    """A sample in a list."""

    id: int
    lodging_id: int
    inspection: str
    seed: str
    size: int
    strata: Mapping[str, int]
    by_name: str
    at: datetime
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLine:
    """An archive that was made."""

    id: int
    draw_id: int
    digest: str
    size: int
    ledger_seq: int
    ledger_head: str
    by_name: str
    at: datetime


def index(*, now: datetime) -> tuple[Said, ...]:
    """Every statement, counted from the record as it stands."""
    known = knowing.known(now=now)
    return tuple(
        Said(statement=each, counted=COUNTS[each.id](known))
        for each in banks.load().inspection.statements
    )


def by_characteristic(said: tuple[Said, ...]) -> tuple[Section, ...]:
    """The statements under what good looks like, and what the record is silent on."""
    content = banks.load().inspection
    return tuple(
        Section(
            id=each.id, title=each.title, head=each,
            statements=tuple(one for one in said if one.statement.characteristic == each.id),
            silences=tuple(one for one in content.silences if one.characteristic == each.id),
        )
        for each in content.characteristics
    )


def by_heading(said: tuple[Said, ...]) -> tuple[Section, ...]:
    """The same statements under the headings of an inspectorate; one may stand under several."""
    return tuple(
        Section(
            id=each.id, title=each.title, head=each,
            statements=tuple(one for one in said if each.id in one.statement.headings),
        )
        for each in banks.load().inspection.headings
    )


def statement(statement_id: str, *, now: datetime) -> Said:
    """One statement with its records; Missing when there is none of that name."""
    for each in banks.load().inspection.statements:
        if each.id == statement_id:
            return Said(statement=each, counted=COUNTS[each.id](knowing.known(now=now)))
    raise Missing("There is no such statement in the index.")


def lodgings() -> tuple[LodgingLine, ...]:
    """Every list that was lodged, the newest first."""
    newest = _newest_by_inspection()
    rows = Lodging.objects.order_by("-pk").defer("text", "shape").prefetch_related("draws")
    return tuple(LodgingLine(**_lodging_values(each, newest)) for each in rows)


def lodging(lodging_id: int) -> LodgingSheet:
    """One list whole; Missing when there is none."""
    row = Lodging.objects.filter(pk=lodging_id).prefetch_related("draws").first()
    if row is None:
        raise Missing("There is no such list.")
    return LodgingSheet(**_lodging_values(row, _newest_by_inspection()), text=row.text)


def draws() -> tuple[DrawLine, ...]:
    """Every sample, the newest first."""
    rows = Draw.objects.order_by("-pk").select_related("lodging").defer(
        "lodging__text", "lodging__shape"
    )
    return tuple(map(_draw, rows))


def draw(draw_id: int) -> DrawLine:
    """One sample; Missing when there is none."""
    row = Draw.objects.filter(pk=draw_id).select_related("lodging").first()
    if row is None:
        raise Missing("There is no such sample.")
    return _draw(row)


def sampled(draw_id: int) -> tuple[SampledLine, ...]:
    """The records of a sample in the order drawn, each held against what was lodged."""
    row = Draw.objects.select_related("lodging").get(pk=draw_id)
    refs = [each["ref"] for each in row.sampled]
    now = {each.ref: each for each in holdings.held(shape=row.lodging.shape, refs=refs)}
    return tuple(
        SampledLine(
            ref=each["ref"], status=each["status"], digest=each["digest"], key=each["key"],
            name=_name(now.get(each["ref"])),
            now=now[each["ref"]].digest if each["ref"] in now else "",
            since=ledger.proved(each["ref"], after=row.lodging.ledger_seq),
        )
        for each in row.sampled
    )


def held(draw_id: int) -> tuple[Held, ...]:
    """What is held now on each record of a sample, with the fields that the list covers."""
    row = Draw.objects.select_related("lodging").get(pk=draw_id)
    refs = [each["ref"] for each in row.sampled]
    return tuple(holdings.held(shape=row.lodging.shape, refs=refs))


def archives(draw_id: int) -> tuple[ArchiveLine, ...]:
    """The archives of a sample, the newest first."""
    return tuple(map(_archive, Archive.objects.filter(draw=draw_id).order_by("-pk")))


def archive(archive_id: int) -> ArchiveLine:
    """One archive; Missing when there is none."""
    row = Archive.objects.filter(pk=archive_id).first()
    if row is None:
        raise Missing("There is no such archive.")
    return _archive(row)


def archive_digests() -> frozenset[str]:
    """The digest of the newest archive of each sample: the files that are kept."""
    rows = Archive.objects.order_by("pk").values_list("draw", "digest")
    return frozenset(dict(rows).values())


def _newest_by_inspection() -> frozenset[int]:
    rows = Lodging.objects.order_by("pk").values_list("inspection", "pk")
    return frozenset({rules.inspection_key(name): key for name, key in rows}.values())


def _lodging_values(row: Lodging, newest: frozenset[int]) -> dict[str, Any]:
    return {
        "id": row.pk, "inspection": row.inspection, "root": row.root, "count": row.count,
        "ledger_seq": row.ledger_seq, "ledger_head": row.ledger_head, "by_name": row.by_name,
        "at": row.at, "newest": row.pk in newest,
        "draws": tuple(sorted(each.pk for each in row.draws.all())),
    }


def _draw(row: Draw) -> DrawLine:
    return DrawLine(
        id=row.pk, lodging_id=row.lodging_id, inspection=row.lodging.inspection, seed=row.seed,
        size=row.size, strata=row.strata, by_name=row.by_name, at=row.at,
        refs=tuple(each["ref"] for each in row.sampled),
    )


def _archive(row: Archive) -> ArchiveLine:
    return ArchiveLine(
        id=row.pk, draw_id=row.draw_id, digest=row.digest, size=row.size,
        ledger_seq=row.ledger_seq, ledger_head=row.ledger_head, by_name=row.by_name, at=row.at,
    )


def _name(held: Held | None) -> str:
    return str(held.plain["use"].get("name", "")) if held else ""
