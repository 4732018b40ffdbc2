"""Tables of scored people, small enough to check by eye, and how to measure them."""

from dueregard.findings.reading_tables import from_rows
from dueregard.instruments import load


def measured(rows, *, headings=("race", "score", "came", "day"), **options):
    asked = {"score": "score", "outcome": "came", "group": "race"} | options
    return load("scores").measure(
        from_rows(columns=headings, rows=rows, sha256="0" * 64), options=asked)


def people(*counted):
    """Rows of (group, score, outcome, how many), all on one day."""
    return [[race, str(score), came, "2024-01-10"]
            for race, score, came, many in counted for _ in range(many)]


def only(finding, measure, *, group=None, band=None):
    (found,) = [each for each in finding.rows
                if each.measure == measure and dict(each.group) == (group or {})
                and dict(each.stratum) == ({"band": band} if band else {})]
    return found


def said(finding, code):
    return " ".join(each.sentence for each in finding.caveats if each.code == code)


def codes(finding):
    return {each.code for each in finding.caveats}
