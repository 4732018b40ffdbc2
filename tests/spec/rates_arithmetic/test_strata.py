"""Like with like: one figure over strata, and what lies between them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.meta_analysis import combine_effects

from dueregard.findings import strata as by
from dueregard.findings.finding import NotComputed
from dueregard.findings.heterogeneity import heterogeneity, log_ratio, opp_aggregate
from dueregard.findings.intervals import garwood
from dueregard.findings.standardised import Band, directly_standardised
from dueregard.findings.strata import Stratum


def stratum(x, n, y, m, name="A"):
    return Stratum(name=name, events=x, exposure=n, reference_events=y, reference_exposure=m)


# Tolbutamide and deaths by age (University Group Diabetes Program, 1970), known from textbooks.
DIABETES = [stratum(8, 106, 5, 120, "under 55"), stratum(22, 98, 16, 85, "55 and over")]
# Home Office, use of force, year to March 2020, Taser: the Met, and all other forces.
TASER = [
    stratum(4_453, 1_088_447, 3_813, 4_881_636, "Met"),
    stratum(2_155, 776_443, 16_440, 43_327_759, "other forces"),
]


@st.composite
def tables(draw, most=6):
    def one(place):
        n, m = draw(st.integers(1, 400)), draw(st.integers(1, 400))
        x, y = draw(st.integers(0, n)), draw(st.integers(0, m))
        return stratum(x, n, y, m, f"area {place}")

    return [one(place) for place in range(draw(st.integers(1, most)))]


def as_tables(strata):
    return [
        [[s.events, s.exposure - s.events],
         [s.reference_events, s.reference_exposure - s.reference_events]]
        for s in strata
    ]


def test_the_textbook_case_comes_out():
    """Within age the risk ratio is 1.33; the difference is checked by hand below."""
    ratio = by.mantel_haenszel_shares(strata=DIABETES)
    gap = by.mantel_haenszel_difference(strata=DIABETES)

    assert round(ratio.value, 2) == 1.33
    by_hand = ((8 * 120 - 5 * 106) / 226 + (22 * 85 - 16 * 98) / 183) / (
        106 * 120 / 226 + 98 * 85 / 183
    )
    assert gap.value == pytest.approx(by_hand)
    assert ratio.low < 1 < ratio.high
    assert gap.low < 0 < gap.high


def test_the_ratio_of_shares_is_that_of_statsmodels():
    found = by.mantel_haenszel_shares(strata=DIABETES)
    theirs = StratifiedTable([np.array(each, dtype=float) for each in as_tables(DIABETES)])

    assert found.value == pytest.approx(theirs.riskratio_pooled)


def test_a_whole_can_be_more_unequal_than_each_of_its_parts():
    """Taser: 8.4 in England and Wales, but 5.2 in the Met and 7.3 elsewhere."""
    found = by.within_between(strata=TASER)

    parts = [math.exp(log_ratio(stratum=each)[0]) for each in TASER]
    assert round(found.crude.value, 2) == 8.43
    assert [round(each, 2) for each in parts] == [5.24, 7.31]
    assert min(parts) < found.within.value < max(parts) < found.crude.value
    assert found.between * found.within.value == pytest.approx(found.crude.value)


@given(table=tables(most=1))
def test_one_stratum_is_the_crude_figure(table):
    for kind, measure in (
        ("rates", by.mantel_haenszel_rates), ("shares", by.mantel_haenszel_shares)
    ):
        crude, found = by.crude(strata=table, kind=kind), measure(strata=table)

        assert isinstance(found, NotComputed) == isinstance(crude, NotComputed)
        if not isinstance(found, NotComputed):
            assert found.value == pytest.approx(crude.value)


@given(table=tables())
def test_doubling_never_widens_and_keeps_the_value(table):
    twice = [
        stratum(2 * s.events, 2 * s.exposure, 2 * s.reference_events, 2 * s.reference_exposure)
        for s in table
    ]

    for measure in (
        by.mantel_haenszel_rates, by.mantel_haenszel_shares, by.mantel_haenszel_difference
    ):
        one, two = measure(strata=table), measure(strata=twice)

        if not isinstance(one, NotComputed):
            assert two.value == pytest.approx(one.value, abs=1e-12)
            assert two.high - two.low <= (one.high - one.low) * (1 + 1e-6)


@given(table=tables())
def test_to_swap_the_groups_turns_it_over(table):
    swapped = [
        stratum(s.reference_events, s.reference_exposure, s.events, s.exposure) for s in table
    ]

    for measure in (by.mantel_haenszel_rates, by.mantel_haenszel_shares):
        one, other = measure(strata=table), measure(strata=swapped)
        if not isinstance(one, NotComputed) and one.value > 0:
            assert (one.value, one.low, one.high) == pytest.approx(
                (1 / other.value, 1 / other.high, 1 / other.low), rel=1e-6
            )
    gap, turned = (by.mantel_haenszel_difference(strata=each) for each in (table, swapped))
    if not isinstance(gap, NotComputed):
        assert (gap.value, gap.low, gap.high) == pytest.approx(
            (-turned.value, -turned.high, -turned.low), abs=1e-9
        )


@given(table=tables())
def test_groups_that_are_equal_everywhere_are_equal(table):
    equal = [stratum(s.events, s.exposure, s.events, s.exposure) for s in table]

    for measure in (by.mantel_haenszel_rates, by.mantel_haenszel_shares):
        found = measure(strata=equal)
        if not isinstance(found, NotComputed):
            assert found.low <= found.value == pytest.approx(1)
            assert found.high >= 1


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.5])
def test_the_variance_is_that_of_the_best_weighting_where_strata_agree(ratio):
    """With one true ratio and large strata, ln ratio varies by no less than 1 over Σ 1/v."""
    table = [stratum(ratio * y * n / m, n, y, m) for n, y, m in
             ((9_000, 40, 10_000), (7_000, 90, 60_000), (2_000, 10, 3_000))]

    found = by.mantel_haenszel_rates(strata=table)

    best = 1 / sum(1 / log_ratio(stratum=each)[1] for each in table)
    error = math.log(found.high / found.value) / 1.959964
    assert found.value == pytest.approx(ratio)
    assert best * (1 - 1e-6) <= error**2 <= 1.1 * best


def test_the_variance_of_a_difference_in_one_large_stratum_is_the_binomial_one():
    found = by.mantel_haenszel_difference(strata=[stratum(3_000, 10_000, 8_000, 20_000)])

    binomial = 0.3 * 0.7 / 10_000 + 0.4 * 0.6 / 20_000
    assert ((found.high - found.value) / 1.959964) ** 2 == pytest.approx(binomial, rel=1e-3)


def test_no_events_anywhere_in_the_group_still_have_an_upper_end():
    """With one stratum it is the exact end of the ratio of rates."""
    table = stratum(0, 100, 9, 300)

    found = by.mantel_haenszel_rates(strata=[table])

    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(by.crude(strata=[table]).high)


def test_no_events_in_the_reference_give_a_reason_that_says_what_is_known():
    table = [stratum(5, 100, 0, 100), stratum(4, 50, 0, 50)]

    found = by.mantel_haenszel_rates(strata=table)

    assert "no upper end" in found.reason
    # Nine of nine at even odds: as the exact range of the totals.
    assert found.reason.rsplit(" ", 1)[1] == by.crude(strata=table).reason.rsplit(" ", 1)[1]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([], "In no stratum are both groups present"),
        ([stratum(1, 5, 0, 0)], "In no stratum are both groups present"),
        ([stratum(6, 5, 1, 5)], "In 'A', 6 of 5 cannot be"),
        ([stratum(0, 5, 0, 5)], "no ratio"),
        ([stratum(float("nan"), 5, 0, 5)], "not known"),
    ],
)
def test_what_cannot_be_compared_gets_a_sentence(table, words):
    assert words in by.mantel_haenszel_shares(strata=table).reason


def test_a_stratum_with_one_group_only_adds_nothing():
    alone = by.mantel_haenszel_rates(strata=TASER)
    beside = by.mantel_haenszel_rates(strata=[*TASER, stratum(50, 900, 0, 0, "one group")])

    assert beside == alone


@given(table=tables(most=8))
def test_heterogeneity_is_that_of_statsmodels(table):
    pairs = [pair for each in table if (pair := log_ratio(stratum=each))]

    found = heterogeneity(strata=table)

    if len(pairs) < 2:
        assert isinstance(found, NotComputed)
        return
    logs, variances = np.array(pairs).T
    mean = np.average(logs, weights=1 / variances)
    assert found.q == pytest.approx(np.sum((logs - mean) ** 2 / variances), abs=1e-9)
    if found.q > found.degrees + 1e-6:
        theirs = combine_effects(logs, variances, method_re="dl")
        assert found.tau_squared == pytest.approx(theirs.tau2)
        assert math.log(found.pooled.value) == pytest.approx(theirs.mean_effect_re)
        half = 1.959964 * theirs.sd_eff_w_re
        assert math.log(found.pooled.high / found.pooled.value) == pytest.approx(half, rel=1e-4)
    else:
        # The peer divides by nothing here: less spread than chance gives is no spread at all.
        assert found.tau_squared == pytest.approx(0, abs=1e-6)
        assert math.log(found.pooled.value) == pytest.approx(mean, abs=1e-6)
    assert (found.used, found.left_out) == (len(pairs), len(table) - len(pairs))
    assert 0 <= found.p_value <= 1
    assert 0 <= found.i_squared < 1


@pytest.mark.parametrize("second", [100, 130, 180])
def test_the_chance_of_a_spread_over_two_strata_is_that_of_the_normal_curve(second):
    """With two strata Q is the square of a normal score, so its chance is a normal tail."""
    found = heterogeneity(strata=[stratum(100, 1, 100, 1), stratum(second, 1, 100, 1)])

    assert found.degrees == 1
    assert found.p_value == pytest.approx(math.erfc(math.sqrt(found.q / 2)))


def test_each_agency_counts_once():
    """By hand: means of 0.2 and 0.4, and of 0.3 and 0.3; errors √(Σ p(1-p)/n)/2."""
    small = [stratum(10, 40, 20, 100), stratum(10, 60, 40, 100)]
    large = [stratum(4_000, 10_000, 3_000, 10_000)]

    found = opp_aggregate(agencies=[small, large, [stratum(1, 2, 0, 0)]])

    error = math.sqrt(0.2 * 0.8 / 100 + 0.4 * 0.6 / 10_000) / 2
    assert found.group.value == pytest.approx(0.3)
    assert found.difference.value == pytest.approx(0.0)
    assert found.group.high - found.group.value == pytest.approx(1.959964 * error)
    assert (found.agencies, found.left_out) == (2, 1)


def test_agencies_without_both_groups_get_a_sentence():
    assert "cannot be compared" in opp_aggregate(agencies=[[stratum(1, 2, 0, 0)]]).reason
    assert "none or all" in opp_aggregate(agencies=[[stratum(0, 2, 2, 2)]]).reason


@given(events=st.integers(0, 500), exposure=st.integers(1, 9_000))
def test_one_band_standardised_is_the_plain_rate(events, exposure):
    found = directly_standardised(
        bands=[Band(name="all", events=events, exposure=exposure, standard=7)]
    )
    plain = garwood(events=events, exposure=exposure)

    assert (found.value, found.low, found.high) == pytest.approx(
        (events / exposure, plain.low, plain.high)
    )


def test_a_younger_group_is_put_on_the_standards_ages():
    bands = [Band(name="under 25", events=80, exposure=1_000, standard=100),
             Band(name="25 and over", events=5, exposure=500, standard=900)]

    found = directly_standardised(bands=bands)
    nobody = directly_standardised(bands=[Band(name="a", events=0, exposure=0, standard=1)])

    assert found.value == pytest.approx(0.1 * 0.08 + 0.9 * 0.01)
    assert found.low < found.value < found.high
    assert nobody.reason.startswith("In the band 'a'")
