"""A use put to the committee: hidden opinions, advice, reply, a decision apart from it."""

import json
from datetime import timedelta

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.manage.committee import actions, queries
from dueregard.manage.committee.deciding import Asked, ItemReply, Said, Verdict
from dueregard.manage.committee.rules import MOVE_NAMES, Move, State
from dueregard.manage.conditions import queries as conditions
from dueregard.people.rules import Role

SECRET = "I do not trust the numbers of the supplier"


def opine(world, matter_id, role, *, outcome="proceed", reasons=SECRET, **more):
    return actions.opine(matter_id=matter_id, outcome=outcome, reasons=reasons,
                         by=world.person(role), now=world.now, **more)


def see(world, matter_id, role):
    return queries.matter(matter_id, reader=world.person(role), now=world.now)


def answer_to(sheet, move):
    return next(each.answer for each in sheet.turns if each.move == move)


def test_referring_asks_every_member_but_the_owner(world):
    owner = world.join(Role.PROJECT_LEAD, Role.COMMITTEE_MEMBER)

    matter_id = world.matter(world.use(owner=owner))

    sheet = see(world, matter_id, Role.COMMITTEE_CHAIR)
    assert len(sheet.members) == 2
    assert owner.name not in {each.name for each in sheet.members}


def test_the_paper_stands_still_when_the_use_changes_afterwards(world):
    ref = world.use()
    matter_id = world.matter(ref)

    register_actions.describe(
        ref=ref, described=Description(name="Another name", purpose="Another purpose"),
        by=world.lead, now=world.now,
    )

    sheet = see(world, matter_id, Role.COMMITTEE_MEMBER)
    assert "Find people wanted by the courts" in sheet.paper.canonical()
    assert "Another purpose" not in sheet.paper.canonical()
    assert sheet.paper.digest == sheet.digest


def test_a_use_before_the_committee_is_not_referred_twice(world):
    ref = world.use()
    world.matter(ref)

    with pytest.raises(Refused) as refusal:
        world.matter(ref)

    assert refusal.value.code == "already-referred"


def test_a_use_is_not_referred_where_there_is_nobody_to_ask(world):
    with pytest.raises(Refused) as refusal:
        actions.refer(ref=world.use(), question="Should we?", deadline=world.now.date(),
                      by=world.lead, now=world.now)

    assert refusal.value.code == "no-members"


def test_nobody_reads_another_members_opinion_before_all_are_in(world):
    matter_id = world.matter()

    opine(world, matter_id, Role.COMMITTEE_MEMBER)

    for role in Role:
        if role == Role.COMMITTEE_MEMBER:
            continue
        sheet = see(world, matter_id, role)
        assert sheet.opinions == ()
        assert sheet.hidden
        assert SECRET not in repr(sheet)
    own = see(world, matter_id, Role.COMMITTEE_MEMBER).own
    assert own.reasons == SECRET


def test_the_ledger_says_that_an_opinion_was_given_and_not_what_it_says(world):
    matter_id = world.matter()

    opine(world, matter_id, Role.COMMITTEE_MEMBER, outcome="reject", conditions="Only by day")

    lines = "".join(json.dumps(each.body) for each in ledger.lines())
    assert "committee:opinion:give" in lines
    assert SECRET not in lines
    assert "Only by day" not in lines
    assert "reject" not in lines


def test_an_opinion_can_be_changed_until_all_are_in_and_not_after(world):
    matter_id = world.matter()
    opine(world, matter_id, Role.COMMITTEE_MEMBER, outcome="proceed")

    opine(world, matter_id, Role.COMMITTEE_MEMBER, outcome="reject")
    opine(world, matter_id, Role.COMMITTEE_CHAIR)

    sheet = see(world, matter_id, Role.COMMITTEE_MEMBER)
    assert sheet.own.outcome == "reject"
    assert len(sheet.opinions) == 2
    with pytest.raises(Refused) as refusal:
        opine(world, matter_id, Role.COMMITTEE_MEMBER, outcome="proceed")
    assert refusal.value.code == "already-shown"


def test_a_member_with_an_interest_steps_aside_and_is_not_waited_for(world):
    matter_id = world.matter()
    opine(world, matter_id, Role.COMMITTEE_MEMBER)

    actions.step_aside(matter_id=matter_id, interest="I sold them the cameras",
                       by=world.person(Role.COMMITTEE_CHAIR), now=world.now)

    sheet = see(world, matter_id, Role.COMMITTEE_MEMBER)
    assert not sheet.hidden
    assert [each.interest for each in sheet.members if each.stepped_aside] == [
        "I sold them the cameras"
    ]
    with pytest.raises(Refused) as refusal:
        actions.close(matter_id=matter_id, by=world.person(Role.COMMITTEE_CHAIR), now=world.now)
    assert refusal.value.code == "stepped-aside"


