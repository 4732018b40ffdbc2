"""The shelf of papers and the side for chief officers, as people meet them."""

import io
import re
import zipfile

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.identify.register import actions as register
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee.models import Matter
from dueregard.manage.papers.shelf import DRAFTS
from dueregard.people.rules import Role

FORMS = ("html", "odt", "csv", "md", "json", "xlsx", "pdf")
EVERY = ("committee", "committee-pack", *DRAFTS)


def test_manage_leads_to_the_shelf_and_the_shelf_to_every_paper(world, sign_in):
    ref = world.use()
    page = sign_in(Role.ETHICS_LEAD)

    assert f"/uses/{ref}/papers/" in page.get(f"/uses/{ref}/manage/").content.decode()
    shelf = page.get(f"/uses/{ref}/papers/").content.decode()

    for name in EVERY:
        assert f"/uses/{ref}/papers/{name}/" in shelf
        assert f"/uses/{ref}/papers/{name}/download/odt/" in shelf
        assert f"/uses/{ref}/papers/{name}/download/pdf/" in shelf


@pytest.mark.parametrize("name", EVERY)
def test_every_gap_of_a_paper_leads_to_a_page_where_it_is_written_down(world, sign_in, name):
    ref = world.use()
    page = sign_in(Role.ETHICS_LEAD)

    shown = page.get(f"/uses/{ref}/papers/{name}/")
    link = r'Write down in <a class="govuk-link" href="([^"]+)"'
    places = re.findall(link, shown.content.decode())

    assert places
    for place in places:
        assert page.get(place).status_code == 200, place


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["data-protection", "committee"])
def test_a_paper_leaves_in_every_format(world, sign_in, name, form):
    if form == "pdf":
        pytest.importorskip("weasyprint")
    ref = world.use()

    given = sign_in(Role.ETHICS_LEAD).get(f"/uses/{ref}/papers/{name}/download/{form}/")

    assert given.status_code == 200
    assert f"{ref}-{name}" in given["Content-Disposition"]
    assert given.content


def test_a_draft_taken_away_says_that_it_is_one(world, sign_in):
    ref = world.use()

    given = sign_in(Role.ETHICS_LEAD).get(f"/uses/{ref}/papers/equality/download/odt/")

    text_of = zipfile.ZipFile(io.BytesIO(given.content)).read("content.xml").decode()
    assert "-draft.odt" in given["Content-Disposition"]
    assert "DRAFT. It becomes the force" in text_of


def test_a_changed_fact_changes_every_paper_that_says_it(world, sign_in):
    ref = world.use(purpose="To find wanted people")
    page = sign_in(Role.ETHICS_LEAD)
    register.describe(
        ref=ref, by=world.lead, now=world.now,
        described=register.Description(name="Vans", purpose="To count the crowd",
                                       technology="live-facial-recognition"),
    )

    for name in EVERY:
        shown = page.get(f"/uses/{ref}/papers/{name}/").content.decode()
        assert "To count the crowd" in shown, name
        assert "To find wanted people" not in shown, name


@pytest.mark.parametrize("address", [
    "/uses/use-0001/papers/horoscope/", "/uses/use-0001/papers/equality/download/docx/",
    "/uses/use-9999/papers/",
])
def test_what_is_not_there_is_not_found(world, sign_in, address):
    world.use()

    assert sign_in(Role.ETHICS_LEAD).get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.PANEL_MEMBER])
@pytest.mark.parametrize("path", ["", "data-protection/", "committee-pack/",
                                  "data-protection/download/json/"])
def test_members_from_outside_read_no_draft_of_the_force(world, sign_in, role, path):
    ref = world.use()

    assert sign_in(role).get(f"/uses/{ref}/papers/{path}").status_code == 403


def test_what_the_owner_wants_help_with_stands_in_the_frozen_paper(
    world, client, at_the_same_time
):
    world.body()
    ref = world.use()

    Visitor(client, world.lead).send(
        f"/uses/{ref}/refer/", question="Should we?", deadline="16/11/2026",
        help_with="- Whom have we not asked?\n\nIs it too much?",
    )

    paper = str(Matter.objects.get().document)
    assert "'Whom have we not asked?', 'Is it too much?'" in paper


def test_a_question_without_help_wanted_asks_for_none(world):
    world.body()
    committee.refer(ref=world.use(), question="Should we?", by=world.lead, now=world.now,
                    deadline=world.now.date().replace(day=20))

    assert "help with" not in str(Matter.objects.get().document)


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.INSPECTOR])
def test_a_chief_officer_reads_one_side_and_opens_each_line(
    world, sign_in, role, at_the_same_time
):
    world.matter(world.use(name="Advised"), to="advised")
    world.condition(world.use(name="Held"))
    world.later(days=200)
    page = sign_in(role)

    shown = page.get("/chief-officers/")
    lines = re.findall(r'<li><a class="govuk-link" href="([^"]+)"', shown.content.decode())

    assert "/chief-officers/" in page.get("/").content.decode()
    assert len(lines) >= 2
    for each in lines:
        assert page.get(each).status_code == 200, each
    assert "covered" not in words(shown).lower()


@pytest.mark.parametrize("form", FORMS)
def test_the_side_leaves_in_every_format(world, sign_in, form):
    if form == "pdf":
        pytest.importorskip("weasyprint")

    given = sign_in(Role.DECISION_MAKER).get(f"/chief-officers/download/{form}/")

    assert given.status_code == 200
    assert given["Content-Disposition"].endswith(f'.{form}"')


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.OFFICER, Role.COMMITTEE_MEMBER])
@pytest.mark.parametrize("path", ["", "download/pdf/"])
def test_the_side_is_kept_from_others(world, sign_in, role, path):
    assert sign_in(role).get(f"/chief-officers/{path}").status_code == 403
