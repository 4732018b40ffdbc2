"""Conditions become work, and advice that nobody answers is seen: by the owner and by everybody."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from dueregard.documents.audience import Audience
from dueregard.manage.committee.deciding import Verdict
from dueregard.manage.conditions import actions, queries
from dueregard.manage.conditions.rules import Stage, State
from dueregard.people.rules import Role
from dueregard.report.public_register import queries as public
from dueregard.report.public_register.actions import fill
from dueregard.report.publication import actions as publication
from dueregard.report.publication import queries as publications
from dueregard.report.quarterly import queries as quarterly
from dueregard.report.quarterly.rules import quarter_of
from dueregard.web import reminders, tasks

pytestmark = pytest.mark.usefixtures("at_the_same_time")


def read(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def decide(world, client, **changes):
    ref = world.use()
    matter_id = world.matter(ref, to="replied", outcome="proceed")
    world.open_the_way(matter_id, Verdict.TRIAL)
    client.post(f"/committee/{matter_id}/decision/", {
        "verdict": "go-on-trial", "reasons": "Small", "by_post": "Chief",
        "review_on": "1/5/2027", "text_1": "Put up signs", "test_1": "A photograph of each",
        "owner_1": str(world.person(Role.PROJECT_LEAD).id), "due_1": "1/12/2026",
    } | changes)
    return ref


def test_a_condition_says_which_evidence_is_wanted_and_at_which_stage_it_comes_back(
    world, sign_in
):
    ref = decide(world, sign_in(Role.DECISION_MAKER), evidence_1="Dated photographs",
                 stage_1="go-live")

    (line,) = queries.by_use(ref)
    text = read(sign_in(Role.PROJECT_LEAD).get(f"/conditions/{line.id}/"))
    assert "Dated photographs" in text
    assert "before it goes live: not checked yet" in text
    assert [each.id for each in queries.open_at(queries.by_use(ref), Stage.GO_LIVE)] == [line.id]
    assert queries.open_at(queries.by_use(ref), Stage.TRIAL) == ()


def test_what_was_met_at_the_design_is_an_open_check_at_go_live_until_somebody_else_looks(
    world, sign_in
):
    ref = decide(world, sign_in(Role.DECISION_MAKER), stage_1="go-live")
    (line,) = queries.by_use(ref)
    actions.answer(condition_id=line.id, what_was_done="Done", now=world.now,
                   by=world.person(Role.PROJECT_LEAD))
    actions.accept(condition_id=line.id, words="Seen", by=world.lead, now=world.now)

    assert [each.state for each in queries.open_at(queries.by_use(ref), "go-live")] == [State.MET]
    text = read(sign_in(Role.DECISION_MAKER).post(
        f"/conditions/{line.id}/hold/", {"words": "The signs are still there"}, follow=True
    ))

    assert "It is found to hold." in text
    assert queries.open_at(queries.by_use(ref), "go-live") == ()


def test_the_list_of_work_begins_with_the_readers_own(world, sign_in):
    decide(world, sign_in(Role.DECISION_MAKER), evidence_1="Dated photographs")

    mine = read(sign_in(Role.PROJECT_LEAD).get("/conditions/"))
    others = read(sign_in(Role.ETHICS_LEAD).get("/conditions/"))

    assert mine.index("Yours") < mine.index("Put up signs") < mine.index("Everybody else's")
    assert "Evidence wanted: Dated photographs" in mine
    assert others.index("Everybody else's") < others.index("Put up signs")


def test_an_owner_gets_three_letters_and_no_more(world):
    ref = world.use()
    condition_id = world.condition(ref)
    sent = []

    for _day in range(40):
        tasks.tick(now=world.later(days=1))
        tasks.tick(now=world.later(minutes=1))
        sent.append(len(mail.outbox))

    assert sent[14] == 0 and sent[-1] == 3
    assert mail.outbox[0].to == ["person1@example.test"]
    assert "Do thing 1" in mail.outbox[0].body
    assert mail.outbox[2].subject.startswith("Not met in time")
    assert queries.one(condition_id).state == State.LAPSED


def test_a_letter_that_could_not_go_is_sent_the_next_hour(world, monkeypatch):
    world.condition()
    world.later(days=20)

    def refuse(*_):
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    first = reminders.remind(now=world.now)
    monkeypatch.undo()

    assert (first, reminders.remind(now=world.later(hours=1))) == (0, 1)
    assert reminders.remind(now=world.later(hours=1)) == 0


def waiting(world, *, days):
    ref = world.use()
    matter_id = world.matter(ref, to="advised", outcome="reject")
    world.publish(ref)
    world.later(days=days)
    tasks.tick(now=world.now)
    return ref, matter_id


def test_advice_is_not_shown_as_unanswered_before_28_days_are_over(world, sign_in):
    ref, _matter = waiting(world, days=28)

    assert public.record("live-facial-recognition", sign=public.signboard()).notices == ()
    assert "has waited" not in read(sign_in(Role.ETHICS_LEAD).get(f"/uses/{ref}/"))


def test_unanswered_advice_shows_with_its_days_on_the_use_and_to_the_public(world, sign_in):
    ref, matter_id = waiting(world, days=29)
    lead = sign_in(Role.ETHICS_LEAD)

    pages = [read(lead.get(each)) for each in (
        f"/uses/{ref}/", f"/uses/{ref}/manage/", f"/committee/{matter_id}/",
    )]
    start = read(sign_in(Role.DECISION_MAKER).get("/"))

    assert all("waited 29 days" in each for each in pages)
    assert "The advice has waited 29 days" in start
    (notice,) = public.record("live-facial-recognition", sign=public.signboard()).notices
    assert notice.text == (
        "Ethics committee gave us advice on 2 November 2026. We should answer within 28 days, "
        "and have not."
    )
    assert notice.since == world.now.date() - timedelta(days=29)
    tasks.tick(now=world.later(days=5))
    assert len(public.record("live-facial-recognition", sign=public.signboard()).notices) == 1


def test_the_answer_to_late_advice_is_said_to_the_public_and_stops_the_count(world):
    from dueregard.manage.committee import actions as committee
    from dueregard.manage.committee.deciding import ItemReply, Said

    ref, matter_id = waiting(world, days=40)
    committee.reply(
        matter_id=matter_id, words="Sorry for the wait", by=world.person(Role.DECISION_MAKER),
        now=world.later(days=2),
        replies={1: ItemReply(said=Said.DECLINE, reasons="Too dear")},
    )

    publication.post_notices(now=world.now)
    fill(now=world.now)

    first, second = public.record("live-facial-recognition", sign=public.signboard()).notices
    assert first.since is None
    assert second.text == (
        "We answered the advice of 2 November 2026 on 14 December 2026, after 42 days."
    )
    assert len(publications.notices()) == 2
    page = quarterly.page(
        quarter_of(world.now.date()), now=world.now, reader=Audience.FORCE
    )
    (waiting_now,) = [part for part in page.parts if part.key == "waiting"]
    assert waiting_now.blocks[0].text == "None."


def test_the_local_policing_body_reads_what_waits_what_was_declined_and_why(world, sign_in):
    from dueregard.manage.committee import actions as committee
    from dueregard.manage.committee.deciding import ItemReply, Said

    waiting(world, days=31)
    ref = world.use(name="Drone watch")
    matter_id = world.matter(ref, to="advised", outcome="reject")
    committee.reply(
        matter_id=matter_id, words="Thank you", by=world.person(Role.DECISION_MAKER),
        now=world.now, replies={1: ItemReply(said=Said.DECLINE, reasons="Too dear for a trial")},
    )
    world.decide(matter_id, items=0)

    text = read(sign_in(Role.INSPECTOR).get("/local-policing-body/"))

    assert "1 piece of advice not answered within 28 days" in text
    assert "Ethics committee Should we go on? Reject 2 November 2026 31" in text
    assert "Drone watch Do thing 1 Declined Too dear for a trial" in text
    assert "A small trial will tell us what the committee lacked" in text
    for name in (world.person(Role.DECISION_MAKER).name, world.person(Role.PROJECT_LEAD).name):
        assert name not in text.partition("For the local policing body")[2]


@pytest.mark.parametrize("form", ["html", "pdf", "csv", "md", "json", "xlsx"])
def test_the_paper_for_the_local_policing_body_is_taken_away_in_every_format(
    world, sign_in, form
):
    response = sign_in(Role.ETHICS_LEAD).get(f"/local-policing-body.{form}")

    assert response.status_code == 200
    assert response.content
