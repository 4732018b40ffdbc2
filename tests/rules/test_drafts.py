"""Drafts written from the record: nothing typed twice, nothing made up, every blank a named gap."""

import dataclasses
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.large_material import LENSES, large

from dueregard.documents.audience import Audience
from dueregard.documents.document import Document, Fields, Points, Table
from dueregard.identify.register.rules import AFFECTED_NAMES, Affected
from dueregard.lenses import bank as banks
from dueregard.lenses.profile import Sort
from dueregard.lenses.shapes import Nation
from dueregard.manage.papers.drafting import NOT_RECORDED, UNSIGNED, Asked
from dueregard.manage.papers.material import (
    About,
    Answered,
    CommunityRow,
    ConditionRow,
    EffectLine,
    EvidenceRow,
    Material,
    OptionLine,
    PointRow,
    ReplyRow,
    RuleRow,
)
from dueregard.manage.papers.rows import speaks_of
from dueregard.manage.papers.shelf import DRAFTS

MARK = "§"
PARTS = {
    "data-protection": (
        "elements", "dpia.need", "dpia.describe", "dpia.consult", "dpia.proportion",
        "dpia.risks", "dpia.measures", "dpia.safeguards", "dpia.sign",
    ),
    "equality": (
        "aims-of-it", "groups", "aim.discrimination", "aim.opportunity", "aim.relations",
        "missed", "found-out", "measures", "sign",
    ),
    "community": ("where", "communities", "before", "tension", "asked", "measures", "sign"),
    "policy": ("need", "whose", "condition", "principles", "kept", "sign"),
}
FACTS = (
    "records", "identifies", "sensitive", "children", "covert", "why", "where", "who",
    "communities_asked", "deletion", "signs", "history_access", "threshold", "works_now",
)
RULES = ("law.01", "law.05", "law.06", "law.08", "law.11", "law.14", "law.18", "law.24", "law.25")


def marked(words):
    return f"{MARK}{words}"


def record(nation=Nation.ENGLAND):
    """A full record in which every word of the record carries a mark."""
    effect = EffectLine(
        lens="fairness", kind="Risk", affected=marked("Black women"), text=marked("A stop"),
        chance=marked("Likely"), size=marked("Serious"), evidence=marked("Test"), known=True,
    )
    chance = replace(effect, kind="Opportunity", lens="society", text=marked("Trust grows"))
    return Material(
        about=About(
            name=marked("Face search"), affected=marked("People"), affected_count=marked("Many"),
            purpose=marked("Find people"), what_it_does=marked("Compares"),
            technology=marked("Faces"), department=marked("CID"), supplier=marked("Facewise"),
            status=marked("Idea"), tier=3, tier_name=marked("Full"),
            tier_reasons=(marked("It identifies people."),), review_on=date(2027, 3, 1),
            nation=nation,
        ),
        facts=tuple(
            Answered(question=marked(f"{each}?"), answer=marked(f"answer {each}"), known=True,
                     yes_no=False, key=each)
            for each in FACTS
        ),
        options=(
            OptionLine(name=marked("Carry on"), text=marked("As now"), place=2, effects=(effect,)),
            OptionLine(name=marked("Trial"), text=marked("Six months"), place=1,
                       effects=(effect, chance)),
        ),
        order_because=marked("Fewer stops"), settled=True,
        evidence=(EvidenceRow(
            title=marked("Young people, Travellers"), statement=marked("They said no"),
            said_by=marked("A youth group"), level=marked("Not tested"), dated=date(2026, 3, 1),
            lens="fairness", by_people=True),),
        points=tuple(
            PointRow(kind=kind, title=marked(f"{kind} {lens}"), text=marked("A child is stopped"),
                     affected=marked("Travellers"), lens=marked(lens), find_out=False,
                     lens_id=lens)
            for lens in LENSES for kind in ("Risk", "Opportunity", "Risk of doing nothing")
        ),
        conditions=(ConditionRow(text=marked("Signs"), test=marked("Seen"),
                                 due=date(2026, 5, 1), state=marked("To be met")),),
        law=tuple(
            RuleRow(id=each, title=marked(each), check=marked("c"), citation=marked("s.1"),
                    in_the_way=True, applies=True, met=False, said=marked("Met"),
                    post=marked("Head of law"), document=marked("A paper"), note=marked("Seen"))
            for each in RULES
        ),
        replies=tuple(
            ReplyRow(lens=each, question=marked("q"), answer=marked("Partly"), text=marked("t"),
                     key=f"{each}.03")
            for each in LENSES
        ),
        communities=tuple(
            CommunityRow(sort=sort, title=marked("Travellers"), targeted=True, when="last year",
                         words=("Travellers",))
            for sort in Sort
        ),
    )


