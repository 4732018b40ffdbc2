"""What a sample says of all: by hand, by trying every possibility, and over many draws."""

import math
import random
from itertools import product

import numpy as np
import pytest
from scipy.stats import hypergeom
from statsmodels.stats.contingency_tables import StratifiedTable

from dueregard.findings.drawing import Encounter, draw
from dueregard.findings.drawn_estimates import Drawn, at_most, share_of_all, variance
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.shrunk_shares import Part, chance_of_no_difference, shrunk
from dueregard.findings.strata import Stratum


def none_in(listed, drawn):
    return Drawn(listed=listed, values=(0.0,) * drawn)


def test_the_variance_of_a_stratified_share_by_hand():
    """Cochran's theorem 5.3 with two strata of 10 and 30."""
    strata = [Drawn(listed=10, values=(1, 0, 0, 0)), Drawn(listed=30, values=(1, 1, 0))]

    by_hand = (10**2 * (1 - 4 / 10) * (3 / 16 * 4 / 3) / 4
               + 30**2 * (1 - 3 / 30) * (2 / 9 * 3 / 2) / 3) / 40**2
    assert variance(strata) == pytest.approx(by_hand)
    assert share_of_all(strata).value == pytest.approx((10 / 4 + 30 * 2 / 3) / 40)


@pytest.mark.parametrize(("listed", "drawn"), [(1000, 59), (40, 7), (12, 12), (500, 1)])
def test_in_one_stratum_it_is_the_exact_hypergeometric_end(listed, drawn):
    chances = [hypergeom.pmf(0, listed, m, drawn) for m in range(listed - drawn + 1)]

    assert at_most([none_in(listed, drawn)]) == max(
        m for m, chance in enumerate(chances) if chance >= 0.05)


@pytest.mark.parametrize("strata", [
    [(30, 4), (12, 5), (6, 2)], [(9, 1), (9, 9), (20, 3)], [(15, 2), (15, 2)], [(7, 0), (20, 4)],
])
def test_over_strata_it_is_the_most_that_any_division_allows(strata):
    """Every way of hiding so many in the strata is tried: the greedy filling is the most."""
    allowed = [
        sum(hidden) for hidden in product(*(range(n - k + 1) for n, k in strata))
        if math.prod(math.comb(n - m, k) / math.comb(n, k)
                     for (n, k), m in zip(strata, hidden, strict=True)) >= 0.05
    ]

    assert at_most([none_in(*each) for each in strata]) == max(allowed)


def test_over_many_draws_the_estimate_is_right_on_average_and_its_range_holds():
    random_ = random.Random(4)
    truth = {f"E-{each}": float(random_.random() < (0.1 if each % 5 else 0.4))
             for each in range(400)}
    listed = [Encounter(id=each, stratum=("few" if int(each[2:]) % 5 == 0 else "many",))
              for each in truth]
    found = []
    for number in range(400):
        sample = draw(listed, size=60, seed=f"a seed of number {number}", minimum=30)
        found.append(share_of_all([
            Drawn(listed=share.listed, values=tuple(
                truth[each.id] for each in sample.chosen if each.stratum == share.stratum))
            for share in sample.shares
        ]))

    share = sum(truth.values()) / len(truth)
    mean = float(np.mean([each.value for each in found]))
    assert mean == pytest.approx(share, abs=3 * float(np.std([e.value for e in found])) / 20)
    plain = sum(truth[each.id] for each in sample.chosen) / 60
    assert abs(plain - share) > 0.02  # unweighted it would mislead
    assert 0.92 <= sum(each.low <= share <= each.high for each in found) / 400 <= 0.99


def test_what_was_drawn_whole_is_known():
    found = share_of_all([Drawn(listed=4, values=(1, 0, 0, 0))])

    assert (found.low, found.value, found.high) == (0.25, 0.25, 0.25)


def test_none_found_is_not_none():
    found = share_of_all([none_in(1000, 40)])

    assert found.value == 0
    assert found.high == at_most([none_in(1000, 40)], level=0.975) / 1000


def test_a_stratum_without_any_says_so():
    assert isinstance(share_of_all([none_in(10, 0), none_in(10, 3)]), NotComputed)
    assert isinstance(share_of_all([none_in(3, 5)]), NotComputed)


def test_units_are_drawn_towards_the_typical_one_as_far_as_they_are_uncertain():
    units = [Part(name=f"u{each}", events=90 + each, records=110) for each in range(8)]
    found = shrunk([*units, Part(name="small", events=1, records=6)])
    with_another = shrunk([*units, Part(name="large", events=200, records=1000)])

    assert found["small"].value > 0.6
    assert with_another["large"].value == pytest.approx(0.2, abs=0.01)
    assert all(isinstance(each, Estimate) and each.low < each.value < each.high
               for each in found.values())
    assert isinstance(shrunk(units[:2]), NotComputed)


def test_the_chance_is_that_of_statsmodels():
    cells = [(10, 20, 40, 50), (3, 12, 30, 60), (8, 8, 20, 25)]
    tables = [np.array([[x, n - x], [y, m - y]]) for x, n, y, m in cells]

    found = chance_of_no_difference([
        Stratum(name=str(each), events=x, exposure=n, reference_events=y, reference_exposure=m)
        for each, (x, n, y, m) in enumerate(cells)])

    assert found == pytest.approx(
        StratifiedTable(tables).test_null_odds(correction=True).pvalue, rel=1e-9)
