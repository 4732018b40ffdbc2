"""Law for a day and a nation: applies, does not apply, or unknown, and never that it is met."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lenses.sheets import quiet_tool, typical_lfr

from dueregard.lenses.bank import load
from dueregard.lenses.law import Status, in_force, not_yet, rulings
from dueregard.lenses.shapes import Level, Nation

BANK = load()
TODAY = date(2026, 6, 1)
REPLACED = [each for each in BANK.law if each.replaced_by]


def rules(facts, on=TODAY, nation=Nation.ENGLAND):
    return {
        each.rule.id: each for each in rulings(facts=facts, on=on, nation=nation, bank=BANK)
    }


@pytest.mark.parametrize(("on", "old", "new"), [
    (date(2025, 8, 18), True, False), (date(2025, 8, 19), False, True),
])
def test_the_duty_to_log_a_reason_ends_on_its_day_and_the_rest_of_the_log_goes_on(on, old, new):
    found = rules(quiet_tool(BANK), on=on)

    assert ("law.19" in found) is old
    assert ("law.20" in found) is new
    assert found["law.53"].rule.level is Level.BLOCK


@pytest.mark.parametrize(("on", "old", "new"), [
    (date(2026, 2, 4), True, False), (date(2026, 2, 5), False, True),
])
@pytest.mark.parametrize("nation", Nation)
def test_the_rules_on_decisions_by_machine_change_on_their_day(on, old, new, nation):
    sheet = quiet_tool(BANK) | {"decides": "yes", "human_review": "no"}

    found = rules(sheet, on=on, nation=nation)

    assert ("law.21" in found) is old
    assert ("law.22" in found) is new


@pytest.mark.parametrize("rule", REPLACED, ids=lambda each: each.id)
def test_what_replaces_a_rule_begins_on_the_day_after_it_ends(rule):
    successor = BANK.rule(rule.replaced_by)

    assert successor.starts == rule.ends + timedelta(days=1)
    assert set(rule.nations) <= set(successor.nations)


@given(
    rule=st.sampled_from(REPLACED), nation=st.sampled_from(list(Nation)),
    on=st.dates(min_value=date(2018, 5, 25), max_value=date(2030, 1, 1)),
)
def test_a_replaced_rule_and_its_successor_are_never_both_in_force_nor_both_gone(
    rule, nation, on
):
    successor = BANK.rule(rule.replaced_by)

    old = in_force(rule=rule, on=on, nation=nation)
    new = in_force(rule=successor, on=on, nation=nation)

    assert old is not new


@given(on=st.dates(), nation=st.sampled_from(list(Nation)), sheet=st.fixed_dictionaries({
    each.key: st.sampled_from(["yes", "no", ""]) for each in BANK.register if each.worst
}))
def test_the_engine_has_three_answers_and_met_is_none_of_them(on, nation, sheet):
    for each in rulings(facts=sheet, on=on, nation=nation, bank=BANK):
        assert each.status in {"applies", "does not apply", "unknown"}
        assert each.because


def test_both_of_the_known_changes_say_what_replaces_them():
    assert {each.id: each.replaced_by for each in REPLACED} == {
        "law.19": "law.20", "law.21": "law.22",
    }


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


def test_a_fact_not_known_leaves_a_rule_unknown():
    found = rules(quiet_tool(BANK) | {"sensitive": ""})

    assert found["law.07"].status is Status.UNKNOWN
    assert "do not yet know" in found["law.07"].because


def test_a_fact_that_rules_a_duty_out_is_quoted():
    found = rules(quiet_tool(BANK))["law.07"]

    assert found.status is Status.DOES_NOT_APPLY
    assert "sensitive data" in found.because


def test_a_rule_for_everyone_says_so():
    assert rules(quiet_tool(BANK))["law.06"].because == "This applies to every use."


@pytest.mark.parametrize(("on", "coming"), [
    (date(2025, 2, 4), []), (date(2025, 2, 5), ["law.22", "law.23"]),
    (date(2026, 2, 4), ["law.22", "law.23"]), (date(2026, 2, 5), []),
])
def test_what_begins_within_a_year_is_seen_coming(on, coming):
    sheet = quiet_tool(BANK) | {"decides": "yes", "human_review": "no"}

    found = not_yet(facts=sheet, on=on, nation=Nation.WALES, bank=BANK)

    assert [each.rule.id for each in found if each.rule.starts == date(2026, 2, 5)] == coming
    assert list(found) == sorted(found, key=lambda each: each.rule.starts)


def test_a_year_after_a_leap_day_can_be_asked_for():
    found = not_yet(
        facts={}, on=date(2024, 2, 29), nation=Nation.ENGLAND, bank=BANK
    )

    assert {each.rule.id for each in found} == {"law.40", "law.48"}


def test_what_is_coming_in_one_nation_is_not_shown_in_another():
    found = not_yet(
        facts={}, on=date(2011, 1, 1), nation=Nation.SCOTLAND, bank=BANK
    )

    assert [each.rule.id for each in found] == ["law.24"]


def test_no_rule_blocks_whose_text_nobody_has_read():
    blocking = [each for each in BANK.law if each.level is Level.BLOCK]

    assert blocking
    assert all(each.source_read for each in blocking)


def test_every_rule_says_when_it_was_last_checked_and_never_before_it_began():
    assert all(each.starts <= each.checked for each in BANK.law)
