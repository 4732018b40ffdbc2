"""What the public door reads of papers: the list, one paper, its past versions."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.documents.document import Document, document_from_plain
from dueregard.report.public_register.models import PublicPaper

# The kind of paper that is made of a survey, as `report.bulletins` names it.
GAP_CARDS = "gap-cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCard:
    """One paper in the list: its name and one sentence."""

    slug: str
    title: str
    summary: str
    version: int
    digest: str
    published_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEdition:
    """One version in the list of versions."""

    version: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of one paper, whole. `document` is None when it was withdrawn."""

    card: PaperCard
    newest: bool
    document: Document | None
    withdrawn_because: str
    editions: tuple[PaperEdition, ...]


def cards() -> tuple[PaperCard, ...]:
    """The newest version of every paper, the newest first; withdrawn ones too."""
    rows = PublicPaper.objects.filter(newest=True).defer("document")
    return tuple(_card(each) for each in rows.order_by("-published_at", "slug"))


def gap_cards() -> PaperCard | None:
    """The paper of what people think and what is true, for the front of the register."""
    row = PublicPaper.objects.filter(
        kind=GAP_CARDS, newest=True, withdrawn_at=None
    ).defer("document").order_by("-published_at").first()
    return _card(row) if row else None


def paper(slug: str, *, version: int | None = None) -> Paper | None:
    """One paper, its newest version or the one asked for; None when there is none."""
    rows = PublicPaper.objects.filter(slug=slug)
    row = rows.filter(newest=True).first() if version is None else rows.filter(
        version=version).first()
    if row is None:
        return None
    editions = rows.order_by("-version").values_list("version", "published_at")
    return Paper(
        card=_card(row), newest=row.newest,
        document=document_from_plain(row.document) if row.withdrawn_at is None else None,
        withdrawn_because=row.withdrawn_because,
        editions=tuple(
            PaperEdition(version=number, published_at=at) for number, at in editions
        ),
    )


def _card(row: PublicPaper) -> PaperCard:
    return PaperCard(
        slug=row.slug, title=row.title, summary=row.summary, version=row.version,
        digest=row.digest, published_at=row.published_at, withdrawn_at=row.withdrawn_at,
    )
