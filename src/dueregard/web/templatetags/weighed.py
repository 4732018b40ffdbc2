"""A part of a stored paper, for a page that lays the parts out itself: words, figures folded."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from dueregard.documents.as_html import part_fragment
from dueregard.documents.document import Part

register = template.Library()


@register.filter
def part(found: Part) -> SafeString:
    """What a part says, without its heading."""
    # The fragment escapes every word it is given; it is the one maker of this HTML.
    return mark_safe(part_fragment(found, prefix=f"in-{found.key}"))
