"""What the journeys do on most pages: fill in fields by their names, press, read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

EXAMPLES = Path(__file__).parents[2] / "examples"


def fill(page: Page, **fields: str) -> None:
    """Fill in each field, whatever kind of field the page makes of it."""
    for name, value in fields.items():
        field = page.locator(f'[name="{name}"]').first
        kind = field.evaluate("each => each.type")
        if kind in {"radio", "checkbox"}:
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            field.select_option(value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)


def press(page: Page, words: str) -> None:
    """Press the button, or follow the link that looks like one, and wait for what comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def follow(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def said(page: Page) -> str:
    """Everything that stands on the page."""
    return page.locator("main").inner_text()


def day(*, days: int) -> str:
    """A date so many days from today, as a person in Britain writes it."""
    when = datetime.now(UTC) + timedelta(days=days)
    return f"{when.day}/{when.month}/{when.year}"


def last_number(page: Page) -> int:
    """The number at the end of the page's own address."""
    return int(page.url.rstrip("/").rpartition("/")[2])
