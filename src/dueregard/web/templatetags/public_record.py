"""A public record as cards: without it the reader would meet one long page with no edges."""

from dataclasses import dataclass, replace

from django import template
from django.utils.safestring import SafeString, mark_safe

from dueregard.documents.as_html import fragment
from dueregard.documents.document import Document

register = template.Library()
# What only some readers want is there, and closed until it is asked for.
_CLOSED = {"figures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHTML:
    """One card of a page: its question, where it is on the page, and what it says."""

    id: str
    title: str
    body: SafeString
    closed: bool


@register.filter
def cards(document: Document) -> list[CardHTML]:
    """Each part of a document as a card; the page writes its question as a heading."""
    made = []
    for part in document.parts:
        alone = replace(document, summary="", parts=(part,))
        # The fragment begins with two headings, one a line: the document's, and the part's.
        body = fragment(alone).split("\n", 2)[2]
        made.append(CardHTML(
            id=part.key, title=part.title, closed=part.key in _CLOSED,
            # The fragment escapes every word it is given; it is the one maker of this HTML.
            body=mark_safe(body),
        ))
    return made
