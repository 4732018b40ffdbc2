"""The committee's pages: a happy path each, a refusal for each audience, errors by the field."""

import pytest

from dueregard.identify.register import actions as register_actions
from dueregard.identify.register.actions import Description
from dueregard.manage.committee import queries
from dueregard.manage.committee.deciding import Verdict
from dueregard.manage.committee.rules import State
from dueregard.manage.conditions import queries as conditions
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")
SECRET = "I do not trust these numbers"


def read(response):
    return response.content.decode()


def state(world, matter_id):
    return queries.matter(matter_id, reader=world.lead, now=world.now).state


def test_a_member_finds_what_waits_for_them_first(world, sign_in):
    world.matter(world.use(name="Drone watch"))

    text = read(sign_in(Role.COMMITTEE_MEMBER).get("/committee/"))

    assert "Waiting for you" in text
    assert "Drone watch" in text
    assert "Give your opinion" in text
    assert "14 days left" in text


def test_an_empty_committee_says_what_to_do(world, sign_in):
    assert "open a use and go to Manage" in read(sign_in(Role.ETHICS_LEAD).get("/committee/"))
    assert "When something is, it stands here" in read(
        sign_in(Role.COMMITTEE_MEMBER).get("/committee/")
    )


def test_a_member_gives_an_opinion_that_another_member_does_not_see(world, sign_in):
    matter_id = world.matter()

    response = sign_in(Role.COMMITTEE_MEMBER).post(
        f"/committee/{matter_id}/opinion/", {"outcome": "reject", "reasons": SECRET}, follow=True
    )
    others = read(sign_in(Role.COMMITTEE_CHAIR).get(f"/committee/{matter_id}/"))

    assert "Your opinion is kept" in read(response)
    assert SECRET in read(response)
    assert SECRET not in others
    assert "Nobody reads another" in others


@pytest.mark.parametrize("role", [
    Role.COMMITTEE_SECRETARY, Role.ETHICS_LEAD, Role.PROJECT_LEAD, Role.DECISION_MAKER,
    Role.INSPECTOR,
])
@pytest.mark.parametrize("page", ["", "paper/json/", "advice/"])
def test_no_page_gives_a_hidden_opinion_away(world, sign_in, role, page):
    matter_id = world.matter()
    sign_in(Role.COMMITTEE_MEMBER).post(
        f"/committee/{matter_id}/opinion/", {"outcome": "reject", "reasons": SECRET}
    )

    assert SECRET not in read(sign_in(role).get(f"/committee/{matter_id}/{page}"))


def test_a_form_without_reasons_says_so_by_the_field_and_keeps_what_was_chosen(world, sign_in):
    matter_id = world.matter()

    text = read(sign_in(Role.COMMITTEE_MEMBER).post(
        f"/committee/{matter_id}/opinion/", {"outcome": "reject"}
    ))

    assert "There is a problem" in text
    assert 'href="#id_reasons"' in text
    assert "Give your reasons" in text
    assert 'value="reject"' in text and "checked" in text


def test_a_member_steps_aside_with_their_interest(world, sign_in):
    matter_id = world.matter()

    text = read(sign_in(Role.COMMITTEE_MEMBER).post(
        f"/committee/{matter_id}/step-aside/", {"interest": "I own shares"}, follow=True
    ))

    assert "stepped aside (I own shares)" in text


def test_the_secretary_reads_why_opinions_cannot_be_closed_yet(world, sign_in):
    matter_id = world.matter()
    client = sign_in(Role.COMMITTEE_SECRETARY)

    before = read(client.get(f"/committee/{matter_id}/"))
    pressed = read(client.post(f"/committee/{matter_id}/close/", follow=True))

    assert "Members have until 16 November 2026" in before
    assert "Still to come" in pressed
    assert state(world, matter_id) == State.OPINIONS


