"""What people read of a weighing, what is kept of it, and the constants it stands on."""

import json
import tomllib
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from tests.weighing.made import KNOWN, effect, example, proposal, quickly, with_effect

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.lenses import bank
from dueregard.lenses.plain_words import reading as readability
from dueregard.lenses.shapes import LENSES
from dueregard.prioritise.assessment import rules
from dueregard.weighing import constants, paper, saved, sensitivity, sentences
from dueregard.weighing.shapes import Gate, GateState, Kind, Span
from dueregard.weighing.weigh import weigh

PLAIN = tomllib.loads(
    files("dueregard").joinpath("content", "weighing.toml").read_text(encoding="utf-8"))


# --- Constants


def test_the_words_for_chance_and_size_are_those_of_an_assessment():
    chances = {each.value for each in rules.Chance} - {"dont-know"}
    named = {key: f"{each.name} ({each.said})" for key, each in KNOWN.chances.items()}

    assert named == {each: rules.CHANCE_NAMES[each] for each in chances}
    assert dict(KNOWN.sizes) == {
        each.value: name for each, name in rules.SIZE_NAMES.items() if each.value != "dont-know"}


def test_the_lenses_are_the_seven_and_are_named_as_everywhere():
    assert tuple(KNOWN.lenses) == LENSES
    assert {each.id: each.short for each in bank.load().lenses} == sentences.NAMES


def test_every_lens_has_every_size_word_from_small_to_large_within_its_scale():
    for lens in KNOWN.lenses.values():
        spans = [lens.bands[each].span for each in KNOWN.sizes]

        assert list(lens.bands) == list(KNOWN.sizes)
        assert all(each.low < each.high for each in spans)
        assert all(one.high < other.low for one, other in zip(spans, spans[1:], strict=False))
        assert spans[-1].high <= lens.scale.low or lens.scale.low == lens.scale.base / 2
        assert all(each.example for each in lens.bands.values())


def test_every_constant_has_its_reason_and_its_source():
    tables = [each for key in ("evidence", "control", "lens") for each in PLAIN[key]]
    tables += [PLAIN[key] for key in ("run", "chance_words", "people_words", "gates", "actions",
                                      "worth_knowing", "conclusions")]

    assert all(each["reason"] and each["source"] for each in tables if each is not
               PLAIN["worth_knowing"])
    assert all(each.low <= each.base <= each.high for level in KNOWN.evidence.values()
               for each in (level.widen, level.believed))


def test_weaker_evidence_widens_no_less_and_is_believed_no_more():
    order = [KNOWN.evidence[each] for each in ("5", "4", "3", "2", "1", "judgement", "0")]

    for stronger, weaker in zip(order, order[1:], strict=False):
        assert stronger.widen.base <= weaker.widen.base
        assert stronger.believed.base >= weaker.believed.base
    assert KNOWN.controls["planned"] == (0, 0, 0)


def test_constants_that_cannot_be_read_are_told():
    with pytest.raises(DueRegardError, match="cannot be read"):
        constants.from_plain({"version": "1"})


# --- What is kept


def test_what_is_kept_keeps_the_schema():
    jsonschema.Draft202012Validator.check_schema(saved.schema())
    validator = jsonschema.Draft202012Validator(saved.schema())

    for made in (example(), proposal(effect("goes-on", "now"), effect("harm", chance=None))):
        validator.validate(json.loads(saved.to_json(quickly(made))))
    assert saved.schema()["$id"] == saved.SCHEMA


def test_an_old_weighing_is_weighed_again_with_its_own_constants():
    level = replace(KNOWN.evidence["judgement"], widen=constants.Tried(1, 3, 4))
    plain = json.loads(json.dumps(PLAIN))
    next(each for each in plain["evidence"] if each["key"] == "judgement")["widen"]["base"] = 3.0
    plain["version"] = "0.9.0"
    old = weigh(example(), using=constants.from_plain(plain), draws=400)
    again = saved.again(json.loads(saved.to_json(old)))

    assert again.constants.version == "0.9.0"
    assert again.constants.evidence["judgement"].widen.base == level.widen.base
    assert saved.to_json(again) == saved.to_json(old) != saved.to_json(quickly(example()))


