"""What may be sent from the public door: neither too fast, too old, too much nor too often.

Without it a program could fill the inbox in a night. It knows nobody: it counts, and forgets.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dueregard.answers import Answer, No, Yes
from dueregard.report.questions.rules import (
    DIGITS,
    FEWEST_LETTERS,
    LETTERS,
    MOST_KEPT,
    MOST_LETTERS,
    is_number,
)
from dueregard.report.questions.stripping import Stripped, Taken

LONDON = ZoneInfo("Europe/London")
# Between opening the form and sending it.
FEWEST_SECONDS, MOST_SECONDS = 5, 4 * 60 * 60
MOST_LINKS = 1
# From one address, in one hour; and from all of them in one day.
HOUR, MOST_AN_HOUR, MOST_A_DAY = 3600, 6, 200
SALT = "public-question"
_ALREADY = (
    "We have a question with this form’s number already. It was not changed. To ask something "
    "else, open the page again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a form carries, signed: which page it is about, its number, and when it was opened."""

    slug: str
    version: int
    number: str
    opened: int

    def to_plain(self) -> list[str | int]:
        """As plain values, to be signed."""
        return [self.slug, self.version, self.number, self.opened]


def open_token(*, slug: str, version: int, now: datetime) -> Token:
    """A new form's token. Its number is that of the question: a form sent twice is one question."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(3))
    digits = "".join(secrets.choice(DIGITS) for _ in range(4))
    return Token(
        slug=slug, version=version, number=f"{letters}-{digits}", opened=int(now.timestamp())
    )


def token_from_plain(plain: object) -> Token | None:
    """A token from what was signed; None when it is not one of ours."""
    match plain:
        case [str(slug), int(version), str(number), int(opened)] if is_number(number):
            return Token(slug=slug, version=version, number=number, opened=opened)
    return None


def may_keep(*, token: Token | None, slug: str, now: datetime) -> Answer:
    """Whether a form is of this page, and was open for as long as a person takes."""
    if token is None or token.slug != slug:
        return No("This form was not made by this page. Your words are still here. Send them "
                  "again.", "token-strange")
    open_for = now.timestamp() - token.opened
    if open_for < FEWEST_SECONDS:
        return No("That was very fast. Wait a few seconds, then send it again.", "token-young")
    if open_for > MOST_SECONDS:
        return No("This page was open for a long time. Your words are still here. Wait a few "
                  "seconds, then send them again.", "token-old")
    return Yes()


def may_ask(words: str, *, trap: str) -> Answer:
    """Whether these are words that somebody may send."""
    if trap.strip():
        return No("Leave the last box empty. It is there to stop computer programs.", "trap")
    if not words.strip():
        return No("Write what you want to ask or tell us.", "words-missing")
    if len(words) > MOST_LETTERS:
        over = len(words) - MOST_LETTERS
        return No(f"This is {over} letters too long. Keep it to {MOST_LETTERS:,}.", "words-long")
    if len(words.strip()) < FEWEST_LETTERS:
        return No("Say a little more, so that we know what you mean.", "words-short")
    links = words.lower().count("://") + words.lower().count("www.")
    if links > MOST_LINKS:
        return No("Take out the links. You may leave one.", "links")
    return Yes()


def fits(words: str) -> bool:
    """Whether words that were stripped can be kept: they may have grown by their markers."""
    return bool(words.strip()) and len(words) <= MOST_KEPT


def room(*, today: int, this_hour: int) -> Answer:
    """Whether there is room for one more: of today's, and of this address's in this hour."""
    if this_hour >= MOST_AN_HOUR:
        return No("You, or somebody who shares your connection, sent us many questions in the "
                  "last hour. Your words are still here. Send them again in an hour.", "hour")
    if today >= MOST_A_DAY:
        return No("We got a great many questions today, and cannot take in more. Your words are "
                  "still here. Keep a copy, and send them tomorrow.", "full")
    return Yes()


def already(*, same: bool) -> Answer:
    """Whether a number that is taken is of the same words: then it is the same question."""
    return Yes() if same else No(_ALREADY, "already")


def day_in_london(now: datetime) -> date:
    """The day on which something was asked."""
    return now.astimezone(LONDON).date()


def taken_in_words(stripped: Stripped) -> str:
    """What was taken out, as a sentence's end: "1 name and 2 telephone numbers"."""
    told = [
        f"{count} {_plural(kind) if count > 1 else kind.value}" for kind, count in stripped.taken
    ]
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _plural(kind: Taken) -> str:
    if kind is Taken.BIRTH:
        return "dates of birth"
    return f"{kind.value}es" if kind.value.endswith("s") else f"{kind.value}s"
