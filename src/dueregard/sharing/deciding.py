"""Would this be allowed? Terms, a request, facts and a clock in; an answer with reasons out.

Without this file each page would answer in its own way. The answer is no unless every clause
holds; whatever is not known, or cannot be looked at, counts as no and is named.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dueregard.answers import DueRegardError
from dueregard.findings.wording import counted
from dueregard.sharing import reading
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.clauses import CLAUSES, CLOCK, TERMS, TWO_LIFE, TWO_PEOPLE
from dueregard.sharing.plain import to_plain as plain_of
from dueregard.sharing.saying import Asked, Reason, reason
from dueregard.sharing.terms import Terms

# Dates in an agreement are days in the United Kingdom.
PLACE = ZoneInfo("Europe/London")
# After a disclosure because of a risk to life: who is told at once, and when it is looked at.
TOLD_AT_ONCE = ("the single point of contact", "the supervisor")
LOOKED_AT_WITHIN = timedelta(hours=72)
SCHEMA = "urn:dueregard:sharing-decision:1"


class Outcome(StrEnum):
    """The three answers."""

    PERMIT = "permit"
    REFUSE = "refuse"
    REFER = "refer"


_PERMIT, _REFUSE, _REFER = Outcome


class Decision(NamedTuple):
    """One answer, with all that it looked at, so that it can be given again years later.

    `failed` are the ids of clauses that do not hold, in the order of `CLAUSES`; `two_people` why
    one person may not decide alone; `errors` what went wrong, by clause. Where `at_once` is true
    a life is at risk: it may go now, `failed` was passed over, and all of it is told.

    A named tuple, because a frozen dataclass takes half the time of a decision to make.
    """

    outcome: Outcome
    failed: tuple[str, ...]
    two_people: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]
    at_once: bool
    now: datetime
    terms: Terms
    request: Request
    facts: Facts

    @property
    def policy_sha256(self) -> str:
        """The digest of the terms under which it was decided."""
        return self.terms.policy_sha256

    @property
    def version(self) -> int:
        """The version of the agreement under which it was decided."""
        return self.terms.version

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each clause that does not hold, with what would make it a yes."""
        return tuple(self._reason(each) for each in self.failed)

    @property
    def referred(self) -> tuple[Reason, ...]:
        """Why two people decide."""
        return tuple(self._reason(each) for each in self.two_people)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The laws on which sharing for that purpose rests; none where the purpose is not agreed.

        The one that the request names, or all that the agreement names, and for data collected
        for law enforcement and wanted for another purpose the law that authorises that.
        """
        purpose = next((each for each in self.terms.purposes
                        if each.key == self.request.purpose), None)
        if purpose is None:
            return ()
        named = tuple(each for each in purpose.gateways if each == self.request.gateway)
        other = purpose.law_enforcement is not True and self.facts.collected_for_law is not False
        also = (self.terms.reuse_law,) if other and self.terms.ready.reuse else ()
        return (*(named or purpose.gateways), *also)

    @property
    def look_again_by(self) -> datetime | None:
        """By when a disclosure because of a risk to life is looked at; None for any other."""
        return self.now + LOOKED_AT_WITHIN if self.at_once else None

    @property
    def sentence(self) -> str:
        """The answer in a sentence."""
        if self.at_once:
            return (
                "A life is at risk: it may go at once. "
                f"{TOLD_AT_ONCE[0][0].upper()}{TOLD_AT_ONCE[0][1:]} and {TOLD_AT_ONCE[1]} are told "
                f"now, and it is looked at within {LOOKED_AT_WITHIN.total_seconds() / 3600:.0f} "
                f"hours. {counted(len(self.failed), one='clause')} passed over."
            )
        if self.outcome is Outcome.PERMIT:
            return "Yes. Every clause of the agreement holds."
        if self.outcome is Outcome.REFER:
            return "Two people decide. Every clause of the agreement holds."
        stands = "stands" if len(self.failed) == 1 else "stand"
        return f"No. {counted(len(self.failed), one='thing')} {stands} in the way."

    def _reason(self, clause: str) -> Reason:
        asked = Asked(self.terms, self.request, self.facts, day_of(self.now) or date.min)
        return reason(clause, asked, error=dict(self.errors).get(clause, ""))


def decide(terms: Terms, request: Request, facts: Facts, *, now: datetime) -> Decision:
    """Whether this may be shared, by every clause, at `now` (a time with its time zone).

    Never raises: what goes wrong is in `errors`, and counts as a clause that does not hold.
    """
    failed: list[str] = []
    two: list[str] = []
    errors: list[tuple[str, str]] = []
    today = day_of(now)
    if today is None:
        failed.append(CLOCK)
    else:
        try:
            ready = terms.ready
        except Exception as error:
            failed.append(TERMS)
            errors.append((TERMS, _said_of(error)))
        else:
            for clauses, into in ((CLAUSES, failed), (TWO_PEOPLE, two)):
                for clause, _, holds in clauses:
                    try:
                        if holds(ready, request, facts, today):
                            continue
                    except Exception as error:
                        errors.append((clause, _said_of(error)))
                    into.append(clause)
    life = request.break_glass is True and bool(str(request.reason or "").strip())
    if life:
        two.append(TWO_LIFE)
    return Decision(
        _REFER if life else _REFUSE if failed else _REFER if two else _PERMIT,
        tuple(failed), tuple(two), tuple(errors), life, now, terms, request, facts,
    )


def to_plain(decision: Decision) -> dict[str, Any]:
    """The decision as plain tables, with its words, its clock and all that it looked at."""
    return {
        "schema": SCHEMA, "outcome": decision.outcome.value, "sentence": decision.sentence,
        "agreement": decision.terms.ref, "version": decision.version,
        "policy_sha256": decision.policy_sha256, "now": decision.now.isoformat(),
        "at_once": decision.at_once, "rests_on": list(decision.rests_on),
        "failed": [_said(each) for each in decision.reasons],
        "two_people": [_said(each) for each in decision.referred],
        "request": plain_of(decision.request), "facts": plain_of(decision.facts),
    }


def again(plain: Mapping[str, Any], terms: Terms) -> Decision:
    """The same decision made again from what was kept, with the terms it was made under.

    Raises where the terms are not those: then it would be another question.
    """
    if plain.get("policy_sha256") != terms.policy_sha256:
        raise DueRegardError(
            "These are not the terms under which it was decided: their digests differ. Give the "
            f"version of the agreement whose digest is {plain.get('policy_sha256')}."
        )
    return decide(
        terms, reading.request(plain["request"]), reading.facts(plain["facts"]),
        now=datetime.fromisoformat(plain["now"]),
    )


def _said_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _said(each: Reason) -> dict[str, Any]:
    return {"clause": each.clause, "sentence": each.sentence, "yes_if": each.yes_if,
            "blank": each.blank}


def day_of(now: datetime) -> date | None:
    """The day in the United Kingdom, or None where the clock has no time zone."""
    try:
        return None if now.tzinfo is None else _day_of_hour(int(now.timestamp() // 3600))
    except (AttributeError, OverflowError, TypeError, ValueError):
        return None


@lru_cache(maxsize=1024)
def _day_of_hour(hour: int) -> date:
    """The day of an hour since 1970. Clocks here change by whole hours, so that it has one."""
    return datetime.fromtimestamp(hour * 3600, PLACE).date()
