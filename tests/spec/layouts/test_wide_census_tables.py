"""A census table is read at one level: nobody is counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.findings.census_tables import long_from_wide
from dueregard.findings.groups import FIVE
from dueregard.findings.layouts import recognise
from dueregard.findings.populations import residents, rows

# Bedfordshire, Census 2011, table QS201EW: the heading of each column, as Nomis writes it.
NOMIS = {
    "All categories: Ethnic group": 615_061,
    "White": 476_647, "White: English/Welsh/Scottish/Northern Irish/British": 431_171,
    "White: Irish": 10_958, "White: Gypsy or Irish Traveller": 791, "White: Other White": 33_727,
    "Mixed": 18_456, "Mixed/multiple ethnic group: White and Black Caribbean": 8_014,
    "Mixed/multiple ethnic group: White and Black African": 2_024,
    "Mixed/multiple ethnic group: White and Asian": 4_645,
    "Mixed/multiple ethnic group: Other Mixed": 3_773,
    "Asian": 85_286, "Asian/Asian British: Indian": 21_280,
    "Asian/Asian British: Pakistani": 33_065, "Asian/Asian British: Bangladeshi": 17_045,
    "Asian/Asian British: Chinese": 3_806, "Asian/Asian British: Other Asian": 10_090,
    "Black": 29_725, "Black/African/Caribbean/Black British: African": 13_964,
    "Black/African/Caribbean/Black British: Caribbean": 12_250,
    "Black/African/Caribbean/Black British: Other Black": 3_511,
    "Other": 4_947, "Other ethnic group: Arab": 2_334,
    "Other ethnic group: Any other ethnic group": 2_613,
}
COLUMNS = ["PFA16NM", *(f"Ethnic Group: {each}; measures: Value" for each in NOMIS)]
BEDFORDSHIRE = ["Bedfordshire", *(str(count) for count in NOMIS.values())]
WHOLE = ["Area", "All people", *FIVE]
TWO_EACH = [f"{group}: {part}" for group, part in (
    ("White", "Irish"), ("White", "Roma"),
    ("Mixed or Multiple ethnic groups", "White and Asian"),
    ("Asian, Asian British or Asian Welsh", "Indian"),
    ("Asian, Asian British or Asian Welsh", "Chinese"),
    ("Black, Black British, Black Welsh, Caribbean or African", "African"),
    ("Other ethnic group", "Arab"),
)]


def sums(found):
    return {
        group: sum(line.count for line in found.lines if line.group == group) for group in FIVE
    }


@pytest.mark.parametrize("level", [None, "groups", "categories"])
def test_groups_and_their_parts_are_never_added_up_together(level):
    found = long_from_wide(COLUMNS, [BEDFORDSHIRE], level=level)

    assert sum(line.count for line in found.lines) == 615_061
    assert sums(found) == {
        "White": 476_647, "Mixed": 18_456, "Asian": 85_286, "Black": 29_725, "Other": 4_947
    }


def test_the_parts_are_those_that_come_with_the_software():
    found = long_from_wide(COLUMNS, [BEDFORDSHIRE], level="categories")

    held = [line for line in rows("census-2011-forces") if line.area == "Bedfordshire"]
    assert [(line.group, line.category, line.count) for line in found.lines] == [
        (line.group, line.category, line.count) for line in held
    ]
    assert sums(found) == residents("Bedfordshire", benchmark_id="census-2011-forces").counts


def test_the_columns_left_out_are_named_with_the_reason():
    found = long_from_wide(COLUMNS, [BEDFORDSHIRE])

    assert found.level == "groups"
    assert len(found.left_out) == 1 + 18
    assert "a sum of everybody: 'Ethnic Group: All categories" in found.notes[0]
    assert "parts of a group that was counted whole" in found.notes[1]
    assert (found.not_adding_up, found.unreadable) == ((), ())


def test_a_group_that_is_not_the_sum_of_its_parts_is_named():
    wrong = list(BEDFORDSHIRE)
    wrong[COLUMNS.index("Ethnic Group: White: Irish; measures: Value")] = "10959"

    found = long_from_wide(COLUMNS, [wrong])

    assert found.not_adding_up == (
        "Bedfordshire: White is 476,647, but its parts add up to 476,648.",
    )


def test_a_total_that_is_not_the_sum_of_the_groups_is_named():
    found = long_from_wide(WHOLE, [["Fen", "101", "80", "5", "5", "6", "4"]])

    assert found.not_adding_up == ("Fen: the total is 101, but the groups add up to 100.",)


@given(st.lists(st.integers(0, 10**6), min_size=7, max_size=7))
def test_parts_alone_are_added_up_by_group(counts):
    found = long_from_wide(["Area", *TWO_EACH], [["Fen", *map(str, counts)]])

    white_a, white_b, mixed, asian_a, asian_b, black, other = counts
    assert found.level == "categories"
    assert sums(found) == {
        "White": white_a + white_b, "Mixed": mixed, "Asian": asian_a + asian_b, "Black": black,
        "Other": other,
    }
    assert "no sum could be checked" in found.notes[-1]


def test_a_table_with_a_group_missing_is_refused():
    with pytest.raises(DueRegardError, match="the whole of: Mixed"):
        long_from_wide(["Area", "White", "Asian", "Black", "Other"], [["Fen", "1", "1", "1", "1"]])


def test_groups_and_parts_do_not_fill_each_others_gaps():
    """White whole and the rest in parts might be everybody, or not: nobody can tell."""
    columns = ["Area", "White", *TWO_EACH[2:]]

    with pytest.raises(DueRegardError, match="not all five groups at one level"):
        long_from_wide(columns, [["Fen", *"123456"]])


def test_two_columns_for_the_same_people_are_refused():
    with pytest.raises(DueRegardError, match="'White' and 'WHITE ' are for the same people"):
        long_from_wide([*WHOLE, "WHITE "], [["Fen", *"1234567"]])


def test_percentages_are_not_counted():
    found = long_from_wide([*WHOLE, "Ethnic Group: White; measures: Percent"],
                           [["Fen", "100", "80", "5", "5", "6", "4", "80"]])

    assert sum(line.count for line in found.lines) == 100
    assert found.left_out[-1] == "Ethnic Group: White; measures: Percent"


def test_a_row_that_is_the_sum_of_the_others_is_left_out():
    found = long_from_wide(WHOLE, [
        ["Fen", "100", "80", "5", "5", "6", "4"], ["March", "10", "8", "0", "1", "1", "0"],
        ["England and Wales", "110", "88", "5", "6", "7", "4"],
    ])

    assert {line.area for line in found.lines} == {"Fen", "March"}
    assert "'England and Wales' is the sum of the others" in found.notes[-1]


@pytest.mark.parametrize("cell", ["", "..", "-5", "12.5", "c", "1,23"])
def test_a_cell_that_is_no_count_leaves_its_area_out_and_is_named(cell):
    found = long_from_wide(WHOLE, [
        ["Fen", "100", "80", "5", cell, "6", "4"], ["March", "10", "8", "0", "1", "1", "0"],
    ])

    assert {line.area for line in found.lines} == {"March"}
    assert f"Row 1 (Fen): '{cell}' in the column 'Asian'" in found.unreadable[0]


def test_a_row_without_an_area_is_named():
    found = long_from_wide(WHOLE, [["", "100", "80", "5", "5", "6", "4"], []])

    assert found.lines == ()
    assert found.unreadable == (
        "Row 1 names no area. It was left out.", "Row 2 names no area. It was left out."
    )


def test_thousands_separated_by_commas_are_read():
    found = long_from_wide(WHOLE, [["Fen", "1,100", "1,000", "50", "20", "20", "10.0"]])

    assert sums(found)["White"] == 1_000
    assert found.not_adding_up == ()


def test_a_table_of_something_else_is_refused():
    assert recognise(["Area", "Cars", "Bicycles"]) is None
    with pytest.raises(DueRegardError, match="not those of a census table"):
        long_from_wide(["Area", "Cars", "Bicycles"], [])


def test_a_level_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(DueRegardError, match="groups, categories"):
        long_from_wide(WHOLE, [], level="houses")
