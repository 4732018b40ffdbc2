"""Each main page, as the person whose page it is: whole, readable and accessible, wide and narrow.

With DUEREGARD_SCREENSHOTS=folder the pages are also kept as pictures, for the manual.
"""

import io
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.walking import EXAMPLES, fill, press, said

pytestmark = pytest.mark.xdist_group("looks")
NARROW = {"width": 320, "height": 700}
TALLEST = 2400
NOT_THERE = {"not-found", "supplier-link-does-not-work"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Passes of a long page take longest to tell, and nobody reads them.
ASKED_OF_AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
LEAD = "Morgan"
# axe passes over what is folded away.
UNFOLD = """document.querySelectorAll('details:not([open])').forEach((each) => {
    each.open = true; each.dataset.unfolded = '' })"""
FOLD = "document.querySelectorAll('[data-unfolded]').forEach((each) => { each.open = false })"
PAGES = {
    "demo": (None, "/demo/"),
    "sign-in": (None, "/accounts/login/"),
    "start-ethics-lead": (LEAD, "/"),
    "start-project-lead": ("Priya", "/"),
    "start-decision-maker": ("Helen", "/"),
    "start-committee-member": ("Grace", "/"),
    "start-officer": ("Lee", "/"),
    "start-inspector": ("Alex", "/"),
    "uses": (LEAD, "/uses/"),
    "add": (LEAD, "/uses/add/"),
    "use": (LEAD, "/uses/use-0001/"),
    "screen": ("Priya", "/uses/use-0001/screen/"),
    "facts": ("Priya", "/uses/use-0001/facts/"),
    "identify": (LEAD, "/uses/use-0001/identify/"),
    "law": ("Priya", "/uses/use-0001/law/"),
    "points": ("Tomas", "/uses/use-0002/points/safety/"),
    "framework": (LEAD, "/uses/use-0001/frameworks/"),
    "standards": (LEAD, "/uses/use-0001/report/standards/"),
    "standard": (LEAD, "/uses/use-0001/report/standards/atrs-3-0/"),
    "wording": ("Priya", "/uses/use-0001/report/wording/rationale.scope/"),
    "record-import": (LEAD, "/uses/import-record/"),
    "packs": (LEAD, "/packs/"),
    "pack": (LEAD, "/packs/drones/"),
    "profile": (LEAD, "/profile/"),
    "prioritise": (LEAD, "/uses/use-0001/prioritise/"),
    "manage": (LEAD, "/uses/use-0001/manage/"),
    "gates": ("Priya", "/uses/use-0001/gates/"),
    "gate": ("Helen", "/uses/use-0001/gates/gate.go-live/"),
    "gate-fact": ("Priya", "/uses/use-0001/gate-facts/gatefact.communities/"),
    "gate-override": ("Helen", "/uses/use-0002/gates/gate.go-live/overridden/"),
    "happened": (LEAD, "/uses/use-0001/happened/"),
    "happened-tell": ("Lee", "/uses/use-0001/happened/tell/"),
    "papers": (LEAD, "/uses/use-0001/papers/"),
    "paper-committee": (LEAD, "/uses/use-0001/papers/committee/"),
    "paper-data-protection": ("Priya", "/uses/use-0001/papers/data-protection/"),
    "paper-equality": (LEAD, "/uses/use-0001/papers/equality/"),
    "paper-community": (LEAD, "/uses/use-0001/papers/community/"),
    "paper-policy": (LEAD, "/uses/use-0001/papers/policy/"),
    "weighing": (LEAD, "/uses/use-0001/prioritise/weighing/"),
    "weighing-option": (LEAD, "/uses/use-0001/prioritise/weighing/options/1/"),
    "weighing-group": (LEAD, "/uses/use-0001/prioritise/weighing/groups/1/"),
    "ranges": ("Priya", "/uses/use-0001/ranges/"),
    "ranges-asked": ("Priya", "/uses/use-0001/prioritise/weighing/panel/"),
    "weighed": ("Grace", "/weighings/1/"),
    "self-assessment": (LEAD, "/self-assessment/"),
    "self-assessment-round": ("Lee", "/self-assessment/rounds/1/"),
    "self-assessment-statement": (LEAD, "/self-assessment/statements/self-policy.scope/"),
    "self-assessment-settle": (LEAD, "/self-assessment/settle/"),
    "next-actions": (LEAD, "/next-actions/"),
    "forecasts": (LEAD, "/forecasts/"),
    "forecast-make": (LEAD, "/forecasts/make/"),
    "forecast-score": (LEAD, "/forecasts/3/score/"),
    "risk-registers": (LEAD, "/risk-register/"),
    "risk-register": (LEAD, "/uses/use-0001/risk-register/"),
    "chief-officers": ("Helen", "/chief-officers/"),
    "inspection": ("Alex", "/inspection/"),
    "inspection-statement": ("Alex", "/inspection/statements/inspect.advice-answered/"),
    "inspection-list": ("Alex", "/inspection/lists/1/"),
    "inspection-seed": ("Alex", "/inspection/lists/1/seed/"),
    "report": (LEAD, "/uses/use-0001/report/"),
    "perception": ("Sam", "/perception/"),
    "perception-kit": ("Sam", "/perception/kit/?technology=drones"),
    "perception-bring-in": ("Sam", "/perception/bring-in/"),
    "perception-wave": (LEAD, "/perception/1/"),
    "perception-cards": (LEAD, "/perception/1/cards/"),
    "perception-preview": (LEAD, "/perception/1/preview/"),
    "measure": ("Sam", "/uses/use-0001/measure/"),
    "evidence": (LEAD, "/evidence/1/"),
    "committee": ("Grace", "/committee/"),
    "matter": ("Grace", "/committee/1/"),
    "suppliers": ("Owen", "/uses/use-0001/suppliers/"),
    "suppliers-ask": ("Owen", "/uses/use-0001/suppliers/ask/"),
    "enquiry": ("Owen", "/enquiries/1/"),
    "enquiry-grade": ("Owen", "/enquiries/1/3/"),
    "answers-check": ("Owen", "/uses/use-0001/answers-check/"),
    "supplier-link-does-not-work": (None, "/supplier/guess/"),
    "bodies": (LEAD, "/bodies/"),
    "body": (LEAD, "/bodies/1/"),
    "meeting": ("Bea", "/meetings/1/"),
    "meeting-pack": ("Grace", "/meetings/1/pack/"),
    "words-of-advice": (LEAD, "/committee/words/"),
    "to-do": ("Priya", "/conditions/"),
    "local-policing-body": (LEAD, "/local-policing-body/"),
    "bulletins": (LEAD, "/bulletins/"),
    "bulletin": (LEAD, "/bulletins/deployment-table/now/"),
    "deployments": (LEAD, "/uses/use-0001/deployments/"),
    "annual": (LEAD, "/annual/"),
    "import": (LEAD, "/uses/import/"),
    "coverage": (LEAD, "/coverage/"),
    "foi": (LEAD, "/coverage/foi/"),
    "ledger": (LEAD, "/ledger/"),
    "people": (LEAD, "/people/"),
    "card": ("Lee", "/uses/use-0001/card/"),
    "ask": ("Lee", "/ask/?use=use-0001"),
    "decide": ("Lee", "/decide/"),
    "library": ("Lee", "/library/"),
    "letters": ("Lee", "/letters/"),
    "my-copy": ("Lee", "/my-copy/"),
    "was-this-clear": ("Lee", "/was-this-clear/card/"),
    "search": (LEAD, "/search/?q=recognition"),
    "returns": (LEAD, "/returns/"),
    "return": (LEAD, "/returns/1/"),
    "return-figure": (LEAD, "/returns/1/figures/reviewed/"),
    "return-make": (LEAD, "/returns/make/"),
    "returns-load": (LEAD, "/returns/load/"),
    "returns-loaded": (LEAD, "/returns/loaded/"),
    "returns-compare": (LEAD, "/returns/compare/"),
    "returns-compare-item": (LEAD, "/returns/compare/?item=reviewed"),
    "patterns": (LEAD, "/patterns/"),
    "pattern-write": (LEAD, "/patterns/write/"),
    "pattern-bundle": (LEAD, "/patterns/bundle/"),
    "pattern-bring-in": (LEAD, "/patterns/bring-in/"),
    "not-found": (LEAD, "/uses/use-9999/"),
}


@pytest.fixture(scope="module")
def signed_in(browser, installation):
    """One context for each person, kept for the whole file."""
    contexts = {}

    def context_of(role):
        if role not in contexts:
            contexts[role] = browser.new_context(viewport=DESK)
            if role is not None:
                page = contexts[role].new_page()
                page.goto(f"{installation.address}/demo/")
                page.get_by_role("button", name=role).first.click()
                page.wait_for_url(f"{installation.address}/")
                page.close()
        return contexts[role]

    yield context_of
    for each in contexts.values():
        each.close()


def check(page, name: str, *, on_a_phone: bool = False) -> None:
    """Whole, no sideways scroll, nothing that axe finds; and a picture where one is wanted."""
    for width, viewport in (("desktop", DESK), ("phone", PHONE), ("narrow", NARROW)):
        page.set_viewport_size(viewport)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} scrolls sideways by {overflow} pixels at {viewport}"
        if width == "narrow":
            continue
        _keep(page, f"{name}-{width}")
        if width == "phone" and not on_a_phone:
            # What axe says on a phone is asked of every page of the workbench, in its own test.
            continue
        page.evaluate(UNFOLD)
        found = Axe().run(page, options=ASKED_OF_AXE)
        problems = [
            f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})"
            for each in found.response["violations"]
        ]
        page.evaluate(FOLD)
        assert problems == [], f"{name} at {width}"


