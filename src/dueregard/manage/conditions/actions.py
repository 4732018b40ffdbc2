"""What can be done about a condition: set it, say what was done, check that, let it lapse."""

from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import act
from dueregard.ledger.rules import CLOCK, Actor
from dueregard.manage.conditions import rules
from dueregard.manage.conditions.models import Condition, Reminder
from dueregard.manage.conditions.rules import Move, Nudge, State
from dueregard.people import queries as people
from dueregard.people.rules import Concern, may


def set_(
    *, ref: str, text: str, test: str, owner_id: int | None, due_on: date, because: str,
    by: Actor, now: datetime, evidence_wanted: str = "", due_at_stage: str = "",
    permission: str = "committee.decide",
) -> str:
    """The decision maker sets a condition on a use. Refused to others. Called by the decision.

    `because` names the decision that set it. Its owner must be somebody who can answer it.
    `permission` is another right where something other than a decision sets it.
    With `due_at_stage` it is checked once more when the use comes to that stage.
    """
    with act("conditions:condition:set", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, permission, use.concern))
        require(rules.may_set(text=text, test=test, due_on=due_on, today=now.date()))
        _check_owner(owner_id)
        condition = Condition.objects.create(
            use_id=use.id, text=text.strip(), test=test.strip(), owner_id=owner_id,
            due_on=due_on, set_by=because, set_at=now, evidence_wanted=evidence_wanted.strip(),
            due_at_stage=due_at_stage,
        )
        deed.result = f"condition-{condition.pk}"
        deed.note(text=condition.text, owner=owner_id, due_on=str(due_on))
    return deed.result


def answer(*, condition_id: int, what_was_done: str, by: Actor, now: datetime) -> str:
    """The owner says what was done and where it can be seen. Refused to others, and once met."""
    with act("conditions:condition:answer", by=by, now=now) as deed:
        condition = _condition(condition_id)
        deed.about = ref_of(condition.use.number)
        require(may(by, "conditions.answer", _concern(condition)))
        _move(condition, Move.ANSWER)
        if not what_was_done.strip():
            raise DueRegardError("Say what was done, and where anyone can see that it was.")
        condition.what_was_done = what_was_done.strip()
        condition.answered_by_id, condition.answered_at = by.id, now
        condition.save()
        deed.result = f"condition-{condition_id}"
        deed.note(condition=condition_id, what_was_done=condition.what_was_done)
    return deed.result


def accept(*, condition_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody else finds that the test is passed: the condition is met. Refused to its owner."""
    with act("conditions:condition:accept", by=by, now=now) as deed:
        condition = _checked(condition_id, Move.ACCEPT, by=by)
        deed.about = ref_of(condition.use.number)
        condition.check_words, condition.checked_by = words.strip(), by.name
        condition.settled_at = now
        condition.save()
        deed.result = f"condition-{condition_id}"
        deed.note(condition=condition_id, text=condition.text, words=condition.check_words)
    return deed.result


def return_(*, condition_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody else finds that the test is not passed, and says what is lacking."""
    with act("conditions:condition:return", by=by, now=now) as deed:
        condition = _checked(condition_id, Move.RETURN, by=by)
        deed.about = ref_of(condition.use.number)
        if not words.strip():
            raise DueRegardError("Say what is still lacking, so that its owner can put it right.")
        condition.check_words, condition.checked_by = words.strip(), by.name
        condition.save()
        deed.result = f"condition-{condition_id}"
        deed.note(condition=condition_id, text=condition.text, words=condition.check_words)
    return deed.result


def hold(*, condition_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody else finds that a condition that was met still holds at its stage.

    Refused to its owner, to whoever answered it, and before it is met.
    """
    with act("conditions:condition:hold", by=by, now=now) as deed:
        condition = _condition(condition_id)
        deed.about = ref_of(condition.use.number)
        require(may(by, "conditions.accept", _concern(condition)))
        require(rules.may_hold(
            state=State(condition.state), due_at_stage=condition.due_at_stage,
            held=condition.held_at is not None, checker=by.id,
            answered_by=condition.answered_by_id,
        ))
        if not words.strip():
            raise DueRegardError("Say what you saw that shows it still holds.")
        condition.held_at, condition.held_by = now, by.name
        condition.held_words = words.strip()
        condition.save()
        deed.result = f"condition-{condition_id}"
        deed.note(condition=condition_id, text=condition.text, words=condition.held_words)
    return deed.result


def remind(*, condition_id: int, kind: Nudge, now: datetime) -> str:
    """The clock writes down that the owner was sent a reminder. Called once it is on its way."""
    with act("conditions:condition:remind", by=CLOCK, now=now) as deed:
        condition = _condition(condition_id)
        deed.about = ref_of(condition.use.number)
        Reminder.objects.get_or_create(condition=condition, kind=kind, defaults={"at": now})
        deed.result = f"condition-{condition_id}"
        deed.note(condition=condition_id, text=condition.text, kind=kind)
    return deed.result


def lapse(*, now: datetime) -> tuple[str, ...]:
    """The clock lets every condition lapse that was not met by its date; says which."""
    moving = [state for state in State if Move.LAPSE in rules.MOVES[state]]
    late = Condition.objects.filter(state__in=moving, due_on__lt=now.date())
    return tuple(
        lapse_one(condition_id=each, now=now)
        for each in late.order_by("pk").values_list("pk", flat=True)
    )


def lapse_one(*, condition_id: int, now: datetime) -> str:
    """The clock lets one condition lapse. Refused while there is still time, or once it is met."""
    with act("conditions:condition:lapse", by=CLOCK, now=now) as deed:
        condition = _condition(condition_id)
        deed.about = ref_of(condition.use.number)
        require(rules.may_lapse(
            state=State(condition.state), due_on=condition.due_on, today=now.date()
        ))
        _move(condition, Move.LAPSE)
        condition.save()
        deed.result = f"condition-{condition_id}"
        deed.note(condition=condition_id, text=condition.text, due_on=str(condition.due_on))
    return deed.result


def _condition(condition_id: int) -> Condition:
    rows = Condition.objects.select_for_update(of=("self",)).select_related("use")
    try:
        return rows.get(pk=condition_id)
    except Condition.DoesNotExist as error:
        raise Missing(f"There is no condition {condition_id}.") from error


def _checked(condition_id: int, move: Move, *, by: Actor) -> Condition:
    condition = _condition(condition_id)
    require(may(by, "conditions.accept", _concern(condition)))
    require(rules.may_check(checker=by.id, answered_by=condition.answered_by_id))
    _move(condition, move)
    return condition


def _concern(condition: Condition) -> Concern:
    owners = (condition.use.owner_id, condition.owner_id)
    return Concern(owners=frozenset(each for each in owners if each is not None))


def _move(condition: Condition, move: Move) -> None:
    state = State(condition.state)
    require(rules.may_now(state=state, move=move))
    condition.state = rules.MOVES[state][move]


def _check_owner(owner_id: int | None) -> None:
    if owner_id is None:
        raise DueRegardError("Say who has to see to this condition.")
    owner = people.actor(owner_id)
    if not may(owner, "conditions.answer"):
        raise DueRegardError(
            f"{owner.name} could not answer this condition: their role does not let them. "
            "Choose a project lead, an information-sharing officer or the ethics lead."
        )