def test_opinions_are_not_closed_early_and_the_record_says_how_they_were(world):
    matter_id = world.matter(days=7)
    opine(world, matter_id, Role.COMMITTEE_MEMBER)
    secretary = world.person(Role.COMMITTEE_SECRETARY)

    with pytest.raises(Refused) as refusal:
        actions.close(matter_id=matter_id, by=secretary, now=world.later(days=7))
    actions.close(matter_id=matter_id, by=secretary, now=world.later(days=1))

    sheet = see(world, matter_id, Role.COMMITTEE_CHAIR)
    assert refusal.value.code == "before-deadline"
    assert sheet.state == State.CLOSED
    assert sheet.closed_how.startswith("1 of 2 members gave an opinion. Closed after the deadline")
    assert len(sheet.opinions) == 1


def test_advice_and_reply_change_no_use(world):
    ref = world.use()

    world.matter(ref, to="replied", outcome="proceed")

    assert register.sheet(ref).status == Status.IDEA
    assert conditions.by_use(ref) == ()


def test_a_decision_moves_the_use_and_makes_the_accepted_items_conditions(world):
    ref = world.use()
    matter_id = world.matter(ref, to="replied", items=2, outcome="proceed")

    world.decide(matter_id, items=2)

    use, made = register.sheet(ref), conditions.by_use(ref)
    assert use.status == Status.TRIAL
    assert use.review_on == world.now.date() + timedelta(days=180)
    assert [each.text for each in made] == ["Do thing 1", "Do thing 2"]
    assert made[0].set_by == "Decision of 2 November 2026 by Assistant Chief Constable"
    assert queries.by_use(ref)[0].decision.departs is False


def test_a_decision_against_the_advice_is_refused_without_its_reasons_and_kept_with_them(world):
    ref = world.use()
    matter_id = world.matter(ref, to="replied", outcome="reject")

    with pytest.raises(Refused) as refusal:
        world.decide(matter_id, departs_because="")
    world.decide(matter_id, departs_because="The court asked for a trial")

    assert refusal.value.code == "departure-unexplained"
    assert register.sheet(ref).status == Status.TRIAL
    assert queries.by_use(ref)[0].decision.departs


def test_a_refused_decision_leaves_nothing_half_done(world):
    ref = world.use()
    matter_id = world.matter(ref, to="replied", outcome="proceed")
    officer = world.person(Role.OFFICER)

    with pytest.raises(DueRegardError):
        world.decide(matter_id, conditions=[_held(officer.id, world)])

    assert register.sheet(ref).status == Status.IDEA
    assert conditions.by_use(ref) == ()
    assert queries.by_use(ref)[0].state == State.REPLIED


def _held(owner_id, world):
    from dueregard.manage.committee.deciding import Condition

    return Condition(item=1, text="Do", test="See", owner_id=owner_id,
                     due_on=world.now.date() + timedelta(days=9))


def test_of_two_who_decide_one_decides_and_the_other_is_told(world):
    matter_id = world.matter(to="decided")
    other = world.join(Role.DECISION_MAKER)

    with pytest.raises(Refused) as refusal:
        world.decide(matter_id, verdict=Verdict.REFUSE, by=other)

    assert refusal.value.code == "too-late"
    assert "decided already" in refusal.value.reason


@pytest.mark.parametrize(
    ("role", "to", "attempt"),
    [
        (Role.COMMITTEE_CHAIR, "opinions",
         lambda world, m, by: actions.close(matter_id=m, by=by, now=world.now)),
        (Role.COMMITTEE_CHAIR, "closed",
         lambda world, m, by: actions.advise(matter_id=m, outcome="proceed", reasons="Good",
                                             items=[], by=by, now=world.now)),
        (Role.DECISION_MAKER, "advised",
         lambda world, m, by: actions.reply(matter_id=m, replies={1: ItemReply(said=Said.ACCEPT)},
                                            words="Yes", by=by, now=world.now)),
        (Role.DECISION_MAKER, "replied", lambda world, m, by: world.decide(m, by=by)),
    ],
)
def test_nobody_advises_or_decides_on_their_own_use(world, role, to, attempt):
    owner = world.join(Role.PROJECT_LEAD, role)
    matter_id = world.matter(world.use(owner=owner), to=to)

    with pytest.raises(Refused) as refusal:
        attempt(world, matter_id, owner)

    assert refusal.value.code == "own-use"


