"""Where groups are treated alike, a difference is rarely shown, though volunteers repeat."""

import numpy as np
from tests.builders_measure import table

from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load

TRIALS, VOLUNTEERS, PASSES = 120, 40, 6
HEADINGS = ("volunteer", "ethnicity", "mated", "identified")


def trial(chance):
    """Volunteers who differ from each other, and two groups that do not."""
    rows = []
    for number in range(2 * VOLUNTEERS):
        group = "White" if number % 2 else "Black"
        for listed, share in (("yes", chance.beta(3, 1)), ("no", chance.beta(0.5, 2))):
            rows += [[f"V{number}", group, listed, "yes" if chance.random() < share else "no"]
                     for _ in range(PASSES)]
    return rows


def shown(first):
    """In how many trials a difference is shown, from the columns from `first` on."""
    chance, instrument = np.random.default_rng(11), load("matches")
    return sum(
        instrument.measure(
            table(HEADINGS[first:], [row[first:] for row in trial(chance)]),
            options={"group": "ethnicity"},
        ).verdict.code is VerdictCode.DISPARITY_SHOWN
        for _ in range(TRIALS)
    )


def test_equal_groups_are_shown_to_differ_no_more_often_than_the_level_allows():
    """At 95% six of 120 are allowed; more than twelve would come by chance once in 200 times."""
    assert shown(first=0) <= 12


def test_passes_taken_for_people_would_show_differences_that_are_not_there():
    assert shown(first=1) > 12
