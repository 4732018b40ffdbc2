"""Next actions over every use of a force: what to work on first, in four kinds, and why.

Without this file each use would have its own list, and the loudest would be worked on first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dueregard.findings.wording import counted
from dueregard.weighing.arithmetic import rounded
from dueregard.weighing.constants import Constants, load
from dueregard.weighing.shapes import ActionKind
from dueregard.weighing.weighed import Action, Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class UseWeighed:
    """One use with its weighing's actions: since when they wait, and how deep it is looked at."""

    ref: str
    title: str
    actions: tuple[Action, ...]
    since: date
    tier: int = 3
    scrutiny: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """What a force says of itself: it touches an action by its lenses, its groups, or both."""

    title: str
    lenses: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An action at its place, and at the place it would have without the force's profile.

    `overdue_days` is above 0 where it has waited longer than the service level: it then goes before
    all that have not. `because` are the lines of the profile that touch it.
    """

    use: str
    title: str
    action: Action
    place: int
    place_without_profile: int
    waited_days: int
    overdue_days: int
    because: tuple[str, ...] = field(default=())

    def sentence(self) -> str:
        """Why it stands where it stands."""
        if self.overdue_days > 0:
            why = f"It has waited {counted(self.overdue_days, one='day')} longer than it should."
        elif self.action.gain is None:
            why = "A gate comes before what can be traded."
        else:
            effort = "" if self.action.effort_said else ", as nobody has said"
            why = (f"Gain {self.action.gain:.2g} for {self.action.effort:g} days of effort"
                   f"{effort}.")
        if self.because:
            why += (f" It counts for more because: {'; '.join(self.because)}. Without that it "
                    f"would be number {self.place_without_profile}.")
        return f"{self.title}: {self.action.title}. {why}"


def of(weighed: Weighed, *, ref: str, since: date, tier: int = 3) -> UseWeighed:
    """What ranking over the force needs of one weighing, so that the rest need not be kept."""
    return UseWeighed(
        ref=ref, title=weighed.proposal.title, actions=weighed.actions, since=since, tier=tier,
        scrutiny=rounded(weighed.worth_of_knowing_all + weighed.tail_harm),
    )


def rank(
    uses: Iterable[UseWeighed], *, today: date, profile: Sequence[ProfileLine] = (),
    using: Constants | None = None, kind: ActionKind | None = None,
) -> tuple[Ranked, ...]:
    """Every next action over all uses, the first to do first; of one kind where that is asked.

    What has waited longer than its service level comes first, the oldest first, so that nothing
    waits for ever. Then gates, the oldest first. Then gain for each day of effort. Each line of the
    force's profile that touches an action multiplies its gain by the same published factor once;
    the place without it always stands beside.
    """
    known = using or load()
    found = [
        (use, action, tuple(each.title for each in profile if _touches(each, action)))
        for use in uses for action in use.actions if kind in (None, action.kind)
    ]
    without = sorted(found, key=lambda each: _key(each[0], each[1], 0, today, known))
    places = {id(each[1]): place for place, each in enumerate(without, start=1)}
    ranked = sorted(found, key=lambda each: _key(each[0], each[1], len(each[2]), today, known))
    return tuple(
        Ranked(
            use=use.ref, title=use.title, action=action, place=place,
            place_without_profile=places[id(action)], waited_days=(today - use.since).days,
            overdue_days=_overdue(use, today, known), because=because,
        )
        for place, (use, action, because) in enumerate(ranked, start=1)
    )


def queue(uses: Iterable[UseWeighed], *, today: date,
          using: Constants | None = None) -> tuple[UseWeighed, ...]:
    """Proposals in the order in which to look at them: overdue, then what scrutiny is worth.

    Formula: the worth of knowing everything, and the harm in the worst 5%. The first to come goes
    first where they are even.
    """
    known = using or load()
    return tuple(sorted(uses, key=lambda each: (
        -max(0, _overdue(each, today, known)), -each.scrutiny, each.since, each.ref)))


def _key(
    use: UseWeighed, action: Action, lines: int, today: date, known: Constants
) -> tuple[int, int, float, date, str, str]:
    overdue = _overdue(use, today, known)
    if overdue > 0:
        return (0, -overdue, 0.0, use.since, use.ref, action.key)
    if action.gain is None:
        return (1, 0, 0.0, use.since, use.ref, action.key)
    gain = (action.per_day or 0.0) * known.profile.base**lines
    return (2, 0, -gain, use.since, use.ref, action.key)


def _overdue(use: UseWeighed, today: date, known: Constants) -> int:
    """By how many days it has waited too long; a depth that nobody has said is the deepest."""
    level = known.service_days.get(use.tier, min(known.service_days.values()))
    return (today - use.since).days - level


def _touches(line: ProfileLine, action: Action) -> bool:
    if not (line.lenses or line.groups):
        return False
    by_lens = not line.lenses or bool(set(line.lenses) & set(action.lenses))
    by_group = not line.groups or bool(set(line.groups) & set(action.groups))
    return by_lens and by_group
