"""Who may do what, and that nobody acts on their own matter where that is forbidden."""

import pytest

from dueregard.answers import No, Yes
from dueregard.documents.audience import Audience
from dueregard.ledger.rules import Actor
from dueregard.people.rules import (
    PERMISSIONS,
    ROLE_NAMES,
    Concern,
    Role,
    audience_of,
    may,
)

OWN = Concern(owners=frozenset({7}))
OTHERS = Concern(owners=frozenset({8}))


def actor(*roles: Role) -> Actor:
    return Actor(id=7, name="Ada", roles=frozenset(roles))


def test_every_role_has_a_name():
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_somebody_without_a_role_may_do_nothing(permission):
    answer = may(actor(), permission)

    assert isinstance(answer, No)
    assert answer.reason.startswith("This is for ")


def test_a_project_lead_changes_their_own_use_and_no_other():
    assert may(actor(Role.PROJECT_LEAD), "register.change", OWN) == Yes()
    assert isinstance(may(actor(Role.PROJECT_LEAD), "register.change", OTHERS), No)


@pytest.mark.parametrize(
    ("permission", "role"),
    [
        ("committee.opine", Role.COMMITTEE_MEMBER),
        ("committee.advise", Role.COMMITTEE_CHAIR),
        ("committee.decide", Role.DECISION_MAKER),
        ("publication.publish", Role.ETHICS_LEAD),
        ("conditions.accept", Role.DECISION_MAKER),
    ],
)
def test_nobody_advises_decides_or_publishes_on_their_own_use(permission, role):
    answer = may(actor(role), permission, OWN)

    assert isinstance(answer, No)
    assert answer.code == "own-use"
    assert may(actor(role), permission, OTHERS) == Yes()


def test_a_second_role_that_reaches_every_use_is_enough():
    assert may(actor(Role.PROJECT_LEAD, Role.ETHICS_LEAD), "register.change", OTHERS) == Yes()


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (Role.OFFICER, Audience.FORCE),
        (Role.COMMITTEE_MEMBER, Audience.COMMITTEE),
        (Role.COMMITTEE_CHAIR, Audience.COMMITTEE),
        (Role.COMMITTEE_SECRETARY, Audience.FORCE),
        (Role.PANEL_MEMBER, Audience.PANEL),
    ],
)
def test_members_from_outside_are_not_inside_the_force(role, audience):
    assert audience_of(actor(role)) == audience


def test_somebody_unknown_is_the_public():
    assert audience_of(Actor(id=None, name="?")) == Audience.PUBLIC


def test_a_role_that_no_longer_exists_gives_nothing():
    assert isinstance(may(Actor(id=1, name="?", roles=frozenset({"wizard"})), "register.read"), No)
