"""What can be done with lists of contracts: read one, take it in, say what a contract is for."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError, Missing, Refused, require
from dueregard.findings import reading_tables
from dueregard.identify.register import queries as registered
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.contracts import headings, reading, rules
from dueregard.report.contracts.models import Contract, ContractList
from dueregard.report.contracts.reading import Line, Odd, Taken
from dueregard.report.contracts.rules import State

PACKAGE = "Release package (JSON)"
FLAT = "Releases laid flat (CSV)"
TABLE = "A table with headings"
# What a person's word on a contract rests on: when it changes, the contract waits again.
_RESTS_ON = ("title", "description", "suppliers")


def bring_in(*, path: Path, name: str, as_of: date, by: Actor, now: datetime) -> str:
    """Somebody who buys, or the ethics lead, brings in a list; it waits until it was looked at.

    Refused without the right, where the file is no list of contracts, and where the day is yet to
    come. `name` is what the person calls the file; `path` is where it lies now, and is not kept.
    """
    with act("contracts:list:bring-in", by=by, now=now) as deed:
        require(may(by, "contracts.import"))
        require(rules.may_date(as_of=as_of, today=now.date()))
        layout, columns, taken, sha256, said = _read(path=path, name=name)
        if not taken.lines and not taken.odd:
            raise DueRegardError(
                f"{name} has no contracts in it. Check that it is the right file, and bring it "
                "in again."
            )
        made = ContractList.objects.create(
            name=name[:200], sha256=sha256, layout=layout, as_of=as_of, headings=columns,
            lines=[each.as_plain() for each in taken.lines],
            set_aside=[asdict(each) for each in taken.odd], notes=list(said),
            by_name=by.name, at=now,
        )
        deed.result = deed.about = f"contract-list-{made.pk}"
        deed.note(file=name, sha256=sha256, layout=layout, as_of=str(as_of),
                  contracts=len(taken.lines), set_aside=len(taken.odd))
    return deed.result


def take_in(*, list_id: int, by: Actor, now: datetime) -> str:
    """What was read is taken in: new contracts are added, known ones brought up to date.

    The same list taken in again adds nothing. What a person said of a contract stays, unless its
    title, description or suppliers are others now. Refused where it was taken in already.
    """
    with act("contracts:list:take-in", by=by, now=now) as deed:
        require(may(by, "contracts.import"))
        brought = ContractList.objects.select_for_update().filter(pk=list_id).first()
        if brought is None:
            raise Missing("There is no such list.")
        if brought.state == ContractList.State.DONE:
            raise Refused("This list has been taken in already.", "list-done")
        known = {
            each.key: each
            for each in Contract.objects.filter(key__in=[one["key"] for one in brought.lines])
        }
        for line in brought.lines:
            outcome = _take(line, known.get(line["key"]), brought)
            setattr(brought, outcome, getattr(brought, outcome) + 1)
        # The contracts are kept as rows now; the copy has done its work.
        brought.state, brought.lines = ContractList.State.DONE, []
        brought.save()
        deed.result = deed.about = f"contract-list-{brought.pk}"
        deed.note(added=brought.added, changed=brought.changed, known=brought.known)
    return deed.result


def settle(
    *, contract_ids: Sequence[int], to: State | None, ref: str = "", because: str = "",
    by: Actor, now: datetime,
) -> str:
    """A person says what contracts are for: a use of the register, or no technology at all.

    All or none. Refused without the right, without a use, and without a reason where it is none.
    """
    with act("contracts:contract:settle", by=by, now=now) as deed:
        require(may(by, "contracts.settle"))
        rows = list(Contract.objects.select_for_update().filter(pk__in=list(contract_ids)))
        if not rows:
            raise DueRegardError("Tick the contracts that you mean.")
        for row in rows:
            require(rules.may_settle(state=State(row.state), to=to, ref=ref, because=because))
        assert to is not None  # the rule refused it
        use_id = registered.sheet(ref).id if to is State.MATCHED else None
        for row in rows:
            row.state, row.because = to, because.strip()
            row.use_id = use_id
            row.settled_by, row.settled_at = by.name, now
            row.save()
        deed.result = deed.about = f"contract-{rows[0].pk}"
        deed.note(contracts=[row.pk for row in rows], to=to.value, use=ref,
                  because=because.strip())
    return deed.result


def _read(*, path: Path, name: str) -> tuple[str, list[dict[str, str]], Taken, str, Sequence[str]]:
    raw = path.read_bytes()
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        try:
            package = json.loads(raw.decode("utf-8-sig"))
        except (UnicodeDecodeError, ValueError) as error:
            raise DueRegardError(
                f"{name} begins like JSON and cannot be read as such: it may have been cut short. "
                "Download it again."
            ) from error
        taken = reading.from_package(package)
        _not_too_many(len(taken.lines) + len(taken.odd), name)
        return PACKAGE, [], taken, hashlib.sha256(raw).hexdigest(), ()
    try:
        table = reading_tables.read(path)
    except DueRegardError as error:
        # The person knows the file by its own name, not by where it lies for a moment.
        raise DueRegardError(str(error).replace(str(path), name)) from None
    _not_too_many(table.rows_read, name)
    cells = ", ".join(["row", "overlong", *(
        f"coalesce(c{place}, '')" for place in range(len(table.columns))
    )])
    rows = table.engine.execute(f"SELECT {cells} FROM cells ORDER BY row").fetchall()
    whole = [(int(row[0]), tuple(map(str, row[2:]))) for row in rows if not row[1]]
    long = tuple(_overlong(int(row[0]), str(row[2])) for row in rows if row[1])
    layout, columns, taken = _of_table(table.columns, whole, name=name)
    odd = tuple(sorted((*taken.odd, *long), key=lambda each: each.row))
    return layout, columns, Taken(lines=taken.lines, odd=odd), table.sha256, table.notes


def _of_table(
    names: Sequence[str], rows: list[tuple[int, tuple[str, ...]]], *, name: str
) -> tuple[str, list[dict[str, str]], Taken]:
    if headings.is_flat(names):
        read = [each for each in names if "/title" in each or "awards/" in each or "ocid" in each]
        return FLAT, [{"heading": each, "field": ""} for each in read], reading.from_flat(
            headings=names, rows=rows
        )
    columns = headings.found(names)
    if headings.Field.TITLE not in columns and headings.Field.SUPPLIER not in columns:
        raise DueRegardError(
            f"{name} has no column that we know as a title or a supplier. Name one “Title” and "
            "one “Supplier”, and bring it in again. Nothing was kept."
        )
    told = [
        {"heading": names[place], "field": headings.FIELD_NAMES[field]}
        for field, place in columns.items()
    ]
    return TABLE, told, reading.from_table(columns=columns, headings=names, rows=rows)


def _overlong(row: int, first: str) -> Odd:
    return Odd(
        row=row, name=first[:80], found="It has more cells than there are headings.",
        next="Put the row right where the list is kept, and bring it in again.",
    )


def _not_too_many(count: int, name: str) -> None:
    if count > rules.MOST_ROWS:
        raise DueRegardError(
            f"{name} has {count:,} rows; a list can have {rules.MOST_ROWS:,} at most. Choose your "
            "own force as the buyer where you download it, or bring it in by year."
        )


def _take(line: dict[str, Any], row: Contract | None, brought: ContractList) -> str:
    """Keep one contract as it was read; says whether it was added, changed or known."""
    values = _values(line)
    if row is None:
        Contract.objects.create(key=line["key"], source=brought, **values)
        return "added"
    moved = [name for name, value in values.items() if getattr(row, name) != value]
    if not set(moved) - {"notes"}:
        return "known"
    for name, value in values.items():
        setattr(row, name, value)
    row.source = brought
    if set(moved) & set(_RESTS_ON):
        row.state, row.use, row.because = State.WAITING, None, ""
        row.settled_by, row.settled_at = "", None
    row.save()
    return "changed"


def _values(line: dict[str, Any]) -> dict[str, Any]:
    read = Line(**line)
    return {
        "title": read.title, "description": read.description, "buyer": read.buyer,
        "suppliers": list(read.suppliers),
        "value": Decimal(read.value) if read.value else None, "currency": read.currency,
        "awarded_on": _date(read.awarded_on), "starts_on": _date(read.starts_on),
        "ends_on": _date(read.ends_on), "notes": list(read.notes),
    }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
