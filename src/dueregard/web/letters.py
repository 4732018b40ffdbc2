"""Letters that leave by mail: an invitation, a digest, a note to oneself.

Mail goes to the folder outbox until a mail server is set, so that nothing is lost meanwhile.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from dueregard.answers import Missing
from dueregard.desk import letter
from dueregard.people import queries as people
from dueregard.people.digests import actions, queries

log = logging.getLogger("dueregard.letters")
_STOP = "dueregard.digest.stop"


def send_digests(*, now: datetime) -> int:
    """Write to everybody whose letter is due and for whom something waits; how many it were."""
    count = 0
    for each in queries.due(local=timezone.localtime(now)):
        try:
            count += _write_to(each, now=now)
        except (OSError, SMTPException):
            # One mailbox that is not there must not keep the others from their letters.
            log.exception("A digest could not be sent; it is tried again in an hour.")
    return count


def _write_to(reader: queries.Reader, *, now: datetime) -> bool:
    found = letter.lines(actor=people.actor(reader.person_id), now=now)
    if not found:
        return False
    force = people.force()
    text = letter.written(
        found, name=reader.name, force=force.name if force else "your force", home=at("home"),
        address=lambda each: at(each.link, *each.args),
        stop=at("digest-stop", signing.dumps(reader.person_id, salt=_STOP)),
    )
    post(letter.SUBJECT, text, to=reader.email)
    actions.sent(person_id=reader.person_id, lines=len(found), now=now)
    return True


def person_of_stop(token: str) -> int:
    """Whom a link to stop the letters is for; Missing when it is not one of ours."""
    try:
        return int(signing.loads(token, salt=_STOP))
    except (signing.BadSignature, ValueError) as error:
        raise Missing("This link stops nothing. Copy the whole of it from the letter.") from error


def invitation(*, name: str, email: str, key: str, absolute: Callable[[str], str]) -> None:
    """The letter with which somebody sets their own password."""
    force = people.force()
    post(
        f"Your account at {force.name if force else 'Due Regard'}",
        f"Hello {name},\n\nAn account was made for you. Choose a password here:\n\n"
        f"{absolute(reverse('join', args=[key]))}\n\n"
        "The link is good for seven days, and works once. "
        "If you do not know what this is, do nothing.\n",
        to=email,
    )


def post(subject: str, text: str, *, to: str) -> None:
    """Send one letter to one person."""
    send_mail(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [to])


def at(name: str, *args: str | int) -> str:
    """The whole address of a page, for a letter."""
    return settings.ENV.workbench_address.rstrip("/") + reverse(name, args=args)
