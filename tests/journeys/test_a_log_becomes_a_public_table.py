"""A log is sent, the table proposed, published by somebody else, and read on a phone."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from tests.journeys.conftest import PHONE
from tests.journeys.test_every_main_page import check
from tests.journeys.walking import fill, press, said

pytestmark = pytest.mark.xdist_group("looks")
TABLE = "live-facial-recognition-deployments"


def make_log(path):
    """Three deployments of last month: one place of its own, one blank where nobody counted."""
    month = datetime.now(UTC).date() - timedelta(days=30)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Location", "Faces seen", "Total alerts", "False alerts",
                         "Arrests"])
        writer.writerow([month.isoformat(), "Harbour Gate", 5120, 6, 2, 3])
        writer.writerow([(month - timedelta(days=1)).isoformat(), "Harbour Gate", "", 2, 0, 1])
        writer.writerow([(month - timedelta(days=2)).isoformat(), "Old Quay", 4100, 3, 1, ""])
    return path


def test_a_log_becomes_a_table_that_the_public_reads_on_a_phone(visit, installation, tmp_path):
    here = installation.address
    sam, helen, public = visit("Sam"), visit("Helen"), visit(None, viewport=PHONE, script=False)
    log = str(make_log(tmp_path / "october.csv"))

    sam.goto(f"{here}/uses/use-0001/deployments/")
    fill(sam, file=log)
    press(sam, "Check the log")
    check(sam, "deployments-check")
    assert "Harbour Gate" in said(sam) and "Nothing of october.csv is kept yet." in said(sam)
    press(sam, "Keep these rows")
    assert "Deployments (17)" in said(sam)

    sam.goto(f"{here}/bulletins/deployment-table/now/")
    assert "The record has moved on." in said(sam) and "Harbour Gate" in said(sam)
    press(sam, "Propose this paper")
    assert "You cannot publish it." in said(sam)
    public.goto(f"{installation.public}/papers/{TABLE}/")
    assert "Harbour Gate" not in said(public)

    helen.goto(f"{here}/bulletins/deployment-table/now/")
    press(helen, "Publish it")
    assert "The public can now read this paper." in said(helen)

    public.goto(installation.public)
    public.get_by_role("link", name="Papers").first.click()
    public.get_by_role("link", name="Live facial recognition: where and when").click()
    words = said(public)
    assert "Harbour Gate" in words and "Old Quay" in words and "not recorded" in words
    assert "used live facial recognition 17 times" in words


def test_the_public_papers_are_whole_and_accessible(visit, installation):
    page = visit()
    page.goto(f"{installation.public}/papers/")
    check(page, "public-papers", on_a_phone=True)
    addresses = page.eval_on_selector_all(
        "main a[href*='/papers/']", "all => all.map((each) => each.href)")

    assert len(addresses) >= 3
    for address in addresses:
        page.goto(address)
        assert page.get_by_role("heading", level=1).count() == 1
        check(page, f"public-paper-{address.rstrip('/').rpartition('/')[2]}", on_a_phone=True)
