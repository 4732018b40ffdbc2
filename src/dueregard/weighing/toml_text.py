"""Plain tables written as TOML, to go on with. Without it an import could not be edited."""

import json
from collections.abc import Mapping
from typing import Any

from dueregard.weighing.reading import to_plain
from dueregard.weighing.shapes import Proposal


def written(proposal: Proposal, *, notes: tuple[str, ...] = ()) -> str:
    """The proposal as TOML that `reading.read` reads back, with notes as comments on top."""
    return of_plain(to_plain(proposal), notes=notes)


def of_plain(plain: Mapping[str, Any], *, notes: tuple[str, ...] = ()) -> str:
    """Plain tables as TOML: values first, then a [[table]] for each of a list of tables."""
    lines = [f"# {' '.join(each.split())}" for each in notes]
    lines += [f"{key} = {_value(each)}" for key, each in plain.items() if not _tables(each)]
    for key, each in plain.items():
        if _tables(each):
            for table in each:
                lines += ["", *_table(key, table)]
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping[str, Any]) -> list[str]:
    lines = [f"[[{name}]]"]
    lines += [f"{key} = {_value(each)}" for key, each in table.items() if not _tables(each)]
    for key, each in table.items():
        if _tables(each):
            for inner in each:
                lines += ["", *_table(f"{name}.{key}", inner)]
    return lines


def _tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # A JSON string is a TOML string but for one sign, which JSON leaves bare and TOML forbids.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
