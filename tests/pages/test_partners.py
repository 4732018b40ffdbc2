"""The pages of partners: a happy path each, and a refusal for each audience."""

import pytest
from tests import builders_sharing as sharing

from dueregard.manage.partners import queries
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")


def read(response):
    return response.content.decode()


def test_a_partner_is_entered_and_the_page_says_what_is_missing(world, sign_in):
    text = read(sign_in(Role.SHARING_OFFICER).post("/sharing/partners/enter/", {
        "name": "Fenmarch Women’s Aid", "kind": "voluntary", "control": "own-controller",
        "regime": "uk-gdpr",
    }, follow=True))

    assert "Next: record each step" in text
    assert "Nobody has recorded “how they keep it safe”" in text
    assert "Being vetted" in text


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "#id_name"), ({"kind": ""}, "#id_kind"),
     ({"accord_on": "soon"}, "#id_accord_on")],
)
def test_what_a_partner_lacks_is_said_by_its_field(world, sign_in, change, field):
    sent = {"name": "A", "kind": "council", "control": "unknown", "regime": "unknown"} | change

    text = read(sign_in(Role.SHARING_OFFICER).post("/sharing/partners/enter/", sent))

    assert f'href="{field}' in text
    assert queries.names() == {}


def test_steps_a_drill_and_two_signatures_by_page(world, sign_in):
    made = sharing.partner(world)
    sharing.record_steps(world, made)
    client = sign_in(Role.SHARING_OFFICER)
    text = read(client.post(f"/sharing/partners/{made}/steps/security/", {
        "option": "ISO 27001", "result": "passed", "evidence": "Certificate 7",
        "expires": "1/6/2027",
    }, follow=True))
    assert "Until 1 June 2027." in text
    text = read(client.post(f"/sharing/partners/{made}/drill/", {
        "contact": "01632 960003", "answered": "yes", "minutes": "1",
    }, follow=True))
    assert "answered after 1 minute" in text
    client.post(f"/sharing/partners/{made}/sign-off/", {
        "words": "All read", "cleared_to": "official-sensitive",
    })
    own = read(client.post(f"/sharing/partners/{made}/sign-off/second/", follow=True))
    assert "You signed first" in own

    text = read(sign_in(Role.DATA_PROTECTION_OFFICER).post(
        f"/sharing/partners/{made}/sign-off/second/", follow=True
    ))

    assert "It is vetted" in text
    assert "for what an agreement allows and nothing else" in text
    assert "Vetted" in read(client.get("/sharing/partners/"))


def test_a_step_that_is_too_long_is_refused_on_the_form(world, sign_in):
    made = sharing.partner(world)

    text = read(sign_in(Role.SHARING_OFFICER).post(
        f"/sharing/partners/{made}/steps/identity/",
        {"result": "passed", "evidence": "Seen", "expires": "1/6/2036"},
    ))

    assert "36 months at the longest" in text


def test_suspended_and_lifted_by_page(world, sign_in):
    made = sharing.vetted(world)
    address = f"/sharing/partners/{made}/"
    client = sign_in(Role.DATA_PROTECTION_OFFICER)
    text = read(client.post(f"{address}suspend/", {"words": "A file was lost."}, follow=True))
    assert "Nothing may be sent to it." in text
    assert "A file was lost." in text
    client.post(f"{address}ask-to-lift/", {"words": "Found again"})

    client = sign_in(Role.DECISION_MAKER)
    assert "Found again" in read(client.get(f"{address}lift/"))
    text = read(client.post(f"{address}lift/", {"agreed": "yes"}, follow=True))

    assert "When it was suspended before" in text
    assert "Suspend this partner" in text


def test_a_reader_sees_all_of_it_and_can_press_nothing(world, sign_in):
    made = sharing.vetted(world)
    client = sign_in(Role.INSPECTOR)

    text = read(client.get(f"/sharing/partners/{made}/"))

    assert "Steps of vetting" in text
    assert "Suspend this partner" not in text
    assert client.get(f"/sharing/partners/{made}/suspend/").status_code == 403
    assert sign_in(Role.COMMITTEE_MEMBER).get("/sharing/partners/").status_code == 403


def test_there_is_no_page_of_what_is_not_there(world, sign_in):
    client = sign_in(Role.SHARING_OFFICER)
    made = sharing.partner(world)

    assert client.get(f"/sharing/partners/{made + 1}/").status_code == 404
    assert client.get(f"/sharing/partners/{made}/steps/breach-drill/").status_code == 404
