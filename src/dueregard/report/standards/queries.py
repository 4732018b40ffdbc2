"""What may be asked of a use in the form of others' standards: how far it is, and the record."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from dueregard.answers import Missing
from dueregard.documents.document import Document
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as register
from dueregard.lenses import standards
from dueregard.lenses.standard_shapes import Standard
from dueregard.report.publication import gathering, queries
from dueregard.report.publication import rules as publication
from dueregard.report.publication.under_headings import Said, said_in
from dueregard.report.standards import rules
from dueregard.report.standards.rules import Filled, Given, Readiness
from dueregard.report.standards.writing import shape_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One standard, the record under its headings, and whether it may be sent."""

    standard: Standard
    filled: Filled
    readiness: Readiness
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A fact that the record has inside, shown to whoever writes for the public."""

    label: str
    answer: str


def all_of(ref: str, *, now: datetime, public_address: str = "") -> tuple[Standing, ...]:
    """How far a use is under each standard, those that may be sent first."""
    current, published = _papers(ref, now)
    given = _given(ref, public_address)
    found = [
        _standing(each, current=current, published=published, given=given)
        for each in standards.shipped().by_id.values()
    ]
    return tuple(sorted(found, key=lambda each: (not each.readiness.ready, each.standard.id)))


def one(ref: str, *, standard_id: str, now: datetime, public_address: str = "") -> Standing:
    """A use under one standard; Missing when there is no such standard."""
    standard = standards.shipped().by_id.get(standard_id)
    if standard is None:
        raise Missing(f"There is no standard {standard_id}.")
    current, published = _papers(ref, now)
    return _standing(
        standard, current=current, published=published, given=_given(ref, public_address))


def inside(ref: str, key: str) -> tuple[Inside, ...]:
    """What the record says inside about one heading: for whoever writes, never for the public."""
    field = standards.shipped().fields.get(key)
    known = register.facts(ref)
    asked = {each.key: each for each in packs.bank().facts_for(known)}
    return tuple(
        Inside(label=asked[each].label, answer=_answer(asked[each].options, known[each]))
        for each in (field.facts if field else ()) if each in asked and known.get(each, "").strip()
    )


def _answer(options: tuple[object, ...], value: str) -> str:
    words = {getattr(each, "value", ""): getattr(each, "label", "") for each in options}
    return str(words.get(value) or value)


def _papers(ref: str, now: datetime) -> tuple[Document, Document | None]:
    current = publication.public_view(gathering.material(ref), made_at=now.isoformat())
    version = queries.published(ref)
    return current, queries.document(version.id) if version else None


def _given(ref: str, public_address: str) -> Given:
    use, first = register.sheet(ref), queries.first_published(ref)
    at_home = f"{public_address.rstrip('/')}/uses/{use.slug}/" if public_address else ""
    day = localtime(first).date() if first else None
    return Given(
        address=at_home if first else "",
        first_published=f"{day.day} {day:%B %Y}" if day else "",
    )


def _standing(
    standard: Standard, *, current: Document, published: Document | None, given: Given
) -> Standing:
    """The record as it would be published now; a draft until that is what the public reads."""
    moved_on = published is not None and bool(
        publication.moved(published=published, current=current))
    said = said_in(current) or Said()
    filled = rules.fill(
        standard, said, title=current.title, force=current.facts["force"], given=given,
        shape=shape_of(standard.id),
    )
    return Standing(
        standard=standard, filled=filled, draft=published is None or moved_on,
        readiness=rules.readiness(filled, published=published is not None, moved_on=moved_on),
    )
