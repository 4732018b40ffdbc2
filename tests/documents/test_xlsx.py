"""The spreadsheet: words first, a sheet a table, and formulas that give our own numbers.

The formulas are worked out here by a few lines of Python, apart from the code that wrote them.
"""

import io
import math
import re
import zipfile
from dataclasses import replace
from statistics import NormalDist

import openpyxl
import pytest
from tests.documents.sample import MADE_AT, RATE, document, finding, headlined

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Code,
    Column,
    Document,
    Formula,
    Note,
    Part,
    Table,
    document_from_plain,
)
from dueregard.findings.finding import Finding, Row
from dueregard.findings.paper import as_document
from dueregard.findings.shares import share

NUMBERS = "Figures as numbers"
FUNCTIONS = {
    "MAX": max, "MIN": min, "SQRT": math.sqrt, "NORMSINV": NormalDist().inv_cdf,
    "__builtins__": {},
}


def book(made: Document, *, values: bool = False):
    return openpyxl.load_workbook(io.BytesIO(documents.write(made, ".xlsx")), data_only=values)


def spreadsheet(measured: Finding, **more) -> Document:
    options = {"made_at": MADE_AT, "audience": Audience.FORCE, "unrounded": True} | more
    return as_document(measured, **options)


def worked_out(sheet, place: str) -> float:
    """What a spreadsheet would show in a cell, each cell that it names worked out in its turn."""
    held = sheet[place].value
    if not (isinstance(held, str) and held.startswith("=")):
        return held
    names = {cell: worked_out(sheet, cell) for cell in re.findall(r"\b[A-Z]{1,2}\d+\b", held)}
    return eval(held[1:].replace("^", "**"), FUNCTIONS, names)


def of_one_table(*rows, formulas=(), keys=("a", "b")) -> Document:
    table = Table(caption="T", columns=tuple(Column(label=k, key=k, numeric=True) for k in keys),
                  rows=rows, formulas=formulas)
    return Document(kind="k", title="T", made_at=MADE_AT, parts=(Part(title="P", blocks=(table,)),))


def test_every_formula_gives_the_number_that_we_print():
    made = spreadsheet(headlined())
    formulas, values = book(made)[NUMBERS], book(made, values=True)[NUMBERS]

    found = {}
    for line in formulas.iter_rows(min_row=2):
        for cell in line:
            if cell.data_type == "f":
                found[cell.coordinate] = worked_out(formulas, cell.coordinate)
    assert len(found) == 49
    for place, number in found.items():
        assert number == pytest.approx(values[place].value, rel=1e-9, abs=1e-12)


def test_shares_ranges_ratios_and_differences_are_all_formulas():
    sheet = book(spreadsheet(headlined()))[NUMBERS]
    heads = [cell.value for cell in sheet[1]]
    value, low, measure = (heads.index(each) for each in ("Value", "Low", "Measure"))

    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]

    assert all(str(line[value]).startswith("=") for line in lines)
    assert lines[0][value] == "=D2/E2"
    assert all(str(line[low]).startswith("=MAX(0,") for line in lines if line[measure] == RATE)
    ratio = next(line for line in lines if line[measure] == f"{RATE}_ratio")
    assert ratio[value] == "=F3/F4"


def test_the_cells_of_our_formulas_keep_our_own_numbers_beside_them():
    sheet = book(spreadsheet(headlined()), values=True)[NUMBERS]

    assert sheet["F2"].value == 1282 / 3963
    assert sheet["F3"].value == 805 / 1795


def test_a_range_that_the_counts_do_not_give_stays_a_number():
    """Where the same people come up again the range is wider than the counts alone would give."""
    wider = share(events=40, trials=100, trials_effective=50)
    clustered = Row(measure="m", events=40, exposure=100, value=0.4, low=wider.low,
                    high=wider.high, level=0.95, method="wilson")

    sheet = book(spreadsheet(replace(headlined(), rows=(clustered,))))[NUMBERS]

    assert sheet["F2"].value == "=D2/E2"
    assert sheet["G2"].value == pytest.approx(wider.low, rel=1e-14)


