"""What a person told an instrument, checked before anything is counted.

Without this file a slip of the pen would end in a traceback, or worse, be taken for something
else and measured.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.labels import heading_of

MOST_GROUP_COLUMNS = 4
_SEVERAL = (Asked.COLUMNS, Asked.TABLES)
# Where the option's own name makes no English.
_SAYING = {"found": "it", "at_risk": "who was at risk", "acted": "who was acted on",
           "hit": "on whom something was found"}
LEVEL = Ask(
    name="level", asked=Asked.NUMBER, default=0.95, words="How sure the ranges are.",
)
FALSE_ALARMS = Ask(
    name="level", asked=Asked.NUMBER, default=0.05,
    words="How often an alarm may be false, however long and however often somebody looks.",
)
MARGIN = Ask(
    name="margin", asked=Asked.NUMBER, default=1.25,
    words="The ratio up to which a difference is taken as too small to matter.",
)
COUNT = Ask(
    name="count", asked=Asked.COLUMN,
    words="A column that says how many records a row stands for, where the file holds counts.",
)


def answers(about: About, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer to what the instrument asks: what was given, else the default.

    Raises a sentence for an option that there is not, one that is needed and missing, a choice
    that there is not, a level outside 0.5 to 1 and a margin that is not above 1.
    """
    asks = {each.name: each for each in about.asks}
    unknown = sorted(set(given) - set(asks))
    if unknown:
        raise DueRegardError(
            f"The instrument '{about.name}' has no option '{unknown[0]}'. "
            f"It has: {', '.join(asks)}."
        )
    found = {name: _answer(about, ask, given.get(name)) for name, ask in asks.items()}
    level, margin = found.get("level"), found.get("margin")
    if asks.get("level") == FALSE_ALARMS:
        _check_alarms(found["level"])
    elif level is not None and not 0.5 <= level < 1:
        fix = f" Write {level / 100:g}." if 50 <= level < 100 else ""
        raise DueRegardError(
            f"The level must be a number from 0.5 to below 1, such as 0.95; {level:g} is not.{fix}"
        )
    if margin is not None and not margin > 1:
        raise DueRegardError(
            f"The margin is a ratio above 1, such as 1.25 for a quarter more; {margin:g} is not."
        )
    return found


def headings(
    asked: Sequence[str], *, columns: Sequence[str], what: str = "group"
) -> tuple[str, ...]:
    """The headings that were meant, each once; a sentence where one is not there."""
    found = tuple(heading_of(each, columns) for each in _rejoined(asked, columns=columns))
    twice = [each for place, each in enumerate(found) if each in found[:place]]
    if twice:
        raise DueRegardError(f"'{twice[0]}' is given twice as {what}. Keep one of them.")
    if what == "group" and len(found) > MOST_GROUP_COLUMNS:
        raise DueRegardError(
            f"{len(found)} group columns make {2 ** len(found) - 1} ways to split people, more "
            f"than anybody can read. Give at most {MOST_GROUP_COLUMNS}."
        )
    return found


def _rejoined(asked: Sequence[str], *, columns: Sequence[str]) -> list[str]:
    """Headings that have a comma of their own, put together again."""
    whole = {" ".join(each.replace(",", " , ").split()): each for each in columns if "," in each}
    found, rest = [], list(asked)
    while rest:
        lengths = range(len(rest), 1, -1)
        tried = {size: " ".join(" , ".join(rest[:size]).split()) for size in lengths}
        size = next((size for size in lengths if tried[size] in whole), 1)
        found.append(whole[tried[size]] if size > 1 else rest[0])
        rest = rest[size:]
    return found


def needed(about: About, name: str, *, columns: Sequence[str]) -> DueRegardError:
    """The sentence for something that must be said and was not, with the headings there are."""
    ask = next(each for each in about.asks if each.name == name)
    shown = ", ".join(f"'{each}'" for each in columns[:30])
    return DueRegardError(
        f"Say {_SAYING.get(name, f'which column is the {name}')}: "
        f"--{name.replace('_', '-')} HEADING. {ask.words} "
        f"The file has: {shown}."
    )


def _check_alarms(level: float) -> None:
    if not 0 < level <= 0.5:
        fix = f" Write {1 - level:g}." if 0.5 < level < 1 else ""
        raise DueRegardError(
            "The level here is how often an alarm may be false: a number above 0 and up to 0.5, "
            f"such as 0.05; {level:g} is not.{fix}"
        )


def _answer(about: About, ask: Ask, given: Any) -> Any:
    if given is None or given == "" or given == () or given == []:
        return ask.default if ask.asked not in _SEVERAL else (
            ask.default or ())
    if ask.asked is Asked.FILE:
        # A form gives a list of one; a caller of the library the name or the table itself.
        return given[0] if isinstance(given, list | tuple) else given
    if ask.asked in (Asked.COLUMNS, Asked.TABLES):
        listed = given.split(",") if isinstance(given, str) else list(given)
        if ask.asked is not Asked.COLUMNS:
            listed = list(given) if isinstance(given, list | tuple) else [given]
        return tuple(each.strip() if isinstance(each, str) else each for each in listed if each)
    if ask.asked is Asked.NUMBER:
        return _number(ask, given)
    if ask.asked is Asked.CHOICE and given not in ask.choices:
        raise DueRegardError(
            f"--{ask.name} is one of {', '.join(ask.choices)}; '{given}' is not."
        )
    if ask.asked is Asked.FLAG:
        return given in (True, "yes", "true", "on", ask.name)
    return given.strip() if isinstance(given, str) else given


def _number(ask: Ask, given: Any) -> float:
    try:
        number = float(given)
        if not math.isfinite(number):
            raise ValueError
        return number
    except (TypeError, ValueError):
        raise DueRegardError(f"--{ask.name} takes a number; '{given}' is not one.") from None
