"""Whoever doubts a report can get its headline again with a few lines of R, and without us."""

import re
import shutil
import subprocess

import pytest
from tests.builders_measure import drawn, table
from tests.conftest import absent

from dueregard.instruments import measure

EXAMPLES = "examples/"
MEASURED = {
    "decisions": lambda: measure(
        "decisions", EXAMPLES + "risk-scores.csv", decision="flagged",
        outcome="harmed_within_a_year", group="ethnicity"),
    "footage": lambda: measure("footage", EXAMPLES + "encounters.csv", **{
        "from": "started", "to": "ended", "recorded_from": "recorded_from",
        "recorded_to": "recorded_to", "group": "ethnicity"}),
    "rates": lambda: measure(
        "rates", EXAMPLES + "stop-and-search/2026-08-fenmarch-stop-and-search.csv",
        population=[EXAMPLES + "stop-and-search/fenmarch-population.csv"]),
    "outcomes": lambda: measure(
        "outcomes", EXAMPLES + "stop-and-search/2026-08-fenmarch-stop-and-search.csv",
        found="anything"),
    "matches": lambda: measure("matches", table(*drawn("""
        ethnicity | threshold | mated | true_identified | nonmated | false_identified
        White     | 0.60      | 9000  | 8100            | 30000    | 30
        Black     | 0.60      | 9000  | 8000            | 30000    | 90
    """)), group="ethnicity", reference="White"),
    "perception": lambda: measure(
        "perception", EXAMPLES + "perception-survey.csv", weight="weight", wave="wave",
        actual=EXAMPLES + "perception-actual.csv"),
    "scores": lambda: measure(
        "scores", EXAMPLES + "risk-scores.csv", score="score", outcome="harmed_within_a_year",
        group="ethnicity"),
}


@pytest.fixture(scope="module")
def r():
    found = shutil.which("Rscript")
    if found is None:
        absent("r", "no Rscript found; on Debian: apt-get install r-base-core")
    return found


@pytest.mark.parametrize("name", MEASURED)
def test_the_lines_of_r_give_the_figures_of_the_finding(r, name):
    """A headline figure and both ends of its range are among what R prints."""
    finding = MEASURED[name]()
    (lines,) = [each.lines for each in finding.repeat if each.language == "r"]

    done = subprocess.run([r, "-e", "\n".join(lines)], text=True, capture_output=True)

    assert done.returncode == 0, done.stderr
    printed = [float(each) for each in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", done.stdout)]
    assert any(
        all(any(abs(each - wanted) <= near for each in printed) for wanted in figures)
        for figures, near in ranged(finding)
    ), done.stdout


def ranged(finding):
    """The value and both ends of the range of each headline figure, and of those in the verdict.

    With each, how near a number must come: a sentence gives two places.
    """
    for row in finding.rows:
        if row.measure in (finding.headline, f"{finding.headline}_ratio") and row.low is not None:
            yield (row.value, row.low, row.high), 1e-6 * max(1, row.high)
    for said in re.findall(
        r"(\d+\.\d\d) times\D{0,40}?\((\d+\.\d\d) to (\d+\.\d\d)\)", finding.verdict.sentence
    ):
        yield tuple(map(float, said)), 0.00501
