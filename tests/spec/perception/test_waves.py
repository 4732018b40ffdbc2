"""Whether a gap closed since the wave before: smaller, wider, the same, or it cannot be told."""

import pytest
from tests.spec.perception.survey import actual, found_of, row, sentences

from dueregard.findings.finding import VerdictCode

COLUMNS = ["wave", "uses_drones"]
NOT_USED, USED = actual(("drones", "no", "")), actual(("drones", "yes", ""))


def two(before, after, *, of=200, truth=NOT_USED):
    """Two waves of so many people, of whom so many say yes."""
    return found_of(
        COLUMNS, (before, "1", "yes"), (of - before, "1", "no"), (after, "2", "yes"),
        (of - after, "2", "no"), wave="wave", actual=truth,
    )


@pytest.mark.parametrize(("before", "after", "of", "code", "said"), [
    (140, 80, 200, VerdictCode.DISPARITY_SHOWN, "Since 1 the gap got smaller: Drones"),
    (80, 140, 200, VerdictCode.DISPARITY_SHOWN, "Since 1 the gap got wider: Drones"),
    (100, 106, 200, VerdictCode.CANNOT_TELL, "cannot be told: Drones"),
    (2000, 2010, 4000, VerdictCode.DISPARITY_RULED_OUT, "moved by less than 5.0 points: Drones"),
])
def test_what_is_said_of_a_change(before, after, of, code, said):
    found = two(before, after, of=of)

    assert found.verdict.code is code
    assert said in found.verdict.sentence


def test_where_it_is_used_the_gap_closes_as_more_people_know():
    found = two(80, 140, truth=USED)

    assert "got smaller: Drones" in found.verdict.sentence
    moved = row(found, "change_in_size_of_gap", technology="Drones")
    assert moved.value == pytest.approx(-0.3) and moved.reference == "1"


def test_the_gap_of_a_tool_that_came_into_use_meanwhile_is_held_beside_the_new_truth():
    truth = actual(("drones", "no", "", "1"), ("drones", "yes", "", "2"),
                   columns=("technology", "used", "often", "wave"))

    found = two(60, 100, truth=truth)

    # Of 200, 60 had it wrong before (yes), and 100 afterwards (no).
    assert row(found, "change_in_size_of_gap", technology="Drones").value == pytest.approx(0.2)


def test_a_question_of_one_wave_is_not_compared_and_named():
    found = found_of(
        ["wave", "uses_drones", "uses_anpr"], (60, "1", "yes", ""), (60, "2", "yes", "no"),
        wave="wave", actual=actual(("drones", "no", ""), ("anpr", "yes", "")),
    )

    anpr = {"technology": "Cameras that read number plates"}
    assert "not asked in both" in row(found, "change_in_size_of_gap", **anpr).not_computed.reason
    assert "number plates" in sentences(found, "asked-once")[0]


def test_the_newest_wave_is_found_without_a_wave_and_the_older_with_one():
    found = two(140, 80)

    assert row(found, "gap", technology="Drones").value == pytest.approx(0.4)
    assert row(found, "gap", technology="Drones", wave="1").value == pytest.approx(0.7)


def test_days_are_brought_to_quarters():
    days = [f"2026-{month:02d}-{day:02d}" for month in (1, 5) for day in range(1, 9)]
    found = found_of(COLUMNS, *((5, day, "yes") for day in days), wave="wave", actual=NOT_USED)

    assert row(found, "gap", technology="Drones", wave="2026 quarter 1").value == 1


def test_wave_10_comes_after_wave_2():
    found = found_of(COLUMNS, *((40, f"Wave {n}", "yes") for n in (10, 2)), wave="wave",
                     actual=NOT_USED)

    assert row(found, "change_in_size_of_gap", technology="Drones").reference == "Wave 2"
