"""When a partner may receive: default no, every reason named, two different people for a yes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dueregard.answers import DueRegardError, No
from dueregard.manage.partners import rules
from dueregard.manage.partners.rules import Check, Half, Known, Result, Signed, State
from dueregard.manage.partners.vetting import read, vetting

TODAY = date(2026, 11, 2)
LATER = TODAY + timedelta(days=200)
SOONER = TODAY + timedelta(days=40)
STEPS = [each.id for each in vetting().steps]
GOOD = Known(
    name="Council", entered_by=1, signed=Signed(until=LATER, place=50),
    checks={each: Check(result=Result.PASSED, expires=LATER) for each in STEPS},
)


def against(known, today=TODAY):
    return [each.code for each in rules.reasons(known, vetting=vetting(), today=today)]


def test_nothing_known_is_a_no_that_names_every_step_and_the_sign_off():
    empty = Known(name="Council", entered_by=1, checks={})

    assert against(empty) == [*(f"step-{each}" for each in STEPS), "sign-off-missing"]
    assert rules.vetted_until(empty, vetting=vetting()) is None


def test_all_good_is_the_only_yes_and_lasts_until_the_first_lapse_that_day_included():
    sooner = replace(GOOD, checks={
        **GOOD.checks, STEPS[3]: Check(result=Result.PASSED, expires=SOONER),
    })

    assert against(GOOD) == []
    assert rules.vetted_until(sooner, vetting=vetting()) == SOONER
    assert against(sooner, SOONER) == []
    assert against(sooner, SOONER + timedelta(days=1)) == [f"step-{STEPS[3]}"]


@pytest.mark.parametrize("step", STEPS)
def test_each_step_alone_stops_everything(step):
    without = {key: each for key, each in GOOD.checks.items() if key != step}
    failed = {**GOOD.checks, step: Check(result=Result.FAILED, expires=None)}

    assert against(replace(GOOD, checks=without)) == [f"step-{step}"]
    assert against(replace(GOOD, checks=failed))[0] == f"step-{step}"


@pytest.mark.parametrize(
    ("change", "code", "state"),
    [
        ({"signed": None}, "sign-off-missing", State.TO_SIGN),
        ({"signed": Signed(until=TODAY - timedelta(days=1), place=50)}, "sign-off-lapsed",
         State.LAPSED),
        ({"failed_at": 51}, "sign-off-missing", State.TO_SIGN),
        ({"suspended_because": "They lost a file"}, "partner-suspended", State.SUSPENDED),
        ({"ended_because": "Merged"}, "partner-ended", State.ENDED),
    ],
)
def test_each_other_reason_stops_everything(change, code, state):
    known = replace(GOOD, **change)

    assert against(known) == [code]
    assert rules.state(known, vetting=vetting(), today=TODAY) is state


def test_a_failure_before_the_sign_off_does_not_stop_it():
    assert against(replace(GOOD, failed_at=49)) == []


@pytest.mark.parametrize(
    ("person", "entered", "code"),
    [(5, (), "same-person"), (None, (), "same-person"), (1, (), "entered-it"),
     (7, (7, 8), "entered-it"), (9, (7, 8), "")],
)
def test_the_second_who_signs_is_another_and_entered_none_of_it(person, entered, code):
    known = replace(GOOD, half=Half(first_id=5))

    answer = rules.may_sign(known=known, entered=entered, person=person, vetting=vetting(),
                            today=TODAY)

    assert getattr(answer, "code", "") == code


def test_nobody_signs_while_a_step_is_missing_or_out_of_date():
    short = replace(GOOD, signed=None, half=Half(first_id=5), checks={
        **GOOD.checks, STEPS[0]: Check(result=Result.PASSED, expires=TODAY - timedelta(days=1)),
    })

    first = rules.may_recommend(known=replace(short, half=None), vetting=vetting(), words="Read",
                                today=TODAY)
    second = rules.may_sign(known=short, entered=(), person=9, vetting=vetting(), today=TODAY)

    assert isinstance(first, No)
    assert isinstance(second, No)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""), ({"evidence": " "}, "evidence-missing"),
        ({"option": "A promise"}, "option-missing"),
        ({"expires": None}, "expires-missing"), ({"expires": TODAY}, "expires-past"),
        ({"expires": date(2027, 11, 3)}, "expires-late"), ({"expires": date(2027, 11, 2)}, ""),
        ({"result": Result.FAILED, "expires": None, "option": ""}, ""),
        ({"step": vetting().step("breach-drill")}, "drill-only"), ({"step": None}, "no-step"),
        ({"step": vetting().step("contacts"), "contacts": False}, "contacts-missing"),
    ],
)
def test_what_may_be_recorded_of_a_step(change, code):
    given = {
        "step": vetting().step("security"), "result": Result.PASSED, "evidence": "Certificate",
        "option": "ISO 27001", "expires": LATER, "today": TODAY, "contacts": True,
    } | change

    assert getattr(rules.may_check(**given), "code", "") == code


@pytest.mark.parametrize(
    ("asked_by", "person", "agreed", "words", "code"),
    [(3, 3, True, "", "same-person"), (3, None, True, "", "same-person"),
     (3, 4, True, "", ""), (3, 4, False, "", "words-missing"), (3, 4, False, "Not yet", "")],
)
def test_a_suspension_is_lifted_by_another_than_who_asked(asked_by, person, agreed, words, code):
    answer = rules.may_answer_lifting(asked=True, asked_by=asked_by, person=person,
                                      agreed=agreed, words=words)

    assert getattr(answer, "code", "") == code


@pytest.mark.parametrize(
    "text",
    ["sign_off_months = 12", "x =", '[[kind]]\nid = "a"\nname = "A"\n[[step]]\nid = "s"',
     'sign_off_months = 0\n[[kind]]\nid = "a"\nname = "A"\n[[step]]\nid = "s"\ntitle = "S"\n'
     'asks = "?"\ngood = "."\nmonths = 3'],
)
def test_a_fault_in_the_file_is_refused_in_words(text):
    with pytest.raises(DueRegardError, match="partners.toml"):
        read(text)
