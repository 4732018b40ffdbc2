"""Groups compared within each place, and how the whole differs from its parts.

Without this file a figure for a country could be larger than that of every part of it, and nobody
would be told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.heterogeneity import Heterogeneity, heterogeneity
from dueregard.findings.shrinkage import Shrunk, shrunk
from dueregard.findings.strata import Stratum, WithinBetween, comparable, within_between
from dueregard.instruments.rates.compared import Compared, Counts
from dueregard.instruments.rates.rows import RATIO, rate_row, ratio, row

WITHIN, BETWEEN = "rate_ratio_within", "rate_ratio_between"
TYPICAL, VARIATION = "rate_ratio_typical", "variation_between"
SHRUNK = "rate_ratio_shrunk"
# From this many places on, the extreme ratios are mostly those of the smallest places.
MANY = 10
# The figures of more places than this would be read by nobody.
MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A group against the reference within places: what is left there, and how places differ.

    `outside` says that the figure of all together is beyond that of every part, from the lowest
    to the highest of `parts`.
    """

    group: str
    split: WithinBetween
    spread: Heterogeneity | NotComputed
    drawn: Shrunk | NotComputed | None
    parts: tuple[float, float] | None
    places: int

    @property
    def outside(self) -> bool:
        """Whether the whole lies outside its parts."""
        whole = self.split.crude
        return (self.parts is not None and not isinstance(whole, NotComputed)
                and not self.parts[0] <= whole.value <= self.parts[1])


def within(its: Compared, group: str, *, level: float) -> Within:
    """Compare a group with the reference place by place."""
    strata = its.strata(group)
    both = comparable(strata)
    return Within(
        group=group, split=within_between(strata=strata, level=level),
        spread=heterogeneity(strata=strata, level=level),
        drawn=shrunk(strata=strata, level=level) if MANY <= len(both) <= MOST else None,
        parts=_parts(both, level=level), places=len(both),
    )


def _parts(both: Sequence[Stratum], *, level: float) -> tuple[float, float] | None:
    if not 2 <= len(both) < MANY:
        return None
    found = [
        ratio(Counts(events=int(each.events), people=each.exposure),
              Counts(events=int(each.reference_events), people=each.reference_exposure),
              level=level)
        for each in both
    ]
    values = [each.value for each in found if isinstance(each, Estimate)]
    return (min(values), max(values)) if len(values) == len(found) else None


def rows(
    its: Compared, several: Sequence[Within], *, heading: str, level: float
) -> Iterator[Row]:
    """What is left within places and what lies between; then, unless too many, each place."""
    for each in several:
        yield from _together(its, each)
    if len(its.places) > MOST:
        return
    for place, groups in its.places.items():
        for group, counts in groups.items():
            yield rate_row(counts, its=its, group=group, level=level, stratum={heading: place})
    for each in several:
        yield from _each_place(its, each, heading=heading, level=level)


def _together(its: Compared, found: Within) -> Iterator[Row]:
    label, counts = its.label(found.group), its.groups[found.group]
    yield row(WITHIN, found.split.within, its=its, group=label, counts=counts)
    between = found.split.between
    if isinstance(between, NotComputed):
        yield row(BETWEEN, between, its=its, group=label, counts=counts)
    else:
        yield Row(measure=BETWEEN, group=label, stratum=its.stratum, unit="ratio", value=between,
                  method="crude over within", reference=its.reference)
    spread = found.spread
    if isinstance(spread, NotComputed):
        yield row(TYPICAL, spread, its=its, group=label, counts=counts)
        return
    yield row(TYPICAL, spread.pooled, its=its, group=label, counts=counts)
    # What part of the differences chance does not explain has no range of its own.
    yield Row(measure=VARIATION, group=label, stratum=its.stratum, value=spread.i_squared,
              method="i-squared", reference=its.reference)


def _each_place(
    its: Compared, found: Within, *, heading: str, level: float
) -> Iterator[Row]:
    """Each place, from the highest ratio to the lowest where they are many: of the drawn ones."""
    drawn = {}
    if isinstance(found.drawn, Shrunk):
        drawn = {each.name: each.shrunk for each in found.drawn.areas}
    order = sorted(its.places, key=lambda each: (each not in drawn, -drawn[each].value, each)
                   if each in drawn else (True, 0.0, each))
    for place in order:
        one, other = its.places[place][found.group], its.places[place][its.reference]
        stratum = {heading: place}
        label = its.label(found.group)
        if place in drawn:
            yield row(SHRUNK, drawn[place], its=its, group=label, counts=one, stratum=stratum)
        yield row(RATIO, _or_why(one, other, its=its, level=level), its=its, group=label,
                  counts=one, stratum=stratum)


def _or_why(
    one: Counts, other: Counts, *, its: Compared, level: float
) -> Estimate | NotComputed:
    if not one.people:
        return NotComputed(reason="Nobody of this group lives there, so nothing can be compared.")
    if not other.people:
        return NotComputed(reason=f"Nobody of {its.reference} lives there to compare with.")
    return ratio(one, other, level=level)
