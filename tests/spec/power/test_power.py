"""Can these records answer the question? The figures by exact counting, checked by a slow one."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.findings import power
from dueregard.findings.finding import NotComputed


def slow_power(*, events_total, share, ratio, level):
    """Every outcome in turn: is it one that a ratio of 1 would rarely give, and how likely?"""

    def chances(p):
        return [
            comb(events_total, k) * p**k * (1 - p) ** (events_total - k)
            for k in range(events_total + 1)
        ]

    equal = chances(share)
    true = chances(ratio * share / (ratio * share + 1 - share))
    tail = (1 - level) / 2
    return sum(
        true[k] for k in range(events_total + 1)
        if sum(equal[k:]) <= tail or sum(equal[: k + 1]) <= tail
    )


@pytest.mark.parametrize(
    ("ratio", "share", "events"),
    [
        (2, 1 / 2, 72), (2, 1 / 3, 73), (2, 0.135, 116),
        (3, 1 / 2, 33), (3, 1 / 3, 30), (3, 0.135, 41),
        (10, 1 / 2, 12), (10, 1 / 3, 8), (10, 0.135, 8),
    ],
)
def test_the_events_needed_are_those_of_the_table(ratio, share, events):
    assert power.events_needed(ratio=ratio, share=share) == events


@pytest.mark.parametrize(("reference", "trials"), [(0.85, 1_104), (0.87, 4_138), (0.80, 249)])
def test_the_trials_needed_are_those_of_a_face_recognition_trial(reference, trials):
    """A true match found 89% of the time, against each reference."""
    assert power.trials_needed(share=0.89, reference_share=reference) == trials


@settings(max_examples=60, deadline=None)
@given(
    events_total=st.integers(1, 60), share=st.floats(0.02, 0.98),
    ratio=st.floats(0.1, 20), level=st.sampled_from([0.8, 0.95, 0.99]),
)
def test_power_is_that_of_counting_every_outcome(events_total, share, ratio, level):
    given = {"events_total": events_total, "share": share, "ratio": ratio, "level": level}

    assert power.power_of_ratio(**given) == pytest.approx(slow_power(**given), abs=1e-9)


@pytest.mark.parametrize(("ratio", "share"), [(2, 0.5), (0.5, 0.2), (1.3, 0.3), (4, 0.05)])
def test_the_events_needed_have_the_power_and_keep_it(ratio, share):
    needed = power.events_needed(ratio=ratio, share=share)

    reached = [
        power.power_of_ratio(events_total=n, share=share, ratio=ratio)
        for n in range(needed, needed + 150)
    ]

    assert reached[0] >= 0.8
    assert min(reached) >= 0.77


def test_seven_false_matches_could_only_have_shown_a_huge_disparity():
    """Seven events with two thirds of those seen in the group: no ratio at all can be shown."""
    nothing = power.smallest_ratio(events_total=7, share=2 / 3)
    huge = power.smallest_ratio(events_total=7, share=1 / 2)

    assert "no ratio above 1 could be shown" in nothing.reason
    assert huge > 30


@settings(max_examples=30, deadline=None)
@given(events_total=st.integers(20, 3_000), share=st.floats(0.05, 0.6))
def test_the_smallest_ratio_has_just_the_power(events_total, share):
    found = power.smallest_ratio(events_total=events_total, share=share)

    if isinstance(found, NotComputed):
        assert power.power_of_ratio(events_total=events_total, share=share, ratio=1e6) < 0.8
    else:
        exact, below = (
            power.power_of_ratio(events_total=events_total, share=share, ratio=ratio)
            for ratio in (found, found * 0.999)
        )
        assert exact >= 0.8 > below


def test_more_events_show_smaller_ratios_far_beyond_what_is_counted_one_by_one():
    by_angles = power.events_needed(ratio=1.06, share=0.2)

    found = power.power_of_ratio(events_total=by_angles, share=0.2, ratio=1.06)

    assert by_angles > 10_000
    assert found == pytest.approx(0.8, abs=0.01)


@given(trials=st.integers(50, 100_000), share=st.floats(0.01, 0.9))
def test_the_smallest_difference_is_the_one_that_needs_these_trials(trials, share):
    found = power.smallest_share_difference(
        trials=trials, reference_trials=trials, reference_share=share
    )

    if isinstance(found, NotComputed):
        assert power.trials_needed(share=1.0, reference_share=share) >= trials
    else:
        needed = power.trials_needed(share=share + found, reference_share=share)
        assert needed == pytest.approx(trials, abs=1)


@pytest.mark.parametrize(
    "found",
    [
        power.events_needed(ratio=1, share=0.5),
        power.events_needed(ratio=2, share=0),
        power.events_needed(ratio=2, share=1),
        power.events_needed(ratio=float("inf"), share=0.5),
        power.events_needed(ratio=2, share=0.5, power=1),
        power.events_needed(ratio=2, share=0.5, level=95),
        power.power_of_ratio(events_total=0, share=0.5, ratio=2),
        power.smallest_ratio(events_total=0, share=0.5),
        power.smallest_ratio(events_total=4, share=0.5, power=2),
        power.trials_needed(share=0.5, reference_share=0.5),
        power.trials_needed(share=1.5, reference_share=0.5),
        power.smallest_share_difference(trials=0, reference_trials=9, reference_share=0.5),
        power.smallest_share_difference(trials=3, reference_trials=3, reference_share=0.9),
    ],
)
def test_a_question_without_an_answer_gets_a_sentence(found):
    assert isinstance(found, NotComputed)
    assert found.reason.endswith((".", "0.8; this is 1.", "95."))
