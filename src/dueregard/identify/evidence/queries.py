"""What may be asked of evidence: what is known of a use, how well, and only by whose word."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from dueregard.answers import Missing
from dueregard.documents.document import Document, document_from_plain
from dueregard.findings.finding import Finding
from dueregard.findings.reading import finding_from_json
from dueregard.identify.evidence import rules
from dueregard.identify.evidence.models import Evidence
from dueregard.identify.evidence.rules import LEVEL_NAMES, SOURCE_NAMES, Said, Source
from dueregard.identify.register.rules import ref as ref_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence in a list."""

    id: int
    title: str
    statement: str
    source: Source
    said_by: str
    level: int
    lens: str
    dated_on: date | None
    instrument: str
    measured: bool
    replaced_by: int | None
    digest: str
    by_name: str
    at: datetime

    @property
    def source_name(self) -> str:
        """Who says so, in words."""
        return SOURCE_NAMES[self.source]

    @property
    def level_name(self) -> str:
        """How well it is tested, in words."""
        return LEVEL_NAMES[self.level]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSheet(EvidenceLine):
    """A piece of evidence whole. `finding` is the measurement's own canonical JSON."""

    ref: str
    file_name: str
    document: Document | None
    finding: str | None


# Findings and documents are large: lists leave them where they are.
_LARGE = ("finding", "document")


def of_use(ref: str, *, replaced: bool = False) -> tuple[EvidenceLine, ...]:
    """The evidence of a use, the best tested first; with `replaced`, what was replaced too."""
    found = Evidence.objects.filter(use__number=int(ref.removeprefix("use-"))).defer(*_LARGE)
    if not replaced:
        found = found.filter(replaced_by=None)
    return tuple(EvidenceLine(**_values(each)) for each in found.order_by("-level", "-at", "-pk"))


def sheet(evidence_id: int) -> EvidenceSheet:
    """One piece of evidence with its document; Missing when there is none."""
    found = Evidence.objects.select_related("use").filter(pk=evidence_id).first()
    if found is None:
        raise Missing("There is no such evidence.")
    return EvidenceSheet(
        **_values(found), ref=ref_of(found.use.number), file_name=found.file_name,
        document=document_from_plain(found.document) if found.document else None,
        finding=_finding(found).to_json() if found.finding else None,
    )


def only_supplier_says(ref: str) -> tuple[str, ...]:
    """The lenses of a use for which only its supplier says anything."""
    rows = Evidence.objects.filter(
        use__number=int(ref.removeprefix("use-")), replaced_by=None
    ).order_by("pk").values_list("lens", "source")
    return rules.only_supplier_says(
        Said(lens=lens, source=Source(source)) for lens, source in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measurement on our own data that stands: which use it is of, and what it found."""

    id: int
    ref: str
    title: str
    finding: Finding


def measurements() -> tuple[Measured, ...]:
    """Every measurement that stands of tests on our own data, the oldest first."""
    rows = Evidence.objects.select_related("use").filter(
        replaced_by=None, level__gte=rules.ON_OUR_DATA, finding__isnull=False
    ).defer("document")
    return tuple(
        Measured(id=each.pk, ref=ref_of(each.use.number), title=each.title,
                 finding=_finding(each))
        for each in rows.order_by("pk")
    )


def last_alarm() -> Subquery:
    """When the newest watch with an alarm was attached to a use, for a question about uses."""
    rung = Evidence.objects.filter(
        use=OuterRef("pk"), instrument=rules.WATCH, finding__verdict__code=rules.ALARM.value,
        replaced_by=None,
    )
    return Subquery(rung.order_by("-at").values("at")[:1])


def _finding(row: Evidence) -> Finding:
    return finding_from_json(json.dumps(row.finding))


def _values(row: Evidence) -> dict[str, Any]:
    return {
        "id": row.pk, "title": row.title, "statement": row.statement,
        "source": Source(row.source), "said_by": row.said_by, "level": row.level,
        "lens": row.lens, "dated_on": row.dated_on, "instrument": row.instrument,
        "measured": bool(row.digest), "replaced_by": row.replaced_by_id, "digest": row.digest,
        "by_name": row.by_name, "at": row.at,
    }
