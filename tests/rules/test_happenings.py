"""What the clock finds: evidence too old, law that changed, packs updated, what is touched."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lenses.sheets import quiet_tool, typical_lfr

from dueregard.lenses.bank import load
from dueregard.lenses.shapes import Nation
from dueregard.manage.happenings import rules, watching
from dueregard.manage.happenings.rules import FOUND, KIND_NAMES, MAKES_OLD, TOLD, Kind
from dueregard.manage.happenings.watching import Record, Shown
from dueregard.manage.reviews.rules import Why

BANK = load()
TODAY = date(2026, 11, 2)
RECORD = Record(
    reviewed_on=date(2026, 1, 1), tier=3, facts=typical_lfr(BANK), nation=Nation.ENGLAND,
    pins={each.id: each.version for each in BANK.packs.values()}, evidence=(),
)
MACHINE = quiet_tool(BANK) | {"decides": "yes", "human_review": "no"}


def test_every_kind_has_a_name_a_reason_and_somebody_who_tells_it():
    assert set(KIND_NAMES) == set(MAKES_OLD) == set(TOLD) | set(FOUND) == set(Kind)
    assert {each.value for each in Kind} <= {each.value for each in Why}
    known = {each.key for each in BANK.changes}
    assert {key for keys in MAKES_OLD.values() for key in keys} <= known


def test_what_a_question_asks_to_be_fresh_is_found_when_it_is_not():
    shown = Shown(id=1, title="The trial", lens="fairness", dated_on=date(2025, 11, 1))
    questions = BANK.lens("fairness").questions
    strictest = min(each.fresh_months for each in questions)

    [found] = watching.too_old(replace(RECORD, evidence=(shown,)), bank=BANK, today=TODAY)

    assert found.kind is Kind.STALE
    assert found.happened_on == watching.months_after(shown.dated_on, strictest)
    assert watching.too_old(
        replace(RECORD, evidence=(shown,)), bank=BANK, today=found.happened_on
    ) == ()


def test_a_rule_that_began_since_the_review_is_found_once_with_its_day():
    record = replace(RECORD, facts=MACHINE)

    found = watching.law_changed(record, bank=BANK, today=TODAY)

    assert [each.key for each in found if "law.22" in each.key] == ["law:law.22:from:2026-02-05"]
    later = replace(record, reviewed_on=date(2026, 2, 5))
    assert not [each for each in watching.law_changed(later, bank=BANK, today=TODAY)
                if "law.22" in each.key]


def test_a_rule_that_does_not_concern_the_use_is_not_found():
    found = watching.law_changed(
        replace(RECORD, facts=quiet_tool(BANK)), bank=BANK, today=TODAY
    )

    assert not [each for each in found if "law.22" in each.key]


def test_a_pack_that_was_updated_is_found_and_one_that_was_not_is_not():
    assert watching.packs_updated(RECORD, bank=BANK, today=TODAY) == ()

    [found] = watching.packs_updated(
        replace(RECORD, pins=RECORD.pins | {"generic": "0.1"}), bank=BANK, today=TODAY
    )

    assert found.kind is Kind.PACK
    assert "Version 0.1" not in found.words
    assert "version 0.1" in found.words


@pytest.mark.parametrize(("passed_at", "count"), [
    ("", 0), ("impact.liberty", 0), ("impact.records", 1),
])
def test_a_change_of_what_it_touches_is_found_where_a_gate_was_passed(passed_at, count):
    found = watching.impact_changed(
        replace(RECORD, passed_at=passed_at), bank=BANK, today=TODAY
    )

    assert len(found) == count


@given(
    reviewed=st.dates(date(2018, 1, 1), date(2027, 1, 1)),
    today=st.dates(date(2018, 1, 1), date(2027, 1, 1)),
)
def test_nothing_is_found_to_have_happened_after_today(reviewed, today):
    found = watching.find(replace(RECORD, reviewed_on=reviewed), bank=BANK, today=today)

    assert all(each.happened_on <= today for each in found)


@pytest.mark.parametrize(("closed", "because", "allowed"), [
    (False, "Only the help page", True), (False, " ", False), (True, "Again", False),
])
def test_a_review_is_closed_once_and_with_a_reason(closed, because, allowed):
    assert bool(rules.may_close(closed=closed, because=because)) is allowed
