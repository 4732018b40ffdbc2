"""What is true: which technologies a force uses, and how often, from a file or from its register.

Without this file a share of people could be called wrong with nobody having said what is right.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.finding import NotComputed
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.sources import opened
from dueregard.findings.survey import NO, ODD, OFTEN, USES, YES, Option, answer, how_often, load
from dueregard.findings.tables import Table as AnyTable

_COLUMNS = {
    "technology": ("technology", "id", "tool"), "name": ("name", "title"),
    "used": ("used", "in use", "uses", "actual"),
    "often": ("often", "how often", "how often last quarter", "times last quarter"),
    "wave": ("wave",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether one technology is used, and how often; None where that is not said."""

    technology: str
    name: str
    used: bool | None
    often: Option | None
    wave: str

    @property
    def names(self) -> frozenset[str]:
        """What it is known by, folded."""
        return frozenset({fold(self.technology), fold(self.name)} - {""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of every technology that somebody said something of."""

    states: tuple[State, ...] = ()
    given: bool = False

    def named(self, key: str) -> str:
        """The name of a technology; what was given where nobody named it."""
        found = self._of(key)
        return (found[0].name or found[0].technology) if found else known(key)

    def of(self, key: str, *, wave: str) -> State | NotComputed:
        """What is true of a technology in a wave, or why that is not known."""
        if not self.given:
            return NotComputed(
                reason="Nobody said what is true: give --actual FILE to see the gap."
            )
        found = self._of(key)
        state = next((each for each in found if fold(each.wave) == fold(wave)), None)
        state = state or next((each for each in found if not each.wave), None)
        if state is None:
            when = f" in the wave {wave}" if found and wave else ""
            return NotComputed(
                reason=f"The actual state does not name {self.named(key)}{when}, so there is "
                "nothing to hold the answers against."
            )
        if state.used is None:
            return NotComputed(
                reason=f"The actual state does not say whether we use {self.named(key)}. Not to "
                "know is not the same as not to use it."
            )
        return state

    def unasked(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The technologies that are named here and that the survey does not ask about."""
        asked = {id(state) for key in keys for state in self._of(key)}
        return tuple(dict.fromkeys(
            each.name or each.technology for each in self.states if id(each) not in asked
        ))

    def plain(self) -> list[dict[str, Any]]:
        """As a finding keeps it, so that it can be measured again."""
        return [
            {
                "technology": each.technology, "name": each.name,
                "used": {True: YES, False: NO, None: ""}[each.used],
                "often": each.often.id if each.often else "", "wave": each.wave,
            }
            for each in self.states
        ]

    def _of(self, key: str) -> tuple[State, ...]:
        folded = fold(key)
        exact = tuple(each for each in self.states if folded in each.names)
        if exact:
            return exact
        # A whole question as a heading: the longest name that stands in it is meant.
        inside = {name: each for each in self.states for name in each.names if name in folded}
        if not inside:
            return ()
        meant = inside[max(inside, key=len)]
        return tuple(each for each in self.states if each.technology == meant.technology)


def read(given: Any) -> Truth:
    """What is true, from the name of a CSV or TOML file or an open table; nothing from nothing.

    Raises a sentence for a file without the columns, a technology twice, and a word that is not
    one of the survey's.
    """
    if given in (None, "", ()):
        return Truth()
    if isinstance(given, str | Path) and Path(given).suffix.lower() == ".toml":
        lines = _toml(Path(given))
    else:
        lines = _rows(opened(given))
    states: dict[tuple[str, str], State] = {}
    for line in lines:
        state = _state(line)
        key = fold(state.technology), fold(state.wave)
        if key in states:
            raise DueRegardError(
                f"The actual state names '{state.technology}' twice. Keep one row, or say of "
                "which wave each is in a column 'wave'."
            )
        states[key] = state
    if not states:
        raise DueRegardError("The actual state names no technology. Add a row for each.")
    return Truth(states=tuple(states.values()), given=True)


def _state(line: Mapping[str, str]) -> State:
    name, used, often = line["technology"], line.get("used", ""), line.get("often", "")
    said = answer(USES, used)
    if said == ODD:
        raise DueRegardError(
            f"The actual state says '{used}' of {name}. Write yes, no, or leave it blank where "
            "nobody knows."
        )
    how = how_often(often) if often.strip() else None
    if often.strip() and how is None:
        words = ", ".join(each.label for each in load().options[OFTEN] if each.least is not None)
        raise DueRegardError(
            f"The actual state says that {name} is used '{often}'. Write how many times in the "
            f"last three months, or one of: {words}."
        )
    return State(
        technology=name, name=line.get("name", "") or known(name), often=how,
        used={YES: True, NO: False}.get(said), wave=line.get("wave", ""),
    )


def known(technology: str) -> str:
    """A technology as the survey calls it; what was given, where it is none of the survey's."""
    found = load().technologies.get(technology.strip())
    return f"{found.called[:1].upper()}{found.called[1:]}" if found else technology.strip()


def _rows(table: AnyTable | Table) -> list[dict[str, str]]:
    where = {
        name: next((place for place, each in enumerate(table.columns)
                    if fold(each) in {fold(word) for word in also}), None)
        for name, also in _COLUMNS.items()
    }
    if where["technology"] is None or where["used"] is None:
        shown = ", ".join(f"'{each}'" for each in table.columns[:20])
        raise DueRegardError(
            "The actual state needs the columns technology and used (yes or no), and may have "
            f"name, often and wave. It has: {shown}."
        )
    cells = ", ".join(
        f"coalesce(c{place}, '')" if place is not None else "''" for place in where.values()
    )
    found = table.ask(f"SELECT {cells} FROM records")
    lines = [dict(zip(where, (str(cell).strip() for cell in row), strict=True)) for row in found]
    return sorted((each for each in lines if each["technology"]),
                  key=lambda each: (each["technology"], each["wave"]))


def _toml(path: Path) -> list[dict[str, str]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DueRegardError(f"There is no file {path}. Check its name and folder.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DueRegardError(
            f"{path} cannot be read as TOML ({problem}). Put it right, or give a CSV."
        ) from None
    tables = content.get("technology", [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise DueRegardError(
            f"{path} must hold a [[technology]] for each, with id and used. See the manual."
        )
    lines = []
    for each in tables:
        name = str(each.get("id", each.get("technology", ""))).strip()
        if not name:
            raise DueRegardError(f"A [[technology]] in {path} has no id. Name it.")
        lines.append({"technology": name} | {
            key: str(each.get(key, "")).strip() for key in ("name", "used", "often", "wave")
        })
    return lines
