"""How somebody's record is read: by the names of its fields, whatever version and file it is."""

import io
import json

import pytest

from dueregard.answers import DueRegardError
from dueregard.identify.register.rules import Status
from dueregard.lenses import standards
from dueregard.report.wordings import rules
from dueregard.report.wordings.rules import Names, status_of, understand
from dueregard.report.wordings.sheets import pairs

NAMES = Names(standards.shipped().fields)


def read(content):
    content = content.encode() if isinstance(content, str) else content
    return understand(pairs(content, known=NAMES.known), names=NAMES)


def places(record):
    return {(each.key, each.place): each.text for each in record.known()}


# Names of fields as the versions that people really wrote records in have them.
VERSIONS = {
    "1.1": {
        "name": "tier1.name", "contact_email": "tier1.contact_email",
        "organisation": "owner.organisation", "external_supplier*": "owner.supplier_name",
        "external_supplier_identifier*": "owner.supplier_companies_house",
        "model_type": "tool.models", "frequency_usage": "deploy.frequency_and_scale",
        "human_decisions": "deploy.human_review", "source_data_description*": "devdata.description",
        "impact_assessment_name*": "assess.name", "risk_mitigation*": "risk.mitigation",
    },
    "2.1": {
        "URL of the website": "tier1.website",
        "Organisation/ department": "owner.organisation",
        "Supplier or developer of the algorithmic tool": "owner.supplier_name",
        "Terms of access to data for external supplier": "owner.supplier_data_access",
        "Method": "tool.models", "Source data": "devdata.description",
        "Human decisions and review": "deploy.human_review",
        "Impact assessments": "assess.impact_assessments", "Risks": "risk.risks_and_mitigations",
        "Annex": "meta.annex",
    },
    "3.0": {
        "1.1 - Organisation or department": "owner.organisation",
        "1.4.1 - External supplier": "owner.supplier_name",
        "2.4.2.9 Dataset purposes": "model.dataset_purposes",
        "4.3.11 - Data access and storage": "devdata.access",
        "5.2 - Risks and mitigations": "risk.risks_and_mitigations",
    },
    "4.0": {
        "1.4 - Third party involvement": "owner.third_party_involvement",
        "2.3.2 - Human review": "deploy.human_review",
        "2.4.1.2 - System-level input": "tool.system_input",
        "2.4.3.1 - Development data description": "devdata.description",
    },
}


@pytest.mark.parametrize(("version", "label", "key"), [
    (version, label, key) for version, several in VERSIONS.items()
    for label, key in several.items()
])
def test_a_field_is_known_by_its_name_in_every_version(version, label, key):
    record = read(f"Field,Answer\n{label},Words\nstandard_version,{version}\n")

    assert [each.key for each in record.found] == [key]
    assert record.found[0].label == label
    assert record.version == version


def test_every_heading_of_every_standard_that_we_ship_is_known_as_what_fills_it():
    for each in standards.shipped().by_id.values():
        titles = {section.id: section.title for section in each.sections}
        for field in each.fields:
            if field.publisher or field.fixed or each.id == "nl-1-0":
                continue
            found = NAMES.field(field.heading, section=titles[field.section])
            assert found is not None and found.key == field.ours.key, (each.id, field.heading)


def test_a_number_never_says_what_a_field_is():
    record = read("Field,Answer\n1.1 - Scope,Only wanted people\n2.2.2 - Name,Cameras\n")

    assert places(record) == {
        ("rationale.scope", 0): "Only wanted people", ("tier1.name", 0): "Cameras"}
    assert [each.number for each in record.found] == ["1.1", "2.2.2"]


def test_the_same_name_means_other_data_in_the_section_on_operational_data():
    record = read(
        "Section,Field,Answer\nTier 2 - Development Data,Sensitive attributes,Age\n"
        "Tier 2 - Operational Data,Sensitive attributes,Ethnicity\n"
    )

    assert places(record) == {("devdata.sensitive", 0): "Age", ("opdata.sensitive", 0): "Ethnicity"}


def test_a_repeated_section_begins_the_next_of_its_group():
    record = read(
        "Field,Answer\nModel name,First\nModel task,Match\nModel name,Second\nModel version,2\n"
        "Model performance,Good\nModel performance,Better\n"
    )

    assert places(record) == {
        ("model.name", 0): "First", ("model.task", 0): "Match", ("model.name", 1): "Second",
        ("model.version", 1): "2", ("model.performance", 1): "Good",
        ("model.performance", 2): "Better",
    }


@pytest.mark.parametrize("blank", ["", "n/a", "TBC", "-", "We have not written this down yet."])
def test_a_blank_is_not_a_text(blank):
    assert read(f"Field,Answer\nScope,{blank}\nName,Cameras\n").known()[0].key == "tier1.name"


