"""How a card says what it has and what it lacks.

Without this file a blank in one card would be left out in silence, and said in the next.
"""

from collections.abc import Iterator

from dueregard.documents.document import Field, Note
from dueregard.report.publication.material import Value

NOT_WRITTEN = "We have not written this down yet."


def said(value: Value) -> Note:
    """A text as a paragraph; a blank is said to be blank."""
    return Note(text=value.text.strip() or NOT_WRITTEN)


def fields(*pairs: tuple[str, str | None]) -> Iterator[Field]:
    """Labelled facts: a blank is said to be blank, None is a fact that does not belong here."""
    for label, text in pairs:
        if text is not None:
            yield Field(label=label, value=text.strip() or NOT_WRITTEN)


def stop(text: str) -> str:
    """A text that ends as a sentence does.

    >>> stop("Accepted"), stop("Why?")
    ('Accepted.', 'Why?')
    """
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def lower_first(text: str) -> str:
    """A text as it goes on in the middle of a sentence."""
    return text[:1].lower() + text[1:]