EMPTY = Material(about=About(
    name="Face search", affected="", affected_count=AFFECTED_NAMES[Affected.UNKNOWN], purpose="",
    what_it_does="", technology="", department="", supplier="", status="Idea", tier=None,
    tier_name="", tier_reasons=(),
))


def made(key, material, advised=()):
    return DRAFTS[key].write(Asked(
        material=material, words=banks.load().papers, made_at="2026-11-02T10:00:00+00:00",
        advised=advised,
    ))


def values(document, *, without=()):
    """Every value that a draft gives, and what it stands beside."""
    for part in document.parts:
        if part.key in without:
            continue
        for block in part.blocks:
            if isinstance(block, Fields):
                yield from ((each.label, each.value) for each in block.fields)
            elif isinstance(block, Table):
                yield from ((block.caption, cell) for row in block.rows for cell in row)
            elif isinstance(block, Points):
                yield from ((part.title, item) for item in block.items)


@pytest.mark.parametrize("key", DRAFTS)
@pytest.mark.parametrize("material", [record(), EMPTY, large()], ids=["full", "empty", "large"])
def test_a_draft_has_the_same_parts_whatever_the_record_holds(key, material):
    document = made(key, material).document

    assert [part.key for part in document.parts] == ["draft", *PARTS[key], "missing"]
    assert all(part.blocks for part in document.parts)
    assert document.audience == Audience.FORCE
    assert document.title.startswith("DRAFT ")


@pytest.mark.parametrize("key", DRAFTS)
def test_no_fact_is_in_a_draft_that_is_not_in_the_record(key):
    """What is neither marked as the record's, nor a gap, nor our own fixed words, was made up."""
    ours = {"Law", "Habit of forces", "Yes", "Not said", 1, 2, None, UNSIGNED, "1 March 2026",
            "1 May 2026", "1 March 2027", "Risk", "Opportunity", "Risk of doing nothing"}
    names = {each.name for each in banks.load().papers.groups}

    stray = [
        (label, value) for label, value in values(
            made(key, record(), advised=(marked("Proceed."),)).document, without=("elements",))
        if value not in ours | names and MARK not in str(value)
        and not str(value).startswith(NOT_RECORDED)
    ]

    assert stray == []


