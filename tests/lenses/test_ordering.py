"""The first screen: at most ten points, the likely and grave before the rest, no side missing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lenses.searching import worked

from dueregard.lenses.bank import load
from dueregard.lenses.ordering import MOST, first, gravity, ordered
from dueregard.lenses.raising import raise_points
from dueregard.lenses.shapes import LENSES, PointKind

BANK = load()
PACKS = sorted(BANK.packs)


def raised(pack_id, facts):
    return raise_points(facts={**facts, "technology": pack_id}, bank=BANK)


@pytest.mark.parametrize("pack_id", PACKS)
def test_ten_points_at_most_with_every_lens_and_every_side_that_is_raised(pack_id):
    facts = worked(pack_id)
    points = raised(pack_id, facts)

    shown = first(raised=points, facts=facts)

    assert len(shown) == min(MOST, len(points))
    assert {each.kind for each in shown} == {each.kind for each in points}
    risks = {each.lens for each in points if each.kind is PointKind.RISK}
    assert {each.lens for each in shown if each.kind is PointKind.RISK} == risks


def test_what_the_facts_raise_for_sure_comes_before_what_a_gap_raises():
    facts = worked("body-worn-video")
    points = ordered(raised=raised("body-worn-video", facts), facts=facts)

    gaps = [each.find_out for each in points]
    assert any(gaps)
    assert gaps == sorted(gaps)


def test_the_graver_lens_of_this_use_comes_first():
    facts = worked("drones") | {"sensitive": "yes", "new_purpose": "yes"}
    quiet = dict.fromkeys(("coercive", "irreversible", "children", "decides", "covert"), "no")
    facts |= quiet | {"affected_count": "everyone", "supplier_opaque": "no"}

    points = ordered(raised=raised("drones", facts), facts=facts)

    assert points[0].lens == "privacy"
    heaviness = [gravity(lens=each.lens, facts=facts) for each in points if not each.find_out]
    assert heaviness == sorted(heaviness, reverse=True)


def test_what_has_happened_elsewhere_comes_before_what_has_not_in_the_same_lens():
    facts = worked("anpr")
    points = [
        each for each in ordered(raised=raised("anpr", facts), facts=facts)
        if each.lens == "safety" and not each.find_out
    ]

    happened = [bool(each.precedents) for each in points]
    assert happened == sorted(happened, reverse=True)
    assert any(happened) and not all(happened)


@pytest.mark.parametrize("lens", LENSES)
def test_a_worse_answer_never_makes_a_lens_less_grave(lens):
    for fact in BANK.register:
        if fact.worst:
            better = "no" if fact.worst == "yes" else "yes"
            least = gravity(lens=lens, facts={fact.key: better})
            worst = gravity(lens=lens, facts={fact.key: fact.worst})
            assert least <= worst == gravity(lens=lens, facts={fact.key: "don't know"})


def test_every_lens_can_be_grave():
    assert all(gravity(lens=lens, facts={}) > 0 for lens in LENSES)


def test_equal_points_stay_in_the_order_of_the_pack():
    facts = worked("anpr")
    points = raised("anpr", facts)
    alike = [each for each in points if each.lens == "work" and not each.precedents
             and len(each.because) == 1 and not each.find_out]

    shown = [each for each in ordered(raised=points, facts=facts) if each in alike]

    assert len(alike) > 1
    assert shown == alike


@given(seed=st.integers(0, 10_000), pack_id=st.sampled_from(PACKS))
def test_the_first_points_are_taken_from_those_raised_and_keep_their_order(seed, pack_id):
    facts = worked(pack_id)
    chance = random.Random(seed)
    facts = {key: (value if chance.random() < 0.7 else None) for key, value in facts.items()}
    points = raised(pack_id, facts)

    shown = first(raised=points, facts=facts)

    whole = ordered(raised=points, facts=facts)
    assert sorted(each.id for each in whole) == sorted(each.id for each in points)
    assert list(shown) == [each for each in whole if each in shown]
