"""Statements on how uses are decided: advice, reply, decision, gates, conditions, reviews.

Without this file the index would say that there is a committee, and not what came of its advice.
"""

from collections.abc import Iterator

from dueregard.identify.register.rules import Status
from dueregard.manage.committee.rules import UNANSWERED_AFTER
from dueregard.manage.gates.rules import How
from dueregard.manage.happenings.rules import KIND_NAMES, Kind
from dueregard.manage.reviews.rules import REVIEWED_ON_TIME
from dueregard.report.inspection.counting import (
    Counted,
    Record,
    counts,
    cut,
    day,
    days,
    of,
    split,
)
from dueregard.report.inspection.known import Condition, Happening, Known, KnownUse, Matter

INCIDENTS = frozenset({Kind.ALARM, Kind.COMPLAINT})


def _matters(known: Known) -> Iterator[tuple[KnownUse, Matter]]:
    return ((use, each) for use in known.uses for each in use.matters)


def _advised(known: Known) -> Iterator[tuple[KnownUse, Matter]]:
    return ((use, each) for use, each in _matters(known) if each.advised_on)


def _conditions(known: Known) -> Iterator[tuple[KnownUse, Condition]]:
    return ((use, each) for use in known.uses for each in use.conditions)


def _happenings(known: Known) -> Iterator[tuple[KnownUse, Happening]]:
    return ((use, each) for use in known.uses for each in use.happenings)


def _matter(use: KnownUse, matter: Matter, words: str) -> Record:
    return of(use, words, place="matter", key=matter.id)


def _condition(use: KnownUse, condition: Condition, words: str) -> Record:
    return of(use, f"{words} {cut(condition.text)}", place="condition", key=condition.id)


@counts("inspect.decided-after-advice")
def decided_after_advice(known: Known) -> Counted:
    """What is in use was decided by somebody with a post, after a committee had advised."""
    def one(use: KnownUse) -> tuple[bool, Record]:
        for each in reversed(use.matters):
            if each.decided_on and each.post and each.advised_on:
                return each.advised_on <= each.decided_on, _matter(
                    use, each, f"Advised on {day(each.advised_on)}; decided on "
                    f"{day(each.decided_on)} by the {each.post}.")
        if any(each.advised_on for each in use.matters):
            return False, of(use, "Advice is on record, and no decision.")
        return False, of(use, "No decision after advice is on record.")

    return split(one(each) for each in known.uses if each.in_use)


@counts("inspect.against-advice")
def against_advice(known: Known) -> Counted:
    """Decisions that go against the advice; each has to say why."""
    return split(
        (bool(each.departs_because), _matter(
            use, each, f"Decided on {day(each.decided_on)}. " + (
                f"Against the advice: {cut(each.departs_because)}" if each.departs_because
                else "With the advice, or no reason to depart is on record.")))
        for use, each in _matters(known) if each.decided_on and each.advised_on
    )


@counts("inspect.overridden")
def overridden(known: Known) -> Counted:
    """Gates that somebody went through although something stood in the way."""
    return split(
        (each.how == How.OVERRIDDEN, of(
            use, f"{each.gate}, {day(each.on)}: {_how(each.how)} by the {each.post}. "
            f"{cut(each.reason)}", place="gates"))
        for use in known.uses for each in use.passings
    )


@counts("inspect.override-reasons")
def override_reasons(known: Known) -> Counted:
    """Each override has a post and a reason."""
    return split(
        (bool(each.post and each.reason), of(
            use, f"{each.gate}, {day(each.on)}: {each.post or 'no post'}. {cut(each.reason)}",
            place="gates"))
        for use in known.uses for each in use.passings if each.how == How.OVERRIDDEN
    )


@counts("inspect.through-a-gate")
def through_a_gate(known: Known) -> Counted:
    """What is in use went through at least one gate by name."""
    return split(
        (bool(each.passings), of(
            each, f"{len(each.passings)} on record." if each.passings else "No gate on record.",
            place="gates"))
        for each in known.uses if each.in_use
    )


@counts("inspect.advice-answered")
def advice_answered(known: Known) -> Counted:
    """Advice that somebody answered, each point of it."""
    return split(
        (each.replied_on is not None, _matter(
            use, each, f"Advised on {day(each.advised_on)}. " + (
                f"Answered on {day(each.replied_on)}." if each.replied_on
                else "Not answered yet.")))
        for use, each in _advised(known)
    )


@counts("inspect.advice-in-time")
def advice_in_time(known: Known) -> Counted:
    """Advice answered within the days after which silence is shown to everybody."""
    def took(matter: Matter) -> int:
        assert matter.advised_on is not None  # only matters with advice are asked
        return ((matter.replied_on or known.today) - matter.advised_on).days

    return split(
        (each.replied_on is not None and took(each) <= UNANSWERED_AFTER.days, _matter(
            use, each, f"{days(took(each))}{'' if each.replied_on else ' so far'}."))
        for use, each in _advised(known)
        if each.replied_on or took(each) > UNANSWERED_AFTER.days
    )


