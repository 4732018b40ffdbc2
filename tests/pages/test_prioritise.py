"""The pages of Prioritise: open, answer, compare, put in order, settle."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.people.rules import Role
from dueregard.prioritise.assessment import queries
from dueregard.prioritise.assessment.rules import State

EFFECT = {
    "kind": "risk", "affected": "People passing by", "text": "They are stopped by mistake",
    "lens": "safety", "chance": "likely", "size": "serious",
}


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_a_use_with_nothing_to_gain_is_sent_back_to_identify(world, lead):
    ref = world.use()

    page = lead.read(f"/uses/{ref}/prioritise/")

    assert "There is no opportunity here and no risk of doing nothing" in page
    assert "Go to identify" in page


def test_an_assessment_is_opened_and_says_what_to_do_next(world, lead):
    ref = world.points()
    before = lead.read(f"/uses/{ref}/prioritise/")

    response = lead.send(f"/uses/{ref}/prioritise/open/")

    after = lead.read(response["Location"])
    assert "Open the assessment" in before
    assert "Carry on as now" in after
    assert "What to do next" in after
    assert "Add at least one option" in after


def test_the_questions_of_a_lens_are_answered_in_one_form(world, lead):
    ref = world.assessment(to="opened")
    address = f"/uses/{ref}/questions/privacy/"
    page = lead.read(address)

    response = lead.send(address, answer_0="partly", text_0="In most places",
                         answer_1="dont-know")

    lines = queries.lens_questions(ref, lens="privacy", now=world.now)
    assert lines[0].text in page
    assert lines[0].good in page
    assert response.status_code == 302
    assert [each.reply is not None for each in lines[:3]] == [True, True, False]
    assert "2 answers are kept" in lead.read(response["Location"])


def test_an_answer_older_than_its_evidence_may_be_is_marked_until_somebody_looks_again(
    world, lead, at_the_same_time
):
    ref = world.assessment(to="opened")
    address = f"/uses/{ref}/questions/privacy/"
    given = {"answer_0": "yes", "text_0": "Each item has its reason"}
    lead.send(address, **given)
    fresh = lead.read(address)
    world.later(days=800)
    old = lead.read(address)

    lead.send(address, **given)
    only_saved = lead.read(address)
    lead.send(address, **given, again_0="on")
    looked_again = lead.read(address)

    assert "(not older than 24 months)" in fresh
    assert "look again" not in fresh
    assert "Older than 24 months: look again Last answered on 2 November 2026." in old
    assert "Older than 24 months: look again" in only_saved
    assert "look again" not in looked_again


def test_an_answer_without_words_is_said_beside_the_field_and_nothing_is_kept(world, lead):
    ref = world.assessment(to="opened")

    response = lead.send(f"/uses/{ref}/questions/privacy/", answer_0="yes",
                         text_1="Words without an answer")

    page = response.content.decode()
    assert 'href="#id_text_0"' in page
    assert 'href="#id_answer_1_0"' in page
    assert queries.progress(ref).answered == 0


def test_an_option_and_what_it_would_do_are_added_once_however_often_they_are_sent(world, lead):
    ref = world.assessment(to="opened")
    for _twice in range(2):
        lead.send(f"/uses/{ref}/prioritise/options/add/", once="option", name="Try it")
    for _twice in range(2):
        lead.send(f"/uses/{ref}/prioritise/options/1/effect/", once="effect", **EFFECT)

    page = lead.read(f"/uses/{ref}/prioritise/")

    sheet = queries.latest(ref)
    assert [each.name for each in sheet.options] == ["Carry on as now", "Try it"]
    assert len(sheet.options[1].effects) == 1
    assert "They are stopped by mistake" in page
    assert "Likely (55% to 75%)" in page


def test_an_empty_effect_says_what_each_field_needs(world, lead):
    ref = world.assessment(to="opened")

    page = words(lead.send(f"/uses/{ref}/prioritise/options/0/effect/"))

    for problem in ("Choose risk or opportunity", "Say who is affected", "Choose how likely it is",
                    "Say what would happen to them", "Choose how much it would matter"):
        assert page.count(problem) >= 2
    lead.read(f"/uses/{ref}/prioritise/options/7/effect/", status=404)


def test_what_was_added_can_be_taken_out_again(world, lead):
    ref = world.assessment(to="weighed")
    effect = queries.latest(ref).options[1].effects[0]
    asked = lead.read(f"/uses/{ref}/prioritise/effects/{effect.id}/drop/")

    lead.send(f"/uses/{ref}/prioritise/effects/{effect.id}/drop/")
    after_effect = queries.latest(ref)
    lead.send(f"/uses/{ref}/prioritise/options/1/drop/")

    assert effect.text in asked
    assert len(after_effect.options[1].effects) == 1
    assert [each.number for each in queries.latest(ref).options] == [0]
    lead.read(f"/uses/{ref}/prioritise/options/1/drop/", status=404)
    lead.read(f"/uses/{ref}/prioritise/effects/99/drop/", status=404)


def test_carrying_on_as_now_cannot_be_taken_out(world, lead):
    ref = world.assessment(to="opened")

    response = lead.send(f"/uses/{ref}/prioritise/options/0/drop/")

    assert "always stays one of the options" in words(response)


def test_people_put_the_options_in_order_and_say_why(world, lead):
    ref = world.assessment(to="weighed")

    response = lead.send(f"/uses/{ref}/prioritise/rank/", place_0="1", place_1="2",
                         reason="Too little is known")

    sheet = queries.latest(ref)
    assert response.status_code == 302
    assert [each.number for each in sheet.ranked] == [0, 1]
    assert sheet.why_this_order == "Too little is known"


def test_two_options_with_one_place_are_said_beside_the_second(world, lead):
    ref = world.assessment(to="weighed")

    response = lead.send(f"/uses/{ref}/prioritise/rank/", place_0="1", place_1="1", reason="So")

    assert 'href="#id_place_1' in response.content.decode()
    assert "already has place 1" in words(response)
    assert [each.number for each in queries.latest(ref).ranked] == [1, 0]


def test_a_complete_assessment_is_settled_with_one_button(world, lead):
    ref = world.assessment(to="weighed")
    before = lead.read(f"/uses/{ref}/prioritise/")

    lead.send(f"/uses/{ref}/prioritise/settle/")

    after = lead.read(f"/uses/{ref}/prioritise/")
    assert "Settle the assessment" in before
    assert queries.latest(ref).state is State.SETTLED
    assert "Nobody can change it" in after
    assert "Add an option" not in after
    assert "Go on to the decision" in after


def test_an_incomplete_one_is_not_settled_and_the_page_names_what_is_missing(world, lead):
    ref = world.assessment(to="opened")

    response = lead.client.post(f"/uses/{ref}/prioritise/settle/", {"once": "early"}, follow=True)

    assert "Not yet." in words(response)
    assert queries.latest(ref).state is State.OPEN


def test_a_settled_assessment_shows_its_questions_as_asked_and_takes_no_answers(world, lead):
    ref = world.assessment()

    page = lead.read(f"/uses/{ref}/questions/privacy/")
    response = lead.send(f"/uses/{ref}/questions/privacy/", answer_0="yes", text_0="Now we do")

    assert "nobody can change it" in page
    assert "nobody can change it" in words(response)


def test_a_new_round_needs_a_reason_and_the_first_stays_readable(world, lead):
    ref = world.assessment()

    without = lead.send(f"/uses/{ref}/prioritise/open/")
    lead.send(f"/uses/{ref}/prioritise/open/", because="A new version")

    assert "Say why you are looking again" in words(without)
    assert [each.round for each in queries.rounds(ref)] == [2, 1]
    assert "Try it in one place" in lead.read(f"/uses/{ref}/prioritise/round/1/")
    lead.read(f"/uses/{ref}/prioritise/round/9/", status=404)


def test_a_reader_sees_the_options_and_no_way_to_change_them(world, client):
    ref = world.assessment(to="weighed")
    visitor = Visitor(client, world.person(Role.INSPECTOR))

    page = visitor.read(f"/uses/{ref}/prioritise/")

    assert "Try it in one place" in page
    assert "This is for" in page
    for button in ("Take out", "Add an option", "Settle the assessment"):
        assert button not in page


@pytest.mark.parametrize(("role", "address"), [
    (Role.COMMITTEE_MEMBER, "prioritise/"),
    (Role.PANEL_MEMBER, "questions/privacy/"),
    (Role.INSPECTOR, "prioritise/rank/"),
    (Role.OFFICER, "prioritise/open/"),
])
def test_pages_that_are_not_for_a_role_say_for_whom_they_are(world, client, role, address):
    ref = world.use()
    visitor = Visitor(client, world.person(role))

    assert "This is for" in visitor.read(f"/uses/{ref}/{address}", status=403)


def test_the_page_takes_few_questions_however_much_is_on_it(
    world, lead, django_assert_max_num_queries
):
    ref = world.assessment(to="weighed")

    with django_assert_max_num_queries(36):
        lead.read(f"/uses/{ref}/prioritise/")
