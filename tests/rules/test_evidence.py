"""How much a word is worth follows from who tested it."""

import pytest

from dueregard.answers import No, Yes
from dueregard.identify.evidence.rules import (
    CLAIMS,
    FINDINGS,
    LEVEL_NAMES,
    SOURCE_NAMES,
    Said,
    Source,
    may_attach,
    may_claim,
    may_replace,
    only_supplier_says,
    worth_of,
)


def test_every_source_and_level_has_words():
    assert set(SOURCE_NAMES) == set(CLAIMS) == set(FINDINGS) == set(Source)
    assert list(LEVEL_NAMES) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(("source", "level", "kept"), [
    (Source.SUPPLIER, 1, True),
    (Source.SUPPLIER, 2, True),
    (Source.SUPPLIER, 3, False),
    (Source.SUPPLIER, 4, False),
    (Source.FORCE, 0, True),
    (Source.FORCE, 4, False),
    (Source.OTHER_FORCE, 3, True),
    (Source.INDEPENDENT, 3, True),
    (Source.INDEPENDENT, 1, False),
    (Source.INDEPENDENT, 5, False),
    (Source.PUBLIC, 0, True),
    (Source.PUBLIC, 3, False),
])
def test_a_claim_is_worth_no_more_than_its_source_can_give(source, level, kept):
    answer = may_claim(source=source, level=level, said_by="A report of 2025")

    assert isinstance(answer, Yes if kept else No)


def test_a_claim_says_who_said_it():
    answer = may_claim(source=Source.SUPPLIER, level=1, said_by=" ")

    assert answer.code == "said-by-missing"


@pytest.mark.parametrize(("source", "level", "code"), [
    (Source.FORCE, 4, None),
    (Source.FORCE, 5, "level-without-source"),
    (Source.SUPPLIER, 2, None),
    (Source.SUPPLIER, 4, "level-without-source"),
    (Source.INDEPENDENT, 5, None),
    (Source.PUBLIC, 4, "not-a-measurement"),
])
def test_only_an_independent_body_tests_our_own_use_at_the_highest_level(source, level, code):
    answer = may_attach(source=source, level=level)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(("facts", "code"), [
    ({}, None),
    ({"same_row": True}, "same-row"),
    ({"same_use": False}, "other-use"),
    ({"replaced_already": True}, "replaced-already"),
])
def test_evidence_is_replaced_once_by_other_evidence_of_the_same_use(facts, code):
    answer = may_replace(**{"same_use": True, "same_row": False, "replaced_already": False} | facts)

    assert getattr(answer, "code", None) == code


def test_only_the_supplier_says_so_where_every_word_of_a_lens_is_the_suppliers():
    said = [
        Said(lens="fairness", source=Source.SUPPLIER),
        Said(lens="fairness", source=Source.SUPPLIER),
        Said(lens="privacy", source=Source.SUPPLIER),
        Said(lens="privacy", source=Source.INDEPENDENT),
        Said(lens="safety", source=Source.FORCE),
    ]

    assert only_supplier_says(said) == ("fairness",)


@pytest.mark.parametrize(
    ("source", "earned", "worth"),
    [
        (Source.SUPPLIER, None, 2), (Source.SUPPLIER, 1, 1), (Source.SUPPLIER, 3, 2),
        (Source.FORCE, 2, 2), (Source.FORCE, None, 4), (Source.INDEPENDENT, 3, 3),
        (Source.INDEPENDENT, 1, 1),
    ],
)
def test_a_checked_claim_can_be_worth_less_than_its_source_and_never_more(source, earned, worth):
    """A force that checks a supplier's table has not tested it on its own data."""
    assert worth_of(source=source, earned=earned) == worth
    assert may_attach(source=source, level=worth, earned=earned)


def test_a_level_that_the_claim_did_not_earn_is_refused():
    answer = may_attach(source=Source.SUPPLIER, level=2, earned=1)

    assert not answer
    assert answer.code == "level-not-earned"
    assert "earned level 1" in answer.reason