def test_a_new_owner_who_was_asked_before_can_no_longer_give_an_opinion(world):
    ref = world.use()
    matter_id = world.matter(ref)
    member = world.person(Role.COMMITTEE_MEMBER)
    register_actions.assign(ref=ref, owner_id=member.id, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        opine(world, matter_id, Role.COMMITTEE_MEMBER)

    assert refusal.value.code == "own-use"


def test_no_order_of_moves_skips_a_step(world):
    matter_id = world.matter()
    secretary, maker = world.person(Role.COMMITTEE_SECRETARY), world.person(Role.DECISION_MAKER)

    for attempt in (
        lambda: actions.advise(matter_id=matter_id, outcome="proceed", reasons="Good", items=[],
                               by=secretary, now=world.now),
        lambda: actions.reply(matter_id=matter_id, replies={}, words="Yes", by=maker,
                              now=world.now),
        lambda: world.decide(matter_id, items=0),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "too-soon"


def test_an_item_that_is_declined_is_no_condition(world):
    ref = world.use()
    matter_id = world.matter(ref, to="closed")
    actions.advise(
        matter_id=matter_id, outcome="proceed-minor", reasons="Small things", dissent="One of us",
        items=[Asked(text="A", test="a"), Asked(text="B", test="b")],
        by=world.person(Role.COMMITTEE_CHAIR), now=world.now,
    )
    actions.reply(
        matter_id=matter_id, words="Thank you", by=world.person(Role.DECISION_MAKER),
        now=world.now,
        replies={1: ItemReply(said=Said.DECLINE, reasons="Too dear"),
                 2: ItemReply(said=Said.PART, reasons="By day")},
    )

    with pytest.raises(Refused) as refusal:
        world.decide(matter_id, items=2)

    assert refusal.value.code == "no-such-item"
    assert [each.said for each in queries.by_use(ref)[0].advice.items] == [Said.DECLINE, Said.PART]


@pytest.mark.parametrize(
    ("to", "role", "todo"),
    [
        ("opinions", Role.COMMITTEE_MEMBER, Move.OPINE),
        ("opinions", Role.COMMITTEE_CHAIR, Move.OPINE),
        ("closed", Role.COMMITTEE_SECRETARY, Move.ADVISE),
        ("closed", Role.COMMITTEE_CHAIR, Move.ADVISE),
        ("advised", Role.DECISION_MAKER, Move.REPLY),
        ("replied", Role.DECISION_MAKER, Move.DECIDE),
    ],
)
def test_whose_turn_it_is_finds_the_matter_first_in_their_list(world, to, role, todo):
    matter_id = world.matter(to=to)

    waiting = queries.waiting_for(reader=world.person(role), now=world.now)

    assert [(each.id, each.todo) for each in waiting] == [(matter_id, MOVE_NAMES[todo])]


def test_a_member_who_gave_an_opinion_is_not_asked_again(world):
    matter_id = world.matter()

    opine(world, matter_id, Role.COMMITTEE_MEMBER)

    reader = world.person(Role.COMMITTEE_MEMBER)
    assert queries.waiting_for(reader=reader, now=world.now) == ()
    assert not queries.matters(reader=reader, now=world.now)[0].mine


@pytest.mark.parametrize("to", ["opinions", "closed", "advised", "replied", "decided"])
def test_what_the_page_says_of_a_move_is_what_the_action_does(world, to):
    matter_id = world.matter(to=to)
    calls = {
        Move.OPINE: lambda by: actions.opine(matter_id=matter_id, outcome="noted", reasons="Read",
                                             by=by, now=world.now),
        Move.CLOSE: lambda by: actions.close(matter_id=matter_id, by=by, now=world.now),
    }

    for role in (Role.COMMITTEE_MEMBER, Role.COMMITTEE_SECRETARY, Role.PROJECT_LEAD):
        for move, call in calls.items():
            said = answer_to(see(world, matter_id, role), move)
            if said:
                call(world.person(role))
            else:
                with pytest.raises(Refused) as refusal:
                    call(world.person(role))
                assert refusal.value.code == said.code


def test_a_matter_that_is_not_there_is_missing(world):
    with pytest.raises(Missing):
        see(world, 999, Role.COMMITTEE_CHAIR)
    with pytest.raises(Missing):
        actions.close(matter_id=999, by=world.person(Role.COMMITTEE_CHAIR), now=world.now)


def test_the_list_of_matters_asks_the_database_no_more_for_more_matters(
    world, django_assert_max_num_queries
):
    for _ in range(4):
        world.matter(world.use(), to="decided")
    reader = world.person(Role.COMMITTEE_CHAIR)

    with django_assert_max_num_queries(4):
        listed = queries.matters(reader=reader, now=world.now)

    assert len(listed) == 4
