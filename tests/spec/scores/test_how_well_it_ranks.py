"""How well a score ranks people, against peers and against counting every pair."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score
from tests.spec.scores import naive
from tests.spec.scores.compas import PEOPLE

from dueregard.findings.discrimination import auc, delong, tied
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed

COUNTS = st.lists(st.integers(0, 8), min_size=1, max_size=8)


def people(counts):
    return [score for score, many in enumerate(counts) for _ in range(many)]


def both(data):
    yes = data.draw(COUNTS)
    no = data.draw(st.lists(st.integers(0, 8), min_size=len(yes), max_size=len(yes)))
    return yes, no


def compas(*races):
    """Those who reoffended and those who did not, at each decile."""
    chosen = [PEOPLE[each] for each in races or PEOPLE]
    yes = [sum(one[0][place] + one[2][place] for one in chosen) for place in range(10)]
    return yes, [sum(one[1][place] for one in chosen) for place in range(10)]


@pytest.mark.parametrize(("races", "published"), [
    ((), 0.7022), (("African-American",), 0.6918), (("Caucasian",), 0.6931),
    (("Hispanic",), 0.6379),
])
def test_compas_ranks_as_published(races, published):
    yes, no = compas(*races)

    found = auc(happened=yes, not_happened=no)

    assert found.value == pytest.approx(published, abs=0.00005)
    assert found.low < published < found.high


@given(st.data())
def test_counting_every_pair_gives_the_same(data):
    yes, no = both(data)

    found = auc(happened=yes, not_happened=no)

    if not sum(yes) or not sum(no):
        assert isinstance(found, NotComputed)
    else:
        assert found.value == pytest.approx(naive.auc(people(yes), people(no)), abs=1e-12)
        assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.data())
def test_the_variance_is_that_of_the_structural_components(data):
    yes, no = both(data)
    if sum(yes) < 2 or sum(no) < 2:
        return

    _, variance = delong(happened=yes, not_happened=no)

    assert variance == pytest.approx(naive.delong_variance(people(yes), people(no)), abs=1e-12)


def test_scikit_learn_agrees_on_scores_without_and_with_ties():
    dice = np.random.default_rng(3)
    for scores in (dice.random(400), dice.integers(1, 11, 400)):
        came = dice.random(400) < 0.4
        places = np.unique(scores)
        yes = [int(((scores == each) & came).sum()) for each in places]
        no = [int(((scores == each) & ~came).sum()) for each in places]

        found = auc(happened=yes, not_happened=no)

        assert found.value == pytest.approx(roc_auc_score(came, scores), abs=1e-12)


def test_with_enough_people_the_range_is_delongs():
    yes, no = compas("Hispanic")
    value = naive.auc(people(yes), people(no))
    half = 1.959963984540054 * math.sqrt(naive.delong_variance(people(yes), people(no)))

    found = auc(happened=yes, not_happened=no)

    assert (found.low, found.high) == pytest.approx((value - half, value + half), abs=1e-9)
    assert found.method == "delong"


def test_a_perfect_ranking_of_few_people_is_not_taken_as_sure():
    found = auc(happened=[0, 3], not_happened=[4, 0])

    assert found.value == found.high == 1
    assert found.low < 0.75


def test_nobody_is_certain_even_where_many_are_ranked_perfectly():
    assert 0.9 < auc(happened=[0, 60], not_happened=[60, 0]).low < 1


@pytest.mark.parametrize(("yes", "no", "words"), [
    ([0, 0], [3, 4], "It happened to nobody"), ([3, 4], [0, 0], "It happened to everybody"),
    ([0, 0], [0, 0], "Nobody is in this group"),
])
def test_one_outcome_gives_a_reason_and_no_number(yes, no, words):
    found = auc(happened=yes, not_happened=no)

    assert words in found.reason


@given(st.data())
def test_a_score_turned_round_ranks_as_much_the_other_way(data):
    yes, no = both(data)
    if not sum(yes) or not sum(no):
        return

    found = auc(happened=yes, not_happened=no)
    turned = auc(happened=yes[::-1], not_happened=no[::-1])

    assert turned.value == pytest.approx(1 - found.value)
    assert (turned.low, turned.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-9)


@given(st.data())
def test_counting_everybody_twice_keeps_the_value_and_widens_nothing(data):
    yes, no = both(data)
    once = auc(happened=yes, not_happened=no)
    twice = auc(happened=[2 * each for each in yes], not_happened=[2 * each for each in no])

    if isinstance(once, Estimate):
        assert twice.value == pytest.approx(once.value)
        assert twice.high - twice.low <= once.high - once.low + 1e-9


@pytest.mark.parametrize("size", [12, 60])
@pytest.mark.parametrize("chances", [
    ([0.1, 0.2, 0.4, 0.2, 0.1], [0.3, 0.3, 0.2, 0.1, 0.1]),
    ([0.02, 0.08, 0.2, 0.3, 0.4], [0.5, 0.25, 0.15, 0.07, 0.03]),
])
def test_the_range_holds_the_truth_at_least_about_as_often_as_it_says(size, chances):
    dice = random.Random(11)
    truth = sum(p * q * (1.0 if i > j else 0.5 if i == j else 0.0)
                for i, p in enumerate(chances[0]) for j, q in enumerate(chances[1]))

    held = 0
    for _ in range(600):
        drawn = [dice.choices(range(5), chance, k=size) for chance in chances]
        counts = [[each.count(place) for place in range(5)] for each in drawn]
        found = auc(happened=counts[0], not_happened=counts[1])
        held += found.low <= truth <= found.high

    assert held / 600 >= 0.935


@given(st.data())
def test_rounding_scores_moves_the_ranking_by_half_the_ties_at_most(data):
    yes, no = both(data)
    if not sum(yes) or not sum(no):
        return
    pairs = [sum(each[at:at + 2]) for each in (yes, no) for at in range(0, len(yes), 2)]
    rough = pairs[: len(pairs) // 2], pairs[len(pairs) // 2:]

    exact = auc(happened=yes, not_happened=no).value
    rounded = auc(happened=rough[0], not_happened=rough[1]).value

    assert abs(exact - rounded) <= tied(happened=rough[0], not_happened=rough[1]) / 2 + 1e-12
