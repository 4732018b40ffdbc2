"""Stops measured from the page: what is asked there is what the instruments ask."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders_measure import EXAMPLE
from tests.pages.visiting import Visitor, words

from dueregard.identify.evidence import queries
from dueregard.web import tasks

EXAMPLES = EXAMPLE.parent


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def sent(visitor, ref, name, instrument):
    file = SimpleUploadedFile(name, (EXAMPLES / name).read_bytes())
    return visitor.send(f"/uses/{ref}/measure/", file=file, instrument=instrument, title="Stops",
                        source="force")["Location"]


def measured(visitor, ref, address, **answers):
    response = visitor.send(address, **answers)
    tasks.run.call(int(response["Location"].rstrip("/").rpartition("/")[2]))
    (kept,) = queries.of_use(ref)
    return queries.sheet(kept.id).statement


def test_bars_are_asked_for_and_measured(world, lead):
    ref = world.use()
    address = sent(lead, ref, "vehicle-stop-counts.csv", "thresholds")

    page = words(lead.client.get(address))
    said = measured(lead, ref, address, group="ethnicity", stratum="area", at_risk="stops",
                    acted="searches", hit="finds", model="discriminant", draws="20",
                    margin="1.25", level="0.95")

    assert "Everybody who could have been acted on, such as all who were stopped" in page
    assert "Searches in the street have none" in page
    assert "The draws have not settled" in said


def test_stops_in_the_dark_are_asked_for_and_measured(world, lead):
    ref = world.use()
    address = sent(lead, ref, "vehicle-stops.csv", "darkness")

    page = words(lead.client.get(address))
    said = measured(lead, ref, address, group="ethnicity", time="stopped_at", lat="latitude",
                    lon="longitude", cluster="officer", clock="local", margin="1.25", level="0.95")

    assert "What the times are: local, as clocks in the United Kingdom showed, or utc" in page
    assert "the odds that a stopped driver is 'Black' and not 'White'" in said
