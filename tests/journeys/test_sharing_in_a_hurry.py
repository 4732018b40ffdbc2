import pytest
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.keystrokes import Person

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_now(visit, size):
    lee = Person(visit("Lee", viewport=size))
    page = lee.page
    def show(what): print(f"{what:30} {lee.seconds:6.1f} s words {lee.words} keys {lee.keys} presses {lee.presses}")
    if size == PHONE:
        lee.presses_on(page.get_by_text("Menu").first)
    lee.goes_by(page.get_by_role("link", name="Sharing", exact=True).first)
    lee.goes_by(page.get_by_role("link", name="What waits"))
    lee.goes_by(page.get_by_role("button", name="Share at once"))
    show("at the form")
    for x in ("DASH risk score", "How to reach the victim safely", "Recent incidents"):
        lee.presses_on(page.get_by_label(x, exact=True))
    lee.presses_on(page.get_by_label("A victim, or somebody at risk"))
    lee.presses_on(page.get_by_label("Help a victim"))
    lee.types(page.locator("[name=reason]"), "He was let out this morning and is on his way to her")
    lee.types(page.locator("[name=case_ref]"), "FM/2291/26")
    lee.chooses(page.locator("[name=role]"), "idva")
    lee.types(page.locator("[name=recipient]"), "R. Tarnbrook, adviser on duty")
    lee.types(page.locator("[name=subject]"), "nominal-20713")
    lee.goes_by(page.get_by_role("button", name="May I tell them?"))
    show("sent")
    lee.reads_to(page.locator(".govuk-notification-banner").first)
    show("told")
    print(page.locator("main").inner_text()[:600])
