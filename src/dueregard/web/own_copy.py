"""A copy of everything that one person may see, as one zip: each paper as a page and as data.

Without it whoever leaves, or wants to check us, would have to copy page by page. What a paper
holds for a narrower audience than the reader's is left out by the paper itself.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from dueregard import documents
from dueregard.answers import Missing
from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Field, Fields, Note, Part, Table
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.register import queries as register
from dueregard.ledger import queries as ledger
from dueregard.ledger.rules import Actor
from dueregard.manage.committee import queries as committee
from dueregard.manage.papers import queries as papers
from dueregard.people import queries as people
from dueregard.people.digests import queries as digests
from dueregard.people.digests.rules import RHYTHM_NAMES
from dueregard.people.rules import ROLE_NAMES, Role, audience_of, may
from dueregard.report.publication import queries as publication
from dueregard.web.told import told

FORMATS = (".html", ".json")
PAGES_OF_USES = 8
README = """\
What {name} may see in Due Regard, on {day}.

Each paper is here twice: as a page (.html), and as data (.json).
  me         your account, your roles, and what you did, from the ledger
  uses       the record of each use that you may read (part {part} of {parts})
  evidence   what was measured or said about them
  committee  the papers that were put to the committee, where you may read them
  public     what the public reads
Opinions that are still hidden from you, and passwords, are not here.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paper and where it lies in the zip."""

    path: str
    paper: Document


def write(file: IO[bytes], *, actor: Actor, now: datetime, part: int = 1) -> None:
    """Write one part of the copy."""
    name = "".join(each if each.isprintable() else " " for each in actor.name)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("README.txt", README.format(
            name=name, day=f"{now:%d %B %Y}", part=part, parts=parts(actor)
        ))
        for piece in _pieces(actor, now=now, part=part):
            seen = piece.paper.for_audience(audience_of(actor))
            for suffix in FORMATS:
                made.writestr(f"{piece.path}{suffix}", documents.write(seen, suffix))


def parts(actor: Actor) -> int:
    """In how many parts the copy comes."""
    if not may(actor, "register.read"):
        return 1
    return max(1, -(-register.listing().pages // PAGES_OF_USES))


def _pieces(actor: Actor, *, now: datetime, part: int) -> Iterator[Piece]:
    if part == 1:
        yield Piece(path="me/me", paper=_me(actor, now=now))
        yield from _committee(actor, now=now)
        yield from _public()
    if may(actor, "register.read"):
        yield from _uses(now=now, part=part)


def _uses(*, now: datetime, part: int) -> Iterator[Piece]:
    first = (part - 1) * PAGES_OF_USES + 1
    pages = register.listing().pages
    for page in range(first, min(first + PAGES_OF_USES, pages + 1)):
        for line in register.listing(page=page).lines:
            yield Piece(
                path=f"uses/{line.ref}",
                paper=papers.committee_paper(line.ref, question="The record as it stands", now=now),
            )
            for each in evidence.of_use(line.ref, replaced=True):
                paper = evidence.sheet(each.id).document
                if paper is not None:
                    yield Piece(path=f"evidence/{line.ref}-{each.id}", paper=paper)


def _committee(actor: Actor, *, now: datetime) -> Iterator[Piece]:
    if not may(actor, "committee.read"):
        return
    for line in committee.matters(reader=actor, now=now):
        # What reaches a member from inside the force is no wider than the committee's paper.
        sheet = committee.matter(line.id, reader=actor, now=now)
        yield Piece(path=f"committee/matter-{line.id}",
                    paper=sheet.paper.for_audience(Audience.COMMITTEE))


def _public() -> Iterator[Piece]:
    for mark in publication.marks():
        if mark.newest and mark.withdrawn_at is None:
            yield Piece(path=f"public/{mark.slug}-v{mark.version}",
                        paper=publication.document(mark.id))


def _me(actor: Actor, *, now: datetime) -> Document:
    me = people.colleague(actor.id)
    if me is None:
        raise Missing("There is no account of yours here.")
    did = [told(each) for each in ledger.done_by(me.id)]
    return Document(
        kind="own-account", title=f"What is held about {me.name}", audience=Audience.FORCE,
        made_at=now.isoformat(timespec="seconds"),
        summary="Your account, and what you did here, as the ledger tells it.",
        parts=(
            Part(title="Your account", blocks=(Fields(fields=(
                Field(label="Name", value=me.name), Field(label="E-mail", value=me.email),
                Field(label="Roles", value=", ".join(
                    ROLE_NAMES[Role(each)] for each in sorted(me.roles)) or "None"),
                Field(label="Letters to you", value=RHYTHM_NAMES[digests.chosen(me.id)]),
            )),)),
            Part(title="What you did", blocks=(
                Table(
                    caption="Entries of the ledger with your name, the newest first",
                    columns=(Column(label="When", key="at"), Column(label="What", key="what"),
                             Column(label="About", key="about")),
                    rows=tuple((each.at.isoformat(timespec="seconds"), each.sentence, each.about)
                               for each in did),
                ) if did else Note(text="Nothing yet."),
            )),
        ),
    )