@counts("inspect.advice-waits")
def advice_waits(known: Known) -> Counted:
    """Advice that nobody has answered, and for how long the oldest has waited."""
    waits = [
        (use, each, (known.today - each.advised_on).days)
        for use, each in _advised(known) if not each.replied_on and each.advised_on
    ]
    waiting = tuple(
        _matter(use, each, f"Advice waited {days(count)}, unanswered.")
        for use, each, count in waits
    )
    answered = tuple(
        _matter(use, each, f"Answered on {day(each.replied_on)}.")
        for use, each in _advised(known) if each.replied_on
    )
    return Counted(
        found=waiting, rest=answered, days=max((count for *_rest, count in waits), default=0)
    )


@counts("inspect.dissent")
def dissent(known: Known) -> Counted:
    """Advice beside which a different view is kept."""
    return split(
        (each.dissent, _matter(
            use, each, "A different view is kept." if each.dissent else "None is on record."))
        for use, each in _advised(known)
    )


@counts("inspect.opinions-late")
def opinions_late(known: Known) -> Counted:
    """Matters whose opinions were due and are not closed."""
    return split(
        (not each.closed and each.deadline < known.today, _matter(
            use, each, f"Due on {day(each.deadline)}; {'closed' if each.closed else 'open'}."))
        for use, each in _matters(known)
    )


@counts("inspect.quorum")
def quorum(known: Known) -> Counted:
    """Bodies on which enough members sit."""
    return split(
        (each.sitting >= each.quorum, Record(
            ref="", title=each.name, place="body", key=each.id,
            words=f"{each.sitting} sit on it, and {each.quorum} are needed."))
        for each in known.bodies
    )


@counts("inspect.interests")
def interests(known: Known) -> Counted:
    """Bodies whose register of interests has an entry."""
    return split(
        (each.interests > 0, Record(
            ref="", title=each.name, place="body", key=each.id,
            words=f"{each.interests} on the register."))
        for each in known.bodies
    )


@counts("inspect.conditions-met")
def conditions_met(known: Known) -> Counted:
    """Conditions that somebody else checked and found met."""
    return split(
        (each.met, _condition(
            use, each, f"Met on {day(each.checked_on)}." if each.met
            else f"Not met; due on {day(each.due_on)}."))
        for use, each in _conditions(known)
    )


@counts("inspect.conditions-lapsed")
def conditions_lapsed(known: Known) -> Counted:
    """Conditions that were not met in time."""
    return split(
        (each.late, _condition(
            use, each, f"Due on {day(each.due_on)}" + (
                ", not met in time." if each.late else "; met, or not due yet.")))
        for use, each in _conditions(known)
    )


@counts("inspect.conditions-whole")
def conditions_whole(known: Known) -> Counted:
    """Conditions that can be checked: a test, an owner and a day."""
    return split(
        (each.tested and each.owned, _condition(
            use, each, "A test, an owner and a day." if each.tested and each.owned
            else "A test or an owner is missing."))
        for use, each in _conditions(known)
    )


@counts("inspect.held-to-conditions")
def held_to_conditions(known: Known) -> Counted:
    """What is in use is held to at least one condition."""
    return split(
        (bool(each.conditions), of(
            each, f"{len(each.conditions)} on record." if each.conditions else "None on record.",
            place="manage"))
        for each in known.uses if each.in_use
    )


@counts("inspect.review-dated")
def review_dated(known: Known) -> Counted:
    """What is in use or paused has a day by which it is looked at again."""
    return split(
        (each.review_on is not None, of(
            each, f"To be looked at by: {day(each.review_on)}.", place="manage"))
        for each in known.uses if each.status in REVIEWED_ON_TIME
    )


@counts("inspect.review-overdue")
def review_overdue(known: Known) -> Counted:
    """Reviews whose day has passed."""
    dated = [
        (each, each.review_on) for each in known.uses
        if each.status in REVIEWED_ON_TIME and each.review_on
    ]
    late = [(known.today - on).days for _use, on in dated if on < known.today]
    return split(
        ((on < known.today, of(each, f"Due on {day(on)}.", place="manage"))
         for each, on in dated), days=max(late, default=0),
    )


@counts("inspect.happened-open")
def happened_open(known: Known) -> Counted:
    """Something happened, and nobody has looked within the time for it."""
    return split(
        (each.open and each.look_by < known.today, of(
            use, f"{_kind(each)}, {day(each.on)}. " + (
                f"Open; look by {day(each.look_by)}." if each.open else "Looked at."),
            place="happened"))
        for use, each in _happenings(known)
    )


@counts("inspect.incidents")
def incidents(known: Known) -> Counted:
    """Alarms and upheld complaints that somebody looked at."""
    return split(
        (not each.open, of(
            use, f"{_kind(each)}, {day(each.on)}. {'Open.' if each.open else 'Looked at.'}",
            place="happened"))
        for use, each in _happenings(known) if each.kind in INCIDENTS
    )


@counts("inspect.pilots-over")
def pilots_over(known: Known) -> Counted:
    """Pilots that go on past the day on which they were to end."""
    def one(use: KnownUse) -> tuple[bool, Record]:
        ends = [each.ends_on for each in use.passings if each.newest and each.ends_on]
        on = max(ends, default=None)
        return bool(on and on < known.today), of(
            use, f"It was to end on: {day(on)}.", place="gates")

    return split(one(each) for each in known.uses if each.status is Status.TRIAL)


def _kind(happening: Happening) -> str:
    return KIND_NAMES[Kind(happening.kind)]


def _how(how: str) -> str:
    return {How.PASSED: "passed", How.OVERRIDDEN: "overridden"}.get(How(how), "left out")
