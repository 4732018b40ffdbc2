"""Tables for the tests of the measuring side, small enough to check by eye."""

import csv
import importlib
from dataclasses import replace
from pathlib import Path

from dueregard.findings.finding import Finding, Row
from dueregard.findings.reading_tables import Table, from_rows
from dueregard.instruments import INSTRUMENTS, load

EXAMPLE = Path(__file__).parent.parent / "examples" / "met-lfr-deployments.csv"


def drawn(text: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a table drawn with bars."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return cells[0], cells[1:]


def table(headings, rows) -> Table:
    return from_rows(columns=headings, rows=rows, sha256="0" * 64)


def measured(text: str, **options) -> Finding:
    """The finding of a deployment log drawn with bars."""
    return load("deployments").measure(table(*drawn(text)), options=options)


def only(finding: Finding, measure: str, **group: str) -> Row:
    (row,) = [r for r in finding.rows if r.measure == measure and dict(r.group) == group]
    return row


def said(finding: Finding, code: str) -> str:
    return " ".join(each.sentence for each in finding.caveats if each.code == code)


def figures(finding: Finding) -> dict:
    """What a finding measured, apart from the order it lists it in."""
    found: dict = {}
    for row in finding.rows:
        key = (row.measure, _labels(row.group), _labels(row.stratum), row.reference)
        assert key not in found, f"{key} is measured twice"
        found[key] = replace(row, group={}, stratum={}, reference=None)
    return found


def _labels(given) -> tuple:
    return tuple(sorted(given.items()))


def write_csv(path: Path, headings, rows, *, encoding="utf-8", delimiter=",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([headings, *rows])
    return path


def _tables(name: str):
    """What tests/laws/tables_<name>.py says: LOG, HEADINGS, OPTIONS, GROUP, EMPTY_OF_NEEDED."""
    return importlib.import_module(f"tests.laws.tables_{name}")


# For each instrument: tables to try it on, what it is told, and the column whose groups the laws
# rename and merge. An instrument without tables fails in every law.
_EACH = {
    name: _tables(name) for name in INSTRUMENTS
    if (Path(__file__).parent / "laws" / f"tables_{name}.py").exists()
}
LOGS = {name: each.LOG for name, each in _EACH.items()}
HEADINGS = {name: each.HEADINGS for name, each in _EACH.items()}
OPTIONS = {name: each.OPTIONS for name, each in _EACH.items()}
GROUPS = {name: each.GROUP for name, each in _EACH.items()}
EMPTY_OF_NEEDED = {
    name: getattr(each, "EMPTY_OF_NEEDED", ["when", "where", "how many"])
    for name, each in _EACH.items()
}
# Options under which two groups with equal counts in the file are equal in everything.
EQUAL_OPTIONS = {
    name: getattr(each, "EQUAL_OPTIONS", each.OPTIONS) for name, each in _EACH.items()
}
# How a finding writes a label of the column of GROUPS.
SHOWN = {name: getattr(each, "shown", str) for name, each in _EACH.items()}
DEPLOYMENT_HEADINGS = HEADINGS["deployments"]
