"""What a weighing rests on is kept as forecasts by role, and scored once what came is known."""

import math
from datetime import timedelta

import pytest
from tests.builders_weighing import completed, effects, weighed
from tests.pages.visiting import Visitor

from dueregard.answers import Missing, No, Refused
from dueregard.desk import asked_for
from dueregard.manage.papers import queries as papers
from dueregard.people.rules import Role
from dueregard.prioritise.forecasts import actions as forecasts
from dueregard.prioritise.forecasts import queries
from dueregard.prioritise.panel import actions as panel
from dueregard.prioritise.weighing import actions, rules
from dueregard.prioritise.weighing import queries as weighing
from dueregard.prioritise.weighing.actions import Said
from dueregard.weighing import constants, learning
from dueregard.weighing.shapes import Effect, Estimate, Group, Kind, Option, Proposal, Span


def test_a_range_is_foretold_at_its_middle_and_sizes_are_multiplied():
    def effect(**given):
        return Effect(id="e", option="now", kind=Kind.RISK, group="g", text="It errs", **given)

    def foretold(one, panel=()):
        made = Proposal(title="A", options=(Option(id="now", name="Now"),), effects=(one,),
                        groups=(Group(id="g", name="People"),), panel=panel)
        return learning.foretold(made, constants.load())

    [words] = foretold(effect(lens="safety", chance=Span(0.2, 0.5), size="serious",
                              people=Span(10, 1000)))
    band = constants.load().lenses["safety"].bands["serious"].span
    # By hand: the geometric mean of the odds 1/4 and 1 is 1/2, a chance of one third.
    assert words.chance == pytest.approx(1 / 3, abs=0.001)
    middle = math.sqrt(band.low * band.high) * 100
    assert math.sqrt(words.size.low * words.size.high) == pytest.approx(middle, rel=0.02)
    spread = math.hypot(math.log(band.high / band.low), math.log(100))
    assert math.log(words.size.high / words.size.low) == pytest.approx(spread, rel=0.02)
    assert foretold(effect(lens="safety", chance=None, size="serious", people=Span(1, 2))) == ()
    one = Estimate(by="A", round=1, chance=Span(0.1, 0.2), size=Span(1, 2))
    two = Estimate(by="B", round=1, chance=Span(0.1, 0.3), size=Span(1, 5))
    again = Estimate(by="A", round=2, chance=Span(0.4, 0.5), size=Span(3, 4))
    whole = foretold(effect(lens="safety", estimates=(one, two, again)), panel=("A", "B"))
    assert [(each.by, each.size) for each in whole] == [("A", one.size), ("B", two.size)]


def test_what_was_weighed_is_kept_once_as_forecasts_by_role(world):
    ref = completed(world)
    weighed(world, ref)
    first = queries.every()

    weighed(world, ref)

    assert len(first) == sum(len(each) for each in effects(ref).values())
    assert {each.role_name for each in first} == {"Ethics lead"}
    assert {each.due_on for each in first} == {world.now.date() + timedelta(days=365)}
    assert queries.every() == first


def test_nothing_blank_becomes_a_forecast(world):
    ref = completed(world, people="")
    weighed(world, ref)

    assert queries.every() == ()


def test_what_came_is_said_once_for_every_member_of_a_panel(world):
    ref = completed(world)
    three = [world.join(Role.PROJECT_LEAD), world.join(Role.ANALYST), world.join(Role.ANALYST)]
    number = effects(ref)[1][0]
    panel.call(ref=ref, person_ids=[each.id for each in three], effect_ids=[number],
               by=world.lead, now=world.now)
    for place, person in enumerate(three, start=1):
        panel.give(ref=ref, effect_id=number, chance=(20, 40), size=(place, 10.0 * place),
                   because="", by=person, now=world.now)
    weighed(world, ref)
    ranges = [each for each in queries.every() if each.by_name.startswith("Person")]
    assert sorted(each.role for each in ranges) == ["analyst", "analyst", "project-lead"]
    world.later(days=400)
    assert len([each for each in queries.due(today=world.now.date()) if each in ranges]) == 3

    forecasts.score(forecast_id=ranges[0].id, happened=True, came_to=25.0,
                    known_on=world.now.date(), source="The log", by=world.lead, now=world.now)

    held = {each.role: (each.ranges, each.held) for each in queries.scores() if each.ranges}
    # 25 lies in the third range (3 to 30), above the first two (up to 10, and up to 20).
    assert held == {"Analyst": (2, 1), "Project lead": (1, 0)}
    with pytest.raises(Refused, match="already"):
        forecasts.score(forecast_id=ranges[1].id, happened=True, came_to=2.0,
                        known_on=world.now.date(), source="It", by=world.lead, now=world.now)


