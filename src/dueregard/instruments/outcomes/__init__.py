"""How often a search finds something, by group: the outcome test.

Without this file a force could say that it searches whom it has grounds to search, and nobody
could ask whether searches of some people are right less often.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import CountTable, accounted, count
from dueregard.findings.finding import (
    Caveat,
    Finding,
    Method,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.findings.reading_tables import Table
from dueregard.instruments.outcomes import rows, verdicts, words
from dueregard.instruments.outcomes.compared import Compared, check_reference, compare
from dueregard.instruments.outcomes.meant import RULES, Meant, meant
from dueregard.instruments.outcomes.seen import Seen, seen

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="outcomes",
    version="1",
    title="How often searches find something",
    question="Do searches of some groups find something less often?",
    lens="fairness",
    counting=True,
    asks=(
        Ask(name="found", asked=Asked.CONDITION, choices=RULES, example="anything",
            words="What counts as found. It has to be chosen: a column, or for a file from "
                  "data.police.uk one of object (what was searched for), anything (something came "
                  "of it), arrest, formal (arrest, summons, charge, caution or penalty notice)."),
        Ask(name="group", asked=Asked.COLUMNS, required=True, example="ethnicity",
            words="The groups to compare. Several columns are measured side by side. A file from "
                  "data.police.uk needs none."),
        Ask(name="stratum", asked=Asked.COLUMNS, example="area",
            words="Columns to compare within, such as an area or what was searched for."),
        Ask(name="counts", asked=Asked.COLUMNS, example="searches,finds",
            words="Where the file holds counts: the column of searches, then that of finds."),
        Ask(name="reference", asked=Asked.WORDS, example="White",
            words="The group to compare with. Without it, the one searched most."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "The bar for searching. A find rate is an average over all searches, and the bar is at "
        "the edge: equal bars can give unequal find rates, and the reverse.",
        "Who was not searched, and what they carried.",
        "Whether what was found was written down equally for every group.",
        "How often each group is searched.",
    ),
    example="dueregard measure outcomes "
            "examples/stop-and-search/2026-*-fenmarch-stop-and-search.csv --found anything "
            "--stratum \"Object of search\"",
    counts_people=frozenset({rows.RATE, rows.KNOWN, *rows.COMPARED}),
    laws_not_kept={},
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure the share of searches that found something, by group and stratum.

    Formula: x/n for each group, with Wilson's range; its ratio to the reference (log-delta, or
    Koopman's score where counts are small) and difference (Newcombe); within strata by Mantel and
    Haenszel; and the mean over areas, each counting once. It tells whether searches find something
    equally often. It cannot tell whether they were made on equal grounds: see infra-marginality.
    Source: G. S. Becker, The Economics of Discrimination (1957), for the test; C. Simoiu, S.
    Corbett-Davies and S. Goel, Annals of Applied Statistics 11 (2017), for its limits.
    """
    say = progress or (lambda done, total, message: None)
    chosen = answers_of.answers(ABOUT, options or {})
    its = meant(table, chosen=chosen, about=ABOUT)
    say(0, 2, "Counting")
    counted = count(table, keys=its.keys)
    events = seen(counted, its=its)
    say(1, 2, "Comparing")
    several = [
        compare(column=each, events=events, reference=chosen["reference"] or "",
                headings=its.strata)
        for each in its.groups
    ]
    check_reference(several, asked=chosen["reference"] or "")
    return _finding(table=table, chosen=chosen, its=its, events=events, several=several,
                    counted=counted)


def _finding(
    *, table: Table, chosen: Mapping[str, Any], its: Meant, events: Seen,
    several: list[Compared], counted: CountTable,
) -> Finding:
    level = chosen["level"]
    unfit = verdicts.unfit(several, found=its.found)
    judged = () if unfit else verdicts.judge(several, chosen=chosen)
    said = Verdict(code=VerdictCode.NOT_FIT, sentence=unfit) if unfit else verdicts.verdict(
        judged, found=its.found, chosen=chosen)
    notes = (*table.notes, *its.notes, *events.notes)
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question, verdict=said,
        rows=tuple(_rows(several, level=level)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in notes),
            *words.caveats(several, judged, its=its, events=events),
        ),
        data=accounted(counted, used=events.rows_used, gone=events.set_aside,
                       summed=bool(its.searches)),
        method=Method(name="share of searches that found something, by group",
                      options=_said(chosen, its=its)),
        headline=rows.RATE,
        method_words=words.method_words(several, chosen=chosen, its=its),
        repeat=words.repeat(judged, level=level),
    )


def _rows(several: list[Compared], *, level: float) -> list[Row]:
    first = several[0]
    # Everybody is the same by whatever column groups are told.
    figures = [rows.rate(first, first.everyone, group={}, level=level)]
    for each in several:
        figures += rows.rows(each, level=level)
    return figures


def _said(chosen: Mapping[str, Any], *, its: Meant) -> dict[str, Any]:
    kept = {key: list(value) if isinstance(value, tuple) else value
            for key, value in chosen.items() if value not in (None, "", ())}
    return kept | {"found": its.found.words}
