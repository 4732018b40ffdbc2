"""The facts to find out first, held against a slow count over every answer there is."""

from itertools import combinations

import pytest
from tests.lenses.searching import comparisons, worked

from dueregard.lenses.bank import load
from dueregard.lenses.conditions import AnyOf
from dueregard.lenses.facts import FactType, is_unknown
from dueregard.lenses.finding_out import find_out_first
from dueregard.lenses.raising import considered, raise_points

BANK = load()
PACKS = sorted(BANK.packs)


def every_answer(fact, pack_id):
    """All answers of a choice; for a number, a fine grid around every bound of the pack."""
    if fact.type is FactType.YES_NO:
        return ["yes", "no"]
    values = [each.value for each in fact.options]
    if fact.type is FactType.CHOICE:
        return values
    if fact.type is FactType.CHOICES:
        return [", ".join(some) for size in range(1, len(values) + 1)
                for some in combinations(values, size)]
    if fact.type is not FactType.NUMBER:
        return ["something"]
    points = considered(facts={"technology": pack_id}, bank=BANK)
    whole = AnyOf(parts=tuple(each.when for _, each in points))
    bounds = {each.value for each in comparisons(whole) if each.fact == fact.key}
    tried = {bound + step for bound in bounds for step in (-1000, -1, -0.01, 0, 0.01, 1, 1000)}
    most = fact.most if fact.most is not None else float("inf")
    return [f"{each:.12g}" for each in sorted(tried | {0}) if 0 <= each <= most]


def open_points(pack_id, facts):
    points = raise_points(facts={**facts, "technology": pack_id}, bank=BANK)
    return {each.id for each in points if each.find_out}


def slow_count(pack_id, facts, fact):
    """The open points that some answer settles, and those that every answer settles."""
    before = open_points(pack_id, facts)
    settled = [
        before - open_points(pack_id, facts | {fact.key: answer})
        for answer in every_answer(fact, pack_id)
    ]
    return set.union(*settled), set.intersection(*settled)


@pytest.mark.parametrize("pack_id", PACKS)
def test_the_count_is_that_of_trying_every_answer(pack_id):
    keys = [each.key for each in BANK.packs[pack_id].facts] or ["identifies", "scores", "shares"]
    blanked = dict.fromkeys(keys[::3] + ["children", "coercive"])
    facts = worked(pack_id) | blanked

    told = {each.fact.key: each for each in
            find_out_first(facts={**facts, "technology": pack_id}, bank=BANK, most=99)}

    for fact in BANK.facts_for({"technology": pack_id}):
        if is_unknown(facts.get(fact.key)) and len(fact.options) <= 9:
            some, every = slow_count(pack_id, facts, fact)
            found = told.get(fact.key)
            assert set(found.settles if found else ()) == some, fact.key
            assert (found.surely if found else 0) == len(every), fact.key


@pytest.mark.parametrize("pack_id", PACKS)
def test_three_facts_that_settle_most_are_told_and_none_is_known(pack_id):
    found = find_out_first(facts={"technology": pack_id}, bank=BANK)
    rest = find_out_first(facts={"technology": pack_id}, bank=BANK, most=99)

    assert len(found) == 3
    assert found == rest[:3]
    counts = [len(each.settles) for each in rest]
    assert counts == sorted(counts, reverse=True)


def test_nothing_is_to_be_found_out_where_all_is_known():
    assert find_out_first(facts={**(worked("anpr")), "technology": "anpr"}, bank=BANK) == ()


def test_one_gap_is_told_with_the_points_that_hang_on_it():
    facts = worked("anpr") | {"picture_check": "don't know"}

    [found] = find_out_first(facts={**facts, "technology": "anpr"}, bank=BANK)

    assert (found.fact.key, found.surely) == ("picture_check", 2)
    assert found.settles == ("anpr.r02", "anpr.o20")
