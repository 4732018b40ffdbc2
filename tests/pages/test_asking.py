"""Whom to ask, the card of a use, help with a decision, the library, and remarks on all of it."""

import pytest
from django.core import mail
from tests.builders import World
from tests.pages.visiting import Visitor, words

from dueregard.desk.card import May, may_use, what_to_say
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as uses
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.people.remarks import queries
from dueregard.people.rules import Role

LIMITS = {
    "why": "To find people wanted by a court. Never to watch a protest.",
    "who": "People on today's list.", "where": "Where the superintendent says so.",
}


@pytest.fixture(autouse=True)
def clock(at_the_same_time):
    """Every page here is asked at the world's time."""


def on_trial(world: World, **facts: str) -> str:
    """A use on trial, reviewed, with its limits written down."""
    ref = world.use(name="Cameras that know a face")
    register.state_facts(ref=ref, facts=LIMITS | facts, by=world.lead, now=world.now)
    world.assessment(ref)
    world.matter(ref, to="decided")
    return ref


def officer(world, client) -> Visitor:
    return Visitor(client, world.person(Role.OFFICER))


SAFE = {"status": Status.LIVE, "reason": "", "reviewed": True, "limited": True, "late": False}


@pytest.mark.parametrize(("changed", "expected"), [
    ({}, May.YES),
    ({"status": Status.TRIAL}, May.TRIAL),
    ({"reviewed": False}, May.ASK),
    ({"limited": False}, May.ASK),
    ({"late": True}, May.ASK),
    *[({"status": each}, May.NO) for each in Status if each not in {Status.LIVE, Status.TRIAL}],
])
def test_a_doubt_is_never_a_yes(changed, expected):
    assert may_use(**SAFE | changed)[0] is expected


def test_why_it_is_paused_is_said():
    _, sentence = may_use(**SAFE | {"status": Status.PAUSED, "reason": "The supplier was sold"})

    assert sentence == "No. It is paused. The supplier was sold."


def test_an_officer_reads_the_card_and_finds_the_owner(world, client):
    ref = on_trial(world)

    page = officer(world, client).read(f"/uses/{ref}/card/")

    assert "Only if you are part of the trial" in page
    assert "Never to watch a protest." in page
    assert "Do thing 1" in page
    assert "Find people wanted by the courts" in page
    owner = uses.sheet(ref).owner
    assert owner in page


def test_what_nobody_wrote_down_is_said_to_be_missing_and_never_left_out(world, client):
    ref = world.use()

    page = officer(world, client).read(f"/uses/{ref}/card/")

    assert page.count("Not written down. Ask before you rely on it.") == 3


def test_of_what_is_covert_nothing_is_put_into_an_officer_s_mouth(world, client):
    ref = on_trial(world, covert="yes")

    said = what_to_say(uses.sheet(ref), published=True, covert=True, checked="yes")
    page = officer(world, client).read(f"/uses/{ref}/card/")

    assert len(said) == 1
    assert "Do not speak of it" in page
    assert "We use it for this" not in page


@pytest.mark.parametrize(("checked", "said"), [
    ("yes", "A person checks"), ("no", "before a person has checked"), ("", None), (None, None),
])
def test_that_a_person_checks_is_said_only_where_the_record_says_so(world, checked, said):
    sheet = uses.sheet(world.use())

    words_ = " ".join(what_to_say(sheet, published=False, covert=False, checked=checked))

    assert (said in words_) if said else ("checks" not in words_ and "checked" not in words_)


def test_a_card_is_for_people_inside(world, client):
    ref = world.use()

    response = Visitor(client, world.person(Role.PANEL_MEMBER)).client.get(f"/uses/{ref}/card/")

    assert response.status_code == 403


@pytest.mark.parametrize("address", ["/", "/uses/", "/search/", "/library/", "/uses/{ref}/"])
def test_who_to_ask_is_one_click_from_every_page(world, client, address):
    ref = world.use()

    page = officer(world, client).client.get(address.format(ref=ref)).content.decode()

    header = page.partition("</header>")[0]
    assert "Who can I ask?" in header
    assert ("/ask/?use=" in header) == ("{ref}" in address)


def test_asking_from_a_use_names_its_owner_first_and_says_who_is_missing(world, client):
    ref = world.use()

    page = officer(world, client).read(f"/ask/?use={ref}")

    assert page.index("Owner of this use") < page.index("Ethics lead")
    assert "ada@example.test" in page
    assert "Nobody is named yet" in page


