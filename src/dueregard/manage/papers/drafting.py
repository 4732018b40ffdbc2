"""How a draft is written from the record: what is there is quoted, what is not is a named gap.

Without it a draft would have empty boxes that somebody fills from memory, and the same fact
would stand in five papers in five ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.lenses.paper_shapes import PaperWords
from dueregard.manage.papers.material import Material

NOT_RECORDED = "Not recorded yet"
UNSIGNED = "Not signed yet. Name, post and date:"
NOTHING_MISSING = (
    "Nothing that this draft asks the record for is blank. That does not make it right: read it "
    "against what you know."
)


class Where(StrEnum):
    """Where in the record something is written down."""

    REGISTER = "register"
    FACTS = "facts"
    EVIDENCE = "evidence"
    LAW = "law"
    POINTS = "points"
    OPTIONS = "options"
    ANSWERS = "answers"
    COMMITTEE = "committee"
    PROFILE = "profile"


WHERE_NAMES: dict[Where, str] = {
    Where.REGISTER: "what it is and whom it affects",
    Where.FACTS: "its facts",
    Where.EVIDENCE: "its evidence",
    Where.LAW: "its law",
    Where.POINTS: "its points, under Identify",
    Where.OPTIONS: "its options, under Prioritise",
    Where.ANSWERS: "its questions, under Prioritise",
    Where.COMMITTEE: "its advice and decision, under Manage",
    Where.PROFILE: "the place we police",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that a draft asks the record for and that is not there."""

    what: str
    where: Where

    @property
    def sentence(self) -> str:
        """The gap as it stands in the draft, with the place where it is to be written down."""
        return f"{NOT_RECORDED}: {self.what}. Write it down in {WHERE_NAMES[self.where]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft and what is missing from it. Each gap stands in the draft, too."""

    document: Document
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a draft is written from: the record, our own words, and what the committee advised."""

    material: Material
    words: PaperWords
    made_at: str
    advised: tuple[str, ...] = ()


class Writer:
    """Writes one draft, and notes each gap as it comes to it."""

    def __init__(self, asked: Asked) -> None:
        self.material = asked.material
        self.words = asked.words
        self.asked = asked
        self.facts = {each.key: each for each in asked.material.facts}
        self.gaps: list[Gap] = []

    def missing(self, what: str, where: Where) -> str:
        """Note a gap, and give its sentence."""
        gap = Gap(what=what, where=where)
        if gap not in self.gaps:
            self.gaps.append(gap)
        return gap.sentence

    def said(self, label: str, value: str, where: Where, *, what: str = "") -> Field:
        """A labelled value of the record, or the gap where it is blank."""
        words = value.strip() or self.missing(what or _lower(label), where)
        return Field(label=label, value=words)

    def fact(self, key: str) -> list[Field]:
        """One fact with its answer; a fact that this kind of use is not asked is left out."""
        found = self.facts.get(key)
        if found is None:
            return []
        value = found.answer if found.known else ""
        return [self.said(found.question, value, Where.FACTS,
                          what=f"the answer to “{found.question}”")]

    def fields(self, *parts: Field | Iterable[Field]) -> Fields:
        """Fields in a row, from single ones and lists of them."""
        flat: list[Field] = []
        for each in parts:
            flat += [each] if isinstance(each, Field) else list(each)
        return Fields(fields=tuple(flat))

    def about(self, list_id: str, *, what: str) -> list[Block]:
        """The facts about one thing, or the gap where this kind of use is asked none of them."""
        keys = self.words.about[list_id].facts
        found = [field for key in keys for field in self.fact(key)]
        return [self.fields(found)] if found else [self.gap(what, Where.FACTS)]

    def gap(self, what: str, where: Where) -> Note:
        """A paragraph that says what is missing."""
        return Note(text=self.missing(what, where), tone="warning")

    def listed(self, items: Sequence[str], *, what: str, where: Where) -> Block:
        """Sentences of the record, or the gap where there are none."""
        return Points(items=tuple(items)) if items else self.gap(what, where)

    def table(
        self, caption: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], *,
        what: str, where: Where,
    ) -> Block:
        """Rows of the record, or the gap where there are none."""
        if not rows:
            return self.gap(what, where)
        return Table(
            caption=caption, rows=tuple(rows),
            columns=tuple(Column(label=each, key=f"c{n}") for n, each in enumerate(columns)),
        )

    def rule(self, rule_id: str) -> Field | None:
        """A rule of law and who says that it is met; None where it is not in force or is silent."""
        found = next((each for each in self.material.law if each.id == rule_id), None)
        if found is None:
            return None
        told = [each for each in (
            f"{found.stands}." if found.said and not found.stale else found.stale,
            f"Said by: {found.post}." if found.post else "",
            f"Shown by: {found.document}." if found.document else "", found.note,
        ) if each]
        return self.said(f"{found.title} ({found.citation})", " ".join(told), Where.LAW,
                         what=f"how “{found.title}” is met, and who says so")

    def rules(self, ids: Iterable[str]) -> list[Field]:
        """The same for several, in order."""
        return [found for each in ids if (found := self.rule(each)) is not None]

    def signing(self, *roles: str) -> Fields:
        """Who must sign, with room for it: nobody has signed a draft."""
        return Fields(fields=tuple(Field(label=each, value=UNSIGNED) for each in roles))

    def draft(self, *, kind: str, title: str, by: str, parts: Sequence[Part]) -> Draft:
        """The finished draft: what it is first, what is missing last."""
        name = self.material.about.name
        head = Part(key="draft", title="This is a draft", blocks=(
            Note(text=f"DRAFT. It becomes the force's own only when {by}.", tone="warning"),
            Note(text="Every fact in it is taken from the record. To change one, change the "
                      "record and make the draft again. Nothing here was made up, and what the "
                      "record does not hold is named as not recorded."),
        ))
        missing = Part(key="missing", title="What is missing from this draft", blocks=(
            Points(items=tuple(each.sentence for each in self.gaps)) if self.gaps
            else Note(text=NOTHING_MISSING),
        ))
        return Draft(
            document=Document(
                kind=kind, title=f"DRAFT {title}: {name}", made_at=self.asked.made_at,
                parts=(head, *map(_written, parts), missing), audience=Audience.FORCE,
            ),
            gaps=tuple(self.gaps),
        )


def _written(part: Part) -> Part:
    """A part without lists of facts that came out empty."""
    return replace(part, blocks=tuple(
        each for each in part.blocks if not isinstance(each, Fields) or each.fields
    ))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
