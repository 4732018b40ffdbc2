"""The first account, invitations and roles."""

import pytest
from tests.builders import PASSWORD

from dueregard.answers import DueRegardError, Refused
from dueregard.people import actions, queries
from dueregard.people.rules import Role


def test_the_founder_is_ethics_lead_and_administrator(world):
    assert world.lead.roles == {Role.ETHICS_LEAD, Role.ADMINISTRATOR}
    assert queries.force().name == "Test Constabulary"


def test_an_installation_is_founded_once(world, now):
    with pytest.raises(Refused):
        actions.found(
            force_name="Other", name="Eve", email="eve@example.test", password=PASSWORD, now=now
        )

    assert queries.force().name == "Test Constabulary"


def test_only_an_administrator_invites(world, now):
    with pytest.raises(Refused, match="administrator"):
        actions.invite(
            name="B", email="b@example.test", roles=[Role.OFFICER],
            by=world.person(Role.OFFICER), now=now, password=PASSWORD,
        )


def test_an_address_is_used_once_whatever_its_case(world, now):
    with pytest.raises(DueRegardError, match="already an account for ada@example.test"):
        actions.invite(
            name="Ada again", email="ADA@example.test", roles=[Role.OFFICER], by=world.lead,
            now=now, password=PASSWORD,
        )


def test_roles_are_changed_as_a_whole(world, now):
    person = world.join(Role.OFFICER, Role.ANALYST)

    actions.appoint(person_id=person.id, roles=[Role.ANALYST, Role.INSPECTOR], by=world.lead,
                    now=now)

    assert queries.actor(person.id).roles == {Role.ANALYST, Role.INSPECTOR}


def test_the_only_administrator_cannot_be_taken_away(world, now):
    with pytest.raises(Refused, match="only administrator"):
        actions.appoint(person_id=world.founder_id, roles=[Role.ETHICS_LEAD], by=world.lead,
                        now=now)
    with pytest.raises(Refused, match="only administrator"):
        actions.suspend(person_id=world.founder_id, reason="left", by=world.lead, now=now)

    assert Role.ADMINISTRATOR in world.lead.roles


def test_a_suspended_person_holds_no_role(world, now):
    person = world.join(Role.OFFICER)

    actions.suspend(person_id=person.id, reason="left", by=world.lead, now=now)

    assert queries.actor(person.id).roles == frozenset()
    assert queries.holding(Role.OFFICER) == ()
