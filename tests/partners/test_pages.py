"""The partners' own pages: who gets in, who is put out, what is asked there and what is shown."""

import re

import pytest
from django.test import Client
from django.utils.html import escape
from tests import builders_keys
from tests.partners.conftest import System, Visitor
from tests.partners.test_asking import authorised, given, lines, question
from tests.partners.test_keys_at_the_door import (
    agreement_ended,
    agreement_expired,
    revoked,
    suspended,
    time_over,
)

from dueregard.documents.audience import Audience
from dueregard.ledger import queries as ledger
from dueregard.ledger.models import Entry
from dueregard.manage.keys import actions as keys
from dueregard.manage.keys import queries
from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.sharing import actions as sharing
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures import queries as disclosed
from dueregard.manage.sharing.models import SharingRequest
from dueregard.people.rules import Role
from dueregard.web import partners_entrance
from dueregard.web.api import by_key

WHY = "A meeting tomorrow decides on her safety plan"
WRONG = "drk_0123456789ab_" + "x" * 43


def asked(system, **more) -> dict:
    """The fields of the form, filled in with what the agreement allows."""
    said = question(system)
    return {
        "items": said["items"], "people": said["people"], "purpose": said["purpose"],
        "role": said["role"], "reason": WHY, "case_ref": "MARAC-7", "marking": "official",
        "onward": "no", "automated": "no", "recipient": "MARAC coordinator", "then": "ask",
    } | more


def number_of(answer) -> int:
    assert answer.status_code == 302, answer.text_said
    return int(re.search(r"/requests/(\d+)/", answer["Location"])[1])


def newest():
    return Entry.objects.order_by("-seq")[0]


