"""The pages of patterns: written, signed, brought in with a fingerprint, adopted with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words

from dueregard.people.rules import Role
from dueregard.report.patterns import queries, signing
from dueregard.report.patterns.rules import Kind, Pattern

pytestmark = pytest.mark.usefixtures("at_the_same_time")
WRITTEN = {
    "kind": "control", "title": "Say why", "text": "Write why this place.", "test": "Ten by lot.",
    "good_for": "Fewer habits.", "level": "0", "licence": "OGL-UK-3.0", "post": "Ethics lead",
}


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


@pytest.fixture
def theirs(tmp_path):
    """A file of another installation, and the fingerprint that it tells."""
    key = signing.own_key(tmp_path / "key")
    text = signing.signed([Pattern(
        kind=Kind.QUESTION, title="Who is awake?", text="Who reads alerts <at> night?", test="",
        good_for="Nights", level=1, licence="CC0-1.0", force="North", post="Head of ethics",
    )], force="North", made_on="2026-11-02", key=key)
    return text.encode(), signing.fingerprint(key.public_key().public_bytes_raw())


def bring(visitor, content, **fields):
    return visitor.send("/patterns/bring-in/", file=SimpleUploadedFile("n.json", content), **fields)


def test_a_pattern_is_written_signed_and_taken_away(lead):
    lead.send("/patterns/write/", **WRITTEN)
    text = lead.read("/patterns/bundle/")
    [line] = queries.ours()
    lead.send("/patterns/bundle/", patterns=[str(line.id)])

    [file] = queries.bundles()
    content = lead.client.get(f"/patterns/bundles/{file.id}.json").content
    assert signing.opened(content).fingerprint in text
    assert signing.opened(content).patterns[0].title == "Say why"


def test_what_could_be_about_a_person_is_refused_with_the_place_and_stays_on_the_form(lead):
    page = lead.send("/patterns/write/", **WRITTEN | {"text": "Ask Ada Lead on 01632 960 001"})

    assert "In its words there is a telephone number: “01632 960 001”" in words(page)
    assert "Ask Ada Lead on 01632 960 001" in page.content.decode()
    assert queries.ours() == ()


@pytest.mark.parametrize("field", sorted(set(WRITTEN) - {"test"}))
def test_what_is_missing_is_said(lead, field):
    page = words(lead.send("/patterns/write/", **WRITTEN | {field: ""}))

    assert "There is a problem" in page
    assert queries.ours() == ()


def test_a_pattern_may_begin_with_a_condition_that_was_met_or_a_card_of_the_record(world, lead):
    ref = world.publish()
    number = world.condition(ref)

    page = lead.client.get(f"/patterns/write/?condition={number}").content.decode()
    cards = lead.read("/patterns/write/")

    assert "Do thing 1" in page
    assert "Live facial recognition: What is it?" in cards
    address = next(each for each in lead.client.get("/patterns/write/").content.decode().split('"')
                   if each.startswith("?record=") and each.endswith("card=what"))
    begun = lead.client.get(f"/patterns/write/{address.replace('&amp;', '&')}").content.decode()
    assert "What kind of technology" in begun


def test_an_unknown_key_wants_a_fingerprint_and_the_page_does_not_give_it_away(lead, theirs):
    content, told = theirs
    page = bring(lead, content)

    assert "Ask the force that sent it for its fingerprint" in words(page)
    assert told not in page.content.decode()
    bring(lead, content, fingerprint=told)
    text = lead.read("/patterns/")
    assert "The signature fits. 1 of 1 are new here." in text
    assert "Who reads alerts &lt;at&gt; night?" in text
    assert told in text


def test_it_is_adopted_or_set_aside_with_a_reason(lead, theirs):
    bring(lead, theirs[0], fingerprint=theirs[1])
    [line] = queries.came()

    assert "Say why, in a sentence" in words(lead.send(f"/patterns/{line.id}/adopt/", reason=""))
    lead.send(f"/patterns/{line.id}/adopt/", reason="We need it")
    assert "Adopted Ada Lead, 2 November 2026: We need it." in lead.read("/patterns/")
    lead.send(f"/patterns/{line.id}/set-aside/", reason="It did not help")
    assert "Set aside Ada Lead" in lead.read("/patterns/")
    assert lead.client.get("/patterns/999/adopt/").status_code == 404


def test_a_changed_file_is_refused_on_the_form(lead, theirs):
    page = words(bring(lead, theirs[0].replace(b"night", b"noon!"), fingerprint=theirs[1]))

    assert "This file is not what was signed" in page
    assert queries.came() == ()


def test_an_officer_reads_the_patterns_and_changes_nothing(world, client, theirs):
    bring(Visitor(client, world.lead), theirs[0], fingerprint=theirs[1])
    officer = Visitor(client, world.person(Role.OFFICER))

    text = officer.read("/patterns/")
    assert "Who is awake?" in text
    assert "Adopt it" not in text
    for address in ("write/", "bundle/", "bring-in/", f"{queries.came()[0].id}/adopt/"):
        assert officer.client.get(f"/patterns/{address}").status_code == 403


def test_an_adopted_control_is_offered_where_a_committee_writes_what_it_asks_for(
    world, client, tmp_path
):
    key = signing.own_key(tmp_path / "key")
    text = signing.signed([Pattern(**{
        **WRITTEN, "kind": Kind.CONTROL, "level": 4, "force": "North", "title": "Say it aloud",
    })], force="North", made_on="2026-11-02", key=key)
    lead = Visitor(client, world.lead)
    bring(lead, text.encode(), fingerprint=signing.fingerprint(
        key.public_key().public_bytes_raw()
    ))
    matter_id = world.matter(to="closed")
    secretary = world.person(Role.COMMITTEE_SECRETARY)
    assert "Say it aloud" not in Visitor(client, secretary).read(f"/committee/{matter_id}/advice/")

    Visitor(client, world.lead).send(f"/patterns/{queries.came()[0].id}/adopt/", reason="We do")

    text = Visitor(client, secretary).read(f"/committee/{matter_id}/advice/")
    assert "Say it aloud Write why this place. How to test it: Ten by lot." in text
