"""Every paper about a use on one shelf: what is ready, what is missing, what the law asks for.

Without it each paper would be looked for in another place, and nobody would see that a draft
lacks what the law asks for until it is too late.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from dueregard.answers import Missing
from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Chart, Document, Note, Part
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.queries import EvidenceLine
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.sheets import Story
from dueregard.manage.papers import queries as papers
from dueregard.manage.papers.drafting import Asked, Draft, Gap, Where
from dueregard.manage.papers.saying import day, sentence
from dueregard.manage.papers.shelf import DRAFTS

COMMITTEE, PACK = "committee", "committee-pack"
# The parts of a measurement's own paper that a committee reads first.
_OF_A_MEASUREMENT = ("verdict", "figures", "caveats", "data")
NO_QUESTION = "No question is put to the committee yet. This is what it would read today."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfLine:
    """One paper on the shelf. `needed` says what the law says of it, where it says anything."""

    key: str
    title: str
    meaning: str
    draft: bool
    needed: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One paper made now, with what is missing from it."""

    line: ShelfLine
    document: Document


def shelf(ref: str, *, now: datetime) -> tuple[ShelfLine, ...]:
    """Every paper about a use: the committee's, then the drafts, with what is missing in each."""
    asked = _asked(ref, now=now)
    drafts = (_line(asked, key, DRAFTS[key].write(asked)) for key in DRAFTS)
    return (*_committee_lines(asked), *drafts)


def one(ref: str, key: str, *, now: datetime) -> Made:
    """One paper as the record stands now; Missing where there is none of that name."""
    if key in DRAFTS:
        asked = _asked(ref, now=now)
        draft = DRAFTS[key].write(asked)
        return Made(line=_line(asked, key, draft), document=draft.document)
    if key not in (COMMITTEE, PACK):
        raise Missing(f"There is no paper called {key}.")
    asked = _asked(ref, now=now)
    line = next(each for each in _committee_lines(asked) if each.key == key)
    waiting = next((each for each in committee.by_use(ref) if each.decision is None), None)
    paper = committee.paper_for(
        ref, question=waiting.question if waiting else NO_QUESTION, now=now
    )
    return Made(line=line, document=_with_evidence(ref, paper) if key == PACK else paper)


def _asked(ref: str, *, now: datetime) -> Asked:
    return papers.asked(ref, now=now, advised=tuple(_advised(committee.by_use(ref))))


def _advised(stories: tuple[Story, ...]) -> Iterator[str]:
    for story in stories:
        if story.advice is not None:
            yield f"{day(story.advice.at)}: {sentence(story.advice.outcome_name)} " \
                f"{sentence(story.advice.reasons)}"
            if story.advice.dissent:
                yield f"Some thought otherwise: {sentence(story.advice.dissent)}"


def _line(asked: Asked, key: str, draft: Draft) -> ShelfLine:
    paper = DRAFTS[key]
    found = [each for each in asked.material.law if each.id in paper.law]
    applies = next((each for each in found if each.applies), None)
    needed = ""
    if applies is not None:
        stands = applies.stands if applies.said else "Nobody has said that this is met"
        needed = f"The law asks for it: {applies.citation}. {sentence(stands)}"
    elif found:
        needed = f"The law may ask for it: {found[0].citation}. A fact is missing."
    return ShelfLine(
        key=key, title=_capital(paper.titled(asked.material.about.nation)),
        meaning=paper.meaning, draft=True, needed=needed, gaps=draft.gaps,
    )


def _committee_lines(asked: Asked) -> tuple[ShelfLine, ShelfLine]:
    gaps = tuple(_committee_gaps(asked))
    return (
        ShelfLine(
            key=COMMITTEE, title="Committee paper", draft=False, gaps=gaps,
            meaning="Two pages in a fixed order, and the record behind them as an annex.",
        ),
        ShelfLine(
            key=PACK, title="Committee paper with its evidence", draft=False, gaps=gaps,
            meaning="The same with what each measurement found, its first figures and its "
                    "caveats. For the force: a measurement may count few people.",
        ),
    )


def _committee_gaps(asked: Asked) -> Iterator[Gap]:
    material = asked.material
    if not material.primers:
        yield Gap(what="what kind of technology it is", where=Where.REGISTER)
    if not material.options:
        yield Gap(what="what could be done, carrying on as now among it", where=Where.OPTIONS)
    elif not material.settled:
        yield Gap(what="the end of the weighing: it is still open", where=Where.OPTIONS)
    if not material.evidence:
        yield Gap(what="any evidence", where=Where.EVIDENCE)
    if material.points_to_look_at:
        yield Gap(what=f"whether {material.points_to_look_at} more points apply here",
                  where=Where.POINTS)
    unknown = sum(not each.known for each in material.facts)
    if unknown:
        yield Gap(what=f"the answers to {unknown} questions about it", where=Where.FACTS)


def _with_evidence(ref: str, paper: Document) -> Document:
    """The paper with what each measurement found behind it, for the force alone."""
    parts = list(paper.parts)
    for line in evidence.of_use(ref):
        measured = evidence.sheet(line.id).document if line.measured else None
        if measured is not None:
            parts += _measurement(line, measured.for_audience(Audience.FORCE))
    return replace(
        paper, parts=tuple(parts), audience=Audience.FORCE, kind="committee-pack",
        title=f"{paper.title}, with its evidence",
    )


def _measurement(line: EvidenceLine, measured: Document) -> Iterator[Part]:
    """What was found, its first figures and picture, its caveats and data; what is left out, said.

    Whole, ten measurements are a hundred pages that nobody reads; each can be read by itself.
    """
    kept = [replace(each, blocks=_first_blocks(each.blocks))
            for each in measured.parts if each.key in _OF_A_MEASUREMENT]
    left = sum(len(each.blocks) for each in measured.parts) - sum(len(each.blocks) for each in kept)
    for number, part in enumerate(kept):
        blocks = part.blocks
        if number == len(kept) - 1 and left:
            blocks += (Note(text=f"{left} more tables, charts and lists stand in the measurement "
                            f"itself, which is kept whole: {line.digest[:12]}."),)
        yield Part(
            title=f"{line.title}: {part.title.lower()}" if number else f"Evidence: {line.title}",
            blocks=blocks, key=f"evidence-{line.id}-{number}",
        )


def _first_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first figures, and the first picture with its own; all of them without a picture."""
    drawn = next((n for n, each in enumerate(blocks) if isinstance(each, Chart)), None)
    if drawn is None:
        return blocks
    return (*blocks[: min(1, drawn)], *blocks[drawn : drawn + 2])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
