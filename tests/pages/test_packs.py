"""Packs page by page: which fact raises what, a newer one from a file, back to the last."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders_packs import newer, rev_up, robots, title_of
from tests.pages.visiting import Visitor

from dueregard.identify.packs import queries
from dueregard.identify.points import actions as points
from dueregard.identify.points import queries as raised
from dueregard.jobs import queries as jobs
from dueregard.jobs.rules import State
from dueregard.lenses.shapes import NOT_REVIEWED
from dueregard.people.rules import Role
from dueregard.web import tasks

LFR = "live-facial-recognition"
TITLE = title_of(LFR, "lfr.r01")
NEW_TITLE = "Someone with nothing to hide is stopped"


def reworded(version="9.0.0"):
    return newer(
        LFR, rev_up(LFR, "lfr.r01"), (TITLE, NEW_TITLE),
        version=version,
    )


@pytest.fixture
def lead(world, client, at_the_same_time):
    return Visitor(client, world.lead)


def send(visitor, content, **fields):
    return visitor.send(
        "/packs/bring-in/", file=SimpleUploadedFile("pack.toml", content), **fields
    )


def job_of(response):
    return int(re.search(r"/jobs/(\d+)/", response["Location"])[1])


def test_the_list_says_for_each_pack_its_version_and_who_has_reviewed_it(world, client):
    officer = Visitor(client, world.person(Role.ANALYST))

    text = html.unescape(officer.read("/packs/"))

    for each in queries.shelf():
        assert each.pack.name in text
        assert each.digest_short in text
    assert text.count(NOT_REVIEWED) == len(queries.shelf())
    assert "Bring in a pack" not in text


def test_a_pack_shows_which_fact_raises_what_and_whether_the_source_itself_was_read(lead):
    text = lead.read(f"/packs/{LFR}/")

    assert "Who is on the watchlist?" in text
    found = title_of(LFR, "lfr.o04")
    assert f"{found} : when “Who is on the watchlist?” includes “Missing”" in text
    assert "We read the source itself." in text
    assert "Comes with the software" in text


@pytest.mark.parametrize("pack_id", ["generic", "anpr", "data-sharing"])
def test_other_packs_can_be_read_too(lead, pack_id):
    assert "Which fact raises what" in lead.read(f"/packs/{pack_id}/")


def test_there_is_no_page_for_a_pack_that_there_is_not(lead):
    lead.read("/packs/teleporters/", status=404)


def test_from_the_file_to_the_points_of_a_use(world, lead):
    ref = world.use()
    points.raise_from_packs(ref=ref, by=world.lead, now=world.now)

    sent = send(lead, reworded(), note="From the national team")
    tasks.run.call(job_of(sent))

    job = jobs.sheet(job_of(sent))
    shown = lead.read(f"/packs/{LFR}/")
    assert (job.state, job.result) == (State.DONE, f"pack-{LFR}")
    assert NEW_TITLE in {each.title for each in raised.points(ref)}
    assert "See the pack" in lead.read(f"/jobs/{job.id}/")
    assert "Version 9.0.0, by" in shown
    assert "From the national team" in shown
    assert "9.0.0" in lead.read("/packs/")


def test_the_same_file_sent_twice_is_brought_in_once(world, lead):
    first = send(lead, reworded(), once="one")

    second = send(lead, reworded(), once="one")

    assert first["Location"] == second["Location"]
    assert len(queries.sheet(LFR).releases) == 1


def test_a_file_with_faults_is_answered_with_each_of_them_on_the_form(lead):
    response = send(lead, newer(LFR, (TITLE, NEW_TITLE), ('fact = "threshold"', 'fact = "x"')))

    assert response.status_code == 200
    assert "no such fact is asked for" in response.content.decode()
    assert queries.sheet(LFR).releases == ()


def test_a_new_technology_can_be_chosen_for_a_use(world, lead):
    send(lead, robots())

    page = lead.client.get("/uses/add/")

    assert "robot-dogs" in page.content.decode()
    ref = world.use(name="A dog", technology="robot-dogs")
    assert "Robot dogs" in lead.read(f"/uses/{ref}/")
    assert "Questions for Robot dogs, version 1.0.0" in lead.read(f"/uses/{ref}/facts/")


def test_withdrawing_asks_why_and_the_reason_stands_beside_the_pack(world, lead):
    send(lead, reworded())

    empty = lead.send(f"/packs/{LFR}/withdraw/", reason="")
    sent = lead.send(f"/packs/{LFR}/withdraw/", reason="It asks too much")
    tasks.run.call(job_of(sent))

    text = lead.read(f"/packs/{LFR}/")
    assert "Say why it is withdrawn" in empty.content.decode()
    assert "Comes with the software" in text
    assert "It asks too much" in text


def test_the_uses_are_read_again_when_somebody_asks(world, lead):
    sent = lead.send(f"/packs/{LFR}/read-again/")

    tasks.run.call(job_of(sent))

    assert jobs.sheet(job_of(sent)).state is State.DONE


def test_a_reading_that_fails_says_what_holds_and_what_to_do(world, lead, monkeypatch):
    sent = lead.send(f"/packs/{LFR}/read-again/")
    monkeypatch.setattr(tasks.rereading, "reread", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        tasks.run.call(job_of(sent))

    text = lead.read(f"/jobs/{job_of(sent)}/")
    assert "The pack is in force" in text
    assert "Nothing was saved" not in text


@pytest.mark.parametrize("address", [
    "/packs/bring-in/", f"/packs/{LFR}/withdraw/", f"/packs/{LFR}/read-again/",
])
def test_others_are_refused(world, client, address):
    visitor = Visitor(client, world.person(Role.PROJECT_LEAD))

    assert visitor.send(address, reason="x").status_code == 403


def test_the_packs_are_reached_from_the_register(lead):
    assert "/packs/" in lead.client.get("/uses/").content.decode()


def test_the_ledger_tells_of_packs_in_words(world, lead):
    sent = send(lead, reworded())
    tasks.run.call(job_of(sent))

    text = lead.read("/ledger/")

    assert "brought in a pack: Live facial recognition 9.0.0." in text
    assert "had uses read again, after a pack changed: 0 uses, 0 changed." in text
