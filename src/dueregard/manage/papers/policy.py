"""The appropriate policy document for sensitive data, drafted from the record (DPA 2018 s.42).

Without it the document would be copied from another force, and would say that data is deleted
which is not.
"""

from dueregard.documents.document import Block, Note, Part
from dueregard.manage.papers.drafting import Asked, Draft, Where, Writer
from dueregard.manage.papers.saying import day

KIND = "policy-draft"
TITLE = "appropriate policy document"
NEEDED_BY = "law.08"
_CONDITION = ("law.07", "law.08", "law.06")


def draft(asked: Asked) -> Draft:
    """How the six principles are kept, and how long sensitive data is kept: both, or a gap."""
    writer = Writer(asked)
    return writer.draft(
        kind=KIND, title=TITLE, by="the controller has approved it, on or before the first day "
        "on which sensitive data is used",
        parts=(
            Part(key="need", title="Why it is needed", blocks=tuple(_need(writer))),
            Part(key="whose", title="Whose data, and what is done with it",
                 blocks=(_whose(writer),)),
            Part(key="condition", title="What in the law allows it",
                 blocks=tuple(_condition(writer))),
            Part(key="principles", title="How the six principles are kept",
                 blocks=tuple(_principles(writer))),
            Part(key="kept", title="How long it is kept, and how it goes",
                 blocks=tuple(_kept(writer))),
            Part(key="sign", title="Who signs, and how long this is kept",
                 blocks=_sign(writer)),
        ),
    )


def _need(writer: Writer) -> list[Block]:
    sensitive = writer.facts.get("sensitive")
    if sensitive is not None and sensitive.known and sensitive.answer.lower() == "no":
        told = ("The record says that no sensitive data is used. If that is right, this document "
                "is not needed.")
    elif sensitive is not None and sensitive.known:
        told = ("The record says that sensitive data is used. The law then asks for this "
                "document, unless everybody concerned agreed.")
    else:
        told = "Nobody has said whether sensitive data is used, so it counts as used."
    return [Note(text=told), writer.fields(writer.fact("sensitive"))]


def _whose(writer: Writer) -> Block:
    about = writer.material.about
    return writer.fields(
        writer.said("Who is affected", about.affected, Where.REGISTER),
        writer.said("What it does", about.what_it_does, Where.REGISTER),
        writer.said("What it is for", about.purpose, Where.REGISTER),
        writer.fact("identifies"), writer.fact("children"), writer.fact("shares"),
    )


def _condition(writer: Writer) -> list[Block]:
    found = writer.rules(_CONDITION)
    if found:
        return [writer.fields(found)]
    return [writer.gap("the law that allows sensitive data to be used here", Where.LAW)]


def _principles(writer: Writer) -> list[Block]:
    blocks: list[Block] = []
    for each in writer.words.principles:
        found = writer.rules(each.law)
        blocks.append(Note(text=f"{each.title} ({each.citation})"))
        what = each.title[:1].lower() + each.title[1:]
        blocks.append(writer.fields(found) if found else writer.gap(
            f"how this principle is kept: {what}", Where.LAW))
    return blocks


def _kept(writer: Writer) -> list[Block]:
    replies = [(each.question, each.answer, each.text or None)
               for each in writer.material.replies
               if each.key in ("privacy.03", "privacy.04") and each.known]
    return [
        *writer.about("about.kept", what="how long the data is kept, and what makes it go"),
        writer.table("What was answered about keeping data", ("Question", "Answer", "In words"),
                     replies, what="how long data is kept, answered under privacy",
                     where=Where.ANSWERS),
        writer.fields(writer.rules(("law.14", "law.51"))),
    ]


def _sign(writer: Writer) -> tuple[Block, ...]:
    review = writer.material.about.review_on
    return (
        Note(text="The law asks that it is kept up to date, kept for six months after the last "
                  "use of the data, and shown to the Information Commissioner who asks for it."),
        writer.fields(writer.said(
            "Looked at again by", day(review) if review else "", Where.REGISTER,
            what="the day on which it is looked at again")),
        writer.signing("Written by", "Advice of the data protection officer",
                       "Approved for the controller by"),
    )
