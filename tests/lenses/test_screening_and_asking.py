from dataclasses import replace

import pytest
from tests.lenses.sheets import quiet_tool, typical_lfr

from dueregard.lenses.asking import questions
from dueregard.lenses.bank import load
from dueregard.lenses.screening import NOT_ENOUGH_KNOWN, NOTHING_DEEPER, openly, screen

BANK = load()


def test_a_small_office_tool_takes_the_light_path_for_no_reason_at_all():
    screening = screen(facts=quiet_tool(BANK), bank=BANK)

    assert screening.tier == 1
    assert screening.reasons == ()
    assert screening.settled


def test_an_empty_sheet_is_looked_at_in_full_and_says_that_it_is_not_settled():
    screening = screen(facts={}, bank=BANK)

    assert screening.tier == 3
    assert all(each.unknown for each in screening.reasons)
    assert not screening.settled


def test_the_highest_trigger_wins_and_comes_first():
    lowest_first = replace(BANK, triggers=tuple(reversed(BANK.triggers)))

    screening = screen(facts=typical_lfr(BANK) | {"novel": ""}, bank=lowest_first)

    order = [(each.tier, not each.unknown) for each in screening.reasons]
    assert screening.tier == 3
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize(("fact", "answer", "tier"), [
    ("coercive", "yes", 3), ("covert", "yes", 3), ("irreversible", "yes", 3),
    ("identifies", "yes", 2), ("scores", "yes", 2), ("generates", "yes", 2),
    ("records", "yes", 2), ("shares", "yes", 2), ("decides", "yes", 2),
    ("sensitive", "yes", 2), ("children", "yes", 2), ("new_purpose", "yes", 2),
    ("supplier_opaque", "yes", 2), ("novel", "yes", 2), ("affected_count", "thousands", 2),
    ("affected_count", "hundreds", 1), ("human_review", "no", 1),
])
def test_one_worse_answer_alone_reaches_its_tier(fact, answer, tier):
    assert screen(facts=quiet_tool(BANK) | {fact: answer}, bank=BANK).tier == tier


def test_a_score_that_nobody_checks_is_looked_at_in_full():
    sheet = quiet_tool(BANK) | {"scores": "yes", "human_review": "no"}

    assert screen(facts=sheet, bank=BANK).tier == 3


def test_not_knowing_whether_a_person_checks_counts_as_nobody_checking():
    sheet = quiet_tool(BANK) | {"scores": "yes", "human_review": "don't know"}

    screening = screen(facts=sheet, bank=BANK)

    assert screening.tier == 3
    assert not screening.settled


def test_what_anybody_may_read_of_a_screening_quotes_no_answer_and_never_passes_a_gap_for_a_fact():
    sure = screen(facts=quiet_tool(BANK) | {"coercive": "yes", "covert": ""}, bank=BANK)

    assert openly(sure) == "It could lead to police power being used on someone."
    assert openly(screen(facts=quiet_tool(BANK) | {"covert": ""}, bank=BANK)) == NOT_ENOUGH_KNOWN
    assert openly(screen(facts=quiet_tool(BANK), bank=BANK)) == NOTHING_DEEPER


def test_a_reason_quotes_the_answer_or_the_gap():
    known = screen(facts=quiet_tool(BANK) | {"covert": "yes"}, bank=BANK).reasons[0]
    gap = screen(facts=quiet_tool(BANK) | {"covert": ""}, bank=BANK).reasons[0]

    assert known.because == (
        "Because you said “Is it hidden from the people it affects?”: yes."
    )
    assert gap.because == (
        "Because we do not yet know “Is it hidden from the people it affects?”."
    )


def test_the_light_path_asks_about_eight_questions_from_all_seven_lenses():
    asked = questions(facts=quiet_tool(BANK), bank=BANK, tier=1)

    assert 7 <= len(asked) <= 9
    assert {each.question.lens for each in asked} == {lens.id for lens in BANK.lenses}


def test_a_fuller_look_leaves_out_what_the_facts_rule_out():
    asked = questions(facts=quiet_tool(BANK), bank=BANK, tier=2)

    ids = {each.question.id for each in asked}
    assert "privacy.01" in ids
    assert "privacy.08" not in ids


def test_a_question_is_asked_while_its_fact_is_not_known_and_says_so():
    sheet = quiet_tool(BANK) | {"shares": "unknown"}

    asked = {each.question.id: each.why for each in questions(facts=sheet, bank=BANK, tier=2)}

    assert asked["privacy.08"] == (
        "Because we do not yet know “Does it share data with others?”."
    )
