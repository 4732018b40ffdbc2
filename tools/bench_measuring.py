"""How fast records are measured, beside Fairlearn, Aequitas and a bare scan, in the same run.

Called by `tools/bench --measuring [--rows N]`. It makes its own records, runs each command as a
process of its own, and writes docs/explanation/speed.md with --write.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = str(ROOT / ".venv/bin/python")
PEERS = ROOT / ".venv-bench"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
GROUPS = "race,sex,age"
BOOTSTRAPS, FULL = 1, 100

MAKE = """
import duckdb, sys
rows, people, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
duckdb.sql(f'''
    COPY (
        SELECT ['White', 'Black', 'Asian', 'Mixed', 'Other'][1 + CAST(hash(p) % 5 AS INT)] AS race,
               ['Female', 'Male'][1 + CAST(hash(p + 1) % 2 AS INT)] AS sex,
               ['18-24', '25-34', '35-49', '50+'][1 + CAST(hash(p + 2) % 4 AS INT)] AS age,
               CAST(hash(i) % 100 < 30 AS INT) AS decision,
               CAST(hash(i + 7) % 100 < 25 AS INT) AS outcome,
               p AS person
        FROM (SELECT i, CAST(hash(i * 31) % {people} AS BIGINT) AS p FROM range({rows}) t(i))
    ) TO '{path}' (FORMAT parquet)''')
"""
STREAM = """
import duckdb, sys
rows, path = int(sys.argv[1]), sys.argv[2]
duckdb.sql(f'''
    COPY (
        SELECT TIMESTAMP '2024-01-01' + INTERVAL 1 minute * i AS seen,
               CASE WHEN hash(i) % 100 < 30 THEN 'Black' WHEN hash(i) % 100 < 90 THEN 'White'
                    ELSE 'Asian' END AS ethnicity
        FROM range({rows}) t(i)
    ) TO '{path}' (FORMAT parquet)''')
"""
BARE_STREAM = """
import duckdb, sys
sql = "SELECT ethnicity, seen FROM read_parquet(?) ORDER BY seen"
print(len(duckdb.execute(sql, [sys.argv[1]]).fetchnumpy()["seen"]))
"""
BARE = """
import duckdb, sys
sql = "SELECT race, sex, age, decision, outcome, count(*) FROM read_parquet(?) GROUP BY ALL"
print(len(duckdb.execute(sql, [sys.argv[1]]).fetchall()))
"""
OURS = """
import sys, time
from dueregard.findings.sources import opened
from dueregard.instruments import load
decisions = load("decisions")
asked = {"decision": "decision", "outcome": "outcome", "group": "race,sex,age"}
decisions.measure(opened(sys.argv[2]), options=asked)
took = []
for _ in range(5):
    started = time.perf_counter()
    decisions.measure(opened(sys.argv[1]), options=asked)
    took.append(time.perf_counter() - started)
print(sorted(took)[2])
"""
FAIRLEARN = """
import sys, time
import pandas
from fairlearn import metrics
frame = pandas.read_parquet(sys.argv[1])
boots = int(sys.argv[2])
started = time.perf_counter()
extra = {"n_boot": boots, "ci_quantiles": [0.025, 0.975], "random_state": 1} if boots else {}
found = metrics.MetricFrame(
    metrics={
        "selection": metrics.selection_rate, "fpr": metrics.false_positive_rate,
        "fnr": metrics.false_negative_rate, "base": metrics.mean_prediction,
    },
    y_true=frame["outcome"], y_pred=frame["decision"],
    sensitive_features=frame[["race", "sex", "age"]], **extra,
)
found.by_group
if boots:
    found.by_group_ci
print(time.perf_counter() - started)
"""
AEQUITAS = """
import sys, time, warnings
warnings.simplefilter("ignore")
import pandas
from aequitas.group import Group
frame = pandas.read_parquet(sys.argv[1])
started = time.perf_counter()
frame["crossed"] = frame["race"] + "|" + frame["sex"] + "|" + frame["age"]
given = frame[["race", "sex", "age", "crossed"]].assign(
    score=frame["decision"], label_value=frame["outcome"])
