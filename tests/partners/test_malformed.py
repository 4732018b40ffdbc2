"""Malformed calls, made by Schemathesis from the description: no fault, no data, one line each.

A few hundred here, the same ones every time; `--hypothesis-profile=slow` makes 5,000.
"""

import json
from collections import Counter

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.partners.test_asking import question

from dueregard.ledger import queries as ledger
from dueregard.ledger.models import Entry
from dueregard.web.api import by_key, v1
from dueregard.web.api.problems import MEDIA_TYPE, Problem

CASES = 5_000 if settings.get_current_profile_name() == "slow" else 200
NOWHERE = "There is nothing at this address."
MARK = "subject-canary-5f2e"
NEGATIVE = schemathesis.GenerationMode.NEGATIVE


@pytest.fixture
def described(system, monkeypatch):
    """The description as this door gives it, and so many calls as the test wants."""
    monkeypatch.setattr(by_key, "MOST_BY_KEY", 10 * CASES)
    monkeypatch.setattr(by_key, "MOST_WRONG", 10 * CASES)
    made = json.loads(json.dumps(v1.description()))
    for methods in made["paths"].values():
        for call in methods.values():
            # The key is chosen here: without its description none is made up in its place.
            call.pop("security", None)
    made["components"].pop("securitySchemes")
    schema = schemathesis.openapi.from_dict(made)
    schema.app = WSGIHandler()
    return schema


def calls(described):
    """Every call but those that take nothing, and so cannot be malformed."""
    taking = [each.ok() for each in described.get_all_operations()]
    return st.one_of([
        each.as_strategy(generation_mode=NEGATIVE) for each in taking
        if each.body or each.path_parameters or each.query
    ])


def called(case, key):
    """Sent with this key, whatever was made up for the header."""
    case.headers["Authorization"] = f"Bearer {key}"
    return case.call()


def test_no_malformed_call_makes_a_fault_shows_data_or_goes_unnoticed(system, described):
    assert system.ask("post", "requests", question(system, subject=MARK)).status_code == 201
    wrong = f"{system.key[:-2]}__"
    seen, faults = Counter(), []

    @settings(max_examples=CASES, derandomize=True, database=None, deadline=None,
              phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
    @given(case=calls(described), key=st.sampled_from(
        (system.key,) * 8 + (wrong, "drk_0123456789ab_" + "x" * 43, "")))
    def one(case, key):
        before = ledger.head().seq
        answer = called(case, key)
        made, said = ledger.head().seq - before, answer.content.decode()
        seen[answer.status_code] += 1
        if answer.status_code < 400:
            return  # what Schemathesis thinks is malformed and is not: not counted as a refusal
        problem = Problem(**json.loads(said))
        named = key in (system.key, wrong) and not problem.detail.startswith(NOWHERE)
        named = named and problem.status != 405
        if (
            answer.status_code >= 500 or problem.status != answer.status_code
            or answer.headers["content-type"] != [MEDIA_TYPE] or MARK in said
            or made != (1 if named else 0) or (named and not _refused_under(system.ref))
        ):
            faults.append((case.as_curl_command(), key, answer.status_code, said, made))

    one()

    assert not faults, "\n".join(map(str, faults[:3]))
    assert sum(seen.values()) >= CASES, seen
    assert sum(count for status, count in seen.items() if status >= 400) > 0.9 * CASES
    assert {400, 401, 422} & set(seen)


def _refused_under(ref: str) -> bool:
    newest = Entry.objects.order_by("-seq")[0]
    return newest.refused and (newest.about == ref or newest.about.startswith("share-"))


def test_what_the_description_promises_holds_for_calls_that_are_as_it_says(system, described):
    """Well-formed calls: the answer has a status and a shape that the description names."""
    @settings(max_examples=40, derandomize=True, database=None, deadline=None,
              phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
    @given(case=described.as_strategy())
    def one(case):
        answer = called(case, system.key)
        case.validate_response(answer, checks=[
            not_a_server_error, status_code_conformance, content_type_conformance,
            response_schema_conformance,
        ])

    one()


def test_the_description_names_every_address_and_no_field_that_is_not_declared(door):
    made = v1.description()
    assert {each.removeprefix(v1.ROOT) for each in made["paths"]} == {
        "agreement", "decide", "requests", "requests/{number}", "requests/{number}/more",
        "requests/{number}/receipt", "requests/{number}/problems",
        "requests/{number}/notices/{notice}",
    }
    shapes = made["components"]["schemas"]
    taken = {"Question", "Asked", "More", "Receipt", "Done", "Report"}
    assert all(shapes[each]["additionalProperties"] is False for each in taken)
    assert "://" not in json.dumps(made)
