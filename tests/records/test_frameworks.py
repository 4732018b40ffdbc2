"""A use under a framework's headings: every row traced, nothing lost, nothing typed again."""

import csv
import io
import re

import pytest
from django.apps import apps
from tests import example_force

from dueregard import documents
from dueregard.answers import DueRegardError, Missing
from dueregard.documents.audience import Audience
from dueregard.documents.document import Note, Table
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.points import queries as points
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected
from dueregard.lenses import bank as banks
from dueregard.lenses.crosswalk_paper import NOT_ASKED, NOTHING
from dueregard.manage.committee import queries as committee
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.frameworks import queries
from dueregard.manage.frameworks.gathering import record
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import queries as assessment

FRAMEWORKS = tuple(banks.load().frameworks)
LFR = "use-0001"
pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    pytest.mark.xdist_group(example_force.GROUP),
]


@pytest.fixture
def lfr(db, now):
    """The example force's live facial recognition, played through the same actions as anybody's."""
    example_force.lay_down(now=now)
    assert register.sheet(LFR).technology == "live-facial-recognition"
    return LFR


def paper(ref, framework, now, reader=Audience.FORCE):
    return queries.paper(ref, framework_id=framework, reader=reader, now=now)


def rows(made):
    """Every row of every table: what was asked, what it is, what is said, where it comes from."""
    return [row for part in made.parts for block in part.blocks if isinstance(block, Table)
            for row in block.rows]


def part(made, key):
    return next(each for each in made.parts if each.key == key)


def notes(one):
    return " ".join(block.text for block in one.blocks if isinstance(block, Note))


def test_nothing_of_the_example_is_lost_or_untraced_under_any_framework(lfr, now):
    settled = assessment.latest_settled(lfr)
    replies = assessment.replies(settled.id)
    matters = [each for each in committee.by_use(lfr) if each.decision]
    bank = banks.load()

    for framework in FRAMEWORKS:
        made = rows(paper(lfr, framework, now))
        said = {(asked, kind): says for asked, kind, says, _ in made}
        sources = [source for *_, source in made]

        assert len(replies) > 40 and matters
        for reply in replies:
            assert reply.text in said[reply.words, "Answer"], (framework, reply.question)
            assert any(f"Question {reply.question} " in each for each in sources)
        for point in points.points(lfr):
            assert point.text in said[point.title, point.kind_name], (framework, point.title)
        for option in settled.options:
            assert (option.name, "Option") in said
            assert all(f"Number {each.id}, by {each.by_name}." in " ".join(sources)
                       for each in option.effects)
        for line in evidence.of_use(lfr):
            assert line.statement.strip(".") in said[line.title, "Evidence"]
        for line in conditions.by_use(lfr):
            assert line.test.strip(".") in said[line.text, "Condition"]
        for story in matters:
            assert story.decision.reasons.strip(".") in said[story.question, "Decision"]
        facts = bank.facts_for({"technology": "live-facial-recognition"})
        assert all((each.label, "Fact") in said for each in facts)
        _every_source_is_in_the_record(lfr, sources)


def _every_source_is_in_the_record(ref, sources):
    bank = banks.load()
    known = {
        "Question": {each.id for lens in bank.lenses for each in lens.questions},
        "Fact": {each.key for each in bank.facts_for(register.facts(ref))},
        "Rule": {each.id for each in bank.law},
        "Point": {each.key for each in points.points(ref)},
    }
    ids = {
        ("Point", "A point"): {each.id for each in points.points(ref)},
        ("Evidence",): {each.id for each in evidence.of_use(ref)},
        ("Condition",): {each.id for each in conditions.by_use(ref)},
        ("An effect",): {each.id for option in assessment.latest_settled(ref).options
                      for each in option.effects},
    }
    columns = apps.get_model("identify.Use").audiences
    for source in sources:
        begun = re.match(r"(Question|Fact|Rule|Point) ([\w.-]+?)[,: ]", source)
        number = re.search(r"Number (\d+)", source)
        if begun:
            assert begun[2] in known[begun[1]], source
        if number:
            [kind] = [each for each in ids if source.startswith(each)]
            assert int(number[1]) in ids[kind], source
        elif begun:
            continue
        elif source.startswith("The register, "):
            assert source.removeprefix("The register, ").rstrip(".") in columns
        else:
            assert source.startswith(("Option ", "Put to the committee ")), source


def test_two_prints_of_an_unchanged_record_are_the_same(world):
    ref = world.assessment()

    first, second = (paper(ref, "algo-care", world.now) for _ in range(2))

    assert first.digest == second.digest


def test_algo_care_has_each_answer_where_its_heading_asks_for_it(lfr, now):
    made = paper(lfr, "algo-care", now)

    assert [each.title for each in made.parts] == [
        "About this print", "Advisory", "Lawful", "Granularity", "Ownership", "Challengeable",
        "Accuracy", "Responsible", "Explainable", NOT_ASKED,
    ]
    table = part(made, "algo-care.challengeable").blocks[-1]
    found = next(row for row in table.rows if "challenge what it said" in row[0])
    assert found[1:3] == (
        "Answer", "Partly. By the ordinary complaints form. The signs do not say so yet.")
    assert re.fullmatch(
        r"Question transparency\.05 in the words of its revision \d+, round 1\. "
        r"Answered \d+ \w+ \d{4} by [\w ]+\.", found[3])
    assert "no heading for: Displacement, skills and work; Environmental sustainability." in \
        notes(part(made, "not-asked"))
    captions = [each.caption for each in part(made, "not-asked").blocks if isinstance(each, Table)]
    assert "Not asked: Displacement, skills and work" in captions
    assert "Hold them against" in notes(part(made, "about"))


