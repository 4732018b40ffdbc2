"""A second way to every figure: a slow count, a bootstrap, and laws of weights and blanks."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import figures
from tests.spec.perception.survey import NOT_USED, USED, found_of, row

DRONES = {"technology": "Drones"}
COLUMNS = ["w", "uses_drones"]
PEOPLE = st.lists(
    st.tuples(st.sampled_from([0.25, 0.5, 1.0, 1.75, 3.0]),
              st.sampled_from(["yes", "no", "don't know", ""])),
    min_size=2, max_size=40,
).filter(lambda people: any(said for _, said in people))
few = settings(max_examples=25, deadline=None)


def of(people, actual=NOT_USED):
    return found_of(COLUMNS, *((1, str(w), said) for w, said in people), weight="w",
                    actual=actual)


def slow(people):
    """Person by person, as one would by hand: the share, and Wilson's ends of it."""
    there = [(w, said == "yes") for w, said in people if said]
    n, total = len(there), sum(w for w, _ in there)
    p = sum(w for w, yes in there if yes) / total
    size = total**2 / sum(w * w for w, _ in there)
    if n > 1:
        v = n / (n - 1) * sum((w * (yes - p)) ** 2 for w, yes in there) / total**2
        if v > 1e-15:
            size = min(size, p * (1 - p) / v)
    z = 1.959963984540054
    half = z * math.sqrt(p * (1 - p) / size + z * z / (4 * size**2)) / (1 + z * z / size)
    middle = (p + z * z / (2 * size)) / (1 + z * z / size)
    return p, max(0.0, middle - half), min(1.0, middle + half)


@few
@given(people=PEOPLE)
def test_a_slow_count_gives_the_same_figures(people):
    gap = row(of(people), "gap", **DRONES)

    assert (gap.value, gap.low, gap.high) == pytest.approx(slow(people), abs=1e-9)


@few
@given(people=PEOPLE, by=st.sampled_from([0.001, 0.5, 7.0, 1000.0]))
def test_weights_of_another_scale_change_nothing(people, by):
    before = figures(of(people))
    after = figures(of([(round(w * by, 9), said) for w, said in people]))

    assert after.keys() == before.keys()
    for key, one in before.items():
        for part in ("value", "low", "high"):
            assert getattr(after[key], part) == pytest.approx(getattr(one, part), abs=1e-9)


@few
@given(people=PEOPLE, more=st.integers(1, 10), actual=st.sampled_from([NOT_USED, USED]))
def test_a_blank_never_moves_or_narrows_a_gap(people, more, actual):
    before = row(of(people, actual), "gap", **DRONES)
    after = row(of([*people, *([(1.0, "")] * more)], actual), "gap", **DRONES)

    assert after.value == pytest.approx(before.value)
    assert after.high - after.low >= before.high - before.low - 1e-9


@few
@given(people=PEOPLE)
def test_not_to_know_never_brings_people_nearer_to_the_truth(people):
    """Whoever turns from a right answer to not knowing makes no gap smaller."""
    used = row(of(people, USED), "gap", **DRONES)
    unsure = [(w, "don't know" if said == "yes" else said) for w, said in people]

    assert abs(row(of(unsure, USED), "gap", **DRONES).value) >= abs(used.value) - 1e-12


def test_unequal_weights_never_make_a_range_narrower_than_plain_ones():
    plain = row(of([(1.0, "yes")] * 30 + [(1.0, "no")] * 30), "gap", **DRONES)
    heavy = row(of([(3.0, "yes")] * 10 + [(0.5, "yes")] * 60 + [(3.0, "no")] * 10
                   + [(0.5, "no")] * 60), "gap", **DRONES)

    # 140 people of whom each half weighs the same are worth fewer than 140 plain ones.
    worth = 140 / (140 * (20 * 9 + 120 * 0.25) / 120**2)
    assert heavy.value == plain.value == pytest.approx(0.5)
    assert heavy.high - heavy.low == pytest.approx(
        row(of([(1.0, "yes")] * 48 + [(1.0, "no")] * 48), "gap", **DRONES).high
        - row(of([(1.0, "yes")] * 48 + [(1.0, "no")] * 48), "gap", **DRONES).low, rel=0.2)
    assert worth < 140


def test_the_range_is_as_wide_as_a_bootstrap_of_people_says():
    chance = random.Random(7)
    people = [(chance.choice([0.5, 1.0, 2.5]), chance.choice(["yes", "yes", "no"]))
              for _ in range(300)]
    gap = row(of(people), "gap", **DRONES)

    drawn = []
    for _ in range(2000):
        again = chance.choices(people, k=len(people))
        total = sum(w for w, _ in again)
        drawn.append(sum(w for w, said in again if said == "yes") / total)
    drawn.sort()

    assert gap.low == pytest.approx(drawn[50], abs=0.012)
    assert gap.high == pytest.approx(drawn[1949], abs=0.012)


def test_how_often_the_range_holds_the_truth():
    """Six in ten of everybody; those who say yes weigh more. Right about 95 times in 100."""
    chance = random.Random(11)
    right = 0
    for _ in range(300):
        people = []
        for _ in range(120):
            kind = chance.random() < 0.5
            # Kinds answer unequally often, and the weight puts that right.
            if kind and chance.random() < 0.5:
                continue
            people.append((2.0 if kind else 1.0, "yes" if chance.random() < (
                0.8 if kind else 0.4) else "no"))
        p, low, high = slow(people)
        right += low <= 0.6 <= high

    assert 0.92 <= right / 300 <= 0.99
