"""What a reader at the public door finds, and does not find."""

import csv
import gzip
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.house.sources import SOURCE

from dueregard.documents.document import document_from_plain
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.manage.conditions import actions as conditions
from dueregard.report.public_register.actions import fill
from dueregard.report.public_register.models import Notice
from dueregard.report.publication import actions, queries
from dueregard.web import public_keeping

PAGE = "/uses/live-facial-recognition/"
BUILT = SOURCE / "web" / "static" / "built"


def read(door, address, status=200):
    response = door.get(address)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def rename(world, ref, purpose):
    register.describe(
        ref=ref, described=Description(name="Live facial recognition", purpose=purpose),
        by=world.lead, now=world.now,
    )


def test_before_anything_is_published_the_register_says_so(door):
    text = read(door, "/")

    assert "Nothing is published yet" in text


def test_the_register_groups_what_there_is_with_counts(door, world):
    world.publish()
    refused = register.add(
        described=Description(name="Emotion reading", purpose="Guess how people feel."),
        by=world.lead, now=world.now, status=Status.REFUSED, status_reason="It does not work",
        owner_id=world.lead.id,
    )
    actions.propose(ref=refused, by=world.lead, now=world.now)
    second = world.join(*[role for role in world.lead.roles if role == "ethics-lead"])
    actions.publish(ref=refused, by=second, now=world.now)
    fill(now=world.now)

    text = read(door, "/")

    assert "What we are thinking about (1)" in text
    assert "What we said no to (1)" in text
    assert "Guess how people feel." in text
    assert 'href="/uses/emotion-reading/"' in text


def test_a_record_answers_its_questions_and_says_which_version_it_is(door, world):
    world.publish(world.use(purpose="Find people wanted by the courts"))

    text = read(door, "/uses/live-facial-recognition/")

    for question in ("What is it?", "Who does it affect?", "What can go right and wrong?",
                     "What else did we think about?", "Who checked it?",
                     "How can you ask or complain?"):
        assert f">{question}</h2>" in text
    assert "Find people wanted by the courts" in text
    assert "We have not written this down yet." in text
    assert "Published on 2 November 2026, version 1." in text


def test_every_version_keeps_its_address(door, world):
    ref = world.publish(world.use(purpose="Find people"))
    rename(world, ref, "Find missing children")
    world.publish(ref)

    newest = read(door, "/uses/live-facial-recognition/")
    older = read(door, "/uses/live-facial-recognition/v/1/")

    assert "Find missing children" in newest and "/uses/live-facial-recognition/v/1/" in newest
    assert "Find people" in older and "Find missing children" not in older
    assert "This is an older page" in older
    assert read(door, "/uses/live-facial-recognition/v/3/", 404)


def test_a_withdrawn_record_leaves_a_dated_note_and_none_of_its_words(door, world):
    ref = world.publish(world.use(purpose="Find people wanted by the courts"))
    actions.withdraw(ref=ref, reason="It named somebody", by=world.lead, now=world.now)
    fill(now=world.now)

    for address in ("/uses/live-facial-recognition/", "/uses/live-facial-recognition/v/1/"):
        text = read(door, address, 410)
        assert "We took this page down on 2 November 2026." in text
        assert "It named somebody" in text
        assert "wanted by the courts" not in text
    for address in ("/uses/live-facial-recognition.json", "/uses/live-facial-recognition.csv"):
        assert "wanted by the courts" not in read(door, address, 410)
    assert "wanted by the courts" not in read(door, "/register.json")
    assert "wanted by the courts" not in read(door, "/register.csv")
    assert "Pages we took down" in read(door, "/")


def test_an_unknown_address_is_a_plain_404(door, world):
    text = read(door, "/uses/nothing-here/", 404)

    assert "Page not found" in text
    assert "Traceback" not in text
    assert read(door, "/uses/nothing-here.json", 404)


def test_the_json_is_the_stored_document_with_its_digest(door, world):
    ref = world.publish()

    plain = json.loads(read(door, "/uses/live-facial-recognition.json"))

    stored = queries.document(queries.published(ref).id)
    assert document_from_plain(plain) == stored
    assert plain["digest"] == stored.digest


def test_the_csv_has_every_answer_as_a_row(door, world):
    world.publish(world.use(purpose="Find people wanted by the courts"))

    rows = list(csv.reader(io.StringIO(
        read(door, "/uses/live-facial-recognition.csv").removeprefix("\ufeff")
    )))

    assert rows[0] == ["question", "about", "answer"]
    assert ["Why are we thinking about it?", "What it is for",
            "Find people wanted by the courts"] in rows


