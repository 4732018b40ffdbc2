"""A partner from being entered to being sent something, and stopped in a moment."""

from datetime import timedelta

import pytest
from tests import builders_sharing as sharing

from dueregard.answers import DueRegardError, Refused
from dueregard.ledger import queries as ledger
from dueregard.manage.partners import actions, queries
from dueregard.manage.partners.rules import Result, State
from dueregard.people.rules import Role
from dueregard.sharing.terms import Marking
from dueregard.web.told import told


def codes(world, partner_id):
    return [each.code for each in queries.may_receive(partner_id, now=world.now).reasons]


def test_a_vetted_partner_may_receive_until_its_first_step_lapses(world):
    made = sharing.vetted(world)

    found = queries.may_receive(made, now=world.now)
    assert found
    assert found.vetted_until == (world.now + timedelta(days=180)).date()
    world.later(days=181)
    late = queries.may_receive(made, now=world.now)
    assert not late
    assert late.state is State.LAPSED
    assert "lapsed on" in late.reasons[0].reason


def test_whoever_entered_a_step_does_not_sign_second_and_the_ledger_says_so(world):
    made = sharing.partner(world)
    sharing.record_steps(world, made)
    dpo, officer = world.person(Role.DATA_PROTECTION_OFFICER), world.person(Role.SHARING_OFFICER)
    actions.recommend(partner_id=made, words="Read", by=dpo, now=world.now,
                      cleared_to=Marking.OFFICIAL_SENSITIVE)

    with pytest.raises(Refused, match="You entered"):
        actions.sign(partner_id=made, by=officer, now=world.now)
    with pytest.raises(Refused, match="You signed first"):
        actions.sign(partner_id=made, by=dpo, now=world.now)

    assert ledger.history(newest=1)[0].refused
    assert not queries.may_receive(made, now=world.now)
    actions.sign(partner_id=made, by=world.person(Role.DECISION_MAKER), now=world.now)
    assert queries.may_receive(made, now=world.now)


def test_a_step_that_fails_stops_it_and_needs_two_signatures_anew(world):
    made, by = sharing.vetted(world), world.person(Role.SHARING_OFFICER)

    actions.drill(partner_id=made, contact="01632 960003", answered=False, minutes=None,
                  words="It rang out", by=by, now=world.later(days=1))
    assert codes(world, made) == ["step-breach-drill", "sign-off-missing"]
    actions.drill(partner_id=made, contact="01632 960004", answered=True, minutes=3, words="",
                  by=by, now=world.later(days=1))
    assert codes(world, made) == ["sign-off-missing"]
    sharing.sign(world, made)

    assert codes(world, made) == []
    sheet = queries.partner(made, now=world.now)
    assert [each.answered for each in sheet.drills] == [True, False, True]


def test_a_step_that_is_renewed_in_time_needs_no_new_signature(world):
    made = sharing.vetted(world)

    actions.record(
        partner_id=made, step="security", result=Result.PASSED, evidence="New certificate",
        option="ISO 27001", expires=world.later(days=30).date() + timedelta(days=300),
        by=world.person(Role.SHARING_OFFICER), now=world.now,
    )
    actions.recommend(partner_id=made, words="Looked again",
                      by=world.person(Role.SHARING_OFFICER), now=world.now,
                      cleared_to=Marking.OFFICIAL_SENSITIVE)

    assert queries.may_receive(made, now=world.now), "a first signature takes nothing away"


def test_suspending_stops_it_at_once_and_two_people_lift_it(world):
    made = sharing.vetted(world)
    dpo, officer = world.person(Role.DATA_PROTECTION_OFFICER), world.person(Role.SHARING_OFFICER)

    actions.suspend(partner_id=made, because="A list was left on a train.", by=officer,
                    now=world.now)
    stopped = queries.may_receive(made, now=world.now)
    assert [each.code for each in stopped.reasons] == ["partner-suspended"]
    assert "A list was left on a train." in stopped.reasons[0].reason
    assert stopped.suspended_at == world.now
    with pytest.raises(Refused, match="Nobody has asked"):
        actions.lift(partner_id=made, agreed=True, words="", by=dpo, now=world.now)
    actions.ask_to_lift(partner_id=made, words="They have new rules", by=officer, now=world.now)
    with pytest.raises(Refused, match="You asked for it"):
        actions.lift(partner_id=made, agreed=True, words="", by=officer, now=world.now)
    actions.lift(partner_id=made, agreed=False, words="Show a sample", by=dpo, now=world.now)
    assert not queries.may_receive(made, now=world.now)
    actions.ask_to_lift(partner_id=made, words="Sample seen", by=officer, now=world.now)
    actions.lift(partner_id=made, agreed=True, words="", by=dpo, now=world.now)

    assert queries.may_receive(made, now=world.now)


def test_an_ended_partner_receives_nothing_and_is_changed_no_more(world):
    made, by = sharing.vetted(world), world.person(Role.SHARING_OFFICER)
    actions.end(partner_id=made, because="It was merged.", by=by, now=world.now)

    assert codes(world, made) == ["partner-ended"]
    with pytest.raises(DueRegardError, match="not a partner any more"):
        sharing.record_steps(world, made)
    assert queries.names() == {}


def test_an_officer_may_do_none_of_it(world):
    officer = world.person(Role.OFFICER)
    made = sharing.partner(world)

    with pytest.raises(Refused):
        actions.suspend(partner_id=made, because="Why not", by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.drill(partner_id=made, contact="x", answered=True, minutes=1, words="",
                      by=officer, now=world.now)


def test_what_was_done_is_told_in_sentences(world):
    made = sharing.vetted(world)
    actions.suspend(partner_id=made, because="They lost a file.", by=world.lead, now=world.now)

    said = [told(each) for each in ledger.history(newest=20)]

    assert all(":" not in each.sentence.split()[2] for each in said)
    assert any("how they keep it safe (passed)" in each.sentence for each in said)
    assert any("They lost a file." in each.detail for each in said)


def test_the_standing_of_many_partners_costs_no_more_questions_than_of_one(
    world, django_assert_num_queries
):
    for number in range(4):
        sharing.partner(world, f"Council {number}")

    with django_assert_num_queries(4):
        assert len(queries.standings(now=world.now)) == 4
