"""Options are weighed from what people said, kept and replayed; blanks and plans never help."""

import json
from datetime import UTC, datetime

import pytest
from tests.builders_weighing import completed, control, effects, pass_gates, weighed

from dueregard.answers import DueRegardError, No, Refused
from dueregard.desk.held_back import held_back
from dueregard.documents.audience import Audience
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.assessment.rules import Chance, EffectKind, Size
from dueregard.prioritise.weighing import actions, queries
from dueregard.prioritise.weighing.actions import Said
from dueregard.web import tasks
from dueregard.weighing.shapes import ControlState, GateState


def share(weighing, option="option-1"):
    """In how many cases an option is best without agreed values."""
    return weighing.table.view().shares[option]


def free(world, ref):
    """The proposal weighed as though the record held nothing back."""
    return queries.weigh(ref, held={})


def test_a_weighing_keeps_what_went_in_and_what_came_out_and_leaves_a_line(world):
    ref = completed(world)

    number = weighed(world, ref)

    found = queries.weighing(number)
    line = ledger.history(about=ref, newest=1)[0]
    assert found.plain["proposal"]["option"][0]["id"] == "now"
    assert found.plain["content"]["version"] == found.version
    assert found.paper.for_audience(Audience.COMMITTEE).parts
    assert queries.latest(ref) == found
    assert line.verb == "prioritise:weighing:weigh"


def test_an_old_weighing_stays_as_it_was_when_more_is_known(world):
    ref = completed(world, people="", judged="")
    first = weighed(world, ref)
    before = queries.weighing(first).weighed
    for option, ids in effects(ref).items():
        actions.complete(ref=ref, option=option, by=world.lead, now=world.now, said=[
            Said(effect_id=each, people="2 to 20", judged="Counted") for each in ids])

    second = weighed(world, ref)

    assert queries.weighing(first).weighed == before
    assert queries.weighing(second).digest != queries.weighing(first).digest
    assert [each.id for each in queries.weighings(ref)] == [second, first]


def test_weighed_again_with_the_constants_of_its_day_it_is_the_same(world):
    number = weighed(world, completed(world))

    assert actions.again(weighing_id=number, by=world.lead, now=world.later(days=900)) == "same"


def test_a_weighing_that_somebody_changed_differs(world):
    from dueregard.prioritise.models import Weighing

    number = weighed(world, completed(world))
    row = Weighing.objects.get(pk=number)
    plain = json.loads(row.weighed)
    plain["sentences"][0] = "Everything is fine."
    row.weighed = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    row.save()

    assert actions.again(weighing_id=number, by=world.lead, now=world.now) == "differs"


@pytest.mark.parametrize("blank", ["people", "judged"])
def test_a_blank_on_an_option_never_helps_it(world, blank):
    ref = completed(world)
    free_before = free(world, ref)
    before = share(free_before)
    said = {"people": "hundreds", "judged": "Two sergeants"} | {blank: ""}

    actions.complete(ref=ref, option=1, by=world.lead, now=world.now, said=[
        Said(effect_id=each, **said) for each in effects(ref)[1]])

    after = free(world, ref)
    assert share(after) <= before
    assert (after.table.row("option-1", "safety").worse
            >= free_before.table.row("option-1", "safety").worse)
    assert all(each.blanks for each in queries.desk(ref, held={}).option(1).effects)


def test_an_effect_of_which_nobody_said_anything_is_listed_to_find_out(world):
    ref = world.assessment(to="weighed")

    found = queries.desk(ref, held={})

    assert len(found.find_out) == 3
    assert found.find_out[0][2] == ("how many people it happens to", "how we know")
    assert len(free(world, ref).blanks) == 3


def test_a_planned_safeguard_changes_nothing_and_one_seen_to_work_does(world):
    ref = completed(world)
    bare = free(world, ref).table.row("option-1", "safety")
    number = control(world, ref, ControlState.PLANNED)
    planned = free(world, ref).table.row("option-1", "safety")

    actions.move_control(ref=ref, control_id=number, state=ControlState.VERIFIED,
                         shown="The analyst watched 40 alerts", by=world.lead, now=world.now)

    verified = free(world, ref).table.row("option-1", "safety")
    assert planned == bare
    assert verified.median > bare.median


def test_a_safeguard_is_not_called_seen_to_work_on_nobodys_word(world):
    ref = completed(world)

    with pytest.raises(Refused, match="Say who checked"):
        control(world, ref, ControlState.VERIFIED, shown="")


def test_a_safeguard_for_a_risk_that_was_taken_out_is_left_out(world):
    ref = completed(world)
    control(world, ref)
    risk = queries.desk(ref, held={}).controls[0].effects[0]

    assessment.drop_effect(ref=ref, effect_id=risk, by=world.lead, now=world.now)

    assert queries.desk(ref, held={}).controls[0].effects == ()
    assert queries.proposal(ref, held={}).controls == ()


