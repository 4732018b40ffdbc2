"""From rows to counts by score, outcome and group, however many different scores there are.

Without this file a score with ten decimals would be as many groups as there are people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.counts import CountTable, Label, count, position
from dueregard.findings.labels import number_of
from dueregard.findings.reading_tables import Table
from dueregard.instruments.scores.columns import Columns
from dueregard.instruments.scores.scale import Kind, Looked, kind_of, look, value_of

MOST_SCORES = 10_000
# As many combinations as can be counted with room to spare, and read within seconds.
_MOST_COMBINATIONS = 200_000
# So few rows cannot make too many combinations, whatever they hold.
_FEW_ROWS = 50_000
# Scores are summed as whole parts of the range, so that the sum does not depend on the order.
_PARTS = 10**9
_NOT_A_NUMBER = "not a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The count table, what each label of the score means, and how it was rounded.

    `score_of` gives the number for a label of the score (of rounded scores, the mean of those
    that were rounded to one), None for one that is no number. `sums` are the exact sums of
    the scores of each combination, where scores were rounded to steps of `step`; else empty.
    `word` is an example of what is no number, where the labels themselves are not kept.
    """

    table: CountTable
    score_of: Mapping[Label, float | None]
    kind: Kind
    looked: Looked
    sums: Mapping[tuple[Label, ...], float]
    step: float = 0.0
    word: str = ""


def counted(
    table: Table, *, columns: Columns, asked: str, extra: Mapping[str, str]
) -> Counted:
    """Count by the groups, the outcome, the score and the `extra` keys (names and their SQL).

    Every different score is kept where there are few enough; else scores are rounded to equal
    steps, by the engine, and their sums kept.
    """
    signed = asked == Kind.PERCENTAGE
    keys = (*columns.keys, *extra, columns.score)
    steps = _steps(table, columns=columns, extra=extra)
    if not steps:
        found = count(table, keys=keys, expressions=extra)
        values = found.distinct(columns.score)
        looked = look(values, signed=signed)
        return Counted(
            table=found, looked=looked, sums={},
            kind=kind_of(looked, asked=asked, heading=columns.score),
            score_of={label: value_of(label, signed=signed) for label in values},
        )
    return _rounded(table, columns=columns, asked=asked, extra=extra, keys=keys, steps=steps)


