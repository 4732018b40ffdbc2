"""The log of processing as its few readers see it, and as nobody else does."""

import io
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from tests.pages.visiting import Visitor, words

from dueregard.cli.verify import verify
from dueregard.ledger import queries as ledger
from dueregard.ledger.actions import erase
from dueregard.ledger.models import Entry
from dueregard.ledger.processing import actions
from dueregard.ledger.processing.rules import Operation, Outcome, Processing
from dueregard.ledger.rules import Actor
from dueregard.people.rules import Role, may

SEEN = Processing(
    op=Operation.CONSULTATION, system="Custody", data_class="Custody record",
    columns=("arrested_on",), rows=1, subject="subject-5f2e", reason="To plan a bail visit",
    case_ref="INC-2026-118",
)
GIVEN = replace(
    SEEN, op=Operation.DISCLOSURE, recipient="Test Council", agreement="agreement-4",
    agreement_version=2, subject="subject-77", rows=None,
)
REFUSED = replace(GIVEN, outcome=Outcome.REFUSED, failed=("purpose",), rows=0, subject="subject-9")


@pytest.fixture
def officer(world, client, at_the_same_time):
    return Visitor(client, world.person(Role.DATA_PROTECTION_OFFICER))


@pytest.fixture
def log(world, officer):
    """The log opened by the data protection officer: the address of its lines."""
    pat = Actor(id=41, name="Pat Constable", roles=frozenset({"officer"}))
    actions.record_many([SEEN, GIVEN, REFUSED], by=pat, now=world.now)
    response = officer.send("/processing-log/", purpose="lawfulness", why="Complaint 12")
    assert response.status_code == 302, words(response)
    return response["Location"]


def test_the_log_is_read_under_the_purpose_that_was_said(officer, log):
    page = officer.read(log)

    assert "To verify that processing was lawful: Complaint 12" in page
    assert "Disclosure to Test Council" in page
    assert "subject-5f2e: Custody record (Custody) arrested_on 1 record" in page
    assert "how many records was not counted" in page
    assert "Refused : purpose" in page
    assert "agreement-4, version 2" in page


@pytest.mark.parametrize(("asked", "there", "gone"), [
    ("op=consultation", "subject-5f2e", "subject-77"),
    ("subject=subject-77", "subject-77", "subject-5f2e"),
    ("agreement=agreement-4", "subject-77", "subject-5f2e"),
    ("since=02/11/2026&upto=02/11/2026", "subject-77", "No line of the log"),
    ("upto=01/11/2026", "No line of the log", "subject-77"),
    ("who=nobody@example.test", "Nobody here has or had that address", "subject-77"),
    ("since=x", "Enter a date such as", "subject-77"),
    ("before=99999999999999999999999", "subject-77", "No line of the log"),
])
def test_only_some_lines_are_shown_where_that_is_asked(officer, log, asked, there, gone):
    page = officer.read(f"{log}?{asked}")

    assert there in page
    assert gone not in page


@pytest.mark.parametrize(("fields", "says"), [
    ({"why": "Complaint 12"}, "Choose what you open the log for"),
    ({"purpose": "lawfulness"}, "Say in a sentence"),
    ({"purpose": "curiosity", "why": "I wonder"}, "curiosity"),
])
def test_without_a_purpose_of_the_law_it_stays_shut(officer, fields, says):
    page = words(officer.send("/processing-log/", **fields))

    assert says in page
    assert not Entry.objects.filter(verb="processing:log:open", refused=False).exists()


def test_who_opened_it_and_why_is_shown_to_whoever_opens_it_next(officer, log):
    page = officer.read("/processing-log/")

    assert "To verify that processing was lawful: Complaint 12" in page


def test_an_hour_later_it_is_asked_again_what_for(world, officer, log):
    world.later(minutes=61)

    response = officer.client.get(log, follow=True)

    assert "Say again what for" in words(response)
    assert "subject-77" not in words(response)


@pytest.mark.parametrize("role", [
    Role.ETHICS_LEAD, Role.ADMINISTRATOR, Role.DECISION_MAKER, Role.OFFICER, Role.SHARING_OFFICER,
])
def test_others_open_neither_the_log_nor_the_opening_of_somebody_else(world, log, role, client):
    visitor = Visitor(client, world.person(role))

    for address in ("/processing-log/", log, f"{log}copy/", "/processing-log/terms/"):
        response = client.post(address) if address.endswith("copy/") else client.get(address)
        assert response.status_code == 403
    assert visitor


def test_an_inspector_reads_under_a_purpose_of_their_own_and_takes_no_copy(world, log, client):
    inspector = Visitor(client, world.person(Role.INSPECTOR))

    assert "Somebody else opened the log here" in words(client.get(log, follow=True))
    own = inspector.send("/processing-log/", purpose="self-monitoring", why="The yearly look")
    page = inspector.read(own["Location"])
    assert "subject-77" in page
    assert "Make the copy" not in page
    assert client.post(f"{own['Location']}copy/").status_code == 403


def test_a_copy_to_hand_over_verifies_and_its_making_is_on_the_ledger(officer, log, tmp_path):
    response = officer.send(f"{log}copy/", op="disclosure")

    content = b"".join(response.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        made.extractall(tmp_path)
    table = (tmp_path / "processing-log.csv").read_text(encoding="utf-8-sig")
    checked = CliRunner().invoke(verify, [str(tmp_path / "ledger")])
    entries = (tmp_path / "ledger" / "entries.jsonl").read_text()
    note = Entry.objects.get(verb="processing:log:export")
    assert checked.exit_code == 0, checked.output
    assert len(table.splitlines()) == 3
    assert "subject-5f2e" not in table
    assert "subject-5f2e" in entries
    assert "Test Constabulary" not in entries
    assert note.body["facts"]["entries"] == 2
    assert len(note.body["facts"]["sha256"]) == 64


def test_the_words_of_a_line_that_was_erased_are_said_to_be(world, officer, log):
    seq = ledger.head().seq - 1
    by = world.person(Role.DATA_PROTECTION_OFFICER)
    erase(seq=seq, reason="Disposed of", allowed=may(by, "ledger.erase"), by=by, now=world.now)

    assert "The words of this entry were erased" in officer.read(log)


def test_nothing_in_the_log_is_on_the_ledger_page(world, log, client):
    page = Visitor(client, world.lead).read("/ledger/")

    assert "somebody disclosed personal data" in page.lower()
    for mark in ("Pat Constable", "subject-77", "Test Council", "bail visit"):
        assert mark not in page


def test_the_force_settles_that_no_case_is_asked_for(officer, log):
    response = officer.send("/processing-log/terms/", reason="on")

    assert response.status_code == 302
    assert "No reference of a case is asked for" in officer.read("/processing-log/")


def test_the_page_says_what_is_lost_where_nothing_is_asked_for(officer, log):
    officer.send("/processing-log/terms/")

    assert "nobody will be able to say why" in officer.read("/processing-log/")
