"""One's own account: a link that sets a password once, letters, leaving, a copy of it all."""

import io
import json
import re
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from tests.pages.visiting import Visitor, words

from dueregard.ledger import queries as ledger
from dueregard.people import actions as people
from dueregard.people import queries
from dueregard.people.digests import actions as digests
from dueregard.people.digests.rules import Rhythm
from dueregard.people.rules import Role
from dueregard.web import letters, tasks

PASSWORD = "four quite new words"


@pytest.fixture(autouse=True)
def clock(at_the_same_time):
    """Every page here is asked at the world's time."""


def invited(world, client) -> str:
    """Bo is added without a password; the address in the letter that Bo got."""
    Visitor(client, world.lead).send(
        "/people/invite/", name="Bo Newly", email="bo@example.test", roles=["officer"], password="",
    )
    client.logout()
    return re.search(r"http://testserver(/join/\S+)", mail.outbox[-1].body)[1]


def signs_in(client, password=PASSWORD) -> bool:
    client.logout()
    client.post("/accounts/login/", {"login": "bo@example.test", "password": password})
    return "_auth_user_id" in client.session


def test_whoever_is_added_without_a_password_gets_a_link_and_chooses_one(world, client):
    link = invited(world, client)

    page = client.get(link)
    client.post(link, {"password": PASSWORD})

    assert mail.outbox[-1].to == ["bo@example.test"]
    assert "Hello, Bo Newly" in words(page)
    assert signs_in(client)


def test_pressing_twice_sends_one_link(world, client):
    lead = Visitor(client, world.lead)
    said = {"name": "Bo", "email": "bo@example.test", "roles": ["officer"], "password": ""}

    lead.send("/people/invite/", once="twice", **said)
    lead.send("/people/invite/", once="twice", **said)

    assert len(mail.outbox) == 1


def test_the_link_works_once(world, client):
    link = invited(world, client)
    client.post(link, {"password": PASSWORD})

    again = client.post(link, {"password": "another set of words"})

    assert again.status_code == 410
    assert "used already" in words(again)
    assert not signs_in(client, "another set of words")


def test_the_link_ends_after_a_week(world, client):
    link = invited(world, client)
    world.later(days=7)

    response = client.post(link, {"password": PASSWORD})

    assert response.status_code == 410
    assert "good for a week" in words(response)
    assert not signs_in(client)


def test_a_newer_link_ends_the_older(world, client):
    older = invited(world, client)
    person = next(each for each in queries.roster() if each.email == "bo@example.test")
    Visitor(client, world.lead).send(f"/people/{person.id}/link/")
    client.logout()

    response = client.post(older, {"password": PASSWORD})

    assert response.status_code == 410
    assert "newer link" in words(response)


def test_the_link_of_somebody_who_was_stopped_opens_nothing(world, client):
    link = invited(world, client)
    person = next(each for each in queries.roster() if each.email == "bo@example.test")
    people.suspend(person_id=person.id, reason="A mistake", by=world.lead, now=world.now)

    response = client.post(link, {"password": PASSWORD})

    assert response.status_code == 410
    assert not signs_in(client)


def test_a_weak_password_is_said_to_be_weak_and_the_link_still_works(world, client):
    link = invited(world, client)

    page = client.post(link, {"password": "short"})
    client.post(link, {"password": PASSWORD})

    assert "at least 12" in words(page)
    assert signs_in(client)


def test_a_made_up_link_opens_nothing(world, client):
    assert client.get("/join/made-up/").status_code == 404


def test_the_key_of_a_link_is_kept_nowhere_here(world, client):
    key = invited(world, client).split("/")[2]

    kept = [str(each.facts) + each.about for each in ledger.history()]

    assert not any(key in each for each in kept)


