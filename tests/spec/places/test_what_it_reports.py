"""A forecast of places against what happened there, in towns small enough to check by eye."""

import runpy
from pathlib import Path

import pytest
from tests.builders_measure import said
from tests.spec.places.worlds import CELLS, FORECAST, forecast, town, value

from dueregard.documents.audience import Audience
from dueregard.documents.document import Chart, Table
from dueregard.findings.finding import VerdictCode
from dueregard.findings.paper import as_document
from dueregard.findings.sources import opened as opened_files
from dueregard.instruments import load
from dueregard.instruments.places import ABOUT


def test_the_hit_rate_is_of_the_cell_on_the_day_that_it_was_predicted():
    """B on the first day: 1 of 4. A on the second: 2 of 4. Together 3 of 8."""
    found = forecast()

    rate = value(found, "hit_rate", crime="reported")
    assert (rate.events, rate.exposure, rate.value) == (3, 8, 0.375)
    assert value(found, "hit_rate", crime="discovered").events == 2


def test_the_accuracy_index_is_the_hit_rate_over_the_share_of_the_area():
    """One cell of four on each day is a quarter of the area: 0.375/0.25."""
    assert value(forecast(), "prediction_accuracy_index", crime="reported").value == 1.5


def test_the_accuracy_index_counts_area_and_not_cells_where_cells_differ():
    """A is half of the town: predicting it on one of two days, and B on the other, is 0.3."""
    sized = CELLS.replace("| reported", "| km2 | reported")
    for cell, area in (("A", 5), ("B", 1), ("C", 2), ("D", 2)):
        sized = sized.replace(f"{cell}    | 2026-03-01", f"{cell}    | 2026-03-01 | {area}")
        sized = sized.replace(f"{cell}    | 2026-03-02", f"{cell}    | 2026-03-02 | {area}")

    found = forecast(cells=sized)

    assert value(found, "area_predicted").value == pytest.approx(0.3)
    assert value(found, "prediction_accuracy_index", crime="reported").value == pytest.approx(1.25)


def test_the_efficiency_index_is_out_of_what_the_same_cells_could_have_caught():
    """The best single cell holds 3 on the first day and 2 on the second: 3 of 5."""
    assert value(forecast(), "prediction_efficiency_index", crime="reported").value == 0.6


def test_more_cells_than_crimes_make_the_efficiency_index_the_hit_rate_and_that_is_said():
    quiet = """
        cell | day        | reported
        A    | 2026-03-01 | 1
        B    | 2026-03-01 | 0
        C    | 2026-03-01 | 0
        D    | 2026-03-02 | 1
    """
    found = forecast("cell | day\nA | 2026-03-01\nB | 2026-03-01\nA | 2026-03-02\nB | 2026-03-02",
                     cells=quiet)

    index = value(found, "prediction_efficiency_index", crime="reported").value
    assert index == value(found, "hit_rate", crime="reported").value == 0.5
    assert "the hit rate by another name" in said(found, "efficiency-means-little")


def test_many_more_crimes_than_cells_give_no_such_warning():
    assert not said(forecast(cells=CELLS.replace("| 3 ", "| 30 ")), "efficiency-means-little")


def test_reported_and_discovered_crime_are_never_added_up():
    found = forecast()

    assert {row.stratum["crime"] for row in found.rows if "crime" in row.stratum} == {
        "reported", "discovered"}
    assert "33.3% of it was in predicted cells, against 37.5%" in said(
        found, "discovered-follows-patrols")
    assert "crime that the public reported" in found.verdict.sentence


def test_a_file_that_does_not_tell_the_two_apart_says_so():
    found = forecast(cells=CELLS.replace("reported", "crimes").replace("| discovered", "| other"))

    assert "seems to be right wherever it sends officers" in said(found, "kinds-not-told-apart")


def test_only_discovered_crime_cannot_show_that_a_forecast_is_right():
    found = forecast(cells=CELLS.replace("reported", "nothing"))

    assert "cannot show that the forecast is right" in said(found, "only-discovered")


def test_without_who_lives_there_it_only_describes():
    found = forecast()

    assert found.verdict.code is VerdictCode.DESCRIBED
    assert "On whom the patrols fall was not measured" in found.verdict.sentence


def test_the_patrol_days_of_a_group_are_those_in_the_cell_of_its_average_resident():
    """B and A are patrolled once each. Black residents: 30 of 40 live there; White: 10 of 100."""
    people = """
        cell | ethnicity | count
        A    | Black     | 20
        B    | Black     | 10
        C    | Black     | 10
        D    | Black     | 0
        A    | White     | 10
        B    | White     | 0
        C    | White     | 40
        D    | White     | 50
    """
    found = forecast(population=people)

    black = value(found, "patrol_days_per_resident", group="Black")
    assert black.exposure == 40
    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "Only 2 of the cells where they live had any" in found.verdict.sentence


