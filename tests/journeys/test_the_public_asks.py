"""Somebody asks on a phone without JavaScript, is read, shown and answered, and reads the answer.

They have no account and get no cookie; what points at them never leaves the page they wrote it on.
"""

import time

import pytest
from tests.journeys.conftest import PHONE
from tests.journeys.test_every_main_page import check
from tests.journeys.walking import fill, follow, press, said

pytestmark = pytest.mark.xdist_group("browser")
USE = "Live facial recognition vans"
ASKED = "My name is Zebedee Quince. Can I walk another way? Ring me on 07700 900123."
KEPT = ("My name is [name taken out]. Can I walk another way? "
        "Ring me on [telephone number taken out].")
ANSWER = "Yes. Signs show the other way before you meet the van."


def test_a_question_goes_from_a_phone_to_an_answer_that_everybody_reads(visit, installation):
    reader = visit(viewport=PHONE, script=False)
    number = ask(reader, installation)
    assert reader.context.cookies() == []
    assert KEPT not in page_of(reader, installation)

    lead = visit("Morgan")
    show(lead, number)
    assert KEPT in page_of(reader, installation)

    owner = visit("Priya", viewport=PHONE)
    answer(owner, number)

    assert f"Our answer: {ANSWER}" in page_of(reader, installation)
    reader.goto(f"{installation.public}/questions/")
    fill(reader, number=number)
    press(reader, "Look it up")
    text = said(reader)
    assert f"Question {number}" in text and ANSWER in text and "About version 2" in text


def page_of(reader, installation) -> str:
    reader.goto(f"{installation.public}/uses/live-facial-recognition-vans/")
    return said(reader)


def ask(reader, installation) -> str:
    reader.goto(installation.public)
    follow(reader, USE)
    follow(reader, "Ask a question or tell us what you think")
    press(reader, "Show me what you would keep")
    assert "Write what you want to ask or tell us" in said(reader)
    fill(reader, words=ASKED)
    press(reader, "Show me what you would keep")
    assert KEPT in said(reader) and "Zebedee" not in reader.content()
    # As long as it takes a person to read it.
    time.sleep(5)
    press(reader, "Send this")
    text = said(reader)
    assert "Thank you. Your question is number" in text and "We should answer by" in text
    return reader.url.split("/questions/")[1].split("/")[0]


def show(lead, number: str) -> None:
    lead.goto(f"{lead.url}questions/")
    follow(lead, number)
    check(lead, "question")
    follow(lead, "Show it")
    check(lead, "question-show")
    press(lead, "Show it")
    assert "Everybody can read the question now" in said(lead)


def answer(owner, number: str) -> None:
    owner.goto(f"{owner.url}questions/{number}/")
    follow(owner, "Answer it")
    fill(owner, words=ANSWER, post="Superintendent, Operations", version="2")
    press(owner, "Answer")
    assert "The answer stands beside the question" in said(owner)


@pytest.mark.parametrize(("name", "address"), [
    ("ask", "/uses/live-facial-recognition-vans/ask/"),
    ("questions", "/questions/"),
    ("questions-wrong-number", "/questions/?number=12"),
    ("questions-of-record", "/questions/?about=live-facial-recognition-vans"),
    ("question-answered", "/questions/HMR-3924/"),
    ("question-late", "/questions/PXZ-4428/"),
    ("question-not-shown", "/questions/VJS-8246/"),
])
def test_each_public_page_about_questions_is_whole_and_accessible(
    visit, installation, name, address
):
    page = visit()

    assert page.goto(installation.public + address).status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    check(page, f"public-{name}", on_a_phone=True)


def test_the_page_that_says_what_is_kept_is_whole_and_accessible(visit, installation):
    page = visit()
    page.goto(f"{installation.public}/uses/live-facial-recognition-vans/ask/")
    fill(page, words=ASKED)
    press(page, "Show me what you would keep")

    check(page, "public-ask-confirm", on_a_phone=True)


@pytest.mark.parametrize(("name", "address"), [
    ("questions", "/questions/"), ("question-answer", "/questions/PXZ-4428/answer/"),
    ("question-refuse", "/questions/PXZ-4428/refuse/"),
])
def test_each_page_inside_about_questions_is_whole_and_accessible(
    visit, installation, name, address
):
    page = visit("Morgan")

    assert page.goto(installation.address + address).status == 200
    check(page, name, on_a_phone=True)
