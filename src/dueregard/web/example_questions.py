"""What people outside asked the example force, played through the same actions as anybody's.

Without this file the example would show a form that nobody ever used.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from dueregard.identify.register import queries as register
from dueregard.ledger.rules import Actor
from dueregard.report.questions import actions
from dueregard.report.questions.actions import Arrived, Reply
from dueregard.report.questions.rules import Reason

Story = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]


def events(told: Story, *, by: Callable[[str], Actor]) -> Iterator[Event]:
    """Asked, read by somebody, answered: so many days ago each."""
    for each in told["question"]:
        yield each["asked"], partial(_arrive, each)
        if "shown" in each:
            yield each["shown"], partial(_show, each, by)
        if "refused" in each:
            yield each["refused"], partial(_refuse, each, by)
        for answer in each.get("answer", ()):
            yield answer["days"], partial(_answer, each["number"], answer, by)


def _arrive(told: Story, now: datetime) -> None:
    slug = register.matching("").get(name=told["use"]).slug or ""
    actions.receive(now=now, arrived=Arrived(
        number=told["number"], slug=slug, version=told["asked_about"], words=told["words"],
        asked_on=now.date(),
    ))


def _show(told: Story, by: Callable[[str], Actor], now: datetime) -> None:
    # The machine took out what it found when the words came in, and what is shown is that.
    actions.show(number=told["number"], words=told["words"], by=by(told["by"]), now=now)


def _refuse(told: Story, by: Callable[[str], Actor], now: datetime) -> None:
    actions.refuse(
        number=told["number"], reason=Reason(told["reason"]), same_as=told.get("same_as", ""),
        by=by(told["by"]), now=now,
    )


def _answer(number: str, told: Story, by: Callable[[str], Actor], now: datetime) -> None:
    actions.answer(number=number, by=by(told["by"]), now=now, reply=Reply(
        words=told["words"], post=told["post"], version=told["version"],
        changed_to=told.get("changed_to"),
    ))
