"""A forecast of places measured on a use: its three files, what is said of them, and the paper."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor

from dueregard.identify.evidence import queries
from dueregard.web import tasks, uploads

EXAMPLES = Path("examples")


def sent(name, content=None):
    return SimpleUploadedFile(
        name, (EXAMPLES / name).read_bytes() if content is None else content)


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def asked(lead, ref):
    response = lead.send(f"/uses/{ref}/measure/", file=sent("forecast.csv"), instrument="places",
                         title="Our forecast", source="force")
    return response["Location"]


def run(response):
    tasks.run.call(int(response["Location"].rstrip("/").rpartition("/")[2]))


def test_a_forecast_its_cells_and_its_people_are_sent_and_measured(world, lead):
    ref = world.use(technology="place-based-prediction")
    address = asked(lead, ref)
    page = lead.read(address)

    run(lead.send(address, cells_file=sent("forecast-cells.csv"), group="ethnicity",
                  population_file=sent("forecast-population.csv"), margin="1.25", level="0.95"))

    assert "Every cell there is and what happened in it" in page
    (kept,) = queries.of_use(ref)
    html = lead.client.get(f"/evidence/{kept.id}/").content.decode()
    assert "Patrols fell unequally" in html
    assert "Where the forecast points, square by square" in html
    assert html.count("<svg") >= 3
    assert not list(uploads.folder().glob("[0-9a-f]*"))


def test_what_does_not_fit_is_said_of_the_file_and_not_of_where_it_lies(world, lead):
    ref = world.use()
    address = asked(lead, ref)

    response = lead.send(
        address, margin="1.25", level="0.95",
        cells_file=sent("town.csv", b"cell,day,alarms\nF0000,2026-06-01,3\n"))
    run(response)

    said = lead.read(response["Location"])
    assert "CELLS (town.csv) does not say what happened" in said
    assert queries.of_use(ref) == ()


def test_without_the_cells_the_page_asks_for_them(world, lead):
    address = asked(lead, world.use())

    again = lead.send(address, margin="1.25", level="0.95")

    assert again.status_code == 200
    assert "Answer this: Every cell there is" in again.content.decode()
