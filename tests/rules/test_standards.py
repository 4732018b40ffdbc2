"""Standards as content, what fills them, and when a record may be sent.

The lists of fields are written down here again, from what their keepers published.
"""

import csv
import io
import json
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.test_publication import _narrowed, _places, about, every, materials, said

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.identify.register.rules import Status
from dueregard.lenses import standards
from dueregard.lenses.standard_shapes import FilledBy, Seen
from dueregard.report.publication import rules as publication
from dueregard.report.publication.material import Choice, Duty, Possibility, Written
from dueregard.report.publication.under_headings import _FILLED, Said, said_in
from dueregard.report.standards.rules import Given, fill, readiness
from dueregard.report.standards.writing import as_data, as_paper, shape_of, write

MADE = "2026-11-02T09:00:00+00:00"
ALL = standards.shipped().by_id

# Version 3.0 of the ATRS: number, attribute, whether it is required (V3.0, March 2024).
ATRS_3 = """
0.1 id R|0.2 standard_version R|0.3 organisation_type R|0.4 function R|0.5 capability R|0.6 task R
0.7 tags R|0.8 date_of_completion R|0.9 date_updated R|0.10 date_archived R|0.11 title R
0.12 organisation_name R|0.13 phase R|0.14 region R|0.15 one_sentence_description R
1.1 name R|1.2 description R|1.3 website_url R|1.4 contact_email R
2.1.1 organisation_or_department R|2.1.2 team R|2.1.3 senior_responsible_owner R
2.1.4 external_supplier_involvement R|2.1.4.1 external_supplier -|2.1.4.2 companies_house_number -
2.1.4.3 external_supplier_role -|2.1.4.4 procurement_procedure_type -|2.1.4.5 data_access_terms -
2.2.1 detailed_description -|2.2.2 scope R|2.2.3 benefit R|2.2.4 previous_process -
2.2.5 alternatives_considered -|2.3.1 process_integration R|2.3.2 provided_information R
2.3.3 frequency_and_scale_of_usage R|2.3.4 human_decisions_and_review R|2.3.5 required_training R
2.3.6 appeals_and_review -|2.4.1.1 system_architecture R|2.4.1.2 phase R|2.4.1.3 maintenance R
2.4.1.4 models R|2.4.2.1 model_name R|2.4.2.2 model_version R|2.4.2.3 model_task R
2.4.2.4 model_input R|2.4.2.5 model_output R|2.4.2.6 model_architecture R
2.4.2.7 model_performance R
2.4.2.8 datasets R|2.4.2.9 dataset_purposes R|2.4.3.1 source_data_name R|2.4.3.2 data_modality R
2.4.3.3 data_description R|2.4.3.4 data_quantities R|2.4.3.5 sensitive_attributes R
2.4.3.6 data_completeness_and_representativeness R|2.4.3.7 source_data_url R
2.4.3.8 data_collection R|2.4.3.9 data_cleaning -|2.4.3.10 data_sharing_agreements R
2.4.3.11 data_access_and_storage R|2.5.1 impact_assessment R|2.5.2 risks_and_mitigations R
"""
# Version 4.0: the numbers and names that others report. Everything else of it is inferred.
ATRS_4 = {
    "0.1": "Title", "0.2": "Organisation name", "0.3": "Phase", "0.4": "Region",
    "0.5": "One sentence description", "1.1": "Name", "1.2": "Description", "1.3": "Website URL",
    "1.4": "Contact email", "2.1.1": "Organisation or department", "2.1.2": "Team",
    "2.1.3": "Senior responsible owner", "2.1.4": "Third party involvement",
    "2.2.1": "Detailed description", "2.3.2": "Human review", "2.4.1.2": "System-level input",
    "2.4.1.3": "System-level output", "2.4.1.5": "Models", "2.4.2.2": "Model version",
    "2.4.3.1": "Development data description", "2.4.3.4": "Sensitive attributes",
    "2.4.4.2": "Sensitive attributes", "2.5.1": "Impact assessments",
    "2.5.2": "Risks and mitigations",
}
# The Dutch publication standard 1.0: key, most letters (0: no limit), whether it is required.
DUTCH = """
name 100 R|description_short 400 R|organization 100 R|status 0 R|contact_email 500 R
publication_category 0 R|lang 0 R|category 0 -|begin_date 0 -|end_date 0 -|website 500 -|url 500 -
goal 2500 -|proportionality 2500 -|human_intervention 2500 -|risks 2500 -|lawful_basis 2500 -
lawful_basis_grouping 0 -|process_index_url 500 -|impacttoetsen_grouping 0 -|impacttoetsen 2500 -
source_data 2500 -|source_data_grouping 0 -|methods_and_models 5000 -|provider 200 -
publiccode 500 -|standard_version 0 -|source_id 100 -|tags 2500 -
"""


