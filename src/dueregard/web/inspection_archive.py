"""An inspector's archive: one file of plain pages, papers, records and the ledger.

Without it an inspector would have to believe our screens. It opens in any browser with no
connection, and the same record makes the same bytes.
"""

import hashlib
import shlex
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from dueregard.answers import DueRegardError
from dueregard.documents.as_html import page
from dueregard.documents.document import document_from_plain
from dueregard.documents.style import STYLE
from dueregard.ledger import queries as ledger
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.queries import Head
from dueregard.people import queries as people
from dueregard.report.inspection import holdings, queries, showing
from dueregard.report.inspection.holdings import Held
from dueregard.report.inspection.queries import DrawLine, LodgingSheet, Said, SampledLine
from dueregard.web import ledger_signing
from dueregard.web.inspection_ledger import copy_of, proofs_of, told_by_post

# Every file bears the same day, so that the same record makes the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
TRIES = 3
_MOVED_ON = (
    "The record was changed each time while the archive was being made. Ask for it again when "
    "fewer people are at work."
)
_STYLE = STYLE + (
    "nav{margin-bottom:1.5rem}nav a{margin-right:1rem}.gap{font-weight:700}"
    "a{color:#0b4a57}a:focus-visible{outline:3px solid #0b4a57;outline-offset:2px}"
    ".hash{overflow-wrap:anywhere}pre{overflow-x:auto;background:#f1f4f5;padding:.75rem 1rem}"
)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An archive that was written: its digest, its size, and up to which entry it goes."""

    digest: str
    size: int
    entries: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contents:
    """Everything that goes in, read at one moment."""

    force: str
    draw: DrawLine
    lodging: LodgingSheet
    said: tuple[Said, ...]
    lines: tuple[SampledLine, ...]
    held: Mapping[str, Held]
    head: Head
    on: datetime


def build(path: Path, *, draw_id: int, now: datetime, progress: Progress) -> Made:
    """Write the archive of a sample; begun again where the record moves on meanwhile."""
    ledger_signing.sign_due(now=now)
    for _try in range(TRIES):
        contents = _read(draw_id, now)
        _write(path, contents, progress)
        if ledger.head().seq == contents.head.seq:
            return Made(
                digest=_digest(path), size=path.stat().st_size, entries=contents.head.seq,
                head=contents.head.hash,
            )
    path.unlink(missing_ok=True)
    raise DueRegardError(_MOVED_ON)


def _read(draw_id: int, now: datetime) -> _Contents:
    head, draw, force = ledger.head(), queries.draw(draw_id), people.force()
    return _Contents(
        force=force.name if force else "", draw=draw, lodging=queries.lodging(draw.lodging_id),
        said=queries.index(now=now), lines=queries.sampled(draw_id),
        held={each.ref: each for each in queries.held(draw_id)}, head=head, on=now,
    )


def _write(path: Path, contents: _Contents, progress: Progress) -> None:
    total = len(contents.said) + len(contents.lines) + 2
    with zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for number, (name, parts) in enumerate(_files(contents)):
            progress(min(number, total), total, f"Writing {name}")
            info = zipfile.ZipInfo(name, date_time=_NO_TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            info.create_system = 3
            with archive.open(info, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part.encode())


def _files(contents: _Contents) -> Iterator[tuple[str, Iterator[str] | list[str]]]:
    """The name of each file and what is in it, in an order that never changes."""
    frame = {
        "force": contents.force, "draw": contents.draw, "lodging": contents.lodging,
        "head": contents.head, "on": contents.on, "records": contents.lines,
        "quoted_seed": shlex.quote(contents.draw.seed),
    }
    papers: dict[str, list[dict[str, Any]]] = {
        line.ref: [
            {"file": f"papers/{each.key}.html", "paper": each}
            for each in showing.papers(contents.held[line.ref])
        ]
        for line in contents.lines
    }
    yield "README.txt", [_page("readme.txt", frame | {"left_out": holdings.left_out()})]
    yield "style.css", [_STYLE]
    yield "list.csv", [contents.lodging.text]
    yield "index.html", [_page("index.html", frame | {
        "sections": queries.by_characteristic(contents.said), "by_heading": False})]
    yield "headings.html", [_page("index.html", frame | {
        "sections": queries.by_heading(contents.said), "by_heading": True})]
    yield "sample.html", [_page("sample.html", frame | {"left_out": holdings.left_out()})]
    yield from _statements(contents, frame)
    yield from _records(contents, frame, papers)
    for several in papers.values():
        for each in several:
            paper = document_from_plain(each["paper"].plain).for_audience(holdings.READER)
            yield each["file"], [page(paper)]
    yield from _ledger(contents)


def _statements(
    contents: _Contents, frame: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    sampled = set(contents.held)
    for said in contents.said:
        lists = [
            {"title": title, "records": records, "gap": said.statement.gaps == key and records}
            for key, title, records in (
                ("found", said.statement.found, said.counted.found),
                ("rest", said.statement.rest, said.counted.rest),
            )
        ]
        yield f"statements/{said.statement.id}.html", [_page("statement.html", {
            **frame, "up": "../", "said": said, "lists": lists, "sampled": sampled})]


def _records(
    contents: _Contents, frame: Mapping[str, Any], papers: Mapping[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, list[str]]]:
    for line in contents.lines:
        held = contents.held[line.ref]
        history = [
            each for each in ledger.proved(line.ref) if each.seq <= contents.head.seq
        ]
        yield f"records/{line.ref}.html", [_page("record.html", {
            **frame, "up": "../", "line": line, "sheets": showing.sheets(held),
            "papers": papers[line.ref],
            "history": [
                {"entry": each, "told": told}
                for each, told in zip(history, told_by_post(history), strict=True)
            ],
        })]
        yield f"records/{line.ref}.json", [held.content.decode()]
        for name, proof in proofs_of(history):
            yield f"proofs/{name}", [proof]


def _ledger(contents: _Contents) -> Iterator[tuple[str, Iterator[str] | list[str]]]:
    newest = heads.newest()
    if newest and newest.size >= contents.lodging.ledger_seq:
        yield "proofs/since-lodging.txt", [str(heads.step(old=contents.lodging.ledger_seq))]
    for name, content in copy_of(contents.head):
        yield f"ledger/{name}", content


def _page(template: str, context: Mapping[str, Any]) -> str:
    return render_to_string(f"inspection/archive/{template}", dict(context))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
