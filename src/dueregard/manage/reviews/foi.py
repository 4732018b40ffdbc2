"""The answer to what forces are asked again and again: which digital tools do you decide with.

Without it each request would be answered by hand, or with 'not held on a central log'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.documents import sourced
from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Cell, Document, Note, Part, Points
from dueregard.documents.sourced import Held
from dueregard.findings.wording import counted, long_date
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES, Status

NOT_WRITTEN = "Not on the register"
# Each statement of the answer: the field that it is taken from, and what it is where the heading
# does not say so.
STATEMENTS: dict[str, tuple[str, str]] = {
    "Reference": ("identify.Use.number", "The number of the use in the register"),
    "System": ("identify.Use.name", ""),
    "What it is for": ("identify.Use.purpose", ""),
    "Department": ("identify.Use.department", ""),
    "Kind of technology": ("identify.Use.technology", ""),
    "Supplier": ("identify.Use.supplier", ""),
    "Status": ("identify.Use.status", ""),
    "In use since": ("identify.Use.started_on", ""),
    "Why": ("identify.Use.status_reason", ""),
    "Contract and cost": ("identify.Use.contract", "As it was written down; not by year"),
    "Limits of use written": ("identify.Fact.value", "How many of why, who and where have words"),
    "Public record": ("identify.Use.slug", "The address of its page for the public"),
    "Assessed": ("prioritise.Assessment.settled_at", "The last day"),
    "Ethics committee advised": ("manage.Advice.at", "The last day"),
    "Decided": ("manage.Decision.at", "The last day"),
    "Next review": ("identify.Use.review_on", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One use as the answer tells it. A blank is a gap, and is said as one."""

    ref: str
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
    made_at: str, today: date, who: Mapping[str, Audience], reader: Audience = Audience.FORCE,
) -> Document:
    """The standard answer, made from the register as it stands today, as `reader` may see it.

    It can tell only what is written in the register. For the force it is a draft for the freedom
    of information officer, who checks exemptions before it goes out. `who` says who may read each
    field that a statement is taken from. `used` and `others` may be the first of many; `counts`
    is of the whole.
    """
    asked = _Asked(who, reader)
    parts = (
        Part(title="Before this goes out", blocks=(Note(
            text="This is a draft made from the register. Check it for anything that is "
            "exempt, and for personal data, before you send it.", tone="warning",
        ), *_gaps(counts), *_cut(used, others, counts)), audience=Audience.FORCE),
        _systems(asked, used, others), _contracts(asked, used), _policies(asked, used),
        _reviews(asked, used), _oversight(oversight),
        sourced.sources(asked.columns(*STATEMENTS), reader=reader,
                        title="Where each statement comes from"),
    )
    return Document(
        kind="foi-answer", audience=reader, made_at=made_at,
        title="Digital tools that help us decide: our answer",
        summary=(
            f"{oversight.force or 'This force'} keeps one register of its uses of technology and "
            f"data. On {long_date(today)} it had {counted(counts.uses, one='use')}, of which "
            f"{counts.used} were live, on trial or paused."
        ),
        parts=tuple(each for each in parts if reader.sees(each.audience)),
    )


