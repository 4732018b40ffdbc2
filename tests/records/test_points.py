"""Points: raised from the facts, settled by people, never deleted."""

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.points import actions, queries
from dueregard.identify.points.actions import Saying
from dueregard.identify.points.rules import NO_LONGER_RAISED, Kind, State, Words
from dueregard.identify.register import actions as register
from dueregard.identify.register.queries import sheet as use_sheet
from dueregard.ledger import queries as ledger
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import LENSES
from dueregard.manage.papers import queries as papers
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import queries as assessment
from dueregard.report.publication import gathering


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


NEW = Words(title="The wrong person is stopped", text="A match is wrong and somebody is searched")


def suggested(world, ref, *, by, title="Dogs are frightened", kind=Kind.RISK):
    made = actions.suggest(ref=ref, kind=kind, lens="safety", title=title,
                           text="It happens in the open", by=by, now=world.now)
    return int(made.removeprefix("point-"))


def of_a_kind(world, ref, kind=Kind.RISK):
    return [each for each in raised(world, ref) if each.kind is kind]


def titles(ref, reader):
    return {each.title for each in queries.visible_points(ref, reader).points}


def test_a_reworded_point_survives_raising_again_and_keeps_what_the_pack_said(world):
    ref = world.use()
    point = raised(world, ref)[0]
    owner = world.person(Role.PROJECT_LEAD)

    actions.reword(point_id=point.id, words=NEW, by=owner, now=world.now)
    raised(world, ref)

    after = queries.sheet(point.id)
    assert (after.words, after.first_words) == (NEW, point.words)
    assert (after.state, after.reworded_by) == (State.RAISED, owner.name)
    assert not queries.out_of_date(ref)


def test_the_ledger_keeps_the_words_before_and_after(world):
    ref = world.use()
    point = raised(world, ref)[0]

    actions.reword(point_id=point.id, words=NEW, by=world.lead, now=world.now)

    facts = ledger.history(about=ref, newest=1)[0].facts
    assert facts["before"]["title"] == point.title
    assert facts["after"]["text"] == NEW.text


def test_a_reworded_point_that_the_facts_no_longer_raise_stays_to_be_looked_at(world):
    ref = world.use()
    before = {each.title: each for each in raised(world, ref)}
    gone = before[falls_away(world, ref)[0]]
    actions.reword(point_id=gone.id, words=NEW, by=world.lead, now=world.now)

    raised(world, ref)

    assert queries.sheet(gone.id).state is State.RAISED


def test_first_words_given_again_are_the_packs_own_and_follow_the_pack(world):
    ref = world.use()
    point = raised(world, ref)[0]
    actions.reword(point_id=point.id, words=NEW, by=world.lead, now=world.now)

    actions.reword(point_id=point.id, words=point.words, by=world.lead, now=world.now)

    after = queries.sheet(point.id)
    assert (after.first_words, after.reworded_by) == (None, "")


def test_only_the_owner_words_a_point_and_the_refusal_is_on_the_ledger(world):
    ref = world.use(owner=world.lead)
    point = raised(world, ref)[0]

    with pytest.raises(Refused, match="only for uses that you own"):
        actions.reword(point_id=point.id, words=NEW, by=world.person(Role.PROJECT_LEAD),
                       now=world.now)

    assert ledger.history(about=ref, newest=1)[0].refused
    assert queries.sheet(point.id).title == point.title


def test_two_points_made_one_are_counted_weighed_and_published_once(world):
    ref = world.use()
    one, two = of_a_kind(world, ref)[:2]
    risks, to_look_at = queries.counts(ref).risks, queries.counts(ref).to_look_at

    actions.merge(point_id=one.id, into_id=two.id, reason="They say the same", by=world.lead,
                  now=world.now)

    counts = queries.counts(ref)
    assert (counts.risks, counts.to_look_at, counts.merged) == (risks - 1, to_look_at - 1, 1)
    assert [each.title for each in queries.sheet(two.id).covers] == [one.title]
    assert one.title not in {p.title for lens in queries.by_lens(ref) for p in lens.points}
    world.assessment(ref, to="opened")
    assert not [each for each in assessment.gaps(ref) if each.code == "points"]
    rows = {each.title: each.text for each in papers.material(ref, on=world.now.date()).points}
    assert one.title not in rows
    assert f"It also covers: {one.title}." in rows[two.title]
    public = {each.title.text: each.text.text for each in gathering.material(ref).possibilities}
    assert one.title not in public
    assert one.title in public[two.title]


