"""Where the pages of a print end: for tests of papers that must fit on so many."""

import weasyprint

from dueregard.documents.as_html import page
from dueregard.documents.charts import draw
from dueregard.documents.fonts import built_fonts, font_faces


def pages(document):
    """How many pages the whole print has, and how many come before its annex (all without one)."""
    html = page(draw(document), font_faces=font_faces(built_fonts()))
    made = weasyprint.HTML(string=html).render()
    annex = next((part.title for part in document.parts if part.annex), None)
    begins = next(
        (place[0] for label, place, _, _ in _every(made.make_bookmark_tree()) if label == annex),
        len(made.pages),
    )
    return len(made.pages), begins


def _every(tree):
    for label, place, children, state in tree:
        yield label, place, children, state
        yield from _every(children)
