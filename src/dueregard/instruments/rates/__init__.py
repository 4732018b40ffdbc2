"""How often something happens to each group, for every 1,000 people of the group who live there.

Without this file 'most searches are of White people' and 'Black people are searched most' could
both be said of one force, and a committee could not see that both are true.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dueregard.findings import asked as answers_of
from dueregard.findings import populations
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import CountTable, accounted, count, weighted
from dueregard.findings.finding import (
    Caveat,
    Finding,
    Method,
    Row,
    SetAside,
    Verdict,
    VerdictCode,
)
from dueregard.findings.reading_tables import Table
from dueregard.instruments.rates import judging, places, rows, words
from dueregard.instruments.rates.benchmarks import Population, load, place_key
from dueregard.instruments.rates.compared import Compared, check_reference, compare
from dueregard.instruments.rates.meant import Meant, meant
from dueregard.instruments.rates.names import EVENTS, SEARCHES
from dueregard.instruments.rates.periods import period
from dueregard.instruments.rates.seen import Seen, Values, seen, values
from dueregard.instruments.rates.verdicts import verdict

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="rates",
    version="1",
    title="Events for each head of population",
    question="Does this happen more often to some groups, for the number of people they are?",
    lens="fairness",
    counting=True,
    asks=(
        Ask(name="group", asked=Asked.COLUMNS, required=True, example="ethnicity",
            words="The groups to compare. Several columns are measured side by side. A file from "
                  "data.police.uk needs none."),
        Ask(name="population", asked=Asked.TABLES, example="census-2021-forces",
            words="Who lives there, by group: a file, or a census that comes with this software. "
                  "Give several to see whether the answer depends on it."),
        Ask(name="population_count", asked=Asked.WORDS, example="count",
            words="The column of the population that says how many people there are."),
        Ask(name="area", asked=Asked.WORDS, example="Avon and Somerset",
            words="The area to take from the population, where it has several."),
        Ask(name="stratum", asked=Asked.COLUMN, example="area",
            words="A column to compare within, such as an area, that the population has too."),
        Ask(name="events", asked=Asked.COLUMN, example="stops",
            words="A column that says how many events a row stands for, where the file holds "
                  "counts."),
        Ask(name="reference", asked=Asked.WORDS, example="White",
            words="The group to compare with. Without it, the one of most people."),
        Ask(name="unknown", asked=Asked.WORDS, example="Not stated",
            words="Words that mean that nobody knows the group, beside the usual ones."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "Who was on the street. Residents are counted where they live, and not where they were.",
        "How many different people there were: one person may have many events.",
        "Why the groups differ, and whether any single event was right.",
        "How the group would have been recorded by somebody else.",
    ),
    example="dueregard measure rates examples/stop-and-search/2026-*-fenmarch-stop-and-search.csv "
            "--population examples/stop-and-search/fenmarch-population.csv",
    counts_people=frozenset({
        rows.RATE, rows.OF_EVENTS, *rows.COMPARED, places.WITHIN, places.TYPICAL, places.SHRUNK,
    }),
    laws_not_kept={
        "renaming": "The groups must be called as in the count of people, so who renames them in "
                    "one place alone leaves them without people. Its own tests rename both.",
        "merging": "Merged groups need merged people beside them. Its own tests merge both.",
        "doubling": "Twice the events among the same people are twice the rate. Its own tests "
                    "double both.",
    },
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure events for each 1,000 people by group, and how groups compare.

    Formula: x/N for each group, with Garwood's range; the ratio of two such rates, with its exact
    range given the events of both; within strata by Mantel and Haenszel; bounds for events of
    unknown group, all of them put with the reference, then all with the group. It tells whether
    events fall unequally on those who live there. It cannot tell who was there to have them, nor
    why.
    Source: K. J. Rothman, S. Greenland and T. L. Lash, Modern Epidemiology (2008), ch. 14 and 15.
    """
    say = progress or (lambda done, total, message: None)
    chosen = answers_of.answers(ABOUT, options or {})
    its = meant(table, chosen=chosen, about=ABOUT)
    say(0, 3, "Counting")
    whole = count(table, keys=its.keys, expressions=its.expressions(table))
    kept, aside = (whole, ()) if not its.weight else weighted(whole, weight=its.weight)
    read = values(kept, its=its)
    say(1, 3, "Reading who lives there")
    people = _populations(its, read=read, chosen=chosen)
    known = {key for each in people for key in each[its.groups[0].heading].places}
    events = seen(kept, its=its, read=read, covered=lambda place: place_key(place) in known)
    say(2, 3, "Comparing")
    several = _compared(its, events=events, people=people, chosen=chosen)
    check_reference(several, asked=chosen["reference"] or "")
    return _finding(table=table, chosen=chosen, its=its, read=read, events=events,
                    several=several, whole=whole, aside=aside)


