"""The record behind a committee paper, part by part: whole, in a fixed order, gaps said as gaps.

Without it the two pages would have to be believed: a member could not look up what was left out.
"""

from dataclasses import replace

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Cell,
    Column,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.manage.papers import gates_part, sharing_part
from dueregard.manage.papers.material import About, Material
from dueregard.manage.papers.saying import day, sentence

NOT_WRITTEN = "Nothing is written down yet."


def parts(material: Material) -> tuple[Part, ...]:
    """Every part of the record that a member from outside the force may read."""
    about = material.about
    return (
        Part(key="affected", title="Who is affected", blocks=_affected(about)),
        Part(key="does", title="What it does and does not do", blocks=_does(material)),
        Part(key="purpose", title="What it is for", blocks=_purpose(about)),
        *(sharing_part.parts(material.sharing) if material.sharing else ()),
        Part(key="options", title="What could be done", blocks=_options(material)),
        Part(key="effects", title="What each would do to people", blocks=_effects(material)),
        *_weighed(material),
        Part(key="evidence", title="What we know, and who says so", blocks=_evidence(material)),
        Part(key="points", title="What could go wrong or well", blocks=_points(material)),
        *((gates_part.part(material.gates),) if material.gates else ()),
        Part(key="unknown", title="What we do not know", blocks=_unknown(material)),
        Part(key="conditions", title="Conditions still open", blocks=_conditions(material)),
        Part(key="law", title="The law, and who says that it is met", blocks=_law(material)),
    )


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


def _weighed(material: Material) -> tuple[Part, ...]:
    """The weighing's own paper but for the effects, which stand above already."""
    found = material.weighed
    if found is None:
        return (Part(key="weighed", title="The options weighed", blocks=(
            Note(text="Nobody has weighed the options with figures."),
        )),)
    first = Part(key="weighed", title="The options weighed", blocks=(
        Note(text=f"Weighed on {day(found.on)}, from what was written down that day."),
        *((Note(text=found.stale, tone="warning"),) if found.stale else ()),
    ))
    return (first, *(
        replace(each, key=f"weighed-{each.key}", title=f"Weighed: {each.title}", annex=False)
        for each in found.parts if each.key != "effects"
    ))


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
             day(each.dated) if each.dated else None)
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
        f"How likely or how large: {sentence(each.text)} ({option.name})"
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
    waiting = [each for each in material.conditions if not each.met]
    if not waiting:
        return (Note(text="No open condition is on record."),)
    return (Table(
        caption="Conditions not yet met", columns=(
            Column(label="What", key="text"), Column(label="How anyone can tell", key="test"),
            Column(label="By", key="due"), Column(label="How it stands", key="state"),
        ),
        rows=tuple(
            (each.text, each.test, day(each.due), each.state) for each in waiting
        ),
    ),)


def _law(material: Material) -> tuple[Block, ...]:
    if not material.law:
        return (Note(text="The law was not looked at for this paper.", tone="warning"),)
    return (Table(
        caption="Rules that apply or may apply, those in the way first", columns=(
            Column(label="Rule", key="title"), Column(label="What to check", key="check"),
            Column(label="Where it is written", key="citation"),
            Column(label="How it stands", key="stands"), Column(label="Who says so", key="post"),
            Column(label="What shows it", key="document"),
        ),
        rows=tuple(
            (each.title, each.check, each.citation, each.stands, each.post or None,
             each.document or None)
            for each in sorted(material.law, key=lambda each: not each.in_the_way)
        ),
    ),)

