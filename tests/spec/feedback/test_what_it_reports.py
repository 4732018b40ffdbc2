"""What a forecast does to its own data, seeded from counts small enough to check by eye."""

import pytest
from tests.builders_measure import drawn, said, table

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Chart
from dueregard.findings.finding import VerdictCode
from dueregard.findings.paper import as_document
from dueregard.instruments import load

COUNTS = """
    area  | reported | discovered | patrol_days
    North | 30       | 60         | 60
    South | 40       | 20         | 20
    West  | 30       | 10         | 10
"""
FEW = {"runs": 300, "days": 100}


def loop(text=COUNTS, **options):
    return load("feedback").measure(table(*drawn(text)), options={**FEW, **options})


def value(finding, measure, *, area="", finds=""):
    (row,) = [row for row in finding.rows if row.measure == measure
              and (not area or row.stratum.get("area") == area)
              and (not finds or row.stratum.get("finds") == finds)]
    return row


def refused(text=COUNTS, **options):
    with pytest.raises(DueRegardError) as caught:
        loop(text, **options)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def test_the_first_sentence_is_the_chance_that_the_first_is_still_first():
    found = loop(correct=True)

    still = value(found, "still_first", finds="as they are")
    assert found.verdict.code is VerdictCode.DESCRIBED
    assert found.verdict.sentence.startswith(
        "North is first today, with 47.4% of what the forecast counts. The chance that it is still "
        "first in 100 days is ")
    assert f"({still.events:,} of 300 runs); with the correction, " in found.verdict.sentence
    assert "South has more (40.0%)" in found.verdict.sentence


def test_every_area_finds_alike_so_the_end_is_what_is_reported():
    """A find a patrol-day everywhere: the loop keeps no area up, and reports decide."""
    found = loop(correct=True)

    assert value(found, "found_in_a_patrol_day", area="North").value == 1
    for finds in ("as they are", "corrected"):
        assert value(found, "share_of_patrols_in_the_end", area="South", finds=finds).value > 1 / 3
    assert value(found, "share_of_patrols_in_the_end", area="South",
                 finds="as they are").value == pytest.approx(0.4)


def test_without_the_correction_only_what_is_asked_for_is_drawn():
    assert {row.stratum["finds"] for row in loop().rows if "finds" in row.stratum} == {
        "as they are"}


def test_if_only_finds_count_the_area_where_more_is_found_takes_all():
    richer = COUNTS.replace("| 60         | 60", "| 90         | 60")

    found = loop(richer, reported=0, correct=True)

    assert value(found, "share_of_patrols_in_the_end", area="North",
                 finds="as they are").value == 1
    assert value(found, "share_of_patrols_in_the_end", area="North",
                 finds="corrected").value == pytest.approx(1.5 / 3.5)


def test_if_only_finds_count_and_areas_are_alike_nothing_but_chance_decides():
    found = loop(reported=0)

    end = value(found, "share_of_patrols_in_the_end", area="North")
    assert end.value is None
    assert "chance and the start decide" in end.not_computed.reason
    assert "nothing but chance and the start decides who is first" in found.verdict.sentence


def test_finds_that_do_not_count_leave_reports_alone():
    found = loop(discovered=0)

    assert value(found, "share_of_patrols_in_the_end", area="South").value == pytest.approx(0.4)
    assert value(found, "share_of_patrols_today", area="South").value == pytest.approx(0.4)


def test_counts_of_finds_alone_cannot_say_that_one_area_has_more():
    """Patrols went by what was counted: then each area yields alike, whatever its count."""
    found = loop("area | discovered\nNorth | 90\nSouth | 10")

    assert value(found, "found_in_a_patrol_day", area="North").value == pytest.approx(
        value(found, "found_in_a_patrol_day", area="South").value)
    assert "such counts cannot say that one has more crime" in said(found, "patrols-supposed")
    assert "cannot be told from what officers found alone" in found.verdict.sentence


def test_unequal_reporting_is_said_and_is_not_undone_by_the_correction():
    """South reports a quarter of its crime, the others half: it has 80 of 200 crimes... or more."""
    text = """
        area  | reported | discovered | patrol_days | reporting
        North | 30       | 60         | 60          | 0.5
        South | 40       | 20         | 20          | 0.25
        West  | 30       | 10         | 10          | 0.5
    """
    found = loop(text, correct=True)

    assert value(found, "share_of_crime", area="South").value == pytest.approx(160 / 280)
    assert value(found, "share_of_reported_crime", area="South").value == pytest.approx(0.4)
    assert value(found, "share_of_patrols_in_the_end", area="South",
                 finds="corrected").value < 0.45
    assert "South has 57.1% of crime and 40.0% of reports" in said(found, "reporting-differs")


