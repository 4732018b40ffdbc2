"""How others write the name of a field: with numbers, capitals, underscores and stars.

Without it the same field would be known in one version of a standard and unknown in the next.
"""

import re

_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)*)\.?\s*(?:[-–—:)]\s*|\s+|$)")
_ADDED = re.compile(r"\s*\((?:\d+|heading not read[^)]*)\)\s*$", re.IGNORECASE)
_HEADINGS: dict[str, tuple[str, ...]] = {
    "label": ("field", "heading", "attribute", "field name", "question", "label", "item"),
    "text": ("answer", "value", "response", "entry", "your answer", "your response", "content",
             "input", "your entry"),
    "number": ("number", "reference number", "ref", "no", "reference", "field number"),
    "section": ("section", "category"),
    "which": ("which", "instance"),
}
_WORDS = {word: name for name, words in _HEADINGS.items() for word in words}


def plain(text: str) -> str:
    """Words alone, for comparing: lower case, no marks, one space between.

    >>> plain("companies_house_number*"), plain("Organisation/ department")
    ('companies house number', 'organisation department')
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def parted(label: str) -> tuple[str, str, int | None]:
    """A label as its number, its name in plain words, and which of several it is.

    The number is kept and never used to know the field by: it moves from version to version.

    >>> parted("2.1.4.1 - External supplier (2)")
    ('2.1.4.1', 'external supplier', 1)
    >>> parted("model_type*"), parted("2 – Description")
    (('', 'model type', None), ('2', 'description', None))
    """
    which = None
    while added := _ADDED.search(label):
        inside = added[0].strip(" ()")
        which = int(inside) - 1 if inside.isdecimal() and 0 < int(inside) < 1000 else which
        label = label[: added.start()]
    found = _NUMBER.match(label)
    number = found[1] if found and label[found.end():].strip() else ""
    return number, plain(label[found.end():] if found and number else label), which


def is_heading_word(cell: str) -> str:
    """What a heading of a table says its column holds, or nothing.

    >>> is_heading_word("Your answer"), is_heading_word("Scope")
    ('text', '')
    """
    return _WORDS.get(plain(cell), "")
