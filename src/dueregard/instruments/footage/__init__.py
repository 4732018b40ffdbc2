"""Whether cameras were on for the whole of an encounter, and what a panel's ratings are worth.

Without this file a force could say that officers record what they do, and a panel that it agreed,
and nobody could ask of whom, by whom, and how sure.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import accounted
from dueregard.findings.finding import Caveat, Finding, Method, Verdict, VerdictCode
from dueregard.findings.reading_tables import Table
from dueregard.instruments.footage import rated, rated_rows, rows, verdicts, words
from dueregard.instruments.footage.compared import compare, judge
from dueregard.instruments.footage.meant import Encounters, Ratings, meant
from dueregard.instruments.footage.seen import seen
from dueregard.instruments.footage.units import units

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="footage",
    version="1",
    title="Cameras on for the whole encounter, and what a panel saw",
    question="Is more of an encounter recorded for some people than for others?",
    lens="fairness",
    ask_first=True,
    asks=(
        Ask(name="from", asked=Asked.COLUMN, example="started",
            words="Of encounters: when the encounter began, a day with a time."),
        Ask(name="to", asked=Asked.COLUMN, example="ended",
            words="When the encounter ended."),
        Ask(name="recorded_from", asked=Asked.COLUMN, example="recorded_from",
            words="When its footage begins. Blank where there is none."),
        Ask(name="recorded_to", asked=Asked.COLUMN, example="recorded_to",
            words="When its footage stops."),
        Ask(name="group", asked=Asked.COLUMNS, example="ethnicity",
            words="The groups to compare. Several columns are measured side by side."),
        Ask(name="unit", asked=Asked.COLUMN, example="unit",
            words="The unit or team. A small one is never named."),
        Ask(name="power", asked=Asked.COLUMN, example="power",
            words="The power used, such as a search or force: like is then compared with like."),
        Ask(name="reference", asked=Asked.WORDS, example="White",
            words="The group to compare with. Without it, the one met most."),
        Ask(name="grace", asked=Asked.NUMBER, default=60,
            words="Up to how many seconds late or early are taken for the same moment."),
        Ask(name="matters", asked=Asked.NUMBER, default=0.05,
            words="The difference, as a share, up to which it is taken as too small to matter."),
        Ask(name="rater", asked=Asked.COLUMN, example="rater",
            words="Of ratings instead: who rated. No name is needed, any letter will do."),
        Ask(name="item", asked=Asked.COLUMN, example="item",
            words="What was rated: the id of the encounter or clip."),
        Ask(name="rating", asked=Asked.COLUMN, example="rating",
            words="The rating: red, amber or green, a number, or a word."),
        Ask(name="view", asked=Asked.COLUMN, example="view",
            words="Which camera view was seen."),
        Ask(name="order", asked=Asked.WORDS, example="green,amber,red",
            words="The ratings from the mildest to the gravest. Not needed for red, amber and "
                  "green, nor for numbers, of which the higher is the graver."),
        Ask(name="sample", asked=Asked.FILE, example="sample.csv",
            words="The sample that was drawn, filled in: what the ratings say of all encounters."),
        Ask(name="concern", asked=Asked.WORDS, example="red",
            words="Which ratings are a concern, such as red, or red,amber."),
        answers_of.LEVEL,
    ),
    limits=(
        "Encounters that nobody wrote down.",
        "Why a camera was off: the times show that it was, never a reason.",
        "Whether what was recorded can be seen or heard.",
        "Whether the panel was right. That people agree shows only that they agree.",
    ),
    example="dueregard measure footage examples/encounters.csv --from started --to ended "
            "--recorded-from recorded_from --recorded-to recorded_to --group ethnicity "
            "--unit unit --power power",
    counts_people=rows.OF_PEOPLE,
    laws_not_kept={},
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure the share of encounters recorded whole, by group, unit and power; or ratings.

    Formula: of encounters, x/n with Wilson's range, differences by Newcombe and within powers by
    Mantel and Haenszel; units beside all others and shrunk towards the typical one. Of ratings,
    Gwet's AC1, Krippendorff's alpha, a mixed-effects model, and with a sample the estimate of
    Horvitz and Thompson. It tells how much is recorded. It cannot tell why it is not.
    Source: R. G. Newcombe, Statistics in Medicine 17 (1998); Y. Benjamini and Y. Hochberg, Journal
    of the Royal Statistical Society B 57 (1995); for the rest see findings.raters, severity,
    drawn_estimates and shrunk_shares.
    """
    say = progress or (lambda done, total, message: None)
    chosen = answers_of.answers(ABOUT, options or {})
    _check(chosen)
    its = meant(table, chosen=chosen, about=ABOUT)
    say(0, 2, "Counting")
    if isinstance(its, Ratings):
        return _of_ratings(table, its=its, chosen=chosen)
    found = _of_encounters(table, its=its, chosen=chosen)
    say(2, 2, "Done")
    return found


def _check(chosen: Mapping[str, Any]) -> None:
    if not 0 < chosen["matters"] < 1:
        raise DueRegardError(
            "The difference that matters is a share between 0 and 1, such as 0.05 for five in a "
            f"hundred; {chosen['matters']:g} is not."
        )
    if not 0 <= chosen["grace"] <= 3600:
        raise DueRegardError(
            f"The grace is a number of seconds from 0 to 3600; {chosen['grace']:g} is not."
        )


def _of_encounters(table: Table, *, its: Encounters, chosen: Mapping[str, Any]) -> Finding:
    level, matters = chosen["level"], chosen["matters"]
    found = seen(table, its=its, grace=chosen["grace"])
    several = compare(found, its=its, reference=chosen["reference"] or "")
    unfit = verdicts.unfit(found)
    judged = () if unfit else judge(several, level=level, matters=matters)
    looked = None if unfit else units(found, its=its, level=level, matters=matters)
    said = Verdict(code=VerdictCode.NOT_FIT, sentence=unfit) if unfit else verdicts.verdict(
        judged, found=found, units=looked, chosen=chosen)
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question, verdict=said,
        rows=tuple(rows.rows(found, its=its, several=several, units=looked, level=level)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (*table.notes, *found.notes)),
            *words.caveats(found, its=its, several=several, units=looked, chosen=chosen),
        ),
        data=accounted(found.counted, used=found.rows_used, gone=found.set_aside, summed=False),
        method=Method(name="share of encounters recorded whole, by group", options=_said(chosen)),
        headline=rows.WHOLE,
        method_words=words.method_words(several, its=its, units=looked, chosen=chosen),
        repeat=words.repeat(several, level=level),
    )


def _of_ratings(table: Table, *, its: Ratings, chosen: Mapping[str, Any]) -> Finding:
    found = rated.rated(table, its=its, chosen=chosen)
    told = rated_rows.worked_out(found, chosen=chosen)
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version,
        question="How far do those who rated agree, and what do their ratings say?",
        verdict=rated_rows.verdict(told), rows=tuple(rated_rows.rows(told)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (*table.notes, *found.notes)),
            *rated_rows.caveats(told),
        ),
        data=accounted(found.counted, used=found.rows_used, gone=found.set_aside, summed=False),
        method=Method(name="agreement of several raters, and severity adjusted for who rated",
                      options=_said({**chosen, "sample": told.sample_sha256})),
        headline=rated_rows.SEVERITY, method_words=rated_rows.method_words(told),
    )


def _said(chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value
            for key, value in chosen.items() if value not in (None, "", ())}
