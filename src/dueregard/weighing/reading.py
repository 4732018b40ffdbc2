"""A proposal from a file, TOML or JSON, and back: every slip is said at the field it is in.

Without this file only a programmer could put a proposal to be weighed.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from dueregard.answers import DueRegardError
from dueregard.weighing.checking import Fault
from dueregard.weighing.shapes import (
    CARRY_ON,
    NOW,
    ActionKind,
    Control,
    ControlState,
    Effect,
    Estimate,
    Gate,
    GateState,
    Group,
    Kind,
    Option,
    Proposal,
    Span,
    Stated,
    View,
)

_LISTS = ("option", "group", "effect", "control", "gate", "view")
_TOP = ("title", "use", "since", "seed", "panel")
One = TypeVar("One")
_Enum = TypeVar("_Enum", bound=StrEnum)


class _Fields:
    """One table of a file: fields taken from it by kind, and whatever is left over told."""

    def __init__(self, path: str, table: Any, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self.table: Mapping[str, Any] = table if isinstance(table, Mapping) else {}
        self.asked: set[str] = set()
        if not isinstance(table, Mapping):
            self.say("", "This is a table of fields, each with its name.")

    def say(self, key: str, sentence: str) -> None:
        self.faults.append(Fault(f"{self.path}.{key}" if key else self.path, sentence))

    def text(self, key: str, *, needed: bool = False) -> str:
        found = self._take(key)
        if found is None:
            if needed:
                self.say(key, "It is missing.")
            return ""
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if not isinstance(found, str):
            self.say(key, "Write words in quotation marks.")
            return ""
        return found.strip()

    def number(self, key: str) -> float | None:
        found = self._take(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.say(key, "Write a number, without quotation marks.")
            return None
        return float(found)

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._take(key)
        if found is None:
            return ()
        if not isinstance(found, list) or any(not isinstance(each, str) for each in found):
            self.say(key, 'Write a list of words, such as ["one", "two"].')
            return ()
        return tuple(found)

    def stated(self, key: str) -> Stated:
        """A word, a range of two numbers, or nothing."""
        found = self._take(key)
        if found is None or isinstance(found, str):
            return found.strip() or None if found else None
        return self._span(key, found)

    def span(self, key: str) -> Span:
        found = self._take(key)
        made = None if found is None else self._span(key, found)
        if found is None:
            self.say(key, "It is missing. Write the two ends of a 90% range.")
        return made or Span(0.5, 0.5)

    def choice(self, key: str, among: type[_Enum], *, unless: _Enum | None = None) -> _Enum:
        found = self.text(key)
        try:
            return among(found) if found or unless is None else unless
        except ValueError:
            self.say(key, f"“{found}” is not one of: {', '.join(among)}.")
            return next(iter(among))

    def each(self, key: str, make: Callable[["_Fields"], One]) -> tuple[One, ...]:
        found = self._take(key)
        if found is None:
            return ()
        if not isinstance(found, list):
            self.say(key, f"Write each one under [[{key}]].")
            return ()
        start = f"{self.path}." if self.path else ""
        made = []
        for place, table in enumerate(found):
            fields = _Fields(f"{start}{key}[{place}]", table, self.faults)
            made.append(make(fields))
            fields.done()
        return tuple(made)

    def done(self) -> None:
        for key in self.table.keys() - self.asked:
            self.say(key, f"This is not asked here. It can have: {', '.join(sorted(self.asked))}.")

    def _take(self, key: str) -> Any:
        self.asked.add(key)
        return self.table.get(key)

    def _span(self, key: str, found: Any) -> Span | None:
        if (
            not isinstance(found, list) or len(found) != 2
            or any(isinstance(each, bool) or not isinstance(each, int | float) for each in found)
        ):
            self.say(key, "Write one of the words, or the two ends of a 90% range, such as "
                          "[0.1, 0.3].")
            return None
        return Span(float(found[0]), float(found[1]))


def read(path: Path) -> Mapping[str, Any]:
    """What is in a TOML or JSON file; a sentence where it cannot be read."""
    if not path.is_file():
        raise DueRegardError(f"There is no file {path}. Check the name and the folder.")
    if path.suffix.lower() not in (".toml", ".json"):
        raise DueRegardError(f"{path} is not a proposal: its name ends in neither .toml nor .json.")
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
        raise DueRegardError(f"{path} cannot be read: {error}. Look at that line.") from None
    if not isinstance(found, dict):
        raise DueRegardError(f"{path} is not a proposal: it has no fields with names.")
    return found


def from_plain(plain: Mapping[str, Any], *, name: str = "The proposal") -> Proposal:
    """A proposal from plain tables. Raises every fault of form, a line each, with its path.

    What the words and ranges mean is looked at when it is weighed.
    """
    faults: list[Fault] = []
    top = _Fields("", plain, faults)
    proposal = Proposal(
        title=top.text("title"), use=top.text("use"), since=top.text("since"),
        seed=_whole(top, "seed"), panel=top.texts("panel"),
        options=_with_now(top.each("option", _option)), groups=top.each("group", _group),
        effects=top.each("effect", _effect), controls=top.each("control", _control),
        gates=top.each("gate", _gate), views=top.each("view", _view),
    )
    if not proposal.title:
        faults.append(Fault("title", "Give the proposal a title."))
    for key in plain.keys() - top.asked:
        faults.append(Fault(key, "This is not part of a proposal. It can have: "
                                 f"{', '.join((*_TOP, *_LISTS))}."))
    if faults:
        said = "\n".join(map(str, sorted(faults, key=lambda each: each.path)))
        raise DueRegardError(f"{name} cannot be used as it is.\n{said}")
    return proposal


def to_plain(proposal: Proposal) -> dict[str, Any]:
    """The proposal as plain tables with the names of the file; what is empty is left out."""
    plain: dict[str, Any] = {
        "title": proposal.title, "use": proposal.use, "since": proposal.since,
        "seed": proposal.seed, "panel": list(proposal.panel),
        "option": [_kept(id=each.id, name=each.name, text=each.text) for each in proposal.options],
        "group": [
            _kept(id=each.id, name=each.name, reason=each.reason,
                  multiplier=None if each.multiplier == 1 else each.multiplier)
            for each in proposal.groups
        ],
        "effect": [_plain_effect(each) for each in proposal.effects],
        "control": [
            _kept(id=each.id, name=each.name, effects=list(each.effects), reduces=each.reduces,
                  state=str(each.state), kind=str(each.kind), effort=each.effort,
                  evidence=each.evidence)
            for each in proposal.controls
        ],
        "gate": [
            _kept(key=each.key, state=str(each.state), options=list(each.options),
                  reason=each.reason) for each in proposal.gates
        ],
        "view": [
            _kept(by=each.by, order=list(each.order), points=dict(each.points))
            for each in proposal.views
        ],
    }
    return {key: each for key, each in plain.items() if each not in (None, "", [])}


def _kept(**fields: Any) -> dict[str, Any]:
    return {key: each for key, each in fields.items() if each not in (None, "", [], {})}


def _plain_effect(each: Effect) -> dict[str, Any]:
    return _kept(
        id=each.id, option=each.option, kind=str(each.kind), lens=each.lens, group=each.group,
        text=each.text, chance=_plain_stated(each.chance), size=_plain_stated(each.size),
        people=_plain_stated(each.people), unit=each.unit, evidence=each.evidence,
        source=each.source, before_after=each.before_after, shared=each.shared,
        find_out=each.find_out, effort=each.effort,
        estimate=[
            _kept(by=one.by, round=one.round, chance=_plain_stated(one.chance),
                  size=_plain_stated(one.size)) for one in each.estimates
        ],
    )


def _plain_stated(stated: Stated) -> str | list[float] | None:
    return [stated.low, stated.high] if isinstance(stated, Span) else stated


def _with_now(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Carrying on as now first, and there even where the file leaves it out."""
    now = [each for each in options if each.id == NOW] or [Option(id=NOW, name=CARRY_ON)]
    return (*now, *(each for each in options if each.id != NOW))


