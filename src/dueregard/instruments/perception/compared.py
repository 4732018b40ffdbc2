"""What people think beside what is true: the gap of each technology in each wave, and its change.

Without this file a wave would be read by eye beside the one before, and luck taken for success.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.findings import weighted
from dueregard.findings.conclusions import Conclusion, conclude_difference, simultaneous
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.roles import fold
from dueregard.findings.survey import AGREE, BLANK, ODD, OFTEN, TRUST, USES, YES, load
from dueregard.findings.weighted import Answers
from dueregard.instruments.perception.actual import State, Truth
from dueregard.instruments.perception.questions import Meant, Question
from dueregard.instruments.perception.seen import Place, Seen

# Of fewer people than this nothing is said, and below the second figure only with a warning.
FEWEST, FEW = 10, 30
TOO_FEW = NotComputed(
    reason=f"Fewer than {FEWEST} people of this group answered, too few to say anything of it."
)
NOBODY = NotComputed(reason="Nobody was asked this in this wave.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A technology, or a statement of trust: its name and the questions about it."""

    key: str
    name: str
    uses: Question | None = None
    often: Question | None = None
    trust: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What people think of one technology in one wave, what is true, and how far apart they are.

    `yes` are those who think that it is used, `every` all who answered.
    """

    subject: Subject
    wave: str
    perceived: Estimate | NotComputed
    state: State | NotComputed
    gap: Estimate | NotComputed
    yes: Answers
    every: Answers

    @property
    def size(self) -> float:
        """How far belief is from the truth, either way; -1 where it is not known."""
        return abs(self.gap.value) if isinstance(self.gap, Estimate) else -1.0

    @property
    def used(self) -> bool | None:
        """Whether it is used."""
        return self.state.used if isinstance(self.state, State) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How the size of a gap, or an agreeing share, moved since the wave before."""

    subject: Subject
    wave: str
    before: str
    change: Estimate | NotComputed
    conclusion: Conclusion

    @property
    def closed(self) -> bool:
        """Whether it is shown to be smaller."""
        return (self.conclusion is Conclusion.SHOWN and isinstance(self.change, Estimate)
                and self.change.value < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Every gap, by wave, the largest of the newest wave first; every change; what was asked."""

    technologies: tuple[Subject, ...]
    statements: tuple[Subject, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]
    trust_changes: tuple[Change, ...]
    newest_wave: str
    level: float
    matters: float

    @property
    def newest(self) -> tuple[Gap, ...]:
        """The gaps of the newest wave, the largest first."""
        return tuple(each for each in self.gaps if each.wave == self.newest_wave)

    def older(self, wave: str) -> str:
        """The wave, where it is not the newest; figures of the newest stand without one."""
        return "" if wave == self.newest_wave else wave


def compare(
    found: Seen, *, its: Meant, truth: Truth, level: float, matters: float
) -> Compared:
    """Hold the answers beside what is true, and each wave beside the one before."""
    technologies, statements = _subjects(found, truth=truth)
    gaps = {
        (each.key, wave): _gap(each, wave=wave, found=found, truth=truth, level=level)
        for each in technologies for wave in found.waves
    }
    newest = found.waves[-1]
    order = sorted(technologies, key=lambda each: (-gaps[each.key, newest].size, each.name))
    pairs = list(zip(found.waves, found.waves[1:], strict=False))
    together = simultaneous(level=level, comparisons=sum(
        isinstance(gaps[each.key, wave].gap, Estimate) for each in technologies
        for wave in found.waves[1:]
    ))
    changes = [
        _change(gaps[each.key, before], gaps[each.key, after], found=found, level=together,
                matters=matters)
        for each in order if each.uses for before, after in pairs
    ]
    trust_level = simultaneous(level=level, comparisons=len(pairs) * len(statements))
    return Compared(
        technologies=tuple(order), statements=statements, newest_wave=newest, level=level,
        matters=matters, changes=tuple(changes),
        gaps=tuple(gaps[each.key, wave] for each in order for wave in reversed(found.waves)),
        trust_changes=tuple(
            _trust_change(each, before=before, after=after, found=found, level=trust_level,
                          matters=matters)
            for each in statements for before, after in pairs
        ),
    )


def answered(cells: Mapping[str, Answers]) -> Answers:
    """Everybody who gave an answer that is understood, "don't know" among them."""
    return sum(
        (each for said, each in cells.items() if said not in (BLANK, ODD)), Answers()
    )


def estimate(
    question: Question | None, said: str, *, place: Place, found: Seen, level: float
) -> Estimate | NotComputed:
    """The weighted share of those who answered that gave this answer."""
    cells = found.cells[question].get(place, {}) if question else {}
    every = answered(cells)
    if not every.people:
        return NOBODY
    if place.column and every.people < FEWEST:
        return TOO_FEW
    return weighted.share(cells.get(said, Answers()), every, level=level)


def _gap(
    subject: Subject, *, wave: str, found: Seen, truth: Truth, level: float
) -> Gap:
    perceived = estimate(subject.uses, YES, place=Place(wave=wave), found=found, level=level)
    state = truth.of(subject.key, wave=wave)
    cells = found.cells[subject.uses].get(Place(wave=wave), {}) if subject.uses else {}
    return Gap(
        subject=subject, wave=wave, perceived=perceived, state=state,
        gap=less(perceived, state),
        yes=cells.get(YES, Answers()), every=answered(cells),
    )


def less(
    perceived: Estimate | NotComputed, state: State | NotComputed
) -> Estimate | NotComputed:
    """What people think less what is true, 1 or 0; the truth has no range of its own."""
    if isinstance(perceived, NotComputed):
        return perceived
    if isinstance(state, NotComputed):
        return state
    true = 1.0 if state.used else 0.0
    return Estimate(value=perceived.value - true, low=perceived.low - true,
                    high=perceived.high - true, level=perceived.level, method=perceived.method)


def _wrong(gap: Gap, *, found: Seen, level: float) -> Estimate | NotComputed:
    """The share of people who do not have it right: the size of the gap, at this level."""
    made = estimate(gap.subject.uses, YES, place=Place(wave=gap.wave), found=found, level=level)
    if isinstance(made, NotComputed) or not gap.used:
        return made
    return Estimate(value=1 - made.value, low=1 - made.high, high=1 - made.low, level=level,
                    method=made.method)


def _change(before: Gap, after: Gap, *, found: Seen, level: float, matters: float) -> Change:
    moved: Estimate | NotComputed
    why = [each for each in (before.gap, after.gap) if isinstance(each, NotComputed)]
    if NOBODY in why:
        moved = NotComputed(reason="It was not asked in both waves, so they are not compared.")
    elif why:
        moved = why[0]
    else:
        moved = weighted.change(before=_wrong(before, found=found, level=level),
                                after=_wrong(after, found=found, level=level))
    return Change(subject=after.subject, wave=after.wave, before=before.wave, change=moved,
                  conclusion=conclude_difference(moved, margin=matters))


def _trust_change(
    subject: Subject, *, before: str, after: str, found: Seen, level: float, matters: float
) -> Change:
    one, other = (
        estimate(subject.trust, AGREE, place=Place(wave=wave), found=found, level=level)
        for wave in (before, after)
    )
    moved = weighted.change(before=one, after=other)
    if NOBODY in (one, other):
        moved = NotComputed(reason="It was not asked in both waves, so they are not compared.")
    return Change(subject=subject, wave=after, before=before, change=moved,
                  conclusion=conclude_difference(moved, margin=matters))


def _subjects(found: Seen, *, truth: Truth) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    about: dict[str, dict[str, Question]] = {}
    names: dict[str, str] = {}
    for each in found.questions:
        if each.kind == TRUST:
            continue
        name = truth.named(each.key)
        about.setdefault(fold(name), {})[each.kind] = each
        names.setdefault(fold(name), name)
    technologies = tuple(
        Subject(key=next(iter(own.values())).key, name=names[key], uses=own.get(USES),
                often=own.get(OFTEN))
        for key, own in about.items()
    )
    statements = tuple(
        Subject(key=each.key, name=load().statement(each.key), trust=each)
        for each in found.questions if each.kind == TRUST
    )
    return technologies, statements
