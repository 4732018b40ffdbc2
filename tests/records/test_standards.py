"""Texts for the public under headings: who writes them, where they go, how a record comes in."""

import pytest

from dueregard.answers import DueRegardError, Refused
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.report.publication import queries as publication
from dueregard.report.standards import queries
from dueregard.report.standards.writing import write
from dueregard.report.wordings import actions
from dueregard.report.wordings import queries as wordings

ADDRESS = "https://public.example.test"


def say(world, ref, key, *texts, by=None):
    return actions.write(ref=ref, key=key, texts=texts, by=by or world.lead, now=world.now)


def standing(world, ref, name="atrs-3-0"):
    return queries.one(ref, standard_id=name, now=world.now, public_address=ADDRESS)


def complete(world, ref, name="atrs-3-0"):
    """Write every field that the standard still requires."""
    for line in standing(world, ref, name).readiness.missing:
        say(world, ref, line.field.ours.key, f"Text for {line.field.heading}")


def answers(filled):
    return {line.field.key: line.answers for line in filled.lines}


def test_what_is_written_once_is_under_every_standard_that_asks_for_it(world):
    ref = world.use()

    say(world, ref, "deploy.human_review", "An officer looks at both faces.")

    for name, key in (("atrs-3-0", "human_decisions_and_review"), ("atrs-4-0", "human_review"),
                      ("nl-1-0", "human_intervention")):
        found = answers(standing(world, ref, name).filled)
        assert found[key] == ("An officer looks at both faces.",)


def test_writing_leaves_one_line_on_the_ledger_with_both_texts(world):
    ref = world.use()
    say(world, ref, "rationale.scope", "Before")

    say(world, ref, "rationale.scope", "After")

    newest = list(ledger.lines())[-1].body
    assert newest["about"] == ref
    assert (newest["facts"]["before"], newest["facts"]["after"]) == (["Before"], ["After"])


def test_only_the_owner_and_the_ethics_lead_write(world):
    ref = world.use(owner=world.lead)

    for role in (Role.PROJECT_LEAD, Role.OFFICER, Role.DECISION_MAKER):
        with pytest.raises(Refused):
            say(world, ref, "rationale.scope", "Words", by=world.person(role))
    say(world, world.use(name="Drones"), "rationale.scope", "W", by=world.person(Role.PROJECT_LEAD))


def test_nothing_is_kept_under_a_heading_that_no_standard_has(world):
    with pytest.raises(DueRegardError, match="no standard asks for"):
        say(world, world.use(), "rationale.scop", "Words")


def test_a_text_that_is_emptied_is_gone_and_the_record_fills_it_again(world):
    ref = world.use(supplier="Facewise Ltd")
    say(world, ref, "owner.supplier_name", "Facewise Ltd, and Seeall plc")

    say(world, ref, "owner.supplier_name", "  ")

    assert answers(standing(world, ref).filled)["external_supplier"] == ("Facewise Ltd",)
    assert wordings.of_use(ref) == ()


def test_a_record_that_nobody_published_is_not_ready_however_full(world):
    ref = world.use(what_it_does="It looks.", department="Intelligence")
    complete(world, ref)

    reasons = " ".join(standing(world, ref).readiness.reasons)

    assert "Nothing is published yet" in reasons
    assert standing(world, ref).draft


def test_a_full_record_that_was_published_is_ready_under_version_3(world):
    ref = world.use(what_it_does="It looks.", department="Intelligence")
    complete(world, ref)
    say(world, ref, "tier1.website", "https://example.test/lfr")
    say(world, ref, "meta.first_published", "2 November 2026")
    world.publish(ref)

    found = standing(world, ref)

    assert found.readiness.reasons == ()
    assert found.readiness.ready and not found.draft


def test_the_address_and_the_first_day_are_known_once_it_is_published(world):
    ref = world.publish()

    found = answers(standing(world, ref).filled)

    assert found["website_url"] == (f"{ADDRESS}/uses/live-facial-recognition/",)
    assert found["date_of_completion"] == ("2 November 2026",)


def test_the_same_record_is_not_ready_under_version_4_because_nobody_read_its_headings(world):
    ref = world.use(what_it_does="It looks.", department="Intelligence")
    complete(world, ref, "atrs-4-0")
    world.publish(ref)

    [reason] = standing(world, ref, "atrs-4-0").readiness.reasons

    assert "have not read in the official template" in reason


def test_a_record_that_has_moved_on_is_not_ready(world):
    ref = world.use(what_it_does="It looks.", department="Intelligence")
    complete(world, ref)
    world.publish(ref)

    say(world, ref, "rationale.scope", "Something else")

    assert "The record has moved on" in " ".join(standing(world, ref).readiness.reasons)


def test_whoever_publishes_reads_what_was_written_and_it_counts_as_new(world):
    ref = world.publish()
    assert not publication.preview(ref, now=world.now).changed

    say(world, ref, "deploy.required_training", "Two days, and an exam.")

    preview = publication.preview(ref, now=world.now)
    assert preview.changed
    assert "Two days, and an exam." in preview.paper.canonical()


