"""Points: raised from the facts, settled by people, never deleted."""

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.points import actions, queries
from dueregard.identify.points.actions import Saying
from dueregard.identify.points.rules import NO_LONGER_RAISED, Kind, State
from dueregard.identify.register import actions as register
from dueregard.identify.register.queries import sheet as use_sheet
from dueregard.ledger import queries as ledger
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import LENSES
from dueregard.people.rules import Role


def raised(world, ref):
    actions.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    return queries.points(ref)


def falls_away(world, ref):
    """A fact whose answer makes a point fall away, with that point's title."""
    facts = {"covert": "no", "children": "no", "generates": "no"}
    known = {each.key for each in banks.load().facts_for({"technology": "live-facial-recognition"})}
    before = {each.title for each in raised(world, ref)}
    register.state_facts(
        ref=ref, facts={key: value for key, value in facts.items() if key in known},
        by=world.lead, now=world.now,
    )
    now_raised = {each.title for each in queries.raised_now(ref)}
    return sorted(before - now_raised)


def test_the_facts_of_a_use_raise_points_of_each_kind_with_the_reason(world):
    ref = world.use()

    points = raised(world, ref)

    counts = queries.counts(ref)
    assert {each.kind for each in points} == set(Kind)
    assert all(each.reason and each.state is State.RAISED for each in points)
    assert counts.to_look_at == counts.all == len(points)
    assert counts.risks + counts.opportunities + counts.do_nothing == len(points)


def test_a_point_quotes_who_is_affected_as_the_use_itself_says_it(world):
    ref = world.use()

    quoting = [each for each in raised(world, ref) if each.affected == use_sheet(ref).affected]

    assert quoting
    assert not [each for each in queries.points(ref) if each.affected == "not known"]


def test_a_use_of_two_technologies_has_the_points_of_both_and_none_twice(world):
    ref = world.use()
    alone = {each.title for each in raised(world, ref)}

    register.state_facts(ref=ref, facts={"also": "drones"}, by=world.lead, now=world.now)

    both = raised(world, ref)
    assert alone < {each.title for each in both}
    assert len({each.title for each in both}) == len(both)
    with pytest.raises(DueRegardError, match="not asked about this use"):
        register.state_facts(ref=ref, facts={"image_age": "3"}, by=world.lead, now=world.now)


def test_raising_twice_adds_nothing(world):
    ref = world.use()
    first = raised(world, ref)

    second = raised(world, ref)

    assert [each.id for each in second] == [each.id for each in first]
    assert not queries.out_of_date(ref)


def test_a_point_that_the_facts_no_longer_raise_is_set_aside_and_comes_back_with_the_fact(world):
    ref = world.use()
    gone = falls_away(world, ref)
    assert gone
    assert queries.out_of_date(ref)

    fallen = [each for each in raised(world, ref) if each.state is State.SET_ASIDE]
    register.state_facts(
        ref=ref, facts={"covert": "", "children": "", "generates": ""}, by=world.lead,
        now=world.now,
    )
    back = raised(world, ref)

    assert sorted(each.title for each in fallen) == gone
    assert {each.state_reason for each in fallen} == {NO_LONGER_RAISED}
    assert {each.state for each in back} == {State.RAISED}
    assert {each.state_reason for each in back} == {""}


def test_what_a_person_settled_stays_when_the_facts_change(world):
    ref = world.use()
    kept = {each.title: each for each in raised(world, ref)}
    gone = falls_away(world, ref)
    actions.settle(point_id=kept[gone[0]].id, to=State.ACCEPTED, by=world.lead, now=world.now)

    raised(world, ref)

    assert queries.sheet(kept[gone[0]].id).state is State.ACCEPTED


def test_a_point_is_set_aside_with_a_reason_and_a_name(world):
    ref = world.use()
    point = raised(world, ref)[0]
    owner = world.person(Role.PROJECT_LEAD)

    actions.settle(point_id=point.id, to=State.SET_ASIDE, reason="No cameras outdoors", by=owner,
                   now=world.now)

    after = queries.sheet(point.id)
    assert (after.state, after.state_reason) == (State.SET_ASIDE, "No cameras outdoors")
    assert after.by_name == owner.name
    assert queries.counts(ref).set_aside == 1


def test_several_points_are_settled_together_or_not_at_all(world):
    ref = world.use()
    one, two = raised(world, ref)[:2]

    with pytest.raises(Refused):
        actions.settle_several(ref=ref, by=world.lead, now=world.now, said=[
            Saying(point_id=one.id, to=State.ACCEPTED),
            Saying(point_id=two.id, to=State.SET_ASIDE, reason=""),
        ])

    assert queries.sheet(one.id).state is State.RAISED


def test_a_point_of_another_use_is_not_settled_from_this_one(world):
    mine, other = world.use(), world.use(name="Drones", technology="drones")
    point = raised(world, other)[0]

    with pytest.raises(Missing):
        actions.settle_several(ref=mine, by=world.lead, now=world.now,
                               said=[Saying(point_id=point.id, to=State.ACCEPTED)])


def test_a_project_lead_cannot_settle_points_of_somebody_elses_use(world):
    ref = world.use(owner=world.lead)
    point = raised(world, ref)[0]

    with pytest.raises(Refused) as refusal:
        actions.settle(point_id=point.id, to=State.ACCEPTED,
                       by=world.person(Role.PROJECT_LEAD), now=world.now)

    assert refusal.value.code == "not-own-use"
    assert ledger.history(about=ref, newest=1)[0].refused


def test_a_persons_own_point_applies_at_once_and_no_pack_touches_it(world):
    ref = world.use(technology="other")
    made = actions.add(ref=ref, kind=Kind.DO_NOTHING, lens="safety", title="Missing people",
                       text="They are found later", by=world.lead, now=world.now)

    raised(world, ref)

    point = queries.sheet(int(made.removeprefix("point-")))
    assert (point.state, point.own, point.title) == (State.ACCEPTED, True, "Missing people")


def test_an_own_point_needs_a_lens_a_title_and_words(world):
    ref = world.use()

    with pytest.raises(DueRegardError):
        actions.add(ref=ref, kind=Kind.RISK, lens="money", title="Cost", text="It costs a lot",
                    by=world.lead, now=world.now)

    assert queries.points(ref) == ()


def test_a_use_leaves_only_with_something_to_gain_or_to_lose(world):
    ref = world.use()

    assert queries.may_leave(ref).code == "one-sided"

    raised(world, ref)

    assert queries.may_leave(ref)


def test_the_points_stand_under_the_seven_lenses_in_one_question(
    world, django_assert_num_queries
):
    ref = world.points()

    with django_assert_num_queries(1):
        lenses = queries.by_lens(ref)

    assert [each.lens for each in lenses] == list(LENSES)
    assert sum(len(each.points) for each in lenses) == queries.counts(ref).accepted


def test_there_is_no_such_point(world):
    with pytest.raises(Missing):
        queries.sheet(77)

    with pytest.raises(Missing):
        actions.settle(point_id=77, to=State.ACCEPTED, by=world.lead, now=world.now)
