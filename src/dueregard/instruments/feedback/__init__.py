"""What a forecast does to its own data: patrols find crime, and what they find sends patrols.

Without this file the loop would be an argument in a committee, and nobody could say whether it
turns in a month or in a century, or what would stop it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.finding import Finding
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import ColumnRole, Kind

Progress = Callable[[int, int, str], None]

SEED, RUNS, DAYS = 1, 2_000, 365
COLUMNS: tuple[ColumnRole, ...] = (
    ColumnRole(role="area", kind=Kind.TEXT, required=True,
               also=("place", "ward", "beat", "district", "neighbourhood", "cell", "square"),
               words="The area: a beat, a ward or a square."),
    ColumnRole(role="reported", kind=Kind.NUMBER,
               also=("crimes_reported", "reported_crimes", "reported_crime", "crimes"),
               words="Crimes that the public reported there in the time counted."),
    ColumnRole(role="discovered", kind=Kind.NUMBER,
               also=("crimes_discovered", "discovered_crimes", "discovered_crime", "found",
                     "arrests", "stops"),
               words="Crimes that officers found there in the time counted."),
    ColumnRole(role="patrol_days", kind=Kind.NUMBER, also=("patrols", "patrol", "visits"),
               words="Patrol-days spent there in the time counted. Without it, patrols are "
                     "supposed to have gone by the share of all that was counted."),
    ColumnRole(role="rate", kind=Kind.NUMBER, also=("found_in_a_day", "true_rate"),
               words="What a patrol would find there in a day, where that is known otherwise, such "
                     "as from a survey."),
    ColumnRole(role="reporting", kind=Kind.NUMBER,
               also=("share_reported", "reporting_rate"),
               words="The share of crime there that is reported, from 0 to 1, such as from a "
                     "survey of victims."),
)
ABOUT = About(
    name="feedback",
    version="1",
    title="What a forecast does to its own data",
    question="If what officers find decides where they are sent next, where does that lead?",
    lens="fairness",
    columns=COLUMNS,
    ask_first=True,
    asks=(
        Ask(name="days", asked=Asked.NUMBER, default=DAYS,
            words="How many days ahead to look."),
        Ask(name="discovered", asked=Asked.NUMBER, default=1.0,
            words="How much a crime that officers found counts in the forecast: 1 fully, 0.5 half, "
                  "0 not at all."),
        Ask(name="reported", asked=Asked.NUMBER, default=1.0,
            words="How much a crime that the public reported counts in the forecast: 1 fully, 0 "
                  "not at all."),
        Ask(name="correct", asked=Asked.FLAG, default=False,
            words="Show as well what becomes of it if finds are corrected for how often somebody "
                  "was sent there."),
        Ask(name="forget", asked=Asked.NUMBER, default=0.0,
            words="The share of all it has counted that the forecast forgets each day, such as "
                  "0.01."),
        Ask(name="period", asked=Asked.NUMBER, default=DAYS,
            words="How many days the counts in the file are of."),
        Ask(name="runs", asked=Asked.NUMBER, default=RUNS,
            words="How often the future is drawn."),
        Ask(name="seed", asked=Asked.NUMBER, default=SEED,
            words="The number that the drawing begins with. The same number gives the same "
                  "figures."),
    ),
    limits=(
        "What will happen. It is a model with one patrol that goes to one area a day, and shows "
        "what the loop by itself would do.",
        "Whether the forecast in use works like this urn. Most weigh recent crime more: see "
        "--forget.",
        "Crime that a patrol prevents. Here a patrol only finds.",
        "What is truly there: reports show it only where people report alike. Give 'reporting' "
        "where a survey tells.",
        "On whom patrols fall: for that use 'places'.",
    ),
    example="dueregard measure feedback examples/loop-counts.csv --period 91 --correct",
    counts_people=frozenset(),
    laws_not_kept={
        "renaming": "Areas that are alike to the last count are drawn in the order of their names, "
                    "so a new name may change which of them chance favours.",
        "doubling": "Twice the counts are a town with twice the crime, and its loop turns faster.",
        "merging": "It gives shares of a whole, and those of two areas add up when they are "
                   "merged.",
    },
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Say where an urn of areas leads, from counts with a row an area.

    Formula: each day one area is visited, by its share of the counts; what is found there is
    added to its count, and what is reported anywhere to its own. The share in the end is solved
    (see findings.urn.limit), the share after so many days drawn again and again from a fixed
    seed, and with it how often the area that is first today is first then. The correction counts
    a find with a chance that falls with how often the area is visited. It tells what the loop
    does by itself. It cannot tell what patrols prevent, nor what is truly there.
    Source: D. Ensign and others, Runaway Feedback Loops in Predictive Policing, FAT* (2018);
    N.-J. Akpinar, M. De-Arteaga and A. Chouldechova, FAccT (2021), on unequal reporting.
    """
    from dueregard.instruments.feedback.measuring import measured

    given = dict(options or {})
    headings = given.pop("columns", None) or {}
    return measured(table, about=ABOUT, chosen=answers_of.answers(ABOUT, given),
                    headings=headings,
                    progress=progress or (lambda done, total, message: None))
