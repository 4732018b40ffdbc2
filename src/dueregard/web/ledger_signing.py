"""The force's key for its ledger, and what is signed with it.

Without it a head would be only a number that we say. The key lies in the home folder, outside the
database: whoever can write to the database alone cannot sign another history.
"""

import logging
import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from dueregard.answers import DueRegardError
from dueregard.ledger import notes
from dueregard.ledger.heads import actions
from dueregard.ledger.keys import kept
from dueregard.ledger.notes import Kind, Signer
from dueregard.people import queries as people

FILE = "ledger-key"
_HERE = re.compile(r"[0-9.:]+|localhost|\[.*\]")
log = logging.getLogger("dueregard.ledger")


def signer() -> Signer:
    """The key that signs our heads: made when it is first needed, readable by its owner alone.

    Its name, once made, stays: witnesses know the ledger by it. It is the host name of the public
    door with `/ledger`, or the force's name where there is no such address yet.
    """
    path = settings.ENV.home / FILE
    text = kept(path, lambda: notes.new_signer(_name(), Kind.LEDGER).text)
    try:
        return notes.signer_from_text(text)
    except (DueRegardError, ValueError) as error:
        raise DueRegardError(
            f"The key in {path} cannot be read, so no head of the ledger can be signed. Put it "
            "back from a backup. If there is none, remove the file: a new key is made, and every "
            "witness and everybody who checks the ledger must be told the new one."
        ) from error


def sign_due(*, now: datetime) -> tuple[int, ...]:
    """What the clock does: sign what is due. What hinders it is logged, and holds up nothing."""
    if people.force() is None:
        return ()
    try:
        return actions.sign(signer=signer(), now=now)
    except DueRegardError as problem:
        log.error("%s", problem)
        return ()


def _name() -> str:
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    if host and not _HERE.fullmatch(host):
        return f"{host}/ledger"
    force = people.force()
    words = re.sub(r"[^a-z0-9]+", "-", (force.name if force else "").lower()).strip("-")
    return f"{words[:80] or 'due-regard'}/ledger"
