"""Scores with very many decimals are rounded where they lie, and nothing that matters moves."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score
from tests.spec.scores.measuring import codes, only, said

from dueregard.answers import DueRegardError
from dueregard.findings import saving
from dueregard.findings.counts import Combination, CountTable, count
from dueregard.findings.reading_tables import from_frame, read
from dueregard.instruments import load

MANY = 60_000
ASKED = {"score": "score", "outcome": "came", "group": "race"}


def frame(*, scale=1.0, odd=()):
    dice = np.random.default_rng(17)
    score = dice.beta(2, 5, MANY)
    risk = np.clip(score * 1.1, 0, 1)
    written = (score * scale).tolist()
    for place, each in enumerate(odd):
        written[place] = each
    return pd.DataFrame({
        "race": dice.choice(["White", "Black"], MANY, p=[0.8, 0.2]), "score": written,
        "came": (dice.random(MANY) < risk).astype(int),
    })


def measured(table, **options):
    return load("scores").measure(from_frame(table), options=ASKED | options)


@pytest.fixture(scope="module")
def both():
    table = frame()
    return table, measured(table)


def test_the_sums_of_the_scores_stay_exact(both):
    table, found = both

    assert only(found, "expected_share").value == pytest.approx(table.score.mean(), abs=1e-9)
    for race in ("White", "Black"):
        ours = table[table.race == race]
        assert only(found, "expected_share", group={"race": race}).value == pytest.approx(
            ours.score.mean(), abs=1e-9)
        assert only(found, "observed_over_expected", group={"race": race}).value == pytest.approx(
            ours.came.mean() / ours.score.mean(), abs=1e-7)


def test_the_ranking_moves_by_no_more_than_is_said(both):
    table, found = both
    exact = roc_auc_score(table.came, table.score)

    told = said(found, "scores-rounded")
    most = float(told.split("at most ")[1].split(",")[0])

    assert 0 < most < 1e-4
    assert abs(only(found, "auc").value - exact) <= most
    assert "10,000 equal steps of 0.0001" in told or "equal steps of 0.0001." in told


def test_percentages_with_many_decimals_count_as_hundredths(both):
    _, plain = both

    found = measured(frame(scale=100), **{"as": "percentage"})

    for measure in ("expected_share", "auc", "calibration_slope", "brier"):
        assert only(found, measure).value == pytest.approx(only(plain, measure).value, abs=1e-6)


def test_points_with_many_decimals_are_ranked_the_same(both):
    _, plain = both

    found = measured(frame(scale=37.5))

    assert only(found, "auc").value == pytest.approx(only(plain, "auc").value, abs=1e-4)
    assert found.method.options["as"] == "points"


def test_words_among_very_many_scores_are_set_aside_with_an_example(both):
    table = frame()
    table["score"] = table["score"].map("{:.9f}".format)
    table.loc[:2, "score"] = ["pending", None, "nan"]

    found = measured(table)

    reasons = {each.reason: each.rows for each in found.data.set_aside}
    assert sum(reasons.values()) == 3
    assert any("not a number, such as" in each for each in reasons)


@pytest.mark.parametrize(("options", "scale", "words"), [
    ({"as": "probability"}, 100, "lie outside 0 to 1, such as .*--as percentage"),
    ({"as": "percentage"}, 1, "does not hold percentages"),
    ({"as": "percentage"}, 1000, "lie outside 0 to 100"),
])
def test_what_does_not_fit_is_refused_as_for_few_scores(options, scale, words):
    with pytest.raises(DueRegardError, match=words):
        measured(frame(scale=scale), **options)


def test_few_different_scores_are_kept_as_they_are():
    table = frame()
    table["score"] = table["score"].round(2)

    found = measured(table)

    assert "scores-rounded" not in codes(found)
    assert only(found, "auc").value == pytest.approx(
        roc_auc_score(table.came, table.score), abs=1e-12)


def test_a_saved_table_of_counts_gives_the_same_figures(tmp_path):
    table = frame()
    table["score"] = table["score"].round(3)
    counted = count(from_frame(table), keys=("race", "came", "score"))
    path = tmp_path / "counts.parquet"
    path.write_bytes(saving.parquet(counted, conditions={}, notes=()))

    found = load("scores").measure(read(path), options=ASKED)

    assert found.rows == measured(table).rows
    assert found.data.rows_used == MANY


def test_a_saved_table_of_very_many_combinations_is_rounded_with_its_sums(tmp_path):
    dice = np.random.default_rng(4)
    drawn = {(f"Group {number % 221}", str(number % 2), f"{dice.random():.4f}"): 40
             for number in range(1, 2001)}
    counted = CountTable(
        keys=("race", "came", "score"), rows_read=80_000, overlong=0, sha256="0" * 64,
        combinations=tuple(Combination(labels=labels, rows=rows)
                           for labels, rows in drawn.items()))
    path = tmp_path / "counts.parquet"
    path.write_bytes(saving.parquet(counted, conditions={}, notes=()))

    found = load("scores").measure(read(path), options=ASKED)

    assert "scores-rounded" in codes(found)
    assert found.data.rows_used == 40 * len(drawn)
    assert only(found, "expected_share").value == pytest.approx(
        np.mean([float(score) for _, _, score in drawn]), abs=1e-9)
    assert only(found, "observed_share").value == pytest.approx(
        np.mean([int(came) for _, came, _ in drawn]))