def _whole(fields: _Fields, key: str) -> int | None:
    found = fields.number(key)
    if found is None:
        return None
    if not found.is_integer() or found < 0:
        fields.say(key, "Write a whole number from 0 up.")
        return None
    return int(found)


def _option(fields: _Fields) -> Option:
    return Option(id=fields.text("id", needed=True), name=fields.text("name", needed=True),
                  text=fields.text("text"))


def _group(fields: _Fields) -> Group:
    multiplier = fields.number("multiplier")
    return Group(
        id=fields.text("id", needed=True), name=fields.text("name", needed=True),
        multiplier=1.0 if multiplier is None else multiplier, reason=fields.text("reason"),
    )


def _effect(fields: _Fields) -> Effect:
    return Effect(
        id=fields.text("id", needed=True), option=fields.text("option", needed=True),
        kind=fields.choice("kind", Kind), lens=fields.text("lens", needed=True),
        group=fields.text("group"), text=fields.text("text"), chance=fields.stated("chance"),
        size=fields.stated("size"), people=fields.stated("people"), unit=fields.text("unit"),
        evidence=fields.text("evidence"), source=fields.text("source"),
        before_after=fields.text("before_after"), shared=fields.text("shared"),
        estimates=fields.each("estimate", _estimate), find_out=fields.text("find_out"),
        effort=fields.number("effort"),
    )


def _estimate(fields: _Fields) -> Estimate:
    turn = fields.number("round")
    return Estimate(
        by=fields.text("by", needed=True), round=int(turn) if turn in (1, 2) else 0,
        chance=fields.span("chance"), size=fields.span("size"),
    )


def _control(fields: _Fields) -> Control:
    reduces = fields.number("reduces")
    if reduces is None:
        fields.say("reduces", "Say what share of the risk it takes away, such as 0.5 for half.")
    return Control(
        id=fields.text("id", needed=True), name=fields.text("name", needed=True),
        effects=fields.texts("effects"), reduces=0.5 if reduces is None else reduces,
        state=fields.choice("state", ControlState, unless=ControlState.PLANNED),
        kind=fields.choice("kind", ActionKind, unless=ActionKind.WAYS_OF_WORKING),
        effort=fields.number("effort"), evidence=fields.text("evidence"),
    )


def _gate(fields: _Fields) -> Gate:
    return Gate(
        key=fields.text("key", needed=True),
        state=fields.choice("state", GateState, unless=GateState.NOT_YET),
        options=fields.texts("options"), reason=fields.text("reason"),
    )


def _view(fields: _Fields) -> View:
    points = fields._take("points") or {}
    if not isinstance(points, Mapping) or any(
        isinstance(each, bool) or not isinstance(each, int | float) for each in points.values()
    ):
        fields.say("points", "Write a number for each lens, such as { safety = 100, work = 60 }.")
        points = {}
    return View(by=fields.text("by", needed=True), order=fields.texts("order"),
                points={key: float(each) for key, each in points.items()})
