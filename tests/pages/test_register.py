"""The register's pages, as a person uses them."""

import pytest
from django.contrib.auth import get_user_model

from dueregard.identify.register import queries, rules
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.lenses import bank as banks
from dueregard.people.rules import Role
from dueregard.web.use_forms import capabilities, fact_parts

ADD = {
    "affected": "Callers", "affected_count": "thousands", "name": "Call triage",
    "purpose": "Answer sooner", "technology": "contact-analytics", "once": "form-one",
}


@pytest.fixture
def sign_in(client):
    def do(actor):
        client.force_login(get_user_model().objects.get(pk=actor.id))
        return client

    return do


def text(response):
    return response.content.decode()


def test_who_is_affected_is_asked_before_what_it_is(world, sign_in):
    page = text(sign_in(world.lead).get("/uses/add/"))

    order = [page.index(f'name="{name}"') for name in (
        "affected", "affected_count", "name", "purpose", "technology"
    )]
    assert order == sorted(order)


def test_a_use_is_added_and_the_next_page_is_the_screening(world, sign_in):
    response = sign_in(world.lead).post("/uses/add/", ADD)

    assert response["Location"] == "/uses/use-0001/screen/"
    assert queries.sheet("use-0001").purpose == "Answer sooner"


def test_the_same_form_sent_twice_adds_one_use(world, sign_in):
    client = sign_in(world.lead)

    first, second = client.post("/uses/add/", ADD), client.post("/uses/add/", ADD)

    assert first["Location"] == second["Location"]
    assert queries.listing().count == 1


def test_what_is_missing_is_said_next_to_its_field(world, sign_in):
    page = text(sign_in(world.lead).post("/uses/add/", {"once": "x"}))

    for words in ("Say who is affected", "Enter what you call it", "what it is for",
                  "Choose the nearest kind"):
        assert page.count(words) >= 2, words
    assert queries.listing().count == 0


def test_an_officer_does_not_add_a_use_and_is_told_why(world, sign_in):
    response = sign_in(world.person(Role.OFFICER)).get("/uses/add/")

    assert response.status_code == 403
    assert ledger.history()[0].refused


def test_the_list_is_filtered_by_words_status_and_owner(world, sign_in):
    world.use(name="Faces")
    world.use(name="Number plates", owner=world.lead)
    client = sign_in(world.lead)

    assert "Number plates" not in text(client.get("/uses/?q=faces"))
    assert "No use fits" in text(client.get("/uses/?status=live"))
    assert "Faces</a>" not in text(client.get("/uses/?mine=1"))


def test_a_list_of_many_pages_turns(world, sign_in):
    for number in range(30):
        world.use(name=f"Tool {number}")
    client = sign_in(world.lead)

    assert "Tool 29" not in text(client.get("/uses/"))
    assert "Tool 29" in text(client.get("/uses/?page=2"))
    assert client.get("/uses/?page=nonsense").status_code == 200


def test_not_to_know_counts_as_the_worst_and_is_said(world, sign_in):
    ref = world.use(affected_count="few")
    client = sign_in(world.lead)

    client.post(f"/uses/{ref}/screen/", {"coercive": "unknown", "records": "yes", "once": "a"})

    page = text(client.get(f"/uses/{ref}/screened/"))
    assert "Because nobody knows yet" in page
    assert "tier 3 of 3" in page
    assert f"/uses/{ref}/identify/" in page


def test_a_use_of_which_the_worst_is_known_not_to_hold_is_looked_at_lightly(world, sign_in):
    ref = world.use(affected_count="few")
    client = sign_in(world.lead)
    answers = dict.fromkeys((
        "identifies", "scores", "generates", "records", "shares", "decides", "sensitive",
        "children", "coercive", "covert", "new_purpose", "irreversible", "supplier_opaque", "novel",
    ), "no")

    client.post(f"/uses/{ref}/screen/", answers | {"human_review": "yes", "once": "a"})

    assert queries.sheet(ref).tier == 1


def test_a_fact_that_cannot_be_is_refused_next_to_its_field(world, sign_in):
    ref = world.use()
    client = sign_in(world.lead)

    response = client.post(f"/uses/{ref}/facts/?fact=threshold", {"threshold": "high", "once": "a"})
    page = text(response)

    assert "“high” is not one" in page
    assert queries.facts(ref).get("threshold") is None


def test_facts_come_a_page_at_a_time_and_each_page_is_saved_by_itself(world, sign_in):
    ref = world.use()
    client = sign_in(world.lead)

    first = client.post(f"/uses/{ref}/facts/", {"why": "To find wanted people", "once": "a"})
    later = client.post(f"/uses/{ref}/facts/?fact=threshold",
                        {"threshold": "0.64", "once": "b", "then": "later"})

    assert first["Location"] == f"/uses/{ref}/facts/?part=2"
    assert later["Location"] == f"/uses/{ref}/"
    known = queries.facts(ref)
    assert (known["why"], known["threshold"]) == ("To find wanted people", "0.64")