def test_the_second_of_several_keeps_its_place_where_the_first_has_no_text(world):
    ref = world.use()
    say(world, ref, "model.name", "First", "Second")
    say(world, ref, "model.version", "", "2.1")

    found = answers(standing(world, ref).filled)

    assert found["model_name"] == ("First", "Second")
    assert found["model_version"] == ("", "2.1")


# -- Records of others ------------------------------------------------------------------------

RECORD = """Field,Answer
1.1 - Name,Hotspot map
1.2 - Description,It shows where burglaries may come.
2.1.1 - Organisation or department,Test Constabulary
2.1.2 - Team,Analysis
2.1.4.1 - External supplier,Mapworks Ltd
2.4.1.2 - Phase,Beta/Pilot
2.4.2.1 - Model name,First
2.4.2.7 - Model performance,Right in six of ten
2.4.2.1 - Model name,Second
2.4.2.7 - Model performance,Right in seven of ten
9.9 - Carbon budget,None set
"""


def bring(world, text=RECORD, name="record.csv", by=None):
    made = actions.bring_in(content=text if isinstance(text, bytes) else text.encode(),
                            name=name, by=by or world.lead, now=world.now)
    return wordings.brought(int(made.removeprefix("record-")))


def test_a_record_becomes_one_use_that_stands_where_the_record_says(world):
    brought = bring(world)

    ref = actions.add(reference=brought.reference, name="Hotspot map", status=Status.TRIAL,
                      by=world.lead, now=world.now)

    use = register.sheet(ref)
    assert (use.name, use.department, use.supplier) == ("Hotspot map", "Analysis", "Mapworks Ltd")
    assert use.status is Status.TRIAL and use.imported
    assert use.status_reason == "Its record said “Beta/Pilot”."
    assert use.technology == "place-based-prediction"
    assert publication.published(ref) is None


def test_each_text_keeps_its_label_number_and_version_and_unknown_headings_stay(world):
    brought = bring(world, RECORD + "0.2 Standard version,v3.0\n")
    ref = actions.add(reference=brought.reference, name="Map", status=Status.TRIAL,
                      by=world.lead, now=world.now)

    texts = wordings.of_use(ref)

    [extra] = [each for each in texts if not each.key]
    assert (extra.source_label, extra.source_number, extra.text) == (
        "9.9 - Carbon budget", "9.9", "None set")
    models = [each for each in texts if each.key == "model.performance"]
    assert [(each.place, each.text) for each in models] == [
        (0, "Right in six of ten"), (1, "Right in seven of ten")]
    assert {each.source_version for each in texts} == {"3.0"}
    assert {each.source_name for each in texts} == {"record.csv"}


def test_a_heading_that_nobody_knows_never_leaves(world):
    brought = bring(world)
    ref = actions.add(reference=brought.reference, name="Map", status=Status.TRIAL,
                      by=world.lead, now=world.now)

    assert "None set" not in publication.preview(ref, now=world.now).paper.canonical()
    for name in ("atrs-3-0", "atrs-4-0", "nl-1-0"):
        written = write(standing(world, ref, name).filled, ".json", made_at="")
        assert b"None set" not in written


def test_a_record_is_added_once_and_never_under_a_name_that_is_taken(world):
    world.use(name="Hotspot map")
    brought = bring(world)
    given = {"reference": brought.reference, "status": Status.TRIAL, "by": world.lead,
             "now": world.now}

    with pytest.raises(Refused, match="already has this name: use-0001"):
        actions.add(name="HOTSPOT map", **given)
    actions.add(name="Another map", **given)
    with pytest.raises(Refused, match="added already: use-0002"):
        actions.add(name="A third map", **given)


def test_a_file_that_is_no_record_is_refused_and_nothing_is_kept(world):
    with pytest.raises(Refused, match="does not look like a transparency record"):
        bring(world, "colour,size\nred,4\n")
    assert register.count() == 0


def test_a_person_without_the_right_brings_in_nothing(world):
    with pytest.raises(Refused):
        bring(world, by=world.person(Role.PROJECT_LEAD))


def test_a_record_of_another_body_is_said_to_be_so(world):
    brought = bring(world, RECORD.replace("Test Constabulary", "Fen Police"))

    assert "The record is of Fen Police" in " ".join(brought.notes)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".html"])
@pytest.mark.parametrize("standard", ["atrs-3-0", "atrs-4-0"])
def test_a_full_use_sent_out_and_brought_in_says_the_same_under_every_heading(
    world, suffix, standard
):
    ref = world.use(what_it_does="It looks. It tells.", department="Intelligence")
    ref = world.publish(ref)
    for line in standing(world, ref, standard).filled.lines:
        field = line.field
        if field.fixed or field.publisher or field.ours.source:
            continue
        several = ("One\n\n=two", "- Another") if field.ours.group else (f"On {field.heading}",)
        say(world, ref, field.ours.key, *several)
    world.publish(ref)
    before = standing(world, ref, standard).filled
    file = write(before, suffix, made_at=world.now.isoformat())

    brought = bring(world, file, f"record{suffix}")
    again = actions.add(reference=brought.reference, name="The same again",
                        status=Status.ASSESSMENT, by=world.lead, now=world.now)

    assert [each.label for each in brought.record.extra()] == []
    assert answers(standing(world, again, standard).filled) == answers(before)
