"""The feeds, search in the words of a page, and the share that is kept back."""

import json
from datetime import timedelta
from xml.etree import ElementTree

from dueregard.people.rules import Role
from dueregard.report.particulars import actions as particulars
from dueregard.report.public_register.actions import fill
from dueregard.report.public_register.models import PublicRecord
from dueregard.report.publication import actions
from dueregard.report.withholding import actions as withholding

ATOM = "{http://www.w3.org/2005/Atom}"


def published_with_something_kept_back(world):
    ref = world.use(supplier="Maker Ltd")
    withholding.withhold(
        ref=ref, source="identify.Use.supplier", reason="trade", because="Their contract says so",
        review_on=(world.now + timedelta(days=10)).date(), by=world.lead, now=world.now,
    )
    return world.publish(ref)


def entries(door):
    feed = ElementTree.fromstring(door.get("/feed.atom").content)
    return [each.findtext(f"{ATOM}title") for each in feed.findall(f"{ATOM}entry")]


def test_both_feeds_tell_the_same_events_the_newest_first(door, world):
    ref = world.publish()
    world.later(days=1)
    particulars.say(ref=ref, texts={"can_do": "Look for faces"}, by=world.lead, now=world.now)
    world.publish(ref)
    world.later(days=1)
    other = world.publish(world.use(name="Drones"))
    world.later(days=1)
    actions.withdraw(ref=other, reason="It named somebody", by=world.lead, now=world.now)
    fill(now=world.now)

    found = json.loads(door.get("/feed.json").content)

    assert entries(door) == [each["title"] for each in found["items"]] == [
        "Taken down: Drones", "New version of a page: Live facial recognition",
        "New page: Live facial recognition",
    ]
    assert found["items"][0]["content_text"] == "It named somebody"
    assert found["_dueregard"]["ledger_head"]


def test_every_address_in_a_feed_opens(door, world):
    world.publish()

    for item in json.loads(door.get("/feed.json").content)["items"]:
        assert door.get(item["url"].removeprefix("http://testserver")).status_code == 200


def test_before_anything_is_published_a_feed_is_empty_and_whole(door):
    assert entries(door) == []
    assert json.loads(door.get("/feed.json").content)["items"] == []


def test_a_page_is_found_by_the_words_in_it_and_not_only_by_its_name(door, world):
    ref = world.use(purpose="Find missing children")
    particulars.say(ref=ref, texts={"cannot_do": "It cannot read moods"}, by=world.lead,
                    now=world.now)
    world.publish(ref)

    assert "1 page has" in door.get("/?q=Moods+children").content.decode()
    assert "Nothing here has those words" in door.get("/?q=zebra").content.decode()


def test_what_an_older_release_filled_is_filled_again_and_can_be_found(door, world):
    world.publish(world.use(purpose="Find missing children"))
    PublicRecord.objects.update(words="")

    fill(now=world.now)

    assert "1 page has" in door.get("/?q=children").content.decode()


def test_the_share_kept_back_is_on_the_front_and_on_the_page(door, world):
    published_with_something_kept_back(world)

    front = door.get("/").content.decode()
    page = door.get("/uses/live-facial-recognition/").content.decode()

    assert "We keep back 1 of the" in front and "We keep back 1 of the" in page
    assert "it is a trade secret of the maker" in page
    assert "Maker Ltd" not in front + page + door.get("/register.json").content.decode()


def test_the_clock_says_when_nobody_looked_again_at_what_is_kept_back(door, world):
    ref = published_with_something_kept_back(world)

    posted = actions.post_notices(now=world.later(days=11))
    fill(now=world.now)

    assert ref in posted
    assert "whether we still keep this back: who made it" in door.get(
        "/uses/live-facial-recognition/").content.decode()
    assert world.person(Role.ETHICS_LEAD)