def test_the_seed_is_in_the_finding_and_gives_the_same_figures():
    first, again, other = loop(seed=3), loop(seed=3), loop(seed=4)

    assert first.method.seed == 3
    assert first.to_json() == again.to_json()
    assert first.rows != other.rows


def test_the_correction_does_not_change_what_is_drawn_without_it():
    plain, both = loop(), loop(correct=True)

    kept = [row for row in both.rows if row.stratum.get("finds") != "corrected"]
    assert list(plain.rows) == kept


def test_a_rate_that_is_known_otherwise_is_taken_instead():
    found = loop("area | discovered | rate\nNorth | 90 | 1\nSouth | 10 | 1.5", correct=True)

    assert value(found, "share_of_patrols_in_the_end", area="South", finds="as they are").value == 1
    assert value(found, "share_of_crime", area="South").value == pytest.approx(0.6)


def test_an_area_that_has_no_count_is_never_visited_and_that_is_said():
    found = loop(COUNTS + "    Fen | 0 | 0 | 4\n")

    assert found.data.rows_used == 3
    assert "never sends anybody there" in found.data.set_aside[0].reason


def test_two_rows_of_an_area_are_added_up_and_their_rates_are_not():
    text = """
        area   | reported | discovered | reporting
        North  | 10       | 20         | 0.5
        north  | 20       | 40         | 0.5
        South  | 40       | 20         | 0.5
    """
    found = loop(text)

    assert value(found, "share_of_reported_crime", area="North").value == pytest.approx(3 / 7)
    assert value(found, "share_of_crime", area="North").value == pytest.approx(3 / 7)
    assert "1 area had more than one row" in said(found, "reading")


def test_a_rounding_does_not_make_sure_what_is_not():
    from dueregard.instruments.feedback.words import _chance

    class Nearly:
        shares = range(4_000)

        def first(self, area):
            return 3_999

    class Run:
        drawn = Nearly()

    assert _chance(Run()) == "over 99.9% (3,999 of 4,000 runs)"


def test_the_paper_shows_the_course_with_and_without_the_correction_and_the_share_of_crime():
    paper = as_document(loop(correct=True), made_at="2026-04-01", audience=Audience.PUBLIC)

    (part,) = [each for each in paper.parts if each.key == "course"]
    (chart,) = [each for each in part.blocks if isinstance(each, Chart)]
    names = {each["series"] for each in chart.spec["data"]["values"]}
    assert names == {"Finds as they are", "Finds corrected", "Its share of crime"}
    assert "from 47.4% to" in chart.description


def test_what_is_planted_in_the_example_is_found():
    from dueregard.instruments import measure

    found = measure("feedback", "examples/loop-counts.csv", period=91, correct=True, runs=500)

    plain, corrected = (value(found, "still_first", finds=finds).value
                        for finds in ("as they are", "corrected"))
    assert plain > corrected + 0.08
    assert "Station has more (25.0%)" in found.verdict.sentence


# What is refused, and in which words.


def test_one_area_is_no_choice():
    assert "1 area has a count, and a forecast chooses between two or more" in refused(
        "area | reported\nNorth | 3")


def test_counts_of_nothing():
    assert "needs a column 'reported'" in refused("area | visits\nNorth | 3\nSouth | 4")


def test_finds_where_nobody_was():
    assert "found crimes in 1 area with no patrol-days" in refused(
        COUNTS.replace("| 20         | 20", "| 20         | 0"))


def test_more_areas_than_can_be_read():
    rows = "\n".join(f"A{number} | 1" for number in range(250))

    assert "250 areas are more than can be drawn or read (200)" in refused(
        f"area | reported\n{rows}")


@pytest.mark.parametrize(("options", "words"), [
    ({"days": 0}, "--days is a whole number of days ahead from 1 to 3,660; 0 is not"),
    ({"days": 1.5}, "1.5 is not"), ({"runs": 50_000}, "--runs is a whole number of runs"),
    ({"seed": -1}, "--seed is a whole number from 0 on"),
    ({"discovered": 2}, "--discovered is how much such a crime counts, from 0"),
    ({"discovered": 0, "reported": 0}, "counts neither reported nor discovered crime"),
    ({"forget": 1}, "--forget is the share forgotten each day"),
    ({"period": 0}, "--period is how many days the counts are of"),
])
def test_a_number_that_cannot_be(options, words):
    assert words in refused(**options)


def test_a_number_that_is_none_is_set_aside_and_not_taken_for_nought():
    found = loop(COUNTS + "    Fen | lots | 3 | 4\n    Isle | 3 | 3 |\n")

    assert found.data.rows_used == 3
    assert sum(each.rows for each in found.data.set_aside) == 2
