"""What is odd in a supplier's table, and what the table is worth, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, Verdict, VerdictCode
from dueregard.findings.trials import Tested
from dueregard.findings.wording import listed
from dueregard.instruments.claim.levels import LEVELS, Earned
from dueregard.instruments.claim.reading import Read


def verdict(judged: Verdict, *, read: Read, level: Earned) -> Verdict:
    """What the figures show, and what the table is worth."""
    worth = (f"The table earns evidence level {level.level} of 5, {LEVELS[level.level]}, because "
             f"{level.because}.")
    if read.used and not any(
        sum(cells[:4]) for groups in read.cells.values() for cells in groups.values()
    ):
        return Verdict(
            code=VerdictCode.NOT_FIT,
            sentence="The table states rates and not out of how many searches, so nothing in it "
            f"can be worked out again and nothing can be said of groups. {worth}",
        )
    return Verdict(code=judged.code, sentence=f"{judged.sentence} {worth}")


def caveats(read: Read, *, trial: Sequence[Tested], chosen: Mapping[str, Any]) -> Iterator[Caveat]:
    """What is odd in the table itself."""
    if read.disagree:
        yield Caveat(
            code="contradicts-itself",
            sentence=f"The table contradicts itself: {listed(read.disagree, most=6)}.",
        )
    if read.worked_back:
        yield Caveat(
            code="worked-back",
            sentence="Counts were worked back from rates that are rounded, so they may be off by a "
            f"few: {listed(read.worked_back, most=6)}.",
        )
    if read.without_number:
        yield Caveat(
            code="without-number",
            sentence="Not worked out again, because the table does not say how many of how many: "
            f"{listed(sorted(set(read.without_number)), most=6)}.",
        )
    if missing := _missing(read):
        yield Caveat(
            code="missing-cells",
            sentence=f"Cells that are not in the table: {listed(missing, most=8)}. A table without "
            "them may have been chosen to look well.",
        )
    if trial and any(each.everyone.subjects for each in trial):
        yield Caveat(
            code="repeats-assumed",
            sentence="The table says how many people were searched for. Searches for one person "
            f"are taken as alike to {chosen['correlation']:g}, from 0 to 1 (--correlation).",
        )
    elif trial:
        yield Caveat(
            code="searches-as-people",
            sentence="Every search was taken as another person. If the same people were searched "
            "for again and again, every range here is too narrow.",
        )


def _missing(read: Read) -> list[str]:
    """Groups that are in the table at one threshold and not at another, and crossings."""
    every = {name for groups in read.cells.values() for name in groups}
    crossings = 1
    for place in range(len(read.columns)):
        crossings *= len({name[place] for name in every})
    missing = [
        f"{', '.join(name)} at {threshold}" if threshold else ", ".join(name)
        for threshold, groups in sorted(read.cells.items()) for name in sorted(every - set(groups))
    ]
    if len(read.columns) > 1 and crossings > len(every):
        missing.append(f"{crossings - len(every):,} of {crossings:,} crossings of "
                       f"{' and '.join(read.columns)}")
    return missing


def method_words(chosen: Mapping[str, Any], *, level: Earned) -> tuple[str, ...]:
    """The method in plain sentences."""
    sure = certainty(chosen["level"])
    return (
        "Every rate is worked out again from the counts in the table; where it states a rate and "
        "the number of searches, the count is worked back, and both are compared with what it "
        "states.",
        f"Ranges are right about {sure} of the time: Wilson for shares, exact (Clopper-Pearson) "
        "where there is no event or nothing else, Newcombe for differences, log-delta or Koopman "
        "for ratios. For the verdict they are widened for the number of comparisons (Bonferroni).",
        f"A difference is ruled out when the whole range lies within {chosen['margin']:g} times "
        f"for wrongful matches, and within {100 * chosen['points']:g} points for people found; it "
        "is shown when the range leaves out equality; else it cannot be told.",
        "The levels of evidence run from 0 (somebody says so) to 5 (an independent test of our own "
        "use). A table alone earns 1 without counts or a threshold, 2 as the supplier's own test, "
        "and 3 as one by a third party.",
        f"This table earns {level.level}, because {level.because}.",
    )
