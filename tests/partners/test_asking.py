"""What a partner's system asks: would it be allowed, a request, how it stands, what is wrong."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import builders_keys
from tests.partners.conftest import System, at_the_workbench

from dueregard.documents.audience import Audience
from dueregard.ledger import queries as ledger
from dueregard.ledger.models import Entry
from dueregard.manage.keys import actions as keys
from dueregard.manage.keys import queries
from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.partners import actions as partners
from dueregard.manage.partners import queries as partner_queries
from dueregard.manage.sharing import actions as sharing
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures.actions import Giving
from dueregard.manage.sharing.disclosures.rules import Means
from dueregard.manage.sharing.models import SharingRequest
from dueregard.people.rules import Role

WHY = "A meeting tomorrow decides on her safety plan"


def lines() -> int:
    return ledger.head().seq


def question(system, **more) -> dict:
    """What the agreement allows, in full, from what the API itself says of it."""
    agreed = system.ask("get", "agreement").said
    item = agreed["items"][0]
    return {
        "purpose": item["purposes"][0], "items": [item["key"]], "role": agreed["roles"][0],
        "people": [next(each for each in agreed["people"] if each not in ("child", "staff"))],
        "marking": "official", "passed_to": [], "automated": False, "case_ref": "MARAC-7",
        "reason": WHY,
    } | more


def authorised(world, number: int) -> None:
    by = world.person(Role.SHARING_OFFICER)
    sharing.assess(request_id=number, words="Known", collected_for_law=True, by=by, now=world.now)
    sharing.authorise(request_id=number, by=world.person(Role.DATA_PROTECTION_OFFICER),
                      now=world.now)


def given(world, number: int) -> int:
    authorised(world, number)
    made = disclosures.disclose(
        request_id=number, by=world.person(Role.SHARING_OFFICER), now=world.now,
        given=Giving(recipient="MARAC coordinator", means=Means.SPOKEN),
    )
    return int(made.removeprefix("disclosure-"))


def test_a_question_that_names_nobody_is_answered_and_nothing_of_it_is_kept(system, door):
    asked = question(system)
    before = lines()

    found = system.ask("post", "decide", asked)

    assert (found.status_code, found.said["outcome"]) == (200, "permit"), found.said
    assert found.said["failed"] == []
    assert not found.said["logged"]
    assert lines() == before
    assert not SharingRequest.objects.exists()


def test_a_question_that_came_before_is_answered_after_two_looks_at_the_record(system, door):
    asked = question(system)
    system.ask("post", "decide", asked)

    with CaptureQueriesContext(connection) as looked:
        system.ask("post", "decide", asked)

    # Whether anything was done since, and what the force asks for.
    assert len(looked) == 2, [each["sql"] for each in looked]


def test_what_is_kept_of_a_key_is_read_anew_when_anything_was_done_since(system, door):
    asked = question(system)
    assert system.ask("post", "decide", asked).said["outcome"] == "permit"
    (partner,) = partner_queries.partners(now=door.now)

    partners.suspend(partner_id=partner.id, because="A breach", by=door.lead, now=door.now)

    assert system.ask("post", "decide", asked).status_code == 403


def test_a_step_that_lapses_with_the_day_is_noticed_though_nothing_was_done(system, door):
    asked = question(system)
    assert system.ask("post", "decide", asked).said["outcome"] == "permit"
    before = lines()

    door.later(days=400)

    found = system.ask("post", "decide", asked)
    assert found.status_code != 200 or found.said["outcome"] != "permit"
    assert lines() <= before + 1


def test_a_question_about_a_person_leaves_one_line_of_consultation_and_no_other(system, door):
    asked = question(system, subject="subject-5f2e")
    before = lines()

    found = system.ask("post", "decide", asked)

    assert found.said["logged"]
    assert lines() == before + 1
    newest = Entry.objects.order_by("-seq")[0]
    assert newest.verb == "processing:data:consultation"
    assert newest.body["facts"]["subject"] == "subject-5f2e"
    assert newest.body["by"]["name"] == "Fenmarch Council, by the key “Case system”"
    assert not SharingRequest.objects.exists()


def test_a_no_names_every_clause_with_what_would_make_it_a_yes(system, door):
    found = system.ask("post", "decide", {"purpose": "marketing"})

    said = {each["clause"]: each for each in found.said["failed"]}
    assert found.said["outcome"] == "refuse"
    assert {"purpose", "role", "items", "people", "onward", "human", "case", "reason"} <= set(said)
    assert all(each["sentence"] and each["yes_if"] for each in said.values())


def test_a_child_is_decided_by_two(system, door):
    found = system.ask("post", "decide", question(system, people=["child"]))

    assert found.said["outcome"] in ("refer", "refuse")
    assert [each["clause"] for each in found.said["two_people"]] == ["two-child"]


def test_who_asks_is_the_keys_to_say_and_no_field_can_say_another(system, door):
    for field in ("partner", "ref", "agreement", "origin_consents", "break_glass", "facts"):
        found = system.ask("post", "decide", {field: "x"})
        assert found.status_code == 422
        assert found.said["errors"] == [
            {"field": field, "sentence": "This is not asked here. Leave it out."}
        ]


@pytest.mark.parametrize(("sent", "status", "words"), [
    ("{", 400, "Send one JSON object"), (b"\xff", 400, "UTF-8"), ("[]", 422, "an object"),
    ('{"items": "all"}', 422, "Write a list of words"),
    ('{"automated": "no"}', 422, "Write true or false"),
    ('{"reason": "\\u0000"}', 422, "do not belong here"),
    ('{"reason": "\\ud800"}', 422, ""),
    ('{"subject": "Jane Doe"}', 422, "do not belong here"),
    ('{"reason": "%s"}' % ("x" * 2001), 422, "longer than 2000 characters"),
    ('{"marking": "cosmic"}', 422, "It is none of these"),
    ('{"reason": "%s"}' % ("x" * 70_000), 413, "longer than 65,536 bytes"),
])
def test_what_cannot_be_read_is_refused_in_words_with_one_line_and_none_of_it_in_there(
    system, door, sent, status, words
):
    before = lines()

    found = system.ask("post", "decide", sent)

    assert found.status_code == status
    assert words in found.content.decode()
    assert lines() == before + 1
    line = ledger.history(newest=1)[0]
    assert line.about == system.ref
    assert "Jane" not in str(line.facts)
    assert "Jane" not in found.content.decode()


def test_a_form_of_another_site_cannot_call(system, door):
    found = system.client.post("/api/v1/decide", {"purpose": "x"},
                               headers={"Authorization": f"Bearer {system.key}"})

    assert found.status_code == 415


def test_a_request_goes_in_once_is_decided_here_given_received_and_found_wrong(system, door):
    asked = question(system, subject="subject-5f2e", once="m-1", recipient="MARAC coordinator")
    first, again = system.ask("post", "requests", asked), system.ask("post", "requests", asked)
    number = first.said["id"]
    assert (first.status_code, again.said["id"]) == (201, number), first.said
    assert first.said["state_name"] == "Waits for us"
    assert SharingRequest.objects.get().way == "key"

    sent = given(door, number)
    seen = system.ask("get", f"requests/{number}").said
    assert (seen["state"], seen["sent"][0]["id"]) == ("disclosed", sent)
    assert seen["granted"] == asked["items"]
    wrong = system.ask("post", f"requests/{number}/receipt",
                       {"disclosure": sent, "sha256": "0" * 64})
    assert (wrong.status_code, "not the digest" in wrong.said["detail"]) == (409, True)
    seen = system.ask("post", f"requests/{number}/receipt", {"disclosure": sent}).said
    assert seen["state"] == "acknowledged"

    seen = system.ask("post", f"requests/{number}/problems", {
        "kind": "not-ours", "words": "It is about her sister", "disclosure": sent, "once": "p-1",
    }).said
    assert seen["reports"][0]["settled_at"] is None
    assert "sister" not in str(ledger.history(newest=1)[0].facts)
    report = queries.reports()[0]
    keys.settle(report_id=report.id, words="You are right. Destroy it.", now=door.now,
                by=door.person(Role.SHARING_OFFICER))
    disclosures.recall(disclosure_id=sent, because="It is about somebody else", now=door.now,
                       by=door.person(Role.SHARING_OFFICER))
    seen = system.ask("get", f"requests/{number}").said
    assert seen["reports"][0]["settled_words"] == "You are right. Destroy it."
    notice = seen["sent"][0]["notices"][0]
    assert (notice["kind"], notice["answered_at"]) == ("recall", None)
    done = system.ask("post", f"requests/{number}/notices/{notice['id']}",
                      {"words": "Destroyed on the same day"})
    assert done.said["sent"][0]["notices"][0]["answered_at"]


def test_more_is_wanted_and_given_and_a_refusal_is_read_with_its_reason(system, door):
    number = system.ask("post", "requests", question(system)).said["id"]
    by = door.person(Role.SHARING_OFFICER)
    early = system.ask("post", f"requests/{number}/more", question(system))
    assert early.status_code == 409
    sharing.want_more(request_id=number, words="Which meeting?", by=by, now=door.now)
    assert system.ask("get", f"requests/{number}").said["more_wanted"] == "Which meeting?"
    seen = system.ask("post", f"requests/{number}/more",
                      question(system, reason="The MARAC of 3 November"))
    assert seen.said["state"] == "requested"

    sharing.assess(request_id=number, by=by, now=door.now)
    sharing.refuse(request_id=number, reason="You have it already", consequences="None",
                   by=door.person(Role.DATA_PROTECTION_OFFICER), now=door.now)
    seen = system.ask("get", f"requests/{number}").said
    assert (seen["state"], seen["refused_because"]) == ("refused", "You have it already")
    assert [each["id"] for each in system.ask("get", "requests").said["requests"]] == [number]


def test_reading_a_request_about_a_person_is_logged_and_the_list_names_nobody(system, door):
    number = system.ask("post", "requests", question(system, subject="subject-5f2e")).said["id"]
    before = lines()

    listed = system.ask("get", "requests")
    assert lines() == before
    system.ask("get", f"requests/{number}")

    assert "subject-5f2e" not in listed.content.decode()
    assert Entry.objects.order_by("-seq")[0].verb == "processing:data:consultation"
    assert lines() == before + 1


def test_a_key_of_one_agreement_reads_and_moves_nothing_of_another(system, door):
    number = system.ask("post", "requests", question(system)).said["id"]
    sent = given(door, number)
    ref = builders_keys.another_agreement(door, PartnerKey.objects.get().partner_id)
    other = System(builders_keys.key(door, ref), ref)
    nobody = other.ask("get", "requests/999999").said["detail"]

    calls = (
        ("get", f"requests/{number}", None),
        ("post", f"requests/{number}/more", question(other)),
        ("post", f"requests/{number}/receipt", {"disclosure": sent}),
        ("post", f"requests/{number}/notices/1", {"words": "x"}),
        ("post", f"requests/{number}/problems", {"kind": "other", "words": "x"}),
    )
    for how, address, body in calls:
        before = lines()
        found = other.ask(how, address, body)
        assert (found.status_code, found.said["detail"]) == (404, nobody)
        assert lines() == before + 1
        assert ledger.history(newest=1)[0].about == ref
    assert other.ask("get", "requests").said["requests"] == []


def test_nothing_that_is_for_the_force_alone_reaches_a_partner(system, door):
    """A mark in every field of a request that is for the force or for named persons."""
    number = system.ask("post", "requests", question(system, subject="subject-5f2e")).said["id"]
    sent = given(door, number)
    row = SharingRequest.objects.get()
    marked = {
        each.attname for each in row._meta.concrete_fields
        if each.get_internal_type() in ("TextField", "CharField")
        and not Audience.PARTNER.sees(SharingRequest.audiences[each.name])
        and not each.choices
    }
    assert {"assessed_words", "closed_because", "looked_words"} <= marked
    SharingRequest.objects.update(**{name: f"canary{name}"[:80] for name in marked})

    for address in ("agreement", "requests", f"requests/{number}"):
        assert "canary" not in system.ask("get", address).content.decode()
    text = system.ask("get", f"requests/{number}").content.decode()
    assert f'"id": {sent}' in text
    for person in (Role.SHARING_OFFICER, Role.DATA_PROTECTION_OFFICER):
        assert door.person(person).name not in text


def test_a_partner_that_is_suspended_after_it_was_sent_something_is_shut_out(system, door):
    number = system.ask("post", "requests", question(system)).said["id"]
    sent = given(door, number)
    partners.suspend(partner_id=PartnerKey.objects.get().partner_id, because="A breach",
                     by=door.person(Role.SHARING_OFFICER), now=door.now)

    found = system.ask("post", f"requests/{number}/receipt", {"disclosure": sent})

    assert found.status_code == 403


def test_what_a_partner_reports_is_answered_on_a_page(system, door, settings, client):
    number = system.ask("post", "requests", question(system)).said["id"]
    system.ask("post", f"requests/{number}/problems", {"kind": "wrong", "words": "An old address"})
    at_the_workbench(settings)
    client.force_login(
        get_user_model().objects.get(pk=door.person(Role.SHARING_OFFICER).id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    report = queries.reports()[0]

    text = client.get("/sharing/problems/").content.decode()
    assert "An old address" in text
    assert "Waits for an answer" in text
    blank = client.post(f"/sharing/problems/{report.id}/", {"words": ""}).content.decode()
    assert "Say what came of it" in blank
    text = client.post(f"/sharing/problems/{report.id}/", {"words": "Put right"},
                       follow=True).content.decode()
    assert "Put right." in text
    assert queries.reports_waiting() == 0
