"""The committee paper: a fixed order, gaps said as gaps, and what changed since last time."""

from datetime import date

import pytest

from dueregard.documents.document import Column as Col
from dueregard.documents.document import Document, Field, Fields, Part, Points, Table
from dueregard.manage.papers.changes import differences
from dueregard.manage.papers.material import (
    About,
    Answered,
    ConditionRow,
    Earlier,
    EffectLine,
    EvidenceRow,
    Material,
    OptionLine,
    PointRow,
)
from dueregard.manage.papers.rules import committee_paper

ABOUT = About(
    name="Face search", affected="People in the street", affected_count="Thousands of people",
    purpose="Find wanted people", what_it_does="Compares faces", technology="Facial recognition",
    department="CID", supplier="Facewise", status="In assessment", tier=3, tier_name="Full",
    tier_reasons=("It identifies people.",),
)
EFFECT = EffectLine(
    lens="privacy", kind="Risk", affected="Passers-by", text="Faces are taken", chance="Likely",
    size="Serious", evidence="", known=True,
)
FULL = Material(
    about=ABOUT, settled=True, order_because="Fewer wrong stops",
    facts=(
        Answered(question="Does it identify people?", answer="Yes", known=True, yes_no=True),
        Answered(question="Is it hidden?", answer="Not known", known=False, yes_no=True),
        Answered(question="Threshold?", answer="0.64", known=True, yes_no=False),
    ),
    options=(
        OptionLine(name="Carry on as now", text="", place=2, effects=(EFFECT,)),
        OptionLine(name="A trial", text="Six months", place=1, effects=()),
    ),
    evidence=(EvidenceRow(title="Test", statement="It works", said_by="The supplier",
                          level="The supplier says so", dated=date(2026, 3, 1)),),
    supplier_only=("Fairness",),
    points=(PointRow(kind="Risk", title="Wrong stop", text="Somebody is stopped", affected="",
                     lens="Safety", find_out=True),),
    points_to_look_at=2,
    conditions=(ConditionRow(text="Signs", test="Seen", due=date(2026, 5, 1), state="To be met"),),
    lens_names={"privacy": "Privacy", "work": "Work"},
)
EMPTY = Material(about=ABOUT, lens_names={"privacy": "Privacy"})


def paper(material, earlier=None):
    return committee_paper(material=material, question="Should we?", made_at="2026-11-02",
                           earlier=earlier)


def words(part_of, key):
    return str(next(part for part in part_of.parts if part.key == key).blocks)


@pytest.mark.parametrize("material", [FULL, EMPTY])
def test_the_order_is_always_the_same_and_no_part_is_left_out(material):
    assert [part.key for part in paper(material).parts] == [
        "question", "primer", "changed", "sides", "known", "blocking", "open",
        "annex", "affected", "does", "purpose", "options", "effects", "weighed", "evidence",
        "points", "unknown", "conditions", "law",
    ]


def test_the_summary_is_one_paragraph_that_says_what_why_and_whom():
    assert paper(FULL).summary == (
        "Face search stands now as: in assessment. Compares faces. It is meant to do this: Find "
        "wanted people. It affects people: People in the street. We look at it in the depth "
        "called ‘full’."
    )


def test_carrying_on_as_now_stands_first_with_its_effects():
    made = paper(FULL)

    assert words(made, "options").index("Carry on as now") < words(made, "options").index("A trial")
    assert "Faces are taken" in words(made, "effects")
    assert "No effect is written down under: Work." in words(made, "effects")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("options", "not even carrying on as now"),
        ("evidence", "There is no evidence on record. Everything above is a judgement."),
        ("points", "Nobody has yet said"),
        ("changed", "The committee has not advised on this use before."),
        ("primer", "Nobody has said what kind of technology it is."),
        ("sides", "not even carrying on as now"),
        ("blocking", "The law was not looked at for this paper."),
        ("law", "The law was not looked at for this paper."),
    ],
)
def test_what_is_missing_is_said(key, said):
    assert said in words(paper(EMPTY), key)


def test_what_is_not_known_is_gathered_in_one_place():
    unknown = words(paper(FULL), "unknown")

    assert "1 of 3 questions about it has no answer:" in unknown
    assert "Is it hidden?" in unknown
    assert "To find out: Wrong stop." in unknown
    assert "2 risks or opportunities that the record raises have not been looked at." in unknown
    assert "Is it hidden?" not in words(paper(FULL), "does")


def test_what_only_the_supplier_says_is_marked():
    assert "Only the supplier says anything about: Fairness." in words(paper(FULL), "evidence")


def test_a_second_paper_says_what_came_of_the_first_and_what_changed():
    first = paper(EMPTY)

    second = paper(FULL, Earlier(paper=first, sentences=("The committee advised: Reject.",)))

    assert "The committee advised: Reject." in words(second, "changed")
    changed = words(second, "annex")
    assert "The committee advised: Reject." in changed
    assert "What we know, and who says so, new: ‘Test’: ‘It works; The supplier" in changed
    assert "What could go wrong or well, new: ‘Wrong stop’" in changed


def test_a_second_paper_on_an_unchanged_record_says_that_nothing_changed():
    second = paper(FULL, Earlier(paper=paper(FULL), sentences=("The committee advised.",)))

    assert "Nothing on record has changed" in words(second, "changed")


def document(*blocks):
    return Document(kind="k", title="t", made_at="2026-11-02",
                    parts=(Part(key="p", title="Part", blocks=blocks),))


def fact(value):
    return document(Fields(fields=(Field(label="Owner", value=value),)))


def table(*rows):
    columns = (Col(label="What", key="a"), Col(label="State", key="b"))
    return document(Table(caption="T", columns=columns, rows=rows))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (fact("A"), fact("A"), ()),
        (fact("A"), fact("B"), ("Part, changed: ‘Owner’ was ‘A’, is ‘B’.",)),
        (fact(""), fact("B"), ("Part, changed: ‘Owner’ was not known, is ‘B’.",)),
        (table(("x", "1")), table(("x", "2")), ("Part, changed: ‘x’ was ‘1’, is ‘2’.",)),
        (table(("x", "1"), ("y", "1")), table(("y", "1"), ("x", "1")), ()),
        (table(("x", "1")), table(), ("Part, no longer there: ‘x’.",)),
        (table(), table(("x", None)), ("Part, new: ‘x’.",)),
        (document(Points(items=("One.",))), document(Points(items=("Two.",))),
         ("Part, new: Two.", "Part, no longer there: One.")),
    ],
)
def test_differences_between_two_papers_are_sentences(before, after, expected):
    assert differences(before=before, after=after) == expected
