"""The pages of agreements: a happy path each, and a refusal for each audience."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import builders_sharing as sharing

from dueregard.manage.agreements import direct_access, queries
from dueregard.manage.agreements.sections import SECTIONS
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")


def read(response):
    return response.content.decode()


def sheet(world, ref):
    return queries.agreement(ref, now=world.now)


def test_a_new_agreement_is_begun_with_a_use_and_shows_its_gaps(world, sign_in):
    partner_id = sharing.vetted(world)

    text = read(sign_in(Role.SHARING_OFFICER).post("/sharing/new/", {
        "name": "Conference on high risk", "affected": "Victims", "affected_count": "hundreds",
        "purpose": "Keep them safe", "preset": "marac", "partner_ids": [str(partner_id)],
    }, follow=True))

    assert "Below is what it leaves open" in text
    assert "Fenmarch Council" in text
    assert "DASH risk score" in text
    assert "That counts what is written down, not how good it is." in text


@pytest.mark.parametrize(("change", "field"), [({"name": ""}, "#id_name"),
                                               ({"affected": ""}, "#id_affected")])
def test_what_a_new_one_lacks_is_said_by_its_field(world, sign_in, change, field):
    sent = {"name": "A", "affected": "B", "affected_count": "few", "preset": ""} | change

    assert f'href="{field}' in read(sign_in(Role.SHARING_OFFICER).post("/sharing/new/", sent))


def test_a_use_without_an_agreement_says_so_and_offers_one(world, sign_in):
    ref = sharing.use(world)
    client = sign_in(Role.SHARING_OFFICER)

    assert "Begin its agreement" in read(client.get(f"/uses/{ref}/agreement/"))
    assert f'value="{ref}" selected' in read(client.get(f"/sharing/new/?use={ref}"))
    assert ref in read(client.get("/sharing/"))


def test_every_section_is_written_and_read_back(world, sign_in):
    ref = sharing.draft(world, partner_ids=[])
    client = sign_in(Role.SHARING_OFFICER)
    for each in SECTIONS:
        text = read(client.get(f"/uses/{ref}/agreement/parts/{each.id}/"))
        assert each.fields[0].label in text.replace("&#x27;", "'")

    client.post(f"/uses/{ref}/agreement/parts/dates/", {
        "starts": "2/11/2026", "review_due": "1/9/2027", "expires": "1/11/2028",
        "review_triggers": ["law-changed"],
    })
    client.post(f"/uses/{ref}/agreement/parts/public/", {
        "summary": "We share to keep people safe.", "publish": "no", "publish_reason": "A trial",
    })

    terms = sheet(world, ref).terms
    assert (terms.review_due.isoformat(), terms.review_triggers) == ("2027-09-01", ("law-changed",))
    assert (terms.publish, terms.publish_reason) == (False, "A trial")
    again = read(client.get(f"/uses/{ref}/agreement/parts/dates/"))
    assert 'value="01/09/2027"' in again


def test_a_date_that_is_none_is_said_by_its_field(world, sign_in):
    ref = sharing.draft(world, partner_ids=[])

    text = read(sign_in(Role.SHARING_OFFICER).post(
        f"/uses/{ref}/agreement/parts/dates/", {"starts": "soon"}
    ))

    assert 'href="#id_starts' in text


def test_a_purpose_that_is_chosen_asks_for_its_law(world, sign_in):
    ref = sharing.draft(world, partner_ids=[])
    client, address = sign_in(Role.SHARING_OFFICER), f"/uses/{ref}/agreement/purposes/"

    text = read(client.post(address, {"purposes": ["help-victims", "protect-children"]},
                            follow=True))
    assert "which law allows it?" in text
    client.post(address, {
        "purposes": ["protect-children"], "law_enforcement__protect-children": "no",
        "gateways__protect-children": ["ca-2004-10"],
    })

    purpose, = sheet(world, ref).terms.purposes
    assert (purpose.law_enforcement, purpose.gateways) == (False, ("ca-2004-10",))


def test_an_item_is_added_changed_and_taken_out(world, sign_in):
    ref = sharing.draft(world, partner_ids=[])
    client, address = sign_in(Role.SHARING_OFFICER), f"/uses/{ref}/agreement/schedule/"

    client.post(address, {"known": "", "name": "Photographs of injuries"})
    text = read(client.post(f"{address}photographs-of-injuries/", {
        "name": "Photographs of injuries", "reason": "A doctor judges by them",
        "marking": "official-sensitive", "columns": "photo_id, photo_id, taken_on",
        "purposes": ["help-victims"],
    }, follow=True))
    assert "A doctor judges by them" in text
    made = sheet(world, ref).terms.schedule[-1]
    assert (made.columns, made.purposes) == (("photo_id", "taken_on"), ("help-victims",))
    assert "in the schedule already" in read(
        client.post(address, {"name": "Photographs of injuries"}))
    client.post(f"{address}photographs-of-injuries/remove/")

    assert "photographs-of-injuries" not in {
        each.key for each in sheet(world, ref).terms.schedule
    }


def test_parties_signatures_and_coming_into_force_by_page(world, sign_in):
    ref = sharing.filled(world)
    client = sign_in(Role.SHARING_OFFICER)
    party = sheet(world, ref).terms.parties[1].ref
    client.post(f"/uses/{ref}/agreement/parties/", {"partners": [party]})
    for each in ("force", party):
        client.post(f"/uses/{ref}/agreement/signatures/{each}/", {
            "name": "Ada", "post": "Director", "signed": "2/11/2026",
        })
    assert "signed on 2 November 2026" in read(client.get(f"/uses/{ref}/agreement/signatures/"))

    text = read(sign_in(Role.DATA_PROTECTION_OFFICER).post(
        f"/uses/{ref}/agreement/in-force/", follow=True
    ))

    assert "It is in force." in text
    assert "What is in force is never changed" not in text, "this role writes nothing"
    assert "Version 1" in text


def test_direct_access_is_asked_by_page(world, sign_in):
    ref = sharing.draft(world)
    party = sheet(world, ref).terms.parties[1].ref.removeprefix("partner-")
    client, address = sign_in(Role.SHARING_OFFICER), f"/uses/{ref}/agreement/direct-access/"
    sent = {f"found__{each.id}": "yes" for each in direct_access.questions()}

    refused = read(client.post(f"{address}{party}/", {}))
    text = read(client.post(f"{address}{party}/", sent | {"found__leavers": "no"}, follow=True))

    assert "#id_found__leavers" in refused
    assert "Is a login shut on the day" in text
    client.post(address, {"roles": ["idva"], "items": ["dash-score"], "logs": "Each look-up"})
    assert sheet(world, ref).terms.direct_access.logs == "Each look-up"


def test_the_paper_is_read_and_taken_away(world, sign_in):
    ref = sharing.draft(world)
    client = sign_in(Role.INSPECTOR)

    assert "not ready to sign" in read(client.get(f"/uses/{ref}/agreement/paper/"))
    assert "not ready to sign" not in read(client.get(f"/uses/{ref}/agreement/paper/?version=1"))
    taken = client.get(f"/uses/{ref}/agreement/paper/odt/")
    assert taken["Content-Disposition"].endswith(f'{ref}-agreement-v1.odt"')
    assert client.get(f"/uses/{ref}/agreement/paper/?version=9").status_code == 404


def test_a_list_is_brought_in_and_each_row_left_out_is_said(world, sign_in):
    file = SimpleUploadedFile("isas.csv", b"Title,Purpose\nOld sharing,Safety\n,Nothing\n")

    text = read(sign_in(Role.SHARING_OFFICER).post(
        "/sharing/bring-in/", {"file": file}, follow=True
    ))

    assert "1 agreement is brought in." in text
    assert "Row 3 has no title" in text
    assert "Draft: not in force" in text


def test_an_agreement_is_ended_with_its_reason(world, sign_in):
    ref = sharing.in_force(world)

    text = read(sign_in(Role.DECISION_MAKER).post(
        f"/uses/{ref}/agreement/end/", {"words": "The hub was closed"}, follow=True
    ))

    assert "Nothing may be shared under it." in text
    assert "The hub was closed." in text


def test_a_reader_presses_nothing_and_a_committee_member_sees_none_of_it(world, sign_in):
    ref = sharing.draft(world)
    client = sign_in(Role.INSPECTOR)

    assert "Change the schedule" not in read(client.get(f"/uses/{ref}/agreement/"))
    assert client.get(f"/uses/{ref}/agreement/parts/dates/").status_code == 403
    assert sign_in(Role.COMMITTEE_MEMBER).get(f"/uses/{ref}/agreement/").status_code == 403


def test_the_partner_page_lists_its_agreements(world, sign_in):
    ref = sharing.draft(world)
    partner_id = sheet(world, ref).standings[0][1].partner_id

    assert "High risk at home" in read(
        sign_in(Role.INSPECTOR).get(f"/sharing/partners/{partner_id}/"))
