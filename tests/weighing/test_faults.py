"""What is wrong with a proposal is said in words, at the field; nothing is guessed."""

from dataclasses import replace

import pytest
from tests.weighing.made import EXAMPLE, KNOWN, effect, example, proposal, quickly

from dueregard.answers import DueRegardError
from dueregard.weighing import reading
from dueregard.weighing.checking import check
from dueregard.weighing.shapes import (
    Control,
    ControlState,
    Estimate,
    Gate,
    GateState,
    Group,
    Kind,
    Span,
    View,
)

NOW = effect("goes-on", "now")


def faults(*effects, **more):
    return [str(each) for each in check(proposal(NOW, *effects, **more), KNOWN)]


@pytest.mark.parametrize(("wrong", "path", "said"), [
    ({"chance": Span(0.8, 0.2)}, "effect[1].chance", "The range is upside down: 0.8 is more than"),
    ({"chance": Span(0.0, 0.2)}, "effect[1].chance", "0 is not a chance that anybody can know"),
    ({"chance": Span(0.5, 1.0)}, "effect[1].chance", "1 is not a chance that anybody can know"),
    ({"chance": Span(float("nan"), 0.5)}, "effect[1].chance", "Both ends of a range are numbers"),
    ({"chance": "maybe"}, "effect[1].chance", "“maybe” is not one of the words"),
    ({"size": Span(9, 1)}, "effect[1].size", "upside down"),
    ({"size": Span(-5, 1)}, "effect[1].size", "A size is above 0"),
    ({"size": Span(1, float("inf"))}, "effect[1].size", "Both ends of a range are numbers"),
    ({"size": Span(1, 1e9)}, "effect[1].size", "past the end of the scale, 20,000 intrusion"),
    ({"size": "huge"}, "effect[1].size", "“huge” is not one of the words"),
    ({"people": "few"}, "effect[1].people", "asked only beside a size word"),
    ({"size": "slight", "people": Span(0, 4)}, "effect[1].people", "a number above 0"),
    ({"size": "slight", "people": "some"}, "effect[1].people", "“some” is not one of the words"),
    ({"lens": "society", "size": "slight", "people": "few"}, "effect[1].people", "Leave it out"),
    ({"lens": "money"}, "effect[1].lens", "There is no lens “money”. Choose from: privacy"),
    ({"unit": "pounds"}, "effect[1].unit", "It is counted in intrusion points"),
    ({"group": ""}, "effect[1].group", "Say who is affected"),
    ({"group": "nobody"}, "effect[1].group", "There is no group “nobody”"),
    ({"text": " "}, "effect[1].text", "Say in a sentence"),
    ({"evidence": "9"}, "effect[1].evidence", "There is no level “9”"),
    ({"effort": 0.0}, "effect[1].effort", "above 0"),
    ({"id": "goes-on"}, "effect[1]", "There are two called “goes-on”"),
    ({"id": ""}, "effect[1]", "It has no id"),
])
def test_a_slip_in_an_effect_is_said_at_its_field(wrong, path, said):
    found = faults(effect("harm", **wrong))

    assert [each for each in found if each.startswith(f"{path}: ") and said in each], found


def test_an_option_that_is_not_there_is_named():
    found = check(replace(proposal(NOW, effect("harm")), effects=(
        NOW, effect("harm"), effect("stray", "newer"))), KNOWN)

    assert "effect[2].option: There is no option “newer”. Choose from: now, new." in map(str, found)


@pytest.mark.parametrize(("more", "path", "said"), [
    ({"controls": (Control(id="c", name="C", effects=("harm",), reduces=1.2,
                           state=ControlState.VERIFIED),)},
     "control[0].reduces", "1.2 is not a share that can be taken away"),
    ({"controls": (Control(id="c", name="C", effects=("harm",), reduces=0.0,
                           state=ControlState.VERIFIED),)}, "control[0].reduces", "above 0"),
    ({"controls": (Control(id="c", name="C", effects=("x",), reduces=0.5,
                           state=ControlState.VERIFIED),)},
     "control[0].effects", "There is no effect “x”"),
    ({"controls": (Control(id="c", name="C", effects=("good",), reduces=0.5,
                           state=ControlState.VERIFIED),)},
     "control[0].effects", "A control takes away from a risk"),
    ({"controls": (Control(id="c", name="C", effects=(), reduces=0.5, effort=-1.0,
                           state=ControlState.VERIFIED),)}, "control[0].effort", "above 0"),
    ({"controls": (Control(id="c", name="C", effects=("harm", "harm"), reduces=0.5,
                           state=ControlState.VERIFIED),)}, "control[0].effects", "twice"),
    ({"groups": (Group(id="people", name="P", multiplier=0.5),)},
     "group[0].multiplier", "0.5 is below 1"),
    ({"groups": (Group(id="people", name="P", multiplier=2.0),)}, "group[0].reason", "Say why"),
    ({"gates": (Gate(key="luck", state=GateState.PASSED, reason="x"),)},
     "gate[0].key", "There is no gate “luck”"),
    ({"gates": (Gate(key="owner", state=GateState.PASSED),)}, "gate[0].reason", "Say why"),
    ({"gates": (Gate(key="owner", state=GateState.NOT_YET, options=("x",)),)},
     "gate[0].options", "There is no option “x”"),
    ({"gates": (Gate(key="owner", state=GateState.NOT_YET),) * 2}, "gate[1]", "said twice"),
    ({"since": "last week"}, "since", "“last week” is not a date"),
    ({"views": (View(by="a"),)}, "view[0]", "one of the two"),
    ({"views": (View(by="a", order=("safety", "safety")),)}, "view[0].order", "twice"),
    ({"views": (View(by="a", order=("luck",)),)}, "view[0]", "There is no lens “luck”"),
    ({"views": (View(by="a", points={"safety": -1.0}),)}, "view[0].points", "from 0 up"),
    ({"views": (View(by="a", points={"safety": 0.0}),)}, "view[0].points", "above 0"),
])
def test_a_slip_elsewhere_is_said_at_its_field(more, path, said):
    found = faults(effect("harm"), effect("good", kind=Kind.OPPORTUNITY), **more)

    assert [each for each in found if each.startswith(f"{path}: ") and said in each], found


