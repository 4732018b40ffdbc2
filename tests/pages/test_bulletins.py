"""The pages about papers for the public, the quarter's page and the yearly report."""

import pytest
from tests.documents.pages_of import pages
from tests.pages.visiting import Visitor, words
from tests.records.test_bulletins import TABLE, a_full_record, deployed
from tests.records.test_deployments import row, take

from dueregard.documents.audience import Audience
from dueregard.people.rules import Role
from dueregard.report.annual import queries as annual
from dueregard.report.annual.rules import Year
from dueregard.report.public_register.models import PublicPaper
from dueregard.report.quarterly import actions as quarterly
from dueregard.report.quarterly import queries
from dueregard.report.quarterly.paper import one_side
from dueregard.report.quarterly.rules import quarter

pytestmark = pytest.mark.usefixtures("at_the_same_time")


@pytest.fixture
def visit(world, client_of):
    return lambda role: Visitor(client_of(), world.person(role))


@pytest.fixture
def client_of():
    from django.test import Client

    return Client


def test_a_paper_is_proposed_by_one_person_and_published_by_another(world, visit):
    ref = deployed(world)
    sam, helen = visit(Role.ANALYST), visit(Role.DECISION_MAKER)
    here = "/bulletins/deployment-table/now/"

    assert "The paper as the public would see it now" in sam.read(here)
    sam.send(f"{here}propose/")
    assert "You cannot publish it." in sam.read(here)
    take(world, ref, row(alerts=9, place="Quayside"))
    assert "The record has moved on since it was proposed." in helen.read(here)
    helen.send(f"{here}publish/")

    (stands,) = PublicPaper.objects.all()
    assert stands.slug == TABLE and "Quayside" not in str(stands.document)
    assert "The record has moved on." in helen.read("/bulletins/")


def test_somebody_who_may_not_publish_is_refused_in_words_on_the_same_page(world, visit):
    deployed(world)
    visit(Role.ANALYST).send("/bulletins/deployment-table/now/propose/")

    response = visit(Role.OFFICER).send("/bulletins/deployment-table/now/publish/")

    assert "This is for" in words(response)
    assert not PublicPaper.objects.exists()


def test_a_paper_is_taken_down_with_a_reason_and_not_without(world, visit):
    deployed(world)
    visit(Role.ANALYST).send("/bulletins/deployment-table/now/propose/")
    visit(Role.DECISION_MAKER).send("/bulletins/deployment-table/now/publish/")
    lead = visit(Role.ETHICS_LEAD)
    here = "/bulletins/deployment-table/now/withdraw/"

    assert "Say why you take it down" in words(lead.send(here))
    lead.send(here, reason="A place was wrong")

    assert PublicPaper.objects.get().withdrawn_because == "A place was wrong"
    assert "Withdrawn" in lead.read("/bulletins/")


def test_a_paper_that_cannot_be_made_says_what_to_do_and_offers_no_button(world, visit):
    page = visit(Role.ANALYST).read("/bulletins/deployment-table/now/")

    assert "send its log" in page and "Propose this paper" not in page


@pytest.mark.parametrize("address", [
    "/bulletins/nothing/now/", "/bulletins/annual-report/1850-51/",
    "/bulletins/annual-report/now/", "/bulletins/policing-body-report/2090-q1/",
    "/local-policing-body/2090-q1/", "/local-policing-body/soon/", "/annual/2090-91/",
    "/annual/soon/", "/annual/2025-26/report.docx",
])
def test_what_there_is_not_is_not_found(world, visit, address):
    visit(Role.ETHICS_LEAD).read(address, status=404)


def test_every_paper_can_be_looked_at_by_everybody_inside(world, visit):
    a_full_record(world)
    joan = visit(Role.INSPECTOR)

    for address in ("/bulletins/", "/bulletins/foi-answer/now/", "/annual/", "/annual/2026-27/",
                    "/bulletins/annual-report/2026-27/", "/local-policing-body/2026-q4/",
                    "/bulletins/policing-body-report/2026-q4/", "/coverage/foi/"):
        joan.read(address)


# -- The quarter ------------------------------------------------------------------------------


def test_every_figure_of_the_quarter_leads_to_its_records_and_each_of_them_to_its_use(
    world, visit
):
    ref = a_full_record(world)
    page = visit(Role.INSPECTOR).client.get("/local-policing-body/2026-q4/").content.decode()

    for key, title in (("late", "Conditions that were not met in time"),
                       ("decided", "What was decided"), ("advised", "Advice that we were given"),
                       ("happened", "Complaints upheld and alarms raised")):
        assert f'<a class="govuk-link" href="#{key}">{title}</a>' in page
        assert f'id="{key}"' in page
    assert f'<a class="govuk-link" href="/uses/{ref}/">{ref}</a>' in page


