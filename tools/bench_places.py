"""How fast a year of a forecast of 10,000 cells is measured, and 10,000 urns of 1,000 days drawn.

Called by `tools/bench --places`. It makes its own files. Nothing is asserted: figures are for people.
"""

import resource
import statistics
import tempfile
import time
from pathlib import Path

CELLS, DAYS, EACH = 10_000, 365, 100


def made(room: Path) -> dict[str, Path]:
    """A forecast with every cell and its score, one with the predicted cells alone, and the rest."""
    import duckdb

    files = {name: room / name for name in (
        "scores.parquet", "predicted.csv", "cells.csv", "population.csv")}
    square = f"c % {int(CELLS ** 0.5)} AS x, c // {int(CELLS ** 0.5)} AS y"
    day = "CAST(DATE '2025-01-01' + CAST(d AS INT) AS VARCHAR)"
    risk = "(hash(c) % 1000) / 1000.0 + (hash(c * 400 + d) % 1000) / 4000.0"
    grid = f"range({CELLS}) a(c), range({DAYS}) b(d)"
    for name, sql in {
        "scores.parquet": f"SELECT 'S' || c AS cell, {day} AS day, {risk} AS score FROM {grid}",
        "predicted.csv": f"SELECT 'S' || c AS cell, {day} AS day FROM {grid} "
                         f"QUALIFY row_number() OVER (PARTITION BY d ORDER BY {risk} DESC) <= {EACH}",
        "cells.csv": f"SELECT 'S' || c AS cell, NULL AS day, {square}, NULL AS reported, "
                     f"NULL AS discovered FROM range({CELLS}) a(c) UNION ALL "
                     f"SELECT 'S' || c, {day}, NULL, NULL, 1, CAST(hash(c + d) % 4 = 0 AS INT) "
                     f"FROM {grid} WHERE hash(c * 7 + d * 13) % 100 = 0",
        "population.csv": f"SELECT 'S' || c AS cell, g AS ethnicity, CAST(hash(c || g) % 90 AS INT) "
                          f"AS count FROM range({CELLS}) a(c), "
                          "(VALUES ('White'), ('Black'), ('Asian'), ('Mixed'), ('Other')) t(g)",
    }.items():
        duckdb.sql(f"COPY ({sql}) TO '{files[name]}'")
    return files


def middle(action, times: int = 5) -> float:
    took = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def places() -> None:
    """A year of 10,000 cells, from the files to the finding."""
    from dueregard.instruments import measure

    with tempfile.TemporaryDirectory() as room:
        files = made(Path(room))
        beside = {"cells": str(files["cells.csv"]), "population": str(files["population.csv"]),
                  "group": "ethnicity"}
        print(f"A forecast of {CELLS:,} cells on {DAYS} days (median of 5, files read each time)")
        for name, more in (("predicted.csv", {}), ("scores.parquet", {"top": EACH})):
            size = CELLS * DAYS if more else EACH * DAYS
            seconds = middle(lambda name=name, more=more: measure(
                "places", str(files[name]), **beside, **more))
            print(f"  {size:>9,} rows, {name:<20}        {seconds:6.2f} s")
    print(f"  most memory                          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


def urns() -> None:
    """10,000 runs of 1,000 days, of two areas and of twenty, as they are and corrected."""
    import numpy

    from dueregard.findings.urn import Urn, drawn

    print("10,000 urns of 1,000 days (median of 5)")
    for areas in (2, 20):
        numbers = numpy.linspace(1.0, 2.0, areas)
        urn = Urn(start=100 * numbers, found=numbers, reported=numbers / 4)
        for corrected in (False, True):
            seconds = middle(lambda urn=urn, corrected=corrected: drawn(
                urn, days=1_000, runs=10_000, corrected=corrected, rng=numpy.random.default_rng(1)))
            print(f"  {areas:>2} areas, {'corrected' if corrected else 'as they are':<12}"
                  f"              {seconds:6.2f} s")


def run() -> None:
    """Print every figure."""
    places()
    urns()
