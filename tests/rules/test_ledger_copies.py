"""A copy of the ledger read back: every spelling that was ever written, and every byte changed."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.test_ledger_rules import chain

from dueregard.ledger import copies, rules
from dueregard.ledger.rules import Broken, Line, Unreadable, Verified

WORDS = ("add", "näme \"quoted\" \\", "publish", "erase", '","commitment":"x', "0.1", "")
LINES = chain(*WORDS)
LINES[3] = replace(LINES[3], salt=None, body=None)


def written(lines: list[Line]) -> bytes:
    return "".join(copies.line_to_json(each) + "\n" for each in lines).encode()


def written_before(lines: list[Line]) -> bytes:
    """As copies were spelt at first, with spaces: they are still in people's drawers."""
    return "".join(
        json.dumps(
            {"seq": each.seq, "at": each.at, "commitment": each.commitment, "head": each.head,
             "salt": each.salt, "body": each.body},
            sort_keys=True, ensure_ascii=False,
        ) + "\n"
        for each in lines
    ).encode()


def outcome_of(content: bytes) -> Verified | Broken:
    try:
        return rules.walk(copies.read(io.BytesIO(content)))
    except Unreadable as problem:
        return Broken(seq=problem.seq, reason=str(problem))


@pytest.mark.parametrize("spelling", [written, written_before])
def test_a_copy_in_either_spelling_is_read(spelling):
    outcome = outcome_of(spelling(LINES))

    assert isinstance(outcome, Verified)
    assert (outcome.entries, outcome.erased, outcome.head) == (7, 1, LINES[-1].head)
    assert outcome == rules.verify(LINES)


@pytest.mark.parametrize("spelling", [written, written_before])
@given(data=st.data())
def test_any_byte_that_is_changed_names_its_entry(spelling, data):
    """Not only a bit: any byte may become any other, a new line among them."""
    content = bytearray(spelling(LINES))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255).filter(lambda each: each != content[place]))
    entry = bytes(spelling(LINES)[:place]).count(b"\n") + 1

    outcome = outcome_of(bytes(content))

    assert isinstance(outcome, Broken)
    assert outcome.seq == entry


@pytest.mark.parametrize(("before", "after"), [
    (b'"add"}', b'"add" }'), (b'"at":', b'"at": '), (b'"seq":1}', b'"seq":1.0}'),
    (b'"seq":1}', b'"seq":01}'), (b'"seq":1}\n', b'"seq":1}'), (b'"seq":1}', b'"seq":+1}'),
    (b'"salt":"salt1"', b'"salt":null'), (b'{"at"', b' {"at"'),
    (b'"seq":1}', b'"seq":1,"seq":1}'), (b'{"verb":"add"}', b"null"),
])
def test_a_line_that_means_the_same_and_is_spelt_otherwise_is_named_too(before, after):
    content = written(LINES)
    assert content.count(before) >= 1

    outcome = outcome_of(content.replace(before, after, 1))

    assert isinstance(outcome, Broken)
    assert outcome.seq == 1


def test_lines_in_another_order_and_lines_left_out_are_named():
    lines = written(LINES).splitlines(keepends=True)

    assert outcome_of(b"".join([*lines[:2], lines[3], lines[2], *lines[4:]])).seq == 3
    assert outcome_of(b"".join([*lines[:2], *lines[3:]])).reason.startswith("entry 3 is missing")


@given(st.binary(max_size=300))
def test_anything_else_is_refused_and_breaks_nothing(content):
    outcome = outcome_of(content)

    assert isinstance(outcome, Broken) or content == b""


def test_a_floating_number_whose_last_digit_reads_the_same_is_named():
    """0.30000000000000004 and ...05 are one number to a machine: the bytes are what counts."""
    body = {"verb": "add", "facts": {"x": 0.30000000000000004}}
    committed = rules.commitment(salt="s", body=body)
    head = rules.head_after(head=rules.START, seq=1, at="now", commitment=committed)
    line = Line(seq=1, at="now", commitment=committed, head=head, salt="s", body=body)

    for spelling in (written, written_before):
        content = spelling([line])
        assert isinstance(outcome_of(content), Verified)
        assert isinstance(outcome_of(content.replace(b"00004", b"00005")), Broken)
