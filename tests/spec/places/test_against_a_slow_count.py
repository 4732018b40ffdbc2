"""Forecasts counted slowly and simply in plain Python, and ranges held against drawing lots."""

import math
import random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.places.worlds import forecast, value

from dueregard.answers import DueRegardError
from dueregard.findings import exposure, hotspots
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.instruments.places import where

CELLS, DAYS = 14, 4
_worlds = st.tuples(
    st.lists(st.tuples(st.integers(0, CELLS - 1), st.integers(1, DAYS)), min_size=1, max_size=40),
    st.lists(st.integers(0, 4), min_size=CELLS * DAYS, max_size=CELLS * DAYS),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=CELLS, max_size=CELLS),
)


def slow(marks, crimes, people):
    """Everything again, one cell and one day at a time."""
    marked = set(marks)
    hits = sum(crimes[cell, day] for cell, day in marked)
    every = sum(crimes.values())
    days = sorted({day for _, day in marked})
    every = sum(many for (_, day), many in crimes.items() if day in days)
    best = 0
    for day in days:
        number = sum(1 for _, each in marked if each == day)
        best += sum(sorted((crimes[cell, day] for cell in range(CELLS)), reverse=True)[:number])
    alike = []
    for one, other in zip(days, days[1:], strict=False):
        before = {cell for cell, day in marked if day == one}
        after = {cell for cell, day in marked if day == other}
        alike.append(len(before & after) / len(before | after))
    patrol = [sum(1 for each, _ in marked if each == cell) for cell in range(CELLS)]
    gini = sum(abs(a - b) for a in patrol for b in patrol) / (2 * CELLS * sum(patrol))
    return {
        "hits": hits, "every": every, "best": best, "gini": gini,
        "alike": sum(alike) / len(alike) if alike else None,
        "area": len(marked) / (CELLS * len(days)),
        "days": [sum(patrol[cell] * people[cell][group] for cell in range(CELLS))
                 / sum(each[group] for each in people) for group in (0, 1)],
    }


@settings(max_examples=10, deadline=None)
@given(world=_worlds)
def test_a_slow_and_simple_count_gives_the_same_figures(world):
    marks, many, people = world
    if not (any(many) and sum(each[0] for each in people) and sum(each[1] for each in people)):
        return
    crimes = {(cell, day): many[cell * DAYS + day - 1]
              for cell in range(CELLS) for day in range(1, DAYS + 1)}
    wanted = slow(marks, crimes, people)

    found = forecast(
        (["cell", "day"], [[f"C{cell}", f"2026-03-0{day}"] for cell, day in marks]),
        cells=(["cell", "day", "reported"],
               [[f"C{cell}", f"2026-03-0{day}", str(number)]
                for (cell, day), number in crimes.items()]),
        population=(["cell", "ethnicity", "count"],
                    [[f"C{cell}", group, str(each[place])] for cell, each in enumerate(people)
                     for place, group in enumerate(("White", "Black"))]),
        reference="White",
    )

    rate = value(found, "hit_rate", crime="reported")
    assert (rate.events, rate.exposure) == (wanted["hits"], wanted["every"])
    if wanted["every"]:
        assert value(found, "prediction_accuracy_index").value == pytest.approx(
            wanted["hits"] / wanted["every"] / wanted["area"])
        if wanted["best"]:
            assert value(found, "prediction_efficiency_index").value == pytest.approx(
                wanted["hits"] / wanted["best"])
    assert value(found, "same_cells_as_the_day_before").value == pytest.approx(wanted["alike"])
    assert value(found, "inequality_of_patrol_days").value == pytest.approx(wanted["gini"])
    for group, days in zip(("White", "Black"), wanted["days"], strict=True):
        row = value(found, "patrol_days_per_resident", group=group)
        if row.value is not None:
            assert row.value == pytest.approx(days)


def place(side=20, seed=1):
    """A town in which two groups live in patches, and patches are marked without regard to them."""
    draw = numpy.random.default_rng(seed)
    up, across = numpy.divmod(numpy.arange(side * side), side)
    smooth = numpy.zeros(side * side)
    for _ in range(12):
        spot = draw.uniform(0, side, 2)
        smooth += draw.normal() * numpy.exp(-((across - spot[0]) ** 2 + (up - spot[1]) ** 2) / 18)
    one = numpy.round(50 / (1 + numpy.exp(-2 * smooth)))
    patches = where.layout(across, up, system=where.System.OTHER).patches
    return one, 50 - one, patches, across, up


def marked(draw, across, up, side):
    load = numpy.zeros(side * side)
    for _ in range(20):
        spot = draw.integers(0, side, 2)
        load[(abs(across - spot[0]) <= 1) & (abs(up - spot[1]) <= 1)] += 1
    return load