def test_every_fact_that_is_not_asked_elsewhere_stands_on_one_page_of_facts(world):
    ref = world.use()
    known = queries.facts(ref)

    parts = fact_parts(known)

    keys = [each.key for part in parts for each in part.facts]
    elsewhere = rules.IN_COLUMNS | {each.key for each in capabilities()}
    assert len(keys) == len(set(keys))
    assert set(keys) | elsewhere == {each.key for each in banks.load().facts_for(known)}
    assert max(len(each.facts) for each in parts) <= 8


def test_a_use_that_is_also_something_else_is_asked_the_facts_of_both(world, sign_in):
    ref = world.use()
    client = sign_in(world.lead)

    to = client.post(f"/uses/{ref}/also/", {"value": "drones", "once": "a"})["Location"]

    assert queries.facts(ref)["also"] == "drones"
    assert "Drones" in text(client.get(to))
    client.post(f"/uses/{ref}/also/", {"value": "anpr", "once": "b"})
    assert queries.facts(ref)["also"] == "drones, anpr"


def test_the_page_of_a_use_says_what_is_next_and_what_happened(world, sign_in):
    ref = world.use()

    page = text(sign_in(world.lead).get(f"/uses/{ref}/"))

    assert "screening question" in page
    assert "added a use to the register" in page
    assert "Find people wanted by the courts" in page


def test_a_person_who_may_not_change_a_use_reads_why(world, sign_in):
    ref = world.use()
    client = sign_in(world.person(Role.ANALYST))

    assert "This is for" in text(client.get(f"/uses/{ref}/describe/"))
    assert "<form method=\"post\" novalidate" not in text(client.get(f"/uses/{ref}/describe/"))


def test_describing_keeps_what_was_not_asked(world, sign_in):
    ref = world.use(contract="C-1")

    sign_in(world.lead).post(f"/uses/{ref}/describe/", ADD | {"contract": "C-1", "once": "b"})

    use = queries.sheet(ref)
    assert (use.name, use.contract, use.started_on) == ("Call triage", "C-1", None)


def test_a_use_is_stopped_only_with_a_reason(world, sign_in):
    ref = world.use()
    client = sign_in(world.lead)

    page = text(client.post(f"/uses/{ref}/status/", {"to": "stopped", "once": "a"}))
    client.post(f"/uses/{ref}/status/", {"to": "stopped", "reason": "It failed", "once": "b"})

    assert "Say why" in page
    assert queries.sheet(ref).status == Status.STOPPED


def test_nothing_but_its_public_record_is_asked_of_a_use_that_was_stopped(world, sign_in):
    ref = world.use()
    client = sign_in(world.lead)

    client.post(f"/uses/{ref}/status/", {"to": "stopped", "reason": "It failed", "once": "b"})

    steps = client.get(f"/uses/{ref}/").context["next_steps"]
    assert [each["text"] for each in steps] == ["Put its public record forward."]


def test_going_live_is_not_offered_by_hand(world, sign_in):
    ref = world.use()

    page = text(sign_in(world.lead).get(f"/uses/{ref}/status/"))

    assert 'value="live"' not in page
    assert "needs a recorded decision" in page


def test_the_ethics_lead_gives_a_use_an_owner(world, sign_in):
    ref = world.use()

    sign_in(world.lead).post(f"/uses/{ref}/owner/", {"owner": world.lead.id, "once": "a"})

    assert queries.sheet(ref).owner_id == world.lead.id


@pytest.mark.parametrize("page", ["", "screen/", "screened/", "facts/", "describe/", "owner/",
                                  "status/"])
def test_a_use_that_is_not_there_is_a_plain_not_found(world, sign_in, page):
    response = sign_in(world.lead).get(f"/uses/use-0099/{page}")

    assert response.status_code == 404


@pytest.mark.parametrize("page", ["", "identify/", "prioritise/", "manage/", "report/"])
def test_every_page_of_a_use_tells_the_same_state_of_every_step(world, sign_in, page):
    ref = world.use()

    said = text(sign_in(world.lead).get(f"/uses/{ref}/{page}"))

    for state in ("Not screened yet", "Not assessed yet", "Nothing is decided yet",
                  "The public cannot read about it yet"):
        assert state in said


def test_a_half_answered_screening_says_how_much_is_left_and_where_to_do_it(world, sign_in):
    ref = world.use()
    client = sign_in(world.lead)
    client.post(f"/uses/{ref}/screen/", {"identifies": "yes", "once": "half"})

    page = text(client.get(f"/uses/{ref}/identify/"))

    assert "screening questions left" in page
    assert f'href="/uses/{ref}/screen/"' in page
