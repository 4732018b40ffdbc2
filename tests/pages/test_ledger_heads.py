"""Signed heads, witnesses and proofs, as people press and paste them; and by command."""

import re

import pytest
from click.testing import CliRunner
from tests.pages.visiting import Visitor, words

from dueregard.cli.verify import verify
from dueregard.cli.witness import witness
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.processing.rules import Operation, Processing
from dueregard.ledger.rules import Actor
from dueregard.people.rules import Role
from dueregard.web import ledger_signing
from dueregard.web.ledger_commands import ledger as commands


@pytest.fixture
def lead(world, client, settings, tmp_path):
    """The ethics lead, who is the administrator too, in a home of their own."""
    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path / "home"})
    return Visitor(client, world.lead)


@pytest.fixture
def watching(lead, tmp_path):
    """A witness outside, with our key: its folder, and its own verifier key."""
    key = re.search(r"Our verifier key (\S+)", lead.read("/ledger/heads/"))[1]
    done = CliRunner().invoke(witness, [
        "begin", str(tmp_path / "w"), "--name", "opcc.example.org/one", "--ledger", key,
    ])
    return tmp_path / "w", re.search(r"opcc\S+\+\S+", done.output)[0]


def test_before_anything_is_signed_the_page_says_so(lead):
    page = lead.read("/ledger/heads/")

    assert "None is signed yet" in page
    assert "Nobody outside signs our heads yet" in page


def test_a_head_is_signed_by_a_button_and_not_twice(lead):
    first = words(lead.client.post("/ledger/heads/sign/", follow=True))
    second = words(lead.client.post("/ledger/heads/sign/", follow=True))

    assert "The head is signed" in first
    assert "nothing new to sign" in second
    assert heads.newest().root in second


def test_a_witness_is_taken_on_signs_and_its_signature_comes_back(lead, watching, tmp_path):
    folder, key = watching
    lead.send("/ledger/witnesses/add/", body="Police and Crime Commissioner", key=key)
    lead.client.post("/ledger/heads/sign/")
    sent = tmp_path / "head.txt"
    sent.write_text(heads.newest().note)
    CliRunner().invoke(witness, ["sign", str(folder), str(sent)])
    signed = (folder / "seen.txt").read_text()

    # As a browser sends it: other line ends, and no last one.
    response = lead.send("/ledger/heads/take-in/", note=signed.strip().replace("\n", "\r\n"))

    assert response.status_code == 302, words(response)
    page = lead.read("/ledger/heads/")
    assert f"Signed up to entry {heads.newest_witnessed().size}" in page
    assert "Police and Crime Commissioner" in page


@pytest.mark.parametrize(("address", "fields", "says"), [
    ("/ledger/witnesses/add/", {"body": "PCC", "key": "nonsense"}, "not a verifier key"),
    ("/ledger/witnesses/add/", {}, "Say who the witness is"),
    ("/ledger/heads/take-in/", {"note": "nonsense"}, "not a signed head"),
    ("/ledger/heads/take-in/", {}, "Put in what the witness sent"),
])
def test_what_cannot_be_taken_is_said_on_the_form(lead, address, fields, says):
    response = lead.send(address, **fields)

    assert response.status_code == 200
    assert says in words(response)


def test_a_witness_is_ended_by_a_button(lead, watching):
    lead.send("/ledger/witnesses/add/", body="PCC", key=watching[1])
    address = re.search(r"/ledger/witnesses/\d+/end/",
                        lead.client.get("/ledger/heads/").content.decode())[0]

    lead.client.post(address)

    assert "PCC (ended on" in lead.read("/ledger/heads/")


def test_one_entry_is_proved_by_a_file_that_anybody_can_check(lead, tmp_path):
    lead.client.post("/ledger/heads/sign/")

    response = lead.client.get("/ledger/proof/?entry=1")

    path = tmp_path / "entry.tlog-proof"
    path.write_bytes(response.content)
    key = ledger_signing.signer().key.text
    done = CliRunner().invoke(verify, [str(path), "--key", key])
    assert done.exit_code == 0, done.output
    assert "people:force:found" in done.output


def test_what_cannot_be_proved_is_said(world, lead):
    lead.client.post("/ledger/heads/sign/")
    seq = processing.record(
        Processing(op=Operation.CONSULTATION, system="Custody", data_class="Record", reason="x",
                   case_ref="y"), by=Actor(id=1, name="Pat"), now=world.now,
    )

    assert "Enter the number" in words(lead.client.get("/ledger/proof/?entry=x", follow=True))
    assert "no entry 99" in lead.read("/ledger/proof/?entry=99", status=404)
    assert "No head has been signed yet" in lead.read(f"/ledger/proof/?entry={seq}", status=404)
    lead.client.post("/ledger/heads/sign/")
    assert "belongs to the log of processing" in lead.read(
        f"/ledger/proof/?entry={seq}", status=404
    )


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ETHICS_LEAD])
def test_whoever_reads_the_ledger_takes_on_no_witness_without_the_right(world, client, role):
    person = Visitor(client, world.join(role))

    assert "Take on a witness" not in person.read("/ledger/heads/")
    assert client.post("/ledger/witnesses/add/").status_code == 403
    assert client.post("/ledger/heads/take-in/").status_code == 403


def run(name: str, *given) -> str:
    """`dueregard ledger NAME ...` in this process, on this database."""
    done = CliRunner().invoke(commands.commands[name], [str(each) for each in given])
    assert done.exit_code == 0, (done.output, done.exception)
    return done.stdout


def test_the_same_by_command(lead, watching, tmp_path):
    folder, key = watching
    head, signed, proof = tmp_path / "head.txt", folder / "seen.txt", tmp_path / "p.tlog-proof"

    assert "Nobody outside signs" in run("witnesses")
    run("trust", key, "--body", "Police and Crime Commissioner")
    run("sign", "-o", head)
    CliRunner().invoke(witness, ["sign", str(folder), str(head)])
    run("take-in", signed)
    run("prove", 1, "--with-words", "-o", proof)
    step = run("consistency", heads.newest_witnessed().size)

    assert f"signed up to entry {heads.newest_witnessed().size}" in run("witnesses")
    assert run("key").strip() == ledger_signing.signer().key.text
    assert step.startswith(f"old {heads.newest_witnessed().size}\n")
    done = CliRunner().invoke(verify, [str(proof), "--key", run("key").strip(), "--witness", key])
    assert done.exit_code == 0, done.output
