"""The pages of bodies, meetings and words: a happy path each, and a refusal for each audience."""

import pytest

from dueregard.manage.bodies import actions, queries
from dueregard.manage.bodies.rules import Served
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee import queries as matters
from dueregard.manage.committee.rules import State
from dueregard.manage.meetings import queries as meetings
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")
SECRET = "I do not trust these numbers"


def read(response):
    return response.content.decode()


def seats(world):
    return queries.body(world.body(), today=world.now.date()).now


def test_the_ethics_lead_makes_a_body_and_is_taken_to_who_sits_on_it(world, sign_in):
    text = read(sign_in(Role.ETHICS_LEAD).post("/bodies/add/", {
        "name": "Data Ethics Committee", "kind": "data-ethics-committee", "quorum": "3",
    }, follow=True))

    assert "Next: say who sits on it" in text
    assert "3 make a quorum" in text
    assert "It decides nothing" in text


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "#id_name"), ({"kind": ""}, "#id_kind"), ({"quorum": "0"}, "#id_quorum"),
     ({"quorum": "most"}, "#id_quorum")],
)
def test_what_a_body_lacks_is_said_by_its_field(world, sign_in, change, field):
    sent = {"name": "DEC", "kind": "ethics-committee", "quorum": "3"} | change

    text = read(sign_in(Role.ETHICS_LEAD).post("/bodies/add/", sent))

    assert f'href="{field}' in text
    assert queries.bodies(today=world.now.date()) == ()


def test_the_four_kinds_stand_apart_with_what_each_is_not_for(world, sign_in):
    text = read(sign_in(Role.COMMITTEE_MEMBER).get("/bodies/"))

    for kind in ("Data ethics committee", "Ethics committee", "Independent Advisory Group",
                 "Community Scrutiny Panel"):
        assert f">{kind}</h2>" in text
    assert "Make a body" not in text


def test_a_member_without_an_account_gets_a_seat_and_papers_in_print(world, sign_in):
    body_id = world.body()

    text = read(sign_in(Role.COMMITTEE_SECRETARY).post(f"/bodies/{body_id}/seat/", {
        "name": "Mabel Rushcroft", "post": "member", "since": "2/11/2026",
        "until": "1/11/2028", "served": "print",
    }, follow=True))

    assert "Mabel Rushcroft, member" in text
    assert "From 2 November 2026 to 1 November 2028" in text
    assert "On paper" in text


def test_nobody_or_two_people_for_one_seat_is_said_by_the_field(world, sign_in):
    body_id, person = world.body(), world.person(Role.COMMITTEE_MEMBER)
    client = sign_in(Role.ETHICS_LEAD)
    sent = {"post": "member", "since": "2/11/2026", "served": "print"}

    nobody = read(client.post(f"/bodies/{body_id}/seat/", sent))
    two = read(client.post(f"/bodies/{body_id}/seat/", sent | {
        "name": "Mabel", "person_id": str(person.id),
    }))

    assert 'href="#id_person_id"' in nobody
    assert 'href="#id_name"' in two


def test_a_term_is_ended_with_its_reason(world, sign_in):
    body_id = world.body()
    seat_id = world.on_paper()

    text = read(sign_in(Role.ETHICS_LEAD).post(
        f"/bodies/{body_id}/seats/{seat_id}/end/", {"on": "2/11/2026", "reason": "Moved"},
        follow=True,
    ))

    assert "The term has an end" in text


def test_a_member_declares_an_interest_and_says_later_that_it_does_not_stand(world, sign_in):
    body_id = world.body()
    member = world.person(Role.COMMITTEE_MEMBER)
    seat_id = next(each.id for each in seats(world) if each.person_id == member.id)
    client = sign_in(Role.COMMITTEE_MEMBER)

    client.post(f"/bodies/{body_id}/seats/{seat_id}/interest/", {"text": "I own shares"})
    before = read(client.get(f"/bodies/{body_id}/"))
    interest = seats(world)[[each.id for each in seats(world)].index(seat_id)].standing[0]
    after = read(client.post(f"/bodies/{body_id}/interests/{interest.id}/lift/", follow=True))

    assert "I own shares" in before
    assert "does not stand any more" in after
    assert "<strong>Interest:</strong> I own shares" not in after


def test_a_body_that_an_upgrade_made_asks_to_be_checked_until_somebody_did(world, sign_in):
    from dueregard.manage.models import Body

    body_id = world.body()
    Body.objects.update(founded_by=queries.UPGRADE)
    client = sign_in(Role.ETHICS_LEAD)

    before = read(client.get(f"/bodies/{body_id}/"))
    after = read(client.post(f"/bodies/{body_id}/change/", {
        "name": "Our Committee", "kind": "data-ethics-committee", "quorum": "2",
    }, follow=True))

    assert "An upgrade made this body" in before
    assert "An upgrade made this body" not in after
    assert "Our Committee" in after


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("/bodies/add/", Role.COMMITTEE_SECRETARY), ("/bodies/", Role.OFFICER),
        ("/bodies/{body}/seat/", Role.COMMITTEE_MEMBER), ("/bodies/{body}/", Role.PANEL_MEMBER),
        ("/bodies/{body}/call/", Role.COMMITTEE_MEMBER), ("/committee/words/add/",
                                                         Role.COMMITTEE_CHAIR),
        ("/local-policing-body/", Role.COMMITTEE_MEMBER), ("/conditions/", Role.PANEL_MEMBER),
    ],
)
def test_a_page_that_is_not_this_persons_part_is_refused(world, sign_in, address, role):
    response = sign_in(role).get(address.format(body=world.body()))

    assert response.status_code == 403


