"""A face recognition trial: who is wrongly matched, and who is missed, by group and threshold.

Without this file a supplier's word that a system treats everybody alike could not be checked
against the trial it rests on.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings import people as people_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import CountTable, accounted, count, position
from dueregard.findings.finding import Caveat, Finding, Method
from dueregard.findings.labels import number_of
from dueregard.findings.people import Repeats
from dueregard.findings.reading_tables import Table
from dueregard.findings.trial_comparisons import Allowed
from dueregard.findings.trial_rows import SUBJECTS, Watchlist, rows
from dueregard.findings.trial_verdicts import judge
from dueregard.findings.trials import FALSE, threshold_words
from dueregard.instruments.matches import cells
from dueregard.instruments.matches.cells import Read
from dueregard.instruments.matches.columns import COLUMNS, Shape, shape_of
from dueregard.instruments.matches.trial import tested
from dueregard.instruments.matches.words import caveats, method_words, repeat

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="matches",
    version="1",
    title="A face recognition trial",
    question="Does this face recognition system wrongly match, or miss, some groups of people more "
             "than others?",
    lens="fairness",
    counting=True,
    columns=COLUMNS,
    asks=(
        Ask(name="group", asked=Asked.COLUMNS, required=True,
            words="The groups to compare; of several columns every crossing is measured too.",
            example="ethnicity,sex"),
        Ask(name="threshold", asked=Asked.COLUMN,
            words="The column of the threshold, where there is more than one."),
        Ask(name="subjects", asked=Asked.COLUMN,
            words="Who was searched for, where a person was searched for more than once; in a "
                  "table of counts, how many people that was."),
        Ask(name="reference", asked=Asked.WORDS,
            words="The group to compare with. Without it, the one with most searches.",
            example="White"),
        Ask(name="at", asked=Asked.WORDS,
            words="The thresholds to look at, where the table holds scores.",
            example="0.60,0.62,0.64"),
        Ask(name="in_use", asked=Asked.NUMBER,
            words="The threshold that is used, or will be: the verdict is about it alone."),
        Ask(name="watchlist", asked=Asked.NUMBER,
            words="How many people were on the watchlist of the trial."),
        Ask(name="watchlist_in_use", asked=Asked.NUMBER,
            words="How many people are on the watchlist that is used, or will be."),
        Ask(name="correlation", asked=Asked.NUMBER, default=0.3,
            words="In a table of counts: how alike the searches for one person are taken to be, "
                  "from 0 to 1."),
        Ask(name="points", asked=Asked.NUMBER, default=0.05,
            words="The difference in the share found up to which it is too small to matter."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "How the system treats people at a threshold, with cameras, light, images or a watchlist "
        "that were not in the trial.",
        "Whether the volunteers are like the people who will walk past.",
        "Whether two rates are equal: only that they differ by no more than a stated amount.",
        "Why groups differ.",
        "What officers do after an alert.",
    ),
    example="dueregard measure matches examples/face-trial.csv --group ethnicity,sex "
            "--at 0.56,0.58,0.60,0.62 --in-use 0.58 --reference White,Male",
    counts_people=frozenset({SUBJECTS}),
    laws_not_kept={},
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure a trial, from a row a search or from counts, at each threshold and for each group.

    Formula: of searches for people on the watchlist, the share that found them; of searches for
    people who are not, the share that matched somebody; Wilson ranges, exact where there is none
    or nothing else; ratios (log-delta or Koopman) and differences (Newcombe) against a reference.
    Both ways, never folded into one. Searches for the same person count as fewer. It tells whether
    errors fell unequally in the trial. It cannot tell how they will fall elsewhere.
    Source: ISO/IEC 19795-1 for the two rates; P. Grother et al., NIST IR 8280 (2019), for why
    both.
    """
    say = progress or (lambda done, total, message: None)
    chosen = _chosen(options or {})
    columns = table.saved.columns if table.saved else table.columns
    if not chosen["group"]:
        raise answers_of.needed(ABOUT, "group", columns=columns)
    groups = answers_of.headings(chosen["group"], columns=columns)
    said = {role: chosen[role] for role in ("threshold", "subjects") if chosen[role]}
    shape = shape_of(columns, chosen=chosen["columns"] | said, groups=groups,
                     scored=bool(chosen["at"]))
    say(0, 3, "Counting")
    thresholds = _thresholds(table, chosen["at"], shape=shape) if shape.scores else ()
    keys = _keys(groups, shape=shape)
    expressions = _expressions(table, shape=shape, thresholds=thresholds)
    counted = count(table, keys=keys, expressions=expressions)
    if shape.counts:
        read, repeats = cells.counts(counted, columns=groups, shape=shape), None
    else:
        read = cells.searches(counted, columns=groups, shape=shape, thresholds=thresholds)
        repeats = _repeats(table, counted=counted, read=read, shape=shape,
                           expressions=expressions)
    say(1, 3, "Comparing")
    return _finding(table, chosen=chosen, shape=shape, read=read, counted=counted,
                    repeats=repeats, thresholds=thresholds)