@pytest.mark.parametrize(("change", "words"), [
    (lambda plain: plain.update(schema="urn:other"), "its schema is 'urn:other'"),
    (lambda plain: plain["constants"]["run"].update(seed=1), "Somebody has changed the file"),
    (lambda plain: plain.update(draws="many"), "does not say its seed"),
    (lambda plain: plain.update(draws=10**9), "does not say its seed"),
    (lambda plain: plain["proposal"].pop("title"), "title: Give"),
])
def test_a_kept_weighing_that_was_changed_is_refused_in_words(change, words):
    plain = json.loads(saved.to_json(quickly(example())))
    change(plain)

    with pytest.raises(DueRegardError, match=words):
        saved.again(plain)


# --- What people read


def text_of(document) -> str:
    return documents.write(document, ".md").decode()


def test_the_paper_begins_with_sentences_and_says_that_nothing_is_one_score():
    made = paper.to_document(quickly(example()), made_at="2026-11-02T09:00:00Z")
    first = made.parts[0].blocks

    assert first[0].tone == "lead" and first[0].text.startswith("Without agreed values")
    assert paper.NEVER_ONE in first[1].items
    assert [each.key for each in made.parts][:6] == [
        "says", "gates", "compared", "now", "groups", "values"]


@pytest.mark.parametrize("suffix", [".html", ".md", ".csv", ".xlsx", ".json", ".odt"])
def test_the_paper_can_be_written_in_every_format(suffix):
    assert len(documents.write(paper.to_document(quickly(example())), suffix)) > 3000


def test_the_public_sees_no_members_values_and_the_committee_does():
    weighed = quickly(example())
    open_, inside = (text_of(paper.to_document(weighed, each))
                     for each in (Audience.PUBLIC, Audience.COMMITTEE))

    assert "civil liberties" in inside and "civil liberties" not in open_
    assert "Member 2" not in open_
    assert "Where safety comes first" in open_


def test_an_asserted_benefit_says_so_until_evidence_from_before_and_after_is_attached():
    name = "safeguarded-found-missing"
    asserted = text_of(paper.to_document(quickly(example())))
    shown = text_of(paper.to_document(quickly(
        with_effect(example(), name, before_after="Finding 12"))))

    assert "Asserted, not shown: Missing people at risk are found sooner." in asserted
    assert "Asserted, not shown: Missing people" not in shown


def test_numbers_stand_beside_every_word():
    text = text_of(paper.to_document(quickly(example())))

    assert "Highly likely (80% to 90%)" in text
    assert "0.001 to 0.02 intrusion points each; thousands of people (1,000 to 9,000)" in text
    assert "Noticeable: 0.5 to 2 survey points" in text
    assert "takes 30%, planned, so 0% counts" in text


def test_what_is_blank_in_carrying_on_as_now_is_said_where_it_decides():
    made = proposal(effect("goes-on", "now", chance=None, size=None), effect("harm"))
    weighed = quickly(made)

    assert weighed.lead == "new"
    assert weighed.with_doubt_for_now == {"now": 1.0, "new": 0.0}
    assert "that alone decides, so find out first what goes on now" in sentences.doubt(weighed)


def test_carrying_on_as_now_that_is_well_known_has_no_doubt():
    weighed = quickly(proposal(effect("goes-on", "now"), effect("harm")))

    assert weighed.with_doubt_for_now is None and sentences.doubt(weighed) == ""


def test_where_every_option_fails_a_gate_nothing_is_compared():
    gates = tuple(Gate(key="owner", state=GateState.FAILED, options=(each,), reason="Nobody")
                  for each in ("now", "new"))
    weighed = quickly(proposal(effect("goes-on", "now"), effect("harm"), gates=gates))

    assert (weighed.lead, weighed.delay, weighed.table.ranks) == ("", (), {})
    assert "Every option fails a gate" in text_of(paper.to_document(weighed))