def test_the_whole_register_can_be_taken_away(door, world):
    world.publish()
    world.publish(world.use(name="Body-worn video"))

    table = list(csv.DictReader(io.StringIO(read(door, "/register.csv").removeprefix("\ufeff"))))
    whole = json.loads(read(door, "/register.json"))

    assert [each["address"] for each in table] == [
        "/uses/body-worn-video/", "/uses/live-facial-recognition/"
    ]
    assert [each["slug"] for each in whole["records"]] == [
        "body-worn-video", "live-facial-recognition"
    ]
    assert whole["ledger"]["head"] == ledger.head().hash


@pytest.mark.parametrize(("asked", "said"), [
    ("facial", "1 page has"), ("zebra", "Nothing here has those words"),
])
def test_search_works_with_a_plain_form(door, world, asked, said):
    world.publish()

    assert 'name="q"' in read(door, "/")
    assert said in read(door, f"/?q={asked}")


def test_what_a_reader_searches_for_is_not_taken_for_a_part_of_the_page(door, world):
    text = read(door, "/?q=<script>alert(1)</script>")

    assert "<script>" not in text


def test_what_lapsed_is_said_on_the_page_with_its_day(door, world):
    ref = world.use()
    world.condition(ref)
    world.publish(ref)
    conditions.lapse(now=world.later(days=31))
    actions.post_notices(now=world.now)
    fill(now=world.now)

    text = read(door, "/uses/live-facial-recognition/")

    assert "We had to do this by 2 December 2026, and did not: Do thing 1" in text
    assert "(3 December 2026)" in text


def test_advice_that_nobody_answered_is_said_with_the_days_that_it_has_waited(
    door, world, monkeypatch
):
    ref = world.use()
    world.matter(ref, to="advised", outcome="reject")
    world.publish(ref)
    actions.post_notices(now=world.later(days=29))
    fill(now=world.now)
    today = world.now.date()
    monkeypatch.setattr(public_keeping, "today", lambda: today)
    first = door.get("/uses/live-facial-recognition/")
    monkeypatch.setattr(public_keeping, "today", lambda: today + timedelta(days=1))

    the_next_day = door.get(
        "/uses/live-facial-recognition/", headers={"if-none-match": first["ETag"]}
    )

    assert "It has waited 29 days so far." in first.content.decode()
    assert "It has waited 30 days so far." in the_next_day.content.decode()


def test_every_page_carries_the_head_of_the_ledger_and_about_says_what_it_is_for(door, world):
    world.publish()
    head = ledger.head().hash

    for address in ("/", "/uses/live-facial-recognition/", "/about/", "/accessibility/"):
        assert head[:12] in read(door, address)
    assert head in read(door, "/about/")
    assert "Write the number down today" in read(door, "/about/")


def test_the_accessibility_statement_names_what_no_person_has_tested(door, world):
    text = read(door, "/accessibility/")

    assert "What no person has tested" in text
    assert "screen reader" in text


def test_a_page_that_stands_is_not_sent_again_until_it_changes(door, world):
    ref = world.publish()
    address = "/uses/live-facial-recognition/"
    first = door.get(address)

    unchanged = door.get(address, headers={"if-none-match": first["ETag"]})
    rename(world, ref, "Find missing children")
    world.publish(ref)
    changed = door.get(address, headers={"if-none-match": first["ETag"]})

    assert unchanged.status_code == 304
    assert changed.status_code == 200
    assert "max-age" in first["Cache-Control"] and "public" in first["Cache-Control"]


def test_a_page_that_was_drawn_is_given_again_for_one_question(door, world):
    world.publish()
    first = door.get("/uses/live-facial-recognition/")

    with CaptureQueriesContext(connections["public"]) as asked:
        again = door.get("/uses/live-facial-recognition/")

    assert again.content == first.content and again["ETag"] == first["ETag"]
    assert len(asked) == 1


def test_a_notice_changes_the_mark_of_the_page(door, world):
    ref = world.use()
    world.matter(ref, to="advised", outcome="reject")
    world.publish(ref)
    address = "/uses/live-facial-recognition/"
    before = door.get(address)["ETag"]

    actions.post_notices(now=world.later(days=29))
    fill(now=world.now)

    assert Notice.objects.exists()
    assert door.get(address, headers={"if-none-match": before}).status_code == 200


def test_a_withdrawal_changes_the_mark_of_the_page(door, world):
    ref = world.publish()
    address = "/uses/live-facial-recognition/"
    before = door.get(address)["ETag"]

    actions.withdraw(ref=ref, reason="It was wrong", by=world.lead, now=world.now)
    fill(now=world.now)

    assert door.get(address, headers={"if-none-match": before}).status_code == 410


def test_no_public_page_sets_a_cookie_or_runs_a_program(door, world):
    world.publish()

    for address in ("/", "/uses/live-facial-recognition/", "/about/", "/accessibility/", "/x/"):
        response = door.get(address)
        assert not response.cookies
        assert "<script" not in response.content.decode()
        assert "style=" not in response.content.decode()


