"""Whether who is stopped in a vehicle changes when it is too dark to see: the veil of darkness.

Without this file a force could be asked whom it stops, and never whether it matters that officers
see who drives.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import accounted, count
from dueregard.findings.finding import Caveat, Finding, Method, Verdict, VerdictCode
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.instruments.darkness import rows, words
from dueregard.instruments.darkness.compared import Compared, compare
from dueregard.instruments.darkness.meant import LOCAL, UTC, meant
from dueregard.instruments.darkness.seen import Seen, seen

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="darkness",
    version="1",
    title="Vehicle stops by daylight and in the dark",
    question="Are drivers of some groups stopped more often when it is light enough to see them?",
    lens="fairness",
    counting=True,
    asks=(
        Ask(name="group", asked=Asked.COLUMN, required=True, example="ethnicity",
            words="The groups to compare, as officers or drivers told them."),
        Ask(name="time", asked=Asked.COLUMN, required=True, example="stopped_at",
            words="When each vehicle was stopped: a day and a time, as clocks showed it."),
        Ask(name="lat", asked=Asked.COLUMN, required=True, example="latitude",
            words="How far north it was, in degrees of latitude."),
        Ask(name="lon", asked=Asked.COLUMN, required=True, example="longitude",
            words="How far east it was, in degrees of longitude, west being below nought."),
        Ask(name="date", asked=Asked.COLUMN, example="date",
            words="The column of days, where the time stands apart from its day."),
        Ask(name="clock", asked=Asked.CHOICE, choices=(LOCAL, UTC), default=LOCAL,
            words="What the times are: local, as clocks in the United Kingdom showed, or utc."),
        Ask(name="cluster", asked=Asked.COLUMN, example="officer",
            words="What makes stops go together, such as the officer or the place. Without it, "
                  "the day."),
        Ask(name="stratum", asked=Asked.COLUMN, example="area",
            words="A column to hold alike, such as the area."),
        Ask(name="reference", asked=Asked.WORDS, example="White",
            words="The group to compare with. Without it, the one stopped most."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "Stops by anything else than sight, such as a check of the number plate.",
        "Stops that are never near dusk, searches, and stops of people on foot.",
        "Whether a street is lit, or an officer knew the car.",
        "Whether stops are fair: no difference between light and dark does not show it.",
    ),
    example="dueregard measure darkness examples/vehicle-stops.csv --group ethnicity "
            "--time stopped_at --lat latitude --lon longitude --cluster officer --stratum area",
    counts_people=frozenset(rows.OF_PEOPLE),
    laws_not_kept={
        "merging": "The shares are of all stops, so those of two groups add up, and odds of two "
                   "groups together need not lie between theirs.",
    },
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure how the odds of each group among stopped drivers change from daylight to dark.

    Formula: logit of being of the group and not the reference = b·dark + natural spline of clock
    time + stratum, over stops at clock times between the earliest and the latest civil dusk, those
    between sunset and dusk left out; exp(b) with errors clustered. Below 1: fewer of the group in
    the dark. It cannot tell a veil from anything else that changes with darkness.
    Source: J. Grogger and G. Ridgeway, Journal of the American Statistical Association 101 (2006);
    E. Pierson et al., Nature Human Behaviour 4 (2020), for the twilight that is left out and the
    variant at the clock change.
    """
    say = progress or (lambda done, total, message: None)
    chosen = answers_of.answers(ABOUT, options or {})
    its = meant(table, chosen=chosen, about=ABOUT)
    say(0, 3, "Counting")
    counted = count(table, keys=its.keys)
    say(1, 3, "Working out when it was dark")
    events = seen(counted, its=its, clock=chosen["clock"])
    reference = _reference(events, asked=chosen["reference"] or "")
    unfit = words.unfit(events)
    say(2, 3, "Comparing")
    compared: tuple[Compared, ...] = () if unfit else compare(
        events.stops, groups=tuple(events.groups), reference=reference, chosen=chosen)
    said = Verdict(code=VerdictCode.NOT_FIT, sentence=unfit) if unfit else words.verdict(
        events, compared, reference=reference)
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question, verdict=said,
        rows=tuple(rows.rows(events, compared, heading=its.group, level=chosen["level"])),
        caveats=(*(Caveat(code="reading", sentence=note) for note in table.notes),
                 *words.caveats(events, compared, its=its)),
        data=accounted(counted, used=events.rows_used, gone=events.set_aside, summed=False),
        method=Method(
            name="veil of darkness",
            options={key: value for key, value in chosen.items() if value not in (None, "", ())}),
        headline=rows.LIGHT if unfit else rows.ODDS,
        method_words=() if unfit else words.method_words(
            its=its, chosen=chosen, reference=reference, events=events),
        repeat=words.repeat(chosen),
    )


def _reference(events: Seen, *, asked: str) -> str:
    """The group that was asked for, else the one stopped most; of two as large the first."""
    named = [each for each in events.groups if asked and fold(each) == fold(asked)]
    if asked and events.groups and not named:
        raise DueRegardError(
            f"No group is called '{asked}', so nothing can be compared with it. The groups are: "
            f"{', '.join(list(events.groups)[:30])}.")
    return named[0] if named else min(
        events.groups, key=lambda each: (-events.groups[each], each), default="")
