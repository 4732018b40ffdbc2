"""Whom a force takes on as a witness, and which signatures it takes in.

Without it a force could be its own witness, and a signature under another head could stand here.
"""

from datetime import datetime, timedelta

from dueregard.answers import Answer, No, Yes
from dueregard.ledger.notes import Key, Kind

# Clocks differ; a witness that signs tomorrow has a wrong one.
AHEAD = timedelta(hours=1)


def may_trust(key: Key, *, body: str, own: str, known: frozenset[str]) -> Answer:
    """Whether a key can be a witness's. `own`: the ledger's name; `known`: keys held already."""
    if not body.strip():
        return No("Say who the witness is: a partner, or the local policing body.", "nameless")
    if key.kind is not Kind.WITNESS:
        return No(
            "This key signs a ledger and not as a witness. Ask them for the line that "
            "'dueregard witness begin' printed.", "not-a-witness",
        )
    if key.name == own:
        return No("A witness has a name of its own, and this is ours.", "own")
    if key.text in known:
        return No("This witness is known here already.", "known")
    return Yes()


def may_take_in(*, heads: bool, signed: int, latest: datetime | None, now: datetime) -> Answer:
    """Whether signatures can be taken in. `heads`: it is one of ours; `signed`: how many fit."""
    if not heads:
        return No(
            "This is not a head that was signed here. Send the witness the head from the public "
            "list, and bring back the file that it makes.", "not-ours",
        )
    if not signed:
        return No(
            "No witness that is known here signed this head, or its signature is here already. "
            "Take on the witness first, with its verifier key.", "nobody",
        )
    if latest is not None and latest > now + AHEAD:
        return No(
            "The witness signed it at a time that has not come yet. Ask it to put its clock right "
            "and to sign again.", "ahead",
        )
    return Yes()
