"""Signed notes: published ones, our own, and every character of them that is changed."""

import base64
import struct
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.ledger import notes
from dueregard.ledger.notes import Checkpoint, Kind, Note

# The keys and the note of the documentation of golang.org/x/mod/sumdb/note, which the form of
# c2sp.org/signed-note comes from; and the public key of Go's own ledger of modules.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SIGNS = (
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
)
GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
PUBLISHED = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZ"
    "b6KE6RyyBwJnAM=\n"
)
# The head in the examples of c2sp.org/tlog-checkpoint and c2sp.org/tlog-cosignature.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
    "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LEDGER = notes.new_signer("ledger.example.police.uk", Kind.LEDGER)
WITNESS = notes.new_signer("opcc.example.org/one", Kind.WITNESS)
HEAD = Checkpoint(origin=LEDGER.name, size=118, root=sha256(b"root").digest())
SIGNED = Note(text=HEAD.text, signatures=(
    notes.signed(HEAD.text, LEDGER), notes.cosigned(HEAD.text, WITNESS, at=AT),
))


def test_a_published_note_verifies_with_its_published_key():
    assert notes.is_signed(notes.note_from_text(PUBLISHED), notes.key_from_text(PETER))


def test_the_published_private_key_makes_the_published_note():
    signer = notes.signer_from_text(PETER_SIGNS)
    text = notes.note_from_text(PUBLISHED).text

    assert signer.key.text == PETER
    assert str(Note(text=text, signatures=(notes.signed(text, signer),))) == PUBLISHED


# Keys that are made anew have no place in the name of a test: each worker makes others.
@pytest.mark.parametrize("text", [PETER, GO, LEDGER.key.text, WITNESS.key.text],
                         ids=["peter", "go", "ledger", "witness"])
def test_a_verifier_key_goes_out_as_it_came(text):
    assert notes.key_from_text(text).text == text


def test_a_published_head_is_read_as_it_was_meant():
    note = notes.note_from_text(SOFA)

    head = notes.checkpoint_from_text(note.text)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert [each.name for each in note.signatures] == [
        "example.com/behind-the-sofa", "witness.example.com/w1",
    ]
    # The example's time, 1679315147, stands in the first eight bytes.
    assert struct.unpack(">Q", note.signatures[1].value[:8]) == (1679315147,)
    assert str(note) == SOFA


def test_a_witness_signs_what_c2sp_says_and_nothing_else():
    """The message written out from c2sp.org/tlog-cosignature, checked by the library alone."""
    line = str(SIGNED).splitlines()[-1]
    whole = base64.b64decode(line.split(" ")[2])
    key_id, seconds, value = struct.unpack(">4sQ64s", whole)
    message = f"cosignature/v1\ntime {seconds}\n{HEAD.text}".encode()

    Ed25519PublicKey.from_public_bytes(WITNESS.key.public).verify(value, message)
    assert key_id == sha256(b"opcc.example.org/one\n\x04" + WITNESS.key.public).digest()[:4]
    assert seconds == int(AT.timestamp())


def test_both_signatures_are_found_by_their_keys():
    note = notes.note_from_text(str(SIGNED))

    assert notes.is_signed(note, LEDGER.key)
    assert notes.signed_at(note, WITNESS.key) == AT


def test_signatures_of_others_are_passed_over():
    stranger = notes.new_signer("stranger.example.org", Kind.WITNESS)

    assert notes.signed_at(SIGNED, stranger.key) is None
    assert not notes.is_signed(SIGNED, replace(stranger.key, kind=Kind.LEDGER))


def test_a_witness_of_the_same_name_and_another_key_is_somebody_else():
    other = notes.new_signer(WITNESS.name, Kind.WITNESS)

    assert notes.signed_at(SIGNED, other.key) is None


@given(st.data())
def test_no_byte_of_a_signed_head_can_be_changed(data):
    content = bytearray(str(SIGNED).encode())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255).filter(lambda each: each != content[place]))

    try:
        note = notes.note_from_text(content.decode())
        believed = notes.is_signed(note, LEDGER.key) and notes.signed_at(note, WITNESS.key) == AT
    except (DueRegardError, UnicodeDecodeError):
        believed = False

    assert not believed


@pytest.mark.parametrize("text", [
    "", "\n\n", "a\n1\n", PUBLISHED.rstrip("\n"), PUBLISHED + "\n", PUBLISHED.replace("—", "-"),
    PUBLISHED.replace("Peter", "Pe\tter"), PUBLISHED.replace(" x08go", "  x08go"),
    PUBLISHED.replace("nAM=", "nAM"), PUBLISHED.replace("nAM=", "nAN="),
    PUBLISHED + "— x\n", "x" * 60_001 + PUBLISHED, "x\n\n" + "— a AAAAAAA=\n" * 101,
])
def test_what_is_no_note_is_refused_in_words(text):
    with pytest.raises(DueRegardError, match="not a signed head"):
        notes.note_from_text(text)


@pytest.mark.parametrize("text", [
    "a\n01\n" + HEAD.text.split("\n")[2] + "\n", "a\n-1\n" + HEAD.text.split("\n")[2] + "\n",
    "a\n1\nAAAA\n", HEAD.text + "more\n", HEAD.text.rstrip("\n"), "\n" + HEAD.text, "a\nb\nc\n",
    HEAD.text.replace("118", "1_18"), HEAD.text.replace("118", " 118"),
])
def test_a_head_has_one_spelling(text):
    with pytest.raises(DueRegardError, match="not a signed head"):
        notes.checkpoint_from_text(text)


@pytest.mark.parametrize(("text", "says"), [
    ("nonsense", "three parts"),
    (PETER.replace("c74f", "c74e"), "do not belong together"),
    (PETER.replace("Peter", "Poter"), "do not belong together"),
    (PETER[:-4], "damaged"),
    (PETER.replace("+ARpc", "+AxpcAA"), "damaged or of a kind"),
])
def test_a_damaged_key_is_refused_in_words(text, says):
    with pytest.raises(DueRegardError, match=says):
        notes.key_from_text(text)


@pytest.mark.parametrize("name", ["", "two words", "plus+sign", "x" * 121, "a\nb"])
def test_a_name_that_would_break_a_note_is_refused(name):
    with pytest.raises(DueRegardError, match="no spaces and no plus"):
        notes.new_signer(name, Kind.WITNESS)


def test_a_private_key_that_was_damaged_is_refused():
    for text in (PETER, PETER_SIGNS.replace("c74f", "c74e"), PETER_SIGNS[:-4]):
        with pytest.raises(DueRegardError, match=r"key"):
            notes.signer_from_text(text)
