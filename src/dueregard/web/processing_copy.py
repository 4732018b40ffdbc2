"""The log of processing as one file to hand over: a table, and the ledger that proves it.

Without it the Information Commissioner, or a court, would have to believe a print of a screen.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from dueregard.documents import as_csv
from dueregard.ledger import queries as ledger
from dueregard.ledger.processing import queries
from dueregard.ledger.processing.queries import Logged
from dueregard.ledger.processing.rules import (
    OPERATION_NAMES,
    OUTCOME_NAMES,
    Asked,
    is_processing,
)
from dueregard.ledger.rules import Actor, Line
from dueregard.web.ledger_copy import files

COLUMNS = (
    "entry", "at (UTC)", "operation", "by", "by number", "roles", "team", "force", "recipient",
    "subject", "system", "kind of data", "columns", "records", "reason", "case", "agreement",
    "agreement version", "policy SHA-256", "outcome", "clauses not met", "query SHA-256",
    "session", "device",
)
README_MORE = """
In this copy the words of the log of processing are kept (Data Protection Act 2018, section 62), and
those of every other entry are left out. processing-log.csv has the same in a table: the lines that
were asked for. A blank cell means that it was not said.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that was made: the open file at its beginning, its digest, how many lines it has."""

    file: IO[bytes]
    sha256: str
    lines: int


def make(opening: int, asked: Asked, *, by: Actor, now: datetime) -> Copy:
    """Write the copy for whoever opened the log; Refused to anybody else."""
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    lines = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        with made.open("processing-log.csv", "w", force_zip64=True) as table:
            table.write(b"\xef\xbb\xbf" + as_csv.line(COLUMNS).encode())
            for each in queries.every(opening, asked, by=by, now=now):
                table.write(as_csv.line(_cells(each)).encode())
                lines += 1
        for name, content in files(ledger.head(), keep=_is_logged, processing=True,
                                   more=README_MORE):
            with made.open(f"ledger/{name}", "w", force_zip64=True) as part:
                _write(part, content)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Copy(file=file, sha256=digest, lines=lines)


def _write(part: IO[bytes], content: Iterator[str]) -> None:
    for each in content:
        part.write(each.encode())


def _is_logged(line: Line) -> bool:
    return is_processing(str((line.body or {}).get("verb", "")))


def _cells(each: Logged) -> tuple[str | int | None, ...]:
    at = each.at.isoformat(timespec="milliseconds")
    did = each.did
    if did is None:
        return (each.seq, at, "the words of this entry were erased")
    return (
        each.seq, at, OPERATION_NAMES[did.op], each.name, each.person, ", ".join(each.roles),
        did.team, did.force, did.recipient, did.subject, did.system, did.data_class,
        ", ".join(did.columns), did.rows, did.reason, did.case_ref, did.agreement,
        did.agreement_version, did.policy_sha256, OUTCOME_NAMES[did.outcome],
        ", ".join(did.failed), did.query_sha256, did.session, did.device,
    )
