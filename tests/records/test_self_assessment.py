"""A round is begun, answered with evidence, settled by name; the next is held against it."""

import pytest

from dueregard.answers import Refused
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.prioritise.self_assessment import actions, paper, queries
from dueregard.prioritise.self_assessment.rules import Said

FIRST, SECOND = "self-policy.scope", "self-policy.never"


def answer(world, statement=FIRST, said=Said.YES, **given):
    values = {"evidence": "The policy of 2 March"} | given
    return actions.answer(statement=statement, said=said, by=world.lead, now=world.now, **values)


def test_an_answer_is_kept_with_its_words_its_use_and_who_gave_it(world):
    ref = world.use()
    actions.begin(by=world.lead, now=world.now)

    answer(world, ref=ref, link="https://example.test/policy")

    line = queries.sheet().headings[0].statements[0].answer
    assert (line.said, line.ref, line.by_name) == (Said.YES, ref, "Ada Lead")
    assert line.words == queries.statement(FIRST).text
    [entry] = [each for each in ledger.history(newest=9) if each.verb.endswith(":answer")]
    assert entry.about == "self-round-1"


def test_an_answer_that_is_changed_leaves_the_earlier_one_in_the_history(world):
    actions.begin(by=world.lead, now=world.now)
    answer(world)
    world.later(days=1)

    answer(world, said=Said.NO, evidence="")

    assert [line.said for _, line in queries.history(FIRST)] == [Said.NO, Said.YES]
    assert queries.sheet().headings[0].counted.no == 1
    assert queries.sheet().headings[0].counted.yes == 0


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.OFFICER, Role.INSPECTOR])
def test_nobody_but_the_ethics_lead_answers(world, role):
    actions.begin(by=world.lead, now=world.now)

    with pytest.raises(Refused):
        actions.answer(statement=FIRST, said=Said.NO, by=world.person(role), now=world.now)

    assert queries.history(FIRST) == ()


def test_a_yes_without_evidence_is_refused_and_the_round_stays_as_it_was(world):
    actions.begin(by=world.lead, now=world.now)

    with pytest.raises(Refused, match="what shows it"):
        answer(world, evidence=" ")

    assert queries.sheet().headings[0].counted.yes == 0


def test_a_settled_round_changes_no_more(world):
    actions.begin(by=world.lead, now=world.now)
    with pytest.raises(Refused, match="Nothing is answered"):
        actions.settle(by=world.lead, now=world.now)
    answer(world)

    actions.settle(by=world.lead, now=world.now)

    assert queries.sheet().settled_by == "Ada Lead"
    with pytest.raises(Refused, match="No round is open"):
        answer(world, said=Said.NO)


def test_the_next_round_begins_blank_and_is_held_against_the_one_before(world):
    actions.begin(by=world.lead, now=world.now)
    with pytest.raises(Refused, match="A round is open"):
        actions.begin(by=world.lead, now=world.now)
    answer(world, said=Said.NO)
    answer(world, statement=SECOND)
    actions.settle(by=world.lead, now=world.now)
    world.later(days=100)

    actions.begin(by=world.lead, now=world.now)
    answer(world, said=Said.PARTLY)

    found = queries.sheet()
    assert found.before == 1
    assert [(each.id, each.way) for each in found.changed] == [(FIRST, "better"), (SECOND, "other")]
    assert found.headings[0].counted.blank == len(found.headings[0].statements) - 1
    assert queries.last_settled().number == 1


def test_the_paper_says_each_answer_and_no_score(world):
    actions.begin(by=world.lead, now=world.now)
    answer(world, said=Said.DONT_KNOW, evidence="")

    text = paper.to_document(queries.sheet(), now=world.now).canonical()

    assert "We do not know" in text
    assert "Not answered" in text
    assert "no total and no score" in text
    assert "%" not in text
