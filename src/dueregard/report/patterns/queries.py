"""What may be asked of patterns: ours, the files made of them, and those that came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.identify.evidence.rules import LEVEL_NAMES
from dueregard.report.patterns.models import Bundle, CamePattern, KnownKey, OwnPattern
from dueregard.report.patterns.rules import KIND_NAMES, LICENCES, STATE_NAMES, Kind, Pattern, State


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternLine:
    """A pattern in a list, in words."""

    id: int
    pattern: Pattern

    @property
    def kind_name(self) -> str:
        """What it is, in words."""
        return KIND_NAMES[self.pattern.kind]

    @property
    def licence_name(self) -> str:
        """Under which terms it may be used, in words."""
        return LICENCES[self.pattern.licence]

    @property
    def level_name(self) -> str:
        """How well it was tested where it comes from, in words."""
        return LEVEL_NAMES[self.pattern.level]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameLine(PatternLine):
    """A pattern of another force, and what became of it here."""

    state: State
    fingerprint: str
    reason: str
    said_by: str
    said_at: datetime | None
    brought_by: str
    brought_at: datetime

    @property
    def state_name(self) -> str:
        """What became of it, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleLine:
    """A signed file that was made here."""

    id: int
    titles: tuple[str, ...]
    digest: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key of another force that somebody here has confirmed."""

    force_name: str
    fingerprint: str
    confirmed_by: str
    confirmed_at: datetime


def ours() -> tuple[PatternLine, ...]:
    """The patterns of this force, the newest first."""
    rows = OwnPattern.objects.order_by("-pk")
    return tuple(PatternLine(id=each.pk, pattern=pattern(each.content)) for each in rows)


def came() -> tuple[CameLine, ...]:
    """The patterns of other forces: what waits first, then what was adopted, then the rest."""
    order = {State.SUGGESTED: 0, State.ADOPTED: 1, State.SET_ASIDE: 2}
    rows = CamePattern.objects.select_related("key").order_by("-pk")
    return tuple(sorted((_came(each) for each in rows), key=lambda each: order[each.state]))


def one(pattern_id: int) -> CameLine:
    """One pattern that came; Missing when there is none."""
    row = CamePattern.objects.select_related("key").filter(pk=pattern_id).first()
    if row is None:
        raise Missing("There is no such pattern.")
    return _came(row)


def adopted(kind: Kind) -> tuple[CameLine, ...]:
    """The patterns of one kind that were adopted, to be offered where such words are written."""
    return tuple(
        each for each in came() if each.state is State.ADOPTED and each.pattern.kind is kind
    )


def bundles() -> tuple[BundleLine, ...]:
    """The files that were made here, the newest first."""
    rows = Bundle.objects.defer("text").order_by("-pk")
    return tuple(
        BundleLine(id=each.pk, titles=tuple(each.titles), digest=each.digest,
                   made_by=each.made_by, made_at=each.made_at)
        for each in rows
    )


def bundle_text(bundle_id: int) -> str:
    """A signed file as it was made; Missing when there is none."""
    row = Bundle.objects.filter(pk=bundle_id).first()
    if row is None:
        raise Missing("There is no such file.")
    return row.text


def keys() -> tuple[KeyLine, ...]:
    """The keys of other forces that are known here, by force."""
    rows = KnownKey.objects.order_by("force_name", "pk")
    return tuple(
        KeyLine(force_name=each.force_name, fingerprint=each.fingerprint,
                confirmed_by=each.confirmed_by, confirmed_at=each.confirmed_at)
        for each in rows
    )


def pattern(content: Mapping[str, Any]) -> Pattern:
    """A pattern as it is kept in a table."""
    return Pattern(**(dict(content) | {"kind": Kind(content["kind"])}))


def _came(row: CamePattern) -> CameLine:
    return CameLine(
        id=row.pk, pattern=pattern(row.content), state=State(row.state),
        fingerprint=row.key.fingerprint, reason=row.reason, said_by=row.said_by,
        said_at=row.said_at, brought_by=row.brought_by, brought_at=row.brought_at,
    )
