"""Searches of a face recognition trial: how many, how many ended how, and what they are worth.

Without this file searches for people on the list and for people who are not would be added
together, and ten passes of one volunteer would count as ten people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.findings.labels import NOT_STATED
from dueregard.findings.splits import Name

FALSE = "false_positive_identification_rate"
TRUE = "true_positive_identification_rate"
MISSED = "false_negative_identification_rate"
NOBODY = {
    FALSE: "There are no searches for people who are not on the watchlist.",
    TRUE: "There are no searches for people who are on the watchlist.",
    MISSED: "There are no searches for people who are on the watchlist.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Events out of a number of searches, and as how many separate ones they count."""

    events: int
    out_of: int
    worth: float | None = None

    @property
    def separate(self) -> float:
        """As how many separate searches they count."""
        return self.out_of if self.worth is None else min(self.worth, float(self.out_of))


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """The searches of a group at one threshold.

    `mated` are for people who are on the watchlist, of which `true` found them; `nonmated` are
    for people who are not, of which `false` matched somebody. `subjects` is how many people were
    searched for, 0 where nobody says. The worth of each is set where people come up repeatedly.
    """

    mated: int
    true: int
    nonmated: int
    false: int
    subjects: int = 0
    mated_worth: float | None = None
    nonmated_worth: float | None = None

    def count(self, rate: str) -> Count:
        """What a rate is made of."""
        if rate == FALSE:
            return Count(events=self.false, out_of=self.nonmated, worth=self.nonmated_worth)
        events = self.true if rate == TRUE else self.mated - self.true
        return Count(events=events, out_of=self.mated, worth=self.mated_worth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The searches of every group under some headings, and the group that others stand beside."""

    columns: tuple[str, ...]
    reference: Name
    probes: Mapping[Name, Probes]

    @property
    def stated(self) -> tuple[Name, ...]:
        """The groups in which every label is stated: the only ones that are compared."""
        return tuple(name for name in self.probes if NOT_STATED not in name)

    def labelled(self, name: Name) -> dict[str, str]:
        """A group as a row of a Finding names it."""
        return dict(zip(self.columns, name, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One threshold that was tested: everybody, and each way of splitting them into groups.

    A threshold that nobody states is "".
    """

    threshold: str
    everyone: Probes
    splits: tuple[Groups, ...]

    @property
    def stratum(self) -> dict[str, str]:
        """The threshold as a row of a Finding names it."""
        return {"threshold": self.threshold} if self.threshold else {}


def threshold_words(number: float) -> str:
    """A threshold as it is written everywhere, to its last digit: 0.60 and 0.6 are one.

    >>> threshold_words(0.60), threshold_words(64.0), threshold_words(0.123456789)
    ('0.6', '64', '0.123456789')
    """
    return repr(float(number)).removesuffix(".0")


def separate_searches(*, searches: int, subjects: int, correlation: float) -> float | None:
    """As how many separate searches repeated passes of the same people count.

    Formula: n / (1 + (m - 1)·r), with m = n/subjects passes each and r how alike the passes of
    one person are (0: like strangers; 1: all the same). None where nobody is said to repeat. The
    correlation is an assumption unless the rows themselves are measured.
    Source: L. Kish, Survey Sampling (1965), 5.4.

    >>> round(separate_searches(searches=4000, subjects=400, correlation=0.3))
    1081
    """
    if not 0 < subjects < searches:
        return None
    return searches / (1 + (searches / subjects - 1) * correlation)
