"""The supplier's door: one set of questions behind a link; any other link opens a plain page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.pages.visiting import words
from tests.records.test_procurement import TOKEN, asked, graded, linked, submitted

from dueregard.ledger import queries as ledger
from dueregard.manage.procurement import actions, queries
from dueregard.manage.procurement.rules import Grade, State
from dueregard.web.pages import supplier

LIST = f"/supplier/{TOKEN}/"
ANSWER = {"text": "41 of 1,204 were wrong in 2026.", "rests_on": "says", "once": "one"}


@pytest.fixture
def anyone(client, at_the_same_time):
    """Somebody without an account, at the time of the test's world."""
    return client


def body(response) -> str:
    """The page without what differs at each showing."""
    return re.sub(r'nonce="[^"]*"', "", response.content.decode())


def test_a_supplier_reads_saves_comes_back_and_sends(world, anyone):
    enquiry_id = asked(world)
    linked(world, enquiry_id)

    first = anyone.get(LIST)
    saved = anyone.post(f"{LIST}1/", ANSWER)
    back = words(Client().get(LIST))
    sent = anyone.post(f"{LIST}send/", {"said_by": "Jo Seller, engineer", "once": "two"})

    assert "0 of 3 answered" in words(first)
    assert saved["Location"] == f"{LIST}2/"
    assert "1 of 3 answered" in back
    assert sent["Location"] == LIST
    assert "Your answers are sent" in words(anyone.get(LIST))
    assert queries.sheet(enquiry_id).state == State.SUBMITTED


def test_a_supplier_sees_the_questions_and_none_of_what_is_for_the_officer(world, anyone):
    linked(world, asked(world))

    shown = words(anyone.get(LIST)) + words(anyone.get(f"{LIST}1/"))

    line = queries.sheet(_only()).answers[0].asked
    assert line["text"] in shown
    assert line["good"] in shown
    for kept in ("green", "amber", "red", "follow_up", "clause"):
        assert line[kept] not in shown
    for of_the_force in ("use-0001", "Live facial recognition", "Ada Lead", "Sign in", "Ledger"):
        assert of_the_force not in shown


def _only() -> int:
    from dueregard.manage.procurement.models import Enquiry

    return Enquiry.objects.get().pk


def test_a_link_that_is_guessed_ended_or_over_shows_one_plain_page_and_nothing_else(
    world, anyone
):
    ended, over = asked(world), asked(world, version="4")
    linked(world, ended, token="ended")
    actions.revoke_link(enquiry_id=ended, by=world.lead, now=world.now)
    linked(world, over, token="over", days=1)
    world.later(days=3)

    pages = [anyone.get(f"/supplier/{token}/{rest}") for token in ("guess", "ended", "over")
             for rest in ("", "1/", "send/")]
    posts = [anyone.post(f"/supplier/{token}/1/", ANSWER) for token in ("guess", "ended", "over")]

    assert {each.status_code for each in pages + posts} == {404}
    assert len({body(each) for each in pages + posts}) == 1
    shown = words(pages[0])
    assert "This link does not work" in shown
    for kept in ("Facewise", "Test Constabulary", "question"):
        assert kept not in shown
    assert queries.shown_by_link(ended).saved == 0


def test_what_comes_through_the_door_is_kept_by_no_browser_and_no_search_engine(world, anyone):
    linked(world, asked(world))

    for address in (LIST, f"{LIST}1/", "/supplier/guess/"):
        response = anyone.get(address)

        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]


def test_who_tries_links_is_made_to_wait_and_fills_no_ledger(world, anyone):
    linked(world, asked(world))
    before = ledger.history(newest=1)[0].seq

    tried = [anyone.get(f"/supplier/guess-{n}/").status_code
             for n in range(supplier.MOST_WRONG + 2)]
    right = anyone.get(LIST)

    assert tried == [404] * supplier.MOST_WRONG + [429] * 2
    assert right.status_code == 429
    assert "Wait ten minutes" in words(right)
    assert "Facewise" not in words(right)
    assert ledger.history(newest=1)[0].seq == before


def test_after_ten_minutes_the_door_opens_again(world, anyone):
    linked(world, asked(world))
    for n in range(supplier.MOST_WRONG):
        anyone.get(f"/supplier/guess-{n}/")
    assert anyone.get(LIST).status_code == 429

    world.later(minutes=11)

    assert anyone.get(LIST).status_code == 200


def test_one_link_cannot_be_read_without_end(world, anyone, monkeypatch):
    monkeypatch.setattr(supplier, "MOST_BY_LINK", 3)
    linked(world, asked(world))

    assert [anyone.get(LIST).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_form_that_is_sent_twice_saves_once(world, anyone):
    linked(world, asked(world))

    for _ in range(2):
        anyone.post(f"{LIST}1/", ANSWER)

    assert sum(each.verb == "procurement:answer:save" for each in ledger.history()) == 1


@pytest.mark.parametrize(("changed", "said"), [
    ({"rests_on": "own"}, "Name the report of the test, with who wrote it."),
    ({"dated_on": "soon"}, "Enter a date, like 27/3/2026"),
    ({"dated_on": "27/3/2030"}, "The date of the report lies after today."),
])
def test_a_slip_is_told_beside_the_field(world, anyone, changed, said):
    linked(world, asked(world))

    response = anyone.post(f"{LIST}1/", ANSWER | changed)

    assert said in words(response)
    assert queries.shown_by_link(_only()).saved == 0


def test_an_answer_for_an_earlier_version_is_confirmed_or_changed(world, anyone):
    earlier = submitted(world)
    new = asked(world, ref=queries.sheet(earlier).ref, version="4", inherits_id=earlier)
    linked(world, new, token="four")

    shown = words(anyone.get("/supplier/four/1/"))
    same = {**ANSWER, "still": "changed"}
    unchanged = anyone.post("/supplier/four/1/", same)
    confirmed = anyone.post("/supplier/four/1/", same | {"still": "still", "once": "x"})

    assert "was given for version 3. Is it still so for version 4?" in shown
    assert "The answer is the same as before" in words(unchanged)
    assert confirmed.status_code == 302
    assert queries.shown_by_link(new).saved == 1


def test_when_asked_again_only_that_question_can_be_changed(world, anyone):
    enquiry_id = submitted(world)
    first, second, _third = queries.sheet(enquiry_id).answers
    graded(world, first)
    graded(world, second, grade=Grade.VAGUE, follow_up="How many of each group?")
    actions.return_(enquiry_id=enquiry_id, by=world.lead, now=world.now)

    closed, again = words(anyone.get(f"{LIST}1/")), words(anyone.get(f"{LIST}2/"))

    assert "was not asked again" in closed
    assert "Save and go on" not in closed
    assert "How many of each group?" in again


def test_a_question_that_is_not_there_is_the_plain_page(world, anyone):
    linked(world, asked(world))

    assert anyone.get(f"{LIST}99/").status_code == 404


def test_the_link_of_a_closed_set_opens_nothing(world, anyone):
    enquiry_id = submitted(world)
    for each in queries.sheet(enquiry_id).answers[:2]:
        graded(world, each)
    actions.close(enquiry_id=enquiry_id, by=world.lead, now=world.now + timedelta(minutes=1))

    assert anyone.get(LIST).status_code == 404
