"""The trade between two kinds of error as a picture, wherever a finding holds both of a group.

Without this file a reader would have to hold two tables side by side, a threshold at a time.
"""

from collections.abc import Iterator

from dueregard.documents.chart_trade_off import Setting, trade_off
from dueregard.documents.document import Chart
from dueregard.documents.style import SERIES
from dueregard.findings.figures import label
from dueregard.findings.finding import Finding, Row
from dueregard.findings.paper_tables import names_of, splits_of
from dueregard.findings.trials import FALSE, MISSED
from dueregard.findings.wording import listed


def trade_offs(finding: Finding) -> Iterator[Chart]:
    """A chart for each heading under which groups stand, where two groups or more can be drawn."""
    rows = [row for row in finding.rows if row.measure in (FALSE, MISSED) and len(row.group) == 1]
    for splits in dict.fromkeys(splits_of(row) for row in rows):
        drawn = _chart([row for row in rows if splits_of(row) == splits])
        if drawn is not None:
            yield drawn


def _chart(rows: list[Row]) -> Chart | None:
    missed = {names_of(row): row for row in rows if row.measure == MISSED}
    false = [row for row in rows if row.measure == FALSE and row.value is not None]
    settings, left_out = [], []
    for row in false:
        beside = missed.get(names_of(row))
        if beside is None or beside.value is None:
            continue
        if not row.value:
            left_out.append(", ".join(names_of(row)))
            continue
        group, threshold = names_of(row)[0], row.stratum.get("threshold", "")
        settings.append(Setting(group=group, threshold=threshold, false=row.value,
                                missed=beside.value))
    sizes: dict[str, float] = {}
    for row in false:
        sizes[names_of(row)[0]] = sizes.get(names_of(row)[0], 0.0) + (row.exposure or 0.0)
    names = sorted({each.group for each in settings}, key=lambda name: (-sizes[name], name))
    kept = names[: len(SERIES)]
    if len(kept) < 2:
        return None
    heading = next(iter(rows[0].group))
    said = ["Each line is a group and each mark a threshold: further left fewer are wrongly "
            "matched, further down fewer are missed. At one threshold the marks of groups that are "
            "treated alike lie together."]
    if left_out:
        said.append(f"Not drawn, because nobody was wrongly matched there: {listed(left_out)}.")
    if more := names[len(kept):]:
        said.append(f"Not drawn, because they had fewer searches: {listed(more)}.")
    return trade_off(
        title=f"Wrongly matched and missed, by {label(heading).lower()}",
        description=" ".join([*said, "The tables below have every figure with its range."]),
        settings=[each for each in settings if each.group in kept],
    )
