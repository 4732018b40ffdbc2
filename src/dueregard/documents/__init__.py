"""Every paper leaves by one of these ways: without this file a force could not take a record away.

A format is one file with a `write(document) -> bytes` and one line here; every Document
then has it. Each format is imported when it is first used.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from dueregard.answers import DueRegardError
from dueregard.documents.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way out: what a file name ends with, what a browser calls it, what a person calls it."""

    suffix: str
    media_type: str
    label: str
    module: str

    def write(self, document: Document) -> bytes:
        """The Document in this format."""
        module = importlib.import_module(f"{__name__}.{self.module}")
        return cast(Callable[[Document], bytes], module.write)(document)


_ALL = (
    Format(
        suffix=".html", media_type="text/html; charset=utf-8", label="Web page", module="as_html"
    ),
    Format(suffix=".pdf", media_type="application/pdf", label="PDF", module="as_pdf"),
    Format(
        suffix=".odt", media_type="application/vnd.oasis.opendocument.text",
        label="Text to edit (ODT)", module="as_odt",
    ),
    Format(
        suffix=".xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label="Spreadsheet (XLSX)", module="as_xlsx",
    ),
    Format(
        suffix=".csv", media_type="text/csv; charset=utf-8", label="Tables (CSV)", module="as_csv"
    ),
    Format(
        suffix=".md", media_type="text/markdown; charset=utf-8", label="Markdown",
        module="as_markdown",
    ),
    Format(suffix=".json", media_type="application/json", label="JSON", module="as_json"),
)
FORMATS: dict[str, Format] = {each.suffix: each for each in _ALL}


def write(document: Document, suffix: str) -> bytes:
    """The Document in the format whose file names end so.

    Raises DueRegardError, naming the formats there are, when there is none of that suffix.
    """
    found = FORMATS.get(suffix.lower())
    if found is None:
        raise DueRegardError(
            f"A document cannot be written as '{suffix}', because there is no such format. "
            f"Choose a file name that ends with one of {', '.join(FORMATS)}."
        )
    return found.write(document)