def test_the_uk_framework_shows_the_options_as_trade_offs_and_who_decided(lfr, now):
    made = paper(lfr, "uk-data-ai-ethics-2025", now)

    kinds = {row[1] for row in part(made, "uk-data-ai-ethics-2025.trade-offs").blocks[-1].rows}
    assert {"Option", "Answer", "Risk of an option", "Opportunity of an option"} <= kinds
    answers_for = part(made, "uk-data-ai-ethics-2025.accountability").blocks[-1]
    decided = {row[1] for row in answers_for.rows}
    assert {"Advice", "Decision", "Condition", "Register"} <= decided
    assert "no heading for: Displacement, skills and work." in notes(part(made, "not-asked"))


def test_a_row_under_two_headings_has_the_same_words_under_both(world):
    made = paper(world.assessment(), "algo-care", world.now)

    found = [row for row in rows(made) if row[0].startswith("What do you know about how it works")]

    assert len(found) == 2 and len(set(found)) == 1


def test_a_print_leaves_in_every_format_with_its_sources(world):
    made = paper(world.assessment(), "npcc-covenant", world.now)

    text = documents.write(made, ".csv").decode("utf-8-sig")

    sources = [row[3] for row in csv.reader(io.StringIO(text)) if len(row) == 4]
    assert sources[0] == "source" and all(sources)
    assert documents.write(made, ".xlsx")[:2] == b"PK"
    assert b"Question transparency.05" in documents.write(made, ".json")


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_bare_use_says_under_each_heading_what_is_missing(world, framework):
    ref = register_actions.add(described=Description(name="New tool"), by=world.lead, now=world.now)

    made = paper(ref, framework, world.now)

    headings = banks.load().frameworks[framework].headings
    for heading in headings:
        assert NOTHING in notes(part(made, heading.id)) or "not known" in notes(
            part(made, heading.id))
    assert "Nobody has answered this yet." in {row[2] for row in rows(made)}
    assert not [row for row in rows(made) if not row[2] or not row[3]]


def test_an_answer_that_nobody_gave_is_counted_as_a_gap(world):
    ref = world.assessment(to="weighed")

    made = paper(ref, "eu-altai", world.now)

    assert "rows here are not known or not answered" in notes(part(made, "eu-altai.privacy"))
    assert "not settled yet" in notes(part(made, "about"))


def test_what_was_settled_stands_until_a_new_round_answers_it(world):
    ref = world.assessment()
    world.assessment(ref, to="opened")

    made = paper(ref, "algo-care", world.later(days=1))

    answers = [row for row in rows(made) if row[1] == "Answer"]
    assert {row[2] for row in answers} == {"We do not know."}
    assert all("round 1." in row[3] for row in answers)
    assert "A new round is open." in notes(part(made, "about"))


def test_no_field_that_stays_inside_the_force_is_in_the_committees_print(world):
    audiences = apps.get_model("identify.Use").audiences
    inside = {"owner_named", "contract"}
    assert all(audiences[each] > Audience.COMMITTEE for each in inside)
    owner = world.join(Role.PROJECT_LEAD)
    ref = register_actions.add(
        described=Description(
            name="Tool", technology="live-facial-recognition", affected_count=Affected.FEW,
            purpose="sentinel-purpose", contract="sentinel-contract",
        ), by=world.lead, now=world.now, owner_id=owner.id,
    )
    world.assessment(ref)
    world.condition(ref)

    for framework in FRAMEWORKS:
        text = paper(ref, framework, world.now, Audience.COMMITTEE).canonical()
        assert "sentinel-purpose" in text
        assert "sentinel-contract" not in text
        assert owner.name not in text
        assert "may not see them" in text
        # Who answered a question, wrote an effect or settled a point stays inside too.
        assert f"by {world.lead.name}" not in text
    assert "sentinel-contract" in paper(ref, "atrs", world.now).canonical()


def test_the_public_gets_no_print(world):
    with pytest.raises(DueRegardError, match="The public reads the published record"):
        paper(world.use(), "atrs", world.now, Audience.PUBLIC)


def test_an_unpublished_answer_is_not_for_the_public(world):
    ref = world.assessment()
    unpublished = {each.question for each in
                   assessment.replies(assessment.latest_settled(ref).id) if not each.publish}

    lines = {each.key: each for each in record(ref, on=world.now.date()).lines}

    assert unpublished
    assert all(lines[each].label.audience > Audience.PUBLIC for each in unpublished)


def test_a_framework_that_there_is_not_is_missing(world):
    with pytest.raises(Missing, match="no framework called nonsense"):
        paper(world.use(), "nonsense", world.now)
