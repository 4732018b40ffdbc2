"""One use on one screen: may I use it, when not, what do I say, whom do I ask.

Made from the record alone: what is not written down is said to be not written down, so that
nobody takes an empty box for leave. Without it an officer would have to read six pages.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dueregard.desk import contacts
from dueregard.desk.contacts import Contact
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.ledger.rules import Actor
from dueregard.lenses.facts import NO, YES, is_unknown
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.conditions.queries import ConditionLine
from dueregard.manage.reviews import queries as reviews
from dueregard.report.publication import queries as publication

LIMITS: tuple[tuple[str, str], ...] = (
    ("why", "Why, and where that stops"),
    ("who", "On whom, and on whom not"),
    ("where", "Where and when, and where not"),
)
_CHECKED: dict[str, str] = {
    YES: "A person checks before anything happens.",
    NO: "It can set something going before a person has checked.",
}


class May(StrEnum):
    """Whether somebody on duty may use it."""

    YES = "yes"
    TRIAL = "trial"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit in the record's own words; blank where nobody wrote it down."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One use for somebody on duty."""

    use: UseSheet
    may: May
    sentence: str
    cautions: tuple[str, ...]
    limits: tuple[Limit, ...]
    conditions: tuple[ConditionLine, ...]
    say: tuple[str, ...]
    slug: str
    ask: tuple[Contact, ...]
    today: date


def card(reference: str, *, reader: Actor, now: datetime) -> Card:
    """The card of one use, for this reader, on this day."""
    use = register.sheet(reference)
    facts = register.facts(reference)
    limits = tuple(
        Limit(title=title, text="" if is_unknown(facts.get(key)) else facts[key])
        for key, title in LIMITS
    )
    held = tuple(each for each in conditions.by_use(reference) if not each.met)
    reviewed = reference not in reviews.unreviewed()
    may, sentence = may_use(
        status=use.status, reason=use.status_reason, reviewed=reviewed,
        limited=any(each.text for each in limits), late=any(each.overdue for each in held),
    )
    public = publication.published(reference)
    ask = contacts.contacts(reader=reader, use=use)
    return Card(
        use=use, may=may, sentence=sentence, limits=limits, conditions=held,
        cautions=_cautions(use, reviewed=reviewed, held=held, on=now.date()),
        say=what_to_say(
            use, published=public is not None, covert=facts.get("covert") == YES,
            checked=facts.get("human_review"),
        ),
        slug=public.slug if public else "",
        ask=tuple(each for each in ask if each.key in {"owner", "ethics-lead", "data-protection"}),
        today=now.date(),
    )


def may_use(
    *, status: Status, reason: str, reviewed: bool, limited: bool, late: bool
) -> tuple[May, str]:
    """Whether it may be used, in a word and a sentence. A doubt is never a yes."""
    if status not in {Status.LIVE, Status.TRIAL}:
        words = {
            Status.PAUSED: "No. It is paused.", Status.STOPPED: "No. It was stopped.",
            Status.REFUSED: "No. It was refused.",
            Status.NOT_USED: "No. It is not used here.",
        }.get(status, f"No. It is not in use yet: {STATUS_NAMES[status].lower()}.")
        because = f" {reason.strip().rstrip('.')}." if reason.strip() else ""
        return May.NO, words + because
    if not reviewed:
        return May.ASK, "Ask first. It is in use, but nobody has reviewed it."
    if not limited:
        return May.ASK, "Ask first. Nobody has written down where its limits are."
    if late:
        return May.ASK, "Ask first. Something that was asked of it was not done in time."
    if status is Status.TRIAL:
        return May.TRIAL, "Only if you are part of the trial, and within the limits below."
    return May.YES, "Yes, within the limits below."


def what_to_say(
    use: UseSheet, *, published: bool, covert: bool, checked: str | None
) -> tuple[str, ...]:
    """What to tell somebody who asks, from the record's own words; never more than it holds."""
    if covert:
        return ("It may be used without people knowing. Do not speak of it: ask its owner first.",)
    said = []
    if use.purpose.strip():
        said.append(f"We use it for this: {_ended(use.purpose)}")
    if use.what_it_does.strip():
        said.append(f"What it does: {_ended(use.what_it_does)}")
    if not said:
        said.append("What it is for is not written down. Do not guess: say that you will find out.")
    if checked in _CHECKED:
        said.append(_CHECKED[checked])
    said.append(
        "You can read about it on our public register." if published
        else "We have not published anything about it yet. You can ask us in writing."
    )
    said.append("You can complain about how it was used.")
    return tuple(said)


def _cautions(
    use: UseSheet, *, reviewed: bool, held: tuple[ConditionLine, ...], on: date
) -> tuple[str, ...]:
    found = []
    if use.review_on is not None and use.review_on < on:
        found.append("Its review is overdue.")
    if not reviewed and use.status not in {Status.LIVE, Status.TRIAL}:
        found.append("Nobody has reviewed it.")
    late = sum(each.overdue for each in held)
    if late:
        found.append(f"{late} thing{'' if late == 1 else 's'} asked of it not done in time.")
    return tuple(found)


def _ended(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."
