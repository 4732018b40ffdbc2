"""A yes needs what shows it, a blank is never good news, and nothing is added up to a score."""

import dataclasses

import pytest

from dueregard.answers import No
from dueregard.lenses import bank as banks
from dueregard.lenses.plain_words import reading
from dueregard.prioritise.self_assessment import rules
from dueregard.prioritise.self_assessment.queries import RoundSheet
from dueregard.prioritise.self_assessment.rules import Said

BOOK = banks.load().self_assessment
FIRST = BOOK.statements[0]


def test_there_are_five_headings_with_six_to_eight_statements_each():
    assert [each.title for each in BOOK.headings] == [
        "Policy", "Governance", "Tools", "Skills", "Culture",
    ]
    assert all(6 <= len(BOOK.under(each.id)) <= 8 for each in BOOK.headings)


def test_its_words_are_plain():
    grade = reading(
        words for each in BOOK.statements
        for words in (each.text, each.evidence, each.good, each.next)
    ).grade

    assert grade <= 6


@pytest.mark.parametrize("said", [Said.YES, Said.PARTLY])
def test_a_yes_or_a_partly_needs_evidence(said):
    answer = rules.may_answer(said=said, evidence="  ")

    assert isinstance(answer, No)
    assert answer.code == "evidence-missing"
    assert rules.may_answer(said=said, evidence="The policy of 2 March")


@pytest.mark.parametrize("said", [Said.NO, Said.DONT_KNOW])
def test_a_no_and_a_dont_know_can_be_said_without(said):
    assert rules.may_answer(said=said, evidence="")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "S:/papers/policy.docx", "policy"])
def test_an_address_that_leads_nowhere_is_refused(link):
    answer = rules.may_answer(said=Said.YES, evidence="It is there", link=link)

    assert isinstance(answer, No)
    assert answer.code == "link-wrong"


def test_each_answer_is_counted_apart_and_a_blank_is_a_blank():
    under = BOOK.under("self-policy")
    answers = dict(zip(
        [each.id for each in under], [Said.YES, Said.PARTLY, Said.NO, Said.DONT_KNOW], strict=False
    ))

    found = rules.counted(under, answers=answers)

    assert (found.yes, found.partly, found.no, found.dont_know) == (1, 1, 1, 1)
    assert found.blank == len(under) - 4
    assert found.all == len(under)


def test_no_figure_stands_over_the_headings():
    assert not {each.name for each in dataclasses.fields(RoundSheet)} & {
        "total", "score", "counted", "share", "percent", "yes",
    }


def test_what_to_do_next_comes_from_every_answer_but_yes_and_partly():
    yes, no, unknown = (each.id for each in BOOK.statements[:3])

    found = rules.gaps(BOOK, answers={yes: Said.YES, no: Said.NO, unknown: Said.DONT_KNOW})

    assert len(found) == len(BOOK.statements) - 1
    by_id = {each.statement.id: each for each in found}
    assert (by_id[no].kind, by_id[no].words) == ("policy", BOOK.statements[1].next)
    assert by_id[unknown].kind == "knowledge"
    assert by_id[BOOK.statements[3].id].kind == "knowledge"


@pytest.mark.parametrize(("before", "after", "way"), [
    (Said.NO, Said.PARTLY, "better"), (Said.YES, Said.NO, "worse"),
    (Said.YES, Said.DONT_KNOW, "other"), (None, Said.NO, "other"), (Said.NO, None, "other"),
    (Said.DONT_KNOW, Said.YES, "other"),
])
def test_a_change_is_better_or_worse_only_where_both_are_known(before, after, way):
    [found] = rules.changed(
        BOOK, before={FIRST.id: before} if before else {}, after={FIRST.id: after} if after else {}
    )

    assert found.way == way
