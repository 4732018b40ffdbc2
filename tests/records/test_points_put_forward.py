"""Points that others put forward, and what of them is hidden until one's own is said."""

import pytest
from tests.records.test_points import of_a_kind, raised, suggested, titles

from dueregard.answers import Refused
from dueregard.identify.points import actions, queries
from dueregard.identify.points.rules import Kind, State
from dueregard.people.rules import Role


def test_a_point_put_forward_is_to_be_looked_at_and_the_owner_settles_it(world):
    ref = world.use()
    officer, owner = world.person(Role.OFFICER), world.person(Role.PROJECT_LEAD)

    point_id = suggested(world, ref, by=officer)

    assert queries.sheet(point_id).state is State.RAISED
    assert queries.counts(ref).to_look_at == 1
    actions.nothing_to_add(ref=ref, by=owner, now=world.now)
    actions.settle(point_id=point_id, to=State.ACCEPTED, by=owner, now=world.now)
    after = queries.sheet(point_id)
    assert (after.state, after.put_by_name) == (State.ACCEPTED, officer.name)


def test_others_points_are_hidden_until_ones_own_is_said(world):
    ref = world.use()
    officer, analyst = world.person(Role.OFFICER), world.person(Role.ANALYST)
    suggested(world, ref, by=officer)
    assert titles(ref, analyst) == set()
    assert queries.visible_points(ref, analyst).held_back == 1

    suggested(world, ref, by=analyst, title="Nobody can read the log")

    assert titles(ref, analyst) == {"Dogs are frightened", "Nobody can read the log"}
    assert titles(ref, officer) == {"Dogs are frightened", "Nobody can read the log"}
    assert queries.visible_points(ref, analyst).held_back == 0


def test_nothing_to_add_counts_as_said_and_is_said_once(world):
    ref = world.use()
    suggested(world, ref, by=world.person(Role.OFFICER))
    member = world.person(Role.COMMITTEE_MEMBER)

    actions.nothing_to_add(ref=ref, by=member, now=world.now)

    assert titles(ref, member) == {"Dogs are frightened"}
    with pytest.raises(Refused, match="You have said what you see"):
        actions.nothing_to_add(ref=ref, by=member, now=world.now)


def test_the_packs_points_are_shown_to_everybody_at_once(world):
    ref = world.use()
    packs = {each.title for each in raised(world, ref)}
    suggested(world, ref, by=world.person(Role.OFFICER))

    assert titles(ref, world.person(Role.ANALYST)) == packs


def test_the_owners_own_point_is_hidden_from_others_too(world):
    ref = world.use()
    actions.add(ref=ref, kind=Kind.RISK, lens="safety", title="Missing people", text="Found late",
                by=world.person(Role.PROJECT_LEAD), now=world.now)

    assert titles(ref, world.person(Role.OFFICER)) == set()
    assert titles(ref, world.person(Role.INSPECTOR)) == {"Missing people"}


def test_the_owner_says_their_own_before_they_settle_what_others_put_forward(world):
    ref = world.use()
    point_id = suggested(world, ref, by=world.person(Role.OFFICER))
    owner = world.person(Role.PROJECT_LEAD)

    with pytest.raises(Refused, match="Say first what you see yourself") as refusal:
        actions.settle(point_id=point_id, to=State.SET_ASIDE, reason="No", by=owner, now=world.now)

    assert refusal.value.code == "own-first"
    assert queries.sheet(point_id).state is State.RAISED


def test_what_is_part_of_a_point_is_held_back_like_a_point(world):
    ref = world.use()
    whole = next(each for each in of_a_kind(world, ref) if each.lens == "safety")
    part = suggested(world, ref, by=world.person(Role.OFFICER))
    actions.nothing_to_add(ref=ref, by=world.lead, now=world.now)
    actions.merge(point_id=part, into_id=whole.id, reason="They say the same", by=world.lead,
                  now=world.now)

    def covered(reader):
        found = queries.visible_points(ref, reader).points
        return [each.title for each in next(p for p in found if p.id == whole.id).covers]

    assert covered(world.lead) == ["Dogs are frightened"]
    assert covered(world.person(Role.ANALYST)) == []


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PANEL_MEMBER, Role.DECISION_MAKER])
def test_who_looks_or_decides_does_not_put_points_forward(world, role):
    ref = world.use()

    with pytest.raises(Refused, match="This is for"):
        suggested(world, ref, by=world.person(role))

    assert queries.points(ref) == ()


def test_a_point_is_not_joined_to_one_that_the_owner_may_not_read_yet(world):
    ref = world.use()
    mine = of_a_kind(world, ref)[0]
    hidden = suggested(world, ref, by=world.person(Role.OFFICER))

    with pytest.raises(Refused) as refusal:
        actions.merge(point_id=mine.id, into_id=hidden, reason="One", by=world.lead, now=world.now)

    assert refusal.value.code == "own-first"
