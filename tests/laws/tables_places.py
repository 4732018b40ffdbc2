"""Forecasts of places as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

from dueregard.findings.reading_tables import from_rows

HEADINGS = ("cell", "day", "predicted", "patrol_days")
_NAMES = [f"A{number}" for number in range(12)]
CELLS = from_rows(
    columns=("cell", "day", "x", "y", "reported", "discovered"), sha256="4" * 64,
    rows=[
        *([name, "", str(500_000 + 500 * (at % 4)), str(200_000 + 500 * (at // 4)), "", ""]
          for at, name in enumerate(_NAMES)),
        *([name, f"2026-03-0{day}", "", "", str((at * day) % 3), str((at + day) % 2)]
          for at, name in enumerate(_NAMES) for day in range(1, 6)),
    ],
)
POPULATION = from_rows(
    columns=("cell", "ethnicity", "count"), sha256="5" * 64,
    rows=[
        [name, group, str(many)] for at, name in enumerate(_NAMES)
        for group, many in (("White", 200 - 10 * at), ("Black", 10 * at), ("Asian", 25))
    ],
)
OPTIONS = {"cells": CELLS, "population": POPULATION, "group": "ethnicity"}
_MARK = st.tuples(
    st.sampled_from([*_NAMES, "a3 ", "", "Z9"]),
    st.one_of(st.integers(1, 5).map(lambda day: f"2026-03-0{day}"),
              st.sampled_from(["04/03/2026", "", "2026-04-01"])),
    st.sampled_from(["yes", "yes", "no", "Y", "", "n/a"]),
    st.sampled_from(["1", "0.5", "0", "", "-1", "lots"]),
)
# One predicted cell is always there: without any there is nothing to hold against anything.
LOG = st.lists(_MARK.map(list), max_size=40).map(
    lambda rows: [["A1", "2026-03-01", "yes", "1"], *rows])
GROUP = ("cell", {"A1": "A2", "A3": "A4"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
