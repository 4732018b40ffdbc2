"""What may be asked of public records: the versions of one, what has moved on, the whole shelf."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from dueregard.documents.document import Document, document_from_plain
from dueregard.identify.register.rules import ref as ref_of
from dueregard.report.publication import gathering, rules
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.publication.plain_words import Reading, lines, lines_of, reading
from dueregard.report.publication.rules import STATE_NAMES, Moved, State

ON_THE_SHELF = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)
# A document is large: lists leave it where it is.
_LINE = ("id", "slug", "version", "state", "digest", "proposed_by", "proposer_id", "proposed_at",
         "published_by", "published_at", "withdrawn_at", "withdrawn_because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a public record, without its document."""

    id: int
    slug: str
    version: int
    state: State
    digest: str
    proposed_by: str
    proposer_id: int | None
    proposed_at: datetime
    published_by: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The public record of a use as it would be made now, beside what is proposed and published.

    `paper` is what to read before the next step: the proposal where there is one. `moved` is
    what changed since the published version, `moved_since_proposal` since the proposal.
    """

    paper: Document
    reading: Reading
    proposed: Version | None
    published: Version | None
    versions: tuple[Version, ...]
    moved: tuple[Moved, ...]
    moved_since_proposal: tuple[Moved, ...]

    @property
    def changed(self) -> bool:
        """Whether the record says anything that the public does not read yet."""
        return self.published is None or bool(self.moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One version as the public register needs it. The text of a withdrawn one is not given."""

    slug: str
    version: int
    newest: bool
    title: str
    summary: str
    status: str
    document: dict[str, object]
    digest: str
    published_at: datetime
    withdrawn_at: datetime | None
    withdrawn_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A notice by the clock, with the version it stands beside.

    `since` is the day from which advice waits, for as long as it does.
    """

    id: int
    slug: str
    version: int
    text: str
    at: datetime
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What tells one state of a shelved version from another, without its document."""

    id: int
    slug: str
    version: int
    newest: bool
    digest: str
    withdrawn_at: datetime | None
    withdrawn_because: str


def preview(ref: str, *, now: datetime) -> Preview:
    """Everything that the page about publishing a use shows."""
    current = rules.public_view(gathering.material(ref), made_at=now.isoformat())
    versions = _versions(ref)
    proposed = _first(versions, State.PROPOSED)
    published = _first(versions, State.PUBLISHED)
    frozen = document(proposed.id) if proposed else None
    paper = frozen or rules.undrawn(current)
    return Preview(
        paper=paper,
        reading=reading(line.text for line in lines(paper)),
        proposed=proposed, published=published, versions=versions,
        moved=rules.moved(published=document(published.id), current=current) if published else (),
        moved_since_proposal=rules.moved(published=frozen, current=current) if frozen else (),
    )


def document(publication_id: int) -> Document:
    """The stored Document of one version."""
    return document_from_plain(Publication.objects.get(pk=publication_id).document)


def proposed() -> tuple[tuple[str, str], ...]:
    """The uses of which a version waits for a second person, with their names."""
    rows = Publication.objects.filter(state=State.PROPOSED).order_by("proposed_at")
    return _named(rows.values_list("use__number", "use__name"))


def stated_and_withheld() -> tuple[tuple[int, str, int, int], ...]:
    """Of every published record its use's number and name, how much it says, how much is kept back.

    A record that was made before these were counted says nothing of them, and counts nought.
    """
    rows = Publication.objects.filter(state=State.PUBLISHED).order_by("use__number").values_list(
        "use__number", "use__name", "document__facts__stated", "document__facts__withheld"
    )
    return tuple(
        (number, name, int(stated or 0), int(withheld or 0))
        for number, name, stated, withheld in rows
    )


def perhaps_moved(*, newest: int = 20) -> tuple[tuple[str, str], ...]:
    """The published uses that somebody worked on since their page was put forward.

    Whether the page says something else then is shown on the page about it: to make each page
    anew for a list would take too long.
    """
    rows = Publication.objects.filter(
        state=State.PUBLISHED, use__changed_at__gt=F("proposed_at")
    ).order_by("-use__changed_at")
    return _named(rows.values_list("use__number", "use__name")[:newest])


