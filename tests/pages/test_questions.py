"""Questions from the public, as those inside find them: the list, one of them, its three forms."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.people.rules import Role
from dueregard.report.public_register.asked import actions as asked
from dueregard.report.public_register.asked import rules
from dueregard.report.public_register.models import PublicQuestion
from dueregard.report.questions import queries

pytestmark = pytest.mark.usefixtures("at_the_same_time")
WORDS = "How long do you keep my face, Zebedee?"


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


@pytest.fixture
def number(world):
    """A question that waits at the public door."""
    world.publish()
    token = rules.open_token(slug="live-facial-recognition", version=1, now=world.now)
    asked.keep(token=token, words=WORDS, this_hour=0, now=world.now)
    return token.number


def test_opening_the_list_fetches_what_waits_outside(visit, number):
    text = visit(Role.ETHICS_LEAD).read("/questions/")

    assert "Not read yet (1)" in text and WORDS in text
    assert "Due on 30 November 2026, 20 working days left." in text


def test_an_empty_list_says_so(world, visit):
    assert "Nobody has asked anything yet" in visit(Role.ETHICS_LEAD).read("/questions/")


def test_it_is_shown_with_what_the_machine_missed_taken_out(world, visit, number):
    lead = visit(Role.ETHICS_LEAD)
    lead.read("/questions/")
    refused = lead.send(f"/questions/{number}/show/", words="You are wonderful")
    assert "You can take words out, and change none" in words(refused)
    assert "You are wonderful" in words(refused)

    lead.send(f"/questions/{number}/show/", words="How long do you keep my face, [taken out]?")

    assert PublicQuestion.objects.get().words == "How long do you keep my face, [taken out]?"
    text = lead.read(f"/questions/{number}/")
    assert "Zebedee" not in text and "Take more out of it" in text


def test_it_is_not_shown_for_a_reason(world, visit, number):
    lead = visit(Role.ETHICS_LEAD)
    lead.read("/questions/")
    assert "Choose why it is not shown" in words(lead.send(f"/questions/{number}/refuse/"))
    assert "Give the number of the question" in words(
        lead.send(f"/questions/{number}/refuse/", reason="repeats-another"))

    lead.send(f"/questions/{number}/refuse/", reason="abusive")

    assert PublicQuestion.objects.get().reason == "abusive"
    assert "Not shown. It is abusive." in lead.read("/questions/")
    assert "It is not shown already." in lead.read(f"/questions/{number}/refuse/")


@pytest.mark.parametrize(("change", "said"), [
    ({"words": ""}, "Write the answer"), ({"post": ""}, "Say which post answers"),
    ({"version": ""}, "Choose a version"), ({"version": "7"}, "Select a valid choice"),
])
def test_what_an_answer_lacks_is_said(world, visit, number, change, said):
    lead = visit(Role.ETHICS_LEAD)
    lead.read("/questions/")
    lead.send(f"/questions/{number}/show/", words=WORDS)

    sent = {"words": "A second.", "post": "Head of Ethics", "version": "1", "changed_to": ""}
    page = lead.send(f"/questions/{number}/answer/", **sent | change)

    assert said in words(page)
    assert queries.one(number, today=world.now.date()).answers == ()


def test_it_is_answered_once_however_often_the_form_is_sent(world, visit, number):
    lead = visit(Role.ETHICS_LEAD)
    lead.read("/questions/")
    assert "Show the question first" in lead.read(f"/questions/{number}/answer/")
    lead.send(f"/questions/{number}/show/", words=WORDS)
    sent = {"words": "A second.", "post": "Head of Ethics", "version": "1", "changed_to": ""}

    for _again in range(2):
        lead.send(f"/questions/{number}/answer/", once="same", **sent)

    [told] = PublicQuestion.objects.get().answers
    assert told["words"] == "A second."
    assert "Answered on 2 November 2026 by the Head of Ethics." in lead.read("/questions/")


def test_late_ones_come_first_and_say_so(world, visit, number):
    world.later(days=40)

    text = visit(Role.ETHICS_LEAD).read("/questions/")

    assert "Late: no answer after 20 working days (1)" in text
    assert "Late: it was due on 30 November 2026" in text


def test_who_may_read_but_not_do_is_told_why(world, visit, number):
    visit(Role.ETHICS_LEAD).read("/questions/")

    text = visit(Role.INSPECTOR).read(f"/questions/{number}/")

    assert WORDS in text
    assert "Show it: This is for" in text and "Answer it: This is for" in text


def test_an_officer_has_no_list(visit, number):
    assert "This is for" in visit(Role.OFFICER).read("/questions/", status=403)


def test_the_owner_of_the_use_sees_no_words_that_are_not_shown(visit, number):
    visit(Role.ETHICS_LEAD).read("/questions/")
    owner = visit(Role.PROJECT_LEAD)

    assert number in owner.read("/questions/")
    assert "Zebedee" not in owner.read("/questions/")
    assert "Zebedee" not in owner.read(f"/questions/{number}/")


def test_a_number_that_is_not_there_is_said(visit, number):
    assert "There is no question with that number" in visit(Role.ETHICS_LEAD).read(
        "/questions/BCD-2222/", status=404)
