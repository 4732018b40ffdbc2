"""Which column of a force's own file is which.

Without this file every force would have to rename its columns before it could measure
anything, and a wrongly matched column would go unnoticed.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import DueRegardError


class Kind(StrEnum):
    """What a cell of a column must hold."""

    WHOLE = "a whole number, 0 or more"
    NUMBER = "a number, 0 or more"
    DATE = "a date, such as 2024-01-10 or 10/01/2024 (day first)"
    TEXT = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRole:
    """A column that an instrument asks for: its canonical name, what it holds, in words.

    `also` are other headings that mean the same.
    """

    role: str
    kind: Kind
    words: str
    required: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Which position of the file holds each role, and what a reader should know about that."""

    positions: Mapping[str, int]
    headings: Mapping[str, str]
    notes: tuple[str, ...] = ()


def fold(heading: str) -> str:
    """A heading without what people write differently: case, accents, spaces, punctuation.

    >>> fold("Faces seen (est.)"), fold("FACES_SEEN_EST")
    ('facesseenest', 'facesseenest')
    """
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


def assign(
    *,
    columns: Sequence[str],
    wanted: Sequence[ColumnRole],
    chosen: Mapping[str, str] | None = None,
) -> Assigned:
    """Give each wanted role the column that holds it.

    What a person chose comes first; then the canonical name; then a heading known to mean the
    same. Raises a sentence where a choice names nothing, where two columns fit equally well,
    or where a required column is missing.
    """
    chosen = chosen or {}
    _check_choices(columns=columns, wanted=wanted, chosen=chosen)
    taken = {_position_of(columns, heading) for heading in chosen.values()}
    positions: dict[str, int] = {}
    notes: list[str] = []
    for role in wanted:
        if role.role in chosen:
            positions[role.role] = _position_of(columns, chosen[role.role])
            continue
        position = _fitting(columns=columns, role=role, taken=taken, notes=notes)
        if position is not None:
            positions[role.role] = position
    missing = [each for each in wanted if each.required and each.role not in positions]
    if missing:
        used = set(positions.values())
        spare = [name for place, name in enumerate(columns) if place not in used and name]
        raise DueRegardError(_missing_sentence(missing=missing, columns=columns, spare=spare))
    return Assigned(
        positions=positions,
        headings={role: columns[place] for role, place in positions.items()},
        notes=tuple(notes),
    )


def _check_choices(
    *, columns: Sequence[str], wanted: Sequence[ColumnRole], chosen: Mapping[str, str]
) -> None:
    roles = [each.role for each in wanted]
    holders: dict[int, str] = {}
    for role, heading in chosen.items():
        if role not in roles:
            raise DueRegardError(
                f"There is no column role '{role}' to choose."
                f"{_perhaps(role, roles)} The roles are: {', '.join(roles)}."
            )
        position = _position_of(columns, heading)
        if position in holders:
            raise DueRegardError(
                f"The column '{columns[position]}' was chosen twice, as {holders[position]} and "
                f"as {role}. Give each role a column of its own."
            )
        holders[position] = role


def _position_of(columns: Sequence[str], heading: str) -> int:
    exact = [place for place, name in enumerate(columns) if name == heading.strip()]
    close = exact or [place for place, name in enumerate(columns) if fold(name) == fold(heading)]
    if not close:
        raise DueRegardError(
            f"The file has no column headed '{heading}'.{_perhaps(heading, columns)} "
            f"It has: {_quoted(columns)}."
        )
    if len(close) > 1:
        raise DueRegardError(_twice_sentence(columns=columns, places=close))
    return close[0]


def _fitting(
    *, columns: Sequence[str], role: ColumnRole, taken: set[int], notes: list[str]
) -> int | None:
    free = [(place, fold(name)) for place, name in enumerate(columns) if place not in taken]
    own = [place for place, name in free if name == fold(role.role)]
    others = [place for place, name in free if name in {fold(each) for each in role.also}]
    best = own or others
    if len(best) > 1:
        names = {columns[place] for place in best}
        if len({fold(name) for name in names}) == 1:
            raise DueRegardError(_twice_sentence(columns=columns, places=best))
        raise DueRegardError(
            f"More than one column could be {role.role} ({role.words}): "
            f"{_quoted(sorted(names))}. Say which, for example "
            f"--column {role.role}={_shell(columns[best[0]])}."
        )
    if own and others:
        notes.append(
            f"'{columns[own[0]]}' was read as {role.role}; "
            f"{_quoted([columns[place] for place in others])} could mean that too and was not used."
        )
    return best[0] if best else None


def _twice_sentence(*, columns: Sequence[str], places: Sequence[int]) -> str:
    where = " and ".join(str(place + 1) for place in places)
    return (
        f"The file has more than one column headed '{columns[places[0]]}' (columns {where}), so "
        "it cannot be told which is meant. Rename or remove all but one, then try again."
    )


def _missing_sentence(
    *, missing: Sequence[ColumnRole], columns: Sequence[str], spare: Sequence[str]
) -> str:
    needs = "; ".join(f"{each.role} ({each.words})" for each in missing)
    what = "a column that is" if len(missing) == 1 else f"{len(missing)} columns that are"
    guesses = [
        f"{each.role}={_shell(close[0])}"
        for each in missing
        if (close := _closest(each, spare))
    ]
    advice = (
        "Perhaps: " + " ".join(f"--column {guess}" for guess in guesses) + "."
        if guesses
        else f"If one of them holds it, say so: --column {missing[0].role}=HEADING."
    )
    return (
        f"The file lacks {what} needed: {needs}. "
        f"The headings found are: {_quoted(columns)}. {advice}"
    )


def _closest(role: ColumnRole, names: Sequence[str]) -> list[str]:
    by_fold = {fold(name): name for name in names}
    for word in (role.role, *role.also):
        close = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=0.7)
        if close:
            return [by_fold[close[0]]]
    return []


def _perhaps(word: str, choices: Sequence[str]) -> str:
    close = difflib.get_close_matches(fold(word), [fold(each) for each in choices], n=1)
    return next((f" Did you mean '{each}'?" for each in choices if fold(each) in close), "")


def _quoted(names: Sequence[str]) -> str:
    shown = [f"'{name}'" if name else "(no heading)" for name in names[:30]]
    rest = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return ", ".join(shown) + rest


def _shell(heading: str) -> str:
    return f'"{heading}"' if re.search(r"[^A-Za-z0-9_.-]", heading) else heading
