"""What every technology pack promises: breadth, silence where nothing applies, its own words."""

import re
from collections import Counter
from math import ceil

import pytest
from tests.lenses.searching import WORKED, sheets_for, worked

from dueregard.lenses.bank import load
from dueregard.lenses.facts import problem
from dueregard.lenses.raising import raise_points
from dueregard.lenses.shapes import GENERIC, LENSES, PointKind
from dueregard.report.publication.plain_words import reading

BANK = load()
PACKS = sorted(BANK.packs)
TECHNOLOGIES = [each for each in PACKS if each != GENERIC]
POINTS = [(pack.id, point) for pack in BANK.packs.values() for point in pack.points]
WORDS_OF = ("title", "text", "affected", "evidence")
HARDEST_PACK = 6.0
HARDEST_POINT = 10.5
LONGEST_SENTENCE = 30
ALIKE = 0.7


def raised(pack_id, facts):
    points = raise_points(facts={**facts, "technology": pack_id}, bank=BANK)
    return {each.id: each for each in points}


def own(pack_id, facts):
    ids = {each.id for each in BANK.packs[pack_id].points}
    return {key: each for key, each in raised(pack_id, facts).items() if key in ids}


def test_every_technology_to_choose_from_has_a_pack_but_something_else():
    [technology] = [each for each in BANK.register if each.key == "technology"]

    assert {each.value for each in technology.options} - set(TECHNOLOGIES) == {"other"}


@pytest.mark.parametrize("pack_id", TECHNOLOGIES)
def test_a_pack_asks_for_fifteen_to_thirty_facts(pack_id):
    assert 15 <= len(BANK.packs[pack_id].facts) <= 30


def test_no_two_packs_ask_for_a_fact_under_one_name():
    keys = [each.key for pack in BANK.packs.values() for each in pack.facts]

    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize(("what", "words"), [
    ("what is stored", r"\b(kept|keep|stored|storage|store|copies|copy|delete[sd]?|terabytes)\b"),
    ("how long its kit lasts", r"\b(scrapped|replaced|last|worn|devices|servers|machines|kit|"
                               r"phones)\b"),
    ("the power it takes", r"\b(power|powered|energy|fuel|electric|batter(y|ies)|petrol)\b"),
])
@pytest.mark.parametrize("pack_id", TECHNOLOGIES)
def test_a_pack_asks_about_storage_hardware_and_power(pack_id, what, words):
    asked = [
        f"{each.label} {each.hint} {each.why} {' '.join(some.label for some in each.options)}"
        for each in BANK.packs[pack_id].facts
    ]

    assert any(re.search(words, each.lower()) for each in asked), what


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_pack_has_risks_through_every_lens_opportunities_and_the_risk_of_waiting(pack_id):
    points = BANK.packs[pack_id].points
    risks = [each for each in points if each.kind is PointKind.RISK]

    assert len(risks) >= 20
    assert {each.lens for each in risks} == set(LENSES)
    assert len([each for each in points if each.kind is PointKind.OPPORTUNITY]) >= 8
    assert len([each for each in points if each.kind is PointKind.DO_NOTHING]) >= 2


@pytest.mark.parametrize("pack_id", PACKS)
def test_facts_can_raise_every_point_for_sure_and_facts_can_silence_it(pack_id):
    for point in (each for of, each in POINTS if of == pack_id):
        sure = silent = False
        for sheet in sheets_for(point, pack_id, BANK):
            found = own(pack_id, sheet).get(point.id)
            sure = sure or (found is not None and not found.find_out)
            silent = silent or found is None
            if sure and silent:
                break

        assert sure, f"no fact sheet raises {point.id}"
        assert silent, f"no fact sheet silences {point.id}"


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_fact_is_used_by_a_point_of_its_pack(pack_id):
    said = {
        word for point in BANK.packs[pack_id].points
        for word in re.findall(r"[a-z_]+", f"{point.when} {point.text} {point.affected}")
    }

    unused = {each.key for each in BANK.packs[pack_id].facts} - said
    assert unused <= {"supplier_version"}


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_worked_sheet_answers_every_fact_and_answers_it_rightly(pack_id):
    sheet = worked(pack_id)
    facts = BANK.facts_for({"technology": pack_id})

    assert set(sheet) == {each.key for each in facts}
    assert [problem(fact=each, value=sheet[each.key]) for each in facts] == [None] * len(facts)
    assert BANK.pack_for(sheet["technology"]).id == pack_id


def test_every_worked_sheet_is_of_a_pack():
    assert {each.stem for each in WORKED.glob("*.toml")} == set(PACKS)


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_third_of_the_pack_is_silent_on_its_worked_sheet(pack_id):
    points = own(pack_id, worked(pack_id))

    assert 0 < len(points) <= len(BANK.packs[pack_id].points) * 2 / 3


