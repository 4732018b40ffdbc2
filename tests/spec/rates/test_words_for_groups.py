"""Words for groups on both sides: those that meet, those that do not, and the unknown."""

import pytest
from tests.spec.rates.tables import measured, row, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode

FIVE = table("group|count", "White | 1000", "Mixed | 50", "Asian | 90", "Black | 40", "Other | 20")


def events(*groups):
    return table("group|x", *(f"{each} | 1" for each in groups))


def test_codes_and_words_meet_through_a_map_that_is_named_with_its_version():
    found = measured(events("W1", "W1", "B1", "B2", "A1", "M1", "O9"), FIVE)

    assert row(found, "rate_per_1000", "Black").events == 2
    assert "version" in said(found, "groups-mapped")
    assert "five-words" in said(found, "groups-mapped")


def test_words_that_meet_by_themselves_need_no_map():
    found = measured(events("white", "BLACK", "Asian"), FIVE)

    assert row(found, "rate_per_1000", "Black").events == 1
    assert said(found, "groups-mapped") == ""


@pytest.mark.parametrize("word", ["Not stated", "Refused", "N1", "NS", "", "Prefer not to say"])
def test_not_stated_is_never_other(word):
    found = measured(events("W1", "B1", "O9", word, word), FIVE)

    assert row(found, "rate_per_1000", "Other").events == 1
    assert row(found, "rate_per_1000", "Not stated").events == 2
    assert row(found, "rate_per_1000", "Not stated").not_computed.reason
    assert row(found, "rate_per_1000").events == 5


def test_a_word_given_as_unknown_is_unknown():
    found = measured(events("White", "Black", "Void", "void"), FIVE, unknown="VOID")

    assert row(found, "rate_per_1000", "Not stated").events == 2


def test_a_word_given_as_unknown_that_no_row_has_is_said():
    found = measured(events("White", "Black"), FIVE, unknown="Void")

    assert "No row has the word 'void'" in said(found, "reading")


def test_a_group_without_people_has_a_reason_and_no_rate():
    found = measured(events("White", "Black", "Martian"), FIVE)

    martian = row(found, "rate_per_1000", "Martian")
    assert (martian.value, martian.low, martian.high) == (None, None, None)
    assert "has no people called 'Martian'" in martian.not_computed.reason
    assert "'Martian' (1)" in said(found, "labels-unmatched")


def test_a_group_that_no_event_names_is_not_taken_for_one_with_no_events():
    found = measured(events("White", "Black"), FIVE)

    mixed = row(found, "rate_per_1000", "Mixed")
    assert mixed.value is None
    assert "records do not use the word" in mixed.not_computed.reason
    assert not [each for each in found.rows
                if each.measure == "rate_ratio" and "Mixed" in each.group.values()]


def test_rows_for_everybody_together_are_set_aside():
    found = measured(table("group|n", "White | 9", "Black | 4", "Total | 13"), FIVE, events="n")

    assert row(found, "rate_per_1000").events == 13
    assert found.data.rows_used == 13
    assert "which is a sum of other rows" in found.data.set_aside[0].reason


def test_the_reference_is_the_group_of_most_people_unless_another_is_named():
    largest = measured(events("White", "Black", "Asian"), FIVE)
    named = measured(events("White", "Black", "Asian"), FIVE, reference="black")

    assert row(largest, "rate_ratio", "Black").reference == "White"
    assert row(named, "rate_ratio", "White").reference == "Black"


def test_a_reference_that_is_not_there_ends_in_a_sentence():
    with pytest.raises(DueRegardError, match="No group called 'Blue' has both events and people"):
        measured(events("White", "Black"), FIVE, reference="Blue")


def test_groups_that_never_meet_are_a_sentence_with_both_lists():
    with pytest.raises(DueRegardError, match="No column of .* has the groups of 'group'"):
        measured(events("Squares", "Circles"), table(
            "shape|count", "A | 5", "B | 6"))


def test_one_group_alone_is_not_fit():
    found = measured(events("White", "White"), FIVE)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "nothing can be compared" in found.verdict.sentence
