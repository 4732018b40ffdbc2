"""What a key is, how long it is good, and whether it opens anything now.

Without it a partner's system would ask with somebody's password, for every agreement at once, and
go on after the agreement, the partnership or the person was gone.
"""

import hashlib
import hmac
import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from dueregard.answers import Answer, No, Yes

# A year: then whoever keeps the partner's system is asked again whether it still needs one.
LONGEST = timedelta(days=366)
USUAL_DAYS = 180
LONGEST_LABEL = 80
# When a key was last used is known to so long.
NOTED_EVERY = timedelta(minutes=5)
# Scanners for secrets that were put where they do not belong know one by its beginning.
PREFIX = "drk"
_KEY = re.compile(rf"{PREFIX}_([0-9a-f]{{12}})_([A-Za-z0-9_-]{{43}})")
_CALL = "If a life is at risk, do not wait for this: telephone the force."


class ProblemKind(StrEnum):
    """What a partner says is wrong."""

    WRONG = "wrong"
    NOT_OURS = "not-ours"
    INCOMPLETE = "incomplete"
    ASTRAY = "astray"
    OTHER = "other"


PROBLEM_NAMES: dict[ProblemKind, str] = {
    ProblemKind.WRONG: "Something in it is wrong",
    ProblemKind.NOT_OURS: "It is about somebody else",
    ProblemKind.INCOMPLETE: "Something is missing",
    ProblemKind.ASTRAY: "It went astray at the partner",
    ProblemKind.OTHER: "Something else",
}


class Parts(NamedTuple):
    """A key in two: by what it is found, and what is secret of it."""

    handle: str
    secret: str


def composed(parts: Parts) -> str:
    """The key as it is given to a partner.

    >>> composed(Parts("0123456789ab", "s" * 43))[:20]
    'drk_0123456789ab_sss'
    """
    return f"{PREFIX}_{parts.handle}_{parts.secret}"


def parts(key: str) -> Parts | None:
    """A key taken apart; None where it is none."""
    found = _KEY.fullmatch(key)
    return Parts(found[1], found[2]) if found else None


def digest(secret: str) -> str:
    """All that is kept of a secret: its SHA-256, in hexadecimal.

    The secret is 256 bits of chance, which nobody can try one by one, so a plain digest will do.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, kept: str) -> bool:
    """Whether this is the secret of which that digest was kept, in the same time for any."""
    return hmac.compare_digest(digest(secret), kept)


def may_make(
    *, label: str, expires_on: date | None, today: date, party: bool, in_force: bool,
    agreement_expires: date | None,
) -> Answer:
    """Whether a key may be made: for a party, under what is in force, for a year at most."""
    if not in_force:
        return No("No version of this agreement is in force, so a key would open nothing. Bring "
                  "it into force first.", "not-in-force")
    if not party:
        return No("Choose a partner that is a party to this agreement.", "not-a-party")
    if not label.strip():
        return No("Say which system or team of the partner's keeps the key.", "label-missing")
    if expires_on is None:
        return No("Enter the last day on which the key is good.", "expires-missing")
    if expires_on <= today:
        return No("The last day must be after today.", "expires-past")
    longest = today + LONGEST
    if agreement_expires is not None and expires_on > agreement_expires:
        return No(f"A key cannot outlast its agreement, which ends on {_day(agreement_expires)}. "
                  "Enter that day or an earlier one.", "expires-after-agreement")
    if expires_on > longest:
        return No(f"A key is good for a year at the longest: until {_day(longest)}.",
                  "expires-late")
    return Yes()


def may_revoke(*, revoked: bool, because: str) -> Answer:
    """Whether a key may be revoked: once, with a reason."""
    if revoked:
        return No("This key is revoked already.", "revoked-already")
    if not because.strip():
        return No("Say why it is revoked.", "because-missing")
    return Yes()


def may_enter(
    *, right: bool, revoked_at: datetime | None, expires_on: date, today: date | None,
    suspended: bool | None, partner_ended: bool, withdrawn: bool | None,
    agreement_expires: date | None,
) -> Answer:
    """Whether a key opens anything now. What is not known counts against it.

    A review that is late, a signature or a vetting that lacks are not looked at here: the decision
    names each of those, with what would make it a yes.
    """
    if not right:
        return No("This key is not right. Check that the whole of it was copied.", "key-wrong")
    if revoked_at is not None:
        return No("This key was revoked. Ask the force's information-sharing officer for a new "
                  "one.", "key-revoked")
    if today is None or today > expires_on:
        return No(f"This key was good until {_day(expires_on)}. Ask the force's "
                  "information-sharing officer for a new one.", "key-expired")
    if partner_ended:
        return No("Your organisation is not a partner of the force any more. Talk to the force's "
                  f"information-sharing officer. {_CALL}", "partner-ended")
    if suspended is not False:
        return No("Your organisation is suspended: nothing goes to it. Talk to the force's "
                  f"information-sharing officer. {_CALL}", "partner-suspended")
    if withdrawn is not False:
        return No("This agreement is not in force any more, or not yet. Talk to the force's "
                  f"information-sharing officer. {_CALL}", "agreement-not-in-force")
    if agreement_expires is None or today > agreement_expires:
        return No("This agreement has run out. Renew it with the force, and ask for a new key. "
                  f"{_CALL}", "agreement-expired")
    return Yes()


def may_report(*, words: str) -> Answer:
    """Whether a problem may be reported: it must be said what it is."""
    return Yes() if words.strip() else No("Say in a sentence what is wrong. No names.", "words")


def may_settle(*, settled: bool, words: str) -> Answer:
    """Whether a reported problem may be settled: once, with an answer for the partner."""
    if settled:
        return No("Somebody has answered this already.", "settled")
    return Yes() if words.strip() else No("Say what came of it. The partner reads it.", "words")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
