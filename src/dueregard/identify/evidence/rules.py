"""Who says what, and how much it is worth: the level of a claim follows from who tested it.

Without this file a supplier's brochure could stand beside a test on our own data as if the two
were the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.findings.finding import VerdictCode


class Source(StrEnum):
    """Who says so."""

    FORCE = "force"
    SUPPLIER = "supplier"
    OTHER_FORCE = "other-force"
    INDEPENDENT = "independent"
    PUBLIC = "public"


SOURCE_NAMES: dict[Source, str] = {
    Source.FORCE: "This force",
    Source.SUPPLIER: "The supplier",
    Source.OTHER_FORCE: "Another force",
    Source.INDEPENDENT: "An independent body",
    Source.PUBLIC: "People affected",
}

LEVEL_NAMES: dict[int, str] = {
    0: "Not tested: somebody says so",
    1: "The supplier says so",
    2: "The supplier's own test",
    3: "A test by a third party",
    4: "A test on our own data",
    5: "An independent test of our own use",
}
MOST = max(LEVEL_NAMES)
# From this level on it was tested on our own data.
ON_OUR_DATA = 4

# A watch whose verdict is this has sounded its alarm: the use is then due for review.
WATCH, ALARM = "watch", VerdictCode.DISPARITY_SHOWN

# What each may be worth when it is told to us, and when the measurement itself is given.
CLAIMS: dict[Source, tuple[int, ...]] = {
    Source.FORCE: (0,),
    Source.SUPPLIER: (1, 2),
    Source.OTHER_FORCE: (0, 3),
    Source.INDEPENDENT: (0, 3),
    Source.PUBLIC: (0,),
}
FINDINGS: dict[Source, tuple[int, ...]] = {
    Source.FORCE: (4,),
    Source.SUPPLIER: (2,),
    Source.OTHER_FORCE: (3,),
    Source.INDEPENDENT: (3, 5),
    Source.PUBLIC: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One piece of evidence, as far as the rules need it."""

    lens: str
    source: Source


def may_claim(*, source: Source, level: int, said_by: str) -> Answer:
    """Whether what somebody told us may be kept at this level."""
    if not said_by.strip():
        return No("Say who said it: an organisation or a paper, with a date if there is one.",
                  "said-by-missing")
    if level not in CLAIMS[source]:
        return No(_wrong_level(source, CLAIMS[source]), "level-without-source")
    return Yes()


def may_attach(*, source: Source, level: int, earned: int | None = None) -> Answer:
    """Whether a measurement by this source may be kept at this level.

    Where a claim was checked, no level above what it `earned` can be had.
    """
    if not FINDINGS[source]:
        return No(
            "What people affected tell us is not a measurement. Record it as something that was "
            "said.", "not-a-measurement",
        )
    if earned is not None and earned < min(FINDINGS[source]):
        if level == earned:
            return Yes()
        return No(
            f"The claim that was checked earned level {earned} ('{LEVEL_NAMES[earned].lower()}'), "
            "so it can be kept at that level alone.", "level-not-earned",
        )
    if level not in FINDINGS[source]:
        return No(_wrong_level(source, FINDINGS[source]), "level-without-source")
    return Yes()


def worth_of(*, source: Source, earned: int | None = None) -> int:
    """What a measurement by this source is worth without a word on it: the least that it may be.

    A check of somebody's claim says what the claim earned. That can make it worth less, and never
    more.
    """
    least = min(FINDINGS[source], default=0)
    return least if earned is None else min(least, earned)


def may_replace(*, same_use: bool, same_row: bool, replaced_already: bool) -> Answer:
    """Whether one piece of evidence may take the place of another."""
    if same_row:
        return No("Evidence cannot replace itself. Choose the newer one.", "same-row")
    if not same_use:
        return No("The two are about different uses.", "other-use")
    if replaced_already:
        return No("It was replaced before. Replace the newer one.", "replaced-already")
    return Yes()


def is_alarm(*, instrument: str, verdict: VerdictCode) -> bool:
    """Whether a measurement is a watch that has sounded an alarm."""
    return instrument == WATCH and verdict is ALARM


def only_supplier_says(said: Iterable[Said]) -> tuple[str, ...]:
    """The lenses for which there is evidence, and all of it comes from the supplier."""
    sources: dict[str, set[Source]] = {}
    for each in said:
        sources.setdefault(each.lens, set()).add(each.source)
    return tuple(lens for lens, found in sources.items() if found == {Source.SUPPLIER})


def _wrong_level(source: Source, allowed: tuple[int, ...]) -> str:
    words = " or ".join(f"'{LEVEL_NAMES[each].lower()}'" for each in allowed)
    return (
        f"{SOURCE_NAMES[source]} can give evidence at the level {words}. "
        "A higher level needs a test by somebody else."
    )
