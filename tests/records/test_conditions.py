"""What was asked of a use: answered, checked by somebody else, or lapsed by the clock."""

from datetime import timedelta

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.ledger import queries as ledger
from dueregard.manage.conditions import actions, queries
from dueregard.manage.conditions.rules import State
from dueregard.people import actions as people
from dueregard.people.rules import Role

DONE = "Report 12, page 4, shows it"


def answered(world):
    condition_id = world.condition()
    actions.answer(condition_id=condition_id, what_was_done=DONE,
                   by=world.person(Role.PROJECT_LEAD), now=world.now)
    return condition_id


def test_a_condition_is_answered_by_its_owner_and_met_when_somebody_else_checks(world):
    condition_id = answered(world)

    actions.accept(condition_id=condition_id, words="I read it", by=world.lead, now=world.now)

    line = queries.one(condition_id)
    assert line.state == State.MET
    assert line.what_was_done == DONE
    assert line.checked_by == "Ada Lead"
    assert line.settled_at == world.now


def test_nobody_checks_what_they_answered_themselves(world):
    condition_id = world.condition()
    actions.answer(condition_id=condition_id, what_was_done=DONE, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.accept(condition_id=condition_id, words="Good", by=world.lead, now=world.now)

    assert refusal.value.code == "own-answer"
    assert queries.one(condition_id).state == State.ANSWERED


def test_the_owner_of_the_use_does_not_check_it(world):
    owner = world.join(Role.PROJECT_LEAD, Role.DECISION_MAKER)
    condition_id = world.condition(world.use(owner=owner))
    actions.answer(condition_id=condition_id, what_was_done=DONE, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.accept(condition_id=condition_id, words="Good", by=owner, now=world.now)

    assert refusal.value.code == "own-use"


def test_an_answer_that_fails_the_test_goes_back_with_what_is_lacking(world):
    condition_id = answered(world)

    actions.return_(condition_id=condition_id, words="Page 4 is about another tool",
                    by=world.lead, now=world.now)

    line = queries.one(condition_id)
    assert line.state == State.OPEN
    assert line.check_words == "Page 4 is about another tool"


@pytest.mark.parametrize("words", ["", "  "])
def test_an_answer_and_a_return_need_words(world, words):
    condition_id = world.condition()

    with pytest.raises(DueRegardError, match="Say what was done"):
        actions.answer(condition_id=condition_id, what_was_done=words,
                       by=world.person(Role.PROJECT_LEAD), now=world.now)


def test_the_clock_lets_what_is_overdue_lapse_once_and_says_so(world):
    condition_id = world.condition()

    assert actions.lapse(now=world.later(days=30)) == ()
    assert actions.lapse(now=world.later(days=1)) == (f"condition-{condition_id}",)
    assert actions.lapse(now=world.later(days=1)) == ()

    newest = ledger.history(newest=1)[0]
    assert queries.one(condition_id).state == State.LAPSED
    assert newest.by == "the clock"
    assert newest.about == queries.one(condition_id).ref
    assert [each.id for each in queries.lapsed()] == [condition_id]


def test_a_late_answer_stays_late_until_it_is_accepted(world):
    condition_id = world.condition()
    actions.lapse(now=world.later(days=40))

    actions.answer(condition_id=condition_id, what_was_done=DONE,
                   by=world.person(Role.PROJECT_LEAD), now=world.now)
    again = actions.lapse(now=world.later(days=1))

    assert again == ()
    assert queries.one(condition_id).state == State.LATE
    assert [each.id for each in queries.lapsed()] == [condition_id]
    actions.accept(condition_id=condition_id, words="Late, but done", by=world.lead, now=world.now)
    assert queries.lapsed() == ()


def test_what_is_due_soon_leaves_out_what_is_met_and_what_is_far_off(world):
    condition_id = world.condition()

    assert queries.due(now=world.now, within=29) == ()
    assert [each.id for each in queries.due(now=world.now, within=30)] == [condition_id]
    actions.answer(condition_id=condition_id, what_was_done=DONE,
                   by=world.person(Role.PROJECT_LEAD), now=world.now)
    assert [each.id for each in queries.to_check()] == [condition_id]
    actions.accept(condition_id=condition_id, words="", by=world.lead, now=world.now)
    assert queries.due(now=world.now, within=30) == ()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMITTEE_MEMBER, Role.INSPECTOR])
def test_others_neither_answer_nor_accept(world, role):
    condition_id = answered(world)

    for call in (
        lambda by: actions.answer(condition_id=condition_id, what_was_done="x", by=by,
                                  now=world.now),
        lambda by: actions.accept(condition_id=condition_id, words="x", by=by, now=world.now),
        lambda by: actions.return_(condition_id=condition_id, words="x", by=by, now=world.now),
    ):
        with pytest.raises(Refused):
            call(world.person(role))


@pytest.mark.parametrize("role", list(Role))
def test_whoever_is_offered_for_a_condition_can_be_given_it_and_nobody_else(world, role):
    ref = world.use()
    someone = world.person(role)
    offered = {person_id for person_id, _name in queries.owners()}

    def give():
        return actions.set_(
            ref=ref, text="Publish the accuracy test", test="It is on our site",
            owner_id=someone.id, due_on=world.now.date() + timedelta(days=30),
            because="a decision", by=world.person(Role.DECISION_MAKER), now=world.now,
        )

    if someone.id in offered:
        assert give().startswith("condition-")
    else:
        with pytest.raises(DueRegardError, match="Choose a project lead"):
            give()


def test_somebody_who_left_is_not_offered_for_a_condition(world):
    gone = world.join(Role.PROJECT_LEAD)
    assert gone.id in dict(queries.owners())

    people.suspend(person_id=gone.id, reason="left", by=world.lead, now=world.now)

    assert gone.id not in dict(queries.owners())


def test_a_condition_that_is_not_there_is_missing(world):
    with pytest.raises(Missing):
        queries.one(999)
    with pytest.raises(Missing):
        actions.answer(condition_id=999, what_was_done=DONE, by=world.lead, now=world.now)
