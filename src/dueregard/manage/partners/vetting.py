"""The kinds of partner and the steps of vetting, from the file that this version ships.

Without it what is asked of a partner would stand in code, and differ from page to page.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError

FILE = "content/partners.toml"
# The step whose last day a decision asks for by itself.
TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is found out. `months` is how long at most it is good for.

    `options`, where there are any, is what can be shown. A `drill` is recorded by doing it.
    """

    id: str
    title: str
    asks: str
    good: str
    months: int
    options: tuple[str, ...] = ()
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetting:
    """What there is to choose and to find out, in order."""

    kinds: dict[str, str]
    steps: tuple[Step, ...]
    sign_off_months: int

    def step(self, name: str) -> Step | None:
        """The step with this id, if it is asked."""
        return next((each for each in self.steps if each.id == name), None)


@cache
def vetting() -> Vetting:
    """What this version asks of a partner."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> Vetting:
    """What such a file asks; a fault is refused in words that name the entry."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    kinds = {each.get("id", ""): each.get("name", "") for each in found.get("kind", ())}
    if not kinds or "" in kinds or "" in kinds.values():
        raise DueRegardError(f"{FILE}: every kind needs an id and a name, and there must be one.")
    steps = tuple(_step(each) for each in found.get("step", ()))
    if not steps or len({each.id for each in steps}) != len(steps):
        raise DueRegardError(f"{FILE}: there must be steps, and no two with the same id.")
    if not any(each.id == TRAINING for each in steps):
        raise DueRegardError(f"{FILE}: the step '{TRAINING}' is needed; each decision asks for it.")
    return Vetting(
        kinds=kinds, steps=steps, sign_off_months=_months(found, "sign_off_months", "the file"),
    )


def _step(entry: dict[str, Any]) -> Step:
    name = entry.get("id", "without an id")
    blank = [key for key in ("id", "title", "asks", "good") if not entry.get(key)]
    if blank:
        raise DueRegardError(f"{FILE}: the step {name} lacks {', '.join(blank)}.")
    return Step(
        id=entry["id"], title=entry["title"], asks=entry["asks"], good=entry["good"],
        months=_months(entry, "months", f"the step {name}"),
        options=tuple(entry.get("options", ())), drill=entry.get("drill", False),
    )


def _months(entry: dict[str, Any], key: str, where: str) -> int:
    months = entry.get(key)
    if not isinstance(months, int) or months < 1:
        raise DueRegardError(f"{FILE}: {where} needs {key}, a whole number from 1.")
    return months
