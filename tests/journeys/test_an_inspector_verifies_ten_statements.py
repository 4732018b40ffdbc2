"""An inspector follows ten statements to their records by clicking, with the workbench and without.

The ethics lead has lodged the list; the inspector chooses the seed, looks at what changed, and
takes the archive away to a machine that has nothing of ours.
"""

import re
import zipfile

import pytest
from click.testing import CliRunner
from tests.journeys.conftest import Installation
from tests.journeys.test_every_page_there_is import problems_of
from tests.journeys.walking import fill, follow, press, said

from dueregard.cli.sample import sample
from dueregard.cli.verify import verify

SEED = "eleven curlews over the mudflat"
# Ten statements, each with the beginning of its sentence: one for each thing that good looks like.
TEN = (
    "Of 9 uses on trial or live, 6 have an owner",
    "Of 9 uses on trial or live, 3 were decided by a named post",
    "Of 6 pieces of advice, 5 were answered",
    "1 piece of advice waits for an answer; the one that waits longest has waited 41 days",
    "Of 6 conditions, 2 were not met in time",
    "Of 3 reviews with a day, 1 is overdue",
    "Of 2 overrides, 2 have a post and a reason",
    "Of 9 uses on trial or live, 6 have no evidence on record",
    "Of 14 roles, 14 are held by somebody",
    "Of 3 bodies, 3 have as many members as are needed",
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory, example_home):
    """One of its own: what other journeys change would change what is stated here."""
    running = Installation(tmp_path_factory.mktemp("inspected") / "demo", made=example_home)
    yield running
    running.stop()


def figures(sentence):
    return [int(each) for each in re.findall(r"\d+", sentence)]


def test_an_inspector_follows_ten_statements_and_takes_the_archive_away(
    visit, installation, tmp_path, browser
):
    page = visit("Alex")
    page.goto(f"{installation.address}/inspection/")
    for sentence in TEN:
        _follow(page, sentence, back=f"{installation.address}/inspection/")

    page.goto(f"{installation.address}/inspection/samples/")
    follow(page, "Inspection of")
    press(page, "Choose a seed")
    fill(page, seed=SEED, size="3")
    press(page, "Draw the sample")
    assert said(page).count("Digest as lodged") == 3
    assert problems_of(page) == []
    press(page, "Make the archive")
    page.get_by_role("button", name="See the sample and its archive").wait_for(timeout=120_000)
    press(page, "See the sample and its archive")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download archive").first.click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(tmp_path)

    _without_us(browser, tmp_path)


def _follow(page, sentence, *, back):
    """From the index to the statement, to the first record behind it, one click each."""
    follow(page, sentence)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading.startswith(sentence)
    counts = [
        int(re.search(r": (\d+)", each)[1])
        for each in page.get_by_role("heading", level=2).all_inner_texts()
        if re.search(r": (\d+)", each)
    ]
    stated = figures(heading)
    assert counts[0] in stated
    if stated[0] != counts[0]:
        assert sum(counts) == stated[0], heading
    first = page.locator("main li a.govuk-link").first
    if first.count():
        with page.expect_navigation():
            first.click()
        assert page.get_by_role("heading", level=1).count() == 1
        assert "is not for you" not in said(page)
    page.goto(back)


def _without_us(browser, folder):
    """The archive alone: no server, no script, no connection."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page, fetched = context.new_page(), []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto((folder / "index.html").as_uri())
    for sentence in TEN:
        page.get_by_role("link", name=sentence).first.click()
        assert page.get_by_role("heading", level=1).inner_text().startswith(sentence)
        page.get_by_role("link", name="Index of evidence").click()
    page.get_by_role("link", name="Sampled records").click()
    page.locator("ol a").first.click()
    assert "Its history, with the proof of each entry" in page.locator("main").inner_text()
    assert all(each.startswith("file:") for each in fetched)
    head = re.search(r"--head ([0-9a-f]{64})", (folder / "README.txt").read_text())[1]
    checked = CliRunner().invoke(verify, [str(folder / "ledger"), "--head", head])
    again = CliRunner().invoke(sample, [str(folder / "list.csv"), "--seed", SEED, "--size", "3"])
    context.close()
    assert "is the beginning of this one" in checked.output
    assert {line.split()[1] for line in again.output.splitlines()[2:]} == {
        each.stem for each in (folder / "records").glob("*.json")
    }
