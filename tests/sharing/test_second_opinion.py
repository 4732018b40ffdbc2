"""Cedar as the second opinion: the same answer and the same failed clauses, 20,000 times.

Our own evaluator decides. Cedar reads what `dueregard share export` writes, knows none of our
code, and is asked the same.
"""

import json
from collections import Counter
from dataclasses import fields
from datetime import date
from random import Random

import cedarpy
import pytest
from tests.sharing.asking import asked_of, terms_of
from tests.sharing.made import FACTS, NOW, REQUEST, TERMS, request

from dueregard.sharing import catalogue, cedar, deciding
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.clauses import CLAUSES, REVIEW, TWO_PEOPLE, Clause
from dueregard.sharing.deciding import Outcome, decide
from dueregard.sharing.terms import Terms

AGREEMENTS, EACH, SEED = 100, 200, 20261102
SCHEMA = cedarpy.Schema.from_str(cedar.schema())
NOBODY = cedarpy.Entities.from_json_str("[]")
ALONE = {each.id for each in TWO_PEOPLE}


def opinions(terms, asked, action=cedar.ALONE):
    """Cedar's answers: whether it allows, and which policies stand in the way."""
    policies = cedarpy.PolicySet.from_str(cedar.policies(terms))
    questions = [
        cedar.question(terms, wanted, known, today=deciding.day_of(now), action=action)
        for wanted, known, now in asked
    ]
    for each in cedarpy.is_authorized_batch(questions, policies, NOBODY, SCHEMA):
        assert each.decision is not cedarpy.Decision.NoDecision and not each.diagnostics.errors
        yield each.allowed, set(each.diagnostics.id_annotations_by_reason.values()) - {"agreement"}


def compared(*, agreements, each):
    """Every decision beside Cedar's answer to the same question."""
    random = Random(SEED)
    for number in range(agreements):
        terms = terms_of(random, number)
        asked = [asked_of(random, terms) for _ in range(each)]
        for (wanted, known, now), theirs in zip(asked, opinions(terms, asked), strict=True):
            yield decide(terms, wanted, known, now=now), theirs


def disagrees(ours, theirs):
    allowed, stands = theirs
    return (
        stands != {*ours.failed, *ours.two_people}
        or allowed is not (ours.outcome is Outcome.PERMIT)
        or (ours.outcome is Outcome.REFER) is not (bool(stands) and stands <= ALONE)
    )


def test_two_engines_agree_in_20_000_answers_and_in_every_clause_that_fails():
    outcomes, failed, lacking, disagreements = Counter(), Counter(), 0, []
    for ours, theirs in compared(agreements=AGREEMENTS, each=EACH):
        outcomes[ours.outcome] += 1
        failed.update((*ours.failed, *ours.two_people))
        asked = (*(getattr(ours.request, each.name) for each in fields(Request)),
                 *(getattr(ours.facts, each.name) for each in fields(Facts)))
        # Said by no sound request of ours: the consent of the origin, and the law relied on.
        lacking += sum(each is None or each == "" for each in asked) > 2
        if disagrees(ours, theirs):
            disagreements.append((ours, theirs))

    assert disagreements == []
    assert outcomes.total() == 20_000 and min(outcomes.values()) > 500
    assert failed.keys() == {each.id for each in (*CLAUSES, *TWO_PEOPLE)}
    assert min(failed.values()) > 100 and lacking > 5_000


def test_a_clause_that_is_off_by_one_day_is_found(monkeypatch):
    """What this comparison is for: it fails as soon as one of the two is wrong."""
    def late(terms, request, facts, today):
        return terms.stops is not None and (today - terms.stops).days <= 1

    monkeypatch.setattr(deciding, "CLAUSES", tuple(
        Clause(each.id, each.name, late) if each.id == REVIEW else each for each in CLAUSES))

    asked = [(REQUEST, FACTS, NOW.replace(month=12, day=31)),
             (REQUEST, FACTS, NOW.replace(year=2027, month=1, day=1))]
    first, second = zip(
        (decide(TERMS, *each[:2], now=each[2]) for each in asked), opinions(TERMS, asked),
        strict=True)
    assert not disagrees(*first)
    assert disagrees(*second)


@pytest.mark.parametrize("name", [each.name for each in (*fields(Request), *fields(Facts))
                                  if each.name not in ("partner", "break_glass")])
def test_a_question_that_lacks_an_attribute_is_answered_as_we_answer(name):
    """Cedar skips a policy that goes wrong, and would then allow. None of ours can."""
    question = cedar.question(TERMS, REQUEST, FACTS, today=NOW.date())
    context = json.loads(question["context"])
    context.pop(name, None)
    policies = cedarpy.PolicySet.from_str(cedar.policies(TERMS))
    found = cedarpy.is_authorized({**question, "context": context}, policies, NOBODY, SCHEMA)

    blank = {"items": None, "people": None}.get(name)
    ours = decide(
        TERMS, request(**{name: blank if name in ("items", "people", "marking", "passed_to",
                                                  "automated", "origin_consents") else ""})
        if hasattr(REQUEST, name) else REQUEST,
        FACTS if hasattr(REQUEST, name) else Facts(**{
            each.name: getattr(FACTS, each.name) for each in fields(Facts) if each.name != name}),
        now=NOW)
    assert found.diagnostics.errors == []
    assert found.allowed is (ours.outcome is Outcome.PERMIT)


@pytest.mark.parametrize("context", [
    {}, {"today": 20261102}, {"today": {"__extn": {"fn": "datetime", "arg": "soon"}}},
    {"today": {"__extn": {"fn": "datetime", "arg": "2026-11-02"}}, "suspended": "no"},
    {"today": {"__extn": {"fn": "datetime", "arg": "2026-11-02"}}, "colour": "blue"},
])
def test_a_question_that_does_not_fit_the_schema_is_no_decision(context):
    question = {**cedar.question(TERMS, REQUEST, FACTS, today=NOW.date()), "context": context}
    policies = cedarpy.PolicySet.from_str(cedar.policies(TERMS))

    found = cedarpy.is_authorized(question, policies, NOBODY, SCHEMA)

    assert found.decision is cedarpy.Decision.NoDecision and not found.allowed


@pytest.mark.parametrize("terms", [
    TERMS, Terms(), *(each.terms for each in catalogue.load().presets.values()),
    *(terms_of(Random(seed), seed) for seed in range(40)),
])
def test_the_schema_proves_that_no_exported_policy_can_go_wrong(terms):
    found = cedarpy.validate_policies(cedar.policies(terms), cedar.schema())

    assert [str(each) for each in found.errors] == []


def test_two_people_may_share_what_one_alone_may_not_and_no_more():
    asked = [(request(people=("child",)), FACTS, NOW),
             (request(people=("child",), role="clerk"), FACTS, NOW)]

    assert [each for each, _ in opinions(TERMS, asked)] == [False, False]
    assert list(opinions(TERMS, asked, cedar.BY_TWO)) == [(True, set()), (False, {"role"})]


def test_an_agreement_says_nothing_about_another():
    [(allowed, stands)] = [
        (found.allowed, found.diagnostics.reasons) for found in [cedarpy.is_authorized(
            cedar.question(Terms(ref="isa-2"), REQUEST, FACTS, today=date(2026, 11, 2)),
            cedarpy.PolicySet.from_str(cedar.policies(TERMS)), NOBODY, SCHEMA)]
    ]

    assert (allowed, stands) == (False, [])
