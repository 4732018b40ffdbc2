"""The paper for those who go on writing: drafts leave the software to be argued over and signed.

An OpenDocument text (ISO/IEC 26300) opens in LibreOffice, in Word and in Google's editor. It is
made of plain XML in a ZIP, without a library, so it needs nothing that a PDF needs.
"""

import io
import re
import zipfile
from html import escape

from dueregard.documents.document import (
    Block,
    Cell,
    Chart,
    Code,
    Column,
    Document,
    Fields,
    Note,
    Points,
    Table,
)
from dueregard.documents.odt_parts import MANIFEST, MEDIA_TYPE, SPACES, metadata, styles
from dueregard.documents.wording import NOT_KNOWN, for_people, moment

# The same paper gives the same file, byte for byte: a ZIP would otherwise hold the time.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(document: Document) -> bytes:
    """The Document as an OpenDocument text. A chart is its title and its description."""
    files = {
        "content.xml": _content(document),
        "styles.xml": styles(language=document.language, close=document.short),
        "meta.xml": metadata(title=_text(document.title), made_at=_text(document.made_at),
                             language=_text(document.language)),
        "META-INF/manifest.xml": MANIFEST,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as odt:
        # First and not packed, so that a program can tell what it is from its first bytes.
        odt.writestr(zipfile.ZipInfo("mimetype", _NO_TIME), MEDIA_TYPE)
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            odt.writestr(entry, text.encode())
    return packed.getvalue()


def _content(document: Document) -> str:
    tables = _Tables()
    out = [_heading(document.title, level=1)]
    out += [_paragraph(each) for each in _paragraphs(document.summary)]
    for part in document.parts:
        out.append(_heading(part.title, level=2, style="Annex" if part.annex else ""))
        out += [_block(block, tables) for block in part.blocks]
    out.append(_paragraph(
        f"Made {moment(document.made_at)}. Digest (SHA-256): {document.digest}", style="Quiet"
    ))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{tables.styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(out)}</office:text></office:body>"
        "</office:document-content>"
    )


class _Tables:
    """Numbers the tables, because each needs a name and widths of its own."""

    def __init__(self) -> None:
        self.styles = ""
        self.count = 0

    def named(self, widths: list[int]) -> str:
        self.count += 1
        name = f"T{self.count}"
        self.styles += (
            f'<style:style style:name="{name}" style:family="table"><style:table-properties '
            'style:rel-width="100%" table:align="margins" fo:margin-bottom="0.3cm"/></style:style>'
        ) + "".join(
            f'<style:style style:name="{name}.{place}" style:family="table-column">'
            f'<style:table-column-properties style:rel-column-width="{width}*"/></style:style>'
            for place, width in enumerate(widths)
        )
        return name


def _block(block: Block, tables: _Tables) -> str:
    match block:
        case Fields():
            return _fields(block, tables)
        case Table():
            return _table(block, tables)
        case Chart():
            return _paragraph(f"Chart: {block.title}", style="Strong") + \
                _paragraph(block.description)
        case Note():
            return _note(block)
        case Points():
            items = "".join(
                f"<text:list-item>{_paragraph(item)}</text:list-item>" for item in block.items
            )
            return f'<text:list text:style-name="Bullets">{items}</text:list>'
        case Code():
            lines = "".join(_paragraph(each, style="Machine") for each in block.text.split("\n"))
            return _paragraph(block.caption, style="Strong") + lines


def _note(note: Note) -> str:
    if note.tone == "warning":
        return _paragraph(f"Warning: {note.text}", style="Strong")
    style = "Lead" if note.tone == "lead" else ""
    return "".join(_paragraph(each, style=style) for each in _paragraphs(note.text))


def _fields(block: Fields, tables: _Tables) -> str:
    name = tables.named([3, 7])
    rows = "".join(
        "<table:table-row>"
        f"{_cell(_paragraph(each.label, style='Strong'))}"
        f"{_cell(_paragraph(each.value.strip() or NOT_KNOWN))}</table:table-row>"
        for each in block.fields
    )
    return _whole(name, 2, head="", rows=rows)


def _table(table: Table, tables: _Tables) -> str:
    name = tables.named([_width(table, place) for place in range(len(table.columns))])
    head = "".join(_cell(_paragraph(each.label, style="Strong")) for each in table.columns)
    rows = "".join(
        "<table:table-row>" + "".join(
            _cell(_paragraph(_shown(cell, column), style="Figure" if column.numeric else ""))
            for cell, column in zip(row, table.columns, strict=True)
        ) + "</table:table-row>"
        for row in table.rows[: table.shown]
    )
    more = len(table.rows) - len(table.rows[: table.shown])
    return (
        _paragraph(table.caption, style="Caption")
        + _whole(name, len(table.columns), rows=rows, head="<table:table-header-rows>"
                 f"<table:table-row>{head}</table:table-row></table:table-header-rows>")
        + (_paragraph(f"{more:,} more rows not shown here.", style="Quiet") if more else "")
    )


def _whole(name: str, columns: int, *, head: str, rows: str) -> str:
    widths = "".join(
        f'<table:table-column table:style-name="{name}.{place}"/>' for place in range(columns)
    )
    return (
        f'<table:table table:name="{name}" table:style-name="{name}">{widths}{head}{rows}'
        "</table:table>"
    )


def _width(table: Table, place: int) -> int:
    """Wider where more is written, within reason: a page has room for only so much."""
    longest = max(
        (len(_shown(row[place], table.columns[place])) for row in table.rows), default=0
    )
    return min(40, max(8, longest, len(table.columns[place].label)))


def _cell(inside: str) -> str:
    return (
        '<table:table-cell table:style-name="Cell" office:value-type="string">'
        f"{inside}</table:table-cell>"
    )


def _shown(cell: Cell, column: Column) -> str:
    return "–" if cell is None else for_people(cell, numeric=column.numeric)


def _heading(text: str, *, level: int, style: str = "") -> str:
    return (
        f'<text:h text:style-name="{style or f"Heading_20_{level}"}" '
        f'text:outline-level="{level}">{_text(text)}</text:h>'
    )


def _paragraph(text: str, *, style: str = "") -> str:
    lines = "<text:line-break/>".join(_text(each) for each in text.splitlines())
    return f'<text:p text:style-name="{style or "Standard"}">{lines}</text:p>'


def _paragraphs(text: str) -> list[str]:
    return [each for each in text.split("\n\n") if each.strip()]


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
