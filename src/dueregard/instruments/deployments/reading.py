"""A table read as a log of deployments: which rows are one, and why the others are not.

Without this file a total at the foot of a table would be counted as the busiest deployment.
"""

from collections.abc import Mapping, Sequence

from dueregard.findings import typed_rows
from dueregard.findings.counts import OVERLONG
from dueregard.findings.finding import Data, SetAside
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import Kind, assign
from dueregard.findings.typed_rows import OddCell, Typed
from dueregard.findings.wording import listed
from dueregard.instruments.deployments.columns import COLUMNS
from dueregard.instruments.deployments.log import Deployment, named

_TOTAL_WORDS = "('total', 'totals', 'grand total', 'overall', 'overall total', 'sum')"
IS_TOTAL = (
    f"(date IS NULL AND (lower(trim(date__found, ' :')) IN {_TOTAL_WORDS} "
    f"OR lower(trim(place, ' :')) IN {_TOTAL_WORDS} "
    f"OR lower(trim(deployment, ' :')) IN {_TOTAL_WORDS}))"
)
USABLE = f"alerts IS NOT NULL AND NOT coalesce({IS_TOTAL}, false)"


def log_of(
    table: Table, *, chosen: Mapping[str, str]
) -> tuple[tuple[Deployment, ...], tuple[str, ...]]:
    """The deployments of a table, and why rows were left out, each in a sentence."""
    assigned = assign(columns=table.columns, wanted=COLUMNS, chosen=dict(chosen))
    read = typed_rows.typed(table=table, wanted=COLUMNS, assigned=assigned)
    odd = typed_rows.odd_cells(read)
    data = data_of(table=table, read=read, odd=odd)
    return tuple(deployments(read)), tuple(each.reason + "." for each in data.set_aside)


def deployments(read: Typed) -> list[Deployment]:
    """Every row that is a deployment, in the order of the file."""
    return [Deployment(**each) for each in typed_rows.records(
        read, columns=Deployment.columns(), where=USABLE)]


def data_of(*, table: Table, read: Typed, odd: Sequence[OddCell]) -> Data:
    """Which rows were used, and why the others were not."""
    total = {each["row"] for each in typed_rows.records(read, columns=["row"], where=IS_TOTAL)}
    lost = [
        each for each in typed_rows.records(
            read, columns=["row", "date", "place"], where="alerts IS NULL")
        if each["row"] not in total
    ]
    found = {each.row: each for each in odd if each.role == "alerts"}
    heading = read.headings["alerts"]
    unreadable = [f"row {each['row']}, '{found[each['row']].found}'"
                  for each in lost if each["row"] in found]
    blank = [named(day=each["date"], place=each["place"], row=each["row"])
             for each in lost if each["row"] not in found]
    aside = (
        (f"'{heading}' gives no number (blank, n/a or the like)", blank),
        (f"'{heading}' does not hold {Kind.WHOLE.value}", unreadable),
        ("it is a total of other rows", [f"row {row}" for row in sorted(total)]),
        (OVERLONG,
         [f"row {row}" for row in read.overlong]),
    )
    set_aside = tuple(
        SetAside(reason=f"{reason}: {listed(where)}", rows=len(where))
        for reason, where in aside if where
    )
    used = table.rows_read - sum(each.rows for each in set_aside)
    return Data(
        sha256=table.sha256, rows_read=table.rows_read, rows_used=used, set_aside=set_aside
    )
