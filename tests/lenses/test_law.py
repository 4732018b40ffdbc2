from datetime import date

import pytest
from tests.lenses.sheets import quiet_tool, typical_lfr

from dueregard.lenses.bank import load
from dueregard.lenses.law import applying
from dueregard.lenses.shapes import Level, Nation

BANK = load()
TODAY = date(2026, 6, 1)


def rules(facts, on=TODAY, nation=Nation.ENGLAND):
    return {
        each.rule.id: each for each in applying(facts=facts, on=on, nation=nation, bank=BANK)
    }


@pytest.mark.parametrize(("on", "old", "new"), [
    (date(2025, 8, 18), True, False), (date(2025, 8, 19), False, True),
])
def test_the_duty_to_log_a_reason_ends_on_its_day(on, old, new):
    found = rules(quiet_tool(BANK), on=on)

    assert ("law.19" in found) is old
    assert ("law.20" in found) is new


@pytest.mark.parametrize(("on", "old", "new"), [
    (date(2026, 2, 4), True, False), (date(2026, 2, 5), False, True),
])
def test_the_rules_on_decisions_by_machine_change_on_their_day(on, old, new):
    sheet = quiet_tool(BANK) | {"decides": "yes", "human_review": "no"}

    found = rules(sheet, on=on)

    assert ("law.21" in found) is old
    assert ("law.22" in found) is new


def test_nothing_applies_before_it_was_made():
    assert rules(typical_lfr(BANK), on=date(1990, 1, 1)) == {}


def test_each_nation_has_its_own_rules():
    sheet = typical_lfr(BANK) | {"covert": "yes"}

    assert "law.39" in rules(sheet, nation=Nation.WALES)
    assert "law.39" not in rules(sheet)
    assert "law.31" in rules(sheet, nation=Nation.SCOTLAND)
    assert "law.30" not in rules(sheet, nation=Nation.SCOTLAND)
    assert "law.24" not in rules(sheet, nation=Nation.NORTHERN_IRELAND)
    assert "law.42" in rules(sheet, nation=Nation.NORTHERN_IRELAND)


def test_a_fact_not_known_makes_a_rule_one_that_may_apply():
    found = rules(quiet_tool(BANK) | {"sensitive": ""})

    assert found["law.07"].unknown
    assert "do not yet know" in found["law.07"].why


def test_a_fact_that_rules_a_duty_out_silences_it():
    assert "law.07" not in rules(quiet_tool(BANK))


def test_a_rule_for_everyone_says_so():
    assert rules(quiet_tool(BANK))["law.06"].why == "This applies to every use."


def test_no_rule_blocks_whose_text_nobody_has_read():
    blocking = [each for each in BANK.law if each.level is Level.BLOCK]

    assert blocking
    assert all(each.source_read for each in blocking)
