"""The pages of returns: made, explained, signed, loaded, compared, taken away."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words
from tests.returns_of_forces import ODD, returns

from dueregard.people.rules import Role
from dueregard.report.returns import queries
from dueregard.report.returns.rules import State

pytestmark = pytest.mark.usefixtures("at_the_same_time")
QUARTER = {"first_day": "1/7/2026", "last_day": "30/9/2026"}


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def sent(every):
    return [SimpleUploadedFile(f"{each.force.id}.json", each.to_json().encode())
            for each in every]


def made(visitor, **fields):
    response = visitor.send("/returns/make/", **QUARTER | fields)
    assert response.status_code == 302, words(response)
    return response["Location"]


def test_the_form_offers_the_last_quarter(visit):
    page = visit(Role.ETHICS_LEAD).client.get("/returns/make/").content.decode()

    assert 'value="1 July 2026"' in page or "1/7/2026" in page or "01/07/2026" in page


def test_a_return_goes_from_the_record_to_a_signature_and_out_in_every_format(world, visit):
    world.use()
    lead = visit(Role.ETHICS_LEAD)
    address = made(lead, population="840000", rural_percent="41", group="Coast")
    text = lead.read(address)
    assert "nothing needs explaining" in text
    assert "Uses on the register 1 – The record" in text

    assert "Tick that you have seen which" in words(
        lead.send(f"{address}sign/", post="Deputy Chief Constable")
    )
    decider = visit(Role.DECISION_MAKER)
    sent_ = decider.send(f"{address}sign/", post="Deputy Chief Constable", blanks_seen="on")

    assert sent_["Location"] == address
    text = decider.read(address)
    assert "Signed by Deputy Chief Constable on 2 November 2026" in text
    [line] = queries.own()
    assert line.digest in text
    plain = json.loads(decider.client.get(f"{address}return.json").content)
    assert plain["force"] == {
        "id": "test-constabulary", "name": "Test Constabulary", "show_name": False,
        "population": 840000, "rural_share": 0.41, "group": "Coast",
    }
    for name in ("counts.csv", "paper.html", "paper.odt", "paper.xlsx", "paper.md"):
        assert decider.client.get(f"{address}{name}").status_code == 200
    assert decider.client.get(f"{address}paper.doc").status_code == 404


def test_a_figure_shows_its_definition_and_the_records_behind_it(world, visit):
    ref = world.use()
    lead = visit(Role.ETHICS_LEAD)
    address = made(lead)

    text = lead.read(f"{address}figures/uses-by-technology/live-facial-recognition/")

    assert "The record says 1 today" in text
    assert f"Live facial recognition ({ref})" in text
    assert lead.client.get(f"{address}figures/cars/").status_code == 404


def test_what_the_record_cannot_tell_is_typed_with_where_it_comes_from(world, visit):
    lead = visit(Role.ETHICS_LEAD)
    address = made(lead)
    assert "The record here cannot tell it" in lead.read(f"{address}figures/lfr-alerts/")

    refused = lead.send(f"{address}figures/lfr-alerts/", count="12", note="")
    assert "Say where the figure comes from" in words(refused)
    assert "or leave it blank" in words(lead.send(f"{address}figures/lfr-alerts/", count="many"))
    lead.send(f"{address}figures/lfr-alerts/", count="12", note="Counted on the site")

    assert "12 – Typed. Counted on the site" in lead.read(address)


@pytest.mark.parametrize(("fields", "said"), [
    ({"last_day": "3/11/2026"}, "The period is not over"), ({"first_day": ""}, "Enter the first"),
    ({"first_day": "1/12/2026"}, "comes before the first"),
    ({"rural_percent": "140"}, "less than or equal to 100"),
])
def test_a_period_that_will_not_do_is_said(visit, fields, said):
    page = visit(Role.ETHICS_LEAD).send("/returns/make/", **QUARTER | fields)

    assert said in words(page)
    assert queries.own() == ()


def test_the_same_form_sent_twice_makes_one_return(visit):
    lead = visit(Role.ETHICS_LEAD)

    places = {lead.send("/returns/make/", once="same", **QUARTER)["Location"] for _ in range(2)}

    assert len(places) == 1
    assert len(queries.own()) == 1


def test_43_returns_are_loaded_at_once_and_compared_without_a_name(visit):
    lead = visit(Role.ETHICS_LEAD)

    sent_ = lead.client.post("/returns/load/", {"once": "load", "sent": sent(returns())})

    assert sent_["Location"] == "/returns/loaded/"
    assert "Loaded: 43 new, 0 corrected, 0 known already." in lead.read("/returns/loaded/")
    text = lead.read("/returns/compare/?item=reviewed")
    assert "43 forces, 1 July 2026 to 30 September 2026" in text
    assert "This is not a league table" in text
    assert "Made-up" not in text
    odd = returns()[ODD]
    counts = f"{odd.count('reviewed')} of {odd.count('in-use')}"
    assert text.count("Fewer than similar forces") == 1
    assert f"Fewer than similar forces 10.9% {counts}" in text


def test_each_item_and_each_likeness_can_be_asked_for_and_nonsense_gives_the_newest(visit):
    lead = visit(Role.ETHICS_LEAD)
    lead.client.post("/returns/load/", {"once": "load", "sent": sent(returns()[:6])})

    for asked in ("?by=likeness", "?by=worst&period=never&item=rank", "?item=declined&by=group"):
        assert "6 forces" in lead.read(f"/returns/compare/{asked}")
    for suffix in ("html", "xlsx", "csv", "md", "json", "odt"):
        assert lead.client.get(f"/returns/compare.{suffix}").status_code == 200
    assert lead.client.get("/returns/compare.doc").status_code == 404


def test_faults_of_files_are_told_on_the_form_and_nothing_is_loaded(visit):
    lead = visit(Role.ETHICS_LEAD)
    bad = SimpleUploadedFile("north.csv", b"force,item,count\nNorth,cars,3\n")

    page = words(lead.client.post("/returns/load/", {"once": "a", "sent": [*sent(
        returns()[:1]), bad], **QUARTER}))
    none = words(lead.client.post("/returns/load/", {"once": "b"}))
    half = words(lead.client.post(
        "/returns/load/", {"once": "c", "sent": sent(returns()[:1]), "first_day": "1/7/2026"}
    ))

    assert "north.csv: “cars” is not an item" in page
    assert "Nothing was loaded" in page
    assert "Choose the files that hold the returns" in none
    assert "Enter both days, or neither" in half
    assert queries.loaded() == ()


def test_before_anything_is_there_the_page_says_what_to_do(visit):
    lead = visit(Role.ETHICS_LEAD)

    assert "there is nothing to compare" in lead.read("/returns/compare/")
    assert lead.client.get("/returns/compare.csv").status_code == 404
    assert "None yet." in lead.read("/returns/")
    assert "None yet." in lead.read("/returns/loaded/")


def test_groups_are_loaded_from_a_file(visit):
    lead = visit(Role.ETHICS_LEAD)
    lead.client.post("/returns/groups/", {"once": "a", "file": SimpleUploadedFile(
        "groups.csv", b"force,group\nNorth,coast\nSouth,hills\n"
    )})

    assert "2 forces in 2 groups." in lead.read("/returns/")


def test_an_officer_reads_but_neither_makes_nor_loads(visit, world):
    made(visit(Role.ETHICS_LEAD))
    officer = visit(Role.OFFICER)

    text = officer.read("/returns/")
    assert "Make a return" not in text
    assert "Load returns" not in text
    assert "Sign and freeze it" not in officer.read(f"/returns/{queries.own()[0].id}/")
    for address in ("/returns/make/", "/returns/load/", "/returns/loaded/", "/returns/groups/"):
        assert officer.client.get(address).status_code == 403
    assert queries.own()[0].state is State.DRAFT


def test_the_schema_is_handed_out(visit):
    plain = json.loads(visit(Role.OFFICER).client.get("/returns/schema.json").content)

    assert plain["$id"] == "urn:dueregard:return:1"