def test_a_key_lets_somebody_in_and_the_cookie_holds_its_number_alone(system, door):
    visitor = Visitor()
    away = visitor.get("/ask/")
    assert (away.status_code, away["Location"]) == (302, "/enter/?then=%2Fask%2F")

    came = visitor.post("/enter/", key=f" {system.key} ", then="/ask/")

    assert (came.status_code, came["Location"]) == (302, "/ask/")
    cookie = came.cookies[partners_entrance.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["max-age"] == 1800
    assert not any(part in str(came.cookies) for part in system.key.split("_")[1:])
    page = visitor.get("/")
    assert page.status_code == 200
    assert "Fenmarch Council" in page.text_said
    assert page["Cache-Control"] == "no-store"
    assert "script-src 'none'" in page["Content-Security-Policy"]
    assert "<script" not in page.text_said


def test_over_https_the_cookie_goes_over_tls_alone(system, door, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert Visitor().post("/enter/", key=system.key).cookies[partners_entrance.COOKIE]["secure"]


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_whoever_enters_is_led_to_no_other_site(system, door, then):
    assert Visitor().post("/enter/", key=system.key, then=then)["Location"] == "/"


@pytest.mark.parametrize(("key", "words"), [
    ("", "Enter your key"), (WRONG, "no key of ours"), ("Fenmarch", "no key of ours"),
    ("x" * 300, "too long for a key"),
])
def test_what_is_no_key_opens_nothing_and_leaves_no_line(system, door, key, words):
    visitor, before = Visitor(), lines()

    found = visitor.post("/enter/", key=key)

    assert words in found.text_said
    assert key not in found.text_said or not key
    assert partners_entrance.COOKIE not in found.cookies
    assert visitor.get("/").status_code == 302
    assert lines() == before


def test_a_part_of_a_key_opens_nothing_and_has_its_line(system, door):
    found = Visitor().post("/enter/", key=system.key[:-1] + ("A" if system.key[-1] != "A" else "B"))

    assert "This key is not right" in found.text_said
    assert (newest().about, newest().refused) == (system.ref, True)


def test_wrong_keys_are_slowed_down_with_those_of_calls(system, door, monkeypatch):
    monkeypatch.setattr(by_key, "MOST_WRONG", 2)
    call = System(WRONG, system.ref)

    assert [call.ask("get", "agreement").status_code, Visitor().post("/enter/", key=WRONG)
            .status_code, Visitor().post("/enter/", key=WRONG).status_code] == [401, 401, 429]
    assert Visitor(system.key).get("/").status_code == 200


@pytest.mark.parametrize(("shut", "status", "code"), [
    (revoked, 401, "key-revoked"), (time_over, 401, "key-expired"),
    (suspended, 403, "partner-suspended"), (agreement_ended, 403, "agreement-not-in-force"),
    (agreement_expired, 403, "agreement-expired"),
])
def test_whoever_is_in_is_put_out_by_the_next_page_in_the_words_of_a_call(
    system, visitor, door, monkeypatch, shut, status, code
):
    number = number_of(visitor.post("/ask/", **asked(system)))
    monkeypatch.setattr(partners_entrance.Came, "stands", lambda *_: True)
    shut(door, system)
    before = lines()

    found = visitor.get(f"/requests/{number}/")

    assert found.status_code == status
    assert lines() == before + 1
    assert (newest().about, newest().body["facts"]["code"]) == (system.ref, code)
    assert escape(system.ask("get", "agreement").said["detail"]) in found.text_said
    assert "laptop" not in found.text_said
    assert found.cookies[partners_entrance.COOKIE].value == ""
    assert visitor.get("/").status_code == 302


def test_after_half_an_hour_the_key_is_asked_for_again_and_each_page_puts_that_off(
    visitor, door
):
    door.later(minutes=29)
    assert visitor.get("/").status_code == 200
    door.later(minutes=29)
    assert visitor.get("/agreement/").status_code == 200

    door.later(minutes=31)

    assert visitor.get("/").status_code == 302
    assert "Enter the key again to go on" in visitor.get("/enter/").text_said


def test_after_eight_hours_it_is_asked_for_even_of_somebody_who_never_rested(visitor, door):
    for _ in range(24):
        door.later(minutes=20)
        assert visitor.get("/agreement/").status_code == 200
    door.later(minutes=1)

    assert visitor.get("/agreement/").status_code == 302


def test_what_was_typed_when_the_time_ran_out_is_kept_and_goes_on_with_the_key(
    system, visitor, door
):
    door.later(minutes=31)
    again = visitor.post("/ask/", **asked(system, once="o-1"))
    assert again.status_code == 401
    assert WHY in again.text_said
    assert not SharingRequest.objects.exists()
    typed: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', again.text_said):
        typed.setdefault(name, []).append(value)

    wrong = visitor.post("/ask/", **typed | {"key": WRONG})
    assert (wrong.status_code, WHY in wrong.text_said) == (401, True)
    assert WRONG not in wrong.text_said
    number = number_of(visitor.post("/ask/", **typed | {"key": system.key}))

    assert SharingRequest.objects.get(pk=number).asked["reason"] == WHY
    assert visitor.get(f"/requests/{number}/").status_code == 200


@pytest.mark.parametrize("change", [lambda said: said[:-1] + ("A" if said[-1] != "A" else "B"),
                                    lambda said: "WzEsMSwxXQ:" + said.partition(":")[2],
                                    lambda _said: "", lambda _said: "x:y:z"])
def test_a_cookie_that_is_not_ours_opens_nothing(visitor, door, change):
    kept = visitor.client.cookies[partners_entrance.COOKIE]
    kept.set(kept.key, *[change(kept.value)] * 2)

    assert visitor.get("/").status_code == 302


def test_signing_out_drops_the_cookie(visitor, door):
    assert "Do you want to sign out?" in visitor.get("/leave/").text_said
    out = visitor.post("/leave/")

    assert out.cookies[partners_entrance.COOKIE].value == ""
    assert "You are signed out" in visitor.get("/enter/").text_said
    assert visitor.get("/").status_code == 302


@pytest.mark.parametrize("address", [
    "/enter/", "/leave/", "/ask/", "/requests/1/more/", "/requests/1/sent/1/receipt/",
    "/requests/1/notices/1/", "/requests/1/problem/",
])
def test_a_form_without_our_mark_is_not_taken(system, visitor, door, address):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = visitor.client.cookies
    before = lines()

    found = strict.post(address, asked(system, key=system.key))

    assert found.status_code == 403
    assert "This form is too old" in found.content.decode()
    assert lines() == before
    assert not SharingRequest.objects.exists()


def test_what_may_be_asked_for_is_told_in_names_and_not_in_keys(system, visitor, door):
    agreed = system.ask("get", "agreement").said
    page = visitor.get("/agreement/").text_said

    assert agreed["purposes"] and agreed["items"]
    assert [each["name"] for each in (*agreed["purposes"], *agreed["items"])
            if f">{escape(each['name'])}<" not in page] == []
    assert ">victim<" not in page
    assert "You came with the key “Case system”" in page


def test_would_it_be_allowed_names_every_clause_keeps_what_was_typed_and_nothing_else(
    system, visitor, door
):
    before = lines()
    no = visitor.post("/ask/", purpose="", reason=WHY, then="would").text_said
    told = system.ask("post", "decide", {"reason": WHY}).said["failed"]
    assert len(told) > 4
    assert no.count("A yes if:") == len(told)
    assert WHY in no
    assert "Nothing of it is kept" in no

    yes = visitor.post("/ask/", **asked(system, then="would"))
    assert "A yes if:" not in yes.text_said
    assert "Nothing is asked yet" in yes.text_said
    assert re.search(r'name="items" value="[^"]+"[^>]* checked', yes.text_said)
    assert lines() == before
    assert not SharingRequest.objects.exists()


def test_would_it_be_allowed_of_a_person_is_logged_as_by_a_call(system, visitor, door):
    before = lines()

    page = visitor.post("/ask/", **asked(system, then="would", subject="subject-5f2e")).text_said

    assert "you asked is on the log" in page
    assert lines() == before + 1
    assert newest().verb == "processing:data:consultation"
    assert newest().body["facts"]["subject"] == "subject-5f2e"


@pytest.mark.parametrize(("change", "words"), [
    ({"items": []}, "Choose at least one thing that is wanted"),
    ({"reason": " "}, "Say in a sentence why it is needed now"),
    ({"subject": "Jane Doe"}, "A name does not belong here"),
    ({"reason": "x" * 2001}, "no more than 2000 characters"),
    ({"purpose": "marketing"}, "Select a valid choice"),
])
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(
    system, visitor, door, change, words
):
    found = visitor.post("/ask/", **asked(system, event="E-17") | change)

    assert found.status_code == 200
    assert words in found.text_said
    assert "There is a problem" in found.text_said
    for kept in ("MARAC-7", "MARAC coordinator", "E-17"):
        assert f'value="{kept}"' in found.text_said
    assert not SharingRequest.objects.exists()


def test_a_request_that_is_sent_twice_is_made_once_and_came_by_a_page(system, visitor, door):
    sent = asked(system, once="m-1", subject="subject-5f2e")

    first, again = visitor.post("/ask/", **sent), visitor.post("/ask/", **sent)

    assert number_of(first) == number_of(again)
    row = SharingRequest.objects.get()
    assert (row.way, row.partner.name, row.subject) == ("page", "Fenmarch Council", "subject-5f2e")
    assert row.asked["passed_to"] == []
    assert row.asked_by_name == "Fenmarch Council, by the key “Case system”"
    assert "It is with the force." in visitor.get("/").text_said


def test_whoever_says_that_a_life_is_in_danger_is_told_to_telephone(system, visitor, door):
    assert "telephone the force now: 999" in visitor.get("/ask/").text_said
    number = number_of(visitor.post("/ask/", **asked(system, true_signs=["life-now"])))

    assert "telephone the force now, and do not wait" in visitor.get(
        f"/requests/{number}/").text_said
    assert SharingRequest.objects.get().signs == {"life-now": True}


def test_reading_a_request_about_a_person_is_logged_and_the_list_names_nobody(
    system, visitor, door
):
    number = number_of(visitor.post("/ask/", **asked(system, subject="subject-5f2e")))
    before = lines()

    listed = visitor.get("/")
    assert lines() == before
    assert "subject-5f2e" not in listed.text_said and "MARAC-7" not in listed.text_said
    page = visitor.get(f"/requests/{number}/")

    assert (page.status_code, newest().verb) == (200, "processing:data:consultation")
    assert newest().body["by"]["name"] == "Fenmarch Council, by the key “Case system”"
    assert lines() == before + 1


def test_another_agreements_request_is_not_there_and_the_try_has_its_line(system, visitor, door):
    number = number_of(visitor.post("/ask/", **asked(system)))
    sent = given(door, number)
    ref = builders_keys.another_agreement(door, PartnerKey.objects.get().partner_id)
    other = Visitor(builders_keys.key(door, ref))
    nobody = other.get("/requests/999999/").text_said

    for address in ("", "more/", f"sent/{sent}/receipt/", "notices/1/", "problem/"):
        for how in (other.get, other.post):
            before = lines()
            found = how(f"/requests/{number}/{address}")
            assert found.status_code == 404
            assert "no such request of yours" in found.text_said
            assert lines() == before + 1
            assert newest().about == ref
    assert "no such request of yours" in nobody
    assert "asked for nothing" in other.get("/").text_said
    assert disclosed.disclosure(sent).received_at is None


@pytest.mark.parametrize("address", ["/requests/99999999999999999999/", "/nothing/", "/ask/x"])
def test_what_is_not_there_is_a_page_that_says_so(visitor, door, address):
    found = visitor.get(address)

    assert found.status_code == 404
    assert found["Content-Type"].startswith("text/html")
    assert "There is no such thing here" in found.text_said


def test_more_is_given_without_losing_the_key_of_the_person_or_the_signs(system, visitor, door):
    number = number_of(visitor.post("/ask/", **asked(
        system, subject="subject-5f2e", event="E-17", true_signs=["missing"])))
    assert visitor.get(f"/requests/{number}/more/").status_code == 302
    sharing.want_more(request_id=number, words="Which meeting?", now=door.now,
                      by=door.person(Role.SHARING_OFFICER))
    page = visitor.get(f"/requests/{number}/").text_said
    assert "The force asks:</strong> Which meeting?" in page and "It is with you." in page
    form = visitor.get(f"/requests/{number}/more/").text_said
    assert WHY in form and "Which meeting?" in form and "subject-5f2e" not in form

    sent = visitor.post(f"/requests/{number}/more/",
                        **asked(system, reason="The MARAC of 3 November"))

    assert sent.status_code == 302
    row = SharingRequest.objects.get()
    assert (row.state, row.asked["reason"]) == ("requested", "The MARAC of 3 November")
    assert (row.subject, row.event, row.signs) == ("subject-5f2e", "E-17", {"missing": True})
    late = visitor.post(f"/requests/{number}/more/", **asked(system, reason="Once more"))
    assert "It is with us already" in late.text_said and "Once more" in late.text_said


def test_what_was_sent_is_read_signed_for_found_wrong_and_its_recall_answered(
    system, visitor, door
):
    number = number_of(visitor.post("/ask/", **asked(system)))
    sent = given(door, number)
    page = visitor.get(f"/requests/{number}/").text_said
    assert "What you might be missing" in page and "How good it is" in page
    address = f"/requests/{number}/sent/{sent}/receipt/"
    assert "Enter your post" in visitor.post(address, name="Jo Read").text_said

    signed = {"name": "Jo Read", "post": "MARAC coordinator", "once": "s-1"}
    assert visitor.post(address, **signed).status_code == 302
    assert visitor.post(address, **signed).status_code == 302, "the same form sent twice"
    line = disclosed.disclosure(sent)
    assert (line.received_by, line.received_by_key) == ("Jo Read", "Case system")
    assert "Signed for on" in visitor.get(f"/requests/{number}/").text_said

    problem = f"/requests/{number}/problem/"
    assert "Choose what kind of problem it is" in visitor.post(problem, words="x").text_said
    visitor.post(problem, kind="not-ours", words="It is about her sister", disclosure=str(sent))
    report = queries.reports()[0]
    assert (report.disclosure_id, report.words) == (sent, "It is about her sister")
    officer = door.person(Role.SHARING_OFFICER)
    keys.settle(report_id=report.id, words="You are right. Destroy it.", by=officer, now=door.now)
    disclosures.recall(disclosure_id=sent, because="It is of another", by=officer, now=door.now)
    page = visitor.get(f"/requests/{number}/").text_said
    assert "You are right. Destroy it." in page and "Do not use it any more." in page
    notice = disclosed.disclosure(sent).notices[0]
    visitor.post(f"/requests/{number}/notices/{notice.id}/", words="Destroyed today")
    assert disclosed.disclosure(sent).notices[0].done_words == "Destroyed today"
    assert "You said on 2 November 2026 what you did." in visitor.get(
        f"/requests/{number}/").text_said


def test_a_receipt_with_another_digest_is_refused_beside_it(system, visitor, door, monkeypatch):
    number = number_of(visitor.post("/ask/", **asked(system)))
    sent = given(door, number)
    disclosed.Disclosure.objects.update(sha256="ab" * 32)
    address = f"/requests/{number}/sent/{sent}/receipt/"
    said = {"name": "Jo Read", "post": "Coordinator"}

    wrong = visitor.post(address, **said, sha256="0" * 64)
    assert "Do not use what you have" in wrong.text_said and 'value="Jo Read"' in wrong.text_said
    assert newest().refused
    assert "64 characters" in visitor.post(address, **said, sha256="ab").text_said
    assert visitor.post(address, **said, sha256="AB" * 32).status_code == 302


def test_a_refusal_is_read_with_its_reason(system, visitor, door):
    number = number_of(visitor.post("/ask/", **asked(system)))
    by = door.person(Role.SHARING_OFFICER)
    sharing.assess(request_id=number, by=by, now=door.now)
    sharing.refuse(request_id=number, reason="You have it already", consequences="None",
                   by=door.person(Role.DATA_PROTECTION_OFFICER), now=door.now)

    page = visitor.get(f"/requests/{number}/").text_said

    assert "You have it already." in page and "people decided" in page


def test_nothing_that_is_for_the_force_alone_is_on_a_page(system, visitor, door):
    """A mark in every field of a request that is for the force or for named persons."""
    number = number_of(visitor.post("/ask/", **asked(system)))
    sharing.want_more(request_id=number, words="Which?", now=door.now,
                      by=door.person(Role.SHARING_OFFICER))
    marked = {
        each.attname for each in SharingRequest._meta.concrete_fields
        if each.get_internal_type() in ("TextField", "CharField") and not each.choices
        and not Audience.PARTNER.sees(SharingRequest.audiences[each.name])
    }
    assert {"assessed_words", "closed_because", "subject", "group"} <= marked
    SharingRequest.objects.update(**{name: f"canary{name}"[:80] for name in marked})

    for address in ("/", f"/requests/{number}/", f"/requests/{number}/more/",
                    f"/requests/{number}/problem/"):
        assert "canary" not in visitor.get(address).text_said
    SharingRequest.objects.update(state="requested", subject="")
    authorised(door, number)
    page = visitor.get(f"/requests/{number}/").text_said
    assert "May be sent:" in page
    for person in (Role.SHARING_OFFICER, Role.DATA_PROTECTION_OFFICER):
        assert door.person(person).name not in page


def test_a_flood_of_pages_is_refused_with_those_of_calls(system, visitor, door, monkeypatch):
    monkeypatch.setattr(by_key, "MOST_BY_KEY", 3)
    system.ask("get", "agreement")

    found = [visitor.get("/agreement/") for _ in range(2)]

    assert [each.status_code for each in found] == [200, 429]
    assert found[1]["Retry-After"] == "60"


def test_what_is_too_long_for_anybody_to_have_written_is_not_read(visitor, door):
    found = visitor.post("/ask/", reason="x" * 70_000)

    assert found.status_code == 413
    assert "longer than 65,536 bytes" in found.text_said


def test_a_fault_on_our_side_is_a_page_that_asks_the_record_for_nothing(
    visitor, door, monkeypatch
):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(queries, "own_requests", broken)
    monkeypatch.setattr(ledger, "head", broken)

    found = visitor.get("/")

    assert found.status_code == 500
    assert "Something went wrong on our side" in found.text_said
    assert found["Content-Type"].startswith("text/html")


def test_who_can_use_these_pages_is_said_there_too(door):
    found = Visitor().get("/accessibility/")

    assert found.status_code == 200
    assert "Sharing with partners" in found.text_said