RECORD_FIELDS = {
    "purpose": lambda m: about(m, purpose="changed"),
    "what_it_does": lambda m: about(m, what_it_does="changed"),
    "affected": lambda m: about(m, affected="changed"),
    "review_on": lambda m: about(m, review_on=date(2030, 1, 1)),
    "conditions": lambda m: replace(m, conditions=()),
    "law": lambda m: replace(m, law=()),
    "replies": lambda m: replace(m, replies=()),
    "points": lambda m: replace(m, points=m.points[1:]),
    "evidence": lambda m: replace(m, evidence=()),
    "effects": lambda m: replace(m, options=(replace(m.options[0], effects=()), m.options[1])),
    "communities": lambda m: replace(m, communities=()),
    "affected_count": lambda m: about(m, affected_count="changed"),
    "supplier": lambda m: about(m, supplier="changed"),
    "department": lambda m: about(m, department="changed"),
    "technology": lambda m: about(m, technology="changed"),
    "status": lambda m: about(m, status="changed"),
    "tier_reasons": lambda m: about(m, tier_reasons=("changed",)),
    "options": lambda m: replace(m, options=m.options[:1]),
    "order_because": lambda m: replace(m, order_because="changed"),
    "points_to_look_at": lambda m: replace(m, points_to_look_at=3),
    **{f"fact {key}": lambda m, key=key: answered(m, key) for key in FACTS},
}
USED_BY = {
    "data-protection": set(RECORD_FIELDS) - {"communities"},
    "equality": {
        "purpose", "what_it_does", "affected", "affected_count", "review_on", "conditions", "law",
        "replies", "points", "evidence", "effects", "options", "fact children",
        "fact communities_asked",
    },
    "community": {
        "purpose", "what_it_does", "affected", "review_on", "conditions", "replies", "points",
        "evidence", "effects", "options", "communities", "fact where", "fact who",
        "fact communities_asked", "fact signs",
    },
    "policy": {
        "purpose", "what_it_does", "affected", "review_on", "law", "replies", "fact sensitive",
        "fact identifies", "fact children", "fact deletion",
    },
}


def about(material, **values):
    return replace(material, about=replace(material.about, **values))


def answered(material, key):
    return replace(material, facts=tuple(
        replace(each, answer="changed") if each.key == key else each for each in material.facts
    ))


@pytest.mark.parametrize(
    ("key", "field"), [(key, field) for key in DRAFTS for field in sorted(USED_BY[key])])
def test_when_the_record_changes_the_draft_changes(key, field):
    before = record()

    after = RECORD_FIELDS[field](before)

    assert made(key, after).document.digest != made(key, before).document.digest


@pytest.mark.parametrize("key", DRAFTS)
def test_a_blank_record_gives_a_draft_of_named_gaps_and_no_good_news(key):
    draft = made(key, EMPTY)

    told = [str(value) for label, value in values(draft.document, without=("elements",))]

    ours = {"Law", "Habit of forces", "Idea", UNSIGNED}
    groups = {each.name for each in banks.load().papers.groups}
    assert [each for each in told
            if each not in ours | groups and not each.startswith(NOT_RECORDED)] == []
    assert len(draft.gaps) >= 8


@pytest.mark.parametrize("key", DRAFTS)
@pytest.mark.parametrize("material", [record(), EMPTY], ids=["full", "empty"])
def test_every_gap_stands_in_the_draft_once_and_says_where_to_write_it_down(key, material):
    draft = made(key, material)

    listed = draft.document.parts[-1].blocks[0]
    sentences = [each.sentence for each in draft.gaps]

    assert len(sentences) == len(set(sentences))
    if sentences:
        assert list(listed.items) == sentences
        assert all(each.startswith("Not recorded yet: ") for each in sentences)
        assert all("Write it down in " in each for each in sentences)


def test_a_supplier_alone_is_said_to_be_not_enough():
    document = made("equality", replace(record(), supplier_only=("Fairness",))).document

    assert "Only the supplier says anything about: Fairness. That is not enough." in str(document)


def test_what_was_said_of_a_rule_before_something_changed_does_not_count():
    rule = replace(record().law[2], stale="Said before the facts changed: look again.")

    text = str(made("data-protection", replace(record(), law=(rule,))).document)

    assert "Said before the facts changed: look again." in text
    assert f"{MARK}Met." not in text


@pytest.mark.parametrize(("nation", "title", "law", "not_law"), [
    (Nation.ENGLAND, "DRAFT equality impact assessment", "s.149(1)(c)", "s.75"),
    (Nation.WALES, "DRAFT equality impact assessment", "s.149(1)(c)", "s.75"),
    (Nation.SCOTLAND, "(EQHRIA)", "s.149(1)(c)", "s.75"),
    (Nation.NORTHERN_IRELAND, "(section 75)", "s.75(2)", "s.149"),
])
def test_the_equality_paper_is_that_of_the_nation(nation, title, law, not_law):
    document = made("equality", record(nation)).document

    assert title in document.title
    assert law in str(document)
    assert not_law not in str(document)
    assert ("Political opinion" in str(document)) == (nation == Nation.NORTHERN_IRELAND)
    assert any(part.key == "rights" for part in document.parts) == (nation == Nation.SCOTLAND)


