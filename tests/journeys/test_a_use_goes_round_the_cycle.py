"""A new use is taken by hand from the first question to the page that the public reads."""

import json
import re

import pytest
from tests.journeys.walking import day, fill, follow, last_number, press, said

pytestmark = pytest.mark.xdist_group("browser")
ABLE = ("identifies", "scores", "generates", "shares", "decides", "sensitive", "children",
        "coercive", "covert", "new_purpose", "irreversible", "supplier_opaque", "novel")
RISK = {
    "kind": "risk", "affected": "Staff at the front desk", "lens": "work",
    "text": "They hear only what the summary kept", "chance": "likely", "size": "noticeable",
}
GOOD = RISK | {
    "kind": "opportunity", "affected": "People who call in distress",
    "text": "They do not have to tell it twice",
}


def add_and_screen(page, address: str, name: str) -> str:
    page.goto(f"{address}/uses/add/")
    fill(page, affected="People who call the front desk", affected_count="hundreds", name=name,
         purpose="So that nobody tells the same story twice", technology="other")
    press(page, "Add it, then screen it")
    ref = re.search(r"use-\d+", page.url)[0]
    fill(page, records="yes", human_review="yes", **dict.fromkeys(ABLE, "no"))
    press(page, "See how deep to look")
    assert "How deep to look" in said(page)
    return ref


def state_facts(page) -> None:
    follow(page, "State more facts first")
    fill(page, why="To pass on what a caller said", who="Callers who agree")
    press(page, "Save and go on")
    assert "The facts are saved" in said(page)


def raise_and_settle_points(page) -> None:
    press(page, "List them")
    lenses = page.locator(".govuk-task-list__link").evaluate_all("all => all.map(one => one.href)")
    assert lenses
    for place, lens in enumerate(lenses):
        page.goto(lens)
        for each in page.locator('input[value="accepted"]').all():
            each.check()
        if place == 0:
            reason = page.locator('[name^="reason_"]').first
            fill(page, **{reason.get_attribute("name").replace("reason_", "to_"): "set-aside"})
            reason.fill("No sound is kept, only the words")
        press(page, "Save what you said")
    assert "All of them are looked at" in said(page)


def record_a_claim(page) -> None:
    follow(page, "Record what was said")
    fill(page, title="Words are right", statement="It hears 98 words of 100 right",
         source="supplier", said_by="Quietline Ltd", level="1", lens="fairness")
    press(page, "Keep it")
    assert "only the supplier says so" in said(page)


def weigh(page) -> None:
    press(page, "Go on to weigh it")
    press(page, "Open the assessment")
    answer_everything(page)
    press(page, "Add an option")
    fill(page, name="Try it at one desk, with a person reading along")
    press(page, "Add it")
    for option, effects in ((0, [RISK]), (1, [RISK, GOOD])):
        for effect in effects:
            page.goto(re.sub(r"/prioritise/.*", f"/prioritise/options/{option}/effect/", page.url))
            fill(page, **effect)
            press(page, "Add it")
    page.goto(re.sub(r"/prioritise/.*", "/prioritise/rank/", page.url))
    fill(page, place_1="1", place_0="2", reason="Small, and it can be undone")
    press(page, "Keep this order")
    press(page, "Settle the assessment")
    assert "The assessment is settled" in said(page)


def answer_everything(page) -> None:
    lenses = page.locator(".govuk-task-list__link").evaluate_all("all => all.map(one => one.href)")
    for lens in lenses:
        page.goto(lens)
        for each in page.locator('input[value="dont-know"]').all():
            each.check()
        press(page, "Save these answers")


def refer(page, address: str, ref: str) -> int:
    page.goto(f"{address}/uses/{ref}/manage/")
    press(page, "Put it to the committee")
    fill(page, question="Should this be tried at one desk?", deadline=day(days=14))
    press(page, "Send it to the committee")
    page.wait_for_url("**/committee/**")
    return last_number(page)


def opine(page, address: str, matter: int, reasons: str) -> None:
    page.goto(f"{address}/committee/{matter}/")
    press(page, "Give your opinion")
    fill(page, outcome="proceed-minor", reasons=reasons)
    press(page, "Give this opinion")
    assert "Your opinion is kept" in said(page)


def first_half(page, address: str, name: str) -> str:
    """As far as one project lead can take it alone."""
    ref = add_and_screen(page, address, name)
    state_facts(page)
    raise_and_settle_points(page)
    record_a_claim(page)
    weigh(page)
    return ref


