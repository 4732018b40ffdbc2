"""Do two markers agree more than chance would have it? A share alike is never enough."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.findings import agreement
from dueregard.findings.finding import NotComputed

MARKS = ("right", "partly", "wrong")
PAIRS = st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(MARKS)), min_size=5,
                 max_size=80)


def table(*rows):
    """Pairs from a table of counts: a row a mark of the first marker, a column of the second."""
    return [
        (one, other)
        for one, row in zip(MARKS, rows, strict=False)
        for other, count in zip(MARKS, row, strict=False)
        for _ in range(count)
    ]


def gwet_by_hand(pairs, categories):
    """The closed form of Gwet's paper for two markers, with n - 1 in place of n."""
    n, k = len(pairs), len(categories)
    share = {(a, b): sum(each == (a, b) for each in pairs) / n
             for a, b in itertools.product(categories, repeat=2)}
    mean = {c: sum(share[c, o] + share[o, c] for o in categories) / 2 for c in categories}
    alike = sum(share[c, c] for c in categories)
    chance = sum(q * (1 - q) for q in mean.values()) / (k - 1)
    first = sum(share[c, c] * (1 - mean[c]) for c in categories) / (k - 1) - alike * chance
    second = sum(
        share[a, b] * (1 - (mean[a] + mean[b]) / 2) ** 2
        for a, b in itertools.product(categories, repeat=2)
    ) / (k - 1) ** 2 - chance ** 2
    value = (alike - chance) / (1 - chance)
    inner = alike * (1 - alike) - 4 * (1 - value) * first + 4 * (1 - value) ** 2 * second
    return value, math.sqrt(inner / (1 - chance) ** 2 / (n - 1))


@pytest.mark.parametrize(("first", "second"), [
    ((40, 5), (3, 12)), ((118, 5), (2, 0)), ((20, 20), (20, 20)), ((3, 2), (1, 1)),
])
def test_ac1_and_its_range_are_those_of_the_closed_form(first, second):
    pairs = table(first, second)
    value, error = gwet_by_hand(pairs, MARKS[:2])

    found = agreement.gwet_ac1(pairs, categories=MARKS[:2])

    assert found.value == pytest.approx(value)
    assert found.low == pytest.approx(max(-1, value - 1.959964 * error), abs=1e-6)
    assert found.high == pytest.approx(min(1, value + 1.959964 * error), abs=1e-6)


@given(PAIRS)
def test_kappa_and_its_range_are_those_of_statsmodels(pairs):
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    counts = [[sum(each == (a, b) for each in pairs) for b in MARKS] for a in MARKS]

    found = agreement.cohen_kappa(pairs, categories=MARKS)

    if isinstance(found, NotComputed) or agreement.agreed(pairs) in (0, len(pairs)):
        return
    theirs = rater.cohens_kappa(counts)
    assert found.value == pytest.approx(theirs.kappa)
    assert found.low == pytest.approx(max(-1, theirs.kappa_low), abs=1e-6)
    assert found.high == pytest.approx(min(1, theirs.kappa_upp), abs=1e-6)


def test_where_nearly_all_is_right_kappa_falls_to_nought_and_ac1_does_not():
    pairs = table((118, 5), (2, 0))

    kappa = agreement.cohen_kappa(pairs, categories=MARKS[:2])
    ac1 = agreement.gwet_ac1(pairs, categories=MARKS[:2])

    assert agreement.agreed(pairs) == 118
    assert kappa.value < 0
    assert ac1.value > 0.9


@pytest.mark.parametrize("measure", [agreement.gwet_ac1, agreement.cohen_kappa])
def test_full_agreement_is_not_certain_agreement(measure):
    few, many = (measure(table((n, 0), (0, n)), categories=MARKS[:2]) for n in (5, 100))

    assert few.value == many.value == 1
    assert few.low < 0.6 < many.low < 1


@given(PAIRS)
def test_who_is_called_the_first_marker_changes_nothing(pairs):
    turned = [(other, one) for one, other in pairs]

    for measure in (agreement.gwet_ac1, agreement.cohen_kappa):
        found, again = (measure(each, categories=MARKS) for each in (pairs, turned))
        if isinstance(found, NotComputed):
            assert again == found
        else:
            assert (again.value, again.low) == pytest.approx((found.value, found.low))
            assert found.low <= found.value <= found.high <= 1


def test_a_marker_who_always_says_right_gives_no_kappa():
    found = agreement.cohen_kappa(table((4, 1), (0, 0)), categories=MARKS)

    assert isinstance(found, NotComputed)
    assert "every item the same mark" in found.reason


def test_no_agreement_at_all_is_not_certain_either():
    found = agreement.gwet_ac1(table((0, 6), (0, 0)), categories=MARKS[:2])

    assert found.value == -1
    assert found.high > -0.6


def test_four_items_say_nothing_of_agreement():
    found = agreement.gwet_ac1([("right", "right")] * 4, categories=MARKS)

    assert found == NotComputed(reason="Both marked 4; fewer than 5 say nothing of agreement.")


@pytest.mark.parametrize(("events", "trials", "high"), [
    (0, 60, 0.0487), (0, 300, 0.00994), (1, 60, 0.0766), (3, 3, 1.0),
])
def test_how_high_a_rate_may_still_be(events, trials, high):
    assert agreement.upper_bound(events=events, trials=trials).high == pytest.approx(high, abs=5e-5)


def test_none_in_so_many_is_the_short_formula():
    for trials in (1, 10, 60, 1000):
        found = agreement.upper_bound(events=0, trials=trials)

        assert found.high == pytest.approx(1 - 0.05 ** (1 / trials))