def test_patrols_in_the_part_of_town_where_one_group_lives_are_shown_with_how_much():
    """Half of the east is patrolled a quarter of the time: there 4 in 5 are of one group."""
    cells, people, marks = town()

    found = forecast(marks, cells=cells, population=people, reference="White")

    ratio = value(found, "patrol_days_ratio", group="Black")
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert ratio.value == pytest.approx(4)
    assert 1 < ratio.low < 4 < ratio.high
    assert value(found, "patrol_days_per_resident", group="Black").value == pytest.approx(0.8)
    assert "Of crime that the public reported it was 1.0 times" in found.verdict.sentence


def test_more_residents_in_the_same_cells_do_not_make_a_range_narrower():
    """Cells are chosen and not people: a hundred times as many people are no more evidence."""
    cells, people, marks = town()
    crowded = (people[0], [[*row[:2], str(100 * int(row[2]))] for row in people[1]])

    few = value(forecast(marks, cells=cells, population=people), "patrol_days_ratio")
    many = value(forecast(marks, cells=cells, population=crowded), "patrol_days_ratio")

    assert (many.value, many.low, many.high) == pytest.approx((few.value, few.low, few.high))


def test_neighbouring_cells_that_are_chosen_together_make_a_range_wider():
    cells, people, marks = town()
    nowhere = (["cell", "day", "reported"], [[row[0], row[1], row[4]] for row in cells[1]])

    together = value(forecast(marks, cells=cells, population=people), "patrol_days_ratio")
    apart = value(forecast(marks, cells=nowhere, population=people), "patrol_days_ratio")

    assert together.method == "linearised over patches of cells"
    assert apart.method == "linearised over cells"
    assert together.high - together.low > 1.2 * (apart.high - apart.low)


def test_patrol_days_that_were_recorded_are_taken_instead_of_supposed_ones():
    cells, people, marks = town()
    timed = (["cell", "day", "patrol_days"], [[*row, "0.25"] for row in marks[1]])

    found = forecast(timed, cells=cells, population=people, reference="White")

    assert value(found, "patrol_days_per_resident", group="Black").value == pytest.approx(0.2)
    assert value(found, "patrol_days_ratio", group="Black").value == pytest.approx(4)
    assert not said(found, "patrol-supposed")


def test_cells_of_which_nobody_knows_who_lives_there_are_not_cells_without_people():
    cells, people, marks = town()
    known = [row for row in people[1] if not row[0].endswith("11")]

    found = forecast(marks, cells=cells, population=(people[0], known))

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "33.3% of patrol-days were in cells of which the population says nothing" in (
        found.verdict.sentence)


def test_a_few_such_cells_are_said():
    cells, people, marks = town()
    known = [row for row in people[1] if row[0] != "S0011"]

    found = forecast(marks, cells=cells, population=(people[0], known))

    assert "says nothing of 1 cell, with 2.8% of patrol-days" in said(
        found, "cells-without-population")


def test_a_population_with_a_column_for_each_group_is_the_same_population():
    cells, people, marks = town()
    wide = {}
    for cell, group, count in people[1]:
        wide.setdefault(cell, {})[group] = count
    columns = ["cell", "White", "Black", "Total"]
    rows = [[cell, each["White"], each["Black"], "100"] for cell, each in wide.items()]

    found = forecast(marks, cells=cells, population=(columns, rows), reference="White")

    assert value(found, "patrol_days_ratio", group="Black").value == pytest.approx(4)
    assert "Total is a sum of others" in said(found, "reading")


def test_scores_choose_the_highest_cells_of_each_day_in_whatever_order_they_stand():
    scored = """
        cell | day        | risk
        A    | 2026-03-01 | 0.1
        B    | 2026-03-01 | 0.9
        C    | 2026-03-01 | 0.2
        A    | 2026-03-02 | 0.8
        B    | 2026-03-02 | 0.3
    """
    found = forecast(scored, top=1)

    assert value(found, "hit_rate", crime="reported").events == 3
    covered = {row.stratum["of_the_area"]: row.value for row in found.rows
               if row.measure == "crime_covered" and row.stratum["crime"] == "reported"}
    # A quarter of the area lies between 20% (four fifths of the first cell) and 30%.
    assert covered["20.0%"] == pytest.approx(0.8 * 3 / 8)
    assert covered["100.0%"] == 1


def test_how_alike_one_day_is_to_the_next_and_how_concentrated_patrols_are():
    """{B} then {A}: nothing alike. Two of four cells share two patrol-days: Gini a half."""
    found = forecast()

    assert value(found, "same_cells_as_the_day_before").value == 0
    assert value(found, "inequality_of_patrol_days").value == pytest.approx(0.5)
    assert value(found, "cells_never_predicted").value == 0.5


def test_the_same_cells_every_day_are_said_to_be_the_same_people():
    same = FORECAST.replace("B ", "A ")

    assert "The same people live with the patrols" in said(forecast(same), "same-cells-each-day")


