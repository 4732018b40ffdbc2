"""The register for machines: its schema, linked data, and a record under others' headings."""

import csv
import io
import json
from dataclasses import asdict

import jsonschema
import pytest
from tests.documents.sample import document

from dueregard.documents.document import Chart, Code, Fields, Note, Points, Table
from dueregard.report.public_register.actions import fill
from dueregard.report.public_register.models import RecordText
from dueregard.report.publication import actions as publication
from dueregard.report.wordings import actions as wordings

SLUG = "live-facial-recognition"
HERE = "http://testserver"


def data(door, address, kind="application/json"):
    response = door.get(address)
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"].startswith(kind)
    return json.loads(response.content)


def schema(door):
    found = data(door, "/register.schema.json", "application/schema+json")
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(
        found, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def full(world):
    ref = world.use(what_it_does="It looks at faces. It tells an officer.")
    world.matter(ref, to="decided")
    wordings.write(ref=ref, key="rationale.scope", texts=["Only people on the list."],
                   by=world.lead, now=world.now)
    return world.publish(ref)


def test_the_whole_register_keeps_the_schema_that_is_published(door, world):
    full(world)
    world.publish(world.use(name="Body-worn video"))

    whole = data(door, "/register.json")

    validator = schema(door)
    validator.validate(whole)
    assert len(whole["records"]) == 2
    assert validator.schema["$id"] == whole["schema"] == "urn:dueregard:public-register:1"


def test_an_empty_register_keeps_the_schema_too(door, world):
    schema(door).validate(data(door, "/register.json"))


def test_every_kind_of_block_keeps_the_schema(door, world):
    world.publish()
    sample = document()
    kinds = {type(block) for part in sample.parts for block in part.blocks}
    assert kinds >= {Chart, Fields, Note, Points, Table}
    plain = json.loads(json.dumps(sample.to_plain())) | {"kind": "public-record"}
    plain["parts"][0]["blocks"].append(json.loads(json.dumps(asdict(Code(text="x", caption="y")))))
    RecordText.objects.update(document=plain)
    whole = data(door, "/register.json")

    whole["records"][0]["document"] = _everybody(whole["records"][0]["document"])
    schema(door).validate(whole)


def _everybody(thing):
    """The sample is for several audiences; the register is for one."""
    if isinstance(thing, dict):
        return {key: 0 if key == "audience" else _everybody(each) for key, each in thing.items()}
    return [_everybody(each) for each in thing] if isinstance(thing, list) else thing


@pytest.mark.parametrize("spoil", [
    lambda whole: whole["records"][0]["document"].update(audience=4),
    lambda whole: whole["records"][0].update(owner="Somebody"),
    lambda whole: whole["records"][0].pop("digest"),
    lambda whole: whole["records"][0]["document"]["parts"][0]["blocks"].append({"type": "video"}),
    lambda whole: whole.update(schema="urn:dueregard:public-register:2"),
])
def test_the_schema_refuses_what_the_register_never_holds(door, world, spoil):
    full(world)
    whole = data(door, "/register.json")

    spoil(whole)

    assert list(schema(door).iter_errors(whole))


def test_the_register_is_a_catalogue_and_each_record_a_data_set(door, world):
    full(world)
    kind = "application/ld+json"

    catalogue = data(door, "/register.jsonld", kind)
    record = data(door, f"/uses/{SLUG}.jsonld", kind)

    assert (catalogue["@context"], catalogue["@type"]) == ("https://schema.org", "DataCatalog")
    [listed] = catalogue["dataset"]
    assert listed["@id"] == record["@id"] == f"{HERE}/uses/{SLUG}/"
    assert record["@type"] == "Dataset"
    assert record["name"] == "Live facial recognition"
    assert record["description"] == "It looks at faces."
    assert record["datePublished"] == "2026-11-02" and record["version"] == "1"
    assert record["publisher"]["name"] == "Test Constabulary"
    assert record["includedInDataCatalog"]["@id"] == catalogue["@id"] == f"{HERE}/"
    assert "license" not in record
    for each in record["distribution"]:
        assert door.get(each["contentUrl"].removeprefix(HERE)).status_code == 200


def test_pages_link_to_it_in_their_head_and_run_nothing(door, world):
    full(world)

    front, record = door.get("/").content.decode(), door.get(f"/uses/{SLUG}/").content.decode()

    link = '<link rel="alternate" type="application/ld+json" href="{}">'
    assert link.format("/register.jsonld") in front
    assert link.format(f"/uses/{SLUG}.jsonld") in record
    assert "<script" not in front + record
    assert 'href="/register.schema.json"' in front


@pytest.mark.parametrize("standard", ["atrs-3-0", "atrs-4-0", "nl-1-0"])
@pytest.mark.parametrize("form", ["html", "xlsx", "csv", "json"])
def test_a_published_record_can_be_had_under_each_standard(door, world, standard, form):
    full(world)
    address = f"/uses/{SLUG}/as/{standard}.{form}"

    page = door.get(f"/uses/{SLUG}/").content.decode()
    file = door.get(address)

    assert f'href="{address}"' in page
    assert file.status_code == 200 and file.content


def test_it_says_what_was_published_and_where_that_stands(door, world):
    full(world)

    table = csv.DictReader(io.StringIO(
        door.get(f"/uses/{SLUG}/as/atrs-3-0.csv").content.decode("utf-8-sig")))

    rows = {each["key"]: each for each in table}
    assert rows["scope"]["answer"] == "Only people on the list."
    assert rows["website_url"]["answer"] == f"{HERE}/uses/{SLUG}/"
    assert rows["date_of_completion"]["answer"] == "2 November 2026"
    assert rows["senior_responsible_owner"]["answer"] == ""
    assert rows["senior_responsible_owner"]["to_do"] == "Required, and not written yet."


def test_under_a_standard_it_is_a_page_of_ours_with_the_official_headings(door, world):
    full(world)

    page = door.get(f"/uses/{SLUG}/as/atrs-3-0.html").content.decode()

    assert ">Tier 2 - Description and Rationale</h2>" in page
    assert (
        '<dt class="govuk-summary-list__key">2.2.2 - Scope</dt>'
        '<dd class="govuk-summary-list__value">Only people on the list.</dd>'
    ) in page
    assert "built/public.css" in page and f'href="/uses/{SLUG}/"' in page
    assert "style=" not in page and "<style" not in page and "<script" not in page
    assert "Whoever publishes the record fills this in." in page


def test_what_is_written_after_publication_is_not_there_until_it_is_published(door, world):
    ref = full(world)
    wordings.write(ref=ref, key="rationale.scope", texts=["Anybody at all."], by=world.lead,
                   now=world.now)
    fill(now=world.now)

    for form in ("html", "csv", "json"):
        assert b"Anybody at all." not in door.get(f"/uses/{SLUG}/as/atrs-3-0.{form}").content


def test_a_record_that_was_withdrawn_is_gone_from_every_form(door, world):
    ref = full(world)
    publication.withdraw(ref=ref, reason="It was wrong", by=world.lead, now=world.now)
    fill(now=world.now)

    for address in (f"/uses/{SLUG}/as/atrs-3-0.csv", f"/uses/{SLUG}.jsonld"):
        gone = door.get(address)
        assert gone.status_code == 410 and b"list" not in gone.content
    assert data(door, "/register.jsonld", "application/ld+json")["dataset"] == []


def test_a_record_from_before_such_texts_were_kept_offers_no_standard(door, world):
    full(world)
    row = RecordText.objects.get()
    row.document["facts"].pop("headings")
    row.drawn_by = ""
    row.save()

    assert "/as/atrs" not in door.get(f"/uses/{SLUG}/").content.decode()
    assert door.get(f"/uses/{SLUG}/as/atrs-3-0.csv").status_code == 404


@pytest.mark.parametrize("address", [
    f"/uses/{SLUG}/as/nothing.csv", f"/uses/{SLUG}/as/atrs-3-0.pdf", "/uses/x/as/atrs-3-0.csv",
    "/uses/x.jsonld",
])
def test_what_is_not_there_is_not_found(door, world, address):
    full(world)

    assert door.get(address).status_code == 404
