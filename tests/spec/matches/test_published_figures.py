"""Figures of the National Physical Laboratory's trial of March 2023, as far as they are published.

Its counts by group are not. What is: a true positive identification rate of 89% at threshold 0.6,
a false one of 1 in 6,000 at a watchlist of 10,000, 400 volunteers and about 4,000 chances.
"""

import pytest
from tests.builders_measure import drawn, only, said, table
from tests.spec.matches import naive

from dueregard.findings.error_rates import at_watchlist, smallest_ratio_seen
from dueregard.findings.finding import VerdictCode
from dueregard.findings.intervals import clopper_pearson
from dueregard.findings.trials import Count, separate_searches
from dueregard.instruments import load

# Seven wrongful matches, all of people of minority ethnic groups, in a pool of two halves.
SEVEN = """
    group    | threshold | mated | true_identified | nonmated | false_identified | subjects
    Minority | 0.60      | 2000  | 1780            | 2000     | 7                | 200
    White    | 0.60      | 2000  | 1780            | 2000     | 0                | 200
"""


def test_one_in_six_thousand_at_ten_thousand_is_one_in_sixty_thousand_at_one_thousand():
    found = at_watchlist(1 / 6_000, tested=10_000, used=1_000)

    assert round(1 / found, -3) == 60_000
    assert round(1 / at_watchlist(found, tested=1_000, used=10_000)) == 6_000


def test_four_thousand_chances_of_four_hundred_volunteers_are_worth_1081():
    found = separate_searches(searches=4_000, subjects=400, correlation=0.3)

    assert round(found) == 1_081


@pytest.mark.parametrize(("pool", "chance"), [(2 / 3, 0.0585), (1 / 2, 0.0078)])
def test_seven_of_seven_is_as_likely_by_chance_as_the_pool_allows(pool, chance):
    """Why 'not significant' proves little: in a balanced pool seven of seven is 0.0585."""
    assert round(pool**7, 4) == chance
    exact = clopper_pearson(events=7, trials=7, level=1 - 2 * chance)
    assert exact.low == pytest.approx(pool, abs=1e-3)


def test_seven_errors_could_show_no_ratio_below_thirty_one():
    found = smallest_ratio_seen(Count(events=7, out_of=2_000), Count(events=0, out_of=2_000))

    assert round(found, 1) == 30.9


def test_a_trial_like_it_is_told_with_what_it_cannot_tell():
    """By each pass alone seven to none is a difference; allowed for ten passes each it is not."""
    rows = table(*drawn(SEVEN))

    passes = load("matches").measure(rows, options={
        "group": "group", "reference": "White", "correlation": 0})
    people = load("matches").measure(rows, options={"group": "group", "reference": "White"})

    true = only(people, "true_positive_identification_rate")
    assert true.value == 0.89
    assert (true.low, true.high) == pytest.approx(naive.interval(3_560, 4_000, 1_081), abs=1e-5)
    assert passes.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert people.verdict.code is VerdictCode.CANNOT_TELL
    assert "Minority at 0.6, none, however large" in said(people, "smallest-detectable")
