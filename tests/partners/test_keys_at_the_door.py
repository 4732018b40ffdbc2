"""What a key opens, and everything that shuts it out: each refusal has one line, and no data."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests import builders_keys
from tests.partners.conftest import System, Visitor

from dueregard.ledger import queries as ledger
from dueregard.manage.agreements import actions as agreements
from dueregard.manage.keys import actions as keys
from dueregard.manage.keys import queries
from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.partners import actions as partners
from dueregard.people.rules import Role
from dueregard.web.api import by_key


def lines():
    return ledger.head().seq


def revoked(world, system):
    keys.revoke(key_id=PartnerKey.objects.get().pk, because="Lost", now=world.now,
                by=world.person(Role.SHARING_OFFICER))


def suspended(world, system):
    partners.suspend(partner_id=PartnerKey.objects.get().partner_id, because="They lost a laptop",
                     by=world.person(Role.SHARING_OFFICER), now=world.now)


def agreement_ended(world, system):
    agreements.end(ref=system.ref, because="It is over", now=world.now,
                   by=world.person(Role.DATA_PROTECTION_OFFICER))


def time_over(world, system):
    world.later(days=91)


def agreement_expired(world, system):
    PartnerKey.objects.update(expires_on=(world.now + timedelta(days=2000)).date())
    world.later(days=901)


def wrong_secret(world, system):
    system.key = system.key[:-1] + ("A" if system.key[-1] != "A" else "B")


def test_a_key_opens_its_own_agreement_and_its_use_is_noted(system, door):
    found = system.ask("get", "agreement")

    assert found.status_code == 200
    assert found.said["partner"] == "Fenmarch Council"
    assert found.said["items"][0]["key"]
    assert found["Cache-Control"] == "no-store"
    line = queries.keys_of(system.ref, now=door.now)[0]
    assert line.last_used_at == door.now
    door.later(minutes=4)
    system.ask("get", "agreement")
    assert queries.keys_of(system.ref, now=door.now)[0].last_used_at == line.last_used_at


@pytest.mark.parametrize(("shut", "status", "code"), [
    (revoked, 401, "key-revoked"), (time_over, 401, "key-expired"),
    (wrong_secret, 401, "key-wrong"), (suspended, 403, "partner-suspended"),
    (agreement_ended, 403, "agreement-not-in-force"), (agreement_expired, 403, "agreement-expired"),
])
def test_whatever_shuts_it_out_is_said_and_leaves_one_line_on_its_agreement(
    system, door, shut, status, code
):
    shut(door, system)
    before = lines()

    found = system.ask("get", "agreement")

    assert (found.status_code, found.said["type"]) == (status, f"urn:dueregard:problem:{code}")
    assert found["Content-Type"] == "application/problem+json"
    assert set(found.said) == {"type", "title", "status", "detail", "errors"}
    assert "laptop" not in found.content.decode()
    assert lines() == before + 1
    newest = ledger.history(newest=1)[0]
    assert (newest.about, newest.refused) == (system.ref, True)
    assert newest.facts["code"] == code


@pytest.mark.parametrize("key", ["", "drk_", "drk_0123456789ab_" + "x" * 43, "Fenmarch", "é"])
def test_what_is_no_key_of_ours_names_nobody_and_leaves_no_line(system, door, key):
    system.key = key
    before = lines()

    found = system.ask("get", "agreement")

    assert found.status_code == 401
    assert "WWW-Authenticate" in found
    assert lines() == before


def test_a_session_of_somebody_who_is_signed_in_opens_nothing(system, door):
    system.client.force_login(
        get_user_model().objects.get(pk=door.founder_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    system.key = ""

    found = system.ask("get", "agreement")

    assert found.status_code == 401
    assert not found.cookies


def test_somebody_who_entered_the_pages_has_opened_no_call(system, door):
    """A page of another site could send a cookie along; it cannot send a key."""
    visitor = Visitor(system.key)
    assert visitor.get("/").status_code == 200
    system.client, system.key = visitor.client, ""

    for how, body in (("get", None), ("post", {"purpose": "marketing"})):
        found = system.ask(how, "agreement" if how == "get" else "decide", body)
        assert (found.status_code, found.said["type"]) == (401, "urn:dueregard:problem:no-key")
        assert not found.cookies


def test_a_call_needs_no_mark_of_a_form_and_is_given_no_cookie_for_a_broken_one(system, door):
    system.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    system.client.cookies["csrftoken"] = "broken"

    found = system.ask("post", "decide", {"purpose": "marketing"})

    assert found.status_code == 200
    assert not found.cookies


def test_wrong_keys_are_slowed_down_and_a_right_one_behind_the_same_address_is_not(
    system, door, monkeypatch
):
    monkeypatch.setattr(by_key, "MOST_WRONG", 2)
    right, system.key = system.key, "drk_0123456789ab_" + "x" * 43

    assert [system.ask("get", "agreement").status_code for _ in range(3)] == [401, 401, 429]
    system.key = right
    assert system.ask("get", "agreement").status_code == 200


def test_a_flood_of_calls_is_refused_and_is_no_flood_of_lines(system, door, monkeypatch):
    monkeypatch.setattr(by_key, "MOST_BY_KEY", 2)
    before = lines()

    found = [system.ask("get", "agreement") for _ in range(6)]

    assert [each.status_code for each in found] == [200, 200, 429, 429, 429, 429]
    assert found[-1]["Retry-After"] == "60"
    assert lines() == before + 1
    door.later(minutes=1)
    assert system.ask("get", "agreement").status_code == 200


def test_a_key_of_one_agreement_sees_nothing_of_another_of_the_same_partner(system, door):
    other = builders_keys.another_agreement(door, PartnerKey.objects.get().partner_id)
    second = System(builders_keys.key(door, other), other)

    first, second = system.ask("get", "agreement"), second.ask("get", "agreement")

    assert first.said["policy_sha256"] != second.said["policy_sha256"]
    assert "Stalking" not in first.content.decode()
    assert "Stalking" in second.content.decode()


def test_everything_that_is_refused_has_the_one_shape(system, door):
    for how, address, status in (("get", "nothing", 404), ("delete", "agreement", 405),
                                 ("get", "agreement?x=1", 422)):
        found = system.ask(how, address)
        assert (found.status_code, found.said["status"]) == (status, status)
        assert found["Content-Type"] == "application/problem+json"
