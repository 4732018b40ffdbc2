"""The page of the place that the force polices."""

import pytest
from tests.pages.visiting import Visitor

from dueregard.identify.profile import queries
from dueregard.people.rules import Role


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


COMMUNITY = {
    "sort": "community", "title": "Travellers", "targeted": "on", "words": "", "happened": "",
}


def test_a_community_is_added_changed_and_ended(lead):
    added = lead.send("/profile/add/", **COMMUNITY)
    [line] = queries.lines()
    page = lead.read(added["Location"])
    lead.send(f"/profile/{line.id}/", **COMMUNITY | {"title": "Travellers on the Lode"})
    changed = lead.read("/profile/")
    lead.send(f"/profile/{line.id}/end/")

    assert "Travellers" in page and "Points about fairness and about society" in page
    assert "Travellers on the Lode" in changed
    assert queries.lines() == ()
    assert lead.read("/profile/").count("Nothing is said yet") == 4


def test_the_kinds_of_area_are_ticked_and_shown_ticked(lead):
    lead.send("/profile/", areas=["area.coast"])

    response = lead.client.get("/profile/").content.decode()

    assert [each.area for each in queries.lines()] == ["area.coast"]
    assert response.count(" checked") == 1


def test_what_touches_nothing_is_said_in_words(lead):
    response = lead.send("/profile/add/", **COMMUNITY | {"targeted": "", "sort": "priority"})

    assert "Say what it touches" in response.content.decode()
    assert queries.lines() == ()


def test_others_inside_read_it_and_are_told_who_may_write(world, client):
    owner = Visitor(client, world.person(Role.PROJECT_LEAD))

    page = owner.read("/profile/")

    assert "This is for an ethics lead" in page
    assert "Add a community" not in page
    owner.read("/profile/add/", status=403)


def test_people_outside_the_force_do_not_see_it(world, client):
    Visitor(client, world.person(Role.PANEL_MEMBER)).read("/profile/", status=403)
