"""Saying what you use, and what the ethics lead does with it, page by page."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.identify.register import queries as register
from dueregard.people.rules import Role
from dueregard.report.declarations import queries

pytestmark = pytest.mark.usefixtures("at_the_same_time")
SAID = {"tool": "Quillmate", "purpose": "Drafts of statements", "kinds": ["cases"],
        "technology": "", "since": "last winter", "device": "own", "paid": "free", "named": "no"}


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def declared(visit, **change):
    visit(Role.OFFICER).send("/declare/", **SAID | change)
    return queries.every()[-1].pk


def test_an_officer_declares_and_the_ethics_lead_sees_a_gap(world, visit):
    sent = visit(Role.OFFICER).send("/declare/", **SAID)

    assert sent["Location"] == "/declare/thank-you/"
    assert "It is kept" in visit(Role.OFFICER).read("/declare/thank-you/")
    text = visit(Role.ETHICS_LEAD).read("/declarations/")
    assert "1 declared tool is not in the register." in text
    assert "Gap: not in the register" in text
    assert world.person(Role.OFFICER).name not in text


@pytest.mark.parametrize(("change", "said"), [
    ({"tool": ""}, "Say which tool or data it is"), ({"purpose": ""}, "Say what you use it for"),
    ({"kinds": []}, "Tick what kind of data goes in"),
    ({"kinds": ["no-people", "cases"]}, "Tick “Nothing about people” alone"),
    ({"device": ""}, "Choose on whose device"), ({"paid": ""}, "Choose who pays for it"),
    ({"named": ""}, "Choose with or without your name"),
    ({"technology": "magic"}, "magic is not one of the available choices"),
])
def test_what_is_missing_is_said_and_nothing_that_was_written_is_lost(world, visit, change, said):
    page = visit(Role.OFFICER).send("/declare/", **SAID | change)

    assert said in words(page)
    assert "last winter" in page.content.decode()
    assert queries.every() == ()


def test_the_same_form_sent_twice_is_one_declaration(world, visit):
    officer = visit(Role.OFFICER)

    officer.send("/declare/", once="one", **SAID)
    again = officer.send("/declare/", once="one", **SAID)

    assert again["Location"] == "/declare/thank-you/"
    assert len(queries.every()) == 1


def test_a_name_is_shown_to_the_ethics_lead_alone(world, visit):
    number = declared(visit, named="yes")
    name = world.person(Role.OFFICER).name

    assert name in visit(Role.ETHICS_LEAD).read(f"/declarations/{number}/")
    for role in (Role.INSPECTOR, Role.DECISION_MAKER, Role.DATA_PROTECTION_OFFICER):
        assert name not in visit(role).read(f"/declarations/{number}/")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PROJECT_LEAD, Role.PROCUREMENT_OFFICER])
def test_others_do_not_read_what_was_declared(world, visit, role):
    number = declared(visit)

    visit(role).read("/declarations/", status=403)
    visit(role).read(f"/declarations/{number}/", status=403)


def test_it_becomes_a_use_of_the_register(world, visit):
    number = declared(visit)

    sent = visit(Role.ETHICS_LEAD).send(
        f"/declarations/{number}/add/", name="Quillmate", affected="Not known",
        technology="generative-ai-assistant",
    )

    [use] = register.listing().lines
    assert sent["Location"] == f"/uses/{use.ref}/"
    assert "Added to the register" in visit(Role.ETHICS_LEAD).read(f"/declarations/{number}/")


def test_it_is_linked_and_later_closed(world, visit):
    ref, number = world.use(name="A writing tool"), declared(visit)
    lead = visit(Role.ETHICS_LEAD)
    assert "Choose the use that it speaks of" in words(
        lead.send(f"/declarations/{number}/link/", ref=""))

    lead.send(f"/declarations/{number}/link/", ref=ref)
    assert "A writing tool" in lead.read(f"/declarations/{number}/")
    assert "Say why, in a sentence" in words(
        lead.send(f"/declarations/{number}/close/", to="no-longer-used", because=""))

    lead.send(f"/declarations/{number}/close/", to="no-longer-used", because="It was blocked")
    assert "It was blocked" in lead.read(f"/declarations/{number}/")


def test_that_staff_were_asked_is_noted_with_the_day_and_how(world, visit):
    lead = visit(Role.ETHICS_LEAD)
    assert "Never." in lead.read("/declarations/")
    assert "That day is yet to come" in words(
        lead.send("/declarations/asked/", asked_on="1/1/2030", how="A letter"))

    lead.send("/declarations/asked/", asked_on="1/11/2026", how="A letter to all staff")

    assert "1 November 2026: A letter to all staff." in lead.read("/declarations/")


@pytest.mark.parametrize("address", ["/declarations/9/", "/declarations/9/link/"])
def test_one_that_is_not_there_is_said_to_be_missing(world, visit, address):
    visit(Role.ETHICS_LEAD).read(address, status=404)


def test_states_can_be_chosen_and_nonsense_shows_all(world, visit):
    declared(visit)
    lead = visit(Role.ETHICS_LEAD)

    assert "Quillmate" in lead.read("/declarations/?state=open")
    assert "Quillmate" not in lead.read("/declarations/?state=linked")
    assert "Quillmate" in lead.read("/declarations/?state=magic&page=x")