def test_ranges_hold_what_marks_drawn_without_regard_to_groups_come_to():
    """Over 200 drawings of patches the range of the ratio holds 1 nearly as often as it says."""
    held = without_patches = 0
    one, other, patches, across, up = place()
    for seed in range(200):
        load = marked(numpy.random.default_rng(seed), across, up, 20)
        wide = exposure.ratio(load, one, other, patches=patches)
        narrow = exposure.ratio(load, one, other)
        assert isinstance(wide, Estimate)
        assert isinstance(narrow, Estimate)
        held += wide.low <= 1 <= wide.high
        without_patches += narrow.low <= 1 <= narrow.high
    assert held >= 0.91 * 200
    # Why patches are needed: cell by cell the range would be wrong every second time.
    assert without_patches < 0.6 * 200


def test_a_range_by_residents_would_be_wrong_more_often_than_not():
    """What the range is for: as if each of 20,000 residents had been chosen by themselves."""
    one, other, _, across, up = place()
    wrong = 0
    for seed in range(100):
        load = marked(numpy.random.default_rng(seed), across, up, 20)
        days = [float((load * each).sum()) for each in (one, other)]
        ratio = days[0] / one.sum() / (days[1] / other.sum())
        half = 1.96 * math.sqrt(1 / days[0] + 1 / days[1])
        wrong += not math.exp(-half) <= ratio <= math.exp(half)
    assert wrong > 50


def test_a_bootstrap_over_cells_gives_nearly_the_same_range():
    draw = numpy.random.default_rng(7)
    load = draw.poisson(2.0, 300).astype(float)
    one, other = draw.poisson(40, 300).astype(float), draw.poisson(30, 300).astype(float)

    found = exposure.ratio(load, one, other)

    drawn = []
    for _ in range(2_000):
        at = draw.integers(0, 300, 300)
        drawn.append(exposure.per_resident(load[at], one[at])
                     / exposure.per_resident(load[at], other[at]))
    low, high = numpy.quantile(drawn, [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.012)


@settings(max_examples=40, deadline=None)
@given(
    load=st.lists(st.integers(0, 5), min_size=30, max_size=30),
    people=st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=30, max_size=30),
    factor=st.integers(2, 50),
)
def test_exposure_keeps_the_laws_that_groups_in_another_file_keep(load, people, factor):
    """Equal groups are equal; renaming turns the ratio round; more people alike change nothing."""
    days = numpy.array(load, dtype=float)
    one, other = (numpy.array([each[at] for each in people], dtype=float) for at in (0, 1))
    found, back = exposure.ratio(days, one, other), exposure.ratio(days, other, one)
    if isinstance(found, NotComputed):
        return
    same = exposure.ratio(days, one, one)
    more = exposure.ratio(days, factor * one, other)
    merged = exposure.per_resident(days, one + other)

    assert (same.value, same.low, same.high) == pytest.approx((1, 1, 1))
    assert (1 / back.value, 1 / back.high, 1 / back.low) == pytest.approx(
        (found.value, found.low, found.high))
    assert (more.value, more.low, more.high) == pytest.approx((found.value, found.low, found.high))
    ends = sorted((exposure.per_resident(days, one), exposure.per_resident(days, other)))
    assert ends[0] - 1e-9 <= merged <= ends[1] + 1e-9


def test_coverage_of_a_score_that_is_the_same_everywhere_is_a_straight_line():
    crimes = numpy.array([[3, 0, 1, 0], [0, 0, 0, 8]])

    found = hotspots.coverage(
        numpy.ones((2, 4)), {"reported": crimes}, numpy.ones(4), shares=(0.1, 0.5, 1.0))

    assert found["reported"] == pytest.approx((0.1, 0.5, 1.0))


def test_the_most_that_can_be_caught_is_never_less_than_what_was():
    random_ = random.Random(3)
    for _ in range(50):
        chosen = numpy.array([[random_.random() < 0.3 for _ in range(9)] for _ in range(5)])
        crimes = numpy.array([[random_.randrange(4) for _ in range(9)] for _ in range(5)])
        area = numpy.array([random_.uniform(0.5, 3) for _ in range(9)])
        assert hotspots.most_catchable(chosen, crimes, area) >= hotspots.caught(
            chosen, crimes)[0] - 1e-9


@pytest.mark.parametrize("number", [1, 3, 5])
def test_the_highest_scores_are_chosen_and_never_a_cell_without_one(number):
    scores = numpy.array([[5.0, -math.inf, 2.0, 2.0, 9.0], [-math.inf] * 5])

    chosen = hotspots.top_of_each(scores, number)

    assert chosen[0].sum() == min(number, 4)
    assert not chosen[0, 1]
    assert not chosen[1].any()


def test_a_year_too_large_to_hold_is_refused_in_words():
    from dueregard.instruments.places.reading import check_size

    with pytest.raises(DueRegardError, match="more than can be held at once"):
        check_size(1_000_000, 365)