def test_an_unknown_heading_is_kept_with_its_text_and_number():
    [extra] = read("Field,Answer\n7.3 Carbon budget,None set\nName,Cameras\n").extra()

    assert (extra.label, extra.number, extra.text) == ("7.3 Carbon budget", "7.3", "None set")


PAIRS = {"tier1.name": "Cameras", "rationale.scope": "Only wanted people",
         "deploy.human_review": "An officer looks"}
LABELS = {"tier1.name": "Name", "rationale.scope": "2.2.2 - Scope",
          "deploy.human_review": "Human review"}


def _book(rows):
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LAID_OUT = {
    "with headings": "Ref,Field,Guidance,Your answer\n" + "".join(
        f"1,{LABELS[key]},Say it plainly,{text}\n" for key, text in PAIRS.items()),
    "without headings": "".join(f"{LABELS[key]},{text}\n" for key, text in PAIRS.items()),
    "with semicolons": "Field;Answer\n" + "".join(
        f"{LABELS[key]};{text}\n" for key, text in PAIRS.items()),
    "on its side": ",".join(LABELS.values()) + "\n" + ",".join(PAIRS.values()) + "\n",
    "with guidance between": "".join(
        f"2.1,{LABELS[key]},Explain at length how,{text}\n" for key, text in PAIRS.items()),
    "workbook": _book([["Algorithmic Transparency Recording Standard"], [], *(
        [None, LABELS[key], text] for key, text in PAIRS.items())]),
    "JSON of keys": json.dumps({"tier_1": {"name": "Cameras"}, "tier_2": {
        "scope": "Only wanted people", "human_review": "An officer looks"}}),
    "JSON of a list": json.dumps([
        {"heading": LABELS[key], "answer": text} for key, text in PAIRS.items()]),
    "JSON of a page": json.dumps({"details": {"body": "".join(
        f"<h4>{LABELS[key]}</h4><p>{text}</p>" for key, text in PAIRS.items())}}),
    "page of headings": "<html><head><title>No</title></head><body><h1>Cameras</h1>" + "".join(
        f"<h3>{LABELS[key]}</h3>\n<p>{text}</p>" for key, text in PAIRS.items()) + "</body></html>",
    "page of a table": "<table><tr><th>Field</th><th>Answer</th></tr>" + "".join(
        f"<tr><th>{LABELS[key]}</th><td>{text}</td></tr>" for key, text in PAIRS.items())
    + "</table>",
    "page of terms": "<dl>" + "".join(
        f"<dt>{LABELS[key]}</dt><dd>{text}</dd>" for key, text in PAIRS.items()) + "</dl>",
}


@pytest.mark.parametrize("content", LAID_OUT.values(), ids=LAID_OUT)
def test_a_record_is_read_however_it_is_laid_out(content):
    found = {key: text for (key, _), text in places(read(content)).items() if key != "meta.title"}

    assert found == PAIRS


def test_paragraphs_under_a_heading_stay_apart_and_a_heading_without_text_is_a_section():
    record = read(
        "<html><body><h2>Tier 2 - Operational data</h2><h3>Sensitive attributes</h3>"
        "<p>Age.</p><ul><li>Ethnicity</li></ul></body></html>"
    )

    assert places(record) == {("opdata.sensitive", 0): "Age.\n\nEthnicity"}


@pytest.mark.parametrize(("content", "words"), [
    (b"PK\x03\x04 not a workbook", "could not be read"), (b'{"name": ', "looks like JSON"),
    (b"\x00\x01\x02\x03", "not a record that can be read"),
    (b"name,scope,team\na,b,c\nd,e,f\n", "holds 2 records"),
    (b"a" * 5_000_001, "larger than 5 MB"), (b"[" * 100_000, "looks like JSON"),
])
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(content, words):
    with pytest.raises(DueRegardError, match=words):
        read(content)


@pytest.mark.parametrize(("phase", "status"), [
    ("Production", Status.LIVE), ("Beta/Pilot", Status.TRIAL), ("private-beta", Status.TRIAL),
    ("Pre-deployment", Status.ASSESSMENT), ("Retired", Status.STOPPED), ("Idea", Status.IDEA),
    ("Design", Status.ASSESSMENT), ("", None), ("Somewhere", None),
])
def test_a_phase_is_read_as_the_status_that_it_means(phase, status):
    assert status_of(phase) is status


def test_who_is_named_as_answering_for_it_is_asked_about():
    record = read("Field,Answer\nName,Cameras\nSenior responsible owner,A Person\n")

    said = " ".join(rules.worth_saying(record, force_name="Test"))

    assert "a post and not a person" in said
