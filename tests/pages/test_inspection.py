"""The inspector's pages: ten statements to their records, a list, a seed, a sample, an archive."""

import re

import pytest
from tests.pages.visiting import Visitor, words
from tests.rules.test_inspection import SEED

from dueregard.identify.register.models import Use
from dueregard.lenses import bank as banks
from dueregard.people.rules import Role
from dueregard.report.inspection import queries, rules

pytestmark = pytest.mark.usefixtures("at_the_same_time")


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


@pytest.fixture
def lodged(world, visit):
    """A list that the ethics lead lodged, of three uses."""
    for number in range(3):
        world.use(name=f"Use {number}")
    sent = visit(Role.ETHICS_LEAD).send("/inspection/lodge/", inspection="PEEL 2026")
    return int(re.search(r"lists/(\d+)/", sent["Location"])[1])


def test_every_statement_stands_on_the_index_and_leads_to_its_records(world, visit):
    ref = world.use(name="Live facial recognition")
    world.matter(ref, to="decided")
    inspector = visit(Role.INSPECTOR)

    page = inspector.client.get("/inspection/").content.decode()

    for each in banks.load().inspection.statements:
        assert f"/inspection/statements/{each.id}/" in page
        assert inspector.read(f"/inspection/statements/{each.id}/")
    text = inspector.read("/inspection/statements/inspect.decided-after-advice/")
    assert "Of 1 use on trial or live, 1 was decided by a named post" in text
    assert "decided on 2 November 2026 by the Assistant Chief Constable." in text
    assert "/committee/1/" in inspector.client.get(
        "/inspection/statements/inspect.decided-after-advice/").content.decode()


def test_every_page_that_a_statement_leads_to_opens_for_the_inspector(world, visit):
    from dueregard.report.inspection import queries

    world.matter(world.use(), to="decided")
    world.publish(world.use(name="A map"))
    inspector = visit(Role.INSPECTOR)

    seen = set()
    for said in queries.index(now=world.now):
        page = inspector.client.get(f"/inspection/statements/{said.statement.id}/")
        for address in re.findall(r'<li><a class="govuk-link" href="([^"]+)"',
                                  page.content.decode()):
            seen.add(address)
    assert len(seen) >= 8
    for address in seen:
        assert inspector.client.get(address).status_code == 200, address


def test_the_headings_of_peel_say_which_of_them_are_only_ours(world, visit):
    world.use()

    text = visit(Role.INSPECTOR).read("/inspection/?by=heading")

    assert "High-quality data and technology solutions" in text
    assert "The framework's own words, as we read them" in text.replace("&#x27;", "'")
    assert "Our own heading: not checked against the framework" in text


@pytest.mark.parametrize("form", ["csv", "json", "html", "xlsx", "md"])
def test_the_index_and_a_statement_are_taken_away_as_files(world, visit, form):
    world.use()
    inspector = visit(Role.INSPECTOR)

    for address in (f"/inspection/download/{form}/",
                    f"/inspection/statements/inspect.owned/download/{form}/"):
        response = inspector.client.get(address)
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]


def test_a_statement_or_a_format_that_is_not_there_is_a_page_that_says_so(world, visit):
    inspector = visit(Role.INSPECTOR)

    assert "no such statement" in inspector.read("/inspection/statements/x/", status=404)
    inspector.read("/inspection/download/exe/", status=404)


def test_the_list_downloads_to_the_byte_and_its_digest_is_the_root(visit, lodged):
    inspector = visit(Role.INSPECTOR)

    file = inspector.client.get(f"/inspection/lists/{lodged}/list.csv").content

    root = rules.digest_of(file)
    assert root in inspector.read(f"/inspection/lists/{lodged}/")
    assert len(rules.read_list(file.decode())) == 3


def test_the_inspector_chooses_a_seed_and_sees_what_changed_since(world, visit, lodged):
    inspector = visit(Role.INSPECTOR)

    sent = inspector.send(f"/inspection/lists/{lodged}/seed/", seed=SEED, size="2")

    text = inspector.read(sent["Location"])
    assert text.count("As it was lodged") == 2
    assert SEED in text
    drawn = queries.draws()[0]
    Use.objects.filter(number=int(drawn.refs[0].removeprefix("use-"))).update(purpose="Else")
    text = inspector.read(sent["Location"])
    assert "Changed since it was lodged" in text
    assert "No entry of the ledger about this use says why it changed" in text


