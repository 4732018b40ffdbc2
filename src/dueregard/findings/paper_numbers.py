"""Every figure as a number, with the sums that give it: without it nobody could trace a figure.

A formula is written only where working it out gives our own number; anything else stays a number.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dueregard.documents.document import Column, Formula, Table
from dueregard.findings.figures import label
from dueregard.findings.finding import Finding, NotComputed, Row
from dueregard.findings.intervals import wilson

_NAMES = ("group", "stratum", "measure", "events", "exposure", "value", "low", "high", "level",
          "unit", "method", "reference", "note")
_WORDS = frozenset({"group", "stratum", "measure", "unit", "method", "reference", "note"})
_CLOSE = 1e-9
# Wilson's range with n the exposure and z of the level; a spreadsheet has z as NORMSINV.
_Z = "NORMSINV(0.5+{level}/2)"
_MIDDLE = "{value}+" + _Z + "^2/(2*{exposure})"
_HALF = _Z + "*SQRT({value}*(1-{value})/{exposure}+" + _Z + "^2/(4*{exposure}^2))"
_SIZE = "(1+" + _Z + "^2/{exposure})"
_LOW = f"=MAX(0,({_MIDDLE}-{_HALF})/{_SIZE})"
_HIGH = f"=MIN(1,({_MIDDLE}+{_HALF})/{_SIZE})"
_SUFFIXES = {"ratio": ("_ratio", "-ratio"), "points": ("_difference", "-difference")}
_ELSE = "everyone else"

_Labels = tuple[tuple[str, str], ...]


def long_table(finding: Finding, *, shown: int | None = None) -> Table:
    """Every row of the Finding as numbers: shares from 0 to 1, nothing rounded.

    Shares, rates, ratios and differences carry the formulas that give them from the counts.
    Small counts are as they are in the Finding given: hide them first, or use `as_document`.
    """
    return Table(
        caption="Every figure as a number",
        columns=tuple(Column(label=label(name), key=name, numeric=name not in _WORDS)
                      for name in _NAMES),
        rows=tuple(
            (_labelled(row.group), _labelled(row.stratum), row.measure, row.events, row.exposure,
             row.value, row.low, row.high, row.level, row.unit, row.method, row.reference,
             row.not_computed.reason if row.not_computed else None)
            for row in finding.rows
        ),
        formulas=tuple(_formulas(finding.rows)),
        shown=shown,
    )


def _labelled(labels: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in labels.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where each row stands: by its labels, and by the name that a comparison gives it."""

    rows: Sequence[Row]
    labelled: Mapping[tuple[str, _Labels, _Labels], int]
    named: Mapping[tuple[str, tuple[str, ...], str, _Labels], int]
    measures: tuple[str, ...]


def _places(rows: Sequence[Row]) -> _Places:
    labelled, named = {}, {}
    for place, row in enumerate(rows):
        group, stratum = tuple(row.group.items()), tuple(row.stratum.items())
        labelled[row.measure, group, stratum] = place
        for between in (", ", "; ") if len(group) > 1 else (", ",):
            name = between.join(value for _, value in group)
            named[row.measure, tuple(row.group), name, stratum] = place
    return _Places(rows=rows, labelled=labelled, named=named,
                   measures=tuple(dict.fromkeys(row.measure for row in rows)))


def _formulas(rows: Sequence[Row]) -> Iterator[Formula]:
    places = _places(rows)
    for place, row in enumerate(rows):
        if row.value is None:
            continue
        text = _comparison(row, places) if row.unit in _SUFFIXES else _division(row)
        if text:
            yield Formula(row=place, column="value", text=text)
        if row.unit == "share" and row.method == "wilson" and _is_wilson(row):
            yield Formula(row=place, column="low", text=_LOW)
            yield Formula(row=place, column="high", text=_HIGH)


def _division(row: Row) -> str:
    if row.events is None or not row.exposure or row.value is None:
        return ""
    plain = row.events / row.exposure
    if row.unit == "share" and _same(plain, row.value):
        return "={events}/{exposure}"
    many = _thousands(row.unit)
    return f"={{events}}/{{exposure}}*{many}" if many and _same(plain * many, row.value) else ""


def _thousands(unit: str) -> int:
    """The number in a unit such as 'per 1,000 residents'; 0 where there is none."""
    words = unit.lower().split()
    if len(words) < 2 or words[0] != "per":
        return 0
    digits = words[1].replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _is_wilson(row: Row) -> bool:
    """True where the plain counts give the range: not where repeats of people widened it."""
    events, exposure = row.events, row.exposure
    if events is None or not exposure or row.level is None or not float(exposure).is_integer():
        return False
    made = wilson(events=events, trials=int(exposure), level=row.level)
    if isinstance(made, NotComputed) or row.low is None or row.high is None:
        return False
    return _same(made.low, row.low) and _same(made.high, row.high)


def _comparison(row: Row, places: _Places) -> str:
    """One row divided by another, or less it, where both stand in the table and give our number."""
    group, stratum = tuple(row.group.items()), tuple(row.stratum.items())
    for base in _compared(row, places):
        place = places.labelled.get((base, group, stratum))
        if place is None:
            continue
        other = places.named.get((base, tuple(row.group), row.reference or "", stratum))
        if other is not None and _gives(row, places.rows[place], places.rows[other].value):
            return f"={{value@{place}}}{_sign(row)}{{value@{other}}}"
        whole = places.labelled.get((base, (), stratum))
        if row.reference == _ELSE and whole is not None and _gives(
            row, places.rows[place], _rest(places.rows[place], places.rows[whole])
        ):
            return _against_the_rest(row, place=place, whole=whole)
    return ""


def _against_the_rest(row: Row, *, place: int, whole: int) -> str:
    """Everyone else has everyone's counts less the group's own."""
    events, exposure = (
        f"({{{each}@{whole}}}-{{{each}@{place}}})" for each in ("events", "exposure")
    )
    return f"={{value@{place}}}{_sign(row)}({events}/{exposure})"


def _compared(row: Row, places: _Places) -> Iterator[str]:
    """The measures that this one may compare: its own name without its end, or that per so many."""
    for suffix in _SUFFIXES[row.unit]:
        if row.measure.endswith(suffix):
            stem = row.measure.removesuffix(suffix)
            yield stem
            yield from (each for each in places.measures
                        if each.startswith((f"{stem}_per_", f"{stem}-per-")))


def _rest(one: Row, whole: Row) -> float | None:
    """The share of everyone else."""
    if one.events is None or whole.events is None or one.unit != "share":
        return None
    if one.exposure is None or whole.exposure is None or whole.exposure <= one.exposure:
        return None
    return (whole.events - one.events) / (whole.exposure - one.exposure)


def _sign(row: Row) -> str:
    return "/" if row.unit == "ratio" else "-"


def _gives(row: Row, one: Row, other: float | None) -> bool:
    if row.value is None or one.value is None or other is None:
        return False
    if row.unit == "points":
        return _same(one.value - other, row.value)
    return other != 0 and _same(one.value / other, row.value)


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-12)
