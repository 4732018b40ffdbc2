"""How a force's own list is read."""

from datetime import date

import pytest

from dueregard.answers import No
from dueregard.identify.imports import rules
from dueregard.identify.imports.rules import ListRow, Matching
from dueregard.identify.imports.words import HEADINGS, STATUSES, Field
from dueregard.identify.register.rules import Affected, Status

COLUMNS = {Field.NAME: 0, Field.STATUS: 1, Field.STARTED: 2, Field.SUPPLIER: 3}


def rows(*cells):
    return [ListRow(number=number, cells=each) for number, each in enumerate(cells, start=2)]


def sorted_out(*cells, registered=None, **chosen):
    matching = Matching(columns=COLUMNS, **({"meanings": {}} | chosen))
    return rules.sort_out(rows=rows(*cells), matching=matching, registered=registered or {})


@pytest.mark.parametrize(("headings", "expected"), [
    (["System", "Vendor", "Business owner", "Go-live date"],
     {Field.NAME: 0, Field.SUPPLIER: 1, Field.OWNER: 2, Field.STARTED: 3}),
    (["Application Name", "What it does", "Dept.", "Current Status"],
     {Field.NAME: 0, Field.WHAT_IT_DOES: 1, Field.DEPARTMENT: 2, Field.STATUS: 3}),
    (["Supplier name", "Name"], {Field.SUPPLIER: 0, Field.NAME: 1}),
    (["Ref", "Colour"], {}),
])
def test_headings_that_forces_write_are_recognised(headings, expected):
    assert rules.guess(headings) == expected


def test_no_column_is_guessed_twice():
    guessed = rules.guess(["System name", "System owner", "System type", "System status"])

    assert len(set(guessed.values())) == len(guessed) == 4


def test_no_heading_or_status_word_means_two_things():
    headings = [word for several in HEADINGS.values() for word in several]
    statuses = [word for several in STATUSES.values() for word in several]

    assert len(headings) == len(set(headings))
    assert len(statuses) == len(set(statuses))


@pytest.mark.parametrize(("text", "expected"), [
    ("In use", Status.LIVE), ("BAU", Status.LIVE), ("LIVE ", Status.LIVE),
    ("Live - phase 2", Status.LIVE), ("Pilot", Status.TRIAL), ("Retired", Status.STOPPED),
    ("Decommissioned", Status.STOPPED), ("Proposed", Status.IDEA), ("On hold", Status.PAUSED),
    ("Not in use", Status.STOPPED), ("Not used here", Status.NOT_USED), ("Sunset 2026", None),
    ("Amber - awaiting DPO", None), ("", None), ("Delivered", None),
])
def test_statuses_are_read_as_people_mean_them(text, expected):
    assert rules.read_status(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("2024-03-11", date(2024, 3, 11)), ("03/04/2023", date(2023, 4, 3)),
    ("01.06.2010", date(2010, 6, 1)), ("3 Oct 2024", date(2024, 10, 3)),
    ("Sept 2016", date(2016, 9, 1)), ("2018", None), ("Q3 25", None), ("31/02/2020", None),
    ("31 February 2020", None), ("", None),
])
def test_dates_are_read_the_british_way_and_never_made_up(text, expected):
    assert rules.read_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("12", Affected.FEW), ("about 450", Affected.HUNDREDS), ("1,200", Affected.THOUSANDS),
    ("everyone", Affected.EVERYONE), ("", Affected.UNKNOWN), ("many", Affected.UNKNOWN),
])
def test_how_many_people_is_unknown_unless_the_list_says(text, expected):
    assert rules.read_count(text) == expected


def test_a_row_without_a_name_is_set_aside_with_what_to_do():
    result = sorted_out(("", "Live", "", "Acme"))

    assert result.taken == ()
    assert result.odd[0].found == "It has no name."
    assert result.odd[0].next.startswith("Give it a name")


def test_the_second_row_of_one_name_is_set_aside_and_names_the_first():
    result = sorted_out(("ANPR", "Live", "", "A"), ("anpr ", "Live", "", "B"))

    assert [each.number for each in result.taken] == [2]
    assert "Row 2 has the same name" in result.odd[0].found


def test_a_name_that_is_in_the_register_is_set_aside_and_names_the_use():
    result = sorted_out(("ANPR", "Live", "", "A"), registered={"anpr": "use-0007"})

    assert "use-0007" in result.odd[0].found


def test_a_status_that_nobody_knows_is_set_aside_unless_a_person_says_what_it_means():
    row = ("Scanner", "Sunset 2026", "", "A")

    alone = sorted_out(row)
    told = sorted_out(row, meanings={"Sunset 2026": Status.LIVE})

    assert alone.odd[0].found == "We do not know the status “Sunset 2026”."
    assert told.taken[0].status == Status.LIVE


def test_a_missing_status_is_read_as_live_and_that_is_said():
    result = sorted_out(("Scanner", "", "", "A"))

    assert result.taken[0].status == Status.LIVE
    assert result.taken[0].status_reason == "Your list gave no status."
    assert result.taken[0].notes == ("It had no status, so it was read as live.",)


def test_a_missing_status_can_be_set_aside_instead():
    result = sorted_out(("Scanner", "tbc", "", "A"), blank=None)

    assert result.odd[0].found == "It has no status."


def test_a_row_with_a_name_alone_may_be_a_heading_and_is_set_aside():
    result = sorted_out(("CORPORATE SYSTEMS", "", "", ""))

    assert "may be a heading" in result.odd[0].found


def test_a_date_that_cannot_be_read_is_left_blank_and_said():
    result = sorted_out(("Scanner", "Live", "Q3 25", "A"))

    assert result.taken[0].started_on is None
    assert "“Q3 25” is not a full date" in result.taken[0].notes[0]


def test_every_row_is_taken_or_set_aside_once():
    cells = [
        ("", "Live", "", "A"), ("A", "", "", "x"), ("B", "odd", "", "x"), ("B", "Live", "", ""),
    ]

    result = sorted_out(*cells)

    numbers = [each.number for each in (*result.taken, *result.odd)]
    assert sorted(numbers) == [2, 3, 4, 5]


@pytest.mark.parametrize(("columns", "code"), [
    ({Field.STATUS: 0}, "no-name-column"),
    ({Field.NAME: 0, Field.STATUS: 0}, "column-twice"),
    ({Field.NAME: 9}, "no-such-column"),
])
def test_columns_that_cannot_be_read_are_refused(columns, code):
    answer = rules.may_match(columns=columns, width=3)

    assert isinstance(answer, No)
    assert answer.code == code


def test_a_title_above_the_headings_is_not_taken_for_them():
    listed = rows(("Application list", "", "June"), ("System", "Vendor", "Status"), ("A", "B", "C"))

    headings, under = rules.under_headings(listed)

    assert headings == ("System", "Vendor", "Status")
    assert [each.cells for each in under] == [("A", "B", "C")]


@pytest.mark.parametrize(("text", "kind"), [
    ("Live facial recognition van", "live-facial-recognition"),
    ("Body worn video - evidence store", "body-worn-video"), ("Duty rota", ""),
    ("Officer phone face check", ""), ("Burglary hot spot maps", "place-based-prediction"),
])
def test_the_kind_of_technology_is_known_only_from_plain_words(text, kind):
    assert rules.kind_of([text]) == kind
