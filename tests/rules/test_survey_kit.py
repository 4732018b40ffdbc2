"""The kit asks in plain words, and its answer sheet is what the instrument reads."""

import csv

import openpyxl
import pytest

from dueregard import documents
from dueregard.findings import reading_tables
from dueregard.findings.finding import NotComputed
from dueregard.findings.survey import Technology, load
from dueregard.instruments import measure
from dueregard.lenses import bank as banks
from dueregard.lenses.plain_words import EASY_GRADE, reading
from dueregard.lenses.shapes import GENERIC
from dueregard.report.perception.kit import (
    answer_sheet,
    answer_workbook,
    asked_words,
    headings,
    kit,
)

EVERY = tuple(load().technologies.values())


def test_every_pack_that_is_shipped_can_be_asked_about_in_plain_words():
    assert {each.id for each in EVERY} == set(banks.load().packs) - {GENERIC}


@pytest.mark.parametrize("technology", EVERY, ids=lambda each: each.id)
def test_what_a_technology_is_can_be_read_at_ten(technology):
    grade = reading([technology.means, f"Many people think we use {technology.called}."]).grade

    assert not isinstance(grade, NotComputed) and grade <= EASY_GRADE


def test_what_people_are_asked_can_be_read_at_ten_as_a_whole():
    assert reading(asked_words(EVERY)).grade <= EASY_GRADE


@pytest.mark.parametrize("statement", load().statements, ids=lambda each: each.id)
def test_no_statement_of_trust_is_hard(statement):
    # A single short sentence with one long word may read as hard; none goes far beyond.
    assert reading([statement.text]).grade <= EASY_GRADE + 1


PERSON = [1, "16 to 24", "Female", "White", "North", *["Agree"] * len(load().statements),
          *["Yes", "Every day"] * 3]


def as_csv(sheet, rows):
    with sheet.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def as_xlsx(sheet, rows):
    book = openpyxl.load_workbook(sheet)
    for row in rows:
        book["Answers"].append(row)
    book.save(sheet)


@pytest.mark.parametrize(("suffix", "fill"), [(".csv", as_csv), (".xlsx", as_xlsx)])
def test_the_answer_sheet_filled_in_is_read_without_a_word_more(tmp_path, suffix, fill):
    chosen = EVERY[:3]
    sheet = tmp_path / f"sheet{suffix}"
    sheet.write_bytes(answer_workbook(chosen) if suffix == ".xlsx"
                      else documents.write(answer_sheet(chosen, made_at=""), suffix))
    fill(sheet, [[number, *PERSON] for number in range(40)])

    assert reading_tables.headings(sheet) == headings(chosen)
    found = measure("perception", str(sheet), weight="weight", group="age")

    assert not [each for each in found.caveats if each.code == "not-understood"]
    seen = {each.stratum["technology"]: each.value for each in found.rows
            if each.measure == "say_it_is_used" and not each.group}
    assert seen == {f"{each.called[0].upper()}{each.called[1:]}": 1.0 for each in chosen}


def test_every_answer_that_the_kit_offers_is_understood():
    from dueregard.findings.survey import answer

    for kind, options in load().options.items():
        for option in options:
            for word in option.shown or (option.label,):
                assert answer(kind, word) == option.id


def test_the_kit_says_how_many_people_by_the_usual_arithmetic():
    [part] = [each for each in kit(EVERY, made_at="").parts if each.key == "how-many"]

    by_width = {row[0]: row[1:] for row in part.blocks[1].rows}
    assert by_width["5 in 100"] == (385, 577)
    # 388 people a wave show a fall from 60 to 50 in 100, 8 times in 10: the textbook's figure.
    falls = {row[0]: row[1] for row in part.blocks[2].rows}
    assert falls["From 60 in 100 to 50 in 100"] == pytest.approx(388, abs=2)


def test_a_technology_of_a_pack_brought_in_is_asked_about_by_its_own_name():
    own = Technology(id="lasers", called="lasers", means="A lamp that shines far.")

    assert "uses_lasers" in headings([own])
    assert "Lasers" in str(kit([own], made_at="").parts)
