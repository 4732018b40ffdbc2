"""Files that do not fit together, and what is said of them."""

import pytest
from tests.spec.places.worlds import CELLS, FORECAST, forecast, town

from dueregard.answers import DueRegardError


def refused(*given, **options):
    with pytest.raises(DueRegardError) as caught:
        forecast(*given, **options)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def test_latitude_and_longitude_mixed_with_the_national_grid():
    cells, _, marks = town()
    mixed = [[*row[:2], "-0.35", "51.5", *row[4:]] if row[0] == "S0003" and row[2] else row
             for row in cells[1]]

    words = refused(marks, cells=(cells[0], mixed))

    assert "mixes two systems of coordinates" in words
    assert "143 cells are in British National Grid eastings and northings, such as S0000" in words
    assert "1 cell is in longitude and latitude, such as S0003 at -0.35, 51.5" in words


def test_latitude_and_longitude_the_wrong_way_round_in_some_rows():
    cells, _, marks = town(start=(-0.5, 51.0), step=0.01)
    mixed = [[row[0], row[1], row[3], row[2], row[4]] if row[0] == "S0003" else row
             for row in cells[1]]

    assert "latitude and longitude, the other way round" in refused(marks, cells=(cells[0], mixed))


def test_a_column_headed_latitude_that_holds_metres():
    cells, _, marks = town()
    headed = (["cell", "day", "longitude", "latitude", "reported"], cells[1])

    assert "'longitude' holds 505500, which is no degree of longitude" in refused(
        marks, cells=headed)


def test_a_grid_of_its_own_is_no_mixture():
    """Rows and columns counted from 0: here and there they look like degrees."""
    cells, people, marks = town(start=(0, 0), step=1, side=60, days=1)

    assert forecast(marks, cells=cells, population=people).rows


def test_a_cell_in_two_places():
    cells, _, marks = town()
    moved = (cells[0], [*cells[1], ["S0003", "", "999999", "200000", ""]])

    assert "gives the cell S0003 more than one 'x'" in refused(marks, cells=moved)


def test_a_population_of_other_cells():
    people = "cell | ethnicity | count\nX1 | White | 4\nX2 | Black | 5"

    assert "names no cell that CELLS has, such as X1; CELLS has such as A" in refused(
        population=people).replace("Give", "")


def test_a_population_without_the_group_or_a_column_for_each():
    people = "cell | ward | note\nA | North | a\nB | South | b"

    assert "no column headed 'ethnicity'" in refused(population=people)


def test_a_number_of_people_that_is_none():
    people = "cell | ethnicity | count\nA | White | many\nB | Black | 5"

    assert "'many' people of White, which is not a number" in refused(population=people)


def test_one_group_alone_has_nothing_to_compare_with():
    people = "cell | ethnicity | count\nA | White | 4\nB | White | 5"

    assert "nothing to compare with" in refused(population=people)


@pytest.mark.parametrize("given", [{"group": "ethnicity"},
                                   {"population": "cell | ethnicity | count\nA | White | 4",
                                    "group": ""}])
def test_a_group_needs_a_population_and_a_population_a_group(given):
    assert "--population FILE and --group HEADING together" in refused(**given)


def test_a_forecast_by_day_and_cells_without_days():
    cells = "cell | reported\nA | 3\nB | 1"

    assert "has no day, so it cannot be told what happened on which" in refused(cells=cells)


def test_days_written_in_different_ways():
    assert "are written in different ways" in refused(FORECAST.replace("2026-03-0", "week "))


def test_no_day_in_common():
    assert "have no day in common" in refused(FORECAST.replace("2026-03", "2025-03"))


def test_a_forecast_of_another_grid():
    assert "does not have 2 of them, such as Y; it has such as A" in refused(
        "cell | day\nX | 2026-03-01\nY | 2026-03-02".replace("X", "Z"))


def test_scores_without_how_many_cells_were_chosen():
    assert "--top 20" in refused("cell | day | risk\nA | 2026-03-01 | 0.4")


def test_a_top_that_is_no_number_of_cells():
    assert "a whole number, such as 20; 0.5 is not" in refused(
        "cell | day | risk\nA | 2026-03-01 | 0.4", top=0.5)


def test_cells_that_do_not_say_what_happened():
    assert "does not say what happened" in refused(cells=CELLS.replace(
        "reported", "alarms").replace("discovered", "dogs"))


def test_cells_without_any_crime():
    cells = "cell | day | reported\nA | 2026-03-01 | 0\nB | 2026-03-01 | 0"

    assert "has no crime in any cell" in refused(cells=cells)


def test_two_columns_that_could_both_be_the_cell():
    cells = CELLS.replace("| reported", "| square | reported")

    assert forecast(cells=cells).rows
    assert "could both be 'cell'" in refused(
        cells="square | zone | reported | day\nA | A | 1 | 2026-03-01")


def test_a_forecast_that_predicts_nothing():
    assert "predicts no cell on any day" in refused(
        "cell | day | predicted\nA | 2026-03-01 | no\nB | 2026-03-01 | no")
