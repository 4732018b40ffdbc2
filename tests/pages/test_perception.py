"""From the kit to the cards, as people walk it."""



import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words
from tests.records.test_perception import ask, force  # noqa: F401 # a fixture

from dueregard.jobs.models import Job
from dueregard.people.rules import Role
from dueregard.report.perception import queries
from dueregard.web import tasks, uploads

pytestmark = pytest.mark.usefixtures("at_the_same_time")
SAID = {
    "name": "Autumn", "asked_from": "1/9/2026", "asked_to": "30/9/2026", "asked_by": "A college",
    "asked_whom": "Addresses drawn by lot", "asked_how": "At the door", "sample": "80 answered",
}
ANSWERS = "age,weight,uses_drones,uses_live-facial-recognition,often_live-facial-recognition\n" + (
    "old,1,Yes,Yes,Every day\n" * 60 + "young,2,No,Yes,Never\n" * 20)


@pytest.fixture
def visit(force, client):  # noqa: F811 # the fixture
    return lambda role: Visitor(client, force.person(role))


def file(text=ANSWERS):
    return SimpleUploadedFile("answers.csv", text.encode())


def test_an_analyst_brings_a_wave_in_and_the_answers_are_gone(force, visit, monkeypatch):  # noqa: F811
    monkeypatch.setattr(tasks, "_now", lambda: force.now)
    analyst = visit(Role.ANALYST)

    sent = analyst.send("/perception/bring-in/", file=file(), **SAID)
    page = analyst.read(sent["Location"])
    assert "We do not use it. Our list of tools has none in use." in page
    assert "How often did we use cameras that look for faces in a crowd" in page
    asked = analyst.send(
        sent["Location"], weight="weight", group="age",
        **{"often_live-facial-recognition": "every-month"},
    )
    job = Job.objects.get()
    tasks.run.call(job.pk)

    job.refresh_from_db()
    assert job.state == "done", job.message
    assert asked["Location"] == f"/jobs/{job.pk}/"
    wave = int(job.result.removeprefix("wave-"))
    text = analyst.read(f"/perception/{wave}/")
    assert "About 6 in 10 think we use drones. We do not." in text
    assert "60.0%" in text and "design effect" in text
    assert "About 6 in 10 think we use it more often than we do." in text
    assert not uploads.path_of(job.asked["sha256"]).exists()
    assert "Every day" in analyst.read(f"/perception/{wave}/?figures=yes")


@pytest.mark.parametrize(("change", "said"), [
    ({"name": ""}, "Give this wave a name"), ({"asked_whom": ""}, "Say whom they asked"),
    ({"asked_to": "1/8/2026"}, "The last day is before the first"),
    ({"asked_to": "1/12/2026"}, "yet to come"), ({"asked_from": "soon"}, "Enter a date"),
])
def test_what_is_missing_is_said_and_nothing_is_kept(visit, change, said):
    page = visit(Role.ANALYST).send("/perception/bring-in/", file=file(), **SAID | change)

    assert said in words(page)
    assert queries.waves() == ()


def test_a_file_that_is_no_table_is_said(visit):
    analyst = visit(Role.ANALYST)
    sent = analyst.send("/perception/bring-in/", file=file("no table"), **SAID)

    page = analyst.client.get(sent["Location"], follow=True)

    assert page.redirect_chain[-1][0] == "/perception/bring-in/"
    assert "answers.csv" in words(page)


def test_the_lead_picks_cards_and_reads_them_as_the_public_would(force, visit):  # noqa: F811
    wave = ask(force, (120, "yes", "no"), (80, "no", "yes"))
    lead = visit(Role.ETHICS_LEAD)
    form = lead.client.get(f"/perception/{wave}/cards/").content.decode()
    assert form.count("checked") == 2

    missing = lead.send(f"/perception/{wave}/cards/", pick_drones="on")
    assert "Say what we do about it" in words(missing)
    sent = lead.send(f"/perception/{wave}/cards/", pick_drones="on",
                     doing_drones="We say so on our page.")

    text = lead.read(sent["Location"])
    assert "Drones: we do not use it, and many think we do" in text
    assert "We say so on our page." in text
    assert "Other things that many people get wrong" in text
    assert "School grade" in text


def test_whoever_may_not_record_or_pick_is_told_and_may_read(force, visit):  # noqa: F811
    wave = ask(force, (120, "yes", "no"), (80, "no", "yes"))
    officer = visit(Role.OFFICER)

    assert "This is for an analyst or an ethics lead" in officer.read("/perception/")
    assert "This is for an ethics lead" in officer.read(f"/perception/{wave}/")
    officer.read(f"/perception/{wave}/cards/", status=403)
    officer.read("/perception/bring-in/", status=403)


def test_the_kit_is_for_what_was_chosen_and_comes_in_every_form(visit):
    officer = visit(Role.OFFICER)

    text = officer.read("/perception/kit/?technology=drones")
    assert "uses_drones" in text and "uses_anpr" not in text
    assert "1,068" in text
    for form in ("html", "odt", "csv"):
        assert officer.client.get(f"/perception/kit.{form}?technology=drones").status_code == 200
    sheet = officer.client.get("/perception/answer-sheet.csv?technology=drones").content.decode()
    assert sheet.lstrip("\ufeff").startswith("respondent,weight,age")
    book = officer.client.get("/perception/answer-sheet.xlsx?technology=drones")
    assert book.content.startswith(b"PK")
    assert officer.client.get("/perception/answer-sheet.pdf").status_code == 404
    assert officer.client.get("/perception/kit.exe").status_code == 404


def test_the_cards_can_be_taken_away(force, visit):  # noqa: F811
    wave = ask(force, (120, "yes", "no"), (80, "no", "yes"))
    officer = visit(Role.OFFICER)

    for form in ("html", "json", "xlsx"):
        assert officer.client.get(f"/perception/{wave}/preview.{form}").status_code == 200
    assert officer.client.get("/perception/77/").status_code == 404


