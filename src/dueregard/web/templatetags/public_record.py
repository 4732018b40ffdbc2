"""A public record as cards: without it the reader would meet one long page with no edges."""

from dataclasses import replace

from django import template
from django.utils.safestring import SafeString, mark_safe

from dueregard.documents.as_html import fragment
from dueregard.documents.document import Document

register = template.Library()


@register.filter
def cards(document: Document, heading_level: int = 2) -> list[SafeString]:
    """Each part of a document as a piece of a page, its question as a heading of that level."""
    made = []
    for part in document.parts:
        alone = replace(document, summary="", parts=(part,))
        # The fragment begins with the document's title, which the page has said already.
        _title, piece = fragment(alone, heading_level=int(heading_level) - 1).split("\n", 1)
        # The fragment escapes every word it is given; it is the one maker of this HTML.
        made.append(mark_safe(piece))  # noqa: S308
    return made
