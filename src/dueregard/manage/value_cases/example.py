"""The worked example of a value case, from the file that this version ships."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dueregard.manage.value_cases.rules import Factor, Option, Row, Sort

FILE = "content/value_example.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case that was published, in our rows."""

    title: str
    text: str
    rows: tuple[Row, ...]


@cache
def example() -> Example:
    """The example that this version ships."""
    found = tomllib.loads(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))
    return Example(title=found["title"], text=found["text"], rows=tuple(
        Row(
            option=Option(each["option"]), sort=Sort(each["sort"]), text=each["text"],
            who=each["who"], unit=each["unit"],
            factors=tuple(Factor(**one) for one in each["factor"]),
        )
        for each in found["row"]
    ))
