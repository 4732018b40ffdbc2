"""A Finding read back from its file, so that what an analyst measured at a desk can be attached.

Everything is checked: a file from a supplier may be cut short, older, or something else.
"""

import json
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from typing import Any, NoReturn, TypeVar

from dueregard.answers import DueRegardError
from dueregard.findings.finding import (
    OPTIONAL,
    SCHEMA,
    Caveat,
    Data,
    Finding,
    Method,
    NotComputed,
    Repeat,
    Row,
    SetAside,
    Verdict,
    VerdictCode,
)

T = TypeVar("T")
_HOW = "Measure again with `dueregard measure ... -o finding.json` and use that file unchanged."


def finding_from_json(text: str) -> Finding:
    """The Finding that `to_json` wrote.

    Raises DueRegardError, saying where and what, when the text is not JSON, is not a Finding of
    this schema, lacks or adds a field, or has a value of the wrong kind.
    """
    try:
        plain = json.loads(text, parse_constant=_not_a_number, parse_float=_finite)
    except (ValueError, RecursionError) as problem:
        raise DueRegardError(
            f"This file is not a finding: it is not JSON ({problem}). {_HOW}"
        ) from problem
    if not isinstance(plain, dict) or "schema" not in plain:
        raise DueRegardError(
            f"This file is JSON but not a finding: it has no 'schema' that says so. {_HOW}"
        )
    if plain["schema"] != SCHEMA:
        raise DueRegardError(
            f"This file says that it is {plain['schema']!r}, and this version reads {SCHEMA!r}. "
            f"{_HOW}"
        )
    return _finding(plain)


def _finding(plain: dict[str, Any]) -> Finding:
    return _made(Finding, plain, "the finding", {
        "instrument": _text, "version": _text, "question": _text, "schema": _text,
        "verdict": _verdict, "data": _data, "method": _method,
        "rows": _each(_row), "caveats": _each(_caveat),
        "headline": _text, "method_words": _each(_text), "repeat": _each(_repeat),
    }, optional=OPTIONAL)


def _made(
    kind: type[T], plain: Any, where: str, readers: Mapping[str, Callable[..., Any]],
    optional: Collection[str] = (),
) -> T:
    if not isinstance(plain, dict):
        _wrong(where, "a set of named values", plain)
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    missing = sorted(known - plain.keys() - set(optional))
    unknown = sorted(plain.keys() - known)
    if missing:
        raise DueRegardError(
            f"This finding cannot be read: {where} lacks {_named(missing)}. {_HOW}"
        )
    if unknown:
        raise DueRegardError(
            f"This finding cannot be read: {where} has {_named(unknown)}, which this version does "
            f"not know. {_HOW}"
        )
    return kind(**{
        name: readers[name](plain[name], f"{where}, {name}")
        for name in sorted(known) if name in plain
    })


def _verdict(plain: Any, where: str) -> Verdict:
    return _made(Verdict, plain, where, {"code": _code, "sentence": _text})


def _caveat(plain: Any, where: str) -> Caveat:
    return _made(Caveat, plain, where, {"code": _text, "sentence": _text})


def _repeat(plain: Any, where: str) -> Repeat:
    return _made(Repeat, plain, where, {
        "title": _text, "language": _text, "lines": _each(_text),
    })


def _row(plain: Any, where: str) -> Row:
    row = _made(Row, plain, where, {
        "measure": _text, "group": _labels, "stratum": _labels, "value": _maybe(_number),
        "low": _maybe(_number), "high": _maybe(_number), "level": _maybe(_number),
        "method": _maybe(_text), "unit": _text, "events": _maybe(_whole),
        "exposure": _maybe(_number), "reference": _maybe(_text), "suppressed": _yes_or_no,
        "not_computed": _maybe(_not_computed),
    })
    if row.not_computed is not None and (row.value, row.low, row.high) != (None, None, None):
        raise DueRegardError(
            f"This finding cannot be read: {where} has a value and also a reason why there is "
            f"none. {_HOW}"
        )
    return row


def _not_computed(plain: Any, where: str) -> NotComputed:
    return _made(NotComputed, plain, where, {"reason": _text})


def _data(plain: Any, where: str) -> Data:
    return _made(Data, plain, where, {
        "sha256": _text, "rows_read": _whole, "rows_used": _whole, "set_aside": _each(_set_aside),
    })


def _set_aside(plain: Any, where: str) -> SetAside:
    return _made(SetAside, plain, where, {"reason": _text, "rows": _whole})


def _method(plain: Any, where: str) -> Method:
    return _made(Method, plain, where, {
        "name": _text, "options": _options, "seed": _maybe(_whole),
    })


def _each(read: Callable[[Any, str], T]) -> Callable[[Any, str], tuple[T, ...]]:
    def read_list(plain: Any, where: str) -> tuple[T, ...]:
        if not isinstance(plain, list):
            _wrong(where, "a list", plain)
        return tuple(read(item, f"{where} {place}") for place, item in enumerate(plain, start=1))

    return read_list


def _maybe(read: Callable[[Any, str], T]) -> Callable[[Any, str], T | None]:
    return lambda plain, where: None if plain is None else read(plain, where)


def _text(plain: Any, where: str) -> str:
    return plain if isinstance(plain, str) else _wrong(where, "text", plain)


def _yes_or_no(plain: Any, where: str) -> bool:
    return plain if isinstance(plain, bool) else _wrong(where, "true or false", plain)


def _whole(plain: Any, where: str) -> int:
    # A bool is an int to Python, never to a reader.
    if isinstance(plain, int) and not isinstance(plain, bool):
        return plain
    _wrong(where, "a whole number", plain)


def _number(plain: Any, where: str) -> float:
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        _wrong(where, "a number", plain)
    if abs(plain) > sys.float_info.max:
        _wrong(where, "a number that a computer can hold", plain)
    return plain


def _labels(plain: Any, where: str) -> dict[str, str]:
    named = _options(plain, where)
    return {name: _text(value, f"{where}, {name}") for name, value in named.items()}


def _options(plain: Any, where: str) -> dict[str, Any]:
    return dict(plain) if isinstance(plain, dict) else _wrong(where, "named values", plain)


def _code(plain: Any, where: str) -> VerdictCode:
    if plain in list(VerdictCode):
        return VerdictCode(plain)
    _wrong(where, f"one of {', '.join(VerdictCode)}", plain)


def _not_a_number(word: str) -> NoReturn:
    raise DueRegardError(
        f"This finding cannot be read: it holds '{word}', which is not a number that can be used. "
        f"{_HOW}"
    )


def _finite(digits: str) -> float:
    number = float(digits)
    return number if abs(number) <= sys.float_info.max else _not_a_number(digits)


def _named(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _wrong(where: str, wanted: str, found: Any) -> NoReturn:
    shown = json.dumps(found, ensure_ascii=False)
    raise DueRegardError(
        f"This finding cannot be read: {where} should be {wanted}, and is "
        f"{shown if len(shown) < 60 else shown[:57] + '...'}. {_HOW}"
    )
