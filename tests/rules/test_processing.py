"""The log of processing: what must be in it, what must not, and who may open it for what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import No, Yes
from dueregard.ledger.processing import rules
from dueregard.ledger.processing.rules import Operation, Outcome, Processing, Purpose, Terms

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SEEN = Processing(
    op=Operation.CONSULTATION, system="Custody", data_class="Custody record",
    columns=("arrested_on", "offence"), rows=1, subject="subject-5f2e",
    reason="To plan a bail visit", case_ref="INC-2026-118",
)


def test_there_are_the_six_operations_of_section_62():
    assert {each.value for each in Operation} == {
        "collection", "alteration", "consultation", "disclosure", "combination", "erasure",
    }


def test_there_are_the_four_purposes_of_section_62_and_the_commissioner():
    assert {each.value for each in Purpose} == {
        "lawfulness", "self-monitoring", "integrity-and-security", "criminal-proceedings",
        "commissioner",
    }


def test_a_whole_entry_may_be_logged():
    assert rules.problems(SEEN, terms=Terms()) == ()


@pytest.mark.parametrize(("change", "says"), [
    ({"system": " "}, "which system"),
    ({"data_class": ""}, "what kind of data"),
    ({"reason": ""}, "Give a reason"),
    ({"case_ref": ""}, "Give the reference"),
    ({"op": Operation.DISCLOSURE}, "who received it"),
    ({"outcome": Outcome.REFUSED, "rows": 0}, "Name the clauses"),
    ({"outcome": Outcome.REFUSED, "rows": 3, "failed": ("purpose",)}, "touches no records"),
    ({"subject": "Ada Lovelace"}, "a name does not belong"),
    ({"rows": -1}, "below nought"),
    ({"policy_sha256": "abc"}, "policy is not a SHA-256"),
    ({"query_sha256": "Z" * 64}, "query is not a SHA-256"),
    ({"columns": ("a",) * 201}, "At most 200 columns"),
    ({"reason": "x" * 501}, "“reason” is longer"),
    ({"columns": ("x" * 501,)}, "“columns” is longer"),
])
def test_what_is_missing_or_does_not_belong_is_said(change, says):
    found = rules.problems(replace(SEEN, **change), terms=Terms())

    assert len(found) == 1
    assert says in found[0]


def test_a_force_may_ask_for_neither_reason_nor_case():
    bare = replace(SEEN, reason="", case_ref="")

    assert rules.problems(bare, terms=Terms(reason=False, case_ref=False)) == ()
    assert len(rules.problems(bare, terms=Terms())) == 2


@given(st.builds(
    Processing, op=st.sampled_from(Operation), system=st.text(), data_class=st.text(),
    columns=st.lists(st.text()).map(tuple), rows=st.none() | st.integers(0),
    outcome=st.sampled_from(Outcome), failed=st.lists(st.text()).map(tuple),
    agreement_version=st.none() | st.integers(0), recipient=st.text(),
))
def test_what_goes_into_the_ledger_comes_back_the_same(entry):
    back = rules.from_facts({"system": "", "data_class": ""} | rules.facts(entry))

    assert back == entry


def test_what_is_blank_is_left_out_but_nought_is_kept():
    plain = rules.facts(replace(SEEN, rows=0))

    assert plain["rows"] == 0
    assert "recipient" not in plain
    assert "failed" not in plain


@pytest.mark.parametrize(("purpose", "why", "code"), [
    ("", "To see", "purpose"),
    ("curiosity", "To see", "purpose"),
    ("lawfulness", "  ", "why"),
])
def test_the_log_is_opened_for_a_purpose_of_the_law_and_a_sentence_or_not_at_all(
    purpose, why, code
):
    assert rules.may_open(Yes(), purpose=purpose, why=why).code == code


def test_nobody_without_the_right_opens_it_for_any_purpose():
    no = No("This is for others.", "role")

    assert rules.may_open(no, purpose="lawfulness", why="To see") == no


@pytest.mark.parametrize(("reader", "minutes", "open_"), [
    (7, 59, True), (7, 61, False), (8, 1, False), (None, 1, False),
])
def test_an_opening_is_for_one_person_and_one_hour(reader, minutes, open_):
    answer = rules.still_open(
        opened_by=7, opened_at=AT, reader=reader, now=AT + timedelta(minutes=minutes)
    )

    assert bool(answer) is open_


def test_an_opening_by_nobody_is_nobodys():
    assert not rules.still_open(opened_by=None, opened_at=AT, reader=None, now=AT)
