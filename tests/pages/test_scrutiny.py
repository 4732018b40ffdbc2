"""The panel room by its pages: on the way from a list to what changed, and who may see what."""

import re

import pytest
from tests.builders_panel import WORDS, Panel, list_file

from dueregard.manage.scrutiny.models import Rating, Sitting
from dueregard.people.rules import Role

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def panel(world):
    return Panel(world)


@pytest.fixture
def as_(client):
    from django.contrib.auth import get_user_model

    def sign_in(actor):
        client.force_login(get_user_model().objects.get(pk=actor.id), backend=BACKEND)
        return client

    return sign_in


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_sitting_goes_from_a_list_to_what_changed_by_its_pages(panel, as_, tmp_path):
    world = panel.world
    analyst, member, owner = world.person(Role.ANALYST), panel.members[0], world.join(Role.OFFICER)
    maker = world.person(Role.DECISION_MAKER)
    as_(panel.secretary).post(f"/scrutiny/panels/{panel.body}/sitting/", {"on": "27/11/2026"})
    row = Sitting.objects.get()
    at = f"/scrutiny/{row.pk}/"

    with list_file(tmp_path).open("rb") as file:
        as_(analyst).post(f"{at}list/", {"file": file})
    row.refresh_from_db()
    asked = words(as_(member).get(f"{at}words/"))
    assert row.list_digest in asked
    as_(member).post(f"{at}words/", {"words": WORDS, "size": 4, "strata": ["power"]})
    clips = panel.clips(row.pk)
    assert len(clips) == 4

    for clip in clips:
        as_(analyst).post(f"{at}clips/{clip.number}/", {"standing": "shown"})
    for each in panel.members:
        for clip in clips:
            sent = as_(each).post(f"{at}clips/{clip.number}/rate/", {
                "view": "own", "colour": "red", "respect": "no", "comment": "Say why"})
            assert sent.status_code == 302
    assert "Say why" not in words(as_(panel.secretary).get(at))
    as_(panel.secretary).post(f"{at}close/")
    assert "Say why" in words(as_(panel.secretary).get(at))

    form = words(as_(panel.secretary).get(f"{at}report/write/"))
    assert "In 12 of 12 ratings the answer was no, or only in part." in form
    as_(panel.secretary).post(f"{at}report/write/", {
        "text_1": "Say why you stop somebody", "kind_1": "concern"})
    refused = as_(maker).post(f"{at}reply/", {
        "said_1": "accept", "reasons_1": "You are right"})
    assert "Say what will be done" in words(refused)
    as_(maker).post(f"{at}reply/", {
        "said_1": "accept", "reasons_1": "You are right", "action_1": "A briefing",
        "owner_1": owner.id, "due_1": "1/6/2027"})
    as_(owner).post(f"{at}points/1/changed/", {"words": "Every team was briefed"})
    as_(panel.secretary).post(f"{at}told/", {"words": "By letter"})

    told = words(as_(member).get(f"{at}you-said/"))
    assert "Every team was briefed" in told and owner.name not in told


def test_a_list_that_cannot_be_read_is_refused_by_its_own_name(panel, as_, tmp_path):
    sitting = panel.call()
    (tmp_path / "mine.csv").write_text("id,colour\n1,red\n")

    with (tmp_path / "mine.csv").open("rb") as file:
        answer = as_(panel.world.lead).post(f"/scrutiny/{sitting}/list/", {"file": file})

    assert "which power" in words(answer)
    assert not Sitting.objects.get(pk=sitting).list_text


def test_a_rating_without_a_colour_is_not_kept_and_says_what_to_do(panel, as_, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))

    answer = as_(panel.members[0]).post(f"/scrutiny/{sitting}/clips/1/rate/", {"view": "own"})

    assert "Choose green, amber or red" in words(answer)
    assert not Rating.objects.exists()


def test_the_page_after_a_rating_is_the_next_clip_that_waits(panel, as_, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))

    answer = as_(panel.members[0]).post(f"/scrutiny/{sitting}/clips/1/rate/",
                                        {"view": "own", "colour": "green"})

    assert answer["Location"] == f"/scrutiny/{sitting}/clips/2/rate/"


def test_a_panel_member_is_told_no_names_and_no_counts_of_groups(panel, as_, tmp_path):
    panel.draw(tmp_path)

    said = words(as_(panel.members[0]).get(f"/scrutiny/panels/{panel.body}/"))

    assert panel.members[1].name not in said
    assert panel.members[1].name in words(
        as_(panel.secretary).get(f"/scrutiny/panels/{panel.body}/"))


@pytest.mark.parametrize(("address", "role"), [
    ("/scrutiny/{}/list/", Role.PANEL_MEMBER), ("/scrutiny/{}/reply/", Role.ETHICS_LEAD),
    ("/scrutiny/{}/clips/1/enter/", Role.PANEL_MEMBER), ("/scrutiny/{}/words/", Role.ANALYST),
    ("/scrutiny/{}/clips/1/rate/", Role.OFFICER),
])
def test_others_are_turned_away(panel, as_, tmp_path, address, role):
    sitting = panel.draw(tmp_path)
    by = panel.world.lead if role == Role.ETHICS_LEAD else panel.world.join(role)

    assert as_(by).get(address.format(sitting)).status_code == 403


def test_the_ratings_as_a_table_name_nobody_and_are_for_the_force_alone(panel, as_, tmp_path):
    sitting = panel.close(panel.rate_all(panel.show(panel.draw(tmp_path)), comment="CANARY"))
    at = f"/scrutiny/{sitting}/ratings.csv"

    text = as_(panel.world.person(Role.ANALYST)).get(at).content.decode()

    assert as_(panel.members[0]).get(at).status_code == 404
    assert text.startswith("item,rater,rating,view,")
    assert text.count("\n") == 19 and "CANARY" not in text
    assert not any(each.name in text for each in panel.members)


@pytest.mark.parametrize("suffix", ["html", "odt", "csv"])
def test_the_form_on_paper_has_every_clip(panel, as_, tmp_path, suffix):
    sitting = panel.draw(tmp_path)

    answer = as_(panel.secretary).get(f"/scrutiny/{sitting}/form.{suffix}")

    assert answer.status_code == 200
    if suffix == "html":
        assert all(each.ref in answer.content.decode() for each in panel.clips(sitting))
