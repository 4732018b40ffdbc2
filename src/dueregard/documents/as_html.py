"""The paper as a web page: the first form of everything the software tells a person.

`fragment` goes inside our own pages, in the design system's class names and without a style;
`page` stands alone, prints, and opens from a memory stick with no connection.
"""

import html
import re

from dueregard.documents.document import (
    Block,
    Cell,
    Chart,
    Code,
    Column,
    Document,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.documents.style import STYLE
from dueregard.documents.wording import NOT_KNOWN, for_people, moment

_SPECIAL = re.compile(r"""[&<>"']""")
# A table of two columns wraps; a wider one scrolls inside its own region on a phone.
_WIDE = 3
# From here on a cell is text, and its column is set before its words are.
_LONG = 60
# A step is five per cent of a page's width, about five letters.
_STEP = 5


def write(document: Document) -> bytes:
    """A page that stands alone, its charts drawn where this installation can draw."""
    from dueregard.documents.charts import draw

    return page(draw(document)).encode()


def page(document: Document, *, font_faces: str = "") -> str:
    """The Document as one self-contained page: style inside, no script, nothing fetched.

    `font_faces` is CSS that embeds our font; without it the reader's own fonts are used.
    """
    title, language = escape(document.title), escape(document.language)
    made, said = escape(document.made_at), escape(moment(document.made_at))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n"
        f'<meta name="dcterms.created" content="{made}">\n'
        f'<meta name="dcterms.modified" content="{made}">\n'
        f"<style>{font_faces}{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{fragment(document)}</main>\n"
        f'<footer>\n<p class="govuk-body-s">Made {said}. Digest (SHA-256): '
        f'<span class="dr-digest">{document.digest}</span></p>\n</footer>\n</body>\n</html>\n'
    )


def fragment(document: Document, heading_level: int = 1) -> str:
    """The Document for a page of ours; its title is a heading of `heading_level`.

    Every id begins with the Document's digest, so two Documents on a page do not collide.
    There is no style attribute and no script: it may stand under a strict content policy.
    """
    prefix = f"d{document.digest[:8]}"
    out = [_heading(document.title, level=heading_level, size="l")]
    if document.summary:
        out.append(_paragraphs(document.summary, "govuk-body"))
    place, short = 0, document.short
    if short:
        out.insert(0, '<div class="dr-short">')
    for part in document.parts:
        if part.annex and short:
            out.append("</div>")
            short = False
        out.append(_heading(
            part.title, level=heading_level + 1, size="m", also=" dr-annex" if part.annex else ""
        ))
        for block in part.blocks:
            place += 1
            out.append(_block(block, key=f"{prefix}-{place}"))
    if short:
        out.append("</div>")
    return "".join(f"{piece}\n" for piece in out)


def part_fragment(part: Part, *, prefix: str) -> str:
    """What one part of a Document says, without its heading, for a page that lays it out itself.

    Every id begins with `prefix`, which no other part on the page may share.
    """
    return "".join(
        f"{_block(block, key=f'{prefix}-{place}')}\n" for place, block in enumerate(part.blocks)
    )


def escape(text: str) -> str:
    """As `html.escape`, which looks through a text five times; most have nothing to escape."""
    return html.escape(text) if _SPECIAL.search(text) else text


def _heading(text: str, *, level: int, size: str, also: str = "") -> str:
    tag = f"h{min(level, 6)}"
    return f'<{tag} class="govuk-heading-{size}{also}">{escape(text)}</{tag}>'


def _paragraphs(text: str, name: str) -> str:
    kept = [each for each in text.split("\n\n") if each.strip()]
    return "\n".join(f'<p class="{name}">{escape(each)}</p>' for each in kept)


def _block(block: Block, *, key: str) -> str:
    match block:
        case Fields():
            return _fields(block)
        case Table():
            return _table(block, key=key)
        case Chart():
            return _chart(block, key=key)
        case Note():
            return _note(block)
        case Points():
            items = "".join(f"<li>{escape(item)}</li>" for item in block.items)
            return f'<ul class="govuk-list govuk-list--bullet">{items}</ul>'
        case Code():
            return _code(block, key=key)


def _fields(block: Fields) -> str:
    rows = "".join(
        '<div class="govuk-summary-list__row">'
        f'<dt class="govuk-summary-list__key">{escape(each.label)}</dt>'
        f'<dd class="govuk-summary-list__value">{_lines(each.value)}</dd></div>\n'
        for each in block.fields
    )
    return f'<dl class="govuk-summary-list">\n{rows}</dl>'


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines()) if text.strip() else NOT_KNOWN


def _note(note: Note) -> str:
    if note.tone == "warning":
        return (
            '<div class="govuk-warning-text">'
            '<span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
            '<strong class="govuk-warning-text__text">'
            f'<span class="govuk-visually-hidden">Warning</span> {_lines(note.text)}</strong></div>'
        )
    return _paragraphs(note.text, "govuk-body-l" if note.tone == "lead" else "govuk-body")


