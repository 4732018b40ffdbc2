"""Whose turn it is, what is hidden until when, and what may follow what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.identify.register.rules import Status
from dueregard.manage.committee import deciding, rules, vocabulary
from dueregard.manage.committee.deciding import Asked, Condition, ItemReply, Said, Verdict
from dueregard.manage.committee.rules import FINAL, MOVES, TURN, Given, Move, State
from dueregard.manage.committee.vocabulary import Leaning, departs, outcomes
from dueregard.people.rules import PERMISSIONS, Role

TODAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def member(number: int, *, said: str = "", interest: str = "", given: bool = True) -> Given:
    return Given(
        id=number, member_id=number, member=f"Member {number}", outcome=said,
        reasons="secret words" if said else "", interest=interest, given_at=AT if given else None,
    )


WAITING = member(1, given=False)
opinions = st.lists(
    st.builds(
        member, st.integers(1, 9), said=st.sampled_from(["", "proceed", "reject"]),
        given=st.booleans(),
    ),
    max_size=7, unique_by=lambda each: each.member_id,
)


@pytest.mark.parametrize("state", State)
def test_no_state_is_a_dead_end_except_decided(state):
    reached, ahead = set(), [state]
    while ahead:
        here = ahead.pop()
        reached.add(here)
        ahead += [each for each in MOVES[here].values() if each not in reached]

    assert State.DECIDED in reached
    assert bool(MOVES[state]) == (state not in FINAL)
    assert {State.DECIDED} == FINAL


@pytest.mark.parametrize("state", State)
def test_whoever_has_the_turn_has_the_right_to_move(state):
    allowed = set()
    for move in MOVES[state]:
        allowed |= set(PERMISSIONS[f"committee.{move}"])

    assert TURN[state] <= allowed
    assert bool(TURN[state]) == bool(MOVES[state])


def test_a_matter_goes_from_opinions_to_decision_and_never_back():
    order = list(State)

    assert all(
        order.index(after) in (order.index(before), order.index(before) + 1)
        for before, moves in MOVES.items() for after in moves.values()
    )


@pytest.mark.parametrize(
    ("state", "move", "code"),
    [
        (State.OPINIONS, Move.ADVISE, "too-soon"),
        (State.CLOSED, Move.DECIDE, "too-soon"),
        (State.ADVISED, Move.DECIDE, "too-soon"),
        (State.CLOSED, Move.OPINE, "too-late"),
        (State.REPLIED, Move.REPLY, "too-late"),
        (State.DECIDED, Move.DECIDE, "too-late"),
    ],
)
def test_a_move_out_of_turn_is_refused_with_whether_it_is_too_soon_or_too_late(state, move, code):
    assert rules.may_now(state=state, move=move).code == code


@given(every=opinions, reader=st.integers(1, 12))
def test_before_all_are_in_a_reader_sees_their_own_opinion_and_no_other(every, reader):
    shown = rules.visible_opinions(opinions=every, reader=reader, state=State.OPINIONS)

    if not all(each.given_at for each in every):
        assert {each.member_id for each in shown} <= {reader}
    else:
        assert set(shown) == set(every)


@given(every=opinions, reader=st.integers(1, 12), state=st.sampled_from(list(State)[1:]))
def test_once_closed_everyone_sees_every_opinion_that_was_given(every, reader, state):
    shown = rules.visible_opinions(opinions=every, reader=reader, state=state)

    assert {each.member_id for each in shown} == {each.member_id for each in every if each.given_at}


def test_one_who_stepped_aside_is_not_waited_for():
    every = [member(1, said="proceed"), member(2, interest="My sister works for the supplier")]

    assert rules.all_in(every)
    assert every[1].stepped_aside
    assert not every[0].stepped_aside


def test_an_opinion_is_not_changed_once_the_others_can_be_read():
    every = [member(1, said="proceed"), member(2, said="reject")]

    answer = rules.may_opine(opinions=every, reader=1, state=State.OPINIONS)

    assert answer.code == "already-shown"


def test_only_those_who_were_asked_give_an_opinion():
    answer = rules.may_opine(opinions=[WAITING], reader=2, state=State.OPINIONS)

    assert answer.code == "not-asked"


@pytest.mark.parametrize(
    ("every", "days_left", "allowed"),
    [
        ([WAITING, member(2, said="proceed")], 3, False),
        ([WAITING, member(2, said="proceed")], 0, False),
        ([WAITING, member(2, said="proceed")], -1, True),
        ([member(1, said="reject"), member(2, said="proceed")], 3, True),
        ([member(1, interest="a friend"), member(2, said="proceed")], 3, True),
    ],
)
def test_opinions_are_closed_early_only_when_all_are_in(every, days_left, allowed):
    answer = rules.may_close(
        opinions=every, deadline=TODAY + timedelta(days=days_left), today=TODAY,
        state=State.OPINIONS, quorum=1,
    )

    assert bool(answer) == allowed


def test_a_refusal_to_close_early_names_whom_it_waits_for():
    answer = rules.may_close(
        opinions=[WAITING, member(2, said="proceed")], deadline=TODAY, today=TODAY,
        state=State.OPINIONS, quorum=1,
    )

    assert answer.reason == "Members have until 2 November 2026. Still to come: Member 1."


def test_how_opinions_were_closed_says_who_was_missing():
    every = [WAITING, member(2, said="proceed"), member(3, interest="a friend")]

    said = rules.closed_how(opinions=every, deadline=TODAY, quorum=1)

    assert said == (
        "1 of 3 members gave an opinion, 1 stepped aside. "
        "Closed after the deadline of 2 November 2026, with a quorum of 1."
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"question": "  "}, "question-missing"),
        ({"deadline": TODAY}, None),
        ({"deadline": TODAY - timedelta(days=1)}, "deadline-past"),
        ({"asked": 0}, "no-members"),
        ({"open_": True}, "already-referred"),
    ],
)
def test_a_use_is_referred_with_a_question_a_date_and_somebody_to_ask(change, code):
    values = {
        "question": "Why?", "deadline": TODAY + timedelta(days=7), "today": TODAY, "asked": 2,
        "open_": False,
    } | change

    answer = rules.may_refer(**values)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(
    ("replies", "words", "code"),
    [
        ({1: ItemReply(said=Said.ACCEPT), 2: ItemReply(said=Said.ACCEPT)}, "Yes", None),
        ({1: ItemReply(said=Said.ACCEPT)}, "Yes", "unanswered"),
        ({1: ItemReply(said=Said.ACCEPT), 2: ItemReply(said=Said.DECLINE)}, "Yes",
         "reasons-missing"),
        ({1: ItemReply(said=Said.ACCEPT), 2: ItemReply(said=Said.PART, reasons=" ")}, "Yes",
         "reasons-missing"),
        ({1: ItemReply(said=Said.ACCEPT), 2: ItemReply(said=Said.DECLINE, reasons="Cost")}, "Yes",
         None),
        ({1: ItemReply(said=Said.ACCEPT), 2: ItemReply(said=Said.ACCEPT)}, "", "reply-missing"),
        ({n: ItemReply(said=Said.ACCEPT) for n in (1, 2, 3)}, "Yes", "no-such-item"),
    ],
)
def test_each_item_is_answered_with_reasons_unless_it_is_accepted(replies, words, code):
    answer = deciding.may_reply(items=(1, 2), replies=replies, words=words)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize("status", Status)
def test_every_use_can_be_decided_on_and_each_decision_fits_where_the_use_stands(status):
    verdicts = deciding.VERDICTS[status]

    assert verdicts
    assert (Verdict.CARRY_ON in verdicts) == (status == Status.LIVE)
    assert set(deciding.BECOMES) == set(Verdict)


def test_a_decision_that_does_not_fit_names_those_that_do():
    answer = deciding.may_choose(status=Status.LIVE, verdict=Verdict.NOT_YET)

    assert answer.reason.endswith("Go on trial, Carry on live, Pause, Stop.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"reasons": ""}, "reasons-missing"),
        ({"departs": True}, "departure-unexplained"),
        ({"departs": True, "departs_because": "We know more now"}, None),
        ({"review_on": None}, "review-missing"),
        ({"review_on": None, "verdict": Verdict.REFUSE}, None),
        ({"review_on": TODAY}, "review-past"),
        ({"verdict": Verdict.CARRY_ON}, "no-such-decision"),
    ],
)
def test_a_decision_has_reasons_a_date_and_says_why_it_departs(change, code):
    values = {
        "status": Status.ASSESSMENT, "verdict": Verdict.TRIAL, "reasons": "Because",
        "departs": False, "departs_because": "", "review_on": TODAY + timedelta(days=90),
        "today": TODAY,
    } | change

    answer = deciding.may_decide(**values)

    assert getattr(answer, "code", None) == code


def held(item: int) -> Condition:
    return Condition(item=item, text="Do it", test="See it", owner_id=1, due_on=TODAY)


@pytest.mark.parametrize(
    ("accepted", "conditions", "verdict", "code"),
    [
        ((1, 2), [held(1), held(2)], Verdict.TRIAL, None),
        ((1, 2), [held(1)], Verdict.TRIAL, "condition-missing"),
        ((1, 2), [], Verdict.NOT_YET, "condition-missing"),
        ((1, 2), [], Verdict.REFUSE, None),
        ((1,), [held(1), held(2)], Verdict.TRIAL, "no-such-item"),
        ((1,), [held(1), held(1)], Verdict.TRIAL, "no-such-item"),
    ],
)
def test_what_was_accepted_and_nothing_else_becomes_a_condition(
    accepted, conditions, verdict, code
):
    answer = deciding.held_to(accepted=accepted, conditions=conditions, verdict=verdict)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], None),
        ([Asked(text="Test by group", test="A table by group")], None),
        ([Asked(text="Test by group", test="")], "test-missing"),
        ([Asked(text="", test="A table")], "item-text-missing"),
    ],
)
def test_what_a_committee_asks_for_can_be_tested(items, code):
    answer = deciding.may_advise(
        outcome="noted", among=["noted"], reasons="We read it", items=items
    )

    assert getattr(answer, "code", None) == code


def test_the_shipped_words_of_advice_are_those_that_committees_use():
    assert [each.text for each in outcomes()] == [
        "Proceed", "Proceed with minor amendments", "Proceed with major amendments", "Reject",
        "More information needed", "Noted", "Bring it back",
    ]


@pytest.mark.parametrize(
    ("advice", "verdict", "expected"),
    [
        ("proceed", Verdict.LIVE, False),
        ("proceed", Verdict.REFUSE, True),
        ("proceed-major", Verdict.NOT_YET, True),
        ("reject", Verdict.LIVE, True),
        ("reject", Verdict.TRIAL, True),
        ("reject", Verdict.NOT_YET, False),
        ("more-information", Verdict.CARRY_ON, True),
        ("more-information", Verdict.PAUSE, False),
        ("noted", Verdict.LIVE, False),
        ("a word that was taken out", Verdict.LIVE, False),
    ],
)
def test_a_decision_that_goes_the_other_way_departs_from_the_advice(advice, verdict, expected):
    assert departs(advice=advice, verdict=verdict) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[outcome", "cannot be read"),
        ("", "has no outcome"),
        ('[[outcome]]\nid="a"', "the outcome a lacks text, meaning, leaning"),
        ('[[outcome]]\nid="a"\ntext="A"\nmeaning="A"\nleaning="up"', "leans 'up'"),
        ('[[outcome]]\nid="a"\ntext="A"\nmeaning="A"\nleaning="go"\n' * 2, "has the id a twice"),
        (f'[[outcome]]\nid="{"a" * 41}"\ntext="A"\nmeaning="A"\nleaning="go"', "longer than 40"),
    ],
)
def test_a_fault_in_the_words_of_advice_is_said_in_words(text, said):
    with pytest.raises(DueRegardError, match=said):
        vocabulary.read(text)


def test_words_that_were_taken_out_still_name_old_advice():
    assert vocabulary.name_of("proceed") == "Proceed"
    assert vocabulary.name_of("defer-2019") == "defer-2019"


def test_every_leaning_is_used_by_the_shipped_words():
    assert {each.leaning for each in outcomes()} == set(Leaning)


def test_somebody_who_stepped_aside_takes_the_matter_no_further():
    every = [member(1, interest="a friend"), member(2, said="proceed")]

    assert rules.free_of_interest(opinions=every, person=1).code == "stepped-aside"
    assert rules.free_of_interest(opinions=every, person=2)
    assert rules.free_of_interest(opinions=every, person=None)


def test_nobody_who_gives_opinions_or_decides_reaches_their_own_use():
    for move in Move:
        assert {reach.name for reach in PERMISSIONS[f"committee.{move}"].values()} == {"NOT_OWN"}
    assert Role.PROJECT_LEAD not in PERMISSIONS["committee.decide"]


def paper(number: int, *, said: str = "", interest: str = "", given: bool = True) -> Given:
    return Given(
        id=number, member_id=None, member=f"Paper {number}", outcome=said, interest=interest,
        given_at=AT if given else None, on_paper=True, entered_by="Sec" if given else "",
    )


def test_a_reader_without_an_account_is_not_taken_for_a_member_without_one():
    every = [WAITING, paper(2, said="reject")]

    shown = rules.visible_opinions(opinions=every, reader=None, state=State.OPINIONS)

    assert shown == ()
    assert rules.may_opine(opinions=every, reader=None, state=State.OPINIONS).code == "not-asked"
    assert rules.free_of_interest(opinions=[paper(2, interest="Shares")], person=None)


@pytest.mark.parametrize(
    ("every", "opinion_id", "state", "code"),
    [
        ([WAITING, paper(2, given=False)], 2, State.OPINIONS, None),
        ([WAITING, paper(2, given=False)], 1, State.OPINIONS, "signs-in"),
        ([WAITING, paper(2, given=False)], 3, State.OPINIONS, "signs-in"),
        ([member(1, said="reject"), paper(2, said="reject")], 2, State.OPINIONS,
         "already-shown"),
        ([WAITING, paper(2, given=False)], 2, State.CLOSED, "too-late"),
    ],
)
def test_only_what_came_on_paper_is_entered_for_another(every, opinion_id, state, code):
    answer = rules.may_enter(opinions=every, opinion_id=opinion_id, state=state)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(
    ("given_", "aside", "quorum", "allowed"),
    [(1, 0, 2, False), (2, 0, 2, True), (1, 1, 2, False), (0, 3, 1, False)],
)
def test_after_the_date_opinions_are_closed_at_quorum_and_an_interest_counts_to_none(
    given_, aside, quorum, allowed
):
    every = [
        WAITING, *(member(10 + n, said="reject") for n in range(given_)),
        *(member(20 + n, interest="A friend") for n in range(aside)),
    ]

    answer = rules.may_close(
        opinions=every, deadline=TODAY - timedelta(days=1), today=TODAY, state=State.OPINIONS,
        quorum=quorum,
    )

    assert bool(answer) == allowed
    assert allowed or answer.code == "no-quorum"


def test_the_record_says_how_many_were_on_paper_and_when_there_was_no_quorum():
    every = [paper(1, said="reject"), member(2, interest="A friend")]

    said = rules.closed_how(opinions=every, deadline=TODAY, quorum=2)

    assert said == (
        "1 of 2 members gave an opinion, 1 stepped aside, 1 of them on paper. All who were "
        "asked are in. That is fewer than the quorum of 2."
    )


@pytest.mark.parametrize(
    ("new", "code"),
    [(TODAY + timedelta(days=8), None), (TODAY + timedelta(days=7), "not-later"),
     (TODAY + timedelta(days=1), "not-later")],
)
def test_members_are_only_ever_given_more_time(new, code):
    answer = rules.may_extend(
        deadline=TODAY + timedelta(days=7), new=new, today=TODAY, state=State.OPINIONS
    )

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize("move", [Move.CLOSE, Move.ADVISE, Move.EXTEND, Move.ENTER, Move.OPINE])
def test_a_role_without_a_seat_in_the_body_that_was_asked_is_not_enough(move):
    answer = rules.may_act_from(posts=frozenset(), move=move, body="Data Ethics Committee")

    assert answer.code == "no-seat"
    assert "Data Ethics Committee" in answer.reason


def test_the_decision_maker_needs_no_seat():
    for move in (Move.REPLY, Move.DECIDE):
        assert rules.may_act_from(posts=frozenset(), move=move, body="X")


@pytest.mark.parametrize(
    ("state", "days", "waiting"),
    [(State.ADVISED, 29, 29), (State.REPLIED, 29, 0), (State.DECIDED, 29, 0)],
)
def test_advice_waits_only_until_it_is_replied_to(state, days, waiting):
    found = rules.days_waiting(
        state=state, advised_on=TODAY - timedelta(days=days), today=TODAY
    )

    assert found == waiting


@pytest.mark.parametrize(
    ("verdict", "becomes"),
    [(Verdict.HOLD_BACK, Status.IDEA), (Verdict.NOT_USE, Status.NOT_USED),
     (Verdict.REFUSE, Status.REFUSED)],
)
def test_to_hold_back_and_not_to_use_are_decisions_like_to_refuse(verdict, becomes):
    assert deciding.BECOMES[verdict] == becomes
    assert deciding.may_choose(status=Status.ASSESSMENT, verdict=verdict)
    assert not deciding.may_choose(status=Status.LIVE, verdict=verdict)


def test_dissent_is_written_down_where_somebody_leaned_the_other_way():
    leanings = [Leaning.STOP, Leaning.WAIT, Leaning.GO]

    against = vocabulary.leaning_against(advice=Leaning.GO, opinions=leanings)

    assert against == 1
    assert deciding.dissent_recorded(against=against, dissent=" ").code == "dissent-missing"
    assert deciding.dissent_recorded(against=against, dissent="One would not")
    assert deciding.dissent_recorded(against=0, dissent="")


def test_a_committee_is_never_left_without_a_word_for_no():
    without = [each for each in outcomes() if each.leaning != Leaning.STOP]

    assert vocabulary.may_stand(without).code == "one-sided"
    assert vocabulary.may_stand(outcomes())


def test_a_forces_own_words_stand_in_the_place_of_the_shipped_and_new_ones_after_them():
    def own(key, text):
        return vocabulary.Outcome(id=key, text=text, meaning="m", leaning=Leaning.STOP)

    found = vocabulary.merged(shipped=outcomes(), own=[own("reject", "No"), own("wait", "Wait")])

    assert [each.text for each in found][3] == "No"
    assert found[-1].text == "Wait"
    assert len(found) == len(outcomes()) + 1
