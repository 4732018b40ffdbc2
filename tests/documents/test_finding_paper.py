"""A finding kept in a file, and a finding as a paper."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.sample import MADE_AT, finding, row

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Chart, Document, Fields, Note, Points, Table
from dueregard.findings.finding import (
    Caveat,
    Data,
    Finding,
    Method,
    NotComputed,
    Row,
    SetAside,
    Verdict,
    VerdictCode,
)
from dueregard.findings.paper import as_document, long_table
from dueregard.findings.reading import finding_from_json

words = st.text(max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
labels = st.dictionaries(words, words, max_size=2)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | numbers | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def rows(draw) -> Row:
    reason = draw(st.none() | words)
    figures = {} if reason is not None else {
        name: draw(st.none() | numbers) for name in ("value", "low", "high")
    }
    return Row(
        measure=draw(words), group=draw(labels), stratum=draw(labels), **figures,
        level=draw(st.none() | numbers), method=draw(st.none() | words), unit=draw(words),
        events=draw(st.none() | st.integers()), exposure=draw(st.none() | numbers),
        reference=draw(st.none() | words), suppressed=draw(st.booleans()),
        not_computed=None if reason is None else NotComputed(reason=reason),
    )


@st.composite
def findings(draw) -> Finding:
    aside = tuple(SetAside(reason=draw(words), rows=draw(st.integers(0, 9)))
                  for _ in range(draw(st.integers(0, 2))))
    used = draw(st.integers(0, 1000))
    return Finding(
        instrument=draw(words), version=draw(words), question=draw(words),
        verdict=Verdict(code=draw(st.sampled_from(VerdictCode)), sentence=draw(words)),
        rows=tuple(draw(st.lists(rows(), max_size=3))),
        caveats=tuple(Caveat(code=draw(words), sentence=draw(words))
                      for _ in range(draw(st.integers(0, 2)))),
        data=Data(sha256=draw(words), rows_used=used, set_aside=aside,
                  rows_read=used + sum(each.rows for each in aside)),
        method=Method(name=draw(words), options=draw(st.dictionaries(words, plain, max_size=2)),
                      seed=draw(st.none() | st.integers())),
    )


@given(findings())
def test_a_finding_is_the_same_after_being_kept_in_a_file(before):
    assert finding_from_json(before.to_json()) == before


def changed(**changes: object) -> str:
    return json.dumps(json.loads(finding().to_json()) | changes)


def without(name: str) -> str:
    return json.dumps({k: v for k, v in json.loads(finding().to_json()).items() if k != name})


@pytest.mark.parametrize(("text", "said"), [
    ("", "it is not JSON"),
    ("date,place\n", "it is not JSON"),
    ("[" * 100_000, "it is not JSON"),
    ("[1, 2]", "not a finding"),
    ('{"a": 1}', "not a finding"),
    (changed(schema="urn:dueregard:finding:9"), "urn:dueregard:finding:9"),
    (without("rows"), "the finding lacks 'rows'"),
    (changed(extra=1), "has 'extra', which this version does not know"),
    (changed(rows={}), "the finding, rows should be a list"),
    (changed(rows=[{"measure": "x"}]), "rows 1 lacks"),
    (changed(verdict={"code": "guilty", "sentence": "s"}), "should be one of disparity-shown"),
    (changed(verdict=None), "verdict should be a set of named values, and is null"),
    (finding().to_json().replace('"events":44', '"events":true'), "events should be a whole"),
    (finding().to_json().replace('"low":0.015', '"low":NaN'), "holds 'NaN'"),
    (finding().to_json().replace('"low":0.015', '"low":1e999'), "holds '1e999'"),
    (finding().to_json().replace('"low":0.015', f'"low":{10**400}'), "that a computer can hold"),
    (finding().to_json().replace('"rows_used":285', '"rows_used":200'), "lost rows"),
    (finding().to_json().replace('"value":null', '"value":0.1'), "also a reason why there is none"),
])
def test_a_file_that_is_not_a_whole_finding_is_refused_with_what_is_wrong(text, said):
    with pytest.raises(DueRegardError) as refusal:
        finding_from_json(text)

    assert said in str(refusal.value)


def paper(measured: Finding | None = None, **more) -> Document:
    options = {"made_at": MADE_AT, "audience": Audience.PUBLIC} | more
    return as_document(measured or finding(), **options)


def blocks(document: Document, kind: type) -> list:
    return [each for part in document.parts for each in part.blocks if isinstance(each, kind)]


def table(document: Document, caption: str) -> list[tuple]:
    return next(each.rows for each in blocks(document, Table) if each.caption == caption)


def test_the_verdict_comes_first():
    first = paper().parts[0].blocks[0]

    assert isinstance(first, Note)
    assert first.tone == "lead"
    assert first.text == finding().verdict.sentence


def test_a_share_is_shown_with_its_counts_and_its_range():
    """
    | threshold | events | out of | value | range          |
    | 0.60      | 25     | 691    | 3.6%  | 2.5% to 5.3%   |
    | 0.64      | 5      | 1,413  | 0.35% | 0.15% to 0.83% |
    """
    seen = table(paper(), "False alerts per alert, by threshold")

    assert seen[0] == ("0.60", 25, 691, "3.6%", "2.5% to 5.3%")
    assert seen[2] == ("0.64", 5, 1413, "0.35%", "0.15% to 0.83%")


def test_a_tiny_share_is_written_as_one_in_so_many():
    seen = table(paper(), "False alerts per face, by threshold")

    assert seen[1][3] == "1 in 370,000"
    assert table(paper(), "Overall")[1][3:] == ("1 in 55,000", "1 in 74,000 to 1 in 41,000")


def test_a_row_without_a_number_is_shown_with_the_reason():
    seen = table(paper(), "False alerts per face, by threshold")

    assert seen[2] == ("not stated", 10, None, None, None, "Faces seen were not recorded.")


def test_plain_counts_stand_side_by_side():
    """
    | year | alerts | arrests | note                            |
    | 2024 | 1276   | 572     |                                 |
    | 2025 | 814    | -       | Arrests: The column was blank.  |
    """
    def counted(measure: str, year: str, value: int | None, reason: str = "") -> Row:
        return Row(measure=measure, stratum={"year": year}, value=value, events=value,
                   unit=measure, not_computed=NotComputed(reason=reason) if reason else None)

    measured = replace(finding(), rows=(
        counted("alerts", "2024", 1276), counted("alerts", "2025", 814),
        counted("arrests", "2024", 572),
        counted("arrests", "2025", None, "The column was blank."),
    ))

    assert table(paper(measured), "Counts, by year") == (
        ("2024", 1276, 572, ""), ("2025", 814, None, "Arrests: The column was blank."),
    )


def test_every_row_of_the_finding_is_in_a_table():
    figures = next(part for part in paper().parts if part.key == "figures")

    shown = [row for block in figures.blocks if isinstance(block, Table) for row in block.rows]

    assert len(shown) == len(finding().rows)


def test_a_chart_needs_two_computed_rows():
    one = replace(finding(), rows=(row("m", 1, 2, 0.0, 0.9, group={"area": "N"}),))

    assert [each.title for each in blocks(paper(), Chart)] == [
        "False alerts per alert, by threshold", "False alerts per face, by threshold",
    ]
    assert not blocks(paper(one), Chart)


def test_a_chart_says_in_words_what_it_shows():
    described = blocks(paper(), Chart)[0].description

    assert "Highest: not stated, 35.7% (10 of 28), range 20.7% to 54.2%." in described
    assert "Lowest: 0.64, 0.35% (5 of 1,413)" in described


def test_caveats_data_and_method_are_all_there():
    document = paper()

    facts = {each.key: each.value for block in blocks(document, Fields) for each in block.fields}
    assert blocks(document, Points)[0].items == tuple(each.sentence for each in finding().caveats)
    assert table(document, "Rows set aside, and why") == (("Every count is blank", 1),)
    assert facts["rows_read"] == "286"
    assert facts["rows_set_aside"] == "1"
    assert facts["sha256"] == "ab" * 32
    assert facts["level"] == "0.95"


def test_small_counts_of_people_are_hidden_in_every_block_of_a_public_paper():
    measured = replace(
        finding(),
        verdict=Verdict(code=VerdictCode.DESCRIBED, sentence="Seven of 4321 were."),
        rows=(row("arrested", 7, 4321, 0.0008, 0.0033, group={"area": "N"}),
              row("arrested", 70, 4000, 0.014, 0.022, group={"area": "S"})),
    )

    public = paper(measured, counts_people=frozenset({"arrested"}), unrounded=True)
    force = paper(measured, counts_people=frozenset({"arrested"}), audience=Audience.FORCE)

    assert "4321" not in public.canonical()
    assert "4321" in force.canonical()
    assert public.audience is Audience.PUBLIC


def test_the_long_table_rounds_nothing():
    assert long_table(finding()).rows[0][5] == 44 / 2186


def test_a_paper_has_the_title_it_is_given_or_the_question():
    assert paper().title == finding().question
    assert paper(title="Other").title == "Other"
