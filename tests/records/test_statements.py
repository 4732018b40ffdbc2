"""A statement held against a whole force: register, decisions, declarations and contracts."""

from pathlib import Path

import pytest

from dueregard.answers import Refused
from dueregard.identify.register import actions as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.manage.committee.deciding import Verdict
from dueregard.people.rules import Role
from dueregard.report.contracts import actions as contracts
from dueregard.report.contracts import queries as bought
from dueregard.report.contracts.rules import State as ContractState
from dueregard.report.declarations import actions as declarations
from dueregard.report.declarations.actions import Said
from dueregard.report.declarations.rules import DataKind
from dueregard.report.declarations.rules import State as DeclarationState
from dueregard.report.statements import actions, queries
from dueregard.report.statements.grounds import Outcome, Sort

NOT = "We do not use drones."
EXAMPLES = Path(__file__).parents[2] / "examples"


def outcome(world, text=NOT):
    return queries.held(text, now=world.now).outcome


def check(world, text=NOT, *, by=None):
    made = actions.check(text=text, by=by or world.lead, now=world.now)
    return int(made.rpartition("-")[2])


def decided_not_used(world, technology="drones"):
    ref = world.use(name="Drones over crowds", technology=technology)
    world.decide(world.matter(ref, to="replied", items=0), verdict=Verdict.NOT_USE, items=0)
    return ref


def all_asked(world):
    declarations.note_asking(asked_on=world.now.date(), how="A letter to all", by=world.lead,
                             now=world.now)
    name = "contracts-finder.csv"
    made = contracts.bring_in(path=EXAMPLES / name, name=name, as_of=world.now.date(),
                              by=world.lead, now=world.now)
    contracts.take_in(list_id=int(made.rpartition("-")[2]), by=world.lead, now=world.now)
    contracts.settle(contract_ids=[each.id for each in bought.every()], by=world.lead,
                     to=ContractState.NOT_TECHNOLOGY, because="For this test", now=world.now)


def borne_out(world):
    decided_not_used(world)
    all_asked(world)
    assert outcome(world) is Outcome.SUPPORTED


def declare(world, **given):
    values = {"tool": "My own flyer", "purpose": "To look at roofs", "technology": "drones",
              "data": (DataKind.IMAGES,)} | given
    made = declarations.make(said=Said(**values), named=False, by=world.person(Role.OFFICER),
                             now=world.now)
    return int(made.rpartition("-")[2])


def test_nothing_recorded_bears_nothing_out(world):
    assert outcome(world) is Outcome.CANNOT


def test_a_decision_and_everybody_asked_bear_it_out_for_as_long_as_the_answers_are_fresh(world):
    borne_out(world)

    world.later(days=93)

    assert outcome(world) is Outcome.CANNOT


def test_a_status_set_by_hand_is_no_decision(world):
    ref = world.use(technology="drones")
    register.move(ref=ref, to=Status.NOT_USED, reason="We never did", by=world.lead, now=world.now)
    all_asked(world)

    [result] = queries.held(NOT, now=world.now).results

    assert result.outcome is Outcome.CANNOT
    assert any("no recorded decision" in each.words for each in result.grounds)


def test_a_planted_tool_that_staff_declared_contradicts_it(world):
    borne_out(world)

    declare(world)

    held = queries.held(NOT, now=world.now)
    assert held.outcome is Outcome.CONTRADICTED
    assert [each.sort for each in held.results[0].grounds
            if each.leans is Outcome.CONTRADICTED] == [Sort.DECLARATION]


def test_a_planted_tool_of_which_nobody_said_the_kind_means_that_it_cannot_be_said(world):
    borne_out(world)

    declare(world, technology="")

    assert outcome(world) is Outcome.CANNOT


def test_a_planted_contract_means_that_it_cannot_be_said(world, tmp_path):
    borne_out(world)
    path = tmp_path / "more.csv"
    path.write_text("Ref,Title,Supplier\nX1,Four drones with cameras,Skyward Ltd\n")
    made = contracts.bring_in(path=path, name="more.csv", as_of=world.now.date(), by=world.lead,
                              now=world.now)
    contracts.take_in(list_id=int(made.rpartition("-")[2]), by=world.lead, now=world.now)

    [result] = queries.held(NOT, now=world.now).results

    assert result.outcome is Outcome.CANNOT
    assert [each.sort for each in result.grounds if each.leans is Outcome.CANNOT] == [
        Sort.CONTRACT]