def test_a_meeting_goes_from_its_call_to_settled_minutes(world, sign_in):
    body_id, matter_id = world.body(), world.matter(world.use(name="Drone watch"), to="closed")
    seat_id = world.on_paper()
    secretary = sign_in(Role.COMMITTEE_SECRETARY)

    secretary.post(f"/bodies/{body_id}/call/", {"on": "2/11/2026", "place": "Room 2"})
    (line,) = meetings.of_body(body_id)
    here = f"/meetings/{line.id}/"
    secretary.post(f"{here}agenda/", {f"place_{matter_id}": "1"})
    sent = read(secretary.post(f"{here}send/", follow=True))
    served = read(secretary.post(f"{here}served/{seat_id}/", follow=True))
    drafted = read(secretary.post(f"{here}record/", {
        **{f"came_{each.id}": "present" for each in seats(world)},
        f"said_{matter_id}": "We asked for the figures.",
    }, follow=True))
    chair = sign_in(Role.COMMITTEE_CHAIR)
    settled = read(chair.post(f"{here}settle/", follow=True))
    minutes = read(chair.get(f"{here}minutes/"))

    assert "The pack stands still" in sent
    assert "Mabel Rushcroft" in sent
    assert "reached on 2 November 2026" in served
    assert "The minutes are drafted" in drafted
    assert "Settled by" in settled
    assert "We asked for the figures." in minutes
    assert "Item 1: Drone watch" in read(chair.get(f"{here}pack/"))


@pytest.mark.parametrize("form", ["html", "pdf", "csv", "md", "json", "xlsx"])
@pytest.mark.parametrize("what", ["pack", "minutes"])
def test_the_papers_of_a_meeting_can_be_taken_away_in_every_format(world, sign_in, form, what):
    from tests.records.test_meetings import sent

    meeting_id = sent(world, world.matter(), days=0)

    response = sign_in(Role.COMMITTEE_MEMBER).get(f"/meetings/{meeting_id}/{what}.{form}")

    assert response.status_code == 200
    assert f"{what}-{meeting_id}.{form}" in response["Content-Disposition"]


def test_two_matters_at_one_place_and_an_unsaid_attendance_are_said_by_the_field(world, sign_in):
    first, second = world.matter(world.use(name="Drones")), world.matter(world.use(name="Plates"))
    client = sign_in(Role.COMMITTEE_SECRETARY)
    client.post(f"/bodies/{world.body()}/call/", {"on": "2/11/2026", "place": "Room 2"})
    here = f"/meetings/{meetings.of_body(world.body())[0].id}/"

    clash = read(client.post(f"{here}agenda/", {f"place_{first}": "1", f"place_{second}": "1"}))
    client.post(f"{here}agenda/", {f"place_{first}": "1"})
    client.post(f"{here}send/")
    unsaid = read(client.post(f"{here}record/", {}))

    assert "Another matter has this place already" in clash
    assert "choose whether they came" in unsaid


def test_a_meeting_is_called_off_with_its_reason(world, sign_in):
    client = sign_in(Role.COMMITTEE_CHAIR)
    client.post(f"/bodies/{world.body()}/call/", {"on": "9/11/2026", "place": "Room 2"})
    here = f"/meetings/{meetings.of_body(world.body())[0].id}/"

    text = read(client.post(f"{here}call-off/", {"reason": "Snow"}, follow=True))

    assert "Called off" in text
    assert "Snow" in text


def test_the_secretary_enters_an_opinion_from_paper_and_reads_it_back_from_nowhere(
    world, sign_in
):
    world.on_paper()
    matter_id = world.matter()
    sheet = matters.matter(matter_id, reader=world.lead, now=world.now)
    mabel = next(each for each in sheet.members if each.on_paper)
    client = sign_in(Role.COMMITTEE_SECRETARY)

    before = read(client.get(f"/committee/{matter_id}/"))
    lacking = read(client.post(f"/committee/{matter_id}/enter/{mabel.opinion_id}/",
                               {"aside": "no", "outcome": "reject"}))
    after = read(client.post(f"/committee/{matter_id}/enter/{mabel.opinion_id}/", {
        "aside": "no", "outcome": "reject", "reasons": SECRET,
    }, follow=True))

    assert "Enter what came on paper" in before
    assert 'href="#id_reasons"' in lacking
    assert "from paper" in after
    assert SECRET not in after


