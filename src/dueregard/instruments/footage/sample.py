"""A drawn sample read back: what came of every clip, and what that says of all encounters.

Without this file a clip that is missing would drop out of the figures, and the one that nobody
was shown would count as nothing found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.drawn_estimates import Drawn
from dueregard.findings.drawn_paper import (
    DRAWN,
    FOOTAGE,
    ID,
    LISTED,
    MISSING,
    REASON,
    SEEN,
    STATES,
    WITHHELD,
)
from dueregard.findings.labels import number_of
from dueregard.findings.roles import fold
from dueregard.findings.sources import opened
from dueregard.findings.tables import Table
from dueregard.findings.wording import listed as in_words

BLANK = "not said"
_NEEDED = (ID, LISTED, DRAWN, FOOTAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One drawn encounter: its stratum, what came of its clip, and whether a reason was given."""

    id: str
    stratum: tuple[str, ...]
    listed: int
    drawn: int
    footage: str
    reason: str

    @property
    def not_shown(self) -> bool:
        """True where nobody can have seen any of it."""
        return self.footage in (MISSING, WITHHELD, BLANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Every drawn encounter, and the fingerprint of the file."""

    clips: tuple[Clip, ...]
    sha256: str

    @property
    def listed(self) -> int:
        """How many encounters the list had."""
        return sum({each.stratum: each.listed for each in self.clips}.values())

    def strata(self, values: Mapping[str, float]) -> list[Drawn]:
        """Each stratum with the value of each of its drawn encounters, by id."""
        found: dict[tuple[str, ...], list[Clip]] = {}
        for each in self.clips:
            found.setdefault(each.stratum, []).append(each)
        return [Drawn(listed=clips[0].listed, values=tuple(values[each.id] for each in clips))
                for _, clips in sorted(found.items())]

    def seen_whole(self, ids: set[str]) -> list[Drawn]:
        """Each stratum with as many noughts as clips of those ids: for none found in so many."""
        found: dict[tuple[str, ...], list[Clip]] = {}
        for each in self.clips:
            found.setdefault(each.stratum, []).append(each)
        return [Drawn(listed=clips[0].listed, values=(0.0,) * sum(each.id in ids for each in clips))
                for _, clips in sorted(found.items())]


def read(given: Any) -> Sample:
    """A filled-in sample from a file or an open table; a sentence where something was taken out."""
    if isinstance(given, list | tuple):
        given = given[0]
    table = given if isinstance(given, Table) else opened(given)
    place = {fold(each): at for at, each in reversed(list(enumerate(table.columns)))}
    missing = [each for each in _NEEDED if each not in place]
    if missing:
        raise DueRegardError(
            f"The sample has no column '{missing[0]}'. Give the file that 'dueregard draw' wrote, "
            "filled in."
        )
    rows = table.engine.execute("SELECT * EXCLUDE (row, overlong) FROM cells ORDER BY row"
                                ).fetchall()
    # The strata stand between the id and the number on the list, as the draw wrote them.
    between = range(place[ID] + 1, place[LISTED])
    clips = tuple(_clip(row, place=place, between=between) for row in rows)
    _check(clips)
    return Sample(clips=clips, sha256=table.sha256)


def _clip(row: Sequence[Any], *, place: Mapping[str, int], between: range) -> Clip:
    def cell(name: str) -> str:
        return " ".join(str(row[place[name]] or "").split()) if name in place else ""

    numbers = [number_of(cell(each)) for each in (LISTED, DRAWN)]
    if not cell(ID) or any(each is None or each < 1 or each != int(each) for each in numbers):
        raise DueRegardError(
            f"A row of the sample has no id, or no number under '{LISTED}' or '{DRAWN}' (id: "
            f"'{cell(ID)}'). Give the file as it was drawn; fill in '{FOOTAGE}' and '{REASON}' "
            "alone."
        )
    footage = fold(cell(FOOTAGE))
    if footage and footage not in STATES:
        raise DueRegardError(
            f"For '{cell(ID)}' the sample says '{cell(FOOTAGE)}' under '{FOOTAGE}'. Write one of: "
            f"{', '.join(STATES)}."
        )
    return Clip(
        # A spreadsheet is kept from taking an id for a formula by a mark in front of it.
        id=cell(ID).removeprefix("'"), listed=int(numbers[0] or 0), drawn=int(numbers[1] or 0),
        stratum=tuple(str(row[each] or "") for each in between), footage=footage or BLANK,
        reason=cell(REASON),
    )


def _check(clips: Sequence[Clip]) -> None:
    """Nothing drawn is taken out, and nothing is put in its place."""
    twice = [each.id for place, each in enumerate(clips)
             if each.id in {one.id for one in clips[:place]}]
    if twice:
        raise DueRegardError(f"'{twice[0]}' stands in the sample twice. Keep the row as drawn.")
    strata: dict[tuple[str, ...], list[Clip]] = {}
    for each in clips:
        strata.setdefault(each.stratum, []).append(each)
    for stratum, its in strata.items():
        if any(each.drawn != len(its) or each.listed != its[0].listed for each in its):
            raise DueRegardError(
                f"Of the stratum {in_words(list(stratum)) or 'all'} {its[0].drawn:,} were drawn, "
                f"and the sample has {len(its):,}. A clip that is missing or withheld stays in "
                "the sample with its reason, and no other takes its place: put every row back as "
                "it was drawn."
            )


def footage_values(sample: Sample, state: str) -> dict[str, float]:
    """1 for each clip of which that came, 0 for every other."""
    return {each.id: float(each.footage == state) for each in sample.clips}


def states(sample: Sample) -> list[str]:
    """What came of the clips, in the usual order, a blank last."""
    there = {each.footage for each in sample.clips}
    return [each for each in (*STATES, BLANK) if each in there]


def concern_values(
    sample: Sample, concerns: Mapping[str, bool]
) -> tuple[dict[str, float], dict[str, float]]:
    """The least and the most that each clip can count for, given which rated items are a concern.

    At least: those that were rated a concern. At most: all but those that were seen whole, rated,
    and found to be none, because a blank is never good news.
    """
    least = {each.id: float(concerns.get(each.id, False)) for each in sample.clips}
    fine = fine_ids(sample, concerns)
    return least, {each.id: float(each.id not in fine) for each in sample.clips}


def fine_ids(sample: Sample, concerns: Mapping[str, bool]) -> set[str]:
    """The clips that were seen whole and rated, and were no concern."""
    return {each.id for each in sample.clips
            if each.footage == SEEN and concerns.get(each.id) is False}
