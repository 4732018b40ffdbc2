"""What a measurement says, and how sure it is.

A Finding is the one currency between the instruments and everything else. A number in it
comes with its count and interval, or with the reason why there is no number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from dueregard.answers import DueRegardError

SCHEMA = "urn:dueregard:finding:1"
# Fields of a Finding that came later: they may be absent from a file, and are when empty.
OPTIONAL = ("headline", "method_words", "repeat")


class VerdictCode(StrEnum):
    """The only five things a measurement may conclude."""

    DISPARITY_SHOWN = "disparity-shown"
    DISPARITY_RULED_OUT = "disparity-ruled-out"
    CANNOT_TELL = "cannot-tell"
    NOT_FIT = "not-fit"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The conclusion: a code for machines and a sentence for people."""

    code: VerdictCode
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Something a reader must know before using the figures."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComputed:
    """Why there is no number. Never 0, never NaN, never a stand-in."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured quantity for one group in one stratum.

    `value` lies in the unit's own range (a share is 0 to 1, never a percentage); `low` and
    `high` bound it at `level`. `events` of `exposure` are the counts behind it. Where
    `not_computed` is given, `value`, `low` and `high` are None. `suppressed` is set only by
    suppression.for_audience.
    """

    measure: str
    group: Mapping[str, str] = field(default_factory=dict)
    stratum: Mapping[str, str] = field(default_factory=dict)
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    method: str | None = None
    unit: str = "share"
    events: int | None = None
    exposure: float | None = None
    reference: str | None = None
    suppressed: bool = False
    not_computed: NotComputed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Rows of the input that were not used, and why."""

    reason: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What was read: rows_read = rows_used + the rows set aside, always."""

    sha256: str
    rows_read: int
    rows_used: int
    set_aside: tuple[SetAside, ...] = ()

    def __post_init__(self) -> None:
        aside = sum(each.rows for each in self.set_aside)
        if self.rows_read != self.rows_used + aside:
            raise DueRegardError(
                f"{self.rows_read} rows were read, but {self.rows_used} used and {aside} set "
                "aside: an instrument lost rows. This is a fault in the software; please report it."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How it was measured, so that anyone can do it again."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Lines with which anybody can get the headline again: a command, or a few lines of R."""

    title: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A measurement, whole: question, verdict, every figure, every caveat, its data and method.

    `headline` is the measure that a report shows first, `method_words` the method in plain
    sentences, and `repeat` the lines with which anybody can get the headline again.
    """

    instrument: str
    version: str
    question: str
    verdict: Verdict
    rows: tuple[Row, ...]
    caveats: tuple[Caveat, ...]
    data: Data
    method: Method
    headline: str = ""
    method_words: tuple[str, ...] = ()
    repeat: tuple[Repeat, ...] = ()
    schema: str = SCHEMA

    def to_json(self) -> str:
        """The Finding as canonical JSON: sorted keys, no spaces that mean nothing."""
        return json.dumps(
            _plain(self), sort_keys=True, ensure_ascii=False, allow_nan=False,
            separators=(",", ":"), default=_as_plain,
        )


def _plain(finding: Finding) -> dict[str, Any]:
    """By hand: asdict copies every value, which for ten thousand rows takes a second."""
    plain = {each.name: getattr(finding, each.name) for each in fields(finding)}
    plain["rows"] = [_plain_row(row) for row in finding.rows]
    # Said only where it is so: a finding without them has the bytes that it always had.
    for name in OPTIONAL:
        if not plain[name]:
            del plain[name]
    return plain


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "measure": row.measure, "group": row.group, "stratum": row.stratum, "value": row.value,
        "low": row.low, "high": row.high, "level": row.level, "method": row.method,
        "unit": row.unit, "events": row.events, "exposure": row.exposure,
        "reference": row.reference, "suppressed": row.suppressed,
        "not_computed": row.not_computed,
    }


def _as_plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON.")
