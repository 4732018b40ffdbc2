"""The pages of the law: what is in the way first, and met only by name and document."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.identify.law import queries
from dueregard.identify.law.models import RuleSaying
from dueregard.identify.register import actions as register
from dueregard.people.rules import Role

MET = {
    "said": "met", "named": "Sam Okoro", "post": "Data protection officer",
    "title": "Impact assessment", "reference": "DPIA-17", "dated_on": "1/11/2026",
}


@pytest.fixture
def lead(world, client, at_the_same_time):
    return Visitor(client, world.lead)


def test_a_rule_is_said_to_be_met_and_moves_out_of_the_way(world, lead):
    ref = world.use()
    before = lead.read(f"/uses/{ref}/law/")

    response = lead.send(f"/uses/{ref}/law/law.06/", **MET)

    after = lead.read(response["Location"])
    assert response["Location"] == f"/uses/{ref}/law/"
    assert "It is kept, with who said it and what shows it" in after
    assert (
        "It is met: Sam Okoro, Data protection officer. Document: Impact assessment (DPIA-17), "
        "1 November 2026."
    ) in after
    assert "Said to be met" not in before and "Said to be met" in after
    assert queries.line(ref, "law.06", on=world.now.date()).met


def test_each_rule_shows_its_citation_when_it_was_checked_and_whether_it_was_read(world, lead):
    page = lead.read(f"/uses/{world.use()}/law/")

    assert "As it stands on 2 November 2026 in England." in page
    assert "Data Protection Act 2018 s.35(1)-(2). The text itself was read." in page
    assert "Last checked: 26 November 2026." in page
    assert "The text itself was not read: ask a lawyer." in page


def test_what_is_in_the_way_comes_first_with_its_number(world, lead):
    ref = world.use()
    number = len(queries.blocking(ref, world.now.date()))

    page = lead.read(f"/uses/{ref}/law/")

    assert f"Not yet shown to be in order ({number})" in page
    assert page.index("Not yet shown to be in order") < page.index("Check these, and be able")
    assert f"{number} of them must be in order" in lead.read(f"/uses/{ref}/identify/")


@pytest.mark.parametrize(("left_out", "field", "said"), [
    ("named", "named", "Enter the name of the person who says so"),
    ("title", "title", "Name the document that shows it"),
    ("dated_on", "dated_on", "Give the day on the document"),
])
def test_met_without_a_person_or_a_document_is_refused_beside_the_field(
    world, lead, left_out, field, said
):
    ref = world.use()

    response = lead.send(f"/uses/{ref}/law/law.06/", **(MET | {left_out: ""}))

    page = response.content.decode()
    assert response.status_code == 200
    assert f'href="#id_{field}"' in page
    assert words(response).count(said) >= 2
    assert not RuleSaying.objects.exists()


def test_a_form_sent_twice_is_one_word(world, lead):
    ref = world.use()

    lead.send(f"/uses/{ref}/law/law.06/", once="same", **MET)
    second = lead.send(f"/uses/{ref}/law/law.06/", once="same", **MET)

    assert second.status_code == 302
    assert RuleSaying.objects.count() == 1


def test_what_was_said_before_the_facts_changed_asks_for_another_look(world, lead):
    ref = world.use()
    lead.send(f"/uses/{ref}/law/law.06/", **MET)
    register.state_facts(ref=ref, facts={"covert": "yes"}, by=world.lead,
                         now=world.later(hours=1))

    page = lead.read(f"/uses/{ref}/law/")

    assert "Said before the facts changed: look again." in page


def test_the_law_of_another_day_and_nation_can_be_seen_and_nothing_said_there(world, lead):
    ref = world.use()
    register.state_facts(ref=ref, facts={"decides": "yes", "human_review": "no"}, by=world.lead,
                         now=world.now)

    page = lead.read(f"/uses/{ref}/law/?on=2026-01-31&nation=scotland")

    assert "As it stands on 31 January 2026 in Scotland." in page
    assert "From 5 February 2026 this is replaced by “Decisions by machine”." in page
    assert "Beginning within a year" in page
    assert "Say how it stands" not in page
    assert "go back to today" in page


@pytest.mark.parametrize(("query", "said"), [
    ("on=yesterday", "Enter a date, like 27/3/2026"),
    ("nation=france", "Choose England, Wales, Scotland or Northern Ireland"),
    ("on=9999-12-31", "As it stands on 31 December 9999"),
])
def test_an_address_with_a_slip_says_what_to_do(world, lead, query, said):
    assert said in lead.read(f"/uses/{world.use()}/law/?{query}")


def test_the_law_is_that_of_the_forces_own_nation(world, lead):
    ref = world.use()

    page = lead.read(f"/uses/{ref}/law/")

    assert "Welsh language" not in page
    lead.read(f"/uses/{ref}/law/law.39/", status=404)
    lead.read(f"/uses/{ref}/law/law.999/", status=404)


def test_a_rule_that_does_not_apply_says_why_there_is_no_form(world, lead):
    ref = world.use()
    register.state_facts(ref=ref, facts={"sensitive": "no"}, by=world.lead, now=world.now)

    page = lead.read(f"/uses/{ref}/law/law.07/")

    assert "The facts say that this rule does not apply" in page
    assert "Keep it" not in page


def test_a_reader_sees_the_law_and_why_they_cannot_say(world, client, at_the_same_time):
    ref = world.use()
    inspector = Visitor(client, world.person(Role.INSPECTOR))

    page = inspector.read(f"/uses/{ref}/law/")

    assert "This is for a data protection officer, an ethics lead or a project lead" in page
    assert "Say how it stands" not in page
    inspector.read(f"/uses/{ref}/law/law.06/", status=403)


def test_a_project_lead_of_another_use_is_told_why(world, client, at_the_same_time):
    ref = world.use(owner=world.lead)
    visitor = Visitor(client, world.person(Role.PROJECT_LEAD))

    page = visitor.read(f"/uses/{ref}/law/law.06/")
    visitor.send(f"/uses/{ref}/law/law.06/", **MET)

    assert "only for uses that you own" in page
    assert not RuleSaying.objects.exists()


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.PANEL_MEMBER])
def test_people_from_outside_do_not_read_it(world, client, role):
    ref = world.use()
    visitor = Visitor(client, world.person(role))

    assert "This is for" in visitor.read(f"/uses/{ref}/law/", status=403)
    visitor.read(f"/uses/{ref}/law/law.06/", status=403)


def test_somebody_who_has_not_signed_in_is_sent_to_sign_in(world, client):
    assert client.get(f"/uses/{world.use()}/law/").status_code == 302