def test_a_member_on_paper_steps_aside_through_the_secretary(world, sign_in):
    world.on_paper()
    matter_id = world.matter()
    sheet = matters.matter(matter_id, reader=world.lead, now=world.now)
    mabel = next(each for each in sheet.members if each.on_paper)

    text = read(sign_in(Role.COMMITTEE_SECRETARY).post(
        f"/committee/{matter_id}/enter/{mabel.opinion_id}/",
        {"aside": "yes", "interest": "Her son drives the van"}, follow=True,
    ))

    assert "stepped aside (Her son drives the van)" in text


def test_members_are_given_more_time_and_never_less(world, sign_in):
    matter_id = world.matter()
    client = sign_in(Role.COMMITTEE_SECRETARY)

    less = read(client.post(f"/committee/{matter_id}/extend/", {"deadline": "3/11/2026"}))
    more = read(client.post(f"/committee/{matter_id}/extend/", {"deadline": "30/11/2026"},
                            follow=True))

    assert "Give them a later date" in less
    assert "until 30 November 2026" in more


def test_dissent_that_is_not_written_down_is_asked_for(world, sign_in):
    matter_id = world.matter(to="closed", outcome="reject")

    text = read(sign_in(Role.COMMITTEE_CHAIR).post(f"/committee/{matter_id}/advice/", {
        "outcome": "proceed", "reasons": "It helps", "items": "4",
    }))

    assert "2 members leaned the other way" in text
    assert matters.matter(matter_id, reader=world.lead, now=world.now).state == State.CLOSED


def test_a_changed_word_is_offered_and_past_advice_keeps_its_own(world, sign_in):
    ref = world.use()
    matter_id = world.matter(ref, to="advised", outcome="reject")
    client = sign_in(Role.ETHICS_LEAD)

    changed = read(client.post("/committee/words/reject/", {
        "text": "Go ahead after all", "meaning": "It may go.", "leaning": "stop",
        "offered": "yes",
    }, follow=True))
    added = read(client.post("/committee/words/add/", {
        "text": "Ask the public first", "meaning": "Ask those it touches.", "leaning": "wait",
        "offered": "yes",
    }, follow=True))
    matter = read(client.get(f"/committee/{matter_id}/"))

    assert "Go ahead after all" in changed
    assert "Ask the public first" in added
    assert "Reject" in matter
    assert "Go ahead after all" not in matter
    assert matters.by_use(ref)[0].advice.leaning == "stop"


def test_the_last_word_that_says_no_is_not_taken_out(world, sign_in):
    text = read(sign_in(Role.ETHICS_LEAD).post("/committee/words/reject/", {
        "text": "Reject", "meaning": "Do not go ahead.", "leaning": "stop", "offered": "no",
    }))

    assert "a committee must be able to say so" in text
    assert "reject" in {each.id for each in matters.offered()}


def test_with_two_committees_the_owner_chooses_which_is_asked(world, sign_in):
    world.body()
    made = actions.found(name="Data Ethics Committee", kind="data-ethics-committee", quorum=1,
                         by=world.lead, now=world.now)
    other = int(made.removeprefix("body-"))
    actions.seat(body_id=other, name="Mabel", served=Served.PRINT, since=world.now.date(),
                 post=queries.Post.MEMBER, by=world.lead, now=world.now)
    ref = world.use()
    client = sign_in(Role.PROJECT_LEAD)
    sent = {"question": "Should we?", "deadline": "16/11/2026"}

    unsaid = read(client.post(f"/uses/{ref}/refer/", sent))
    said = read(client.post(f"/uses/{ref}/refer/", sent | {"body_id": str(other)}, follow=True))

    assert "Choose which committee is asked" in unsaid
    assert "Asked: Data Ethics Committee." in said


def test_without_a_committee_a_referral_says_who_makes_one(world, sign_in):
    text = read(sign_in(Role.PROJECT_LEAD).get(f"/uses/{world.use()}/refer/"))

    assert "There is no committee to ask. The ethics lead makes one first" in text
    assert 'name="question"' not in text


def test_of_two_who_decide_the_second_reads_who_was_first_and_what_they_decided(world, sign_in):
    matter_id = world.matter(to="replied", items=0)
    client = sign_in(Role.DECISION_MAKER)
    first = world.join(Role.DECISION_MAKER)
    world.decide(matter_id, items=0, by=first)

    text = read(client.post(f"/committee/{matter_id}/decision/", {
        "verdict": "not-yet", "reasons": "Wait", "by_post": "Chief", "review_on": "1/5/2027",
        "departs_because": "x",
    }))

    assert "This is decided already" in text
    assert matters.by_use("use-0001")[0].decision.by_name == first.name
    with pytest.raises(Exception, match=first.name):
        committee.decide(
            matter_id=matter_id, verdict=matters.Verdict.NOT_YET, reasons="Wait", by_post="Chief",
            by=world.person(Role.DECISION_MAKER), now=world.now,
        )


def test_an_ethics_lead_without_a_committee_is_told_to_make_one(world, sign_in):
    world.use()
    client = sign_in(Role.ETHICS_LEAD)

    before = read(client.get("/"))
    world.body()
    after = read(client.get("/"))

    assert "Make a committee and say who sits on it" in before
    assert "Make a committee" not in after
