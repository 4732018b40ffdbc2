"""Draws, values and the worth of knowing, against answers that can be worked out by hand."""

import hashlib
import json
import math
from statistics import NormalDist

import numpy as np
import pytest
import scipy.special
from tests.weighing.made import DRAWS, KNOWN, effect, example, proposal, quickly
from tests.weighing.reference import weighed_by_hand

from dueregard.weighing import arithmetic, saved, values
from dueregard.weighing.information import _gain
from dueregard.weighing.shapes import Kind, Span, View
from dueregard.weighing.weigh import weigh

NORMAL = NormalDist()


def test_our_own_functions_agree_with_those_of_a_library():
    uniform = arithmetic.uniforms(seed=1, stream="a", draws=100_000)
    powers = np.linspace(-40, 40, 10_001)

    assert np.abs(arithmetic.normal(uniform) - scipy.special.ndtri(uniform)).max() < 1e-13
    assert np.abs(arithmetic.exp(powers) / np.exp(powers) - 1).max() < 1e-14
    assert np.abs(arithmetic.log(uniform) - np.log(uniform)).max() < 1e-13


def test_the_draws_of_a_stream_are_those_they_were_when_this_was_written():
    raw = arithmetic.uniforms(seed=2026, stream="faces|chance", draws=3)

    assert [each.hex() for each in raw.tolist()] == FIRST


FIRST = ["0x1.8c74f850731c8p-1", "0x1.99b1cb8008a3fp-2", "0x1.11c33523975dap-1"]


def test_a_stream_looks_like_even_numbers():
    uniform = arithmetic.uniforms(seed=5, stream="even", draws=50_000)
    counts = np.bincount((uniform * 20).astype(int), minlength=20)

    assert uniform.min() > 0 and uniform.max() < 1
    assert ((counts - 2500) ** 2 / 2500).sum() < scipy.special.chdtri(19, 0.001)


def test_the_ends_that_are_given_are_those_of_a_90_per_cent_range():
    weighed = weigh(proposal(
        effect("goes-on", "now"),
        effect("harm", lens="safety", size=Span(40, 900), chance=Span(0.999999, 0.999999)),
    ))
    found = next(each.figures for each in weighed.alone
                 if (each.option, each.lens) == ("new", "safety"))

    assert found.low == pytest.approx(-900, rel=0.03)
    assert found.high == pytest.approx(-40, rel=0.03)
    assert found.median == pytest.approx(-math.sqrt(40 * 900), rel=0.03)


def test_weak_evidence_widens_only_towards_the_worse():
    def at(level):
        weighed = weigh(proposal(effect("goes-on", "now"), effect(
            "harm", lens="safety", size=Span(40, 90), chance=Span(0.999999, 0.999999),
            evidence=level)))
        return weighed.table.row("new", "safety")

    sure, supplier = at("5"), at("1")

    assert supplier.median == sure.median and supplier.high == sure.high
    middle, spread = math.log(math.sqrt(40 * 90)), math.log(90 / 40) / 2
    assert supplier.low == pytest.approx(-math.exp(middle + 1.75 * spread), rel=0.03)


@pytest.mark.parametrize(("privacy", "safety"), [(2000, 1000), (500, 4000), (3000, 300)])
def test_two_options_that_differ_through_two_lenses_win_as_often_as_geometry_says(privacy, safety):
    """With one lens each, an option wins where its lens has less than its share of the weight."""
    weighed = weigh(proposal(
        effect("goes-on", "now", size=Span(privacy, privacy)),
        effect("harm", "new", lens="safety", size=Span(safety, safety)),
    ))
    one = privacy / KNOWN.lenses["privacy"].scale.base
    other = safety / KNOWN.lenses["safety"].scale.base
    # New is best where weight(privacy) x one > weight(safety) x other.
    line = other / (one + other)

    assert weighed.table.view().shares["new"] == pytest.approx(1 - line, abs=0.01)
    assert weighed.table.central["new"]["privacy"] == pytest.approx((1 + line) / 7, abs=0.01)
    assert weighed.table.central["now"]["privacy"] == pytest.approx(line / 7, abs=0.01)


