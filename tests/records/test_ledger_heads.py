"""Heads of the ledger: signed as time passes, proved, co-signed, and never for two histories."""

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from dueregard.answers import DueRegardError, Missing, Refused, Yes
from dueregard.ledger import notes, rules, tree, witnessing
from dueregard.ledger import queries as ledger
from dueregard.ledger.actions import erase
from dueregard.ledger.heads import actions, queries
from dueregard.ledger.models import Cosignature, Entry, Part, SignedHead
from dueregard.ledger.notes import Kind, Note
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.processing.rules import Operation, Processing
from dueregard.ledger.rules import Actor
from dueregard.ledger.witnesses import actions as witnesses
from dueregard.ledger.witnesses import queries as witness_queries
from dueregard.people.rules import Role, may
from dueregard.web import ledger_signing

ADA = Actor(id=1, name="Ada", roles=frozenset({"ethics-lead"}))
SEEN = Processing(op=Operation.CONSULTATION, system="Custody", data_class="Custody record",
                  reason="To plan", case_ref="INC-1")
LEDGER = notes.new_signer("ledger.example.police.uk", Kind.LEDGER)
OPCC = notes.new_signer("opcc.example.org/one", Kind.WITNESS)


def write(count: int, now: datetime) -> None:
    processing.record_many([SEEN] * count, by=ADA, now=now)


def sign(now: datetime) -> tuple[int, ...]:
    return actions.sign(signer=LEDGER, now=now)


def naive_root(size: int) -> str:
    leaves = [rules.leaf(at=each.at, commitment=each.commitment) for each in ledger.lines()][:size]
    return tree.root(leaves).hex()


@pytest.fixture
def cosigned(world, now):
    """A head that the local policing body signed too: its size."""
    write(3, now)
    (size,) = sign(now)
    officer = world.person(Role.DATA_PROTECTION_OFFICER)
    witnesses.trust(body="Office of the Police and Crime Commissioner", key=OPCC.key.text,
                    own=LEDGER.name, allowed=Yes(), by=officer, now=now)
    sent = notes.note_from_text(queries.signed(size).note)
    witnesses.take_in(note=str(under(sent, now)), allowed=Yes(), by=officer, now=now)
    return size


def under(note: Note, at: datetime, signer=OPCC) -> Note:
    line = notes.cosigned(note.text, signer, at=at)
    return Note(text=note.text, signatures=(*note.signatures, line))


def test_a_head_is_signed_over_all_entries_and_verifies(world, now):
    write(5, now)

    sizes = sign(now)

    head = queries.newest()
    note = notes.note_from_text(head.note)
    assert sizes == (ledger.head().seq,)
    assert notes.is_signed(note, notes.key_from_text(head.key))
    assert notes.checkpoint_from_text(note.text).root.hex() == naive_root(head.size) == head.root


def test_nothing_is_signed_twice_and_signing_leaves_no_entry(world, now):
    before = ledger.head()

    assert sign(now) == (before.seq,)
    assert sign(now + timedelta(hours=1)) == ()
    assert ledger.head() == before


def test_the_head_at_the_end_of_the_day_is_signed_too(world, now):
    evening = datetime(2026, 11, 2, 23, 30, tzinfo=ZoneInfo("Europe/London"))
    write(2, evening)
    last_of_day = ledger.head().seq
    morning = evening + timedelta(hours=1)
    write(4, morning)

    assert sign(morning) == (last_of_day, last_of_day + 4)


def test_in_an_older_ledger_the_tree_is_built_over_what_is_there(world, now):
    write(3 * queries.PART + 17, now)
    assert not Part.objects.exists()

    (size,) = sign(now)

    assert Part.objects.count() == 3
    assert queries.signed(size).root == naive_root(size)
    assert rules.verify(ledger.lines(), roots={size: queries.signed(size).root}).entries == size


def test_every_entry_is_proved_and_every_head_goes_on_from_the_last(world, now):
    first = sign(now)[0]
    write(2 * queries.PART + 9, now)
    second = sign(now)[0]

    for seq in (1, queries.PART, queries.PART + 1, 2 * queries.PART + 3, second):
        proved = queries.inclusion(seq)
        assert tree.included(
            leaf=rules.leaf(at=proved.at, commitment=proved.commitment), index=seq - 1,
            size=second, proof=proved.path, root=bytes.fromhex(proved.head.root),
        )
    for old in (first, queries.PART - 1, queries.PART, 2 * queries.PART, second):
        step = queries.step(old=old)
        assert tree.consistent(
            old=old, old_root=queries.root(old), size=second,
            root=notes.checkpoint_from_text(step.note.text).root, proof=step.proof,
        )


def test_there_is_no_proof_before_a_head_is_signed_nor_of_what_is_not_there(world, now):
    with pytest.raises(Missing, match="No head has been signed yet that covers entry 1"):
        queries.inclusion(1)
    sign(now)
    with pytest.raises(Missing, match="no entry 99"):
        queries.inclusion(99)
    with pytest.raises(Missing, match="none over 99"):
        queries.step(old=99)


def test_erasing_words_leaves_every_proof_as_it_was(world, now):
    write(300, now)
    sign(now)
    officer = world.person(Role.DATA_PROTECTION_OFFICER)
    before = queries.inclusion(150)

    for seq in (1, 150, 300):
        erase(seq=seq, reason="The law asks", allowed=Yes(), by=officer, now=now)

    assert Entry.objects.get(seq=150).body is None
    assert queries.inclusion(150, size=before.head.size) == before
    outcome = rules.verify(ledger.lines(processing=True), roots={
        each.size: each.root for each in queries.all_signed()
    })
    assert outcome.erased == 3