def _chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in given.items() if key != "columns"}
    chosen = answers_of.answers(ABOUT, told) | {"columns": dict(given.get("columns", {}))}
    for name, low, high, example in (
        ("correlation", 0, 1, "0.3"), ("points", 0, 1, "0.05"),
        ("watchlist", 1, None, "10000"), ("watchlist_in_use", 1, None, "10000"),
    ):
        value = chosen[name]
        if value is None or (value >= low and (high is None or value <= high)):
            continue
        to = f"to {high}" if high else "up"
        raise DueRegardError(
            f"--{name.replace('_', '-')} is a number from {low} {to}, such as {example}; "
            f"{value:g} is not.")
    return chosen


def _keys(groups: tuple[str, ...], *, shape: Shape) -> tuple[str, ...]:
    roles: tuple[str, ...] = ("mated", "true_identified", "nonmated", "false_identified",
                              "threshold", "subjects", "nonmated_subjects")
    if not shape.counts:
        roles = ("mated", "threshold") if shape.scores else ("mated", "identified", "threshold")
    kept = [shape.of(role) for role in roles if shape.of(role)]
    if shape.scores:
        kept = [shape.of("mated"), cells.BAND]
    return tuple(dict.fromkeys((*groups, *kept)))


def _expressions(
    table: Table, *, shape: Shape, thresholds: tuple[str, ...]
) -> dict[str, str]:
    if not shape.scores:
        return {}
    return {cells.BAND: cells.band(f"c{position(table, shape.of('score'))}", thresholds)}


def _thresholds(table: Table, asked: str, *, shape: Shape) -> tuple[str, ...]:
    """The thresholds in rising order. Raises a sentence for one that no score can tell about."""
    if table.saved:
        raise DueRegardError("A table of counts holds no scores. Leave out --at, or give the rows.")
    found: list[float] = []
    for each in filter(None, map(str.strip, asked.split(","))):
        number = number_of(each)
        if number is None:
            raise DueRegardError(
                f"--at takes numbers, such as 0.60,0.62,0.64; '{each}' is not one.")
        found.append(number)
    heading = shape.of("score")
    score = f"TRY_CAST(c{position(table, heading)} AS DOUBLE)"
    low, high = table.ask(f"SELECT min({score}), max({score}) FROM records "
                          f"WHERE NOT isnan({score})")[0]
    if low is None:
        raise DueRegardError(f"'{heading}' holds no numbers, so it is not a column of scores.")
    for number in found:
        if not low < number <= high:
            raise DueRegardError(
                f"No threshold can be {number:g}: the scores in '{heading}' run from {low:g} to "
                f"{high:g}. Give thresholds on the same scale, above the lowest score.")
    return tuple(threshold_words(number) for number in sorted(set(found)))


def _repeats(
    table: Table, *, counted: CountTable, read: Read, shape: Shape, expressions: Mapping[str, str]
) -> Repeats | None:
    person = shape.of("subjects")
    if not person or not read.used:
        return None
    if table.saved:
        raise DueRegardError(
            "A table of counts does not say which searches were for the same person. Leave out "
            "--subjects, or give the rows.")
    return people_of.repeats(table, counted=counted, kinds=read.kinds, person=person,
                             expressions=expressions)


def _finding(
    table: Table, *, chosen: Mapping[str, Any], shape: Shape, read: Read, counted: CountTable,
    repeats: Repeats | None, thresholds: tuple[str, ...],
) -> Finding:
    trial = tested(read, reference=chosen["reference"] or "", correlation=chosen["correlation"],
                   repeats=repeats, thresholds=thresholds) if read.used else ()
    watchlist = None
    if chosen["watchlist"] and chosen["watchlist_in_use"]:
        watchlist = Watchlist(tested=chosen["watchlist"], used=chosen["watchlist_in_use"])
    in_use = "" if chosen["in_use"] is None else threshold_words(chosen["in_use"])
    judged = judge(trial, level=chosen["level"], in_use=in_use,
                   allowed=Allowed(ratio=chosen["margin"], points=chosen["points"]))
    notes = (*table.notes, *shape.notes, *read.notes)
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question,
        verdict=judged.verdict,
        rows=(*rows(trial, level=chosen["level"], watchlist=watchlist), *judged.rows),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in notes), *judged.caveats,
            *caveats(trial, read=read, shape=shape, chosen=chosen, repeats=repeats),
        ),
        data=accounted(counted, used=read.used, gone=read.set_aside, summed=bool(table.saved)),
        method=Method(name="two error rates, by group and threshold", options=_said(chosen)),
        headline=FALSE,
        method_words=method_words(trial, chosen=chosen, shape=shape, repeats=repeats),
        repeat=repeat(judged, level=chosen["level"]),
    )


def _said(chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: list(value) if isinstance(value, tuple) else
        int(value) if key.startswith("watchlist") else value
        for key, value in chosen.items() if value not in (None, "", (), {})
    }
