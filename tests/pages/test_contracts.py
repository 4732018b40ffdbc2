"""A list of contracts brought in page by page, and what each is for."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words

from dueregard.people.rules import Role
from dueregard.report.contracts import queries

pytestmark = pytest.mark.usefixtures("at_the_same_time")
EXAMPLE = Path(__file__).parents[2] / "examples" / "contracts-finder.csv"


@pytest.fixture
def visit(world, client):
    return lambda role: Visitor(client, world.person(role))


def upload(visitor, content=None, name="contracts-finder.csv", as_of="2/11/2026"):
    content = EXAMPLE.read_bytes() if content is None else content
    return visitor.send("/contracts/bring-in/", file=SimpleUploadedFile(name, content),
                        as_of=as_of)


def taken(visit):
    buyer = visit(Role.PROCUREMENT_OFFICER)
    at = upload(buyer)["Location"]
    buyer.send(at)
    return buyer, at


def test_from_the_file_to_what_came_of_it(world, visit):
    buyer = visit(Role.PROCUREMENT_OFFICER)

    at = upload(buyer)["Location"]
    before = buyer.read(at)
    buyer.send(at)
    after = buyer.read(at)

    assert "7 contracts were read. 7 of them are new here. Nothing is added yet." in before
    assert "nothing is bought yet" in before
    assert "was left blank: it is no single amount" not in before  # TBC is a blank, no fault
    assert "It ends before it starts" in before
    assert "What came of your list" in after
    assert queries.listing().count == 7


def test_the_button_pressed_twice_takes_it_in_once(world, visit):
    buyer, at = taken(visit)

    again = buyer.send(at)

    assert again["Location"] == at
    assert "taken in already" in buyer.read(at)
    assert queries.listing().count == 7


@pytest.mark.parametrize(("content", "name", "as_of", "said"), [
    (b"a,b\n1,2\n", "odd.csv", "2/11/2026", "odd.csv has no column that we know"),
    (b'{"records": []}', "odd.json", "2/11/2026", "This JSON is no release package"),
    (b"", "none.csv", "2/11/2026", "This file is empty"),
    (None, "x.csv", "", "Enter the day up to which the list goes"),
    (None, "x.csv", "3/11/2026", "That day is yet to come"),
    (None, "x.csv", "soon", "Enter a date, like 27/3/2026"),
])
def test_what_cannot_be_read_is_said_by_its_own_name(world, visit, content, name, as_of, said):
    page = upload(visit(Role.PROCUREMENT_OFFICER), content, name, as_of)

    assert said in words(page)
    assert queries.listing().count == 0


def test_a_contract_is_matched_with_the_use_that_its_supplier_points_to(world, visit):
    ref = world.use(name="Vans", supplier="Facewise Systems")
    buyer, _ = taken(visit)
    number = next(each.id for each in queries.every() if "facial" in each.title)
    page = buyer.read(f"/contracts/{number}/")
    assert "The supplier's name is like that of" in page.replace("&#x27;", "'")
    assert "Choose the use that it pays for" in words(
        buyer.send(f"/contracts/{number}/", to="matched", ref=""))

    buyer.send(f"/contracts/{number}/", to="matched", ref=ref)

    assert "It pays for: Vans" in buyer.read(f"/contracts/{number}/")


def test_several_are_marked_as_no_technology_at_once_with_a_reason(world, visit):
    buyer, _ = taken(visit)
    ids = [each.id for each in queries.every() if each.title in ("Winter tyres",
                                                                 "Vehicle recovery")]
    buyer.send("/contracts/", contract=ids, because="")
    assert "Say in a few words what it is for" in buyer.read("/contracts/")

    buyer.send("/contracts/", contract=ids, because="Vehicles")

    text = buyer.read("/contracts/?state=not-technology")
    assert "2 contracts are marked." in text
    assert "Winter tyres" in text


def test_words_and_states_narrow_the_list(world, visit):
    buyer, _ = taken(visit)

    assert "Winter tyres" not in buyer.read("/contracts/?q=quillmate&page=zzz")
    assert "Writing assistant" in buyer.read("/contracts/?q=quillmate&state=magic")


@pytest.mark.parametrize(("role", "reads", "brings"), [
    (Role.DECISION_MAKER, 200, 403), (Role.INSPECTOR, 200, 403),
    (Role.DATA_PROTECTION_OFFICER, 200, 403), (Role.OFFICER, 403, 403),
    (Role.PROCUREMENT_OFFICER, 200, 200), (Role.ETHICS_LEAD, 200, 200),
])
def test_who_may_read_and_who_may_bring_in(world, visit, role, reads, brings):
    taken(visit)
    number = queries.every()[0].id

    visit(role).read("/contracts/", status=reads)
    visit(role).read(f"/contracts/{number}/", status=reads)
    visit(role).read("/contracts/bring-in/", status=brings)


def test_who_only_reads_sees_no_form(world, visit):
    taken(visit)
    number = queries.every()[0].id

    text = visit(Role.INSPECTOR).read(f"/contracts/{number}/")

    assert "This is for an ethics lead or a procurement officer." in text
    assert "Keep it" not in text


@pytest.mark.parametrize("address", ["/contracts/99/", "/contracts/lists/99/"])
def test_what_is_not_there_is_said_to_be_missing(world, visit, address):
    visit(Role.ETHICS_LEAD).read(address, status=404)
