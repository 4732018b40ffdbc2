"""The signed heads at the public door: what a witness fetches there leads on from any head."""

from datetime import timedelta

import pytest
from tests.records.test_ledger_heads import LEDGER, OPCC, under, write

from dueregard.answers import Yes
from dueregard.ledger import notes, witnessing
from dueregard.ledger.heads import actions
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.witnesses import actions as witnesses
from dueregard.report.public_register.actions import fill


@pytest.fixture
def sizes(door, world, now):
    """Three heads at the public door, an hour apart."""
    made = []
    for hour in range(3):
        at = now + timedelta(hours=hour)
        write(40, at)
        made += actions.sign(signer=LEDGER, now=at)
        fill(now=at)
    return made


def test_before_the_first_head_the_page_says_so(door, world):
    page = door.get("/ledger/").content.decode()

    assert "Nothing has been signed yet" in page
    assert door.get("/ledger/newest.txt").status_code == 404


def test_each_head_stands_at_its_address_for_good_as_it_was_signed(door, sizes):
    for size in sizes:
        given = door.get(f"/ledger/{size}.txt")
        note = notes.note_from_text(given.content.decode())
        assert given["Content-Type"] == "text/plain; charset=utf-8"
        assert notes.is_signed(note, LEDGER.key)
        assert notes.checkpoint_from_text(note.text).size == size
    assert door.get("/ledger/newest.txt").content == door.get(f"/ledger/{sizes[-1]}.txt").content
    assert door.get("/ledger/7.txt").status_code == 404
    assert door.get("/ledger/since/7.txt").status_code == 404


def test_a_witness_comes_from_any_head_to_the_newest(door, sizes):
    newest = door.get("/ledger/newest.txt").content.decode()
    for size in sizes:
        seen = notes.note_from_text(door.get(f"/ledger/{size}.txt").content.decode())
        given = door.get(f"/ledger/since/{size}.txt").content.decode()

        found = witnessing.judge(witnessing.steps_from_text(given), seen=seen, key=LEDGER.key)

        assert str(found) == newest


def test_the_page_lists_them_newest_first_with_our_key_and_says_that_nobody_else_signed(
    door, sizes
):
    page = door.get("/ledger/").content.decode()

    places = [page.index(f"/ledger/{size}.txt") for size in sizes]
    assert places == sorted(places, reverse=True)
    assert LEDGER.key.text in page
    assert "you have only our word" in page


def test_what_a_witness_signed_comes_to_the_door_and_the_proofs_stay(door, world, sizes, now):
    witnesses.trust(body="Police and Crime Commissioner", key=OPCC.key.text, own=LEDGER.name,
                    allowed=Yes(), by=world.lead, now=world.later(hours=4))
    note = under(notes.note_from_text(heads.signed(sizes[1]).note), world.now)
    witnesses.take_in(note=str(note), allowed=Yes(), by=world.lead, now=world.now)
    fill(now=world.now)

    page = door.get("/ledger/").content.decode()
    given = notes.note_from_text(door.get(f"/ledger/{sizes[1]}.txt").content.decode())
    assert "Police and Crime Commissioner" in page
    assert "you have only our word" not in page
    assert notes.signed_at(given, OPCC.key) is not None
    test_a_witness_comes_from_any_head_to_the_newest(door, sizes)


def test_filling_again_changes_nothing(door, sizes, now):
    before = door.get("/ledger/since/" + str(sizes[0]) + ".txt").content

    assert fill(now=now + timedelta(hours=3)) == 0
    assert door.get("/ledger/since/" + str(sizes[0]) + ".txt").content == before
