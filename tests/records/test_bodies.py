"""Bodies kept apart: seats and terms, interests, and one body for each matter."""

from datetime import timedelta

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.ledger import queries as ledger
from dueregard.manage.bodies import actions, queries
from dueregard.manage.bodies.rules import Post, Served
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee import queries as matters
from dueregard.people.rules import Role


def found(world, *, kind="data-ethics-committee", name="Data Ethics Committee"):
    made = actions.found(name=name, kind=kind, quorum=2, by=world.lead, now=world.now)
    return int(made.removeprefix("body-"))


def refer(world, ref=None, **more):
    made = committee.refer(
        ref=ref or world.use(), question="Should we?", by=world.lead, now=world.now,
        deadline=world.now.date() + timedelta(days=7), **more,
    )
    return int(made.removeprefix("matter-"))


def test_every_change_to_a_body_leaves_one_line(world):
    body_id = world.body()
    before = ledger.head().seq

    seat_id = world.sit(name="Mabel", served=Served.PRINT)
    made = actions.declare(seat_id=seat_id, text="A friend", by=world.lead, now=world.now)
    actions.lift(interest_id=int(made.removeprefix("interest-")), by=world.lead, now=world.now)
    actions.end(seat_id=seat_id, on=world.now.date(), reason="Moved", by=world.lead,
                now=world.now)
    actions.change(body_id=body_id, name="The committee", kind="ethics-committee", quorum=2,
                   by=world.lead, now=world.now)

    verbs = [each.verb for each in reversed(ledger.history(newest=ledger.head().seq - before))]
    assert verbs == ["bodies:seat:give", "bodies:interest:declare", "bodies:interest:lift",
                     "bodies:seat:end", "bodies:body:change"]


def test_a_use_is_put_to_one_body_and_only_its_members_are_asked(world):
    world.body()
    other = found(world)
    expert = world.join(Role.COMMITTEE_MEMBER)
    actions.seat(body_id=other, post=Post.MEMBER, person_id=expert.id, since=world.now.date(),
                 by=world.lead, now=world.now)

    matter_id = refer(world, body_id=other)

    sheet = matters.matter(matter_id, reader=expert, now=world.now)
    assert sheet.body == "Data Ethics Committee"
    assert [each.name for each in sheet.members] == [expert.name]


def test_with_two_committees_it_is_said_that_one_is_chosen(world):
    world.body()
    found(world)

    with pytest.raises(Refused) as refusal:
        refer(world)

    assert refusal.value.code == "body-missing"


@pytest.mark.parametrize("kind", ["independent-advisory-group", "community-scrutiny-panel"])
def test_no_use_is_put_to_a_body_that_does_not_advise(world, kind):
    world.body()
    body_id = found(world, kind=kind, name="Friends")

    with pytest.raises(Refused) as refusal:
        refer(world, body_id=body_id)

    assert refusal.value.code == "does-not-advise"


def test_a_critical_friend_is_never_turned_into_a_committee(world):
    body_id = found(world, kind="independent-advisory-group", name="Friends")

    with pytest.raises(Refused) as refusal:
        actions.change(body_id=body_id, name="Friends", kind="ethics-committee", quorum=1,
                       by=world.lead, now=world.now)

    assert refusal.value.code == "kept-apart"


