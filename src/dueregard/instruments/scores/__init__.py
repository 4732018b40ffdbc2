"""A score against what happened, by group: whether it means the same, and ranks as well.

Without this file a risk score could be praised for its average, while the same seven out of ten
means twice the risk in one group as in another.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.finding import Finding
from dueregard.findings.reading_tables import Table

Progress = Callable[[int, int, str], None]

_ALONE = ("observed_share", "auc", "expected_share", "observed_over_expected",
          "calibration_intercept", "calibration_slope", "brier")
_COMPARED = ("observed_share_ratio_at_same_score", "auc_difference")

ABOUT = About(
    name="scores",
    version="1",
    title="A tool's scores against what happened",
    question="Does the same score mean the same risk for every group of people?",
    lens="fairness",
    counting=True,
    asks=(
        Ask(name="score", asked=Asked.COLUMN, required=True,
            words="The tool's score, as a number.", example="score"),
        Ask(name="outcome", asked=Asked.CONDITION, required=True,
            words="What happened afterwards.", example="harmed_within_a_year"),
        Ask(name="group", asked=Asked.COLUMNS, required=True,
            words="The groups to compare; of several columns every crossing is measured too.",
            example="ethnicity,sex"),
        Ask(name="date", asked=Asked.COLUMN,
            words="When the score was given. Periods whose outcomes are not complete are then "
                  "found and left out.", example="assessed_on"),
        Ask(name="as", asked=Asked.CHOICE, choices=("probability", "percentage", "points"),
            words="What the score is. Without it, numbers between 0 and 1 are taken as "
                  "probabilities and others as points."),
        Ask(name="reference", asked=Asked.WORDS,
            words="The group to compare with. Without it, the largest.", example="White"),
        Ask(name="bands", asked=Asked.NUMBER,
            words="Into how many bands of equally many people scores are put. Without it, each "
                  "score by itself where there are at most 20, else 10 bands."),
        answers_of.COUNT, answers_of.MARGIN,
        Ask(name="auc_margin", asked=Asked.NUMBER, default=0.05,
            words="The difference in ranking (auc, from 0 to 1) up to which it is taken as too "
                  "small to matter."),
        answers_of.LEVEL,
    ),
    limits=(
        "Whether the outcome was recorded equally for every group. An arrest is not an offence, "
        "and what nobody looked for was not found.",
        "What would have happened to people whom the score itself led to be treated otherwise.",
        "Whether the score should be used at all, or where the line for acting should be. For "
        "the decisions made with it use 'decisions'.",
        "Why the groups differ.",
    ),
    example="dueregard measure scores examples/risk-scores.csv --score score "
            "--outcome harmed_within_a_year --group ethnicity,sex --date assessed_on",
    counts_people=frozenset({
        "cases", *_ALONE, "observed_share_by_period", "observed_share_difference",
        *(f"{each}{suffix}" for each in _COMPARED for suffix in ("", "_to_everyone_else")),
        *(f"{each}_{other}_rows" for each in ("auc", _COMPARED[0])
          for other in ("with_flagged", "without_jump")),
    }),
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure scores against outcomes, by each group and every crossing of the group columns.

    Formula: the ratio of observed shares among people of the same score (Mantel-Haenszel over
    scores); the share of pairs ranked rightly (auc) with DeLong's variance; for probabilities
    observed over expected, the slope and intercept of a logistic recalibration, and the Brier
    score. Stretches of days whose outcome is the same for everybody beyond chance are set aside
    first, and said. It tells whether a score means the same and ranks as well in each group. It
    cannot tell why, nor whether the outcome was recorded equally for all.
    Source: E. W. Steyerberg, Clinical Prediction Models (2019); E. R. DeLong et al. (1988).
    """
    from dueregard.instruments.scores.measuring import measured

    # `as` is a word of Python's own, so a caller writes `as_`.
    given = {key.removesuffix("_"): value for key, value in (options or {}).items()}
    return measured(table, about=ABOUT, chosen=answers_of.answers(ABOUT, given),
                    progress=progress or (lambda done, total, message: None))
