"""Which columns hold those at risk, those acted on and what was found; refused without the first.

Without this file residents, or searches themselves, would pass for people who could have been
searched, and a bar would be given that nothing in the file can show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings import layouts
from dueregard.findings.about import About
from dueregard.findings.labels import Condition, condition, heading_of
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold

ROWS = "rows"
USES = (
    "Where it can be done in the United Kingdom: vehicle stops, where each stop is written down "
    "whether or not a search followed; custody, then strip search; stop and account, then search; "
    "alerts of facial recognition, then people spoken to, then arrests; people detained, then "
    "fingerprints checked on the spot."
)
WHY_NOT = (
    "Nobody writes down whom an officer considered and let pass, so for searches in the street "
    "(section 1 of PACE, section 23 of the Misuse of Drugs Act, section 60) there is no count of "
    "those at risk and this test cannot be made."
)
_RESIDENTS = ("population", "resident", "census", "inhabitant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The columns. Where every row is one person at risk, `at_risk` is "" and both are conditions.

    Where the file holds counts, the conditions have no sign and their headings hold counts.
    """

    group: str
    stratum: str
    at_risk: str
    acted: Condition
    hit: Condition

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column that has to be counted by."""
        named = (self.group, self.stratum, self.at_risk, self.acted.heading, self.hit.heading)
        return tuple(each for each in named if each)


def meant(table: Table, *, chosen: Mapping[str, Any], about: About) -> Meant:
    """The columns that were named; a sentence where one is not there, or cannot be what it says."""
    columns = table.saved.columns if table.saved else table.columns
    if layouts.police(columns) is not None:
        raise DueRegardError(
            f"This file is laid out as data.police.uk lays out searches: each row is a search. "
            f"{WHY_NOT} {USES} For these files use the instrument 'outcomes'."
        )
    if not chosen["at_risk"]:
        asked = answers_of.needed(about, "at_risk", columns=columns)
        raise DueRegardError(f"{asked} {WHY_NOT} {USES}")
    for name in ("group", "stratum", "acted", "hit"):
        if not chosen[name]:
            raise answers_of.needed(about, name, columns=columns)
    at_risk = _at_risk(chosen["at_risk"], columns=columns)
    acted, hit = (condition(chosen[name], headings=columns) for name in ("acted", "hit"))
    if at_risk and (acted.sign or hit.sign):
        raise DueRegardError(
            f"'{at_risk}' holds counts of those at risk, so the acts and the finds must be columns "
            "of counts too. Name the headings alone, or write --at-risk rows where each row is one "
            "person."
        )
    its = Meant(group=heading_of(chosen["group"], columns),
                stratum=heading_of(chosen["stratum"], columns), at_risk=at_risk, acted=acted,
                hit=hit)
    if len(set(its.keys)) < len(its.keys):
        raise DueRegardError(
            "A column is given for two things at once. The group, the stratum, those at risk, the "
            "acts and the finds each need a column of their own."
        )
    return its


def _at_risk(asked: str, *, columns: tuple[str, ...]) -> str:
    if fold(asked) == ROWS and not any(fold(each) == ROWS for each in columns):
        return ""
    heading = heading_of(asked, columns)
    if any(each in fold(heading) for each in _RESIDENTS):
        raise DueRegardError(
            f"'{heading}' seems to count residents. Most residents were never before an officer "
            f"who could have acted, so they are not those at risk. {WHY_NOT} {USES}"
        )
    return heading
