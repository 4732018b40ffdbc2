"""The paper for those who need it printed, or in a file that looks the same everywhere.

The PDF is tagged, so that a screen reader can follow it, and is made without any connection.
"""

import logging
from pathlib import Path
from types import ModuleType

from dueregard.answers import DueRegardError
from dueregard.documents.document import Document
from dueregard.documents.fonts import built_fonts, font_faces


def write(document: Document) -> bytes:
    """A tagged PDF (PDF/UA-1) of the Document, with our font where the front end was built."""
    return make(document)


def make(document: Document, *, fonts: Path | None = None) -> bytes:
    """The PDF, with the .woff2 files of the folder `fonts`, else those of the built front end.

    Raises DueRegardError, saying what to install, where this machine cannot make a PDF. The
    tags follow PDF/UA-1; no validator has checked that they keep all of it.
    """
    weasyprint = _weasyprint()
    from dueregard.documents.as_html import page
    from dueregard.documents.charts import draw

    html = page(draw(document), font_faces=font_faces(fonts or built_fonts()))
    only_what_is_inside = weasyprint.URLFetcher(allowed_protocols=["data"])
    made = weasyprint.HTML(string=html, url_fetcher=only_what_is_inside)
    # The digest as the identifier: the same paper gives the same file, byte for byte.
    return bytes(made.write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=bytes.fromhex(document.digest[:32])
    ))


def _weasyprint() -> ModuleType:
    try:
        import weasyprint
    except ModuleNotFoundError as problem:
        raise DueRegardError(
            "A PDF cannot be made, because the reports set is not installed. Install it with: "
            "pip install 'dueregard[reports]' - or write the paper as .html and print that to a "
            "PDF from a browser."
        ) from problem
    except OSError as problem:
        raise DueRegardError(
            "A PDF cannot be made, because this machine lacks the Pango library. On Debian or "
            "Ubuntu install it with: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0 - or write the paper as .html and print that to a PDF from a "
            "browser."
        ) from problem
    # It warns of rules for the screen that paper does not need; a person cannot act on that.
    weasyprint.LOGGER.setLevel(logging.ERROR)
    return weasyprint  # type: ignore[no-any-return]
