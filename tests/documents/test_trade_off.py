"""The picture of two kinds of error: a line a group, nothing left out without a word."""

import pytest
from tests.builders_measure import drawn, table

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.chart_trade_off import Setting, trade_off
from dueregard.documents.document import Chart
from dueregard.findings.paper import as_document
from dueregard.instruments import load

NOW = "2026-11-26T09:00:00+00:00"
TRIAL = """
    ethnicity | threshold | mated | true_identified | nonmated | false_identified
    White     | 0.60      | 9000  | 8100            | 30000    | 30
    Black     | 0.60      | 9000  | 8000            | 30000    | 90
    White     | 0.64      | 9000  | 7000            | 30000    | 0
    Black     | 0.64      | 9000  | 6900            | 30000    | 9
"""


def charts(text, **more):
    found = load("matches").measure(
        table(*drawn(text)), options={"group": "ethnicity"} | more)
    paper = as_document(found, made_at=NOW, audience=Audience.FORCE)
    return [block for part in paper.parts for block in part.blocks
            if isinstance(block, Chart) and block.title.startswith("Wrongly matched")]


def test_each_group_is_a_line_through_its_thresholds():
    (found,) = charts(TRIAL)

    rows = [(each["series"], each["threshold"], round(each["false"], 5), round(each["missed"], 4))
            for each in found.spec["data"]["values"]]
    assert sorted(rows) == [
        ("Black", "0.6", 0.003, 0.1111), ("Black", "0.64", 0.0003, 0.2333),
        ("White", "0.6", 0.001, 0.1),
    ]


def test_what_a_logarithmic_scale_cannot_show_is_said():
    (found,) = charts(TRIAL)

    assert "nobody was wrongly matched there: White, 0.64." in found.description


def test_one_group_that_can_be_drawn_makes_no_picture():
    assert charts(TRIAL.replace("| 30\n", "| 0\n")) == []


def test_a_share_of_nought_and_more_groups_than_can_be_told_apart_are_refused():
    def of(*given):
        return [Setting(group=name, threshold="0.6", false=share, missed=0.1)
                for name, share in given]

    with pytest.raises(DueRegardError, match="nought"):
        trade_off(title="T", description="D", settings=of(("A", 0.1), ("B", 0.0)))
    with pytest.raises(DueRegardError, match="told apart"):
        trade_off(title="T", description="D", settings=of(*((c, 0.1) for c in "ABCDEF")))
