"""A field's words with the audience that the field itself declares, and dates as people write them.

Without it a field made narrower tomorrow would go on being printed for everybody.
"""

from datetime import date, datetime

from django.apps import apps
from django.utils.timezone import localtime

from dueregard.documents.audience import Audience
from dueregard.lenses.crosswalk import Said


def audience(model: str, field: str) -> Audience:
    """Who may see a field, as its model declares."""
    found: dict[str, Audience] = apps.get_model(model).audiences
    return found[field]


def said(model: str, field: str, text: str) -> Said:
    """Some words with the audience of the field that they come from."""
    return Said(text=text, audience=audience(model, field))


def sentence(words: str) -> str:
    """The words with a full stop, unless they have an end of their own or there are none."""
    words = words.strip()
    return words if not words or words[-1:] in ".!?" else f"{words}."


def day(value: date) -> str:
    """A date as people write it; a time is the day it was in London."""
    if isinstance(value, datetime):
        value = localtime(value).date()
    return f"{value.day} {value:%B %Y}"
