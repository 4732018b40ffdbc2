"""Lists of contracts: looked at before they are taken in, never twice, and settled by a person."""

from datetime import timedelta
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError, Refused
from dueregard.people.rules import Role
from dueregard.report.contracts import actions, queries
from dueregard.report.contracts.models import Contract
from dueregard.report.contracts.rules import State

EXAMPLES = Path(__file__).parents[2] / "examples"
LAYOUTS = ["contracts-finder.csv", "contracts-releases-flat.csv", "contracts-release-package.json"]


def bring_in(world, path, *, by=None):
    made = actions.bring_in(path=Path(path), name=Path(path).name, as_of=world.now.date(),
                            by=by or world.lead, now=world.now)
    return int(made.rpartition("-")[2])


def take_in(world, path):
    number = bring_in(world, path)
    actions.take_in(list_id=number, by=world.lead, now=world.now)
    return queries.brought(number)


def written(folder, *rows, heading="Ref,Title,Supplier,Value,End date"):
    path = folder / "list.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def kept():
    return [
        (each.title, each.suppliers, each.worth, each.awarded_on, each.starts_on, each.ends_on)
        for each in queries.every()
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_three_layouts_say_the_same(world, name):
    came = take_in(world, EXAMPLES / name)

    titles = [each[0] for each in kept()]
    assert came.added == 7
    assert titles[0] == "Live facial recognition vans"
    assert [each.found for each in came.set_aside] == [
        "It is a notice without an award: nothing is bought yet."]
    [tyres] = [each for each in queries.every() if each.title == "Winter tyres"]
    assert tyres.worth == ""
    [cleaning] = [each for each in queries.every() if "Cleaning" in each.title]
    assert cleaning.suppliers == ("Brightmop Services Ltd", "Northwell Cleaners LLP")
    [recovery] = [each for each in queries.every() if "recovery" in each.title]
    assert (recovery.starts_on, recovery.ends_on) == (None, None)


def test_nothing_is_added_before_somebody_has_looked(world):
    number = bring_in(world, EXAMPLES / LAYOUTS[0])

    sheet = queries.brought(number)
    assert (sheet.contracts, sheet.new, sheet.done) == (7, 7, False)
    assert sheet.first[0].title == "Live facial recognition vans"
    assert queries.every() == ()
    assert queries.as_of() is None


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_file_again_adds_nothing(world, name):
    take_in(world, EXAMPLES / name)
    before = kept()

    came = take_in(world, EXAMPLES / name)

    assert (came.added, came.changed, came.known) == (0, 0, 7)
    assert kept() == before


def test_a_list_is_taken_in_once(world):
    number = bring_in(world, EXAMPLES / LAYOUTS[0])
    actions.take_in(list_id=number, by=world.lead, now=world.now)

    with pytest.raises(Refused):
        actions.take_in(list_id=number, by=world.lead, now=world.now)


def test_a_longer_contract_is_brought_up_to_date_and_keeps_what_was_said(world, tmp_path):
    take_in(world, written(tmp_path, "A1,Cleaning,Mop Ltd,5,1/4/2026"))
    [one] = queries.every()
    actions.settle(contract_ids=[one.id], to=State.NOT_TECHNOLOGY, because="Cleaning",
                   by=world.lead, now=world.now)

    came = take_in(world, written(tmp_path, "A1,Cleaning,Mop Ltd,5,1/4/2028"))

    [one] = queries.every()
    assert (came.changed, one.ends_on.year, one.state) == (1, 2028, State.NOT_TECHNOLOGY)


def test_a_contract_that_says_something_else_now_waits_again(world, tmp_path):
    take_in(world, written(tmp_path, "A1,Cleaning,Mop Ltd,5,1/4/2026"))
    [one] = queries.every()
    actions.settle(contract_ids=[one.id], to=State.NOT_TECHNOLOGY, because="Cleaning",
                   by=world.lead, now=world.now)

    take_in(world, written(tmp_path, "A1,Cleaning robots with cameras,Mop Ltd,5,1/4/2026"))

    [one] = queries.every()
    assert (one.state, one.because, one.settled_by) == (State.WAITING, "", "")


def test_a_row_that_does_not_fit_is_set_aside_and_the_rest_is_taken(world, tmp_path):
    path = written(tmp_path, "A1,Drones,Skyward Ltd,5,1/4/2026,one cell too many",
                   "A2,Cleaning,Mop Ltd,5,1/4/2026")

    came = take_in(world, path)

    assert [each.title for each in queries.every()] == ["Cleaning"]
    assert "more cells" in came.set_aside[0].found


@pytest.mark.parametrize(("text", "said"), [
    ("a,b\n1,2\n", "no column that we know"), ("{", "cannot be read as such"),
    ("[]", "no release package"), ('{"releases": []}', "no contracts in it"),
    ("", "list.csv"), ("Title,Supplier\n", "list.csv"),
])
def test_what_is_no_list_of_contracts_is_refused_in_words_that_name_the_file(
    world, tmp_path, text, said
):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DueRegardError, match=said):
        bring_in(world, path)


def test_a_list_cannot_go_up_to_a_day_to_come(world, tmp_path):
    with pytest.raises(Refused):
        actions.bring_in(
            path=written(tmp_path, "A1,Drones,Skyward Ltd,5,"), name="list.csv",
            as_of=world.now.date() + timedelta(days=1), by=world.lead, now=world.now,
        )


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.INSPECTOR, Role.OFFICER])
def test_only_who_buys_or_the_ethics_lead_brings_lists_in(world, role, tmp_path):
    path = written(tmp_path, "A1,Drones,Skyward Ltd,5,")
    with pytest.raises(Refused):
        bring_in(world, path, by=world.person(role))

    bring_in(world, path, by=world.person(Role.PROCUREMENT_OFFICER))


def test_a_use_is_suggested_by_its_supplier_and_nothing_is_settled_by_it(world, tmp_path):
    ref = world.use(supplier="Skyward (made up)")
    take_in(world, written(tmp_path, "A1,Flying cameras,SKYWARD UK LIMITED,5,"))
    [one] = queries.every()

    assert [each.ref for each in queries.suggestions(one.id)] == [ref]
    assert queries.one(one.id).state is State.WAITING

    actions.settle(contract_ids=[one.id], to=State.MATCHED, ref=ref, by=world.lead, now=world.now)

    assert queries.one(one.id).ref == ref


def test_several_are_settled_at_once_or_none(world, tmp_path):
    take_in(world, written(tmp_path, "A1,Cleaning,Mop Ltd,5,", "A2,Tyres,Fenland Ltd,5,"))
    first, second = queries.every()
    actions.settle(contract_ids=[first.id], to=State.NOT_TECHNOLOGY, because="Cleaning",
                   by=world.lead, now=world.now)

    with pytest.raises(Refused):
        actions.settle(contract_ids=[first.id, second.id], to=State.NOT_TECHNOLOGY,
                       because="Tyres", by=world.lead, now=world.now)
    with pytest.raises(DueRegardError):
        actions.settle(contract_ids=[], to=State.NOT_TECHNOLOGY, because="x", by=world.lead,
                       now=world.now)

    assert Contract.objects.get(pk=second.id).state == State.WAITING
