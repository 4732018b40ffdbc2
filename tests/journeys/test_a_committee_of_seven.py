"""A committee of seven with one conflict, one dissent and one member on paper; then a decision
that declines what it asked for, with reasons, and what the public reads of it.
"""

import re

import pytest
from tests.journeys.conftest import Installation
from tests.journeys.walking import day, fill, follow, last_number, press, said

pytestmark = pytest.mark.xdist_group("browser")
SECRET = "Only where a person listens along"
USE = "Website helper"


@pytest.fixture(scope="module")
def installation(tmp_path_factory, example_home):
    """A demo of its own: three more members here would be waited for in every other journey."""
    running = Installation(tmp_path_factory.mktemp("seven") / "demo", made=example_home)
    yield running
    running.stop()


def seat(page, body: str, **fields: str) -> None:
    page.goto(body)
    press(page, "Give somebody a seat")
    fill(page, post="member", since=day(days=0), until=day(days=700), **fields)
    press(page, "Give them this seat")
    assert "They have a seat" in said(page)


def choose(page, name: str, words: str) -> str:
    """The value of the option that begins with these words."""
    return page.locator(f'[name="{name}"] option').evaluate_all(
        "(all, words) => all.find(one => one.textContent.startsWith(words)).value", words
    )


def seven_sit_on_it(morgan, here: str) -> str:
    morgan.goto(f"{here}/committee/")
    follow(morgan, "Bodies, members and meetings")
    follow(morgan, "Fenmarch Data Ethics Committee")
    body = morgan.url
    for name in ("Yusuf", "Harriet"):
        morgan.goto(f"{body}seat/")
        person = choose(morgan, "person_id", name)
        seat(morgan, body, person_id=person, served="signs-in")
    seat(morgan, body, name="Mabel Rushcroft", served="print")
    morgan.goto(body)
    assert "Mabel Rushcroft, member" in said(morgan)
    return body


def refer(morgan, here: str) -> tuple[str, int]:
    morgan.goto(f"{here}/uses/?q={USE.replace(' ', '+')}")
    morgan.locator("main a[href*='/uses/use-']").first.click()
    ref = re.search(r"use-\d+", morgan.url)[0]
    morgan.goto(f"{here}/uses/{ref}/manage/")
    press(morgan, "Put it to the committee")
    assert "7 members will be asked" in said(morgan)
    assert "Mabel Rushcroft (on paper)" in said(morgan)
    fill(morgan, question="Should a machine answer questions on our website?",
         deadline=day(days=14))
    press(morgan, "Send it to the committee")
    return ref, last_number(morgan)


def meet(bea, body: str, here: str, matter: int) -> str:
    """A meeting is called for today, and the pack goes to the member who never signs in."""
    bea.goto(body)
    press(bea, "Call a meeting")
    fill(bea, on=day(days=0), place="Room 2, step-free")
    press(bea, "Call it")
    fill(bea, **{f"place_{matter}": "1"})
    press(bea, "Keep this agenda")
    meeting = bea.url
    press(bea, "Make and send the pack")
    assert "print it and hand it over" in said(bea)
    packed = bea.request.get(f"{meeting}pack.pdf")
    assert packed.status == 200 and packed.body()[:4] == b"%PDF"
    press(bea, "It was handed over or posted")
    assert "reached on" in said(bea)
    return meeting


def opine(page, here: str, matter: int, *, outcome: str, reasons: str) -> None:
    page.goto(f"{here}/committee/{matter}/")
    press(page, "Give your opinion")
    fill(page, outcome=outcome, reasons=reasons)
    press(page, "Give this opinion")
    assert "Your opinion is kept" in said(page)


