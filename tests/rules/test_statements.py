"""What the records say of a sentence. Blank is never good news."""

import pytest
from tests.rules.force_evidence import (
    TODAY,
    check,
    contract,
    days_ago,
    declared,
    force,
    not_used,
    outcome,
    use,
)

from dueregard.identify.register.rules import Status
from dueregard.lenses.statement_words import shipped
from dueregard.report.contracts.rules import State as ContractState
from dueregard.report.declarations.rules import State as Said
from dueregard.report.statements.conflicts import conflicts

NOT = "We do not use drones."
NEVER = "We have never used drones."
STOPPED = "We stopped using drones in 2023."
SUPPORTED, CANNOT, NO = "supported", "cannot-be-supported", "contradicted"
IN_2023 = use(status=Status.STOPPED, ended_on=TODAY.replace(year=2023), started_on=days_ago(2000))

CASES = [
    # Not used.
    (NOT, force(), CANNOT),
    (NOT, force(not_used()), SUPPORTED),
    (NOT, force(not_used(status=Status.REFUSED)), SUPPORTED),
    (NOT, force(not_used(status=Status.STOPPED)), SUPPORTED),
    (NOT, force(not_used(decided=False)), CANNOT),
    (NOT, force(not_used(review_on=days_ago(1))), CANNOT),
    (NOT, force(not_used(review_on=TODAY)), SUPPORTED),
    (NOT, force(not_used(), asked=None), CANNOT),
    (NOT, force(not_used(), listed=None), CANNOT),
    (NOT, force(not_used(), asked=days_ago(183)), SUPPORTED),
    (NOT, force(not_used(), asked=days_ago(184)), CANNOT),
    (NOT, force(not_used(), listed=days_ago(93)), CANNOT),
    (NOT, force(not_used(), use()), NO),
    (NOT, force(not_used(), use(status=Status.TRIAL)), NO),
    (NOT, force(not_used(), use(status=Status.PAUSED)), CANNOT),
    (NOT, force(not_used(), use(status=Status.IDEA)), SUPPORTED),
    (NOT, force(not_used(), use(status=Status.ASSESSMENT)), SUPPORTED),
    (NOT, force(not_used(), use(technology="anpr")), SUPPORTED),
    (NOT, force(not_used(), use(technology="anpr", also=frozenset({"drones"}))), NO),
    (NOT, force(not_used(), use(technology="anpr", also_known=False)), CANNOT),
    (NOT, force(not_used(), use(technology="")), CANNOT),
    (NOT, force(not_used(), use(technology="other", name="A drone on a tether")), NO),
    (NOT, force(not_used(), use(technology="other")), SUPPORTED),
    # A planted tool that is in no record of a use.
    (NOT, force(not_used(), declarations=[declared()]), NO),
    (NOT, force(not_used(), declarations=[declared(technology="")]), CANNOT),
    (NOT, force(not_used(), declarations=[declared(technology="", tool="My drone")]), NO),
    (NOT, force(not_used(), declarations=[declared(technology="anpr", tool="My drone")]), CANNOT),
    (NOT, force(not_used(), declarations=[declared(technology="anpr")]), SUPPORTED),
    (NOT, force(not_used(), declarations=[declared(state=Said.STOPPED)]), SUPPORTED),
    (NOT, force(not_used(), declarations=[declared(state=Said.NO_TOOL)]), SUPPORTED),
    (NOT, force(not_used(), declarations=[
        declared(technology="", state=Said.LINKED, use="use-0009")]), NO),
    (NOT, force(not_used(), contracts=[contract()]), CANNOT),
    (NOT, force(not_used(), contracts=[contract(title="Cleaning")]), CANNOT),
    (NOT, force(not_used(), contracts=[
        contract(title="Cleaning", state=ContractState.NOT_TECHNOLOGY)]), SUPPORTED),
    (NOT, force(not_used(), contracts=[contract(ends_on=days_ago(1))]), SUPPORTED),
    (NOT, force(not_used(), contracts=[contract(ends_on=TODAY)]), CANNOT),
    (NOT, force(not_used(), contracts=[
        contract(state=ContractState.MATCHED, use="use-0009")]), CANNOT),
    (NOT, force(not_used(), use("use-0002", technology="anpr"), contracts=[
        contract(title="Cameras", state=ContractState.MATCHED, use="use-0002")]), SUPPORTED),
    # Broad words need a decision for all that they cover.
    ("We do not use facial recognition.", force(
        not_used(technology="live-facial-recognition")), CANNOT),
    ("We do not use facial recognition.", force(*(
        not_used(f"use-{place}", technology=f"{each}-facial-recognition")
        for place, each in enumerate(("live", "retrospective", "operator-initiated"))
    )), SUPPORTED),
    ("We do not use AI.", force(use(technology="generative-ai-assistant")), NO),
    ("We do not use AI.", force(use(technology="anpr")), CANNOT),
    ("We do not use technology.", force(use(technology="other")), NO),
    ("We do not use technology.", force(), CANNOT),
    # Of two, the worse.
    ("We do not use drones or ANPR.", force(not_used(), not_used("use-2", "anpr")), SUPPORTED),
    ("We do not use drones or ANPR.", force(not_used()), CANNOT),
    ("We do not use drones or ANPR.", force(not_used(), use(technology="anpr")), NO),
    ("Our officers do not use drones.", force(not_used(), use()), CANNOT),
    ("Our officers do not use drones.", force(not_used()), SUPPORTED),
    # Never used.
    (NEVER, force(not_used()), SUPPORTED),
    (NEVER, force(), CANNOT),
    (NEVER, force(not_used(status=Status.STOPPED)), CANNOT),
    (NEVER, force(not_used(status=Status.STOPPED, started_on=days_ago(900))), NO),
    (NEVER, force(not_used(started_on=days_ago(900))), NO),
    (NEVER, force(not_used(was_decided_on=True)), NO),
    (NEVER, force(not_used(), use(status=Status.PAUSED)), NO),
    (NEVER, force(not_used(), declarations=[declared(state=Said.STOPPED)]), NO),
    (NEVER, force(not_used(), contracts=[contract(ends_on=days_ago(900))]), CANNOT),
    # Stopped.
    (STOPPED, force(IN_2023), SUPPORTED),
    (STOPPED, force(), CANNOT),
    (STOPPED, force(not_used()), CANNOT),
    (STOPPED, force(use(status=Status.STOPPED)), CANNOT),
    (STOPPED, force(use(status=Status.STOPPED, ended_on=days_ago(10))), NO),
    (STOPPED, force(IN_2023, use("use-0002")), NO),
    (STOPPED, force(IN_2023, declarations=[declared()]), NO),
    (STOPPED, force(IN_2023, contracts=[contract()]), CANNOT),
    (STOPPED, force(IN_2023, asked=None), CANNOT),
    ("We have not used drones since 2024.", force(IN_2023), SUPPORTED),
    ("We have not used drones since 2022.", force(IN_2023), NO),
    ("We no longer use drones.", force(IN_2023), SUPPORTED),
    # On trial.
    ("We are trialling drones.", force(use(status=Status.TRIAL)), SUPPORTED),
    ("We are trialling drones.", force(use()), NO),
    ("We are trialling drones.", force(use(status=Status.TRIAL), use("use-0002")), NO),
    ("We are trialling drones.", force(), CANNOT),
    ("We are trialling drones.", force(not_used()), NO),
    ("We are trialling drones.", force(
        use(status=Status.TRIAL), declarations=[declared()]), CANNOT),
    # One thing alone.
    ("We only use drones to find missing people.", force(use()), SUPPORTED),
    ("We only use drones to find missing people.", force(use(purpose="Watch crowds")), CANNOT),
    ("We only use drones to find missing people.", force(use(purpose="")), CANNOT),
    ("We only use drones to find missing people.", force(
        use(), use("use-0002", purpose="Watch crowds")), CANNOT),
    ("We only use drones to find missing people.", force(
        use(), declarations=[declared()]), CANNOT),
    ("We only use drones to find missing people.", force(), CANNOT),
    # All of it was looked at.
    ("All our drones are reviewed by the ethics committee.", force(use(advised=True)), SUPPORTED),
    ("All our drones are reviewed by the ethics committee.", force(use()), NO),
    ("All our drones are reviewed by the ethics committee.", force(), CANNOT),
    ("All our drones are reviewed by the ethics committee.", force(
        use(advised=True), declarations=[declared()]), CANNOT),
    ("All our technology is reviewed by the ethics committee.", force(
        use(advised=True), use("use-0002", technology="anpr")), NO),
    # A number of them.
    ("We use three drones.", force(use()), CANNOT),
    ("We use three drones.", force(not_used()), NO),
    ("We have two uses of drones.", force(use(), use("use-0002")), SUPPORTED),
    ("We have one use of drones.", force(use(), use("use-0002")), NO),
    ("We have three uses of drones.", force(use(), use("use-0002")), CANNOT),
    # Used.
    ("We use drones.", force(use()), SUPPORTED),
    ("We use drones.", force(), CANNOT),
    ("We use drones.", force(not_used()), NO),
    ("Our officers use drones.", force(use()), CANNOT),
    # Not read.
    ("We will never use drones.", force(not_used()), CANNOT),
    ("We do not use drones without asking.", force(not_used()), CANNOT),
    ("", force(not_used()), CANNOT),
    ("We do not use polygraphs.", force(not_used()), CANNOT),
]


