"""A pack laid open: which fact raises what, in words that match what is in fact raised."""

import pytest

from dueregard.lenses.bank import load
from dueregard.lenses.conditions import AllOf, AnyOf, Blank, Compared, Not, named
from dueregard.lenses.which_raises import points_in_words, precedents_of, which_raises
from dueregard.lenses.wording import in_words

BANK = load()
LFR = BANK.packs["live-facial-recognition"]
KNOWN = {each.key: each for each in BANK.register + LFR.facts}


YES = Compared(fact="identifies", op="is", value="yes")
NO = Compared(fact="scores", op="is", value="no")
LOW = Compared(fact="threshold", op="lt", value=0.64)


@pytest.mark.parametrize(("condition", "words"), [
    (YES, "“Does it identify people?” is yes"),
    (LOW, "“What threshold is set?” is below 0.64"),
    (Blank(fact="scores"), "“Does it score, rank or predict?” is not known"),
    (Not(part=YES), "it is not so that “Does it identify people?” is yes"),
    (AllOf(parts=(YES, NO)),
     "“Does it identify people?” is yes and “Does it score, rank or predict?” is no"),
    (AllOf(parts=(LOW, AnyOf(parts=(YES, NO)))),
     "“What threshold is set?” is below 0.64 and (“Does it identify people?” is yes or "
     "“Does it score, rank or predict?” is no)"),
    (AnyOf(parts=(YES,)), "“Does it identify people?” is yes"),
    (Compared(fact="affected_count", op="in", value=("few", "hundreds")),
     "“How many people a year?” is “A few” or “Hundreds”"),
])
def test_a_condition_is_told_in_the_words_of_its_questions(condition, words):
    assert in_words(condition=condition, known=KNOWN) == words


def test_several_answers_of_one_question_are_told_once():
    [point] = [each for each in points_in_words(pack=LFR, bank=BANK) if each.point.id == "lfr.o04"]

    assert point.when == (
        "“Who is on the watchlist?” includes “Missing” or “At risk of harm”"
    )


@pytest.mark.parametrize("pack_id", sorted(BANK.packs))
def test_every_point_stands_with_every_fact_that_it_hangs_on_and_no_other(pack_id):
    pack = BANK.packs[pack_id]

    rows = which_raises(pack=pack, bank=BANK)

    shown = {(row.fact.key, each.point.id) for row in rows for each in row.raises}
    assert shown == {(key, each.id) for each in pack.points for key in named(each.when)}
    assert all(row.own == (row.fact in pack.facts) for row in rows)


@pytest.mark.parametrize("pack_id", sorted(BANK.packs))
def test_every_condition_of_every_pack_can_be_told(pack_id):
    for each in points_in_words(pack=BANK.packs[pack_id], bank=BANK):
        assert each.when.count("“") == each.when.count("”") >= 1
        assert "_" not in each.when


def test_precedents_are_told_once_the_newest_first():
    found = precedents_of(pack=LFR, bank=BANK)

    assert len({each.id for each in found}) == len(found) > 0
    assert [each.date for each in found] == sorted((each.date for each in found), reverse=True)