def test_a_plain_count_of_earlier_crime_is_set_beside_the_forecast():
    """Four days: A always has the most. The forecast looks at D; a plain map would look at A."""
    days = [f"2026-03-0{day}" for day in range(1, 5)]
    cells = (["cell", "day", "reported"],
             [[cell, day, many] for day in days for cell, many in zip("ABCD", "3100", strict=True)])
    marks = (["cell", "day"], [["D", day] for day in days])

    found = forecast(marks, cells=cells)

    assert value(found, "hit_rate_of_a_plain_map_in_second_half").value == 0.75
    assert "caught 0% of crime that the public reported, no more than a plain count" in said(
        found, "plain-map")


def test_a_day_without_any_crime_in_the_file_is_a_day_without_crime():
    later = FORECAST + "    A    | 2026-03-03\n"
    cells = CELLS + "    C    | 2026-03-04 | 1 | 0\n"

    found = forecast(later, cells=cells)

    assert found.data.rows_used == 3
    assert value(found, "hit_rate", crime="reported").exposure == 8
    assert "Crimes of 1 day for which there was no forecast" in said(found, "reading")


def test_a_forecast_without_days_is_held_against_the_whole_time():
    found = forecast("cell | predicted\nA | yes\nB | no\nC | no\nD |")

    assert value(found, "hit_rate", crime="reported").value == 5 / 8
    assert [each.rows for each in found.data.set_aside] == [1]


def test_a_cell_that_is_predicted_twice_for_a_day_is_predicted_once():
    found = forecast(FORECAST + "    b | 01/03/2026\n")

    assert value(found, "hit_rate", crime="reported").events == 3
    assert "another row has the same cell and the same day" in found.data.set_aside[0].reason


@pytest.mark.parametrize("first", ["Black", "White"])
def test_the_group_compared_with_can_be_named_and_turns_the_ratio_round(first):
    cells, people, marks = town()

    found = forecast(marks, cells=cells, population=people, reference=first)

    other = {"Black": "White", "White": "Black"}[first]
    ratio = value(found, "patrol_days_ratio", group=other)
    assert ratio.value == pytest.approx({"Black": 1 / 4, "White": 4}[first])
    assert ratio.reference == first


def test_the_map_has_every_square_and_the_north_on_top_and_its_table_is_beside_it():
    cells, people, marks = town()

    paper = as_document(forecast(marks, cells=cells, population=people), made_at="2026-04-01",
                        audience=Audience.FORCE, counts_people=ABOUT.counts_people)

    (part,) = [each for each in paper.parts if each.key == "map"]
    first, second = [each for each in part.blocks if isinstance(each, Chart)][:2]
    (squares,) = [each for each in part.blocks if isinstance(each, Table)]
    assert len(first.spec["data"]["values"]) == len(second.spec["data"]["values"]) == 144
    assert first.spec["encoding"]["y"]["scale"]["domain"][0] == 11
    assert len(squares.rows) == 144
    assert squares.shown == 20
    assert {row[0][-2:] for row in squares.rows[:20]} <= {"09", "10", "11"}


def test_no_count_of_crime_in_a_square_is_told():
    """A count of two could point at a home, so squares have fifths."""
    found = forecast()

    square = [row for row in found.rows if "square" in row.stratum]
    assert square
    assert all(row.events is None for row in square)
    assert {row.value for row in square if row.measure == "crime_fifth"} <= {0, 1, 2, 3, 4, 5}


def test_a_large_grid_is_drawn_in_squares_of_several_cells():
    cells, people, marks = town(side=60, days=1)

    found = forecast(marks, cells=cells, population=people)

    squares = [row for row in found.rows if row.measure == "share_of_days_predicted"]
    assert len(squares) == 900
    assert squares[0].stratum["square"] == "S0000 and 3 beside it"


def test_the_made_up_files_of_the_examples_are_made_the_same_again(tmp_path, monkeypatch):
    made = runpy.run_path("tools/examples_forecast.py")
    monkeypatch.setitem(made["main"].__globals__, "EXAMPLES", tmp_path)

    made["main"]()

    for each in ("forecast.csv", "forecast-cells.csv", "forecast-population.csv"):
        assert (tmp_path / each).read_bytes() == (Path("examples") / each).read_bytes()


def test_what_is_planted_in_the_example_is_found():
    found = load("places").measure(
        opened_files("examples/forecast.csv"), options={
            "cells": "examples/forecast-cells.csv", "group": "ethnicity",
            "population": "examples/forecast-population.csv"})

    black = value(found, "patrol_days_ratio", group="Black")
    assert black.value == pytest.approx(3.5, abs=0.01)
    assert value(found, "hit_rate", crime="reported").value == pytest.approx(67 / 471)
    assert value(found, "hit_rate", crime="discovered").value > 0.6
    assert "no more than a plain count" in said(found, "plain-map")
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
