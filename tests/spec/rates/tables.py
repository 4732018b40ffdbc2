"""Small tables of events and people, and the one row that a test asks about."""

from dueregard.findings.finding import Finding, Row
from dueregard.findings.reading_tables import Table, from_rows
from dueregard.instruments import rates


def table(headings: str, *rows: str) -> Table:
    """A table drawn with bars, a row a line."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return from_rows(columns=headings.split("|"), rows=cells, sha256="0" * 64)


def measured(records: Table, /, *people: object, **options: object) -> Finding:
    """What the instrument finds, with groups in the column `group`."""
    return rates.measure(records, options={"group": "group", **options, "population": people})


def counted(*rows: str) -> Table:
    """Events as counts: place, group, number."""
    return table("place|group|n", *rows)


def people(*rows: str) -> Table:
    """People: place, group, number."""
    return table("place|group|count", *rows)


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


def rounded(found: Row, digits: int) -> list[float]:
    return [round(each, digits) for each in (found.value, found.low, found.high)]