def _table(table: Table, *, key: str) -> str:
    numeric = " govuk-table__header--numeric"
    head = "".join(
        f'<th scope="col" class="govuk-table__header{numeric if column.numeric else ""}">'
        f"{escape(column.label)}</th>"
        for column in table.columns
    )
    body = "".join(f"{_row(row, table.columns)}\n" for row in table.rows[: table.shown])
    set_by_us = len(table.columns) >= _WIDE and _is_long(table)
    inside = (
        f'<table class="govuk-table{" dr-set" if set_by_us else ""}">\n'
        f'<caption class="govuk-table__caption govuk-table__caption--s" id="{key}-caption">'
        f"{escape(table.caption)}</caption>\n{_widths(table) if set_by_us else ''}"
        f'<thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>\n'
        f'<tbody class="govuk-table__body">\n{body}</tbody>\n</table>'
    )
    if len(table.columns) >= _WIDE:
        inside = (
            f'<div class="dr-scroll" tabindex="0" role="group" aria-labelledby="{key}-caption">\n'
            f"{inside}\n</div>"
        )
    return inside + _how_many_more(table)


def _is_long(table: Table) -> bool:
    return any(
        isinstance(cell, str) and len(cell) > _LONG for row in table.rows for cell in row
    )


def _widths(table: Table) -> str:
    """Widths for a print, in steps of five: a printer that weighs every word takes long.

    No column is narrower than its longest word, where there is room for that.
    """
    wanted, least = [], []
    for place, column in enumerate(table.columns):
        texts = [str(row[place] or "") for row in table.rows]
        words = [len(word) for each in (column.label, *texts) for word in each.split()]
        least.append(min(4, -(-(max(words, default=0) + 2) // _STEP)))
        wanted.append(min(60, max(10, sum(map(len, texts)) // len(texts))))
    steps = [
        max(narrow, round(20 * each / sum(wanted)))
        for narrow, each in zip(least, wanted, strict=True)
    ]
    while sum(steps) > 20 and any(each > few for each, few in zip(steps, least, strict=True)):
        widest = max(range(len(steps)), key=lambda place: steps[place] - least[place])
        steps[widest] -= 1
    inside = "".join(f'<col class="dr-col-{_STEP * min(each, 12)}">' for each in steps)
    return f"<colgroup>{inside}</colgroup>\n"


def _how_many_more(table: Table) -> str:
    more = len(table.rows) - len(table.rows[: table.shown])
    if not more:
        return ""
    rows = "row is" if more == 1 else "rows are"
    return (
        f'\n<p class="govuk-body-s dr-more">{more:,} more {rows} not shown here. '
        "The same table is whole in the CSV, JSON and XLSX files.</p>"
    )


def _code(code: Code, *, key: str) -> str:
    return (
        f'<figure class="dr-code">\n<figcaption id="{key}-caption" class="govuk-heading-s">'
        f"{escape(code.caption)}</figcaption>\n"
        f'<pre class="dr-code__lines" tabindex="0" role="group" aria-labelledby="{key}-caption">'
        f"<code>{escape(code.text)}</code></pre>\n</figure>"
    )


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    cells = []
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        if place == 0 and not column.numeric and cell not in (None, ""):
            shown = escape(for_people(cell, numeric=False))
            cells.append(f'<th scope="row" class="govuk-table__header">{shown}</th>')
            continue
        extra = " govuk-table__cell--numeric" if column.numeric else ""
        cells.append(f'<td class="govuk-table__cell{extra}">{_cell(cell, column)}</td>')
    return f'<tr class="govuk-table__row">{"".join(cells)}</tr>'


def _cell(cell: Cell, column: Column) -> str:
    if cell is None:
        return (
            '<span aria-hidden="true">–</span>'
            f'<span class="govuk-visually-hidden">{NOT_KNOWN}</span>'
        )
    return "<br>".join(escape(for_people(cell, numeric=column.numeric)).splitlines())


def _chart(chart: Chart, *, key: str) -> str:
    title, words = escape(chart.title), escape(chart.description)
    if not chart.svg:
        return (
            f'<div class="govuk-inset-text"><p class="govuk-body"><strong>{title}.</strong> {words}'
            '</p><p class="govuk-body">The chart was not drawn: drawing needs the reports set '
            "(pip install 'dueregard[reports]'). The table has the same figures.</p></div>"
        )
    from dueregard.documents.svg import clean

    drawing = clean(chart.svg, prefix=f"{key}-").replace(
        "<svg ", f'<svg role="img" aria-labelledby="{key}-title" aria-describedby="{key}-words" ', 1
    )
    return (
        f'<figure class="dr-figure">\n<figcaption id="{key}-title" class="govuk-heading-s">'
        f'{title}</figcaption>\n<div class="dr-figure__drawing">{drawing}</div>\n'
        f'<p id="{key}-words" class="govuk-body-s">{words}</p>\n</figure>'
    )
