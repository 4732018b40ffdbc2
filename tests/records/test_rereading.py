"""Uses read again after a pack changed: as if each owner had asked, and what people said stands."""

import random
import re

import pytest
from django.db import transaction
from tests.builders_packs import newer, rev_up, robots, shipped_text, title_of, without
from tests.lenses.searching import worked

from dueregard.answers import Refused
from dueregard.identify.packs import actions as packs
from dueregard.identify.packs import queries as shelf
from dueregard.identify.points import actions, queries
from dueregard.identify.points.models import Point
from dueregard.identify.points.rules import Kind, State, Words
from dueregard.identify.register import actions as register
from dueregard.identify.register.models import Use
from dueregard.identify.rereading import actions as rereading
from dueregard.ledger import queries as ledger
from dueregard.lenses.raising import ForMany, raise_points
from dueregard.lenses.shapes import GENERIC
from dueregard.people.rules import Role

LFR = "live-facial-recognition"
OF_THE_USE = {"affected_count", "technology", "name", "purpose", "supplier", "affected",
              "what_it_does", "owner", "department", "contract", "started_on"}
WORDS = ("key", "pack", "kind", "lens", "title", "text", "reason", "affected", "evidence_wanted",
         "instrument", "precedents", "find_out", "state", "state_reason", "by_name", "first_words",
         "merged_into_id")


def changed_pack(version="9.0.0"):
    """One point gone, one reworded, one with another condition, so that it is raised elsewhere."""
    text = without(shipped_text(LFR), "lfr.r03")
    return newer_of(
        text, ('id = "live', 'retired = ["lfr.r03"]\nid = "live'),
        rev_up(LFR, "lfr.r01"),
        (title_of(LFR, "lfr.r01"), "Someone with nothing to hide is stopped"),
        rev_up(LFR, "lfr.r16"),
        ('value = 2000', 'value = 10'), version=version,
    )


