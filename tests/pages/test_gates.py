"""The pages of the gates: what is asked, what is in the way, passing and overriding by name."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.manage.gates import queries
from dueregard.manage.gates.rules import State
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")
PILOT = {"ends_on_1": "1/3/2027", "counted_1": "False alerts in 100", "number_1": "1",
         "post_1": "Duty superintendent"}


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def test_the_gates_of_a_use_are_one_page_with_what_is_asked_at_them(world, visit):
    ref = world.use()

    text = visit(Role.OFFICER).read(f"/uses/{ref}/gates/")

    assert "0 of 7 gates are behind it." in text
    assert "What a wrong result can touch: Liberty." in text
    assert "Which communities were asked before" in text
    assert f'href="/uses/{ref}/gates/"' in visit(Role.OFFICER).client.get(
        f"/uses/{ref}/manage/"
    ).content.decode()


def test_a_gate_has_its_five_headings_and_says_what_is_in_the_way(world, visit):
    ref = world.use()

    text = visit(Role.INSPECTOR).read(f"/uses/{ref}/gates/gate.go-live/")

    for each in ("Objective", "Decision maker", "Question to proceed to the next stage",
                 "Advice can be sought from", "Documents to be completed"):
        assert each in text
    assert "Data protection impact assessment before you start" in text
    assert "No post answers for it." in text
    assert "Override what stands in the way: This is for a decision maker." in text


@pytest.mark.parametrize(("role", "leads"), [
    (Role.PROJECT_LEAD, "law/law."), (Role.DECISION_MAKER, 'law/"'), (Role.INSPECTOR, 'law/"'),
])
def test_what_is_in_the_way_leads_where_this_person_may_go(world, visit, role, leads):
    ref = world.use()

    page = visit(role).client.get(f"/uses/{ref}/gates/gate.pilot/").content.decode()

    assert f'<li><a class="govuk-link" href="/uses/{ref}/{leads}' in page


def test_the_owner_fills_in_rows_and_a_blank_is_kept_as_a_gap(world, visit):
    ref = world.use()
    owner = visit(Role.PROJECT_LEAD)
    address = f"/uses/{ref}/gate-facts/gatefact.touch-points/"

    sent = owner.send(address, rows="2", goes_1="The desk", instead_1="A phone line",
                      goes_2="The visit", instead_2="", none_because="")

    assert sent.status_code == 302
    told = queries.told_of(ref)["gatefact.touch-points"]
    assert [row["goes"] for row in told.told.rows] == ["The desk", "The visit"]
    assert "A human touch point goes, and nothing takes its place. (The visit)" in (
        owner.read(address)
    )


def test_room_is_made_for_more_rows_and_what_was_typed_stays(world, visit):
    ref = world.use()

    page = visit(Role.PROJECT_LEAD).send(
        f"/uses/{ref}/gate-facts/gatefact.posts/", rows="2", more="1", decision_1="Whom to stop",
    ).content.decode()

    assert "Whom to stop" in page
    assert 'name="decision_4"' in page
    assert queries.told_of(ref)["gatefact.posts"].at is None


@pytest.mark.parametrize(("fact", "sent", "said"), [
    ("gatefact.pilot", PILOT | {"ends_on_1": "in May"}, "Enter a date, like 27/3/2026"),
    ("gatefact.pilot", PILOT | {"number_1": "few"}, "write a number in digits"),
    ("gatefact.pilot", {}, "Nothing is filled in"),
    ("gatefact.staff-view", {"rows": "2", "who_1": "Us", "none_because": "Later"},
     "also said: Their view was not sought."),
])
def test_what_is_wrong_with_an_answer_is_said(world, visit, fact, sent, said):
    ref = world.use()

    page = visit(Role.PROJECT_LEAD).send(f"/uses/{ref}/gate-facts/{fact}/", **sent)

    assert said in words(page)
    assert queries.told_of(ref)[fact].at is None


def test_somebody_else_than_the_owner_reads_what_was_said_and_why_they_may_not_say_it(world, visit):
    ref = world.use()
    world.tell(ref, "gatefact.posts", decision="Whom to stop", post="Sergeant")

    text = visit(Role.OFFICER).read(f"/uses/{ref}/gate-facts/gatefact.posts/")

    assert "Whom to stop" in text
    assert "This is for" in text


def test_an_override_is_said_on_the_gate_the_use_and_the_manage_page(world, visit):
    ref = world.use()
    visit(Role.PROJECT_LEAD).send(f"/uses/{ref}/gate-facts/gatefact.pilot/", **PILOT)
    helen = visit(Role.DECISION_MAKER)
    address = f"/uses/{ref}/gates/gate.pilot/overridden/"
    assert "It is shown for ever" in helen.read(address)

    sent = helen.send(address, post="Assistant Chief Constable", reason="A child is missing")

    assert sent.status_code == 302
    for page in (f"/uses/{ref}/gates/", f"/uses/{ref}/", f"/uses/{ref}/manage/",
                 f"/uses/{ref}/gates/gate.pilot/"):
        assert "A child is missing" in helen.read(page), page


@pytest.mark.parametrize(("sent", "said"), [
    ({"reason": "Because"}, "Enter your post"), ({"post": "ACC"}, "Give your reason"),
])
def test_an_override_without_a_post_or_a_reason_is_not_kept(world, visit, sent, said):
    ref = world.use()

    page = visit(Role.DECISION_MAKER).send(f"/uses/{ref}/gates/gate.engagement/overridden/", **sent)

    assert said in words(page)
    assert queries.passings(ref) == ()


def test_the_owner_is_told_why_they_cannot_pass_their_own_gate(world, visit):
    ref = world.use()

    text = visit(Role.PROJECT_LEAD).read(f"/uses/{ref}/gates/gate.engagement/overridden/")

    assert "This is for a decision maker" in text
    assert "Your post" not in text


def test_a_form_that_is_sent_twice_passes_the_gate_once(world, visit):
    ref = world.use()
    helen = visit(Role.DECISION_MAKER)
    form = {"once": "the-same", "post": "ACC", "reason": "Bought already"}

    for _ in range(2):
        sent = helen.send(f"/uses/{ref}/gates/gate.purchase/left-out/", **form)
        assert sent.status_code == 302

    assert len(queries.passings(ref)) == 1
    assert queries.states(ref, on=world.now.date())["gate.purchase"] is State.LEFT_OUT


@pytest.mark.parametrize("address", [
    "/uses/use-0001/gates/gate.none/", "/uses/use-0001/gates/gate.pilot/sideways/",
    "/uses/use-0001/gate-facts/gatefact.none/", "/uses/use-0099/gates/",
])
def test_what_there_is_not_is_not_found(world, visit, address):
    world.use()

    visit(Role.ETHICS_LEAD).read(address, status=404)
