"""Stop and search as data.police.uk publishes it: four meanings of found, and none by default."""

from pathlib import Path

import pytest
from tests.spec.outcomes.tables import said

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.findings.sources import opened
from dueregard.instruments import outcomes

FILES = str(Path(__file__).parents[3] / "examples" / "stop-and-search" / "2026-*.csv")
SELF, OFFICER = "Self-defined ethnicity", "Officer-defined ethnicity"


@pytest.fixture(scope="module")
def table():
    return opened(FILES)


def one(found, measure, column, group, **stratum):
    (row,) = [each for each in found.rows if each.measure == measure
              and dict(each.group) == {column: group} and dict(each.stratum) == stratum]
    return row


def test_without_a_choice_it_refuses_and_lists_the_four_with_their_meanings(table):
    with pytest.raises(DueRegardError) as caught:
        outcomes.measure(table)

    for each in ("--found object (what was searched for was found)", "--found anything",
                 "--found arrest (the person was arrested)", "--found formal"):
        assert each in str(caught.value)


def test_both_ways_to_tell_a_group_are_measured_in_five_groups(table):
    found = outcomes.measure(table, options={"found": "anything"})

    assert (one(found, "find_rate", OFFICER, "Black").events,
            one(found, "find_rate", OFFICER, "Black").exposure) == (33, 246)
    assert one(found, "find_rate", SELF, "White").exposure == 801
    assert "self-defined-words-2011" in said(found, "groups-mapped")


def test_a_blank_outcome_is_not_known_and_a_vehicle_is_no_person(table):
    found = outcomes.measure(table, options={"found": "arrest"})

    reasons = {each.reason: each.rows for each in found.data.set_aside}
    assert reasons["'Outcome' is blank, so it is not known whether anything was found"] == 44
    assert reasons["'Type' is 'Vehicle search', which is no search of a person"] == 65


def test_a_column_that_is_mostly_blank_is_not_fit(table):
    found = outcomes.measure(table, options={"found": "object"})

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "55.6% of 1,609 searches" in found.verdict.sentence


def test_the_planted_difference_within_drugs_is_found(table):
    """Of searches for drugs something came of 19 of 127 of Black people, 182 of 610 of White."""
    found = outcomes.measure(table, options={
        "found": "anything", "stratum": "Object of search", "group": OFFICER})

    drugs = {"Object of search": "Controlled drugs"}
    black = one(found, "find_rate", OFFICER, "Black", **drugs)
    white = one(found, "find_rate", OFFICER, "White", **drugs)
    assert (black.events, white.events) == (19, 182)
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "Something came of 13.4% of searches of Black people" in found.verdict.sentence
    assert "Compared only within each 'Object of search'" in found.verdict.sentence


def test_the_choice_is_kept_with_its_caution(table):
    found = outcomes.measure(table, options={"found": "formal"})

    assert found.method.options["found"].endswith("(formal)")
    assert "A formal outcome is not a find" in said(found, "what-was-found")


def test_a_condition_may_be_given_instead(table):
    found = outcomes.measure(table, options={"found": "Outcome=Arrest", "group": OFFICER})

    assert one(found, "find_rate", OFFICER, "White").exposure == 1017