def opinions(visit, here: str, matter: int) -> None:
    opine(visit("Idris"), here, matter, outcome="proceed-minor", reasons="It saves weeks")
    opine(visit("Lena"), here, matter, outcome="reject", reasons="A wrong answer can cost a life")
    opine(visit("Yusuf"), here, matter, outcome="proceed-minor", reasons="With a check")
    opine(visit("Harriet"), here, matter, outcome="proceed-minor", reasons="With a check")
    grace = visit("Grace")
    grace.goto(f"{here}/committee/{matter}/")
    follow(grace, "Step aside, because you have an interest")
    fill(grace, interest="My brother works for the supplier")
    press(grace, "Step aside")
    bea = visit("Bea")
    bea.goto(f"{here}/committee/{matter}/")
    follow(bea, "Enter what came on paper")
    fill(bea, aside="no", outcome="proceed-minor", reasons=SECRET)
    press(bea, "Enter it")
    assert "entered by Bea Sedgewick-Lowe from paper" in said(bea)
    for name in ("Bea", "Lena", "Ruth"):
        reader = visit(name)
        reader.goto(f"{here}/committee/{matter}/")
        assert SECRET not in reader.content()
    opine(visit("Ruth"), here, matter, outcome="proceed-minor", reasons="A person reads it too")


def advise(bea, ruth, here: str, matter: int) -> None:
    bea.goto(f"{here}/committee/{matter}/")
    assert SECRET in said(bea)
    press(bea, "Close opinions")
    assert "6 of 7 members gave an opinion, 1 stepped aside, 1 of them on paper." in said(bea)
    ruth.goto(f"{here}/committee/{matter}/")
    press(ruth, "Write the advice")
    fill(ruth, outcome="proceed-minor", reasons="It may be tried with a reader",
         text_1="Have a person read every answer before it goes out",
         test_1="The name of a reader stands beside each answer")
    press(ruth, "Give this advice")
    assert "1 member leaned the other way" in said(ruth)
    fill(ruth, dissent="One member would not: a wrong answer can cost a life")
    press(ruth, "Give this advice")
    assert "The advice is given" in said(ruth)


def minutes(bea, ruth, meeting: str) -> None:
    bea.goto(meeting)
    press(bea, "Record who came")
    for each in bea.locator('input[value="present"]').all():
        each.check()
    press(bea, "Draft the minutes")
    ruth.goto(meeting)
    press(ruth, "Settle the minutes")
    follow(ruth, "Read the minutes")
    words = said(ruth)
    assert "My brother works for the supplier" in words
    assert "a wrong answer can cost a life" in words
    assert "in the chair" in words


def decline(helen, here: str, matter: int) -> None:
    helen.goto(f"{here}/committee/{matter}/")
    press(helen, "Reply to the advice")
    fill(helen, said_1="decline",
         reasons_1="To read each would undo the gain; we would check one in ten",
         words="We thank the committee, and do not go on for now")
    press(helen, "Give this reply")
    press(helen, "Decide")
    fill(helen, verdict="hold-back", reasons="Not before we can check enough of it",
         departs_because="We cannot do what you ask, so we do not begin",
         review_on=day(days=90), by_post="Assistant Chief Constable")
    press(helen, "Decide")
    assert "It is decided" in said(helen)


def test_a_committee_of_seven_advises_and_the_public_reads_what_was_declined(
    visit, installation
):
    here = installation.address
    morgan, bea, ruth, helen = (visit(each) for each in ("Morgan", "Bea", "Ruth", "Helen"))
    body = seven_sit_on_it(morgan, here)
    ref, matter = refer(morgan, here)
    meeting = meet(bea, body, here, matter)

    opinions(visit, here, matter)
    advise(bea, ruth, here, matter)
    minutes(bea, ruth, meeting)
    decline(helen, here, matter)

    publish(morgan, helen, here, ref)
    read_as_the_public(visit(None), installation.public)
    local = visit("Alex")
    local.goto(f"{here}/local-policing-body/")
    assert "To read each would undo the gain" in said(local)


def publish(morgan, helen, here: str, ref: str) -> None:
    morgan.goto(f"{here}/uses/{ref}/report/")
    press(morgan, "Propose this page")
    helen.goto(f"{here}/uses/{ref}/report/")
    press(helen, "Publish it")


def read_as_the_public(page, public: str) -> None:
    page.goto(f"{public}/?q={USE.replace(' ', '+')}")
    page.locator("main a[href*='/uses/']").first.click()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    words = said(page)
    for each in ("To read each would undo the gain", "a wrong answer can cost a life",
                 "Hold back: not for now", "We cannot do what you ask"):
        assert each in words
    for name in ("Mabel", "Grace", "Lena", "Helen", "Sedgewick", "My brother"):
        assert name not in words
