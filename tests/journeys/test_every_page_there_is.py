"""Every page that a link leads to, whoever it is for: one of each kind, checked with axe.

The walk starts from what each person is shown first and goes where its links go, so a page
that nobody can get to is found too.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from tests.journeys.conftest import PHONE
from tests.journeys.test_every_main_page import ASKED_OF_AXE, PAGES, UNFOLD

pytestmark = pytest.mark.xdist_group("looks")
# Whoever's pages the one before them did not have.
WALKERS = (
    "Priya", "Morgan", "Helen", "Ruth", "Bea", "Grace", "Nadia", "Sam", "Joan", "Lee", "Alex",
)
STARTS = ("/", "/uses/use-0001/", "/uses/use-0014/", "/committee/1/", "/people/", "/inspection/")
NO_PAGE = (
    "logout", "download", "paper/", ".csv", ".json", ".md", ".pdf", ".html", ".xlsx", ".odt",
    "foi.",
)


def kind_of(address: str) -> str | None:
    """The pattern behind an address; None for one that is not a page of ours to look at."""
    path = address.split("?")[0].split("#")[0]
    if any(each in path for each in NO_PAGE):
        return None
    try:
        match = resolve(path, urlconf="dueregard.web.urls_workbench")
    except Resolver404:
        return f"no page at {path}"
    return match.route


def links_of(page, base: str) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map((each) => each.href)")
    return [each.removeprefix(base) for each in hrefs if each.startswith(base)]


def problems_of(page, *, axe: bool = True) -> list[str]:
    page.evaluate(UNFOLD)
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    found = Axe().run(page, options=ASKED_OF_AXE).response["violations"] if axe else []
    return [f"{each['id']}: {each['help']}" for each in found] + (
        [f"scrolls sideways by {overflow} pixels"] if overflow > 0 else []
    )


def test_every_page_that_a_link_leads_to_is_accessible_on_a_phone(visit, installation):
    # What axe says of the main pages is asked in their own test: a page is looked at once.
    main = {kind_of(address) for _who, address in PAGES.values()}
    seen: dict[str, str] = {}
    problems: dict[str, list[str]] = {}

    for walker in WALKERS:
        page = visit(walker, viewport=PHONE)
        waiting, been = list(STARTS), set()
        while waiting:
            address = waiting.pop(0)
            kind = kind_of(address)
            if kind is None or address in been or (kind in seen and address not in STARTS):
                continue
            been.add(address)
            response = page.goto(installation.address + address)
            if response.status == 403:
                continue
            waiting += links_of(page, installation.address)
            if kind in seen:
                continue
            seen[kind] = address
            found = problems_of(page, axe=kind not in main)
            if response.status != 200 or found:
                problems[f"{address} as {walker}"] = [f"status {response.status}", *found]

    assert problems == {}
    assert len(seen) >= 40, sorted(seen)