def test_an_order_of_all_lenses_has_the_mean_weights_that_are_known():
    """Of ordered weights on 7 lenses the k-th is on average (1/k + ... + 1/7) / 7."""
    lenses = tuple(KNOWN.lenses)
    open_ = values.open_weights(lenses=lenses, seed=3, draws=60_000)
    ordered = values.in_order(open_, places=[2, 0, 1, 3, 4, 5, 6])
    expected = [sum(1 / each for each in range(place, 8)) / 7 for place in range(1, 8)]

    found = [float(ordered[place].mean()) for place in (2, 0, 1, 3, 4, 5, 6)]

    assert found == pytest.approx(expected, abs=0.003)
    assert (np.diff(ordered[[2, 0, 1, 3, 4, 5, 6]], axis=0) <= 0).all()


def test_lenses_left_out_of_an_order_come_after_it_and_in_no_order():
    lenses = tuple(KNOWN.lenses)
    open_ = values.open_weights(lenses=lenses, seed=3, draws=60_000)
    ordered = values.in_order(open_, places=[4, 1])
    rest = [float(ordered[place].mean()) for place in (0, 2, 3, 5, 6)]

    assert (ordered[4] >= ordered[1]).all()
    assert all((ordered[1] >= ordered[place]).all() for place in (0, 2, 3, 5, 6))
    assert max(rest) - min(rest) < 0.003
    assert float(np.abs(ordered.sum(axis=0) - 1).max()) < 1e-12


def test_points_are_weights_that_do_not_vary():
    view = View(by="one", points={"privacy": 30, "safety": 70})
    weighed = weigh(proposal(
        effect("goes-on", "now", size=Span(2000, 2000)),
        effect("harm", "new", lens="safety", size=Span(200, 200)), views=(view,),
    ), draws=100)

    assert weighed.table.views[-1].shares == {"now": 0.0, "new": 1.0}


@pytest.mark.parametrize(("middle", "spread"), [(0.0, 1.0), (0.5, 2.0), (-1.2, 0.8), (3.0, 0.5)])
def test_knowing_a_normal_quantity_is_worth_what_the_textbook_says(middle, spread):
    """E[max(X, 0)] - max(E[X], 0) with X normal: s f(m/s) + m F(m/s) - max(m, 0)."""
    uniform = (np.arange(200_000) + 0.5) / 200_000
    draws = middle + spread * arithmetic.normal(uniform)
    ratio = middle / spread
    expected = spread * NORMAL.pdf(ratio) + middle * NORMAL.cdf(ratio) - max(middle, 0)

    assert _gain([draws], constants=[0.0]) == pytest.approx(expected, abs=0.001)


def test_knowing_a_size_is_worth_what_the_formula_for_log_normals_says():
    """One uncertain harm against one that is certain: E[min(c, kX)] in closed form."""
    low, high, certain = 50.0, 800.0, 260.0
    weighed = weigh(proposal(
        effect("goes-on", "now", size=Span(certain, certain)),
        effect("harm", size=Span(low, high)),
    ))
    scale = 7 * 2 * KNOWN.lenses["privacy"].scale.base / 0.5
    middle = math.log(low * high) / 2
    spread = math.log(high / low) / 2 / 1.6448536269514722
    mean = math.exp(middle + spread**2 / 2)
    at = (math.log(certain) - middle) / spread
    smaller = mean * NORMAL.cdf(at - spread) + certain * (1 - NORMAL.cdf(at))
    expected = (min(mean, certain) - smaller) / scale

    found = {each.stream: each for each in weighed.find_out}
    assert weighed.worth_of_knowing_all == pytest.approx(expected, rel=0.02)
    assert expected < KNOWN.worth_knowing and not found


