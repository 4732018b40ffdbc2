"""An owner takes a use that can lead to a stop through every gate; somebody else passes each."""

import pytest
from tests.journeys.walking import day, fill, press, said

pytestmark = pytest.mark.xdist_group("browser")
NAME = "Face search of kept images"
ABLE = ("scores", "generates", "shares", "decides", "children", "covert", "new_purpose",
        "irreversible", "supplier_opaque", "novel")
GATES = ("engagement", "prioritisation", "design", "test", "purchase", "pilot", "go-live")
POST = "Assistant Chief Constable (Crime)"
ANSWERS = {
    "touch-points": {"goes_1": "A talk with a witness about who they saw",
                     "instead_1": "An officer still shows the witness each picture, alone"},
    "staff": {"staff_1": "Two analysts join the team", "work_1": "They check each candidate",
              "skills_1": "They take a test of comparing faces each year"},
    "staff-view": {"who_1": "The analysts' union", "asked_on_1": day(days=-20),
                   "words_1": "Give us time to disagree with it"},
    "posts": {"decision_1": "Whether a search is made", "post_1": "Detective Inspector",
              "decision_2": "Whether somebody is arrested", "post_2": "Custody Inspector"},
    "undo": {"what_1": "An arrest of the wrong person", "can_1": "part",
             "how_1": "Released, told why, and the record put right", "by_when_1": "The same day",
             "by_whom_1": "Custody Inspector"},
    "positive": {"group_1": "Young Black people in Northwell",
                 "action_1": "Their youth workers see every wrong match, each month",
                 "post_1": "Chief Inspector, Communities"},
    "communities": {"community_1": "Young Black people in Northwell", "asked_on_1": day(days=-30),
                    "words_1": "You have our pictures and we did nothing"},
    "pilot": {"ends_on_1": day(days=90), "counted_1": "Wrong candidates in every 100 searches",
              "number_1": "5", "post_1": "Duty superintendent"},
}


def add(page, here: str) -> str:
    page.goto(f"{here}/uses/add/")
    fill(page, affected="People whose picture was kept", affected_count="thousands", name=NAME,
         purpose="Find who is in a picture of a crime",
         technology="retrospective-facial-recognition")
    press(page, "Add it, then screen it")
    ref = page.url.rstrip("/").rpartition("/uses/")[2].partition("/")[0]
    fill(page, identifies="yes", sensitive="yes", coercive="yes", records="yes",
         human_review="yes", **dict.fromkeys(ABLE, "no"))
    press(page, "See how deep to look")
    return ref


def fill_in_what_is_asked(page, here: str, ref: str) -> None:
    for fact, fields in ANSWERS.items():
        page.goto(f"{here}/uses/{ref}/gate-facts/gatefact.{fact}/")
        fill(page, **fields)
        press(page, "Keep this")
        assert "It is kept" in said(page)


def meet_the_law(page, here: str, ref: str) -> int:
    """Say of each strict rule that is in the way that it is met, and by which paper."""
    for number in range(40):
        page.goto(f"{here}/uses/{ref}/gates/gate.test/")
        rules = page.locator('main a[href*="/law/law."]')
        if not rules.count():
            return number
        with page.expect_navigation():
            rules.first.click()
        fill(page, said="met", named="Nadia Stonecrop", post="Data protection officer",
             title="Assessments of the face search", reference="FEN-RFR-1", dated_on=day(days=-2))
        press(page, "Keep it")
    raise AssertionError("the law does not come to an end")


def test_an_owner_takes_a_high_impact_use_through_every_gate(visit, installation):
    here = installation.address
    priya, helen = visit("Priya"), visit("Helen")
    ref = add(priya, here)

    priya.goto(f"{here}/uses/{ref}/gates/")
    assert "0 of 7 gates are behind it." in said(priya)
    assert "What a wrong result can touch: Liberty." in said(priya)
    priya.goto(f"{here}/uses/{ref}/gates/gate.go-live/")
    assert "No community is on record as asked." in said(priya)
    assert "This is for a decision maker" in said(priya)

    fill_in_what_is_asked(priya, here, ref)
    assert meet_the_law(priya, here, ref) > 3
    for place, gate in enumerate(GATES, start=1):
        helen.goto(f"{here}/uses/{ref}/gates/gate.{gate}/")
        press(helen, "Pass this gate")
        fill(helen, post=POST, reason=f"The {gate} is in order")
        press(helen, "Pass this gate")
        assert f"{place} of 7 gates are behind it." in said(helen)

    priya.goto(f"{here}/uses/{ref}/gates/gate.go-live/")
    assert f"{POST}. The go-live is in order." in said(priya)
    priya.goto(f"{here}/uses/{ref}/")
    assert "passed a gate: Go live" in said(priya)
    assert "overrode" not in said(priya)
