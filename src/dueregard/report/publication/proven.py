"""The card of what is known: who says so, how far it was tested, and the answer in a sentence.

Without this file a supplier's word and an independent test would look alike, or the answer
would stand below pages of figures.
"""

from collections.abc import Iterator

from dueregard.documents.document import Block, Field, Fields, Note, Part, Points
from dueregard.report.publication.material import Proof
from dueregard.report.publication.phrases import NOT_WRITTEN, lower_first, stop

_UNWRITTEN = lower_first(NOT_WRITTEN).rstrip(".")
_NO_NUMBER = "We have not measured this ourselves yet."


def parts(proofs: tuple[Proof, ...]) -> Iterator[Part]:
    """The card, and behind it the figures of each measurement with what to know about them."""
    yield Part(title="How well does it work, and who says so?", key="evidence",
               blocks=tuple(_in_short(proofs)))
    for number, proof in enumerate(proofs, start=1):
        figures = tuple(_figures(proof))
        if figures:
            yield Part(title=f"See the figures: {proof.title.text}", key=f"evidence-{number}",
                       folded=True, blocks=figures)


def _in_short(proofs: tuple[Proof, ...]) -> Iterator[Block]:
    if not proofs:
        yield Note(text=NOT_WRITTEN)
        return
    if all(each.paper is None for each in proofs):
        yield Note(text=_NO_NUMBER)
    yield Fields(fields=tuple(
        Field(label=each.title.text or NOT_WRITTEN, value="\n".join(_lines(each)))
        for each in proofs
    ))


def _lines(proof: Proof) -> Iterator[str]:
    when = f", {proof.dated_on.text}" if proof.dated_on.text else ""
    yield f"Who says so: {stop((proof.source.text or _UNWRITTEN) + when)}"
    yield f"How well it was tested: {stop(proof.level.text or _UNWRITTEN)}"
    answers = [each.text for each in _of_part(proof, "verdict") if isinstance(each, Note)]
    yield from (each for each in (*answers, proof.statement.text) if each.strip())


def _figures(proof: Proof) -> Iterator[Block]:
    """Every chart and table, then what a reader must know before using them."""
    yield from _of_part(proof, "figures")
    warnings = list(_of_part(proof, "caveats"))
    if warnings:
        yield Note(text="Before you use these figures:")
        yield from (_each_once(block) for block in warnings)


def _each_once(block: Block) -> Block:
    """Several sentences that were withheld read the same: it is said once."""
    return Points(items=tuple(dict.fromkeys(block.items))) if isinstance(block, Points) else block


def _of_part(proof: Proof, key: str) -> Iterator[Block]:
    for part in proof.paper.parts if proof.paper is not None else ():
        if part.key == key:
            yield from part.blocks