def test_what_is_worth_finding_out_agrees_with_a_binned_estimate():
    """Strong, Oakley and Brennan's estimator: the mean of the best mean within each bin."""
    from dueregard.weighing.draws import draw
    from dueregard.weighing.information import Worth

    made, draws = example(), 40_000
    drawn = draw(made, constants=KNOWN, seed=9, draws=draws)
    scales = {each.id: each.scale.base for each in KNOWN.lenses.values()}
    weights = dict.fromkeys(KNOWN.lenses, 1 / 7)
    contest = [each.id for each in made.options]
    worth = Worth(drawn, proposal=made, in_contest=contest, scales=scales)
    utility = {each: np.zeros(draws) for each in contest}
    for each in drawn:
        one = each.read.effect
        utility[one.option] += (
            each.open_chance * each.open_size * each.factor * made.group(one.group).multiplier
            / 7 / (2 * scales[one.lens]))
    rows = np.stack([utility[each] for each in contest])
    for name in ("now-wrong-stops", "now-hours", "supplied-false-alerts"):
        one = next(each for each in drawn if each.read.effect.id == name)
        bins = np.array_split(np.argsort(one.open_size), 40)
        binned = np.mean([rows[:, each].mean(axis=1).max() for each in bins]) - rows.mean(
            axis=1).max()

        found = worth.knowing(one.read.effect.stream, weights, worth.means(weights))

        assert found.size == pytest.approx(binned, abs=0.0003)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_whole_agrees_with_a_slow_weighing_by_hand(seed):
    made = example()
    weighed = quickly(made, seed=seed)
    by_hand = weighed_by_hand(made, seed=seed, draws=DRAWS)

    for row in weighed.table.lenses:
        expected = by_hand["lenses"][row.option, row.lens]
        found = row.figures
        assert (found.median, found.low, found.high, found.tail) == pytest.approx(
            (expected["median"], expected["low"], expected["high"], expected["tail"]), rel=1e-3)
        assert found.worse == pytest.approx(expected["worse"], abs=1e-4)
    for view in weighed.table.views:
        assert view.shares == pytest.approx(by_hand["views"][view.key], abs=1e-3)
    for each in weighed.delay:
        assert each.per_month == pytest.approx(by_hand["delay"][each.lens], rel=1e-3)


def test_the_gain_of_a_control_is_what_weighing_with_it_verified_gives():
    made = example()
    weighed = quickly(made)
    action = next(each for each in weighed.actions if each.key == "control|outsiders")

    before = weighed_by_hand(made, seed=weighed.seed, draws=DRAWS)["worth"]["safeguarded"]
    after = weighed_by_hand(made, seed=weighed.seed, draws=DRAWS, verified="outsiders")["worth"][
        "safeguarded"]

    assert action.gain == pytest.approx(max(
        other - one for one, other in zip(before, after, strict=True)), rel=0.001)
    assert action.per_day == pytest.approx(action.gain / 12)


def test_equal_options_share_every_draw():
    weighed = quickly(proposal(
        effect("one", "now", shared="same"), effect("two", "new", shared="same")))

    assert weighed.table.view().shares == {"now": 0.5, "new": 0.5}
    assert weighed.table.ranks["now"] == (0.5, 0.5)


def test_a_range_as_wide_as_the_scale_never_goes_past_its_end():
    end = KNOWN.lenses["privacy"].scale.base
    weighed = quickly(proposal(effect("goes-on", "now"), effect(
        "harm", size=Span(end / 2, end), chance=Span(0.98, 0.99), evidence="0")))

    assert all(each.figures.low >= -end for each in weighed.alone)


def test_a_benefit_without_evidence_is_not_larger_for_having_none():
    """Widened on both sides it would be: the mean of a log-normal grows with its spread."""
    def mean_with(level):
        weighed = weigh(proposal(effect("goes-on", "now"), effect(
            "good", kind=Kind.OPPORTUNITY, lens="safety", size=Span(10, 1000), evidence=level,
            chance=Span(0.9, 0.95))), draws=4000)
        return next(each.per_month for each in weighed.delay if each.lens == "safety")

    assert mean_with("0") < 0.4 * mean_with("5")


def test_the_example_gives_the_numbers_that_it_gave_when_this_was_written():
    numbers = saved.to_plain(quickly(example()))["compared"]
    text = json.dumps(numbers, sort_keys=True)

    assert hashlib.sha256(text.encode()).hexdigest()[:16] == DIGEST


DIGEST = "7ec976e4cab8b360"
