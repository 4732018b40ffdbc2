"""Find rates that others have published, found again from the counts behind them.

Stops of drivers by state police in the United States: C. Simoiu, S. Corbett-Davies and S. Goel,
Annals of Applied Statistics 11 (2017), and E. Pierson et al., arXiv 1706.05678, sums over the
places of their published tables.
"""

import math

import pytest
from tests.spec.outcomes.tables import of_counts, row, said

from dueregard.findings.finding import VerdictCode

NINE_STATES = (
    "all | White | 226653 | 63739", "all | Black | 106327 | 30191",
    "all | Hispanic | 94624 | 20812",
)
COUNTIES = (
    "all | White | 214438 | 59457", "all | Black | 103018 | 29444",
    "all | Hispanic | 96575 | 21768",
)
CONNECTICUT = (
    "New Haven | White | 435 | 159", "New Haven | Black | 280 | 67",
    "New London | White | 573 | 180", "New London | Black | 138 | 48",
    "Tolland | White | 452 | 198", "Tolland | Black | 90 | 14",
    "Fairfield | White | 367 | 132", "Fairfield | Black | 245 | 81",
    "Hartford | White | 351 | 105", "Hartford | Black | 298 | 80",
    "Middlesex | White | 200 | 93", "Middlesex | Black | 75 | 21",
    "Windham | White | 324 | 145", "Windham | Black | 45 | 22",
    "Litchfield | White | 406 | 167", "Litchfield | Black | 47 | 13",
)


@pytest.mark.parametrize(
    ("searches", "white", "black", "hispanic"),
    [(NINE_STATES, 0.2812, 0.2839, 0.2199), (COUNTIES, 0.2773, 0.2858, 0.2254)],
    ids=["nine states", "counties"],
)
def test_find_rates_of_drivers_by_group(searches, white, black, hispanic):
    found = of_counts(*searches)

    for group, rate in (("White", white), ("Black", black), ("Hispanic", hispanic)):
        assert row(found, "find_rate", group).value == pytest.approx(rate, abs=5e-5)


def test_alike_find_rates_never_pass_for_equal_treatment():
    """White and Black find rates are alike there, and yet the published bars are far apart."""
    found = of_counts(*NINE_STATES[:2])

    assert found.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert "equal find rates do not prove equal treatment" in said(found, "infra-marginality")
    assert "16.0% against 19.7%" in said(found, "infra-marginality")


def test_the_mean_over_counties_gives_each_the_same_weight():
    found = of_counts(*CONNECTICUT, stratum="place")

    cells = [each.split(" | ") for each in CONNECTICUT]
    shares = {group: [int(x) / int(n) for _, who, n, x in cells if who == group]
              for group in ("White", "Black")}
    spread = sum(p * (1 - p) / n for p, n in (
        (int(x) / int(n), int(n)) for _, _, n, x in cells))
    mean = row(found, "find_rate_difference_mean_of_areas", "Black")
    assert mean.value == pytest.approx(sum(shares["Black"]) / 8 - sum(shares["White"]) / 8)
    assert mean.high - mean.value == pytest.approx(1.959964 * math.sqrt(spread) / 8)
    assert row(found, "find_rate_mean_of_areas", "Black").value == pytest.approx(
        sum(shares["Black"]) / 8)
