"""A partner asks on a phone without JavaScript, people at the force decide, it reads the answer.

The partners' door is a process of its own beside the workbench, on the same record.
"""

import subprocess
import sys
import time

import pytest
from tests.journeys.conftest import PHONE, ROOT
from tests.journeys.test_every_main_page import check
from tests.journeys.walking import day, fill, follow, last_number, press, said

from dueregard.web.commands import free_port

pytestmark = pytest.mark.xdist_group("browser")
WHY = "She is discussed at the conference on Friday"


@pytest.fixture(scope="module")
def door(installation):
    """The partners' door of the demo, as `./run up --partners` starts it."""
    port, log = free_port(), installation.home.parent / "partners.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "dueregard", "up", "--partners", "--port", str(port)],
            cwd=ROOT, env=installation.environment, stdout=written, stderr=subprocess.STDOUT,
        )
    for _ in range(600):
        if "Stop with Ctrl-C" in log.read_text():
            break
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def test_a_partner_asks_and_reads_the_answer_and_a_key_that_is_revoked_shows_nothing(visit, door):
    officer, partner = visit("Carys"), visit(viewport=PHONE, script=False)
    key = make_key(officer)
    desk = visit()
    desk.goto(door)
    check(desk, "partners-enter", on_a_phone=True)
    enter(partner, door, key)
    enter(desk, door, key)

    number = ask(partner)
    look_around(desk, door)
    answer(officer, number)
    sign(partner, number)
    look_at_the_answer(desk, door, number)

    revoke(officer)
    partner.goto(f"{door}/requests/{number}/")
    assert "This key was revoked" in said(partner) and WHY not in partner.content()


def make_key(officer) -> str:
    officer.goto(f"{officer.url}sharing/")
    follow(officer, "Sharing about people at high risk at home")
    follow(officer, "Keys for partners")
    press(officer, "Make a key")
    fill(officer, label="Duty desk", expires_on=day(days=20))
    officer.get_by_label("Fenmarch Borough Council").check()
    press(officer, "Make the key")
    return officer.locator("#the-key").inner_text()


def enter(page, door: str, key: str) -> None:
    page.goto(f"{door}/ask/")
    assert page.get_by_label("Your key").get_attribute("type") == "password"
    fill(page, key="The key")
    press(page, "Enter")
    assert "This is no key of ours" in said(page)
    fill(page, key=key)
    press(page, "Enter")
    assert page.url == f"{door}/ask/"
    assert all(each["httpOnly"] for each in page.context.cookies())


def ask(partner) -> int:
    """First whether it would be allowed, with a gap; then asked, with nothing typed twice."""
    fill(partner, items="dash-score", people="victim", purpose="help-victims", reason=WHY)
    press(partner, "Would this be allowed?")
    text = said(partner)
    assert "Nothing is asked yet" in text and "A yes if:" in text
    fill(partner, role="idva", case_ref="MARAC-140", onward="no", automated="no",
         subject="subject-77aa", recipient="Adviser on duty")
    press(partner, "Ask")
    text = said(partner)
    assert "It is with the force." in text and WHY in text and "Waits for us" in text
    return last_number(partner)


def look_around(desk, door: str) -> None:
    """Every page before there is an answer, wide and narrow, for axe."""
    check(desk, "partners-ask", on_a_phone=True)
    press(desk, "Ask")
    assert "There is a problem" in said(desk)
    check(desk, "partners-ask-problem")
    press(desk, "Would this be allowed?")
    check(desk, "partners-ask-would", on_a_phone=True)
    for name, address in (("start", "/"), ("agreement", "/agreement/"), ("leave", "/leave/")):
        desk.goto(door + address)
        assert desk.get_by_role("heading", level=1).count() == 1
        check(desk, f"partners-{name}", on_a_phone=name != "leave")


def answer(officer, number: int) -> None:
    base = officer.url.split("/uses/")[0]
    officer.goto(f"{base}/sharing/requests/{number}/")
    assert "Asked by the partner on a page" in officer.content()
    press(officer, "Assess it")
    fill(officer, collected_for_law="yes", words="Known to us")
    press(officer, "It is assessed")
    press(officer, "Decide")
    fill(officer, share="yes")
    officer.locator("main form button[type=submit]").first.click()
    press(officer, "Give it out")
    fill(officer, means="spoken", recipient="Adviser on duty", checked="Custody")
    officer.locator("main form button[type=submit]").first.click()


def sign(partner, number: int) -> None:
    partner.reload()
    text = said(partner)
    assert "Sent, no receipt yet" in text and "What you might be missing" in text
    press(partner, "Sign for what arrived")
    fill(partner, name="Jo Read", post="Adviser on duty")
    press(partner, "Sign")
    assert "You have signed for it" in said(partner) and "Received" in said(partner)


def look_at_the_answer(desk, door: str, number: int) -> None:
    desk.goto(f"{door}/requests/{number}/")
    check(desk, "partners-request", on_a_phone=True)
    follow(desk, "Report a problem with it")
    check(desk, "partners-problem")
    fill(desk, kind="incomplete", words="The second page is missing")
    press(desk, "Report it")
    assert "The force has not answered yet" in said(desk)


def revoke(officer) -> None:
    officer.goto(f"{officer.url.split('/sharing/')[0]}/sharing/")
    follow(officer, "Sharing about people at high risk at home")
    follow(officer, "Keys for partners")
    follow(officer, "Revoke")
    fill(officer, words="The desk is closed")
    officer.locator("main form button[type=submit]").first.click()
