"""`dueregard verify` needs no database, and names the first entry that does not fit."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.test_ledger_rules import chain, root_of

from dueregard.cli.verify import verify
from dueregard.ledger import copies, notes, proofs, rules, tree, witnessing
from dueregard.ledger.notes import Checkpoint, Kind, Note
from dueregard.ledger.witnessing import Step

LEDGER = notes.new_signer("ledger.example.police.uk", Kind.LEDGER)
OPCC = notes.new_signer("opcc.example.org/one", Kind.WITNESS)
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LINES = chain("add", "move", "publish", "erase", "add")
LINES[3] = replace(LINES[3], salt=None, body=None)


@pytest.fixture
def folder(tmp_path):
    lines = chain("add", "move", "publish")
    (tmp_path / "entries.jsonl").write_text(
        "".join(copies.line_to_json(each) + "\n" for each in lines)
    )
    (tmp_path / "head.json").write_text(json.dumps({"entries": 3, "head": lines[-1].head}))
    return tmp_path


def test_a_whole_export_verifies(folder):
    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 0
    assert "All 3 entries fit" in result.output


def test_an_earlier_head_is_confirmed(folder):
    result = CliRunner().invoke(verify, [str(folder), "--head", chain("add")[-1].head])

    assert result.exit_code == 0
    assert "is the beginning of this one" in result.output


def test_a_changed_word_is_named_by_its_entry(folder):
    path = folder / "entries.jsonl"
    path.write_text(path.read_text().replace('"move"', '"stop"'))

    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 1
    assert "Entry 2 does not fit" in result.output


def test_entries_cut_off_the_end_are_noticed(folder):
    path = folder / "entries.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))

    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 1
    assert "cut off" in result.output


@pytest.mark.parametrize(("name", "content", "words"), [
    ("entries.jsonl", "not json\n", "Line 1 of entries.jsonl is not a ledger entry"),
    ("entries.jsonl", None, "There is no entries.jsonl"),
    ("head.json", "{}", "head.json"),
])
def test_a_damaged_copy_is_said_in_words(folder, name, content, words):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)

    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 1
    assert words in result.output


def signed(size: int, lines=LINES, *, witnessed: bool = False) -> Note:
    text = Checkpoint(origin=LEDGER.name, size=size, root=root_of(lines[:size])).text
    under = (notes.signed(text, LEDGER),)
    return Note(text=text, signatures=(
        (*under, notes.cosigned(text, OPCC, at=AT)) if witnessed else under
    ))


def write(folder, lines=LINES, *, heads=None) -> None:
    """A copy as the workbench writes it, with two signed heads; the first is witnessed."""
    content = {
        copies.ENTRIES: "".join(copies.line_to_json(each) + "\n" for each in lines),
        copies.HEAD: copies.head_to_json(entries=len(lines), head=lines[-1].head),
        copies.HEADS: "".join(
            copies.heads_line(str(each)) + "\n"
            for each in heads or (signed(2, witnessed=True), signed(4))
        ),
        copies.KEYS: f"{LEDGER.key.text}\n{OPCC.key.text}\n",
    }
    for name, text in content.items():
        (folder / name).write_text(text, encoding="utf-8")


def outcome(*words) -> tuple[int, str]:
    result = CliRunner().invoke(verify, [str(each) for each in words])
    return result.exit_code, result.output


def test_signed_heads_and_witnesses_are_checked_and_said(tmp_path):
    write(tmp_path)

    code, said = outcome(tmp_path)

    assert code == 0, said
    assert "2 heads, the newest over 4 entries" in said
    assert "The last 1 entries are not signed yet" in said
    assert "Signed too by opcc.example.org/one: over 2 entries, on 02 November 2026 09:00" in said
    assert "Compare them with those that you have from elsewhere" in said


def test_with_keys_of_ones_own_nothing_is_taken_from_the_copy(tmp_path):
    write(tmp_path)
    (tmp_path / copies.KEYS).unlink()

    code, said = outcome(tmp_path, "--key", LEDGER.key.text, "--witness", OPCC.key.text)

    assert code == 0, said
    assert "elsewhere" not in said


@pytest.mark.parametrize(("words", "says"), [
    (("--key", notes.new_signer(LEDGER.name, Kind.LEDGER).key.text), "not signed with the key"),
    (("--witness", notes.new_signer(OPCC.name, Kind.WITNESS).key.text), "has signed no head"),
    (("--key", "nonsense"), "not a verifier key"),
])
def test_another_key_is_not_believed(tmp_path, words, says):
    write(tmp_path)

    code, said = outcome(tmp_path, *words)

    assert code == 1
    assert says in said


def test_a_copy_without_signed_heads_says_what_it_does_not_show(folder):
    code, said = outcome(folder)

    assert code == 0
    assert "No head in this copy is signed" in said
    assert outcome(folder, "--key", LEDGER.key.text)[0] == 1


def test_a_history_rewritten_whole_is_named_by_what_was_signed(tmp_path):
    """Everything in the copy fits but for the signed heads, which nobody else can make."""
    write(tmp_path, chain("add", "stop", "publish", "erase", "add"))

    code, said = outcome(tmp_path)

    assert code == 1
    assert "Entry 2 does not fit" in said
    assert "rewritten after it was signed" in said


def test_a_head_that_somebody_kept_is_enough_to_tell(tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text(str(signed(4)))
    (tmp_path / "true").mkdir()
    (tmp_path / "false").mkdir()
    write(tmp_path / "true")
    write(tmp_path / "false", chain("add", "stop", "publish", "erase", "add"), heads=[
        signed(5, chain("add", "stop", "publish", "erase", "add")),
    ])

    assert outcome(tmp_path / "true", "--since", kept)[0] == 0
    assert outcome(tmp_path / "false")[0] == 0
    assert outcome(tmp_path / "false", "--since", kept)[0] == 1


def test_two_signed_heads_over_the_same_entries_are_a_fork(tmp_path):
    other = signed(4, chain("add", "stop", "publish", "erase", "add"))
    write(tmp_path, heads=[signed(4), other])

    code, said = outcome(tmp_path)

    assert code == 1
    assert "forked" in said


def test_entries_that_were_signed_and_cut_off_are_missed(tmp_path):
    write(tmp_path, LINES[:3])

    code, said = outcome(tmp_path)

    assert code == 1
    assert "cut off" in said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_changed_anywhere_in_a_copy_is_noticed(tmp_path, data):
    """In the entries it names the entry; in the other files it says which file, or which head."""
    write(tmp_path)
    name = data.draw(st.sampled_from([copies.ENTRIES, copies.HEAD, copies.HEADS, copies.KEYS]))
    content = bytearray((tmp_path / name).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda each: each != content[place]))
    entry = bytes(content[:place]).count(b"\n") + 1
    content[place] = value
    (tmp_path / name).write_bytes(bytes(content))

    code, said = outcome(tmp_path, "--witness", OPCC.key.text)

    # A key is text for people: what stands after its end may be any kind of space.
    assert code == 1 or (name == copies.KEYS and chr(value).isspace())
    assert name != copies.ENTRIES or f"Entry {entry} does not fit" in said


def proof(seq: int = 2, *, words: bool = True, size: int = 5) -> str:
    line = LINES[seq - 1]
    leaves = [rules.leaf(at=each.at, commitment=each.commitment) for each in LINES[:size]]
    return proofs.to_text(proofs.Inclusion(
        seq=seq, at=line.at, commitment=line.commitment, note=signed(size, witnessed=True),
        path=tree.inclusion(seq - 1, size, tree.over(leaves)),
        salt=line.salt if words else None, body=line.body if words else None,
    ))


@pytest.mark.parametrize(("text", "says"), [
    (proof(), "It says: {'verb': 'move'}"),
    (proof(words=False), "Its words are not shown here"),
    (proof(seq=4), "Its words are not shown here"),
])
def test_one_entry_is_proved_with_no_other_in_sight(tmp_path, text, says):
    path = tmp_path / "entry.tlog-proof"
    path.write_text(text)

    code, said = outcome(path, "--key", LEDGER.key.text, "--witness", OPCC.key.text)

    assert code == 0, said
    assert says in said
    assert "Signed too by opcc.example.org/one" in said


def test_a_proof_needs_a_key_that_did_not_come_with_it(tmp_path):
    path = tmp_path / "entry.tlog-proof"
    path.write_text(proof())

    code, said = outcome(path)

    assert code == 1
    assert "--key" in said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_of_a_proof_can_be_changed(tmp_path, data):
    content = bytearray(proof(words=data.draw(st.booleans())).encode())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255).filter(lambda each: each != content[place]))
    path = tmp_path / "entry.tlog-proof"
    path.write_bytes(bytes(content))

    assert outcome(path, "--key", LEDGER.key.text, "--witness", OPCC.key.text)[0] == 1


def test_a_proof_between_heads_is_checked_from_the_head_that_was_kept(tmp_path):
    leaves = [rules.leaf(at=each.at, commitment=each.commitment) for each in LINES]
    step = Step(old=2, proof=tree.consistency(2, 5, tree.over(leaves)), note=signed(5))
    (tmp_path / "proof.txt").write_text(witnessing.steps_to_text([step]))
    (tmp_path / "kept.txt").write_text(str(signed(2)))
    (tmp_path / "forked.txt").write_text(str(signed(2, chain("add", "stop"))))
    ours = ("--key", LEDGER.key.text)

    assert outcome(tmp_path / "proof.txt", *ours)[0] == 0
    code, said = outcome(tmp_path / "proof.txt", "--since", tmp_path / "kept.txt", *ours)
    assert (code, "ledger of 2 entries that you saw earlier is its beginning" in said) == (0, True)
    code, said = outcome(tmp_path / "proof.txt", "--since", tmp_path / "forked.txt", *ours)
    assert (code, "forked" in said) == (1, True)
