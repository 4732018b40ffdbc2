"""The published bars of Connecticut, found again by both models from the counts alone."""

import numpy as np
import pytest
from tests.spec.thresholds.connecticut import ASKED, CELLS, PUBLISHED, table

from dueregard.findings.finding import VerdictCode
from dueregard.instruments import thresholds


@pytest.fixture(scope="module", params=["discriminant", "beta"])
def found(request):
    return request.param, thresholds.measure(
        table(), options={**ASKED, "model": request.param})


def bars(finding):
    cells = {(row.stratum["county"], row.group["race"]): row.value for row in finding.rows
             if row.measure == "bar_for_acting" and row.stratum}
    return np.array([cells[county, race] for county, race, *_ in CELLS])


def test_mean_bars_of_groups_are_within_a_hundredth_of_the_published(found):
    _, finding = found

    means = {row.group["race"]: row.value for row in finding.rows
             if row.measure == "bar_for_acting" and not row.stratum}
    for race, published in PUBLISHED.items():
        assert means[race] == pytest.approx(published, abs=0.01)


def test_bars_of_all_cells_go_with_the_published(found):
    """The published are of the Beta model; the other shape gives nearly the same, not the same."""
    model, finding = found

    agreement = np.corrcoef(bars(finding), [each[-1] for each in CELLS])[0, 1]

    assert agreement >= (0.999 if model == "beta" else 0.995)


def test_a_lower_bar_for_black_drivers_is_concluded_under_both(found):
    _, finding = found

    assert finding.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "The bar is lower for the group 'Black' than for 'White'" in finding.verdict.sentence
    (lower,) = [row.value for row in finding.rows
                if row.measure == "chance_that_bar_is_lower" and row.group["race"] == "Black"]
    assert lower > 0.99


def test_the_draws_have_settled_and_the_model_describes_the_counts(found):
    _, finding = found

    told = {row.measure: row for row in finding.rows if not row.group}
    assert told["largest_r_hat"].value < 1.05
    assert told["independent_draws"].value > 100
    assert told["paths_astray"].value < 0.01
    assert told["act_rates_outside_the_model"].events <= 2
    assert told["find_rates_outside_the_model"].events <= 4
    assert told["act_rates_off_by"].value < 0.002
