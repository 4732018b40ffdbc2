"""A force's own file, read as rows to keep; what cannot be read is said and left out."""

from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings.sources import opened
from dueregard.findings.wording import counted
from dueregard.instruments.deployments.log import Deployment
from dueregard.instruments.deployments.reading import log_of
from dueregard.manage.deployments.rules import Row

_COUNTS = (
    "cameras", "watchlist_size", "faces_seen", "alerts", "true_confirmed", "true_unconfirmed",
    "false_confirmed", "false_unconfirmed", "true_engagements", "false_engagements", "arrests",
    "other_disposal", "no_action",
)
# Nothing that a camera counts comes near it, and no database of ours holds more.
_MOST = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a file holds: the deployments, and in sentences what was left out and why."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def read(path: Path) -> Read:
    """The deployments of a file. Raises a sentence where it is no log, or holds none."""
    log, left_out = log_of(opened(str(path)), chosen={})
    dated = [each for each in log if each.date is not None]
    undated = len(log) - len(dated)
    if not dated:
        raise DueRegardError(
            "No row of this file is a deployment with a day and a number of alerts. "
            "Check that it is the log, and send it again."
        )
    left = [*left_out]
    if undated:
        left.append(f"{counted(undated, one='row')} without a day that can be read.")
    return Read(rows=tuple(_row(each) for each in dated), left_out=tuple(left))


def _row(each: Deployment) -> Row:
    assert each.date is not None  # those without a day are left out above
    counts = {name: getattr(each, name) for name in _COUNTS}
    for name, value in counts.items():
        if value is not None and not 0 <= value <= _MOST:
            raise DueRegardError(
                f"{each.name}: {value:,} in '{name}' cannot be a count. Put the row right, and "
                "send the log again."
            )
    return Row(
        row=each.row, date=each.date, minutes=each.minutes, threshold=each.threshold,
        place=_words(each.place, 300), deployment=_words(each.deployment, 200),
        use_case=_words(each.use_case, 300), **counts,
    )


def _words(text: str | None, longest: int) -> str:
    return " ".join((text or "").split())[:longest]
