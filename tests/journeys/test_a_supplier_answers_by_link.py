"""A supplier without an account answers thirty questions by link; an officer grades what it says.

Nothing but the questions is shown through the link, and once it is ended it opens nothing.
"""

import pytest
from tests.journeys.conftest import PHONE
from tests.journeys.test_every_main_page import check
from tests.journeys.walking import day, fill, follow, last_number, press, said

pytestmark = pytest.mark.xdist_group("browser")
QUESTIONS = 30
VAGUE = {9: "Our industry-leading product is up to 99% accurate."}
PLAIN = "We tested version 7 in March 2026 on 1,204 recordings; 41 of 1,204 were wrong."
STOPS_AFTER = 12


def test_a_supplier_answers_thirty_questions_by_link_and_an_officer_grades_them(visit):
    officer = visit("Owen")
    link = ask(officer)
    enquiry = last_number_of(officer)

    supplier = visit(viewport=PHONE, script=False)
    supplier.goto(link)
    assert f"0 of {QUESTIONS} answered" in said(supplier)
    check_names_nothing_else(supplier)
    follow(supplier, "1. What it was built to do")
    for number in range(1, STOPS_AFTER + 1):
        answer(supplier, number)

    colleague = visit()
    colleague.goto(link)
    assert f"{STOPS_AFTER} of {QUESTIONS} answered" in said(colleague)
    check(colleague, "supplier-questions")
    colleague.goto(f"{link}{STOPS_AFTER + 1}/")
    check(colleague, "supplier-question")
    for number in range(STOPS_AFTER + 1, QUESTIONS + 1):
        answer(colleague, number)

    assert f"{QUESTIONS} of {QUESTIONS} answered" in said(colleague)
    press(colleague, "Go on to send your answers")
    check(colleague, "supplier-send")
    fill(colleague, said_by="Jo Seller, engineer")
    press(colleague, "Send your answers")
    assert "Your answers are sent" in said(colleague)

    read_and_grade(officer, enquiry)
    end_link(officer, enquiry)
    supplier.goto(link)
    assert said(supplier).startswith("This link does not work")
    assert "Wearwell" not in supplier.content()


def ask(officer) -> str:
    """Set out the questions about body-worn video; the link, as it is shown once."""
    officer.goto(f"{officer.url}uses/")
    follow(officer, "Body-worn video")
    officer.goto(f"{officer.url.rstrip('/')}/suppliers/ask/")
    fill(officer, product="Wearwell Camera", version="7", answer_by=day(days=21))
    assert officer.locator('[name="questions"]:checked').count() == QUESTIONS
    press(officer, "Set out the questions")
    press(officer, "Make a link")
    press(officer, "Make the link")
    check(officer, "enquiry-link-shown")
    return officer.locator("#the-link").inner_text()


def last_number_of(officer) -> int:
    officer.goto(officer.url.removesuffix("link/"))
    return last_number(officer)


def check_names_nothing_else(supplier) -> None:
    """No menu, no way to sign in, no use, nobody's name."""
    shown = supplier.locator("body").inner_text()
    for kept in ("Sign in", "Menu", "Ledger", "use-00", "Owen"):
        assert kept not in shown


def answer(supplier, number: int) -> None:
    fill(supplier, text=VAGUE.get(number, PLAIN))
    press(supplier, "Save" if number == QUESTIONS else "Save and go on")


def read_and_grade(officer, enquiry: int) -> None:
    root = officer.url.split("/enquiries/")[0]
    officer.goto(f"{root}/enquiries/{enquiry}/9/")
    assert "“up to”" in said(officer)
    assert "“industry-leading”" in said(officer)
    fill(officer, grade="vague", why="One figure, at best", follow_up="How many, and when?")
    press(officer, "Save the grade")
    fill(officer, grade="good", why="Counts and a date")
    press(officer, "Save the grade")
    officer.goto(f"{root}/enquiries/{enquiry}/")
    assert f"{QUESTIONS} of {QUESTIONS} answered, 2 graded" in said(officer)
    press(officer, "Ask 1 question again")
    assert "With the supplier" in said(officer)


def end_link(officer, enquiry: int) -> None:
    press(officer, "End the link now")
    assert "It opens nothing any more" in said(officer)
