"""What part of those scanned a group was: three ways to say it, side by side and never one.

Without this file a force could choose the denominator that looks best and show no other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.labels import alike, number_of
from dueregard.findings.splits import Name

GIVEN, WATCHLIST, TRUE_ALERTS = "a count or estimate", "the watchlist", "the true alerts"
_PAIR = re.compile(r"\s*(?P<name>.+?)\s*[=:]\s*(?P<share>[^=:]+?)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The share of a group by one way to say it, or why it cannot be said; `of` tells the way.

    `events` of `exposure` are the counts behind it, where it was counted.
    """

    of: str
    found: Estimate | NotComputed
    events: int | None = None
    exposure: float | None = None


def shares(text: str | None, *, of: str | None, option: str) -> dict[str, float]:
    """Read '0.30' (of one group) or 'Black=0.30, White=60%'; a sentence where it is neither."""
    if not text or not str(text).strip():
        return {}
    whole = _share(str(text))
    if whole is not None:
        if not of:
            raise DueRegardError(
                f"Say whose share {text} is: --{option} Black={text}, or --of Black."
            )
        return {alike(of): _checked(whole, option=option)}
    found: dict[str, float] = {}
    for each in str(text).split(","):
        matched = _PAIR.fullmatch(each)
        share = _share(matched["share"]) if matched else None
        if matched is None or share is None:
            raise DueRegardError(
                f"--{option} is a share such as 0.30, or shares such as Black=0.30,White=0.60; "
                f"'{each.strip()}' is neither."
            )
        if alike(matched["name"]) in found:
            raise DueRegardError(f"--{option} gives '{matched['name']}' twice. Keep one of them.")
        found[alike(matched["name"])] = _checked(share, option=option)
    if sum(found.values()) > 1.0001:
        raise DueRegardError(
            f"The shares of --{option} come to {sum(found.values()):.3g}, more than everybody."
        )
    return found


def of_group(
    name: Name, *, given: Mapping[str, float], watchlist: Mapping[str, float],
    true_alerts: Mapping[Name, int], level: float,
) -> tuple[Exposure, ...]:
    """The three ways for one group, each with its figure or the reason why there is none."""
    return (
        Exposure(of=GIVEN, found=_told(name, given, level=level, option="exposure")),
        Exposure(of=WATCHLIST, found=_told(name, watchlist, level=level, option="watchlist")),
        _of_true(name, true_alerts, level=level),
    )


def _told(
    name: Name, told: Mapping[str, float], *, level: float, option: str
) -> Estimate | NotComputed:
    share = told.get(alike(", ".join(name)))
    if share is None:
        what = "of those scanned" if option == "exposure" else "of the watchlist"
        return NotComputed(
            reason=f"Nobody has said what part {what} the group was (--{option} GROUP=0.30)."
        )
    # Given and not measured here: how sure it is, only whoever gave it can say.
    return Estimate(value=share, low=share, high=share, level=level, method="as given")


def _of_true(name: Name, true_alerts: Mapping[Name, int], *, level: float) -> Exposure:
    every = sum(true_alerts.values())
    if not every:
        return Exposure(of=TRUE_ALERTS, found=NotComputed(
            reason="The file has no true alerts whose group is stated."))
    events = true_alerts.get(name, 0)
    found = estimate(value=events / every,
                     within=intervals.wilson(events=events, trials=every, level=level))
    return Exposure(of=TRUE_ALERTS, found=found, events=events, exposure=float(every))


def _share(text: str) -> float | None:
    plain = text.strip()
    value = number_of(plain.removesuffix("%"))
    return value / 100 if value is not None and plain.endswith("%") else value


def _checked(share: float, *, option: str) -> float:
    if not 0 < share < 1:
        fix = f" Write {share / 100:g}, or {share:g}%." if 1 < share < 100 else ""
        raise DueRegardError(
            f"A share of --{option} lies above 0 and below 1, such as 0.30; {share:g} does "
            f"not.{fix}"
        )
    return share
