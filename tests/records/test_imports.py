"""A force's own list on its way into the register."""

from pathlib import Path

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.imports import actions, queries
from dueregard.identify.imports.rules import Matching
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role

EXAMPLES = Path(__file__).parents[2] / "examples"


def bring_in(world, name="a-force-own-list.xlsx", path=None):
    made = actions.bring_in(
        path=path or EXAMPLES / name, name=name, by=world.lead, now=world.now
    )
    return queries.brought(int(made.removeprefix("import-")))


def take(world, brought, **chosen):
    matching = Matching(columns=brought.guesses, **({"meanings": {}} | chosen))
    actions.match(reference=brought.reference, matching=matching, by=world.lead, now=world.now)
    return queries.outcome(brought.id)


@pytest.mark.parametrize("name", ["a-force-own-list.xlsx", "a-force-own-list.csv"])
def test_a_messy_list_comes_in_and_what_does_not_fit_is_said(world, name):
    brought = bring_in(world, name)

    came = take(world, brought)

    assert len(brought.guesses) == 10
    assert (came.added, len(came.set_aside)) == (38, 6)
    assert {each.found for each in came.set_aside} >= {
        "We do not know the status “Sunset 2026”.", "It has no name.",
    }
    assert register.listing().count == 38


def test_the_same_list_brought_in_twice_adds_nothing_the_second_time(world):
    first = take(world, bring_in(world))

    second = take(world, bring_in(world))

    assert second.added == 0
    assert register.listing().count == first.added
    assert "The register already has this name" in second.set_aside[1].found


def test_what_a_person_says_a_status_means_is_used_and_written_in_the_ledger(world):
    brought = bring_in(world)

    take(world, brought, meanings={"Sunset 2026": Status.LIVE}, blank=Status.IDEA)

    use = register.sheet(register.names()["Social media monitoring"])
    entry = next(each for each in ledger.history() if each.verb == "imports:list:match")
    assert use.status == Status.LIVE
    assert entry.facts["meanings"] == {"Sunset 2026": "live"}
    assert entry.facts["blank_status"] == "idea"


def test_an_owner_with_an_account_owns_the_use_and_another_is_kept_by_name(world, tmp_path):
    lead = world.person(Role.PROJECT_LEAD)
    path = tmp_path / "list.csv"
    path.write_text(f"System,Owner\nOne,{lead.name}\nTwo,Head of Two\n")

    take(world, bring_in(world, "list.csv", path))

    uses = {each.name: each for each in register.listing().lines}
    assert register.sheet(uses["One"].ref).owner_id == lead.id
    assert register.sheet(uses["Two"].ref).owner_named == "Head of Two"


def test_a_list_cannot_be_taken_in_twice(world):
    brought = bring_in(world)
    take(world, brought)

    with pytest.raises(Refused, match="already"):
        take(world, brought)


def test_without_a_column_of_names_nothing_is_added_and_the_list_waits(world):
    brought = bring_in(world)

    with pytest.raises(Refused, match="name of each system"):
        actions.match(
            reference=brought.reference, matching=Matching(columns={}, meanings={}),
            by=world.lead, now=world.now,
        )

    assert register.listing().count == 0
    assert queries.outcome(brought.id).done is False


def test_only_the_ethics_lead_or_an_administrator_brings_in_a_list(world):
    with pytest.raises(Refused):
        actions.bring_in(
            path=EXAMPLES / "a-force-own-list.csv", name="list.csv",
            by=world.person(Role.PROJECT_LEAD), now=world.now,
        )

    assert ledger.history()[0].refused is True


@pytest.mark.parametrize(("content", "words"), [
    (b"\x89PNG\r\n\x1a\n....", "picture"), (b"", "empty"), (b"System,Owner\n", "no rows"),
])
def test_a_file_that_is_no_list_is_refused_by_the_name_its_owner_knows(
    world, tmp_path, content, words
):
    path = tmp_path / "stored-elsewhere"
    path.write_bytes(content)

    with pytest.raises(DueRegardError, match=words) as refusal:
        bring_in(world, "our list.csv", path)

    assert str(refusal.value).startswith("our list.csv")


def test_a_list_that_is_not_there_is_missing(world):
    with pytest.raises(Missing):
        queries.brought(99)
