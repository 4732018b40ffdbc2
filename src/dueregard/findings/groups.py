"""How the words and codes in a file become the five ethnic groups of the census.

Without this file "Not stated" would be counted as Other, and each force would sort 18 groups
into five in its own way. Every map has a version, and what no map knows is named, never guessed.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.roles import fold
from dueregard.findings.wording import listed

FIVE = ("White", "Mixed", "Asian", "Black", "Other")
_CODE = re.compile(r"^\s*([A-Za-z]{1,2}\d|NS)\b|\(([A-Za-z]{1,2}\d|NS)\)\s*$")
_NOMIS_BEFORE = re.compile(r"^\s*ethnic group( \(detailed\))?\s*:\s*", re.IGNORECASE)
_NOMIS_AFTER = re.compile(r";\s*measures?\s*:.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMap:
    """One list of words or codes and the group each belongs to: words for whole groups, parts.

    The words are folded: without case, spaces and punctuation. Where `caution_for` names words,
    the caution is for them alone.
    """

    id: str
    version: str
    title: str
    source: str
    caution: str
    caution_for: frozenset[str]
    whole: Mapping[str, str]
    parts: Mapping[str, str]
    unknown: frozenset[str]

    def __contains__(self, key: str) -> bool:
        return key in self.whole or key in self.parts

    def group(self, key: str) -> str:
        """The group of a folded word that this map has."""
        return self.whole[key] if key in self.whole else self.parts[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maps:
    """Every map, the words for "nobody knows", and the words for everybody together."""

    maps: tuple[GroupMap, ...]
    unknown: frozenset[str]
    total: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What became of the labels of a column.

    `found` gives each label its group; `unknown` are the labels that say that nobody knows;
    `not_mapped` are those that no map has; `maps` are the ids of the maps used. `cautions` are
    sentences that a reader must see.
    """

    found: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    not_mapped: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a census label belongs: its group, and whether it is the whole group or a part.

    The label for everybody together has no group.
    """

    group: str | None
    whole: bool


def to_five(labels: Iterable[str], *, maps: Sequence[str] = ()) -> Mapped:
    """Sort labels into White, Mixed, Asian, Black and Other.

    The map that knows most of the labels is used first, then the map that knows most of the
    rest, and so on; `maps` limits the choice to those ids. A blank label and one that says
    "not stated" are unknown, never Other. It cannot tell whether a person or an officer chose
    the word: where an officer did, ask for the map `officer-defined-words`.
    Source: the 18 groups of Census 2011 and the 19 of Census 2021, Office for National Statistics.

    >>> found = to_five(["White - Irish", "Asian/Asian British - Chinese",
    ...                  "Other ethnic group - Not stated", "Martian"])
    >>> dict(found.found)
    {'White - Irish': 'White', 'Asian/Asian British - Chinese': 'Asian'}
    >>> found.unknown, found.not_mapped
    (('Other ethnic group - Not stated',), ('Martian',))
    """
    everything = load()
    candidates = _chosen(maps=maps, known=everything.maps)
    asked = list(dict.fromkeys(labels))
    nobody_knows = everything.unknown.union(*(one.unknown for one in candidates))
    unknown = [each for each in asked if _is_unknown(each, words=nobody_knows)]
    rest = [each for each in asked if each not in set(unknown)]
    found: dict[str, str] = {}
    used: list[GroupMap] = []
    keys = {each: _key(each, maps=candidates) for each in rest}
    while rest:
        best = max(candidates, key=lambda one: sum(keys[each] in one for each in rest))
        fitting = {each: best.group(keys[each]) for each in rest if keys[each] in best}
        if not fitting:
            break
        used.append(best)
        found |= fitting
        rest = [each for each in rest if each not in fitting]
    return Mapped(
        found={each: found[each] for each in asked if each in found},
        unknown=tuple(unknown),
        not_mapped=tuple(rest),
        maps=tuple(one.id for one in used),
        cautions=_cautions(used=used, rest=rest, found=found),
    )


def place(label: str) -> Placed | None:
    """Where a heading of a census table belongs, or nothing when no census map has it.

    It tells a whole group from a part of one, so that the two are never added up.
    Source: tables KS201EW and QS201EW (2011) and TS021 (2021), Office for National Statistics.

    >>> place("Ethnic Group: White: Irish; measures: Value")
    Placed(group='White', whole=False)
    >>> place("Total: All usual residents"), place("Area")
    (Placed(group=None, whole=True), None)
    """
    everything = load()
    keys = _keys(label)
    if any(key in everything.total for key in keys):
        return Placed(group=None, whole=True)
    for one in everything.maps:
        for key in keys:
            if key in one.whole:
                return Placed(group=one.whole[key], whole=True)
            if key in one.parts:
                return Placed(group=one.parts[key], whole=False)
    return None


def plain(label: str) -> str:
    """A census heading without what Nomis puts around it.

    >>> plain("Ethnic Group: White: Irish; measures: Value")
    'White: Irish'
    """
    return _NOMIS_AFTER.sub("", _NOMIS_BEFORE.sub("", label)).strip()


@lru_cache(maxsize=1)
def load() -> Maps:
    """The maps as they stand in the content."""
    text = files("dueregard").joinpath("content", "groups.toml").read_text(encoding="utf-8")
    return read_maps(tomllib.loads(text))


def read_maps(table: Mapping[str, Any]) -> Maps:
    """The maps of a table of content; a sentence where a map contradicts itself."""
    unknown = frozenset(_folded(each) for each in table["unknown"]["labels"])
    maps = tuple(_read_map(each, unknown=unknown) for each in table["map"])
    total = frozenset(_folded(each) for each in table["total"]["labels"])
    return Maps(maps=maps, unknown=unknown, total=total)


def _read_map(entry: Mapping[str, Any], *, unknown: frozenset[str]) -> GroupMap:
    sides: dict[str, dict[str, str]] = {"whole": {}, "parts": {}}
    seen: dict[str, str] = {}
    for side, words in sides.items():
        for group, labels in entry.get(side, {}).items():
            for label in labels:
                key = _folded(label)
                if group not in FIVE:
                    raise DueRegardError(f"The map {entry['id']} has a group '{group}'. "
                                         f"The groups are: {', '.join(FIVE)}.")
                if seen.setdefault(key, group) != group or key in unknown:
                    raise DueRegardError(f"The map {entry['id']} has '{label}' in two places. "
                                         "Keep one of them.")
                words[key] = group
    return GroupMap(
        id=entry["id"], version=entry["version"], title=entry["title"], source=entry["source"],
        caution=entry.get("caution", ""), whole=sides["whole"], parts=sides["parts"],
        caution_for=frozenset(_folded(each) for each in entry.get("caution_for", ())),
        unknown=frozenset(_folded(each) for each in entry.get("unknown", ())),
    )


def _chosen(*, maps: Sequence[str], known: Sequence[GroupMap]) -> tuple[GroupMap, ...]:
    by_id = {one.id: one for one in known}
    missing = [each for each in maps if each not in by_id]
    if missing:
        raise DueRegardError(
            f"There is no map of groups '{missing[0]}'. The maps are: {', '.join(by_id)}."
        )
    return tuple(by_id[each] for each in maps) or tuple(known)


def _folded(label: str) -> str:
    return fold(plain(label).replace("&", " and "))


def _keys(label: str) -> tuple[str, ...]:
    """The label itself and, where it carries a code as in 'W1 - British', the code alone."""
    code = _CODE.search(label)
    return (_folded(label), *((fold(code[1] or code[2]),) if code else ()))


def _is_unknown(label: str, *, words: frozenset[str]) -> bool:
    if not any(letter.isalnum() for letter in label):
        return True
    return any(key in words for key in _keys(label))


def _key(label: str, *, maps: Sequence[GroupMap]) -> str:
    """The words where any map has them, else the code: the words say more, such as the year."""
    keys = _keys(label)
    return next((key for key in keys if any(key in one for one in maps)), keys[0])


def _cautions(
    *, used: Sequence[GroupMap], rest: Sequence[str], found: Mapping[str, str]
) -> tuple[str, ...]:
    sentences = [one.caution for one in used if one.caution and _applies(one, found=found)]
    if rest:
        quoted = listed([f"'{each}'" for each in rest])
        sentences.append(
            f"No map of groups has {quoted}. Those rows were put in no group. Say where they "
            "belong, or leave them out and say so."
        )
    return tuple(sentences)


def _applies(one: GroupMap, *, found: Mapping[str, str]) -> bool:
    """A caution about one code says nothing where the file does not have it."""
    return not one.caution_for or any(one.caution_for & set(_keys(each)) for each in found)
