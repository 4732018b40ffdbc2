"""What an instrument says about itself before it is used.

Without this file a person would have to read the code to learn which question an instrument
answers, which columns it needs and what it cannot tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dueregard.findings.roles import ColumnRole

LAWS: Mapping[str, str] = {
    "shuffling": "Putting the rows in another order changes no figure.",
    "renaming": "Renaming groups renames results and changes nothing else.",
    "doubling": "Counting every row twice keeps every rate and widens no interval.",
    "equal-groups": "Two groups with equal counts show no disparity.",
    "merging": "The rate of two groups together lies between their own rates.",
    "all-accounted": "Every row read is used or set aside with a reason.",
    "sentences": "Missing and odd columns end in a sentence that a person can act on.",
    "reference": "A slow and simple count in plain Python gives the same figures.",
    "round-trip": "A finding written as JSON and read again is the same finding.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An instrument: its question, the columns it takes, its limits and the laws it keeps.

    `laws_not_kept` gives, for each law that does not apply, the reason why. `counts_people`
    names the measures that count people, for whom small numbers are protected.
    """

    name: str
    version: str
    title: str
    question: str
    lens: str
    columns: tuple[ColumnRole, ...]
    limits: tuple[str, ...]
    counts_people: frozenset[str] = frozenset()
    laws_not_kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def laws_kept(self) -> tuple[str, ...]:
        """The laws that this instrument keeps, in their usual order."""
        return tuple(law for law in LAWS if law not in self.laws_not_kept)
