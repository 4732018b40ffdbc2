"""The frameworks of a use as pages and files, for the force and for its committee."""

import pytest
from tests.pages.visiting import Visitor

from dueregard.people.rules import Role

FORMATS = ("html", "csv", "md", "json", "xlsx")


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_the_seven_frameworks_are_reached_from_where_papers_are_and_say_what_they_lack(
    lead, world
):
    ref = world.assessment()

    assert f"/uses/{ref}/frameworks/" in lead.client.get(f"/uses/{ref}/manage/").content.decode()
    page = lead.read(f"/uses/{ref}/frameworks/")
    assert page.count("headings.") == 7
    assert "It has no heading for: Displacement, skills and work" in page
    assert "Headings as others report them" in page
    for name in ("algo-care", "atrs", "npcc-covenant", "uk-data-ai-ethics-2025"):
        assert "Where it comes from" in lead.read(f"/uses/{ref}/frameworks/{name}/")


def test_the_page_for_the_committee_names_nobody_and_that_for_the_force_does(lead, world):
    ref = world.assessment()
    owner = world.person(Role.PROJECT_LEAD).name

    inside = lead.read(f"/uses/{ref}/frameworks/algo-care/")
    outside = lead.read(f"/uses/{ref}/frameworks/algo-care/?for=committee")

    assert owner in inside.split("About this print")[1]
    assert owner not in outside.split("About this print")[1]
    assert "not in this print" in outside


@pytest.mark.parametrize("form", FORMATS)
def test_a_print_can_be_taken_away_for_each_reader(lead, world, form):
    ref = world.use()

    for reader in ("force", "committee"):
        file = lead.client.get(f"/uses/{ref}/frameworks/atrs/download/{reader}/{form}/")
        assert file["Content-Disposition"] == (
            f'attachment; filename="{ref}-atrs-for-the-{reader}.{form}"')
    assert lead.client.get(
        f"/uses/{ref}/frameworks/atrs/download/public/{form}/").status_code == 404


@pytest.mark.parametrize("address", [
    "frameworks/nonsense/", "frameworks/atrs/download/force/docx/",
    "frameworks/nonsense/download/force/csv/",
])
def test_what_there_is_not_is_not_found(lead, world, address):
    lead.read(f"/uses/{world.use()}/{address}", status=404)


def test_somebody_from_outside_the_force_does_not_get_in(world, client):
    ref = world.use()
    visitor = Visitor(client, world.person(Role.COMMITTEE_MEMBER))

    visitor.read(f"/uses/{ref}/frameworks/algo-care/", status=403)
    visitor.read(f"/uses/{ref}/frameworks/algo-care/download/committee/csv/", status=403)
