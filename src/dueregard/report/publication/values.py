"""A field's content with the audience that the field itself declares."""

from datetime import date, datetime

from django.utils.timezone import localtime

from dueregard.people.fields import audience_of_field
from dueregard.report.publication.material import Value


def value(model: str, field: str, content: object) -> Value:
    """A field's content as text, with the audience that the field declares in its model.

    A time is said as the day it was in London.
    """
    if isinstance(content, datetime):
        content = localtime(content).date()
    text = f"{content.day} {content:%B %Y}" if isinstance(content, date) else str(content or "")
    return Value(
        text=text, audience=audience_of_field(f"{model}.{field}"), source=f"{model}.{field}"
    )