def test_a_letter_that_cannot_be_sent_is_said_and_the_account_stays(world, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    Visitor(client, world.lead).send(
        "/people/invite/", name="Bo Newly", email="bo@example.test", roles=["officer"], password="",
    )

    assert "could not be sent" in words(client.get("/people/"))
    assert any(each.email == "bo@example.test" for each in queries.roster())


def test_whoever_is_stopped_is_signed_out_everywhere_and_what_they_own_is_listed(world, client):
    owner = world.person(Role.PROJECT_LEAD)
    ref = world.use(name="Cameras on the high street")
    world.condition(ref)
    theirs = type(client)()
    Visitor(theirs, owner)
    lead = Visitor(client, world.lead)

    lead.send(f"/people/{owner.id}/sign-in/", reason="Left the force")

    page = lead.read(f"/people/{owner.id}/leaving/")
    people.restore(person_id=owner.id, reason="Back", by=world.lead, now=world.now)
    assert "Give Cameras on the high street another owner" in page
    assert "Do thing 1" in page
    assert "Project lead" in page
    # Coming back does not open what was open before.
    assert theirs.get("/").status_code == 302


def test_nobody_is_written_to_unasked(world, client):
    world.matter()
    world.later(days=7)

    letters.send_digests(now=world.now)

    assert mail.outbox == []


def test_who_asked_for_it_gets_a_letter_of_what_waits_for_them_and_only_one(world, client):
    member = world.person(Role.COMMITTEE_MEMBER)
    Visitor(client, member).send("/letters/", rhythm="weekly")
    world.matter(world.use(name="Cameras on the high street"))
    world.use(name="Something of somebody else")
    world.later(days=7)

    tasks.tick(now=world.now)
    tasks.tick(now=world.later(hours=1))

    [letter] = mail.outbox
    assert letter.to == [get_user_model().objects.get(pk=member.id).email]
    assert "Cameras on the high street" in letter.body
    assert "Something of somebody else" not in letter.body
    assert ledger.history(newest=1)[0].verb == "people:digest:send"


def test_with_nothing_to_say_there_is_no_letter(world):
    inspector = world.person(Role.COMMITTEE_MEMBER)
    digests.choose(rhythm=Rhythm.WEEKLY, by=inspector, now=world.now)
    world.later(days=7)

    letters.send_digests(now=world.now)

    assert mail.outbox == []


def test_a_letter_is_stopped_by_its_own_link_without_signing_in_and_not_by_opening_it(
    world, client
):
    member = world.person(Role.COMMITTEE_MEMBER)
    digests.choose(rhythm=Rhythm.WEEKLY, by=member, now=world.now)
    world.matter()
    letters.send_digests(now=world.later(days=7))
    link = re.search(r"/letters/stop/\S+", mail.outbox[0].body)[0]

    opened = client.get(link)
    letters.send_digests(now=world.later(days=7))
    client.post(link)
    letters.send_digests(now=world.later(days=7))

    assert "Stop the letters?" in words(opened)
    assert len(mail.outbox) == 2


def test_a_made_up_link_stops_nothing(world, client):
    assert client.post("/letters/stop/made-up/").status_code == 404


def test_one_mailbox_that_fails_does_not_keep_the_others_from_their_letters(world, monkeypatch):
    sent = []

    def post(subject, text, *, to):
        if not sent:
            sent.append("failed")
            raise OSError("no such mailbox")
        sent.append(to)

    monkeypatch.setattr(letters, "post", post)
    for role in (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR):
        digests.choose(rhythm=Rhythm.WEEKLY, by=world.person(role), now=world.now)
    world.matter()

    letters.send_digests(now=world.later(days=7))

    assert len(sent) == 2


def copy_of(world, client, role) -> zipfile.ZipFile:
    Visitor(client, world.person(role))
    response = client.get("/my-copy/?part=1")
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_a_copy_holds_what_the_person_may_see_as_pages_and_as_data(world, client):
    ref = world.publish(world.use(name="Cameras on the high street"))

    made = copy_of(world, client, Role.INSPECTOR)

    assert {"README.txt", "me/me.html", "me/me.json", f"uses/{ref}.html", f"uses/{ref}.json"} <= (
        set(made.namelist())
    )
    assert any(each.startswith("public/") for each in made.namelist())
    assert json.loads(made.read(f"uses/{ref}.json"))["title"]
    assert b"<html" in made.read(f"uses/{ref}.html")


def test_a_copy_of_a_committee_member_holds_papers_but_no_register_and_no_hidden_opinion(
    world, client
):
    from dueregard.manage.committee import actions as committee

    matter = world.matter()
    committee.opine(matter_id=matter, outcome="reject", reasons="A secret so far",
                    by=world.person(Role.COMMITTEE_CHAIR), now=world.now)

    made = copy_of(world, client, Role.COMMITTEE_MEMBER)

    everything = b"".join(made.read(each) for each in made.namelist())
    assert f"committee/matter-{matter}.html" in made.namelist()
    assert not any(each.startswith("uses/") for each in made.namelist())
    assert b"A secret so far" not in everything


def test_a_panel_member_s_copy_holds_what_is_published_and_themselves_alone(world, client):
    world.publish()
    world.matter(world.use(name="Not published"))

    made = copy_of(world, client, Role.PANEL_MEMBER)

    assert {each.split("/")[0] for each in made.namelist()} == {"README.txt", "me", "public"}
    assert b"Not published" not in b"".join(made.read(each) for each in made.namelist())


def test_a_part_that_is_not_there_is_not_there(world, client):
    Visitor(client, world.lead)

    assert client.get("/my-copy/?part=2").status_code == 404
    assert client.get("/my-copy/?part=x").status_code == 404