def test_one_option_without_a_failed_gate_is_compared_with_nothing():
    gate = Gate(key="owner", state=GateState.FAILED, options=("new",), reason="Nobody")
    weighed = quickly(proposal(effect("goes-on", "now"), effect("harm"), gates=(gate,)))

    assert "Only “Now” fails no gate" in sentences.leading(weighed)


def test_about_even_is_said_where_it_is():
    weighed = quickly(proposal(effect("one", "now", shared="x"), effect("two", shared="x")))

    assert "are about even" in sentences.leading(weighed)
    assert "What you value decides" in sentences.leading(weighed)


def test_no_gate_that_nobody_spoke_of_is_passed():
    weighed = quickly(proposal(effect("goes-on", "now"), effect("harm")))

    assert len(weighed.gates_of("new").not_yet) == len(KNOWN.gates)
    assert weighed.gates_of("now").standings == ()
    assert weighed.may_go_ahead("new").code == "gate-not-yet"


def test_when_every_gate_is_passed_an_option_may_go_ahead():
    gates = tuple(Gate(key=each, state=GateState.PASSED, reason="Seen") for each in KNOWN.gates)
    weighed = quickly(proposal(effect("goes-on", "now"), effect("harm"), gates=gates))

    assert weighed.may_go_ahead("new")
    assert "“New” is past every gate." in sentences.at_gates(weighed)


def test_the_sentences_of_the_example_can_be_followed():
    weighed = quickly(example())
    said = [sentences.leading(weighed), *sentences.waiting(weighed)]
    said += [sentences.by_lens(each.figures, lens=KNOWN.lenses[each.lens], constants=KNOWN)
             for each in weighed.table.lenses]

    assert readability(said).grade < 8


@pytest.mark.parametrize(("changes", "words"), [
    ({"lens": "safety", "size": Span(400, 400)}, "Safety: worse, by about 200 days of harm"),
    ({"lens": "safety", "size": Span(2, 2)}, "by about 1 day of harm a year"),
    ({"kind": Kind.OPPORTUNITY, "lens": "safety", "size": Span(400, 400)},
     "Safety: better, by about 200 days of harm a year"),
])
def test_one_lens_is_said_with_its_number_and_unit(changes, words):
    weighed = quickly(proposal(effect("goes-on", "now"), effect("harm", **changes)))
    found = weighed.table.row("new", "safety")

    assert words in sentences.by_lens(found, lens=KNOWN.lenses["safety"], constants=KNOWN)


# --- What hangs on the method


def test_a_constant_on_which_a_conclusion_hangs_is_named_with_what_it_would_be():
    made = proposal(
        effect("goes-on", "now", lens="safety", size=Span(1000, 1000)),
        effect("harm", size=Span(2000, 2000)))
    found = sensitivity.try_constants(made, draws=400)
    text = text_of(sensitivity.to_document(found))

    assert {each.about for each in found.changes} >= {"best, no agreed values"}
    assert "Best, no agreed values: about even." in text
    assert "if the end of the scale for privacy (intrusion points) were 10,000" in text


def test_where_nothing_hangs_on_the_method_that_is_said():
    found = sensitivity.try_constants(
        proposal(effect("goes-on", "now"), effect("harm", size=Span(900, 900))), draws=100)

    assert found.changes == ()
    assert sensitivity.to_document(found).summary.startswith("None of the")


def test_only_constants_that_the_proposal_uses_are_tried():
    found = sensitivity.try_constants(
        proposal(effect("goes-on", "now"), effect("harm", evidence="3")), draws=100)

    assert {each[0] for each in found.tried} == {
        "the widening for “third-party test”", "the widening for “independent test of our own use”",
        "the end of the scale for privacy (intrusion points)"}