def _keep(page, name: str) -> None:
    """A picture small enough for a repository: the top of the page, in few colours."""
    folder = os.environ.get("DUEREGARD_SCREENSHOTS")
    if not folder:
        return
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    top = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, TALLEST)))
    top.quantize(48).save(Path(folder) / f"{name}.png", optimize=True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_workbench_is_whole_and_accessible(signed_in, installation, name):
    role, address = PAGES[name]
    page = signed_in(role).new_page()
    errors = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)

    response = page.goto(installation.address + address)

    assert response.status == (404 if name in NOT_THERE else 200)
    assert page.get_by_role("heading", level=1).count() == 1
    check(page, name)
    assert [each for each in errors if "404" not in each] == []
    page.close()


@pytest.mark.parametrize("name", ["register", "record", "about", "accessibility"])
def test_a_page_of_the_public_door_is_whole_and_accessible(signed_in, installation, name):
    page = signed_in(None).new_page()
    page.goto(installation.public)
    if name == "record":
        page.get_by_role("link", name="Live facial recognition vans").click()
    elif name != "register":
        page.goto(f"{installation.public}/{name}/")

    assert page.get_by_role("heading", level=1).count() == 1
    check(page, f"public-{name}", on_a_phone=True)
    page.close()


def test_the_pages_of_a_measurement_by_group_are_whole_and_accessible(signed_in, installation):
    page = signed_in("Sam").new_page()
    page.goto(f"{installation.address}/uses/use-0003/measure/")
    fill(page, instrument="decisions", file=str(EXAMPLES / "risk-scores.csv"),
         title="The harm score", source="force")
    press(page, "Measure it")
    check(page, "measure-asks")

    press(page, "Measure it")
    check(page, "measure-asks-refused")
    fill(page, decision="flagged", outcome="harmed_within_a_year", group="ethnicity",
         person="person")
    press(page, "Measure it")
    page.get_by_role("button", name="Read what was found").wait_for(timeout=60_000)
    press(page, "Read what was found")

    assert "37.5% were wrongly given a yes in the group Black" in said(page)
    check(page, "evidence-by-group")
    page.close()


def test_a_month_of_stop_and_search_is_measured_with_nothing_named(signed_in, installation):
    folder = EXAMPLES / "stop-and-search"
    page = signed_in("Sam").new_page()
    page.goto(f"{installation.address}/uses/use-0003/measure/")
    fill(page, instrument="rates", title="August", source="force",
         file=str(folder / "2026-08-fenmarch-stop-and-search.csv"))
    press(page, "Measure it")

    assert "Its columns are known" in said(page)
    fill(page, population_file=str(folder / "fenmarch-population.csv"))
    check(page, "measure-asks-known")
    press(page, "Measure it")
    page.get_by_role("button", name="Read what was found").wait_for(timeout=60_000)
    press(page, "Read what was found")

    assert "6.98 times as often as White people" in said(page)
    assert "2026-08-fenmarch-stop-and-search.csv" in said(page)
    check(page, "evidence-rates")
    page.close()
