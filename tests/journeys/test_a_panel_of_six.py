"""A panel of six sets its words, draws, rates blind on telephones and on paper, and reports; the
force replies late, and says so; the public reads what changed.
"""

import re
from datetime import UTC, datetime

import pytest
from tests.journeys.conftest import PHONE
from tests.journeys.test_every_main_page import check
from tests.journeys.walking import day, fill, follow, last_number, press, said

pytestmark = pytest.mark.xdist_group("browser")
PANEL = "Northwell Community Scrutiny Panel"
SIGN_IN = ("Joan", "Kwame", "Mina", "Rhoda")
ON_PAPER = ("Ambrose", "Dot")
SECRET = "They never said why they stopped him"
POINT = "Say why you stop somebody, each time."


@pytest.fixture
def encounters(tmp_path):
    """What the force exports; the last column is nobody's business here."""
    rows = [
        f"C-{number:02},Stop and search,2026-10-{number:02},{('North', 'South')[number % 2]},"
        f"{('White', 'Black')[number % 2]},Pat Nobody" for number in range(1, 25)
    ]
    path = tmp_path / "october.csv"
    path.write_text("\n".join(
        ["Reference,Power,Date,Unit,Officer-defined ethnicity,Name", *rows]), encoding="utf-8")
    return path


def call_and_lodge(bea, sam, here, encounters) -> str:
    bea.goto(f"{here}/scrutiny/")
    follow(bea, PANEL)
    press(bea, "Call a sitting")
    fill(bea, on=day(days=2))
    press(bea, "Call it")
    sitting = bea.url
    sam.goto(sitting)
    press(sam, "Lodge the list")
    fill(sam, file=str(encounters))
    press(sam, "Lodge this list")
    assert "Name" in said(sam) and "left out" in said(sam)
    return sitting


def set_the_words(joan, sitting) -> str:
    joan.goto(sitting)
    press(joan, "Set the panel's words")
    check(joan, "panel-words")
    digest = re.search(r"\b[0-9a-f]{64}\b", said(joan))[0]
    fill(joan, words="nobody could have guessed this", size="3")
    for each in ("power", "ethnicity"):
        joan.locator(f'[name="strata"][value="{each}"]').uncheck()
    press(joan, "Draw the clips")
    assert "The clips are drawn" in said(joan) and digest in said(joan)
    return digest


def rate_all(page, name, sitting) -> None:
    page.goto(sitting)
    press(page, "Rate the 3 clips")
    for number in range(3):
        if name == "Joan" and not number:
            check(page, "panel-rate")
        fill(page, view="own", respect="no", colour="red",
             **{"gowisely-g": "no"}, comment=SECRET if name == "Kwame" else "")
        press(page, "Keep my rating")
    assert "rated every clip that you may" in said(page)


def enter_from_paper(bea, sitting) -> None:
    for name in ON_PAPER:
        for number in (1, 2, 3):
            bea.goto(f"{sitting}clips/{number}/enter/")
            bea.get_by_label(re.compile(name)).check()
            fill(bea, view="other", colour="amber")
            press(bea, "Enter this rating")


def test_a_panel_of_six_draws_rates_blind_and_is_answered_late(
    visit, installation, encounters
):
    here = installation.address
    bea, sam, helen = visit("Bea"), visit("Sam"), visit("Helen")
    phones = {name: visit(name, viewport=PHONE) for name in SIGN_IN}
    joan = phones["Joan"]

    sitting = call_and_lodge(bea, sam, here, encounters)
    set_the_words(joan, sitting)
    for number in (1, 2, 3):
        sam.goto(f"{sitting}clips/{number}/")
        fill(sam, standing="shown")
        press(sam, "Note it")
    for name, page in phones.items():
        rate_all(page, name, sitting)
    enter_from_paper(bea, sitting)

    bea.goto(sitting)
    assert "6 of 6 members have rated" in said(bea) and SECRET not in said(bea)
    press(bea, "Close ratings")
    assert said(bea).count(SECRET) == 3
    assert "Green: 0, Amber: 6, Red: 12" in said(bea)

    joan.goto(sitting)
    press(joan, "Write the panel's report")
    assert "In 12 of 12 ratings the answer was no" in joan.locator("form").last.evaluate(
        "each => [...each.querySelectorAll('textarea')].map(one => one.value).join(' ')")
    for each in joan.locator("textarea").all():
        each.fill("")
    fill(joan, text_1=POINT, kind_1="concern")
    press(joan, "Give this report")
    assert "28 days to reply" in said(joan)

    # Forty days go by, and nobody answers.
    number = last_number(joan)
    installation.run("django", "shell", "-c", (
        "from dueregard.manage.scrutiny.models import Sitting; from datetime import timedelta; "
        f"row = Sitting.objects.get(pk={number}); row.reported_at -= timedelta(days=40); "
        "row.save(update_fields=['reported_at'])"))
    joan.goto(f"{here}/scrutiny/")
    assert "no reply to its report for 40 days" in said(joan)
    check(joan, "panel-late")

    helen.goto(sitting)
    press(helen, "Reply to the panel")
    fill(helen, said_1="accept", reasons_1="You are right.", due_1=day(days=20),
         action_1="Every team is told again.")
    helen.locator('[name="owner_1"]').select_option(label="Lee Hartsedge")
    press(helen, "Give this reply")
    assert "That was late" in said(helen)
    lee = visit("Lee", viewport=PHONE)
    lee.goto(f"{here}/scrutiny/")
    follow(lee, "Every team is told again.")
    fill(lee, words="All nine teams were told at their briefing.")
    press(lee, "Note it")
    told_to_everybody(visit, installation, sam, helen, number)


def told_to_everybody(visit, installation, sam, helen, number) -> None:
    """The paper is proposed, published by somebody else, and read on a telephone."""
    on = datetime.now(UTC).date()
    sam.goto(f"{installation.address}/bulletins/")
    sam.locator(f'a[href*="you-said-we-did"][href*="-{number}/"]').first.click()
    press(sam, "Propose this paper")
    helen.goto(sam.url)
    press(helen, "Publish it")
    slug = sam.url.rstrip("/").rpartition("/")[2]
    # With scripts: the accessibility check waits for ever where none may run.
    public = visit(None, viewport=PHONE)
    public.goto(f"{installation.public}/papers/you-said-we-did-{slug}/")
    words = said(public)
    assert POINT in words and "All nine teams were told at their briefing." in words
    assert "40 days after the report. That was late" in words
    assert SECRET not in words and "Lee Hartsedge" not in words and str(on.year) in words
    check(public, "public-you-said")
