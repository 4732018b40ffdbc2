"""When a use is due to be looked at again."""

from datetime import date, timedelta

import pytest

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.register.rules import Status
from dueregard.manage.reviews import foi, rules
from dueregard.manage.reviews.rules import Standing, Why

TODAY = date(2026, 11, 2)
FINE = {
    "status": Status.LIVE, "reviewed": True, "review_on": TODAY + timedelta(days=300),
    "lapsed": False, "owned": True,
}


@pytest.mark.parametrize(("changed", "expected"), [
    ({}, ()),
    ({"reviewed": False}, (Why.UNREVIEWED,)),
    ({"owned": False}, (Why.OWNERLESS,)),
    ({"lapsed": True}, (Why.LAPSED,)),
    ({"changed": True}, (Why.CHANGED,)),
    ({"alarmed": True}, (Why.WATCH,)),
    ({"alarmed": True, "lapsed": True}, (Why.LAPSED, Why.WATCH)),
    ({"alarmed": True, "status": Status.STOPPED}, ()),
    ({"alarmed": True, "status": Status.PAUSED}, (Why.WATCH,)),
    ({"changed": True, "status": Status.STOPPED}, ()),
    ({"changed": True, "reviewed": False}, (Why.UNREVIEWED,)),
    ({"review_on": TODAY - timedelta(days=1)}, (Why.OVERDUE,)),
    ({"review_on": TODAY}, (Why.SOON,)),
    ({"review_on": TODAY + timedelta(days=60)}, (Why.SOON,)),
    ({"review_on": TODAY + timedelta(days=61)}, ()),
    ({"review_on": None}, ()),
    ({"status": Status.TRIAL, "reviewed": False}, (Why.UNREVIEWED,)),
    ({"status": Status.IDEA, "reviewed": False, "owned": False}, ()),
    ({"status": Status.STOPPED, "review_on": TODAY - timedelta(days=9), "lapsed": True}, ()),
    ({"status": Status.PAUSED, "review_on": TODAY - timedelta(days=9)}, (Why.OVERDUE,)),
    ({"reviewed": False, "owned": False, "lapsed": True},
     (Why.LAPSED, Why.UNREVIEWED, Why.OWNERLESS)),
    ({"happened": frozenset({Why.LAW, Why.ALARM})}, (Why.ALARM, Why.LAW)),
    ({"happened": frozenset({Why.ALARM}), "status": Status.STOPPED}, ()),
    ({"happened": frozenset({Why.SITE}), "reviewed": False}, (Why.UNREVIEWED, Why.SITE)),
    ({"happened": frozenset({Why.SITE}), "late": True}, (Why.SITE, Why.OVERDUE)),
    ({"pilot_over": True, "status": Status.TRIAL}, (Why.PILOT,)),
    ({"pilot_over": True}, ()),
])
def test_why_a_use_is_due(changed, expected):
    assert rules.due(Standing(**(FINE | changed)), today=TODAY) == expected


def test_every_reason_says_what_to_do_and_whose_turn_it_is():
    assert set(rules.WHY_NAMES) == set(rules.WHAT_TO_DO) == set(rules.TURN) == set(Why)


@pytest.mark.parametrize("status", list(Status))
def test_only_what_was_decided_or_ended_can_be_reopened(status):
    answer = rules.may_reopen(status=status, being_assessed=False, reason="A new version")

    assert bool(answer) == (status not in (Status.IDEA, Status.ASSESSMENT))


@pytest.mark.parametrize(("being_assessed", "reason", "code"), [
    (True, "A new version", "already-open"), (False, "  ", "reason-missing"),
])
def test_reopening_needs_a_reason_and_no_open_assessment(being_assessed, reason, code):
    answer = rules.may_reopen(status=Status.LIVE, being_assessed=being_assessed, reason=reason)

    assert isinstance(answer, No)
    assert answer.code == code


def entry(**changed):
    return foi.Entry(**({
        "ref": "use-0001", "name": "ANPR", "purpose": "Find cars", "department": "Roads",
        "technology": "ANPR",
        "supplier": "A", "status": Status.LIVE, "status_reason": "", "started_on": TODAY,
        "contract": "C-1", "limits_written": 3, "public_address": "", "assessed_on": TODAY,
        "advised_on": None, "decided_on": None, "review_on": None,
    } | changed))


WHO = {source: Audience.PUBLIC for source, _ in foi.STATEMENTS.values()} | {
    "identify.Use.contract": Audience.FORCE, "identify.Use.number": Audience.FORCE,
}


def test_the_answer_for_the_public_lacks_every_column_of_a_narrower_field_and_says_what_to_do():
    paper = foi.answer(
        used=[entry()], others=[], counts=foi.Counts(uses=1, used=1, no_review=1), who=WHO,
        oversight=foi.Oversight(force="", contact="", members=0, chairs=0, leads=1),
        made_at="2026-11-02T09:00:00+00:00", today=TODAY, reader=Audience.PUBLIC,
    )

    text = paper.canonical()
    assert paper.for_audience(Audience.PUBLIC) == paper
    assert "C-1" not in text and "use-0001" not in text and "identify.Use.contract" not in text
    assert "Write to us to ask for it" in text
    assert "Before this goes out" not in text


def test_every_statement_of_the_answer_names_the_field_that_it_comes_from():
    paper = foi.answer(
        used=[entry()], others=[entry()], counts=foi.Counts(uses=2, used=1), who=WHO,
        oversight=foi.Oversight(force="", contact="", members=0, chairs=0, leads=1),
        made_at="2026-11-02T09:00:00+00:00", today=TODAY,
    )

    (sources,) = paper.parts[-1].blocks
    named = {row[0]: row[1] for row in sources.rows}
    said = {
        column.label for part in paper.parts[:-1] for block in part.blocks
        if hasattr(block, "columns") for column in block.columns
    }
    assert said <= set(named)
    assert named["Contract and cost"] == "identify.Use.contract"


def test_a_gap_is_said_as_a_gap_and_a_full_record_has_none():
    assert foi.gaps(foi.Counts(uses=3, used=2)) == ()
    assert foi.gaps(foi.Counts(uses=3, used=2, no_contract=2, no_review=1)) == (
        "2 of 2 systems have no contract or cost written down.",
        "1 of 2 systems has no ethical review.",
    )


def test_what_is_not_used_is_told_apart_from_what_is():
    refused = entry(name="Voice match", status=Status.REFUSED, status_reason="Too many errors")
    oversight = foi.Oversight(force="Testshire", contact="", members=0, chairs=0, leads=1)

    paper = foi.answer(
        used=[entry()], others=[refused], counts=foi.Counts(uses=2, used=1),
        oversight=oversight, made_at="2026-11-02T09:00:00+00:00", today=TODAY, who=WHO,
    )

    used, others = paper.parts[1].blocks
    assert [row[0] for row in used.rows] == ["ANPR"]
    assert others.rows[0][-2:] == ("Too many errors", "use-0001")
    assert "2 uses, of which 1" in paper.summary
