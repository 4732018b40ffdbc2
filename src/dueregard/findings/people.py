"""People who stand in the records more than once: how much less their rows tell than rows apart.

Without this file a tool tried fifty times on one person would seem as well tested as one tried on
fifty people, and every range would be too narrow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.findings.counts import CountTable, position
from dueregard.findings.locked import quoted
from dueregard.findings.reading_tables import Table
from dueregard.findings.typed_rows import BLANK_WORDS

# Yes and right, yes and wrong, no and wrong, no and right: the four ways a decision can end.
CELLS = 4
# A cell that says that nobody knows who is not a person with all those rows.
_NOBODY = ", ".join(map(quoted, sorted({
    written(word) for word in ("", " ", "nan", *BLANK_WORDS)
    for written in (str.lower, str.upper, str.title, str.capitalize)
})))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of row: the labels of its groups, and in which of the four cells it lies."""

    groups: tuple[str, ...]
    cell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """How rows of the same people fall together.

    `pairs` gives, for two kinds of row (by their place in `kinds`, the lower first), the sum over
    people of their rows of the one kind times their rows of the other. Every second moment, of
    any merging of groups, follows from it. A row without a person is a person of its own.
    """

    people: int
    kinds: tuple[Kind, ...]
    pairs: Mapping[tuple[int, int], int]

    def moments(self, subset: Sequence[int]) -> dict[tuple[str, ...], "Moments"]:
        """The second moments of each group, where groups are told by these of their labels."""
        names = [tuple(kind.groups[place] for place in subset) for kind in self.kinds]
        found: dict[tuple[str, ...], dict[tuple[int, int], int]] = {}
        for (first, second), value in self.pairs.items():
            if names[first] != names[second]:
                continue
            cells = sorted((self.kinds[first].cell, self.kinds[second].cell))
            kept = found.setdefault(names[first], {})
            # Two kinds that fall into one cell meet twice in the square of their sum.
            twice = 2 if first != second and cells[0] == cells[1] else 1
            kept[cells[0], cells[1]] = kept.get((cells[0], cells[1]), 0) + twice * value
        return {name: Moments(products=products) for name, products in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Of the people in a group: the sums over them of their rows in one cell times in another."""

    products: Mapping[tuple[int, int], int]

    def less(self, other: "Moments") -> "Moments":
        """What is left when a group is taken out of groups that were added up."""
        return Moments(products={
            key: value - other.products.get(key, 0) for key, value in self.products.items()
        })

    def product(self, first: Iterable[int], second: Iterable[int]) -> int:
        """The sum over people of (rows in any cell of `first`) x (rows in any of `second`)."""
        second = tuple(second)
        return sum(self.products.get((min(i, j), max(i, j)), 0) for i in first for j in second)


def separate_trials(
    *, events: int, trials: int, squares_events: int, products: int, squares_trials: int
) -> float:
    """How many separate trials the rows of a group are worth, given its people's second moments.

    Formula: R(1-R)/v, with R = events/trials, v = Σ(x - R·n)²/(Σn)² over people with x events in
    n rows, and Σ(x - R·n)² = Σx² - 2R·Σxn + R²·Σn². Never more than the rows; where people show
    no spread, (Σn)²/Σn², which is at most the people. Without the factor m/(m-1) for m people,
    people who come up once are worth exactly their rows, and doubling every row changes nothing.
    With fewer than about 20 people it is rough.
    Source: W. G. Cochran, Sampling Techniques (1977), 6.3; L. Kish, Survey Sampling (1965).

    >>> separate_trials(events=20, trials=40, squares_events=80, products=80, squares_trials=160)
    10.0
    """
    if squares_trials == trials:
        return float(trials)
    alike = trials * trials / squares_trials
    share = events / trials
    spread = squares_events - 2 * share * products + share**2 * squares_trials
    # What is left of a difference between large sums is rounding, not spread.
    if events in (0, trials) or spread <= 1e-9 * squares_events:
        return max(1.0, alike)
    return max(1.0, min(float(trials), share * (1 - share) * trials * trials / spread))


def repeats(
    table: Table, *, counted: CountTable, kinds: Sequence[Kind | None], person: str,
    expressions: Mapping[str, str] | None = None,
) -> Repeats:
    """How rows of the same people fall together, from one question in SQL.

    `kinds` says what each combination of the count table is; None is left out. `expressions` are
    those with which it was counted. A row that does not say who it is about, in no words or in
    words, is a person of its own.
    """
    distinct = tuple(sorted({each for each in kinds if each}, key=lambda k: (k.groups, k.cell)))
    place = {kind: number for number, kind in enumerate(distinct)}
    numbers = [place[each] if each else None for each in kinds]
    if not distinct:
        return Repeats(people=0, kinds=(), pairs={})
    source = _source(table=table, counted=counted, numbers=numbers, person=person,
                     expressions=expressions or {})
    found = table.ask(
        f"WITH rows_of AS (SELECT p, kind, count(*) AS n FROM ({source}) AS s GROUP BY p, kind) "
        "SELECT a.kind AS first, b.kind AS second, CAST(sum(a.n * b.n) AS BIGINT) AS met "
        "FROM rows_of AS a JOIN rows_of AS b ON a.p = b.p AND a.kind <= b.kind "
        "GROUP BY a.kind, b.kind "
        "UNION ALL SELECT -1, -1, count(DISTINCT p) FROM rows_of "
        "UNION ALL SELECT kind, -1, CAST(sum(n) AS BIGINT) FROM rows_of WHERE p IS NULL "
        "GROUP BY kind"
    )
    pairs: dict[tuple[int, int], int] = {}
    people = 0
    for first, second, met in found:
        key = int(first), int(second if second >= 0 else first)
        if first >= 0:
            pairs[key] = pairs.get(key, 0) + int(met)
        if second < 0:
            people += int(met)
    return Repeats(people=people, kinds=distinct, pairs=pairs)


def narrowed(found: Repeats, *, places: Sequence[int]) -> Repeats:
    """The same people, their groups told by these of their labels alone."""
    kinds = [
        Kind(groups=tuple(kind.groups[place] for place in places), cell=kind.cell)
        for kind in found.kinds
    ]
    return Repeats(people=found.people, kinds=tuple(kinds), pairs=found.pairs)


def to_plain(found: Repeats) -> dict[str, Any]:
    """The same as plain lists, for a saved table of counts."""
    return {
        "people": found.people,
        "kinds": [[*kind.groups, kind.cell] for kind in found.kinds],
        "pairs": [[*pair, met] for pair, met in sorted(found.pairs.items())],
    }


def from_plain(plain: Mapping[str, Any]) -> Repeats:
    """Read back what `to_plain` gave."""
    return Repeats(
        people=plain["people"],
        kinds=tuple(Kind(groups=tuple(each[:-1]), cell=each[-1]) for each in plain["kinds"]),
        pairs={(first, second): met for first, second, met in plain["pairs"]},
    )


def _source(
    *, table: Table, counted: CountTable, numbers: Sequence[int | None], person: str,
    expressions: Mapping[str, str],
) -> str:
    """Each row as its person and the number of its kind; unused rows are left out."""
    codes = ", ".join(
        "(" + ", ".join([*map(_literal, each.labels), str(number)]) + ")"
        for each, number in zip(counted.combinations, numbers, strict=True)
        if number is not None
    )
    names = ", ".join(f"v{place}" for place in range(len(counted.keys)))
    matching = " AND ".join(
        f"CAST({expressions.get(key) or f'c{position(table, key)}'} AS STRING) "
        f"IS NOT DISTINCT FROM v{place}"
        for place, key in enumerate(counted.keys)
    )
    who = f"c{position(table, person)}"
    return (
        f"SELECT CASE WHEN CAST({who} AS STRING) IN ({_NOBODY}) THEN NULL ELSE {who} END AS p, "
        f"kind FROM records JOIN (VALUES {codes}) AS codes({names}, kind) ON {matching}"
    )


def _literal(label: str | None) -> str:
    if label is None:
        return "CAST(NULL AS STRING)"
    # In Spark a backslash changes what follows it, in DuckDB it does not: so it is given by number.
    return " || chr(92) || ".join(quoted(each) for each in label.split("\\"))
