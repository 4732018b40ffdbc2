"""What people think that a force uses, beside what it does use, and how far they trust it.

Without this file a force would guess what people believe of its technology, and nobody could tell
whether telling them the truth has brought the two any nearer.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import accounted
from dueregard.findings.finding import Caveat, Finding, Method
from dueregard.findings.reading_tables import Table
from dueregard.instruments.perception import actual, rows, verdicts, words
from dueregard.instruments.perception.compared import Compared, compare
from dueregard.instruments.perception.questions import meant
from dueregard.instruments.perception.seen import Seen, seen

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="perception",
    version="1",
    title="What people think we use, and what we do use",
    question="How far is what people think of our technology from what is true?",
    lens="transparency",
    counting=True,
    ask_first=True,
    asks=(
        Ask(name="weight", asked=Asked.COLUMN, example="weight",
            words="The column of weights: how much each person's answers count. Without it all "
                  "count the same."),
        Ask(name="group", asked=Asked.COLUMNS, example="age",
            words="Columns that say which group a person belongs to. Several are shown side by "
                  "side."),
        Ask(name="wave", asked=Asked.COLUMN, example="wave",
            words="The column that says in which wave, or on which day, somebody was asked. "
                  "Waves are compared with the one before."),
        Ask(name="actual", asked=Asked.FILE, example="perception-actual.csv",
            words="What is true: a table (CSV or TOML) with technology, used (yes or no) and, if "
                  "known, often (a word of the survey, or how many times in the last three "
                  "months)."),
        Ask(name="uses", asked=Asked.COLUMNS, example="uses_drones",
            words="Columns that ask whether we use a technology. Without it, those whose heading "
                  "begins with uses_."),
        Ask(name="often", asked=Asked.COLUMNS, example="often_drones",
            words="Columns that ask how often. Without it, those whose heading begins with "
                  "often_."),
        Ask(name="trust", asked=Asked.COLUMNS, example="trust_fair",
            words="Columns that ask how far people agree. Without it, those whose heading begins "
                  "with trust_."),
        Ask(name="matters", asked=Asked.NUMBER, default=0.05,
            words="The change between two waves, as a share, up to which it is taken as too small "
                  "to matter."),
        answers_of.LEVEL,
    ),
    limits=(
        "What people who were not asked, or would not answer, think. Weights help only with what "
        "they are made from.",
        "Whether somebody had the same thing in mind as we when they read its name.",
        "Why people think so, and whether they are worried by it.",
        "Whether a gap closed because of anything that we did.",
    ),
    example="dueregard measure perception examples/perception-survey.csv --weight weight "
            "--group age --wave wave --actual examples/perception-actual.csv",
    counts_people=rows.OF_PEOPLE,
    laws_not_kept={},
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure the share of people who think that each technology is used, beside what is true.

    Formula: p = Σ weights of those who say yes/Σ weights of those who answered, "don't know"
    among them, with Wilson's range for as many plain answers as it is worth (see
    findings.weighted); the gap is p less 1 where it is used and less 0 where it is not; between
    waves, the difference in the size of the gap (Newcombe), at a level that allows for looking at
    several. It tells how far belief is from the truth. It cannot tell why, nor speak for people
    who were not asked.
    Source: T. Lumley, Complex Surveys (2010); C. Franco and others, Journal of Survey Statistics
    and Methodology 7 (2019); R. G. Newcombe, Statistics in Medicine 17 (1998).
    """
    say = progress or (lambda done, total, message: None)
    chosen = answers_of.answers(ABOUT, options or {})
    if not 0 < chosen["matters"] < 1:
        raise DueRegardError(
            "The change that matters is a share between 0 and 1, such as 0.05 for five in a "
            f"hundred; {chosen['matters']:g} is not."
        )
    its = meant(table, chosen=chosen)
    truth = actual.read(chosen["actual"])
    say(0, 2, "Counting")
    found = seen(table, its=its)
    say(1, 2, "Comparing")
    compared = compare(found, its=its, truth=truth, level=chosen["level"],
                       matters=chosen["matters"])
    return _finding(table=table, chosen=chosen, found=found, compared=compared, truth=truth)


def _finding(
    *, table: Table, chosen: Mapping[str, Any], found: Seen, compared: Compared,
    truth: actual.Truth,
) -> Finding:
    kept = {key: list(value) if isinstance(value, tuple) else value
            for key, value in chosen.items() if value not in (None, "", ()) and key != "actual"}
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question,
        verdict=verdicts.verdict(compared, found=found),
        rows=tuple(rows.rows(compared, found=found, level=chosen["level"])),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (*table.notes, *found.notes)),
            *words.caveats(compared, found=found, truth=truth),
        ),
        data=accounted(found.counted, used=found.rows_used, gone=found.set_aside, summed=False),
        method=Method(name="weighted share of people who think it is used, less what is true",
                      options=kept | ({"actual": truth.plain()} if truth.given else {})),
        headline=rows.GAP if any(each.gap for each in compared.newest) else rows.USED,
        method_words=words.method_words(found, chosen=chosen, compared=compared),
        repeat=words.repeat(compared, level=chosen["level"]),
    )
