"""Agreements, requests and facts from a file, TOML or JSON.

Without this file an agreement could be kept only by a program.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.plain import from_plain
from dueregard.sharing.terms import Terms


def read(path: Path) -> Mapping[str, Any]:
    """What is in a TOML or JSON file; a sentence where it cannot be read."""
    if not path.is_file():
        raise DueRegardError(f"There is no file {path}. Check the name and the folder.")
    if path.suffix.lower() not in (".toml", ".json"):
        raise DueRegardError(f"{path} cannot be read: its name ends in neither .toml nor .json.")
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DueRegardError(f"{path} cannot be read: {error}. Look at that line.") from None
    if not isinstance(found, dict):
        raise DueRegardError(f"{path} has no fields with names. See the example in the manual.")
    return found


def terms(plain: Mapping[str, Any], *, name: str = "The agreement") -> Terms:
    """An agreement from plain tables. Raises every slip, a line each, with its field."""
    return from_plain(Terms, plain, name=name)


def request(plain: Mapping[str, Any], *, name: str = "The request") -> Request:
    """A request from plain tables, in the same way."""
    return from_plain(Request, plain, name=name)


def facts(plain: Mapping[str, Any], *, name: str = "What is known") -> Facts:
    """Facts from plain tables, in the same way."""
    return from_plain(Facts, plain, name=name)