def test_the_figures_are_of_that_quarter_and_what_is_open_is_of_its_end(world, visit):
    world.matter(world.use(name="Vans"), to="advised")
    world.later(days=40)
    now = visit(Role.INSPECTOR).read("/local-policing-body/2026-q4/")
    world.later(days=60)
    then = visit(Role.INSPECTOR).read("/local-policing-body/2026-q4/")
    before = visit(Role.INSPECTOR).read("/local-policing-body/2026-q3/")

    assert "Advice that is not answered 1 0 At its end" in now
    assert "Advice that we were given 1 0 In the quarter" in then
    assert "Advice that is not answered 1 0 At its end" in then
    assert "Advice that is not answered 0 0 At its end" in before


def test_advice_that_was_answered_since_still_waited_at_the_end_of_its_quarter(world, visit):
    matter_id = world.matter(world.use(name="Vans"), to="advised")
    world.later(days=80)
    world._replied(matter_id, outcome="reject", items=1)

    assert "Advice that is not answered 1 0" in visit(Role.INSPECTOR).read(
        "/local-policing-body/2026-q4/")
    assert "Advice that is not answered 0 1" in visit(Role.INSPECTOR).read(
        "/local-policing-body/2027-q1/")


def test_the_quarter_prints_on_one_side_however_much_there_is(world, visit):
    for number in range(9):
        world.matter(world.use(name=f"A tool with quite a long name, number {number}"),
                     to="decided")
    quarterly.ask(quarter="2026-q4", words="\n".join(["Ask for more money. " * 10] * 5),
                  by=world.lead, now=world.now)
    world.later(days=100)

    printed = visit(Role.INSPECTOR).client.get("/local-policing-body/2026-q4/one-side.pdf")

    assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
    whole = queries.page(quarter("2026-q4"), now=world.now, reader=Audience.PARTNER)
    assert pages(one_side(whole)) == (1, 1)
    assert pages(whole)[1] == 1


def test_what_the_body_is_sent_has_no_reference_that_is_for_the_force(world, visit):
    a_full_record(world)

    sent = visit(Role.INSPECTOR).client.get("/local-policing-body/2026-q4/records.csv")

    assert "A tool without a page" in sent.content.decode()
    assert "use-00" not in sent.content.decode()


def test_the_ethics_lead_writes_the_asks_and_too_many_are_refused_and_not_lost(world, visit):
    lead = visit(Role.ETHICS_LEAD)
    here = "/local-policing-body/2026-q3/asks/"

    refused = lead.send(here, words="\n".join(["Pay", "See", "Ask", "Tell", "Come", "Go"]))
    lead.send(here, words="Pay for a test\n\nCome and see")

    assert "These are 6 asks." in words(refused) and "Tell" in words(refused)
    assert "Pay for a test Come and see" in lead.read("/local-policing-body/2026-q3/")
    assert visit(Role.OFFICER).client.get(here).status_code == 403


# -- The year ---------------------------------------------------------------------------------


def test_an_owner_writes_what_the_record_does_not_hold_and_a_blank_stays_a_gap(world, visit):
    ref = a_full_record(world)
    priya = visit(Role.PROJECT_LEAD)

    before = priya.read("/annual/2026-27/")
    priya.send(f"/annual/2026-27/{ref}/", costs="", amount="40 days")
    after = priya.read("/annual/2026-27/")

    assert annual.written(ref, Year(starts=2026)).answers["amount"] == "40 days"
    assert "Live facial recognition" in before
    assert "40 days From our log: 1 deployment, 2,000 faces seen, 4 alerts." in after
    assert "1 of 16 answers is not written down" not in before
    assert "Not written down" in after


def test_another_owner_cannot_write_and_is_told_why(world, client_of):
    ref = a_full_record(world)
    other = Visitor(client_of(), world.join(Role.PROJECT_LEAD))

    assert "You can do this only for uses that you own." in other.read(f"/annual/2026-27/{ref}/")
    response = other.send(f"/annual/2026-27/{ref}/", amount="None")
    assert "You can do this only for uses that you own." in words(response)


def test_what_happened_in_the_year_is_in_the_report_of_that_year_alone(world, visit):
    a_full_record(world)
    joan = visit(Role.INSPECTOR)

    assert "a complaint was upheld, 2 August 2026" in joan.read("/annual/2026-27/")
    assert "a complaint was upheld" not in joan.read("/annual/2027-28/")


# -- The standing answer ----------------------------------------------------------------------


def test_every_row_of_the_answer_leads_to_its_use_and_each_statement_to_its_field(world, visit):
    ref = a_full_record(world)

    page = visit(Role.INSPECTOR).client.get("/coverage/foi/").content.decode()

    # Both tables of uses, and those of contracts, policies and reviews.
    assert page.count(f'<a class="govuk-link" href="/uses/{ref}/">') >= 4
    assert "identify.Use.contract" in page and "Where each statement comes from" in page
