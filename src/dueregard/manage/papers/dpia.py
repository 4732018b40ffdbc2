"""The data protection impact assessment, drafted from the record (Data Protection Act 2018 s.64).

Without it the same facts would be typed again into a form, weeks after the tool was bought.
"""

from dueregard.documents.document import Block, Cell, Column, Field, Note, Part, Table
from dueregard.manage.papers import rows
from dueregard.manage.papers.drafting import NOT_RECORDED, Asked, Draft, Where, Writer
from dueregard.manage.papers.saying import day

KIND = "dpia-draft"
TITLE = "data protection impact assessment"
NEEDED_BY = "law.01"
_NATURE = ("records", "identifies", "scores", "generates", "decides", "human_review", "shares")
_SCOPE = ("sensitive", "children")
_CONTEXT = ("covert", "novel", "supplier_opaque", "coercive", "irreversible")
_PURPOSES = ("why", "who", "where", "new_purpose")
_NAMED = frozenset({*_NATURE, *_SCOPE, *_CONTEXT, *_PURPOSES, "also", "works_now"})
_BALANCE = ("law.06", "law.07", "law.09", "law.10", "law.11", "law.28", "law.03")
_SAFEGUARDS = (
    "law.15", "law.16", "law.17", "law.18", "law.53", "law.12", "law.13", "law.14", "law.43",
    "law.44", "law.45", "law.46", "law.47", "law.22", "law.23", "law.37", "law.48", "law.50",
)


def draft(asked: Asked) -> Draft:
    """The assessment in the regulator's seven steps, with the law's four elements set against it.

    It works out no overall risk: that is for the people who sign.
    """
    writer = Writer(asked)
    name = writer.words.step
    steps = [
        ("dpia.need", _need(writer)), ("dpia.describe", _describe(writer)),
        ("dpia.consult", _consult(writer)), ("dpia.proportion", _proportion(writer)),
        ("dpia.risks", _risks(writer)), ("dpia.measures", rows.measures(writer)),
        ("dpia.safeguards", _safeguards(writer)), ("dpia.sign", _sign(writer)),
    ]
    parts = [Part(key=key, title=name(key), blocks=tuple(blocks)) for key, blocks in steps]
    elements = Part(key="elements", title="The four things that the law asks for",
                    blocks=(_elements(writer, dict(steps)),))
    return writer.draft(
        kind=KIND, title=TITLE, parts=(elements, *parts),
        by="the data protection officer has advised, and those named in step 7 have signed",
    )


def _elements(writer: Writer, steps: dict[str, list[Block]]) -> Block:
    return Table(
        caption="Data Protection Act 2018 s.64(3)", columns=(
            Column(label="What the law asks for", key="element"),
            Column(label="Where it is written", key="citation"),
            Column(label="Where it stands in this draft", key="step"),
            Column(label="Gaps in that step", key="gaps"),
        ),
        rows=tuple(_element(writer, each.title, each.citation, each.step, steps[each.step])
                   for each in writer.words.elements),
    )


def _element(
    writer: Writer, title: str, citation: str, step: str, blocks: list[Block]
) -> tuple[Cell, ...]:
    gaps = sum(str(each).count(NOT_RECORDED) for each in blocks)
    told = "None that the software can see" if not gaps else f"{NOT_RECORDED}: {gaps}, named there"
    return (title, citation, writer.words.step(step), told)


def _need(writer: Writer) -> list[Block]:
    about = writer.material.about
    reasons = writer.listed(about.tier_reasons, where=Where.FACTS,
                            what="why we look at it as deeply as we do")
    needed = writer.rules((NEEDED_BY, "law.02", "law.04"))
    return [
        writer.fields(
            writer.said("What it is for", about.purpose, Where.REGISTER),
            writer.said("What it does", about.what_it_does, Where.REGISTER),
            writer.said("Where it stands now", about.status, Where.REGISTER), needed,
        ),
        Note(text="Why we look so deep:"), reasons,
        *([] if needed else [Note(
            text="The facts on record do not raise the law's duty to assess. A high risk that "
                 "the record does not show would raise it all the same.")]),
    ]