Group().get_crosstabs(given, attr_cols=["race", "sex", "age", "crossed"])
print(time.perf_counter() - started)
"""


def whole(*command: str, times: int = 3) -> tuple[float, float]:
    """The middle of several whole-process times, and the most memory in MB of the last."""
    took, peak = [], 0.0
    for _ in range(times):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        took.append(time.perf_counter() - started)
        if status:
            raise SystemExit(f"failed: {' '.join(command)[:200]}")
        peak = used.ru_maxrss / 1024
    return statistics.median(took), peak


def inside(python: str, code: str, *given: str) -> float:
    """The seconds that a script prints of the part that it times itself."""
    done = subprocess.run([python, "-c", code, *given], cwd=ROOT, env=ENVIRONMENT, text=True,
                          check=True, stdout=subprocess.PIPE)
    return float(done.stdout.split()[-1])


def records(rows: int, people: int, folder: Path) -> Path:
    path = folder / f"{rows}.parquet"
    if not path.exists():
        subprocess.run([PYTHON, "-c", MAKE, str(rows), str(people), str(path)], check=True)
    return path


def peers() -> str:
    """An environment with Fairlearn and Aequitas, whose pandas is older than the tests' own."""
    python = PEERS / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r",
                        str(ROOT / "requirements/bench.txt")], check=True)
    return str(python)


def measure(path: Path, *extra: str, times: int = 3) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as room:
        return whole(
            PYTHON, "-m", "dueregard", "measure", "decisions", str(path), "--decision", "decision",
            "--outcome", "outcome", "--group", GROUPS, *extra, "-o", f"{room}/finding.json",
            times=times,
        )


def against_peers(folder: Path) -> list[str]:
    path = records(1_000_000, 500_000, folder)
    warm = records(1_000, 500, folder)
    ours = inside(PYTHON, OURS, str(path), str(warm))
    python = peers()
    fairlearn = inside(python, FAIRLEARN, str(path), "0")
    booted = inside(python, FAIRLEARN, str(path), str(BOOTSTRAPS))
    each = max(booted - fairlearn, 0.0) / BOOTSTRAPS
    aequitas = inside(python, AEQUITAS, str(path))
    return [
        "## Beside Fairlearn and Aequitas: 1 million rows, three group columns", "",
        "Time inside one process, imports and warm-up not counted; ours reads the file as well.", "",
        "| who | what | seconds | times ours |", "|---|---|---|---|",
        f"| Due Regard | every crossing, every ratio and difference, all with ranges | {ours:.3f} | 1 |",
        f"| Aequitas | each column and the full crossing, no ranges | {aequitas:.2f} | {aequitas / ours:.0f} |",
        f"| Fairlearn | the full crossing, four metrics, no ranges | {fairlearn:.1f} | {fairlearn / ours:.0f} |",
        f"| Fairlearn | the same with {FULL} bootstrap replicates ({BOOTSTRAPS} timed, the rest by proportion) "
        f"| {fairlearn + FULL * each:,.0f} | {(fairlearn + FULL * each) / ours:,.0f} |", "",
    ]


