"""What may be asked of papers for the public: what is published of each, and what has moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import DueRegardError, Missing
from dueregard.documents.document import Document, document_from_plain
from dueregard.findings.finding import NotComputed
from dueregard.report.bulletins import kinds, rules
from dueregard.report.bulletins.kinds import Kind
from dueregard.report.bulletins.models import Bulletin
from dueregard.report.bulletins.rules import Edition
from dueregard.report.publication import gathering
from dueregard.report.publication.kept_back import cut
from dueregard.report.publication.plain_words import Reading, lines, reading
from dueregard.report.publication.rules import STATE_NAMES, Moved, State, moved, undrawn

ON_THE_SHELF = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)
# A document is large: lists leave it where it is.
_LINE = ("id", "kind", "edition", "slug", "version", "state", "digest", "proposed_by",
         "proposer_id", "proposed_at", "published_by", "published_at", "withdrawn_at",
         "withdrawn_because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a paper, without its document."""

    id: int
    kind: str
    edition: str
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
class Line:
    """One edition of one kind of paper: what is proposed, what the public reads."""

    kind: Kind
    edition: Edition
    slug: str
    proposed: Version | None
    published: Version | None
    withdrawn: Version | None

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.kind.title}: {self.edition.title}" if self.edition.title else (
            self.kind.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A paper as it would be made now, beside what is proposed and published.

    `paper` is what to read before the next step: the proposal where there is one; None where it
    cannot be made yet, and `cannot` says why. `moved` is what changed since the public's version.
    """

    line: Line
    paper: Document | None
    cannot: str
    reading: Reading | None
    versions: tuple[Version, ...]
    moved: tuple[Moved, ...]
    moved_since_proposal: tuple[Moved, ...]

    @property
    def changed(self) -> bool:
        """Whether it says anything that the public does not read yet."""
        return self.line.published is None or bool(self.moved)

    @property
    def grade(self) -> float | None:
        """The school grade of its words; None where it has too few of them."""
        if self.reading is None or isinstance(self.reading.grade, NotComputed):
            return None
        return self.reading.grade


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One version as the public door needs it. The text of a withdrawn one is not given."""

    kind: str
    title: str
    summary: str
    document: dict[str, object]
    published_at: datetime


def made(kind_key: str, edition: str, *, now: datetime) -> Document:
    """A paper as it would be published now. Raises a sentence where it cannot be made."""
    found = kinds.kind(kind_key)
    _edition(found, edition, _versions(rules.slug_of(slug=found.slug, edition=edition)), now=now)
    return rules.for_the_public(cut(found.make(edition, now), gathering.secrets()))


def shelf(*, now: datetime) -> tuple[Line, ...]:
    """Every kind and each of its editions, with what was published of it.

    An edition that is not made any more stays here for as long as there is a version of it.
    """
    versions = _versions()
    found = []
    for kind in kinds.KINDS:
        editions = list(kind.editions(now))
        offered = {each.key for each in editions}
        editions += [
            Edition(key=key, title=key) for key in dict.fromkeys(
                each.edition for each in versions if each.kind == kind.key
            ) if key not in offered
        ]
        found += [_line(kind, each, versions) for each in editions]
    return tuple(found)


def has_moved(line: Line, *, now: datetime) -> bool:
    """Whether the record says something else now than what the public reads."""
    if line.published is None:
        return False
    try:
        current = made(line.kind.key, line.edition.key, now=now)
    except DueRegardError:
        return True
    return bool(moved(published=document(line.published.id), current=current))


def preview(kind_key: str, edition: str, *, now: datetime) -> Preview:
    """Everything that the page about publishing a paper shows."""
    found = kinds.kind(kind_key)
    slug = rules.slug_of(slug=found.slug, edition=edition)
    versions = _versions(slug)
    line = _line(found, _edition(found, edition, versions, now=now), versions)
    current, cannot = None, ""
    try:
        current = made(kind_key, edition, now=now)
    except DueRegardError as error:
        cannot = str(error)
    frozen = document(line.proposed.id) if line.proposed else None
    published = document(line.published.id) if line.published else None
    paper = frozen or (undrawn(current) if current else None)
    return Preview(
        line=line, paper=paper, cannot=cannot, versions=versions,
        reading=reading(each.text for each in lines(paper)) if paper else None,
        moved=moved(published=published, current=current) if published and current else (),
        moved_since_proposal=moved(published=frozen, current=current) if (
            frozen and current) else (),
    )


def document(bulletin_id: int) -> Document:
    """The stored Document of one version."""
    return document_from_plain(Bulletin.objects.get(pk=bulletin_id).document)


def marks() -> Iterator[Mark]:
    """Every version that the public door holds, without its document, for comparing."""
    rows = Bulletin.objects.filter(state__in=ON_THE_SHELF).order_by("slug", "version")
    found = list(rows.values_list(
        "id", "slug", "version", "digest", "withdrawn_at", "withdrawn_because"
    ))
    newest = {slug: version for _id, slug, version, *_rest in found}
    for key, slug, version, digest, at, because in found:
        yield Mark(id=key, slug=slug, version=version, newest=newest[slug] == version,
                   digest="" if at else digest, withdrawn_at=at, withdrawn_because=because)


def shelved(mark: Mark) -> Shelved:
    """One version whole, for the public door."""
    row = Bulletin.objects.get(pk=mark.id)
    assert row.published_at is not None  # only what was published is on the shelf
    gone = row.withdrawn_at is not None
    return Shelved(
        kind=row.kind, title=row.document["title"],
        summary="" if gone else row.document["summary"], document={} if gone else row.document,
        published_at=row.published_at,
    )


def _edition(
    found: Kind, key: str, versions: tuple[Version, ...], *, now: datetime
) -> Edition:
    """An edition that can be made now, or of which there is a version; Missing otherwise."""
    offered = next((each for each in found.editions(now) if each.key == key), None)
    if offered is not None:
        return offered
    if not versions:
        raise Missing("There is no such edition of this paper.")
    return Edition(key=key, title=key)


def _versions(slug: str | None = None) -> tuple[Version, ...]:
    rows = Bulletin.objects.order_by("-pk")
    if slug is not None:
        rows = rows.filter(slug=slug)
    return tuple(
        Version(**values | {"state": State(values["state"])}) for values in rows.values(*_LINE)
    )


def _line(kind: Kind, edition: Edition, versions: tuple[Version, ...]) -> Line:
    slug = rules.slug_of(slug=kind.slug, edition=edition.key)
    mine = [each for each in versions if each.slug == slug]

    def first(state: State) -> Version | None:
        return next((each for each in mine if each.state is state), None)

    return Line(kind=kind, edition=edition, slug=slug, proposed=first(State.PROPOSED),
                published=first(State.PUBLISHED), withdrawn=first(State.WITHDRAWN))
