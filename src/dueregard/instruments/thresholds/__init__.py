"""At which chance of a find each group is searched: the threshold test.

Without this file a force could only compare find rates, which are averages, and the bar is at the
edge: equal bars can give unequal find rates, and the reverse.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import CountTable, accounted, count
from dueregard.findings.finding import Caveat, Finding, Method, Verdict, VerdictCode
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.signals import BETA, DISCRIMINANT
from dueregard.findings.threshold_test import CHAINS, DRAWS, SEED, Fitted, fit
from dueregard.instruments.thresholds import rows, words
from dueregard.instruments.thresholds.judged import Judged, judge
from dueregard.instruments.thresholds.meant import ROWS, Meant, meant
from dueregard.instruments.thresholds.seen import Seen, seen

Progress = Callable[[int, int, str], None]
MOST_CELLS, LEAST_DRAWS, MOST_DRAWS = 3_000, 20, 20_000

ABOUT = About(
    name="thresholds",
    version="1",
    title="The bar for searching",
    question="Are some groups searched on less evidence than others?",
    lens="fairness",
    counting=True,
    asks=(
        Ask(name="group", asked=Asked.COLUMN, required=True, example="ethnicity",
            words="The groups to compare."),
        Ask(name="stratum", asked=Asked.COLUMN, required=True, example="area",
            words="The places, or whatever else searches differ by, that hold people of every "
                  "group. At least three."),
        Ask(name="at_risk", asked=Asked.CONDITION, choices=(ROWS,), required=True, example="stops",
            words="Everybody who could have been acted on, such as all who were stopped: a column "
                  "of counts, or 'rows' where each row is one person."),
        Ask(name="acted", asked=Asked.CONDITION, required=True, example="searches",
            words="Those of them who were acted on, such as searched: a column of counts, or of "
                  "yes and no."),
        Ask(name="hit", asked=Asked.CONDITION, required=True, example="hits",
            words="Those of them on whom something was found: a column of counts, or of yes and "
                  "no."),
        Ask(name="reference", asked=Asked.WORDS, example="White",
            words="The group to compare with. Without it, the one most often at risk."),
        Ask(name="model", asked=Asked.CHOICE, choices=(DISCRIMINANT, BETA), default=DISCRIMINANT,
            words="The shape that chances of a find are taken to have: discriminant is fast, beta "
                  "is the model as first published."),
        Ask(name="draws", asked=Asked.NUMBER, default=DRAWS,
            words=f"How many draws each of the {CHAINS} chains makes. More take longer and make "
                  "the figures steadier."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "Who came to be at risk: whether stops themselves were fair.",
        "A bar without a true count of those who could have been acted on. Searches in the street "
        "have none.",
        "How high the bar is, apart from the shape that chances of a find are taken to have.",
        "Whether officers see the same signs in every group, or one bar is kept by all.",
    ),
    example="dueregard measure thresholds examples/vehicle-stop-counts.csv --group ethnicity "
            "--stratum area --at-risk stops --acted searches --hit finds --reference White",
    counts_people=frozenset(rows.OF_PEOPLE),
    laws_not_kept={
        "renaming": "Figures are drawn at random: groups with the very same counts get figures "
                    "that agree only to within the error of the draws. Where counts differ, names "
                    "change nothing, which a test of its own shows.",
        "doubling": "Twice the counts move a bar from what is assumed beforehand towards what the "
                    "counts say, so it does not stay.",
        "equal-groups": "Figures are drawn at random: the bars of groups with equal counts differ "
                        "by the error of the draws. A test of its own shows that no disparity is "
                        "concluded.",
        "merging": "The bar of two groups together is that of a mixture, and need not lie between "
                   "theirs.",
    },
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure the bar at which each group is acted on, from those at risk, the acts and the finds.

    Formula: the threshold test, hierarchical and symmetric in strata: see findings/threshold_test.
    It tells at which chance of a find people of each group are acted on, if the model holds. It
    cannot tell whether they came to be at risk fairly, nor do without a count of those at risk.
    Source: C. Simoiu, S. Corbett-Davies and S. Goel, Annals of Applied Statistics 11 (2017);
    E. Pierson, S. Corbett-Davies and S. Goel, AISTATS (2018).
    """
    say = progress or (lambda done, total, message: None)
    chosen = _checked(answers_of.answers(ABOUT, options or {}))
    its = meant(table, chosen=chosen, about=ABOUT)
    say(0, 1, "Counting")
    counted = count(table, keys=its.keys)
    events = seen(counted, its=its)
    reference = _reference(events, asked=chosen["reference"] or "")
    unfit = words.unfit(events, its=its)
    fitted, judged = None, tuple[Judged, ...]()
    if not unfit:
        if len(events.counts) > MOST_CELLS:
            raise DueRegardError(
                f"There are {len(events.counts):,} places and groups, too many to be fitted in a "
                f"reasonable time (at most {MOST_CELLS:,}). Use fewer and larger places.")
        fitted = fit(events.counts, shape=chosen["model"], draws=chosen["draws"],
                     progress=say)
        judged = judge(fitted, groups=events.groups, reference=reference, chosen=chosen)
    said = (Verdict(code=VerdictCode.NOT_FIT, sentence=unfit) if fitted is None else
            words.verdict(events, fitted, judged, its=its, reference=reference,
                          level=chosen["level"]))
    return _finding(table, counted=counted, chosen=chosen, its=its, events=events, fitted=fitted,
                    judged=judged, reference=reference, said=said)


def _finding(
    table: Table, *, counted: CountTable, chosen: Mapping[str, Any], its: Meant, events: Seen,
    fitted: Fitted | None, judged: tuple[Judged, ...], reference: str, said: Verdict,
) -> Finding:
    level, shape = chosen["level"], chosen["model"]
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question, verdict=said,
        rows=tuple(rows.rows(events, fitted, judged, headings=(its.group, its.stratum),
                             reference=reference, level=level)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (*table.notes, *events.notes)),
            *words.caveats(events, fitted, its=its, shape=shape, level=level),
        ),
        data=accounted(counted, used=events.rows_used, gone=events.set_aside, summed=False),
        method=Method(
            name="threshold test", seed=SEED,
            options={key: value for key, value in chosen.items() if value not in (None, "", ())}),
        headline=rows.BAR if fitted is not None else rows.ACTING,
        method_words=words.method_words(shape=shape, chosen=chosen, reference=reference)
        if fitted is not None else (),
        repeat=words.repeat(chosen),
    )


def _checked(chosen: dict[str, Any]) -> dict[str, Any]:
    if not LEAST_DRAWS <= chosen["draws"] <= MOST_DRAWS:
        raise DueRegardError(
            f"--draws takes a whole number from {LEAST_DRAWS} to {MOST_DRAWS:,}; "
            f"{chosen['draws']:g} is not.")
    return chosen | {"draws": int(chosen["draws"])}


def _reference(events: Seen, *, asked: str) -> str:
    """The group that was asked for, else the one most at risk; of two as large the first."""
    named = [each for each in events.groups if asked and fold(each) == fold(asked)]
    if asked and events.groups and not named:
        raise DueRegardError(
            f"No group is called '{asked}', so nothing can be compared with it. The groups are: "
            f"{', '.join(events.groups[:30])}.")
    return named[0] if named else min(
        events.groups, key=lambda each: (-events.of_group(each).at_risk, each), default="")