def _populations(
    its: Meant, *, read: Values, chosen: Mapping[str, Any]
) -> list[dict[str, Population]]:
    given = chosen["population"] or (populations.bundled()[0].id,)
    found = [
        load(each, its=its, groups={key: value.found for key, value in read.groups.items()},
             places=read.place_names, count_heading=chosen["population_count"] or "")
        for each in given
    ]
    titles = [each[its.groups[0].heading].title for each in found]
    return [
        {key: replace(one, title=f"{one.title} ({place + 1})") for key, one in each.items()}
        if titles.count(titles[place]) > 1 else each
        for place, each in enumerate(found)
    ]


def _compared(
    its: Meant, *, events: Seen, people: list[dict[str, Population]], chosen: Mapping[str, Any]
) -> list[Compared]:
    return [
        compare(
            column=column, events=events.events[column.heading],
            population=each[column.heading], several=len(people) > 1,
            reference=chosen["reference"] or "", stratum=its.stratum,
        )
        for column in its.groups for each in people
    ]


def _finding(
    *, table: Table, chosen: Mapping[str, Any], its: Meant, read: Values, events: Seen,
    several: list[Compared], whole: CountTable, aside: tuple[SetAside, ...],
) -> Finding:
    names = SEARCHES if its.police and not its.weight else EVENTS
    level = chosen["level"]
    unfit = judging.unfit(several, events=events, noun=names.noun)
    within = {} if not its.stratum else {
        (each.column.heading, each.population.title, group): places.within(each, group, level=level)
        for each in several for group in each.others
    }
    judged = () if unfit else judging.judge(several, chosen=chosen)
    said = Verdict(code=VerdictCode.NOT_FIT, sentence=unfit) if unfit else verdict(
        judged, places=within, chosen=chosen, words=names, stratum=its.stratum)
    notes = (*table.notes, *its.notes, *read.notes)
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question, verdict=said,
        rows=tuple(_rows(several, its=its, within=within, level=level)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in notes),
            *words.caveats(several, judged, its=its, words=names,
                           period=period(rows=events.months, named=its.months)),
            *words.of_places(within, stratum=its.stratum, words=names),
        ),
        data=accounted(whole, used=events.rows_used, gone=(*events.set_aside, *aside),
                       summed=bool(its.weight)),
        method=Method(name="events for each head of population, by group",
                      options=_said(chosen, several=several)),
        headline=rows.RATIO,
        method_words=words.method_words(several, chosen=chosen, its=its, words=names),
        repeat=words.repeat(judged, level=level),
    )


def _rows(
    several: list[Compared], *, its: Meant, within: Mapping[tuple[str, str, str], places.Within],
    level: float,
) -> list[Row]:
    figures: list[Row] = []
    first = its.groups[0].heading
    # Everybody is the same by whatever column groups are told.
    figures += [rows.everyone(each, level=level) for each in several
                if each.column.heading == first]
    for each in several:
        figures += rows.rows(each, level=level)
        found = [one for key, one in within.items()
                 if key[:2] == (each.column.heading, each.population.title)]
        if its.stratum and found:
            figures += places.rows(each, found, heading=its.stratum, level=level)
    return figures


def _said(chosen: Mapping[str, Any], *, several: list[Compared]) -> dict[str, Any]:
    kept = {key: list(value) if isinstance(value, tuple) else value
            for key, value in chosen.items() if value not in (None, "", ())}
    kept["population"] = list(dict.fromkeys(each.population.mark for each in several))
    return kept
