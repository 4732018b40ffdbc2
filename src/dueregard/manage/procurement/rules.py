"""The life of an enquiry: a supplier is asked, answers, and a person grades what was said.

Without it a brochure would pass for knowledge: what a supplier says is a claim at the lowest level
until somebody here holds the report, and an answer that says nothing stays open until it is a
condition.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from dueregard.answers import Answer, No, Yes
from dueregard.identify.evidence.rules import Source

# Long enough for a supplier to ask its engineers, short enough to be forgotten safely.
LONGEST_LINK = timedelta(days=90)
USUAL_LINK_DAYS = 28
LONGEST_ANSWER = 8_000
LONGEST_LINE = 300
SUPPLIER = "supplier"


class State(StrEnum):
    """Whose turn it is."""

    OPEN = "open"
    SUBMITTED = "submitted"
    CLOSED = "closed"


STATE_NAMES: dict[State, str] = {
    State.OPEN: "With the supplier",
    State.SUBMITTED: "To be graded",
    State.CLOSED: "Closed",
}


class Move(StrEnum):
    """What moves an enquiry."""

    SUBMIT = "submit"
    CALL_IN = "call-in"
    RETURN = "return"
    CLOSE = "close"


MOVES: dict[State, dict[Move, State]] = {
    State.OPEN: {Move.SUBMIT: State.SUBMITTED, Move.CALL_IN: State.SUBMITTED},
    State.SUBMITTED: {Move.RETURN: State.OPEN, Move.CLOSE: State.CLOSED},
    State.CLOSED: {},
}
FINAL = frozenset({State.CLOSED})


class Grade(StrEnum):
    """What a person makes of an answer."""

    GOOD = "good"
    PARTIAL = "partial"
    VAGUE = "vague"
    NONE = "none"


GRADE_NAMES: dict[Grade, str] = {
    Grade.GOOD: "Good",
    Grade.PARTIAL: "In part",
    Grade.VAGUE: "Vague",
    Grade.NONE: "No answer",
}
LACKING = frozenset({Grade.PARTIAL, Grade.VAGUE, Grade.NONE})


class RestsOn(StrEnum):
    """What the supplier says its answer rests on."""

    SAYS = "says"
    OWN = "own"
    OTHER = "other"


RESTS_ON_NAMES: dict[RestsOn, str] = {
    RestsOn.SAYS: "Our own knowledge: there is no test report",
    RestsOn.OWN: "A test that we made",
    RestsOn.OTHER: "A test that somebody else made",
}


class Seen(StrEnum):
    """What the person who grades holds in their hand."""

    NOTHING = "nothing"
    OWN = "own"
    OTHER = "other"


SEEN_NAMES: dict[Seen, str] = {
    Seen.NOTHING: "No report: the supplier says so",
    Seen.OWN: "The supplier's own test report, and I have read it",
    Seen.OTHER: "A report by a third party, and I have read it",
}
# Only a report that somebody here has read lifts a claim above what the supplier says.
WORTH: dict[Seen, tuple[Source, int]] = {
    Seen.NOTHING: (Source.SUPPLIER, 1),
    Seen.OWN: (Source.SUPPLIER, 2),
    Seen.OTHER: (Source.INDEPENDENT, 3),
}


class FollowUp(StrEnum):
    """How a second question stands."""

    NONE = ""
    TO_SEND = "to-send"
    SENT = "sent"
    ANSWERED = "answered"
    IGNORED = "ignored"


FOLLOW_UP_NAMES: dict[FollowUp, str] = {
    FollowUp.NONE: "",
    FollowUp.TO_SEND: "To be asked again",
    FollowUp.SENT: "Asked again",
    FollowUp.ANSWERED: "Asked again, and answered anew",
    FollowUp.IGNORED: "Asked again, and nothing changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer as a supplier gives it. `secret_why` is blank where it may be told."""

    text: str = ""
    rests_on: str = RestsOn.SAYS.value
    report: str = ""
    dated_on: str = ""
    secret_why: str = ""

    def to_plain(self) -> dict[str, str]:
        """As plain words for a table."""
        return asdict(self)


def given_from(plain: Mapping[str, Any]) -> Given:
    """An answer from what `to_plain` gave; blank where nothing was kept."""
    known = {each.name for each in fields(Given)}
    return Given(**{key: str(value) for key, value in plain.items() if key in known})


