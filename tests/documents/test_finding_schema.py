"""The published schema and the findings that we make keep to each other."""

import json
from dataclasses import fields, replace

import jsonschema
import pytest
from tests.builders_measure import EXAMPLE
from tests.documents.sample import finding, headlined

from dueregard.findings.finding import (
    SCHEMA,
    Caveat,
    Data,
    Finding,
    Method,
    NotComputed,
    Repeat,
    Row,
    SetAside,
    Verdict,
    VerdictCode,
)
from dueregard.findings.reading import finding_from_json
from dueregard.findings.reading_tables import read
from dueregard.findings.schema import schema
from dueregard.instruments import load

VALIDATOR = jsonschema.Draft202012Validator(schema())
KINDS = {
    "verdict": Verdict, "row": Row, "not_computed": NotComputed, "caveat": Caveat, "data": Data,
    "set_aside": SetAside, "method": Method, "repeat": Repeat,
}


def plain(made: Finding) -> dict:
    return json.loads(made.to_json())


def test_the_schema_is_itself_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())

    assert schema()["$id"] == SCHEMA


def test_a_finding_of_the_published_deployments_keeps_the_schema():
    measured = load("deployments").measure(read(EXAMPLE))

    VALIDATOR.validate(plain(measured))


@pytest.mark.parametrize("made", [
    finding(), headlined(), replace(finding(), headline="false-alerts-per-alert"),
    replace(headlined(), headline=""),
])
def test_a_finding_with_or_without_the_optional_fields_keeps_the_schema(made):
    VALIDATOR.validate(plain(made))

    assert finding_from_json(made.to_json()) == made


def test_the_optional_fields_may_also_be_there_and_empty():
    kept = plain(finding()) | {"headline": "", "method_words": [], "repeat": []}

    VALIDATOR.validate(kept)

    assert finding_from_json(json.dumps(kept)) == finding()


@pytest.mark.parametrize(("path", "value"), [
    (("schema",), "urn:dueregard:finding:2"),
    (("verdict", "code"), "guilty"),
    (("verdict",), None),
    (("rows", 0, "events"), 1.5),
    (("rows", 0, "value"), "3.6%"),
    (("rows", 0, "group"), {"ethnicity": 1}),
    (("rows", 0, "p_value"), 0.04),
    (("rows", 8, "value"), 0.1),
    (("caveats", 0), "Be careful."),
    (("data", "rows_read"), "286"),
    (("method", "options"), []),
    (("repeat",), [{"title": "t", "language": "R", "lines": "x <- 1"}]),
    (("repeat",), [{"title": "t", "lines": []}]),
    (("method_words",), "Wilson."),
    (("fair",), True),
])
def test_a_finding_that_is_broken_fails_the_schema(path, value):
    broken = plain(finding())
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not VALIDATOR.is_valid(broken)


@pytest.mark.parametrize("name", sorted(set(plain(finding()))))
def test_a_finding_that_lacks_a_field_fails_the_schema(name):
    broken = {key: value for key, value in plain(finding()).items() if key != name}

    assert not VALIDATOR.is_valid(broken)


def test_the_schema_has_exactly_the_fields_that_findings_have():
    described = {name: set(each["properties"]) for name, each in schema()["$defs"].items()
                 if "properties" in each}

    assert described == {name: {each.name for each in fields(kind)} for name, kind in KINDS.items()}
    assert set(schema()["properties"]) == {each.name for each in fields(Finding)}
    codes = schema()["$defs"]["verdict"]["properties"]["code"]["enum"]
    assert codes == [each.value for each in VerdictCode]


def test_the_schema_says_in_words_what_every_field_means():
    parts = [schema(), *schema()["$defs"].values()]

    silent = [name for part in parts for name, said in part.get("properties", {}).items()
              if "description" not in said and "$ref" not in said]
    assert silent == []
