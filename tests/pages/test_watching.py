"""A watch from the page: its questions are asked, its alarm is read, and the use is due."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor

from dueregard.identify.evidence import queries
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.instruments import load
from dueregard.manage.reviews.rules import WHY_NAMES, Why
from dueregard.web import tasks
from dueregard.web.measure_forms import AskForm

ALERTS = b"date,ethnicity,outcome\n" + b"".join(
    b"2026-03-%02d,Black,false\n" % day for day in range(1, 13))


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def live(world):
    return register.add(
        described=Description(name="Faces", owner_named="Head of Faces"), by=world.lead,
        now=world.now, status=Status.LIVE, imported=True,
    )


def test_a_stream_is_sent_its_questions_answered_and_the_alarm_asks_for_a_review(world, lead):
    ref = live(world)
    sent = lead.send(
        f"/uses/{ref}/measure/", file=SimpleUploadedFile("alerts.csv", ALERTS),
        instrument="watch", title="The watch", source="force")
    asked = lead.read(sent["Location"])

    done = lead.send(sent["Location"], group="ethnicity", of="Black", exposure="0.3",
                     events="outcome", events_values="false", date="date", margin="1.25",
                     level="0.05")
    tasks.run.call(int(done["Location"].rstrip("/").rpartition("/")[2]))

    (kept,) = queries.of_use(ref)
    assert "The group to watch" in asked and "kept from run to run" not in asked
    assert kept.statement.startswith("Alarm. 12 of the 12 alerts watched")
    assert WHY_NAMES[Why.WATCH] in lead.read(f"/uses/{ref}/")
    assert WHY_NAMES[Why.WATCH] in lead.read("/coverage/")


def test_a_file_beside_the_log_is_a_field_of_its_own():
    about = load("deployments").ABOUT
    file = SimpleUploadedFile("alerts.csv", ALERTS)

    form = AskForm(
        {"interval": "wilson", "level": "0.95", "group": ["ethnicity"]}, {"alerts_file": file},
        about=about, headings=["date", "ethnicity"])

    assert form.is_valid(), form.errors
    assert form.own_files() == {"alerts": file}
    assert form.options() == {"interval": "wilson", "level": 0.95, "group": ["ethnicity"]}