def listed(text):
    return [tuple(each.split()) for line in text.split("\n") for each in line.split("|") if each]


def full(standard_id, **words):
    """A record in which every field of a standard has an answer."""
    standard = ALL[standard_id]
    return fill(standard, Said(
        derived={FilledBy.STATUS: "live"},
        written={each.ours.key: (
            each.choices[0] if each.choices else words.get(each.key, f"On {each.key}"),
        ) for each in standard.fields},
    ), title="Cameras", force="Test Constabulary", given=Given(first_published="2 November 2026"),
        shape=shape_of(standard_id))


def may_go(filled, **how):
    return readiness(filled, **({"published": True, "moved_on": False} | how))


# -- As their keepers published them ----------------------------------------------------------


def test_version_3_has_each_published_field_with_its_number_and_whether_it_is_required():
    ours = [
        (each.number, "phase" if each.key == "tool_phase" else each.key,
         "R" if each.required else "-")
        for each in ALL["atrs-3-0"].fields
    ]

    assert ours == listed(ATRS_3)
    assert {each.seen for each in ALL["atrs-3-0"].fields} == {Seen.TEMPLATE}


def test_version_4_has_the_numbers_that_others_report_and_no_other():
    fields = ALL["atrs-4-0"].fields

    assert {each.number: each.heading for each in fields if each.number} == ATRS_4
    assert all(each.seen is Seen.INFERRED for each in fields if not each.number)
    assert Seen.TEMPLATE not in {each.seen for each in fields}


def test_the_dutch_standard_has_each_published_key_with_its_length():
    ours = [
        (each.key, str(each.longest), "R" if each.required else "-")
        for each in ALL["nl-1-0"].fields
    ]

    assert ours == listed(DUTCH)


def test_every_source_that_content_names_is_filled_by_something():
    beside = {FilledBy.ADDRESS, FilledBy.FIRST_PUBLISHED}

    assert set(_FILLED) | beside == set(FilledBy)


# -- What fills them --------------------------------------------------------------------------


def filled_with(material, standard_id="atrs-3-0", **given_values):
    document = publication.public_view(material, made_at=MADE)
    found = fill(ALL[standard_id], said_in(document), title="Cameras", force="Test",
                 given=Given(**given_values), shape=shape_of(standard_id))
    return {line.field.key: line for line in found.lines}


def test_risks_come_with_what_must_be_done_about_them_and_opportunities_apart():
    lines = filled_with(about(
        possibilities=(
            every(Possibility, kind=said("risk"), title=said("Wrong match"), text=said("Stops.")),
            every(Possibility, kind=said("opportunity"), title=said("Found"), text=said("Sooner.")),
        ),
        duties=(every(Duty, text=said("Test it"), state=said("Open")),),
    ))

    assert lines["risks_and_mitigations"].answers == (
        "Wrong match. Stops.\nWhat we must do: Test it. Open.",)
    assert lines["benefit"].answers == ("Found. Sooner.",)


def test_conditions_without_a_risk_do_not_fill_the_field_for_risks():
    lines = filled_with(about(duties=(every(Duty, text=said("Test it")),)))

    assert lines["risks_and_mitigations"].missing


def test_how_without_why_is_a_gap_and_not_half_a_description():
    assert filled_with(about(what_it_does=said("It looks.")))["description"].missing
    assert filled_with(about(what_it_does=said("It looks."), purpose=said("To find.")))[
        "description"].answers == ("It looks.\n\nTo find.",)


@pytest.mark.parametrize(("supplier", "involved", "name"), [
    ("Facewise Ltd", ("Yes",), ("Facewise Ltd",)), ("Made here", ("No",), ()), ("", (), ()),
])
def test_a_blank_supplier_is_not_read_as_none(supplier, involved, name):
    lines = filled_with(about(supplier=said(supplier)))

    assert lines["external_supplier_involvement"].answers == involved
    assert lines["external_supplier"].answers == name


@pytest.mark.parametrize(("status", "third", "dutch"), [
    ("live", "Production", "In gebruik"), ("trial", "Beta/Pilot", "In gebruik"),
    ("idea", "Pre-deployment", "In ontwikkeling"), ("stopped", "Retired", "Buiten gebruik"),
])
def test_a_status_is_put_into_the_words_of_the_standard(status, third, dutch):
    material = about(status=said(status))

    assert filled_with(material)["phase"].answers == (third,)
    assert filled_with(material, "nl-1-0")["status"].answers == (dutch,)


