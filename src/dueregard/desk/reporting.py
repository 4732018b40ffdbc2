"""Everything that a force tells others: what waits, what is late, and where each is done.

Without it the public register, its questions, papers, statements and returns would each have to
be remembered by somebody.
"""

from dataclasses import dataclass
from datetime import datetime

from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.links import queries as links
from dueregard.report.links.rules import Answers
from dueregard.report.publication import queries as publication
from dueregard.report.questions import queries as questions
from dueregard.report.withholding import queries as withholding


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for somebody: what, how many, and the uses it is about."""

    sentence: str
    refs: tuple[tuple[str, str], ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One thing that can be told, where, and to whom it is open here."""

    link: str
    title: str
    about: str
    permission: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Places under one heading."""

    title: str
    places: tuple[Place, ...]


SHELVES = (
    Shelf(title="The public", places=(
        Place(link="bulletins", title="Papers for the public", permission="reviews.read",
              about="Deployments, the year, the quarter, the standing answer, what people think."),
        Place(link="questions", title="Questions from the public", permission="questions.read",
              about="Read each, show it or say why not, answer within 20 working days."),
        Place(link="perception", title="What people think we use", permission="perception.read",
              about="A survey kit, its results beside what is true, and cards for the gaps."),
        Place(link="record-import", title="Bring in a record", permission="register.import",
              about="A record that was published under another standard, such as ATRS."),
    )),
    Shelf(title="Before somebody says something", places=(
        Place(link="statements", title="Check a statement", permission="statements.read",
              about="Paste a sentence; it is held against every record before it is said."),
        Place(link="declare", title="Say what you use", permission="declarations.make",
              about="Without blame, and without your name if you like."),
        Place(link="declarations", title="What staff declared", permission="declarations.read",
              about="Tools in use, and which of them are not in the register."),
        Place(link="contracts", title="Contracts", permission="contracts.read",
              about="What is paid for, matched with what is in the register."),
    )),
    Shelf(title="Those who hold us to account", places=(
        Place(link="local-policing-body", title="The quarter’s page for the local policing body",
              about="Advice not answered, what came of the rest, and what we ask.",
              permission="reviews.read"),
        Place(link="foi", title="The standing answer", permission="reviews.read",
              about="Which digital tools help us decide, with the source of each statement."),
        Place(link="annual", title="The yearly report", permission="reviews.read",
              about="For each technology in use: how, where, with whom, what went wrong."),
        Place(link="inspection", title="For the inspector", permission="inspection.read",
              about="Evidence by heading, a list lodged before the seed, a sample, an archive."),
    )),
    Shelf(title="Other forces", places=(
        Place(link="returns", title="The comparable return", permission="returns.read",
              about="Fixed definitions, a check of our own, and forces beside those like them."),
        Place(link="patterns", title="Shared patterns", permission="returns.read",
              about="A control, a question or a card that worked, signed, to give and to take."),
    )),
)


def shelves(actor: Actor) -> tuple[Shelf, ...]:
    """The places that this person may go to, under their headings."""
    found = (
        Shelf(title=shelf.title, places=tuple(
            each for each in shelf.places if may(actor, each.permission)
        ))
        for shelf in SHELVES
    )
    return tuple(each for each in found if each.places)


def waiting(*, now: datetime) -> tuple[Waiting, ...]:
    """What waits for somebody, what is late first."""
    found = []
    late = questions.late_count(now.date())
    if late:
        found.append(Waiting(
            sentence=f"{late} question{'' if late == 1 else 's'} from the public waited for more "
            "than 20 working days", link="questions",
        ))
    overdue = withholding.overdue(now.date())
    if overdue:
        found.append(Waiting(
            sentence="Nobody looked again in time at what is kept back",
            refs=tuple((each.ref, each.kept.name) for each in overdue),
        ))
    gone = [each for each in links.all_of() if each.answers is Answers.GONE]
    if gone:
        found.append(Waiting(
            sentence="Links on published pages lead nowhere",
            refs=tuple((ref, each.address) for each in gone for ref in each.refs),
        ))
    proposed = publication.proposed()
    if proposed:
        found.append(Waiting(
            sentence="Proposed, and waiting for a second person", refs=proposed,
        ))
    moved = publication.perhaps_moved()
    if moved:
        found.append(Waiting(
            sentence="The record was worked on after its public page was made: see whether the "
            "page still says what is so", refs=moved,
        ))
    return tuple(found)
