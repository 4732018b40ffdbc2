"""Tables for the tests of the measuring side, small enough to check by eye."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from dueregard.findings.finding import Finding, Row
from dueregard.findings.reading_tables import Table, from_rows
from dueregard.instruments import load

EXAMPLE = Path(__file__).parent.parent / "examples" / "met-lfr-deployments.csv"
DEPLOYMENT_HEADINGS = (
    "date", "place", "threshold", "faces_seen", "alerts", "true_confirmed", "true_unconfirmed",
    "false_confirmed", "false_unconfirmed", "arrests", "duration_min", "watchlist_size",
    "false_alert_rate_stated",
)


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
    return {
        (row.measure, tuple(sorted(row.group.items()))): replace(row, group={})
        for row in finding.rows
    }


def write_csv(path: Path, headings, rows, *, encoding="utf-8", delimiter=",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([headings, *rows])
    return path


def _counts(most):
    return st.one_of(st.integers(0, most).map(str), st.sampled_from(["", "n/a"]))


_deployment = st.tuples(
    st.dates(min_value=date(2022, 1, 1), max_value=date(2024, 12, 31)).map(str),
    st.sampled_from(["Croydon", "Romford", "Barking"]),
    st.sampled_from(["0.6", "0.62", "0.64", ""]),
    _counts(50_000), _counts(30), _counts(30), _counts(3), _counts(5), _counts(2), _counts(9),
    st.sampled_from(["", "60", "300"]), st.sampled_from(["", "10000", "12000"]),
    st.sampled_from(["", "0%", "0.01%", "N/A"]),
)  # one row, as a force might have it

# For each instrument: tables to try it on, and the column whose groups the laws rename and merge.
LOGS = {"deployments": st.lists(_deployment.map(list), min_size=1, max_size=25)}
HEADINGS = {"deployments": DEPLOYMENT_HEADINGS}
GROUPS = {"deployments": ("threshold", {"0.6": "0.70", "0.62": "0.72", "0.64": "0.74"})}
EMPTY_OF_NEEDED = {"deployments": ["when", "where", "how many"]}
