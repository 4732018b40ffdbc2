"""A log is sent, checked, kept and taken back, as a person does it at their browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words

from dueregard.manage.deployments import queries
from dueregard.people.rules import Role
from dueregard.web import uploads

HEAD = "date,place,faces_seen,alerts,false_confirmed,arrests\n"


@pytest.fixture
def sam(world, client):
    return Visitor(client, world.person(Role.ANALYST))


@pytest.fixture
def ref(world):
    return world.use()


def log(text, name="log.csv"):
    return SimpleUploadedFile(name, (HEAD + text).encode())


def check(sam, ref, text):
    """Send the file; gives the address on which it is checked."""
    response = sam.send(f"/uses/{ref}/deployments/", file=log(text))
    assert response.status_code == 302, words(response)
    return response["Location"]


def keep(sam, ref, text, **fields):
    return sam.send(check(sam, ref, text), **fields)


def test_nothing_is_kept_before_a_person_has_seen_what_would_change(sam, ref):
    address = check(sam, ref, "2026-05-03,Market,2000,4,1,2\n2026-05-04,Market,,3,0,\n")

    page = sam.read(address)
    assert "Deployments in the file 2" in page and "New 2" in page
    assert "Faces seen 2,000, recorded for 1 of 2" in page
    assert queries.of_use(ref) == ()
    sam.send(address)
    assert len(queries.of_use(ref)) == 2
    assert "Deployments (2)" in sam.read(f"/uses/{ref}/deployments/")


def test_the_file_itself_is_gone_once_its_rows_are_kept(sam, ref):
    # Other tests leave files of theirs in the folder: this one has a place of its own.
    others = set(uploads.folder().iterdir())
    address = check(sam, ref, "2026-05-03,Sent to be gone,2000,4,1,2\n")
    sent = set(uploads.folder().iterdir()) - others

    sam.send(address)

    assert len({each.name for each in sent if len(each.name) == 64}) == 1
    assert not [each for each in sent if each.exists()]


def test_a_log_that_is_here_already_is_refused_in_words(sam, ref):
    keep(sam, ref, "2026-05-03,Market,2000,4,1,2\n")

    address = check(sam, ref, "2026-05-03,Market,2000,4,1,2\n")

    assert "Every row of this log is kept here already." in sam.read(address)


def test_a_corrected_row_is_shown_figure_by_figure_and_asked_about(sam, ref):
    keep(sam, ref, "2026-05-03,Market,2000,4,1,2\n")
    address = check(sam, ref, "2026-05-03,Market,2000,5,1,2\n")

    page = sam.read(address)
    silent = sam.send(address)
    sam.send(address, meaning="correct")

    assert "Alerts: 4 is now 5" in page
    assert "Choose what these rows are" in words(silent)
    assert [each.alerts for each in queries.of_use(ref)] == [5]
    assert "4 alerts before, 5 now. The earlier row is kept." in sam.read(
        f"/uses/{ref}/deployments/")


def test_the_same_form_sent_twice_keeps_one_log(sam, ref):
    address = check(sam, ref, "2026-05-03,Market,2000,4,1,2\n")

    sam.send(address, once="same")
    sam.send(address, once="same")

    assert len(queries.logs(ref)) == 1


@pytest.mark.parametrize(("text", "said"), [
    (b"name,grade\nA,1\n", "date"), (b"\x00\x01\x02", "read"),
    (HEAD.encode() + b"soon,Market,1,2,0,0\n", "No row of this file is a deployment"),
    (HEAD.encode() + b"2026-05-03,Market,1,99999999999,0,0\n", "cannot be a count"),
])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_nothing_is_lost(
    sam, ref, text, said
):
    keep(sam, ref, "2026-05-03,Market,2000,4,1,2\n")
    response = sam.client.post(f"/uses/{ref}/deployments/", {
        "file": SimpleUploadedFile("bad.csv", text), "once": "bad"})

    page = words(sam.client.get(response["Location"], follow=True))

    assert said in page and "Traceback" not in page
    assert str(uploads.folder()) not in page
    assert len(queries.of_use(ref)) == 1


def test_a_link_that_somebody_made_up_opens_nothing(sam, ref):
    sam.read(f"/uses/{ref}/deployments/check/made-up/", status=404)
    address = check(sam, ref, "2026-05-03,Market,2000,4,1,2\n")
    sam.read(address.replace(ref, "use-0099"), status=404)


def test_a_log_is_taken_back_with_a_reason(sam, ref):
    keep(sam, ref, "2026-05-03,Market,2000,4,1,2\n")
    (line,) = queries.logs(ref)

    silent = sam.send(f"/deployment-logs/{line.id}/take-back/")
    sam.send(f"/deployment-logs/{line.id}/take-back/", because="The wrong month")

    assert "Say why it is taken back" in words(silent)
    assert "The wrong month." in sam.read(f"/uses/{ref}/deployments/")
    assert queries.of_use(ref) == ()


def test_somebody_without_the_right_reads_and_is_told_who_may(world, client, ref):
    joan = Visitor(client, world.person(Role.INSPECTOR))

    page = joan.read(f"/uses/{ref}/deployments/")

    assert "This is for" in page and "Check the log" not in page
