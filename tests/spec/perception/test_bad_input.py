"""What is wrong with a survey is said in words, and nothing is lost."""

import pytest
from tests.spec.perception.survey import NOT_USED, actual, found_of, row, sentences

from dueregard.answers import DueRegardError
from dueregard.instruments.perception.actual import read

DRONES = {"technology": "Drones"}


def test_rows_without_a_weight_above_nought_are_set_aside_each_with_its_reason():
    found = found_of(
        ["w", "uses_drones"], (40, "1", "yes"), (3, "", "no"), (2, "0", "no"), (1, "-2", "no"),
        (1, "heavy", "no"), weight="w", actual=NOT_USED,
    )

    assert found.data.rows_used == 40
    assert {each.reason: each.rows for each in found.data.set_aside} == {
        "the weight in 'w' is blank": 3,
        "the weight in 'w' is nought, so it stands for nobody": 2,
        "the weight in 'w' is '-2', below nought": 1,
        "the weight in 'w' is 'heavy', which is no number": 1,
    }
    assert "7 rows had no weight above nought" in sentences(found, "weights-set-aside")[0]


def test_no_weight_at_all_is_refused_in_words():
    with pytest.raises(DueRegardError, match="No row can be used: the weight in 'w' is blank"):
        found_of(["w", "uses_drones"], (4, "", "yes"), weight="w")


def test_answers_that_are_not_understood_are_listed_with_counts():
    found = found_of(["uses_drones"], (40, "yes"), (3, "maybe"), (1, "8"), actual=NOT_USED)

    assert sentences(found, "not-understood")[0].startswith(
        "In 'uses_drones' these answers are not understood and count as no answer: "
        "'maybe' (3); '8' (1)."
    )
    assert row(found, "gap", **DRONES).value == 1
    assert row(found, "gave_no_answer", **DRONES).value == pytest.approx(4 / 44)


def test_a_technology_without_an_actual_state_has_no_gap_and_a_reason():
    found = found_of(["uses_drones", "uses_lasers"], (40, "yes", "yes"), actual=NOT_USED)

    assert "does not name lasers" in row(found, "gap", technology="lasers").not_computed.reason
    assert row(found, "gap", **DRONES).value == 1


def test_an_actual_state_that_nobody_knows_is_not_taken_for_no():
    found = found_of(["uses_drones"], (40, "yes"), actual=actual(("drones", "", "")))

    reason = row(found, "gap", **DRONES).not_computed.reason
    assert reason.endswith("Not to know is not the same as not to use it.")


def test_without_an_actual_state_shares_are_shown_and_no_gap():
    found = found_of(["uses_drones"], (40, "yes"))

    assert row(found, "say_it_is_used", **DRONES).value == 1
    assert "no gap to show" in found.verdict.sentence


def test_what_nobody_was_asked_about_is_named():
    found = found_of(["uses_drones"], (40, "yes"),
                     actual=actual(("drones", "no", ""), ("anpr", "yes", "")))

    assert "number plates" in sentences(found, "not-asked")[0]


@pytest.mark.parametrize(("rows", "said"), [
    ([("drones", "perhaps", "")], "says 'perhaps' of drones"),
    ([("drones", "yes", "now and then")], "used 'now and then'. Write how many times"),
    ([("drones", "yes", ""), ("Drones", "no", "")], "names '[Dd]rones' twice"),
])
def test_an_actual_state_that_cannot_be_right_is_refused(rows, said):
    with pytest.raises(DueRegardError, match=said):
        found_of(["uses_drones"], (40, "yes"), actual=actual(*rows))


def test_an_actual_state_without_its_columns_is_refused():
    with pytest.raises(DueRegardError, match="needs the columns technology and used"):
        read(actual(("x", "y", "z"), columns=("a", "b", "c")))


def test_the_actual_state_is_read_from_toml_too(tmp_path):
    file = tmp_path / "actual.toml"
    file.write_text('[[technology]]\nid = "drones"\nused = true\noften = 20\n')

    state = read(str(file)).of("drones", wave="")

    assert state.used is True and state.often.id == "every-week"


@pytest.mark.parametrize(("headings", "rows", "told", "said"), [
    (["a", "b"], [("1", "2")], {}, "No column asks about a technology"),
    (["uses_drones", "uses: Drones"], [("yes", "no")], {}, "ask the same"),
    (["uses_drones", "w"], [("yes", "1")], {"weight": "w", "group": "w"}, "given both as"),
    (["respondent", "item", "answer"], [("a", "uses_drones", "yes"), ("a", "uses_drones", "no")],
     {}, "answers 'uses_drones' more than once"),
    (["respondent", "item", "answer", "w"],
     [("a", "uses_drones", "yes", "1"), ("a", "trust_fair", "agree", "2")], {"weight": "w"},
     "more than one weight or group"),
    (["uses_drones"], [("yes",)], {"matters": 5}, "such as 0.05 for five in a hundred"),
])
def test_what_cannot_be_measured_is_refused_in_words(headings, rows, told, said):
    with pytest.raises(DueRegardError, match=said):
        found_of(headings, *((1, *each) for each in rows), **told)


def test_a_whole_question_as_a_heading_is_matched_by_the_name_that_stands_in_it():
    found = found_of(
        ["Do you think the police here use drones?"], (40, "yes"), actual=NOT_USED,
        uses=["Do you think the police here use drones?"],
    )

    assert row(found, "gap", **DRONES).value == 1
