"""What the force says of its place: by the ethics lead alone, kept, and read in order."""

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.profile import actions, queries
from dueregard.ledger import queries as ledger
from dueregard.lenses.profile import Line, Sort
from dueregard.people.rules import Role

EVENT = Line(sort=Sort.EVENT, title="A pursuit", words=("chase", " "), when="May 2024")
TRAVELLERS = Line(sort=Sort.COMMUNITY, title="Travellers", targeted=True)


def said(world, line):
    return int(actions.say(line=line, by=world.lead, now=world.now).removeprefix("profile-"))


def titles():
    return [each.line.title for each in queries.lines()]


def test_a_community_that_felt_targeted_is_read_before_what_was_said_earlier(world):
    said(world, EVENT)
    actions.say_areas(areas=["area.coast"], by=world.lead, now=world.now)
    said(world, TRAVELLERS)

    assert titles() == ["Travellers", "A pursuit", "Coast, rivers or a port"]
    assert queries.profile().lines[1].words == ("chase",)
    assert "cliff" in queries.profile().lines[2].words


def test_a_line_is_written_anew_and_the_ledger_keeps_what_it_said(world):
    line_id = said(world, EVENT)

    actions.say_otherwise(
        line_id=line_id, line=Line(sort=Sort.EVENT, title="A crash", words=("crash",)),
        by=world.lead, now=world.now,
    )

    assert titles() == ["A crash"]
    newest = ledger.history(about=f"profile-{line_id}", newest=1)[0]
    assert (newest.facts["before"], newest.facts["after"]) == ("A pursuit", "A crash")


def test_a_line_that_no_longer_holds_changes_nothing_and_cannot_be_changed(world):
    line_id = said(world, EVENT)

    actions.end(line_id=line_id, by=world.lead, now=world.now)

    assert queries.profile().lines == ()
    with pytest.raises(Missing):
        queries.line(line_id)
    with pytest.raises(Missing):
        actions.end(line_id=line_id, by=world.lead, now=world.now)


def test_the_kinds_of_area_are_those_said_last_and_no_others(world):
    actions.say_areas(areas=["area.coast", "area.rural"], by=world.lead, now=world.now)
    actions.say_areas(areas=["area.rural", "area.night"], by=world.lead, now=world.now)

    assert {each.area for each in queries.lines()} == {"area.rural", "area.night"}
    with pytest.raises(DueRegardError, match="Nothing was saved"):
        actions.say_areas(areas=["area.moon"], by=world.lead, now=world.now)
    assert len(queries.lines()) == 2


@pytest.mark.parametrize("line", [
    Line(sort=Sort.PRIORITY, title="Burglary"), Line(sort=Sort.EVENT, title="", words=("a",)),
    Line(sort=Sort.PRIORITY, title="x", lenses=("odd",)),
    Line(sort=Sort.PRIORITY, title="x", lenses=("safety",), technologies=("odd",)),
    Line(sort=Sort.AREA, title="x", words=("a",)),
])
def test_a_line_that_cannot_be_is_refused_and_nothing_is_kept(world, line):
    with pytest.raises(DueRegardError):
        said(world, line)

    assert queries.lines() == ()


def test_only_the_ethics_lead_says_what_the_place_is(world):
    owner = world.person(Role.PROJECT_LEAD)

    with pytest.raises(Refused):
        actions.say(line=TRAVELLERS, by=owner, now=world.now)

    assert queries.lines() == ()
