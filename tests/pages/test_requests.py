"""The pages of requests: a person's way through each, and what is refused on them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import builders_sharing as sharing
from tests.pages.visiting import Visitor, words

from dueregard.ledger.models import Entry
from dueregard.manage.partners import actions as partners
from dueregard.manage.sharing import actions, queries
from dueregard.manage.sharing.disclosures import queries as given_out
from dueregard.manage.sharing.models import SharingRequest
from dueregard.manage.sharing.rules import State
from dueregard.manage.sharing.systems import actions as systems
from dueregard.people.rules import Role
from dueregard.web import uploads

pytestmark = pytest.mark.usefixtures("at_the_same_time")

ANSWERS = {
    "items": ["dash-score"], "people": ["victim"], "purpose": "help-victims",
    "reason": "She is seen tonight", "case_ref": "INC-42", "role": "idva",
    "recipient": "A. Person, IDVA", "marking": "official-sensitive", "collected_for_law": "yes",
    "onward": "no", "automated": "no",
}


@pytest.fixture
def ref(world):
    return sharing.in_force(world)


@pytest.fixture
def visit(client, world):
    return lambda role: Visitor(client, world.person(role))


def pair(world, ref):
    return f"?agreement={ref}&partner={sharing.asking(world, ref).partner_id}"


def test_would_it_be_allowed_says_each_thing_and_keeps_nothing(world, ref, visit):
    officer, address = visit(Role.OFFICER), f"/sharing/would/{pair(world, ref)}"
    assert "Fenmarch Council" in officer.read("/sharing/would/")
    before = Entry.objects.count()

    blank = words(officer.send(address))
    full = words(officer.send(address, **ANSWERS))

    assert "The request does not say what it is for." in blank
    assert "A yes if: Give the number of the case, crime or referral." in blank
    assert "Yes. Every clause of the agreement holds." in full
    assert "It rests on:" in full
    assert (Entry.objects.count(), SharingRequest.objects.count()) == (before, 0)
    assert "Nothing of it is kept." in full
    named = words(officer.send(address, **ANSWERS, subject="Jane Smith"))
    assert "A name does not belong here" in named


def test_would_it_be_allowed_about_a_person_says_that_asking_is_logged(world, ref, visit):
    officer, address = visit(Role.OFFICER), f"/sharing/would/{pair(world, ref)}"
    before = Entry.objects.count()

    text = words(officer.send(address, **ANSWERS, subject="MARAC-7"))

    assert "that you asked is on the log of processing" in text
    assert "Nothing of it is kept" not in text
    assert Entry.objects.count() == before + 1


def test_from_a_typed_request_to_a_file_that_is_here_once(world, ref, visit):
    systems.put(name="Crime records", holds="Crimes", items=["dash-score"], current="By next day",
                gaps="Old addresses", by=world.lead, now=world.now)
    systems.put(name="Custody", holds="Detentions", items=["dash-score"], current="At once",
                gaps="Nobody has looked", by=world.lead, now=world.now)
    officer = visit(Role.SHARING_OFFICER)
    officer.send(f"/sharing/requests/new/{pair(world, ref)}", **ANSWERS, subject="subject-1",
                 true_signs=["child-now"])
    (made,) = SharingRequest.objects.values_list("pk", flat=True)
    one = f"/sharing/requests/{made}/"
    assert "Waits for us" in officer.read(one)
    officer.send(f"{one}assess/", words="Known to us", collected_for_law="yes",
                 subject="subject-1", true_signs=["child-now"])
    officer.send(f"{one}decide/", share="yes", items=["dash-score"])

    page = words(officer.send(f"{one}give/", means="file", checked=[
        "Crime records"], recipient="A. Person, IDVA", file=SimpleUploadedFile(
            "e.csv", b"Dash Score;victim_name;dash_date\n7;Jane;2026-11-01\n9;Ann;2026-11-02\n")))

    (kept,) = given_out.of_request(made)
    assert page == ""
    assert (kept.columns, kept.left_out, kept.rows) == (
        ("dash_score", "dash_date"), ("victim_name",), 2)
    text = officer.read(one)
    assert "Crime records: By next day. Known to lack or get wrong: Old addresses." in text
    assert "Custody was not looked in. It holds" in text
    assert "dash_assessor may go, and the file did not have it." in text
    assert "Cut away: victim_name." in text
    taken = officer.send(f"/sharing/disclosures/{kept.id}/take/")
    assert taken.content == b"dash_score,dash_date\n7,2026-11-01\n9,2026-11-02\n"
    assert "Jane" not in str([each.body for each in Entry.objects.all()])
    again = officer.client.post(f"/sharing/disclosures/{kept.id}/take/", follow=True)
    assert "not here any more" in words(again)
    assert not any(path.is_file() for path in uploads.folder().iterdir())
    officer.send(f"/sharing/disclosures/{kept.id}/receipt/", name="A. Person", post="IDVA")
    assert "A. Person, IDVA" in officer.read(one)
    assert queries.line(made).state is State.ACKNOWLEDGED


def test_suspended_meanwhile_the_page_gives_nothing_and_keeps_no_file(world, ref, visit):
    made = sharing.authorised(world, ref)
    key = sharing.asking(world, ref).partner_id
    partners.suspend(partner_id=key, because="A file was lost", by=world.lead, now=world.now)

    text = words(visit(Role.SHARING_OFFICER).send(
        f"/sharing/requests/{made}/give/", means="file", recipient="A", file=SimpleUploadedFile(
            "e.csv", b"dash_score\n7\n")))

    assert "It was decided, and does not hold any more. " in text
    assert "The partner is suspended: nothing goes to it." in text
    assert given_out.of_request(made) == ()
    assert not any(path.is_file() for path in uploads.folder().iterdir())


@pytest.mark.parametrize(("content", "said"), [
    (b"shoe_size\n7\n", "None of the columns"),
    (b"dash_score,dash_date\n7\n", "Row 2 has 1 cells"),
    (b"dash_score,DASH SCORE\n7,8\n", "stands in the file twice"),
    (b"", "None of the columns"), (b"dash_score\n", "no rows"),
])
def test_a_file_that_cannot_be_cut_is_said_on_the_form(world, ref, visit, content, said):
    made = sharing.authorised(world, ref)

    response = visit(Role.SHARING_OFFICER).send(
        f"/sharing/requests/{made}/give/", means="file", recipient="A",
        file=SimpleUploadedFile("e.csv", content or b" "))

    assert said in words(response)
    assert given_out.of_request(made) == ()


def test_urgent_in_one_form_and_looked_at_by_another(world, ref, visit):
    officer = visit(Role.OFFICER)
    text = officer.read("/sharing/urgent/")
    assert "May I tell them?" in text, "with one agreement there is nothing to choose"

    response = officer.client.post("/sharing/urgent/", {
        "once": "urgent-1", "items": ["dash-score"], "people": ["victim"],
        "purpose": "help-victims", "reason": "He is outside", "case_ref": "INC-1", "role": "idva",
        "recipient": "Duty IDVA", "subject": "subject-9",
    }, follow=True)

    assert "Yes. Tell them now" in words(response)
    (made,) = SharingRequest.objects.values_list("pk", flat=True)
    world.later(hours=25)
    spoc = visit(Role.SHARING_OFFICER)
    assert "Shared in a hurry, and to be looked at Duty" not in spoc.read("/sharing/queue/")
    assert re.search("to be looked at.*Late", spoc.read("/sharing/queue/"))
    spoc.send(f"/sharing/requests/{made}/look/", found="right", words="All needed")
    assert "It was right: All needed." in spoc.read(f"/sharing/requests/{made}/")


def test_urgent_that_the_agreement_does_not_allow_says_what_would(world, ref, visit):
    text = words(visit(Role.OFFICER).client.post("/sharing/urgent/", {
        "once": "urgent-2", "items": ["dash-score"], "people": ["staff"],
        "purpose": "help-victims", "reason": "Soon", "case_ref": "INC-1", "role": "idva",
    }, follow=True))

    assert "Not yet: the agreement does not allow it as asked." in text
    assert "The agreement does not cover: A member of staff of the force or of a partner." in text


def test_the_second_of_two_is_asked_first_and_their_yes_counts_as_told(world, ref, visit):
    officer = visit(Role.OFFICER)
    officer.send("/sharing/urgent/", items=["dash-score"], people=["child"], role="idva",
                 purpose="help-victims", reason="He is outside", case_ref="INC-1")
    (made,) = SharingRequest.objects.values_list("pk", flat=True)
    second = visit(Role.SHARING_OFFICER)
    assert f"Decide now as the second of two: share-{made}" in second.read("/")
    assert "He is outside" in second.read(f"/sharing/requests/{made}/decide/")

    response = second.client.post(f"/sharing/requests/{made}/decide/", {
        "once": "second", "share": "yes", "items": ["dash-score"]}, follow=True)

    assert f"Yes. Ring {world.person(Role.OFFICER).name}" in words(response)
    assert queries.line(made).state is State.DISCLOSED
    assert "Decide now as the second" not in second.read("/")


def test_who_took_it_is_added_by_whoever_shared_it_and_is_asked_of_whoever_looks(
    world, ref, visit
):
    officer = visit(Role.OFFICER)
    officer.send("/sharing/urgent/", items=["dash-score"], people=["victim"], role="idva",
                 purpose="help-victims", reason="He is outside", case_ref="INC-1")
    (made,) = SharingRequest.objects.values_list("pk", flat=True)
    one = f"/sharing/requests/{made}/"
    assert "Add who took it" in officer.read(one)
    assert "Say who took it, or give the key of the person." in words(officer.send(f"{one}add/"))
    officer.send(f"{one}add/", recipient="R. Tarnbrook, adviser")
    assert "R. Tarnbrook, adviser" in officer.read(one)

    spoc = visit(Role.SHARING_OFFICER)
    page = spoc.read(f"{one}look/")
    assert "Key of the person" in page and "Who took it?" not in page
    assert "A name does not belong here" in words(
        spoc.send(f"{one}look/", found="right", words="Needed", subject="Jane Smith"))
    spoc.send(f"{one}look/", found="right", words="Needed", subject="nominal-7")

    assert "nominal-7" in spoc.read(one) and "Add who took it" not in spoc.read(one)


def test_each_time_something_was_shared_in_a_hurry_is_counted_and_linked(world, ref, visit):
    visit(Role.OFFICER).send("/sharing/risk-to-life/", reason="She has stopped answering")
    (made,) = SharingRequest.objects.values_list("pk", flat=True)
    spoc = visit(Role.SHARING_OFFICER)

    page = spoc.client.get("/sharing/hurried/").content.decode()

    assert f'href="/sharing/requests/{made}/"' in page and "stopped answering" not in page
    text = spoc.read("/sharing/hurried/")
    assert "Because a life was at risk: 1 Went out at once: 1" in text
    assert "By the urgent path: 0 Not used." in text
    assert "/sharing/hurried/" in spoc.client.get("/sharing/queue/").content.decode()
    assert "Due Risk to life, share-" in text and "Not looked at yet, and in time." in text
    start = visit(Role.SHARING_OFFICER)
    assert f"Look at what was shared in a hurry: share-{made}" in start.read("/")
    for number in range(3):
        visit(Role.OFFICER).send("/sharing/risk-to-life/", reason=f"It goes on: {number}")
    assert "Look at what was shared in a hurry: 4 times" in visit(Role.SHARING_OFFICER).read("/")
    visit(Role.OFFICER).read("/sharing/hurried/", status=403)


def test_the_ways_to_share_in_a_hurry_stand_first_for_those_on_duty_alone(world, visit):
    for role, there in ((Role.OFFICER, True), (Role.SHARING_OFFICER, True),
                        (Role.ETHICS_LEAD, False), (Role.PANEL_MEMBER, False)):
        assert ("Share at once A life is at risk" in visit(role).read("/")) is there, role


def test_a_risk_to_life_with_one_sentence_tells_at_once(world, visit):
    spoc, officer = world.person(Role.SHARING_OFFICER), visit(Role.OFFICER)
    empty = words(officer.send("/sharing/risk-to-life/", reason=""))
    assert "Say in one sentence what the risk to life is" in empty

    officer.send("/sharing/risk-to-life/", reason="She has stopped answering")

    (made,) = SharingRequest.objects.values_list("pk", flat=True)
    (letter,) = mail.outbox
    assert letter.subject == "Shared because a life was at risk"
    assert f"/sharing/requests/{made}/" in letter.body
    assert "stopped answering" not in letter.body
    text = officer.read(f"/sharing/requests/{made}/")
    assert f"{spoc.name} (single point of contact): written to on" in text
    assert "Passed over because a life was at risk" in text


def test_opinions_of_two_are_on_no_page_before_both_are_in(world, ref, visit):
    made = sharing.asked(world, ref, people=("child",))
    actions.assess(request_id=made, by=world.person(Role.SHARING_OFFICER), now=world.now)
    visit(Role.DATA_PROTECTION_OFFICER).send(
        f"/sharing/requests/{made}/decide/", share="no", reason="Only the school needs it",
        consequences="A child is late")
    second = visit(Role.DECISION_MAKER)
    for address in (f"/sharing/requests/{made}/", f"/sharing/requests/{made}/decide/",
                    "/sharing/queue/", "/sharing/not-shared/"):
        assert "Only the school" not in second.read(address), address

    second.send(f"/sharing/requests/{made}/decide/", share="yes", items=["dash-score"])

    text = second.read(f"/sharing/requests/{made}/")
    assert "do not share . Only the school needs it" in text or "Only the school needs it" in text
    assert queries.line(made).state is State.REFUSED


def test_an_officer_reads_their_own_request_and_no_other(world, ref, visit):
    other = sharing.asked(world, ref)
    officer = visit(Role.OFFICER)
    officer.send(f"/sharing/requests/new/{pair(world, ref)}", **ANSWERS, then="draft")
    own = SharingRequest.objects.exclude(pk=other).get().pk

    assert "Draft" in officer.read(f"/sharing/requests/{own}/")
    officer.read(f"/sharing/requests/{other}/", status=404)
    officer.read(f"/sharing/requests/{other}/change/", status=404)
    assert f"share-{other}" not in officer.read("/sharing/queue/")
    officer.send(f"/sharing/requests/{own}/change/", **ANSWERS, then="send")
    assert queries.line(own).state is State.REQUESTED


def test_corrections_and_recalls_are_passed_on_and_a_suspended_partner_recalled(
    world, ref, visit
):
    number = sharing.disclosed(world, ref)
    it, officer = given_out.disclosure(number), visit(Role.SHARING_OFFICER)
    officer.send(f"/sharing/disclosures/{number}/correct/", words="The date is 3 May.")
    assert "The date is 3 May." in officer.read("/sharing/notices/")
    (notice,) = given_out.notices_to_tell()
    officer.send(f"/sharing/disclosures/{number}/notices/{notice.id}/told/", words="By phone")
    officer.send(f"/sharing/disclosures/{number}/notices/{notice.id}/done/", words="Put right")
    assert "Put right." in officer.read(f"/sharing/requests/{it.request_id}/")
    partners.suspend(partner_id=it.partner_id, because="Lost", by=world.lead, now=world.now)
    assert "What it was sent already, to recall" in officer.read(
        f"/sharing/partners/{it.partner_id}/")

    officer.send(f"/sharing/partners/{it.partner_id}/recall/", words="It was lost there")

    assert "Recalled" in officer.read(f"/sharing/partners/{it.partner_id}/sent/")
    assert queries.line(it.request_id).state is State.RECALLED


def test_the_queue_and_what_is_told_back(world, ref, visit):
    made = sharing.asked(world, ref, signs={"life-now": True}, group="North")
    officer = visit(Role.SHARING_OFFICER)
    assert "A life is in danger now" in officer.read("/sharing/queue/")
    officer.send(f"/sharing/requests/{made}/urgency/", band="green", because="It was a drill")
    assert "It was a drill" in officer.read("/sharing/queue/")
    officer.send(f"/sharing/requests/{made}/more/", words="Which street?")
    officer.send(f"/sharing/requests/{made}/close/", words="They rang off")
    key = sharing.asking(world, ref).partner_id

    table = officer.read("/sharing/told-back/")
    paper = officer.read(f"/sharing/told-back/{key}/")

    assert "North" in table
    assert "What came of what you asked: Fenmarch Council" in paper
    for form in ("html", "csv", "json"):
        assert officer.client.get(f"/sharing/told-back/{key}/download/{form}/").status_code == 200
    officer.read(f"/sharing/told-back/{key}/download/exe/", status=404)


def test_a_drill_proves_three_disclosures_from_log_and_tree(world, ref, visit, tmp_path):
    from dueregard.ledger.heads import actions as heads
    from dueregard.ledger.notes import Kind, new_signer

    number = sharing.disclosed(world, ref)
    world.later(hours=2)
    heads.sign(signer=new_signer("ledger.example.test", Kind.LEDGER), now=world.now)
    dpo = visit(Role.DATA_PROTECTION_OFFICER)
    assert "A drill is due." in dpo.read("/sharing/drills/")
    begun = dpo.send("/sharing/drills/begin/")
    address = begun["Location"]
    assert "share-" in dpo.read(address)
    dpo.send(f"{address}show/{number}/")
    text = dpo.read(address)
    assert text.count("Not proved") == 0
    assert "dash_score, dash_date" in text

    world.now += timedelta(minutes=4)
    dpo.send(f"{address}end/", words="Nothing was hard")

    assert "Passed It took 4:00 minutes. Nothing was hard." in dpo.read(address)
    assert "Last passed on" in dpo.read("/sharing/drills/")
    again = dpo.client.post(f"{address}end/", {"words": "x", "once": "z"})
    assert "It was ended already" in words(again)


def test_what_is_not_for_a_person_is_not_shown_to_them(world, ref, visit):
    made = sharing.asked(world, ref)
    disclosed = sharing.disclosed(world, ref)
    for role, address in (
        (Role.OFFICER, f"/sharing/requests/{made}/assess/"),
        (Role.OFFICER, f"/sharing/requests/{made}/decide/"),
        (Role.OFFICER, f"/sharing/requests/{made}/give/"),
        (Role.OFFICER, "/sharing/notices/"), (Role.OFFICER, "/sharing/told-back/"),
        (Role.SHARING_OFFICER, "/sharing/drills/"), (Role.OFFICER, "/sharing/systems/put/"),
        (Role.PANEL_MEMBER, "/sharing/queue/"), (Role.PANEL_MEMBER, "/sharing/would/"),
    ):
        visit(role).read(address, status=403)
    client = visit(Role.OFFICER).client
    assert client.get(f"/sharing/disclosures/{disclosed}/statement/").status_code == 302


def test_the_map_of_systems_by_page(world, visit):
    officer = visit(Role.SHARING_OFFICER)
    values = {"name": "Crime records", "holds": "Crimes", "current": "Next day",
              "gaps": "Nobody has looked", "items": ["dash-score"], "kept_by": "Head of records"}
    assert "Say how current it is" in words(
        officer.send("/sharing/systems/put/", **(values | {"current": ""})))
    officer.send("/sharing/systems/put/", **values)
    assert "on the map already" in words(officer.send("/sharing/systems/put/", **values))
    officer.send("/sharing/systems/put/", **(values | {"name": "Custody"}))
    text = officer.read("/sharing/systems/")
    assert "Held by more than one" in text
    assert "Crime records, Custody" in text
    from dueregard.manage.sharing.systems import queries as on_map

    first = on_map.systems()[0].id
    officer.send(f"/sharing/systems/{first}/", **(values | {"gaps": "Old addresses"}))
    assert "Old addresses." in officer.read("/sharing/systems/")
    officer.send(f"/sharing/systems/{first}/end/")
    assert "Old addresses." not in officer.read("/sharing/systems/")


def test_the_clock_tells_again_whom_a_letter_did_not_reach(world, monkeypatch, visit):
    from dueregard.web import sharing_letters

    world.person(Role.SHARING_OFFICER)

    def broken(*_given, **_more):
        raise OSError("no mail")

    with monkeypatch.context() as patched:
        patched.setattr(sharing_letters, "post", broken)
        visit(Role.OFFICER).send("/sharing/risk-to-life/", reason="He has a knife")
    assert len(given_out.to_tell()) == 1
    assert "still to be told" in visit(Role.SHARING_OFFICER).read("/sharing/queue/")

    assert sharing_letters.tell_at_once(now=world.now) == 1
    assert given_out.to_tell() == ()