def test_what_nobody_can_know_is_said_with_its_reason_and_is_not_scored(world, client):
    ref = completed(world)
    weighed(world, ref)
    line = queries.every()[0]
    address = f"/forecasts/{line.id}/score/"
    lead = Visitor(client, world.lead)
    world.later(days=400)

    empty = lead.send(address, never=" ").content.decode()
    lead.send(address, never="This option was not taken")

    assert "Say where this is known from" in empty
    assert "Nobody can know: This option was not taken." in lead.read("/forecasts/")
    assert line.id not in {each.id for each in queries.due(today=world.now.date())}
    assert sum(each.open for each in queries.scores()) == len(queries.every()) - 1


def test_forecasts_whose_day_has_come_are_among_what_to_do_next(world):
    ref = completed(world)
    weighed(world, ref)
    assert not [each for each in _asked(world, ref) if each.key == "forecasts"]

    world.later(days=366)

    [found] = [each for each in _asked(world, ref) if each.key == "forecasts"]
    assert "forecasts whose day has come" in found.what


def _asked(world, ref):
    return asked_for.read(now=world.now).by_ref.get(ref, [])


def test_the_committees_paper_says_what_the_weighing_says_and_when_it_is_old(world):
    ref = completed(world)
    assert "Nobody has weighed the options" in _paper(world, ref)
    number = weighed(world, ref)
    leads = weighing.weighing(number).paper.summary

    fresh = _paper(world, ref)
    world.later(days=1)
    actions.complete(ref=ref, option=0, by=world.lead, now=world.now, said=[
        Said(effect_id=effects(ref)[0][0], people="20 to 90", judged="Counted again")])
    old = _paper(world, ref)

    assert fresh.count(leads) >= 2
    assert "Weighed: Who it falls on" in fresh
    assert "weigh the options again" not in fresh
    assert "What it was made from has changed since" in old


def _paper(world, ref):
    made = papers.committee_paper(ref, question="Should we?", now=world.now)
    return "\n".join(
        [text for part in made.parts for text in (part.title, repr(part.blocks))]
    ).replace("\\n", "\n")


def test_a_group_counts_more_only_with_a_reason_and_is_shown_both_ways(world, client):
    ref = completed(world)
    lead, address = Visitor(client, world.lead), f"/uses/{ref}/prioritise/weighing/groups/1/"
    before = weighing.weigh(ref, held={})

    refused = lead.send(address, times="2", reason="").content.decode()
    lead.send(address, times="2", reason="They were harmed before")
    after = weighing.weigh(ref, held={})
    page = lead.read(f"/uses/{ref}/prioritise/weighing/")
    lead.send(address, times="1", reason="")

    assert "The reason is published" in refused
    assert before.plain is None and after.plain is not None
    assert after.plain.lenses == before.table.lenses
    assert after.table.lenses != before.table.lenses
    assert "counts 2 times. They were harmed before." in page
    assert weighing.weigh(ref, held={}).plain is None


@pytest.mark.parametrize("times", [0.5, 0, -1, 6, float("nan")])
def test_no_group_counts_less_than_others_or_without_bound(times):
    assert isinstance(rules.may_count(times=times, reason="Because"), No)


def test_a_group_that_no_effect_names_cannot_be_counted(world):
    with pytest.raises(Missing, match="no such group"):
        actions.count_group(ref=completed(world), name="Nobody", times=2, reason="Because",
                            by=world.lead, now=world.now)


def test_effects_under_one_name_are_drawn_together(world):
    ref = completed(world)
    for option, ids in effects(ref).items():
        actions.complete(ref=ref, option=option, by=world.lead, now=world.now, said=[
            Said(effect_id=each, people="hundreds", judged="We", shared="How often it errs")
            for each in ids])

    streams = {each.stream for each in weighing.proposal(ref, held={}).effects}

    assert streams == {"How often it errs"}
