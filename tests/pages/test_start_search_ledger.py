"""The start page of every role, the search box and the ledger."""

import ast
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from tests.house.sources import python_files, tree

from dueregard.identify.register import actions as register
from dueregard.ledger import queries as ledger
from dueregard.ledger import rules
from dueregard.lenses import bank as banks
from dueregard.people.rules import Role
from dueregard.web.told import SENTENCES, told


@pytest.fixture
def see(client):
    def do(actor, address):
        client.force_login(get_user_model().objects.get(pk=actor.id))
        return client.get(address)

    return do


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_start_page_whose_links_it_may_follow(world, see, role, client):
    world.use()
    actor = world.person(role)

    page = see(actor, "/")

    assert page.status_code == 200
    for each in [*page.context["actions"], *page.context["figures"]]:
        assert client.get(each["url"]).status_code == 200, each


def test_an_empty_force_is_told_how_to_begin(world, see):
    page = see(world.lead, "/").content.decode()

    assert "Bring in the list of systems that you already keep" in page
    assert "Add a first use" in page
    assert "Nobody is appointed yet as" in page


def test_an_owner_is_told_the_next_step_of_their_own_use(world, see):
    ref = world.use()

    page = see(world.person(Role.PROJECT_LEAD), "/").content.decode()

    assert "Live facial recognition: Answer" in page
    assert f"/uses/{ref}/screen/" in page


def test_search_groups_what_it_finds_and_counts_it(world, see):
    world.use(name="Number plates")

    page = see(world.lead, "/search/?q=number+plates").content.decode()

    assert "Uses (1)" in page
    assert "Nothing was found" in see(world.lead, "/search/?q=zebra").content.decode()


def test_a_reference_finds_its_use(world, see):
    ref = world.use()

    assert "Uses (1)" in see(world.lead, f"/search/?q={ref}").content.decode()


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.COMMITTEE_MEMBER])
def test_people_from_outside_do_not_find_what_is_not_published(world, see, role):
    world.use(name="Number plates")

    page = see(world.person(role), "/search/?q=number+plates").content.decode()

    assert "Nothing was found" in page


def test_what_was_searched_for_is_shown_as_words_and_nothing_else(world, see):
    page = see(world.lead, "/search/?q=<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in page


def test_the_ledger_tells_what_happened_and_to_which_use(world, see):
    ref = world.use()

    page = see(world.lead, "/ledger/").content.decode()

    assert "added a use to the register" in page
    assert f"/uses/{ref}/" in page
    assert "dueregard verify" in page


def test_the_ledger_of_one_use_leaves_out_the_rest(world, see):
    world.use(name="First one")
    world.use(name="Second one")

    page = see(world.lead, "/ledger/?use=2").content.decode()

    assert "Second one" in page
    assert "First one" not in page


def test_an_officer_does_not_read_the_ledger(world, see):
    assert see(world.person(Role.OFFICER), "/ledger/").status_code == 403


def test_everything_that_can_be_done_has_a_sentence():
    verbs = {
        node.args[0].value
        for path in python_files() for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "act"
        and node.args and isinstance(node.args[0], ast.Constant)
    }

    assert verbs - set(SENTENCES) == set()


def test_every_entry_of_a_whole_cycle_says_what_was_done_in_words(world):
    ref = world.assessment()
    world.later(days=1)
    register.assign(ref=ref, owner_id=world.lead.id, by=world.lead, now=world.now)

    said = [told(each).sentence for each in ledger.history(about=ref, newest=100)]

    assert "Ada Lead gave a use an owner: Ada Lead." in said
    assert "Ada Lead settled the assessment: round 1." in said
    assert all(each.endswith((".", "?", "!")) for each in said)
    assert not any("_" in each or "{" in each for each in said)


@pytest.mark.parametrize(("verb", "facts", "sentence"), [
    ("committee:matter:decide", {"verdict": "go-live"}, "Helen decided: go live."),
    ("committee:advice:reply", {"said": {"1": "accept", "2": "part", "3": "accept"}},
     "Helen replied to the committee's advice: 2 accepted, 1 accepted in part."),
    ("publication:version:publish", {"version": 2},
     "Helen published a public record: version 2."),
    ("conditions:condition:set", {"text": "Publish the counts."},
     "Helen set a condition: Publish the counts."),
    ("register:use:state-facts", {"changed": {"covert": {}, "novel": {}}, "tier": {}}, None),
    ("committee:matter:decide", {}, "Helen decided."),
])
def test_an_entry_says_what_exactly_and_an_older_one_does_without(verb, facts, sentence):
    happening = ledger.Happening(
        seq=1, at=datetime(2026, 1, 1, tzinfo=UTC), verb=verb, about="use-0001", by="Helen",
        refused=False, facts=facts,
    )

    said = told(happening).sentence

    if sentence:
        assert said == sentence
    else:
        labels = {each.key: each.label for each in banks.load().register}
        assert labels["covert"] in said
        assert labels["novel"] in said


def test_a_data_protection_officer_erases_the_words_of_an_entry_and_the_chain_holds(
    world, sign_in, at_the_same_time
):
    client = sign_in(Role.DATA_PROTECTION_OFFICER)

    without_reason = client.post("/ledger/1/erase/", {"reason": "", "once": "a"})
    erased = client.post("/ledger/1/erase/", {"reason": "A name must go", "once": "b"})

    page = client.get("/ledger/").content.decode()
    assert "Say why the words must go" in without_reason.content.decode()
    assert erased.status_code == 302
    assert "Erase the words of entry" in page
    assert isinstance(rules.verify(ledger.lines()), rules.Verified)
    assert rules.verify(ledger.lines()).erased == 1


def test_the_ethics_lead_is_not_offered_to_erase_and_may_not(world, see):
    assert "Erase the words" not in see(world.lead, "/ledger/").content.decode()
    assert see(world.lead, "/ledger/1/erase/").status_code == 403


def test_an_entry_that_is_not_there_cannot_be_erased(world, sign_in):
    assert sign_in(Role.DATA_PROTECTION_OFFICER).get("/ledger/99999/erase/").status_code == 404
