"""What the example force wrote for the registers of others, played through the same action.

Without this file the example would show nothing but gaps under every standard.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from importlib.resources import files
from typing import Any

from dueregard.identify.register import queries as register
from dueregard.ledger.rules import Actor
from dueregard.report.wordings import actions

Event = tuple[float, Callable[[datetime], None]]


def events(by: Callable[[str], Actor]) -> Iterator[Event]:
    """Each use's texts, written so many days ago."""
    path = files("dueregard.content") / "example" / "standards.toml"
    for told in tomllib.loads(path.read_text("utf-8"))["use"]:
        yield told["days"], partial(_write, told, by)


def _write(told: Mapping[str, Any], by: Callable[[str], Actor], now: datetime) -> None:
    ref = register.names()[told["name"]]
    for key, texts in told["text"].items():
        actions.write(ref=ref, key=key, texts=texts, by=by(told["by"]), now=now)
