"""The Dutch register takes months for days, and links as a title with an address.

Without it the data could not be delivered to the register as it stands.
"""

import re
from datetime import datetime
from typing import Any

from dueregard.report.standards.rules import Filled

_MONTHS = frozenset({"begin_date", "end_date"})
_LINKS = frozenset({"lawful_basis_grouping", "impacttoetsen_grouping", "source_data_grouping"})
_LISTS = frozenset({"category"})
_ADDRESS = re.compile(r"https?://\S+$")


def shape(key: str, text: str) -> str:
    """A day as its month; any other text as it is.

    >>> shape("begin_date", "2 November 2026"), shape("name", "2 November 2026")
    ('2026-11', '2 November 2026')
    """
    if key not in _MONTHS:
        return text
    try:
        return f"{datetime.strptime(text, '%d %B %Y'):%Y-%m}"
    except ValueError:
        return text


def as_data(filled: Filled) -> dict[str, Any]:
    """The record as one flat list of keys; what is empty is left out, as the register asks."""
    made: dict[str, Any] = {}
    for line in filled.lines:
        key = line.field.key
        answers = [each for each in line.answers if each]
        if key in _LINKS and answers:
            made[key] = [_link(each) for each in answers]
        elif key in _LISTS and answers:
            made[key] = answers
        elif answers:
            made[key] = "\n".join(answers)
    return made


def _link(text: str) -> dict[str, str]:
    found = _ADDRESS.search(text.strip())
    if found is None:
        return {"title": text.strip()}
    return {"title": text[: found.start()].strip(), "link": found[0]}
