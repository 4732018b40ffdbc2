"""How a request to share goes on, who has it, and when two people decide.

Without it a request could be answered by whoever picked it up, twice or never, and a second
opinion would be the first one read again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.sharing.asked import Request
from dueregard.sharing.deciding import Decision, Outcome
from dueregard.sharing.terms import Terms

# What went by the urgent path is looked at within this time; a risk to life by its own (72 h).
URGENT_LOOK = timedelta(hours=24)
_PREFIX = "share-"
LONGEST_KEY = 80
NO_NAME = (
    "The key of the person has letters, digits and . _ : / - and no spaces. A name does "
    "not belong here: use the key under which the record is kept."
)


class State(StrEnum):
    """How far a request has come."""

    DRAFT = "draft"
    REQUESTED = "requested"
    NEEDS_MORE = "needs-more"
    ASSESSED = "assessed"
    AUTHORISED = "authorised"
    PARTLY = "partly"
    REFUSED = "refused"
    DISCLOSED = "disclosed"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"
    RECALLED = "recalled"


STATE_NAMES: dict[State, str] = {
    State.DRAFT: "Draft",
    State.REQUESTED: "Waits for us",
    State.NEEDS_MORE: "Needs more from whoever asks",
    State.ASSESSED: "Waits for a decision",
    State.AUTHORISED: "May be sent",
    State.PARTLY: "May be sent in part",
    State.REFUSED: "Refused",
    State.DISCLOSED: "Sent, no receipt yet",
    State.ACKNOWLEDGED: "Received",
    State.CLOSED: "Closed",
    State.RECALLED: "Recalled",
}

# Who has it now, and so who is asked when nothing happens.
OWNERS: dict[State, str] = {
    State.DRAFT: "whoever writes it",
    State.REQUESTED: "the information-sharing officer",
    State.NEEDS_MORE: "whoever asks",
    State.ASSESSED: "those who decide",
    State.AUTHORISED: "the information-sharing officer",
    State.PARTLY: "the information-sharing officer",
    State.REFUSED: "whoever looks at refusals",
    State.DISCLOSED: "the recipient",
    State.ACKNOWLEDGED: "the information-sharing officer",
    State.CLOSED: "nobody",
    State.RECALLED: "the recipient",
}

_GIVEN = frozenset({State.DISCLOSED, State.ACKNOWLEDGED, State.CLOSED, State.RECALLED})
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.REQUESTED, State.CLOSED}),
    State.REQUESTED: frozenset({State.NEEDS_MORE, State.ASSESSED, State.CLOSED}),
    State.NEEDS_MORE: frozenset({State.REQUESTED, State.CLOSED}),
    State.ASSESSED: frozenset({
        State.NEEDS_MORE, State.AUTHORISED, State.PARTLY, State.REFUSED, State.CLOSED,
    }),
    State.AUTHORISED: frozenset({State.DISCLOSED, State.CLOSED}),
    State.PARTLY: frozenset({State.DISCLOSED, State.CLOSED}),
    State.REFUSED: frozenset(),
    State.DISCLOSED: frozenset({State.ACKNOWLEDGED, State.CLOSED, State.RECALLED}),
    State.ACKNOWLEDGED: frozenset({State.CLOSED, State.RECALLED}),
    State.CLOSED: frozenset({State.RECALLED}),
    State.RECALLED: frozenset(),
}
# What waits for somebody inside the force: the queue.
WAITING = (State.REQUESTED, State.NEEDS_MORE, State.ASSESSED, State.AUTHORISED, State.PARTLY)


class Way(StrEnum):
    """By which way a request came."""

    TYPED = "typed"
    KEY = "key"
    PAGE = "page"
    URGENT = "urgent"
    LIFE = "risk-to-life"


WAY_NAMES: dict[Way, str] = {
    Way.TYPED: "Typed in by one of us",
    Way.KEY: "Asked by the partner's system",
    Way.PAGE: "Asked by the partner on a page",
    Way.URGENT: "Urgent",
    Way.LIFE: "Risk to life",
}


class Found(StrEnum):
    """What somebody else finds of what went out in a hurry."""

    RIGHT = "right"
    TOO_MUCH = "too-much"
    WRONG = "wrong"


FOUND_NAMES: dict[Found, str] = {
    Found.RIGHT: "It was right",
    Found.TOO_MUCH: "It was right to share, and too much was shared",
    Found.WRONG: "It should not have been shared",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One person's decision: whether to share, and which of the items."""

    person_id: int | None
    name: str
    share: bool
    items: tuple[str, ...]
    reason: str
    consequences: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of the opinions together. `because` are the reasons of those who said no."""

    state: State
    items: tuple[str, ...]
    because: str = ""
    consequences: str = ""


def ref_of(request_id: int) -> str:
    """What a request is called.

    >>> ref_of(12)
    'share-12'
    """
    return f"{_PREFIX}{request_id}"


def number_of(ref: str) -> int:
    """The number of a request by what it is called; -1 where that is no such name."""
    digits = ref.removeprefix(_PREFIX)
    return int(digits) if ref.startswith(_PREFIX) and digits.isdecimal() else -1


def move(state: State, to: State) -> Answer:
    """Whether a request may go from one state to another."""
    if to in MOVES[state]:
        return Yes()
    return No(
        f"This request cannot become “{STATE_NAMES[to].lower()}” now: it is "
        f"“{STATE_NAMES[state].lower()}”, and {OWNERS[state]} has it.", "state",
    )


def may_ask(request: Request, *, subject: str, life: bool = False) -> Answer:
    """Whether this can be taken in at all: what is wanted, why, and no name in place of a key."""
    if not _is_key(subject):
        return No(NO_NAME, "subject")
    if not request.reason.strip():
        return No(
            "Say in a sentence what the risk to life is." if life else
            "Say in a sentence why it is needed now.", "reason",
        )
    if life:
        return Yes()
    if not request.items:
        return No("Say what is wanted: choose at least one item.", "items")
    if not request.partner:
        return No("Say which partner asks.", "partner")
    return Yes()


def may_want_more(*, words: str) -> Answer:
    """Whether somebody may be asked for more: it must be said what."""
    return Yes() if words.strip() else No("Say what is missing, so that they can give it.", "words")


def needed(decision: Decision, *, before: bool) -> int:
    """How many people decide: two where a clause says so, or said so when it was looked at."""
    return 2 if before or decision.two_people else 1


def may_opine(
    *, given: Sequence[Opinion], needed: int, person: int | None, asked_by: int | None
) -> Answer:
    """Whether somebody may give their decision: each once, and of two none who asked."""
    if person is not None and person in {each.person_id for each in given}:
        return No("You have decided. Somebody else decides second.", "same-person")
    if needed > 1 and person is not None and person == asked_by:
        return No("You asked for it. Where two people decide, neither is who asked.", "asked-it")
    return Yes()


def may_say(*, share: bool, reason: str, consequences: str) -> Answer:
    """Whether a no is whole: a reason, and what may come of not sharing."""
    if share:
        return Yes()
    if not reason.strip():
        return No("Say why not. Whoever asks reads it.", "reason")
    if not consequences.strip():
        return No("Say what may come of not sharing, and to whom.", "consequences")
    return Yes()


def may_share(decision: Decision) -> Answer:
    """Whether the terms allow what would be shared; each clause in the way with what would help."""
    if decision.outcome is not Outcome.REFUSE:
        return Yes()
    said = " ".join(f"{each.sentence} {each.yes_if}" for each in decision.reasons)
    return No(f"The agreement does not allow this. {said}", decision.failed[0])


def settled(given: Sequence[Opinion], *, needed: int, asked: Sequence[str]) -> Settled | None:
    """What the opinions come to, once all are in: only what everybody would share, or nothing."""
    if len(given) < needed:
        return None
    against = [each for each in given if not each.share]
    kept = tuple(
        each for each in asked if all(each in one.items for one in given if one.share)
    )
    if against or not kept:
        because = " ".join(each.reason for each in against) or (
            "Two people decided, and there was nothing that both would share.")
        harm = " ".join(each.consequences for each in against) or "Not said."
        return Settled(state=State.REFUSED, items=(), because=because, consequences=harm)
    state = State.AUTHORISED if kept == tuple(asked) else State.PARTLY
    return Settled(state=state, items=kept)


def may_see_opinions(*, given: Iterable[Opinion], needed: int, settled: bool) -> bool:
    """Whether opinions are shown: one alone at once, of two none before both are in."""
    return settled or needed < 2 or len(tuple(given)) >= needed


def may_disclose(
    *, state: State, decision: Decision, needed: int, opinions: int, correcting: bool
) -> Answer:
    """Whether it may be given out at this moment. Asked inside the transaction that does it."""
    if state not in (State.AUTHORISED, State.PARTLY) and not (
        correcting and state in (State.DISCLOSED, State.ACKNOWLEDGED)
    ):
        return move(state, State.DISCLOSED)
    if opinions < needed and not decision.at_once:
        return No("A second person has not decided yet.", "second-person")
    allowed = may_share(decision)
    if isinstance(allowed, No):
        return No(f"It was decided, and does not hold any more. {allowed.reason}", allowed.code)
    if len(decision.two_people) > 0 and needed < 2 and not decision.at_once:
        return No("Two people decide about this now. Close it, and ask again.", "second-person")
    return Yes()


def may_look(*, due: datetime | None, looked: bool, person: int | None,
             shared_by: int | None, words: str) -> Answer:
    """Whether somebody may look at what went out in a hurry: another person, with words."""
    if due is None:
        return No("This did not go out in a hurry, so nobody has to look at it again.", "not-due")
    if looked:
        return No("Somebody has looked at it already.", "looked")
    if person is None or person == shared_by:
        return No("You shared it. Somebody else looks at it.", "same-person")
    return Yes() if words.strip() else No("Say what you found.", "words")


def may_add(
    *, due: datetime | None, recipient: str, subject: str, had_recipient: bool, had_subject: bool
) -> Answer:
    """Whether what nobody had time to say may be added: only where it is blank, and no name."""
    if due is None:
        return No("This did not go out in a hurry. Change the request itself.", "not-due")
    if not recipient.strip() and not subject.strip():
        return No("Say who took it, or give the key of the person.", "nothing")
    if (recipient.strip() and had_recipient) or (subject.strip() and had_subject):
        return No("That was said already, and what was said stays. If it was wrong, correct what "
                  "was given out.", "said")
    return Yes() if _is_key(subject.strip()) else No(NO_NAME, "subject")


def may_close(*, because: str) -> Answer:
    """Whether a request may be closed: it is said why."""
    return Yes() if because.strip() else No("Say why it is closed.", "because")


def items_of(terms: Terms, keys: Iterable[str]) -> str:
    """Items in words, as the agreement calls them."""
    names = {each.key: each.name or each.key for each in terms.schedule}
    return ", ".join(names.get(each, each) for each in keys)


def columns_of(terms: Terms, items: Iterable[str], *, purpose: str) -> tuple[str, ...]:
    """The columns that may go: those of the items granted that the terms allow for the purpose."""
    wanted = set(items)
    found = [
        column for item in terms.schedule
        if item.key in wanted and purpose in item.purposes for column in item.columns
    ]
    return tuple(dict.fromkeys(found))


def signs_of(given: Mapping[str, bool | None], *, life: bool) -> dict[str, bool | None]:
    """Answers to the points sheet; where a life is at risk that is one of them."""
    kept: dict[str, bool | None] = {
        name: answer for name, answer in given.items() if answer is not None}
    return kept | ({"life-now": True} if life else {})


def _is_key(subject: str) -> bool:
    return len(subject) <= LONGEST_KEY and all(
        each.isascii() and (each.isalnum() or each in "._:/-") for each in subject
    ) and (not subject or subject[0].isalnum())
