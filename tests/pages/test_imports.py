"""A list brought in by hand, page by page."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from dueregard.identify.register import queries as register
from dueregard.people.rules import Role

EXAMPLE = Path(__file__).parents[2] / "examples" / "a-force-own-list.xlsx"


@pytest.fixture
def lead(world, client):
    client.force_login(get_user_model().objects.get(pk=world.lead.id))
    return client


def upload(client, content=None, name="list.xlsx"):
    content = EXAMPLE.read_bytes() if content is None else content
    return client.post(
        "/uses/import/", {"file": SimpleUploadedFile(name, content), "once": f"up-{name}"}
    )


def chosen(page):
    """What the form would send if nobody changed anything."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"once": "match-one"}


def test_from_the_file_to_what_came_of_it(lead):
    match = upload(lead)["Location"]
    page = lead.get(match)

    result = lead.post(match, chosen(page), follow=True)

    text = result.content.decode()
    assert "Match the columns" in page.content.decode()
    assert "38 uses were added to the register." in text
    assert "We do not know the status “Sunset 2026”." in text
    assert "/coverage/" in text
    assert register.listing().count == 38


def test_the_same_matching_sent_twice_adds_once(lead):
    match = upload(lead)["Location"]
    sent = chosen(lead.get(match))

    first, second = lead.post(match, sent), lead.post(match, sent)

    assert first["Location"] == second["Location"]
    assert register.listing().count == 38


def test_the_guesses_are_chosen_beforehand_and_odd_statuses_are_asked(lead):
    page = lead.get(upload(lead)["Location"])

    assert page.context["form"]["name"].value() == "1"
    assert "“Sunset 2026” means" in page.content.decode()


def test_a_list_without_a_column_of_names_is_refused_next_to_that_column(lead):
    match = upload(lead)["Location"]
    sent = chosen(lead.get(match)) | {"name": ""}

    page = lead.post(match, sent)

    assert "Say which column holds the name" in str(page.context["form"]["name"].errors)
    assert register.listing().count == 0


def test_one_column_is_not_read_as_two_things(lead):
    match = upload(lead)["Location"]
    sent = chosen(lead.get(match)) | {"supplier": "1"}

    page = lead.post(match, sent)

    assert "The same column is chosen twice" in page.content.decode()


def test_the_rows_set_aside_can_be_taken_away(lead):
    match = upload(lead)["Location"]
    result = lead.post(match, chosen(lead.get(match)))["Location"]

    file = lead.get(result.replace("result/", "set-aside.csv"))

    assert file["Content-Type"].startswith("text/csv")
    assert "Sunset 2026" in file.content.decode("utf-8-sig")


@pytest.mark.parametrize(("content", "words"), [
    (b"", "This file is empty"), (b"%PDF-1.4 x", "picture.xlsx is a PDF, not a table"),
    (b"only one line", "picture.xlsx has no row of headings"),
])
def test_a_file_that_is_no_list_is_said_next_to_the_form(lead, content, words):
    page = upload(lead, content, "picture.xlsx")

    assert words in page.content.decode()


def test_a_project_lead_does_not_bring_in_a_list(world, client):
    client.force_login(get_user_model().objects.get(pk=world.person(Role.PROJECT_LEAD).id))

    assert client.get("/uses/import/").status_code == 403


def test_a_list_that_is_not_there_is_not_found(lead):
    assert lead.get("/uses/import/99/").status_code == 404
