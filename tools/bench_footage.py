"""How long a draw and the instrument footage take over a million encounters, beside a bare scan.

Called by `tools/bench --footage`. Each is a whole process, from a file to its result, so that
starting and reading are in it. The records are made up.
"""

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = str(ROOT / ".venv/bin/python")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
ROWS, TIMES = 1_000_000, 5
MAKE = """
import duckdb, sys
duckdb.sql(f'''COPY (SELECT 'E-' || lpad(CAST(i AS VARCHAR), 8, '0') AS id,
    ['Stop and search', 'Use of force', 'Custody'][1 + CAST(hash(i) % 3 AS INT)] AS power,
    ['White', 'Black', 'Asian', 'Mixed', 'Other'][1 + CAST(hash(i + 1) % 5 AS INT)] AS ethnicity,
    'Unit ' || (hash(i + 2) % 60) AS unit,
    TIMESTAMP '2026-01-01' + INTERVAL 1 minute * (i % 500000) AS started,
    started + INTERVAL 9 minute AS ended,
    CASE WHEN hash(i + 3) % 10 > 0 THEN started + INTERVAL 1 second
        * (CAST(hash(i + 4) % 80 AS INT) - 40) END AS recorded_from,
    CASE WHEN hash(i + 3) % 10 > 0 THEN ended + INTERVAL 1 second
        * (CAST(hash(i + 5) % 90 AS INT) - 10) END AS recorded_to
    FROM range({sys.argv[1]}) t(i)) TO '{sys.argv[2]}' (FORMAT parquet)''')
"""
BARE_DRAW = """
import duckdb, sys
sql = ("SELECT power, ethnicity, arg_min(id, sha256('seed' || chr(10) || id), 40) "
       "FROM read_parquet(?) GROUP BY ALL")
print(len(duckdb.execute(sql, [sys.argv[1]]).fetchall()))
"""
BARE_COUNT = """
import duckdb, sys
sql = ("SELECT power, ethnicity, unit, recorded_from <= started AND recorded_to >= ended, count(*) "
       "FROM read_parquet(?) GROUP BY ALL")
print(len(duckdb.execute(sql, [sys.argv[1]]).fetchall()))
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as room:
        records, out = f"{room}/encounters.parquet", f"{room}/out"
        subprocess.run([PYTHON, "-c", MAKE, str(ROWS), records], check=True)
        print(f"{ROWS:,} encounters in Parquet, whole processes (median of {TIMES})")
        bare = _timed("bare scan: keys of each group", PYTHON, "-c", BARE_DRAW, records)
        _timed("dueregard draw --size 40", PYTHON, "-m", "dueregard", "draw", records, "--size",
               "40", "--seed", "seven swans by the weir", "--stratum", "power,ethnicity", "-o",
               f"{out}.csv", beside=bare)
        bare = _timed("bare scan: counts of whole", PYTHON, "-c", BARE_COUNT, records)
        _timed("measure footage, 60 units", PYTHON, "-m", "dueregard", "measure", "footage",
               records, "--from", "started", "--to", "ended", "--recorded-from", "recorded_from",
               "--recorded-to", "recorded_to", "--group", "ethnicity", "--unit", "unit",
               "--power", "power", "-o", f"{out}.json", beside=bare)


def _timed(title: str, *command: str, beside: tuple[float, float] | None = None
           ) -> tuple[float, float]:
    walls, busy = [], []
    for _ in range(TIMES):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"failed: {' '.join(command)[:200]}")
        walls.append(time.perf_counter() - started)
        busy.append(used.ru_utime + used.ru_stime)
    wall, work = statistics.median(walls), statistics.median(busy)
    times = f"   {work / beside[1]:.1f} x the bare scan's processor time" if beside else ""
    print(f"  {title:<32} {wall:6.2f} s   processor {work:5.2f} s{times}")
    return wall, work


if __name__ == "__main__":
    run()
