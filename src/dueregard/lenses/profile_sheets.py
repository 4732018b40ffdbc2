"""A force's profile as a file: its area, its communities, what happened there, its priorities.

Without this file an analyst without a server would see the order of no place in particular.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError, No
from dueregard.lenses.profile import Line, Profile, Sort, may_say
from dueregard.lenses.shapes import LENSES, Bank

_LISTS = {Sort.COMMUNITY: "name", Sort.EVENT: "title", Sort.PRIORITY: "title"}
_ONE = {Sort.COMMUNITY: "a community", Sort.EVENT: "an event", Sort.PRIORITY: "a priority"}
_KEYS = {
    Sort.COMMUNITY: {"name", "felt_targeted", "lenses", "words", "technologies"},
    Sort.EVENT: {"title", "date", "lenses", "words", "technologies"},
    Sort.PRIORITY: {"title", "lenses", "words", "technologies"},
}


def read(*, path: Path, bank: Bank) -> Profile:
    """The profile in a TOML file; one sentence for each fault."""
    if not path.is_file():
        raise DueRegardError(f"There is no file {path}. Check the name and the folder.")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DueRegardError(f"{path} cannot be read: {error}. Look at that line.") from None
    faults = [
        f"“{each}” is not part of a profile. It can have areas, [[community]], [[event]] and "
        "[[priority]]." for each in table if each not in {"areas", *_LISTS}
    ]
    lines = _areas(table.get("areas", []), bank, faults)
    for sort in _LISTS:
        entries = table.get(sort, [])
        if not isinstance(entries, list) or any(not isinstance(each, dict) for each in entries):
            faults.append(f"Write each {sort} under [[{sort}]].")
            continue
        lines += [_line(sort, each, bank, faults) for each in entries]
    if faults:
        raise DueRegardError(f"{path} cannot be used as it is.\n" + "\n".join(faults))
    return Profile(lines=tuple(lines))


def _areas(named: Any, bank: Bank, faults: list[str]) -> list[Line]:
    known = {each.id: each for each in bank.areas}
    if not isinstance(named, list):
        faults.append('“areas” is a list, such as ["area.rural"].')
        return []
    odd = [each for each in named if each not in known]
    if odd:
        faults.append(f"There is no area “{odd[0]}”. Choose from: {', '.join(known)}.")
    return [
        Line(sort=Sort.AREA, title=known[each].name, words=known[each].words)
        for each in named if each in known
    ]


def _line(sort: Sort, entry: Mapping[str, Any], bank: Bank, faults: list[str]) -> Line:
    title = str(entry.get(_LISTS[sort], "")).strip()
    where = f"{sort} “{title}”" if title else f"{_ONE[sort]} without a {_LISTS[sort]}"
    for key in entry.keys() - _KEYS[sort]:
        faults.append(f"{where}: “{key}” is not asked here. It can have "
                      f"{', '.join(sorted(_KEYS[sort]))}.")
    allowed = {"lenses": LENSES, "words": (), "technologies": tuple(bank.packs)}
    lists: dict[str, tuple[str, ...]] = {}
    for key, among in allowed.items():
        listed = entry.get(key, [])
        if not isinstance(listed, list) or any(not isinstance(each, str) for each in listed):
            faults.append(f'{where}: “{key}” is a list of words, such as ["one", "two"].')
            listed = []
        odd = [each for each in listed if among and each not in among]
        if odd:
            faults.append(f"{where}: “{key}” cannot have “{odd[0]}”. It can have "
                          f"{', '.join(among)}.")
        lists[key] = tuple(listed)
    line = Line(
        sort=sort, title=title, targeted=entry.get("felt_targeted") is True,
        when=str(entry.get("date", "")), **lists,
    )
    answer = may_say(line)
    if isinstance(answer, No):
        faults.append(f"{where}: {answer.reason}")
    return line
