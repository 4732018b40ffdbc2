"""Whether a record is ready for others' registers, page by page; and one brought in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor

from dueregard.identify.register import actions as register
from dueregard.identify.register import queries
from dueregard.people.rules import Role
from dueregard.report.wordings import actions
from dueregard.report.wordings import queries as wordings

RECORD = (
    "Field,Answer\n0.2 Standard version,3.0\n1.1 - Name,Hotspot map\n1.2 - Description,It shows "
    "where.\n2.1.1 - Organisation or department,Test Constabulary\n2.4.1.2 - Phase,Beta/Pilot\n"
    "9.9 - Carbon budget,None set\n"
)


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def upload(visitor, content=RECORD, name="record.csv"):
    content = content.encode() if isinstance(content, str) else content
    return visitor.client.post("/uses/import-record/", {
        "file": SimpleUploadedFile(name, content), "once": f"up-{name}"})


def test_each_standard_says_whether_it_is_ready_and_what_stands_in_the_way(world, lead):
    ref = world.use()

    text = lead.read(f"/uses/{ref}/report/standards/")

    for name in ("ATRS v3.0", "ATRS v4.0", "Dutch register 1.0"):
        assert name in text
    assert "Not ready to send" in text and "Nothing is published yet" in text
    assert "have not read in the official template" in text


def test_from_a_gap_to_the_text_and_back(world, lead):
    ref = world.use()
    address = f"/uses/{ref}/report/standards/atrs-3-0/"
    assert "Required, and still empty" in lead.read(address)

    form = lead.read(f"/uses/{ref}/report/wording/rationale.scope/?standard=atrs-3-0")
    sent = lead.send(f"/uses/{ref}/report/wording/rationale.scope/?standard=atrs-3-0",
                     text_0="Only people on the list.")

    assert "What it is for, and what it is not for" in form
    assert sent["Location"] == address
    assert "Only people on the list." in lead.read(address)


def test_what_the_record_says_inside_is_shown_to_who_writes_and_never_in_a_file(world, lead):
    ref = world.use()
    register.state_facts(ref=ref, facts={"where": "Market square, SECRETPLACE"}, by=world.lead,
                         now=world.now)

    form = lead.read(f"/uses/{ref}/report/wording/rationale.scope/")

    assert "SECRETPLACE" in form
    for name in ("atrs-3-0", "atrs-4-0", "nl-1-0"):
        for suffix in ("html", "csv", "json", "md"):
            file = lead.client.get(f"/uses/{ref}/report/standards/{name}/download/{suffix}/")
            assert b"SECRETPLACE" not in file.content


def test_one_of_several_can_be_written_and_another_added(world, lead):
    ref = world.use()
    address = f"/uses/{ref}/report/wording/model.name/"

    lead.send(address, text_0="First")
    lead.send(address, text_0="First", text_1="Second")

    assert wordings.under(ref, "model.name") == ("First", "Second")
    assert 'name="text_2"' in lead.client.get(address).content.decode()


@pytest.mark.parametrize("suffix", ["html", "xlsx", "csv", "json", "odt", "md"])
def test_the_record_can_be_taken_away_in_each_format_and_a_draft_says_so(world, lead, suffix):
    ref = world.use()

    file = lead.client.get(f"/uses/{ref}/report/standards/atrs-4-0/download/{suffix}/")

    assert file.status_code == 200 and file.content
    assert f'{ref}-atrs-4-0-draft.{suffix}"' in file["Content-Disposition"]


def test_an_officer_reads_it_and_is_told_who_writes(world, client):
    ref = world.use()
    officer = Visitor(client, world.person(Role.OFFICER))

    assert "Write it" not in officer.read(f"/uses/{ref}/report/standards/atrs-3-0/")
    assert "This is for" in officer.read(f"/uses/{ref}/report/wording/rationale.scope/")
    officer.send(f"/uses/{ref}/report/wording/rationale.scope/", text_0="Mine")
    assert wordings.of_use(ref) == ()


@pytest.mark.parametrize("address", [
    "/uses/use-0001/report/standards/nothing/", "/uses/use-0001/report/wording/nothing/",
    "/uses/use-0001/report/standards/atrs-3-0/download/exe/", "/uses/use-0099/report/standards/",
    "/uses/import-record/99/",
])
def test_what_is_not_there_is_not_found(world, lead, address):
    world.use()

    lead.read(address, status=404)


def test_a_record_is_looked_at_before_it_is_added(world, lead):
    preview = upload(lead)["Location"]

    text = lead.read(preview)

    assert "It says that it follows version 3.0" in text
    assert "Not understood, and kept as it is" in text and "Carbon budget" in text
    assert "The record says “Beta/Pilot”." in text
    assert queries.count() == 0
    added = lead.send(preview, name="Hotspot map", status="trial")
    assert added["Location"] == "/uses/use-0001/report/standards/"
    after = lead.read("/uses/use-0001/report/standards/")
    assert "Came with a record, under headings that we do not know" in after
    assert "Carbon budget" in after and "version 3.0" in after


def test_the_same_press_twice_adds_one_use(world, lead):
    preview = upload(lead)["Location"]

    first = lead.send(preview, once="same", name="Map", status="trial")
    second = lead.send(preview, once="same", name="Map", status="trial")

    assert first["Location"] == second["Location"]
    assert queries.count() == 1


def test_a_phase_that_nobody_knows_is_asked_about_and_live_is_the_careful_reading(world, lead):
    preview = upload(lead, RECORD.replace("Beta/Pilot", "Sunset"))["Location"]

    page = lead.client.get(preview)

    assert "We do not know that word." in page.content.decode()
    assert page.context["form"]["status"].value() == "live"


def test_a_name_that_is_taken_is_refused_and_nothing_is_lost(world, lead):
    world.use(name="Hotspot map")
    preview = upload(lead)["Location"]

    page = lead.send(preview, name="Hotspot map", status="trial")

    assert "already has this name: use-0001" in page.content.decode()
    assert "Carbon budget" in page.content.decode()


@pytest.mark.parametrize(("content", "words"), [
    ("", "This file is empty"), ("colour,size\nred,4\n", "does not look like a transparency"),
    (b"PK\x03\x04", "could not be read"), ('{"a": ', "looks like JSON"),
])
def test_a_file_that_is_no_record_is_said_next_to_the_form(world, lead, content, words):
    assert words in upload(lead, content).content.decode()


def test_a_project_lead_does_not_bring_in_a_record(world, client):
    assert Visitor(client, world.person(Role.PROJECT_LEAD)).client.get(
        "/uses/import-record/").status_code == 403


def test_texts_with_markup_are_words_on_every_page(world, lead):
    ref = world.use()
    actions.write(ref=ref, key="rationale.scope", texts=["<script>alert(1)</script>"],
                  by=world.lead, now=world.now)
    preview = upload(lead, json.dumps({"name": "Map", "scope": "<img src=x onerror=alert(1)>"}),
                     "record.json")["Location"]

    for address in (f"/uses/{ref}/report/standards/atrs-3-0/", preview):
        page = lead.client.get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page
