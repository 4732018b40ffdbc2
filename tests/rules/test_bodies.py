"""Who may sit on which body, from when to when, and what each seat lets them do."""

from datetime import date, timedelta

import pytest

from dueregard.answers import DueRegardError
from dueregard.manage.bodies import kinds, rules
from dueregard.manage.bodies.rules import Post, Served, Sitting
from dueregard.people.rules import Role

TODAY = date(2026, 11, 2)
MEMBER = frozenset({Role.COMMITTEE_MEMBER.value})
SEAT = {
    "name": "Ada", "post": Post.MEMBER, "roles": MEMBER, "email": "",
    "served": Served.SIGNS_IN, "since": TODAY, "until": None,
}


def sitting(**given):
    values = {
        "id": 1, "person_id": 7, "name": "Ada", "post": Post.CHAIR, "since": TODAY,
        "until": None, "served": Served.SIGNS_IN,
    }
    return Sitting(**values | given)


def test_the_four_kinds_are_kept_apart_and_only_committees_advise_on_a_use():
    advises = {each.id: each.advises for each in kinds.kinds()}

    assert advises == {
        "data-ethics-committee": True, "ethics-committee": True,
        "independent-advisory-group": False, "community-scrutiny-panel": False,
    }
    assert all(each.is_for and each.is_not_for for each in kinds.kinds())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[kind", "cannot be read"),
        ('[[kind]]\nid = "x"\nname = "X"\nadvises = true', "the kind x lacks is_for"),
        ('[[kind]]\nid = "x"\nname = "X"\nis_for = "a"\nis_not_for = "b"', "true or false"),
        ('[[kind]]\nid = "x"\nname = "X"\nadvises = false\nis_for = "a"\nis_not_for = "b"',
         "no kind that advises"),
    ],
)
def test_a_fault_in_the_file_of_kinds_is_said_with_what_to_do(text, said):
    with pytest.raises(DueRegardError, match=said):
        kinds.read(text)


def test_a_kind_that_was_taken_out_of_the_file_advises_on_nothing():
    assert not kinds.kind_of("parish-council").advises


@pytest.mark.parametrize(
    ("day", "held"),
    [(-1, False), (0, True), (10, True), (11, False)],
)
def test_a_term_runs_from_its_first_day_to_its_last(day, held):
    seat = sitting(until=TODAY + timedelta(days=10))

    assert seat.is_held(TODAY + timedelta(days=day)) == held


def test_a_member_without_an_account_holds_no_post_by_signing_in():
    seats = [sitting(person_id=None)]

    assert rules.posts_of(seats, person_id=None, today=TODAY) == frozenset()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"name": "  "}, "name-missing"),
        ({"until": TODAY - timedelta(days=1)}, "term-backwards"),
        ({"until": TODAY}, None),
        ({"roles": frozenset({"officer"})}, "not-appointed"),
        ({"post": Post.CHAIR}, "not-appointed"),
        ({"post": Post.CHAIR, "roles": frozenset({"committee-chair"})}, None),
        ({"post": Post.SECRETARY, "roles": frozenset({"committee-secretary"}),
          "served": Served.PRINT}, "must-sign-in"),
        ({"served": Served.PRINT}, None),
        ({"roles": None}, "account-missing"),
        ({"roles": None, "served": Served.PRINT}, None),
        ({"roles": None, "served": Served.MAIL}, "address-missing"),
        ({"roles": None, "served": Served.MAIL, "email": "a@b.example"}, None),
        ({"roles": None, "post": Post.CHAIR, "served": Served.PRINT}, "account-missing"),
    ],
)
def test_a_seat_is_given_to_whoever_can_do_what_it_is_for(change, code):
    assert getattr(rules.may_seat(**SEAT | change), "code", None) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None), ({"name": " "}, "name-missing"), ({"kind": "parish"}, "kind-missing"),
        ({"quorum": 0}, "quorum-missing"),
    ],
)
def test_a_body_has_a_name_a_kind_and_a_quorum(change, code):
    values = {"name": "X", "quorum": 3, "kind": "ethics-committee",
              "kinds": [each.id for each in kinds.kinds()]} | change

    assert getattr(rules.may_found(**values), "code", None) == code
