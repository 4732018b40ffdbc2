"""An assessment: opened, answered, its options weighed by people, and settled for good."""

import pytest

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.points import actions as points
from dueregard.identify.points.rules import Kind
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.lenses import bank as banks
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions, queries
from dueregard.prioritise.assessment.actions import Given
from dueregard.prioritise.assessment.rules import (
    CARRY_ON,
    Chance,
    EffectKind,
    ReplyAnswer,
    Size,
    State,
)


def by_lead(world, ref):
    return {"ref": ref, "by": world.lead, "now": world.now}


def effect(world, ref, **values):
    given = {
        "option": 0, "kind": EffectKind.RISK, "lens": "safety", "affected": "People passing by",
        "text": "They are stopped by mistake", "chance": Chance.LIKELY, "size": Size.SERIOUS,
    }
    return actions.add_effect(**(by_lead(world, ref) | given | values))


def a_question(ref):
    return queries.asked(ref, tier=queries.latest(ref).tier)[0].question


def test_an_assessment_opens_with_carrying_on_as_now_and_pins_its_packs(world):
    ref = world.assessment(to="opened")

    sheet = queries.latest(ref)

    bank = banks.load()
    pins = {each.id: each.digest for each in sheet.packs}
    assert [each.name for each in sheet.options] == [CARRY_ON]
    assert (sheet.round, sheet.state, sheet.tier) == (1, State.OPEN, register.sheet(ref).tier)
    assert pins["live-facial-recognition"] == bank.packs["live-facial-recognition"].digest
    assert pins["generic"] == bank.packs["generic"].digest
    assert pins["questions"] == bank.digest


def test_an_idea_becomes_a_use_in_assessment(world):
    ref = world.assessment(to="opened")

    assert register.sheet(ref).status is Status.ASSESSMENT


def test_an_analyst_opens_an_assessment_and_leaves_the_status_to_others(world):
    ref = world.points()

    actions.open_(ref=ref, by=world.person(Role.ANALYST), now=world.now)

    assert register.sheet(ref).status is Status.IDEA


