"""Checking a sentence before it is said, and reading what was checked."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.identify.register import actions as register
from dueregard.identify.register.rules import Status
from dueregard.people.rules import Role
from dueregard.report.declarations import actions as declarations
from dueregard.report.declarations.actions import Said
from dueregard.report.declarations.rules import DataKind
from dueregard.report.statements import queries

pytestmark = pytest.mark.usefixtures("at_the_same_time")
READERS = (Role.ETHICS_LEAD, Role.DECISION_MAKER, Role.INSPECTOR, Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def live(world, technology="drones", name="Flying eye"):
    return register.add(described=register.Description(name=name, technology=technology),
                        status=Status.LIVE, imported=True, by=world.lead, now=world.now)


def declared(world):
    return declarations.make(
        said=Said(tool="My flyer", purpose="Roofs", technology="drones",
                  data=(DataKind.IMAGES,)),
        named=False, by=world.person(Role.OFFICER), now=world.now,
    ).rpartition("-")[2]


def test_a_leader_checks_a_sentence_and_can_follow_each_record(world, visit):
    ref, number = live(world), declared(world)
    leader = visit(Role.DECISION_MAKER)

    sent = leader.send("/statements/", text="We do not use drones.")

    assert sent["Location"] == "/statements/1/"
    page = leader.client.get("/statements/1/")
    text = words(page)
    assert "Contradicted Do not say it. The record says otherwise." in text
    assert f'href="/uses/{ref}/"' in page.content.decode()
    assert f'href="/declarations/{number}/"' in page.content.decode()
    assert "What would make it supportable" in text


def test_a_sentence_that_cannot_be_read_is_said_to_be_so_with_what_is_recorded(world, visit):
    live(world)
    leader = visit(Role.DECISION_MAKER)

    leader.send("/statements/", text="We hardly ever use drones.")

    text = leader.read("/statements/1/")
    assert "Cannot be supported" in text
    assert "We could not read what this claims" in text
    assert "Flying eye" in text


def test_each_sentence_has_its_own_outcome_and_the_whole_that_of_the_worst(world, visit):
    live(world)
    leader = visit(Role.DECISION_MAKER)

    leader.send("/statements/", text="We use drones. We do not use drones.")

    assert [str(each.outcome) for each in queries.one(1).results] == [
        "supported", "contradicted"]


@pytest.mark.parametrize(("text", "said"), [
    ("", "Write the sentence"), ("  ", "Write the sentence"), ("x" * 3001, "at most 3000"),
    ("?!", "Write the sentence"),
])
def test_nothing_to_check_is_said_beside_the_field(world, visit, text, said):
    page = visit(Role.DECISION_MAKER).send("/statements/", text=text)

    assert said in words(page)
    assert queries.listing().count == 0


def test_the_same_form_sent_twice_is_one_check(world, visit):
    leader = visit(Role.DECISION_MAKER)

    leader.send("/statements/", once="one", text="We use drones.")
    leader.send("/statements/", once="one", text="We use drones.")

    assert queries.listing().count == 1


def test_a_later_reader_sees_it_as_it_was_and_whether_it_would_stand_today(world, visit):
    leader = visit(Role.DECISION_MAKER)
    leader.send("/statements/", text="We use drones.")
    world.later(days=1)
    live(world)

    inspector = visit(Role.INSPECTOR)

    assert "Cannot be supported" in inspector.read("/statements/1/")
    today = inspector.read("/statements/1/today/")
    assert "No: it comes out otherwise now." in today
    assert "These have moved since: The register." in today
    assert queries.listing().count == 1


def test_conflicts_are_on_the_page_of_checks(world, visit):
    ref = world.use(name="Drones over crowds", technology="drones")
    register.move(ref=ref, to=Status.NOT_USED, reason="We never did", by=world.lead, now=world.now)
    reader = visit(Role.INSPECTOR)
    assert "contradict each other (0)" in reader.read("/statements/")

    declared(world)

    text = reader.read("/statements/")
    assert "contradict each other (1)" in text
    assert "My flyer: declared by staff." in text


def test_how_fresh_the_answers_are_is_said(world, visit):
    lead = visit(Role.ETHICS_LEAD)
    text = lead.read("/statements/")
    assert "staff were never asked." in text
    assert "no list was brought in." in text

    declarations.note_asking(asked_on=world.now.date(), how="A letter", by=world.lead,
                             now=world.now)

    assert "all staff were last asked on 2 November 2026." in lead.read("/statements/")


@pytest.mark.parametrize("role", sorted(Role))
def test_who_may_read_the_checks(world, client, role):
    Visitor(client, world.join(role)).read(
        "/statements/", status=200 if role in READERS else 403
    )


def test_the_inspector_reads_and_has_no_form(world, visit):
    text = visit(Role.INSPECTOR).read("/statements/")

    assert "This is for" in text
    assert "Check it" not in text


def test_a_check_that_is_not_there_is_said_to_be_missing(world, visit):
    visit(Role.INSPECTOR).read("/statements/7/", status=404)


def test_words_in_a_sentence_are_never_taken_for_the_page(world, visit):
    leader = visit(Role.DECISION_MAKER)

    leader.send("/statements/", text="<script>alert(1)</script> We use drones.")

    assert "<script>alert" not in leader.client.get("/statements/1/").content.decode()
