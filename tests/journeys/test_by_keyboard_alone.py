"""Somebody who uses no mouse signs in and adds a use; whoever sees other colours sees the words."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.journeys.walking import press, said

pytestmark = pytest.mark.xdist_group("browser")
FOCUS = """() => {
    const here = document.activeElement, own = getComputedStyle(here);
    const around = here.labels?.[0] ? getComputedStyle(here.labels[0], '::before') : own;
    const drawn = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== 'none';
    return {name: here.name || '', text: (here.innerText || here.value || '').trim(),
            tag: here.tagName, visible: drawn(own) || drawn(around)};
}"""


def tab_to(page, wanted, *, most: int = 120) -> dict[str, object]:
    """Press Tab until the focus stands there; on the way it must always be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["tag"] == "BODY":
            continue
        assert here["visible"], f"nobody sees the focus on {here}"
        if wanted(here):
            return here
    raise AssertionError("the keyboard does not reach it")


def named(name: str):
    return lambda here: here["name"] == name


def reading(words: str):
    return lambda here: here["text"].startswith(words)


def enter(page, wanted) -> None:
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_somebody_signs_in_and_adds_a_use_with_the_keyboard_alone(visit, installation):
    page = visit()
    page.goto(installation.address)
    assert "Choose who you are" in said(page)
    enter(page, lambda here: "Priya" in here["text"])
    enter(page, reading("Uses"))
    enter(page, reading("Add a use"))

    tab_to(page, named("affected"))
    page.keyboard.type("People who write to us")
    tab_to(page, named("affected_count"))
    page.keyboard.press("Space")
    tab_to(page, named("name"))
    page.keyboard.type("Sorting of letters by keyboard")
    tab_to(page, named("purpose"))
    page.keyboard.type("Letters reach somebody sooner")
    tab_to(page, named("technology"))
    page.keyboard.type("Something else")
    enter(page, reading("Add it, then screen it"))

    assert "Sorting of letters by keyboard" in said(page)
    assert "What can it do?" in said(page)


def test_whoever_signs_out_of_the_demo_chooses_again_whom_to_be(visit, installation):
    page = visit("Grace")

    enter(page, reading("Sign out"))
    press(page, "Sign out")

    assert page.url == f"{installation.address}/demo/"
    assert "Choose who you are" in said(page)


def test_the_first_tab_stop_skips_to_the_main_content(visit):
    page = visit("Priya")

    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    page.keyboard.press("Enter")

    assert first["text"] == "Skip to main content"
    assert page.evaluate("location.hash") == "#main-content"


def test_in_forced_colours_every_word_of_the_start_page_is_seen(visit, tmp_path):
    page = visit("Morgan", forced_colors="active")
    page.screenshot(path=tmp_path / "forced.png", full_page=True)

    found = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    hidden = page.evaluate("""() => [...document.querySelectorAll('main *, header *, nav *')]
        .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .filter((one) => one.checkVisibility())
        .map((one) => [one.innerText, getComputedStyle(one)])
        .filter(([text, style]) => style.color === style.backgroundColor
            || style.color === 'rgba(0, 0, 0, 0)')
        .map(([text]) => text)""")

    assert [each["id"] for each in found.response["violations"]] == []
    assert hidden == []
