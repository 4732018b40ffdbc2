"""How much of a gap in wrongful choices the base rates alone would make."""

from collections.abc import Collection, Sequence

from dueregard.findings.base_rates import Decided, base_rate_gap
from dueregard.findings.finding import Caveat, NotComputed, Row
from dueregard.findings.splits import Name, Split, merge
from dueregard.findings.wording import percent
from dueregard.instruments.decisions.rows import Counted

_WARNING = "A base rate is what was recorded: it explains a gap and does not justify it."
IMPLIED = "false_positive_rate_from_base_rates"


def explained(
    several: Sequence[Counted], *, shown: Collection[tuple[tuple[str, ...], Name]]
) -> tuple[list[Row], list[Caveat]]:
    """For each group: the rate that base rates alone would give; for those `shown`, in words."""
    rows: list[Row] = []
    told: list[str] = []
    for each in several:
        split = each.split
        if split.reference not in split.cells:
            continue
        everyone = _decided(merge(split.cells, places=())[()])
        for name in split.stated:
            if name == split.reference:
                continue
            gap = base_rate_gap(
                group=_decided(split.cells[name]),
                reference=_decided(split.cells[split.reference]), everyone=everyone,
            )
            if isinstance(gap, NotComputed):
                rows.append(_row(split, name, NotComputed(reason=gap.reason)))
                continue
            rows.append(_row(split, name, gap.implied))
            if (split.columns, name) in shown:
                told.append(_in_words(split, name, gap.gap, gap.implied_gap))
    if not told:
        return rows, []
    return rows, [Caveat(code="base-rates", sentence=f"{' '.join(told)} {_WARNING}")]


def _row(split: Split, name: Name, value: float | NotComputed) -> Row:
    cells = split.cells[name]
    why = value if isinstance(value, NotComputed) else None
    # The identity is exact for counts, so the rate that it implies has no range of its own.
    return Row(
        measure=IMPLIED, group=split.labelled(name), not_computed=why,
        value=None if isinstance(value, NotComputed) else value,
        method=None if why else "base rates, all else as for everybody",
        events=cells[0] + cells[2], exposure=float(sum(cells)),
        reference=", ".join(split.reference),
    )


def _in_words(split: Split, name: Name, gap: float, implied: float) -> str:
    other = ", the other way round" if implied * gap < 0 else ""
    return (
        f"The false positive rates of {', '.join(name)} and {', '.join(split.reference)} lie "
        f"{_points(gap)} points apart. If the tool were equally good for both, their base rates "
        f"alone would put them {_points(implied)} points apart{other}."
    )


def _points(gap: float) -> str:
    return percent(abs(gap)).rstrip("%")


def _decided(cells: Sequence[int]) -> Decided:
    return Decided(flagged_true=cells[0], flagged_false=cells[1], missed=cells[2],
                   cleared=cells[3])
