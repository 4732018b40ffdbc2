"""A tool's yes or no against what happened, by group: who is chosen, and how often wrongly.

Without this file a supplier's word that a tool treats everybody alike could not be checked
against the force's own records.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings import people as people_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import CountTable, accounted, count, weighted
from dueregard.findings.finding import Caveat, Finding, Method, SetAside
from dueregard.findings.labels import Condition, alike, condition, heading_of
from dueregard.findings.people import Repeats
from dueregard.findings.reading_tables import Table
from dueregard.findings.splits import merge, splits
from dueregard.instruments.decisions import verdicts
from dueregard.instruments.decisions.base_rates import IMPLIED
from dueregard.instruments.decisions.cells import MEASURES, Read, read
from dueregard.instruments.decisions.rows import counted, overall, rows
from dueregard.instruments.decisions.words import caveats, method_words, repeat

Progress = Callable[[int, int, str], None]

_NAMES = [each.name for each in MEASURES]
_COMPARED = [
    f"{each.name}_{kind}{suffix}" for each in MEASURES if each.compared
    for kind in ("ratio", "difference") for suffix in ("", "_to_everyone_else")
]

ABOUT = About(
    name="decisions",
    version="1",
    title="A tool's decisions against what happened",
    question="Does this tool decide wrongly more often about some groups of people?",
    lens="fairness",
    counting=True,
    asks=(
        Ask(name="decision", asked=Asked.CONDITION, required=True,
            words="The tool's yes or no.", example="flagged"),
        Ask(name="outcome", asked=Asked.CONDITION, required=True,
            words="What happened afterwards.", example="harmed_within_a_year"),
        Ask(name="group", asked=Asked.COLUMNS, required=True,
            words="The groups to compare; of several columns every crossing is measured too.",
            example="ethnicity,sex"),
        Ask(name="person", asked=Asked.COLUMN,
            words="Who the row is about, where a person can be in the file more than once."),
        Ask(name="reference", asked=Asked.WORDS,
            words="The group to compare with. Without it, the largest.", example="White"),
        Ask(name="adverse", asked=Asked.FLAG, default=True, off="beneficial",
            choices=("A burden, such as being flagged", "A benefit, such as being offered help"),
            words="What a yes is to the person: a burden or a benefit."),
        answers_of.COUNT, answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "Whether the outcome was recorded equally for every group. An arrest is not an offence, "
        "and what nobody looked for was not found.",
        "What would have happened to people for whom the decision changed the outcome.",
        "Whether the tool should be used at all: equal errors can still be too many.",
        "Why the groups differ.",
    ),
    example="dueregard measure decisions examples/risk-scores.csv --decision flagged "
            "--outcome harmed_within_a_year --group ethnicity,sex --person person",
    counts_people=frozenset({
        "cases", *_NAMES, *_COMPARED, IMPLIED,
    }),
    laws_not_kept={},
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure decisions against outcomes, by each group and every crossing of the group columns.

    Formula: of the four counts (yes and it happened, yes and it did not, no and it happened, no
    and it did not) the selection rate, the false positive and false negative rates and the
    predictive values, each with a Wilson range; ratios (log-delta, or Koopman's score where
    counts are small) and differences (Newcombe) against a reference and against everyone else.
    Where a person column is given, ranges are those of as many separate trials as the rows are
    worth. It tells whether errors fall unequally. It cannot tell why, nor whether the outcome was
    recorded equally for all.
    Source: A. Chouldechova, Big Data 5 (2017), for how the rates hang together.
    """
    say = progress or (lambda done, total, message: None)
    chosen = answers_of.answers(ABOUT, options or {})
    asked = _Asked(table, chosen)
    say(0, 3, "Counting")
    whole = count(table, keys=asked.keys)
    kept, aside = (whole, ()) if not asked.weight else weighted(whole, weight=asked.weight)
    its = read(kept, columns=asked.groups, decision=asked.decision, outcome=asked.outcome,
               reference=chosen["reference"] or "")
    verdicts.check_reference(its, asked=chosen["reference"] or "")
    repeats = _repeats(table, asked=asked, whole=whole, its=its) if its.rows_used else None
    say(1, 3, "Comparing")
    return _finding(table=table, chosen=chosen, asked=asked, its=its, repeats=repeats,
                    whole=whole, aside=aside)


