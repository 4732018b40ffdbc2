"""Agreements as plain tables: there and back, the digest, and slips said at their field."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.sharing.made import FACTS, REQUEST, TERMS

from dueregard.answers import DueRegardError
from dueregard.sharing import catalogue, reading
from dueregard.sharing.plain import to_plain
from dueregard.sharing.terms import Terms
from dueregard.weighing.toml_text import of_plain


@pytest.mark.parametrize("terms", [
    TERMS, Terms(), *(each.terms for each in catalogue.load().presets.values())])
def test_an_agreement_is_the_same_after_json_and_toml(terms):
    as_json = json.loads(json.dumps(to_plain(terms)))
    as_toml = tomllib.loads(of_plain(to_plain(terms)))

    assert reading.terms(as_json) == reading.terms(as_toml) == terms
    assert reading.terms(as_json).policy_sha256 == terms.policy_sha256


def test_a_request_and_facts_keep_the_difference_between_no_and_nothing_said():
    assert reading.request(to_plain(REQUEST)) == REQUEST
    assert reading.facts(to_plain(FACTS)) == FACTS
    assert to_plain(REQUEST)["passed_to"] == [] and to_plain(REQUEST)["automated"] is False
    assert "passed_to" not in to_plain(replace(REQUEST, passed_to=None))
    assert reading.request({"passed_to": []}).passed_to == ()
    assert reading.request({}).passed_to is None


def test_a_date_may_be_toml_s_own():
    assert reading.terms(tomllib.loads("starts = 2026-03-31")).starts == date(2026, 3, 31)


def test_any_change_of_what_was_agreed_changes_the_digest():
    """Found by changing each field that the example fills."""
    plain = reading.read(Path("examples/sharing/marac.toml"))
    whole = reading.terms(plain)
    digests = {replace(whole, **{key: getattr(Terms(), key) if key != "version" else 9})
               .policy_sha256 for key in plain}

    assert len(digests) == len(plain) and whole.policy_sha256 not in digests


SLIPS = [
    ({"purpose": "x"}, "purpose: This is not asked here. It can have: ref, title"),
    ({"starts": "31/03/2026"}, "starts: “31/03/2026” is not a date. Write it as 2026-03-31."),
    ({"starts": 3}, "starts: “3” is not a date"),
    ({"marking": "restricted"}, "marking: “restricted” is not one of: official, official-"),
    ({"reuse": "yes"}, "reuse: Write true or false"),
    ({"version": 0}, "version: Write a whole number from 1 up."),
    ({"roles": "idva"}, "roles: Write a list of words"),
    ({"roles": ["a", "b", "a"]}, "roles: “a” stands in it twice. Keep one."),
    ({"schedule": {"key": "x"}}, "schedule: Write each one under [[schedule]]."),
    ({"schedule": [{"key": "a"}, {"name": "b"}]}, "schedule[1].key: It is missing."),
    ({"schedule": [{"key": "a"}, {"key": "a"}]}, "schedule: “a” stands in it twice."),
    ({"parties": [{"ref": "a", "kin": "x"}]}, "parties[0].kin: This is not asked here."),
    ({"parties": ["a"]}, "parties[0]: This is a table of fields"),
    ({"title": True}, "title: Write words in quotation marks."),
    ({"direct_access": []}, "direct_access: This is a table of fields"),
]


@pytest.mark.parametrize(("plain", "words"), SLIPS)
def test_a_slip_is_said_at_its_field(plain, words):
    with pytest.raises(DueRegardError) as told:
        reading.terms(plain, name="isa.toml")

    first, *rest = str(told.value).splitlines()
    assert first == "isa.toml cannot be used as it is."
    assert any(each.startswith(words) for each in rest), rest


def test_every_slip_is_told_in_one_go():
    with pytest.raises(DueRegardError) as told:
        reading.terms({"reuse": "yes", "starts": "soon", "roles": [1.5]})

    assert len(str(told.value).splitlines()) == 4


@pytest.mark.parametrize(("name", "text", "words"), [
    ("a.toml", "x = [", "cannot be read"), ("a.json", "{", "cannot be read"),
    ("a.json", "[1]", "has no fields with names"), ("a.txt", "", "neither .toml nor .json"),
    ("a.json", '{"a": NaN}', "This is not asked here"), ("a.json", "[" * 100_000, "cannot be read"),
])
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, text, words):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DueRegardError, match=words):
        reading.terms(reading.read(path))


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(DueRegardError, match="There is no file nothing.toml"):
        reading.read(Path("nothing.toml"))
