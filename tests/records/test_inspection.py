"""Lodged before the seed, drawn once for each seed, and changed only where it can be seen."""

import json

import pytest

from dueregard.answers import Missing, Refused
from dueregard.documents.audience import Audience
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.models import Use
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.report.inspection import actions, holdings, queries, rules

SEED = "nine grey herons on the weir"


@pytest.fixture
def inspector(world):
    return world.person(Role.INSPECTOR)


def lodge(world, *, inspection="PEEL 2026", by=None):
    made = actions.lodge(inspection=inspection, by=by or world.lead, now=world.now)
    return int(made.removeprefix("lodging-"))


def draw(world, lodging, *, seed=SEED, size=2, by=None, **given):
    made = actions.draw(
        lodging_id=lodging, seed=seed, size=size, now=world.now,
        by=by or world.person(Role.INSPECTOR), **given,
    )
    return int(made.removeprefix("draw-"))


def register_of(world, count=5):
    return [world.use(name=f"Use {number}") for number in range(count)]


def test_the_list_has_every_record_and_its_root_is_the_digest_of_the_file(world):
    refs = register_of(world)

    found = queries.lodging(lodge(world))

    assert [each.ref for each in found.listed] == refs
    assert found.root == rules.digest_of(found.text.encode())
    assert found.count == 5


def test_the_ledgers_head_is_the_one_before_the_act_and_the_act_names_the_root(world):
    register_of(world)
    before = ledger.head()

    found = queries.lodging(lodge(world))

    entry = ledger.history(newest=1)[0]
    assert (found.ledger_seq, found.ledger_head) == (before.seq, before.hash)
    assert entry.facts["root"] == found.root
    assert entry.facts["head"] == before.hash
    assert entry.seq == before.seq + 1


def test_the_workbench_draws_what_the_list_alone_gives(world, inspector):
    register_of(world, 8)
    lodging = lodge(world)

    drawn = queries.draw(draw(world, lodging, size=3))

    found = queries.lodging(lodging)
    again = rules.draw(
        rules.read_list(found.text), seed=SEED, root=rules.digest_of(found.text.encode()), size=3
    )
    assert drawn.refs == tuple(each.ref for each in again)


def test_no_list_can_be_lodged_for_an_inspection_whose_seed_is_known(world, inspector):
    register_of(world)
    draw(world, lodge(world))

    with pytest.raises(Refused, match="would know what will be drawn"):
        lodge(world, inspection="  peel   2026 ")
    assert ledger.history(newest=1)[0].refused
    assert lodge(world, inspection="PEEL 2027")


def test_a_seed_is_used_once_and_a_second_draw_stands_beside_the_first(world, inspector):
    register_of(world)
    lodging = lodge(world)
    first = draw(world, lodging)

    with pytest.raises(Refused, match="seed of an earlier draw"):
        draw(world, lodging, seed=f" {SEED} ", size=3)
    second = draw(world, lodging, seed="the second set of words", size=3)

    assert queries.lodging(lodging).draws == (first, second)
    assert queries.draw(first).seed == SEED


def test_words_that_were_known_from_another_inspection_are_refused(world, inspector):
    register_of(world)
    draw(world, lodge(world))

    with pytest.raises(Refused, match="they were known"):
        draw(world, lodge(world, inspection="PEEL 2027"))


def test_a_seed_cannot_be_set_before_a_list_is_lodged(world, inspector):
    register_of(world)

    with pytest.raises(Missing):
        draw(world, 1)


def test_only_the_newest_list_of_an_inspection_is_drawn_from(world, inspector):
    register_of(world)
    old, new = lodge(world), lodge(world)

    with pytest.raises(Refused, match="A later list"):
        draw(world, old)
    assert draw(world, new)


@pytest.mark.parametrize("role", [Role.ETHICS_LEAD, Role.DECISION_MAKER, Role.PROJECT_LEAD])
def test_nobody_of_the_force_chooses_the_seed(world, role):
    register_of(world)
    lodging = lodge(world)

    with pytest.raises(Refused, match="This is for an inspector"):
        draw(world, lodging, by=world.person(role))


def test_an_inspector_with_a_role_in_the_force_does_not_choose_the_seed(world):
    register_of(world)
    lodging = lodge(world)

    with pytest.raises(Refused, match="holds no other role"):
        draw(world, lodging, by=world.join(Role.INSPECTOR, Role.ANALYST))


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.OFFICER, Role.COMMITTEE_CHAIR])
def test_only_the_ethics_lead_or_the_inspector_lodges(world, role):
    register_of(world)

    with pytest.raises(Refused):
        lodge(world, by=world.person(role))


