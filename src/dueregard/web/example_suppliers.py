"""What the example force asked a supplier, played through the same actions as anybody's.

Without this file the example would show questions that nobody ever answered.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from dueregard.ledger.rules import Actor
from dueregard.manage.procurement import actions, queries
from dueregard.manage.procurement.rules import Given, Grade

Story = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]


def events(
    told: Story, *, ref: Callable[[], str], by: Callable[[], Actor]
) -> Iterator[Event]:
    """Asked, answered by link, graded: so many days ago each."""
    made: dict[str, Any] = {}
    yield told["asked"], lambda now: _ask(told, made, ref=ref(), by=by(), now=now)
    yield told["sent"], lambda now: _answer(told, made, now=now)
    yield told["graded"], lambda now: _grade(told, made, by=by(), now=now)


def _ask(told: Story, made: dict[str, Any], *, ref: str, by: Actor, now: datetime) -> None:
    day = now.date()
    name = actions.ask(
        ref=ref, supplier=told["supplier"], product=told["product"], version=told["version"],
        questions=told["questions"], answer_by=day + timedelta(days=21), by=by, now=now,
    )
    made["id"], made["token"] = int(name.rpartition("-")[2]), secrets.token_urlsafe(32)
    actions.open_link(enquiry_id=made["id"], token=made["token"], by=by, now=now,
                      expires_on=day + timedelta(days=28))


def _answer(told: Story, made: dict[str, Any], *, now: datetime) -> None:
    numbers = {each.question: each.number for each in queries.sheet(made["id"]).answers}
    for each in told["answer"]:
        actions.keep(token=made["token"], number=numbers[each["question"]], now=now, given=Given(
            text=each["text"], rests_on=each.get("rests_on", "says"),
            report=each.get("report", ""),
        ))
    actions.submit(token=made["token"], said_by=told["said_by"], now=now)


def _grade(told: Story, made: dict[str, Any], *, by: Actor, now: datetime) -> None:
    answers = {each.question: each.id for each in queries.sheet(made["id"]).answers}
    for each in told["answer"]:
        if "grade" in each:
            actions.grade(
                answer_id=answers[each["question"]], grade=Grade(each["grade"]), why=each["why"],
                follow_up=each.get("follow_up", ""), by=by, now=now,
            )