def test_a_use_with_nothing_but_risks_is_not_weighed(world):
    ref = world.use()
    points.add(ref=ref, kind=Kind.RISK, lens="safety", title="A risk", text="It goes wrong",
               by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.open_(**by_lead(world, ref))

    assert refusal.value.code == "one-sided"
    assert queries.rounds(ref) == ()


def test_only_one_assessment_of_a_use_is_open(world):
    ref = world.assessment(to="opened")

    with pytest.raises(Refused) as refusal:
        actions.open_(because="Once more", **by_lead(world, ref))

    assert refusal.value.code == "open-already"


def test_an_answer_keeps_the_words_of_the_question_as_they_were_asked(world):
    ref = world.assessment(to="opened")
    question = a_question(ref)

    actions.answer(**by_lead(world, ref), given=[
        Given(question=question.id, answer=ReplyAnswer.PARTLY, text="In most places")
    ])

    (reply,) = queries.replies(queries.latest(ref).id)
    assert (reply.words, reply.rev) == (question.text, question.rev)
    assert (reply.answer, reply.text) == (ReplyAnswer.PARTLY, "In most places")
    assert reply.publish == question.publish
    assert queries.progress(ref).answered == 1


def test_answers_are_kept_together_or_not_at_all(world):
    ref = world.assessment(to="opened")
    one, two = queries.asked(ref, tier=3)[:2]

    with pytest.raises(Refused):
        actions.answer(**by_lead(world, ref), given=[
            Given(question=one.question.id, answer=ReplyAnswer.DONT_KNOW),
            Given(question=two.question.id, answer=ReplyAnswer.YES, text=" "),
        ])

    assert queries.replies(queries.latest(ref).id) == ()


def test_a_question_that_is_not_asked_cannot_be_answered(world):
    ref = world.assessment(to="opened")

    with pytest.raises(DueRegardError, match="not asked"):
        actions.answer(**by_lead(world, ref), given=[
            Given(question="privacy.99", answer=ReplyAnswer.DONT_KNOW)
        ])


def test_the_questions_of_a_lens_carry_their_answers(world, django_assert_num_queries):
    ref = world.assessment(to="weighed")

    with django_assert_num_queries(4):
        lines = queries.lens_questions(ref, lens="privacy", now=world.now)

    assert lines
    assert {each.reply.answer for each in lines} == {ReplyAnswer.DONT_KNOW}
    assert all(each.why and each.good and each.asked_because for each in lines)


def test_effects_stand_by_size_then_chance_and_what_is_not_known_first(world):
    ref = world.assessment(to="opened")
    effect(world, ref, text="slight", size=Size.SLIGHT, chance=Chance.ALMOST_CERTAIN)
    effect(world, ref, text="severe", size=Size.SEVERE, chance=Chance.REMOTE)
    effect(world, ref, text="unknown", size=Size.DONT_KNOW, chance=Chance.REMOTE)

    sheet = queries.latest(ref)

    assert [each.text for each in sheet.options[0].effects] == ["unknown", "severe", "slight"]
    assert [each.text for each in sheet.find_out] == ["unknown"]
    assert sheet.affected == ("People passing by",)


def test_an_effect_names_evidence_of_the_same_use(world):
    ref = world.assessment(to="opened")
    given = {
        "title": "Accuracy", "statement": "99%", "source": Source.SUPPLIER, "said_by": "Facewise",
        "level": 1, "lens": "fairness", "by": world.lead, "now": world.now,
    }
    mine = int(evidence.record_claim(ref=ref, **given).removeprefix("evidence-"))
    other = int(evidence.record_claim(ref=world.use(), **given).removeprefix("evidence-"))

    effect(world, ref, evidence_id=mine)
    with pytest.raises(DueRegardError, match="this use"):
        effect(world, ref, evidence_id=other)

    (line,) = queries.latest(ref).options[0].effects
    assert (line.evidence_title, line.evidence_level) == ("Accuracy", "The supplier says so")


def test_a_new_option_undoes_the_order(world):
    ref = world.assessment(to="weighed")
    assert [each.number for each in queries.latest(ref).ranked] == [1, 0]

    actions.add_option(name="Do it with posters", **by_lead(world, ref))

    assert queries.latest(ref).ranked == ()
    assert "ranking" in {each.code for each in queries.gaps(ref)}


def test_an_option_is_taken_out_but_never_carrying_on_as_now(world):
    ref = world.assessment(to="weighed")

    actions.drop_option(number=1, **by_lead(world, ref))
    with pytest.raises(Refused) as refusal:
        actions.drop_option(number=0, **by_lead(world, ref))

    assert refusal.value.code == "carry-on-stays"
    assert [each.number for each in queries.latest(ref).options] == [0]
    assert "Something that option 1 does" in str(ledger.history(about=ref, newest=2))


def test_an_effect_is_taken_out_and_the_ledger_keeps_what_it_said(world):
    ref = world.assessment(to="opened")
    made = effect(world, ref)

    actions.drop_effect(effect_id=int(made.removeprefix("effect-")), **by_lead(world, ref))

    assert queries.latest(ref).options[0].effects == ()
    assert ledger.history(about=ref, newest=1)[0].facts["text"] == "They are stopped by mistake"
    with pytest.raises(Missing):
        actions.drop_effect(effect_id=99, **by_lead(world, ref))


def test_settling_names_each_thing_that_is_missing(world):
    ref = world.assessment(to="opened")

    with pytest.raises(Refused) as refusal:
        actions.settle(**by_lead(world, ref))

    assert refusal.value.code == "not-complete"
    assert all(each.text in refusal.value.reason for each in queries.gaps(ref))
    assert {each.code for each in queries.gaps(ref)} == {"questions", "options", "effects"}


def test_points_that_nobody_looked_at_hold_it_up(world):
    ref = world.assessment(to="weighed")
    new_use = world.use(name="Other")
    points.raise_from_packs(ref=new_use, by=world.lead, now=world.now)
    actions.open_(**by_lead(world, new_use))

    assert queries.gaps(ref) == ()
    assert queries.gaps(new_use)[0].code == "points"


@pytest.mark.parametrize("change", [
    lambda acts: actions.answer(given=[], **acts),
    lambda acts: actions.add_option(name="One more", **acts),
    lambda acts: actions.drop_option(number=1, **acts),
    lambda acts: actions.add_effect(
        option=0, kind=EffectKind.RISK, lens="safety", affected="Anybody", text="Anything",
        chance=Chance.LIKELY, size=Size.SLIGHT, **acts),
    lambda acts: actions.drop_effect(effect_id=1, **acts),
    lambda acts: actions.rank(order=[0, 1], reason="Otherwise", **acts),
    lambda acts: actions.settle(**acts),
])
def test_nobody_changes_a_settled_assessment(world, change):
    ref = world.assessment()
    before = queries.latest(ref)

    with pytest.raises(Refused) as refusal:
        change(by_lead(world, ref))

    assert refusal.value.code == "settled"
    assert queries.latest(ref) == before


def test_a_second_round_says_why_and_leaves_the_first_as_it_was(world):
    ref = world.assessment()
    first = queries.latest_settled(ref)
    world.later(days=200)

    actions.open_(because="A new version", **by_lead(world, ref))

    assert [each.round for each in queries.rounds(ref)] == [2, 1]
    assert queries.latest(ref).opened_because == "A new version"
    assert queries.latest_settled(ref) == queries.round_(ref, 1) == first


def test_settling_is_for_the_owner_and_the_ethics_lead(world):
    ref = world.assessment(to="weighed")

    with pytest.raises(Refused) as refusal:
        actions.settle(ref=ref, by=world.person(Role.ANALYST), now=world.now)
    actions.settle(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)

    assert refusal.value.code == "role"
    assert queries.latest(ref).settled_at == world.now


def test_nothing_is_asked_for_where_nothing_was_opened(world):
    ref = world.use()

    assert queries.latest(ref) is None
    assert queries.gaps(ref) == ()
    with pytest.raises(Refused) as refusal:
        actions.add_option(name="Try it", **by_lead(world, ref))
    with pytest.raises(Missing):
        queries.sheet(1)

    assert refusal.value.code == "none-open"


def test_the_sheet_takes_few_questions_however_many_options_there_are(
    world, django_assert_num_queries
):
    ref = world.assessment(to="weighed")
    for number in range(2, 8):
        actions.add_option(name=f"Option {number}", **by_lead(world, ref))
        effect(world, ref, option=number)

    with django_assert_num_queries(4):
        queries.latest(ref)
