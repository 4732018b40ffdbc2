"""A witness: it follows a ledger that only grows, and signs no fork, no cut and no stranger."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.ledger import notes, tree, witnessing
from dueregard.ledger.notes import Checkpoint, Kind, Note
from dueregard.ledger.witnessing import Contradiction, Step

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LEDGER = notes.new_signer("ledger.example.police.uk", Kind.LEDGER)
TRUE = [tree.leaf(str(each).encode()) for each in range(60)]
FALSE = [tree.leaf(b"rewritten"), *TRUE[1:]]


def head(size: int, *, leaves=TRUE, signer=LEDGER, origin: str = LEDGER.name) -> Note:
    text = Checkpoint(origin=origin, size=size, root=tree.root(leaves[:size])).text
    return Note(text=text, signatures=(notes.signed(text, signer),))


def step(old: int, size: int, *, leaves=TRUE, **given) -> Step:
    return Step(old=old, proof=tree.consistency(old, size, tree.over(leaves[:size])),
                note=head(size, leaves=leaves, **given))


def judge(steps, seen):
    return witnessing.judge(steps, seen=seen, key=LEDGER.key)


def test_the_first_head_is_taken_as_it_is():
    assert judge([Step(old=None, proof=(), note=head(7))], None) == head(7)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=8, unique=True).map(sorted))
def test_it_follows_any_chain_of_heads_from_any_that_it_saw(sizes):
    steps = [step(old, size) for old, size in zip([0, *sizes], sizes, strict=False)]
    text = witnessing.steps_to_text(steps)

    for seen in sizes:
        assert judge(witnessing.steps_from_text(text), head(seen)) == head(sizes[-1])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8, unique=True).map(sorted))
def test_steps_go_out_and_come_back_the_same(sizes):
    steps = tuple(step(old, size) for old, size in zip([0, *sizes], sizes, strict=False))

    assert witnessing.steps_from_text(witnessing.steps_to_text(steps)) == steps


def test_a_head_alone_and_a_head_with_several_signatures_are_read():
    witness = notes.new_signer("opcc.example.org", Kind.WITNESS)
    note = Note(text=head(9).text, signatures=(
        *head(9).signatures, notes.cosigned(head(9).text, witness, at=AT),
    ))
    several = [Step(old=0, proof=(), note=note), step(9, 12)]

    assert witnessing.steps_from_text(str(note)) == (Step(old=None, proof=(), note=note),)
    assert witnessing.steps_from_text(witnessing.steps_to_text(several)) == tuple(several)


def test_the_same_head_again_is_signed_again():
    assert judge([Step(old=None, proof=(), note=head(9))], head(9)) == head(9)


@given(st.data())
def test_a_fork_is_never_signed(data):
    """Two histories that part at the first entry, whatever sizes and however the proof is made."""
    seen = data.draw(st.integers(1, 59))
    size = data.draw(st.integers(1, 60))
    old = data.draw(st.integers(0, size))
    made_of = data.draw(st.sampled_from([TRUE, FALSE]))
    proof = tree.consistency(old, size, tree.over(made_of[:size]))

    with pytest.raises(DueRegardError):
        judge([Step(old=old, proof=proof, note=head(size, leaves=FALSE))], head(seen))


@pytest.mark.parametrize(("steps", "says"), [
    ([Step(old=None, proof=(), note=head(9, leaves=FALSE))], "two different heads over 9"),
    ([step(9, 12, leaves=FALSE)], "does not go on from the one over 9"),
    ([step(3, 5)], "entries were taken away"),
    ([step(9, 12), step(12, 20, leaves=FALSE)], "does not go on from the one over 12"),
])
def test_a_fork_and_a_cut_are_said_in_words_and_the_head_is_given_to_keep(steps, says):
    with pytest.raises(Contradiction, match=says) as refused:
        judge(steps, head(9))

    assert refused.value.note == steps[-1].note


@pytest.mark.parametrize(("steps", "says"), [
    ([], "no head"),
    ([step(8, 12)], "proof since 9"),
    ([Step(old=None, proof=(), note=head(12))], "proof since 9"),
    ([step(9, 12), step(13, 20)], "proof since 9"),
    ([step(9, 12, signer=notes.new_signer(LEDGER.name, Kind.LEDGER))], "not signed with the key"),
    ([step(9, 12, origin="another.example")], "head of the ledger another.example"),
])
def test_what_does_not_reach_or_is_not_theirs_is_not_signed(steps, says):
    with pytest.raises(DueRegardError, match=says) as refused:
        judge(steps, head(9))

    assert not isinstance(refused.value, Contradiction)


def test_heads_that_do_not_hang_together_are_no_first_sight():
    with pytest.raises(DueRegardError, match="do not go on from each other"):
        judge([step(0, 9), step(10, 12)], None)


@pytest.mark.parametrize("text", [
    "old 1\n", "old x\n\n" + str(head(3)), "old 01\n\n" + str(head(3)), "old -1\n\n" + str(head(3)),
    "old 1\nAAAA\n\n" + str(head(3)), "old 1\n" + "A" * 43 + "=\n" * 64 + "\n" + str(head(3)),
    "old 1\n" + ("A" * 43 + "=\n") * 64 + "\n" + str(head(3)), "old 1\n\na\n\n",
    str(step(1, 3)) + "\nold 3\n",
])
def test_what_is_no_step_is_refused_in_words(text):
    with pytest.raises(DueRegardError, match=r"not a head with its proof|not a signed head"):
        witnessing.steps_from_text(text)


@given(st.text(max_size=200))
def test_anything_else_is_refused_and_breaks_nothing(text):
    with pytest.raises(DueRegardError):
        witnessing.steps_from_text(f"old {text}")
