"""Every figure against a slow count in plain Python, and against statsmodels."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from tests.spec.outcomes.tables import measured, of_counts, row, table

GROUPS, PLACES = ("White", "Black", "Asian"), ("North", "South")
searches = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from((*GROUPS, "")),
              st.sampled_from(("yes", "no", "no", ""))),
    min_size=1, max_size=60,
)
# Each example is a whole measurement.
few = settings(max_examples=max(10, settings.default.max_examples // 4))


def found_in(rows, **options):
    drawn = table("place|group|found", *(" | ".join(each) for each in rows))
    return measured(drawn, found="found", **options)


def slow_count(rows, group, place=None):
    its = [each for each in rows if each[1] == group and place in (None, each[0])]
    return sum(e[2] == "yes" for e in its), sum(e[2] != "" for e in its)


@few
@given(rows=searches)
def test_find_rates_ratios_and_differences_are_those_of_a_slow_count(rows):
    rows = [*rows, ("North", "White", "yes"), ("North", "White", "no")]

    found = found_in(rows, reference="White")

    y, m = slow_count(rows, "White")
    for group in {who for _, who, _ in rows} - {""}:
        x, n = slow_count(rows, group)
        rate = row(found, "find_rate", group)
        assert (rate.events, rate.exposure) == (x, n)
        if not n:
            assert rate.value is None and rate.not_computed.reason
            continue
        assert rate.value == pytest.approx(x / n)
        assert [rate.low, rate.high] == pytest.approx(
            list(proportion_confint(x, n, method="wilson")), abs=1e-9)
        if group == "White":
            continue
        assert row(found, "find_rate_ratio", group).value == pytest.approx((x / n) / (y / m))
        less = row(found, "find_rate_difference", group)
        assert less.value == pytest.approx(x / n - y / m)
        assert [less.low, less.high] == pytest.approx(
            list(confint_proportions_2indep(x, n, y, m, method="newcomb")), abs=1e-6)


@few
@given(rows=searches)
def test_every_row_is_used_or_set_aside_and_a_blank_is_no_search_in_vain(rows):
    found = found_in(rows)

    blank = sum(each[2] == "" for each in rows)
    assert found.data.rows_read == len(rows)
    assert sum(each.rows for each in found.data.set_aside) == blank
    assert row(found, "find_rate").exposure == len(rows) - blank


counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@few
@given(cells=st.lists(st.tuples(counts, counts), min_size=2, max_size=5).filter(
    lambda cells: sum(c[0][1] for c in cells) and sum(c[1][1] for c in cells)))
def test_within_strata_agrees_with_statsmodels(cells):
    # Where every stratum has none or all on both sides there is no range, so nothing to compare.
    assume(any((x + y) % (n + m) for (n, x), (m, y) in cells))
    rows = []
    for number, ((n, x), (m, y)) in enumerate(cells):
        rows += [f"P{number} | Black | {n} | {x}", f"P{number} | White | {m} | {y}"]

    found = row(of_counts(*rows, stratum="place"), "find_rate_ratio_within", "Black")

    theirs = StratifiedTable([
        np.array([[x, n - x], [y, m - y]], dtype=float) for (n, x), (m, y) in cells])
    assert found.value == pytest.approx(theirs.riskratio_pooled)


def test_within_strata_has_the_range_of_greenland_and_robins():
    found = row(of_counts("A | Black | 40 | 20", "A | White | 80 | 20", stratum="place"),
                "find_rate_ratio_within", "Black")

    half = 1.959964 * math.sqrt(1 / 20 - 1 / 40 + 1 / 20 - 1 / 80)
    assert [found.value, found.low, found.high] == pytest.approx(
        [2, 2 * math.exp(-half), 2 * math.exp(half)], rel=1e-6)


@few
@given(rows=searches)
def test_counts_and_rows_give_the_same_figures(rows):
    rows = [each for each in rows if each[2]] or [("North", "White", "yes")]
    whole = {}
    for place, group, answer in rows:
        n, x = whole.get((place, group), (0, 0))
        whole[place, group] = n + 1, x + (answer == "yes")

    by_rows = found_in(rows, stratum="place")
    by_counts = measured(
        table("place|group|searches|finds", *(
            f"{place} | {group} | {n} | {x}" for (place, group), (n, x) in whole.items())),
        counts="searches,finds", stratum="place")

    def figures(finding):
        return sorted(str(each) for each in finding.rows)

    assert figures(by_rows) == figures(by_counts)
    assert by_counts.data.rows_used == by_rows.data.rows_used
