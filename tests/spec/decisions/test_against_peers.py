"""Fairlearn and scikit-learn agree on what they compute: rates by group and by crossing."""

import pandas as pd
import pytest
from fairlearn import metrics
from sklearn.metrics import precision_score
from tests.builders_measure import only
from tests.spec.decisions.compas import PEOPLE, measured

PEERS = {
    "selection_rate": metrics.selection_rate,
    "false_positive_rate": metrics.false_positive_rate,
    "false_negative_rate": metrics.false_negative_rate,
    "positive_predictive_value": lambda came, said: precision_score(came, said, zero_division=0),
    "cases": metrics.count,
}


@pytest.fixture(scope="module")
def frame():
    found = pd.DataFrame(PEOPLE, columns=["race", "sex", "band", "came"])
    return found.assign(came=found.came == "1", said=found.band != "Low")


@pytest.mark.filterwarnings("ignore")
def test_fairlearn_gives_the_same_rates_of_each_race(frame):
    peer = metrics.MetricFrame(
        metrics=PEERS, y_true=frame.came, y_pred=frame.said, sensitive_features=frame.race
    )

    found = measured()

    for measure in PEERS:
        assert only(found, measure).value == pytest.approx(float(peer.overall[measure]))
        for race, value in peer.by_group[measure].items():
            assert only(found, measure, race=race).value == pytest.approx(float(value))


@pytest.mark.filterwarnings("ignore")
def test_fairlearn_gives_the_same_rates_of_each_crossing_except_where_there_is_no_rate(frame):
    """Where there is nothing to divide by, the peer says 0 and we say why there is no number."""
    peer = metrics.MetricFrame(
        metrics=PEERS, y_true=frame.came, y_pred=frame.said,
        sensitive_features=frame[["race", "sex"]],
    )

    found = measured(group="race,sex")

    without = []
    for measure in PEERS:
        for (race, sex), value in peer.by_group[measure].items():
            row = only(found, measure, race=race, sex=sex)
            if row.value is None:
                without.append((measure, race, sex, float(value)))
                continue
            assert row.value == pytest.approx(float(value))
    assert without == [("positive_predictive_value", "Asian", "Female", 0.0)]
