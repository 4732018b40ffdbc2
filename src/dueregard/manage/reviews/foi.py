"""The answer to what forces are asked again and again: which digital tools do you decide with.

Without it each request would be answered by hand, or with 'not held on a central log'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.documents.audience import Audience
from dueregard.documents.document import Cell, Column, Document, Note, Part, Points, Table
from dueregard.findings.wording import counted, long_date
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status

NOT_WRITTEN = "Not on the register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One use as the answer tells it. A blank is a gap, and is said as one."""

    name: str
    purpose: str
    department: str
    technology: str
    supplier: str
    status: Status
    status_reason: str
    started_on: date | None
    contract: str
    limits_written: int
    public_address: str
    assessed_on: date | None
    advised_on: date | None
    decided_on: date | None
    review_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """Who looks over these tools: the posts, never the names."""

    force: str
    contact: str
    members: int
    chairs: int
    leads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many uses there are, how many of them are used, and how many of those lack what."""

    uses: int
    used: int
    no_purpose: int = 0
    no_department: int = 0
    no_contract: int = 0
    no_limits: int = 0
    no_review: int = 0


# Why it may be used, on whom and where.
LIMITS = ("why", "who", "where")
USED = IN_USE | {Status.PAUSED}


def answer(
    *, used: Sequence[Entry], others: Sequence[Entry], counts: Counts, oversight: Oversight,
    made_at: str, today: date,
) -> Document:
    """The standard answer, made from the register as it stands today.

    It can tell only what is written in the register. It is a draft for the freedom of
    information officer, who checks exemptions before it goes out. `used` and `others` may be the
    first of many; `counts` is of the whole.
    """
    return Document(
        kind="foi-answer", audience=Audience.FORCE, made_at=made_at,
        title="Digital tools that help us decide: our answer",
        summary=(
            f"{oversight.force or 'This force'} keeps one register of its uses of technology and "
            f"data. On {long_date(today)} it had {counted(counts.uses, one='use')}, of which "
            f"{counts.used} were live, on trial or paused."
        ),
        parts=(
            Part(title="Before this goes out", blocks=(Note(
                text="This is a draft made from the register. Check it for anything that is "
                "exempt, and for personal data, before you send it.", tone="warning",
            ), *_gaps(counts), *_cut(used, others, counts)), audience=Audience.FORCE),
            _systems(used, others), _contracts(used), _policies(used), _reviews(used),
            _oversight(oversight),
        ),
    )


def gaps(counts: Counts) -> tuple[str, ...]:
    """What the register cannot answer, in sentences; nothing where there is no gap."""
    found = (
        (counts.no_purpose, "no purpose written down"),
        (counts.no_department, "no department written down"),
        (counts.no_contract, "no contract or cost written down"),
        (counts.no_limits, "no full limits of use (why, who and where)"),
        (counts.no_review, "no ethical review"),
    )
    return tuple(
        f"{count} of {counted(counts.used, one='system')} "
        f"{'has' if count == 1 else 'have'} {what}."
        for count, what in found if count
    )


def _gaps(counts: Counts) -> tuple[Points, ...]:
    found = gaps(counts)
    return (Points(items=found),) if found else ()


def _cut(used: Sequence[Entry], others: Sequence[Entry], counts: Counts) -> tuple[Note, ...]:
    if len(used) + len(others) == counts.uses:
        return ()
    return (Note(text=f"The tables here show the first {len(used)} of {counts.used} systems. "
                      "The files have all of them."),)


def _systems(used: Sequence[Entry], others: Sequence[Entry]) -> Part:
    blocks = [Table(
        caption="Live, on trial or paused", columns=_columns(
            "System", "What it is for", "Department", "Kind of technology", "Supplier", "Status",
            "In use since",
        ),
        rows=tuple((
            each.name, each.purpose or NOT_WRITTEN, each.department or NOT_WRITTEN,
            each.technology or NOT_WRITTEN, each.supplier or NOT_WRITTEN,
            STATUS_NAMES[each.status], _day(each.started_on),
        ) for each in used),
    )]
    if others:
        blocks.append(Table(
            caption="Thought about, refused, stopped or not used", columns=_columns(
                "System", "What it is for", "Status", "Why",
            ),
            rows=tuple((
                each.name, each.purpose or NOT_WRITTEN, STATUS_NAMES[each.status],
                each.status_reason or NOT_WRITTEN,
            ) for each in others),
        ))
    return Part(title="1. Systems, what they are for, and who uses them", blocks=tuple(blocks))


def _contracts(used: Sequence[Entry]) -> Part:
    return Part(title="2. Contracts and spend", blocks=(
        Note(text="As written in the register. Spend by year is held by finance where it is not "
             "shown here."),
        Table(
            caption="Contracts", columns=_columns("System", "Supplier", "Contract and cost"),
            rows=tuple(
                (each.name, each.supplier or NOT_WRITTEN, each.contract or NOT_WRITTEN)
                for each in used
            ),
        ),
    ))


def _policies(used: Sequence[Entry]) -> Part:
    return Part(title="3. Policies", blocks=(
        Note(text="For each system: whether the register says why it may be used, on whom and "
             "where; and where the public can read about it."),
        Table(
            caption="Limits of use and public records",
            columns=_columns("System", "Limits of use written", "Public record"),
            rows=tuple((
                each.name, f"{each.limits_written} of {len(LIMITS)}",
                each.public_address or "Not published",
            ) for each in used),
        ),
    ))


def _reviews(used: Sequence[Entry]) -> Part:
    return Part(title="4. Ethical review", blocks=(Table(
        caption="When each system was last looked at", columns=_columns(
            "System", "Assessed", "Ethics committee advised", "Decided", "Next review",
        ),
        rows=tuple((
            each.name, _day(each.assessed_on, "Not assessed"),
            _day(each.advised_on, "Not asked"), _day(each.decided_on, "No recorded decision"),
            _day(each.review_on, "No date set"),
        ) for each in used),
    ),))


def _oversight(oversight: Oversight) -> Part:
    people = oversight.members + oversight.chairs
    text = (
        f"An ethics committee of {people} ({counted(oversight.chairs, one='chair')} and "
        f"{counted(oversight.members, one='other member')}) advises. A named decision maker "
        "replies with reasons and decides. Advice and decisions are kept in a ledger that "
        "cannot be changed without it showing."
    ) if people else "No ethics committee is set up in the register yet."
    lead = (
        f"{counted(oversight.leads, one='ethics lead')} keeps the register."
        if oversight.leads == 1 else f"{oversight.leads} ethics leads keep the register."
    )
    ask = f"Ask: {oversight.contact}" if oversight.contact else (
        "The register has no address for questions from the public yet."
    )
    return Part(title="5. Who looks over these systems", blocks=(
        Note(text=text), Note(text=lead), Note(text=ask),
    ))


def _columns(*labels: str) -> tuple[Column, ...]:
    return tuple(
        Column(label=each, key=each.lower().replace(" ", "_")) for each in labels
    )


def _day(day: date | None, otherwise: str = NOT_WRITTEN) -> Cell:
    return long_date(day) if day else otherwise
