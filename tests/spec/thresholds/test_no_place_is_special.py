"""Neither the order of places nor their names matter: none is pinned as the measure of others."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import figures
from tests.spec.thresholds.connecticut import ASKED, CELLS, table

from dueregard.findings.finding import VerdictCode
from dueregard.findings.threshold_posterior import Bars, Cells
from dueregard.instruments import thresholds

FEW = {**ASKED, "draws": 20}


def cells(order, groups):
    """The cells of Connecticut with counties and groups numbered in that order."""
    counties = list(dict.fromkeys(each[0] for each in CELLS))
    races = list(dict.fromkeys(each[1] for each in CELLS))
    columns = {name: np.array([each[place] for each in CELLS])
               for place, name in ((2, "at_risk"), (3, "acted"), (4, "hit"))}
    return Cells(group=np.array([groups[races.index(each[1])] for each in CELLS]),
                 stratum=np.array([order[counties.index(each[0])] for each in CELLS]), **columns)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)), groups=st.permutations(range(3)),
       shape=st.sampled_from(["discriminant", "beta"]), seed=st.integers(0, 99))
def test_any_place_and_any_group_can_change_places_with_another(order, groups, shape, seed):
    """The posterior is the same when the numbers of places and of groups are mixed."""
    at = np.random.default_rng(seed).normal(size=(1, 8 + 8 + 24 + 3 * 4)) * 0.2
    at[:, 40:43] -= 2
    at[:, 43:46] -= 3.5
    at[:, 46:49] += 2
    at[:, 49:] = np.abs(at[:, 49:]) + 0.05
    moved = at.copy()
    for start, mixed in ((0, order), (8, order), (40, groups), (43, groups), (46, groups),
                         (49, groups)):
        moved[:, [start + each for each in mixed]] = at[:, start:start + len(mixed)]

    before, _ = Bars(cells(range(8), range(3)), shape=shape).density(at)
    after, _ = Bars(cells(order, groups), shape=shape).density(moved)

    assert after == pytest.approx(before, rel=1e-12)


def test_other_names_and_another_order_of_rows_change_no_figure():
    names = {each[0]: f"Z{sum(map(ord, each[0])) % 97}" for each in CELLS}
    rows = [(names[each[0]], *each[1:]) for each in CELLS]
    random.Random(4).shuffle(rows)

    one = thresholds.measure(table(), options=FEW)
    other = thresholds.measure(table(rows), options=FEW)

    renamed = {
        (measure, group, tuple((key, names.get(value, value)) for key, value in stratum), ref): row
        for (measure, group, stratum, ref), row in figures(one).items()
    }
    assert renamed == figures(other)


def test_groups_with_equal_counts_are_not_concluded_to_differ():
    rows = [(county, race, stops, searches, finds)
            for county, group, stops, searches, finds, _ in CELLS if group == "White"
            for race in ("White", "Other")]

    found = thresholds.measure(table(rows), options={**ASKED, "draws": 150})

    assert found.verdict.code is not VerdictCode.DISPARITY_SHOWN
    (ratio,) = [row for row in found.rows if row.measure == "bar_for_acting_ratio"]
    assert ratio.low < 1 < ratio.high
    assert ratio.value == pytest.approx(1, abs=0.05)
