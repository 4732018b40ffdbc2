"""Invitations that open once, letters in their rhythm, groups that hold roles: rules alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.people.digests.rules import Rhythm, due
from dueregard.people.invitations.rules import GOOD_FOR, may_use
from dueregard.people.remarks import rules as remarks
from dueregard.people.rules import Role, may_take_over, roles_of

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 2, 7, 0, tzinfo=LONDON)
FRESH = {"expires_at": MONDAY + GOOD_FOR, "used_at": None, "replaced": False, "active": True}


def test_a_fresh_invitation_opens():
    assert may_use(now=MONDAY, **FRESH)


@pytest.mark.parametrize(("changed", "code"), [
    ({"used_at": MONDAY}, "used"),
    ({"expires_at": MONDAY}, "expired"),
    ({"replaced": True}, "replaced"),
    ({"active": False}, "suspended"),
])
def test_an_invitation_opens_no_more(changed, code):
    assert may_use(now=MONDAY, **FRESH | changed).code == code


@pytest.mark.parametrize(("rhythm", "since", "now", "expected"), [
    (Rhythm.OFF, MONDAY - timedelta(days=99), MONDAY, False),
    (Rhythm.WEEKLY, MONDAY - timedelta(hours=1), MONDAY, True),
    (Rhythm.WEEKLY, MONDAY - timedelta(hours=1), MONDAY - timedelta(minutes=1), False),
    (Rhythm.WEEKLY, MONDAY, MONDAY + timedelta(days=6, hours=23), False),
    (Rhythm.WEEKLY, MONDAY, MONDAY + timedelta(days=7), True),
    (Rhythm.WEEKLY, MONDAY - timedelta(days=30), MONDAY + timedelta(days=3), True),
    (Rhythm.MONTHLY, MONDAY, MONDAY + timedelta(days=28), False),
    (Rhythm.MONTHLY, MONDAY, datetime(2026, 12, 1, 6, 59, tzinfo=LONDON), False),
    (Rhythm.MONTHLY, MONDAY, datetime(2026, 12, 1, 7, 0, tzinfo=LONDON), True),
    (Rhythm.MONTHLY, datetime(2026, 12, 31, tzinfo=LONDON), datetime(2027, 1, 1, 8, tzinfo=LONDON),
     True),
])
def test_a_letter_is_due(rhythm, since, now, expected):
    assert due(rhythm=rhythm, since=since, now=now) is expected


@given(
    start=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)),
    rhythm=st.sampled_from([Rhythm.WEEKLY, Rhythm.MONTHLY]),
)
def test_nobody_is_written_to_twice_in_one_period_whatever_the_hour(start, rhythm):
    since = start.replace(tzinfo=LONDON)
    letters = []
    for hour in range(24 * 62 + 1):
        now = since + timedelta(hours=hour)
        if due(rhythm=rhythm, since=since if not letters else letters[-1], now=now):
            letters.append(now)

    assert len(letters) in ({8, 9} if rhythm is Rhythm.WEEKLY else {2, 3})


LISTED = {"Ethics": ["ethics-lead"], "Many": ["analyst", "officer"], "Odd": ["superuser"]}


@pytest.mark.parametrize(("groups", "roles"), [
    ([], set()),
    (["ethics"], set()),
    (["Odd"], set()),
    (["Ethics", "Elsewhere"], {Role.ETHICS_LEAD}),
    (["Many", "Ethics"], {Role.ETHICS_LEAD, Role.ANALYST, Role.OFFICER}),
])
def test_only_a_group_on_the_list_holds_a_role(groups, roles):
    assert roles_of(groups, listed=LISTED) == roles


def test_an_address_that_nobody_vouches_for_takes_over_nothing():
    assert not may_take_over(trusted=False, verified=False)
    assert may_take_over(trusted=True, verified=False)


def test_what_is_not_clear_is_said_in_words():
    assert remarks.may_say(clear=False, words=" ").code == "no-words"
    assert remarks.may_say(clear=True, words="")


def test_an_answer_is_given_once_and_in_words():
    assert remarks.may_answer(answered=True, words="Yes").code == "answered"
    assert remarks.may_answer(answered=False, words="").code == "no-words"
