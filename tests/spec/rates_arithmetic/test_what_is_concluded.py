"""Three conclusions and no others; missing groups as bounds; base rates as a part of a gap."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from dueregard.findings import conclusions, rates
from dueregard.findings.base_rates import Decided, base_rate_gap, implied_false_alarms
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.unknowns import Counted, bounds, bounds_of_groups, share_bounds

SHOWN, RULED_OUT, CANNOT_TELL = Conclusion


def ranging(low, high):
    return Estimate(value=(low + high) / 2, low=low, high=high, level=0.95, method="any")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.5, 3.0, SHOWN), (0.2, 0.7, SHOWN), (1.1, 1.3, SHOWN), (0.7, 1.4, CANNOT_TELL),
        (0.9, 1.26, CANNOT_TELL), (0.8, 1.25, RULED_OUT), (1.01, 1.02, RULED_OUT),
        (1.0, 1.4, CANNOT_TELL),
    ],
)
def test_what_a_ratio_says(low, high, expected):
    assert conclusions.conclude(ranging(low, high)) is expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.06, 0.2, SHOWN), (-0.2, -0.01, SHOWN), (-0.04, 0.05, RULED_OUT), (-0.1, 0.2, CANNOT_TELL)],
)
def test_what_a_difference_says(low, high, expected):
    assert conclusions.conclude_difference(ranging(low, high), margin=0.05) is expected


def test_no_number_says_nothing():
    nothing = NotComputed(reason="There are no events.")

    assert conclusions.conclude(nothing) is CANNOT_TELL
    assert conclusions.conclude_difference(nothing, margin=0.1) is CANNOT_TELL


def test_few_events_never_rule_a_disparity_out():
    found = rates.rate_ratio(events=7, exposure=50, reference_events=7, reference_exposure=50)

    assert conclusions.conclude(found) is CANNOT_TELL


@pytest.mark.parametrize("several", list(product(Conclusion, repeat=2)))
def test_one_conclusion_over_several(several):
    found = conclusions.overall(several)

    assert (found is SHOWN) == (SHOWN in several)
    assert (found is RULED_OUT) == (set(several) == {RULED_OUT})


def test_nothing_to_conclude_from_cannot_tell():
    assert conclusions.overall([]) is CANNOT_TELL


def test_ranges_that_hold_together_are_each_surer():
    assert conclusions.simultaneous(level=0.95, comparisons=10) == pytest.approx(0.995)
    assert conclusions.simultaneous(level=0.9, comparisons=1) == pytest.approx(0.9)
    assert conclusions.simultaneous(level=0.9, comparisons=0) == pytest.approx(0.9)


@given(p_values=st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_chances_for_many_cells_are_those_of_statsmodels(p_values):
    theirs = multipletests(p_values, method="fdr_bh")[1]

    assert conclusions.benjamini_hochberg(p_values) == pytest.approx(tuple(theirs))


def test_no_cells_have_no_chances():
    assert conclusions.benjamini_hochberg([]) == ()


@given(
    x=st.integers(1, 40), n=st.integers(1, 900), y=st.integers(1, 40), m=st.integers(1, 900),
    unknown=st.integers(0, 12),
)
def test_no_way_of_sharing_out_the_unknown_goes_beyond_the_bounds(x, n, y, m, unknown):
    found = bounds(
        events=x, exposure=n, reference_events=y, reference_exposure=m, unknown=unknown
    )

    every = [
        ((x + mine) / n) / ((y + theirs) / m)
        for mine in range(unknown + 1) for theirs in range(unknown + 1 - mine)
    ]
    assert found.lowest.value == pytest.approx(min(every))
    assert found.highest.value == pytest.approx(max(every))
    assert found.lowest.low <= found.as_counted.low
    assert found.as_counted.high <= found.highest.high + 1e-12
    if found.to_level is not None:
        assert (x / n) / ((y + found.to_level) / m) == pytest.approx(1)


def test_unknown_events_can_leave_a_disparity_standing_or_not():
    counts = {"events": 40, "exposure": 100, "reference_events": 60, "reference_exposure": 300}

    few, many = (bounds(**counts, unknown=unknown) for unknown in (20, 90))

    assert few.to_level is None
    assert many.to_level == pytest.approx(60)
    assert few.lowest.value > 1 > many.lowest.value


def test_bounds_that_cannot_be_get_a_sentence():
    counts = {"events": 4, "exposure": 10, "reference_events": 6, "reference_exposure": 30}
    groups = [Counted(name="Black", events=4, exposure=10)]

    wrong = bounds(**counts, unknown=-1)
    unnamed = bounds_of_groups(groups=groups, reference="White", unknown=1)
    without = bounds(**{**counts, "reference_events": 0}, unknown=3)

    assert "below 0" in wrong.reason
    assert "'White' is not in the records" in unnamed["Black"].reason
    assert without.lowest.value == 4
    assert "no upper end" in without.highest.reason


@given(
    events=st.integers(0, 20), others=st.integers(1, 20), with_event=st.integers(0, 6),
    without=st.integers(0, 6),
)
def test_a_share_stays_in_its_bounds_whoever_the_unknown_are(events, others, with_event, without):
    trials = events + others

    low, high = share_bounds(
        events=events, trials=trials, unknown_events=with_event,
        unknown_trials=with_event + without,
    )

    every = [
        (events + a) / (trials + a + b)
        for a in range(with_event + 1) for b in range(without + 1)
    ]
    assert (low, high) == pytest.approx((min(every), max(every)))


# ProPublica's COMPAS file, 7,214 rows, a score that is not Low being a flag.
EVERYONE = Decided(flagged_true=2_035, flagged_false=1_282, missed=1_216, cleared=2_681)
BLACK = Decided(flagged_true=1_369, flagged_false=805, missed=532, cleared=990)
WHITE = Decided(flagged_true=505, flagged_false=349, missed=461, cleared=1_139)


def test_base_rates_alone_make_most_of_the_gap_of_compas():
    found = base_rate_gap(group=BLACK, reference=WHITE, everyone=EVERYONE)

    assert round(100 * found.implied, 1) == 41.8
    assert round(100 * found.reference_implied, 1) == 25.6
    assert round(100 * found.implied_gap, 1) == 16.2
    assert round(100 * found.gap, 1) == 21.4
    assert found.explained == pytest.approx(16.16 / 21.39, abs=1e-3)


@given(counts=st.lists(st.integers(1, 500), min_size=4, max_size=4))
def test_the_identity_holds_for_any_counts(counts):
    hit, wrong, missed, cleared = counts
    whole = sum(counts)

    found = implied_false_alarms(
        prevalence=(hit + missed) / whole, right_when_flagged=hit / (hit + wrong),
        missed=missed / (hit + missed),
    )

    assert found == pytest.approx(wrong / (wrong + cleared))


def test_two_groups_alone_share_what_is_common_to_both():
    found = base_rate_gap(group=BLACK, reference=WHITE)
    same = base_rate_gap(group=WHITE, reference=WHITE)

    assert round(100 * found.implied, 1) == 42.6
    assert same.explained.reason == "There is no gap to explain."
    assert same.implied == pytest.approx(same.false_alarms)


@pytest.mark.parametrize(
    "group",
    [
        Decided(flagged_true=3, flagged_false=0, missed=2, cleared=0),
        Decided(flagged_true=0, flagged_false=0, missed=0, cleared=0),
    ],
)
def test_a_group_with_nobody_to_be_falsely_flagged_gets_a_sentence(group):
    assert "no false alarm rate" in base_rate_gap(group=group, reference=WHITE).reason


def test_a_tool_that_flags_nobody_gets_a_sentence():
    nobody = Decided(flagged_true=0, flagged_false=0, missed=4, cleared=6)

    assert isinstance(base_rate_gap(group=nobody, reference=nobody), NotComputed)
