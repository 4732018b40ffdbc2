"""What is true of every check: no contrary record, lost proof or blank ever bears a claim out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some
from tests.rules.force_evidence import TODAY, days_ago, outcome

from dueregard.identify.register.rules import Status
from dueregard.report.contracts.rules import State as ContractState
from dueregard.report.declarations.rules import IN_USE
from dueregard.report.declarations.rules import State as Said
from dueregard.report.statements.evidence import (
    ContractRecord,
    DeclarationRecord,
    Evidence,
    UseRecord,
)

KINDS = ("drones", "anpr", "other", "", "live-facial-recognition", "generative-ai-assistant")
DENIALS = (
    "We do not use drones.", "We have never used drones.", "We stopped using drones in 2023.",
    "We do not use live facial recognition.", "We do not use AI.",
    "We do not use drones or ANPR.",
)
EVERY = (
    *DENIALS, "We are trialling drones.", "All our drones are reviewed by the committee.",
    "We only use drones to find missing people.", "We have one use of drones.",
)
RUNNING = (Status.TRIAL, Status.LIVE, Status.PAUSED)
dates = some.none() | some.sampled_from(
    (days_ago(900), days_ago(1), TODAY, TODAY.replace(year=2023))
)
also = some.frozensets(some.sampled_from(("drones", "anpr")), max_size=1)


def uses(statuses=tuple(Status)):
    return some.builds(
        UseRecord, ref=some.integers(1, 9999).map(lambda n: f"use-{n:04d}"),
        name=some.sampled_from(("A thing", "Our drone")), status=some.sampled_from(statuses),
        technology=some.sampled_from(KINDS), also=also, also_known=some.booleans(),
        purpose=some.sampled_from(("", "Find missing people", "Watch crowds")),
        started_on=dates, ended_on=dates, review_on=some.just(None), decided=some.booleans(),
        was_decided_on=some.booleans(), advised=some.booleans(),
    )


def declarations(states=tuple(Said)):
    return some.builds(
        DeclarationRecord, id=some.integers(1, 99), tool=some.sampled_from(("A thing", "A drone")),
        technology=some.sampled_from(KINDS), state=some.sampled_from(states),
    )


def contracts(states=tuple(ContractState)):
    return some.builds(
        ContractRecord, id=some.integers(1, 99), title=some.sampled_from(("Cleaning", "Drones")),
        state=some.sampled_from(states), ends_on=dates,
    )


forces = some.builds(
    Evidence, today=some.just(TODAY), uses=some.lists(uses(), max_size=4).map(tuple),
    declarations=some.lists(declarations(), max_size=2).map(tuple),
    contracts=some.lists(contracts(), max_size=2).map(tuple),
    declarations_asked_on=some.sampled_from((None, TODAY, days_ago(400))),
    contracts_as_of=some.sampled_from((None, TODAY, days_ago(400))),
)
# A force in which the denial of drones is borne out, so that the laws are tried near the edge.
clean = some.builds(
    lambda status: Evidence(
        today=TODAY, declarations_asked_on=TODAY, contracts_as_of=TODAY,
        uses=(UseRecord(ref="use-0001", name="A thing", status=status, technology="drones",
                        also_known=True, decided=True, ended_on=TODAY.replace(year=2023)),),
    ),
    some.sampled_from((Status.NOT_USED, Status.REFUSED, Status.STOPPED)),
)
EVIDENCE = forces | clean


def add(evidence, thing):
    name = {UseRecord: "uses", DeclarationRecord: "declarations", ContractRecord: "contracts"}[
        type(thing)]
    return replace(evidence, **{name: (*getattr(evidence, name), thing)})


contrary = uses(RUNNING) | declarations(tuple(IN_USE)) | contracts((ContractState.WAITING,))


@given(EVIDENCE, some.lists(contrary, min_size=1, max_size=3), some.sampled_from(DENIALS))
def test_a_contrary_record_never_makes_a_denial_bearable(evidence, more, text):
    before = outcome(text, evidence)
    for thing in more:
        evidence = add(evidence, thing)

    assert before == "supported" or outcome(text, evidence) != "supported"


@given(EVIDENCE, some.sampled_from((Said.OPEN,)), some.sampled_from(EVERY))
def test_an_undeclared_tool_that_comes_to_light_never_makes_anything_bearable(
    evidence, state, text
):
    planted = DeclarationRecord(id=100, tool="A drone", technology="drones", state=state)

    assert outcome("We do not use drones.", add(evidence, planted)) == "contradicted"
    assert outcome(text, evidence) == "supported" or (
        outcome(text, add(evidence, planted)) != "supported")


@given(EVIDENCE)
def test_a_contract_for_it_that_is_in_no_record_means_that_it_cannot_be_said(evidence):
    planted = ContractRecord(id=100, title="Drones for the county")

    assert outcome("We do not use drones.", add(evidence, planted)) != "supported"
    assert outcome("We have never used drones.", add(evidence, planted)) != "supported"


@given(EVIDENCE, some.sampled_from(EVERY), some.data())
def test_losing_what_bears_a_sentence_out_never_makes_it_bearable(evidence, text, data):
    before = outcome(text, evidence)
    lost = data.draw(some.sampled_from(("asked", "listed", "decisions", "closed", "advice")))
    change = {
        "asked": {"declarations_asked_on": None}, "listed": {"contracts_as_of": None},
        "decisions": {"uses": tuple(replace(each, decided=False) for each in evidence.uses)},
        "closed": {"uses": tuple(each for each in evidence.uses if each.status in RUNNING)},
        "advice": {"uses": tuple(replace(each, advised=False) for each in evidence.uses)},
    }[lost]

    assert before == "supported" or outcome(text, replace(evidence, **change)) != "supported"


@given(EVIDENCE, some.sampled_from(EVERY), some.data())
def test_what_becomes_blank_never_makes_a_sentence_bearable(evidence, text, data):
    before = outcome(text, evidence)
    blanks = {"technology": "", "also": frozenset(), "also_known": False, "purpose": "",
              "ended_on": None}
    name = data.draw(some.sampled_from(("technology", "also", "purpose", "ended_on")))
    change = {name: blanks[name]} | ({"also_known": False} if name == "also" else {})
    blanked = replace(
        evidence, uses=tuple(replace(each, **change) for each in evidence.uses),
        contracts=tuple(replace(each, ends_on=None) for each in evidence.contracts),
    )

    assert before == "supported" or outcome(text, blanked) != "supported"


@given(EVIDENCE, some.text(max_size=60))
def test_any_text_at_all_comes_out_somehow_and_nothing_made_of_noise_is_supported(evidence, text):
    came = outcome(text, evidence)

    assert came in ("contradicted", "cannot-be-supported", "supported")
    assert came != "supported" or "drone" in text.lower()
