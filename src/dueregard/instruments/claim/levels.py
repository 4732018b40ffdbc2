"""What a supplier's table is worth as evidence, and what is still to be asked.

Without this file a rate without a number behind it would stand beside a test that can be repeated.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed
from dueregard.instruments.claim.reading import Read

SUPPLIER, THIRD_PARTY = "supplier", "third-party"
LEVELS = {
    1: "the supplier says so",
    2: "the supplier's own test",
    3: "a test by a third party",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """The level of evidence, from 0 to 5, and why it is no more."""

    level: int
    because: str


def earned(read: Read, *, headings: frozenset[str], tested_by: str) -> Earned:
    """What the table earns: without counts and a threshold, no more than that somebody says so.

    Never above 3, because it is no test on our own data.
    """
    wanting = []
    if not any(sum(cells[:4]) for groups in read.cells.values() for cells in groups.values()):
        wanting.append("it does not say out of how many searches")
    elif read.without_number:
        wanting.append("some of its rates are without a number of searches")
    if not {"false_identified", "false_rate"} & headings:
        wanting.append("it says nothing of wrongful matches")
    if not {"true_identified", "true_rate", "missed_rate"} & headings:
        wanting.append("it says nothing of people who are missed")
    if not read.thresholds:
        wanting.append("it does not say at which threshold")
    if wanting:
        return Earned(level=1, because=" and ".join(wanting))
    if tested_by == THIRD_PARTY:
        return Earned(level=3, because="it is no test on our own data")
    return Earned(level=2, because="nobody but the supplier tested it")


def questions(read: Read, *, headings: frozenset[str], tested_by: str) -> Iterator[str]:
    """What the supplier is still to be asked, each in a sentence."""
    if read.without_number:
        yield (f"Out of how many searches? It is not said for "
               f"{listed(sorted(set(read.without_number)), most=6)}.")
    if read.worked_back:
        yield (f"What are the counts themselves? {many(len(read.worked_back), one='figure')} here "
               "were worked back from rounded rates.")
    if read.disagree:
        yield "Which of the two is right where the table contradicts itself?"
    if not read.thresholds:
        yield "At which threshold was it tested, and is that the one we would use?"
    if not {"false_identified", "false_rate"} & headings:
        yield "How often are people wrongly matched who are not on the watchlist, in each group?"
    if not {"true_identified", "true_rate", "missed_rate"} & headings:
        yield "How many people on the watchlist are missed, in each group?"
    if not read.watchlists:
        yield "How many people were on the watchlist?"
    if not read.images:
        yield "Which images or people were used, and do they look like those our cameras will see?"
    if "subjects" not in headings:
        yield "How many people were searched for, and how often each?"
    if len(read.columns) < 2:
        yield ("What are the figures for crossings of groups, such as Black women or older Asian "
               "men?")
    if tested_by != THIRD_PARTY:
        yield "Who outside the company has tested it, and may we read that report?"
    yield ("Is the version that was tested the one that we would be given, and what happens when "
           "it changes?")
    yield "May we have a row a search, so that we can work all of this out ourselves?"
