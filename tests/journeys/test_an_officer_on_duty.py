"""An officer on duty, on a phone: from the start page to the card, to a name to ask.

Without it the card could be three menus away, which on a wet street is the same as not there.
"""

import pytest
from tests.journeys.conftest import PHONE
from tests.journeys.walking import fill, follow, press, said

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone(request, visit):
    """Lee's phone, held in one hand."""
    return visit("Lee", viewport=PHONE, script=request.param, has_touch=True)


def test_an_officer_finds_the_card_and_the_contact_on_a_phone(phone):
    follow(phone, "Live facial recognition vans")

    card = said(phone)
    assert "May I use it?" in card
    assert "Never to count or follow people." in card
    # The answer is there without scrolling.
    answer = phone.locator("#may").bounding_box()
    assert answer["y"] + answer["height"] < PHONE["height"]

    with phone.expect_navigation():
        phone.get_by_role("banner").get_by_role("link", name="Who can I ask?").click()

    contact = phone.get_by_role("link", name="priya@fenmarch.example").first
    assert "Owner of this use" in said(phone)
    assert contact.get_attribute("href") == "mailto:priya@fenmarch.example"
    assert phone.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_an_officer_thinks_a_decision_through_and_nothing_of_it_stays(phone):
    follow(phone, "Number plate cameras")
    assert "Ask first." in said(phone)

    with phone.expect_navigation():
        phone.locator("main").get_by_role("link", name="Help with a decision").click()
    assert "Nothing that you write here is kept." in said(phone)
    fill(phone, know="The camera says stolen; the driver says sold", act="Ring the keeper first")
    press(phone, "Put it together")
    assert "Ring the keeper first" in said(phone)

    phone.goto(phone.url)

    assert phone.locator('[name="act"]').input_value() == ""


def test_an_officer_says_what_was_not_clear_and_finds_the_answer(phone, visit):
    follow(phone, "Drones to search for missing people")
    follow(phone, "Was this clear?")
    fill(phone, clear="no", words="Who may fly it at night?")
    press(phone, "Say so")
    assert "Not answered yet." in said(phone)

    lead = visit("Morgan")
    follow(lead, "Answer what was said of our guidance")
    follow(lead, "Answer")
    fill(lead, words="We have asked its owner to write the hours down.")
    press(lead, "Answer")

    phone.reload()
    assert "We have asked its owner to write the hours down." in said(phone)
