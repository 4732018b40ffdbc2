"""A forecast of places held against what happened there, and on whom its extra policing falls.

Without this file a map could be bought for the crime that it catches, and nobody would have
counted whose streets it sends patrols to.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.finding import Finding
from dueregard.findings.reading_tables import Table
from dueregard.instruments.places.columns import FORECAST

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="places",
    version="1",
    title="A forecast of places against what happened there",
    question="Does this forecast of places find crime, and on whom does the extra policing fall?",
    lens="fairness",
    columns=FORECAST,
    ask_first=True,
    asks=(
        Ask(name="cells", asked=Asked.FILE, required=True, example="forecast-cells.csv",
            words="Every cell there is and what happened in it: cell; day, where the forecast has "
                  "days; reported and discovered (how many crimes the public reported, and how "
                  "many officers found); x and y, for a map; area, where cells differ."),
        Ask(name="population", asked=Asked.FILE, example="forecast-population.csv",
            words="Who lives in each cell: cell, the group, and count; or a column for each "
                  "group."),
        Ask(name="group", asked=Asked.WORDS, example="ethnicity",
            words="The column of the population that says which group people belong to."),
        Ask(name="reference", asked=Asked.WORDS, example="White",
            words="The group to compare with. Without it, the largest."),
        Ask(name="top", asked=Asked.NUMBER, example="20",
            words="With scores: how many cells of the highest score were predicted on each day."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "Whether patrols prevented anything. A crime in a predicted cell was not stopped by the "
        "prediction; for that, cells are drawn by lot.",
        "Who met a patrol. Residents are counted where they live, and others pass through.",
        "Crime that nobody reported and no officer found. What is reported less is predicted less.",
        "What patrols did there: for stops and searches use 'rates' and 'outcomes'.",
        "What the forecast does to its own data: for that use 'feedback'.",
    ),
    example="dueregard measure places examples/forecast.csv --cells examples/forecast-cells.csv "
            "--population examples/forecast-population.csv --group ethnicity",
    counts_people=frozenset({"patrol_days_per_resident", "patrol_days_per_1000_residents"}),
    laws_not_kept={
        "renaming": "Groups are named in the count of people and not in the forecast. Its own "
                    "tests rename them there.",
        "equal-groups": "Groups are in the count of people and not in the forecast. Its own tests "
                        "make two equal there.",
        "merging": "Groups are in the count of people and not in the forecast. Its own tests "
                   "merge two there.",
    },
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure a forecast with a row a predicted cell (or a cell and its score) and day.

    Formula: the hit rate Σ m·x/Σ x of marks m and crimes x; the accuracy index PAI, hit rate over
    the share of area marked, and the efficiency index PEI, caught over what marks of the same
    area could have caught knowing all; alikeness of marks from day to day (Jaccard); Gini's index
    of patrol-days; for each group Σ d·n/Σ n, the patrol-days d in the cell of the average
    resident n, and its ratio to the reference, with the linearised range in which cells (and
    patches of neighbouring cells) were chosen and not people. Reported and discovered crime are
    never added up. It tells what was caught and whose streets were patrolled. It cannot tell what
    patrols prevented or did.
    Source: S. Chainey, L. Tompson and S. Uhlig, Security Journal 21 (2008); J. M. Hunt (2016);
    K. Lum and W. Isaac, Significance 13 (2016); W. G. Cochran, Sampling Techniques (1977), 6.3.
    """
    from dueregard.instruments.places.measuring import measured

    # Which heading holds what is told beside the asks, as for every instrument with roles.
    given = dict(options or {})
    headings = given.pop("columns", None) or {}
    return measured(table, about=ABOUT, chosen=answers_of.answers(ABOUT, given),
                    headings=headings,
                    progress=progress or (lambda done, total, message: None))