class _Asked:
    """The columns that were meant."""

    def __init__(self, table: Table, chosen: Mapping[str, Any]) -> None:
        columns = table.saved.columns if table.saved else table.columns
        for name in ("decision", "outcome", "group"):
            if not chosen[name]:
                raise answers_of.needed(ABOUT, name, columns=columns)
        self.groups = answers_of.headings(chosen["group"], columns=columns)
        self.decision: Condition = condition(chosen["decision"], headings=columns)
        self.outcome: Condition = condition(chosen["outcome"], headings=columns)
        self.person = heading_of(chosen["person"], table.columns) if (
            chosen["person"] and not table.saved) else (chosen["person"] or "")
        self.weight = heading_of(chosen["count"], columns) if chosen["count"] else ""
        if self.decision.heading == self.outcome.heading:
            raise DueRegardError(
                f"'{self.decision.heading}' is given as the decision and as the outcome. A tool "
                "cannot be checked against itself: name the column that says what happened."
            )
        if self.person and self.weight:
            raise DueRegardError(
                "A file of counts cannot say which rows are about the same person, so --person "
                "and --count do not go together. Leave one out."
            )
        self.keys = tuple(dict.fromkeys((
            *self.groups, self.decision.heading, self.outcome.heading,
            *((self.weight,) if self.weight else ()),
        )))


def _repeats(
    table: Table, *, asked: _Asked, whole: CountTable, its: Read
) -> Repeats | None:
    if table.saved:
        return _saved_repeats(table, asked=asked)
    if not asked.person:
        return None
    return people_of.repeats(table, counted=whole, kinds=its.kinds, person=asked.person)


def _saved_repeats(table: Table, *, asked: _Asked) -> Repeats | None:
    saved = table.saved
    if saved is None or saved.people is None:
        if asked.person:
            raise DueRegardError(
                "This table of counts was made without a person column, so it cannot tell who "
                "is in it more than once. Count again with --person, or leave --person out."
            )
        return None
    same = {"decision": asked.decision.words, "outcome": asked.outcome.words}
    if {key: saved.conditions.get(key) for key in same} != same:
        raise DueRegardError(
            "This table of counts was made for "
            f"--decision \"{saved.conditions.get('decision')}\" and "
            f"--outcome \"{saved.conditions.get('outcome')}\". "
            "With people in it, it can be measured for these alone."
        )
    columns, who = list(saved.people["columns"]), saved.people.get("person", "")
    missing = [each for each in asked.groups if each not in columns]
    if missing:
        raise DueRegardError(
            f"In this table of counts people were not counted by '{missing[0]}', but by "
            f"{', '.join(columns)}. Count again with --group {','.join((*columns, *missing))}."
        )
    if asked.person and alike(asked.person) != alike(who):
        raise DueRegardError(
            f"In this table of counts people were told apart by '{who}', not by "
            f"'{asked.person}'. Give --person {who}, or leave it out."
        )
    return people_of.narrowed(
        people_of.from_plain(saved.people), places=[columns.index(each) for each in asked.groups])


def _finding(
    *, table: Table, chosen: Mapping[str, Any], asked: _Asked, its: Read,
    repeats: Repeats | None, whole: CountTable, aside: tuple[SetAside, ...],
) -> Finding:
    level = chosen["level"]
    figures, every = [], []
    if its.rows_used:
        figures = list(overall(merge(its.cells, places=())[()], repeats=repeats, level=level))
        for split in splits(its.cells, columns=its.columns, references=its.references):
            every.append(counted(split, repeats=repeats))
            figures += rows(every[-1], level=level)
    judged = verdicts.judge(every, its=its, chosen=chosen, asked_outcome=asked.outcome.words)
    figures += judged.rows
    notes = [*table.notes, *its.notes]
    if asked.weight:
        notes.append(f"Each row of the file stands for as many records as '{asked.weight}' says: "
                     f"{whole.rows_read:,} rows for {its.rows_used:,} records.")
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question,
        verdict=judged.verdict, rows=tuple(figures),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in notes),
            *judged.caveats, *caveats(its=its, chosen=chosen, repeats=repeats),
        ),
        data=accounted(whole, used=its.rows_used, gone=(*its.set_aside, *aside),
                       summed=bool(asked.weight)),
        method=Method(name="shares of four counts, by group", options=_said(chosen)),
        headline=judged.headline,
        method_words=method_words(chosen=chosen, asked_decision=asked.decision.words,
                                  asked_outcome=asked.outcome.words, its=its, repeats=repeats),
        repeat=repeat(judged=judged, level=level),
    )


def _said(chosen: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: list(value) if isinstance(value, tuple) else value
            for key, value in chosen.items() if value not in (None, "", ())}
    return kept | {"adverse": chosen["adverse"]}
