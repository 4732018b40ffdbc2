"""The exact ratio of two rates by plain sums, beside the one by quantiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.findings import few_events, intervals
from dueregard.findings.finding import NotComputed


@given(
    events=st.integers(0, 60), reference_events=st.integers(0, 60),
    exposure=st.floats(1, 1e7), reference_exposure=st.floats(1, 1e7),
    level=st.sampled_from([0.8, 0.95, 0.99, 0.999]),
)
def test_sums_and_quantiles_give_the_same_range(
    events, reference_events, exposure, reference_exposure, level
):
    given = {"events": events, "exposure": exposure, "reference_events": reference_events,
             "reference_exposure": reference_exposure, "level": level}

    slow, quick = intervals.rate_ratio(**given), few_events.rate_ratio(**given)

    if isinstance(slow, NotComputed):
        assert quick == slow
    else:
        assert (quick.low, quick.high) == pytest.approx((slow.low, slow.high), rel=1e-9)
        assert (quick.level, quick.method) == (slow.level, slow.method)


def test_many_events_are_left_to_the_quantiles():
    given = {"events": 900, "exposure": 1000.0, "reference_events": 800,
             "reference_exposure": 1000.0}

    assert few_events.rate_ratio(**given) == intervals.rate_ratio(**given)


def test_what_is_no_rate_is_refused_in_the_same_words():
    found = few_events.rate_ratio(
        events=1, exposure=0, reference_events=1, reference_exposure=1)

    assert isinstance(found, NotComputed) and "nothing to divide by" in found.reason
