"""Stop and search as data.police.uk publishes it: nothing need be said but who lives there."""

from pathlib import Path

import pytest
from tests.spec.rates.tables import said

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.findings.sources import opened
from dueregard.instruments import rates

HERE = Path(__file__).parents[3] / "examples" / "stop-and-search"
PEOPLE = str(HERE / "fenmarch-population.csv")
SELF, OFFICER = "Self-defined ethnicity", "Officer-defined ethnicity"


@pytest.fixture(scope="module")
def found():
    table = opened(str(HERE / "2026-*-fenmarch-stop-and-search.csv"))
    return rates.measure(table, options={"population": [PEOPLE]})


def one(found, measure, column, group):
    (row,) = [each for each in found.rows
              if each.measure == measure and dict(each.group) == {column: group}]
    return row


def test_both_ways_to_tell_a_group_are_measured(found):
    assert one(found, "rate_ratio", OFFICER, "Black").value == pytest.approx(6.13, abs=0.005)
    assert one(found, "rate_ratio", SELF, "Black").value == pytest.approx(5.66, abs=0.005)
    assert "Going by the group that the person named: per head" in found.verdict.sentence
    assert "Black people were stopped and searched 6.13 times" in found.verdict.sentence
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN


def test_searches_of_vehicles_alone_are_set_aside(found):
    assert [(each.rows, each.reason) for each in found.data.set_aside] == [
        (65, "'Type' is 'Vehicle search', which is no search of a person")]
    assert found.data.rows_read == 1674


def test_not_stated_is_unknown_and_never_other(found):
    assert one(found, "rate_per_1000", SELF, "Not stated").events == 350
    assert one(found, "rate_per_1000", SELF, "Other").events == 41


def test_the_period_is_said_and_is_no_year(found):
    assert "July 2026 to September 2026 (3 months)" in said(found, "period")
    assert "not in a year" in said(found, "period")


def test_a_month_that_is_missing_is_said():
    table = opened(*(str(HERE / f"2026-{month}-fenmarch-stop-and-search.csv")
                     for month in ("07", "09")))

    found = rates.measure(table, options={"population": [PEOPLE]})

    assert "No row is from August 2026" in said(found, "period")


def test_a_force_that_is_not_known_needs_a_population():
    with pytest.raises(DueRegardError, match="fenmarch"):
        rates.measure(opened(str(HERE / "2026-07-fenmarch-stop-and-search.csv")))


def test_a_force_that_is_known_by_its_file_needs_nothing(tmp_path):
    file = tmp_path / "2026-07-avon-and-somerset-stop-and-search.csv"
    file.write_bytes((HERE / "2026-07-fenmarch-stop-and-search.csv").read_bytes())

    found = rates.measure(opened(str(file)))

    assert one(found, "rate_per_1000", OFFICER, "White").exposure == 1_584_583
