"""What a committee is given to read: one paper in a fixed order, made from what is recorded.

Without it each owner would write their own case for what they want, leave out carrying on as
now, and nobody could tell what is tested from what is only said.
"""

from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Document, Note, Part, Points
from dueregard.manage.papers import annex, front
from dueregard.manage.papers.material import About, Earlier, Material
from dueregard.manage.papers.saying import IN_FULL, cut, sentence

KIND = "committee-paper"
# The summary stands on the two pages; what the record says in full stands in the annex.
IN_SUMMARY = 160


def committee_paper(
    *, material: Material, question: str, made_at: str, earlier: Earlier | None = None,
    help_with: tuple[str, ...] = (),
) -> Document:
    """The paper that a committee advises on: two pages in a fixed order, and the record as annex.

    It holds only what a member from outside the force may read. It cannot tell whether what
    is recorded is true: each claim stands with who makes it.
    """
    record = annex.parts(material)
    draft = Document(kind=KIND, title="", made_at=made_at, parts=record,
                     audience=Audience.COMMITTEE).for_audience(Audience.COMMITTEE)
    changes = front.all_changes(draft, earlier)
    parts = (
        front.question(question.strip(), help_with=help_with), front.primer(material),
        front.changed(changes, earlier), front.sides(material), front.known(material),
        front.law(material), front.conditions(material),
        _annex(question.strip(), help_with, material, changes, earlier), *record,
    )
    return Document(
        kind=KIND, title=f"Committee paper: {cut(material.about.name, 100)}", made_at=made_at,
        parts=parts, summary=_summary(material.about), audience=Audience.COMMITTEE,
        short=True,
    ).for_audience(Audience.COMMITTEE)


def reason(*, text: str, unknown: bool) -> str:
    """A reason to look deeper; one that nobody knows is said to be counted as the worst.

    >>> reason(text="It identifies people.", unknown=True)
    'It identifies people. (Nobody knows yet, so it counts as true.)'
    """
    return f"{text} (Nobody knows yet, so it counts as true.)" if unknown else text


def _annex(
    question: str, help_with: tuple[str, ...], material: Material, changes: tuple[str, ...],
    earlier: Earlier | None,
) -> Part:
    blocks: list[Block] = [Note(
        text="From here on stands the record behind the two pages, whole. "
        f"{front.NOT_FAVOURABLE}"
    )]
    if len(question) > front.QUESTION:
        blocks.append(Note(text=f"The question in full: {question}"))
    if help_with:
        blocks += [Note(text="We want help with:"), Points(items=help_with)]
    for each in material.primers[1:]:
        blocks.append(Note(text=f"{each.technology}: {' '.join(each.sentences)}"))
    if earlier is not None:
        blocks += [Note(text="What came of the last advice, and all that changed since:"),
                   Points(items=(*earlier.sentences, *changes))]
    return Part(key="annex", title="Annex: the record in full", blocks=tuple(blocks), annex=True)


def _summary(about: About) -> str:
    said = [f"{cut(about.name, 100)} stands now as: {about.status.lower()}."]
    if about.what_it_does.strip():
        said.append(_short(about.what_it_does))
    if about.purpose.strip():
        said.append(f"It is meant to do this: {_short(about.purpose)}")
    who = about.affected.strip() or "we have not written down whom"
    said.append(f"It affects people: {_short(who)}")
    if about.tier is not None:
        said.append(f"We look at it in the depth called ‘{about.tier_name.lower()}’.")
    return " ".join(said)


def _short(words: str) -> str:
    return sentence(cut(words, IN_SUMMARY, more=IN_FULL))
