"""What cannot be measured is said in words, and by which road it could."""

import pytest
from tests.builders_measure import drawn, table
from tests.spec.thresholds.connecticut import ASKED, CELLS
from tests.spec.thresholds.connecticut import table as connecticut

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import thresholds

FEW = {**ASKED, "draws": 20}


def measured(rows, **more):
    return thresholds.measure(connecticut(rows), options={**FEW, **more})


def test_without_those_at_risk_it_is_refused_with_the_reason_and_where_it_can_be_done():
    with pytest.raises(DueRegardError) as caught:
        measured(CELLS, at_risk="")

    said = str(caught.value)
    assert "--at-risk HEADING" in said
    assert "Nobody writes down whom an officer considered and let pass" in said
    for use in ("vehicle stops", "strip search", "facial recognition"):
        assert use in said


def test_a_file_of_searches_from_data_police_uk_is_refused():
    headings = ["Type", "Date", "Self-defined ethnicity", "Officer-defined ethnicity",
                "Legislation", "Object of search", "Outcome"]

    with pytest.raises(DueRegardError, match="each row is a search.*'outcomes'"):
        thresholds.measure(table(headings, [["Person search", "2026-01-01", "", "White", "", "",
                                             "Arrest"]]), options={**FEW, "at_risk": "rows"})


def test_residents_are_not_those_at_risk():
    with pytest.raises(DueRegardError, match="'Resident population' seems to count residents"):
        thresholds.measure(
            table(["county", "race", "Resident population", "searches", "finds"],
                  [["Tolland", "White", "100000", "40", "9"]]),
            options={**FEW, "at_risk": "Resident population"})


def test_a_list_of_searches_alone_has_no_bar():
    headings, rows = drawn("""
        county | race  | searched | found
        A      | White | yes      | yes
        A      | Black | yes      | no
        B      | White | yes      | no
    """)

    found = thresholds.measure(table(headings, rows), options={
        "group": "race", "stratum": "county", "at_risk": "rows", "acted": "searched",
        "hit": "found"})

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "All 3 people at risk were acted on" in found.verdict.sentence


@pytest.mark.parametrize(("cell", "words"), [
    (("New Haven", "White", 400, 435, 159),
     "'searches' is 435, more than the 400 of 'stops', which cannot be (New Haven, White)"),
    (("New Haven", "White", 33665, 435, 436),
     "'finds' is 436, more than the 435 of 'searches', which cannot be (New Haven, White)"),
])
def test_more_finds_than_searches_or_searches_than_stops_are_set_aside_and_said(cell, words):
    found = measured([cell, *CELLS[1:]])

    assert [(each.reason, each.rows) for each in found.data.set_aside] == [(words, 1)]
    (caveat,) = [each.sentence for each in found.caveats if each.code == "cannot-be"]
    assert caveat == f"Set aside, because it cannot be true: {words}."
    # Its county no longer holds every group, so it is left out of the means, and that is said.
    assert "places-without-all-groups" in {each.code for each in found.caveats}


def test_where_nothing_is_left_the_verdict_says_why():
    found = measured([("A", "White", 10, 11, 3)])

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "'searches' is 11, more than the 10 of 'stops'" in found.verdict.sentence


def test_a_find_on_somebody_who_was_not_searched_is_set_aside():
    headings, rows = drawn("""
        county | race  | searched | found
        A      | White | no       | yes
        A      | White | yes      |
        A      |       | yes      | yes
        A      | White | perhaps  | yes
        A      | White | no       |
    """)
    rows += [["A", "White", "no", ""] for _ in range(20)]

    found = thresholds.measure(table(headings, rows), options={
        "group": "race", "stratum": "county", "at_risk": "rows", "acted": "searched",
        "hit": "found"})

    reasons = {each.reason for each in found.data.set_aside}
    assert found.data.rows_used == 21
    assert any("nothing was done, which cannot be" in each for each in reasons)
    assert "'found' does not say whether anything was found" in reasons
    assert "'searched' does not say whether it was done" in reasons
    assert "'race' is not stated, so nobody can say whose bar it was" in reasons


@pytest.mark.parametrize(("rows", "words"), [
    ([each for each in CELLS if each[1] == "White"], "Only one group is stated (White)"),
    ([each for each in CELLS if each[0] in ("Tolland", "Windham")],
     "Only 2 values of 'county' held people of every group at risk; at least 3 are needed"),
    ([(*each[:3], 0, 0) for each in CELLS], "Nobody was acted on"),
    ([(*each[:4], 0) for each in CELLS], "Nothing was found on anybody"),
    ([(*each[:4], each[3]) for each in CELLS], "Something was found on everybody"),
])
def test_what_the_counts_cannot_answer_is_said(rows, words):
    found = measured(rows)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert words in found.verdict.sentence
    assert not any(row.measure == "bar_for_acting" for row in found.rows)


def test_draws_that_have_not_settled_conclude_nothing():
    found = measured(CELLS)

    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "The draws have not settled" in found.verdict.sentence
    assert "--draws 2000" in found.verdict.sentence


@pytest.mark.parametrize(("told", "words"), [
    ({"draws": 5}, "--draws takes a whole number from 20"),
    ({"reference": "Green"}, "No group is called 'Green'"),
    ({"model": "alpha"}, "--model is one of discriminant, beta"),
    ({"acted": "searches>3"}, "must be columns of counts too"),
    ({"hit": "searches"}, "A column is given for two things at once"),
])
def test_an_answer_that_cannot_be_is_refused(told, words):
    with pytest.raises(DueRegardError, match=words):
        measured(CELLS, **told)


def test_a_place_without_everybody_still_helps_and_is_left_out_of_the_means():
    rows = [each for each in CELLS if each[:2] != ("Litchfield", "Hispanic")]

    found = measured(rows)

    (said,) = [each.sentence for each in found.caveats if each.code == "places-without-all-groups"]
    assert "In 1 of 8 values of 'county'" in said
    means = {row.group["race"]: row.value for row in found.rows
             if row.measure == "bar_for_acting" and not row.stratum}
    cells = {(row.stratum["county"], row.group["race"]): row.value for row in found.rows
             if row.measure == "bar_for_acting" and row.stratum}
    stops = {}
    for county, _, number, *_ in rows:
        stops[county] = stops.get(county, 0) + number
    del stops["Litchfield"]
    for race in means:
        slow = sum(cells[county, race] * number for county, number in stops.items())
        assert means[race] == pytest.approx(slow / sum(stops.values()))