@pytest.mark.parametrize("status", ["refused", "not-used-here", "paused"])
def test_a_status_for_which_the_standard_has_no_word_is_a_gap_with_a_name(status):
    line = filled_with(about(status=said(status)))["phase"]

    assert line.missing
    assert "The standard has no word for" in line.wrong


def test_what_a_person_wrote_of_the_phase_never_hides_where_a_use_stands():
    written = (Written(key="meta.phase", text=said("Retired")),)

    live = filled_with(about(status=said("live"), written=written))["phase"]
    paused = filled_with(about(status=said("paused"), written=written))["phase"]

    assert live.answers == ("Production",)
    assert paused.answers == ("Retired",)


def test_alternatives_are_the_options_that_were_weighed():
    lines = filled_with(about(choices=(
        every(Choice, name=said("Carry on as now"), text=said("Officers look.")),)))

    assert lines["alternatives_considered"].answers == ("Carry on as now. Officers look.",)


# -- When it may be sent ----------------------------------------------------------------------


def test_a_full_record_under_headings_that_were_read_is_ready():
    assert may_go(full("atrs-3-0")).ready
    assert may_go(full("nl-1-0")).ready


@pytest.mark.parametrize("field", [
    each for each in ALL["atrs-3-0"].fields if each.required and not each.fixed
    and not each.publisher
], ids=lambda each: each.key)
def test_each_required_field_that_is_blank_holds_the_record_back(field):
    whole = full("atrs-3-0")
    without = replace(whole, lines=tuple(
        replace(each, answers=("  ",)) if each.field.key == field.key else each
        for each in whole.lines
    ))

    found = may_go(without)

    assert not found.ready
    assert [each.field.key for each in found.missing] == [field.key]
    assert "requires is empty" in " ".join(found.reasons)


@given(st.sets(st.sampled_from([each.key for each in ALL["atrs-4-0"].fields])))
def test_a_record_with_a_heading_that_nobody_read_is_never_ready(blank):
    whole = full("atrs-4-0")
    some = replace(whole, lines=tuple(
        replace(each, answers=()) if each.field.key in blank else each for each in whole.lines
    ))

    assert not may_go(some).ready


@pytest.mark.parametrize("seen", [each for each in Seen if each is not Seen.TEMPLATE])
@pytest.mark.parametrize(("required", "answers", "ready"), [
    (True, ("Words",), False), (False, ("Words",), False), (False, (), True),
])
def test_one_unread_heading_that_is_filled_or_required_is_enough(seen, required, answers, ready):
    whole = full("atrs-3-0")
    *most, last = whole.lines
    field = replace(last.field, seen=seen, required=required)
    some = replace(whole, lines=(*most, replace(last, field=field, answers=answers)))

    assert may_go(some).ready is ready


@pytest.mark.parametrize("how", [{"published": False}, {"moved_on": True}])
def test_what_the_public_does_not_read_is_never_ready(how):
    assert not may_go(full("atrs-3-0"), **how).ready


def test_a_text_that_is_too_long_or_not_one_of_the_words_holds_it_back():
    long = may_go(full("nl-1-0", description_short="a" * 401))
    standard = ALL["nl-1-0"]
    lines = {each.field.key: each for each in fill(
        standard, Said(written={"meta.language": ("English",)}), title="", force="").lines}

    assert [each.field.key for each in long.wrong] == ["description_short"]
    assert "may have 400 letters and has 401" in long.wrong[0].wrong
    assert lines["lang"].wrong == "“English” is not one of: nld."


# -- The ways out -----------------------------------------------------------------------------


@settings(max_examples=60)
@given(materials(), st.sampled_from(sorted(ALL)), st.data())
def test_nothing_for_fewer_than_everybody_can_reach_any_export(generated, name, data):
    made, secrets = generated
    narrow = data.draw(st.sampled_from([Audience.PUBLIC, *Audience]))
    key = data.draw(st.sampled_from(sorted(standards.shipped().fields)))
    made = replace(made, written=(
        Written(key=key, text=replace(said("WRITTENEND"), audience=narrow)),))
    narrower = [text for audience, text in (*secrets, (narrow, "WRITTENEND")) if audience]

    try:
        document = publication.public_view(made, made_at=MADE)
    except DueRegardError:
        assert narrower
        return

    assert not narrower
    filled = fill(ALL[name], said_in(document), title="T", force="F", shape=shape_of(name))
    for suffix in (".csv", ".json", ".html"):
        write(filled, suffix, made_at=MADE)


