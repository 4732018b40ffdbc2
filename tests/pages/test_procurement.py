"""The officer's pages: ask, link, take in, grade, hold to; and answers marked by two people."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words
from tests.records.test_procurement import ASKED, asked, graded, linked, submitted
from tests.spec.answers.test_answers import EXAMPLE

from dueregard.identify.evidence import queries as evidence
from dueregard.ledger import queries as ledger
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.procurement import queries
from dueregard.manage.procurement.rules import Grade, State
from dueregard.people.rules import Role


@pytest.fixture
def officer(world, client, at_the_same_time):
    return Visitor(client, world.person(Role.PROCUREMENT_OFFICER))


def day(when) -> str:
    return f"{when.day}/{when.month}/{when.year}"


def test_an_officer_asks_and_the_link_is_shown_once(world, officer):
    ref = world.use()

    made = officer.send(
        f"/uses/{ref}/suppliers/ask/", supplier="Facewise Ltd", product="Facewise", version="3",
        answer_by=day(world.now + timedelta(days=21)), questions=list(ASKED),
    )
    address = made["Location"]
    linked_ = officer.send(f"{address}link/", expires_on=day(world.now + timedelta(days=28)))
    link = re.search(r"http://testserver(/supplier/[^/<]+/)", linked_.content.decode())[1]

    assert linked_["Cache-Control"] == "no-store"
    assert officer.client.get(link).status_code == 200
    assert link.split("/")[2] not in officer.read(address)
    assert "A link is open until" in officer.read(address)


def test_the_form_of_a_link_sent_twice_shows_no_second_link(world, officer):
    enquiry_id = asked(world)
    sent = {"once": "same", "expires_on": day(world.now + timedelta(days=28))}

    first = officer.send(f"/enquiries/{enquiry_id}/link/", **sent)
    second = officer.send(f"/enquiries/{enquiry_id}/link/", **sent)

    assert first.status_code == 200
    assert second.status_code == 302
    assert "it cannot be shown again" in officer.read(second["Location"])


def test_a_link_is_ended_with_one_button(world, officer):
    enquiry_id = asked(world)
    linked(world, enquiry_id, token="t")

    officer.send(f"/enquiries/{enquiry_id}/link/end/")

    assert officer.client.get("/supplier/t/").status_code == 404
    assert "The link was ended." in officer.read(f"/enquiries/{enquiry_id}/")


def test_grading_shows_the_flags_and_the_words_to_look_at_twice(world, officer):
    enquiry_id = submitted(world, texts=("Up to 99% accurate.", "9 of 300 in 2026."))

    shown = officer.read(f"/enquiries/{enquiry_id}/1/")
    sent = officer.send(
        f"/enquiries/{enquiry_id}/1/", grade="vague", why="No counts", seen="nothing",
        follow_up="How many?",
    )

    asked_ = queries.sheet(enquiry_id).answers[0].asked
    for held_against in ("good", "green", "amber", "red", "follow_up", "clause"):
        assert asked_[held_against] in shown.replace("&#x27;", "'").replace("&quot;", '"')
    assert "“up to”" in shown
    assert "A share without the count behind it" in shown
    assert sent["Location"] == f"/enquiries/{enquiry_id}/2/"
    assert queries.sheet(enquiry_id).answers[0].grade == Grade.VAGUE
    assert "Ask 1 question again" in officer.read(f"/enquiries/{enquiry_id}/")


def test_a_report_that_is_not_named_lifts_nothing(world, officer):
    enquiry_id = submitted(world)

    response = officer.send(f"/enquiries/{enquiry_id}/1/", grade="good", why="Fine", seen="other")

    assert "Name the report that you read" in words(response)
    assert queries.sheet(enquiry_id).answers[0].grade is None


def test_the_questions_go_back_and_are_closed(world, officer):
    enquiry_id = submitted(world)
    first, second, _third = queries.sheet(enquiry_id).answers
    graded(world, first)
    graded(world, second, grade=Grade.VAGUE, follow_up="How many?")

    officer.send(f"/enquiries/{enquiry_id}/again/")
    back = queries.sheet(enquiry_id).state
    officer.send(f"/enquiries/{enquiry_id}/stop-waiting/", reason="Three reminders")
    officer.send(f"/enquiries/{enquiry_id}/close/")

    assert back == State.OPEN
    assert queries.sheet(enquiry_id).state == State.CLOSED


def test_a_question_without_an_answer_becomes_a_condition_with_the_model_clause(world, officer):
    enquiry_id = submitted(world)
    address = f"/enquiries/{enquiry_id}/3/hold/"
    clause = queries.sheet(enquiry_id).answers[2].asked["clause"]

    shown = officer.read(address)
    officer.send(address, text=f"Put into the contract: {clause}", test="It is signed",
                 owner_id=world.person(Role.PROJECT_LEAD).id,
                 due_on=day(world.now + timedelta(days=30)))

    assert clause in shown
    assert conditions.by_use(queries.sheet(enquiry_id).ref)[0].test == "It is signed"
    assert "It is a condition" in officer.read(f"/enquiries/{enquiry_id}/")


def test_a_sheet_goes_out_and_comes_in_with_its_odd_rows_told(world, officer):
    enquiry_id = asked(world)
    content = officer.client.get(f"/enquiries/{enquiry_id}/questions.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Questions"]["D2"] = "41 of 1,204 were wrong."
    book["Questions"]["D3"] = "Tested."
    book["Questions"]["E3"] = "own"
    filled = io.BytesIO()
    book.save(filled)

    sent = officer.send(
        f"/enquiries/{enquiry_id}/bring-in/", said_by="Jo Seller, by e-mail",
        file=SimpleUploadedFile("answers.xlsx", filled.getvalue()),
    )

    shown = officer.read(sent["Location"])
    assert "1 answer was taken in." in shown
    assert "Row 3 was set aside. Question 2: Name the report of the test" in shown
    assert queries.sheet(enquiry_id).answers[0].said.text == "41 of 1,204 were wrong."


def test_what_is_no_sheet_of_ours_is_refused_beside_the_file(world, officer):
    enquiry_id = asked(world)

    response = officer.send(
        f"/enquiries/{enquiry_id}/bring-in/", said_by="Jo",
        file=SimpleUploadedFile("x.csv", b"a,b\n1,2\n"),
    )

    assert "The file has no column “Number” and “Your answer”" in words(response)


@pytest.mark.parametrize("address", ["", "link/", "bring-in/", "stop-waiting/", "1/"])
def test_a_member_from_outside_sees_nothing_of_it(world, client, address):
    member = Visitor(client, world.person(Role.COMMITTEE_MEMBER))

    member.read(f"/enquiries/{asked(world)}/{address}", status=403)


def test_an_officer_on_the_beat_reads_and_is_told_why_they_cannot_grade(world, client):
    enquiry_id = submitted(world)
    reader = Visitor(client, world.person(Role.OFFICER))

    shown = reader.read(f"/enquiries/{enquiry_id}/")
    reader.read(f"/enquiries/{enquiry_id}/1/", status=403)

    assert "This is for" in shown


def test_the_ledger_tells_of_it_in_sentences(world, officer):
    enquiry_id = submitted(world)
    graded(world, queries.sheet(enquiry_id).answers[0])

    told = Visitor(officer.client, world.lead).read("/ledger/")

    assert "graded a supplier" in told.replace("&#x27;", "'")
    assert "How often it is wrong (good)" in told
    assert "Facewise Ltd (by link) sent answers: 2 questions" in told
    assert ledger.history(newest=1)[0].verb == "procurement:answer:grade"


def sheet(officer, ref, marker) -> bytes:
    response = officer.client.post(f"/uses/{ref}/answers-check/", {
        "step": "sheet", "sheet-marker": marker,
        "sheet-pairs": SimpleUploadedFile("pairs.csv", EXAMPLE.read_bytes()),
    })
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    for row in book["Marks"].iter_rows(min_row=2):
        row[5].value = "passed on" if row[4].value else "right"
        row[6].value = f"by {marker}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_two_marked_sheets_become_evidence(world, officer):
    ref = world.use(technology="public-contact-chatbot")
    first, second = sheet(officer, ref, 1), sheet(officer, ref, 2)

    response = officer.send(f"/uses/{ref}/answers-check/", **{
        "step": "marks", "marks-title": "Marked in November", "marks-source": "force",
        "marks-first": SimpleUploadedFile("one.xlsx", first),
        "marks-second": SimpleUploadedFile("two.xlsx", second),
    })

    shown = officer.read(response["Location"])
    (kept,) = evidence.of_use(ref)
    assert kept.level == 4
    assert "0 of 60 that should go to a person were missed, which still allows about 4.9%" in shown


def test_one_sheet_twice_is_refused_beside_the_second(world, officer):
    ref = world.use()
    same = sheet(officer, ref, 1)

    response = officer.send(f"/uses/{ref}/answers-check/", **{
        "step": "marks", "marks-title": "Twice", "marks-source": "force",
        "marks-first": SimpleUploadedFile("one.xlsx", same),
        "marks-second": SimpleUploadedFile("two.xlsx", same),
    })

    assert "The two sheets are the same file" in words(response)
    assert evidence.of_use(ref) == ()
