"""The chain: what it holds, and that every way of changing it is noticed."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.ledger import copies, rules, tree
from dueregard.ledger.rules import Broken, Line, Verified

AT = "2026-11-02T09:00:00+00:00"


def chain(*words: str) -> list[Line]:
    lines, head = [], rules.START
    for seq, each in enumerate(words, start=1):
        body, salt = {"verb": each}, f"salt{seq}"
        committed = rules.commitment(salt=salt, body=body)
        head = rules.head_after(head=head, seq=seq, at=AT, commitment=committed)
        lines.append(
            Line(seq=seq, at=AT, commitment=committed, head=head, salt=salt, body=body)
        )
    return lines


def root_of(lines: list[Line]) -> bytes:
    """The root as README.txt of a copy says it is made, written out."""
    return tree.root(
        hashlib.sha256(b"\x00" + f"{each.at}\n{each.commitment}".encode()).digest()
        for each in lines
    )


def test_a_whole_chain_verifies_and_gives_its_head():
    lines = chain("add", "move", "publish")

    outcome = rules.verify(lines)

    assert outcome == Verified(
        entries=3, head=lines[-1].head, erased=0, root=root_of(lines).hex()
    )


def test_the_commitment_is_the_sha_256_of_salt_and_canonical_json():
    """Worked out with sha256sum over `s{"a":1,"b":"é"}`."""
    expected = hashlib.sha256('s{"a":1,"b":"é"}'.encode()).hexdigest()

    assert expected == rules.commitment(salt="s", body={"b": "é", "a": 1})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: replace(line, body={"verb": "other"}), "words"),
        (lambda line: replace(line, salt="pepper"), "words"),
        (lambda line: replace(line, at="2026-11-03T09:00:00+00:00"), "follow"),
        (lambda line: replace(line, commitment="0" * 64, body=None, salt=None), "follow"),
        (lambda line: replace(line, head="0" * 64), "follow"),
    ],
)
def test_any_change_to_an_entry_names_that_entry(change, reason):
    lines = chain("add", "move", "publish")
    lines[1] = change(lines[1])

    outcome = rules.verify(lines)

    assert isinstance(outcome, Broken)
    assert outcome.seq == 2
    assert reason in outcome.reason


def test_an_entry_taken_out_is_named():
    lines = chain("add", "move", "publish")

    outcome = rules.verify([lines[0], lines[2]])

    assert isinstance(outcome, Broken)
    assert outcome.seq == 2


def test_the_words_of_an_entry_can_be_erased_and_the_proof_holds():
    lines = chain("add", "move", "publish")
    lines[1] = replace(lines[1], body=None, salt=None)

    outcome = rules.verify(lines)

    assert outcome == Verified(
        entries=3, head=lines[-1].head, erased=1, root=root_of(lines).hex()
    )


def test_an_earlier_head_is_found_in_a_ledger_that_extends_it():
    earlier = chain("add", "move")

    outcome = rules.verify(chain("add", "move", "publish"), head=earlier[-1].head)

    assert isinstance(outcome, Verified)
    assert outcome.extends is True


def test_a_head_of_another_ledger_is_not_extended():
    outcome = rules.verify(chain("add", "move"), head=chain("add", "stop")[-1].head)

    assert isinstance(outcome, Broken)
    assert outcome.seq == 0


def test_what_was_signed_is_found_again_and_erased_words_change_nothing():
    lines = chain("add", "move", "publish", "erase")
    roots = {size: root_of(lines[:size]).hex() for size in range(5)}
    lines[1] = replace(lines[1], body=None, salt=None)

    outcome = rules.verify(lines, roots=roots)

    assert outcome == Verified(entries=4, head=lines[-1].head, erased=1, root=roots[4])


def test_a_history_that_was_rewritten_whole_does_not_fit_what_was_signed():
    """The chain alone fits again: only the signed roots tell, and between which of them."""
    signed = chain("add", "move", "publish", "erase")
    roots = {size: root_of(signed[:size]).hex() for size in (1, 3, 4)}

    outcome = rules.verify(chain("add", "stop", "publish", "erase"), roots=roots)

    assert isinstance(outcome, Broken)
    assert outcome.seq == 3
    assert "entries 2 to 3" in outcome.reason


def test_a_time_that_was_rewritten_whole_does_not_fit_what_was_signed():
    lines, head = [], rules.START
    for each in chain("add", "move"):
        at = "2026-11-02T08:00:00+00:00"
        head = rules.head_after(head=head, seq=each.seq, at=at, commitment=each.commitment)
        lines.append(replace(each, at=at, head=head))

    assert isinstance(rules.verify(lines), Verified)
    assert isinstance(
        rules.verify(lines, roots={2: root_of(chain("add", "move")).hex()}), Broken
    )


def test_entries_that_were_signed_and_cut_off_are_missed():
    signed = chain("add", "move", "publish")

    outcome = rules.verify(signed[:2], roots={3: root_of(signed).hex()})

    assert isinstance(outcome, Broken)
    assert outcome.seq == 3
    assert "cut off" in outcome.reason


@given(st.lists(st.text(), min_size=2, max_size=6), st.data())
def test_no_two_entries_can_change_places(words, data):
    lines = chain(*words)
    one, other = data.draw(st.permutations(range(len(lines))))[:2]
    lines[one], lines[other] = lines[other], lines[one]

    assert isinstance(rules.verify(lines), Broken)


def test_an_entry_goes_out_and_comes_back_the_same():
    line = chain("add")[0]

    assert copies.line_from_json(copies.line_to_json(line), number=1) == line


def test_a_line_that_is_no_entry_is_refused_in_words():
    with pytest.raises(DueRegardError, match="Line 7 of entries.jsonl is not a ledger entry"):
        copies.line_from_json('{"seq": 1', number=7)


def test_an_overlapping_request_takes_the_time_of_the_last_entry():
    last = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    assert rules.written_at(now=last - timedelta(seconds=3), last=last) == last


def test_a_clock_that_went_back_is_refused():
    last = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    with pytest.raises(DueRegardError, match="Put the clock right"):
        rules.written_at(now=last - timedelta(hours=1), last=last)
