"""Telling that something happened, what that opens, and closing it with a reason."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.manage.happenings import queries
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")
TOLD = {"kind": "complaint-upheld", "words": "A stop that should not have been",
        "happened_on": "1/11/2026", "said_by": "Professional standards"}


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def test_an_officer_tells_what_happened_and_everybody_sees_what_it_opens(world, visit):
    ref = world.use()
    officer = visit(Role.OFFICER)

    sent = officer.send(f"/uses/{ref}/happened/tell/", **TOLD)

    assert sent["Location"] == f"/uses/{ref}/happened/"
    text = officer.read(f"/uses/{ref}/happened/")
    assert "A complaint was upheld" in text
    assert "Look at it by 3 December 2026." in text
    assert "may have grown old" in text


@pytest.mark.parametrize(("change", "said"), [
    ({"kind": ""}, "Choose what happened"), ({"words": ""}, "Say what happened"),
    ({"happened_on": "3/11/2026"}, "That day is yet to come"),
    ({"happened_on": "soon"}, "Enter a date, like 27/3/2026"), ({"said_by": ""}, "Say who says so"),
])
def test_what_is_missing_is_said(world, visit, change, said):
    ref = world.use()

    page = visit(Role.OFFICER).send(f"/uses/{ref}/happened/tell/", **TOLD | change)

    assert said in words(page)
    assert queries.of_use(ref) == ()


def test_the_ethics_lead_closes_it_with_a_reason(world, visit):
    ref = world.use()
    visit(Role.OFFICER).send(f"/uses/{ref}/happened/tell/", **TOLD)
    [line] = queries.of_use(ref)
    lead = visit(Role.ETHICS_LEAD)
    assert "Say why no review is needed" in words(
        lead.send(f"/happenings/{line.id}/close/", because="")
    )

    lead.send(f"/happenings/{line.id}/close/", because="It was another tool")

    assert "It was another tool" in lead.read(f"/uses/{ref}/happened/")


def test_a_live_use_to_which_something_happened_is_on_the_map_of_the_inspector(world, visit):
    ref = world.use()
    world.matter(ref, to="decided", items=0)
    world.later(hours=1)
    visit(Role.OFFICER).send(f"/uses/{ref}/happened/tell/", **TOLD)

    text = visit(Role.INSPECTOR).read("/coverage/")

    assert "1 A complaint was upheld" in text
    assert "Look at what was upheld" in text