@pytest.mark.parametrize(("given", "said"), [
    ({"seed": ""}, "Enter words of your own"), ({"seed": "short"}, "with at least 8 letters"),
    ({"size": ""}, "Say how many records to draw"), ({"size": "9"}, "The list has 3 records"),
    ({"size": "many"}, "Enter a whole number, such as 5"),
    ({"size": "", "of_idea": "4"}, "The list has 3 records"),
    ({"size": "2", "of_idea": "1"}, "Give one number for the whole sample"),
])
def test_what_cannot_be_drawn_is_said_and_nothing_is_lost(visit, lodged, given, said):
    page = visit(Role.INSPECTOR).send(
        f"/inspection/lists/{lodged}/seed/", **{"seed": SEED, "size": "2"} | given
    )

    assert said in words(page)
    assert queries.draws() == ()


def test_a_form_that_is_sent_twice_draws_once(visit, lodged):
    inspector = visit(Role.INSPECTOR)
    for _ in range(2):
        sent = inspector.send(f"/inspection/lists/{lodged}/seed/", once="same", seed=SEED,
                              of_idea="2")

    assert sent["Location"] == "/inspection/samples/1/"
    assert len(queries.draws()) == 1


def test_a_list_is_not_lodged_after_the_seed_and_the_page_says_why(visit, lodged):
    visit(Role.INSPECTOR).send(f"/inspection/lists/{lodged}/seed/", seed=SEED, size="2")

    page = visit(Role.ETHICS_LEAD).send("/inspection/lodge/", inspection="Peel 2026")

    assert "whoever lodges now would know what will be drawn" in words(page)


def test_a_record_shows_its_history_with_its_proof_and_all_that_is_held(world, visit, lodged):
    inspector = visit(Role.INSPECTOR)
    inspector.send(f"/inspection/lists/{lodged}/seed/", seed=SEED, size="1")
    [ref] = queries.draws()[0].refs

    text = inspector.read(f"/inspection/samples/1/{ref}/")
    file = inspector.client.get(f"/inspection/samples/1/{ref}/record.json").content

    assert "Each entry fits its place in the chain" in text
    assert "Head before it:" in text
    assert "What it does blank" in text
    assert rules.digest_of(file) in text


def test_a_record_that_was_not_drawn_is_not_in_the_sample(visit, lodged):
    inspector = visit(Role.INSPECTOR)
    inspector.send(f"/inspection/lists/{lodged}/seed/", seed=SEED, size="1")
    [drawn] = queries.draws()[0].refs
    other = next(each.ref for each in queries.lodging(lodged).listed if each.ref != drawn)

    inspector.read(f"/inspection/samples/1/{other}/", status=404)


def test_the_archive_is_made_as_work_and_downloaded(visit, lodged, tmp_path, settings):
    from dueregard.jobs.models import Job
    from dueregard.web import tasks

    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path})
    inspector = visit(Role.INSPECTOR)
    inspector.send(f"/inspection/lists/{lodged}/seed/", seed=SEED, size="1")

    sent = inspector.send("/inspection/samples/1/archive/")
    tasks.run.call(Job.objects.get().pk)

    assert "See the sample and its archive" in inspector.read(sent["Location"])
    assert "Download archive 1" in inspector.read("/inspection/samples/1/")
    response = inspector.client.get("/inspection/archives/1/download/")
    content = b"".join(response.streaming_content)
    assert rules.digest_of(content) == queries.archive(1).digest
    for path in (tmp_path / "archives").iterdir():
        path.unlink()
    assert "is not kept any more" in inspector.read("/inspection/samples/1/")
    assert inspector.client.get("/inspection/archives/1/download/").status_code == 302


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.OFFICER, Role.COMMITTEE_MEMBER])
def test_the_pages_are_for_the_inspector_and_the_ethics_lead(visit, role):
    visit(role).read("/inspection/", status=403)


def test_the_ethics_lead_prepares_and_does_not_choose_the_seed(visit, lodged):
    lead = visit(Role.ETHICS_LEAD)

    lead.read("/inspection/")
    lead.read(f"/inspection/lists/{lodged}/seed/", status=403)
    assert "Choose a seed" not in lead.read(f"/inspection/lists/{lodged}/")
