"""Where one use stands in the cycle: what is done at each step and what comes next.

Without it an owner would have to open four pages to find out what is asked of them now.
"""

from dataclasses import dataclass

from dueregard.answers import No
from dueregard.identify.points import queries as points
from dueregard.identify.points import rules as point_rules
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.lenses import bank as banks
from dueregard.lenses.facts import FactType
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.rules import State as MatterState
from dueregard.manage.conditions import queries as conditions
from dueregard.prioritise.assessment import queries as assessments
from dueregard.prioritise.assessment.rules import State as RoundState
from dueregard.report.publication import queries as publications

# Nobody is asked to screen or weigh what was stopped, refused or never begun.
ENDED = frozenset({Status.STOPPED, Status.REFUSED, Status.NOT_USED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the cycle for one use. `link` names the page where `next` is done."""

    key: str
    done: bool
    so_far: str
    next: str
    link: str


def steps(ref: str) -> tuple[Step, ...]:
    """The four steps of the cycle for one use, with what is done and what is next at each."""
    return steps_of(register.sheet(ref))


def steps_of(use: UseSheet) -> tuple[Step, ...]:
    """The same for a use that is already in hand."""
    if use.status in ENDED:
        return (*(_resting(key) for key in ("identify", "prioritise", "manage")), _report(use))
    return (_identify(use), _prioritise(use), _manage(use), _report(use))


def next_step(ref: str) -> Step | None:
    """The first step that is not done; None when the circle is closed until the next review."""
    return next((each for each in steps(ref) if not each.done), None)


def unanswered(ref: str) -> int:
    """How many of the screening's questions nobody has answered yet."""
    known = register.facts(ref)
    asked = (each for each in banks.load().register if each.type is FactType.YES_NO)
    return sum(not known.get(each.key) for each in asked)


def _asked() -> int:
    return sum(each.type is FactType.YES_NO for each in banks.load().register)


def _resting(key: str) -> Step:
    return Step(key=key, done=True, link=key, next="",
                so_far="Nothing is asked while it is not in use.")


def _identify(use: UseSheet) -> Step:
    left = unanswered(use.ref)
    if left:
        begun = left < _asked()
        return Step(
            key="identify", done=False, link="use-screen",
            so_far=(f"{_n(left, 'screening question')} left." if begun else "Not screened yet.")
            + " Until then it is treated as the most serious kind.",
            next=f"Answer {_n(left, 'screening question')}.",
        )
    counts = points.counts(use.ref)
    so_far = f"{_n(counts.accepted, 'point')} said to apply."
    if not counts.all:
        return Step(key="identify", done=False, link="identify", so_far="Screened.",
                    next="See what its facts raise.")
    if counts.to_look_at:
        return Step(key="identify", done=False, link="identify", so_far=so_far,
                    next=f"Look at {_n(counts.to_look_at, 'point')}.")
    answer = point_rules.may_leave(counts)
    if isinstance(answer, No):
        return Step(key="identify", done=False, link="identify", so_far=so_far,
                    next=answer.reason)
    return Step(key="identify", done=True, link="identify", so_far=so_far, next="")


def _prioritise(use: UseSheet) -> Step:
    rounds = assessments.rounds(use.ref)
    if not rounds:
        return Step(key="prioritise", done=False, link="prioritise", so_far="Not assessed yet.",
                    next="Open an assessment.")
    if rounds[0].state is RoundState.SETTLED:
        return Step(key="prioritise", done=True, link="prioritise",
                    so_far=f"Round {rounds[0].round} is settled.", next="")
    missing = assessments.gaps(use.ref)
    return Step(
        key="prioritise", done=False, link="prioritise",
        so_far=f"Round {rounds[0].round} is open; {_n(len(missing), 'thing')} missing.",
        next=missing[0].text if missing else "Settle it.",
    )


def _manage(use: UseSheet) -> Step:
    matters = committee.by_use(use.ref)
    still = [each for each in conditions.by_use(use.ref) if not each.met]
    if any(each.overdue for each in still):
        return Step(key="manage", done=False, link="manage",
                    so_far="A condition was not met in time.", next="Say what was done about it.")
    if not matters:
        return Step(key="manage", done=False, link="manage", so_far="Nothing is decided yet.",
                    next="Put it to the ethics committee.")
    newest = matters[0]
    if newest.state is not MatterState.DECIDED:
        return Step(key="manage", done=False, link="manage",
                    so_far="It is before the ethics committee.",
                    next="Wait for the committee and the decision.")
    so_far = "Decided."
    if still:
        so_far = f"Decided; {_n(len(still), 'condition')} to meet."
        return Step(key="manage", done=False, link="manage", so_far=so_far,
                    next=f"Meet {_n(len(still), 'condition')}.")
    return Step(key="manage", done=True, link="manage", so_far=so_far, next="")


def _report(use: UseSheet) -> Step:
    published = publications.published(use.ref)
    if published is not None:
        return Step(key="report", done=True, link="report",
                    so_far=f"Version {published.version} is public.", next="")
    so_far = "The public cannot read about it yet."
    urgent = " It is in use already." if use.status in IN_USE else ""
    return Step(key="report", done=False, link="report", so_far=so_far + urgent,
                next="Put its public record forward.")


def _n(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
