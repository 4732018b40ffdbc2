"""The community impact assessment, drafted from the record: who lives here, what could hurt trust.

Without it a force would ask what a neighbourhood thinks after the van has been there.
"""

from dueregard.documents.document import Block, Cell, Note, Part
from dueregard.lenses.profile import SORT_NAMES, Sort
from dueregard.lenses.shapes import Nation
from dueregard.manage.papers import rows
from dueregard.manage.papers.drafting import NOT_RECORDED, Asked, Draft, Where, Writer
from dueregard.manage.papers.material import CommunityRow
from dueregard.manage.papers.saying import day

KIND = "community-draft"
TITLE = "community impact assessment"
_TENSION = ("society", "fairness")
_BODIES = {
    Nation.SCOTLAND: "the Scottish Police Authority",
    Nation.NORTHERN_IRELAND: "the Northern Ireland Policing Board",
}
_LOCAL = "the police and crime commissioner, or the mayor who holds that office"


def draft(asked: Asked) -> Draft:
    """What it may do to communities here, and what they said. It guesses nobody's feelings."""
    writer = Writer(asked)
    return writer.draft(
        kind=KIND, title=TITLE, by="the local commander has talked it over with those named in "
        "it, and has signed",
        parts=(
            Part(key="where", title="What it is, and where it is used",
                 blocks=(_where(writer),)),
            Part(key="communities", title="Who lives here, those who have felt targeted first",
                 blocks=tuple(_communities(writer))),
            Part(key="before", title="What happened here before", blocks=tuple(_before(writer))),
            Part(key="tension", title="What could raise tension, or trust",
                 blocks=tuple(_tension(writer))),
            Part(key="asked", title="Who was asked, and what they said",
                 blocks=tuple(_asked(writer))),
            Part(key="measures", title="What is done about it",
                 blocks=tuple(rows.measures(writer))),
            Part(key="sign", title="Who signs, and what follows", blocks=_sign(writer)),
        ),
    )


def _where(writer: Writer) -> Block:
    about = writer.material.about
    return writer.fields(
        writer.said("What it is for", about.purpose, Where.REGISTER),
        writer.said("What it does", about.what_it_does, Where.REGISTER),
        writer.said("Who is affected", about.affected, Where.REGISTER),
        writer.fact("where"), writer.fact("who"), writer.fact("sites"), writer.fact("site_reason"),
    )


def _communities(writer: Writer) -> list[Block]:
    found = [each for each in writer.material.communities if each.sort is Sort.COMMUNITY]
    return [writer.table(
        "Communities that the force names",
        ("Community", "Has felt targeted by the police", "Points that speak of them",
         "What they said"),
        [_community(writer, each) for each in found],
        what="which communities live here, those who have felt targeted first",
        where=Where.PROFILE,
    )]


def _community(writer: Writer, row: CommunityRow) -> tuple[Cell, ...]:
    """A community's own words count where the evidence names it; nobody else's do."""
    words = (row.title, *row.words)
    touched = [
        each.title for each in writer.material.points
        if rows.speaks_of(words, each.title, each.text, each.affected)
    ]
    said = [
        each.statement for each in writer.material.evidence
        if each.by_people and rows.speaks_of((row.title,), each.title, each.statement, each.said_by)
    ]
    if not said:
        writer.missing(f"what was said by {row.title}", Where.EVIDENCE)
    nothing = f"{NOT_RECORDED}."
    return (
        row.title, "Yes" if row.targeted else "Not said", "\n".join(touched[:6]) or nothing,
        "\n".join(said) or nothing,
    )


def _before(writer: Writer) -> list[Block]:
    return [
        writer.listed(
            [f"{each.title}{f' ({each.when})' if each.when else ''}."
             for each in writer.material.communities if each.sort is Sort.EVENT],
            what="what happened here between police and people", where=Where.PROFILE),
        writer.listed(
            [f"{SORT_NAMES[each.sort]}: {each.title}." for each in writer.material.communities
             if each.sort not in (Sort.COMMUNITY, Sort.EVENT)],
            what="the priorities of the force and the kind of area", where=Where.PROFILE),
    ]


def _tension(writer: Writer) -> list[Block]:
    material = writer.material
    return [
        writer.table("What could raise tension", ("Risk", "What could happen", "To whom", "Lens"),
                     rows.raised(material, rows.RISKS, _TENSION),
                     what="what could raise tension", where=Where.POINTS),
        writer.table("What could raise trust", ("Chance", "What could go well", "For whom",
                                                "Lens"),
                     rows.raised(material, rows.CHANCES, _TENSION),
                     what="what could raise trust", where=Where.POINTS),
        writer.table("How likely and how grave",
                     ("What would happen", "To whom", "If we", "How likely", "How grave",
                      "What that rests on"),
                     rows.weighed(material, (*rows.RISKS, *rows.CHANCES), _TENSION),
                     what="how likely tension is, and how grave", where=Where.OPTIONS),
        writer.table("What was answered about people here", ("Question", "Answer", "In words"),
                     [(each.question, each.answer, each.text or None)
                      for each in material.replies if each.lens == "society" and each.known],
                     what="the answers to the questions about people here", where=Where.ANSWERS),
    ]


def _asked(writer: Writer) -> list[Block]:
    said = [each for each in writer.material.evidence if each.by_people]
    return [
        *writer.about("about.asked", what="which communities were asked before it was used"),
        writer.table("In their own words", ("What", "What they said", "Who", "How well tested",
                                            "When"),
                     rows.proof(said), what="what people affected said, in their own words",
                     where=Where.EVIDENCE),
        *writer.about("about.told", what="what people are told"),
    ]


def _sign(writer: Writer) -> tuple[Block, ...]:
    about = writer.material.about
    review = about.review_on
    body = _BODIES.get(about.nation, _LOCAL)
    return (
        Note(text=f"The body to tell here is {body}."),
        writer.fields(writer.said(
            "Looked at again by", day(review) if review else "", Where.REGISTER,
            what="the day on which it is looked at again")),
        writer.signing("Written by", "Talked over with (groups and dates)",
                       "Signed by the local commander"),
    )
