"""The analyst's door for instruments that compare groups: every example runs, every form opens."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from tests.builders_measure import write_csv

from dueregard.__main__ import main
from dueregard.cli import count as counting
from dueregard.findings.reading import finding_from_json
from dueregard.findings.sources import opened
from dueregard.instruments import INSTRUMENTS, load

ROOT = Path(__file__).parents[2]
RISK = "examples/risk-scores.csv"
DECISIONS = ["measure", "decisions", RISK, "--decision", "flagged", "--outcome",
             "harmed_within_a_year", "--group", "ethnicity,sex", "--person", "person"]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_the_example_of_the_help_runs_as_it_stands(run, name):
    _, command, *arguments = shlex.split(load(name).ABOUT.example)

    code, help_text, _ = run(command, name, "--help")
    assert code == 0
    assert "Example:" in help_text

    code, out, err = run(command, *arguments)

    assert (code, err) == (0, "")
    assert len(out.splitlines()[0]) > 40


def test_the_example_of_count_runs_and_its_counts_give_the_finding_of_the_records(run, tmp_path):
    counts, rows = tmp_path / "counts.parquet", tmp_path / "rows.json"
    arguments = shlex.split(counting._EXAMPLE)[1:]
    arguments[arguments.index("-o") + 1] = str(counts)

    code, out, err = run(*arguments, "--person", "person")

    assert (code, err) == (0, "")
    assert "2,967 rows were counted into" in out
    assert "fewer than 10 rows. Hand the file only to those who may see" in out
    assert run(*DECISIONS, "-o", rows)[0] == 0
    from_counts = [*DECISIONS[:2], counts, *DECISIONS[3:], "-o", tmp_path / "counts.json"]
    assert run(*from_counts)[0] == 0
    assert (tmp_path / "counts.json").read_text() == rows.read_text()


def test_the_verdict_of_the_example_names_what_was_planted_in_it(run):
    code, out, _ = run(*DECISIONS)

    words = " ".join(out.split())
    assert code == 0
    assert "37.5% were wrongly given a yes in the group Black, against 19.8% in White" in words
    assert "2,967 rows are about 2,703 people" in words
    assert not any(line != line.rstrip() for line in out.splitlines())


FORMS = {
    ".json": lambda content: json.loads(content)["verdict"]["sentence"],
    ".html": lambda content: content.decode(),
    ".md": lambda content: content.decode(),
    ".csv": lambda content: " ".join(
        cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row),
    ".xlsx": lambda content: " ".join(
        str(cell) for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None),
    ".pdf": lambda content: "37.5" if content.startswith(b"%PDF") else "",
}


@pytest.mark.parametrize("suffix", FORMS)
def test_each_form_is_written_whole_and_holds_the_figure(run, tmp_path, suffix):
    path = tmp_path / f"result{suffix}"

    code, out, err = run(*DECISIONS, "-o", path)

    assert (code, err) == (0, "")
    assert f"Written to {path}." in out
    assert re.search(r"37\.5|0\.375", FORMS[suffix](path.read_bytes()))


def test_what_is_published_hides_small_counts_wherever_they_stand(run, tmp_path):
    people = [["Black", "yes", "no"]] * 7 + [["Black", "no", "no"]] * 40
    people += [["White", "yes", "no"]] * 300 + [["White", "no", "no"]] * 700
    people += [[race, said, "yes"] for race in ("Black", "White") for said in ("yes", "no")] * 50
    rows = write_csv(tmp_path / "rows.csv", ["race", "flagged", "harmed"], people)
    told = ["measure", "decisions", rows, "--decision", "flagged", "--outcome", "harmed",
            "--group", "race"]

    run(*told, "-o", tmp_path / "whole.json")
    code, out, _ = run(*told, "--publish", "-o", tmp_path / "public.json")

    whole, public = (
        finding_from_json((tmp_path / f"{name}.json").read_text()) for name in ("whole", "public")
    )
    assert code == 0
    assert any(row.events == 7 for row in whole.rows)
    assert not any(row.events == 7 for row in public.rows)
    assert any(row.suppressed for row in public.rows)
    said = [public.verdict.sentence, *(each.sentence for each in public.caveats),
            *(line for each in public.repeat for line in each.lines), out]
    assert not any(re.search(r"\b7\b", each.replace("rows.csv", "")) for each in said)


def test_the_schema_of_a_finding_is_printed_and_holds_for_one(run, tmp_path):
    import jsonschema

    code, out, _ = run("measure", "--schema")
    run(*DECISIONS, "-o", tmp_path / "out.json")

    assert code == 0
    jsonschema.validate(json.loads((tmp_path / "out.json").read_text()), json.loads(out))


def test_a_pattern_in_quotes_and_files_named_one_by_one_are_the_same(run, tmp_path):
    lines = (ROOT / RISK).read_text().splitlines()
    (tmp_path / "part-1.csv").write_text("\n".join(lines[:1500]) + "\n")
    (tmp_path / "part-2.csv").write_text("\n".join([lines[0], *lines[1500:]]) + "\n")
    told = DECISIONS[3:]

    one = run("measure", "decisions", f"{tmp_path}/part-*.csv", *told)
    two = run("measure", "decisions", tmp_path / "part-1.csv", tmp_path / "part-2.csv", *told)
    whole = run(*DECISIONS)

    assert one == two
    assert one[1].rpartition("SHA-256")[0] == whole[1].rpartition("SHA-256")[0]


REFUSED = {
    "no group": (DECISIONS[:7], "Say which column is the group: --group HEADING."),
    "another engine": ([*DECISIONS, "--engine", "nonsense"], "There is no engine 'nonsense'"),
    "a level in percent": ([*DECISIONS, "--level", "95"], "Write 0.95."),
    "no such heading": ([*DECISIONS[:3], "--decision", "flaged", "--outcome", "score>=7",
                         "--group", "sex"], "Did you mean 'flagged'?"),
    "no such pattern": ([*DECISIONS[:2], "none-*.csv", *DECISIONS[3:]], "No file matches"),
    "a table of a CSV": ([*DECISIONS, "--table", "Sheet1"], "Leave out --table."),
    "counts in another form": (
        ["count", RISK, "--group", "sex", "-o", "counts.csv"], "End the name in one of: .parquet"),
    "people without an outcome": (
        ["count", RISK, "--group", "sex", "--person", "person", "-o", "/tmp/x.parquet"],
        "Give --decision and --outcome, or leave --person out."),
    "counted by no such column": (
        ["count", RISK, "--group", "gender", "-o", "/tmp/x.parquet"], "no column headed 'gender'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_slip_ends_in_one_sentence_and_the_code_two(run, case):
    arguments, words = REFUSED[case]

    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert err.strip().endswith(".") and "\n" not in err.strip()


def test_counts_hold_the_columns_that_were_asked_for_and_no_other(run, tmp_path):
    run("count", RISK, "--group", "sex", "--stratum", "age_band", "--score", "score",
        "-o", tmp_path / "c.parquet")

    saved = opened(tmp_path / "c.parquet").saved

    assert saved.columns == ("sex", "age_band", "score")
    assert (saved.rows_read, saved.people) == (2967, None)
