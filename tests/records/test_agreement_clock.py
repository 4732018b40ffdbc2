"""The clock of an agreement: notices, amber for the public, stopped, off the list; and its card."""

from datetime import timedelta

import pytest
from django.core import mail
from tests import builders_sharing as sharing

from dueregard.desk import asked_for
from dueregard.desk.queries import start
from dueregard.manage.agreements import actions, queries
from dueregard.manage.agreements.rules import Phase
from dueregard.people.rules import Role
from dueregard.report.publication import actions as publication
from dueregard.report.publication import queries as published
from dueregard.sharing.asked import Request
from dueregard.sharing.deciding import decide
from dueregard.web import reminders


@pytest.fixture
def ref(world):
    """An agreement in force, published, to be looked at again in 300 days."""
    made = sharing.in_force(world)
    publication.propose(ref=made, by=world.lead, now=world.now)
    publication.publish(ref=made, by=world.person(Role.DECISION_MAKER), now=world.now)
    return made


def days_to_review(world, ref, days):
    due = queries.agreement(ref, now=world.now).held.review_due
    world.later(days=(due - world.now.date()).days - days)


def card(ref):
    paper = published.document(published.published(ref).id)
    part = next(each for each in paper.parts if each.key == "shared")
    return part, {field.label: field.value for block in part.blocks if block.type == "fields"
                  for field in block.fields}


def test_notices_go_once_each_to_lead_deputy_and_those_who_answer_for_it(world, ref):
    sent = []
    for days in (91, 90, 89, 60, 30, 7, 6, -1, -29, -31):
        days_to_review(world, ref, days)
        mail.outbox.clear()
        reminders.tell_of_reviews(now=world.now)
        sent += [(days, tuple(each.subject for each in mail.outbox))]

    said = {days: subjects for days, subjects in sent if subjects}
    assert list(said) == [90, 60, 30, 7, -1, -31]
    assert said[90] == ("Review due soon: High risk at home",)
    assert said[-31] == ("Stopped: review long overdue: High risk at home",)
    assert set(mail.outbox[0].to) == {
        each.email for each in world_people(world)
    }


def world_people(world):
    from dueregard.people import queries as people

    wanted = {world.founder_id, world.person(Role.SHARING_OFFICER).id,
              world.person(Role.DATA_PROTECTION_OFFICER).id}
    return [each for each in people.roster() if each.id in wanted]


def test_the_public_reads_what_is_shared_with_whom_why_and_until_when(world, ref):
    part, said = card(ref)

    assert part.title == "What do we share, and with whom?"
    assert said["With whom"] == "Test Constabulary\nFenmarch Council"
    assert "Help a victim of domestic abuse" in said["What for"]
    assert "DASH risk score" in said["What"]
    assert said["How often"] == "For each case"
    assert said["May they pass it on?"] == "No."
    assert said["We look at it again by"] == "29 August 2027"
    text = str(part)
    for inside in ("DPIA 12", "A Person", "dash_score", "01632", "Within an hour"):
        assert inside not in text


def test_what_is_not_to_be_published_says_only_that_and_why(world):
    ref = sharing.in_force(world, publish=False, publish_reason="A court case is going on")
    publication.propose(ref=ref, by=world.lead, now=world.now)
    publication.publish(ref=ref, by=world.person(Role.DECISION_MAKER), now=world.now)

    part, said = card(ref)

    assert said == {}
    assert "A court case is going on" in str(part)
    assert "Fenmarch Council" not in str(part)


def test_late_it_is_amber_then_it_stops_then_it_is_off_the_list(world, ref):
    party = queries.agreement(ref, now=world.now).standings[0][0].ref
    partner_id = int(party.removeprefix("partner-"))

    def against():
        terms = queries.terms_in_force(ref, at=world.now)
        facts = queries.facts_for(ref, partner_id=partner_id, now=world.now)
        return decide(terms, Request(partner=party), facts, now=world.now).failed if terms else None

    days_to_review(world, ref, 0)
    assert publication.post_notices(now=world.now) == ()
    days_to_review(world, ref, -1)
    assert publication.post_notices(now=world.now) == (ref,)
    assert "We have not done so yet" in published.notices()[0].text
    assert publication.post_notices(now=world.now) == (), "once"
    days_to_review(world, ref, -30)
    assert "review" not in against()
    days_to_review(world, ref, -31)
    assert "review" in against()
    days_to_review(world, ref, -90)
    assert actions.remove(now=world.now) == ()
    days_to_review(world, ref, -91)
    assert actions.remove(now=world.now) == (ref,)
    assert actions.remove(now=world.now) == ()
    assert against() is None
    assert publication.post_notices(now=world.now) == (ref,)
    assert "within 90 days" in published.notices()[-1].text
    assert queries.agreements(now=world.now)[0].ended_on == world.now.date()


def test_it_stands_on_the_start_page_and_among_what_the_record_asks_for(world, ref):
    officer = world.person(Role.SHARING_OFFICER)

    def said():
        found = [each.sentence for each in start(actor=officer, now=world.now).actions]
        asked = [each.key for each in asked_for.read(now=world.now).by_ref.get(ref, ())]
        return ("Look again at this agreement: High risk at home" in found,
                any(each.startswith("agreement|") for each in asked))

    days_to_review(world, ref, 91)
    assert said() == (False, False)
    days_to_review(world, ref, 90)
    assert said() == (True, True)


def test_renewed_in_time_it_is_a_new_version_with_the_same_signatures(world, ref):
    days_to_review(world, ref, 20)
    before = queries.terms_in_force(ref, at=world.now)

    actions.renew(ref=ref, review_due=world.now.date() + timedelta(days=360), by=world.lead,
                  now=world.now)

    after = queries.agreement(ref, now=world.now)
    assert after.held.version == 2
    assert after.held.signatories == before.signatories
    assert after.clock.phase is Phase.FRESH
