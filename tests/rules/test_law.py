"""Who and what it takes to say that a rule of law is met, and when that is old."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from dueregard.answers import No, Yes
from dueregard.identify.law import rules
from dueregard.identify.law.rules import SAID_NAMES, STALE_WORDS, Said, Shown, Stale, Standing
from dueregard.lenses.law import Status
from dueregard.lenses.shapes import Level

TODAY = date(2026, 11, 26)
AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
MET = {
    "said": Said.MET, "named": "Sam Okoro", "post": "Data protection officer",
    "title": "Impact assessment", "reference": "DPIA-17", "dated_on": TODAY,
}


def said(status=Status.APPLIES, **values):
    return rules.may_say(Shown(**(MET | values)), status=status, today=TODAY)


@pytest.mark.parametrize("status", [Status.APPLIES, Status.UNKNOWN])
def test_a_named_person_with_a_document_may_say_that_a_rule_is_met(status):
    assert said(status) == Yes()


@pytest.mark.parametrize(("values", "code"), [
    ({"named": "  "}, "person-missing"), ({"post": ""}, "person-missing"),
    ({"title": ""}, "document-missing"), ({"reference": " "}, "document-missing"),
    ({"dated_on": None}, "date-missing"),
    ({"dated_on": TODAY + timedelta(days=1)}, "date-to-come"),
    ({"said": Said.NOT_MET}, "reason-missing"), ({"said": Said.NOT_OURS}, "reason-missing"),
    ({"said": Said.NOT_MET, "note": "We wait", "named": ""}, "person-missing"),
])
def test_what_is_missing_is_refused_in_a_sentence(values, code):
    answer = said(**values)

    assert isinstance(answer, No)
    assert answer.code == code
    assert answer.reason.endswith(".")


def test_evidence_that_is_kept_here_is_a_document():
    assert said(title="", reference="", dated_on=None, evidence_id=3) == Yes()


@pytest.mark.parametrize("what", [Said.NOT_MET, Said.NOT_OURS])
def test_without_a_document_one_may_say_that_it_is_not_met_with_a_reason(what):
    answer = said(said=what, title="", reference="", dated_on=None, note="It has no supplier")

    assert answer == Yes()


@pytest.mark.parametrize(("status", "code"), [
    (Status.DOES_NOT_APPLY, "does-not-apply"), (None, "not-in-force"),
])
def test_nothing_is_said_of_a_rule_that_does_not_apply_or_is_not_in_force(status, code):
    answer = said(status)

    assert isinstance(answer, No)
    assert answer.code == code


@pytest.mark.parametrize(("status", "rev", "replaced", "changed", "evidence", "old"), [
    (Status.APPLIES, 1, False, None, False, None),
    (Status.UNKNOWN, 1, False, AT, False, None),
    (Status.APPLIES, 1, False, AT + timedelta(seconds=1), False, Stale.FACTS_CHANGED),
    (Status.APPLIES, 2, False, None, False, Stale.REWORDED),
    (Status.DOES_NOT_APPLY, 1, False, AT + timedelta(days=1), False, Stale.NO_LONGER_APPLIES),
    (Status.APPLIES, 1, False, None, True, Stale.EVIDENCE_REPLACED),
    (None, 1, True, None, False, Stale.REPLACED),
    (None, 1, False, None, False, Stale.NOT_IN_FORCE),
])
def test_what_was_said_is_old_once_the_rule_or_the_facts_have_moved(
    status, rev, replaced, changed, evidence, old
):
    standing = Standing(status=status, rev=rev, replaced=replaced)

    found = rules.stale(rev=1, at=AT, standing=standing, facts_changed_at=changed,
                        evidence_replaced=evidence)

    assert found is old


@pytest.mark.parametrize(("level", "read", "status", "met"), list(product(
    Level, (True, False), Status, (True, False)
)))
def test_only_a_strict_rule_that_was_read_and_may_apply_and_is_not_met_blocks(
    level, read, status, met
):
    expected = (
        level is Level.BLOCK and read and status is not Status.DOES_NOT_APPLY and not met
    )

    assert rules.blocks(level=level, source_read=read, status=status, met=met) is expected


def test_everything_that_can_be_said_and_every_way_to_be_old_has_words():
    assert set(SAID_NAMES) == set(Said)
    assert set(STALE_WORDS) == set(Stale)
