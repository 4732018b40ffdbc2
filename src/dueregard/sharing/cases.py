"""“Would this be allowed?” from a file: one question, or a table of cases with their answers.

Without this file an officer could ask only a server, and nobody could keep what an agreement is
meant to allow as a list that tests itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.sharing import reading
from dueregard.sharing.clauses import NAMES
from dueregard.sharing.deciding import Decision, Outcome, decide
from dueregard.sharing.plain import from_plain
from dueregard.sharing.terms import Terms

PARTS = ("terms", "request", "facts")
_TOP = ("agreement", "now", *PARTS, "case")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One case as it is written, beside the parts that it changes."""

    name: str = ""
    without: tuple[str, ...] = ()
    expect: Outcome | None = None
    failed: tuple[str, ...] | None = None
    two_people: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: its decision, and what was expected of it; None where nothing was."""

    name: str
    decision: Decision
    expect: Outcome | None = None
    failed: tuple[str, ...] | None = None
    two_people: tuple[str, ...] | None = None

    @property
    def differs(self) -> tuple[str, ...]:
        """How the decision differs from what was expected, in sentences; empty where it does not.

        The clauses that fail are compared as a whole, whatever their order.
        """
        said = []
        if self.expect is not None and self.expect is not self.decision.outcome:
            said.append(f"Expected {self.expect}, and it is {self.decision.outcome}.")
        for expected, found, what in (
            (self.failed, self.decision.failed, "fail"),
            (self.two_people, self.decision.two_people, "ask for two people"),
        ):
            if expected is not None and {*expected} != {*found}:
                said.append(f"Expected to {what}: {_names(expected)}. Found: {_names(found)}.")
        return tuple(said)


@dataclass(frozen=True, slots=True)
class _Base:
    """What every case begins from."""

    terms: Mapping[str, Any]
    request: Mapping[str, Any]
    facts: Mapping[str, Any]
    now: object
    known: dict[str, Terms] = field(default_factory=dict)


def read(path: Path, *, now: datetime | None = None) -> tuple[Case, ...]:
    """Every case of a file, decided. `now` is used where neither the file nor a case gives one.

    Raises, in words, what cannot be read, with the case and field it is in.
    """
    plain = reading.read(path)
    strange = [each for each in plain if each not in _TOP]
    if strange:
        raise DueRegardError(f"{path}: “{strange[0]}” is not part of a question. It can have: "
                             f"{', '.join(_TOP)}.")
    base = _Base(
        terms=_terms(plain, path), request=_part(plain, "request", str(path)),
        facts=_part(plain, "facts", str(path)), now=plain.get("now", now or datetime.now(UTC)),
    )
    written = plain.get("case", [{}])
    if not isinstance(written, list) or not written:
        raise DueRegardError(f"{path}: write each case under [[case]].")
    return tuple(
        _case(each, base, name=f"{path}, case {place}" if "case" in plain else str(path))
        for place, each in enumerate(written, start=1)
    )


def _terms(plain: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """The terms in the file, or those of the file that `agreement` names, beside this one."""
    if ("agreement" in plain) == ("terms" in plain):
        raise DueRegardError(
            f"{path}: say which agreement: its file under “agreement”, such as "
            '"marac.toml", or its terms under [terms]. One of the two.')
    if "terms" in plain:
        return _part(plain, "terms", str(path))
    if not isinstance(plain["agreement"], str):
        raise DueRegardError(f"{path}: “agreement” is the name of a file, in quotation marks.")
    return reading.read(path.parent / plain["agreement"])


def _case(written: object, base: _Base, *, name: str) -> Case:
    if not isinstance(written, Mapping):
        raise DueRegardError(f"{name}: write each case under [[case]].")
    own = {key: each for key, each in written.items() if key not in (*PARTS, "now")}
    case = from_plain(_Written, own, name=name)
    changed = {
        part: {**getattr(base, part), **_part(written, part, name)} for part in PARTS
    }
    for each in case.without:
        part, _, key = each.partition(".")
        if key not in changed.get(part, {}):
            raise DueRegardError(f"{name}, without: there is no “{each}” to leave out. Write it "
                                 "as request.reason or facts.trained_until.")
        del changed[part][key]
    strange = [each for each in (*(case.failed or ()), *(case.two_people or ()))
               if each not in NAMES]
    if strange:
        raise DueRegardError(f"{name}: there is no clause “{strange[0]}”. Clauses: "
                             f"{', '.join(NAMES)}.")
    terms = _same(changed["terms"], base, name=f"{name}, terms")
    return Case(
        name=case.name or name, expect=case.expect, failed=case.failed,
        two_people=case.two_people,
        decision=decide(
            terms, reading.request(changed["request"], name=f"{name}, request"),
            reading.facts(changed["facts"], name=f"{name}, facts"),
            now=_time(written.get("now", base.now), name),
        ),
    )


def _same(plain: Mapping[str, Any], base: _Base, *, name: str) -> Terms:
    """The terms; those that no case changes are read once."""
    if plain != base.terms:
        return reading.terms(plain, name=name)
    if "" not in base.known:
        base.known[""] = reading.terms(plain, name=name)
    return base.known[""]


def _part(plain: Mapping[str, Any], part: str, name: str) -> Mapping[str, Any]:
    found = plain.get(part, {})
    if not isinstance(found, Mapping):
        raise DueRegardError(f"{name}: “{part}” is a table of fields. Write it under [{part}].")
    return found


def _time(found: object, name: str) -> datetime:
    made = found
    if isinstance(found, str):
        try:
            made = datetime.fromisoformat(found)
        except ValueError:
            made = None
    if not isinstance(made, datetime) or made.utcoffset() is None:
        raise DueRegardError(f"{name}: “now” is a time with its time zone, such as "
                             "2026-11-02T10:00:00Z.")
    return made


def _names(clauses: tuple[str, ...]) -> str:
    return ", ".join(sorted(clauses)) or "none"
