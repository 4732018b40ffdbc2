"""What a column of scores and one of dates may hold, and what is said of what they may not."""

from datetime import date

import pytest
from tests.spec.scores.measuring import codes, measured, only, people, said

from dueregard.answers import DueRegardError
from dueregard.instruments.scores.dates import day_of


def rows_of(scores, extra=()):
    """For each score a White and a Black person to whom it happened and one to whom not."""
    return [[race, score, came, "2024-01-10"] for score in scores for race in ("White", "Black")
            for came in ("yes", "no")] + list(extra)


@pytest.mark.parametrize(("scores", "kind"), [
    (["0.1", "0.25", "0.8"], "probability"), (["0", "0.5", "1"], "probability"),
    (["1", "4", "10"], "points"), (["0", "1"], "points"), (["-2.5", "0.5", "3"], "points"),
    (["12.5", "40.1"], "points"),
])
def test_what_a_score_is_taken_as(scores, kind):
    assert measured(rows_of(scores)).method.options["as"] == kind


def test_points_are_no_probability_so_what_they_expect_is_not_computed():
    found = measured(rows_of(["1", "5", "9"]))

    for measure in ("observed_over_expected", "calibration_slope", "calibration_intercept",
                    "brier"):
        assert "points, which are no probability" in only(found, measure).not_computed.reason
    assert not [each for each in found.rows if each.measure == "expected_share"]


def test_percentages_count_as_hundredths():
    plain = measured(rows_of(["0.1", "0.25", "0.8"]))
    written = measured(rows_of(["10%", "25", "80"]), **{"as": "percentage"})

    for measure in ("expected_share", "observed_over_expected", "calibration_slope", "auc"):
        assert only(written, measure).value == pytest.approx(only(plain, measure).value)
    assert only(written, "observed_share", band="25%").exposure == 4


@pytest.mark.parametrize(("scores", "told", "words"), [
    (["10", "25", "80"], "probability",
     "12 rows of 'score' lie outside 0 to 1, such as 10, .*--as percentage"),
    (["0.1", "0.2", "720"], "probability", "4 rows of 'score' lie outside 0 to 1, such as 720"),
    (["10", "250"], "percentage", "4 rows of 'score' lie outside 0 to 100, such as 250"),
    (["0.1", "0.2"], "percentage", "does not hold percentages. Say --as probability"),
    (["0.1", "0.2", "0.3", "45"], None, "looks like a probability, but 4 rows .* such as 45"),
    (["10%", "20%"], None, "is written as percentages, such as '10%'. Say --as percentage"),
    (["Low", "High"], None, "holds words, such as 'High'.*measure decisions --decision"),
    (["0.1", "0.2"], "odds", "--as is one of probability, percentage, points; 'odds' is not"),
])
def test_a_score_that_does_not_fit_is_refused_with_what_to_do(scores, told, words):
    with pytest.raises(DueRegardError, match=words):
        measured(rows_of(scores), **({"as": told} if told else {}))


def test_a_caller_in_python_writes_as_with_a_line_after_it():
    assert measured(rows_of(["0.1", "0.2"]), as_="points").method.options["as"] == "points"


def test_cells_without_a_score_or_an_outcome_are_set_aside_with_the_reason():
    extra = [["White", "", "yes", ""], ["White", "high", "yes", ""], ["Black", "3", "", ""],
             ["Black", "1e999", "no", ""]]

    found = measured(rows_of(["1", "2", "3", "4", "5"], extra))

    reasons = {each.reason: each.rows for each in found.data.set_aside}
    assert reasons == {
        "'score' is blank": 1, "'score' holds 'high', which is not a number": 1,
        "'score' holds '1e999', which is not a number": 1,
        "'came' is blank, so 'came' cannot be answered": 1,
    }
    assert found.data.rows_read == found.data.rows_used + 4


def test_many_different_words_are_set_aside_together_after_twenty():
    extra = [["White", f"word {number}", "yes", ""] for number in range(40)]

    found = measured(rows_of([str(n) for n in range(30)], extra))

    assert len(found.data.set_aside) == 21
    assert sum(each.rows for each in found.data.set_aside) == 40


def test_numbers_that_may_be_percentages_are_asked_about():
    found = measured(rows_of(["12.5", "40.1"]))

    assert "--as percentage" in said(found, "perhaps-percentages")
    assert "perhaps-percentages" not in codes(measured(rows_of(["1", "40"])))


def test_a_score_of_two_values_points_to_the_other_instrument():
    assert "'decisions'" in said(measured(rows_of(["0", "1"])), "two-scores")


