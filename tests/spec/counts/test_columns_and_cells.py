"""Which column is which, and what its cells hold: never guessed in silence."""

from datetime import date

import pytest

from dueregard.answers import DueRegardError
from dueregard.findings.reading_tables import from_rows
from dueregard.findings.roles import ColumnRole, Kind, assign
from dueregard.findings.typed_rows import Pair, count, odd_cells, records, typed

DAY = ColumnRole(role="date", kind=Kind.DATE, words="the day", required=True)
PLACE = ColumnRole(role="place", kind=Kind.TEXT, words="where", also=("location", "site"))
SEEN = ColumnRole(role="faces_seen", kind=Kind.WHOLE, words="faces", also=("faces seen est",))
SCORE = ColumnRole(role="threshold", kind=Kind.NUMBER, words="the score")
WANTED = (DAY, PLACE, SEEN, SCORE)


def read_as(role, texts):
    table = from_rows(columns=[role.role, "other"], rows=[[t, "x"] for t in texts], sha256="")
    assigned = assign(columns=table.columns, wanted=[role])
    return typed(table=table, wanted=[role], assigned=assigned)


def values(read, role):
    return [each[role.role] for each in records(read, columns=[role.role])]


@pytest.mark.parametrize("heading", ["faces_seen", "Faces Seen", "FACES-SEEN", "Faces seen (est.)"])
def test_a_heading_is_known_however_it_is_written(heading):
    assert assign(columns=["Date", heading], wanted=WANTED).positions["faces_seen"] == 1


def test_a_choice_comes_before_every_guess():
    found = assign(
        columns=["date", "place", "Where held"], wanted=WANTED, chosen={"place": "where held"}
    )

    assert found.headings["place"] == "Where held"


def test_the_canonical_name_wins_and_the_other_is_said():
    found = assign(columns=["date", "place", "location"], wanted=WANTED)

    assert found.headings["place"] == "place"
    assert "'location' could mean that too" in found.notes[0]


@pytest.mark.parametrize(
    ("columns", "chosen", "words"),
    [
        (["Dates", "n"], {}, "lacks a column that is needed: date .* --column date=Dates"),
        (["x", "n"], {}, "headings found are: 'x', 'n'. If one of them holds it"),
        (["date", "location", "site"], {}, "More than one column could be place"),
        (["date", "Date"], {}, r"more than one column headed 'date' \(columns 1 and 2\)"),
        (["date", "n"], {"place": "town"}, "no column headed 'town'"),
        (["date", "town"], {"place": "twon"}, "Did you mean 'town'"),
        (["date", "n"], {"plaec": "n"}, "no column role 'plaec' to choose. Did you mean 'place'"),
        (["date", "n"], {"place": "n", "faces_seen": "n"}, "chosen twice"),
    ],
)
def test_columns_that_cannot_be_told_apart_end_in_a_sentence(columns, chosen, words):
    with pytest.raises(DueRegardError, match=words):
        assign(columns=columns, wanted=WANTED, chosen=chosen)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("1,234", 1234), ("1,234,567", 1234567), ("12.0", 12), ("0", 0),
        ("n/a", None), ("", None), ("-", None),
        ("-3", None), ("1.5", None), ("12,34", None), ("1 234", None), ("twelve", None),
        ("9" * 30, None), ("1e3", None),
    ],
)
def test_a_whole_number_is_read_as_people_write_it(text, value):
    assert values(read_as(SEEN, [text]), SEEN) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.6", 0.6), (".64", 0.64), ("1,000.5", 1000.5), ("0.6*", None), ("60%", None), ("-1", None)],
)
def test_a_number_with_a_mark_beside_it_is_not_guessed_at(text, value):
    assert values(read_as(SCORE, [text]), SCORE) == [value]


@pytest.mark.parametrize(
    "text",
    ["2024-01-10", "2024-01-10T09:30:00", "10/01/2024", "10.01.2024", "10/1/24", "10-Jan-24",
     "10 January 2024", "10 Jan 2024", "45301"],
)
def test_a_date_is_read_day_first(text):
    assert values(read_as(DAY, [text]), DAY) == [date(2024, 1, 10)]


@pytest.mark.parametrize("text", ["2024-13-45", "01/25/2024", "soon", "31/02/2024", "20240110"])
def test_what_is_no_date_is_said_and_not_guessed(text):
    read = read_as(DAY, [text])

    (odd,) = odd_cells(read)

    assert (odd.row, odd.heading, odd.found) == (2, "date", text)
    assert odd.wanted.startswith("a date, such as")


def test_reading_day_first_and_counts_of_days_is_said():
    notes = " ".join(read_as(DAY, ["10/01/2024", "45301"]).notes)

    assert "day first" in notes and "45301 is 10 January 2024" in notes


def test_a_blank_word_is_blank_and_not_odd():
    assert odd_cells(read_as(SEEN, ["n/a", "-", "not recorded", "unknown"])) == ()


def test_events_are_summed_only_where_their_exposure_is_known():
    table = from_rows(
        columns=["date", "faces_seen", "threshold"],
        rows=[["2024-01-01", "10", "1"], ["2024-01-02", "20", ""], ["2024-01-03", "", "3"]],
        sha256="",
    )
    read = typed(
        table=table, wanted=WANTED, assigned=assign(columns=table.columns, wanted=WANTED)
    )

    (group,) = count(read, pairs={"rate": Pair(events="faces_seen", exposure="threshold")})

    tally = group.tallies["rate"]
    assert (group.rows, tally.events, tally.exposure, tally.rows) == (3, 10, 1, 1)
