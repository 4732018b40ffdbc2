"""Files whose headings we know: stop and search from data.police.uk, and wide census tables.

Without this file every force would choose anew what counts as a find, a blank would pass for
"nothing found", and a census table with groups and their parts would count people twice.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import groups, populations
from dueregard.findings.roles import fold

POLICE = "data-police-uk-stop-and-search"
_FILE_NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-([a-z][a-z-]*?)-stop-and-search(?:\.\w+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindRule:
    """What counts as a find: words of one column that mean yes, and words that mean no.

    Any other word, and a blank, is not known. It never means that nothing was found.
    """

    id: str
    title: str
    heading: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupColumn:
    """A column that says which group a person belongs to, in whose words, and what to beware of.

    `maps` are the ids of the maps of groups that fit it.
    """

    heading: str
    words: str
    maps: tuple[str, ...]
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file that was recognised. Every heading is written as in that file.

    `roles` gives each role its heading; `groups` are the columns of ethnicity, to be measured
    side by side; `finds` are the rules to choose from; `missing` are headings it should have and
    has not. A row whose role `type` is one of `no_person` is a search of no person.
    """

    id: str
    title: str
    roles: Mapping[str, str]
    groups: tuple[GroupColumn, ...] = ()
    finds: tuple[FindRule, ...] = ()
    missing: tuple[str, ...] = ()
    no_person: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """What the name of a file from data.police.uk says: month, force and its area, if known."""

    month: str
    slug: str
    area: str | None


def recognise(columns: Sequence[str]) -> Layout | None:
    """The layout that these headings belong to, or nothing when it is none that we know.

    The order and the case of the headings do not matter, and some may be missing. It looks at
    headings alone: it cannot tell whether the cells below hold what they should.
    Source: the CSV files of data.police.uk and of Nomis.

    >>> found = recognise(["DATE", "Officer-defined ethnicity", "Self-defined ethnicity",
    ...                    "Legislation", "Object of search", "Outcome"])
    >>> found.id, found.roles["date"], [each.id for each in found.finds]
    ('data-police-uk-stop-and-search', 'DATE', ['anything', 'arrest', 'formal'])
    >>> recognise(["Deployment", "Faces seen"]) is None
    True
    """
    return _stop_and_search(columns) or _census(columns)


def police(columns: Sequence[str]) -> Layout | None:
    """The layout of a stop-and-search file from data.police.uk, or nothing where it is another."""
    found = recognise(columns)
    return found if found is not None and found.id == POLICE else None


def group_columns(
    headings: Sequence[str], *, layout: Layout | None
) -> tuple[GroupColumn, ...]:
    """The columns of groups with those headings; without any, those that the layout has."""
    known = {each.heading: each for each in layout.groups} if layout else {}
    if not headings:
        return tuple(known.values())
    return tuple(
        known.get(each, GroupColumn(heading=each, words="", maps=(), caution=""))
        for each in headings
    )


def is_find(cell: str | None, *, rule: FindRule) -> bool | None:
    """Whether one search was a find by a rule: yes, no, or not known.

    It tells what was recorded. It cannot tell what was found and not recorded.
    Source: the words of the column Outcome in files of data.police.uk.

    >>> rule = find_rule("anything")
    >>> is_find("Arrest", rule=rule), is_find("A no further action disposal", rule=rule)
    (True, False)
    >>> is_find("", rule=rule) is None
    True
    """
    key = fold(cell or "")
    if key in {fold(each) for each in rule.yes}:
        return True
    return False if key in {fold(each) for each in rule.no} else None


def find_rules() -> tuple[FindRule, ...]:
    """Every rule of what counts as a find in a stop and search. The analyst chooses one.

    >>> [each.id for each in find_rules()]
    ['object', 'anything', 'arrest', 'formal']
    """
    return tuple(
        FindRule(id=each["id"], title=each["title"], heading=each["heading"],
                 yes=tuple(each["yes"]), no=tuple(each["no"]), caution=each["caution"])
        for each in _content()["stop-and-search"]["find"]
    )


def find_rule(rule_id: str) -> FindRule:
    """The rule with this id.

    >>> find_rule("arrest").title
    'The person was arrested'
    """
    for each in find_rules():
        if each.id == rule_id:
            return each
    raise DueRegardError(
        f"There is no rule '{rule_id}' for what counts as a find. Choose one of: "
        f"{', '.join(each.id for each in find_rules())}."
    )


def read_file_name(name: str) -> FileName | None:
    """The month and the force in the name of a file from data.police.uk, or nothing.

    `area` is the name in the bundled populations; it is missing where the force is not known.
    Source: the names of the files that data.police.uk gives out.

    >>> read_file_name("2026-08-avon-and-somerset-stop-and-search.csv").area
    'Avon and Somerset'
    >>> read_file_name("2026-08-fenmarch-stop-and-search.csv")
    FileName(month='2026-08', slug='fenmarch', area=None)
    >>> read_file_name("searches.csv") is None
    True
    """
    match = _FILE_NAME.search(name.strip().casefold())
    if match is None:
        return None
    area = next((each for each in populations.areas() if each.slug == match[2]), None)
    return FileName(month=match[1], slug=match[2], area=area.name if area else None)


def sum_rows() -> frozenset[str]:
    """The names, folded, of rows of a census table that are the sum of its other rows.

    >>> "englandandwales" in sum_rows()
    True
    """
    return frozenset(fold(each) for each in _content()["census-wide"]["sums"])


def _stop_and_search(columns: Sequence[str]) -> Layout | None:
    content = _content()["stop-and-search"]
    present = _present(columns)
    have = [each for each in content["headings"] if fold(each) in present]
    if len(have) < content["enough"] or not any(each in have for each in content["known_by"]):
        return None
    missing = tuple(each for each in content["headings"] if each not in have)
    notes = tuple(
        f"The file has no column '{each}'. It was measured without it." for each in missing
    )
    return Layout(
        id=content["id"], title=content["title"],
        roles={role: present[fold(heading)] for role, heading in content["roles"].items()
               if heading in have},
        groups=tuple(
            GroupColumn(heading=present[fold(each["heading"])], words=each["words"],
                        maps=tuple(each["maps"]), caution=each["caution"])
            for each in content["group"] if each["heading"] in have
        ),
        finds=tuple(
            FindRule(id=each.id, title=each.title, heading=present[fold(each.heading)],
                     yes=each.yes, no=each.no, caution=each.caution)
            for each in find_rules() if each.heading in have
        ),
        missing=missing, no_person=tuple(content["no_person"]), notes=notes,
    )


def _census(columns: Sequence[str]) -> Layout | None:
    content = _content()["census-wide"]
    placed = {each: groups.place(each) for each in columns}
    have = {where.group for where in placed.values() if where and where.group}
    if len(have) < content["enough"]:
        return None
    known = {fold(each) for each in content["areas"]}
    area = next((each for each in columns if fold(each) in known), None)
    if area is None:
        area = next((each for each in columns if each and placed[each] is None), None)
    if area is None:
        return None
    return Layout(id=content["id"], title=content["title"], roles={"area": area})


def _present(columns: Sequence[str]) -> dict[str, str]:
    """Folded headings to headings; the first where the file has two alike."""
    present: dict[str, str] = {}
    for each in columns:
        present.setdefault(fold(each), each)
    return present


@lru_cache(maxsize=1)
def _content() -> Mapping[str, Any]:
    text = files("dueregard").joinpath("content", "layouts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
