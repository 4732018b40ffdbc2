"""What may become of a question from the public: shown, not shown for a reason, answered.

Without it a question could vanish unread, be shown with somebody's name in it, or be answered by
nobody in particular.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.report.questions import working_days
from dueregard.report.questions.stripping import only_taken_out

ANSWER_WITHIN = 20
FEWEST_LETTERS, MOST_LETTERS = 10, 2000
# What was stripped may be longer than what was written: a marker takes more room than a plate.
MOST_KEPT = 2 * MOST_LETTERS
# How long the words of a question that is not shown are kept, so that a second person can see
# what was turned away.
FORGET_AFTER = timedelta(days=28)
# No vowels, so that no number spells a word; nothing that is taken for something else.
LETTERS, DIGITS = "BCDFGHJKMNPQRSTVWXYZ", "23456789"
_NUMBER = re.compile(f"[{LETTERS}]{{3}}-[{DIGITS}]{{4}}")


class State(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a question is not shown."""

    ABUSIVE = "abusive"
    PERSON = "about-a-person"
    ELSEWHERE = "not-about-this"
    REPEAT = "repeats-another"
    UNLAWFUL = "unlawful"


STATE_NAMES: dict[State, str] = {
    State.WAITING: "Not read by us yet", State.SHOWN: "Shown", State.REFUSED: "Not shown",
}
REASON_NAMES: dict[Reason, str] = {
    Reason.ABUSIVE: "It is abusive",
    Reason.PERSON: "It is about one person or one case",
    Reason.ELSEWHERE: "It is not about what the page is about",
    Reason.REPEAT: "It asks what another question asks",
    Reason.UNLAWFUL: "It would be against the law to show it",
}


def is_number(text: str) -> bool:
    """Whether this could be the number of a question.

    >>> is_number("BCD-2345"), is_number("bcd-2345"), is_number("AEI-1000")
    (True, False, False)
    """
    return _NUMBER.fullmatch(text) is not None


def due_on(asked_on: date) -> date:
    """The last day on which an answer is in time."""
    return working_days.due(asked_on, days=ANSWER_WITHIN)


def days_left(asked_on: date, today: date) -> int:
    """How many working days are left; below nought, how many an answer is late.

    >>> days_left(date(2026, 11, 2), date(2026, 11, 2))
    20
    >>> days_left(date(2026, 11, 2), date(2026, 12, 1))
    -1
    """
    return ANSWER_WITHIN - working_days.passed(asked_on, today)


def last_late(today: date) -> date:
    """What was asked on this day or before and has no answer is late."""
    return working_days.last_late(today, days=ANSWER_WITHIN)


def may_receive(*, number: str, words: str, known: bool) -> Answer:
    """Whether what came from the public door is a question about something of ours.

    The public door faces everybody, so nothing that comes from it is taken on trust.
    """
    if not is_number(number):
        return No("It has no number of a question.", "number")
    if not known:
        return No("It is about a page that this register does not have.", "page")
    if not words.strip() or len(words) > MOST_KEPT:
        return No("It has no words, or too many.", "words")
    return Yes()


def may_show(*, state: State, before: str, after: str) -> Answer:
    """Whether a question may be shown in these words: its own, with nothing but details gone."""
    if not before.strip():
        return No("Its words are not kept any more, so it cannot be shown.", "forgotten")
    if not after.strip():
        return No("There are no words left to show. Choose a reason not to show it.", "empty")
    if not only_taken_out(before=before, after=after):
        return No(
            "You can take words out, and change none. Write [taken out] in place of what you "
            "take out, and leave the rest as it was.", "changed",
        )
    if state is State.SHOWN and before == after:
        return No("It is shown in these words already.", "shown-already")
    return Yes()


def may_refuse(*, state: State, reason: Reason | None, same: str, repeats: State | None) -> Answer:
    """Whether a question may be kept from the page, or taken off it, for this reason.

    `repeats`: how the question stands that it is said to repeat, None where there is none;
    `same` is the number that was given for it.
    """
    if state is State.REFUSED:
        return No("It is not shown already.", "refused-already")
    if reason is None:
        return No("Choose why it is not shown.", "reason-missing")
    if reason is Reason.REPEAT and not same.strip():
        return No("Give the number of the question that it repeats.", "repeats-missing")
    if reason is Reason.REPEAT and repeats is not State.SHOWN:
        return No(
            "No other question with that number is shown. Look it up in the list.",
            "repeats-unknown",
        )
    return Yes()


def may_answer(
    *, state: State, words: str, post: str, version: int, asked_about: int,
    changed_to: int | None, versions: Sequence[int],
) -> Answer:
    """Whether this is an answer: to a shown question, by a post, about a version there is."""
    if state is not State.SHOWN:
        return No("Show the question first. People read the answer beside it.", "not-shown")
    if not words.strip():
        return No("Write the answer.", "words-missing")
    if not post.strip():
        return No("Say which post answers, such as Head of Digital Policing.", "post-missing")
    if version not in versions:
        return No("Choose which version of the page your answer is about.", "version-missing")
    if changed_to is not None and (changed_to not in versions or changed_to <= asked_about):
        return No(
            f"Only a version after {asked_about}, which the question was about, can have been "
            "changed because of it. Publish the change first.", "changed-to",
        )
    return Yes()
