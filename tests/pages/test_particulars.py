"""The page about what the public is told: what is not told yet, what is wrong with a form."""

import pytest
from tests.pages.visiting import Visitor

from dueregard.people.rules import Role
from dueregard.report.particulars import queries

pytestmark = pytest.mark.usefixtures("at_the_same_time")


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def test_the_lead_tells_counts_and_promises_and_the_page_shows_them(world, visit):
    ref = world.use()
    lead = visit(Role.ETHICS_LEAD)
    before = lead.read(f"/uses/{ref}/report/told/")

    lead.send(f"/uses/{ref}/report/told/say/", can_do="Look for faces", cannot_do="",
              went_wrong="")
    lead.send(f"/uses/{ref}/report/told/count/", quarter="2026-07-01", count="1204",
              what="searches", source="the log")
    lead.send(f"/uses/{ref}/report/told/promise/", channel="telephone", post="Head of Contact")

    after = lead.read(f"/uses/{ref}/report/told/")
    assert "Nobody has counted July to September 2026 yet." in before
    assert "Not written down yet" in before and "None is made." in before
    assert "Look for faces" in after and "1204 searches" in after
    assert "by telephone: promised by Head of Contact" in after


def test_a_promise_ends_on_a_page_that_says_what_follows(world, visit):
    ref = world.use()
    lead = visit(Role.ETHICS_LEAD)
    lead.send(f"/uses/{ref}/report/told/promise/", channel="telephone", post="Head of Contact")
    (made,) = queries.of_use(ref).promises

    asked = lead.read(f"/promises/{made.id}/end/")
    lead.send(f"/promises/{made.id}/end/", ended_on="1/11/2026", because="The line was closed")

    assert "every answer about equality must be looked at again" in asked
    assert "ended on 1 November 2026" in lead.read(f"/uses/{ref}/report/told/")
    assert "A way for people to reach us was closed" in lead.read(f"/uses/{ref}/happened/")


@pytest.mark.parametrize(("page", "sent", "said"), [
    ("told/count/", {"count": "many"}, "Enter a whole number, like 1204"),
    ("told/count/", {"count": ""}, "Enter how often it was used"),
    ("told/count/", {"source": ""}, "Say where the number comes from"),
    ("told/promise/", {"channel": ""}, "Choose a way to reach you"),
    ("withhold/", {"review_on": "1/1/2029"}, "Look again within a year."),
    ("withhold/", {"review_on": "soon"}, "Enter a date, like 27/3/2026"),
    ("withhold/", {"because": ""}, "Say why that reason holds here"),
])
def test_what_is_wrong_with_a_form_is_said(world, visit, page, sent, said):
    ref = world.use()
    whole = {
        "told/count/": {"quarter": "2026-07-01", "count": "3", "what": "calls", "source": "x"},
        "told/promise/": {"channel": "telephone", "post": "Head"},
        "withhold/": {"source": "identify.Use.supplier", "reason": "trade", "because": "x",
                      "review_on": "1/2/2027"},
    }[page]

    answer = visit(Role.ETHICS_LEAD).send(f"/uses/{ref}/report/{page}", **whole | sent)

    assert said in answer.content.decode()


def test_hours_without_a_test_lead_to_adding_one(world, visit):
    ref = world.use()

    text = visit(Role.ETHICS_LEAD).read(f"/uses/{ref}/report/told/hours/")

    assert "Add the test as evidence first" in text


def test_an_officer_reads_it_and_is_told_who_may_change_it(world, visit):
    ref = world.use()

    text = visit(Role.OFFICER).read(f"/uses/{ref}/report/told/")

    assert "This is for an analyst, an ethics lead or a project lead." in text
    assert "Say it in your own words" not in text
