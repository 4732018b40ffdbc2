"""The equality impact assessment, drafted from the record: each group, each aim, what is missed.

Without it an equality paper would list nine groups with 'no impact' beside each, and nobody
could tell whether anybody had looked.
"""

from dueregard.documents.document import Block, Cell, Column, Field, Note, Part, Table
from dueregard.lenses.paper_shapes import Aim, Group
from dueregard.lenses.shapes import Nation
from dueregard.manage.papers import rows
from dueregard.manage.papers.drafting import NOT_RECORDED, Asked, Draft, Where, Writer
from dueregard.manage.papers.material import Material
from dueregard.manage.papers.saying import day, sentence

KIND = "equality-draft"
_TITLES = {
    Nation.SCOTLAND: "equality and human rights impact assessment (EQHRIA)",
    Nation.NORTHERN_IRELAND: "equality screening and impact assessment (section 75)",
}
TITLE = "equality impact assessment"
_LAW = ("law.24", "law.42", "law.25", "law.26", "law.38", "law.41", "law.39")
_MOST = 6


def title(nation: Nation) -> str:
    """What this paper is called in that nation."""
    return _TITLES.get(nation, TITLE)


def draft(asked: Asked) -> Draft:
    """The assessment, group by group and aim by aim, as the law of the nation names them.

    It finds rows that speak of a group by its words; what says the same otherwise it cannot see.
    """
    writer = Writer(asked)
    nation = writer.material.about.nation
    groups, aims = writer.words.groups_in(nation), writer.words.aims_in(nation)
    parts = [
        Part(key="aims-of-it", title="What it is for, and whom it affects",
             blocks=(_about(writer),)),
        Part(key="groups", title="Group by group", blocks=tuple(_groups(writer, groups))),
        *(Part(key=each.id, title=each.title, blocks=tuple(_aim(writer, each))) for each in aims),
        Part(key="missed", title="Chances to do better that may be missed",
             blocks=tuple(_missed(writer))),
        Part(key="found-out", title="What was done to find out", blocks=tuple(_found(writer))),
        Part(key="measures", title="What is done about it", blocks=tuple(rows.measures(writer))),
        Part(key="sign", title="Who signs, and what follows", blocks=_sign(writer)),
    ]
    if nation is Nation.SCOTLAND:
        parts.insert(-3, Part(key="rights", title="Human rights", blocks=tuple(_rights(writer))))
    return writer.draft(
        kind=KIND, title=title(nation), parts=parts,
        by="the person who decides has read it before deciding, and has signed",
    )


def _about(writer: Writer) -> Block:
    about = writer.material.about
    return writer.fields(
        writer.said("What it is for", about.purpose, Where.REGISTER),
        writer.said("What it does", about.what_it_does, Where.REGISTER),
        writer.said("Who is affected", about.affected, Where.REGISTER),
        rows.how_many(writer),
        writer.fact("children"),
    )


def _groups(writer: Writer, groups: tuple[Group, ...]) -> list[Block]:
    return [
        Note(text="A row is put beside a group where its words name the group. That nothing is "
                  "found beside a group means that nobody wrote it down, not that there is no "
                  "effect."),
        Table(
            caption="What the record says of each group", columns=(
                Column(label="Group", key="group"), Column(label="Named by", key="by"),
                Column(label="Could go wrong", key="risks"),
                Column(label="Could go well", key="chances"),
                Column(label="What shows it", key="evidence"),
            ),
            rows=tuple(_group(writer, each) for each in groups),
        ),
    ]


def _group(writer: Writer, group: Group) -> tuple[Cell, ...]:
    material = writer.material
    risks = _lines(material, group, rows.RISKS)
    chances = _lines(material, group, rows.CHANCES)
    shown = [
        f"{each.title} ({each.level.lower()})" for each in material.evidence
        if rows.speaks_of(group.words, each.title, each.statement)
    ]
    name = group.name[:1].lower() + group.name[1:]
    nothing = f"{NOT_RECORDED}."
    if not risks:
        writer.missing(f"what could go wrong for people because of {name}", Where.POINTS)
    if not shown:
        writer.missing(f"evidence about {name}", Where.EVIDENCE)
    return (
        group.name, "Law" if group.by_law else "Habit of forces", _few(risks) or nothing,
        _few(chances) or nothing, _few(shown) or nothing,
    )


