"""Frozen shapes from plain tables and back, by the kinds of their fields; slips said in words.

Without this file each field would be read by hand in one place and written in another, and a
misspelt one would be taken for one that nobody had filled in.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from dueregard.answers import DueRegardError

Made = TypeVar("Made")
Say = Callable[[str, str], None]
# The fields by which one table is told from another: in a list they are needed.
_CALLED = ("ref", "key", "party")


def from_plain(kind: type[Made], plain: object, *, name: str) -> Made:
    """A shape from plain tables. Raises every slip, a line each, with the field it is in.

    A field may be words, a whole number, true or false, a date, one of a list of words, a list
    of words or of tables, or a table. What is left out is blank.
    """
    faults: list[tuple[str, str]] = []
    made = _table(kind, plain, "", lambda path, sentence: faults.append((path, sentence)))
    if faults or made is None:
        said = "\n".join(f"{path}: {sentence}" if path else sentence for path, sentence in faults)
        raise DueRegardError(f"{name} cannot be used as it is.\n{said}")
    return made


def to_plain(made: object) -> dict[str, Any]:
    """Plain tables that JSON and TOML can hold: dates as 2026-03-31, blanks left out.

    No and an empty list that was said are kept: they are answers.
    """
    plain: dict[str, Any] = {}
    kind: Any = type(made)
    for name, optional in _shape(kind):
        value = getattr(made, name)
        if value is None or value == "" or (value == () and not optional):
            continue
        plain[name] = _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return to_plain(value) if is_dataclass(value) else value


@cache
def _shape(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Each field, and whether an empty list in it says something other than a blank."""
    return tuple((name, type(None) in get_args(hint)) for name, hint in _hints(kind).items())


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _table(kind: type[Made], plain: object, path: str, say: Say) -> Made | None:
    shape: Any = kind
    hints = _hints(shape)
    if not isinstance(plain, Mapping):
        say(path, "This is a table of fields, each with its name.")
        return None
    start = f"{path}." if path else ""
    for key in plain:
        if key not in hints:
            say(f"{start}{key}", f"This is not asked here. It can have: {', '.join(hints)}.")
    given = {}
    for key, hint in hints.items():
        if plain.get(key) is not None:
            value = _value(hint, plain[key], f"{start}{key}", say)
            if value is not None:
                given[key] = value
    for key in (each for each in _CALLED if path and each in hints):
        if not given.get(key):
            say(f"{start}{key}", "It is missing. Give it a short name, by which others call it.")
            given[key] = ""
    return kind(**given)


def _value(hint: Any, found: object, path: str, say: Say) -> Any:
    if isinstance(hint, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        return _list(get_args(hint)[0], found, path, say)
    if is_dataclass(hint):
        return _table(hint, found, path, say)  # type: ignore[arg-type]
    if issubclass(hint, StrEnum):
        return _choice(hint, found, path, say)
    return _SIMPLE[hint](found, path, say)


def _list(hint: Any, found: object, path: str, say: Say) -> tuple[Any, ...]:
    if not isinstance(found, list | tuple):
        say(path, f"Write each one under [[{path}]]." if is_dataclass(hint) else
            'Write a list of words, such as ["one", "two"].')
        return ()
    made = [_value(hint, each, f"{path}[{place}]", say) for place, each in enumerate(found)]
    kept = tuple(each for each in made if each not in (None, ""))
    names = [getattr(each, "key", getattr(each, "ref", None)) or each for each in kept]
    for each in sorted({str(one) for one in names if names.count(one) > 1}):
        say(path, f"“{each}” stands in it twice. Keep one.")
    return kept


def _choice(hint: type[StrEnum], found: object, path: str, say: Say) -> StrEnum | None:
    try:
        return hint(str(found).strip()) if str(found).strip() else None
    except ValueError:
        say(path, f"“{found}” is not one of: {', '.join(hint)}.")
        return None


def _text(found: object, path: str, say: Say) -> str:
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    say(path, "Write words in quotation marks.")
    return ""


def _truth(found: object, path: str, say: Say) -> bool | None:
    if isinstance(found, bool):
        return found
    say(path, "Write true or false, without quotation marks; leave it out where nobody knows.")
    return None


def _whole_number(found: object, path: str, say: Say) -> int:
    if isinstance(found, int) and not isinstance(found, bool) and found > 0:
        return found
    say(path, "Write a whole number from 1 up.")
    return 1


def _day(found: object, path: str, say: Say) -> date | None:
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        if isinstance(found, str):
            return date.fromisoformat(found.strip()) if found.strip() else None
    except ValueError:
        pass
    say(path, f"“{found}” is not a date. Write it as 2026-03-31.")
    return None


_SIMPLE: Mapping[Any, Callable[[object, str, Say], Any]] = {
    str: _text, bool: _truth, int: _whole_number, date: _day,
}