@pytest.mark.parametrize("pack_id", TECHNOLOGIES)
def test_a_worked_sheet_shows_risks_what_may_go_well_and_what_waiting_costs(pack_id):
    points = own(pack_id, worked(pack_id)).values()

    assert {each.kind for each in points} == set(PointKind)


@pytest.mark.parametrize("pack_id", TECHNOLOGIES)
def test_a_worked_sheet_raises_a_risk_through_every_lens(pack_id):
    risks = [
        each for each in raised(pack_id, worked(pack_id)).values() if each.kind is PointKind.RISK
    ]

    assert {each.lens for each in risks} == set(LENSES)


@pytest.mark.parametrize("pack_id", PACKS)
def test_nothing_of_another_technology_is_raised(pack_id):
    allowed = {pack_id, GENERIC}

    assert {each.pack for each in raised(pack_id, worked(pack_id)).values()} <= allowed


@pytest.mark.parametrize("pack_id", PACKS)
def test_without_any_fact_every_point_is_raised_as_something_to_find_out(pack_id):
    points = own(pack_id, {})

    assert set(points) == {each.id for each in BANK.packs[pack_id].points}
    assert all(each.find_out for each in points.values())


@pytest.mark.parametrize("pack_id", PACKS)
def test_not_to_know_one_fact_never_removes_a_point(pack_id):
    sheet = worked(pack_id)
    before = set(raised(pack_id, sheet))

    for fact in BANK.facts_for({"technology": pack_id}):
        assert before <= set(raised(pack_id, sheet | {fact.key: "don't know"})), fact.key


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_new_name_changes_no_point(pack_id):
    sheet = worked(pack_id)

    assert raised(pack_id, sheet) == raised(pack_id, sheet | {"name": "Quite another name"})


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_point_quotes_a_fact_in_its_reason(pack_id):
    for each in raised(pack_id, worked(pack_id)).values():
        assert each.reason.startswith("Because "), each.id
        assert "“" in each.reason, each.id


def test_no_two_packs_share_a_sentence():
    seen: dict[str, str] = {}
    shared = []
    for pack_id, point in POINTS:
        for said in _sentences(point):
            if seen.setdefault(said, pack_id) != pack_id:
                shared.append((point.id, seen[said], said))

    assert shared == []


def test_no_point_is_another_packs_point_with_a_word_changed():
    rows = [(pack, point.id, each) for pack, point in POINTS for each in _word_sets(point)]
    often = Counter(word for _, _, words in rows for word in words)
    holding: dict[str, list[int]] = {}
    alike = set()
    for place, (pack, point_id, words) in enumerate(rows):
        # Two sentences that share most of their words share one of their rarest.
        rare = sorted(words, key=lambda word: (often[word], word))
        rare = rare[: len(words) - ceil(ALIKE * len(words)) + 1]
        for other in {each for word in rare for each in holding.get(word, ())}:
            both, either = words & rows[other][2], words | rows[other][2]
            if rows[other][0] != pack and len(both) > ALIKE * len(either):
                alike.add((rows[other][1], point_id))
        for word in rare:
            holding.setdefault(word, []).append(place)

    assert alike == set()


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_pack_can_be_read_by_a_committee(pack_id):
    pack = BANK.packs[pack_id]
    words = [
        *(getattr(each, name) for each in pack.points for name in ("title", "text")),
        *(words for each in pack.facts for words in (each.label, each.hint, each.why)),
    ]

    assert reading(words).grade <= HARDEST_PACK


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_point_has_no_long_sentence_and_no_hard_words(pack_id):
    for point in (each for of, each in POINTS if of == pack_id):
        longest = max(len(each.split()) for each in re.split(r"(?<=[.!?])\s+", point.text))

        assert longest <= LONGEST_SENTENCE, point.id
        assert reading([point.text]).grade <= HARDEST_POINT, point.id


@pytest.mark.parametrize("pack_id", PACKS)
def test_no_two_options_of_a_fact_read_the_same(pack_id):
    for fact in BANK.packs[pack_id].facts:
        assert len({each.label for each in fact.options}) == len(fact.options), fact.key


def _sentences(point):
    """The sentences that are the pack's own: those that only lead in a quoted fact are left out."""
    for name in WORDS_OF[:2]:
        for said in re.split(r"(?<=[.!?])\s+", getattr(point, name)):
            if "{" not in said and len(said.split()) >= 3:
                yield said.lower().rstrip(".!?")
    yield point.evidence.lower().rstrip(".")


def _word_sets(point):
    for said in _sentences(point):
        words = frozenset(re.findall(r"[a-z']+", said))
        if len(words) >= 5:
            yield words
