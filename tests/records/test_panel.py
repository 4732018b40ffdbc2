"""Ranges by several people: private, hidden until all are in, both rounds kept, then pooled."""

import pytest
from tests.builders_weighing import completed, effects, weighed
from tests.pages.visiting import Visitor

from dueregard.answers import Refused
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.prioritise.panel import actions, queries
from dueregard.prioritise.weighing import queries as weighing
from dueregard.weighing import elicitation

# No other figure of these worlds looks like these.
SECRET = 37.625


@pytest.fixture
def three(world):
    return [world.join(role) for role in (
        Role.ANALYST, Role.OFFICER, Role.PROCUREMENT_OFFICER)]


@pytest.fixture
def asked(world, three):
    """A use, and the one effect of carrying on as now, for which three people are asked."""
    ref = completed(world)
    [effect] = effects(ref)[0]
    actions.call(ref=ref, person_ids=[each.id for each in three], effect_ids=[effect],
                 by=world.lead, now=world.now)
    return ref, effect


def give(world, asked, person, low=SECRET, *, because=""):
    ref, effect = asked
    actions.give(ref=ref, effect_id=effect, chance=(low, low + 10), size=(100, 900),
                 because=because, by=person, now=world.now)


def seen(asked, reader):
    return queries.panel(asked[0], reader=reader.id).lines[0]


def test_a_first_range_is_read_by_nobody_until_all_are_in(world, asked, three):
    for person in three[:2]:
        give(world, asked, person, because="I counted them")

    for reader in (three[0], three[2], world.lead, world.person(Role.DECISION_MAKER)):
        line = seen(asked, reader)
        assert [each.given for each in line.rounds] == [(), ()]
        assert set(line.own) == ({1} if reader == three[0] else set())
    proposal = weighing.proposal(asked[0], held={})
    assert not any(each.estimates for each in proposal.effects)
    assert proposal.effects[0].chance == "likely"


def test_no_page_file_or_ledger_line_shows_a_range_of_a_round_that_is_open(
    world, client, asked, three
):
    ref, _effect = asked
    give(world, asked, three[0], because="I counted them")
    number = weighed(world, ref)

    others = [Visitor(client, each).read(f"/uses/{ref}/ranges/") for each in (
        world.lead, three[1], three[2])]
    lead = Visitor(client, world.lead)
    pages = [lead.read(f"/weighings/{number}/"), lead.read(f"/uses/{ref}/prioritise/weighing/")]

    everything = [*others, *pages, weighing.weighing(number).weighed,
                  str(ledger.history(about=ref, newest=200))]
    # As a percentage on a page, as a share in a file.
    shown = ("37.6", "0.37625", "I counted them")
    assert not [each for each in everything if any(one in each for one in shown)]
    assert all("1 of 3 are in" in each for each in others)


def test_when_all_are_in_the_ranges_are_shown_without_names(world, client, asked, three):
    for person, low in zip(three, (1, 2, 60), strict=True):
        give(world, asked, person, low, because="Because of what I saw")

    line = seen(asked, three[0])
    page = Visitor(client, three[1]).read(f"/uses/{asked[0]}/ranges/")

    assert [each.chance_low for each in line.rounds[0].given] == [1, 2, 60]
    assert line.rounds[0].differ == ("How likely it is",)
    assert line.rounds[1].hidden
    assert "Talk about: How likely it is" in page
    for person in three:
        assert page.count(person.name) <= 1 + (person == three[1])


def test_the_first_round_stays_as_it_was_and_the_second_is_hidden_again(world, asked, three):
    for person in three:
        give(world, asked, person, 10)
    give(world, asked, three[0], SECRET)

    line = seen(asked, three[1])

    assert {each.chance_low for each in line.rounds[0].given} == {10}
    assert line.rounds[1].given == ()
    assert line.turn.open == 2


def test_both_rounds_are_kept_and_the_second_is_pooled(world, asked, three):
    for low in (10, 20):
        for person in three:
            give(world, asked, person, low)

    proposal = weighing.proposal(asked[0], held={})
    effect = next(each for each in proposal.effects if each.estimates)
    chance, size = elicitation.pooled(effect=effect, panel=proposal.panel)

    assert sorted({each.round for each in effect.estimates}) == [1, 2]
    assert (chance.low, chance.high) == pytest.approx((0.2, 0.3))
    assert (size.low, size.high) == pytest.approx((100, 900))
    assert (effect.chance, effect.size, effect.people) == (None, None, None)
    assert proposal.panel == ("Person 1", "Person 2", "Person 3")
    assert weighing.weighing(weighed(world, asked[0])).plain["blanks"] == []


def test_a_third_range_is_refused(world, asked, three):
    for low in (10, 20):
        for person in three:
            give(world, asked, person, low)

    with pytest.raises(Refused, match="both ranges"):
        give(world, asked, three[0], 30)


def test_whoever_was_not_asked_gives_no_range(world, asked):
    with pytest.raises(Refused, match="not asked"):
        give(world, asked, world.lead)


def test_a_panel_that_has_begun_cannot_be_changed_for_another(world, asked, three):
    give(world, asked, three[0])

    with pytest.raises(Refused, match="already"):
        actions.call(ref=asked[0], person_ids=[each.id for each in three], effect_ids=[asked[1]],
                     by=world.lead, now=world.now)


def test_a_range_is_given_on_a_page_and_a_fault_is_said_at_its_field(world, client, asked, three):
    ref, effect = asked
    visitor = Visitor(client, three[0])
    address = f"/uses/{ref}/ranges/{effect}/"
    page = visitor.read(address)

    wrong = visitor.send(address, chance_low="0", chance_high="10", size_low="900",
                         size_high="100")
    right = visitor.send(address, chance_low="5", chance_high="10", size_low="100",
                         size_high="900")

    assert "At least (days of harm)" in page
    assert "Nobody can know a chance of 0" in wrong.content.decode()
    assert "upside down" in wrong.content.decode()
    assert right.status_code == 302
    assert seen(asked, three[0]).own[1].chance_high == 10


def test_the_owner_chooses_on_a_page_whom_to_ask(world, client, three):
    ref = completed(world)
    lead = Visitor(client, world.lead)
    address = f"/uses/{ref}/prioritise/weighing/panel/"
    [effect] = effects(ref)[0]

    few = lead.send(address, people=[three[0].id], effects=[effect])
    lead.send(address, people=[each.id for each in three], effects=[effect])

    assert "Choose 3 people or more" in few.content.decode()
    assert len(queries.panel(ref, reader=None).people) == 3