def _named(rows: Iterable[tuple[int, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((ref_of(number), name) for number, name in rows)


def standing() -> Iterator[tuple[str, Document]]:
    """Every use that the public reads of, with the document that it reads."""
    rows = Publication.objects.filter(state=State.PUBLISHED).order_by("pk")
    for number, plain in rows.values_list("use__number", "document").iterator(chunk_size=200):
        yield ref_of(number), document_from_plain(plain)


def published(ref: str) -> Version | None:
    """The version that the public reads, if there is one."""
    return _first(_versions(ref), State.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card of a public record that stands, as plain words. `id` is its version's."""

    id: int
    use_name: str
    key: str
    title: str
    text: str


def cards_of_published(*, newest: int) -> tuple[Card, ...]:
    """The cards of the records that were published last, as the public reads them."""
    rows = Publication.objects.filter(state=State.PUBLISHED).order_by("-published_at", "-pk")
    found = [(each.pk, document_from_plain(each.document)) for each in rows[:newest]]
    return tuple(
        Card(id=key, use_name=paper.title, key=part.key, title=part.title, text="\n".join(
            f"{line.label}: {line.text}" if line.label else line.text for line in lines_of(part)
        ))
        for key, paper in found for part in paper.parts if part.key and not part.folded
    )


def marks() -> tuple[Mark, ...]:
    """Every version that the public register holds, without its document, for comparing."""
    rows = Publication.objects.filter(state__in=ON_THE_SHELF).order_by("slug", "version")
    found = list(rows.values_list(
        "id", "slug", "version", "digest", "withdrawn_at", "withdrawn_because"
    ))
    newest = {slug: version for _id, slug, version, *_rest in found}
    return tuple(
        Mark(id=key, slug=slug, version=version, newest=newest[slug] == version,
             digest="" if at else digest, withdrawn_at=at, withdrawn_because=because)
        for key, slug, version, digest, at, because in found
    )


def shelved(mark: Mark) -> Shelved:
    """One version whole, for the public register."""
    row = Publication.objects.get(pk=mark.id)
    assert row.published_at is not None  # only what was published is on the shelf
    gone = row.withdrawn_at is not None
    return Shelved(
        slug=row.slug, version=row.version, newest=mark.newest,
        title=row.document["title"], summary="" if gone else row.document["summary"],
        status=row.status, document={} if gone else row.document, digest=mark.digest,
        published_at=row.published_at, withdrawn_at=row.withdrawn_at,
        withdrawn_because=row.withdrawn_because,
    )


def notices() -> tuple[Posted, ...]:
    """Every notice beside a version that still stands."""
    rows = StatusNotice.objects.filter(publication__state=State.PUBLISHED)
    found = list(rows.select_related("publication").order_by("pk"))
    keys = {(each.publication_id, each.key) for each in found}

    def since(row: StatusNotice) -> date | None:
        waits = rules.waiting_since(row.key)
        over = waits and (row.publication_id, rules.answered_key(row.key)) in keys
        return None if over else waits

    return tuple(
        Posted(id=each.pk, slug=each.publication.slug, version=each.publication.version,
               text=each.text, at=each.at, since=since(each))
        for each in found
    )


def said_to_wait() -> tuple[tuple[str, str], ...]:
    """The uses beside whose record it stands that advice waits, with the key of that notice."""
    rows = StatusNotice.objects.filter(
        publication__state=State.PUBLISHED, key__startswith="advice:"
    )
    return tuple(
        (ref_of(number), key)
        for number, key in rows.order_by("pk").values_list("publication__use__number", "key")
    )


def overdue_reviews(today: date) -> tuple[tuple[str, date], ...]:
    """The published uses that should have been looked at again by now, with the day."""
    rows = Publication.objects.filter(state=State.PUBLISHED, use__review_on__lt=today)
    return tuple(
        (ref_of(number), due) for number, due in
        rows.order_by("use__number").values_list("use__number", "use__review_on") if due
    )


def _versions(ref: str) -> tuple[Version, ...]:
    rows = Publication.objects.filter(use__number=int(ref.removeprefix("use-"))).order_by("-pk")
    return tuple(
        Version(**values | {"state": State(values["state"])}) for values in rows.values(*_LINE)
    )


def _first(versions: tuple[Version, ...], state: State) -> Version | None:
    return next((each for each in versions if each.state is state), None)


def first_published(ref: str) -> datetime | None:
    """When the public could first read about a use; None when it cannot."""
    versions = _versions(ref)
    if _first(versions, State.PUBLISHED) is None:
        return None
    return min(each.published_at for each in versions if each.published_at is not None)
