"""An empty home becomes a force's own register: the first account, its list, its first use."""

import re

import pytest
from tests.journeys.conftest import Installation
from tests.journeys.walking import EXAMPLES, fill, follow, press, said

pytestmark = pytest.mark.xdist_group("browser")
PASSWORD = "three-quiet-lanterns"


@pytest.fixture
def empty(tmp_path, empty_home):
    running = Installation(tmp_path / "empty", made=empty_home, command=("up",))
    yield running
    running.stop()


def begin(page, installation: Installation) -> None:
    """With the link that starting printed; without its key nobody can be first."""
    page.goto(f"{installation.address}/begin/")
    assert "key" in said(page)
    page.goto(re.search(r"http://\S+/begin/\?key=\S+", installation.log.read_text())[0])
    fill(page, force_name="Wrenmoor Police", name="Ada Thornfield",
         email="ada@wrenmoor.example", password=PASSWORD)
    press(page, "Begin")


def bring_in(page, address: str) -> int:
    page.goto(f"{address}/uses/import/")
    fill(page, file=str(EXAMPLES / "a-force-own-list.csv"))
    press(page, "Read the list")
    assert "Match the columns" in said(page)
    press(page, "Take the rows into the register")
    added = int(re.search(r"(\d+)\s+uses added", said(page))[1])
    assert "Rows set aside" in said(page)
    return added


def test_a_force_brings_in_its_own_list_and_screens_its_first_use(browser, empty):
    page = browser.new_context().new_page()
    page.set_default_timeout(15_000)
    begin(page, empty)
    assert "Wrenmoor Police" in page.locator("header").inner_text()

    added = bring_in(page, empty.address)
    press(page, "See what nobody has looked at")

    assert added > 5
    assert "live or on trial, and nobody has reviewed" in said(page)
    follow(page, "Our answer when somebody asks")
    assert "Wrenmoor Police" in said(page)
    page.go_back()
    screen_the_first(page)
    page.context.close()


def screen_the_first(page) -> None:
    """The first line of the map is the most consequential."""
    page.locator("main table tbody tr").first.get_by_role("link").click()
    page.wait_for_url("**/uses/use-*/")
    follow(page, "Answer them")
    fill(page, identifies="yes", human_review="yes", coercive="yes")
    press(page, "See how deep to look")
    assert "How deep to look" in said(page)
    assert "Because of what is known" in said(page)


def test_a_file_that_is_no_list_is_refused_in_words(browser, empty, tmp_path):
    page = browser.new_context().new_page()
    begin(page, empty)
    broken = tmp_path / "list.xlsx"
    broken.write_bytes(b"this is no spreadsheet")

    page.goto(f"{empty.address}/uses/import/")
    fill(page, file=str(broken))
    press(page, "Read the list")

    assert "There is a problem" in said(page)
    page.goto(f"{empty.address}/uses/")
    assert page.locator("main a[href^='/uses/use-']").count() == 0
    page.context.close()