def test_a_declaration_that_was_closed_as_no_longer_used_bears_on_never_alone(world):
    borne_out(world)
    number = declare(world)

    declarations.close(declaration_id=number, to=DeclarationState.STOPPED,
                       because="Handed in", by=world.lead, now=world.now)

    assert outcome(world) is Outcome.SUPPORTED
    assert outcome(world, "We have never used drones.") is Outcome.CONTRADICTED


def test_a_use_on_trial_contradicts_and_its_other_kind_counts_too(world):
    borne_out(world)
    ref = world.use(name="Number plates", technology="anpr", owner=world.person(Role.PROJECT_LEAD))
    world.matter(ref, to="decided", items=0)
    assert outcome(world) is Outcome.CANNOT  # nobody has said what else it is

    register.state_facts(ref=ref, facts={"also": "none"}, by=world.lead, now=world.now)
    assert outcome(world) is Outcome.SUPPORTED

    register.state_facts(ref=ref, facts={"also": "drones"}, by=world.lead, now=world.now)
    assert outcome(world) is Outcome.CONTRADICTED


def test_all_reviewed_asks_for_advice_on_each(world):
    all_asked(world)
    text = "All our drones are reviewed by the ethics committee."
    ref = world.use(technology="drones")
    register.state_facts(ref=ref, facts={"also": "none"}, by=world.lead, now=world.now)
    world.matter(ref, to="decided", items=0)
    assert outcome(world, text) is Outcome.SUPPORTED

    register.add(described=register.Description(name="Another drone", technology="drones"),
                 status=Status.LIVE, imported=True, by=world.lead, now=world.now)
    assert outcome(world, text) is Outcome.CONTRADICTED


def test_what_came_of_a_check_is_kept_as_it_was_and_can_be_looked_at_again(world):
    borne_out(world)
    number = check(world)
    world.later(days=1)
    declare(world)

    was, again = queries.one(number), queries.again(number, now=world.now)

    assert was.outcome is Outcome.SUPPORTED
    assert was.by_name == world.lead.name
    assert (again.now.outcome, again.differs(was)) == (Outcome.CONTRADICTED, True)
    assert again.moved == ("What staff declared",)
    assert queries.one(number) == was


def test_a_check_that_nothing_moved_under_stands(world):
    borne_out(world)
    number = check(world)

    again = queries.again(number, now=world.now)

    assert (again.moved, again.differs(queries.one(number))) == ((), False)


def test_the_ledger_has_the_sentence_the_outcome_and_the_digests(world):
    number = check(world)

    entry = ledger.history(newest=1)[0]

    assert entry.verb == "statements:statement:check"
    assert entry.facts["text"] == NOT
    assert entry.facts["held_against"] == queries.one(number).held_against


@pytest.mark.parametrize("text", ["", "  ", "x" * 3001])
def test_nothing_and_too_much_are_refused(world, text):
    with pytest.raises(Refused):
        check(world, text)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.OFFICER, Role.PROCUREMENT_OFFICER])
def test_who_only_reads_does_not_check(world, role):
    with pytest.raises(Refused):
        check(world, by=world.person(role))


def test_a_contrary_entry_beside_what_we_do_not_do_raises_a_conflict(world):
    ref = decided_not_used(world)
    assert queries.open_conflicts(now=world.now) == ()

    register.add(described=register.Description(name="Flying eye", technology="drones"),
                 status=Status.LIVE, imported=True, by=world.lead, now=world.now)
    declare(world)

    [conflict] = queries.open_conflicts(now=world.now)
    assert conflict.ref == ref
    assert [each.sort for each in conflict.against] == [Sort.USE, Sort.DECLARATION]


def test_the_questions_to_the_database_do_not_grow_with_the_register(
    world, django_assert_max_num_queries
):
    for number in range(6):
        world.use(name=f"Use {number}")
        declare(world)

    with django_assert_max_num_queries(14):
        queries.held(NOT, now=world.now)
