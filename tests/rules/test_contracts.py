"""Lists of contracts are read by the names of their columns; what cannot be read stays blank."""

import json
from datetime import date
from decimal import Decimal

import pytest

from dueregard.answers import DueRegardError
from dueregard.report.contracts import headings, reading, rules
from dueregard.report.contracts.headings import Field
from dueregard.report.contracts.rules import Named, State

FINDER = [
    "Notice Identifier", "Notice Type", "Organisation Name", "Status", "Published Date", "Title",
    "Description", "Start Date", "End Date", "Value Low", "Value High", "Awarded Date",
    "Awarded Value", "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]",
    "Contract start date", "Contract end date",
]


def table(*rows, names=None):
    names = names or ["Ref", "Title", "Supplier", "Value", "Start", "End"]
    return reading.from_table(
        columns=headings.found(names), headings=names, rows=list(enumerate(rows, start=2))
    )


def release(**award):
    given = {"id": "1", "suppliers": [{"name": "Skyward Ltd"}]} | award
    return {"ocid": "ocds-1", "tender": {"title": "Drones"}, "awards": [given]}


def test_the_columns_of_contracts_finder_are_found_by_name_in_any_order():
    forwards = headings.found(FINDER)
    backwards = headings.found(FINDER[::-1])

    assert {field: FINDER[place] for field, place in forwards.items()} == {
        field: FINDER[::-1][place] for field, place in backwards.items()
    }
    assert FINDER[forwards[Field.STARTS]] == "Contract start date"
    assert FINDER[forwards[Field.VALUE]] == "Awarded Value"
    assert FINDER[forwards[Field.SUPPLIER]].startswith("Supplier [Name")


@pytest.mark.parametrize("names", [
    ["Contract Ref", "Contract Title", "Vendor", "Total contract value", "Expiry date"],
    ["Reference number", "Title of agreement", "Supplier name", "Contract value", "End date"],
])
def test_headings_that_forces_write_are_known(names):
    assert set(headings.found(names)) == {
        Field.REFERENCE, Field.TITLE, Field.SUPPLIER, Field.VALUE, Field.ENDS
    }


@pytest.mark.parametrize(("text", "amount", "currency"), [
    ("1234567.89", "1234567.89", ""), ("£1,234,567", "1234567.00", "GBP"),
    ("GBP 500", "500.00", "GBP"), ("1.2m", "1200000.00", ""), ("£40k", "40000.00", "GBP"),
    ("€ 10", "10.00", "EUR"), ("500 GBP", "500.00", "GBP"), ("0", "0.00", ""),
])
def test_money_is_read_as_it_is_written(text, amount, currency):
    assert reading.read_amount(text) == (Decimal(amount), currency, "")


@pytest.mark.parametrize("text", [
    "10,000 - 20,000", "about 5000", "1.234,56", "-500", "lots", "12,34", "1 2", "9" * 20,
])
def test_money_that_is_no_single_amount_stays_blank_and_is_said(text):
    amount, _, wrong = reading.read_amount(text)

    assert amount is None
    assert wrong


@pytest.mark.parametrize("text", ["", "TBC", "n/a", "-"])
def test_a_blank_is_a_blank_and_no_fault(text):
    assert reading.read_amount(text) == (None, "", "")
    assert reading.read_day(text) == (None, "")


@pytest.mark.parametrize(("text", "day"), [
    ("2025-04-01", date(2025, 4, 1)), ("2025-04-01T00:00:00+01:00", date(2025, 4, 1)),
    ("01/04/2025", date(2025, 4, 1)), ("01/04/2025 00:00:00", date(2025, 4, 1)),
    ("30 September 2025", date(2025, 9, 30)), ("31/02/2025", None), ("2025", None),
    ("2023-24", None), ("soon", None),
])
def test_days_are_read_as_in_britain(text, day):
    assert reading.read_day(text)[0] == day


def test_a_row_becomes_a_contract_with_what_was_left_blank_said():
    [line] = table(("A1", "Drones", "Skyward Ltd", "lots", "1/4/2025", "2026")).lines

    assert (line.key, line.title, line.suppliers, line.starts_on) == (
        "A1", "Drones", ("Skyward Ltd",), "2025-04-01")
    assert (line.value, line.ends_on) == ("", "")
    assert len(line.notes) == 2


def test_a_contract_that_ends_before_it_starts_has_neither_day():
    [line] = table(("A1", "Drones", "Skyward Ltd", "1", "1/4/2026", "1/4/2025")).lines

    assert (line.starts_on, line.ends_on) == ("", "")
    assert "ends before it starts" in line.notes[0]


def test_a_row_with_nothing_to_go_by_is_set_aside_with_what_to_do():
    taken = table(("A1", "", "", "5", "", ""))

    assert taken.lines == ()
    assert (taken.odd[0].row, taken.odd[0].found) == (2, "It has no title and no supplier.")
    assert taken.odd[0].next


def test_a_contract_without_a_supplier_is_kept_because_it_may_be_for_anything():
    [line] = table(("A1", "Drones", "", "5", "", "")).lines

    assert line.notes == ("It names no supplier.",)


def test_the_same_reference_twice_is_one_contract_and_the_later_row_stands():
    taken = table(("A1", "Drones", "Skyward Ltd", "5", "", ""),
                  ("A1", "Drones", "Skyward Ltd", "6", "", ""))

    assert [each.value for each in taken.lines] == ["6.00"]
    assert "Row 3 has the same reference" in taken.odd[0].found