@pytest.mark.parametrize(("nation", "body"), [
    (Nation.ENGLAND, "police and crime commissioner"),
    (Nation.SCOTLAND, "Scottish Police Authority"),
    (Nation.NORTHERN_IRELAND, "Northern Ireland Policing Board"),
])
def test_the_community_paper_names_the_body_of_the_nation(nation, body):
    assert body in str(made("community", record(nation)).document)


def test_a_communitys_own_words_are_not_taken_from_somebody_else():
    others = replace(record().evidence[0], title="A brochure", said_by="The supplier",
                     statement="Travellers like it", by_people=False)

    text = str(made("community", replace(record(), evidence=(others,))).document)

    assert "Travellers like it" not in text
    assert f"what was said by {MARK}Travellers" in text


def test_communities_events_and_priorities_stand_in_their_own_parts():
    document = made("community", record()).document
    parts = {part.key: str(part.blocks) for part in document.parts}

    assert "Not recorded yet: which communities live here" not in parts["communities"]
    assert f"{MARK}Travellers (last year)." in parts["before"]
    assert f"A priority: {MARK}Travellers." in parts["before"]


@pytest.mark.parametrize(("words", "group"), [
    ("The watchlist carries old over-policing", "eq.age"), ("A black box", "eq.race"),
    ("Speech recognition", "eq.disability"), ("The benefits of it", "eq.poverty"),
    ("Tested in March", "eq.ni-politics"),
])
def test_a_word_with_another_meaning_puts_no_row_beside_a_group(words, group):
    found = next(each for each in banks.load().papers.groups if each.id == group)

    assert not speaks_of(found.words, words)


def test_nobody_has_said_whether_data_is_sensitive_counts_as_sensitive():
    unknown = replace(record(), facts=())

    assert "so it counts as used" in str(made("policy", unknown).document)


def test_every_field_of_the_record_that_a_draft_could_use_is_tried_above():
    tried = {each.split()[0] for each in RECORD_FIELDS}
    columns = {each.name for each in dataclasses.fields(About)}

    # The name is the title; the tier is said by its reasons; why a use stands so is not asked.
    assert columns - tried == {"name", "tier", "tier_name", "status_reason", "nation"}


def test_drafts_can_be_kept_and_read_back():
    from dueregard.documents.document import document_from_plain

    document = made("equality", record()).document

    assert isinstance(document, Document)
    assert document_from_plain(document.to_plain()) == document


BLANKED = {
    "purpose": "", "what_it_does": "", "affected": "", "supplier": "", "department": "",
    "technology": "", "tier_reasons": (), "review_on": None,
}
EMPTIED = (
    "facts", "options", "evidence", "points", "conditions", "law", "replies", "communities",
)


@given(
    blank=st.sets(st.sampled_from(sorted(BLANKED))), empty=st.sets(st.sampled_from(EMPTIED)),
    key=st.sampled_from(sorted(DRAFTS)),
)
def test_whatever_is_missing_no_value_is_blank_and_more_missing_never_means_fewer_gaps(
    blank, empty, key
):
    whole = record()
    partly = replace(
        whole, about=replace(whole.about, **{each: BLANKED[each] for each in blank}),
        **dict.fromkeys(empty, ()),
    )

    before, after = made(key, whole), made(key, partly)

    assert all(str(value).strip() for _, value in values(after.document) if value is not None)
    lost = {name for name in blank | empty if name in USED_BY[key]}
    if lost & {"purpose", "what_it_does", "affected", "conditions", "review_on"}:
        assert {each.what for each in after.gaps} - {each.what for each in before.gaps}
