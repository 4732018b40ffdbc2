"""The coverage map, the standing answer, and reopening, as pages."""

import pytest
from django.contrib.auth import get_user_model

from dueregard.identify.register import actions as register
from dueregard.identify.register import queries
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.people.rules import Role


@pytest.fixture
def live(world):
    return register.add(
        described=Description(name="ANPR back office", contract="C-1"), by=world.lead,
        now=world.now, status=Status.LIVE, imported=True,
    )


@pytest.fixture
def lead(world, client):
    client.force_login(get_user_model().objects.get(pk=world.lead.id))
    return client


def test_the_map_says_how_many_are_live_and_were_never_reviewed(lead, live):
    page = lead.get("/coverage/").content.decode()

    assert "1 use is live or on trial, and nobody has reviewed it." in page
    assert "ANPR back office" in page
    assert "/coverage/foi/" in page


def test_each_figure_leads_to_what_it_counts(lead, live):
    page = lead.get("/coverage/?only=no-owner").content.decode()

    assert "Shown: In use and nobody owns it." in page
    assert "ANPR back office" in page
    assert "ANPR back office" not in lead.get("/coverage/?only=review-overdue").content.decode()


def test_an_empty_register_says_what_to_do(lead, world):
    assert "Bring in your list" in lead.get("/coverage/").content.decode()


def test_the_standing_answer_is_one_click_away_and_can_be_taken_away(lead, live):
    assert "Contracts and spend" in lead.get("/coverage/foi/").content.decode()
    for form in ("html", "csv", "md", "json"):
        file = lead.get(f"/coverage/foi.{form}")
        assert "attachment" in file["Content-Disposition"]
        assert "ANPR back office" in file.content.decode()


def test_a_format_that_there_is_not_is_not_found(lead, live):
    assert lead.get("/coverage/foi.docx").status_code == 404


def test_a_use_is_reopened_with_the_reason(lead, live):
    response = lead.post(f"/uses/{live}/reopen/", {
        "changed": "the supplier or the contract", "because": "It was sold", "once": "a",
    })

    assert response["Location"] == f"/uses/{live}/"
    assert queries.sheet(live).review_on is not None


def test_reopening_without_a_reason_is_said_next_to_the_field(lead, live):
    page = lead.post(f"/uses/{live}/reopen/", {"once": "a"}).content.decode()

    assert page.count("Say why it must be looked at again") == 2


@pytest.mark.parametrize("address", ["/coverage/", "/coverage/foi/"])
def test_a_panel_member_does_not_see_the_map(world, client, address):
    client.force_login(get_user_model().objects.get(pk=world.person(Role.PANEL_MEMBER).id))

    assert client.get(address).status_code == 403