@pytest.mark.parametrize(("unit", "value", "formula"), [
    ("per 1,000", 12.5, "=D2/E2*1000"),
    ("per 1,000 residents", 12.5, "=D2/E2*1000"),
    ("per 100,000", 1250.0, "=D2/E2*100000"),
    ("per hour", 0.0125, 0.0125),
    ("per 1,000", 99.0, 99.0),
])
def test_a_rate_is_a_formula_where_its_unit_says_per_how_many(unit, value, formula):
    rate = Row(measure="m", events=25, exposure=2000.0, value=value, unit=unit)

    sheet = book(spreadsheet(replace(headlined(), rows=(rate,))))[NUMBERS]

    assert sheet["F2"].value == formula


def test_a_ratio_of_rates_refers_to_the_rates():
    def rate(name: str, events: int) -> Row:
        return Row(measure="rate_per_1000", group={"race": name}, events=events, exposure=5000.0,
                   value=events / 5, unit="per 1,000")

    ratio = Row(measure="rate_ratio", group={"race": "Black"}, value=3.0, unit="ratio",
                reference="White")
    rows = (rate("White", 10), rate("Black", 30), ratio)

    sheet = book(spreadsheet(replace(headlined(), rows=rows)))[NUMBERS]

    assert sheet["F4"].value == "=F3/F2"
    assert worked_out(sheet, "F4") == 3.0


def test_hidden_counts_are_in_no_sheet():
    made = spreadsheet(headlined(), audience=Audience.PUBLIC, counts_people=frozenset({RATE}))

    held = [cell.value for sheet in book(made, values=True) for line in sheet for cell in line]
    rows = [line for line in book(made)[NUMBERS].iter_rows(values_only=True)
            if line[0] == "race=Native American" and line[2] == RATE]
    assert rows[0][3:8] == (None,) * 5
    assert not any("prop.test" in str(each) for each in held)


def test_the_first_sheet_has_the_words_and_lists_the_others():
    made = book(spreadsheet(headlined()))

    said = [cell for line in made.worksheets[0].iter_rows(values_only=True) for cell in line]

    assert made.sheetnames[0] == "Read this first"
    assert headlined().verdict.sentence in said
    assert "An arrest is not an offence." in said
    assert "Ranges are Wilson's." in said
    assert "cd" * 32 in said
    assert set(made.sheetnames[1:]) <= set(said)


def test_headings_stay_in_view_and_numbers_are_numbers():
    sheet = book(spreadsheet(headlined()))["False positive rate, by race"]

    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[2]][:3] == ["Black", 805, 1795]
    assert sheet["C2"].number_format == "#,##0"


def test_the_tables_behind_stand_on_one_sheet_and_none_is_lost():
    made = spreadsheet(headlined())

    sheet = book(made)["Every figure"]

    behind = next(part for part in made.parts if part.key == "every-figure")
    captions = [line[0] for line in sheet.iter_rows(values_only=True)]
    assert [each.caption for each in behind.blocks if each.caption in captions] == [
        each.caption for each in behind.blocks
    ]


def test_lines_to_copy_have_a_sheet_of_lines():
    sheet = book(spreadsheet(headlined()))["The headline in R"]

    lines = [cell for (cell,) in sheet.iter_rows(values_only=True)]
    assert lines == list(headlined().repeat[1].lines)


