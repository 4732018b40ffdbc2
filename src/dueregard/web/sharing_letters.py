"""The letters that go out at once when something was shared because a life was at risk.

No letter says what was shared or about whom: mail is not the place. What cannot be sent now is
tried again by the clock, and the queue shows it until then.
"""

import logging
import smtplib
from datetime import datetime

from dueregard.ledger.rules import CLOCK
from dueregard.manage.sharing.disclosures import actions, queries
from dueregard.manage.sharing.rules import ref_of
from dueregard.web.letters import at, post

log = logging.getLogger(__name__)


def tell_at_once(*, now: datetime) -> int:
    """Write to everybody who is to be told and was not; how many letters went."""
    went = 0
    for notice_id, request_id, email, as_what in queries.to_tell():
        try:
            post(
                "Shared because a life was at risk",
                f"Something was shared at once because a life was at risk ({ref_of(request_id)}). "
                f"You are told as {as_what}.\n\n"
                f"Read it here: {at('sharing-request', request_id)}\n\n"
                "Somebody other than who shared it looks at it within 72 hours.\n", to=email,
            )
        except (OSError, smtplib.SMTPException) as problem:
            log.warning("A letter of a risk to life did not go out, and is tried again: %s",
                        problem)
            continue
        actions.told_at_once(notice_id=notice_id, by=CLOCK, now=now)
        went += 1
    return went
