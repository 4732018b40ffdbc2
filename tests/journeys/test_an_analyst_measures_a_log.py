"""An analyst sends a log to a use, watches it being measured, and takes the answer away."""

import json
import re

import pytest
from tests.journeys.walking import EXAMPLES, fill, press, said

pytestmark = pytest.mark.xdist_group("browser")


def send(page, address: str, path, title: str) -> None:
    page.goto(f"{address}/uses/use-0001/measure/")
    fill(page, instrument="deployments", file=str(path), title=title, source="force")
    press(page, "Measure it")
    page.wait_for_url("**/jobs/*/")


def test_a_log_is_measured_and_every_file_of_the_answer_can_be_had(visit, installation):
    page = visit("Sam")

    send(page, installation.address, EXAMPLES / "met-lfr-deployments.csv", "The published log")
    page.get_by_role("button", name="Read what was found").wait_for(timeout=60_000)
    press(page, "Read what was found")

    assert "The published log" in said(page)
    assert "How well it is tested" in said(page)
    files = page.locator("main a[href*='/download/']").evaluate_all("all => all.map(a => a.href)")
    assert len(files) == 7
    for each in files:
        answer = page.request.get(each)
        assert answer.status == 200, each
        assert "attachment" in answer.headers["content-disposition"], each
    finding = json.loads(page.request.get(next(each for each in files if "json" in each)).text())
    assert finding["verdict"]["sentence"] in said(page)
    assert finding["data"]["rows_read"] == 286


def test_the_progress_of_the_work_shows_without_javascript(visit, installation):
    page = visit("Sam", script=False)

    send(page, installation.address, EXAMPLES / "met-lfr-deployments.csv", "Without script")
    done = page.get_by_role("button", name="Read what was found")
    for _ in range(60):
        if done.count():
            break
        page.wait_for_timeout(500)
        page.reload()

    assert re.search(r"It is done", said(page))


def test_a_broken_file_ends_in_words_and_saves_nothing(visit, installation, tmp_path):
    broken = tmp_path / "log.csv"
    broken.write_text("colour,shape\nred,round\n")
    page = visit("Sam")

    send(page, installation.address, broken, "A log of something else")
    page.get_by_text("Nothing was saved.").wait_for(timeout=60_000)

    assert "Traceback" not in said(page)
    assert "column" in said(page)
    page.goto(f"{installation.address}/uses/use-0001/identify/")
    assert "A log of something else" not in said(page)
