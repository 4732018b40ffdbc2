"""What to do next over all uses: from every part of the record, in one order, with its reasons."""

from datetime import timedelta
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError, Refused
from dueregard.desk import next_actions
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.points import actions as points
from dueregard.identify.profile import actions as profile
from dueregard.identify.register import actions as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.lenses.profile import Line, Sort
from dueregard.people.rules import Role
from dueregard.prioritise.next_actions import queries
from dueregard.prioritise.self_assessment import actions as own
from dueregard.prioritise.self_assessment.rules import Said
from dueregard.weighing import reading, saved
from dueregard.weighing.weigh import weigh

PROPOSAL = Path(__file__).parents[2] / "examples" / "live-facial-recognition-proposal.toml"


def made(world, **given):
    next_actions.rank(by=world.lead, now=world.now, **given)()
    return queries.newest(page=None)


def of(found, key, *, ref=None):
    keys = {line.place: line for line in found.lines if ref in (None, line.ref)}
    return [each for each in keys.values() if key in each.what]


def test_every_blank_of_a_use_asks_for_something(world):
    ref = world.use()
    points.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    evidence.record_claim(
        ref=ref, title="The leaflet", statement="It is right", lens="fairness", level=1,
        source=Source.SUPPLIER, said_by="Facewise Ltd", by=world.lead, now=world.now,
    )

    found = made(world)

    mine = [each for each in found.lines if each.ref == ref]
    assert any(each.what.startswith("Find out: ") for each in mine)
    assert any("whether they apply" in each.what for each in mine)
    assert any(each.what.startswith("Fill in what the gate") for each in mine)
    assert any("only its supplier says anything on fairness" in each.what for each in mine)
    assert any("Begin the self-assessment" in each.what for each in found.lines)


def test_a_condition_that_is_late_comes_first_and_says_when_it_was_due(world):
    ref = world.use()
    world.matter(ref, to="decided")
    world.later(days=60)

    first = made(world).lines[0]

    assert first.ref == ref
    assert first.overdue_days > 0
    assert "It was due on" in first.why or "longer than" in first.why


def test_advice_that_nobody_answered_waits_for_the_decision_maker(world):
    world.matter(to="advised")
    world.later(days=40)

    [line] = of(made(world), "Answer the advice")

    assert (line.who, line.kind, line.overdue_days) == ("Decision maker", "governance", 12)


def test_what_was_stopped_asks_for_nothing_more(world):
    ref = register.add(
        described=register.Description(name="Old cameras", owner_named="Head"), by=world.lead,
        now=world.now, status=Status.LIVE, imported=True,
    )
    assert [each for each in made(world).lines if each.ref == ref]

    register.move(ref=ref, to=Status.STOPPED, reason="Not needed", by=world.lead, now=world.now)

    assert not [each for each in made(world).lines if each.ref == ref]


def test_the_self_assessment_asks_for_what_is_no_and_for_what_is_blank(world):
    own.begin(by=world.lead, now=world.now)
    own.answer(statement="self-policy.never", said=Said.NO, by=world.lead, now=world.now)

    found = made(world)

    [line] = of(found, "what the force will never do")
    assert (line.kind, line.ref, line.who) == ("policy", "", "Ethics lead")
    assert len(of(found, "Self-assessment: not answered")) == 33 - 1


def test_the_place_without_the_profile_is_never_hidden(world):
    ref = world.use()
    points.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    before = of(made(world), "whether they apply", ref=ref)[0]
    profile.say(line=Line(sort=Sort.COMMUNITY, title="Young people of the estate", targeted=True),
                by=world.lead, now=world.now)

    after = of(made(world), "whether they apply", ref=ref)[0]

    assert after.because == ("Young people of the estate",)
    assert after.place <= before.place
    assert after.place_without_profile == before.place


def test_a_weighing_brings_its_own_actions_with_their_gain(world):
    ref = world.use()
    text = saved.to_json(weigh(reading.from_plain(reading.read(PROPOSAL)), draws=500))

    found = made(world, weighings=lambda: [(ref, text, world.now.date())])

    assert found.weighed == 1
    gains = [each for each in found.lines if "on a scale from 0 to 1" in each.why]
    assert gains
    assert {each.ref for each in gains} == {ref}


def test_a_weighing_that_cannot_be_read_names_its_use_and_keeps_the_older_list(world):
    ref = world.use()
    before = made(world)

    with pytest.raises(DueRegardError, match=f"The weighing of {ref} cannot be read"):
        made(world, weighings=lambda: [(ref, "{", world.now.date())])

    assert queries.newest(page=None) == before


def test_what_has_no_date_waits_from_when_it_first_stood_on_a_list(world):
    ref = world.use()
    first = of(made(world), "Fill in what the gate", ref=ref)[0]
    assert first.overdue_days == 0
    world.later(days=200)

    later = of(made(world), "Fill in what the gate", ref=ref)[0]

    assert later.since == first.since
    assert later.overdue_days > 0


def test_the_list_is_made_by_those_who_may_and_leaves_one_line(world):
    with pytest.raises(Refused):
        next_actions.rank(by=world.person(Role.OFFICER), now=world.now)()
    assert queries.newest() is None
    before = ledger.history(newest=1)[0].seq

    made(world)

    assert ledger.history(newest=1)[0].seq == before + 1


def test_only_the_newest_lists_are_kept(world):
    from dueregard.prioritise.next_actions.models import RankedList

    for _ in range(5):
        made(world)
        world.now += timedelta(days=1)

    assert RankedList.objects.count() == 3
