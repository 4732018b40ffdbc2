"""Which columns were meant, and what counts as found: the analyst's choice, never ours.

Without this file an arrest would pass for a find in one report and a warning in the next, and a
blank for a search that found nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings import layouts
from dueregard.findings.about import About
from dueregard.findings.labels import Condition, condition, heading_of, is_blank, truths
from dueregard.findings.layouts import (
    FindRule,
    GroupColumn,
    Layout,
    find_rules,
    is_find,
)
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold

RULES = tuple(each.id for each in find_rules())
_PHRASES = {
    "object": "What was searched for was found in",
    "anything": "Something came of",
    "arrest": "An arrest followed",
    "formal": "An arrest, summons, charge, caution or penalty notice followed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What counts as found: a rule of a known layout, a condition on a column, or a count.

    `words` is how it was asked for, and `phrase` how a sentence about it begins.
    """

    heading: str
    words: str
    phrase: str
    caution: str
    rule: FindRule | None = None
    asked: Condition | None = None

    def truths(self, values: Mapping[str | None, int]) -> dict[str | None, bool | None]:
        """For each value of the column: found, not found, or None where it says neither."""
        if self.rule is not None:
            return {value: is_find(value, rule=self.rule) for value in values}
        assert self.asked is not None
        return truths(self.asked, values)

    def why(self, value: str | None) -> str:
        """Why a value answers nothing."""
        if is_blank(value):
            return f"'{self.heading}' is blank, so it is not known whether anything was found"
        return f"'{self.heading}' holds '{value}', which does not say whether it was found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The columns of the searches.

    `groups` are measured side by side. Where the file holds counts, `searches` and `finds` are
    their headings. `kind` and `no_person` tell searches of no person, where the layout is known.
    """

    groups: tuple[GroupColumn, ...]
    strata: tuple[str, ...]
    found: Found
    searches: str
    finds: str
    kind: str
    no_person: frozenset[str]
    police: bool
    notes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column that has to be counted by."""
        last = (self.searches, self.finds) if self.searches else (self.found.heading,)
        named = (*(each.heading for each in self.groups), *self.strata, self.kind, *last)
        return tuple(dict.fromkeys(each for each in named if each))


def meant(table: Table, *, chosen: Mapping[str, Any], about: About) -> Meant:
    """The columns that the options and the layout name; a sentence where one is not there."""
    columns = table.saved.columns if table.saved else table.columns
    police = layouts.police(columns)
    if not chosen["group"] and police is None:
        raise answers_of.needed(about, "group", columns=columns)
    groups = layouts.group_columns(
        answers_of.headings(chosen["group"], columns=columns), layout=police)
    strata = answers_of.headings(chosen["stratum"], columns=columns, what="stratum")
    searches, finds = _counts(chosen["counts"], columns=columns)
    found = _found(chosen, columns=columns, police=police, about=about, finds=finds)
    said = [*(each.heading for each in groups), *strata]
    said += [searches, finds] if searches else []
    if len(set(said)) < len(said) or found.heading in said[:len(groups)]:
        raise DueRegardError(
            "A column is given for two things at once. The group, the stratum and what was found "
            "each need a column of their own."
        )
    return Meant(
        groups=groups, strata=strata, found=found, searches=searches, finds=finds,
        kind=police.roles.get("type", "") if police else "",
        no_person=frozenset(map(fold, police.no_person)) if police else frozenset(),
        police=police is not None, notes=police.notes if police else (),
    )


def _counts(asked: tuple[str, ...], *, columns: tuple[str, ...]) -> tuple[str, str]:
    if not asked:
        return "", ""
    if len(asked) != 2:
        raise DueRegardError(
            "Say two columns: how many searches a row stands for, then how many of them found "
            "something, for example --counts searches,finds."
        )
    return heading_of(asked[0], columns), heading_of(asked[1], columns)


def _found(
    chosen: Mapping[str, Any], *, columns: tuple[str, ...], police: Layout | None, about: About,
    finds: str,
) -> Found:
    asked = chosen["found"] or ""
    if finds:
        if asked:
            raise DueRegardError(
                "A file of counts already says how many searches found something, so --found and "
                "--counts do not go together. Leave one out."
            )
        return Found(heading=finds, words=finds, phrase="Something was found in",
                     caution="")
    if not asked:
        raise DueRegardError(_choices(police)) if police else answers_of.needed(
            about, "found", columns=columns)
    if police and asked in RULES:
        rule = next((each for each in police.finds if each.id == asked), None)
        if rule is None:
            raise DueRegardError(
                f"The file lacks the column that '{asked}' needs. {_choices(police)}")
        return Found(heading=rule.heading, words=f"{rule.title} ({rule.id})",
                     phrase=_PHRASES[rule.id], caution=rule.caution, rule=rule)
    if asked in RULES and not any(fold(each) == fold(asked) for each in columns):
        raise DueRegardError(
            f"'{asked}' is for files laid out like those of data.police.uk, and this one is not. "
            f"{answers_of.needed(about, 'found', columns=columns)}"
        )
    its = condition(asked, headings=columns)
    return Found(heading=its.heading, words=its.words, phrase=f"'{its.words}' holds for",
                 caution="", asked=its)


def _choices(police: Layout) -> str:
    """The choices that there are in a known layout, each with what it means."""
    told = "; ".join(f"--found {each.id} ({each.title.lower()})" for each in police.finds)
    return (
        f"Say what counts as found, because the answer can depend on it: {told}. Or name a column "
        "and its values: --found \"Outcome=Arrest,Community resolution\"."
    )