def hashed(token: str) -> str:
    """The digest of a link's token: all that is kept of it.

    A token is 256 bits of chance, which nobody can try one by one, so a plain digest will do.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def statement(given: Given, *, report: str = "") -> str:
    """An answer as the words of a claim, with the reports that it names or that were read.

    A claim may be published. So the words of an answer that its supplier asks to keep secret
    stay with the questions, and the claim says only that there is one, and why it is secret.
    """
    parts = [given.text.strip()]
    if given.secret_why:
        parts = [
            "The supplier answered, and asks to keep the answer secret because: "
            f"{given.secret_why.strip().rstrip('.')}. It is kept with the questions to the "
            "supplier."
        ]
    if given.report:
        parts.append(f"Report that the supplier names: {given.report}.")
    if report:
        parts.append(f"Report that was read here: {report}.")
    return "\n\n".join(parts)


def may_now(*, state: State, move: Move) -> Answer:
    """Whether an enquiry that stands so can be moved so."""
    if move in MOVES[state]:
        return Yes()
    if state == State.CLOSED:
        return No("These questions are closed. Ask again about a new version instead.", "closed")
    if state == State.OPEN:
        return No("The supplier has not sent its answers yet.", "with-the-supplier")
    return No("The answers have been sent. They are being read.", "sent")


def may_ask(
    *, supplier: str, product: str, version: str, questions: int, answer_by: date, today: date
) -> Answer:
    """Whether this makes an enquiry: of whom, about what, and something to ask."""
    if not supplier.strip():
        return No("Enter the supplier you are asking.", "supplier-missing")
    if not product.strip():
        return No("Enter the product you are asking about.", "product-missing")
    if not version.strip():
        return No(
            "Enter the version of the product, or “not known”. Answers are good for one version.",
            "version-missing",
        )
    if not questions:
        return No("Choose at least one question.", "no-question")
    if answer_by <= today:
        return No("The day to answer by must be after today.", "date-past")
    return Yes()


def may_link(*, state: State, expires_on: date, today: date) -> Answer:
    """Whether a link may be made that ends on that day."""
    if state in FINAL:
        return No("These questions are closed, so there is nothing to link to.", "closed")
    if expires_on <= today:
        return No("The last day of the link must be after today.", "date-past")
    if expires_on - today > LONGEST_LINK:
        return No(
            f"A link lasts {LONGEST_LINK.days} days at most. Choose an earlier day; you can make "
            "a new link at any time.", "too-long",
        )
    return Yes()


def may_enter(
    *, state: State, expires_at: datetime | None, revoked_at: datetime | None, now: datetime
) -> Answer:
    """Whether a link still opens anything."""
    if revoked_at is not None:
        return No("The link was ended by the force.", "link-revoked")
    if expires_at is None or now >= expires_at:
        return No("The time of the link is over.", "link-expired")
    if state in FINAL:
        return No("The questions are closed.", "closed")
    return Yes()


def may_answer(*, state: State, said_before: bool, follow_up: FollowUp) -> Answer:
    """Whether the supplier may change an answer: before it is sent, or when asked again."""
    if state != State.OPEN:
        return No("Your answers have been sent, so this one cannot be changed now.", "sent")
    if said_before and follow_up != FollowUp.SENT:
        return No("This answer was sent and read, and was not asked again.", "not-asked-again")
    return Yes()


def may_keep(given: Given, *, today: date) -> Answer:
    """Whether the words of an answer can be kept as they are."""
    if len(given.text) > LONGEST_ANSWER:
        return No(
            f"The answer has {len(given.text):,} characters; it can have {LONGEST_ANSWER:,}. "
            "Shorten it, and name a report that holds the rest.", "too-long",
        )
    for words in (given.report, given.secret_why):
        if len(words) > LONGEST_LINE:
            return No(f"Keep this to {LONGEST_LINE} characters.", "line-too-long")
    if given.rests_on not in set(RestsOn):
        return No("Choose what the answer rests on.", "rests-on-unknown")
    if given.rests_on != RestsOn.SAYS and not given.report.strip():
        return No("Name the report of the test, with who wrote it.", "report-missing")
    if given.dated_on:
        try:
            day = date.fromisoformat(given.dated_on)
        except ValueError:
            return No("Write the date of the report like 27/3/2026.", "date-unreadable")
        if day > today:
            return No("The date of the report lies after today.", "date-ahead")
    return Yes()


def may_submit(*, state: State, said_by: str, answered: int) -> Answer:
    """Whether a supplier's answers can be sent: somebody stands for them, and there are some."""
    if not said_by.strip():
        return No("Enter your name and your post, so that we know who says so.", "said-by-missing")
    if not answered:
        return No("There is no answer to send yet.", "nothing-answered")
    return may_now(state=state, move=Move.SUBMIT)


def may_grade(*, state: State, answered: bool, grade: Grade, why: str, seen: Seen,
              report: str) -> Answer:
    """Whether a person can grade an answer so."""
    if state != State.SUBMITTED:
        return may_now(state=state, move=Move.RETURN)
    if not why.strip():
        return No("Say why, so that the next person can follow you.", "why-missing")
    if not answered and (grade != Grade.NONE or seen != Seen.NOTHING):
        return No("Nothing was answered, so there is nothing to grade but that.", "not-answered")
    if seen != Seen.NOTHING and not report.strip():
        return No("Name the report that you read, with its author and date.", "report-missing")
    return Yes()


def may_return(*, state: State, to_send: int) -> Answer:
    """Whether an enquiry can go back to the supplier: only with something to ask again."""
    answer = may_now(state=state, move=Move.RETURN)
    if not answer:
        return answer
    if not to_send:
        return No("Nothing is to be asked again. Write a second question first.", "nothing-to-ask")
    return Yes()


def may_close(*, state: State, ungraded: int, to_send: int) -> Answer:
    """Whether an enquiry can be closed: every answer is graded, nothing waits to be asked."""
    answer = may_now(state=state, move=Move.CLOSE)
    if not answer:
        return answer
    if ungraded:
        return No(f"Grade every answer first: {ungraded} to go.", "ungraded")
    if to_send:
        return No(
            "A second question waits to be sent. Send it, or take it out of the grade.",
            "to-send",
        )
    return Yes()


def may_hold_to(
    *, state: State, answered: bool, grade: Grade | None, held_already: bool
) -> Answer:
    """Whether an answer can become a condition: the supplier had its turn and said too little."""
    if state == State.OPEN:
        return may_now(state=state, move=Move.RETURN)
    if held_already:
        return No("This question is a condition already.", "held-already")
    if answered and grade is None:
        return No("Grade the answer first.", "ungraded")
    if answered and grade not in LACKING:
        return No("The answer was found good, so there is nothing to ask for.", "good")
    return Yes()
