"""The constants of the method, as content: each with its reason, and kept with every weighing.

Without this file a number that decides much would sit in code, and nobody could ask why.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from dueregard.answers import DueRegardError
from dueregard.weighing.shapes import Span

LOW, BASE, HIGH = "low", "base", "high"


class Tried(NamedTuple):
    """A constant with the two values that the sensitivity page tries."""

    low: float
    base: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLevel:
    """What a level of evidence does: widens a range, and leaves so much of a benefit."""

    key: str
    name: str
    widen: Tried
    believed: Tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a size word means through one lens, with an example."""

    size: str
    span: Span
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LensScale:
    """One lens: its unit, the end of its scale, and its bands from slight to severe.

    Where `each` is true a size word is for one person, and how many people multiplies it.
    """

    id: str
    unit: str
    one: str
    means: str
    each: bool
    scale: Tried
    bands: Mapping[str, Band]

    @property
    def least(self) -> float:
        """The smallest size that its words can mean."""
        return min(each.span.low for each in self.bands.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that stands for a range; `said` is how the range is written beside it."""

    key: str
    name: str
    span: Span
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """Everything that the method fixes. `plain` is the content as read, which a weighing keeps."""

    version: str
    draws: int
    seed: int
    fewest_people: int
    service_days: Mapping[int, int]
    evidence: Mapping[str, EvidenceLevel]
    controls: Mapping[str, Tried]
    control_names: Mapping[str, str]
    chances: Mapping[str, Word]
    people: Mapping[str, Word]
    sizes: Mapping[str, str]
    lenses: Mapping[str, LensScale]
    gates: Mapping[str, str]
    effort_days: float
    profile: Tried
    most_actions: int
    worth_knowing: float
    clear: float
    leads: float
    plain: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the constants, whatever their file looked like."""
        text = json.dumps(self.plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def load() -> Constants:
    """The constants that this version ships."""
    return _shipped()


@cache
def _shipped() -> Constants:
    text = files("dueregard").joinpath("content", "weighing.toml").read_text(encoding="utf-8")
    return from_plain(tomllib.loads(text))


def from_plain(plain: Mapping[str, Any]) -> Constants:
    """Constants from plain tables: those shipped, or those that an old weighing kept."""
    try:
        return _made(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DueRegardError(
            f"The constants of the method cannot be read: {error} is missing or not of the right "
            "form."
        ) from None


def with_tried(constants: Constants, *, path: tuple[str, str, str], to: str) -> Constants:
    """The same with one constant at its low or high value: ('evidence', '3', 'widen')."""
    group, key, name = path
    if group == "evidence":
        level = constants.evidence[key]
        tried = _moved(level.widen if name == "widen" else level.believed, to)
        changed = replace(level, widen=tried) if name == "widen" else replace(level, believed=tried)
        return replace(constants, evidence={**constants.evidence, key: changed})
    if group == "control":
        moved = _moved(constants.controls[key], to)
        return replace(constants, controls={**constants.controls, key: moved})
    lens = constants.lenses[key]
    scaled = replace(lens, scale=_moved(lens.scale, to))
    return replace(constants, lenses={**constants.lenses, key: scaled})


def _moved(tried: Tried, to: str) -> Tried:
    return tried._replace(base=tried.low if to == LOW else tried.high)


def _made(plain: Mapping[str, Any]) -> Constants:
    run, actions = plain["run"], plain["actions"]
    return Constants(
        version=str(plain["version"]), draws=int(run["draws"]), seed=int(run["seed"]),
        fewest_people=int(run["shortest"]),
        service_days={int(key): int(days) for key, days in run["service_days"].items()},
        evidence={each["key"]: EvidenceLevel(
            key=each["key"], name=each["name"], widen=_tried(each["widen"]),
            believed=_tried(each["believed"]),
        ) for each in plain["evidence"]},
        controls={each["key"]: _tried(each["counts"]) for each in plain["control"]},
        control_names={each["key"]: each["name"] for each in plain["control"]},
        chances={each["key"]: _word(each) for each in plain["chance"]},
        people={each["key"]: _word(each) for each in plain["people"]},
        sizes={each["key"]: each["name"] for each in plain["size"]},
        lenses={each["id"]: _lens(each) for each in plain["lens"]},
        gates={each["key"]: each["name"] for each in plain["gate"]},
        effort_days=float(actions["effort_days"]), profile=_tried(actions["profile"]),
        most_actions=int(actions["most"]),
        worth_knowing=float(plain["worth_knowing"]["share"]),
        clear=float(plain["conclusions"]["clear"]), leads=float(plain["conclusions"]["leads"]),
        plain=plain,
    )


def _tried(each: Mapping[str, Any]) -> Tried:
    return Tried(low=float(each[LOW]), base=float(each[BASE]), high=float(each[HIGH]))


def _word(each: Mapping[str, Any]) -> Word:
    said = each.get("said") or f"{each['low']:,} to {each['high']:,}"
    return Word(
        key=each["key"], name=each["name"], said=said,
        span=Span(float(each["low"]), float(each["high"])),
    )


def _lens(each: Mapping[str, Any]) -> LensScale:
    return LensScale(
        id=each["id"], unit=each["unit"], one=each["one"], means=each["means"],
        each=bool(each["each"]), scale=_tried(each["scale"]),
        bands={band["size"]: Band(
            size=band["size"], span=Span(float(band["low"]), float(band["high"])),
            example=band["example"],
        ) for band in each["band"]},
    )
