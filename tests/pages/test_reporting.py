"""The page of everything that is told others: what waits on it, and for whom."""

import pytest
from django.urls import reverse
from tests.pages.visiting import Visitor

from dueregard.desk.reporting import SHELVES
from dueregard.identify.register import actions as register
from dueregard.people.rules import PERMISSIONS, Role
from dueregard.report.publication import actions as publication

pytestmark = pytest.mark.usefixtures("at_the_same_time")


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def test_every_place_is_there_and_has_a_permission_that_somebody_holds():
    for shelf in SHELVES:
        for each in shelf.places:
            assert reverse(each.link) and PERMISSIONS[each.permission]


@pytest.mark.parametrize("role", [
    each for each in Role if each not in (
        Role.PANEL_MEMBER, Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR)
])
def test_each_link_that_somebody_is_shown_opens_for_them(world, visit, role):
    world.use()
    visitor = visit(role)
    page = visitor.client.get("/reporting/").content.decode()
    shown = [
        reverse(each.link) for shelf in SHELVES for each in shelf.places
        if f'href="{reverse(each.link)}"' in page
    ]

    assert len(shown) >= 3
    for address in shown:
        assert visitor.read(address)


def test_what_waits_is_said_and_leads_to_its_use(world, visit):
    ref = world.use(name="Cameras")
    publication.propose(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)
    moved = world.publish(world.use(name="Drones"))
    world.later(days=1)
    register.state_facts(ref=moved, facts={"threshold": "0.5"}, by=world.lead, now=world.now)

    text = visit(Role.ETHICS_LEAD).client.get("/reporting/").content.decode()

    assert "Proposed, and waiting for a second person" in text
    assert f'<a class="govuk-link" href="/uses/{ref}/report/">Cameras</a>' in text
    assert "The record was worked on after its public page was made" in text


def test_where_nothing_waits_the_page_does_not_say_that_all_is_well(visit):
    assert "Nothing that we know of." in visit(Role.ETHICS_LEAD).read("/reporting/")