def test_nothing_that_a_person_typed_becomes_a_formula_or_a_link():
    hostile = ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "{=1}", "http://example.org", "mailto:a@b.c"]
    table = Table(caption="=HYPERLINK()", columns=(Column(label="=A1", key="a"),),
                  rows=tuple((each,) for each in hostile))
    code = Code(text="=1+1\n@x", caption="=x")
    made = Document(kind="k", title="=1+1", made_at=MADE_AT, parts=(
        Part(title="=2+2", blocks=(Note(text="=3+3"), table, code)),))

    cells = [cell for sheet in book(made) for line in sheet for cell in line
             if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert set(hostile) <= {cell.value for cell in cells}


@pytest.mark.parametrize("text", [
    '=HYPERLINK("http://x","y")', "=WEBSERVICE({a})", "={a}+cmd", "{a}/{b}", "={c}/{b}", "='x'!A1",
    "=A1", "=MAX",
])
def test_a_formula_that_is_not_ours_is_refused(text):
    made = of_one_table((1, 2), formulas=(Formula(row=0, column="b", text=text),))

    with pytest.raises(DueRegardError, match="not one that a paper of ours can hold"):
        documents.write(made, ".xlsx")


def test_a_formula_can_name_another_row():
    made = of_one_table((6, 0), (3, 2.0), formulas=(
        Formula(row=1, column="b", text="={a@0}/{a}"),))

    assert book(made)["P"]["B3"].value == "=A2/A3"


def test_the_same_document_gives_the_same_bytes_and_says_when_it_was_made():
    made = spreadsheet(headlined())

    first, second = (documents.write(made, ".xlsx") for _ in range(2))

    assert first == second
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.created.isoformat() == "2026-01-05T09:30:00"


def test_a_document_of_every_block_can_be_written():
    sheets = book(document())

    assert "False alerts by threshold" in {name.replace(" | ", " ") for name in sheets.sheetnames}
    by_year = sheets["By year"]
    assert by_year["A2"].value == 2023
    assert by_year["A2"].number_format == "General"


def test_a_finding_of_the_older_kind_can_be_written():
    made = book(spreadsheet(finding()))

    assert NUMBERS in made.sheetnames


def test_names_of_sheets_are_short_legal_and_unlike_each_other():
    captions = ["History", "a/b: [c]?*", "'quoted'", "x" * 40, "x" * 41, "X" * 42, "", "\x07"]
    tables = tuple(Table(caption=each, columns=(Column(label="A", key="a"),), rows=(("1",),))
                   for each in captions)
    made = Document(kind="k", title="T", made_at="", parts=(Part(title="P", blocks=tables),))

    names = book(made).sheetnames

    assert len({name.lower() for name in names}) == len(captions) + 1
    assert all(1 <= len(name) <= 31 for name in names)
    assert not any(letter in name for name in names for letter in "[]:*?/\\")


@pytest.mark.parametrize(("cell", "shown"), [
    (10**20, str(10**20)), (10**14, 10**14), (None, None), (-3, -3), (0.00012, 0.00012),
])
def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_written_as_text(cell, shown):
    assert book(of_one_table((cell, 1)))["P"]["A2"].value == shown


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    made = of_one_table(("x" * 40_000, 1))

    held = book(made)["P"]["A2"].value
    assert len(held) == 32_767
    assert held.endswith("[The rest does not fit in a cell.]")


def test_formulas_are_kept_and_a_table_without_them_has_the_digest_it_had():
    formula = Formula(row=0, column="b", text="={a}*2")
    plain, with_one = of_one_table((1, 2)), of_one_table((1, 2), formulas=(formula,))
    capped = replace(plain.parts[0].blocks[0], shown=1)

    assert "formulas" not in plain.canonical()
    assert "shown" not in plain.canonical()
    for made in (plain, with_one, replace(plain, parts=(Part(title="P", blocks=(capped,)),))):
        assert document_from_plain(made.to_plain()) == made
    assert plain.digest != with_one.digest


def test_the_file_holds_no_link_to_anywhere():
    names = zipfile.ZipFile(io.BytesIO(documents.write(spreadsheet(headlined()), ".xlsx")))

    assert not [name for name in names.namelist() if "externalLink" in name or "vba" in name]
