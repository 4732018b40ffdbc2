"""A table of counts that a force hands over gives the same finding as its records."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import table, write_csv

from dueregard.answers import DueRegardError
from dueregard.cli.count import count as command
from dueregard.findings import saving
from dueregard.findings.counts import count
from dueregard.findings.sources import opened
from dueregard.instruments import load

HEADINGS = ["who", "race", "sex", "flagged", "harmed"]
ROWS = [
    [f"P{number % 70}", ["White", "Black", "black", "", "it's"][number % 5],
     ["Male", "Female"][number % 2], ["yes", "no", "no", ""][number % 4], "01"[number % 3 == 0]]
    for number in range(200)
]
TOLD = {"decision": "flagged", "outcome": "harmed", "group": "race,sex"}


def saved(folder, rows=ROWS, *options, suffix="csv"):
    write_csv(folder / "rows.csv", HEADINGS, rows)
    done = CliRunner().invoke(command, [
        str(folder / "rows.csv"), "--decision", "flagged", "--outcome", "harmed",
        "-o", str(folder / "counts.parquet"), *options,
    ], catch_exceptions=False)
    assert done.exit_code == 0
    return opened(folder / "counts.parquet")


def measured(its, **more):
    return load("decisions").measure(its, options=TOLD | more)


@pytest.mark.parametrize("group", ["race", "sex", "race,sex"])
@pytest.mark.parametrize("more", [{}, {"person": "who"}])
def test_counts_alone_give_the_same_finding_to_the_letter(tmp_path, group, more):
    options = ["--group", "race,sex", *(["--person", "who"] if more else [])]
    kept = saved(tmp_path, ROWS, *options)

    from_counts = measured(kept, group=group, **more)
    from_rows = measured(opened(tmp_path / "rows.csv"), group=group, **more)

    assert from_counts.to_json() == from_rows.to_json()
    assert from_counts.data.sha256 == opened(tmp_path / "rows.csv").sha256
    assert from_counts.data.rows_read == 200


def test_counts_split_further_than_needed_give_the_same_finding(tmp_path):
    kept = saved(tmp_path, ROWS, "--group", "race,sex", "--stratum", "who")

    assert measured(kept, group="race").to_json() == measured(
        opened(tmp_path / "rows.csv"), group="race").to_json()


def test_rows_that_are_too_long_are_still_accounted_for(tmp_path):
    rows = [*ROWS, ["P9", "White", "Male", "yes", "1", "too", "many"]]
    kept = saved(tmp_path, rows, "--group", "race,sex")

    data = measured(kept).data

    assert data == measured(opened(tmp_path / "rows.csv")).data
    assert data.rows_read == 201
    assert any("more cells than there are headings" in each.reason for each in data.set_aside)


@settings(max_examples=10)
@given(rows=st.lists(
    st.tuples(*[st.text(alphabet="aB' \\\"é,1", max_size=3)] * 2).map(list).filter(
        lambda row: any(cell.strip() for cell in row)), min_size=1, max_size=20))
def test_any_counts_survive_being_saved(tmp_path_factory, rows):
    counted = count(table(["rows", "b"], rows), keys=["rows", "b"])
    path = tmp_path_factory.mktemp("saved") / "counts.parquet"
    path.write_bytes(saving.parquet(counted, conditions={}, notes=["It's \"said\"."]))

    back = count(opened(path), keys=["rows", "b"])

    assert back == replace(counted)
    assert opened(path).notes == ("It's \"said\".",)


REFUSED = {
    "people were not counted": ([], {"person": "who"}, "Count again with --person"),
    "another decision": (
        ["--person", "who"], {"decision": "flagged=no"}, 'made for --decision "flagged"'),
    "another person": (["--person", "who"], {"person": "sex"}, "told apart by 'who'"),
    "a column that was not counted": ([], {"group": "age"}, "no column headed 'age'"),
    "people not counted by it": (
        ["--stratum", "sex", "--person", "who"], {"group": "sex"}, "not counted by 'sex'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_counts_cannot_tell_ends_in_a_sentence(tmp_path, case):
    options, more, words = REFUSED[case]
    kept = saved(tmp_path, ROWS, "--group", "race", *options)

    with pytest.raises(DueRegardError) as caught:
        measured(kept, **{"group": "race"} | more)

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_counts_are_not_counted_as_records_by_a_cluster(tmp_path):
    saved(tmp_path, ROWS, "--group", "race")

    with pytest.raises(DueRegardError, match="a table of counts already"):
        opened(str(tmp_path / "counts.parquet"), engine="local[2]")


def test_two_tables_of_counts_are_measured_one_at_a_time(tmp_path):
    saved(tmp_path, ROWS, "--group", "race")
    (tmp_path / "more.parquet").write_bytes((tmp_path / "counts.parquet").read_bytes())

    with pytest.raises(DueRegardError, match="one at a time"):
        opened(tmp_path / "counts.parquet", tmp_path / "more.parquet")


def test_no_person_is_in_a_table_of_counts(tmp_path):
    saved(tmp_path, ROWS, "--group", "race", "--person", "who")

    assert b"P42" not in (tmp_path / "counts.parquet").read_bytes()
