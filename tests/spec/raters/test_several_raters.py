"""Agreement of several raters against published examples, and severity against statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as models

from dueregard.findings import agreement, raters
from dueregard.findings.finding import NotComputed
from dueregard.findings.raters import Scale, gwet_ac1, krippendorff_alpha
from dueregard.findings.severity import Rating, severity

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four coders,
# twelve units, with gaps. The same data are cac.raw4raters of K. L. Gwet's package irrCAC.
FOUR = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
    (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1),
    (None, None, 3, None),
]
FOUR_CODERS = [[row.count(rating) for rating in range(1, 6)] for row in FOUR]
# Fleiss' psychiatrists as in distrib.6raters of irrCAC.
SIX_RATERS = [
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
]


@pytest.mark.parametrize(("scale", "published"), [
    (Scale.NAMES, 0.743), (Scale.ORDER, 0.815), (Scale.NUMBERS, 0.849),
])
def test_krippendorffs_own_example(scale, published):
    found = krippendorff_alpha(FOUR_CODERS, scale=scale, numbers=range(1, 6))

    assert found.value == pytest.approx(published, abs=5e-4)


def test_gwets_published_figures_for_four_raters():
    ac1, alpha = gwet_ac1(FOUR_CODERS), krippendorff_alpha(FOUR_CODERS)

    assert ac1.value == pytest.approx(0.77544, abs=5e-6)
    assert (ac1.low, ac1.high) == (pytest.approx(0.461, abs=5e-4), 1.0)
    assert alpha.value == pytest.approx(0.74342, abs=5e-6)
    # His range is from another variance, ours leaves out one unit at a time.
    assert (alpha.low, alpha.high) == (pytest.approx(0.419, abs=0.01), 1.0)


def test_gwets_published_figures_for_six_raters():
    ac1, alpha = gwet_ac1(SIX_RATERS), krippendorff_alpha(SIX_RATERS)

    assert ac1.value == pytest.approx(0.4448007, abs=1e-7)
    assert (ac1.low, ac1.high) == pytest.approx((0.264, 0.625), abs=5e-4)
    assert alpha.value == pytest.approx(0.4204384, abs=1e-7)
    assert (alpha.low, alpha.high) == pytest.approx((0.244, 0.597), abs=0.005)


def test_gwets_published_figures_for_two_raters_and_our_own_for_two():
    """cont3x3abstractors of irrCAC; and findings.agreement, whose ranges use the normal curve."""
    pairs = ([("e", "e")] * 13 + [("a", "a")] * 20 + [("a", "n")] * 7 + [("n", "a")] * 4
             + [("n", "n")] * 56)
    counts = [[pair.count(each) for each in "ean"] for pair in pairs]

    found = gwet_ac1(counts)

    assert found.value == pytest.approx(0.8493305, abs=1e-7)
    assert krippendorff_alpha(counts).value == pytest.approx(0.7972585, abs=1e-7)
    two = agreement.gwet_ac1(pairs, categories=("e", "a", "n"))
    assert found.value == pytest.approx(two.value)
    assert found.value - found.low == pytest.approx((two.value - two.low) * 1.9842 / 1.95996,
                                                    rel=1e-4)


def test_where_all_are_alike_alpha_is_not_told_and_ac1_is():
    alike = [(3, 0)] * 12

    assert isinstance(krippendorff_alpha(alike), NotComputed)
    assert gwet_ac1(alike).value == 1
    assert gwet_ac1(alike).low < 0.8


def test_raters_who_guess_agree_no_more_than_chance():
    random = np.random.default_rng(7)
    counts = [np.bincount(random.integers(0, 3, 5), minlength=3).tolist() for _ in range(600)]

    assert gwet_ac1(counts).value == pytest.approx(0, abs=0.04)
    assert krippendorff_alpha(counts).value == pytest.approx(0, abs=0.04)


def test_too_few_say_nothing():
    assert isinstance(gwet_ac1([(2, 0)] * 4), NotComputed)
    assert isinstance(krippendorff_alpha([(1, 0)] * 40), NotComputed)
    assert raters.pairs_alike([(2, 1), (1, 0)]) == (1, 3)


def made_up():
    random = np.random.default_rng(3)
    grave, stern = random.normal(0, 1, 24), random.normal(0, 0.6, 5)
    return [
        Rating(thing=f"c{i:02}", rater=f"r{r}", view=view, score=float(
            grave[i] + stern[r] + 0.4 * (view == "second") + random.normal(0, 0.5)))
        for i in range(24) for r in range(5) for view in ("first", "second")
        if random.random() > 0.15 and (view == "first" or i % 2)
    ]


def test_severity_is_that_of_statsmodels():
    given = made_up()
    frame = pd.DataFrame([{"thing": each.thing, "rater": each.rater, "view": each.view,
                           "score": each.score, "all": 1} for each in given])
    model = models.mixedlm(
        "score ~ view", frame, groups="all",
        vc_formula={"thing": "0 + C(thing)", "rater": "0 + C(rater)"})
    other = model.fit(reml=True)

    found = severity(given)

    spread = dict(zip(other.model.exog_vc.names, np.sqrt(other.vcomp), strict=True))
    assert found.between_things == pytest.approx(spread["thing"], rel=2e-3)
    assert found.between_raters == pytest.approx(spread["rater"], rel=2e-3)
    assert found.rest == pytest.approx(np.sqrt(other.scale), rel=2e-3)
    view = found.views["second"]
    assert view.value == pytest.approx(other.params["view[T.second]"], abs=1e-3)
    assert (view.high - view.value) / 2.7764 == pytest.approx(
        other.bse["view[T.second]"], rel=5e-3)
    effects = other.random_effects[1]
    predicted = {name.split("[")[-1].rstrip("]"): value for name, value in effects.items()
                 if "thing" in name}
    middle = other.params["Intercept"] + other.params["view[T.second]"] * (
        frame["view"] == "second").mean()
    for name, value in predicted.items():
        assert found.things[name].value == pytest.approx(middle + value, abs=5e-3)


def test_severity_and_its_errors_are_those_of_the_whole_equations_solved_at_once():
    """The things eliminated first and a dense solution of everything give the same."""
    given = made_up()
    found = severity(given)
    things = sorted({each.thing for each in given})
    people = sorted({each.rater for each in given})
    fixed = np.array([[1.0, each.view == "second"] for each in given])
    random = np.array([[*(each.thing == one for one in things),
                        *(each.rater == one for one in people)] for each in given], dtype=float)
    whole = np.hstack([fixed, random])
    ridge = np.diag([0, 0, *[(found.rest / found.between_things) ** 2] * len(things),
                     *[(found.rest / found.between_raters) ** 2] * len(people)])
    left = whole.T @ whole + ridge
    solution = np.linalg.solve(left, whole.T @ np.array([each.score for each in given]))
    errors = np.linalg.inv(left) * found.rest**2
    at = np.zeros(len(solution))
    at[:2] = fixed.mean(axis=0)
    at[2] = 1

    one = found.things[things[0]]

    assert one.value == pytest.approx(at @ solution, abs=1e-6)
    assert (one.high - one.value) / 2.7764 == pytest.approx(np.sqrt(at @ errors @ at), rel=1e-3)


def test_severity_is_not_told_of_few():
    assert isinstance(severity(made_up()[:6]), NotComputed)
    assert isinstance(
        severity([Rating(thing=str(i), rater=str(r), score=1.0) for i in range(9)
                  for r in range(4)]), NotComputed)