def test_a_ledger_that_was_rewritten_in_the_database_is_not_signed(world, now):
    """Somebody with the database takes the triggers off, and makes the whole chain fit again."""
    write(4, now)
    sign(now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER ledger_entry_append_only ON ledger_entry")
        else:
            cursor.execute("DROP TRIGGER ledger_entry_no_change")
        cursor.execute("UPDATE ledger_entry SET commitment = %s WHERE seq = 2", ["0" * 64])
    write(1, now)

    with pytest.raises(DueRegardError, match="are not those that were signed"):
        sign(now)

    assert SignedHead.objects.count() == 1


@pytest.mark.parametrize("change", [
    lambda: SignedHead.objects.update(root="0" * 64),
    lambda: SignedHead.objects.all()._raw_delete("default"),
    lambda: Cosignature.objects.update(line="x"),
    lambda: Cosignature.objects.all()._raw_delete("default"),
])
def test_the_database_itself_keeps_what_was_signed(cosigned, change):
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        change()


def test_the_signature_of_a_witness_is_kept_with_the_head(cosigned, world):
    head = queries.newest_witnessed()

    note = notes.note_from_text(head.note)
    (witness,) = witness_queries.witnesses()
    assert (head.size, witness.size) == (cosigned, cosigned)
    assert [each.body for each in head.cosigned] == ["Office of the Police and Crime Commissioner"]
    assert notes.is_signed(note, LEDGER.key)
    assert notes.signed_at(note, OPCC.key) == head.cosigned[0].at


def test_a_signature_is_taken_in_once(cosigned, world, now):
    with pytest.raises(Refused, match="or its signature is here already"):
        witnesses.take_in(note=queries.signed(cosigned).note, allowed=Yes(), by=ADA, now=now)


def test_only_ours_only_of_known_witnesses_and_only_what_fits_is_taken_in(world, now):
    sign(now)
    ours = notes.note_from_text(queries.newest().note)
    other = notes.new_signer("other.example.org", Kind.WITNESS)
    text = notes.Checkpoint(origin="elsewhere", size=1, root=bytes(32)).text
    theirs = Note(text=text, signatures=(notes.signed(text, LEDGER),))
    witnesses.trust(body="OPCC", key=OPCC.key.text, own="us", allowed=Yes(), by=ADA, now=now)
    moved = Note(text=ours.text, signatures=under(theirs, now).signatures)

    for note, says in (
        (under(theirs, now), "not a head that was signed here"),
        (under(ours, now, other), "No witness that is known here"),
        (ours, "No witness that is known here"),
        (moved, "does not fit"),
        (under(ours, now + timedelta(days=2)), "has not come yet"),
    ):
        with pytest.raises(DueRegardError, match=says):
            witnesses.take_in(note=str(note), allowed=Yes(), by=ADA, now=now)
    assert not Cosignature.objects.exists()


def test_a_witness_that_ended_signs_no_more_and_what_it_signed_stays(cosigned, now):
    (witness,) = witness_queries.witnesses()
    witnesses.end(witness_id=witness.id, allowed=Yes(), by=ADA, now=now)
    (size,) = sign(now)
    note = notes.note_from_text(queries.signed(size).note)

    with pytest.raises(Refused):
        witnesses.take_in(note=str(under(note, now)), allowed=Yes(), by=ADA, now=now)

    assert queries.newest_witnessed().size == cosigned


@pytest.mark.parametrize(("key", "says"), [
    (LEDGER.key.text, "signs a ledger and not as a witness"),
    (notes.new_signer(LEDGER.name, Kind.WITNESS).key.text, "this is ours"),
    (OPCC.key.text, "known here already"),
    ("nonsense", "not a verifier key"),
])
def test_not_every_key_is_a_witness(cosigned, now, key, says):
    with pytest.raises(DueRegardError, match=says):
        witnesses.trust(body="Us", key=key, own=LEDGER.name, allowed=Yes(), by=ADA, now=now)


def test_who_may_not_takes_on_no_witness(world, now):
    officer = world.person(Role.OFFICER)

    with pytest.raises(Refused):
        witnesses.trust(body="Us", key=OPCC.key.text, own="us", by=officer, now=now,
                        allowed=may(officer, "ledger.witness"))


def test_a_witness_without_our_database_follows_from_head_to_head(world, now):
    seen = None
    for _turn in range(3):
        write(200, now)
        sign(now)
        old = notes.checkpoint_from_text(seen.text).size if seen else 0
        sent = str(queries.step(old=old))
        seen = witnessing.judge(witnessing.steps_from_text(sent), seen=seen, key=LEDGER.key)

    assert notes.checkpoint_from_text(seen.text).size == ledger.head().seq


def test_the_key_is_made_once_for_its_owner_alone_and_bears_the_name_of_the_force(
    world, settings, tmp_path
):
    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path})

    made = ledger_signing.signer()

    assert made.name == "test-constabulary/ledger"
    assert ledger_signing.signer().text == made.text
    assert os.stat(tmp_path / "ledger-key").st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["ledger-key"]


@pytest.mark.parametrize(("address", "name"), [
    ("https://data.example.police.uk", "data.example.police.uk/ledger"),
    ("http://127.0.0.1:8001", "test-constabulary/ledger"),
    ("http://localhost:8001", "test-constabulary/ledger"),
])
def test_the_ledger_has_the_name_of_the_public_door_where_there_is_one(
    world, settings, tmp_path, address, name
):
    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path})
    settings.PUBLIC_ADDRESS = address

    assert ledger_signing.signer().name == name


def test_a_key_that_cannot_be_read_holds_up_nothing_and_is_said(world, settings, tmp_path, now,
                                                                caplog):
    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path})
    (tmp_path / "ledger-key").write_text("nonsense")

    assert ledger_signing.sign_due(now=now) == ()
    assert "Put it back from a backup" in caplog.text