def test_what_became_part_of_another_stays_so_whatever_the_facts_raise(world):
    ref = world.use()
    one, two = of_a_kind(world, ref)[:2]
    actions.merge(point_id=one.id, into_id=two.id, reason="They say the same", by=world.lead,
                  now=world.now)

    raised(world, ref)

    assert queries.sheet(one.id).state is State.MERGED
    assert queries.sheet(one.id).merged_into == two.id


def test_a_point_that_covers_others_is_not_dropped_by_the_facts(world):
    ref = world.use()
    before = {each.title: each for each in raised(world, ref)}
    gone = before[falls_away(world, ref)[0]]
    other = next(each for each in before.values() if each.kind is gone.kind and each != gone)
    actions.merge(point_id=other.id, into_id=gone.id, reason="They say the same", by=world.lead,
                  now=world.now)

    raised(world, ref)

    assert queries.sheet(gone.id).state is State.RAISED


def test_a_point_split_off_is_to_be_looked_at_again_and_the_facts_may_drop_it(world):
    ref = world.use()
    before = {each.title: each for each in raised(world, ref)}
    gone = before[falls_away(world, ref)[0]]
    other = next(each for each in before.values() if each.kind is gone.kind and each != gone)
    actions.merge(point_id=gone.id, into_id=other.id, reason="One", by=world.lead, now=world.now)

    actions.split(point_id=gone.id, by=world.lead, now=world.now)

    assert queries.sheet(gone.id).state is State.RAISED
    assert queries.sheet(other.id).covers == ()
    raised(world, ref)
    assert queries.sheet(gone.id).state is State.SET_ASIDE
    register.state_facts(ref=ref, facts={"covert": "", "children": "", "generates": ""},
                         by=world.lead, now=world.now)
    raised(world, ref)
    assert queries.sheet(gone.id).state is State.RAISED


def test_points_of_two_uses_are_not_made_one(world):
    mine, other = world.use(), world.use(name="Drones", technology="drones")
    here, there = of_a_kind(world, mine)[0], of_a_kind(world, other)[0]

    with pytest.raises(Missing):
        actions.merge(point_id=here.id, into_id=there.id, reason="They say the same",
                      by=world.lead, now=world.now)


def test_at_most_ten_points_are_to_be_looked_at_first_and_none_that_is_settled(world):
    ref = world.use()
    everything = raised(world, ref)
    before = queries.look_first(ref, everything)

    actions.settle(point_id=before[0].id, to=State.ACCEPTED, by=world.lead, now=world.now)
    suggested(world, ref, by=world.person(Role.OFFICER))
    after = queries.look_first(ref, queries.points(ref))

    assert len(before) == len(after) == 10
    assert before[0].id not in {each.id for each in after}
    assert all(each.key and each.state is State.RAISED for each in after)


def test_the_three_facts_to_find_out_are_those_that_settle_most_points(world):
    ref = world.use()
    before = queries.find_out(ref, raised(world, ref))
    assert len(before) == 3
    assert [count for _fact, count in before] == sorted(
        (count for _fact, count in before), reverse=True
    )

    actions.settle_several(ref=ref, by=world.lead, now=world.now, said=[
        Saying(point_id=each.id, to=State.SET_ASIDE, reason="It is never on")
        for each in queries.points(ref)
    ])

    assert queries.find_out(ref, queries.points(ref)) == ()


def test_a_lens_is_read_in_the_order_of_what_the_facts_make_grave(world):
    ref = world.use()
    found = raised(world, ref)
    own = suggested(world, ref, by=world.lead)

    order = queries.in_reading_order(ref, queries.points(ref))

    assert {each.id for each in order} == {each.id for each in found} | {own}
    assert order[-1].id == own
    first = [each.id for each in queries.look_first(ref, found)]
    assert [each.id for each in order if each.id in first] == first


def test_a_fact_counts_less_once_people_set_the_points_aside_that_hang_on_it(world):
    ref = world.use()
    every = {each.key: each for each in raised(world, ref)}
    top, counted = queries.find_out(ref, tuple(every.values()))[0]
    said = [
        Saying(point_id=every[key].id, to=State.SET_ASIDE, reason="It is never on")
        for key in top.settles[: counted - 1]
    ]

    actions.settle_several(ref=ref, said=said, by=world.lead, now=world.now)

    after = queries.find_out(ref, queries.points(ref))
    counts = [count for _fact, count in after]
    assert counts == sorted(counts, reverse=True)
    assert after[0][0].fact.key != top.fact.key