def against_scan(rows: int, folder: Path) -> list[str]:
    path = records(rows, rows // 2, folder)
    times = 3 if rows <= 10_000_000 else 1
    scan, _ = whole(PYTHON, "-c", BARE, str(path), times=times)
    ours, memory = measure(path, times=times)
    people, people_memory = measure(path, "--person", "person", times=times)
    return [
        f"| {rows:,} | {path.stat().st_size / 1e6:,.0f} MB | {scan:.2f} s | {ours:.2f} s "
        f"({ours / scan:.1f} x) | {memory:,.0f} MB | {people:.1f} s | {people_memory:,.0f} MB |"
    ]


def watching(folder: Path) -> list[str]:
    """A watch over a million alerts, looked at after every one, beside a bare sort of the same."""
    rows, path = 1_000_000, folder / "stream.parquet"
    if not path.exists():
        subprocess.run([PYTHON, "-c", STREAM, str(rows), str(path)], check=True)
    scan, _ = whole(PYTHON, "-c", BARE_STREAM, str(path))
    with tempfile.TemporaryDirectory() as room:
        ours, memory = whole(
            PYTHON, "-m", "dueregard", "measure", "watch", str(path), "--group", "ethnicity",
            "--of", "Black", "--exposure", "0.30", "--date", "seen", "-o", f"{room}/finding.json")
    return [
        "## A watch over 1 million alerts, looked at after every one", "",
        "Whole processes, from Parquet to a finding in JSON. The bare sort is DuckDB's own, of the "
        "same two columns. No peer that does this could be installed.", "",
        "| alerts | bare sort | watch | memory |", "|---|---|---|---|",
        f"| {rows:,} | {scan:.2f} s | {ours:.2f} s ({ours / scan:.1f} x) | {memory:,.0f} MB |", "",
    ]


TRIAL = """
import duckdb, sys
path, long = sys.argv[1:3]
duckdb.sql(f'''
    COPY (
        SELECT ['White', 'Black', 'Asian', 'Mixed', 'Other'][1 + CAST(hash(p) % 5 AS INT)] AS race,
               ['Female', 'Male'][1 + CAST(hash(p + 1) % 2 AS INT)] AS sex,
               ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'][1 + CAST(hash(p + 2) % 6 AS INT)] AS age,
               CASE WHEN hash(i + 5) % 2 = 0 THEN 'yes' ELSE 'no' END AS mated,
               (CASE WHEN hash(i + 5) % 2 = 0 THEN 0.55 ELSE 0.2 END) + (hash(i + 7) % 1000) / 2500.0 AS score,
               p AS volunteer
        FROM (SELECT i, CAST(hash(i * 31) % 5000 AS BIGINT) AS p FROM range(500000) t(i))
    ) TO '{path}' (FORMAT parquet)''')
duckdb.sql(f'''
    COPY (SELECT race, sex, age, mated, volunteer, t AS threshold,
                 CASE WHEN score >= t THEN 'yes' ELSE 'no' END AS identified
          FROM '{path}', (SELECT unnest([0.50, 0.54, 0.56, 0.58, 0.59]) AS t))
    TO '{long}' (FORMAT parquet)''')
"""
MATCHES = """
import sys, time
from dueregard.findings.sources import opened
from dueregard.instruments import load
matches = load("matches")
asked = {"group": "race,sex,age", "subjects": "volunteer"} | (
    {"at": "0.50,0.54,0.56,0.58,0.59"} if sys.argv[2] == "scores" else {})
matches.measure(opened(sys.argv[1]), options=asked)
took = []
for _ in range(5):
    started = time.perf_counter()
    matches.measure(opened(sys.argv[1]), options=asked)
    took.append(time.perf_counter() - started)
print(sorted(took)[2])
"""
TRIAL_SCAN = """
import duckdb, sys, time
sql = "SELECT race, sex, age, mated, volunteer, count(*), avg(score) FROM read_parquet(?) GROUP BY ALL"
duckdb.execute(sql, [sys.argv[1]]).fetchall()
took = []
for _ in range(5):
    started = time.perf_counter()
    duckdb.execute(sql, [sys.argv[1]]).fetchall()
    took.append(time.perf_counter() - started)
print(sorted(took)[2])
"""


def of_a_trial(folder: Path) -> list[str]:
    """There is no peer: nothing else that we know of measures such a trial by volunteer."""
    path, long = folder / "trial.parquet", folder / "trial-long.parquet"
    if not long.exists():
        subprocess.run([PYTHON, "-c", TRIAL, str(path), str(long)], check=True)
    scan = inside(PYTHON, TRIAL_SCAN, str(path))
    scores = inside(PYTHON, MATCHES, str(path), "scores")
    rows = inside(PYTHON, MATCHES, str(long), "rows")
    return [
        "## A trial of face recognition: 500,000 searches, 5 thresholds, 60 crossings, by volunteer", "",
        "Time inside one process, warm, reading the file included: both error rates of every group and "
        "crossing at every threshold, compared, with ranges that allow for repeats, and the summary "
        "measures. The bare scan is DuckDB's own GROUP BY of the same columns.", "",
        "| what | rows | seconds | times the bare scan |", "|---|---|---|---|",
        f"| bare scan | 500,000 | {scan:.2f} | 1 |",
        f"| `matches` from scores | 500,000 | {scores:.2f} | {scores / scan:.0f} |",
        f"| `matches` from a row a search and threshold | 2,500,000 | {rows:.2f} | {rows / scan:.0f} |", "",
    ]


BARS = """
import csv, sys
import numpy as np
sys.path.insert(0, "src")
from dueregard.findings.threshold_posterior import Bars, Cells
places, path = int(sys.argv[1]), sys.argv[2]
groups = ("White", "Black", "Asian", "Other") if places > 8 else ("White", "Black", "Asian")
chance = np.random.default_rng(1)
group = np.tile(np.arange(len(groups)), places)
place = np.repeat(np.arange(places), len(groups))
stops = np.exp(chance.normal(8.0, 1.0, len(group))).astype(int) + 50
none = np.zeros(len(group), dtype=int)
model = Bars(Cells(group=group, stratum=place, at_risk=stops, acted=none, hit=none),
             shape="discriminant")
at = model.start()
at[0, :2 * places] = chance.normal(0, 0.2, 2 * places)
at[0, 2 * places:2 * places + len(group)] = chance.normal(size=len(group))
start = 2 * places + len(group)
at[0, start:start + len(groups)] = (-1.3, -1.6, -1.3, -1.4)[:len(groups)]
its = model.rates(at)
found, nothing = np.exp(its.found[0]), np.exp(its.nothing[0])
acted = chance.binomial(stops, found + nothing)
hits = chance.binomial(acted, found / (found + nothing))
with open(path, "w", newline="") as file:
    write = csv.writer(file)
    write.writerow(["place", "group", "stops", "searches", "finds"])
    write.writerows([f"P{p}", groups[g], n, a, h]
                    for p, g, n, a, h in zip(place, group, stops, acted, hits))
"""


def of_bars(folder: Path) -> list[str]:
    """The threshold test; Stan, which its authors use, could not be installed beside it."""
    lines = [
        "## The threshold test", "",
        "Whole processes, from a table of counts to a finding in JSON, the draws under narrower and "
        "wider assumptions included. The counts are made up.", "",
        "| model | places and groups | seconds | memory |", "|---|---|---|---|",
    ]
    for model, places, groups in (("discriminant", 8, 3), ("beta", 8, 3), ("discriminant", 250, 4)):
        path = folder / f"bars-{places}.csv"
        if not path.exists():
            subprocess.run([PYTHON, "-c", BARS, str(places), str(path)], cwd=ROOT, check=True)
        with tempfile.TemporaryDirectory() as room:
            took, memory = whole(
                PYTHON, "-m", "dueregard", "measure", "thresholds", str(path), "--group", "group",
                "--stratum", "place", "--at-risk", "stops", "--acted", "searches", "--hit", "finds",
                "--model", model, "-o", f"{room}/finding.json", times=1)
        lines.append(f"| {model} | {places * groups:,} | {took:.1f} | {memory:,.0f} MB |")
    return [*lines, ""]


def run(*, rows: int, write: bool) -> None:
    folder = Path(tempfile.gettempdir()) / "dueregard-bench"
    folder.mkdir(exist_ok=True)
    lines = [
        "# How fast it is", "",
        "<!-- Written by tools/bench --measuring --write. Do not edit. -->", "",
        f"Measured with `tools/bench --measuring` on {os.cpu_count()} cores, Python "
        f"{platform.python_version()}. The records are made up. Times differ from machine to machine; "
        "the ratios less.", "",
        *against_peers(folder), *of_a_trial(folder), *watching(folder), *of_bars(folder),
        "## Beside a bare scan: whole processes, from Parquet to a finding in JSON", "",
        "The bare scan is DuckDB's own GROUP BY of the same columns. With a person column there are "
        "half as many people as rows, and what does not fit into memory goes to disk.", "",
        "| rows | file | bare scan | decisions | memory | with people | memory |",
        "|---|---|---|---|---|---|---|",
    ]
    for size in (each for each in (1_000_000, 10_000_000, 100_000_000) if each <= rows):
        lines += against_scan(size, folder)
    text = "\n".join(lines) + "\n"
    print(text)
    if write:
        (ROOT / "docs/explanation/speed.md").write_text(text, encoding="utf-8")


