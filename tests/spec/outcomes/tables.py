"""Small tables of searches, and the one row that a test asks about."""

from dueregard.findings.finding import Finding, Row
from dueregard.findings.reading_tables import Table, from_rows
from dueregard.instruments import outcomes


def table(headings: str, *rows: str) -> Table:
    """A table drawn with bars, a row a line."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return from_rows(columns=headings.split("|"), rows=cells, sha256="0" * 64)


def measured(records: Table, /, **options: object) -> Finding:
    """What the instrument finds, with groups in the column `group`."""
    return outcomes.measure(records, options={"group": "group", **options})


def counts(*rows: str) -> Table:
    """Searches as counts: place, group, searches, finds."""
    return table("place|group|searches|finds", *rows)


def of_counts(*rows: str, **options: object) -> Finding:
    return measured(counts(*rows), counts="searches,finds",
                    **{"reference": "White", **options})


def row(finding: Finding, measure: str, group: str = "", **stratum: str) -> Row:
    """The one row of a measure, a group and a stratum."""
    (found,) = [
        each for each in finding.rows
        if each.measure == measure and [*each.group.values()] == ([group] if group else [])
        and dict(each.stratum) == stratum
    ]
    return found


def said(finding: Finding, code: str) -> str:
    """The caveats with that code."""
    return " ".join(each.sentence for each in finding.caveats if each.code == code)
