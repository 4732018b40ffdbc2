"""Counts by group are the same wherever the rows lie, and the same as counting them one by one."""

import csv
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import warnings
from collections import Counter
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import table, write_csv
from tests.conftest import absent

from dueregard.answers import DueRegardError
from dueregard.findings import counts, locked, people
from dueregard.findings.counts import count
from dueregard.findings.people import Kind
from dueregard.findings.sources import opened

HEADINGS = ["who", "group; or \"group\"", "answer"]
KEYS = HEADINGS[1:]
ROWS = [
    ["P1", "White", "yes"], ["P1", "Black", "no"], ["P2", "Black", "yes"], ["P2", "Black", "yes"],
    ["P3", "it's", "no"], ["", "A\\B", "n/a"], ["P4", "${HOME}", "yes"], ["P4", "", "no"],
    ["P5", 'say "no"', "no"], ["P6", "Zoë, 男", "yes"], ["P7", "'); DROP TABLE records; --", "no"],
    ["", "White", ""], ["P8", "ends in \\", "yes"], ["unknown", "White", "yes"],
]


def expected(rows=ROWS):
    return Counter(tuple(cell.strip() or None for cell in row[1:]) for row in rows)


def counted(opened_table):
    found = count(opened_table, keys=KEYS)
    assert sum(each.rows for each in found.combinations) + found.overlong == found.rows_read
    return Counter({
        tuple(None if label is None or not label.strip() else label for label in each.labels):
        each.rows for each in found.combinations
    })


def as_csv(folder):
    return [write_csv(folder / "rows.csv", HEADINGS, ROWS)]


def as_careful_csv(folder):
    return [write_csv(folder / "rows.csv", HEADINGS, ROWS, encoding="utf-16", delimiter=";")]


def as_parquet(folder):
    pl.DataFrame(ROWS, schema=HEADINGS, orient="row").write_parquet(folder / "rows.parquet")
    return [folder / "rows.parquet"]


def as_duckdb(folder):
    frame = pl.DataFrame(ROWS, schema=HEADINGS, orient="row")
    with duckdb.connect(str(folder / "rows.duckdb")) as engine:
        engine.register("given", frame)
        engine.execute('CREATE TABLE "the rows" AS SELECT * FROM given')
    return [folder / "rows.duckdb"]


def as_sqlite(folder):
    connection = sqlite3.connect(folder / "rows #1.sqlite")
    names = ", ".join('"' + each.replace('"', '""') + '"' for each in HEADINGS)
    connection.execute(f"CREATE TABLE t ({names})")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", ROWS)
    connection.commit()
    connection.close()
    return [folder / "rows #1.sqlite"]


def as_xlsx(folder):
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    book.save(folder / "rows.xlsx")
    return [folder / "rows.xlsx"]


def as_several(folder):
    write_csv(folder / "2026-01.csv", HEADINGS, ROWS[:5])
    write_csv(folder / "2026-02.csv", HEADINGS[::-1], [row[::-1] for row in ROWS[5:]])
    return [folder / "2026-*.csv"]


def as_several_parquet(folder):
    pl.DataFrame(ROWS[:5], schema=HEADINGS, orient="row").write_parquet(folder / "1.parquet")
    pl.DataFrame(ROWS[5:], schema=HEADINGS, orient="row").select(HEADINGS[::-1]).write_parquet(
        folder / "2.parquet")
    return [folder / "*.parquet"]


WAYS = {
    "csv": as_csv, "careful csv": as_careful_csv, "parquet": as_parquet, "duckdb": as_duckdb,
    "sqlite": as_sqlite, "xlsx": as_xlsx, "several csv": as_several,
    "several parquet": as_several_parquet,
    "pandas": lambda folder: [pd.DataFrame(ROWS, columns=HEADINGS)],
    "polars": lambda folder: [pl.DataFrame(ROWS, schema=HEADINGS, orient="row")],
    "pyarrow": lambda folder: [pa.table(
        {name: [row[place] for row in ROWS] for place, name in enumerate(HEADINGS)})],
}


def repeated(opened_table):
    found = count(opened_table, keys=KEYS)
    kinds = [Kind(groups=(each.labels[0] or "",), cell=0) for each in found.combinations]
    return people.repeats(opened_table, counted=found, kinds=kinds, person="who")


@pytest.mark.parametrize("way", WAYS)
def test_counts_are_those_of_counting_one_by_one(tmp_path, way):
    assert counted(opened(*WAYS[way](tmp_path))) == expected()


@pytest.mark.parametrize("way", WAYS)
def test_people_fall_together_in_the_same_way(tmp_path, way):
    here = repeated(table(HEADINGS, ROWS))

    found = repeated(opened(*WAYS[way](tmp_path)))

    assert (found.people, found.kinds, found.pairs) == (here.people, here.kinds, here.pairs)
    assert found.people == 8 + 3