def weight(door, address):
    """What a first visit fetches, compressed: the page, its style, its two letters."""
    page = len(gzip.compress(door.get(address).content))
    fonts = [BUILT / "fonts" / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
             for weight in (400, 700)]
    files: list[Path] = [BUILT / "public.css.gz", BUILT / "favicon.svg", *fonts]
    return page + sum(each.stat().st_size for each in files)


def test_a_first_page_stays_under_100_kb_with_many_records(door, world):
    from dueregard.report.public_register.models import PublicRecord

    world.publish()
    row = PublicRecord.objects.get()
    PublicRecord.objects.bulk_create([
        PublicRecord(
            slug=f"tool-{number}", version=1, title=f"Tool {number} for doing something useful",
            summary=f"It does {number} things for people who ask {number * 7919} times.",
            status=list(Status)[number % 8].value, digest=row.digest,
            published_at=world.now + timedelta(minutes=number),
        )
        for number in range(2000)
    ])

    with CaptureQueriesContext(connections["public"]) as front:
        read(door, "/")
    # The stamp of the page, the signboard, the counts, and twelve records for each heading.
    assert len(front) <= 16
    assert not [each for each in front if '"document"' in each["sql"]]
    assert weight(door, "/") < 100_000
    assert weight(door, "/?show=use") < 100_000
    assert weight(door, "/uses/live-facial-recognition/") < 100_000


def test_a_long_list_is_read_a_page_at_a_time(door, world):
    from dueregard.report.public_register.models import PublicRecord

    world.publish()
    row = PublicRecord.objects.get()
    PublicRecord.objects.bulk_create([
        PublicRecord(slug=f"tool-{number:03d}", version=1, title=f"Tool {number:03d}",
                     summary="It helps.", status="live", digest=row.digest,
                     published_at=world.now)
        for number in range(60)
    ])

    assert "See all 60" in read(door, "/")
    assert "Tool 049" in read(door, "/?show=use") and "Tool 050" not in read(door, "/?show=use")
    assert "Tool 050" in read(door, "/?show=use&page=2")
    assert read(door, "/?show=nonsense", 404)


def test_a_page_that_nobody_asked_about_is_read_in_two_questions_to_the_database(door, world):
    world.publish()
    # The first page since anything changed finds out which records have something beside them.
    read(door, "/uses/live-facial-recognition/v/1/")

    with CaptureQueriesContext(connections["public"]) as asked:
        read(door, "/uses/live-facial-recognition/")

    assert len(asked) == 2, [each["sql"] for each in asked]


def test_pages_are_kept_up_to_so_many_bytes_and_the_one_not_asked_for_longest_goes_first():
    shelf = public_keeping.Shelf(most=300)
    for name in ("a", "b", "c"):
        shelf.put(name, public_keeping.Drawn(packed=b"x" * 100, headers={}))
    shelf.get("a")

    shelf.put("b", public_keeping.Drawn(packed=b"y" * 150, headers={}))

    assert [shelf.get(name) is None for name in ("a", "b", "c")] == [False, False, True]


@pytest.mark.parametrize(("asked", "packed"), [
    ("gzip, deflate, br", True), ("gzip;q=0.5", True), ("", False), ("br", False),
])
def test_a_kept_page_is_sent_packed_to_whoever_takes_it_so(door, world, asked, packed):
    world.publish()
    plain = door.get("/about/").content

    twice = [door.get("/about/", headers={"accept-encoding": asked}) for _ in range(2)]

    for each in twice:
        assert (each.get("Content-Encoding") == "gzip") is packed
        assert (gzip.decompress(each.content) if packed else each.content) == plain
        assert "Accept-Encoding" in each["Vary"]
    mark = {"accept-encoding": asked, "if-none-match": twice[0]["ETag"]}
    same = door.get("/about/", headers=mark)
    assert same.status_code == 304


@pytest.mark.parametrize("before", [
    {"drawn": {}, "drawn_by": ""},
    {"drawn": {"contents": "", "cards": "<p>Another</p>", "under_headings": True},
     "drawn_by": "0.0.1"},
], ids=["never", "by another release"])
def test_a_page_is_drawn_when_it_is_carried_and_drawn_anew_after_another_release(
    door, world, before
):
    from dueregard.report.public_register.models import RecordText

    world.publish()
    carried = read(door, PAGE)
    by_us = RecordText.objects.get().drawn

    RecordText.objects.update(**before)
    asked_at_once = read(door, f"{PAGE}?again")
    fill(now=world.now)

    assert carried == asked_at_once
    assert RecordText.objects.get().drawn == by_us
