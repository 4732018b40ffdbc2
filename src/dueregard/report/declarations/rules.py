"""What a member of staff may declare, and what becomes of it.

Without it a tool that people really use would stay unsaid for fear of blame, or a declaration
would vanish without a word.
"""

from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.ledger.rules import Actor

LONGEST_TOOL = 160
# Who a declaration is by, in the ledger, whether or not a name was given.
NOBODY_NAMED = "a member of staff"


class State(StrEnum):
    """What became of a declaration."""

    OPEN = "open"
    LINKED = "linked"
    ADDED = "added"
    STOPPED = "no-longer-used"
    DUPLICATE = "said-twice"
    NO_TOOL = "no-such-tool"


STATE_NAMES: dict[State, str] = {
    State.OPEN: "No use in the register yet",
    State.LINKED: "Linked to a use of the register",
    State.ADDED: "Added to the register",
    State.STOPPED: "Closed: no longer used",
    State.DUPLICATE: "Closed: declared twice",
    State.NO_TOOL: "Closed: neither technology nor data",
}
CLOSED = (State.STOPPED, State.DUPLICATE, State.NO_TOOL)
# Somebody in the force says that they use it now.
IN_USE = frozenset({State.OPEN, State.LINKED, State.ADDED})


class Device(StrEnum):
    """On whose device."""

    FORCE = "force"
    OWN = "own"
    BOTH = "both"
    UNKNOWN = "dont-know"


DEVICE_NAMES: dict[Device, str] = {
    Device.FORCE: "A force device",
    Device.OWN: "My own",
    Device.BOTH: "Both",
    Device.UNKNOWN: "I do not know",
}


class Paid(StrEnum):
    """Who pays."""

    FORCE = "force"
    SELF = "self"
    FREE = "free"
    UNKNOWN = "dont-know"


PAID_NAMES: dict[Paid, str] = {
    Paid.FORCE: "The force",
    Paid.SELF: "I do",
    Paid.FREE: "Nobody: it is free",
    Paid.UNKNOWN: "I do not know",
}


class DataKind(StrEnum):
    """What kind of data goes into it."""

    NONE = "no-people"
    STAFF = "staff"
    NAMES = "names"
    CASES = "cases"
    IMAGES = "images"
    HEALTH = "health"
    UNKNOWN = "dont-know"


DATA_NAMES: dict[DataKind, str] = {
    DataKind.NONE: "Nothing about people",
    DataKind.STAFF: "About colleagues",
    DataKind.NAMES: "Names, addresses or numbers of the public",
    DataKind.CASES: "Crimes, victims, witnesses or suspects",
    DataKind.IMAGES: "Faces, voices or video",
    DataKind.HEALTH: "Health, beliefs or other private matters",
    DataKind.UNKNOWN: "I do not know",
}


def may_make(*, tool: str, purpose: str, data: tuple[DataKind, ...]) -> Answer:
    """Whether there is enough to go by: what it is, and for what. The rest may be unknown."""
    if not tool.strip():
        return No("Say which tool or data it is.", "tool-missing")
    if len(tool.strip()) > LONGEST_TOOL:
        return No(f"Say its name in at most {LONGEST_TOOL} letters.", "tool-too-long")
    if not purpose.strip():
        return No("Say what you use it for.", "purpose-missing")
    if not data:
        return No("Tick what kind of data goes in. You may say that you do not know.",
                  "data-missing")
    if len(data) > 1 and DataKind.NONE in data:
        return No("Tick “Nothing about people” alone, or the kinds that go in.", "data-both")
    return Yes()


def may_settle(*, state: State) -> Answer:
    """Whether it may be linked, added or closed now."""
    if state is not State.OPEN:
        return No(f"It is settled already. {STATE_NAMES[state]}.", "settled-already")
    return Yes()


def may_close(*, state: State, to: State | None, because: str) -> Answer:
    """Whether it may be closed so. What was linked may be closed too, when the use of it ends."""
    if state in CLOSED:
        return No(f"It is settled already. {STATE_NAMES[state]}.", "settled-already")
    if to not in CLOSED:
        return No("Choose why it is closed.", "to-missing")
    if not because.strip():
        return No("Say why, in a sentence. It is kept with your name.", "reason-missing")
    return Yes()


def may_note_asking(*, how: str, in_time: bool) -> Answer:
    """Whether staff were asked: how, and on a day that has come."""
    if not how.strip():
        return No("Say how staff were asked.", "how-missing")
    if not in_time:
        return No("That day is yet to come. Note it when staff have been asked.", "date-to-come")
    return Yes()


def unnamed(by: Actor) -> Actor:
    """Whoever declares, as the ledger writes them: no name, no number, no role.

    The mark of the form that stops a second sending carries the person's number; here only the
    part that chance made is kept.
    """
    mark = (by.form or "").partition(":")[2]
    return Actor(id=None, name=NOBODY_NAMED, form=f"unnamed:{mark}"[:64] if mark else None)
