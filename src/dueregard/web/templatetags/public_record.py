"""A public record as cards: without it the reader would meet one long page with no edges."""

from dataclasses import dataclass, field

from django import template
from django.utils.safestring import SafeString, mark_safe

from dueregard.documents.as_html import part_fragment
from dueregard.documents.document import Document, Part

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailHTML:
    """What only some readers want: there, and closed until it is asked for."""

    title: str
    body: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHTML:
    """One card of a page: its question, where it is on the page, what it says, and the details."""

    id: str
    title: str
    body: SafeString
    details: list[DetailHTML] = field(default_factory=list)


@register.filter
def cards(document: Document) -> list[CardHTML]:
    """Each part of a document as a card, with the folded parts after it as its details."""
    made: list[CardHTML] = []
    for part in document.parts:
        if part.folded and made:
            made[-1].details.append(DetailHTML(title=part.title, body=_body(part)))
        else:
            made.append(CardHTML(id=part.key, title=part.title, body=_body(part)))
    return made


def _body(part: Part) -> SafeString:
    # The fragment escapes every word it is given; it is the one maker of this HTML.
    return mark_safe(part_fragment(part, prefix=f"in-{part.key}"))