@pytest.mark.parametrize(("text", "evidence", "expected"), CASES)
def test_a_sentence_comes_out_as_the_records_have_it(text, evidence, expected):
    assert outcome(text, evidence) == expected


def test_each_ground_names_the_record_it_rests_on():
    [result] = check(NOT, force(
        not_used(), use(), declarations=[declared(7)], contracts=[contract(8)]
    ))

    against = {(str(each.sort), each.key) for each in result.grounds if each.leans != SUPPORTED}
    assert against == {("use", "use-0001"), ("declaration", "7"), ("contract", "8")}


def test_a_sentence_that_was_not_read_shows_what_is_recorded_of_its_technology():
    [result] = check(
        "We do not use drones to watch crowds.", force(use(), use("use-2", technology="anpr"))
    )

    assert [each.key for each in result.grounds if each.key] == ["use-0001"]


def test_what_would_make_it_supportable_is_said_once_each():
    [result] = check(NOT, force(asked=None, listed=None))

    assert len(result.wanted) == 3
    assert len(set(result.wanted)) == 3


def test_thousands_of_contracts_that_nobody_looked_at_are_one_ground():
    many = [contract(number, title="Cleaning") for number in range(1, 2001)]

    [result] = check(NOT, force(not_used(), contracts=many))

    [ground] = [each for each in result.grounds if each.leans != SUPPORTED]
    assert "2000 contracts" in ground.words


