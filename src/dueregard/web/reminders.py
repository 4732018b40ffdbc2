"""What goes out by e-mail: reminders to owners of conditions, packs to members who do not sign in.

Without it a condition would be met by whoever happened to look, and a member without an account
would have nothing to read. A letter is written down once it is on its way; where it cannot go,
the next hour tries again.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime

from django.core.mail import EmailMessage

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.ledger.rules import CLOCK
from dueregard.manage.agreements import actions as agreements
from dueregard.manage.agreements import queries as agreements_queries
from dueregard.manage.agreements.queries import ToTell
from dueregard.manage.conditions import actions as conditions
from dueregard.manage.conditions import queries as conditions_queries
from dueregard.manage.conditions.queries import ToRemind
from dueregard.manage.conditions.rules import Nudge
from dueregard.manage.meetings import actions as meetings
from dueregard.manage.meetings import queries as meetings_queries

log = logging.getLogger(__name__)
_FORMATS = (".pdf", ".html")


def remind(*, now: datetime) -> int:
    """Send each reminder that is due, once; say how many went."""
    return sum(_went(lambda each=each: _remind(each, now=now))  # type: ignore[misc]
               for each in conditions_queries.to_remind(now=now))


def tell_of_reviews(*, now: datetime) -> int:
    """Send each notice that the review of an agreement comes or is late, once; how many went."""
    return sum(_went(lambda each=each: _tell(each, now=now))  # type: ignore[misc]
               for each in agreements_queries.to_tell(now=now))


def send_packs(*, now: datetime) -> int:
    """Send each pack that waits to go by e-mail, once to each member; say how many went."""
    return sum(
        _went(lambda meeting=meeting, seat=seat: _send_pack(  # type: ignore[misc]
            meeting.id, seat.id, seat.email, now=now
        ))
        for meeting, seat in meetings_queries.to_mail()
    )


def _remind(due: ToRemind, *, now: datetime) -> None:
    line = due.condition
    day = f"{line.due_on.day} {line.due_on:%B %Y}"
    late = due.kind is Nudge.LATE
    evidence = f"\nWhat to show: {line.evidence_wanted}" if line.evidence_wanted else ""
    EmailMessage(
        subject=f"{'Not met in time' if late else f'To be met by {day}'}: {line.use_name}",
        body=(
            f"{line.text}\n\nHow anyone can tell: {line.test}{evidence}\n"
            f"{'It was due on' if late else 'Due on'}: {day}\n\n"
            "Sign in, open 'To do', and say what was done. Somebody else then checks "
            "it. You are sent one letter two weeks before, one three days before, and one if "
            "the date has passed.\n"
        ),
        to=[due.email],
    ).send()
    conditions.remind(condition_id=line.id, kind=due.kind, now=now)


def _tell(due: ToTell, *, now: datetime) -> None:
    # With nobody to write to there is no letter; the start pages and the list still say it.
    if due.emails:
        EmailMessage(
            subject=f"{due.clock.name}: {due.name}", to=list(due.emails), body=(
                f"{due.name}\n\n{due.clock.sentence}\n\n"
                "Sign in, open 'Sharing', and look at it again: count what you said you would "
                "count, and say whether it is renewed, made narrower or wider, or stopped. You "
                "are told 90, 60, 30 and 7 days before, once it is late, and once it has "
                "stopped.\n"
            ),
        ).send()
    if due.clock.review_due is not None:
        agreements.noticed(ref=due.ref, review_due=due.clock.review_due, kind=due.kind, now=now)


def _send_pack(meeting_id: int, seat_id: int, email: str, *, now: datetime) -> None:
    paper = meetings_queries.pack(meeting_id).for_audience(Audience.COMMITTEE)
    letter = EmailMessage(
        subject=paper.title, to=[email], body=(
            "The pack for the meeting is attached. Read it, write your opinion on each item "
            "alone, and send it to the secretary, who enters it for you. Nobody else reads it "
            "until all opinions are in, or they are closed after the date.\n"
        ),
    )
    for name, content, media in _files(paper):
        letter.attach(name, content, media)
    letter.send()
    meetings.delivered(meeting_id=meeting_id, seat_id=seat_id, by=CLOCK, now=now)


def _files(paper: Document) -> list[tuple[str, bytes, str]]:
    found = []
    for suffix in _FORMATS:
        try:
            content = documents.write(paper, suffix)
        except DueRegardError:
            # Without what PDF needs on this machine, the page goes alone.
            continue
        media = documents.FORMATS[suffix].media_type.partition(";")[0]
        found.append((f"pack{suffix}", content, media))
    return found


def _went(send: Callable[[], None]) -> bool:
    try:
        send()
    except (OSError, smtplib.SMTPException, DueRegardError) as problem:
        log.warning("A letter did not go out, and is tried again: %s", problem)
        return False
    return True
