"""The counts of each stratum and group, with every row that cannot be used and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.findings.counts import Combination, CountTable, set_aside
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import NOT_STATED, grouping, is_blank, number_of, truths
from dueregard.findings.threshold_test import Counts, Place
from dueregard.instruments.thresholds.meant import Meant

Truths = Mapping[str | None, bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Counts by stratum and group; rows of the file that were used, and those set aside.

    `impossible` are the reasons among them that no true count can give.
    """

    counts: Mapping[Place, Counts]
    rows_used: int
    set_aside: tuple[SetAside, ...]
    impossible: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def whole(self) -> Counts:
        """Everybody together."""
        return sum(self.counts.values(), Counts())

    def of_group(self, group: str) -> Counts:
        """Everybody of a group."""
        return sum((its for (_, name), its in self.counts.items() if name == group), Counts())

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which somebody was at risk."""
        return tuple(sorted({group for (_, group), its in self.counts.items() if its.at_risk}))


def seen(counted: CountTable, *, its: Meant) -> Seen:
    """Read a table of counts as people at risk, acted on, and found with something."""
    groups = grouping(counted.distinct(its.group), heading=its.group)
    strata = grouping(counted.distinct(its.stratum), heading=its.stratum)
    acted: Truths = {}
    hit: Truths = {}
    if not its.at_risk:
        acted = truths(its.acted, counted.distinct(its.acted.heading))
        hit = truths(its.hit, counted.distinct(its.hit.heading))
    found: dict[Place, Counts] = {}
    aside: dict[str, int] = {}
    impossible: dict[str, None] = {}
    used = 0
    for each in counted.combinations:
        group = groups.of[each.labels[counted.place(its.group)]]
        stratum = strata.of[each.labels[counted.place(its.stratum)]]
        why, counts = _unstated(its, group, stratum), Counts()
        if not why:
            why, counts, cannot_be = (
                _counts(each, counted=counted, its=its) if its.at_risk
                else _one(each, counted=counted, its=its, acted=acted, hit=hit))
            if cannot_be:
                why = f"{why} ({stratum}, {group})"
                impossible[why] = None
        if why:
            aside[why] = aside.get(why, 0) + each.rows
            continue
        used += each.rows
        found[stratum, group] = found.get((stratum, group), Counts()) + counts
    return Seen(
        counts=found, rows_used=used, impossible=tuple(impossible),
        set_aside=set_aside(aside, rest="other rows whose counts cannot be read"),
        notes=(*groups.notes, *strata.notes),
    )


def _unstated(its: Meant, group: str, stratum: str) -> str:
    if group == NOT_STATED:
        return f"'{its.group}' is not stated, so nobody can say whose bar it was"
    return f"'{its.stratum}' is not stated" if stratum == NOT_STATED else ""


def _counts(each: Combination, *, counted: CountTable, its: Meant) -> tuple[str, Counts, bool]:
    """Why a row of counts cannot be used, what it holds, and whether that can be true at all."""
    found = []
    for heading in (its.at_risk, its.acted.heading, its.hit.heading):
        label = each.labels[counted.place(heading)]
        value = number_of(label)
        if value is None or value < 0 or value != int(value):
            said = "is blank" if is_blank(label) else f"holds '{label}', which is not a count"
            return f"'{heading}' {said}", Counts(), False
        found.append(int(value))
    at_risk, acted, hit = found
    if acted > at_risk:
        return (f"'{its.acted.heading}' is {acted:,}, more than the {at_risk:,} of "
                f"'{its.at_risk}', which cannot be"), Counts(), True
    if hit > acted:
        return (f"'{its.hit.heading}' is {hit:,}, more than the {acted:,} of "
                f"'{its.acted.heading}', which cannot be"), Counts(), True
    return "", Counts(at_risk=at_risk * each.rows, acted=acted * each.rows,
                      hit=hit * each.rows), False


def _one(
    each: Combination, *, counted: CountTable, its: Meant, acted: Truths, hit: Truths
) -> tuple[str, Counts, bool]:
    """The same of rows that are one person each. What was found matters only where one acted."""
    was_acted = acted[each.labels[counted.place(its.acted.heading)]]
    was_hit = hit[each.labels[counted.place(its.hit.heading)]]
    if was_acted is None:
        return f"'{its.acted.heading}' does not say whether it was done", Counts(), False
    if not was_acted:
        if was_hit:
            return (f"'{its.hit.words}' says that something was found, and '{its.acted.words}' "
                    "that nothing was done, which cannot be"), Counts(), True
        return "", Counts(at_risk=each.rows), False
    if was_hit is None:
        return f"'{its.hit.heading}' does not say whether anything was found", Counts(), False
    return "", Counts(at_risk=each.rows, acted=each.rows, hit=each.rows if was_hit else 0), False