def test_the_first_half_goes_without_javascript(visit, installation):
    page = visit("Priya", script=False)

    ref = first_half(page, installation.address, "Notes of calls, without script")

    page.goto(f"{installation.address}/uses/{ref}/prioritise/")
    assert "Small, and it can be undone" in said(page)


def test_a_use_goes_from_the_first_question_to_the_public_record(visit, installation, tmp_path):
    here, name = installation.address, "Notes of calls at the front desk"
    priya = visit("Priya")

    ref = first_half(priya, here, name)
    matter = refer(priya, here, ref)
    advise(visit, here, matter)
    say_when_the_trial_ends(priya, here, ref)
    decide(visit("Helen"), here, ref, matter)
    publish(priya, visit("Morgan"), here, ref)

    read_as_the_public(visit(None), installation.public, name)
    folder = tmp_path / "ledger"
    assert installation.run("export-ledger", "-o", str(folder)).returncode == 0
    assert installation.run("verify", str(folder)).returncode == 0
    assert f'"{ref}"' in (folder / "entries.jsonl").read_text()


def advise(visit, here: str, matter: int) -> None:
    opine(visit("Idris"), here, matter, "Only if the caller is told first")
    lena = visit("Lena")
    lena.goto(f"{here}/committee/{matter}/")
    assert "Only if the caller is told first" not in lena.content()
    opine(lena, here, matter, "A fair thing to try")
    opine(visit("Grace"), here, matter, "People in distress gain most")
    ruth = visit("Ruth")
    opine(ruth, here, matter, "One desk is small enough")
    lena.goto(f"{here}/committee/{matter}/")
    assert "Only if the caller is told first" in said(lena)
    bea = visit("Bea")
    bea.goto(f"{here}/committee/{matter}/")
    press(bea, "Close opinions")
    ruth.goto(f"{here}/committee/{matter}/")
    press(ruth, "Write the advice")
    fill(ruth, outcome="proceed-minor", reasons="It helps, and it is small",
         text_1="Tell every caller", test_1="The greeting says so in three test calls")
    press(ruth, "Give this advice")
    assert "The advice is given" in said(ruth)


def say_when_the_trial_ends(page, here: str, ref: str) -> None:
    page.goto(f"{here}/uses/{ref}/gate-facts/gatefact.pilot/")
    fill(page, ends_on_1=day(days=80), counted_1="Callers who say no, in every 100",
         number_1="20", post_1="Front desk inspector")
    press(page, "Keep this")


def override_the_gate(helen, here: str, ref: str) -> None:
    helen.goto(f"{here}/uses/{ref}/gates/gate.pilot/")
    press(helen, "Override what stands in the way")
    fill(helen, post="Assistant Chief Constable", reason="One desk, and it can be undone")
    press(helen, "Override what stands in the way")
    assert "That is shown for ever" in said(helen)


def decide(helen, here: str, ref: str, matter: int) -> None:
    helen.goto(f"{here}/committee/{matter}/")
    press(helen, "Reply to the advice")
    fill(helen, said_1="accept", words="We accept what you ask for")
    press(helen, "Give this reply")
    press(helen, "Decide")
    fill(helen, verdict="go-on-trial", reasons="To learn at one desk", review_on=day(days=90),
         by_post="Assistant Chief Constable", due_1=day(days=30))
    press(helen, "Decide")
    assert "it must pass the gate ‘Pilot’" in said(helen)
    override_the_gate(helen, here, ref)
    helen.goto(f"{here}/committee/{matter}/")
    press(helen, "Decide")
    fill(helen, verdict="go-on-trial", reasons="To learn at one desk", review_on=day(days=90),
         by_post="Assistant Chief Constable", due_1=day(days=30))
    press(helen, "Decide")
    assert "It is decided" in said(helen)


def publish(priya, morgan, here: str, ref: str) -> None:
    priya.goto(f"{here}/uses/{ref}/report/")
    press(priya, "Propose this page")
    assert "You cannot publish it" in said(priya)
    morgan.goto(f"{here}/uses/{ref}/report/")
    press(morgan, "Publish it")
    morgan.goto(f"{here}/uses/{ref}/report/")
    assert "Version 1, published on" in said(morgan)


def read_as_the_public(page, public: str, name: str) -> None:
    page.goto(f"{public}/?q=front+desk")
    follow(page, name)
    words = said(page)
    assert "On trial" in words
    assert "Tell every caller" in words
    assert "To learn at one desk" in words
    assert "One desk, and it can be undone" in words
    assert "Helen" not in words
    address = page.url.rstrip("/")
    assert "Tell every caller" in page.request.get(f"{address}.csv").text()
    assert json.loads(page.request.get(f"{address}.json").text())["title"] == name