def test_a_gate_that_nobody_spoke_of_is_not_yet_passed(world):
    ref = completed(world)

    answer = free(world, ref).may_go_ahead("option-1")

    assert isinstance(answer, No)
    assert answer.code == "gate-not-yet"


def test_what_the_record_does_not_show_no_word_can_pass(world):
    ref = completed(world)
    pass_gates(world, ref)
    held = held_back(ref, on=world.now.date())

    told = free(world, ref).may_go_ahead("option-1")
    recorded = queries.weigh(ref, held=held).may_go_ahead("option-1")

    assert told
    assert {"lawful-basis", "data-protection", "equality-duty", "way-to-stop"} <= set(held)
    assert isinstance(recorded, No)
    assert "owner" not in held


def test_an_option_that_fails_a_gate_is_best_under_no_view(world):
    ref = completed(world)
    pass_gates(world, ref, failed=("not-prohibited",))

    found = free(world, ref)

    assert all("option-1" not in row.shares for row in found.table.views)


def test_nobody_takes_their_own_use_through_a_gate(world):
    ref = completed(world)
    owner = world.join(Role.DECISION_MAKER, Role.PROJECT_LEAD)
    from dueregard.identify.register import actions as register

    register.assign(ref=ref, owner_id=owner.id, by=world.lead, now=world.now)

    with pytest.raises(Refused):
        actions.say_gates(ref=ref, option=1, by=owner, now=world.now,
                          said=[("owner", GateState.PASSED, "It is me")])


def test_a_benefit_is_asserted_until_it_was_measured_on_own_data(world):
    ref = completed(world)

    assert len(free(world, ref).asserted) == 1


def test_members_are_placed_among_the_views_as_seats(world):
    ref = completed(world)
    member, chair = world.person(Role.COMMITTEE_MEMBER), world.person(Role.COMMITTEE_CHAIR)
    actions.rank(ref=ref, order=["safety"], by=member, now=world.now)
    actions.rank(ref=ref, order=["privacy", "safety"], by=chair, now=world.now)
    actions.rank(ref=ref, order=["fairness", "safety"], by=member, now=world.now)

    number = weighed(world, ref)

    kept = queries.weighing(number)
    views = [(each["by"], each["order"]) for each in kept.plain["proposal"]["view"]]
    assert views == [("Seat 1", ["fairness", "safety"]), ("Seat 2", ["privacy", "safety"])]
    assert queries.ranking(ref, chair.id) == (2, ("privacy", "safety"))
    assert queries.ranking(ref, world.lead.id) is None
    assert member.name not in kept.weighed
    assert not [part for part in kept.paper.for_audience(Audience.PUBLIC).parts
                if "Seat 1" in str(part)]


def test_an_order_saved_after_a_weighing_is_said_to_be_missing_from_it(world):
    ref = completed(world)
    number = weighed(world, ref)
    world.later(hours=1)

    actions.rank(ref=ref, order=["safety"], by=world.person(Role.COMMITTEE_MEMBER), now=world.now)

    assert queries.ranked_since(queries.weighing(number)) == 1


def test_whoever_is_no_member_places_no_lens(world):
    ref = completed(world)

    with pytest.raises(Refused):
        actions.rank(ref=ref, order=["safety"], by=world.lead, now=world.now)


def test_a_proposal_that_makes_no_sense_is_not_weighed_and_says_why(world):
    ref = world.assessment(to="opened")

    with pytest.raises(DueRegardError, match="nothing to compare with carrying on"):
        queries.weigh(ref, held={})


def test_many_effects_are_weighed_behind_the_page_and_the_constants_tried(world):
    ref = completed(world)
    waiting = []
    actions.ask_to_weigh(ref=ref, by=world.lead, now=world.now, enqueue=waiting.append)
    tasks.run.call(waiting[0])
    number = queries.latest(ref).id
    # The worker reads the machine's clock, and the ledger goes on from there.
    now = datetime.now(UTC)
    actions.ask_to_try(weighing_id=number, by=world.lead, now=now, enqueue=waiting.append)

    tasks.run.call(waiting[1])

    found = queries.weighing(number)
    assert found.sensitivity is not None
    assert "conclusions" in found.sensitivity.summary


def test_an_effect_added_later_has_everything_blank(world):
    ref = completed(world)

    assessment.add_effect(
        ref=ref, option=1, kind=EffectKind.RISK, lens="privacy", affected="Neighbours",
        text="Neighbours are seen", chance=Chance.DONT_KNOW, size=Size.DONT_KNOW, by=world.lead,
        now=world.now,
    )

    assert queries.desk(ref, held={}).find_out[-1][2] == (
        "how likely it is", "how much it matters", "how many people it happens to", "how we know",
    )
