"""Who the events are compared with: files of many shapes, and the census that is bundled."""

import pytest
from tests.spec.rates.tables import counted, measured, row, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode

EVENTS = counted("A | White | 40", "A | Black | 40")
TWO = table("group|count", "White | 1000", "Black | 500")


def test_parts_of_a_group_are_never_added_to_the_whole():
    long = table("group|count", "White | 1000", "White: Irish | 100", "White: Other White | 50",
                 "Black | 500")

    found = measured(EVENTS, long, events="n")

    assert row(found, "rate_per_1000", "White").exposure == 1000
    assert "2 lines counted people again" in said(found, "population")


def test_parts_in_a_column_of_their_own_are_not_added_to_the_whole():
    tidy = table("area|code|group|category|count", "A||White||1000", "A||White|Irish|100",
                 "A||Black||500")

    found = measured(EVENTS, tidy, events="n")

    assert row(found, "rate_per_1000", "White").exposure == 1000


def test_a_wide_census_table_is_known_by_its_headings_and_read_at_one_level():
    wide = table(
        "Area|All categories|White|White: Irish|Mixed|Asian|Black|Other",
        "A|1600|1000|100|30|50|500|20",
    )

    found = measured(EVENTS, wide, events="n")

    assert row(found, "rate_per_1000", "White").exposure == 1000
    assert row(found, "rate_per_1000").exposure == 1600
    assert "White: Irish" in said(found, "population")


def test_sums_in_any_column_are_left_out():
    people = table("sex|group|count", "All|White|1000", "Male|White|600", "Female|White|400",
                   "Male|Black|300", "Female|Black|200", "Male|Total|900")

    found = measured(EVENTS, people, events="n")

    assert row(found, "rate_per_1000", "White").exposure == 1000
    assert row(found, "rate_per_1000", "Black").exposure == 500


def test_several_years_are_not_added_up():
    people = table("year|group|count", "2020|White|900", "2020|Black|400", "2022|White|1000",
                   "2022|Black|500")

    found = measured(EVENTS, people, events="n")

    assert row(found, "rate_per_1000", "White").exposure == 1000
    assert "The latest, 2022, was taken" in said(found, "population")


def test_one_area_of_several_can_be_taken():
    people = table("area|group|count", "A|White|1000", "A|Black|500", "B|White|7", "B|Black|9")

    one = measured(EVENTS, people, events="n", area="a")
    all_of_them = measured(EVENTS, people, events="n")

    assert row(one, "rate_per_1000", "White").exposure == 1000
    assert row(all_of_them, "rate_per_1000", "White").exposure == 1007
    assert "all 2 areas" in said(all_of_them, "population")


def test_an_area_that_the_population_lacks_ends_in_a_sentence():
    people = table("area|group|count", "A|White|1000", "B|Black|500")

    with pytest.raises(DueRegardError, match="names the area 'Atlantis'"):
        measured(EVENTS, people, events="n", area="Atlantis")


@pytest.mark.parametrize(
    ("headings", "options", "sentence"),
    [("group|souls", {}, "--population-count HEADING"),
     ("group|count", {"population_count": "heads"}, "no column headed 'heads'")],
)
def test_a_column_of_people_that_cannot_be_told_ends_in_a_sentence(headings, options, sentence):
    with pytest.raises(DueRegardError, match=sentence):
        measured(EVENTS, table(headings, "White | 1000"), events="n", **options)


def test_people_that_are_no_number_end_in_a_sentence():
    people = table("group|count", "White | 1000", "Black | c")

    with pytest.raises(DueRegardError, match="'c', which is not a number of people"):
        measured(EVENTS, people, events="n")


def test_no_population_and_no_area_says_what_to_give():
    with pytest.raises(DueRegardError, match="--population FILE"):
        measured(EVENTS, events="n")


def test_an_area_alone_takes_the_latest_census():
    found = measured(EVENTS, events="n", area="Avon & Somerset Constabulary")

    assert row(found, "rate_per_1000", "White").exposure == 1_584_583
    assert found.method.options["population"][0].startswith("census-2021-forces")
    assert said(found, "old-population") == ""


def test_a_force_without_residents_ends_in_a_sentence():
    with pytest.raises(DueRegardError, match="railways"):
        measured(EVENTS, events="n", area="BTP")


def test_an_unknown_name_of_a_population_lists_those_there_are():
    with pytest.raises(DueRegardError, match="census-2011-forces, census-2021-forces"):
        measured(EVENTS, "census-1801", events="n")


def test_several_benchmarks_stand_side_by_side_each_with_its_name():
    found = measured(EVENTS, "census-2021-forces", "census-2011-forces", events="n",
                     area="City of London")

    titles = {each.stratum["benchmark"] for each in found.rows}
    assert titles == {"Census 2021, City of London", "Census 2011, City of London"}
    assert row(found, "rate_per_1000", "Black",
               benchmark="Census 2011, City of London").exposure == 193
    assert "Census 2011" in said(found, "old-population")


def test_a_disparity_that_depends_on_the_benchmark_cannot_be_told():
    other = table("group|count", "White | 500", "Black | 500")

    one = measured(EVENTS, TWO, events="n", reference="White")
    both = measured(EVENTS, TWO, other, events="n", reference="White")

    assert one.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert both.verdict.code is VerdictCode.CANNOT_TELL
    assert "depends on the people that it is compared with" in both.verdict.sentence


def test_a_population_without_the_places_asked_for_ends_in_a_sentence():
    with pytest.raises(DueRegardError, match="does not say how many people belong to each value"):
        measured(EVENTS, TWO, events="n", stratum="place")


def test_a_census_by_force_cannot_be_split_by_other_places():
    with pytest.raises(DueRegardError, match="holds none of these areas"):
        measured(EVENTS, "census-2021-forces", events="n", stratum="place")


def test_places_of_a_file_without_events_are_counted_and_said():
    two = table("place|group|count", "A|White|100", "A|Black|50", "B|White|900", "B|Black|30")

    found = measured(EVENTS, two, events="n", stratum="place")

    assert row(found, "rate_per_1000", "White").exposure == 1000
    assert "1 place of the population given had no event at all (B)" in said(
        found, "places-without-events")
