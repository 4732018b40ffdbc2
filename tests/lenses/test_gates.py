"""The gates that we ship, each slip told with file and id, and what a wrong result can touch."""

import shutil
from pathlib import Path

import pytest
from tests.lenses.sheets import quiet_tool, typical_lfr

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.gates import impact

BANK = banks.load()


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(str(banks.shipped())), folder)
    return folder


@pytest.mark.parametrize(("old", "new", "said"), [
    ('before = "live"', 'before = "liv"', r"gate\.go-live: “before” is “liv”"),
    ('before = "live"\n', "", r"exactly one gate stands before “live”; there are 0"),
    ('before = "live"', 'before = "live"\nmay_leave_out = true', r"cannot be left out"),
    ('"gate.engagement", "gate.pilot"', '"gate.start", "gate.pilot"',
     r"gatefact\.communities: it is asked at gate\.start, and there is no such gate"),
    ("firm = true\n", "", r"gatefact\.pilot must be firm and asked at gate\.pilot"),
    ('key = "ends_on"\ntype = "date"', 'key = "ends_on"\ntype = "text"',
     r"gatefact\.pilot must be there, once, with a part “ends_on” that is a date"),
    ('gap = "A human touch point goes, and nothing takes its place."\n', "", r"“gap” is missing"),
    ('key = "instead"', 'key = "goes"', r"touch-points: it has the part “goes” twice"),
    ('label = "What goes"', 'lable = "What goes"', r"“lable” is not something the part “goes”"),
    ("tiers = [1, 2, 3]\nlaw", "tiers = [1, 2, 4]\nlaw", r"“tiers” must list some of 1, 2 and 3"),
    ('id = "impact.family"', 'id = "impact.safety"', r"impact\.safety: this id is already used"),
    ('when = { fact = "touches", op = "includes", value = "family" }', "",
     r"the last class of impact, and no other, has no “when”"),
])
def test_a_slip_in_the_gates_is_told_in_words(content, old, new, said):
    file = content / "gates.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DueRegardError, match=said):
        banks.load(content)


def test_a_change_that_names_a_fact_nobody_asks_for_is_told(content):
    file = content / "register.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('facts = ["threshold"]', 'facts = ["treshold"]'), "utf-8")

    with pytest.raises(DueRegardError, match=r"setting: “facts” names “treshold”, and no such"):
        banks.load(content)


def test_the_gates_are_the_stages_of_the_guidance_in_order():
    assert [(each.stage, each.title) for each in BANK.gates.gates] == [
        ("engage", "Engagement"), ("engage", "Prioritisation"), ("evolve", "Design"),
        ("evolve", "Test"), ("embed", "Purchase"), ("embed", "Pilot"), ("embed", "Go live"),
    ]


def test_a_light_use_is_asked_little():
    asked = BANK.gates.asked_at("gate.go-live", tier=1, facts={"technology": "drones"})

    assert [each.id for each in asked] == ["gatefact.touch-points", "gatefact.posts"]


@pytest.mark.parametrize("facts", [
    {"technology": "person-risk-scoring"},
    {"technology": "data-platform", "also": "person-risk-scoring"},
])
def test_a_score_on_a_person_is_asked_more_and_no_override_leaves_it_open(facts):
    more = [each for each in BANK.gates.asked_of(facts) if each.when]

    assert [each.id for each in more] == [
        "gatefact.score-seen", "gatefact.score-contest", "gatefact.score-unconvicted"]
    assert all(each.firm and each.tiers == (1, 2, 3) for each in more)


@pytest.mark.parametrize("facts", [
    {"technology": "place-based-prediction"},
    {"technology": "data-platform", "also": "place-based-prediction"},
])
def test_a_map_is_asked_for_its_three_tests_and_for_none_of_what_a_score_is_asked(facts):
    more = [each for each in BANK.gates.asked_of(facts) if each.when]

    assert [each.id for each in more] == ["gatefact.area-tests"]
    assert [part.key for part in more[0].parts] == ["equality", "proxy", "loop"]
    assert more[0].tiers == (1, 2, 3)
    assert not [each for each in BANK.gates.asked_of({"technology": "drones"}) if each.when]


@pytest.mark.parametrize(("touches", "expected", "unknown"), [
    ("liberty, family", "impact.liberty", False), ("safety", "impact.safety", False),
    ("family, livelihood", "impact.family", False), ("livelihood", "impact.livelihood", False),
    ("nothing", "impact.records", False), ("", "impact.liberty", True),
    ("unknown", "impact.liberty", True),
])
def test_the_gravest_thing_it_touches_is_its_class_and_silence_is_the_gravest(
    touches, expected, unknown
):
    found = impact(facts=quiet_tool(BANK) | {"touches": touches}, bank=BANK)

    assert (found.impact.id, found.unknown) == (expected, unknown)


def test_what_can_lead_to_police_power_touches_liberty_whatever_else_is_said():
    found = impact(facts=typical_lfr(BANK) | {"touches": "nothing"}, bank=BANK)

    assert found.impact.id == "impact.liberty"
    assert "police power" in found.because
