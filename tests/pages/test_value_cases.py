"""The pages of value cases, refusals and stories."""

import pytest
from tests import builders_sharing as sharing

from dueregard.manage.value_cases import queries
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")
ROW = {
    "option": "not", "sort": "harm", "text": "Nobody visits in time", "who": "Victims",
    "unit": "people", "count": "on", "name1": "Cases", "low1": "10", "high1": "20",
    "source1": "Three reviews", "name2": "Share", "low2": "0.1", "high2": "0.5",
    "source2": "A panel of five",
}


def read(response):
    return response.content.decode()


def test_not_sharing_has_its_place_and_gets_its_number(world, sign_in):
    ref = sharing.use(world)
    client, address = sign_in(Role.SHARING_OFFICER), f"/uses/{ref}/agreement/value/"

    empty = read(client.get(address))
    text = read(client.post(f"{address}add/", ROW, follow=True))

    assert "Do not share" in empty
    assert "No number yet. That is not the same as none." in empty
    assert "BMJ 2011;342:d3313" in empty
    assert "1 to 10 people" in text
    assert "A panel of five" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [({"high1": ""}, "#id_high1"), ({"low1": "many"}, "#id_low1"), ({"who": ""}, "#id_who"),
     ({"source2": ""}, "where it comes from"), ({"high1": "1"}, "lowest is more than")],
)
def test_what_a_number_lacks_is_said(world, sign_in, change, said):
    ref = sharing.use(world)

    text = read(sign_in(Role.SHARING_OFFICER).post(
        f"/uses/{ref}/agreement/value/add/", ROW | change))

    assert said in text
    assert queries.case(ref).rows == ()


def test_a_review_by_page_shows_predicted_beside_counted(world, sign_in):
    ref = sharing.in_force(world)
    sign_in(Role.SHARING_OFFICER).post(f"/uses/{ref}/agreement/value/add/", ROW)
    line, = queries.case(ref).to_count

    text = read(sign_in(Role.DATA_PROTECTION_OFFICER).post(f"/uses/{ref}/agreement/review/", {
        f"counted_{line.id}": "12", f"source_{line.id}": "Our log", "verdict": "renew",
        "words": "It helps", "next_due": "1/9/2027",
    }, follow=True))

    assert "counted 12 people" in text
    assert "More than predicted" in text
    assert "Looked at again by 1 September 2027" in text


def test_a_no_is_written_down_and_looked_at_by_page(world, sign_in):
    client = sign_in(Role.OFFICER)
    text = read(client.post("/sharing/not-shared/decide/", {
        "what": "A list of names", "reason": "Nobody could say what for", "consequences":
        "A visit may be missed", "ref": "", "partner_id": "",
    }, follow=True))
    assert "Nobody else has looked at it yet" in text
    line, = queries.not_shared()

    text = read(sign_in(Role.DATA_PROTECTION_OFFICER).post(
        f"/sharing/not-shared/{line.id}/look/", {"found": "right", "words": "No purpose"},
        follow=True,
    ))

    assert "It was right not to share" in text
    assert client.get(f"/sharing/not-shared/{line.id + 1}/look/").status_code == 404


def test_a_story_is_told_and_an_officer_tells_none(world, sign_in):
    ref = sharing.draft(world, partner_ids=[])
    text = read(sign_in(Role.SHARING_OFFICER).post("/sharing/stories/tell/", {
        "ref": ref, "title": "A call in time", "text": "A nurse was told, and went.",
        "outside": "on",
    }, follow=True))

    assert "the public may read it" in text
    assert sign_in(Role.OFFICER).get("/sharing/stories/tell/").status_code == 403
