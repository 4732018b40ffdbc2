"""The life of an enquiry, what lifts a claim, and the words that only sound like an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from dueregard.answers import No, Yes
from dueregard.identify.evidence.rules import Source
from dueregard.manage.procurement import rules, sheets
from dueregard.manage.procurement.rules import (
    FINAL,
    MOVES,
    STATE_NAMES,
    WORTH,
    FollowUp,
    Given,
    Grade,
    RestsOn,
    Seen,
    State,
)
from dueregard.manage.procurement.vague import prompts

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)

PLAIN = (
    "We tested version 4.2 in March 2026 on 1,204 people; 41 of 1,204 were wrongly given a yes.",
    "No. Section 7.3 of the contract forbids it, and the setting is called Training: off.",
    "It was built to find a number plate in a picture. We do not support its use on faces.",
    "The National Physical Laboratory tested it in June 2025 on 400 volunteers. We paid for it.",
    "12 of 300 recordings with a strong accent were wrong, against 3 of 300 without (May 2026).",
    "Two officers out of nine misread the score in our trial of 2025, so we changed the words.",
    "We keep your data in London and Cardiff. Support staff sit in Leeds. Nobody else sees it.",
    "Thirty days before. You may stay on the old version for one year from that day.",
    "In 2025 one customer left, because the cameras were too slow. Ring Superintendent A. Shaw.",
    "Collecting, changing, looking, sharing, combining and deleting are logged for seven years.",
    "About 5% (60 of 1,200 calls) in the trial of April 2026 at one force.",
    "4,200 kWh a year for 900 cameras, from the bills of 2025.",
)
VAGUE = {
    "Our product is up to 99% accurate.": {"limit", "share-without-count"},
    "We use an industry-leading engine.": {"praise"},
    "The algorithm is completely unbiased.": {"absolute"},
    "It has been rigorously tested by our experts over many years.": {"effort"},
    "We take bias very seriously and are committed to fairness.": {"effort"},
    "Errors are typically negligible in real deployments across sites.": {"hedge"},
    "Full results are available on request from your account manager.": {"elsewhere"},
    "The model is proprietary and commercially sensitive to our business.": {"secret"},
    "That is a matter for the customer to decide in their own setting.": {"not-us"},
    "Accuracy is 98 per cent across every group that we looked at.": {"share-without-count"},
    "Yes.": {"short"},
    "Please see our website for the details of every test that we ran.": {"elsewhere"},
    "We cannot comment on the experience of other customers at all.": {"secret"},
    "State-of-the-art encryption protects the data at every point.": {"praise"},
    "You will be given reasonable notice of any change to the model.": {"hedge"},
    "Not applicable to this product as far as we can see today.": {"not-us"},
    "It works in all conditions, by day and by night, rain or shine.": {"absolute"},
    "Differences between groups are minimal and well below the norm.": {"hedge"},
    "Data is used for purposes including but not limited to support.": {"hedge"},
    "Our approach follows best practice and industry standards.": {"effort"},
    "Performance improved by as much as 60% in one deployment of ours.":
        {"limit", "share-without-count"},
    "Accuracy rose by 30% in 2024, 2025 and 2026 with our customers.": {"share-without-count"},
}


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_answer_prompts_nothing(text):
    assert prompts(text) == ()


@pytest.mark.parametrize(("text", "codes"), VAGUE.items())
def test_a_planted_vague_answer_is_prompted_for_what_it_is(text, codes):
    assert codes <= {each.code for each in prompts(text)}


def test_an_answer_that_should_hold_figures_and_a_date_is_prompted_for_the_want_of_them():
    found = {each.code for each in prompts("We tested it on many people and it was fine.",
                                           figures=True)}

    assert {"no-figure", "no-date"} <= found


def test_a_blank_answer_prompts_nothing_because_it_is_no_answer():
    assert prompts("   ", figures=True) == ()


@generated(st.text(max_size=400))
def test_prompts_are_read_of_any_text_once_of_each_kind_and_never_grade(text):
    found = prompts(text, figures=True)

    codes = [each.code for each in found]
    assert len(codes) == len(set(codes))
    assert not {each.value for each in Grade} & set(codes)


@pytest.mark.parametrize("state", State)
def test_every_state_but_the_last_has_a_way_on(state):
    assert bool(MOVES[state]) == (state not in FINAL)
    assert state in STATE_NAMES


def test_only_a_report_that_somebody_read_lifts_a_claim():
    assert WORTH[Seen.NOTHING] == (Source.SUPPLIER, 1)
    assert max(level for source, level in WORTH.values() if source == Source.SUPPLIER) == 2
    assert max(level for _source, level in WORTH.values()) == 3


@pytest.mark.parametrize(("revoked", "expires", "state", "code"), [
    (None, NOW + timedelta(days=1), State.OPEN, ""),
    (None, NOW + timedelta(days=1), State.SUBMITTED, ""),
    (None, NOW, State.OPEN, "link-expired"),
    (None, None, State.OPEN, "link-expired"),
    (NOW - timedelta(days=1), NOW + timedelta(days=1), State.OPEN, "link-revoked"),
    (None, NOW + timedelta(days=1), State.CLOSED, "closed"),
])
def test_a_link_opens_nothing_once_it_is_ended_over_or_the_questions_are_closed(
    revoked, expires, state, code
):
    answer = rules.may_enter(state=state, expires_at=expires, revoked_at=revoked, now=NOW)

    assert (answer.code if isinstance(answer, No) else "") == code


@pytest.mark.parametrize(("days", "code"), [(0, "date-past"), (1, ""), (90, ""), (91, "too-long")])
def test_a_link_lasts_ninety_days_at_most(days, code):
    answer = rules.may_link(
        state=State.OPEN, expires_on=TODAY + timedelta(days=days), today=TODAY
    )

    assert (answer.code if isinstance(answer, No) else "") == code


@pytest.mark.parametrize(("state", "said", "follow_up", "allowed"), [
    (State.OPEN, False, FollowUp.NONE, True),
    (State.OPEN, True, FollowUp.NONE, False),
    (State.OPEN, True, FollowUp.SENT, True),
    (State.SUBMITTED, False, FollowUp.NONE, False),
    (State.CLOSED, True, FollowUp.SENT, False),
])
def test_a_sent_answer_changes_only_when_it_is_asked_again(state, said, follow_up, allowed):
    answer = rules.may_answer(state=state, said_before=said, follow_up=follow_up)

    assert bool(answer) == allowed


@pytest.mark.parametrize(("given", "code"), [
    (Given(text="x" * 8001), "too-long"),
    (Given(text="Yes", rests_on="own"), "report-missing"),
    (Given(text="Yes", rests_on="guess"), "rests-on-unknown"),
    (Given(text="Yes", dated_on="in spring"), "date-unreadable"),
    (Given(text="Yes", dated_on="2026-11-03"), "date-ahead"),
    (Given(text="Yes", secret_why="s" * 301), "line-too-long"),
    (Given(text="Yes", rests_on="other", report="NPL, 2025", dated_on="2025-06-01"), ""),
])
def test_an_answer_is_kept_when_its_report_is_named_and_its_date_can_be(given, code):
    answer = rules.may_keep(given, today=TODAY)

    assert (answer.code if isinstance(answer, No) else "") == code


@pytest.mark.parametrize(("values", "code"), [
    ({}, ""),
    ({"state": State.OPEN}, "with-the-supplier"),
    ({"why": " "}, "why-missing"),
    ({"answered": False}, "not-answered"),
    ({"answered": False, "grade": Grade.NONE}, ""),
    ({"seen": Seen.OTHER}, "report-missing"),
    ({"seen": Seen.OTHER, "report": "NPL, June 2025"}, ""),
])
def test_a_grade_needs_a_reason_an_answer_and_a_named_report_where_one_was_read(values, code):
    given = {"state": State.SUBMITTED, "answered": True, "grade": Grade.GOOD, "why": "Counts",
             "seen": Seen.NOTHING, "report": ""} | values

    answer = rules.may_grade(**given)

    assert (answer.code if isinstance(answer, No) else "") == code


@pytest.mark.parametrize(("values", "code"), [
    ({}, ""),
    ({"answered": False, "grade": None}, ""),
    ({"grade": None}, "ungraded"),
    ({"grade": Grade.GOOD}, "good"),
    ({"held_already": True}, "held-already"),
    ({"state": State.OPEN}, "with-the-supplier"),
    ({"state": State.CLOSED}, ""),
])
def test_only_a_missing_or_wanting_answer_becomes_a_condition(values, code):
    given = {"state": State.SUBMITTED, "answered": True, "grade": Grade.VAGUE,
             "held_already": False} | values

    answer = rules.may_hold_to(**given)

    assert (answer.code if isinstance(answer, No) else "") == code


def test_an_enquiry_closes_when_every_answer_is_graded_and_nothing_waits():
    assert rules.may_close(state=State.SUBMITTED, ungraded=0, to_send=0) == Yes()
    assert rules.may_close(state=State.SUBMITTED, ungraded=2, to_send=0).code == "ungraded"
    assert rules.may_close(state=State.SUBMITTED, ungraded=0, to_send=1).code == "to-send"
    assert rules.may_close(state=State.OPEN, ungraded=0, to_send=0).code == "with-the-supplier"


HEADINGS = ("Number", "Question", "A good answer", "Your answer", "Rests on (says, own or other)",
            "Name and author of the report", "Date of the report", "Keep secret, because")


def test_a_sheet_is_read_row_by_row_and_each_odd_row_is_told_in_a_sentence():
    where = sheets.places(HEADINGS)
    barred = No("This answer was sent and read, and was not asked again.", "not-asked-again")

    read = sheets.read_rows(
        [
            (2, ("1", "", "", "It finds plates.", "", "", "", "")),
            (3, ("2", "", "", "", "", "", "", "")),
            (4, ("9", "", "", "What?", "", "", "", "")),
            (5, ("1", "", "", "Again.", "", "", "", "")),
            (6, ("3", "", "", "RestsOn.", "own", "", "", "")),
            (7, ("4", "", "", "RestsOn.", "A test that somebody else made", "NPL", "1/6/2025", "")),
            (8, ("", "", "", "Adrift.", "", "", "", "")),
            (9, ("5", "", "", "Changed.", "", "", "", "")),
            (10, ("6", "", "", "'=1+1 is two", "perhaps", "", "", "")),
        ],
        where=where, today=TODAY,
        asked={"1": None, "2": None, "3": None, "4": None, "5": barred, "6": None},
    )

    assert [each.number for each in read.taken] == ["1", "4"]
    assert read.taken[1].given == Given(
        text="RestsOn.", rests_on=RestsOn.OTHER.value, report="NPL", dated_on="2025-06-01"
    )
    assert read.blank == 1
    assert [(each.row, each.sentence) for each in read.odd] == [
        (4, "There is no question “9” in this set. Check the number."),
        (5, "Question 1 is answered in row 2 already. Keep one."),
        (6, "Question 3: Name the report of the test, with who wrote it."),
        (8, "It has an answer and no number. Write the number of the question in the first cell."),
        (9, "Question 5: This answer was sent and read, and was not asked again."),
        (10, "Question 6: Choose what the answer rests on."),
    ]


def test_a_sheet_without_the_column_of_answers_is_refused_in_words():
    answer = sheets.places(("Number", "Question"))

    assert isinstance(answer, No)
    assert "“Your answer”" in answer.reason
