"""What can be done about what staff use: ask them, declare it, link it, add it, close it."""

from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as registered
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.declarations import rules
from dueregard.report.declarations.models import Asking, Declaration
from dueregard.report.declarations.rules import DataKind, Device, Paid, State

WHY_LIVE = "Staff say that they use it. It was in use before anybody looked at it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says that they use."""

    tool: str
    purpose: str
    technology: str = ""
    since: str = ""
    data: tuple[DataKind, ...] = ()
    device: Device = Device.UNKNOWN
    paid: Paid = Paid.UNKNOWN


def make(*, said: Said, named: bool, by: Actor, now: datetime) -> str:
    """Somebody in the force declares a tool that they use, with or without their name.

    The ledger never says who, and holds none of their words. Refused to those outside.
    """
    allowed = may(by, "declarations.make")
    with act("declarations:declaration:make", by=rules.unnamed(by), now=now) as deed:
        require(allowed)
        require(rules.may_make(tool=said.tool, purpose=said.purpose, data=said.data))
        _known_kind(said.technology)
        row = Declaration.objects.create(
            tool=said.tool.strip(), purpose=said.purpose.strip(), technology=said.technology,
            since=said.since.strip()[:60], data_kinds=[each.value for each in said.data],
            device=said.device, paid=said.paid, said_by=by.name if named else "",
            said_on=now.date(),
        )
        deed.result = deed.about = f"declaration-{row.pk}"
    return deed.result


def note_asking(*, asked_on: date, how: str, by: Actor, now: datetime) -> str:
    """The ethics lead notes that all staff were asked what they use. Refused to others."""
    with act("declarations:asking:note", by=by, now=now) as deed:
        require(may(by, "declarations.settle"))
        require(rules.may_note_asking(how=how, in_time=asked_on <= now.date()))
        row = Asking.objects.create(
            asked_on=asked_on, how=how.strip()[:300], by_name=by.name, at=now
        )
        deed.result = deed.about = f"asking-{row.pk}"
        deed.note(asked_on=str(asked_on), how=row.how)
    return deed.result


def link(*, declaration_id: int, ref: str, by: Actor, now: datetime) -> str:
    """The ethics lead says of which use a declaration speaks. Refused once it is settled."""
    with act("declarations:declaration:link", by=by, now=now) as deed:
        require(may(by, "declarations.settle"))
        row = _open(declaration_id)
        row.use_id = registered.sheet(ref).id
        _settle(row, State.LINKED, because="", by=by, now=now)
        deed.result = deed.about = f"declaration-{row.pk}"
        deed.note(use=ref)
    return deed.result


def add_use(
    *, declaration_id: int, name: str, affected: str, technology: str, by: Actor, now: datetime
) -> str:
    """The ethics lead adds a use to the register from a declaration, and links the two.

    It is in use, so it stands as live and not as an idea: nobody has looked at it yet, and the
    register says so. Gives the reference of the use.
    """
    with act("declarations:declaration:add-use", by=by, now=now) as deed:
        require(may(by, "declarations.settle"))
        row = _open(declaration_id)
        _known_kind(technology)
        ref = register.add(
            described=Description(
                name=name, affected=affected, purpose=row.purpose, technology=technology
            ),
            status=Status.LIVE, status_reason=WHY_LIVE, by=by, now=now,
        )
        row.use_id = registered.sheet(ref).id
        _settle(row, State.ADDED, because="", by=by, now=now)
        deed.result, deed.about = ref, f"declaration-{row.pk}"
        deed.note(use=ref)
    return deed.result


def close(
    *, declaration_id: int, to: State | None, because: str, by: Actor, now: datetime
) -> str:
    """The ethics lead closes a declaration and says why. Refused without a reason."""
    with act("declarations:declaration:close", by=by, now=now) as deed:
        require(may(by, "declarations.settle"))
        row = _row(declaration_id)
        require(rules.may_close(state=State(row.state), to=to, because=because))
        assert to is not None  # the rule refused it
        _settle(row, to, because=because, by=by, now=now)
        deed.result = deed.about = f"declaration-{row.pk}"
        deed.note(to=row.state, because=row.because)
    return deed.result


def _row(declaration_id: int) -> Declaration:
    row = Declaration.objects.select_for_update().filter(pk=declaration_id).first()
    if row is None:
        raise Missing("There is no such declaration.")
    return row


def _open(declaration_id: int) -> Declaration:
    row = _row(declaration_id)
    require(rules.may_settle(state=State(row.state)))
    return row


def _settle(row: Declaration, to: State, *, because: str, by: Actor, now: datetime) -> None:
    row.state, row.because = to, because.strip()
    row.settled_by, row.settled_at = by.name, now
    row.save()


def _known_kind(technology: str) -> None:
    if technology and technology not in packs.kinds([technology]):
        raise DueRegardError("Choose a kind of technology from the list, or leave it open.")

