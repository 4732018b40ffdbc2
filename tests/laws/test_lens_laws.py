"""What holds for every fact sheet, whatever our content says on the day."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lenses.sheets import LFR, quiet_tool, typical_lfr

from dueregard.lenses.asking import questions
from dueregard.lenses.bank import load
from dueregard.lenses.conditions import AllOf, AnyOf, Blank, Compared, Not, Truth, evaluate
from dueregard.lenses.facts import Fact, FactType, is_unknown
from dueregard.lenses.raising import raise_points
from dueregard.lenses.screening import screen
from dueregard.lenses.shapes import PointKind

BANK = load()
TECHNOLOGIES = [
    option.value
    for fact in BANK.register if fact.key == "technology" for option in fact.options
]
NOT_KNOWN = st.sampled_from([None, "", " ", "unknown", "don't know"])


def answers(fact: Fact) -> st.SearchStrategy[str | None]:
    if fact.type is FactType.YES_NO:
        return st.sampled_from(["yes", "no"])
    if fact.type is FactType.CHOICE:
        return st.sampled_from([each.value for each in fact.options])
    if fact.type is FactType.CHOICES:
        values = [each.value for each in fact.options]
        return st.lists(st.sampled_from(values), min_size=1, unique=True).map(", ".join)
    if fact.type is FactType.NUMBER:
        return st.floats(0, fact.most or 1e6).map(lambda each: f"{each:.3f}")
    return st.text("abc XYZ.,'", min_size=1)


# What a use is decides which packs are looked through. No other fact does.
KINDS = ("technology", "also")


def sheets(technology: str = LFR, known: bool = False) -> st.SearchStrategy[dict[str, str | None]]:
    return st.fixed_dictionaries({
        each.key: answers(each) if known else st.one_of(answers(each), NOT_KNOWN)
        for each in BANK.facts_for({"technology": technology}) if each.key not in KINDS
    } | {"technology": st.just(technology), "also": st.just("none")})


SHEETS = {each: sheets(each) for each in TECHNOLOGIES}
EMPTY = {each: raise_points(facts={"technology": each}, bank=BANK) for each in TECHNOLOGIES}
FACTS = [each.key for each in BANK.facts_for({"technology": LFR}) if each.key not in KINDS]
YES_NO = [each for each in BANK.register if each.type is FactType.YES_NO]


@given(sheet=sheets(), fact=st.sampled_from(FACTS), blank=NOT_KNOWN)
def test_taking_an_answer_away_never_lowers_the_tier(sheet, fact, blank):
    before = screen(facts=sheet, bank=BANK)

    after = screen(facts=sheet | {fact: blank}, bank=BANK)

    assert after.tier >= before.tier
    assert {each.trigger for each in after.reasons} >= {each.trigger for each in before.reasons}


@given(sheet=sheets(), fact=st.sampled_from(YES_NO))
def test_a_worse_answer_never_lowers_the_tier(sheet, fact):
    better = "no" if fact.worst == "yes" else "yes"

    least = screen(facts=sheet | {fact.key: better}, bank=BANK).tier
    most = screen(facts=sheet | {fact.key: fact.worst}, bank=BANK).tier

    assert least <= most


@given(sheet=sheets())
def test_more_people_never_lower_the_tier(sheet):
    order = ("few", "hundreds", "thousands", "everyone", "unknown")

    tiers = [screen(facts=sheet | {"affected_count": each}, bank=BANK).tier for each in order]

    assert tiers == sorted(tiers)


@given(sheet=sheets())
def test_an_unknown_is_as_grave_as_the_gravest_answer_it_could_be(sheet):
    keys = [each.key for each in YES_NO if is_unknown(sheet[each.key])][:6]
    fills = itertools.product(("yes", "no"), repeat=len(keys))
    count = sheet["affected_count"] if not is_unknown(sheet["affected_count"]) else "everyone"
    whole = sheet | {"affected_count": count} | {
        each.key: sheet[each.key] if not is_unknown(sheet[each.key]) else each.worst
        for each in YES_NO
    }

    worst = max(
        screen(facts=whole | dict(zip(keys, each, strict=True)), bank=BANK).tier
        for each in fills
    )

    assert screen(facts=sheet, bank=BANK).tier >= worst


@given(sheet=sheets(), fact=st.sampled_from(FACTS), blank=NOT_KNOWN)
def test_taking_an_answer_away_never_removes_a_point_or_a_question(sheet, fact, blank):
    less = sheet | {fact: blank}

    points = [
        {each.id for each in raise_points(facts=facts, bank=BANK)}
        for facts in (sheet, less)
    ]
    asked = [
        {each.question.id for each in questions(facts=facts, bank=BANK, tier=3)}
        for facts in (sheet, less)
    ]

    assert points[0] <= points[1]
    assert asked[0] <= asked[1]


@pytest.mark.parametrize("technology", TECHNOLOGIES)
@given(data=st.data())
def test_a_technology_without_facts_shows_every_kind_and_facts_only_take_away(technology, data):
    sheet = data.draw(SHEETS[technology])

    empty = EMPTY[technology]
    points = raise_points(facts=sheet, bank=BANK)

    assert {each.kind for each in empty} == set(PointKind)
    assert {each.id for each in points} <= {each.id for each in empty}


@given(sheet=sheets())
def test_nothing_raised_has_an_unfilled_placeholder_or_an_empty_word(sheet):
    for each in raise_points(facts=sheet, bank=BANK):
        words = (each.title, each.text, each.reason, each.affected, each.evidence)
        assert not any("{" in said or "}" in said for said in words)
        assert all(said.strip() for said in words)


@given(sheet=sheets(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(sheet, order):
    items = list(sheet.items())
    order.shuffle(items)

    first = raise_points(facts=sheet, bank=BANK)

    assert first == raise_points(facts=dict(items), bank=BANK)
    assert len({each.id for each in first}) == len(first)


@given(sheet=sheets(known=True))
def test_with_every_fact_known_nothing_is_left_to_find_out(sheet):
    points = raise_points(facts=sheet, bank=BANK)

    assert not any(each.find_out for each in points)
    assert screen(facts=sheet, bank=BANK).settled


@given(name=st.text(min_size=1))
def test_another_name_changes_nothing_but_the_name(name):
    for sheet in (typical_lfr(BANK), quiet_tool(BANK)):
        renamed = sheet | {"name": name}

        assert screen(facts=sheet, bank=BANK) == screen(facts=renamed, bank=BANK)
        assert [each.id for each in raise_points(facts=sheet, bank=BANK)] == [
            each.id for each in raise_points(facts=renamed, bank=BANK)
        ]


LEAVES = st.one_of(
    st.builds(Compared, fact=st.sampled_from("abc"), op=st.just("is"), value=st.just("yes")),
    st.builds(Blank, fact=st.sampled_from("abc")),
)
CONDITIONS = st.recursive(LEAVES, lambda inner: st.one_of(
    st.builds(Not, part=inner),
    st.builds(AllOf, parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
    st.builds(AnyOf, parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
), max_leaves=8)


@given(
    condition=CONDITIONS, fact=st.sampled_from("abc"),
    sheet=st.fixed_dictionaries({each: st.sampled_from(["yes", "no", ""]) for each in "abc"}),
)
def test_for_any_condition_a_blank_can_only_raise_a_doubt(condition, fact, sheet):
    before = evaluate(condition=condition, facts=sheet).truth

    after = evaluate(condition=condition, facts=sheet | {fact: ""}).truth

    assert after in (before, Truth.UNKNOWN)
