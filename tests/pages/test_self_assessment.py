"""The page of what a force says of itself: answers with evidence, settled, taken as a file."""

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.people.rules import Role
from dueregard.prioritise.self_assessment import actions, queries
from dueregard.prioritise.self_assessment.rules import Said

pytestmark = pytest.mark.usefixtures("at_the_same_time")
ADDRESS = "/self-assessment/"
ONE = f"{ADDRESS}statements/self-policy.scope/"


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_the_lead_begins_answers_and_settles(lead):
    assert "No round has begun yet" in lead.read(ADDRESS)
    lead.send(ADDRESS)

    sent = lead.send(ONE, said="yes", evidence="The policy of 2 March", ref="", link="")

    assert sent["Location"] == f"{ADDRESS}#self-policy"
    text = lead.read(ADDRESS)
    assert "1 yes, 0 partly, 0 no, 0 not known, 6 not answered" in text
    assert "The policy of 2 March" in text
    assert "They stay blanks" in lead.read(f"{ADDRESS}settle/")
    lead.send(f"{ADDRESS}settle/")
    assert "settled by Ada Lead" in lead.read(ADDRESS)


@pytest.mark.parametrize(("change", "said"), [
    ({"said": ""}, "Choose an answer"), ({"evidence": ""}, "Say what shows it"),
    ({"ref": "use-9999"}, "There is no use use-9999"), ({"ref": "the van"}, "There is no use"),
    ({"link": "S:/policy"}, "from https:// on"),
])
def test_what_is_wrong_is_said_and_nothing_is_lost(world, lead, change, said):
    actions.begin(by=world.lead, now=world.now)
    given = {"said": "yes", "evidence": "A long text that I wrote", "ref": "", "link": ""} | change

    page = words(lead.send(ONE, **given))

    assert said in page
    assert given["evidence"] in page
    assert queries.history("self-policy.scope") == ()


def test_an_officer_reads_and_is_told_who_may_answer(world, client):
    actions.begin(by=world.lead, now=world.now)
    officer = Visitor(client, world.person(Role.OFFICER))

    assert "This is for an ethics lead" in officer.read(ADDRESS)
    assert "This is for an ethics lead" in officer.read(ONE)


def test_a_member_from_outside_does_not_read_it(world, client):
    Visitor(client, world.person(Role.COMMITTEE_MEMBER)).read(ADDRESS, status=403)


@pytest.mark.parametrize("form", ["html", "odt", "xlsx", "csv", "md", "json"])
def test_a_round_leaves_as_a_file(world, lead, form):
    actions.begin(by=world.lead, now=world.now)
    actions.answer(statement="self-policy.scope", said=Said.NO, by=world.lead, now=world.now)

    found = lead.client.get(f"{ADDRESS}rounds/1/round.{form}")

    assert found.status_code == 200
    assert found["Content-Disposition"] == f'attachment; filename="self-assessment-1.{form}"'
    assert lead.client.get(f"{ADDRESS}rounds/2/round.{form}").status_code == 404