def test_the_secretary_closes_after_the_date_once_there_is_a_quorum(world, sign_in):
    matter_id = world.matter()
    world.later(days=15)
    no_quorum = read(sign_in(Role.COMMITTEE_SECRETARY).post(
        f"/committee/{matter_id}/close/", follow=True
    ))
    assert "0 of 2 gave an opinion, and 1 make a quorum" in no_quorum
    sign_in(Role.COMMITTEE_MEMBER).post(
        f"/committee/{matter_id}/opinion/", {"outcome": "reject", "reasons": SECRET}
    )
    client = sign_in(Role.COMMITTEE_SECRETARY)

    text = read(client.post(f"/committee/{matter_id}/close/", follow=True))

    assert "Opinions are closed and shown" in text
    assert "1 of 2 members gave an opinion. Closed after the deadline" in text


def test_the_chair_writes_advice_with_things_that_can_be_tested(world, sign_in):
    matter_id = world.matter(to="closed")

    text = read(sign_in(Role.COMMITTEE_CHAIR).post(f"/committee/{matter_id}/advice/", {
        "outcome": "proceed-minor", "reasons": "With care", "dissent": "One was against",
        "items": "4", "text_2": "Put up signs", "test_2": "A photograph of each sign",
    }, follow=True))

    assert "The advice is given" in text
    assert "Proceed with minor amendments" in text
    assert "1. Put up signs" in text
    assert "One was against" in text


def test_half_an_item_is_said_by_its_field(world, sign_in):
    matter_id = world.matter(to="closed")

    text = read(sign_in(Role.COMMITTEE_CHAIR).post(f"/committee/{matter_id}/advice/", {
        "outcome": "noted", "reasons": "Read", "items": "4", "text_1": "Put up signs",
    }))

    assert 'href="#id_test_1"' in text
    assert state(world, matter_id) == State.CLOSED


def test_making_room_for_more_keeps_what_was_written(world, sign_in):
    matter_id = world.matter(to="closed")

    text = read(sign_in(Role.COMMITTEE_CHAIR).post(f"/committee/{matter_id}/advice/", {
        "outcome": "noted", "reasons": "What I wrote", "items": "4", "text_4": "The fourth",
        "more": "1",
    }))

    assert "What I wrote" in text
    assert "The fourth" in text
    assert 'name="text_8"' in text
    assert "There is a problem" not in text
    assert state(world, matter_id) == State.CLOSED


def test_the_decision_maker_replies_to_each_item(world, sign_in):
    matter_id = world.matter(to="advised", items=2)
    client = sign_in(Role.DECISION_MAKER)

    wrong = read(client.post(f"/committee/{matter_id}/reply/", {
        "said_1": "accept", "said_2": "decline", "words": "Thank you",
    }))
    right = read(client.post(f"/committee/{matter_id}/reply/", {
        "said_1": "accept", "said_2": "decline", "reasons_2": "Too dear", "words": "Thank you",
    }, follow=True))

    assert 'href="#id_reasons_2"' in wrong
    assert "Declined" in right
    assert "Too dear" in right


def decision(world, **changes):
    owner = world.person(Role.PROJECT_LEAD).id
    return {
        "verdict": "go-on-trial", "reasons": "Small and watched", "by_post": "Assistant Chief",
        "departs_because": "The court asked for it", "review_on": "1/5/2027",
        "text_1": "Do thing 1", "test_1": "It can be seen", "owner_1": str(owner),
        "due_1": "1/12/2026",
    } | changes


def test_the_decision_maker_decides_and_the_departure_is_said(world, sign_in):
    ref = world.use()
    matter_id = world.matter(ref, to="replied", outcome="reject")
    world.open_the_way(matter_id, Verdict.TRIAL)

    text = read(sign_in(Role.DECISION_MAKER).post(
        f"/committee/{matter_id}/decision/", decision(world), follow=True
    ))

    assert "It is decided" in text
    assert "This goes against the committee's advice." in text
    assert "The court asked for it" in text
    assert [each.due_on.isoformat() for each in conditions.by_use(ref)] == ["2026-12-01"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"departs_because": ""}, "#id_departs_because"),
        ({"review_on": ""}, "#id_review_on"),
        ({"review_on": "soon"}, "#id_review_on"),
        ({"due_1": ""}, "#id_due_1"),
        ({"owner_1": ""}, "#id_owner_1"),
        ({"by_post": ""}, "#id_by_post"),
        ({"verdict": "carry-on-live"}, "#id_verdict"),
    ],
)
def test_what_a_decision_lacks_is_said_by_its_field(world, sign_in, change, field):
    matter_id = world.matter(to="replied", outcome="reject")

    text = read(sign_in(Role.DECISION_MAKER).post(
        f"/committee/{matter_id}/decision/", decision(world, **change)
    ))

    assert f'href="{field}' in text
    assert state(world, matter_id) == State.REPLIED