def test_a_record_that_changed_is_seen_to_have_changed_with_what_happened_since(world, inspector):
    refs = register_of(world, 2)
    drawn = draw(world, lodge(world))
    world.later(hours=1)
    register.describe(
        ref=refs[0], described=Description(name="Another name", technology="drones"),
        by=world.lead, now=world.now,
    )

    lines = {each.ref: each for each in queries.sampled(drawn)}

    assert lines[refs[0]].changed
    assert [each.verb for each in lines[refs[0]].since] == ["register:use:describe"]
    assert not lines[refs[0]].unexplained
    assert not lines[refs[1]].changed
    assert lines[refs[1]].since == ()


def test_a_change_that_went_round_the_ledger_is_said_to_be_unexplained(world, inspector):
    ref = world.use()
    drawn = draw(world, lodge(world), size=1)
    Use.objects.filter(number=int(ref.removeprefix("use-"))).update(purpose="Something else")

    [line] = queries.sampled(drawn)

    assert line.unexplained


@pytest.mark.parametrize("to", ["opinions", "closed", "advised", "replied", "decided"])
def test_every_step_of_a_matter_changes_the_digest_of_its_use_and_of_no_other(world, to):
    ref, other = world.use(), world.use(name="Another")
    before = digests()

    world.matter(ref, to=to)

    after = digests()
    assert after[ref] != before[ref]
    assert after[other] == before[other]


def digests():
    return {each.ref: each.digest for each in holdings.held(shape=holdings.shape())}


def test_calling_a_meeting_does_not_change_a_use(world):
    from dueregard.manage.meetings import actions as meetings

    ref = world.use()
    matter = world.matter(ref)
    before = digests()
    made = meetings.call(body_id=world.body(), on=world.now.date(), place="Here",
                         by=world.person(Role.COMMITTEE_SECRETARY), now=world.now)
    meetings.set_agenda(meeting_id=int(made.removeprefix("meeting-")), matters=[matter],
                        by=world.person(Role.COMMITTEE_SECRETARY), now=world.now)

    assert digests() == before


def test_the_record_of_a_use_covers_every_noun_that_belongs_to_one():
    tables = set(holdings.shape())

    assert {"identify.use", "manage.condition", "manage.adviceitem", "prioritise.effect",
            "report.publication", "manage.supplieranswer"} <= tables
    assert "manage.agendaitem" not in tables


def test_no_field_that_is_narrower_than_the_inspector_is_in_a_record():
    from django.apps import apps

    for label, fields in holdings.shape().items():
        declared = apps.get_model(label).audiences
        assert all(declared[each] <= Audience.FORCE for each in fields)
    left = {(each.table, each.field) for each in holdings.left_out()}
    assert ("manage.opinion", "reasons") in left
    assert ("manage.enquiry", "token_hash") in left


def test_a_later_version_with_more_fields_still_finds_a_record_as_it_was(world, inspector):
    ref = world.use()
    drawn = draw(world, lodge(world), size=1)
    row = queries.Lodging.objects.get()
    smaller = {table: [each for each in fields if each != "supplier"]
               for table, fields in row.shape.items()}

    [whole] = holdings.held(shape=row.shape, refs=[ref])
    [fewer] = holdings.held(shape=smaller, refs=[ref])

    assert not queries.sampled(drawn)[0].changed
    assert whole.digest != fewer.digest
    assert json.loads(whole.content)["use"]["supplier"] == "Facewise Ltd"
    assert "supplier" not in json.loads(fewer.content)["use"]


def test_the_history_of_a_record_carries_the_proof_of_each_entry(world):
    ref = world.use()
    world.matter(ref, to="decided")

    history = ledger.proved(ref)

    assert [each.seq for each in history] == sorted(each.seq for each in history)
    assert all(each.fits for each in history)
    assert history[0].verb == "register:use:add"


def test_the_index_counts_the_record_as_it_is_asked_for(world):
    ref = world.use()
    world.matter(ref, to="advised")
    world.later(days=41)

    said = {each.statement.id: each.sentence for each in queries.index(now=world.now)}

    assert "has waited 41 days" in said["inspect.advice-waits"]
    assert said["inspect.owned"].startswith("Nothing is on trial or live")


def test_the_index_asks_no_more_questions_for_many_uses_than_for_few(
    world, django_assert_max_num_queries
):
    for number in range(12):
        world.matter(world.use(name=f"Use {number}"), to="decided")

    with django_assert_max_num_queries(25):
        queries.index(now=world.now)
