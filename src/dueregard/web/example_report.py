"""What the example force tells others: each part of it in its own file, played together.

Without it the file of the example would grow with every part, and none could be left out.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dueregard.ledger.rules import Actor
from dueregard.web import (
    example_bulletins,
    example_force,
    example_inspection,
    example_panel,
    example_particulars,
    example_perception,
    example_questions,
    example_requests,
    example_returns,
    example_sharing,
    example_standards,
    example_statements,
    example_weighing,
)

Read = Callable[[str], Mapping[str, Any]]
Event = tuple[float, Callable[[datetime], None]]
By = Callable[[str], Actor]
Person = Callable[[str], int]
At = Callable[[float], datetime]


def events(read: Read, *, by: By, person: Person, at: At) -> Iterator[Event]:
    """What happens on days of its own, among all that happens."""
    yield from example_statements.events(read("statements.toml"), by=by)
    yield from example_questions.events(read("questions.toml"), by=by)
    yield from example_standards.events(by)
    yield from example_particulars.events(read("particulars.toml"), by=by)
    yield from example_perception.events(read("perception.toml"), by=by, at=at)
    yield from example_force.events(read("self_assessment.toml"), by=by)
    yield from example_sharing.events(read("sharing.toml"), by=by, person=person)
    yield from example_requests.events(read("requests.toml"), by=by)
    yield from example_panel.events(read("panel.toml"), by=by)


def after(read: Read, *, by: By, lead: str, now: datetime) -> None:
    """What is done when all else has happened; the list for the inspector last."""
    example_bulletins.play(read("bulletins.toml"), by=by, now=now)
    example_returns.play(by=by, now=now)
    example_weighing.play(read("weighing.toml"), by=by, now=now)
    example_force.rank(by=by, now=now)
    example_inspection.lodge(by=by(lead), now=now)
