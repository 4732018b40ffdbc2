"""`dueregard check answers`: sheets out, marks in, and a sentence where something is amiss."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from dueregard.cli.check import check

EXAMPLE = "examples/chatbot-answers.csv"


def mark(path, *, but=()):
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(book["Marks"].iter_rows(min_row=2), start=1):
        row[5].value = "passed on" if row[4].value else "wrong" if number in but else "right"
    book.save(path)


@pytest.fixture
def sheets(tmp_path):
    result = CliRunner().invoke(check, ["answers", EXAMPLE, "--sheets", str(tmp_path)])
    assert result.exit_code == 0, result.output
    return [tmp_path / "marker-1.xlsx", tmp_path / "marker-2.xlsx"]


def test_two_marked_sheets_make_a_finding(sheets, tmp_path):
    mark(sheets[0])
    mark(sheets[1], but=(3,))
    out = tmp_path / "finding.json"

    result = CliRunner().invoke(check, [
        "answers", EXAMPLE, "--marks", str(sheets[0]), "--marks", str(sheets[1]), "-o", str(out)
    ])

    assert result.exit_code == 0, result.output
    assert "Both markers found 19 of 20 answers right" in result.output
    assert json.loads(out.read_text())["verdict"]["code"] == "described"


def test_a_sheet_that_may_be_marked_is_never_written_over(sheets, tmp_path):
    result = CliRunner().invoke(check, ["answers", EXAMPLE, "--sheets", str(tmp_path)])

    assert "is there already, perhaps marked" in str(result.exception)


@pytest.mark.parametrize("given", [["--marks", "one.xlsx"], []])
def test_one_sheet_alone_or_none_is_refused(given):
    result = CliRunner().invoke(check, ["answers", EXAMPLE, *given])

    assert result.exit_code == 2
    assert "--marks twice" in result.output
