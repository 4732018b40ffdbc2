"""Papers as the public reads them: the list, one paper, its versions, files and tombstones."""

import json

import pytest
from tests.records.test_bulletins import EDITIONS, TABLE, a_full_record, deployed, publish
from tests.records.test_deployments import row, take

from dueregard.report.bulletins import actions
from dueregard.report.public_register import actions as public_register


def read(door, address, status=200):
    response = door.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_a_paper_is_listed_read_and_kept_at_its_own_address(door, world):
    ref = deployed(world)
    publish(world)
    take(world, ref, row(place="Quayside", alerts=2))
    publish(world)

    assert "Live facial recognition: where and when" in read(door, "/papers/")
    newest, first = read(door, f"/papers/{TABLE}/"), read(door, f"/papers/{TABLE}/v/1/")
    assert "Quayside" in newest and "Quayside" not in first
    assert "This is an older paper, version 1." in first
    assert f"/papers/{TABLE}/v/2/" in newest


def test_nothing_published_is_said_in_a_sentence(door, world):
    assert "No paper is published yet." in read(door, "/papers/")
    read(door, "/papers/nothing/", 404)


def test_a_paper_comes_as_a_page_a_table_a_text_and_data(door, world):
    deployed(world)
    publish(world)
    base = f"/papers/{TABLE}/v/1"

    assert json.loads(read(door, f"{base}.json"))["kind"] == "deployment-table"
    assert "Incorrect alert rate" in read(door, f"{base}.csv")
    assert read(door, f"{base}.html").startswith("<!DOCTYPE html>")
    assert door.get(f"{base}.odt").content[:2] == b"PK"
    read(door, f"{base}.pdf", 404)
    read(door, f"/papers/{TABLE}/v/2.json", 404)


def test_a_withdrawn_paper_leaves_a_dated_note_at_each_of_its_addresses(door, world):
    deployed(world)
    publish(world)
    stood = door.get(f"/papers/{TABLE}/")
    actions.withdraw(slug=TABLE, reason="A place was wrong", by=world.lead, now=world.now)
    public_register.fill(now=world.now)

    for address in (f"/papers/{TABLE}/", f"/papers/{TABLE}/v/1/"):
        text = read(door, address, 410)
        assert "We took this paper down on 2 November 2026." in text
        assert "A place was wrong" in text and "Market Square" not in text
    assert json.loads(read(door, f"/papers/{TABLE}/v/1.csv", 410))["withdrawn_because"]
    assert "Papers we took down" in read(door, "/papers/")
    again = door.get(f"/papers/{TABLE}/", headers={"if-none-match": stood["ETag"]})
    assert again.status_code == 410


def test_after_a_withdrawal_a_new_version_stands_at_the_same_address(door, world):
    deployed(world)
    publish(world)
    actions.withdraw(slug=TABLE, reason="A place was wrong", by=world.lead, now=world.now)
    publish(world)

    assert "Market Square" in read(door, f"/papers/{TABLE}/")
    read(door, f"/papers/{TABLE}/v/1/", 410)


def test_a_paper_that_stands_is_not_sent_again_until_it_changes(door, world):
    ref = deployed(world)
    publish(world)
    first = door.get(f"/papers/{TABLE}/")
    mark = {"if-none-match": first["ETag"]}

    assert door.get(f"/papers/{TABLE}/", headers=mark).status_code == 304
    take(world, ref, row(place="Quayside", alerts=2))
    publish(world)
    assert door.get(f"/papers/{TABLE}/", headers=mark).status_code == 200


@pytest.mark.parametrize("kind", list(EDITIONS))
def test_no_paper_sets_a_cookie_runs_a_program_or_is_heavy(door, world, kind):
    import gzip

    a_full_record(world)
    slug = publish(world, kind, EDITIONS[kind])

    response = door.get(f"/papers/{slug}/")
    page = response.content.decode()
    assert response.status_code == 200 and not response.cookies
    assert "<script" not in page and "style=" not in page
    assert len(gzip.compress(response.content)) < 40_000
    assert "use-00" not in page and "/coverage/" not in page
    # A figure leads to its records here too.
    if kind == "policing-body-report":
        assert '<a class="govuk-link" href="#decided">What was decided</a>' in page


def test_a_table_of_many_deployments_stays_light_and_whole_in_its_files(door, world):
    import gzip
    from datetime import date, timedelta

    first = date(2024, 1, 1)
    deployed(world, *(
        row(date=first + timedelta(days=number), place=f"Place {number}", alerts=number % 7)
        for number in range(700)
    ))
    publish(world)

    page = door.get(f"/papers/{TABLE}/").content
    assert len(gzip.compress(page)) < 40_000
    assert "500 more rows are not shown here" in page.decode()
    assert read(door, f"/papers/{TABLE}/v/1.csv").count("Place ") == 700
