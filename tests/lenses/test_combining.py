"""A use of two technologies: both packs speak, and what they say alike is said once."""

from tests.lenses.searching import worked

from dueregard.lenses.bank import load
from dueregard.lenses.conditions import Compared, Truth, evaluate
from dueregard.lenses.raising import raise_points, suggested
from dueregard.lenses.shapes import GENERIC

BANK = load()
DRONES, FACES = "drones", "live-facial-recognition"
BOTH = {**worked(FACES), **worked(DRONES), "technology": DRONES, "also": FACES}


def every_id(points):
    return {each.id for each in points} | {one.id for each in points for one in each.said_also}


def test_a_drone_that_knows_faces_is_looked_at_by_both_packs_and_asked_the_facts_of_both():
    packs = [each.id for each in BANK.packs_for(BOTH)]
    asked = {each.key for each in BANK.facts_for(BOTH)}

    assert packs == [DRONES, FACES, GENERIC]
    assert {each.key for pack in packs for each in BANK.packs[pack].facts} <= asked


def test_what_each_would_raise_alone_is_raised_or_folded_or_said_better_by_the_other():
    both = every_id(raise_points(facts=BOTH, bank=BANK))
    covered = {each for pack in (DRONES, FACES) for each in BANK.packs[pack].covers}

    for alone in (DRONES, FACES):
        facts = {**BOTH, "technology": alone, "also": "none"}
        assert every_id(raise_points(facts=facts, bank=BANK)) - covered <= both


def test_what_two_packs_say_alike_is_shown_once_with_the_other_beside_it():
    points = raise_points(facts=BOTH, bank=BANK)
    folded = [each for each in points if each.said_also]

    assert folded
    for each in folded:
        assert all(one.pack != each.pack for one in each.said_also)
    said = [(each.kind, each.says, each.pack) for each in points if each.says]
    packs_of = {}
    for kind, says, pack in said:
        packs_of.setdefault((kind, says), set()).add(pack)
    assert all(len(packs) == 1 for packs in packs_of.values())


def test_one_technology_folds_nothing():
    for pack in BANK.packs:
        assert not any(each.said_also for each in raise_points(facts=worked(pack), bank=BANK))


def test_not_to_know_a_fact_of_two_technologies_loses_no_point():
    before = every_id(raise_points(facts=BOTH, bank=BANK))

    for fact in BANK.facts_for(BOTH):
        if fact.key not in ("technology", "also"):
            after = raise_points(facts={**BOTH, fact.key: "don't know"}, bank=BANK)
            assert before <= every_id(after), fact.key


def test_a_test_on_the_technology_holds_for_what_the_use_also_is():
    test = Compared(fact="technology", op="in", value=(FACES,))
    outcome = evaluate(condition=test, facts={"technology": DRONES, "also": f"anpr, {FACES}"})

    assert (outcome.truth, outcome.because) == (Truth.TRUE, ("also",))
    assert evaluate(condition=test, facts={"technology": DRONES}).truth is Truth.FALSE


def test_facts_that_point_to_another_technology_suggest_it_until_it_is_named():
    facts = worked(DRONES) | {"spot_software": "names"}

    assert suggested(facts=facts, bank=BANK)[0] == (FACES, ("spot_software",))
    assert FACES not in dict(suggested(facts=facts | {"also": FACES}, bank=BANK))
    assert suggested(facts=worked(DRONES) | {"spot_software": ""}, bank=BANK) == ()
