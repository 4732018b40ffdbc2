"""What a committee is given to read: one paper in a fixed order, made from what is recorded.

Without it each owner would write their own case for what they want, leave out carrying on as
now, and nobody could tell what is tested from what is only said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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
from dueregard.manage.papers import gates_part
from dueregard.manage.papers.changes import differences
from dueregard.manage.papers.gates_part import GatesRecord

KIND = "committee-paper"
NOT_WRITTEN = "Nothing is written down yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the use is, in the words that people outside may read."""

    name: str
    affected: str
    affected_count: str
    purpose: str
    what_it_does: str
    technology: str
    department: str
    supplier: str
    status: str
    tier: int | None
    tier_name: str
    tier_reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One fact: the question, the answer in words, and whether it says yes, no or not known."""

    question: str
    answer: str
    known: bool
    yes_no: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """What one option would do to somebody."""

    lens: str
    kind: str
    affected: str
    text: str
    chance: str
    size: str
    evidence: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One thing that could be done; carrying on as now is the first."""

    name: str
    text: str
    place: int | None
    effects: tuple[EffectLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One thing that is known or claimed, who says so, and how well it is tested."""

    title: str
    statement: str
    said_by: str
    level: str
    dated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """One thing that could happen to people, and that applies here."""

    kind: str
    title: str
    text: str
    affected: str
    lens: str
    find_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """One thing that was asked of the use before and is not yet met."""

    text: str
    test: str
    due: date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The last time the committee advised on this use: the paper it had, and what came of it."""

    paper: Document
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that goes into the paper, gathered from the record."""

    about: About
    facts: tuple[Answered, ...] = ()
    options: tuple[OptionLine, ...] = ()
    order_because: str = ""
    settled: bool = False
    evidence: tuple[EvidenceRow, ...] = ()
    supplier_only: tuple[str, ...] = ()
    points: tuple[PointRow, ...] = ()
    points_to_look_at: int = 0
    conditions: tuple[ConditionRow, ...] = ()
    lens_names: Mapping[str, str] = field(default_factory=dict)
    gates: GatesRecord = GatesRecord()


def committee_paper(
    *, material: Material, question: str, made_at: str, earlier: Earlier | None = None
) -> Document:
    """The paper that a committee advises on: a fixed order, gaps said as gaps.

    It holds only what a member from outside the force may read. It cannot tell whether what
    is recorded is true: each claim stands with who makes it.
    """
    about = material.about
    parts = [
        Part(key="question", title="What we ask the committee",
             blocks=(Note(text=question.strip(), tone="lead"),)),
        Part(key="affected", title="Who is affected", blocks=_affected(about)),
        Part(key="does", title="What it does and does not do", blocks=_does(material)),
        Part(key="purpose", title="What it is for", blocks=_purpose(about)),
        Part(key="options", title="What could be done", blocks=_options(material)),
        Part(key="effects", title="What each would do to people", blocks=_effects(material)),
        Part(key="evidence", title="What we know, and who says so", blocks=_evidence(material)),
        Part(key="points", title="What could go wrong or well", blocks=_points(material)),
        gates_part.part(material.gates),
        Part(key="unknown", title="What we do not know", blocks=_unknown(material)),
        Part(key="conditions", title="Conditions still open", blocks=_conditions(material)),
    ]
    paper = Document(
        kind=KIND, title=f"Committee paper: {about.name}", made_at=made_at, parts=tuple(parts),
        summary=_summary(about), audience=Audience.COMMITTEE,
    )
    changed = Part(key="changed", title="What changed since the last advice",
                   blocks=_changed(paper, earlier))
    return Document(
        kind=paper.kind, title=paper.title, made_at=made_at, summary=paper.summary,
        parts=(parts[0], changed, *parts[1:]), audience=Audience.COMMITTEE,
    ).for_audience(Audience.COMMITTEE)


def reason(*, text: str, unknown: bool) -> str:
    """A reason to look deeper; one that nobody knows is said to be counted as the worst.

    >>> reason(text="It identifies people.", unknown=True)
    'It identifies people. (Nobody knows yet, so it counts as true.)'
    """
    return f"{text} (Nobody knows yet, so it counts as true.)" if unknown else text


def _summary(about: About) -> str:
    said = [f"{about.name} stands now as: {about.status.lower()}."]
    if about.what_it_does.strip():
        said.append(_sentence(about.what_it_does))
    if about.purpose.strip():
        said.append(f"It is meant to do this: {_sentence(about.purpose)}")
    who = about.affected.strip() or "we have not written down whom"
    said.append(f"It affects people: {_sentence(who)}")
    if about.tier is not None:
        said.append(f"We look at it in the depth called ‘{about.tier_name.lower()}’.")
    return " ".join(said)


def _affected(about: About) -> tuple[Block, ...]:
    return (Fields(fields=(
        Field(label="Who", value=about.affected, key="affected"),
        Field(label="About how many a year", value=about.affected_count, key="affected_count"),
    )),)


def _does(material: Material) -> tuple[Block, ...]:
    blocks: list[Block] = [Fields(fields=(
        Field(label="What it does", value=material.about.what_it_does, key="what_it_does"),
        *(Field(label=each.question, value=each.answer) for each in material.facts
          if each.known and each.yes_no),
    ))]
    rest = tuple(
        Field(label=each.question, value=each.answer) for each in material.facts
        if each.known and not each.yes_no
    )
    if rest:
        blocks.append(Fields(fields=rest, audience=Audience.COMMITTEE))
    return tuple(blocks)


def _purpose(about: About) -> tuple[Block, ...]:
    reasons = about.tier_reasons
    blocks: list[Block] = [Fields(fields=(
        Field(label="Purpose", value=about.purpose, key="purpose"),
        Field(label="Kind of technology", value=about.technology, key="technology"),
        Field(label="Supplier", value=about.supplier, key="supplier"),
        Field(label="Department", value=about.department, key="department"),
        Field(label="Where it stands", value=about.status, key="status"),
        Field(label="How deep we look", value=about.tier_name, key="tier"),
    ))]
    if reasons:
        blocks.append(Note(text="Why we look so deep:"))
        blocks.append(Points(items=reasons, audience=Audience.COMMITTEE))
    return tuple(blocks)


def _options(material: Material) -> tuple[Block, ...]:
    if not material.options:
        return (Note(text="No options are written down yet, not even carrying on as now.",
                     tone="warning"),)
    blocks: list[Block] = []
    if not material.settled:
        blocks.append(Note(
            text="The owner has not finished weighing these options. They may still change.",
            tone="warning",
        ))
    blocks.append(Table(
        caption="The options", columns=(
            Column(label="Option", key="option"), Column(label="In short", key="text"),
            Column(label="Place given by the people who weighed it", key="place", numeric=True),
        ),
        rows=tuple((each.name, each.text or None, each.place) for each in material.options),
    ))
    if material.order_because.strip():
        blocks.append(Fields(fields=(
            Field(label="Why in this order", value=material.order_because, key="order_because"),
        )))
    return tuple(blocks)


def _effects(material: Material) -> tuple[Block, ...]:
    columns = (
        Column(label="Option", key="option"), Column(label="Risk or opportunity", key="kind"),
        Column(label="For whom", key="affected"), Column(label="What would happen", key="text"),
        Column(label="How likely", key="chance"), Column(label="How much it matters", key="size"),
        Column(label="What that rests on", key="evidence"),
    )
    blocks: list[Block] = []
    empty: list[str] = []
    for lens, title in material.lens_names.items():
        rows: list[tuple[Cell, ...]] = [
            (option.name, each.kind, each.affected, each.text, each.chance, each.size,
             each.evidence or "Judgement of the people who wrote it")
            for option in material.options for each in option.effects if each.lens == lens
        ]
        if rows:
            blocks.append(Table(caption=title, columns=columns, rows=tuple(rows)))
        else:
            empty.append(title)
    if empty:
        blocks.append(Note(text=f"No effect is written down under: {'; '.join(empty)}."))
    return tuple(blocks) or (Note(text=NOT_WRITTEN),)


def _evidence(material: Material) -> tuple[Block, ...]:
    if not material.evidence:
        return (Note(text="There is no evidence on record. Everything above is a judgement.",
                     tone="warning"),)
    blocks: list[Block] = []
    if material.supplier_only:
        blocks.append(Note(
            text=f"Only the supplier says anything about: {'; '.join(material.supplier_only)}.",
            tone="warning",
        ))
    blocks.append(Table(
        caption="Evidence, the best tested first", columns=(
            Column(label="What", key="title"), Column(label="What it says", key="statement"),
            Column(label="Who says so", key="said_by"),
            Column(label="How well tested", key="level"), Column(label="Dated", key="dated"),
        ),
        rows=tuple(
            (each.title, each.statement, each.said_by, each.level,
             _day(each.dated) if each.dated else None)
            for each in material.evidence
        ),
    ))
    return tuple(blocks)


def _points(material: Material) -> tuple[Block, ...]:
    if not material.points:
        return (Note(text="Nobody has yet said which risks and opportunities apply here."),)
    return (Table(
        caption="What applies here", columns=(
            Column(label="Point", key="title"), Column(label="Which way", key="kind"),
            Column(label="What could happen", key="text"), Column(label="To whom", key="affected"),
            Column(label="Lens", key="lens"),
        ),
        rows=tuple(
            (each.title, each.kind, each.text, each.affected or None, each.lens)
            for each in material.points
        ),
    ),)


def _unknown(material: Material) -> tuple[Block, ...]:
    asked = [each.question for each in material.facts if not each.known]
    gaps = [f"To find out: {each.title}." for each in material.points if each.find_out]
    gaps += [
        f"How likely or how large: {_sentence(each.text)} ({option.name})"
        for option in material.options for each in option.effects if not each.known
    ]
    if material.points_to_look_at:
        gaps.append(
            f"{material.points_to_look_at} risks or opportunities that the record raises have "
            "not been looked at."
        )
    blocks: list[Block] = [Points(items=tuple(gaps))] if gaps else []
    if asked:
        has = "has" if len(asked) == 1 else "have"
        blocks.append(Note(
            text=f"{len(asked)} of {len(material.facts)} questions about it {has} no answer:"
        ))
        blocks.append(Points(items=tuple(asked)))
    return tuple(blocks) or (Note(text="No gap is on record."),)


def _conditions(material: Material) -> tuple[Block, ...]:
    if not material.conditions:
        return (Note(text="None."),)
    return (Table(
        caption="Conditions not yet met", columns=(
            Column(label="What", key="text"), Column(label="How anyone can tell", key="test"),
            Column(label="By", key="due"), Column(label="How it stands", key="state"),
        ),
        rows=tuple(
            (each.text, each.test, _day(each.due), each.state) for each in material.conditions
        ),
    ),)


def _changed(paper: Document, earlier: Earlier | None) -> tuple[Block, ...]:
    if earlier is None:
        return (Note(text="The committee has not advised on this use before."),)
    found = differences(before=earlier.paper, after=paper)
    return (
        Points(items=earlier.sentences),
        Points(items=found) if found
        else Note(text="Nothing on record has changed since the paper of that time."),
    )


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words[-1:] in ".!?" else f"{words}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