def test_the_chair_of_another_body_does_not_close_or_advise_in_this_one(world):
    matter_id = world.matter()
    stranger = world.join(Role.COMMITTEE_CHAIR)
    other = found(world)
    actions.seat(body_id=other, post=Post.CHAIR, person_id=stranger.id, since=world.now.date(),
                 by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        committee.close(matter_id=matter_id, by=stranger, now=world.later(days=20))

    assert refusal.value.code == "no-seat"
    assert "Ethics committee was asked" in refusal.value.reason


def test_a_member_whose_term_is_over_gives_no_opinion_and_is_not_asked_again(world):
    matter_id = world.matter()
    member = world.person(Role.COMMITTEE_MEMBER)
    seat = next(each for each in queries.body(world.body(), today=world.now.date()).now
                if each.person_id == member.id)
    actions.end(seat_id=seat.id, on=world.now.date(), reason="Moved away", by=world.lead,
                now=world.now)
    world.later(days=1)

    with pytest.raises(Refused) as refusal:
        committee.opine(matter_id=matter_id, outcome="noted", reasons="Read", by=member,
                        now=world.now)

    assert refusal.value.code == "no-seat"
    asked = matters.members_to_ask(
        _concern(), body_id=world.body(), today=world.now.date()
    )
    assert member.name not in {each.name for each in asked}


def _concern():
    from dueregard.people.rules import Concern

    return Concern()


def test_a_suspended_member_is_not_waited_for_in_a_new_matter(world):
    from dueregard.people import actions as people

    world.body()
    member = world.person(Role.COMMITTEE_MEMBER)
    people.suspend(person_id=member.id, reason="Left", by=world.lead, now=world.now)

    matter_id = refer(world)

    sheet = matters.matter(matter_id, reader=world.lead, now=world.now)
    assert member.name not in {each.name for each in sheet.members}


def test_nobody_holds_one_seat_twice_and_a_seat_can_be_held_again_later(world):
    body_id, member = world.body(), world.person(Role.COMMITTEE_MEMBER)

    with pytest.raises(DueRegardError, match="holds this seat already"):
        world.sit(person_id=member.id)

    seat = next(each for each in queries.body(body_id, today=world.now.date()).now
                if each.person_id == member.id)
    actions.end(seat_id=seat.id, on=world.now.date(), reason="A pause", by=world.lead,
                now=world.now)
    world.sit(person_id=member.id, since=world.now.date() + timedelta(days=30))


def test_the_secretary_keeps_their_own_body_and_no_other(world):
    body_id, secretary = world.body(), world.person(Role.COMMITTEE_SECRETARY)
    other = found(world)
    given = {"post": Post.MEMBER, "name": "Mabel", "served": Served.PRINT,
             "since": world.now.date(), "by": secretary, "now": world.now}

    actions.seat(body_id=body_id, **given)
    with pytest.raises(Refused) as refusal:
        actions.seat(body_id=other, **given)

    assert refusal.value.code == "not-this-body"


def test_a_member_declares_their_own_interest_and_not_anothers(world):
    body_id, member = world.body(), world.person(Role.COMMITTEE_MEMBER)
    seats = {each.person_id: each.id for each in queries.body(
        body_id, today=world.now.date()).now}

    actions.declare(seat_id=seats[member.id], text="I own shares", by=member, now=world.now)
    with pytest.raises(Refused):
        actions.declare(seat_id=seats[world.person(Role.COMMITTEE_CHAIR).id], text="They do",
                        by=member, now=world.now)

    standing = {each.name: each.standing for each in queries.body(
        body_id, today=world.now.date()).now}
    assert [each.text for each in standing[member.name]] == ["I own shares"]


def test_a_declared_interest_stands_beside_the_name_on_the_matter(world):
    matter_id = world.matter()
    member = world.person(Role.COMMITTEE_MEMBER)
    seat = next(each for each in queries.body(world.body(), today=world.now.date()).now
                if each.person_id == member.id)

    actions.declare(seat_id=seat.id, text="I own shares", by=member, now=world.now)

    sheet = matters.matter(matter_id, reader=world.lead, now=world.now)
    assert sheet.declared == ((member.name, "I own shares"),)


def test_what_is_not_there_is_missing(world):
    for attempt in (
        lambda: queries.body(9, today=world.now.date()),
        lambda: actions.end(seat_id=9, on=world.now.date(), reason="x", by=world.lead,
                            now=world.now),
        lambda: actions.lift(interest_id=9, by=world.lead, now=world.now),
        lambda: world.lead and actions.change(body_id=9, name="x", kind="ethics-committee",
                                              quorum=1, by=world.lead, now=world.now),
    ):
        with pytest.raises(Missing):
            attempt()


def test_an_upgrade_seats_those_who_were_appointed_and_keeps_what_was_said(world):
    from importlib import import_module

    from django.apps import apps

    from dueregard.manage.models import Advice, Body, Matter, Opinion, Seat

    ref = world.use()
    matter_id = world.matter(ref, to="advised")
    # As an installation of the last release has it: no bodies, and ids without their words.
    Opinion.objects.update(seat=None, outcome_text="")
    Matter.objects.update(body=None)
    Advice.objects.update(outcome_text="", leaning="")
    Seat.objects.all().delete()
    Body.objects.all().delete()

    migration = import_module("dueregard.manage.migrations.0003_bodies")
    migration.seat_the_committee(apps, None)
    migration.keep_the_words(apps, None)

    (body,) = queries.bodies(today=world.now.date())
    assert body.to_check and body.quorum == 1 and body.kind.advises
    assert {each.person_id: each.post for each in body.now} == {
        world.person(Role.COMMITTEE_CHAIR).id: Post.CHAIR,
        world.person(Role.COMMITTEE_MEMBER).id: Post.MEMBER,
        world.person(Role.COMMITTEE_SECRETARY).id: Post.SECRETARY,
    }
    assert matters.matter(matter_id, reader=world.lead, now=world.now).body == "Ethics committee"
    assert Advice.objects.get().outcome_text == "Reject"
    assert Opinion.objects.filter(seat=None).count() == 0


def test_an_upgrade_of_a_force_without_a_committee_makes_none(world):
    from importlib import import_module

    from django.apps import apps

    import_module("dueregard.manage.migrations.0003_bodies").seat_the_committee(apps, None)

    assert queries.bodies(today=world.now.date()) == ()
