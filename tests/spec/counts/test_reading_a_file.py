"""A force's own file, read as it stands: no cell changed, no row lost without a word."""

import datetime as dt
import hashlib
import os

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import write_csv

from dueregard.answers import DueRegardError
from dueregard.findings.reading_tables import from_rows, read

HEADINGS = ["date", "place", "alerts"]
ROWS = [["2024-01-10", "Ealing B’way", "5"], ["2024-01-11", 'The "Mall", west', "1,234"]]


def cells(table):
    width = len(table.columns)
    columns = ", ".join(["row", *(f"c{place}" for place in range(width))])
    return table.engine.execute(f"SELECT {columns} FROM cells ORDER BY row").fetchall()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_separator_and_encoding_gives_the_same_table(tmp_path, delimiter, encoding):
    path = write_csv(
        tmp_path / "log.csv", HEADINGS, ROWS, encoding=encoding, delimiter=delimiter
    )

    table = read(path)

    assert table.columns == tuple(HEADINGS)
    assert cells(table) == [(2, *ROWS[0]), (3, *ROWS[1])]
    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", []), ("utf-16", ["UTF-16"]), ("cp1252", ["Windows-1252"])]
)
def test_an_encoding_other_than_utf_8_is_said(tmp_path, encoding, said):
    table = read(write_csv(tmp_path / "log.csv", HEADINGS, ROWS, encoding=encoding))

    assert [word for word in said if word in " ".join(table.notes)] == said
    assert len(table.notes) == len(said)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_too(tmp_path, encoding):
    path = write_csv(tmp_path / "log.csv", HEADINGS, ROWS * 20, encoding=encoding)

    assert read(path).rows_read == 40


def test_rows_keep_their_number_in_the_file_past_blank_lines(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("date,place,alerts\n2024-01-10,A,5\n\n,,\n2024-01-11,B,6\n")

    table = read(path)

    assert cells(table) == [(2, "2024-01-10", "A", "5"), (5, "2024-01-11", "B", "6")]
    assert table.rows_read == 2


def test_a_short_row_is_padded_and_said_and_a_long_one_is_marked(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("date,place,alerts\n2024-01-10,A\n2024-01-11,B,6,7\n2024-01-12,C,8,\n")

    table = read(path)

    overlong = table.engine.execute("SELECT row FROM cells WHERE overlong").fetchall()
    assert table.rows_read == 3
    assert overlong == [(3,)]
    assert "1 row had fewer cells" in table.notes[0] and "(row 2)" in table.notes[0]


def test_a_title_above_the_headings_is_passed_over_and_said(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("Live facial recognition,,\n,,\ndate,place,alerts\n2024-01-10,A,5\n")

    table = read(path)

    assert table.columns == ("date", "place", "alerts")
    assert table.notes == ("1 row above the headings did not hold a table.",)


def test_of_a_workbook_the_first_sheet_with_a_table_is_read_and_said(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active["A1"] = "About these figures"
    log = book.create_sheet("Log")
    log.append(HEADINGS)
    log.append([dt.datetime(2024, 1, 10), "A", 5])
    log.append([dt.date(2024, 1, 11), "B", 6.5])
    book.save(tmp_path / "log.xlsx")

    table = read(tmp_path / "log.xlsx")

    assert cells(table) == [(2, "2024-01-10", "A", "5"), (3, "2024-01-11", "B", "6.5")]
    assert table.notes == ("The sheet 'Log' was read; not read: 'Cover'.",)


def test_a_workbook_under_another_name_is_still_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(["2024-01-10", "A", 5])
    book.save(tmp_path / "log.xlsx")
    (tmp_path / "log.xlsx").rename(tmp_path / "log.csv")

    assert read(tmp_path / "log.csv").rows_read == 1


def test_parquet_is_read(tmp_path):
    import duckdb

    path = tmp_path / "log.parquet"
    duckdb.sql("SELECT DATE '2024-01-10' AS date, 'A' AS place, 5 AS alerts").write_parquet(
        str(path)
    )

    assert cells(read(path)) == [(2, "2024-01-10", "A", "5")]


BAD = {
    "empty.csv": (b"", "is empty"),
    "headings.csv": (b"date,place,alerts\n", "no rows under them"),
    "blank.csv": (b"\n\n\n", "no row of headings"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(200), r"is a picture \(PNG\), not a table"),
    "paper.csv": (b"%PDF-1.7 and more", "is a PDF, not a table"),
    "noise.csv": (bytes(range(256)) * 20, "is not text"),
    "broken.xlsx": (b"PK\x03\x04" + b"x" * 200, "cannot be read as XLSX, XLS or ODS"),
    "broken.parquet": (b"PAR1 and more", "cannot be read as one"),
    "cut.csv": ("\ufeffdate,place\n1,2\n".encode("utf-16")[:-1], "damaged or is not text"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_a_table_ends_in_a_sentence(tmp_path, name):
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DueRegardError, match=words) as caught:
        read(tmp_path / name)

    assert str(caught.value).endswith(".")


def test_a_workbook_without_a_filled_cell_ends_in_a_sentence(tmp_path):
    openpyxl.Workbook().save(tmp_path / "blank.xlsx")

    with pytest.raises(DueRegardError, match="no filled cell"):
        read(tmp_path / "blank.xlsx")


def test_a_missing_file_and_a_folder_end_in_a_sentence(tmp_path):
    with pytest.raises(DueRegardError, match="There is no file"):
        read(tmp_path / "none.csv")
    with pytest.raises(DueRegardError, match="is a folder"):
        read(tmp_path)


def test_reading_says_how_far_it_has_come(tmp_path):
    path = write_csv(tmp_path / "log.csv", HEADINGS, ROWS)
    said = []

    read(path, progress=lambda done, total, message: said.append((done, total, message)))

    assert said[-1] == (path.stat().st_size, path.stat().st_size, "Reading the file")


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY cells TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_text('{folder}/beside.txt')",
    ],
)
def test_the_engine_that_holds_a_file_can_reach_nothing_else(tmp_path, attack):
    import duckdb

    (tmp_path / "beside.txt").write_text("secret")
    table = read(write_csv(tmp_path / "log.csv", HEADINGS, ROWS))

    with pytest.raises(duckdb.Error):
        table.engine.execute(attack.format(folder=tmp_path))

    assert sorted(os.listdir(tmp_path)) == ["beside.txt", "log.csv"]


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(alphabet='ab ,";\n’é1', max_size=6), min_size=3, max_size=3
        ).filter(lambda row: any(cell.strip() for cell in row)),
        min_size=1, max_size=8,
    )
)
def test_the_fast_way_and_the_careful_way_read_the_same(tmp_path_factory, rows):
    """A regular UTF-8 file goes straight to DuckDB; with a mark in front it goes the long way."""
    folder = tmp_path_factory.mktemp("both")
    fast = read(write_csv(folder / "fast.csv", HEADINGS, rows))
    careful = read(write_csv(folder / "careful.csv", HEADINGS, rows, encoding="utf-8-sig"))
    in_hand = from_rows(columns=HEADINGS, rows=rows, sha256="")

    assert cells(fast) == cells(careful) == cells(in_hand)