def test_carrying_on_as_now_without_an_effect_cannot_be_weighed():
    made = proposal(effect("harm"))

    with pytest.raises(DueRegardError, match="“Now” has no effect. Say what goes on happening"):
        quickly(made)


def test_carrying_on_as_now_alone_cannot_be_weighed():
    assert any("nothing to compare" in each for each in faults())


RANGE = Span(0.2, 0.4)


@pytest.mark.parametrize(("estimates", "panel", "said"), [
    ((Estimate(by="a", round=1, chance=RANGE, size=RANGE),), ("a", "b"), "need 3 or more"),
    ((Estimate(by="z", round=1, chance=RANGE, size=RANGE),), ("a", "b", "c"), "not among those"),
    ((Estimate(by="a", round=3, chance=RANGE, size=RANGE),), ("a", "b", "c"), "two rounds"),
    ((Estimate(by="a", round=2, chance=RANGE, size=RANGE),), ("a", "b", "c"), "and no first"),
    ((Estimate(by="a", round=1, chance=RANGE, size=RANGE),) * 2, ("a", "b", "c"), "two estimates"),
    ((Estimate(by="a", round=1, chance=Span(0.9, 0.1), size=RANGE),), ("a", "b", "c"), "upside"),
])
def test_a_slip_in_what_several_people_say_is_told(estimates, panel, said):
    found = faults(effect("harm", chance=None, size=None, estimates=estimates), panel=panel)

    assert any(said in each for each in found), found


def test_ranges_of_several_people_and_one_more_beside_them_are_refused():
    estimate = Estimate(by="a", round=1, chance=RANGE, size=RANGE)
    found = faults(effect("harm", estimates=(estimate,)), panel=("a", "b", "c"))

    assert any("Keep one or the other" in each for each in found)


def file(tmp_path, text, name="made.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "said"), [
    ('chance = "highly-likely"', "chance = [0.9]", "effect[0].chance: Write one of the words, or"),
    ('chance = "highly-likely"', 'chance = ["a", 1]', "effect[0].chance: Write one of the words"),
    ('kind = "risk"', 'kind = "danger"', "effect[0].kind: “danger” is not one of: risk, opp"),
    ("size = [500, 2500]", "sise = [500, 2500]", "effect[0].sise: This is not asked here"),
    ('title = "Live', 'titel = "Live', "title: Give the proposal a title"),
    ('group = "victims"', "group = [1]", "effect[0].group: Write words in quotation marks"),
    ("reduces = 0.5", 'reduces = "half"', "control[0].reduces: Write a number"),
    ("reduces = 0.5\n", "", "control[0].reduces: Say what share"),
    ('effects = ["safeguarded-false-alerts"]', "effects = 3", "control[0].effects: Write a list"),
    ("points = { safety = 100,", 'points = { safety = "a",', "view[2].points: Write a number"),
    ('state = "verified"', 'state = "hoped"', "control[0].state: “hoped” is not one of"),
    ('since = "2026-09-14"', "seed = 1.5", "seed: Write a whole number"),
])
def test_a_slip_in_a_file_is_said_with_its_path(tmp_path, old, new, said):
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = file(tmp_path, text.replace(old, new, 1))

    with pytest.raises(DueRegardError) as told:
        reading.from_plain(reading.read(path))

    assert said in str(told.value)


@pytest.mark.parametrize(("name", "text", "said"), [
    ("made.toml", "title = ", "cannot be read"), ("made.json", "[1]", "has no fields"),
    ("made.json", "{", "cannot be read"), ("made.txt", "x", "ends in neither"),
])
def test_a_file_of_another_kind_is_told(tmp_path, name, text, said):
    with pytest.raises(DueRegardError, match=said):
        reading.read(file(tmp_path, text, name))


def test_a_list_that_is_no_list_and_a_table_that_is_no_table_are_told():
    with pytest.raises(DueRegardError) as told:
        reading.from_plain({"title": "A", "effect": "x", "option": ["new"], "view": [{"by": "a"}]})

    assert "effect: Write each one under [[effect]]" in str(told.value)
    assert "option[0]: This is a table of fields" in str(told.value)


def test_carrying_on_as_now_is_there_even_where_the_file_leaves_it_out():
    made = reading.from_plain({"title": "A", "option": [{"id": "new", "name": "New"}]})

    assert [each.id for each in made.options] == ["now", "new"]


def test_the_example_has_no_fault_and_survives_being_written():
    assert check(example(), KNOWN) == ()
    assert reading.from_plain(reading.to_plain(example())) == example()
