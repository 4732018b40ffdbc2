"""A register that a force keeps: looked at before it is kept, taken in once, handed over again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages.visiting import Visitor, words

from dueregard.identify.points import actions as points
from dueregard.identify.points.rules import Kind
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.assessment import queries
from dueregard.prioritise.assessment.rules import Chance, Size

pytestmark = pytest.mark.usefixtures("at_the_same_time")
ROWS = (
    "Ref,Risk description,Likelihood,Impact,Category,Who is affected,Controls\n"
    "1,A wrong person is stopped,4,4,Fairness,Passers-by,Officer checks\n"
    "2,Images are kept too long,often,3,Privacy,Everyone filmed,\n"
)


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


@pytest.fixture
def ref(world):
    """A use with an open assessment and a second option."""
    made = world.use()
    for kind in Kind:
        points.add(ref=made, kind=kind, lens="fairness", title=f"A {kind}", text="Something",
                   affected="People", by=world.lead, now=world.now)
    assessment.open_(ref=made, by=world.lead, now=world.now)
    assessment.add_option(ref=made, name="Use the vans", by=world.lead, now=world.now)
    return made


def sent(lead, ref, content=ROWS, name="register.csv", option="1"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return lead.send(f"/uses/{ref}/risk-register/", file=file, option=option)


def kept(ref):
    return [each for one in queries.latest(ref).options for each in one.effects]


def test_a_register_is_looked_at_and_then_kept_as_first_effects(lead, ref):
    check = sent(lead, ref)["Location"]
    text = lead.read(check)
    assert "New effects: 2" in text
    assert "Row 3, how likely: “often”" in text
    assert kept(ref) == []

    lead.send(check)

    stop, images = kept(ref)
    assert (stop.option, stop.lens, stop.affected) == (1, "fairness", "Passers-by")
    assert (stop.chance, stop.size) == (Chance.LIKELY, Size.SERIOUS)
    assert "not shown to work: Officer checks" in stop.text
    assert images.chance is Chance.DONT_KNOW
    assert stop.evidence_id is None


def test_the_same_register_adds_nothing_twice(lead, ref):
    lead.send(sent(lead, ref)["Location"])

    again = sent(lead, ref)["Location"]

    assert "Every row of this register is there already" in lead.read(again)
    lead.send(again)
    assert len(kept(ref)) == 2


@pytest.mark.parametrize(("content", "said"), [
    (b"", "This file is empty"), ("Name,Owner\nA,B\n", "no column that describes a risk"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "register.csv is a picture"),
])
def test_a_file_that_is_no_register_is_said_to_be_none_by_its_own_name(lead, ref, content, said):
    page = sent(lead, ref, content)
    text = words(page)
    if page.status_code == 302:
        lead.read(page["Location"], status=302)
        text = lead.read(f"/uses/{ref}/risk-register/")

    assert said in text
    assert kept(ref) == []


def test_the_grid_of_a_use_says_that_it_is_not_for_ranking(lead, ref):
    lead.send(sent(lead, ref)["Location"])

    found = lead.client.get(f"/uses/{ref}/risk-register/register.csv").content.decode()

    assert "Do not use it to rank" in found
    assert "A wrong person is stopped" in found


def test_the_grid_of_all_uses_names_those_without_a_written_risk(world, lead, ref):
    other = world.use(name="Drones")
    lead.send(sent(lead, ref)["Location"])

    found = lead.client.get("/risk-register/all.md").content.decode()

    assert "A wrong person is stopped" in found
    assert f"Drones ({other})" in found
    assert "Do not use it to rank" in lead.read("/risk-register/")


def test_without_an_open_assessment_it_is_said_what_to_do(world, lead):
    assert "Open one first" in lead.read(f"/uses/{world.use()}/risk-register/")


def test_an_officer_takes_nothing_in(world, client, ref):
    officer = Visitor(client, world.person(Role.OFFICER))

    assert "This is for" in words(sent(officer, ref))
    assert kept(ref) == []


def test_an_address_that_was_made_up_leads_nowhere(lead, ref):
    assert lead.client.get(f"/uses/{ref}/risk-register/check/abc/").status_code == 404