class _Asked:
    """Who reads, and who may read what: the tables leave out what is for fewer."""

    def __init__(self, who: Mapping[str, Audience], reader: Audience) -> None:
        self._who = who
        self.reader = reader

    def columns(self, *labels: str) -> tuple[Held, ...]:
        return tuple(
            Held(label=each, source=source, audience=self._who[source], meaning=meaning)
            for each in labels for source, meaning in (STATEMENTS[each],)
        )

    def sees(self, label: str) -> bool:
        return self.reader.sees(self._who[STATEMENTS[label][0]])

    def table(
        self, caption: str, labels: Sequence[str], rows: Sequence[Sequence[Cell]]
    ) -> Block:
        return sourced.table(
            caption=caption, columns=self.columns(*labels), rows=rows, reader=self.reader
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


def _systems(asked: _Asked, used: Sequence[Entry], others: Sequence[Entry]) -> Part:
    blocks = [asked.table(
        "Live, on trial or paused",
        ("System", "What it is for", "Department", "Kind of technology", "Supplier", "Status",
         "In use since", "Reference"),
        [(
            each.name, each.purpose or NOT_WRITTEN, each.department or NOT_WRITTEN,
            each.technology or NOT_WRITTEN, each.supplier or NOT_WRITTEN,
            STATUS_NAMES[each.status], _day(each.started_on), each.ref,
        ) for each in used],
    )]
    if others:
        blocks.append(asked.table(
            "Thought about, refused, stopped or not used",
            ("System", "What it is for", "Status", "Why", "Reference"),
            [(
                each.name, each.purpose or NOT_WRITTEN, STATUS_NAMES[each.status],
                each.status_reason or NOT_WRITTEN, each.ref,
            ) for each in others],
        ))
    return Part(title="1. Systems, what they are for, and who uses them", key="systems",
                blocks=tuple(blocks))


def _contracts(asked: _Asked, used: Sequence[Entry]) -> Part:
    said = (
        "As written in the register. Spend by year is held by finance where it is not shown here."
        if asked.sees("Contract and cost") else
        "What each contract costs is not in this list. Write to us to ask for it."
    )
    return Part(title="2. Contracts and spend", key="contracts", blocks=(
        Note(text=said),
        asked.table(
            "Contracts", ("System", "Supplier", "Contract and cost", "Reference"),
            [
                (each.name, each.supplier or NOT_WRITTEN, each.contract or NOT_WRITTEN, each.ref)
                for each in used
            ],
        ),
    ))


def _policies(asked: _Asked, used: Sequence[Entry]) -> Part:
    limits = "Whether we wrote down why it may be used, on whom and where; and " if asked.sees(
        "Limits of use written") else ""
    told = f"{limits}where you can read about it."
    return Part(title="3. Policies", key="policies", blocks=(
        Note(text=f"For each system: {told[0].lower()}{told[1:]}"),
        asked.table(
            "Limits of use and public records",
            ("System", "Limits of use written", "Public record", "Reference"),
            [(
                each.name, f"{each.limits_written} of {len(LIMITS)}",
                each.public_address or "Not published", each.ref,
            ) for each in used],
        ),
    ))


def _reviews(asked: _Asked, used: Sequence[Entry]) -> Part:
    return Part(title="4. Ethical review", key="reviews", blocks=(asked.table(
        "When each system was last looked at",
        ("System", "Assessed", "Ethics committee advised", "Decided", "Next review", "Reference"),
        [(
            each.name, _day(each.assessed_on, "Not assessed"),
            _day(each.advised_on, "Not asked"), _day(each.decided_on, "No recorded decision"),
            _day(each.review_on, "No date set"), each.ref,
        ) for each in used],
    ),))


def _oversight(oversight: Oversight) -> Part:
    people = oversight.members + oversight.chairs
    text = (
        f"An ethics committee of {people} ({counted(oversight.chairs, one='chair')} and "
        f"{counted(oversight.members, one='other member')}) gives advice. A named decision maker "
        "replies with reasons and decides. Both are kept in a ledger. Nobody can change it "
        "without it showing."
    ) if people else "No ethics committee is set up in the register yet."
    lead = (
        f"{counted(oversight.leads, one='ethics lead')} keeps the register."
        if oversight.leads == 1 else f"{oversight.leads} ethics leads keep the register."
    )
    ask = f"Ask: {oversight.contact}" if oversight.contact else (
        "The register has no address for questions from the public yet."
    )
    return Part(title="5. Who looks over these systems", key="oversight", blocks=(
        Note(text=text), Note(text=lead), Note(text=ask),
    ))


def _day(day: date | None, otherwise: str = NOT_WRITTEN) -> Cell:
    return long_date(day) if day else otherwise
