"""Which pack is in force where the software ships one and a file brought another.

Without this file an old file could outlive the newer pack that a new version ships, or nobody
could say under which words a point was raised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.bringing_in import numbers

REREAD = "reread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A pack that was brought in and not withdrawn, as far as the choice needs to know."""

    id: int
    pack_id: str
    version: str
    digest: str


def in_force(
    *, releases: Iterable[Release], shipped: Mapping[str, str]
) -> tuple[Release, ...]:
    """Of each pack the last one brought in, unless the software ships the same or a newer one.

    `releases` stand in the order in which they came; `shipped` gives the version of each pack.
    """
    last = {each.pack_id: each for each in releases}
    return tuple(
        each for each in last.values()
        if each.pack_id not in shipped or numbers(each.version) > numbers(shipped[each.pack_id])
    )


def may_withdraw(*, is_in_force: bool, reason: str) -> Answer:
    """Whether a pack that was brought in may be taken back."""
    if not is_in_force:
        return No("No pack from a file is in force here, so there is none to withdraw.", "none")
    if not reason.strip():
        return No(
            "Say why it is withdrawn: those whose points change will read the reason.",
            "reason-missing",
        )
    return Yes()
