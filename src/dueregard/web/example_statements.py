"""What staff of the example force declared, what it buys, and what was checked before it was said.

Without this file the example would claim things about itself that nobody ever tried.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dueregard.identify.register import queries as register
from dueregard.ledger.rules import Actor
from dueregard.report.contracts import actions as contracts
from dueregard.report.contracts import queries as bought
from dueregard.report.contracts.rules import State as ContractState
from dueregard.report.declarations import actions as declarations
from dueregard.report.declarations.actions import Said
from dueregard.report.declarations.rules import DataKind, Device, Paid, State
from dueregard.report.statements import actions as statements

Story = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]
By = Callable[[str], Actor]


def events(told: Story, *, by: By) -> Iterator[Event]:
    """Asked, declared, settled, brought in and checked: so many days ago each."""
    made: dict[str, int] = {}
    yield told["asking"]["days"], _does(_ask, told["asking"], made, by)
    for name, do in _DONE.items():
        for each in told[name] if isinstance(told[name], list) else [told[name]]:
            yield each["days"], _does(do, each, made, by)


def _does(
    do: Callable[..., object], story: Story, made: dict[str, int], by: By
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        do(story, made, by=by(story["by"]), now=now)

    return happen


def _ask(story: Story, _made: dict[str, int], *, by: Actor, now: datetime) -> None:
    declarations.note_asking(asked_on=now.date(), how=story["how"], by=by, now=now)


def _declare(story: Story, made: dict[str, int], *, by: Actor, now: datetime) -> None:
    made[story["key"]] = _number(declarations.make(
        said=Said(
            tool=story["tool"], purpose=story["purpose"], technology=story["technology"],
            since=story["since"], data=tuple(map(DataKind, story["kinds"])),
            device=Device(story["device"]), paid=Paid(story["paid"]),
        ),
        named=story["named"], by=by, now=now,
    ))


def _link(story: Story, made: dict[str, int], *, by: Actor, now: datetime) -> None:
    declarations.link(
        declaration_id=made[story["key"]], ref=register.names()[story["use"]], by=by, now=now
    )


def _close(story: Story, made: dict[str, int], *, by: Actor, now: datetime) -> None:
    declarations.close(
        declaration_id=made[story["key"]], to=State(story["to"]), because=story["because"],
        by=by, now=now,
    )


def _bring_in(story: Story, _made: dict[str, int], *, by: Actor, now: datetime) -> None:
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / story["name"]
        path.write_text(_dated(story, now), encoding="utf-8")
        made = contracts.bring_in(
            path=path, name=story["name"], as_of=now.date(), by=by, now=now
        )
    contracts.take_in(list_id=_number(made), by=by, now=now)


def _dated(story: Story, now: datetime) -> str:
    """The list with days in place of the numbers in braces, counted from the day of loading."""
    loaded = now + timedelta(days=story["days"])
    return re.sub(
        r"\{(-?\d+)\}", lambda each: f"{loaded + timedelta(days=int(each[1])):%d/%m/%Y}",
        story["text"].lstrip(),
    )


def _match(story: Story, _made: dict[str, int], *, by: Actor, now: datetime) -> None:
    contracts.settle(
        contract_ids=_titled(story["title"]), to=ContractState.MATCHED,
        ref=register.names()[story["use"]], by=by, now=now,
    )


def _not_technology(story: Story, _made: dict[str, int], *, by: Actor, now: datetime) -> None:
    contracts.settle(
        contract_ids=_titled(*story["titles"]), to=ContractState.NOT_TECHNOLOGY,
        because=story["because"], by=by, now=now,
    )


def _check(story: Story, _made: dict[str, int], *, by: Actor, now: datetime) -> None:
    statements.check(text=story["text"], by=by, now=now)


def _titled(*titles: str) -> list[int]:
    return [each.id for each in bought.every() if each.title in titles]


def _number(made: str) -> int:
    return int(made.rpartition("-")[2])


_DONE: dict[str, Callable[..., object]] = {
    "declaration": _declare, "link": _link, "close": _close, "contracts": _bring_in,
    "match": _match, "not_technology": _not_technology, "check": _check,
}