def test_a_contract_for_a_use_is_not_counted_among_those_that_nobody_looked_at():
    matched = contract(2, title="Cameras", state=ContractState.MATCHED, use="use-0002")
    running = use("use-0002", technology="anpr", also_known=False)
    ended = use("use-0002", technology="", status=Status.STOPPED)

    [beside_running] = check(NOT, force(not_used(), running, contracts=[matched]))
    [beside_ended] = check(NOT, force(not_used(), ended, contracts=[matched]))

    assert [each.key for each in beside_running.grounds if each.leans == CANNOT] == ["use-0002"]
    assert [each.key for each in beside_ended.grounds if each.leans == CANNOT] == ["2"]


@pytest.mark.parametrize("status", [Status.NOT_USED, Status.REFUSED, Status.STOPPED])
@pytest.mark.parametrize("against", [
    {"uses": [use()]}, {"declarations": [declared()]}, {"contracts": [contract()]},
])
def test_a_contrary_record_beside_what_we_do_not_do_is_a_conflict(status, against):
    found = conflicts(
        force(not_used(status=status), *against.get("uses", ()),
              declarations=against.get("declarations", ()),
              contracts=against.get("contracts", ())), shipped().terms,
    )

    assert [each.ref for each in found] == ["use-0009"]
    assert len(found[0].against) == 1


def test_two_technologies_that_have_nothing_to_do_with_each_other_are_no_conflict():
    assert conflicts(force(not_used(), use(technology="anpr")), shipped().terms) == ()


def test_the_digests_move_with_what_they_stand_for_and_with_nothing_else():
    before = force(use()).digests()
    after = force(use(), declarations=[declared()]).digests()

    assert before["register"] == after["register"]
    assert before["declarations"] != after["declarations"]
