"""When a gate may be passed, what stands in the way, and who must put their name to going round it.

Without it a use would go live because nobody had said no: gaps unseen, the law unread, and no
name under the decision to go on all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.lenses.facts import as_number, is_unknown
from dueregard.lenses.gate_shapes import ENDS_ON, LIVE, PILOT, TRIAL, Gate, GateFact, Part, PartType

MOST_ROWS = 30
Row = Mapping[str, str]


class How(StrEnum):
    """How a gate was gone through."""

    PASSED = "passed"
    OVERRIDDEN = "overridden"
    LEFT_OUT = "left-out"


HOW_NAMES: dict[How, str] = {
    How.PASSED: "Passed",
    How.OVERRIDDEN: "Overridden",
    How.LEFT_OUT: "Said not to be needed",
}


class State(StrEnum):
    """How a gate stands for a use."""

    NOT_NEEDED = "not-needed"
    OPEN = "open"
    PASSED = "passed"
    OVERRIDDEN = "overridden"
    LEFT_OUT = "left-out"
    REOPENED = "reopened"
    ENDED = "ended"


STATE_NAMES: dict[State, str] = {
    State.NOT_NEEDED: "Not needed at this depth",
    State.OPEN: "Not passed",
    State.PASSED: "Passed",
    State.OVERRIDDEN: "Overridden",
    State.LEFT_OUT: "Said not to be needed",
    State.REOPENED: "Open again",
    State.ENDED: "The pilot is over",
}
# A gate through which the use may go now.
THROUGH = frozenset({State.PASSED, State.OVERRIDDEN, State.LEFT_OUT, State.NOT_NEEDED})
# What opens the way to a trial or to going live: not that somebody said it was not needed.
BY_NAME = frozenset({State.PASSED, State.OVERRIDDEN})
# A later gate does not ask that a pilot that is over be begun again.
BEHIND = THROUGH | {State.ENDED}
# What can be done from each state; every state but the last ones of a use has a way on.
WAYS: dict[State, frozenset[How]] = {
    State.NOT_NEEDED: frozenset({How.PASSED, How.OVERRIDDEN}),
    State.OPEN: frozenset(How),
    State.PASSED: frozenset({How.PASSED}),
    # What was overridden can still be passed; the override is shown all the same.
    State.OVERRIDDEN: frozenset({How.PASSED}),
    State.LEFT_OUT: frozenset({How.PASSED, How.OVERRIDDEN}),
    State.REOPENED: frozenset(How),
    State.ENDED: frozenset({How.PASSED, How.OVERRIDDEN}),
}
_NOW: dict[How, State] = {
    How.PASSED: State.PASSED, How.OVERRIDDEN: State.OVERRIDDEN, How.LEFT_OUT: State.LEFT_OUT,
}


class Sort(StrEnum):
    """What stands in the way of passing a gate."""

    LAW = "law"
    GAP = "gap"
    EARLIER = "earlier-gate"
    CONDITION = "condition"
    CHECK = "check-again"


SORT_NAMES: dict[Sort, str] = {
    Sort.LAW: "Strict rules of law not shown to be met",
    Sort.GAP: "Not filled in",
    Sort.EARLIER: "Gates that come first",
    Sort.CONDITION: "Conditions not met in time",
    Sort.CHECK: "Conditions to be checked once more here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing in the way. `text` may be published; `detail` is the record's own words.

    A `firm` one not even an override goes round.
    """

    sort: Sort
    key: str
    text: str
    detail: str = ""
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said to one thing asked at gates: rows, or that there is none, and why."""

    rows: tuple[Row, ...] = ()
    none_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Been:
    """The last time that a gate was gone through: how, at what class of impact, to what end."""

    how: How
    impact: str
    ends_on: date | None = None


def state_of(
    *, gate: Gate, tier: int, been: Been | None, impact: str, today: date
) -> State:
    """How a gate stands: a change of the class of impact, or a pilot's end, opens it again."""
    if been is None:
        return State.OPEN if tier in gate.tiers else State.NOT_NEEDED
    if been.impact != impact:
        return State.REOPENED
    if been.ends_on is not None and been.ends_on < today:
        return State.ENDED
    return _NOW[been.how]


