"""Surveys drawn by hand for the tests, and their measurement."""

from tests.builders_measure import drawn, table

from dueregard.findings.reading_tables import from_rows
from dueregard.instruments import measure


def actual(*rows, columns=("technology", "used", "often")):
    return from_rows(columns=columns, rows=rows, sha256="5" * 64)


NOT_USED = actual(("drones", "no", ""))
USED = actual(("drones", "yes", "20"))


def survey(headings, *answers):
    """A row for each answer, as often as it says: (how many, cells...).

    Each row has a number, or one without any answer would be no row.
    """
    rows = [list(cells) for times, *cells in answers for _ in range(times)]
    return table([*headings, "number"], [[*row, str(n)] for n, row in enumerate(rows)])


def found_of(headings, *answers, **told):
    return measure("perception", survey(headings, *answers), **told)


def drawing(text, **told):
    return measure("perception", table(*drawn(text)), **told)


def row(finding, measure_, group=None, **stratum):
    (found,) = [
        each for each in finding.rows if each.measure == measure_
        and dict(each.group) == (group or {}) and dict(each.stratum) == stratum
    ]
    return found


def sentences(finding, code):
    return [each.sentence for each in finding.caveats if each.code == code]
