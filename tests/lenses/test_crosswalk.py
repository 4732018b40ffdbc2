"""A record under headings: where a row stands, what a reader does not get, and gaps as gaps."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lenses.sheets import LFR, typical_lfr

from dueregard.documents.audience import Audience
from dueregard.documents.document import Note, Table
from dueregard.lenses.bank import load
from dueregard.lenses.crosswalk import Line, Record, Said, homes, lay_out, lens_of_facts
from dueregard.lenses.crosswalk_facts import fact_lines
from dueregard.lenses.crosswalk_paper import NOT_FOR_THEM, NOTHING, as_document
from dueregard.lenses.shapes import LENSES, Framework, Heading, RecordPart

BANK = load()
BARE = Heading(id="f.bare", rev=1, title="Bare", meaning="What?", questions=(), facts=(), law=(),
               parts=(), lenses=())
NAMES = dataclasses.replace(BARE, id="f.names", title="Names", questions=("safety.02",),
                            facts=("threshold",), law=("law.01",))
WHOLE = dataclasses.replace(BARE, id="f.whole", title="Whole", parts=(RecordPart.EVIDENCE,))
LENS = dataclasses.replace(BARE, id="f.lens", title="Lens", lenses=("safety",))
FRAMEWORK = Framework(
    id="f", version="1", title="F", publisher="P", date="2026", url="", source_read=False,
    note="Headings as others report them.", licence="Headings only.",
    headings=(NAMES, WHOLE, LENS, BARE),
)


def line(part=RecordPart.ANSWERS, key="", lens="", *, audience=Audience.PUBLIC, **values):
    return Line(part=part, kind="Kind", key=key, lens=lens,
                label=Said(text="Asked?", audience=audience),
                says=values.pop("says", (Said(text="Said.", audience=audience),)),
                source=(Said(text="From here.", audience=Audience.PUBLIC),), **values)


def paper(*lines, reader=Audience.FORCE, notes=()):
    return as_document(Record(name="Tool", lines=lines, notes=notes), framework=FRAMEWORK,
                       reader=reader, made_at="2026-11-02", bank=BANK)


def part(made, key):
    return next(each for each in made.parts if each.key == key)


def words(made, key):
    return " ".join(each.text for each in part(made, key).blocks if isinstance(each, Note))


@pytest.mark.parametrize(("row", "under"), [
    (line(key="safety.02", lens="safety"), ["f.names"]),
    (line(key="safety.03", lens="safety"), ["f.lens"]),
    (line(key="privacy.01", lens="privacy"), []),
    (line(RecordPart.FACTS, "threshold", "safety"), ["f.names"]),
    (line(RecordPart.LAW, "law.01"), ["f.names"]),
    (line(RecordPart.LAW, "law.02"), []),
    (line(RecordPart.EVIDENCE, lens="safety"), ["f.whole"]),
    (line(RecordPart.POINTS, "safety.02", "safety"), ["f.lens"]),
    (line(RecordPart.OPTIONS), []),
])
def test_a_row_stands_where_it_is_named_then_by_its_part_then_by_its_lens(row, under):
    assert [each.id for each in homes(row, FRAMEWORK)] == under


@given(rows=st.lists(st.builds(
    line, part=st.sampled_from(RecordPart), lens=st.sampled_from(("", *LENSES)),
    key=st.sampled_from(("", "safety.02", "transparency.05", "threshold", "law.01")),
    audience=st.sampled_from(Audience), known=st.booleans(),
)), name=st.sampled_from(tuple(BANK.frameworks)), reader=st.sampled_from(Audience))
def test_no_row_is_lost_and_no_reader_gets_more_than_is_theirs(rows, name, reader):
    laid = lay_out(Record(name="", lines=tuple(rows)), framework=BANK.frameworks[name],
                   reader=reader)

    shown = {id_of(each) for _, under in laid.under for each in under} | {
        id_of(each) for each in laid.rest}
    mine = [each for each in rows if reader.sees(each.label.audience)]
    assert shown == {id_of(each) for each in mine}
    assert laid.left_out == len(rows) - len(mine)
    assert not {id_of(each) for each in laid.rest} & {
        id_of(each) for _, under in laid.under for each in under}


def id_of(each):
    return (each.part, each.key, each.lens, each.label.audience, each.known)


def test_a_heading_without_a_row_says_that_nothing_is_recorded():
    made = paper(line(key="safety.02"))

    assert NOTHING in words(made, "f.bare")
    assert NOTHING not in words(made, "f.names")
    assert not [each for each in part(made, "f.bare").blocks if isinstance(each, Table)]


def test_a_heading_whose_rows_are_for_fewer_readers_does_not_pass_for_empty():
    made = paper(line(key="safety.02", audience=Audience.FORCE), reader=Audience.COMMITTEE)

    assert NOT_FOR_THEM in words(made, "f.names")
    assert NOTHING not in words(made, "f.names")
    assert "1 row of the record is not in this print" in words(made, "about")


def test_a_row_of_which_only_the_question_is_for_the_reader_is_left_out():
    row = line(key="safety.02", says=(Said(text="A name", audience=Audience.FORCE),))

    made = paper(row, reader=Audience.COMMITTEE)

    assert "A name" not in made.canonical()
    assert NOT_FOR_THEM in words(made, "f.names")


def test_a_gap_is_counted_under_its_heading():
    made = paper(line(key="safety.02", known=False), line(RecordPart.LAW, "law.01"))

    assert "1 of 2 rows here is not known or not answered." in words(made, "f.names")
    assert "not legal advice" in words(made, "f.names")


def test_what_no_heading_asks_for_is_printed_at_the_end_with_why():
    made = paper(line(key="work.01", lens="work"), line(RecordPart.OPTIONS))

    last = part(made, "not-asked")
    assert made.parts[-1] is last
    assert "no heading for: Privacy; Displacement, skills and work; Transparency" in \
        words(made, "not-asked")
    assert [each.caption for each in last.blocks if isinstance(each, Table)] == [
        "Not asked: Displacement, skills and work", "Not asked: Under no lens"]


def test_a_print_says_that_the_headings_were_not_read_and_is_no_proof():
    made = paper(notes=("Not settled.",))

    warnings = [each.text for each in part(made, "about").blocks
                if isinstance(each, Note) and each.tone == "warning"]
    assert warnings == ["Not settled.", "Headings as others report them."]
    assert "not proof" in made.summary
    assert made.facts["headings_read"] == "no"


def test_a_narrower_reader_later_gets_none_of_the_rows():
    made = paper(line(key="safety.02", audience=Audience.FORCE)).for_audience(Audience.PUBLIC)

    assert "Said." not in made.canonical()


def test_a_fact_of_a_technology_has_the_lens_of_the_first_point_that_hangs_on_it():
    lenses = lens_of_facts(facts={"technology": LFR}, bank=BANK)

    assert lenses["deletion"] == "privacy"
    assert lenses["officers"] == "work"


def test_what_a_person_wrote_is_printed_as_they_wrote_it():
    facts = typical_lfr(BANK) | {"purpose": "to find iPhones", "threshold": "", "identifies": "yes"}

    said = {each.key: each.says[0].text for each in
            fact_lines(facts={**facts, "technology": LFR}, bank=BANK)}

    assert said["purpose"] == "to find iPhones"
    assert (said["threshold"], said["identifies"]) == ("Not known", "Yes")