def gaps(*, facts: Iterable[GateFact], told: Mapping[str, Told]) -> tuple[Obstacle, ...]:
    """Each blank in what is asked, by its name: one for each row and part that lacks something.

    It sees blanks. It cannot see whether what is written is true or enough.
    """
    found: list[Obstacle] = []
    for fact in facts:
        said = told.get(fact.id, Told())
        if fact.none and said.none_because.strip():
            continue
        if not said.rows:
            found.append(_gap(fact, fact.gap))
        for row in said.rows:
            found += [
                _gap(fact, part.gap, part=part, detail=_first(fact, row))
                for part in fact.parts if is_unknown(row.get(part.key))
            ]
    return tuple(found)


def _gap(fact: GateFact, text: str, *, part: Part | None = None, detail: str = "") -> Obstacle:
    key = f"{fact.id}.{part.key}" if part else fact.id
    return Obstacle(sort=Sort.GAP, key=key, text=text, detail=detail, firm=fact.firm)


def _first(fact: GateFact, row: Row) -> str:
    """What a row is about: its first part, where it is filled in."""
    return row.get(fact.parts[0].key, "").strip() if fact.parts else ""


def past_end(told: Told, *, today: date) -> tuple[Obstacle, ...]:
    """A pilot whose end is past cannot begin: it must be given a new one."""
    ends = next((row.get(ENDS_ON, "") for row in told.rows), "")
    if is_unknown(ends) or date.fromisoformat(ends) > today:
        return ()
    return (Obstacle(
        sort=Sort.GAP, key=f"{PILOT}.{ENDS_ON}", firm=True,
        text="The day on which the pilot ends is past. Give it a new one.",
    ),)


def earlier(*, gate: Gate, gates: Sequence[Gate], states: Mapping[str, State]
            ) -> tuple[Obstacle, ...]:
    """The gates before this one that are needed and not behind the use."""
    found = []
    for each in gates:
        if each.id == gate.id:
            break
        if states[each.id] not in BEHIND:
            stands = STATE_NAMES[states[each.id]].lower()
            found.append(Obstacle(
                sort=Sort.EARLIER, key=each.id, text=f"{each.title}: {stands}",
            ))
    return tuple(found)


def may_tell(*, fact: GateFact, told: Told, today: date) -> Answer:
    """Whether this can be kept as what was said: known parts, readable dates and numbers.

    A blank part is kept: it is a gap, and it shows.
    """
    if told.none_because.strip():
        if not fact.none:
            return No("This cannot be said to be none. Fill in a row.", "none-not-offered")
        if told.rows:
            return No(
                f"You filled in a row and also said: {fact.none} Keep one of the two.", "both-said"
            )
        return Yes()
    if not told.rows:
        why = f" Or give the reason why: {fact.none}" if fact.none else ""
        return No(f"Nothing is filled in. Fill in a row.{why}", "nothing-said")
    if len(told.rows) > (MOST_ROWS if fact.several else 1):
        return No("There are more rows than can be kept here.", "too-many-rows")
    parts = {each.key: each for each in fact.parts}
    for row in told.rows:
        for key, value in row.items():
            if key not in parts:
                return No(f"Nothing was saved: '{key}' is not asked here.", "not-asked")
            wrong = _wrong(parts[key], value, today=today)
            if wrong:
                return No(f"“{parts[key].label}”: {wrong}", f"part-{key}")
    return Yes()


