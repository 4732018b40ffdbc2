"""What people say beside what is true: the gap, who does not know, who gave no answer."""

import runpy
from pathlib import Path

import pytest
from tests.spec.perception.survey import NOT_USED, USED, actual, drawing, found_of, row, sentences

from dueregard.findings.finding import VerdictCode

DRONES = {"technology": "Drones"}
HALF = ((30, "Yes"), (15, "No"), (10, "Don't know"), (5, ""))


def test_the_gap_is_the_share_who_say_yes_where_it_is_not_used():
    found = found_of(["uses_drones"], *HALF, actual=NOT_USED)

    gap = row(found, "gap", **DRONES)
    assert gap.value == pytest.approx(30 / 55)
    assert 0.4 < gap.low < gap.value < gap.high < 0.68
    assert gap.unit == "points"
    assert row(found, "truly_used", **DRONES).value == 0


def test_where_it_is_used_whoever_does_not_know_is_part_of_the_gap():
    found = found_of(["uses_drones"], *HALF, actual=USED)

    assert row(found, "gap", **DRONES).value == pytest.approx(30 / 55 - 1)
    assert row(found, "truly_used", **DRONES).value == 1


def test_not_to_know_and_no_answer_are_two_figures_and_neither_is_a_no():
    found = found_of(["uses_drones"], *HALF, actual=NOT_USED)

    assert row(found, "say_it_is_not_used", **DRONES).value == pytest.approx(15 / 55)
    assert row(found, "do_not_know", **DRONES).value == pytest.approx(10 / 55)
    assert row(found, "gave_no_answer", **DRONES).value == pytest.approx(5 / 60)
    assert "between 50.0% and 58.3% of everybody" in sentences(found, "no-answer")[0]


def test_the_verdict_says_it_as_people_do_and_the_largest_gap_comes_first():
    found = found_of(
        ["uses_drones", "uses_anpr"], (40, "yes", "yes"), (20, "no", "yes"), (40, "no", "no"),
        actual=actual(("drones", "no", ""), ("anpr", "no", "")),
    )

    assert found.verdict.code is VerdictCode.DESCRIBED
    assert found.verdict.sentence.startswith(
        "The largest gaps: About 6 in 10 think we use cameras that read number plates. We do not. "
        "About 4 in 10 think we use drones. We do not. The first is 60.0 points (50.2 to 69.1 "
    )
    assert [each.stratum["technology"] for each in found.rows if each.measure == "gap"] == [
        "Cameras that read number plates", "Drones",
    ]


def test_how_often_people_think_lies_beside_how_often_it_is():
    found = found_of(
        ["uses_drones", "often_drones"], (20, "yes", "Every day"), (10, "yes", "weekly"),
        (5, "no", "Never"), (5, "don't know", "Don't know"), (3, "yes", ""), actual=USED,
    )

    every_week = DRONES | {"answer": "Every week"}
    assert row(found, "say_how_often", **every_week).value == pytest.approx(10 / 40)
    assert row(found, "truly_how_often", **every_week).value == 1
    assert row(found, "truly_how_often", **DRONES, answer="Every day").value == 0
    assert row(found, "say_more_often_than_true", **DRONES).value == pytest.approx(20 / 40)
    assert row(found, "say_as_often_as_true", **DRONES).value == pytest.approx(10 / 40)
    assert row(found, "say_less_often_than_true", **DRONES).value == pytest.approx(5 / 40)


def test_trust_is_the_share_who_agree_of_all_who_answered():
    found = found_of(
        ["trust_fair"], (10, "Strongly agree"), (20, "tend to agree"), (10, "Neither"),
        (15, "Disagree"), (5, "Don't know"), (4, ""),
    )

    fair = {"statement": "The police are fair to all kinds of people."}
    assert row(found, "agree", **fair).value == pytest.approx(30 / 60)
    assert row(found, "disagree", **fair).value == pytest.approx(15 / 60)
    assert row(found, "do_not_know_whether_they_agree", **fair).value == pytest.approx(5 / 60)
    assert row(found, "gave_no_answer", **fair).value == pytest.approx(4 / 64)
    assert "Only trust was asked about" in found.verdict.sentence


