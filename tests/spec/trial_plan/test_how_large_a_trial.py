"""A trial as large as the plan says shows what is there four times in five; tried out here."""

import math

import numpy as np
import pytest
from scipy.stats import binom, norm, poisson

from dueregard.answers import DueRegardError
from dueregard.findings.trial_paper import as_document, sentence
from dueregard.findings.trial_plan import Asked, errors_expected, plan

MADE_AT = "2026-11-26T09:00:00+00:00"
TIMES = 6_000


def test_a_ratio_that_is_there_is_shown_four_times_in_five():
    """The exact test, on as many searches as are asked for, where errors come as chance has it."""
    made = plan(Asked(ratio=3, rate=0.001, groups=2))
    size, chance = made.show_ratio.separate, np.random.default_rng(7)

    one = chance.binomial(size, 0.003, TIMES)
    other = chance.binomial(size, 0.001, TIMES)
    surprise = binom.sf(one - 1, one + other, 0.5)

    shown = np.mean(surprise <= (1 - made.level) / 2)
    assert shown == pytest.approx(0.8, abs=0.02)


def test_equality_that_is_there_rules_the_ratio_out_four_times_in_five():
    made = plan(Asked(ratio=2, rate=0.001, groups=2))
    size, chance = made.rule_out_ratio.separate, np.random.default_rng(7)

    one, other = (chance.binomial(size, 0.001, TIMES) for _ in range(2))
    z = norm.ppf(0.5 + made.level / 2)
    reach = z * np.sqrt(1 / one + 1 / other)
    inside = np.abs(np.log(one / other)) + reach <= math.log(2)

    assert np.mean(inside) == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize("truth", [0.85, 0.9])
def test_a_shortfall_in_finding_people_is_shown_or_ruled_out_four_times_in_five(truth):
    made = plan(Asked(ratio=2, rate=0.001, groups=2, found=0.9, points=0.05))
    needed = made.show_points if truth < 0.9 else made.rule_out_points
    size, chance = needed.separate, np.random.default_rng(7)

    one, other = (chance.binomial(size, share, TIMES) / size for share in (truth, 0.9))
    z = norm.ppf(0.5 + made.level / 2)
    reach = z * np.sqrt(one * (1 - one) / size + other * (1 - other) / size)
    gap = one - other
    done = (gap + reach < 0) if truth < 0.9 else (np.abs(gap) + reach <= 0.05)

    assert np.mean(done) == pytest.approx(0.8, abs=0.03)


def test_passes_that_are_alike_need_as_many_more_searches_as_their_spread_grows():
    """Volunteers whose own rates differ so that two of their passes correlate 0.3."""
    made = plan(Asked(ratio=2, rate=0.001, groups=2, passes=10, correlation=0.3))
    chance, people = np.random.default_rng(7), 400

    spread = (1 - 0.3) / 0.3
    own = chance.beta(0.9 * spread, 0.1 * spread, (TIMES, people))
    rates = chance.binomial(10, own).sum(axis=1) / (10 * people)

    assert np.var(rates) / (0.9 * 0.1 / (10 * people)) == pytest.approx(made.effect, rel=0.08)
    assert made.effect == pytest.approx(3.7)


def test_a_table_that_can_be_checked_by_eye():
    """About 123 errors must be expected for 6 groups (99.5% each): 41 in one, 82 in the other.

    | wrongful matches  | searches | errors expected |
    |-------------------|----------|-----------------|
    | 1 in 1,000        | 40,881   | 41              |
    | 2 in 1,000        | 40,881   | 82              |
    """
    made = plan(Asked(ratio=2, rate=0.001, groups=6, passes=10, correlation=0.3))

    assert (made.show_ratio.separate, made.show_ratio.errors) == (
        40_881, pytest.approx(122.643))
    assert (made.show_ratio.searches, made.show_ratio.volunteers) == (151_257, 15_126)
    assert made.level == pytest.approx(0.995)


@pytest.mark.parametrize(("ratio", "level"), [(2, 0.95), (3, 0.99), (30, 0.995)])
def test_a_slow_count_over_every_number_of_errors_gives_the_same_power(ratio, level):
    mean = errors_expected(ratio=ratio, level=level)

    shown = 0.0
    for errors in range(int(mean + 8 * mean**0.5 + 20)):
        enough = next(k for k in range(errors + 2)
                      if binom.sf(k - 1, errors, 0.5) <= (1 - level) / 2)
        shown += poisson.pmf(errors, mean) * binom.sf(enough - 1, errors, ratio / (ratio + 1))

    assert shown == pytest.approx(0.8, abs=1e-3)


def test_half_the_rate_needs_twice_as_many_and_more_groups_need_more():
    usual = plan(Asked(rate=0.001))

    assert plan(Asked(rate=0.0005)).show_ratio.separate == pytest.approx(
        2 * usual.show_ratio.separate, abs=2)
    assert plan(Asked(rate=0.001, groups=12)).show_ratio.separate > usual.show_ratio.separate


def test_passes_that_are_all_the_same_add_no_one():
    once = plan(Asked(rate=0.001, passes=1))
    often = plan(Asked(rate=0.001, passes=10, correlation=1))

    assert often.show_ratio.volunteers == once.show_ratio.volunteers == once.show_ratio.separate


def test_the_page_says_the_answer_and_what_it_rests_on():
    made = plan(Asked(ratio=2, rate=0.001, groups=6, passes=10, correlation=0.3))

    paper = as_document(made, made_at=MADE_AT)

    assert sentence(made) == (
        "To show that a group is wrongly matched 2 times as often as another, each group needs "
        "15,126 volunteers who pass 10 times. If in truth they are alike, ruling that out needs "
        "25,748."
    )
    words = " ".join(item for part in paper.parts for block in part.blocks
                     for item in getattr(block, "items", ()))
    assert "taken as alike to 0.3" in words
    assert "at 1, 40,881 volunteers" in words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"ratio": 1}, "above 1"), ({"ratio": 2_000}, "above 1"), ({"rate": 0}, "between 0 and 1"),
        ({"rate": 0.3}, "no rare error"), ({"groups": 1}, "from 2 to 100"),
        ({"passes": 0}, "at least once"), ({"correlation": -0.1}, "0 to 1"),
        ({"found": 1}, "between 0 and 1"), ({"points": 0.95}, "between 0 and that share"),
        ({"power": 1}, "0.5 to below 1"), ({"level": 95}, "0.5 to below 1"),
        ({"rate": math.nan}, "between 0 and 1"),
    ],
)
def test_what_is_no_trial_is_refused_with_what_to_write(asked, words):
    with pytest.raises(DueRegardError, match=words) as caught:
        plan(Asked(**asked))

    assert str(caught.value).endswith(".")
