"""The page of what to do next: worked out as a job, narrowed by kind and turn, taken as a file."""

import re
from datetime import UTC, datetime

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.jobs import queries as jobs
from dueregard.jobs.rules import State
from dueregard.people.rules import Role
from dueregard.prioritise.next_actions import queries
from dueregard.web import tasks

pytestmark = pytest.mark.usefixtures("at_the_same_time")
ADDRESS = "/next-actions/"


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


@pytest.fixture
def ranked(world, lead):
    """A list over one use, made by the job that the button asks for."""
    ref = world.use()
    sent = lead.send(f"{ADDRESS}rank/")
    job_id = int(re.search(r"/jobs/(\d+)/", sent["Location"])[1])
    tasks.run.call(job_id)
    assert jobs.sheet(job_id).state == State.DONE
    # The worker reads the clock of the machine: what comes after it comes later.
    world.now = datetime.now(UTC)
    assert "See what to do next" in lead.read(f"/jobs/{job_id}/")
    return ref


def test_the_button_makes_a_job_that_makes_the_list(lead, ranked):
    text = lead.read(ADDRESS)

    assert f"({ranked})" in text
    assert "No use on this list has been weighed" in text
    assert "Small: a day at most" in text


def test_it_is_said_where_there_is_no_list_yet(lead):
    assert "The list has not been worked out yet" in lead.read(ADDRESS)


def test_the_list_is_narrowed_by_kind_and_by_whose_turn(lead, ranked):
    every = queries.newest(page=None).lines
    knowledge = [each for each in every if each.kind == "knowledge"]

    text = lead.read(f"{ADDRESS}?kind=knowledge")
    assert f"Shown: {len(knowledge)}. Knowledge" in text
    assert "Fill in what the gate" not in text

    text = lead.read(f"{ADDRESS}?who=Ethics+lead")
    assert "The force as a whole" in text
    assert f"({ranked})" not in text


@pytest.mark.parametrize("query", [
    "?kind=none", "?page=x", "?page=0", "?page=99999", "?who=Nobody",
])
def test_an_address_that_makes_no_sense_still_gives_a_page(lead, ranked, query):
    lead.read(f"{ADDRESS}{query}")


def test_an_officer_reads_it_and_is_told_who_may_have_it_made(world, client, ranked):
    officer = Visitor(client, world.person(Role.OFFICER))

    assert "This is for a decision maker or an ethics lead" in officer.read(ADDRESS)
    assert officer.send(f"{ADDRESS}rank/").status_code == 403


@pytest.mark.parametrize("form", ["html", "xlsx", "csv", "md", "json", "odt"])
def test_the_list_leaves_as_a_file(lead, ranked, form):
    found = lead.client.get(f"{ADDRESS}list.{form}")

    assert found.status_code == 200
    assert found["Content-Disposition"] == f'attachment; filename="next-actions.{form}"'


def test_the_words_of_a_use_cannot_become_part_of_the_page(world, lead, ranked):
    world.use(name="<script>alert(1)</script>")
    sent = lead.send(f"{ADDRESS}rank/")
    tasks.run.call(int(re.search(r"/jobs/(\d+)/", sent["Location"])[1]))

    page = lead.client.get(f"{ADDRESS}?page=1")

    assert b"<script>alert(1)" not in page.content
    assert "What to do next" in words(page)