def _describe(writer: Writer) -> list[Block]:
    about = writer.material.about
    elsewhere = _NAMED.union(*(each.facts for each in writer.words.about.values()))
    rest = [field for key in writer.facts if key not in elsewhere for field in writer.fact(key)]
    return [
        Note(text="What is done with the data:"),
        writer.fields(
            writer.said("Kind of technology", about.technology, Where.REGISTER), *_each(
                writer, ("also", *_NATURE))),
        Note(text="Whose data, and how much:"),
        writer.fields(
            writer.said("Who is affected", about.affected, Where.REGISTER),
            rows.how_many(writer),
            *_each(writer, _SCOPE)),
        Note(text="In what setting:"),
        writer.fields(
            writer.said("Department", about.department, Where.REGISTER),
            writer.said("Supplier", about.supplier, Where.REGISTER), *_each(writer, _CONTEXT)),
        Note(text="For what, and with what limits:"),
        writer.fields(*_each(writer, _PURPOSES)),
        *_besides(writer, rest),
    ]


def _besides(writer: Writer, rest: list[Field]) -> list[Block]:
    if not rest:
        return []
    return [Note(text="What else is recorded of this kind of technology:"), writer.fields(rest)]


def _each(writer: Writer, keys: tuple[str, ...]) -> list[list[Field]]:
    return [writer.fact(key) for key in keys]


def _consult(writer: Writer) -> list[Block]:
    people = [each for each in writer.material.evidence if each.by_people]
    return [
        *writer.about("about.asked", what="which communities were asked before it was used"),
        writer.table(
            "What people affected said", ("What", "In their words", "Who", "How well tested",
                                          "When"),
            rows.proof(people), what="what the people affected said", where=Where.EVIDENCE),
        Note(text="What the committee advised:"),
        writer.listed(writer.asked.advised, what="what the ethics committee advised",
                      where=Where.COMMITTEE),
    ]


def _proportion(writer: Writer) -> list[Block]:
    material = writer.material
    replies = [(each.question, each.answer, each.text or None)
               for each in material.replies if each.lens == "privacy" and each.known]
    return [
        writer.fields(writer.rules(_BALANCE)),
        writer.table(
            "What else could be done, carrying on as now among it",
            ("Option", "In short", "Place given by the people who weighed it"),
            [(each.name, each.text or None, each.place) for each in material.options],
            what="what else could be done, carrying on as now among it", where=Where.OPTIONS),
        writer.fields(
            writer.said("Why in this order", material.order_because, Where.OPTIONS,
                        what="why the chosen way is better than the others"),
            writer.fact("works_now")),
        writer.table("What was answered about privacy", ("Question", "Answer", "In words"),
                     replies, what="the answers to the questions about privacy",
                     where=Where.ANSWERS),
    ]


def _risks(writer: Writer) -> list[Block]:
    return [
        *rows.risks(writer),
        Note(text="No overall figure is worked out. How grave the whole is, people judge."),
    ]


def _safeguards(writer: Writer) -> list[Block]:
    return [
        *writer.about("about.safe", what="who can look at the data, and how that is seen"),
        *writer.about("about.kept", what="how long the data is kept, and what makes it go"),
        *writer.about("about.told", what="what people are told"),
        writer.fields(writer.rules(_SAFEGUARDS)),
    ]


def _sign(writer: Writer) -> list[Block]:
    review = writer.material.about.review_on
    return [
        writer.fields(
            writer.rules(("law.05",)),
            writer.said("Looked at again by", day(review) if review else "", Where.REGISTER,
                        what="the day on which it is looked at again")),
        writer.signing(
            "Measures approved by", "What risk remains accepted by",
            "Advice of the data protection officer", "That advice accepted, or why not",
            "What people asked said was weighed by, and why where it is not followed",
            "This assessment kept under review by",
        ),
    ]
