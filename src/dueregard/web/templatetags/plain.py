"""Without this, pages would write dates, states and stored papers each in a way of its own."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Paginator
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dueregard.documents.document import Document, document_from_plain

register = template.Library()

_REFERENCE = re.compile(r"(<t[dh][^>]*>)(use-\d{4,9})(</t[dh]>)")
LONDON = ZoneInfo("Europe/London")
_COLOURS = {
    "grey": ("idea", "stopped", "not-used-here", "withdrawn", "closed", "none", "cannot-start",
             "ended"),
    "blue": ("in-assessment", "open", "started", "asked", "running", "referred", "being-vetted",
             "requested", "assessed", "disclosed"),
    "purple": ("trial",),
    "green": ("live", "done", "met", "published", "accepted", "agreed", "verified", "proceed",
              "good", "vetted", "in-force", "authorised", "acknowledged", "green"),
    "yellow": ("paused", "due", "due-soon", "draft", "waiting", "cannot-tell",
               "submitted", "partial", "vague", "to-be-signed-off", "needs-more", "partly",
               "amber"),
    "red": ("refused", "overdue", "lapsed", "failed", "not-met", "disparity-shown", "not-fit",
            "suspended", "recalled", "red"),
}
_COLOUR_OF = {value: colour for colour, values in _COLOURS.items() for value in values}


@register.simple_tag
def status(value: object, label: object = "") -> SafeString:
    """A state as a tag: always in words, the colour only helps the eye."""
    code = str(getattr(value, "value", value) or "").lower().replace("_", "-").replace(" ", "-")
    words = str(label or code.replace("-", " ")) or _("not known")
    colour = _COLOUR_OF.get(code, "grey")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, words)


@register.filter
def day(value: dt.date | str | None) -> str:
    """A date as people write it, 10 January 2024; a time is taken to London first."""
    found = _local(value)
    return date_format(found, "j F Y") if found else ""


@register.filter
def moment(value: dt.datetime | str | None) -> str:
    """A date and a time of day in London: 10 January 2024 at 14:05."""
    found = _local(value)
    if not isinstance(found, dt.datetime):
        return day(found)
    return _("%(day)s at %(time)s") % {
        "day": date_format(found, "j F Y"),
        "time": found.strftime("%H:%M"),
    }


def _local(value: dt.date | str | None) -> dt.date | None:
    """Times are kept in UTC, so one without a zone is in UTC."""
    if not value:
        return None
    if isinstance(value, str):
        kind = dt.datetime if len(value) > len("2024-01-10") else dt.date
        value = kind.fromisoformat(value)
    if isinstance(value, dt.datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return aware.astimezone(LONDON)
    return value


@register.filter
def days_until(start: dt.date, end: dt.date) -> int:
    """How many days lie between two dates."""
    return (end - start).days


@register.filter
def document(stored: Document | Mapping[str, Any], heading_level: int = 1) -> SafeString:
    """A Document, or what was stored of one, as a piece of a page."""
    from dueregard.documents.as_html import fragment

    paper = stored if isinstance(stored, Document) else document_from_plain(stored)
    # The fragment escapes every word it is given; it is the one maker of this HTML.
    return mark_safe(fragment(paper, heading_level=int(heading_level)))


@register.filter
def linked(html: SafeString) -> SafeString:
    """A paper on a page inside, with each reference of a use in a table leading to the use."""
    # What is matched is a whole cell, and digits: nothing that a person wrote gets into an address.
    return mark_safe(_REFERENCE.sub(
        r'\1<a class="govuk-link" href="/uses/\2/">\2</a>\3', str(html)
    ))


@register.filter
def sentence(value: object) -> str:
    """A phrase as a sentence: a capital first, a full stop last."""
    words = str(value or "").strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?…" else ".")


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString | str:
    """The hidden mark by which a form that is sent twice makes one record."""
    mark = context.get("once")
    return format_html('<input type="hidden" name="once" value="{}">', mark) if mark else ""


@register.simple_tag
def cell_text(cell: object) -> SafeString | str:
    """A cell of a table: words, words with a link, or a state; nothing at all is a dash."""
    if isinstance(cell, Mapping):
        text = cell.get("text", "")
        if cell.get("status"):
            return status(cell["status"], text)
        if cell.get("url"):
            return format_html('<a class="govuk-link" href="{}">{}</a>', cell["url"], text)
        cell = text
    return "–" if cell is None or cell == "" else format_html("{}", cell)


@register.filter
def beside(row: Sequence[object], columns: Sequence[object]) -> list[tuple[object, object]]:
    """Each cell of a row with its column."""
    return list(zip(row, columns, strict=True))


@register.filter
def of(found: object, key: object) -> object:
    """What a mapping has under a key; nothing where it has none, or where there is no mapping."""
    return found.get(key) if isinstance(found, Mapping) else None


@register.filter
def is_list(value: object) -> bool:
    """True for a list of things, false for words."""
    return isinstance(value, list | tuple)


@register.filter
def page_range(paginator: "Paginator[Any]", number: int) -> list[int | str]:
    """The page numbers to show, with a gap where many are left out."""
    return list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))
