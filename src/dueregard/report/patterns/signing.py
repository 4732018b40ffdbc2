"""A bundle of patterns signed by the force that shares it, and the check of another's signature.

Without this file anybody on the way could change a control, and nobody could tell.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dueregard.answers import DueRegardError
from dueregard.ledger.keys import kept
from dueregard.report.patterns.rules import Kind, Pattern, problem

SCHEMA = "urn:dueregard:pattern-bundle:1"
ALGORITHM = "Ed25519"
MOST_BYTES = 1_000_000
MOST_PATTERNS = 200
_CHANGED = (
    "This file is not what was signed: its signature does not fit. It was changed on the way, or "
    "cut short. Ask the force that made it for the file again. Nothing was taken in."
)
_NOT_ONE = "This is not a bundle of patterns. Choose the file that the other force sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle whose signature fits: who made it, with which key, and what is in it."""

    force: str
    made_on: str
    patterns: tuple[Pattern, ...]
    public_key: str
    digest: str

    @property
    def fingerprint(self) -> str:
        """What people compare by telephone."""
        return fingerprint(bytes.fromhex(self.public_key))


def own_key(path: Path) -> Ed25519PrivateKey:
    """This installation's key: made when it is first needed, readable by its owner alone."""
    made = kept(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw().hex())
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(made))
    except ValueError:
        raise DueRegardError(
            f"The key in {path} cannot be read, so nothing can be signed. Put it back from a "
            "backup. If there is none, remove the file: a new key is made, and every force that "
            "knows the old one must be told the new fingerprint."
        ) from None


def own_fingerprint(path: Path) -> str:
    """The fingerprint of this installation's key, to be read out to another force."""
    return fingerprint(own_key(path).public_key().public_bytes_raw())


def fingerprint(public_key: bytes) -> str:
    """The first 40 digits of the SHA-256 of a key, in groups of four.

    >>> fingerprint(bytes(32))
    '6668 7aad f862 bd77 6c8f c18b 8e9f 8e20 0897 1485'
    """
    digits = hashlib.sha256(public_key).hexdigest()[:40]
    return " ".join(digits[at : at + 4] for at in range(0, 40, 4))


def signed(
    patterns: Sequence[Pattern], *, force: str, made_on: str, key: Ed25519PrivateKey
) -> str:
    """The bundle as the text of a file, with its signature."""
    bundle = {
        "schema": SCHEMA, "force": force, "made_on": made_on,
        "patterns": [asdict(each) for each in patterns],
    }
    return json.dumps({
        "bundle": bundle,
        "signature": {
            "algorithm": ALGORITHM, "public_key": key.public_key().public_bytes_raw().hex(),
            "value": key.sign(_canonical(bundle)).hex(),
        },
    }, indent=2, ensure_ascii=False) + "\n"


def opened(content: bytes) -> Bundle:
    """A bundle from its file, once its signature fits; refused in words where it does not."""
    if len(content) > MOST_BYTES:
        raise DueRegardError(_NOT_ONE)
    try:
        plain = json.loads(content.decode("utf-8-sig"))
        bundle, signature = plain["bundle"], plain["signature"]
        algorithm, words = signature["algorithm"], str(signature["public_key"])
        public, value = bytes.fromhex(words), bytes.fromhex(str(signature["value"]))
        key = Ed25519PublicKey.from_public_bytes(public)
        text = _canonical(bundle)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DueRegardError(_NOT_ONE) from None
    if algorithm != ALGORITHM:
        raise DueRegardError(_NOT_ONE)
    try:
        key.verify(value, text)
    except InvalidSignature:
        raise DueRegardError(_CHANGED) from None
    return _read(bundle, public_key=public.hex(), digest=hashlib.sha256(text).hexdigest())


def _read(bundle: Any, *, public_key: str, digest: str) -> Bundle:
    """What was signed must still be of a form that we know: a signature says only who wrote it."""
    if not isinstance(bundle, Mapping) or bundle.get("schema") != SCHEMA:
        raise DueRegardError(
            "This bundle is of a form that this version cannot read. Bring the software up to date."
        )
    listed = bundle.get("patterns")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_PATTERNS:
        raise DueRegardError("This bundle holds no patterns, or too many to read.")
    try:
        patterns = tuple(Pattern(**(each | {"kind": Kind(each["kind"])})) for each in listed)
    except (TypeError, ValueError, KeyError):
        raise DueRegardError(
            "A pattern in this bundle has parts that this version does not know. Bring the "
            "software up to date."
        ) from None
    for number, each in enumerate(patterns, start=1):
        found = problem(each)
        if found:
            raise DueRegardError(f"Pattern {number} of this bundle: {found}")
    return Bundle(force=str(bundle.get("force", ""))[:120], patterns=patterns, digest=digest,
                  made_on=str(bundle.get("made_on", ""))[:10], public_key=public_key)


def _canonical(bundle: Any) -> bytes:
    return json.dumps(
        bundle, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()