def _wrong(part: Part, value: str, *, today: date) -> str:
    if is_unknown(value):
        return ""
    if part.type is PartType.NUMBER and as_number(value) is None:
        return "write a number in digits, such as 1."
    if part.type is PartType.CHOICE and value not in {each.value for each in part.options}:
        return "choose one of the answers offered."
    if part.type is PartType.DATE:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "enter a date, like 27/3/2026."
        if part.key == "asked_on" and day > today:
            return "that day is yet to come. Ask first, then write down what was said."
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What a decision maker says as they pass, override or leave out a gate."""

    post: str
    reason: str
    document_title: str = ""
    document_reference: str = ""


def may_pass(*, state: State, obstacles: Sequence[Obstacle], going: Going) -> Answer:
    """Whether a gate may be passed: nothing in the way, a post that passes it, and a reason."""
    return _first_no(
        _way(state, How.PASSED), _signed(going),
        No(
            f"This is in the way. {named(obstacles)} Put that right, or have a decision "
            "maker override it by name.", "in-the-way",
        ) if obstacles else Yes(),
    )


def may_override(*, state: State, obstacles: Sequence[Obstacle], going: Going) -> Answer:
    """Whether a decision maker may go round what is in the way: by post, with a reason for ever.

    Refused where nothing is in the way, because then the gate is passed; and where a firm gap is.
    """
    firm = [each for each in obstacles if each.firm]
    return _first_no(
        _way(state, How.OVERRIDDEN), _signed(going),
        No(
            f"Not even an override goes round this: {named(firm)} Fill it in first.", "firm-gap"
        ) if firm else Yes(),
        Yes() if obstacles else No(
            "Nothing stands in the way, so there is nothing to override. Pass the gate.",
            "nothing-in-the-way",
        ),
    )


def may_leave_out(*, gate: Gate, state: State, going: Going) -> Answer:
    """Whether a decision maker may say that a gate is not needed here, with a reason."""
    return _first_no(
        Yes() if gate.may_leave_out else No(
            "This gate cannot be left out. Pass it, or override it by name.", "not-to-leave-out"
        ),
        _way(state, How.LEFT_OUT), _signed(going),
    )


def may_go(*, now_at: Status, to: Status, states: Mapping[str, State], gates: Sequence[Gate]
           ) -> Answer:
    """Whether a decision may move a use on: the gate before that state is behind it, by a name.

    To carry on live is not to go live. To go on trial again asks the gate again once its pilot
    is over.
    """
    state = {Status.TRIAL: TRIAL, Status.LIVE: LIVE}.get(to)
    if state is None or (to is Status.LIVE and now_at is Status.LIVE):
        return Yes()
    gate = next(each for each in gates if each.before == state)
    if states[gate.id] in BY_NAME:
        return Yes()
    return No(
        f"To become ‘{STATUS_NAMES[to].lower()}’ it must pass the gate ‘{gate.title}’. It stands "
        f"so: {STATE_NAMES[states[gate.id]].lower()}. Pass the gate first, or override it by name "
        "and with a reason.", "gate-not-passed",
    )


def named(obstacles: Sequence[Obstacle]) -> str:
    """What is in the way, sort by sort, in one line."""
    return " ".join(in_lines((each.sort, each.text) for each in obstacles))


def grouped(things: Iterable[tuple[Sort, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is in the way, under a heading for each sort, each text once."""
    listed = list(things)
    groups = (
        (SORT_NAMES[sort], tuple(dict.fromkeys(text for kind, text in listed if kind is sort)))
        for sort in Sort
    )
    return tuple((heading, texts) for heading, texts in groups if texts)


def in_lines(things: Iterable[tuple[Sort, str]]) -> tuple[str, ...]:
    """What is in the way, a line for each sort.

    >>> in_lines([(Sort.GAP, "No post answers for it."), (Sort.GAP, "Nobody stops the pilot.")])
    ('Not filled in: No post answers for it; Nobody stops the pilot.',)
    """
    return tuple(
        f"{heading}: {'; '.join(each.rstrip('.') for each in texts)}."
        for heading, texts in grouped(things)
    )


def _way(state: State, how: How) -> Answer:
    if how in WAYS[state]:
        return Yes()
    return No(
        f"This gate is behind the use already: {STATE_NAMES[state].lower()}.", "gate-behind"
    )


def _signed(going: Going) -> Answer:
    if not going.post.strip():
        return No("Give the post that decides: the public reads it, not your name.", "post-missing")
    if not going.reason.strip():
        return No("Give the reason. It is kept for ever, and it is published.", "reason-missing")
    return Yes()


def _first_no(*answers: Answer) -> Answer:
    return next((each for each in answers if isinstance(each, No)), Yes())