def test_certain_scores_are_counted_with_how_many_were_wrong():
    found = measured(rows_of(["0", "0.5", "1"]))

    assert "8 people have a score of exactly 0 or 1" in said(found, "certain-scores")
    assert "for 4 of them the opposite is recorded" in said(found, "certain-scores")


def test_a_score_where_high_means_safe_is_noticed():
    found = measured(people(("White", 1, "yes", 40), ("White", 5, "no", 40),
                            ("Black", 1, "yes", 9), ("Black", 5, "no", 9)))

    assert "Perhaps a high score means safe" in said(found, "wrong-way-round")


@pytest.mark.parametrize(("text", "day"), [
    ("2024-04-01", date(2024, 4, 1)), ("01/04/2024", date(2024, 4, 1)),
    ("1.4.24", date(2024, 4, 1)), ("1 Apr 2024", date(2024, 4, 1)),
    ("1 April 2024", date(2024, 4, 1)), ("01-Apr-24", date(2024, 4, 1)),
    ("20240401", date(2024, 4, 1)), ("45383", date(2024, 4, 1)), ("2024-04", date(2024, 4, 1)),
    ("31/02/2024", None), ("13/25/2024", None), ("soon", None), ("7", None), ("1 Foo 2024", None),
])
def test_how_dates_are_read(text, day):
    assert day_of(text) == day


def dated(days):
    return [["White" if place % 2 else "Black", str(1 + place % 5), "yes" if place % 3 else "no",
             day] for place, day in enumerate(days)]


def test_dates_as_text_are_read_day_first_and_that_is_said():
    found = measured(dated(["03/04/2024", "04/05/2024 12:30"] * 30), date="day")

    assert "read day first" in said(found, "dates-read")
    assert {each.stratum["period"] for each in found.rows if "period" in each.stratum} == {
        "2024-04", "2024-05"}


def test_dates_with_a_time_of_day_are_read_as_days():
    found = measured(dated(["2024-01-03T23:59:59Z", "2024-02-03 07:00"] * 40), date="day")

    assert {each.stratum["period"] for each in found.rows if "period" in each.stratum} == {
        "2024-01", "2024-02"}


def test_dates_that_cannot_be_read_are_counted_and_their_rows_used():
    found = measured(dated(["2024-01-03"] * 60 + ["soon", "", "soon"]), date="day")

    assert "in 2 rows it cannot be read (such as 'soon'), and in 1 rows it is blank" in said(
        found, "dates-unread")
    assert found.data.rows_used == 63


@pytest.mark.parametrize(("days", "words"), [
    (["04/25/2024", "04/26/2024"], "seem to be written month first, such as '04/25/2024'"),
    (["soon", "later"], "No date in 'day' can be read: it holds 'later'"),
    (["", ""], "No date in 'day' can be read: it is blank"),
])
def test_dates_of_another_kind_are_refused_with_what_to_do(days, words):
    with pytest.raises(DueRegardError, match=words):
        measured(dated(days * 20), date="day")


def test_months_without_days_are_told_as_months():
    rows = [[race, str(1 + place % 5), "yes" if place % 3 else "no", f"2023-{month:02d}"]
            for month in range(1, 13) for place in range(12) for race in ("White", "Black")]
    rows += [["White", "3", "yes", "2024-01"]] * 80

    found = measured(rows, date="day")

    assert found.verdict.sentence.startswith("In January 2024 'came' is yes")


@pytest.mark.parametrize(("options", "words"), [
    ({"score": "marks"}, "no column headed 'marks'"), ({"score": ""}, "Say which column is the"),
    ({"outcome": ""}, "Say which column is the outcome"), ({"group": ""}, "--group HEADING"),
    ({"outcome": "score"}, "'score' is given as the score and as the outcome"),
    ({"group": "score"}, "'score' is given as the score and as a group"),
    ({"date": "race"}, "'race' is given as a group and as the date"),
    ({"reference": "Purple"}, "No group is called 'Purple'"),
    ({"bands": 1}, "--bands takes a whole number"), ({"bands": 2.5}, "--bands takes a whole"),
    ({"auc_margin": 0.7}, "lies between 0 and 0.5"), ({"level": 95}, "Write 0.95"),
    ({"margin": 0.9}, "a ratio above 1"),
])
def test_a_slip_ends_in_a_sentence(options, words):
    with pytest.raises(DueRegardError, match=words):
        measured(rows_of(["1", "2", "3"]), **options)
