"""The pages of Identify: points by lens, what is known, and the law to check."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.identify.points import actions, queries
from dueregard.identify.points.rules import State
from dueregard.identify.register import actions as register
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_an_empty_page_says_what_to_do_and_the_button_lists_the_points(world, lead):
    ref = world.use()
    before = lead.read(f"/uses/{ref}/identify/")

    response = lead.send(f"/uses/{ref}/points/raise/")

    after = lead.read(response["Location"])
    assert "Nothing has been looked at yet" in before
    assert "List them" in before
    assert queries.points(ref)[0].title in after
    assert "A prompt to check, not legal advice" in after


def test_a_kind_that_the_facts_point_to_is_offered_and_added_with_one_button(world, lead):
    ref = world.use(technology="drones")
    lead.send(f"/uses/{ref}/facts/?fact=spot_software", spot_software="names")

    page = lead.read(f"/uses/{ref}/identify/")
    lead.send(f"/uses/{ref}/also/", value="live-facial-recognition")

    assert "This may also be: Live facial recognition" in page
    assert "It reads faces or plates" in page
    after = lead.read(f"/uses/{ref}/identify/")
    assert "This may also be: Live facial recognition" not in after


def test_the_points_of_a_lens_are_settled_in_one_form(world, lead):
    ref = world.use()
    lead.send(f"/uses/{ref}/points/raise/")
    one, two, *_rest = next(each for each in queries.by_lens(ref) if each.lens == "fairness").points

    response = lead.send(f"/uses/{ref}/points/fairness/", **{
        f"to_{one.id}": "accepted", f"to_{two.id}": "set-aside",
        f"reason_{two.id}": "It never leaves the station",
    })

    assert response["Location"] == f"/uses/{ref}/identify/"
    assert queries.sheet(one.id).state is State.ACCEPTED
    assert queries.sheet(two.id).state_reason == "It never leaves the station"
    assert "What you said of 2 points is kept" in lead.read(response["Location"])


def test_setting_a_point_aside_without_a_reason_is_said_beside_the_field(world, lead):
    ref = world.use()
    lead.send(f"/uses/{ref}/points/raise/")
    point = next(each for each in queries.by_lens(ref) if each.lens == "fairness").points[0]

    response = lead.send(f"/uses/{ref}/points/fairness/", **{f"to_{point.id}": "set-aside"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in page
    assert f'href="#id_reason_{point.id}"' in page
    assert queries.sheet(point.id).state is State.RAISED


def test_a_point_of_ones_own_sent_twice_is_one_point(world, lead):
    ref = world.use()
    given = {"kind": "do-nothing", "lens": "safety", "title": "People are found later",
             "text": "Wanted people are looked for by hand"}

    lead.send(f"/uses/{ref}/points/add/", once="same", **given)
    second = lead.send(f"/uses/{ref}/points/add/", once="same", **given)

    assert second.status_code == 302
    assert [each.title for each in queries.points(ref)] == ["People are found later"]


def test_an_empty_point_says_what_each_field_needs(world, lead):
    ref = world.use()

    said = words(lead.send(f"/uses/{ref}/points/add/"))

    for problem in ("Choose what it is", "Choose what it is about", "Enter a short name for it",
                    "Say what could happen"):
        assert said.count(problem) >= 2


def test_changed_facts_are_noticed(world, lead):
    ref = world.use()
    actions.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    register.state_facts(ref=ref, facts={"covert": "no"}, by=world.lead, now=world.now)

    assert "has changed since these points were listed" in lead.read(f"/uses/{ref}/identify/")


def test_a_lens_that_there_is_not_is_not_found(world, lead):
    ref = world.use()

    lead.read(f"/uses/{ref}/points/money/", status=404)
    lead.read("/uses/use-9999/identify/", status=404)


def test_a_reader_sees_the_points_and_the_reason_why_they_cannot_settle(world, client):
    ref = world.points()
    inspector = Visitor(client, world.person(Role.INSPECTOR))

    page = inspector.read(f"/uses/{ref}/identify/")
    lens = inspector.read(f"/uses/{ref}/points/{queries.points(ref)[0].lens}/")

    assert queries.points(ref)[0].title in page
    assert "This is for an ethics lead or a project lead" in page
    assert "say which apply here" not in page
    assert queries.points(ref)[0].text in lens
    assert "Save what you said" not in lens


def test_a_project_lead_of_another_use_is_told_why_and_the_refusal_is_on_the_ledger(
    world, client
):
    ref = world.use(owner=world.lead)
    visitor = Visitor(client, world.person(Role.PROJECT_LEAD))

    page = visitor.read(f"/uses/{ref}/points/add/")
    visitor.send(f"/uses/{ref}/points/raise/")

    assert "only for uses that you own" in page
    assert ledger.history(about=ref, newest=1)[0].refused
    assert queries.points(ref) == ()


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.PANEL_MEMBER])
def test_people_from_outside_do_not_read_the_workings(world, client, role):
    ref = world.use()
    visitor = Visitor(client, world.person(role))

    assert "This is for" in visitor.read(f"/uses/{ref}/identify/", status=403)


def test_the_law_shown_is_that_of_the_force_s_own_nation(world, lead):
    ref = world.use()

    page = lead.read(f"/uses/{ref}/identify/")

    assert "rules of England may apply" in page
    assert "Scotland" not in page


def test_what_the_force_said_of_its_place_is_said_beside_the_points_that_come_earlier(world, lead):
    ref = world.use()
    lead.send(f"/uses/{ref}/points/raise/")
    before = lead.read(f"/uses/{ref}/identify/")

    lead.send("/profile/add/", sort="priority", title="Net zero by 2030", lenses=["environment"],
              words="", happened="")

    assert "Earlier here" not in before and "would stand here too" not in before
    assert "Earlier here. A priority of this force: Net zero by 2030." in \
        lead.read(f"/uses/{ref}/identify/")
