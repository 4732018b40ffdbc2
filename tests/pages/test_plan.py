"""Planning a trial on the workbench: the answer, the one page to print, and what is refused."""

import pytest
from tests.pages.visiting import Visitor, words

ASKED = ("ratio=2&rate=0.001&groups=6&passes=10&correlation=0.3&found=0.9&points=0.05")


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_the_page_opens_with_usual_numbers_and_no_answer(lead):
    page = lead.read("/plan/trial/")

    assert "How large a trial of face recognition must be" in page
    assert "The answer" not in page


def test_the_numbers_give_the_volunteers_that_each_group_needs(lead):
    page = lead.read(f"/plan/trial/?{ASKED}")

    assert "each group needs 15,126 volunteers who pass 10 times" in page
    assert "What to ask for" in page


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx", "csv", "md", "json"])
def test_it_can_be_taken_away_in_every_format(lead, form):
    response = lead.client.get(f"/plan/trial/download/{form}/?{ASKED}")

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'trial-plan.{form}"')


@pytest.mark.parametrize(("change", "words_"), [
    ("ratio=1", "The ratio is above 1"), ("rate=", "Enter a number"),
    ("groups=1", "from 2 to 100 groups"), ("correlation=7", "lies from 0 to 1"),
    ("rate=nan", "Enter a number"), ("points=0.95", "lies between 0 and that share"),
])
def test_what_is_no_trial_is_said_and_gives_no_file(lead, change, words_):
    name = change.partition("=")[0]
    asked = "&".join(each for each in ASKED.split("&") if not each.startswith(f"{name}="))

    page = lead.read(f"/plan/trial/?{asked}&{change}")
    back = lead.client.get(f"/plan/trial/download/csv/?{asked}&{change}")

    assert words_ in page
    assert "The answer" not in page
    assert back.status_code == 302
    assert "not possible" in words(lead.client.get(back["Location"]))


def test_a_format_that_there_is_not_is_no_page(lead):
    assert lead.client.get(f"/plan/trial/download/doc/?{ASKED}").status_code == 404
