"""What the questions of the seven lenses promise: enough, filled in, short, and none twice."""

import itertools
import re

import pytest
from tests.lenses.sheets import quiet_tool, typical_lfr

from dueregard.lenses.asking import questions
from dueregard.lenses.bank import load
from dueregard.lenses.shapes import FRESHEST, LENSES, OLDEST
from dueregard.report.publication.plain_words import reading

BANK = load()
QUESTIONS = [each for lens in BANK.lenses for each in lens.questions]
HARDEST = 7.0
LONGEST_SENTENCE = 25
ALIKE = 0.6
# What may go well: each lens asks for it, and not only for what may go wrong.
HOPES = {
    "privacy": "privacy.13", "work": "work.10", "safety": "safety.10",
    "transparency": "transparency.12", "fairness": "fairness.14",
    "environment": "environment.09", "society": "society.11",
}
CARRYING_ON = {"safety": "safety.11", "society": "society.03"}


def asked(**changed):
    facts = typical_lfr(BANK) | changed
    return {each.question.id for each in questions(facts=facts, bank=BANK, tier=3)}


@pytest.mark.parametrize("lens", LENSES)
def test_a_lens_asks_ten_to_fourteen_questions_numbered_in_order(lens):
    ids = [each.id for each in BANK.lens(lens).questions]

    assert 10 <= len(ids) <= 14
    assert ids == [f"{lens}.{number:02d}" for number in range(1, len(ids) + 1)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_a_question_says_why_who_when_what_good_is_and_how_fresh(question):
    words = (question.text, question.why, question.good, question.evidence, question.stage)

    assert all(words)
    assert question.answered_by
    assert question.checked_by
    assert question.stale_on
    assert FRESHEST <= question.fresh_months <= OLDEST
    assert question.text.endswith("?")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_nobody_checks_their_own_answer(question):
    assert not set(question.answered_by) & set(question.checked_by)


def test_the_light_path_is_seven_to_nine_questions_with_each_lens_in_it():
    light = [each for each in QUESTIONS if each.light]
    for_a_small_tool = questions(facts=quiet_tool(BANK), bank=BANK, tier=1)

    assert 7 <= len(light) <= 9
    assert {each.lens for each in light} == set(LENSES)
    assert [each.question.id for each in for_a_small_tool] == [each.id for each in light]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_a_question_reads_easily_and_has_no_long_sentence(question):
    said = (question.text, question.why, question.good)
    longest = max(len(one.split()) for each in said for one in re.split(r"(?<=[.!?])\s+", each))

    assert reading(said).grade <= HARDEST
    assert longest <= LONGEST_SENTENCE


def test_no_two_questions_say_the_same_thing():
    rows = [
        (each.id, words) for each in QUESTIONS
        for name in ("text", "why", "good", "evidence")
        for words in _word_sets(getattr(each, name))
    ]

    alike = {
        (one, other) for (one, some), (other, more) in itertools.combinations(rows, 2)
        if one != other and len(some & more) > ALIKE * len(some | more)
    }

    assert alike == set()


def test_every_change_makes_an_answer_of_some_question_old():
    named = {key for each in QUESTIONS for key in each.stale_on}

    assert named == {each.key for each in BANK.changes}


@pytest.mark.parametrize("lens", LENSES)
def test_a_lens_asks_what_may_go_well(lens):
    assert HOPES[lens].startswith(f"{lens}.")
    assert HOPES[lens] in asked()


def test_what_goes_on_without_it_is_asked_while_the_old_way_fails_or_nobody_looked():
    fails, unknown = asked(works_now="no"), asked(works_now="")

    assert set(CARRYING_ON.values()) <= fails & unknown
    assert CARRYING_ON["safety"] not in asked(works_now="yes")


def test_a_small_office_tool_is_never_asked_more_than_a_third_of_the_questions():
    small = questions(facts=quiet_tool(BANK), bank=BANK, tier=3)

    assert len(small) <= len(QUESTIONS) / 3


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_a_question_with_a_condition_can_be_ruled_out(question):
    quiet = quiet_tool(BANK) | {"technology": "redaction-transcription"}

    found = {each.question.id for each in questions(facts=quiet, bank=BANK, tier=3)}

    assert (question.id in found) == (question.when is None)


def _word_sets(text):
    for said in re.split(r"(?<=[.!?])\s+", text.lower()):
        words = frozenset(re.findall(r"[a-z']+", said))
        if len(words) >= 5:
            yield words
