"""What staff use: declared without blame, seen by few, settled by name, and never traced back."""

import json

import pytest

from dueregard.answers import DueRegardError, Refused
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.ledger.models import Entry
from dueregard.ledger.rules import Actor, AlreadyDone
from dueregard.people.rules import Role
from dueregard.report.declarations import actions, queries
from dueregard.report.declarations.actions import Said
from dueregard.report.declarations.models import Declaration
from dueregard.report.declarations.rules import NOBODY_NAMED, DataKind, State

COPILOT = Said(tool="Quillmate", purpose="Drafts of statements", data=(DataKind.CASES,),
               technology="generative-ai-assistant")


def declare(world, *, said=COPILOT, named=False, by=None):
    made = actions.make(said=said, named=named, by=by or world.person(Role.OFFICER), now=world.now)
    return int(made.removeprefix("declaration-"))


@pytest.mark.parametrize("role", sorted(
    set(Role) - {Role.PANEL_MEMBER, Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.INSPECTOR}
))
def test_everybody_in_the_force_may_declare(world, role):
    declare(world, by=world.person(role))

    assert len(queries.every()) == 1


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.COMMITTEE_MEMBER, Role.INSPECTOR])
def test_nobody_from_outside_declares_for_the_force(world, role):
    with pytest.raises(Refused):
        declare(world, by=world.person(role))

    assert queries.every() == ()


@pytest.mark.parametrize("named", [True, False])
def test_the_ledger_never_says_who_declared_or_what(world, named):
    by = world.person(Role.OFFICER)
    by = Actor(id=by.id, name=by.name, roles=by.roles, form=f"{by.id}:a-mark-of-the-form")

    declare(world, named=named, by=by)

    entry = Entry.objects.order_by("-seq").first()
    body = json.dumps(entry.body)
    assert entry.body["by"] == {"id": None, "name": NOBODY_NAMED, "roles": []}
    assert by.name not in body
    assert "Quillmate" not in body
    assert entry.once == "unnamed:a-mark-of-the-form"


def test_without_a_name_no_field_of_the_row_holds_one(world):
    by = world.person(Role.OFFICER)

    number = declare(world, by=by)

    values = Declaration.objects.filter(pk=number).values().get()
    assert by.name not in json.dumps(values, default=str)
    assert str(by.id) not in {str(value) for name, value in values.items() if name != "id"}


def test_a_name_that_was_given_is_for_the_ethics_lead_alone(world):
    number = declare(world, named=True)

    assert queries.one(number, reader=world.lead).said_by == world.person(Role.OFFICER).name
    for role in (Role.INSPECTOR, Role.DECISION_MAKER, Role.DATA_PROTECTION_OFFICER):
        assert queries.one(number, reader=world.person(role)).said_by == ""


def test_the_same_form_sent_twice_declares_once(world):
    by = world.person(Role.OFFICER)
    by = Actor(id=by.id, name=by.name, roles=by.roles, form=f"{by.id}:mark")
    declare(world, by=by)

    with pytest.raises(AlreadyDone):
        declare(world, by=by)

    assert len(queries.every()) == 1


@pytest.mark.parametrize(("change", "code"), [
    ({"tool": " "}, "tool-missing"), ({"tool": "x" * 161}, "tool-too-long"),
    ({"purpose": ""}, "purpose-missing"), ({"data": ()}, "data-missing"),
    ({"data": (DataKind.NONE, DataKind.CASES)}, "data-both"),
])
def test_what_is_missing_is_refused(world, change, code):
    from dataclasses import replace

    with pytest.raises(Refused) as refused:
        declare(world, said=replace(COPILOT, **change))

    assert refused.value.code == code


def test_a_kind_that_nobody_offers_is_refused(world):
    from dataclasses import replace

    with pytest.raises(DueRegardError, match="Choose a kind"):
        declare(world, said=replace(COPILOT, technology="crystal-ball"))


def test_the_ethics_lead_adds_a_use_that_stands_as_live_and_unreviewed(world):
    number = declare(world)

    ref = actions.add_use(declaration_id=number, name="Quillmate", affected="Not known",
                          technology="generative-ai-assistant", by=world.lead, now=world.now)

    use, it = register.sheet(ref), queries.one(number, reader=world.lead)
    assert (use.status, use.purpose, use.technology) == (
        Status.LIVE, "Drafts of statements", "generative-ai-assistant")
    assert (it.state, it.ref) == (State.ADDED, ref)


def test_what_cannot_be_added_leaves_the_declaration_open(world):
    number = declare(world)

    with pytest.raises(DueRegardError, match="name"):
        actions.add_use(declaration_id=number, name=" ", affected="", technology="", by=world.lead,
                        now=world.now)

    assert queries.one(number, reader=world.lead).is_gap
    assert register.count() == 0


def test_it_is_linked_or_closed_by_the_ethics_lead_alone_and_once(world):
    ref, number = world.use(), declare(world)
    for role in (Role.DECISION_MAKER, Role.INSPECTOR, Role.PROJECT_LEAD, Role.OFFICER):
        with pytest.raises(Refused):
            actions.link(declaration_id=number, ref=ref, by=world.person(role), now=world.now)

    actions.link(declaration_id=number, ref=ref, by=world.lead, now=world.now)

    assert queries.one(number, reader=world.lead).state is State.LINKED
    with pytest.raises(Refused):
        actions.link(declaration_id=number, ref=ref, by=world.lead, now=world.now)


def test_what_was_linked_can_be_closed_when_its_use_ends_but_not_without_a_reason(world):
    ref, number = world.use(), declare(world)
    actions.link(declaration_id=number, ref=ref, by=world.lead, now=world.now)

    with pytest.raises(Refused):
        actions.close(declaration_id=number, to=State.STOPPED, because=" ", by=world.lead,
                      now=world.now)
    actions.close(declaration_id=number, to=State.STOPPED, because="Blocked on 1 May",
                  by=world.lead, now=world.now)

    it = queries.one(number, reader=world.lead)
    assert (it.state, it.because, it.settled_by) == (
        State.STOPPED, "Blocked on 1 May", world.lead.name)
    assert ledger.history(newest=1)[0].facts["because"] == "Blocked on 1 May"


def test_the_counts_have_every_state_with_nought_where_there_is_none(world):
    declare(world)

    found = queries.listing(reader=world.lead)

    assert {state: count for state, _name, count in found.counts} == {
        each: int(each is State.OPEN) for each in State
    }


def test_staff_cannot_have_been_asked_on_a_day_to_come(world):
    with pytest.raises(Refused):
        actions.note_asking(asked_on=world.now.date().replace(year=2027), how="A letter",
                            by=world.lead, now=world.now)

    assert queries.askings() == ()
