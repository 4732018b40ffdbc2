"""The pages on which forecasts are made, scored and read by role."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.people.rules import Role
from dueregard.prioritise.forecasts import queries

pytestmark = pytest.mark.usefixtures("at_the_same_time")
GIVEN = {"what": "At most five complaints come", "ref": "", "role": "ethics-lead",
         "due_on": "1/3/2027", "chance": "0.7", "low": "", "high": "", "unit": ""}


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_a_forecast_is_made_and_what_came_of_it_is_kept(world, lead):
    assert "No forecast has been made yet" in lead.read("/forecasts/")

    lead.send("/forecasts/make/", **GIVEN)

    [line] = queries.every()
    text = lead.read("/forecasts/")
    assert "Expected: a chance of 0.7" in text
    assert "No chance is known yet." in text
    world.later(days=200)
    lead.send(f"/forecasts/{line.id}/score/", happened="no", known_on="1/4/2027", source="The log")
    text = lead.read("/forecasts/")
    assert "it did not happen" in text
    assert "Too few to tell: 1." in text
    assert "stays" in lead.read(f"/forecasts/{line.id}/score/")


@pytest.mark.parametrize(("change", "said"), [
    ({"what": ""}, "Say what you expect"), ({"role": "analyst"}, "not one of the available"),
    ({"chance": "1"}, "leaves no room to be wrong"), ({"chance": "likely"}, "Enter a figure"),
    ({"low": "9", "high": "2"}, "upside down"), ({"low": "9"}, "both ends"),
    ({"due_on": "1/3/2020"}, "still to come"), ({"due_on": "soon"}, "Enter a date"),
    ({"ref": "use-7777"}, "There is no use use-7777"),
    ({"chance": ""}, "Give a chance, or a range"),
    ({"chance": "nan"}, "Enter a figure"),
])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(lead, change, said):
    assert said in words(lead.send("/forecasts/make/", **GIVEN | change))
    assert queries.every() == ()


def test_an_officer_reads_and_is_told_who_may_forecast(world, client):
    officer = Visitor(client, world.person(Role.OFFICER))

    assert "This is for" in officer.read("/forecasts/")


@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "json", "md", "odt"])
def test_forecasts_leave_as_a_file(lead, form):
    lead.send("/forecasts/make/", **GIVEN)

    assert lead.client.get(f"/forecasts/all.{form}").status_code == 200
