"""`dueregard draw`: a list in, the same sample on any machine, and everything odd in words."""

import csv
import hashlib
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from tests.builders_measure import write_csv

from dueregard.cli.draw import draw_
from dueregard.findings.drawing import key_of

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = "seven swans by the weir"
HEADINGS = ("id", "power", "ethnicity", "officer")
ROWS = [[f"E-{each:03d}", "Stop" if each % 4 else "Force", ("White", "Black", "")[each % 3],
         f"PC {each}"] for each in range(60)]


def run(*words):
    return CliRunner().invoke(draw_, [str(each) for each in words])


def drawn(path, folder, *more, name="sample.csv"):
    output = folder / name
    done = run(path, "--size", 12, "--seed", WORDS, "--stratum", "power,ethnicity", "-o", output,
               *more)
    assert done.exit_code == 0, done.output or done.exception
    return output, done.output


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def listed(tmp_path):
    return write_csv(tmp_path / "list.csv", HEADINGS, ROWS)


def test_the_sample_is_the_same_to_the_byte_in_any_order_and_form(listed, tmp_path):
    first, _ = drawn(listed, tmp_path)
    rows = ROWS.copy()
    random.Random(1).shuffle(rows)
    book = Workbook()
    for row in [HEADINGS, *rows]:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")

    shuffled, _ = drawn(write_csv(tmp_path / "other.csv", HEADINGS, rows), tmp_path, name="2.csv")
    from_a_workbook, _ = drawn(tmp_path / "list.xlsx", tmp_path, name="3.csv")

    assert shuffled.read_bytes() == first.read_bytes() == from_a_workbook.read_bytes()


def test_the_example_has_kept_its_bytes(tmp_path):
    """On any machine, for ever: a panel that drew it last year can draw it again."""
    done = run(EXAMPLES / "encounters.csv", "--size", 48, "--seed", WORDS, "--stratum",
               "power,ethnicity", "-o", tmp_path / "sample.csv")

    assert done.exit_code == 0
    made = hashlib.sha256((tmp_path / "sample.csv").read_bytes()).hexdigest()
    assert made == "942c9d272ae7611f4e1fb9887611d765e12a558aa9c39007f5ae403e16ccfc17"


def test_each_row_has_its_chance_its_key_and_two_blanks_to_fill_in(listed, tmp_path):
    sample = read(drawn(listed, tmp_path)[0])

    assert len(sample) == 12
    assert [each["place"] for each in sample] == [str(place) for place in range(1, 13)]
    for each in sample:
        assert each["key"] == key_of(WORDS, each["id"])
        assert float(each["probability"]) == pytest.approx(
            int(each["drawn"]) / int(each["listed"]), rel=1e-5)
        assert each["footage"] == each["reason"] == ""
        assert "officer" not in each
    blank = [each for each in sample if each["ethnicity"] == "Not stated"]
    assert len(blank) >= 2


def test_small_groups_are_drawn_more_often_and_it_says_so(listed, tmp_path):
    _, said = drawn(listed, tmp_path)

    assert "12 encounters of 60 were drawn, from 6 strata." in said
    assert "more often on purpose, at least 2 of each" in said
    assert "2 of 5, where its part would be 1.0" in said


def test_columns_are_carried_over_only_when_asked(listed, tmp_path):
    sample = read(drawn(listed, tmp_path, "--keep", "officer")[0])

    assert all(each["officer"] == f"PC {int(each['id'][2:])}" for each in sample)


def test_an_id_that_stands_twice_is_one_encounter(tmp_path):
    again = [["E-001", "Force", "White", "PC 1"], ["E-002", *ROWS[2][1:3], "PC 99"]]
    path = write_csv(tmp_path / "twice.csv", HEADINGS, [*ROWS, *again])

    output, said = drawn(path, tmp_path, "--keep", "officer")
    lodged = run(path, "--stratum", "power,ethnicity").output

    assert "2 ids in 'id' stand on more than one row (4 rows)." in said
    assert len({each["id"] for each in read(output)}) == 12
    # The one whose rows disagree has a stratum that says so, and so it is always drawn.
    assert "More than one, More than one: 1" in lodged
    assert "E-001" in {each["id"] for each in read(output)}


