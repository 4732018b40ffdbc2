"""What is too hard for those who read it is told, entry by entry, with its grade."""

import re
from dataclasses import replace

import pytest

from dueregard.lenses.bank import load
from dueregard.lenses.readable import hard_questions, hard_to_read

BANK = load()
PACK = BANK.packs["live-facial-recognition"]
HARD = "Algorithmic misidentification occasions unwarranted deprivation of liberty."


@pytest.mark.parametrize("pack_id", sorted(BANK.packs))
def test_no_shipped_pack_is_too_hard(pack_id):
    assert hard_to_read(BANK.packs[pack_id]) == ()


def test_no_question_is_too_hard():
    assert hard_questions(BANK) == ()


@pytest.mark.parametrize("what", ["title", "text"])
def test_a_hard_entry_is_named_with_its_grade_and_what_to_do(what):
    first, *rest = PACK.points
    pack = replace(PACK, points=(replace(first, **{what: HARD}), *rest))

    [said] = hard_to_read(pack)

    assert re.fullmatch(
        rf"lfr\.r01: its {what} reads at grade \d+(\.\d)?, and those who read it need "
        r"\d+(\.\d)? at most\. Use shorter sentences and shorter words\.", said,
    )


def test_a_long_sentence_is_named_with_its_length():
    first, *rest = PACK.points
    pack = replace(PACK, points=(replace(first, text="We go on " * 11 + "now."), *rest))

    said = hard_to_read(pack)

    assert any("lfr.r01: its text has a sentence of 34 words" in each for each in said)


def test_a_hard_fact_is_named():
    first, *rest = PACK.facts
    pack = replace(PACK, facts=(replace(first, label=HARD, hint=HARD, why=HARD), *rest))

    [said] = hard_to_read(pack)

    assert said.startswith(f"{first.key}: its question reads at grade")


def test_a_pack_whose_entries_are_each_fair_may_be_too_hard_as_a_whole():
    fair = "The operator considers every notification carefully before taking action on it."
    points = tuple(replace(each, text=fair) for each in PACK.points)

    said = hard_to_read(replace(PACK, points=points))

    assert any("as a whole reads at grade" in each for each in said)


def test_a_hard_question_is_named():
    lens, *rest = BANK.lenses
    first, *others = lens.questions
    lens = replace(lens, questions=(replace(first, text=HARD), *others))

    [said] = hard_questions(replace(BANK, lenses=(lens, *rest)))

    assert said.startswith("privacy.01: its text reads at grade")