def test_weights_count_people_as_often_as_they_stand_for():
    found = found_of(
        ["w", "uses_drones"], (20, "3", "yes"), (40, "1", "no"), actual=NOT_USED, weight="w",
    )

    assert row(found, "gap", **DRONES).value == pytest.approx(60 / 100)
    assert row(found, "design_effect").value == pytest.approx(60 * 220 / 100**2)
    [said] = sentences(found, "design-effect")
    assert "60 answers worth about 45 plain ones (design effect 1.3)" in said


def test_extreme_weights_are_said_to_rest_on_a_few():
    found = found_of(
        ["w", "uses_drones"], (2, "60", "yes"), (60, "1", "no"), actual=NOT_USED, weight="w",
    )

    assert "rests on a few people" in sentences(found, "extreme-weights")[0]
    assert found.verdict.code is VerdictCode.NOT_FIT


def test_a_group_is_shown_with_its_own_range_and_a_tiny_one_is_not():
    found = found_of(
        ["age", "uses_drones"], (30, "old", "no"), (12, "young", "yes"), (5, "", "yes"),
        (4, "other", "yes"), actual=NOT_USED, group="age",
    )

    young = row(found, "gap_by_group", {"age": "young"}, **DRONES)
    assert young.value == 1 and young.low < 0.8 and young.exposure == 12
    other = row(found, "gap_by_group", {"age": "other"}, **DRONES)
    assert other.value is None and "Fewer than 10 people" in other.not_computed.reason
    assert "not ranked" in sentences(found, "groups")[0]
    assert "young (age)" in sentences(found, "groups")[0]


def test_the_public_sees_no_tiny_group_and_nothing_that_gives_it_away():
    from dueregard.documents.audience import Audience
    from dueregard.findings.suppression import for_audience
    from dueregard.instruments.perception import ABOUT

    found = found_of(
        ["age", "uses_drones"], (30, "old", "no"), (12, "young", "yes"), (4, "other", "yes"),
        actual=NOT_USED, group="age",
    )

    seen = for_audience(found, Audience.PUBLIC, counts_people=ABOUT.counts_people)

    hidden = {each.group["age"] for each in seen.rows
              if each.measure == "gap_by_group" and each.suppressed}
    assert hidden == {"other", "young"}
    assert row(seen, "gap", **DRONES).value is not None


def test_people_in_a_long_table_who_say_nothing_of_an_item_gave_no_answer():
    rows = """
        respondent | item        | answer
        a          | uses_drones | Yes
        b          | uses_drones | No
        b          | trust_fair  | Agree
        c          | trust_fair  | Disagree
    """

    found = drawing(rows, actual=NOT_USED)

    assert row(found, "gap", **DRONES).value == pytest.approx(1 / 2)
    assert row(found, "gave_no_answer", **DRONES).value == pytest.approx(1 / 3)
    assert found.data.rows_read == found.data.rows_used == 4


def test_the_tool_makes_the_same_files_again(tmp_path):
    main = runpy.run_path("tools/examples_perception.py")["main"]
    main.__globals__["EXAMPLES"] = tmp_path

    main()

    made = sorted(tmp_path.iterdir())
    assert [each.name for each in made] == ["perception-actual.csv", "perception-survey.csv"]
    for path in made:
        assert path.read_bytes() == (Path("examples") / path.name).read_bytes(), path.name


def test_the_made_up_survey_has_what_was_planted_in_it():
    from dueregard.instruments import measure

    found = measure(
        "perception", "examples/perception-survey.csv", weight="weight", group="age",
        wave="wave", actual="examples/perception-actual.csv",
    )

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    face = {"technology": "Face search on old photos and film"}
    assert row(found, "gap", **face).value > 0.5
    assert row(found, "change_in_size_of_gap", **face).high < 0
    risk = {"technology": "Scores that say how risky a person is"}
    assert row(found, "gap", **risk).value < -0.7
    assert "chatbot" in sentences(found, "no-actual-state")[0]