def test_somebody_from_outside_the_force_is_given_no_names(world, client):
    page = Visitor(client, world.person(Role.PANEL_MEMBER)).read("/ask/")

    assert "Ada Lead" not in page
    assert "ada@example.test" not in page


def test_a_use_that_is_not_there_does_not_stop_anybody_from_asking(world, client):
    assert "Who can I ask?" in officer(world, client).read("/ask/?use=use-9999")


THOUGHT = {"about": "A face", "know": "It said 0.7", "act": "I will ask her name first"}


def test_a_decision_is_put_together_and_nothing_of_it_is_kept(world, client):
    reader = officer(world, client)
    before = ledger.head().seq

    page = reader.client.post("/decide/", THOUGHT)

    assert "I will ask her name first" in words(page)
    assert "You wrote nothing here." in words(page)
    assert page["Cache-Control"] == "no-store"
    assert ledger.head().seq == before
    assert mail.outbox == []


def test_a_decision_goes_with_the_person_only_where_they_say_so(world, client):
    reader = officer(world, client)

    file = reader.client.post("/decide/", THOUGHT | {"then": "file"})
    reader.client.post("/decide/", THOUGHT | {"then": "mail"})

    assert "I will ask her name first" in file.content.decode()
    assert "attachment" in file["Content-Disposition"]
    [note] = mail.outbox
    assert note.to[0].startswith("person")
    assert "I will ask her name first" in note.body


def test_a_decision_can_be_changed_before_it_is_let_go(world, client):
    page = officer(world, client).client.post("/decide/", THOUGHT | {"then": "change"})

    assert "It said 0.7" in page.content.decode()
    assert "Put it together" in words(page)


def test_the_help_names_the_elements_and_the_three_principles(world, client):
    page = officer(world, client).read("/decide/")

    for each in ("Information", "Threat and risk", "Powers and policy", "Options",
                 "Action and review", "Courage", "Respect and empathy", "Public service",
                 "Nothing that you write here is kept."):
        assert each in page


def test_what_is_out_of_date_is_flagged_with_what_holds_now(world, client):
    page = officer(world, client).read("/library/?standing=superseded")

    assert "the law no longer asks for the reason" in page
    assert "Out of date" in page
    assert "s.62(2)-(3), before section 82" in page
    assert "NPCC" not in page


@pytest.mark.parametrize(("query", "there", "not_there"), [
    ("standing=draft", "Community Scrutiny Framework", "Covenant"),
    ("standing=elsewhere", "Bridges against South Wales Police", "Covenant"),
    ("q=covenant+lawful", "Covenant for Using", "Bridges"),
    ("q=zebra", "Nothing here has these words", "Covenant"),
    ("standing=nonsense", "Nothing here has these words", "Covenant"),
])
def test_the_library_is_narrowed(world, client, query, there, not_there):
    page = officer(world, client).read(f"/library/?{query}")

    assert there in page
    assert not_there not in page


def test_what_is_not_clear_is_said_answered_and_read_by_the_next(world, client):
    reader = officer(world, client)
    reader.send("/was-this-clear/decide/", clear="no", words="What is a power?")
    lead = Visitor(client, world.lead)
    waiting = lead.read("/was-this-clear/")
    start = lead.read("/")

    [remark] = queries.waiting()
    lead.send(f"/was-this-clear/{remark.id}/answer/", words="We have put an example beside it.")

    page = officer(world, client).read("/was-this-clear/decide/")
    assert "What is a power?" in waiting
    assert "Answer what was said of our guidance" in start
    assert "We have put an example beside it." in page
    assert "Ada Lead" in page
    assert world.person(Role.OFFICER).name not in page.partition("Sign out")[2]
    assert "Everything that was said is answered." in Visitor(client, world.lead).read(
        "/was-this-clear/")


def test_an_answer_is_for_the_ethics_lead(world, client):
    officer(world, client).send("/was-this-clear/card/", clear="no", words="Too long")

    response = officer(world, client).send("/was-this-clear/1/answer/", words="No")

    assert response.status_code == 403


def test_not_clear_without_a_word_is_asked_for_the_word(world, client):
    response = officer(world, client).send("/was-this-clear/card/", clear="no", words="")

    assert "Say what was not clear" in words(response)


def test_there_is_nothing_to_say_of_what_is_not_ours(world, client):
    officer(world, client).read("/was-this-clear/nonsense/", status=404)