def _steps(table: Table, *, columns: Columns, extra: Mapping[str, str]) -> int:
    """Into how many steps the scores must be rounded; 0 where they can be kept as they are."""
    if table.rows_read <= _FEW_ROWS:
        return 0
    score = f"c{position(table, columns.score)}"
    scores = int(table.ask(f"SELECT approx_count_distinct({score}) FROM records")[0][0])
    named = [f"{extra.get(key) or f'c{position(table, key)}'} AS k{place}"
             for place, key in enumerate((*columns.keys, *extra))]
    cells = int(table.ask(
        f"SELECT count(*) FROM (SELECT DISTINCT {', '.join(named)} FROM records) AS d")[0][0])
    if scores <= MOST_SCORES and scores * cells <= _MOST_COMBINATIONS:
        return 0
    return max(100, min(MOST_SCORES, _MOST_COMBINATIONS // max(cells, 1)))


def _rounded(
    table: Table, *, columns: Columns, asked: str, extra: Mapping[str, str],
    keys: Sequence[str], steps: int,
) -> Counted:
    cell = f"c{position(table, columns.score)}"
    plain = f"replace(CAST({cell} AS STRING), '%', '')" if asked == Kind.PERCENTAGE else cell
    value = f"TRY_CAST({plain} AS DOUBLE)"
    known = f"{value} BETWEEN -1e300 AND 1e300"
    looked = _look(table, cell=cell, value=value, known=known)
    kind = kind_of(looked, asked=asked, heading=columns.score)
    low, high = {
        Kind.PROBABILITY: (0.0, 1.0), Kind.PERCENTAGE: (0.0, 100.0),
        Kind.POINTS: (looked.lowest, looked.highest),
    }[kind]
    if high <= low:
        raise DueRegardError(
            f"'{columns.score}' is the same for everybody, so it tells nobody apart.")
    step = (high - low) / steps
    moved = f"({value} - {_literal(low)})"
    label = (
        f"CASE WHEN {cell} IS NULL THEN NULL WHEN {known} THEN CAST(least(CAST(floor({moved} / "
        f"{_literal(step)}) AS BIGINT), {steps - 1}) AS STRING) ELSE '{_NOT_A_NUMBER}' END")
    expressions = {**extra, columns.score: label}
    found = count(table, keys=keys, expressions=expressions)
    part = (high - low) / _PARTS
    whole = f"CAST(round({moved} / {_literal(part)}) AS BIGINT)"
    totals = _summed(table, keys=keys, expressions=expressions,
                     summed=f"CASE WHEN {known} THEN {whole} ELSE 0 END")
    rows = {each.labels: each.rows for each in found.combinations}
    # In the order of the counts, which does not depend on the engine, and so nor does any sum.
    sums = {labels: low * many + totals[labels] * part for labels, many in rows.items()}
    return Counted(table=found, score_of=_means(sums, rows), kind=kind, looked=looked, sums=sums,
                   step=step, word=looked.word)


def _look(table: Table, *, cell: str, value: str, known: str) -> Looked:
    """What stands in the column, asked of the engine."""
    def rows(condition: str) -> str:
        return f"count(CASE WHEN {condition} THEN 1 END)"

    word = f"{cell} IS NOT NULL AND NOT coalesce({known}, false)"
    asked = (
        rows(known), rows(f"{known} AND {value} > 0 AND {value} < 1"),
        rows(f"{known} AND NOT {value} BETWEEN 0 AND 1"),
        rows(f"{known} AND NOT {value} BETWEEN 0 AND 100"), rows(word),
        rows(f"{word} AND instr(CAST({cell} AS STRING), '%') > 0"),
        f"min(CASE WHEN {known} THEN {value} END)", f"max(CASE WHEN {known} THEN {value} END)",
        rows(f"{known} AND floor({value}) <> {value}"),
        f"min(CASE WHEN {word} THEN CAST({cell} AS STRING) END)",
    )
    its = table.ask(f"SELECT {', '.join(asked)} FROM records")[0]
    lowest, highest = float(its[6] or 0), float(its[7] or 0)
    return Looked(
        numbers=int(its[0]), between=int(its[1]), beyond_one=int(its[2]),
        beyond_hundred=int(its[3]), words=int(its[4]), signed=int(its[5]),
        lowest=lowest, highest=highest, whole=not its[8], word=str(its[9] or ""),
        beyond=f"{highest if highest > 100 or lowest >= 0 else lowest:g}",
    )


def _summed(
    table: Table, *, keys: Sequence[str], expressions: Mapping[str, str], summed: str
) -> dict[tuple[Label, ...], int]:
    """The sum of whole numbers in each combination of the keys."""
    values = [expressions.get(key) or f"c{position(table, key)}" for key in keys]
    inner = ", ".join(f"{value} AS k{place}" for place, value in enumerate(values))
    outer = ", ".join(f"CAST(k{place} AS STRING)" for place in range(len(keys)))
    each = f"c{len(table.saved.columns)} * {summed}" if table.saved else summed
    found = table.ask(
        f"SELECT {outer}, CAST(total AS STRING) FROM (SELECT {inner}, sum({each}) AS total "
        f"FROM records GROUP BY {', '.join(values)}) AS grouped")
    return {tuple(row[:-1]): int(float(row[-1])) if "." in row[-1] else int(row[-1])
            for row in found}


def _means(
    sums: Mapping[tuple[Label, ...], float], rows: Mapping[tuple[Label, ...], int]
) -> dict[Label, float | None]:
    """The mean of the scores that were rounded to one step, over everybody."""
    together: dict[Label, list[float]] = {}
    for labels, total in sums.items():
        kept = together.setdefault(labels[-1], [0.0, 0.0])
        kept[0] += total
        kept[1] += rows[labels]
    return {
        label: total / many if number_of(label) is not None else None
        for label, (total, many) in together.items()
    }


def _literal(value: float) -> str:
    """A number that both engines read as floating, all its digits kept."""
    return f"({value:.17e})"
