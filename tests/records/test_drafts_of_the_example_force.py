"""The papers of the example force and of a large use: whole, two pages, and true to the record."""

import dataclasses

import pytest
from tests import example_force
from tests.documents.pages_of import pages

from dueregard import documents
from dueregard.desk import chief_officers
from dueregard.desk import papers as shelves
from dueregard.documents.audience import Audience
from dueregard.documents.document import document_from_plain
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.points import actions as points
from dueregard.identify.points.rules import Kind
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries
from dueregard.identify.register.actions import Description
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.models import Matter
from dueregard.manage.papers import queries as papers
from dueregard.manage.papers.shelf import DRAFTS
from dueregard.people.rules import Role

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    pytest.mark.xdist_group(example_force.GROUP),
]
LFR = "use-0001"


@pytest.fixture
def force(db, now):
    example_force.lay_down(now=now)


def test_every_paper_put_to_the_committee_of_the_example_force_is_two_pages(force, now):
    """And the side for its chief officers is one. The force takes long to play, so both at once."""
    pytest.importorskip("weasyprint")
    counted = [pages(document_from_plain(each.document))[1] for each in Matter.objects.all()]
    first = Matter.objects.filter(use__number=1).order_by("referred_at").first()
    side = chief_officers.side(now=now)

    assert len(counted) >= 3
    assert max(counted) <= 2
    assert "What number of false alerts should stop us?" in str(first.document)
    assert sum(each.count for each in side.sections) > 5
    assert pages(chief_officers.as_document(side, made_at=now.isoformat()))[0] == 1


def test_every_paper_of_the_example_force_can_be_made_and_says_what_is_missing(force, now):
    """A measurement may count few people: the force's pack has it, the committee's paper not."""
    lines = shelves.shelf(LFR, now=now)
    made = {each.key: shelves.one(LFR, each.key, now=now).document for each in lines}

    assert [each.key for each in lines if each.draft] == list(DRAFTS)
    assert all(each.gaps for each in lines)
    for each in made.values():
        assert documents.write(each, ".odt")[:2] == b"PK"
        assert documents.write(each, ".md")
    assert "Proceed with minor amendments." in str(made["data-protection"])
    assert "Some thought otherwise: One member wants a trial" in str(made["data-protection"])
    communities = str(next(part for part in made["community"].parts if part.key == "communities"))
    assert "Gypsy and Traveller families on the Lode" in communities
    assert "A girl of fourteen was held in a shop" in str(made["community"])
    assert made["committee"].audience == Audience.COMMITTEE
    assert made["committee-pack"].audience == Audience.FORCE
    assert not any(part.key.startswith("evidence-") for part in made["committee"].parts)
    assert any(part.key.startswith("evidence-") for part in made["committee-pack"].parts)


@pytest.fixture
def large(world):
    """A use with sixty points and twenty pieces of evidence, as people would write them."""
    ref = world.use(name="A large use")
    for number in range(60):
        points.add(
            ref=ref, kind=list(Kind)[number % 3], lens="fairness", title=f"Point {number} of many",
            text="Something that could happen to people who live here, told at some length. " * 3,
            affected="Young people who live round the square", by=world.lead, now=world.now,
        )
    for number in range(20):
        evidence.record_claim(
            ref=ref, title=f"Evidence {number}", statement="What was found, told at length. " * 6,
            source=Source.INDEPENDENT, said_by="A laboratory, report 43", level=3,
            lens="fairness", by=world.lead, now=world.now,
        )
    return ref


def test_a_large_use_makes_a_paper_of_two_pages_and_an_annex_with_all_of_it(world, large):
    pytest.importorskip("weasyprint")
    made = committee.paper_for(large, question="Should we?", now=world.now)

    assert pages(made)[1] <= 2
    text = str(made)
    assert all(f"Point {n} of many" in text and f"Evidence {n}" in text for n in range(20))


def test_no_draft_names_a_person_beyond_those_whom_the_force_may_read(world):
    """Drafts are for the force; a name that is for the persons named alone is in none of them."""
    owner = world.join(Role.PROJECT_LEAD)
    ref = world.use(owner=owner)
    world.condition(ref)

    for key in DRAFTS:
        made = shelves.one(ref, key, now=world.now).document
        assert made.audience == Audience.FORCE
        assert owner.name not in made.canonical()
        assert "The committee-member thinks so" not in made.canonical()


def test_every_column_that_people_fill_in_reaches_a_paper_or_stays_inside(world):
    written = {
        name: f"sentinel-{name}"
        for name in {field.name for field in dataclasses.fields(Description)}
        - {"affected_count", "technology", "started_on"}
    }
    ref = register.add(described=Description(**written, affected_count="few"), by=world.lead,
                       now=world.now)

    text = "".join(
        shelves.one(ref, key, now=world.now).document.canonical() for key in DRAFTS)

    left_out = {name for name in written if f"sentinel-{name}" not in text}
    assert left_out == {"owner_named", "contract"}
    assert queries.sheet(ref).contract == "sentinel-contract"


def test_a_rule_said_to_be_met_is_in_the_papers_with_the_post_and_not_the_name(world):
    from dueregard.identify.law import actions as law
    from dueregard.identify.law.rules import Said, Shown

    ref = world.use()
    register.state_facts(ref=ref, facts={"identifies": "yes"}, by=world.lead, now=world.now)
    law.say(
        ref=ref, rule="law.01", by=world.lead, now=world.later(days=1),
        shown=Shown(said=Said.MET, named="Pat Secret", post="Data protection officer",
                    title="DPIA 7", reference="D7", dated_on=world.now.date()),
    )

    made = papers.committee_paper(ref, question="Should we?", now=world.now).canonical()

    assert "Data protection officer" in made
    assert "DPIA 7" in made
    assert "Pat Secret" not in made
