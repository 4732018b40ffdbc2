"""What may be kept as a forecast, when it may be scored, and how few are too few to learn from.

Without this file a forecast could be made when the answer was known, or the outcome could be one
that nobody can look up.
"""

import math
from datetime import date

from dueregard.answers import Answer, No, Yes
from dueregard.weighing.learning import Score

# Below this many nothing is said of a role: chance alone would decide it.
ENOUGH = 10
CERTAIN = "A chance of 0 or 1 leaves no room to be wrong. Give one in between, such as 0.02."


def may_make(
    *, what: str, chance: float | None, low: float | None, high: float | None, due_on: date,
    today: date,
) -> Answer:
    """Whether something is a forecast: a chance or a range, of something that is yet to come."""
    if not what.strip():
        return No("Say what you expect, so that somebody else can tell whether it came.",
                  "what-missing")
    if chance is None and low is None and high is None:
        return No("Give a chance, or a range, or both.", "nothing-given")
    if chance is not None and not 0 < chance < 1:
        return No(CERTAIN, "chance-certain")
    if (low is None) != (high is None):
        return No("Give both ends of the range.", "range-half")
    if low is not None and high is not None:
        if not (math.isfinite(low) and math.isfinite(high)):
            return No("Give the range in figures.", "range-wrong")
        if low >= high:
            return No("The range is upside down: its low end must be below its high end.",
                      "range-upside-down")
    if due_on <= today:
        return No("Choose a day that is still to come: otherwise it is no forecast.", "day-past")
    return Yes()


def may_score(
    *, known: bool, wants_happened: bool, wants_figure: bool, happened: bool | None,
    came_to: float | None, known_on: date, made_on: date, source: str, today: date,
) -> Answer:
    """Whether an outcome can be kept: once, with where it is known from, and after the forecast."""
    if known:
        return No("What came of it is kept already, and stays.", "known-already")
    if wants_happened and happened is None:
        return No("Say whether it happened.", "happened-missing")
    if wants_figure and (came_to is None or not math.isfinite(came_to)):
        return No("Give the figure that it came to.", "figure-missing")
    if not source.strip():
        return No("Say where this is known from, so that it can be looked up.", "source-missing")
    if known_on > today:
        return No("That day is yet to come.", "day-to-come")
    if known_on <= made_on:
        return No("It was known on the day of the forecast or before, so it was no forecast.",
                  "too-late")
    return Yes()


def may_give_up(*, closed: bool, why: str) -> Answer:
    """Whether a forecast may be left unscored: with the reason why nobody can ever know."""
    if closed:
        return No("What came of it is kept already, and stays.", "known-already")
    if not why.strip():
        return No("Say why nobody can ever know. For example: this option was not taken.",
                  "why-missing")
    return Yes()


def range_words(score: Score) -> str:
    """What a role's ranges say, with how sure that is; nothing is concluded from too few."""
    if not score.ranges:
        return "No range is known yet."
    said = f"{score.held} of {score.ranges} ranges held what came. 9 in 10 are meant to."
    assert score.coverage is not None
    low, high = score.coverage
    said += f" The true share is likely between {low:.0%} and {high:.0%}."
    if score.ranges < ENOUGH:
        return f"{said} Too few to tell: {score.ranges}."
    return f"{said} {_learn(low, high)}"


def _learn(low: float, high: float) -> str:
    if high < 0.9:
        return "Too sure: give wider ranges."
    if low > 0.9:
        return "Not sure enough: narrower ranges would do."
    return "That fits."


def chance_words(score: Score) -> str:
    """What a role's chances say, beside what always saying the same share would have got."""
    if score.brier is None or score.guessing is None:
        return "No chance is known yet."
    said = (f"{score.chances} {'chance' if score.chances == 1 else 'chances'}: the mean squared "
            f"miss (Brier score) is {score.brier:.2f}. 0 is perfect.")
    if score.chances < ENOUGH:
        return f"{said} Too few to tell: {score.chances}."
    better = "better than" if score.brier < score.guessing else "no better than"
    return f"{said} That is {better} saying the same share each time ({score.guessing:.2f})."
