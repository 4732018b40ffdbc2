"""Finds what could be about a person in words that are to leave the force.

Without this file a condition would travel with the name and the number of whoever wrote it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])(?:\+44|0)[\s().-]*\d(?:[\s().-]?\d){8,9}(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_INSURANCE = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b")
# A rank or title before a capital letter; a post ("Chief Constable of ...") has none after it.
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|PS|DC|DS|DI|DCI|PCSO|Sgt|Insp|Supt|Sergeant|Cllr|Sir|Dame"
    r")\.?\s+(?:[A-Z]\.?\s*)*[A-Z][a-z][\w'-]+"
)
_SORTS = (
    ("an e-mail address", _EMAIL), ("a telephone number", _PHONE), ("a postcode", _POSTCODE),
    ("a National Insurance number", _INSURANCE), ("somebody by name", _TITLED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Something that could be about a person: what it is, and the words."""

    what: str
    words: str


def found_in(text: str, *, names: Iterable[str] = ()) -> tuple[Personal, ...]:
    """What in a text could be about a person, in the order of the list above, names last.

    It knows addresses, numbers, titles before a name, and the `names` it is given. It cannot see
    a person behind other words, so somebody must still read the text.

    >>> [each.what for each in found_in("Ring PC Marsh on 01632 960 001")]
    ['a telephone number', 'somebody by name']
    """
    return tuple(_found(text, names))


def _found(text: str, names: Iterable[str]) -> Iterator[Personal]:
    for what, pattern in _SORTS:
        for each in pattern.finditer(text):
            yield Personal(what=what, words=each.group().strip())
    for name in names:
        words = name.split()
        # One word alone may be a post or a place; a whole name is a person.
        if len(words) > 1 and re.search(
            r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", text, re.IGNORECASE
        ):
            yield Personal(what="somebody by name", words=name)
