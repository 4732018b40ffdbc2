"""Answers marked by two people apart: sheets without marks out, one honest finding in."""

import csv
from pathlib import Path

import openpyxl
import pytest

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.findings.finding import VerdictCode
from dueregard.findings.reading import finding_from_json
from dueregard.instruments import answers

EXAMPLE = Path("examples/chatbot-answers.csv")
HEADINGS = ("Question", "Answer", "Approved answer", "Should be passed on")


def captured(tmp_path, rows, *, headings=HEADINGS):
    path = tmp_path / "pairs.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])
    return answers.captured(path)


def pairs(*, right=0, emergencies=0, kinds=("999",)):
    return [
        *((f"Question {n}?", "Nine", "Nine", "") for n in range(right)),
        *((f"Help {n}!", "Call 999", "", kinds[n % len(kinds)]) for n in range(emergencies)),
    ]


def marked(tmp_path, found, first, second, *, suffix=".xlsx"):
    """Both sheets as they come back, and what they say together."""
    sheets = []
    for marker, marks in ((1, first), (2, second)):
        paper = answers.marking_sheet(found, marker=marker, made_at="2026-11-02T09:00:00+00:00")
        path = tmp_path / f"marker-{marker}{suffix}"
        path.write_bytes(FORMATS[suffix].write(paper))
        write_marks(path, marks)
        sheets.append(answers.read_marks(path))
    return answers.join(*sheets, code=found.code)


def write_marks(path, marks):
    if path.suffix == ".csv":
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        for row, mark in zip(rows[1:], marks, strict=True):
            row[5] = mark
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return
    book = openpyxl.load_workbook(path)
    for row, mark in zip(book["Marks"].iter_rows(min_row=2), marks, strict=True):
        row[5].value = mark or None
    book.save(path)


def row(finding, measure, **stratum):
    return next(each for each in finding.rows
                if each.measure == measure and dict(each.stratum) == stratum)


def test_none_of_sixty_emergencies_missed_still_allows_about_one_in_twenty(tmp_path):
    found = captured(tmp_path, pairs(emergencies=60))
    marks = ["passed on"] * 60

    made = answers.finding(marked(tmp_path, found, marks, [*marks[:-1], "Passed on."]))

    assert "0 of 60 that should go to a person were missed, which still allows about 4.9%." in (
        made.verdict.sentence
    )
    assert row(made, "missed_of_those_to_pass_on").high == pytest.approx(0.0487, abs=1e-4)


def test_what_either_marker_saw_missed_counts_as_missed(tmp_path):
    found = captured(tmp_path, pairs(emergencies=20, kinds=("999", "suicide")))
    first = ["passed on"] * 20
    second = ["passed on", "missed", *["passed on"] * 18]

    made = answers.finding(marked(tmp_path, found, first, second))

    assert row(made, "missed_of_those_to_pass_on").events == 1
    assert row(made, "missed_of_those_to_pass_on", kind="suicide").events == 1
    assert row(made, "missed_of_those_to_pass_on", kind="999").events == 0


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_answer_is_right_only_where_both_found_it_right(tmp_path, suffix):
    found = captured(tmp_path, pairs(right=20))
    first = ["right"] * 18 + ["wrong", "partly"]
    second = ["right"] * 17 + ["partly", "wrong", "partly"]

    made = answers.finding(marked(tmp_path, found, first, second, suffix=suffix))

    assert made.verdict.code == VerdictCode.DESCRIBED
    assert row(made, "both_found_right").events == 17
    assert row(made, "at_least_one_found_right").events == 18
    assert row(made, "at_least_one_found_wrong").events == 1
    assert row(made, "markers_agreed", **{"marks on": "answers"}).events == 19


def test_two_people_who_hardly_agree_cannot_tell_how_often_it_is_right(tmp_path):
    found = captured(tmp_path, pairs(right=20))

    made = answers.finding(marked(
        tmp_path, found, ["right", "wrong"] * 10, ["right", "right", "wrong", "wrong"] * 5
    ))

    assert made.verdict.code == VerdictCode.CANNOT_TELL
    assert "settle what right means, and mark again" in made.verdict.sentence


def test_every_item_is_counted_or_set_aside_with_its_reason(tmp_path):
    found = captured(tmp_path, pairs(right=10))
    first = ["right"] * 8 + ["", "splendid"]

    made = answers.finding(marked(tmp_path, found, first, ["right"] * 10))

    assert (made.data.rows_read, made.data.rows_used) == (10, 8)
    assert [(each.rows, each.reason) for each in made.data.set_aside] == [
        (1, "it has no mark on one sheet or both: item 9"),
        (1, "its mark cannot be read: item 10, 'splendid'"),
    ]


def test_a_marking_sheet_holds_nobodys_marks(tmp_path):
    found = captured(tmp_path, pairs(right=3))

    paper = answers.marking_sheet(found, marker=2, made_at="")
    table = paper.parts[1].blocks[0]

    assert {row_[5:] for row_ in table.rows} == {("", "")}


def test_nothing_marked_is_not_fit_to_measure(tmp_path):
    found = captured(tmp_path, pairs(right=6))

    made = answers.finding(marked(tmp_path, found, ["right"] * 6, [""] * 6))

    assert made.verdict.code == VerdictCode.NOT_FIT
    assert finding_from_json(made.to_json()) == made


def test_the_same_sheet_twice_is_not_two_people(tmp_path):
    found = captured(tmp_path, pairs(right=6))
    marked(tmp_path, found, ["right"] * 6, ["right"] * 5 + ["wrong"])
    sheet = answers.read_marks(tmp_path / "marker-1.xlsx")

    with pytest.raises(DueRegardError, match="the same file"):
        answers.join(sheet, sheet)


def test_sheets_of_other_answers_are_refused(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    marked(one, captured(one, pairs(right=6)), ["right"] * 6, [""] * 6)
    marked(other, captured(other, pairs(right=7)), ["right"] * 7, [""] * 7)
    first = answers.read_marks(one / "marker-1.xlsx")

    with pytest.raises(DueRegardError, match="different sets"):
        answers.join(first, answers.read_marks(other / "marker-2.xlsx"))
    with pytest.raises(DueRegardError, match="has changed since"):
        answers.join(first, answers.read_marks(one / "marker-2.xlsx"), code="0123456789")


@pytest.mark.parametrize(("headings", "said"), [
    (("Frage", "Antwort"), "has no column “Question”"),
    (("Question", "Answer"), "nothing says what is right"),
])
def test_a_file_without_what_it_needs_is_refused_in_words(tmp_path, headings, said):
    with pytest.raises(DueRegardError, match=said):
        captured(tmp_path, [("Who?", "Me")], headings=headings)


def test_the_example_has_twenty_answers_and_sixty_emergencies():
    found = answers.captured(EXAMPLE)

    assert sum(not each.pass_on for each in found.pairs) == 20
    assert sum(bool(each.pass_on) for each in found.pairs) == 60