def newer_of(text, *changes, version):
    text = re.sub(r"^version = .*$", f'version = "{version}"', text, count=1, flags=re.MULTILINE)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def uses(world, count, *, technology=LFR, seed=7):
    """Uses whose facts are partly known, with their points raised and some of them settled."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        ref = world.use(name=f"Use {number}", technology=technology)
        facts = {
            key: value for key, value in worked(technology).items()
            if key not in OF_THE_USE and chance.random() < 0.7
        }
        register.state_facts(ref=ref, facts=facts, by=world.lead, now=world.now)
        actions.raise_from_packs(ref=ref, by=world.lead, now=world.now)
        for point in chance.sample(queries.points(ref), 6):
            to = chance.choice([State.ACCEPTED, State.SET_ASIDE])
            actions.settle(point_id=point.id, to=to, reason="Said", by=world.lead, now=world.now)
        touch(world, ref)
        made.append(ref)
    return made


def touch(world, ref):
    """The owner words a point anew, that the newer pack words anew too, and merges two others."""
    left = {each.key: each for each in queries.points(ref) if each.state is State.RAISED}
    for key in dict.fromkeys(["lfr.r01", *left]):
        if key in left:
            words = Words(title="In our words", text="As we say it.", affected="Everybody")
            actions.reword(point_id=left.pop(key).id, words=words, by=world.lead, now=world.now)
            break
    risks = [each for each in left.values() if each.kind is Kind.RISK]
    if len(risks) > 1:
        actions.merge(point_id=risks[0].id, into_id=risks[1].id, reason="The same",
                      by=world.lead, now=world.now)


def kept(ref):
    rows = Point.objects.filter(use__number=int(ref.removeprefix("use-"))).order_by("key")
    return [tuple(getattr(each, name) for name in WORDS) for each in rows]


def bring_in(world, content):
    packs.bring_in(content=content, by=world.lead, now=world.now)


def reread(world, pack_id=LFR, **values):
    return rereading.reread(pack_id=pack_id, by=world.lead, now=world.later(hours=1), **values)


def test_many_at_once_come_out_as_each_by_itself(world):
    refs = uses(world, 6)
    bring_in(world, changed_pack())
    by_themselves = {}

    with transaction.atomic():
        for ref in refs:
            actions.raise_from_packs(ref=ref, by=world.lead, now=world.now)
            by_themselves[ref] = kept(ref)
        transaction.set_rollback(True)

    reread(world)

    assert {ref: kept(ref) for ref in refs} == by_themselves
    assert not any(queries.out_of_date(each) for each in refs)


def test_what_a_person_said_stands_and_the_words_that_they_read_stay(world):
    [ref] = uses(world, 1)
    said = {each.id: each for each in queries.points(ref) if each.state is not State.RAISED}
    bring_in(world, changed_pack())

    reread(world)

    after = {each.id: each for each in queries.points(ref)}
    assert said
    assert {key: after[key] for key in said} == said


def test_a_point_comes_back_when_the_pack_that_dropped_it_is_withdrawn(world):
    ref = world.use()
    actions.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    before = kept(ref)
    bring_in(world, changed_pack())
    reread(world)
    fallen = [each for each in queries.points(ref) if each.state is State.SET_ASIDE]

    packs.withdraw(pack_id=LFR, reason="Too soon", by=world.lead, now=world.now)
    reread(world)

    assert len(fallen) == 1
    assert kept(ref) == before


def test_reading_twice_changes_nothing_more_and_leaves_no_line_for_a_use(world):
    [ref] = uses(world, 1)
    bring_in(world, changed_pack())
    reread(world)
    points, lines = kept(ref), ledger.history(about=ref)

    reread(world)

    assert kept(ref) == points
    assert ledger.history(about=ref) == lines


def test_the_history_of_a_use_says_which_points_changed_and_the_pack_that_changed_them(world):
    [ref] = uses(world, 1)
    bring_in(world, changed_pack())

    reread(world)

    line = ledger.history(about=ref)[0]
    batch = ledger.history(about=f"pack-{LFR}")[0]
    assert (line.verb, line.facts["pack"]) == ("identify:points:reread", LFR)
    assert line.facts["fallen"] or line.facts["reworded"]
    assert (batch.verb, batch.facts["uses"], batch.facts["changed"]) == (
        "identify:packs:reread", 1, 1
    )


def test_other_technologies_are_left_alone_and_the_pack_for_any_reaches_all(world):
    [ours] = uses(world, 1)
    [other] = uses(world, 1, technology="drones")
    before = kept(other)
    bring_in(world, changed_pack())
    reread(world)
    left_alone = kept(other) == before
    title = shelf.bank().packs[GENERIC].points[0].title
    first = shelf.bank().packs[GENERIC].points[0].id
    bring_in(world, newer(
        GENERIC, rev_up(GENERIC, first), (title, f"{title} now")
    ))

    seen = []
    reread(world, GENERIC, progress=lambda done, total, words: seen.append((done, total, words)))

    assert left_alone
    assert seen == [(2, 2, "2 of 2 uses read again")]
    assert not queries.out_of_date(ours)
    assert not queries.out_of_date(other)


def test_a_use_whose_points_nobody_had_raised_is_left_to_its_owner(world):
    ref = world.use()
    bring_in(world, changed_pack())

    reread(world)

    assert kept(ref) == []


def test_how_deep_to_look_is_worked_out_again(world):
    [ref] = uses(world, 1)
    right = register_tier(ref)
    Use.objects.update(tier=1, tier_reasons=[])
    bring_in(world, changed_pack())

    reread(world)

    assert register_tier(ref) == right
    assert ledger.history(about=ref)[0].facts["tier"] == {"before": 1, "after": right[0]}


def register_tier(ref):
    use = Use.objects.get(number=int(ref.removeprefix("use-")))
    return use.tier, use.tier_reasons


def test_more_uses_than_one_batch_are_all_read(world, monkeypatch):
    monkeypatch.setattr(rereading, "TOGETHER", 2)
    refs = uses(world, 5)
    bring_in(world, changed_pack())

    seen = []
    reread(world, progress=lambda done, total, words: seen.append(done))

    assert seen == [2, 4, 5]
    assert not any(queries.out_of_date(each) for each in refs)


def test_people_go_on_working_while_many_uses_are_read(world, monkeypatch):
    monkeypatch.setattr(rereading, "TOGETHER", 1)
    refs = uses(world, 3)
    bring_in(world, changed_pack())

    def meanwhile(done, total, words):
        world.later(minutes=5)
        world.use(name=f"Added while {done} of {total} were read")

    reread(world, progress=meanwhile, clock=lambda: world.now)

    assert not any(queries.out_of_date(each) for each in refs)


def test_others_may_not_have_uses_read_again(world):
    with pytest.raises(Refused):
        rereading.reread(pack_id=LFR, by=world.person(Role.ANALYST), now=world.now)


def test_points_for_many_are_the_points_for_each(world):
    bring_in(world, robots())
    bank = shelf.bank()
    many = ForMany(bank)
    chance = random.Random(3)

    for _ in range(40):
        pack_id = chance.choice([LFR, "drones", "anpr"])
        facts = {key: value for key, value in worked(pack_id).items() if chance.random() < 0.6}

        facts |= {"technology": pack_id, "also": chance.choice(["none", "live-facial-recognition"])}

        assert many.raise_points(facts=facts) == raise_points(facts=facts, bank=bank)