def _lines(material: Material, group: Group, kinds: tuple[str, ...]) -> list[str]:
    points = [
        each.title for each in material.points
        if each.kind in kinds
        and rows.speaks_of(group.words, each.title, each.text, each.affected)
    ]
    effects = [
        f"{option.name}: {sentence(each.text)}"
        for option in material.options for each in option.effects
        if each.kind in kinds and rows.speaks_of(group.words, each.text, each.affected)
    ]
    return points + effects


def _few(lines: list[str]) -> str:
    more = len(lines) - _MOST
    return "\n".join([*lines[:_MOST], *([f"{more} more in the record."] if more > 0 else [])])


def _aim(writer: Writer, aim: Aim) -> list[Block]:
    material = writer.material
    found = [
        *((each.title, each.kind, each.affected or None) for each in material.points
          if each.lens_id in aim.lenses),
        *((f"{option.name}: {sentence(each.text)}", each.kind, each.affected)
          for option in material.options for each in option.effects if each.lens in aim.lenses),
    ]
    replies = [(each.question, each.answer, each.text or None) for each in material.replies
               if each.lens in aim.lenses and each.known]
    what = aim.title[:1].lower() + aim.title[1:]
    return [
        Note(text=f"{aim.asks} ({aim.citation})"),
        writer.table("What the record says", ("What", "Which way", "For whom"), found,
                     what=f"what it does to this aim: {what}", where=Where.POINTS),
        writer.table("What was answered", ("Question", "Answer", "In words"), replies,
                     what=f"answers to the questions about this aim: {what}",
                     where=Where.ANSWERS),
        writer.signing("Weighed by the person who decides, and what they made of it"),
    ]


def _missed(writer: Writer) -> list[Block]:
    material = writer.material
    chosen = min(material.options[1:], key=lambda each: each.place or 99, default=None)
    taken = {each.lens for each in chosen.effects if each.kind in rows.CHANCES} if chosen else set()
    left = [
        (each.title, each.text, each.affected or None, each.lens) for each in material.points
        if each.kind in rows.CHANCES and each.lens_id not in taken
    ]
    nothing = rows.raised(material, ("Risk of doing nothing",))
    return [
        writer.table(
            "Chances on record that the way put first has nothing to say about",
            ("Chance", "What could go well", "For whom", "Lens"), left, where=Where.POINTS,
            what="chances to do better that the way put first leaves out"),
        writer.table("What doing nothing would leave as it is",
                     ("Risk", "What could happen", "To whom", "Lens"), nothing,
                     what="whom carrying on as now fails", where=Where.POINTS),
    ]


def _found(writer: Writer) -> list[Block]:
    material = writer.material
    evidence = [each for each in material.evidence if each.lens == "fairness" or each.by_people]
    blocks = [
        writer.fields(writer.rules(_LAW)),
        writer.table(
            "Evidence about fairness, and what people affected said",
            ("What", "What it says", "Who says so", "How well tested", "When"),
            rows.proof(evidence), what="evidence about fairness", where=Where.EVIDENCE),
        *writer.about("about.asked", what="which communities were asked before it was used"),
    ]
    if material.supplier_only:
        blocks.append(Note(
            text=f"Only the supplier says anything about: {'; '.join(material.supplier_only)}. "
                 "That is not enough.", tone="warning"))
    return blocks


def _rights(writer: Writer) -> list[Block]:
    return [
        writer.fields(
            writer.rules(("law.28", "law.27", "law.31")), writer.fact("coercive"),
            writer.fact("irreversible"), writer.fact("covert")),
        writer.table(
            "What could happen to private life, freedom and safety",
            ("Risk", "What could happen", "To whom", "Lens"),
            rows.raised(writer.material, rows.RISKS, ("privacy", "safety")),
            what="what could happen to private life, freedom and safety", where=Where.POINTS),
    ]


def _sign(writer: Writer) -> tuple[Block, ...]:
    review = writer.material.about.review_on
    again: Field = writer.said(
        "Looked at again by", day(review) if review else "", Where.REGISTER,
        what="the day on which it is looked at again")
    return (
        writer.fields(again),
        writer.signing("Written by", "Equality adviser", "Read by the person who decides, before "
                       "deciding", "Published on, or why not"),
    )