# One Java for all of them: two would fight over the same two cores.
one_cluster = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="session")
def spark():
    """A cluster of two workers on this machine."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pyspark.sql import SparkSession
    except ImportError:
        absent("spark", "no pyspark here; install it with: pip install 'dueregard[spark]'")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        absent("spark", "no Java here; on Debian: apt-get install default-jre-headless")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
@one_cluster
@pytest.mark.parametrize("way", ["csv", "parquet", "several parquet"])
def test_a_cluster_counts_the_same_and_finds_the_same_people(spark, tmp_path, way):
    here = repeated(table(HEADINGS, ROWS))

    on_cluster = opened(*WAYS[way](tmp_path), engine="local[2]")

    assert counted(on_cluster) == expected()
    found = repeated(on_cluster)
    assert (found.people, found.kinds, found.pairs) == (here.people, here.kinds, here.pairs)


@pytest.mark.filterwarnings("ignore")
@one_cluster
def test_a_cluster_sets_aside_what_is_set_aside_here(spark, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(
        "who,group,answer\nP1,White ,yes\n,,\nP2,Black\nP3,Black,no,more\nP4,Black,no,,\n"
        'P5,"a, ""b"",\nc",no\n'
    )

    here, there = opened(path), opened(path, engine="local[2]")

    assert (there.rows_read, there.overlong) == (here.rows_read, here.overlong) == (5, 1)
    assert count(there, keys=["group", "answer"]).combinations == count(
        here, keys=["group", "answer"]).combinations


@pytest.mark.filterwarnings("ignore")
@one_cluster
def test_a_cluster_does_not_read_one_file_with_the_headings_of_another(spark, tmp_path):
    """Spark alone would take 'yes' for a group here, and say nothing."""
    write_csv(tmp_path / "1.csv", ["group", "answer"], [["White", "yes"]])
    write_csv(tmp_path / "2.csv", ["answer", "group"], [["yes", "White"]])

    with pytest.raises(DueRegardError, match="the same headings in the same order") as caught:
        opened(str(tmp_path / "1.csv"), str(tmp_path / "2.csv"), engine="local[2]")

    assert str(caught.value).endswith(".")


@pytest.mark.filterwarnings("ignore")
@one_cluster
def test_a_cluster_that_cannot_read_says_what_it_can(spark, tmp_path):
    with pytest.raises(DueRegardError, match="must be Parquet or CSV"):
        opened(str(tmp_path / "none.parquet"), engine="local[2]")


@pytest.fixture(scope="module")
def postgres():
    """The address of a PostgreSQL of its own, thrown away after."""
    tool = Path(__file__).parents[3] / "tools" / "with-postgres"
    server = subprocess.Popen(
        [str(tool), "sh", "-c", 'echo "$DUEREGARD_DATABASE_URL"; read wait'],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONWARNINGS": ""},
    )
    address = server.stdout.readline().strip()
    if not address:
        server.communicate()
        absent("postgres", "none found; on Debian: apt-get install postgresql")
    yield address
    server.communicate("\n", timeout=60)


@pytest.fixture
def filled(postgres):
    import psycopg
    from psycopg import sql

    with psycopg.connect(postgres) as connection:
        connection.execute("DROP SCHEMA IF EXISTS force CASCADE; CREATE SCHEMA force")
        columns = sql.SQL(", ").join(
            sql.SQL("{} text").format(sql.Identifier(each)) for each in HEADINGS)
        connection.execute(sql.SQL("CREATE TABLE force.rows ({})").format(columns))
        with connection.cursor().copy("COPY force.rows FROM STDIN") as copy:
            for row in ROWS:
                copy.write_row(row)
        connection.execute("CREATE TABLE force.empty (a text, b text)")
    return postgres


def test_a_database_is_counted_the_same(filled):
    found = opened(filled, part="force.rows")

    assert counted(found) == expected()
    assert repeated(found).pairs == repeated(table(HEADINGS, ROWS)).pairs
    assert found.sha256 == ""
    assert len(count(found, keys=KEYS).sha256) == 64


@pytest.mark.parametrize(
    ("part", "words"),
    [("", "has these tables: force.empty, force.rows. Say which"),
     ("force.none", "does not exist"), ("force.empty", "no rows under them")],
)
def test_a_table_of_a_database_that_cannot_be_read_ends_in_a_sentence(filled, part, words):
    with pytest.raises(DueRegardError, match=words) as caught:
        opened(filled, part=part)

    assert str(caught.value).endswith(".")
    assert "/tmp" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["postgresql://u:s3cret@nowhere.invalid/base", "postgresql://u:s3/cret@nowhere.invalid/base",
     "postgresql://nowhere.invalid/base?user=u&password=s3cret", "postgresql://u:p@s3cret:x@h/b",
     "postgres://u:s3cret@127.0.0.1:1/base"],
)
def test_a_password_is_in_no_message(address):
    with pytest.raises(DueRegardError) as caught:
        opened(address, part="t")

    assert "s3" not in str(caught.value)
    assert str(caught.value).endswith(".")


CELL = st.one_of(
    st.none(), st.sampled_from(["White", "white", "", " ", "it's", "A\\", "yes", "男", "1", "1.0"]),
    st.text(alphabet="a'\\\"é;,-$ {}", max_size=4),
)


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=25))
def test_any_cells_are_counted_as_they_are(rows):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(HEADINGS, pl.String), orient="row")

    found = count(opened(frame), keys=KEYS)

    assert {each.labels: each.rows for each in found.combinations} == Counter(
        row[1:] for row in rows)
    assert found.rows_read == len(rows)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 2, 2, None], {"1": 1, "2": 2, None: 1}),
        ([True, False, None], {"true": 1, "false": 1, None: 1}),
        ([0.5, 7.0, 7.0], {"0.5": 1, "7.0": 2}),
        ([dt.date(2026, 1, 2), dt.date(2026, 1, 2)], {"2026-01-02": 2}),
    ],
)
def test_numbers_booleans_and_dates_are_counted_as_text(values, labels):
    frame = pl.DataFrame({"a": values, "b": ["x"] * len(values)})

    found = count(opened(frame), keys=["a"])

    assert {each.labels[0]: each.rows for each in found.combinations} == labels


def test_a_question_may_be_asked_of_what_a_column_makes():
    days = table(["day", "b"], [["2026-01-02", "x"], ["2026-01-30", "x"], ["2026-02-01", "x"]])

    found = count(days, keys=["month"], expressions={"month": "substr(c0, 1, 7)"})

    assert {each.labels[0]: each.rows for each in found.combinations} == {
        "2026-01": 2, "2026-02": 1}


def test_the_fingerprint_of_what_has_no_file_is_that_of_its_counts():
    frame = pl.DataFrame(ROWS, schema=HEADINGS, orient="row")

    one, other = (count(opened(each), keys=KEYS) for each in (frame, frame.reverse()))
    third = count(opened(frame.head(3)), keys=KEYS)

    assert one.sha256 == other.sha256 != third.sha256
    assert len(one.sha256) == 64


def test_too_many_combinations_name_the_column(monkeypatch):
    monkeypatch.setattr(counts, "MOST_COMBINATIONS", 5)

    with pytest.raises(DueRegardError) as caught:
        count(table(HEADINGS, ROWS), keys=["answer", "who"])

    assert "over 5 combinations of answer, who; 'who' alone has 9 different values" in str(
        caught.value)
    assert str(caught.value).endswith(".")


def test_people_that_do_not_fit_into_memory_are_counted_on_disk(tmp_path, monkeypatch):
    """Two million people, each twice, hold far more than 60 megabytes."""
    path = tmp_path / "many.parquet"
    duckdb.sql(
        "SELECT 'a person with a long number ' || (i % 1000000) AS who, "
        "CASE WHEN i % 3 = 0 THEN 'A' ELSE 'B' END AS g FROM range(2000000) AS t(i)"
    ).write_parquet(str(path))
    monkeypatch.setattr(locked, "MEMORY", "110MB")
    small = opened(path)
    found = count(small, keys=["g"])

    kinds = [Kind(groups=each.labels, cell=0) for each in found.combinations]
    together = people.repeats(small, counted=found, kinds=kinds, person="who")

    assert together.people == 1_000_000
    assert together.moments(())[()].product([0], [0]) == 4_000_000


def test_what_fits_nowhere_ends_in_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "many.parquet"
    duckdb.sql(
        "SELECT 'a person with a long number ' || i AS who, 'A' AS g FROM range(500000) AS t(i)"
    ).write_parquet(str(path))
    monkeypatch.setattr(locked, "MEMORY", "5MB")
    small = opened(path)

    with pytest.raises(DueRegardError, match="too large for the memory") as caught:
        found = count(small, keys=["g"])
        people.repeats(small, counted=found, kinds=[Kind(groups=("A",), cell=0)], person="who")

    assert str(caught.value).endswith(".")


def test_a_view_in_a_database_file_can_reach_no_other_file(tmp_path):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with duckdb.connect(str(tmp_path / "trap.duckdb")) as engine:
        engine.execute(f"CREATE VIEW t AS SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")

    with pytest.raises(DueRegardError, match="cannot be read"):
        opened(tmp_path / "trap.duckdb")


def test_csv_and_its_reader_agree_on_the_rows(tmp_path):
    """The tables of these tests are themselves what a reader of CSV sees."""
    (path,) = as_csv(tmp_path)

    with path.open(newline="") as file:
        assert list(csv.reader(file)) == [HEADINGS, *ROWS]
