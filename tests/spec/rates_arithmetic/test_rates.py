"""Events for each resident: the published use of force figures, and what is always true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.findings import rates, shares
from dueregard.findings.finding import NotComputed

# Home Office, Police use of force statistics, year to March 2020 (HOSB 37/20), Black and White
# people by perceived ethnicity; residents by Census 2011: England and Wales, and the Met.
TACTICS, TASER, DISCHARGED = "tactics", "taser", "discharged"
FORCE = {
    "all": {TACTICS: (111_252, 508_663), TASER: (6_608, 20_253), DISCHARGED: (598, 2_201)},
    "met": {TACTICS: (76_052, 87_840), TASER: (4_453, 3_813), DISCHARGED: (386, 383)},
}
RESIDENTS = {"all": (1_864_890, 48_209_395), "met": (1_088_447, 4_881_636)}


def ratio_of_force(kind, place):
    if place == "rest":
        events = [a - b for a, b in zip(FORCE["all"][kind], FORCE["met"][kind], strict=True)]
        people = [a - b for a, b in zip(RESIDENTS["all"], RESIDENTS["met"], strict=True)]
    else:
        events, people = FORCE[place][kind], RESIDENTS[place]
    return rates.rate_ratio(
        events=events[0], exposure=people[0], reference_events=events[1],
        reference_exposure=people[1],
    )


@st.composite
def two_groups(draw, least=0):
    return {
        "events": draw(st.integers(least, 2_000)), "exposure": draw(st.integers(1, 100_000)),
        "reference_events": draw(st.integers(least, 2_000)),
        "reference_exposure": draw(st.integers(1, 100_000)),
    }


@pytest.mark.parametrize(
    ("kind", "place", "expected"),
    [
        (TACTICS, "all", 5.654), (TACTICS, "met", 3.883), (TACTICS, "rest", 4.668),
        (TASER, "all", 8.434), (TASER, "met", 5.238), (TASER, "rest", 7.315),
        (DISCHARGED, "all", 7.024), (DISCHARGED, "met", 4.520), (DISCHARGED, "rest", 6.507),
    ],
)
def test_the_published_use_of_force_ratios_come_out(kind, place, expected):
    assert round(ratio_of_force(kind, place).value, 3) == expected


def test_the_published_ratios_have_their_ranges():
    tactics, taser = ratio_of_force(TACTICS, "all"), ratio_of_force(TASER, "all")

    assert (round(tactics.low, 3), round(tactics.high, 3)) == (5.617, 5.691)
    assert (round(taser.low, 2), round(taser.high, 2)) == (8.20, 8.67)


def test_false_alerts_at_two_thresholds_have_the_known_range():
    found = rates.rate_ratio(
        events=25, exposure=491_246, reference_events=5, reference_exposure=1_863_630
    )

    assert [round(each, 2) for each in (found.value, found.low, found.high)] == [
        18.97, 7.13, 63.44
    ]


def test_more_stops_than_residents_is_a_rate_and_no_share():
    """City of London: 237 stops of Black people among 232 Black residents."""
    found = rates.rate(events=237, exposure=232)
    as_share = shares.share(events=237, trials=232)

    assert found.value == pytest.approx(1.0216, abs=1e-4)
    assert "cannot exceed the whole" in as_share.reason


def test_the_excess_is_what_equal_rates_would_not_have_made():
    found = rates.excess(
        events=111_252, exposure=1_864_890, reference_events=508_663,
        reference_exposure=48_209_395,
    )

    assert found.value == pytest.approx(111_252 * (1 - 1 / 5.654), rel=1e-4)
    assert found.low < found.value < found.high


def test_a_reference_without_events_gives_a_reason_that_says_what_is_known():
    found = rates.rate_ratio(events=7, exposure=10, reference_events=0, reference_exposure=10)
    neither = rates.rate_ratio(events=0, exposure=10, reference_events=0, reference_exposure=10)
    nothing = rates.rate_ratio(events=7, exposure=0, reference_events=0, reference_exposure=10)

    # Of 7 all 7: Clopper-Pearson's low end is 0.5904, which is a ratio of 1.44.
    assert found.reason.endswith("It is at least 1.4.")
    assert "Neither group" in neither.reason
    assert "nothing to divide by" in nothing.reason


@given(counts=two_groups(least=1))
def test_to_swap_the_groups_turns_the_ratio_over(counts):
    one = rates.rate_ratio(**counts)
    other = rates.rate_ratio(
        events=counts["reference_events"], exposure=counts["reference_exposure"],
        reference_events=counts["events"], reference_exposure=counts["exposure"],
    )

    assert (one.value, one.low, one.high) == pytest.approx(
        (1 / other.value, 1 / other.high, 1 / other.low), rel=1e-6
    )


@given(counts=two_groups(least=1))
def test_every_row_twice_never_widens(counts):
    twice = {name: 2 * count for name, count in counts.items()}

    for measure in (rates.rate_ratio, rates.rate_difference):
        one, two = measure(**counts), measure(**twice)

        assert two.value == pytest.approx(one.value, abs=1e-12)
        assert one.low <= two.low + 1e-9 * abs(two.low)
        assert two.high <= one.high + 1e-9 * abs(one.high)


@given(events=st.integers(0, 2_000), exposure=st.integers(1, 100_000))
def test_equal_groups_are_equal(events, exposure):
    counts = {"events": events, "exposure": exposure, "reference_events": events,
              "reference_exposure": exposure}

    gap = rates.rate_difference(**counts)
    ratio = rates.rate_ratio(**counts)

    assert gap.low <= gap.value == 0 <= gap.high
    if events:
        assert ratio.low <= ratio.value == 1 <= ratio.high
    else:
        assert isinstance(ratio, NotComputed)


def test_a_difference_names_whose_counts_are_wanting():
    found = rates.rate_difference(
        events=3, exposure=10, reference_events=1, reference_exposure=0
    )

    assert found.reason.startswith("For the reference: There is nothing to divide by")
