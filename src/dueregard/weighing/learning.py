"""Forecasts held against what happened: how sure each role should be from now on.

Without this file everybody would go on being as sure as before.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.answers import Answer, No, Yes
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import wilson
from dueregard.weighing import arithmetic, draws
from dueregard.weighing.constants import Constants
from dueregard.weighing.shapes import Effect, Proposal, Span

MEANT = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What a weighing rests on, as a forecast: a chance, and a 90% range of the size in a year.

    `by` is the name of a panelist as the proposal has it; blank for what was said in words.
    """

    effect: str
    by: str
    chance: float
    size: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What somebody in a role expected on a day: a chance that it happens, or a 90% range, or both.

    `happened` and `came_to` are what is known at the review; None is not known yet.
    """

    id: str
    role: str
    made_on: date
    due_on: date
    chance: float | None = None
    span: Span | None = None
    happened: bool | None = None
    came_to: float | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one role's forecasts did. `held` of `ranges` held what came; they were meant to 90%.

    `brier` is the mean squared miss of chances: 0 is perfect, 0.25 is what always saying one half
    gets. `guessing` is what always saying the share that happened would have got.
    """

    role: str
    ranges: int
    held: int
    coverage: tuple[float, float] | None
    chances: int
    brier: float | None
    guessing: float | None
    open: int

    def sentence(self) -> str:
        """What the role should learn, in words; nothing is concluded from too few."""
        if not self.ranges and not self.chances:
            return f"{self.role}: nothing that was forecast is known yet ({self.open} open)."
        said = []
        if self.ranges:
            said.append(f"{self.held} of {self.ranges} ranges held what came; "
                        f"{MEANT * self.ranges:.1f} were meant to. {self._sure()}")
        if self.brier is not None and self.guessing is not None:
            better = "better than" if self.brier < self.guessing else "no better than"
            said.append(f"Of {self.chances} chances the mean squared miss is {self.brier:.2f}, "
                        f"{better} saying the same share each time ({self.guessing:.2f}).")
        return f"{self.role}: {' '.join(said)}"

    def _sure(self) -> str:
        assert self.coverage is not None
        low, high = self.coverage
        if high < MEANT:
            return "Too sure: give wider ranges."
        if low > MEANT:
            return "Not sure enough: narrower ranges would do."
        return "That fits, as far as so few can tell."


def foretold(proposal: Proposal, constants: Constants) -> tuple[Foretold, ...]:
    """Every effect that was given a chance and a size, as forecasts that can be scored later.

    Of a panel each member's range of the last round that is whole; else the words as ranges.
    A chance that was given as a range is taken at the middle of its log odds, where half of the
    draws lie. Sizes that are a number of people times what happens to each are one range: middles
    and widths of logarithms add, the widths as squares. What nobody said foretells nothing.
    """
    found: list[Foretold] = []
    for effect in proposal.effects:
        if effect.estimates:
            found += _of_panel(effect, proposal.panel)
            continue
        read = draws.read(effect, proposal=proposal, constants=constants)
        if read.chance is not None and read.sizes:
            found.append(Foretold(effect=effect.id, by="", chance=_middle(read.chance),
                                  size=_product(read.sizes)))
    return tuple(found)


def _of_panel(effect: Effect, panel: Sequence[str]) -> list[Foretold]:
    for turn in (2, 1):
        given = [each for each in effect.estimates if each.round == turn]
        if panel and {each.by for each in given} >= set(panel):
            return [Foretold(effect=effect.id, by=each.by, chance=_middle(each.chance),
                             size=each.size) for each in given]
    return []


def _middle(chance: Span) -> float:
    odds = (arithmetic.log_odds(chance.low) + arithmetic.log_odds(chance.high)) / 2
    return arithmetic.rounded(1 / (1 + math.exp(-odds)), figures=3)


def _product(sizes: Sequence[Span]) -> Span:
    middle = sum((math.log(each.low) + math.log(each.high)) / 2 for each in sizes)
    half = math.sqrt(sum(((math.log(each.high) - math.log(each.low)) / 2) ** 2 for each in sizes))
    return Span(arithmetic.rounded(math.exp(middle - half), figures=3),
                arithmetic.rounded(math.exp(middle + half), figures=3))


def may_score(forecast: Forecast) -> Answer:
    """Whether a forecast can be scored: one made before what happened was known, and now known."""
    if forecast.known_on is None or (forecast.happened is None and forecast.came_to is None):
        return No("What happened is not known yet.", "not-known")
    if forecast.made_on >= forecast.known_on:
        return No("It was made when what happened was known, so it is no forecast.", "too-late")
    return Yes()


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean of (chance - what happened)², with 1 for happened and 0 for not.

    Source: G. W. Brier, Monthly Weather Review 78 (1950), 1-3. Lower is better. It cannot tell
    skill from easy questions: compare it with `Score.guessing`.

    >>> round(brier([(0.9, True), (0.2, False)]), 3)
    0.025
    """
    return sum((chance - happened) ** 2 for chance, happened in pairs) / len(pairs)


def scores(forecasts: Iterable[Forecast]) -> tuple[Score, ...]:
    """One score a role, by name: never one a person, so that nobody hedges to look good."""
    by_role: dict[str, list[Forecast]] = {}
    for each in forecasts:
        by_role.setdefault(each.role, []).append(each)
    return tuple(_score(role, by_role[role]) for role in sorted(by_role))


def due(forecasts: Iterable[Forecast], *, today: date) -> tuple[Forecast, ...]:
    """The forecasts whose day has come and of which nobody has said what happened, oldest first."""
    return tuple(sorted(
        (each for each in forecasts if each.due_on <= today and not may_score(each)
         and each.known_on is None),
        key=lambda each: (each.due_on, each.id)))


def _score(role: str, forecasts: Sequence[Forecast]) -> Score:
    known = [each for each in forecasts if may_score(each)]
    ranged = [(each.span, each.came_to) for each in known
              if each.span is not None and each.came_to is not None]
    held = sum(span.low <= came <= span.high for span, came in ranged)
    pairs = [(each.chance, each.happened) for each in known
             if each.chance is not None and each.happened is not None]
    found = wilson(events=held, trials=len(ranged)) if ranged else None
    often = sum(happened for _, happened in pairs) / len(pairs) if pairs else 0.0
    return Score(
        role=role, ranges=len(ranged), held=held,
        coverage=None if found is None or isinstance(found, NotComputed)
        else (found.low, found.high),
        chances=len(pairs), brier=brier(pairs) if pairs else None,
        guessing=brier([(often, happened) for _, happened in pairs]) if pairs else None,
        open=len(forecasts) - len(known),
    )
