"""When a person may say that a rule of law is met, and when what was said no longer counts.

Without this file "met" would be a tick in a box: nobody's name under it, nothing to show, and
as good in three years as on the day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.law import Status
from dueregard.lenses.shapes import Level


class Said(StrEnum):
    """What a person says of a rule."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_OURS = "does-not-concern-us"


SAID_NAMES: dict[Said, str] = {
    Said.MET: "It is met",
    Said.NOT_MET: "It is not met",
    Said.NOT_OURS: "It does not concern us",
}


class Stale(StrEnum):
    """Why what was said no longer counts."""

    REPLACED = "replaced"
    NOT_IN_FORCE = "not-in-force"
    REWORDED = "reworded"
    NO_LONGER_APPLIES = "no-longer-applies"
    FACTS_CHANGED = "facts-changed"
    EVIDENCE_REPLACED = "evidence-replaced"


STALE_WORDS: dict[Stale, str] = {
    Stale.REPLACED: "Said of a rule that another has replaced: look at the new one.",
    Stale.NOT_IN_FORCE: "Said of a rule that is not in force on this day, or not in this nation.",
    Stale.REWORDED: "Said of the rule in earlier words: look again.",
    Stale.NO_LONGER_APPLIES: "Said before the facts changed: the rule does not apply now.",
    Stale.FACTS_CHANGED: "Said before the facts changed: look again.",
    Stale.EVIDENCE_REPLACED: "Newer evidence has taken the place of what showed it: look again.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is said to be so, by whom, and what shows it: a document, or evidence kept here."""

    said: Said
    named: str
    post: str
    title: str = ""
    reference: str = ""
    evidence_id: int | None = None
    dated_on: date | None = None
    note: str = ""


def may_answer(*, status: Status | None) -> Answer:
    """Whether anything can be said of a rule: it must apply, or be one that may apply."""
    if status is None:
        return No("This rule is not in force here today. Look at the rules that are.",
                  "not-in-force")
    if status is Status.DOES_NOT_APPLY:
        return No(
            "The facts say that this rule does not apply, so there is nothing to meet. If it "
            "does apply, put the facts right first.", "does-not-apply",
        )
    return Yes()


def may_say(shown: Shown, *, status: Status | None, today: date) -> Answer:
    """Whether this may be said of a rule. Met takes a named person and a document."""
    answer = may_answer(status=status)
    if isinstance(answer, No):
        return answer
    if not shown.named.strip() or not shown.post.strip():
        return No("Name the person who says so, and their post. A department cannot answer for "
                  "it.", "person-missing")
    if shown.said is Said.MET and shown.evidence_id is None:
        if not shown.title.strip() or not shown.reference.strip():
            return No("Name the document that shows it, by title and reference, or choose "
                      "evidence that is kept here. Without one, say that it is not met yet.",
                      "document-missing")
        if shown.dated_on is None:
            return No("Give the day on the document.", "date-missing")
    if shown.dated_on is not None and shown.dated_on > today:
        return No("The day on the document is yet to come. A draft shows nothing: wait for it.",
                  "date-to-come")
    if shown.said is not Said.MET and not shown.note.strip():
        return No("Say why in a sentence, so that the next reader need not guess.",
                  "reason-missing")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a rule stands on the day of reading. `status` is None where it is not in force."""

    status: Status | None
    rev: int
    replaced: bool = False


def stale(
    *, rev: int, at: datetime, standing: Standing, facts_changed_at: datetime | None,
    evidence_replaced: bool = False,
) -> Stale | None:
    """Why what was said at a time, of a rule in those words, does not count now; None if it does.

    The gravest reason is given: that the rule is gone comes before that a fact changed.
    """
    if standing.status is None:
        return Stale.REPLACED if standing.replaced else Stale.NOT_IN_FORCE
    if standing.status is Status.DOES_NOT_APPLY:
        return Stale.NO_LONGER_APPLIES
    if standing.rev > rev:
        return Stale.REWORDED
    if facts_changed_at is not None and facts_changed_at > at:
        return Stale.FACTS_CHANGED
    return Stale.EVIDENCE_REPLACED if evidence_replaced else None


def blocks(*, level: Level, source_read: bool, status: Status, met: bool) -> bool:
    """Whether a rule stands in the way of starting: a strict one, whose text we have read.

    A rule that may apply counts as one that does, or a fact left blank would open the gate.
    """
    return (
        level is Level.BLOCK and source_read and not met
        and status in (Status.APPLIES, Status.UNKNOWN)
    )
