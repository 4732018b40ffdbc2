"""Files, patterns, databases and data frames opened as one table, or refused in a sentence."""

import shutil
import sqlite3

import polars as pl
import pytest
from tests.builders_measure import table, write_csv

from dueregard.answers import DueRegardError
from dueregard.findings.counts import count
from dueregard.findings.sources import files, opened

HEADINGS = ["race", "flagged"]
ROWS = [["White", "yes"], ["Black", "no"]]


@pytest.fixture
def two(tmp_path):
    write_csv(tmp_path / "a.csv", HEADINGS, ROWS)
    write_csv(tmp_path / "b.csv", HEADINGS, [["Asian", "yes"]])
    return tmp_path


def test_a_pattern_means_its_files_in_order(two):
    assert [each.name for each in files([str(two / "*.csv")])] == ["a.csv", "b.csv"]
    assert opened(str(two / "*.csv")).rows_read == 3


def test_a_file_that_is_named_in_two_ways_is_read_once(two, monkeypatch):
    monkeypatch.chdir(two)

    assert opened("a.csv", str(two / "a.csv"), "*.csv").rows_read == 3


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(two):
    shutil.copy(two / "a.csv", two / "a[1].csv")

    assert opened(str(two / "a[1].csv")).rows_read == 2


def test_an_open_table_is_taken_as_it_is():
    its = table(HEADINGS, ROWS)

    assert opened(its) is its


def test_the_order_of_files_changes_neither_counts_nor_fingerprint(two):
    one = count(opened(two / "a.csv", two / "b.csv"), keys=HEADINGS)
    other = count(opened(two / "b.csv", two / "a.csv"), keys=HEADINGS)

    assert (one.combinations, one.sha256) == (other.combinations, other.sha256)


def refusals(folder):
    write_csv(folder / "other.csv", ["race", "came"], ROWS)
    shutil.copy(folder / "a.csv", folder / "copy.csv")
    pl.DataFrame(ROWS, schema=HEADINGS, orient="row").write_parquet(folder / "a.parquet")
    connection = sqlite3.connect(folder / "two.sqlite")
    connection.executescript("CREATE TABLE x (a, b); CREATE TABLE y (a, b)")
    connection.close()
    frame = pl.DataFrame(ROWS, schema=HEADINGS, orient="row")
    a = str(folder / "a.csv")
    return {
        "nothing": ((), {}, "Nothing was given"),
        "no such pattern": ((str(folder / "*.xlsx"),), {}, "No file matches"),
        "no such file": ((str(folder / "none.csv"),), {}, "There is no file"),
        "other headings": ((a, str(folder / "other.csv")), {}, "have different headings"),
        "a copy": ((a, str(folder / "copy.csv")), {}, "counted twice"),
        "two kinds": ((a, str(folder / "a.parquet")), {}, "different kinds"),
        "two databases": (("postgresql://h/a", "postgresql://h/b"), {}, "one database at a time"),
        "a frame and a file": ((frame, a), {}, "Give one data frame"),
        "no frame": ((42,), {}, "cannot be read as a table"),
        "an engine that there is not": ((a,), {"engine": "nonsense"}, "There is no engine"),
        "an engine for a frame": ((frame,), {"engine": "local[2]"}, "Leave out the engine"),
        "a part of a cluster's file": ((a,), {"engine": "local[2]", "part": "x"}, "--table"),
        "a part of a CSV": ((a,), {"part": "x"}, "Leave out --table"),
        "a part of Parquet": ((str(folder / "a.parquet"),), {"part": "x"}, "Leave out --table"),
        "which table": ((str(folder / "two.sqlite"),), {}, "2 tables: x, y. Say which"),
        "no such table": ((str(folder / "two.sqlite"),), {"part": "z"}, "no table called 'z'"),
    }


@pytest.mark.parametrize("case", [
    "nothing", "no such pattern", "no such file", "other headings", "a copy", "two kinds",
    "two databases", "a frame and a file", "no frame", "an engine that there is not",
    "an engine for a frame", "a part of a cluster's file", "a part of a CSV", "a part of Parquet",
    "which table", "no such table",
])
def test_what_cannot_be_opened_ends_in_a_sentence_that_says_what_to_do(two, case):
    given, told, words = refusals(two)[case]

    with pytest.raises(DueRegardError) as caught:
        opened(*given, **told)

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")
