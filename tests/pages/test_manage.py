"""The Manage page of a use, putting it to the committee, and the pages of a condition."""

import pytest

from dueregard.manage.committee import queries as committee
from dueregard.manage.conditions import actions, queries
from dueregard.manage.conditions.rules import State
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")


def read(response):
    return response.content.decode()


def test_a_use_that_was_never_before_the_committee_offers_to_put_it_there(world, sign_in):
    ref = world.use()

    text = read(sign_in(Role.ETHICS_LEAD).get(f"/uses/{ref}/manage/"))

    assert "It has not been before the committee." in text
    assert f'href="/uses/{ref}/refer/"' in text


def test_somebody_who_may_not_refer_reads_why(world, sign_in):
    text = read(sign_in(Role.OFFICER).get(f"/uses/{world.use()}/manage/"))

    assert "This is for an ethics lead or a project lead" in text
    assert "/refer/" not in text


def test_the_owner_reads_the_paper_and_sends_it(world, sign_in):
    ref = world.use()
    world.body()
    client = sign_in(Role.PROJECT_LEAD)

    before = read(client.get(f"/uses/{ref}/refer/"))
    after = client.post(
        f"/uses/{ref}/refer/", {"question": "Should we try it?", "deadline": "16/11/2026"},
        follow=True,
    )

    assert "Everyone who walks past the van" in before
    assert "2 members will be asked" in before
    assert "The options are not weighed to the end" in before
    assert "It is before the committee" in read(after)
    assert committee.by_use(ref)[0].question == "Should we try it?"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"deadline": "16/11/2026"}, "Enter your question"),
        ({"question": "Why?"}, "Enter the date by which members answer"),
        ({"question": "Why?", "deadline": "in May"}, "Enter a date, like 27/3/2026"),
        ({"question": "Why?", "deadline": "1/11/2026"}, "a date that is today or later"),
    ],
)
def test_what_a_referral_lacks_is_said(world, sign_in, sent, said):
    ref = world.use()
    world.body()

    text = read(sign_in(Role.PROJECT_LEAD).post(f"/uses/{ref}/refer/", sent))

    assert said in text
    assert committee.by_use(ref) == ()


def test_a_referral_sent_twice_makes_one_matter(world, sign_in):
    ref = world.use()
    world.body()
    client = sign_in(Role.PROJECT_LEAD)
    sent = {"question": "Should we?", "deadline": "16/11/2026", "once": "mark"}

    first = client.post(f"/uses/{ref}/refer/", sent)
    second = client.post(f"/uses/{ref}/refer/", sent)

    assert first["Location"] == second["Location"]
    assert len(committee.by_use(ref)) == 1


def test_a_use_before_the_committee_shows_whose_turn_it_is_and_no_second_form(world, sign_in):
    ref = world.use()
    world.matter(ref)
    client = sign_in(Role.PROJECT_LEAD)

    assert "Next: Members give their opinions" in read(client.get(f"/uses/{ref}/manage/"))
    text = read(client.get(f"/uses/{ref}/refer/"))
    assert "before the committee already" in text
    assert 'name="question"' not in text


def test_advice_reply_and_decision_stand_side_by_side_with_the_conditions(world, sign_in):
    ref = world.use()
    world.matter(ref, to="decided", outcome="reject")

    text = read(sign_in(Role.INSPECTOR).get(f"/uses/{ref}/manage/"))

    for said in ("Reject", "Thank you", "Go on trial", "Assistant Chief Constable",
                 "This goes against the committee's advice", "Do thing 1", "To be met"):
        assert said in text


def test_a_condition_is_answered_checked_and_met_on_its_pages(world, sign_in):
    condition_id = world.condition()

    answered = read(sign_in(Role.PROJECT_LEAD).post(
        f"/conditions/{condition_id}/answer/", {"what_was_done": "Report 12"}, follow=True
    ))
    met = read(sign_in(Role.ETHICS_LEAD).post(
        f"/conditions/{condition_id}/check/", {"found": "accept", "words": "Read it"}, follow=True
    ))

    assert "Somebody else now checks it" in answered
    assert "To be checked" in answered
    assert "The condition is met." in met
    assert queries.one(condition_id).state == State.MET


def test_sending_back_needs_words_and_returns_it_to_its_owner(world, sign_in):
    condition_id = world.condition()
    actions.answer(condition_id=condition_id, what_was_done="Report 12",
                   by=world.person(Role.PROJECT_LEAD), now=world.now)
    client = sign_in(Role.ETHICS_LEAD)

    wrong = read(client.post(f"/conditions/{condition_id}/check/", {"found": "return"}))
    client.post(f"/conditions/{condition_id}/check/", {"found": "return", "words": "No page 4"})

    assert 'href="#id_words"' in wrong
    assert queries.one(condition_id).state == State.OPEN


def test_the_one_who_answered_reads_why_they_do_not_check_it(world, sign_in):
    condition_id = world.condition()
    actions.answer(condition_id=condition_id, what_was_done="Report 12", by=world.lead,
                   now=world.now)
    client = sign_in(Role.ETHICS_LEAD)

    for address in (f"/conditions/{condition_id}/", f"/conditions/{condition_id}/check/"):
        assert "Somebody else checks that against the test" in read(client.get(address))


def test_a_lapsed_condition_is_loud_on_the_page_of_its_use(world, sign_in):
    ref = world.use()
    world.condition(ref)
    actions.lapse(now=world.later(days=31))

    text = read(sign_in(Role.OFFICER).get(f"/uses/{ref}/manage/"))

    assert "Not met in time:" in text
    assert "Do thing 1 (due 2 December 2026)" in text


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.COMMITTEE_MEMBER, "/uses/{ref}/manage/"),
        (Role.COMMITTEE_MEMBER, "/conditions/{condition}/"),
        (Role.OFFICER, "/uses/{ref}/refer/"),
        (Role.OFFICER, "/conditions/{condition}/answer/"),
        (Role.PROJECT_LEAD, "/conditions/{condition}/check/"),
        (Role.PANEL_MEMBER, "/uses/{ref}/manage/"),
    ],
)
def test_pages_are_refused_to_those_they_are_not_for(world, sign_in, role, address):
    ref = world.use()
    condition_id = world.condition(ref)

    response = sign_in(role).get(address.format(ref=ref, condition=condition_id))

    assert response.status_code == 403


@pytest.mark.parametrize("address", ["/uses/use-0999/manage/", "/conditions/999/"])
def test_what_is_not_there_is_not_found(world, sign_in, address):
    assert sign_in(Role.ETHICS_LEAD).get(address).status_code == 404