def test_a_row_without_an_id_can_be_drawn_and_is_told(tmp_path):
    rows = [[*row] for row in ROWS]
    for place in (3, 7):
        rows[place] = ["", "Force", "Mixed", "PC 3"]
    path = write_csv(tmp_path / "blank.csv", HEADINGS, rows)

    output, said = drawn(path, tmp_path, "--size", 20)

    assert "2 rows of 60 have no id in 'id'." in said
    made = [each["id"] for each in read(output) if each["ethnicity"] == "Mixed"]
    digest = hashlib.sha256("\x1f".join(["", "Force", "Mixed", "PC 3"]).encode()).hexdigest()[:16]
    assert sorted(made) == [f"row-{digest}", f"row-{digest}-2"]


def test_a_file_of_data_police_uk_is_known_by_its_headings(tmp_path):
    files = sorted(EXAMPLES.glob("stop-and-search/2026-*-fenmarch-stop-and-search.csv"))

    done = run(*files, "--size", 40, "--seed", WORDS, "--stratum", "power,ethnicity",
               "-o", tmp_path / "sample.csv")

    assert done.exit_code == 0, done.output or done.exception
    assert "40 encounters of 1,674 were drawn" in done.output
    assert "has no column of ids" in done.output
    sample = read(tmp_path / "sample.csv")
    assert {each["Officer-defined ethnicity"] for each in sample} >= {"White", "Black"}
    # Without an id a person finds the record by what the row says.
    assert all(each["Date"].startswith("2026-") for each in sample)


def test_before_the_words_are_known_the_list_can_be_lodged(listed, tmp_path):
    lodged = tmp_path / "list.tsv"

    before = run(listed, "--stratum", "power,ethnicity", "--lodge", lodged)
    _, after = drawn(listed, tmp_path)

    digest = hashlib.sha256(lodged.read_bytes()).hexdigest()
    assert before.exit_code == 0
    assert f"60 encounters. SHA-256 of the list: {digest}" in before.output
    assert f"SHA-256 of the list: {digest}" in after
    assert lodged.read_text().splitlines()[0] == "E-000\tForce\tWhite"


def test_the_paper_says_how_to_draw_it_again(listed, tmp_path):
    page = drawn(listed, tmp_path, name="sample.html")[0].read_text()

    assert "How to draw it again" in page
    assert "sha256sum" in page
    assert "It is never replaced by another." in page


def test_a_spreadsheet_has_ids_as_they_are(tmp_path):
    path = write_csv(tmp_path / "l.csv", HEADINGS, [[f"00{row[0][2:]}", *row[1:]] for row in ROWS])

    sheet = load_workbook(drawn(path, tmp_path, name="sample.xlsx")[0])

    cells = [cell for page in sheet for row in page.iter_rows(values_only=True) for cell in row]
    assert sum(str(each).startswith("000") for each in cells) >= 12


@pytest.mark.parametrize(("words", "said"), [
    (("--seed", WORDS), "Say how many to draw"),
    (("--size", "12", "-o", "sample.csv"), "Nothing is drawn without a seed"),
    (("--size", "12", "--seed", "swans"), "The seed has 5 letters"),
    (("--size", "61", "--seed", WORDS), "The list has 60 records"),
    (("--size", "12", "--seed", WORDS, "--stratum", "pwoer"), "Did you mean 'power'?"),
    (("--size", "12", "--seed", WORDS, "--stratum", "power,power"), "given twice with --stratum"),
    (("--size", "12", "--seed", WORDS, "--id", "nobody"), "no column headed 'nobody'"),
    (("--size", "12", "--seed", WORDS, "--keep", "power,power"), "Keep one of them"),
])
def test_what_cannot_be_done_is_said_in_words(listed, words, said):
    done = run(listed, *words)

    assert done.exit_code == 1
    assert said in str(done.exception)
