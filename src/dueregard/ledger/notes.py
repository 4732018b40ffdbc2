"""Signed notes, the heads of a ledger in them, and the signatures of witnesses.

Without it nobody outside could tell whether a head is the force's own word. The forms are those of
c2sp.org: signed-note, tlog-checkpoint and tlog-cosignature (cosignature/v1), all with Ed25519, so
that other people's tools read them. Pure.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dueregard.answers import DueRegardError

MOST_CHARACTERS, MOST_SIGNATURES = 60_000, 100
_DASH = "\u2014 "
_NAME = re.compile(r"[^\s+]{1,120}")
_NOT_A_NOTE = (
    "This is not a signed head of a ledger. Give the file as you got it: its first lines are a "
    "name, a number and a root, then an empty line, then lines that begin with a dash."
)


class Kind(IntEnum):
    """What a key signs: the first byte of its material, by c2sp.org/signed-note."""

    LEDGER = 1
    WITNESS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A verifier key: a name, what it signs, and 32 bytes of Ed25519."""

    name: str
    kind: Kind
    public: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name, new line, kind, key)."""
        material = bytes([self.kind]) + self.public
        return sha256(self.name.encode() + b"\n" + material).digest()[:4]

    @property
    def text(self) -> str:
        """As people hand it on: `name+id+key`."""
        material = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{material}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key that signs. `text` is how it is kept; it is a secret."""

    name: str
    kind: Kind
    private: Ed25519PrivateKey

    @property
    def key(self) -> Key:
        """What others check its signatures with."""
        return Key(name=self.name, kind=self.kind,
                   public=self.private.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """`PRIVATE+KEY+name+id+seed`, as other tools for signed notes keep it."""
        seed = base64.b64encode(bytes([self.kind]) + self.private.private_bytes_raw()).decode()
        return f"PRIVATE+KEY+{self.name}+{self.key.id.hex()}+{seed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One line under a note: whose, by which key, and the bytes."""

    name: str
    id: bytes
    value: bytes

    @property
    def line(self) -> str:
        """The line, without its end."""
        return f"{_DASH}{self.name} {base64.b64encode(self.id + self.value).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, which ends in a new line, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n" + "".join(f"{each.line}\n" for each in self.signatures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A head: which ledger, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def new_signer(name: str, kind: Kind) -> Signer:
    """A new key under a name; refused in words where the name cannot be one."""
    if not _NAME.fullmatch(name):
        raise DueRegardError(
            "The name of a key has no spaces and no plus sign, and at most 120 characters: for "
            "example ledger.example.police.uk or witness.example.org/one."
        )
    return Signer(name=name, kind=kind, private=Ed25519PrivateKey.generate())


def signer_from_text(text: str) -> Signer:
    """A key that signs, from how it is kept."""
    parts = text.strip().split("+", 4)
    if parts[:2] != ["PRIVATE", "KEY"] or len(parts) != 5:
        raise DueRegardError("This is not a key that signs. Put it back from a backup.")
    kind, seed = _material(parts[4])
    signer = Signer(name=parts[2], kind=kind, private=Ed25519PrivateKey.from_private_bytes(seed))
    if signer.text != text.strip():
        raise DueRegardError("This key was damaged. Put it back from a backup.")
    return signer


def key_from_text(text: str) -> Key:
    """A verifier key from its text; refused in words where it is damaged or of another kind."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
        raise DueRegardError(
            "This is not a verifier key. It has three parts with a plus sign between: a name, "
            "eight digits, and the key. Copy it again, whole."
        )
    kind, public = _material(parts[2])
    key = Key(name=parts[0], kind=kind, public=public)
    if key.id.hex() != parts[1]:
        raise DueRegardError(
            "This verifier key was damaged: its name and its key do not belong together. Copy it "
            "again, whole."
        )
    return key


def note_from_text(text: str) -> Note:
    """A signed note from its text; refused in words where any character is not as it must be."""
    body, blank, lines = text.rpartition("\n\n")
    named = lines.split("\n")
    if (
        not blank or not body or len(text) > MOST_CHARACTERS or named[-1] != ""
        or not 0 < len(named) - 1 <= MOST_SIGNATURES
        or any(ord(each) < 32 and each != "\n" for each in text)
    ):
        raise DueRegardError(_NOT_A_NOTE)
    note = Note(text=f"{body}\n", signatures=tuple(_signature(each) for each in named[:-1]))
    if str(note) != text:
        raise DueRegardError(_NOT_A_NOTE)
    return note


def checkpoint_from_text(text: str) -> Checkpoint:
    """The head that a note's text states; refused where it is spelt in any other way."""
    parts = text.split("\n")
    try:
        found = Checkpoint(origin=parts[0], size=int(parts[1]),
                           root=base64.b64decode(parts[2], validate=True))
    except (IndexError, ValueError):
        raise DueRegardError(_NOT_A_NOTE) from None
    if not found.origin or len(found.root) != 32 or found.size < 0 or found.text != text:
        raise DueRegardError(_NOT_A_NOTE)
    return found


def signed(text: str, signer: Signer) -> Signature:
    """The ledger's own signature over a text."""
    return Signature(name=signer.name, id=signer.key.id, value=signer.private.sign(text.encode()))


def cosigned(text: str, signer: Signer, *, at: datetime) -> Signature:
    """A witness's signature over a head and the moment: it has seen no longer ledger till then."""
    seconds = int(at.timestamp())
    value = signer.private.sign(_cosigned_message(text, seconds))
    return Signature(name=signer.name, id=signer.key.id, value=seconds.to_bytes(8, "big") + value)


def signed_at(note: Note, key: Key) -> datetime | None:
    """When a witness signed this note; None where it did not.

    Refused where a line bears its name and key but does not fit: then nothing is to be believed.
    """
    found = _by(note, key)
    if found is None:
        return None
    seconds, value = int.from_bytes(found.value[:8], "big"), found.value[8:]
    _check(key, value, _cosigned_message(note.text, seconds))
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise DueRegardError(f"The time in the signature of {key.name} cannot be one.") from None


def is_signed(note: Note, key: Key) -> bool:
    """Whether the ledger signed this note; refused where a line bears its key but does not fit."""
    found = _by(note, key)
    if found is None:
        return False
    _check(key, found.value, note.text.encode())
    return True


def _by(note: Note, key: Key) -> Signature | None:
    return next(
        (each for each in note.signatures if (each.name, each.id) == (key.name, key.id)), None
    )


def _check(key: Key, value: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, message)
    except InvalidSignature:
        raise DueRegardError(
            f"The signature of {key.name} does not fit what stands above it: it was changed after "
            "it was signed, or the signature was copied from another head."
        ) from None


def _cosigned_message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _signature(line: str) -> Signature:
    name, _, value = line.removeprefix(_DASH).partition(" ")
    try:
        whole = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise DueRegardError(_NOT_A_NOTE) from None
    if not _NAME.fullmatch(name) or len(whole) < 5:
        raise DueRegardError(_NOT_A_NOTE)
    return Signature(name=name, id=whole[:4], value=whole[4:])


def _material(text: str) -> tuple[Kind, bytes]:
    try:
        whole = base64.b64decode(text, validate=True)
        kind = Kind(whole[0])
    except (binascii.Error, ValueError, IndexError):
        raise DueRegardError(
            "This key is damaged or of a kind that this version cannot read. Copy it again, whole; "
            "keys of ledgers and of witnesses are Ed25519."
        ) from None
    if len(whole) != 33:
        raise DueRegardError("This key is damaged: it has not 32 bytes. Copy it again, whole.")
    return kind, whole[1:]
