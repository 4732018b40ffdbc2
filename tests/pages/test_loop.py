"""The loop on a page: sliders without JavaScript, counts from a file, a finding to attach."""

import json
import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders_measure import EXAMPLE
from tests.pages.visiting import Visitor, words

from dueregard.findings.reading import finding_from_json
from dueregard.identify.evidence import queries
from dueregard.identify.points import actions as points
from dueregard.people.rules import Role
from dueregard.web import tasks

COUNTS = "Harbour, 9, 46, 32\nStation, 12, 31, 21\nHill, 6, 13, 9"
ASKED = "period=91&discovered=1&reported=1&forget=0&days=120&counts=" + quote(COUNTS)


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_the_page_opens_with_made_up_counts_and_no_answer(lead):
    html = lead.client.get("/measure/loop/").content.decode()

    assert "the chance that today's first area is still first in a year" in html
    assert "The counts below are made up" in html
    assert "What was found" not in html
    # Each slider is an input of the browser's own, in a form that needs no script.
    assert html.count('type="range"') == 4
    assert '<form method="get"' in html


def test_the_answer_says_the_chance_with_and_without_the_correction(lead):
    html = lead.client.get(f"/measure/loop/?{ASKED}").content.decode()

    assert "The chance that it is still first in 120 days is" in html
    assert "with the correction" in html
    assert "Share of patrols" in html and "<svg" in html
    # Where a slider stood is said again, for whoever has no script to see it move.
    assert 'value="120"' in html and ">120</output>" in html


def test_moving_a_slider_moves_the_answer(lead):
    plain = lead.read(f"/measure/loop/?{ASKED}")
    finds_alone = lead.read(f"/measure/loop/?{ASKED.replace('reported=1', 'reported=0')}")

    assert plain.partition("What was found")[2][:400] != finds_alone.partition(
        "What was found")[2][:400]


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx", "csv", "md", "json", "odt"])
def test_it_can_be_taken_away_in_every_format(lead, form):
    response = lead.client.get(f"/measure/loop/download/{form}/?{ASKED}")

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'loop.{form}"')


def test_as_json_it_is_the_finding_itself_and_can_be_attached_like_any_other(world, lead):
    ref = world.use()
    taken = lead.client.get(f"/measure/loop/download/json/?{ASKED}").content

    response = lead.send(
        f"/uses/{ref}/measure/", file=SimpleUploadedFile("loop.json", taken),
        instrument="finding", title="The loop", source="force")
    tasks.run.call(int(response["Location"].rstrip("/").rpartition("/")[2]))

    (kept,) = queries.of_use(ref)
    assert finding_from_json(taken.decode()).instrument == kept.instrument == "feedback"


def test_from_a_use_it_is_attached_with_one_press(world, lead):
    ref = world.use()
    html = lead.client.get(f"/measure/loop/?use={ref}&{ASKED}").content.decode()
    assert "Attach it to this use" in html

    response = lead.send(f"/uses/{ref}/loop/attach/", query=f"use={ref}&{ASKED}")
    tasks.run.call(int(response["Location"].rstrip("/").rpartition("/")[2]))

    (kept,) = queries.of_use(ref)
    found = json.loads(queries.sheet(kept.id).finding)
    assert kept.instrument == "feedback"
    assert found["method"]["options"]["days"] == 120
    assert found["data"]["rows_used"] == 3
    assert found["verdict"]["sentence"] in lead.read(f"/measure/loop/?{ASKED}").replace(
        "&#x27;", "'")


def test_a_file_fills_the_lines_and_nothing_of_it_is_kept(lead, settings):
    sent = SimpleUploadedFile("wards.csv", b"ward,crimes,arrests\nNorth,3,\"1,200\"\nSouth,4,2\n")

    response = lead.send("/measure/loop/counts/", file=sent)
    html = lead.client.get(response["Location"]).content.decode()

    assert "North, 3, 1200\nSouth, 4, 2" in html
    assert not list((settings.ENV.home / "files").glob("*"))


@pytest.mark.parametrize(("content", "said"), [
    (b"ward,crimes\nNorth,3\nSouth,4\n", "The file has no column discovered"),
    (b"", "That file is empty"), (b"colour,size\nred,1\n", "area"),
])
def test_a_file_without_the_counts_is_said(lead, content, said):
    response = lead.send("/measure/loop/counts/", file=SimpleUploadedFile("x.csv", content))

    assert said in words(lead.client.get(response["Location"]))


@pytest.mark.parametrize(("change", "said"), [
    ("counts=North", "Line 1, “North”, has 1 parts"), ("counts=", "Type the counts"),
    ("counts=North,3,4", "a forecast chooses between two or more"),
    ("days=9000", "less than or equal to 1825"), ("period=", "Enter a number of days"),
    ("counts=" + quote("\n".join(f"A{n},1,1" for n in range(60))), "60 areas are too many"),
])
def test_what_is_no_loop_is_said_and_gives_no_file(lead, change, said):
    name = change.partition("=")[0]
    asked = "&".join(each for each in ASKED.split("&") if not each.startswith(f"{name}="))

    page = lead.read(f"/measure/loop/?{asked}&{change}")
    back = lead.client.get(f"/measure/loop/download/csv/?{asked}&{change}")

    assert said in page
    assert "What was found" not in page
    assert back.status_code == 302


def test_a_format_that_there_is_not_is_no_page(lead):
    assert lead.client.get(f"/measure/loop/download/doc/?{ASKED}").status_code == 404


# A point says what measures it, and a finding which points asked for it.


def test_a_point_leads_to_its_instrument_and_then_to_the_finding(world, lead):
    ref = world.use(technology="place-based-prediction")
    points.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    address = f"/uses/{ref}/points/fairness/"

    before = lead.client.get(address).content.decode()
    assert f'href="/uses/{ref}/measure/?instrument=feedback"' in before
    assert f'href="/uses/{ref}/measure/?instrument=places"' in before
    assert "Not measured yet" in before
    chosen = lead.client.get(f"/uses/{ref}/measure/?instrument=feedback").content.decode()
    assert re.search(r'value="feedback"[^>]* checked', chosen)

    taken = lead.client.get(f"/measure/loop/download/json/?{ASKED}").content
    response = lead.send(
        f"/uses/{ref}/measure/", file=SimpleUploadedFile("loop.json", taken),
        instrument="finding", title="The loop, measured", source="force")
    tasks.run.call(int(response["Location"].rstrip("/").rpartition("/")[2]))
    (kept,) = queries.of_use(ref)

    after = lead.client.get(address).content.decode()
    assert f'href="/evidence/{kept.id}/">The loop, measured</a>' in after
    paper = lead.read(f"/evidence/{kept.id}/")
    assert "The points that asked for it" in paper
    assert "Feedback loop: patrols find crime" in paper


def test_a_finding_that_no_point_asked_for_says_nothing_of_points(world, lead):
    ref = world.use()
    response = lead.send(
        f"/uses/{ref}/measure/", file=SimpleUploadedFile("log.csv", EXAMPLE.read_bytes()),
        instrument="deployments", title="Our log", source="force")
    tasks.run.call(int(response["Location"].rstrip("/").rpartition("/")[2]))
    (kept,) = queries.of_use(ref)

    assert "The points that asked for it" not in lead.read(f"/evidence/{kept.id}/")


def test_whoever_may_not_attach_is_not_led_to_measure(world, client):
    ref = world.use(technology="place-based-prediction")
    points.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    reader = Visitor(client, world.person(Role.INSPECTOR))

    page = reader.read(f"/uses/{ref}/points/fairness/")

    assert "What measures it:" in page
    assert "Measure it" not in page