def test_a_use_is_refused_without_dates_for_what_no_longer_applies(world, sign_in):
    ref = world.use()
    matter_id = world.matter(ref, to="replied", outcome="reject")

    sign_in(Role.DECISION_MAKER).post(f"/committee/{matter_id}/decision/", decision(
        world, verdict="refuse", departs_because="", review_on="", due_1=""
    ))

    assert state(world, matter_id) == State.DECIDED
    assert conditions.by_use(ref) == ()


def test_the_same_decision_sent_twice_is_made_once(world, sign_in):
    ref = world.use()
    matter_id = world.matter(ref, to="replied")
    world.open_the_way(matter_id, Verdict.TRIAL)
    client = sign_in(Role.DECISION_MAKER)
    sent = decision(world, once="the mark of this form")

    first = client.post(f"/committee/{matter_id}/decision/", sent)
    second = client.post(f"/committee/{matter_id}/decision/", sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert len(conditions.by_use(ref)) == 1


@pytest.mark.parametrize(
    ("page", "role"),
    [
        ("opinion/", Role.DECISION_MAKER), ("step-aside/", Role.COMMITTEE_SECRETARY),
        ("advice/", Role.COMMITTEE_MEMBER), ("reply/", Role.COMMITTEE_CHAIR),
        ("decision/", Role.COMMITTEE_CHAIR), ("", Role.OFFICER), ("paper/html/", Role.OFFICER),
    ],
)
def test_a_page_that_is_not_this_persons_part_is_refused_in_words(world, sign_in, page, role):
    matter_id = world.matter()

    response = sign_in(role).get(f"/committee/{matter_id}/{page}")

    assert response.status_code == 403
    assert "This is for" in read(response)


@pytest.mark.parametrize(
    ("page", "role", "reason"),
    [
        ("advice/", Role.COMMITTEE_CHAIR, "Advice is written once opinions are closed"),
        ("reply/", Role.DECISION_MAKER, "there is no advice yet"),
        ("decision/", Role.DECISION_MAKER, "there is no reply yet"),
    ],
)
def test_a_page_before_its_turn_gives_the_reason_and_no_form(world, sign_in, page, role, reason):
    matter_id = world.matter()

    text = read(sign_in(role).get(f"/committee/{matter_id}/{page}"))

    assert reason in text
    assert 'name="reasons"' not in text


def test_a_member_from_outside_sees_no_field_that_stays_in_the_force(world, sign_in):
    ref = world.use(owner_named="Named Owner", contract="Contract 77, £2m")
    matter_id = world.matter(ref, to="decided")
    register_actions.describe(
        ref=ref, described=Description(name="Renamed", contract="Contract 77, £2m"),
        by=world.lead, now=world.now,
    )
    client = sign_in(Role.COMMITTEE_MEMBER)

    pages = [read(client.get(address)) for address in (
        "/committee/", f"/committee/{matter_id}/", f"/committee/{matter_id}/paper/json/",
    )]

    for secret in ("Named Owner", "Contract 77", ref, world.person(Role.PROJECT_LEAD).name):
        assert all(secret not in page for page in pages)


@pytest.mark.parametrize("form", ["html", "pdf", "csv", "md", "json"])
def test_the_paper_can_be_taken_away_in_every_format(world, sign_in, form):
    matter_id = world.matter()

    response = sign_in(Role.COMMITTEE_MEMBER).get(f"/committee/{matter_id}/paper/{form}/")

    assert response.status_code == 200
    assert f"committee-paper-{matter_id}.{form}" in response["Content-Disposition"]
    assert response.content


def test_a_format_that_there_is_not_is_not_found(world, sign_in):
    matter_id = world.matter()

    assert sign_in(Role.COMMITTEE_MEMBER).get(
        f"/committee/{matter_id}/paper/exe/"
    ).status_code == 404
