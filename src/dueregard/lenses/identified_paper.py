"""What the facts of a use say, as a paper for people who were not at the screen.

Without this file the points would stay with whoever typed the command.
"""

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.lenses.identified import Identified
from dueregard.lenses.law import Status
from dueregard.lenses.profile import earlier
from dueregard.lenses.raising import Raised
from dueregard.lenses.shapes import Bank, PointKind

KINDS: dict[PointKind, str] = {
    PointKind.RISK: "Risk", PointKind.OPPORTUNITY: "Opportunity",
    PointKind.DO_NOTHING: "Risk of doing nothing",
}
NOT_ADVICE = "A prompt to check, not legal advice. Only a named person can show that a rule is met."


def as_document(found: Identified, *, made_at: str, bank: Bank) -> Document:
    """The first points, what to find out, every point lens by lens, the depth, and the law."""
    name = found.facts.get("name") or found.pack.name
    parts = [
        Part(title="Look at these first", key="first", blocks=_first(found)),
        Part(title="Find out first", key="find-out", blocks=(_to_find_out(found),)),
        Part(title="How deep to look", key="screening", blocks=_screening(found)),
    ]
    for lens in bank.lenses:
        points = [each for each in found.points if each.lens == lens.id]
        blocks = [block for each in points for block in _point(each)]
        parts.append(Part(
            title=lens.title, key=f"lens-{lens.id}",
            blocks=(Note(text=lens.meaning), *(blocks or [Note(text="Nothing is raised here.")])),
        ))
    parts.append(Part(title="The law that may apply", key="law", blocks=_law(found)))
    return Document(
        kind="identified", title=f"What the facts raise: {name}", made_at=made_at,
        parts=tuple(parts), summary=summary(found), audience=Audience.FORCE,
        facts={
            "packs": ", ".join(f"{each.id} {each.version}" for each in found.packs),
            "digests": ", ".join(each.digest for each in found.packs),
            "content": found.content, "on": found.on.isoformat(), "nation": str(found.nation),
        },
    )


def summary(found: Identified) -> str:
    """One or two sentences: how many points of each kind, how many hang on a gap, how deep."""
    count = {kind: sum(each.kind is kind for each in found.points) for kind in PointKind}
    open_ = sum(each.find_out for each in found.points)
    said = (
        f"{count[PointKind.RISK]} risks, {count[PointKind.OPPORTUNITY]} opportunities and "
        f"{count[PointKind.DO_NOTHING]} risks of doing nothing to consider."
    )
    if open_:
        said += f" {open_} of them hang on facts that are not known."
    return f"{said} Look at it in depth {found.screening.tier} of 3 ({found.tier_name.lower()})."


def displaced(found: Identified) -> tuple[Raised, ...]:
    """The points that stand among the first without the force's profile, and not with it."""
    shown = {each.id for each in found.first}
    return tuple(each for each in found.first_without_profile if each.id not in shown)


def _first(found: Identified) -> tuple[Block, ...]:
    items = tuple(
        " ".join((f"{KINDS[each.kind]}: {each.title}. {each.text}", *(
            f"Earlier here: {why}"
            for why in earlier(point=each, facts=found.facts, profile=found.profile)
        )))
        for each in found.first
    )
    listed = Points(items=items or ("No point is raised.",))
    moved = "; ".join(each.title for each in displaced(found))
    if not moved:
        return (listed,)
    return (listed, Note(text=f"Without the force's profile these would have stood here: {moved}."))


def _to_find_out(found: Identified) -> Block:
    items = tuple(
        f"{each.fact.label} {each.fact.hint} It would settle {len(each.settles)} "
        f"{'point' if len(each.settles) == 1 else 'points'}."
        for each in found.find_out_first
    )
    return Points(items=items or ("Every fact that a point hangs on is known.",))


def _screening(found: Identified) -> tuple[Block, ...]:
    reasons = tuple(
        f"{each.sentence} {each.because}" for each in found.screening.reasons
        if each.tier == found.screening.tier
    )
    lead = Note(text=f"Depth {found.screening.tier} of 3: {found.tier_name}.", tone="lead")
    return (lead, Points(items=reasons)) if reasons else (lead,)


def _point(point: Raised) -> tuple[Block, ...]:
    kind = KINDS[point.kind] + (", not known yet" if point.find_out else "")
    fields = [
        Field(label=kind, value=point.title, key=point.id),
        Field(label="What", value=point.text), Field(label="Who", value=point.affected),
        Field(label="Why it is here", value=point.reason),
        Field(label="What would settle it", value=point.evidence),
    ]
    fields += [Field(label="It is also said", value=each.text) for each in point.said_also]
    if point.instrument:
        fields.append(Field(label="Measure it", value=f"dueregard measure {point.instrument}"))
    fields += [
        Field(label="It has happened", value=f"{each.title} ({each.date}). {each.what} "
              f"Source: {each.source}.") for each in point.precedents
    ]
    return (Fields(fields=tuple(fields)),)


def _law(found: Identified) -> tuple[Block, ...]:
    rows = tuple(
        (each.rule.title, each.status, each.because, each.rule.check, each.rule.citation,
         each.rule.checked.isoformat(), "yes" if each.rule.source_read else "no")
        for status in Status for each in found.law if each.status == status
    )
    columns = (
        Column(label="Rule", key="rule"), Column(label="Here", key="status"),
        Column(label="Why", key="because"), Column(label="Check", key="check"),
        Column(label="Citation", key="citation"),
        Column(label="Last checked", key="last_checked"),
        Column(label="Text read", key="source_read"),
    )
    caption = f"Rules in force on {found.on.isoformat()}"
    return (Note(text=NOT_ADVICE), Table(caption=caption, columns=columns, rows=rows))
