"""The committee paper made from the record: complete, and without what stays in the force."""

import dataclasses

from dueregard.documents.audience import Audience
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected
from dueregard.manage.committee import queries as committee
from dueregard.manage.papers import queries
from dueregard.people.rules import Role


def paper(world, ref):
    return queries.committee_paper(ref, question="Should we?", now=world.now)


def test_no_fact_that_stays_inside_the_force_is_in_the_paper(world):
    from django.apps import apps

    columns = {field.name for field in dataclasses.fields(Description)}
    audiences = apps.get_model("identify.Use").audiences
    inside = {name for name in columns if audiences[name] > Audience.COMMITTEE}
    written = {
        name: f"sentinel-{name}" for name in columns - {"affected_count", "technology",
                                                         "started_on"}
    }
    owner = world.join(Role.PROJECT_LEAD)
    ref = register.add(
        described=Description(**written, affected_count=Affected.FEW), by=world.lead,
        now=world.now, owner_id=owner.id,
    )

    text = paper(world, ref).canonical()

    assert inside == {"owner_named", "contract"}
    assert {name for name in written if f"sentinel-{name}" not in text} == inside
    assert owner.name not in text
    assert ref not in text


def test_evidence_stands_with_who_says_so_and_how_well_it_is_tested(world):
    ref = world.use()
    evidence.record_claim(
        ref=ref, title="It is accurate", statement="99 in 100", source=Source.SUPPLIER,
        said_by="Facewise Ltd", level=1, lens="fairness", by=world.lead, now=world.now,
    )

    made = paper(world, ref)

    text = made.canonical()
    assert made.audience == Audience.COMMITTEE
    assert "The supplier: Facewise Ltd" in text
    assert "The supplier says so" in text
    assert "Only the supplier says anything about" in text


def test_an_open_condition_is_in_the_next_paper_with_the_last_advice(world):
    ref = world.use()
    world.condition(ref)

    made = committee.paper_for(ref, question="And now?", now=world.later(days=1))

    text = made.canonical()
    assert "On 2 November 2026 the committee advised: Reject." in text
    assert "It asked: Do thing 1 Reply: accepted." in text
    assert "The decision of 2 November 2026 was: go on trial." in text
    assert "Conditions still open, new: ‘Do thing 1’" in text
    assert "‘Where it stands’ was ‘Idea’, is ‘On trial’" in text