def test_without_a_reference_the_same_words_are_the_same_contract():
    names = ["Title", "Supplier", "Value"]
    one = table(("Drones", "Skyward Ltd", "5"), names=names).lines[0]
    other = table(("  DRONES ", "Skyward Ltd.", "9"), names=names).lines[0]

    assert one.key == other.key


def test_an_open_notice_buys_nothing_yet():
    row = dict.fromkeys(FINDER, "") | {
        "Notice Identifier": "n1", "Notice Type": "Contract", "Title": "Drones", "Status": "Open"
    }

    taken = table(tuple(row.values()), names=FINDER)

    assert taken.lines == ()
    assert "nothing is bought yet" in taken.odd[0].found


def test_suppliers_that_are_packed_are_taken_apart():
    packed = "[A Ltd|1 Road, Town|NONE||Yes|No][B [UK] Ltd|2 Road|COMPANIES_HOUSE|123|No|No]"

    assert reading.suppliers_of(packed, packed=True) == ("A Ltd", "B [UK] Ltd")


@pytest.mark.parametrize("award", [
    {"value": {"amount": 9.5, "currency": "GBP"}, "date": "2025-01-02T00:00:00Z",
     "contractPeriod": {"startDate": "2025-02-01T00:00:00Z", "endDate": "2026-02-01"}},
])
def test_a_release_is_read(award):
    [line] = reading.from_package({"releases": [release(**award)]}).lines

    assert (line.key, line.title, line.suppliers, line.value, line.currency, line.awarded_on,
            line.starts_on, line.ends_on) == (
        "ocds-1/1", "Drones", ("Skyward Ltd",), "9.50", "GBP", "2025-01-02", "2025-02-01",
        "2026-02-01")


def test_where_the_contract_carries_the_money_and_the_days_they_are_taken_from_it():
    signed = {"awardID": "1", "dateSigned": "2025-03-01", "value": {"amount": 7},
              "period": {"startDate": "2025-04-01", "endDate": "2027-03-31"}}

    [line] = reading.from_package({"releases": [release() | {"contracts": [signed]}]}).lines

    assert (line.value, line.awarded_on, line.starts_on, line.ends_on) == (
        "7.00", "2025-03-01", "2025-04-01", "2027-03-31")


def test_a_cancelled_award_and_a_tender_are_set_aside():
    taken = reading.from_package({"releases": [
        release(status="cancelled"), {"ocid": "x", "tender": {"title": "Later"}},
    ]})

    assert taken.lines == ()
    assert [each.found for each in taken.odd] == [
        "Its award is “cancelled”.", "It is a notice without an award: nothing is bought yet."]


@pytest.mark.parametrize("prefix", ["releases/0/", ""])
def test_a_release_laid_flat_is_read_as_the_release_it_was(prefix):
    names = [prefix + each for each in (
        "ocid", "tender/title", "awards/0/id", "awards/0/value/amount", "awards/0/value/currency",
        "awards/0/suppliers/0/name", "awards/0/suppliers/1/name", "awards/1/id",
        "awards/1/suppliers/0/name",
    )]
    row = ("ocds-1", "Drones", "a", "5", "GBP", "One Ltd", "Two Ltd", "b", "Three Ltd")

    assert headings.is_flat(names)
    one, two = reading.from_flat(headings=names, rows=[(2, row)]).lines

    assert (one.key, one.suppliers, one.value) == ("ocds-1/a", ("One Ltd", "Two Ltd"), "5.00")
    assert (two.key, two.suppliers, two.value) == ("ocds-1/b", ("Three Ltd",), "")


@pytest.mark.parametrize("package", [{}, [], {"releases": {}}, {"releases": ["x"]}, "text"])
def test_json_that_is_no_release_package_is_refused_in_words(package):
    with pytest.raises(DueRegardError, match="no release package"):
        reading.from_package(json.loads(json.dumps(package)))


@pytest.mark.parametrize("part", [
    {"tender": None}, {"tender": "x"}, {"awards": None}, {"awards": [None, 5]}, {"buyer": []},
    {"awards": [{"suppliers": "x", "value": 5, "contractPeriod": []}]},
])
def test_a_release_with_odd_parts_is_read_as_far_as_it_goes(part):
    taken = reading.from_package({"releases": [release() | part]})

    assert len(taken.lines) + len(taken.odd) >= 1


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("Facewise Systems Ltd", "Facewise Systems (made up)", True),
    ("Facewise Systems (UK) Limited", "facewise systems", True),
    ("Facewise", "Facewise Systems Ltd", True), ("Face", "Facewise Systems", False),
    ("Openlook", "Facewise", False), ("Ltd", "Limited", False), ("", "Facewise", False),
])
def test_a_supplier_is_suggested_by_its_name_without_the_form_of_the_company(one, other, alike):
    found = rules.suggested(suppliers=[one], uses=[Named(ref="u", name="n", supplier=other)])

    assert bool(found) is alike


@pytest.mark.parametrize(("given", "code"), [
    ({"to": None}, "what-missing"), ({"to": State.MATCHED}, "use-missing"),
    ({"to": State.NOT_TECHNOLOGY}, "reason-missing"),
    ({"to": State.NOT_TECHNOLOGY, "because": "Cleaning", "state": State.NOT_TECHNOLOGY},
     "same-state"),
])
def test_what_a_contract_is_for_needs_a_use_or_a_reason(given, code):
    values = {"state": State.WAITING, "ref": "", "because": ""} | given

    assert rules.may_settle(**values).code == code
