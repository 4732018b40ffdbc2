"""What is watched, against what: read from the answers and the headings before any row is.

Without this file an exposure of 30 would be taken for 3,000%, and two claims watched as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.labels import Condition, condition, heading_of


class Claim(StrEnum):
    """What the stream may come to speak against."""

    SHARE = "the group's share of events is its exposure"
    LIMIT = "events come no more often than the limit"
    PAIR = "both groups have the same share of events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A watch as it was asked for, with the headings as they stand in the file."""

    claim: Claim
    group: str
    of: str
    versus: str
    exposure: float
    limit: float
    events: Condition | None
    count: str
    per: str
    date: str
    level: float
    margin: float


_WHICH = {
    "exposure": "--exposure 0.30 (the group's share of those scanned)",
    "versus": "--versus White (another group)", "limit": "--limit 0.001 (the highest rate agreed)",
}


def meant(chosen: Mapping[str, Any], *, columns: Sequence[str]) -> Meant:
    """What the answers ask for; a sentence where they do not say one thing that can be watched."""
    given = [name for name in _WHICH if chosen[name] is not None]
    if len(given) != 1:
        listed = ", or ".join(_WHICH.values())
        first = "Say what to watch against" if not given else "Watch against one thing at a time"
        raise DueRegardError(f"{first}: {listed}.")
    claim = {"exposure": Claim.SHARE, "versus": Claim.PAIR, "limit": Claim.LIMIT}[given[0]]
    _check_numbers(chosen)
    _check_together(chosen, claim=claim)

    def heading(name: str) -> str:
        return heading_of(chosen[name], columns) if chosen[name] else ""

    events = chosen["events"]
    return Meant(
        claim=claim, group=heading("group"), of=chosen["of"] or "",
        versus=chosen["versus"] or "", exposure=chosen["exposure"] or 0.0,
        limit=chosen["limit"] or 0.0,
        events=condition(events, headings=columns) if events else None,
        count=heading("count"), per=heading("per"), date=heading("date"),
        level=chosen["level"], margin=chosen["margin"],
    )


def _check_numbers(chosen: Mapping[str, Any]) -> None:
    exposure, limit = chosen["exposure"], chosen["limit"]
    if exposure is not None and not 0 < exposure < 1:
        fix = f" Write {exposure / 100:g}." if 1 < exposure < 100 else ""
        raise DueRegardError(
            f"An exposure is a share above 0 and below 1, such as 0.30; {exposure:g} is not.{fix}"
        )
    if limit is not None and not limit > 0:
        raise DueRegardError(
            f"A limit is a rate above 0, such as 0.001; {limit:g} is not. Where nothing at all "
            "may go wrong, one event is already too many and needs no watch."
        )


def _check_together(chosen: Mapping[str, Any], *, claim: Claim) -> None:
    if bool(chosen["group"]) != bool(chosen["of"]):
        raise DueRegardError(
            "Give --group and --of together: the column of groups, and which of them to watch, "
            "such as --group ethnicity --of Black."
        )
    if claim is not Claim.LIMIT and not chosen["group"]:
        raise DueRegardError(
            "Say which group to watch: --group HEADING --of GROUP, such as --group ethnicity "
            "--of Black."
        )
    if claim is Claim.PAIR and not chosen["events"]:
        raise DueRegardError(
            "To compare two groups, say which of their alerts were wrong: --events HEADING=VALUE, "
            "such as --events outcome=false."
        )
    if claim is not Claim.LIMIT and (chosen["count"] or chosen["per"]):
        raise DueRegardError("--count and --per belong to --limit. Leave them out.")
    if claim is Claim.LIMIT and not (chosen["events"] or chosen["count"]):
        raise DueRegardError(
            "Say what the limit is on: --events HEADING=VALUE for rows, such as --events "
            "outcome=false, or --count HEADING where a row stands for many."
        )
    if chosen["events"] and chosen["count"]:
        raise DueRegardError("Give --events or --count, not both: each says what an event is.")
    if chosen["state"] and not chosen["date"]:
        raise DueRegardError(
            "A watch that is taken up again needs --date HEADING, so that no alert is counted "
            "twice."
        )