def test_each_value_that_is_made_narrower_stops_every_export():
    made = about(
        written=(Written(key="rationale.scope", text=said("Words")),),
        possibilities=(every(Possibility, kind=said("risk")),),
    )
    places = list(_places(made))
    assert ("written", 0, "text") in places

    for path in places:
        with pytest.raises(DueRegardError, match="not for the public"):
            publication.public_view(_narrowed(made, list(path), Audience.FORCE), made_at=MADE)


def test_the_page_has_the_official_headings_in_sections_and_says_each_gap():
    filled = fill(ALL["atrs-3-0"], Said(derived={FilledBy.NAME: "Cameras <live>"}),
                  title="Cameras", force="Test Constabulary")

    page = write(filled, ".html", made_at=MADE).decode()

    assert "<h1" in page and ">Cameras</h1>" in page
    for title in ("Tier 1 Information", "Tier 2 - Owner and Responsibility",
                  "Tier 2 - Risks, mitigations and impact assessments"):
        assert f">{title}</h2>" in page
    assert (
        '<dt class="govuk-summary-list__key">1.1 - Name</dt>'
        '<dd class="govuk-summary-list__value">Cameras &lt;live&gt;</dd>'
    ) in page
    assert (
        '<dt class="govuk-summary-list__key">2.1.3 - Senior responsible owner</dt>'
        '<dd class="govuk-summary-list__value">We have not written this down yet.</dd>'
    ) in page
    assert "<script" not in page


def test_a_heading_that_nobody_read_is_marked_in_every_format():
    filled = full("atrs-4-0")

    page = write(filled, ".html", made_at=MADE).decode()
    table = list(csv.DictReader(io.StringIO(
        write(filled, ".csv", made_at=MADE).decode("utf-8-sig"))))
    data = json.loads(write(filled, ".json", made_at=MADE))

    assert "2.3.2 - Human review (heading not read in the official template)" in page
    assert all("Heading not read in the official template." in each["to_do"] for each in table)
    assert not any(each["heading_read"] for each in data["fields"])


def test_the_workbook_has_a_sheet_for_each_section_and_a_row_for_each_field():
    import openpyxl

    filled = full("atrs-3-0")

    book = openpyxl.load_workbook(io.BytesIO(write(filled, ".xlsx", made_at=MADE)))

    sections = [each.title[:31].strip() for each in ALL["atrs-3-0"].sections]
    assert book.sheetnames == ["Read this first", *sections]
    rows = [row for name in sections for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert [(row[0], row[1]) for row in rows] == [
        (each.number, each.heading) for each in ALL["atrs-3-0"].fields]
    assert "On scope" in {row[3] for row in rows}


def test_a_text_that_begins_like_a_formula_stays_text():
    filled = full("atrs-3-0", scope="=1+1")

    assert "'=1+1" in write(filled, ".csv", made_at=MADE).decode("utf-8-sig")


def test_the_dutch_register_gets_its_own_keys_months_and_links():
    said_so = Said(
        derived={FilledBy.STATUS: "live", FilledBy.STARTED: "2 November 2026",
                 FilledBy.NAME: "Cameras"},
        written={"law.links": ("An Act https://example.test/act", "A power"),
                 "meta.theme": ("Recht",)},
    )
    filled = fill(ALL["nl-1-0"], said_so, title="Cameras", force="", shape=shape_of("nl-1-0"))

    assert as_data(filled) == {
        "name": "Cameras", "status": "In gebruik", "begin_date": "2026-11",
        "category": ["Recht"], "standard_version": "1.0",
        "lawful_basis_grouping": [
            {"title": "An Act", "link": "https://example.test/act"}, {"title": "A power"}],
    }


def test_a_paper_keeps_which_of_several_a_text_belongs_to():
    filled = fill(ALL["atrs-3-0"], Said(written={
        "model.name": ("First", "Second"), "model.version": ("", "2.1")}), title="", force="")

    paper = as_paper(filled, made_at=MADE)

    labels = {
        each.label: each.value for part in paper.parts for block in part.blocks
        for each in getattr(block, "fields", ())
    }
    assert labels["2.4.2.2 - Model version (1)"] == "We have not written this down yet."
    assert labels["2.4.2.2 - Model version (2)"] == "2.1"


def test_a_standard_is_two_files_and_its_module_is_found_by_its_name():
    assert import_module("dueregard.report.standards.peculiar.nl_1_0").shape is shape_of("nl-1-0")
    assert shape_of("atrs-3-0") is None


def test_every_status_is_known_to_the_standards_or_named_as_a_gap():
    for name, each in ALL.items():
        for field in each.fields:
            assert set(field.words) <= set(Status), name
