"""What a partner does with its key: one function each, for the calls of the API and for the pages.

Without this file the two would drift apart, and one would read in silence what the other logs.
Each takes what the key opened (`entered`), and says how the request stands afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dueregard.ledger.rules import Actor, AlreadyDone
from dueregard.manage.keys import actions as key_actions
from dueregard.manage.keys import queries as keys
from dueregard.manage.keys.queries import Entered, ReportLine
from dueregard.manage.keys.rules import ProblemKind
from dueregard.manage.sharing import actions as sharing
from dueregard.manage.sharing import queries as requests
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures import queries as disclosed
from dueregard.manage.sharing.disclosures.queries import DisclosureLine
from dueregard.manage.sharing.queries import RequestSheet
from dueregard.manage.sharing.rules import Way, number_of
from dueregard.sharing.deciding import Decision
from dueregard.web.api.problems import Turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One request with all that was sent and reported. What of it is shown is for `shapes`."""

    sheet: RequestSheet
    sent: tuple[DisclosureLine, ...]
    reports: tuple[ReportLine, ...]


def would(entered: Entered, asking: Asking, *, now: datetime) -> Decision:
    """Whether this would be allowed now. Where it names a person, that it was asked is logged."""
    return sharing.would(asking=asking, by=entered.actor, now=now, held=entered.held,
                         facts=keys.facts(entered, now=now))


def ask(entered: Entered, asking: Asking, *, way: Way, once: str | None, now: datetime) -> int:
    """Ask; the number of the request. With the mark of an earlier sending: what that made."""
    return number_of(_once(sharing.ask, asking=asking, way=way, now=now,
                           by=_actor(entered, once), allowed=entered.answer))


def read(entered: Entered, number: int, *, now: datetime) -> Whole:
    """One request of this key's. Where it is about a person, that it was read is logged first."""
    keys.own_request(entered, number)
    sharing.consult(request_id=number, by=entered.actor, now=now)
    return stands(entered, number, now=now)


def stands(entered: Entered, number: int, *, now: datetime) -> Whole:
    """The same after something was done with it, which has left its own line."""
    sheet = requests.request(keys.own_request(entered, number), reader=None, now=now)
    return Whole(sheet=sheet, sent=disclosed.of_request(number), reports=keys.reports_of(number))


def more(
    entered: Entered, number: int, asking: Asking, *, once: str | None, now: datetime
) -> None:
    """Give what was missing: the request again, whole."""
    keys.own_request(entered, number)
    _once(sharing.change, request_id=number, asking=asking, by=_actor(entered, once), now=now,
          allowed=entered.answer)


def receipt(
    entered: Entered, number: int, disclosure_id: int, *, sha256: str | None, now: datetime,
    once: str | None = None, name: str = "", post: str = "",
) -> None:
    """Say that something arrived. The key signs, and on a page the person who read it too."""
    line = keys.own_disclosure(entered, number, disclosure_id)
    if sha256 is not None and sha256 != line.sha256:
        raise Turned(409, "digest", "This is not the digest of what was sent to you. Do not use "
                                    "what you have; report the problem.")
    _once(disclosures.acknowledge, disclosure_id=line.id, key=entered.label, name=name, post=post,
          by=_actor(entered, once), now=now, allowed=entered.answer)


def notice(
    entered: Entered, number: int, notice_id: int, *, words: str, now: datetime,
    once: str | None = None,
) -> None:
    """Say what was done about a correction or a recall."""
    keys.own_notice(entered, number, notice_id)
    _once(disclosures.done, notice_id=notice_id, words=words, by=_actor(entered, once), now=now,
          allowed=entered.answer)


def report(
    entered: Entered, number: int, *, kind: ProblemKind, words: str, disclosure_id: int | None,
    once: str | None, now: datetime,
) -> None:
    """Say that something is wrong with what was sent, or with the request itself."""
    _once(key_actions.report, entered=entered, request_id=number, kind=kind, words=words,
          disclosure_id=disclosure_id, now=now, form=_mark(entered, once))


def _mark(entered: Entered, once: str | None) -> str | None:
    return f"key{entered.key_id}:{once}"[:64] if once else None


def _actor(entered: Entered, once: str | None) -> Actor:
    return replace(entered.actor, form=_mark(entered, once))


def _once(action: Callable[..., Any], **given: Any) -> str:
    """What the action made, or what it made when it was sent before with the same mark."""
    try:
        return str(action(**given))
    except AlreadyDone as done:
        return done.result
