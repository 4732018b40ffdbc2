"""A live system watched while it runs: an alarm that stays honest however often one looks.

Without this file a force would look at its false alerts every night with a test made for one
look, and either ring falsely in the end or stop looking.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.finding import Finding
from dueregard.findings.reading_tables import Table

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="watch",
    version="1",
    title="A live system watched over time",
    question="Has this system, while it runs, begun to fall on one group more, or to err more "
             "than agreed?",
    lens="fairness",
    asks=(
        Ask(name="group", asked=Asked.COLUMN, example="ethnicity",
            words="The column that says which group of people an alert was about."),
        Ask(name="of", asked=Asked.WORDS, example="Black", words="The group to watch."),
        Ask(name="exposure", asked=Asked.NUMBER, example="0.30",
            words="The share of those scanned who are of that group, such as 0.30. The alarm is "
                  "for a share of alerts that this does not explain."),
        Ask(name="versus", asked=Asked.WORDS, example="White",
            words="Instead of an exposure: the group to compare with. The alarm is for a share "
                  "of wrong alerts that differs between the two."),
        Ask(name="limit", asked=Asked.NUMBER, example="0.001",
            words="Instead of either: the highest rate agreed, such as 0.001 for one in a "
                  "thousand. The alarm is for a rate above it."),
        Ask(name="events", asked=Asked.CONDITION, example="outcome=false",
            words="Which rows are the events to watch. Without it, every row is."),
        Ask(name="count", asked=Asked.COLUMN, example="false_confirmed",
            words="With --limit: a column that says how many events a row stands for."),
        Ask(name="per", asked=Asked.COLUMN, example="faces_seen",
            words="With --limit: the column of what the rate is per, such as faces seen. Without "
                  "it, per row."),
        Ask(name="date", asked=Asked.COLUMN, example="date",
            words="When it was. Rows are put in order by it; without it they are taken in the "
                  "order of the file."),
        Ask(name="state", asked=Asked.STATE,
            words="Where the watch is kept from run to run, such as watch.json. A nightly run "
                  "takes it up and adds what is new. It needs --date."),
        answers_of.MARGIN, answers_of.FALSE_ALARMS,
    ),
    limits=(
        "Why the system does so. An alarm is a reason to review it, not a finding of fault.",
        "Whether the exposure is right: nobody publishes who was scanned. Try the alternatives, "
        "and see break-even in 'deployments'.",
        "Who was missed: a log of alerts holds nobody who walked past without one.",
        "Alerts are taken as separate. One person alerted on again and again makes an alarm more "
        "likely than the level says.",
        "A change that comes late is seen late: the evidence gathers from the beginning.",
    ),
    example="dueregard measure watch examples/lfr-alerts.csv --group ethnicity --of Black "
            "--exposure 0.30 --events outcome=false --date date",
    # Alerts of a tool are counted, and its errors: no people with something to hide.
    counts_people=frozenset(),
    laws_not_kept={
        "shuffling": "A stream has an order: another order is another stream, and an alarm may "
                     "come sooner or later.",
        "doubling": "A stream seen twice is twice the evidence, so an alarm may come.",
        "merging": "It watches one group and does not compare all groups with one another.",
        "equal-groups": "It watches one group against an exposure that is given.",
    },
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Watch a stream with one row an alert, in its order, and say whether an alarm has sounded.

    Formula: the evidence after each row (an e-process: a mixture likelihood over that of the
    claim), and an alarm where it first reaches 1/level. If the claim is true, the chance of an
    alarm ever, at whatever looks, is at most the level. The claim is that the group's share is
    the exposure, that a rate is at most a limit, or that two groups have one share of wrong
    alerts. With a state, the counts go on from where the last run left them. It cannot tell why,
    nor whether the exposure is right.
    Source: J. Ville (1939); A. Ramdas, P. Grünwald, V. Vovk and G. Shafer, Statistical Science 38
    (2023).
    """
    from dueregard.instruments.watch.watching import watched

    chosen = answers_of.answers(ABOUT, options or {})
    return watched(table, about=ABOUT, chosen=chosen,
                   say=progress or (lambda done, total, message: None))
