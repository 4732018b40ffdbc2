"""A meeting from its call to its settled minutes, and the members who never sign in."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.ledger import queries as ledger
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.rules import Served
from dueregard.manage.committee import actions as committee
from dueregard.manage.meetings import actions, queries
from dueregard.manage.meetings.rules import Came, State
from dueregard.people.rules import Role
from dueregard.web import reminders, tasks

SECRET = "I do not trust these numbers"


def called(world, *, days=7):
    made = actions.call(
        body_id=world.body(), on=world.now.date() + timedelta(days=days), place="Room 2",
        by=world.person(Role.COMMITTEE_SECRETARY), now=world.now,
    )
    return int(made.removeprefix("meeting-"))


def sent(world, *matters, days=7):
    meeting_id = called(world, days=days)
    by = world.person(Role.COMMITTEE_SECRETARY)
    actions.set_agenda(meeting_id=meeting_id, matters=matters, by=by, now=world.now)
    actions.send_pack(meeting_id=meeting_id, by=by, now=world.now)
    return meeting_id


def held(world, meeting_id, *, absent=(), said=None, words=""):
    seats = queries.meeting(meeting_id, reader=world.lead, now=world.now).places
    actions.record(
        meeting_id=meeting_id, said=said or {}, words=words, now=world.now,
        by=world.person(Role.COMMITTEE_SECRETARY), came={
            each.seat.id: Came.APOLOGIES if each.seat.name in absent else Came.PRESENT
            for each in seats
        },
    )


def see(world, meeting_id, role=Role.COMMITTEE_SECRETARY):
    return queries.meeting(meeting_id, reader=world.person(role), now=world.now)


def test_the_pack_is_one_paper_of_all_the_papers_in_the_order_of_the_agenda(world):
    first, second = world.matter(world.use(name="Drones")), world.matter(world.use(name="Plates"))

    meeting_id = sent(world, second, first)

    titles = [part.title for part in queries.pack(meeting_id).parts]
    assert titles[0] == "Agenda"
    assert titles.index("Item 1: Plates") < titles.index("Item 2: Drones")
    assert see(world, meeting_id).state == State.SENT


def test_the_pack_stands_still_and_a_new_agenda_takes_it_back(world):
    first, second = world.matter(world.use(name="Drones")), world.matter(world.use(name="Plates"))
    meeting_id = sent(world, first)
    digest = queries.pack(meeting_id).digest

    assert see(world, meeting_id).pack_digest == digest
    actions.set_agenda(meeting_id=meeting_id, matters=[first, second],
                       by=world.person(Role.COMMITTEE_CHAIR), now=world.now)

    assert see(world, meeting_id).state == State.PLANNED
    with pytest.raises(Missing):
        queries.pack(meeting_id)


def test_a_matter_of_another_body_is_not_put_on_the_agenda(world):
    matter_id = world.matter()
    meeting_id = called(world)

    with pytest.raises(DueRegardError, match="only what was put to this body"):
        actions.set_agenda(meeting_id=meeting_id, matters=[matter_id, 999], now=world.now,
                           by=world.person(Role.COMMITTEE_SECRETARY))


def test_no_paper_of_a_meeting_gives_a_hidden_opinion_away(world):
    matter_id = world.matter()
    committee.opine(matter_id=matter_id, outcome="reject", reasons=SECRET,
                    conditions="Only by day", by=world.person(Role.COMMITTEE_MEMBER),
                    now=world.now)

    meeting_id = sent(world, matter_id, days=0)
    held(world, meeting_id)

    for paper in (queries.pack(meeting_id), queries.minutes(meeting_id, now=world.now)):
        assert SECRET not in paper.canonical()
        assert "Only by day" not in paper.canonical()


def test_the_minutes_are_drafted_from_the_record_and_settled_by_the_chair_alone(world):
    matter_id = world.matter(to="closed")
    absent = world.person(Role.COMMITTEE_MEMBER).name
    meeting_id = sent(world, matter_id, days=0)
    committee.advise(
        matter_id=matter_id, outcome="reject", reasons="Not proven here", items=[],
        by=world.person(Role.COMMITTEE_CHAIR), now=world.now,
    )
    held(world, meeting_id, absent={absent}, said={matter_id: "We asked for the figures."})

    with pytest.raises(Refused) as refusal:
        actions.settle(meeting_id=meeting_id, by=world.person(Role.COMMITTEE_SECRETARY),
                       now=world.now)
    actions.settle(meeting_id=meeting_id, by=world.person(Role.COMMITTEE_CHAIR), now=world.now)

    words = queries.minutes(meeting_id, now=world.now).canonical()
    assert refusal.value.code == "role"
    assert "We asked for the figures." in words
    assert "Not proven here" in words
    assert absent in words
    assert "1 present; 1 make a quorum." in words
    assert see(world, meeting_id).state == State.SETTLED
    with pytest.raises(Refused):
        held(world, meeting_id)


def test_settled_minutes_do_not_change_with_the_record(world):
    matter_id = world.matter(to="closed")
    meeting_id = sent(world, matter_id, days=0)
    held(world, meeting_id)
    actions.settle(meeting_id=meeting_id, by=world.person(Role.COMMITTEE_CHAIR), now=world.now)
    before = queries.minutes(meeting_id, now=world.now).digest

    committee.advise(matter_id=matter_id, outcome="reject", reasons="Afterwards", items=[],
                     by=world.person(Role.COMMITTEE_CHAIR), now=world.now)

    after = queries.minutes(meeting_id, now=world.later(days=3))
    assert after.digest == before == see(world, meeting_id).minutes_digest
    assert "Afterwards" not in after.canonical()


def test_the_pack_goes_once_by_mail_to_a_member_who_does_not_sign_in(world):
    seat_id = world.on_paper("Ambrose Quay", served=Served.MAIL, email="quay@example.test")
    meeting_id = sent(world, world.matter())

    reminders.send_packs(now=world.now)
    reminders.send_packs(now=world.later(hours=1))

    (letter,) = mail.outbox
    assert letter.to == ["quay@example.test"]
    assert "pack.html" in [name for name, _content, _kind in letter.attachments]
    (served,) = see(world, meeting_id).served
    assert (served.seat.id, served.by_name) == (seat_id, "the clock")


def test_a_pack_that_could_not_go_waits_and_is_tried_again(world, monkeypatch):
    world.on_paper("Ambrose Quay", served=Served.MAIL, email="quay@example.test")
    sent(world, world.matter())

    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert reminders.send_packs(now=world.now) == 0
    monkeypatch.undo()

    assert reminders.send_packs(now=world.now) == 1


def test_the_worker_sends_the_packs_that_wait(world):
    world.on_paper("Ambrose Quay", served=Served.MAIL, email="quay@example.test")
    sent(world, world.matter())

    tasks.tend(now=world.now)

    assert len(mail.outbox) == 1


def test_a_printed_pack_is_handed_over_by_a_person_who_says_so(world):
    seat_id = world.on_paper()
    meeting_id = sent(world, world.matter())
    secretary = world.person(Role.COMMITTEE_SECRETARY)

    reminders.send_packs(now=world.now)
    actions.delivered(meeting_id=meeting_id, seat_id=seat_id, by=secretary, now=world.now)

    assert mail.outbox == []
    assert see(world, meeting_id).served[0].by_name == secretary.name
    with pytest.raises(DueRegardError, match="not waiting"):
        actions.delivered(meeting_id=meeting_id, seat_id=seat_id, by=secretary, now=world.now)


def test_a_meeting_that_is_called_off_says_why_and_leaves_its_matters_alone(world):
    matter_id = world.matter()
    meeting_id = sent(world, matter_id)

    actions.call_off(meeting_id=meeting_id, reason="Snow", now=world.now,
                     by=world.person(Role.COMMITTEE_CHAIR))

    assert see(world, meeting_id).called_off_because == "Snow"
    again = called(world)
    assert [each.id for each in queries.waiting(world.body(), meeting_id=again)] == [matter_id]


def test_what_the_page_says_of_a_move_is_what_the_action_does(world):
    meeting_id = called(world)

    sheet = see(world, meeting_id, Role.COMMITTEE_MEMBER)
    assert not any(sheet.answers.values())
    assert see(world, meeting_id).may == {
        "agenda": True, "send": False, "record": False, "settle": False, "call_off": True,
    }
    with pytest.raises(Refused) as refusal:
        actions.send_pack(meeting_id=meeting_id, by=world.person(Role.COMMITTEE_CHAIR),
                          now=world.now)
    assert refusal.value.code == "agenda-empty"


def test_every_step_of_a_meeting_leaves_one_line(world):
    matter_id = world.matter()
    before = ledger.head().seq
    meeting_id = sent(world, matter_id, days=0)
    held(world, meeting_id)
    actions.settle(meeting_id=meeting_id, by=world.person(Role.COMMITTEE_CHAIR), now=world.now)

    verbs = [each.verb for each in reversed(ledger.history(newest=ledger.head().seq - before))]
    assert verbs == ["meetings:meeting:call", "meetings:meeting:set-agenda", "meetings:pack:send",
                     "meetings:meeting:record", "meetings:minutes:settle"]


def test_a_member_on_paper_is_served_and_their_opinion_is_marked(world):
    from dueregard.manage.committee import queries as matters

    world.on_paper()
    matter_id = world.matter()
    secretary = world.person(Role.COMMITTEE_SECRETARY)
    mabel = next(each for each in matters.matter(
        matter_id, reader=secretary, now=world.now).members if each.on_paper)

    committee.enter_from_paper(
        matter_id=matter_id, opinion_id=mabel.opinion_id, outcome="reject", reasons=SECRET,
        by=secretary, now=world.now,
    )

    for role in (Role.COMMITTEE_SECRETARY, Role.COMMITTEE_CHAIR, Role.ETHICS_LEAD):
        sheet = matters.matter(matter_id, reader=world.person(role), now=world.now)
        assert SECRET not in repr(sheet)
    assert SECRET not in "".join(json.dumps(each.body) for each in ledger.lines())
    for role in (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR):
        committee.opine(matter_id=matter_id, outcome="reject", reasons="So", now=world.now,
                        by=world.person(role))
    shown = matters.matter(matter_id, reader=world.lead, now=world.now).opinions
    assert [each.entered_by for each in shown if each.member == "Mabel Rushcroft"] == [
        secretary.name
    ]


def test_nobody_enters_an_opinion_for_a_member_who_signs_in(world):
    from dueregard.manage.committee import queries as matters

    matter_id = world.matter()
    secretary = world.person(Role.COMMITTEE_SECRETARY)
    signs_in = matters.matter(matter_id, reader=secretary, now=world.now).members[0]

    with pytest.raises(Refused) as refusal:
        committee.enter_from_paper(
            matter_id=matter_id, opinion_id=signs_in.opinion_id, outcome="reject",
            reasons="So", by=secretary, now=world.now,
        )

    assert refusal.value.code == "signs-in"
    assert bodies.body(world.body(), today=world.now.date()).now
