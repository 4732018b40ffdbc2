"""When an agreement is in force, what its clock says, and what the public is told of it.

Without it a signed page would count as an agreement that says everything, nobody would look
again until something went wrong, and data would go on flowing meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dueregard.answers import Answer, No, Yes
from dueregard.findings.wording import counted, long_date
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.sharing.completeness import Gap
from dueregard.sharing.terms import REVIEW_GRACE, Party, Regime, Terms, signed_on

TECHNOLOGY = "data-sharing"
# What the force itself is called in an agreement, and how a partner is.
OURSELVES = "force"
_PARTNER = "partner-"
# The policy of the Wales Accord: off the list of agreements so long after its review was due.
REMOVED_AFTER = timedelta(days=90)
# Said in the terms for everybody; changing these does not change what was agreed.
_NOT_AGREED = frozenset({"signatories"})


class State(StrEnum):
    """How far a version of an agreement has come."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    DROPPED = "dropped"


STATE_NAMES: dict[State, str] = {
    State.DRAFT: "Draft", State.IN_FORCE: "In force", State.REPLACED: "Replaced by a later version",
    State.DROPPED: "Dropped before it was in force",
}
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_FORCE, State.DROPPED}),
    State.IN_FORCE: frozenset({State.REPLACED}),
    State.REPLACED: frozenset(),
    State.DROPPED: frozenset(),
}


class Phase(StrEnum):
    """What the clock says of an agreement on a day."""

    UNDATED = "no-review-date"
    FRESH = "in-time"
    SOON = "review-soon"
    OVERDUE = "review-overdue"
    STOPPED = "stopped"
    REMOVED = "removed"


PHASE_NAMES: dict[Phase, str] = {
    Phase.UNDATED: "No review date",
    Phase.FRESH: "In time",
    Phase.SOON: "Review due soon",
    Phase.OVERDUE: "Review overdue",
    Phase.STOPPED: "Stopped: review long overdue",
    Phase.REMOVED: "Off the list: review long overdue",
}


class Nudge(StrEnum):
    """When those who answer for an agreement are told that its review comes."""

    NINETY = "90-days-before"
    SIXTY = "60-days-before"
    THIRTY = "30-days-before"
    SEVEN = "7-days-before"
    OVERDUE = "overdue"
    STOPPED = "stopped"


_BEFORE: tuple[tuple[Nudge, int], ...] = (
    (Nudge.SEVEN, 7), (Nudge.THIRTY, 30), (Nudge.SIXTY, 60), (Nudge.NINETY, 90),
)


class Found(StrEnum):
    """What is answered to one question about direct access."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "dont-know"


FOUND_NAMES: dict[Found, str] = {
    Found.YES: "Yes", Found.NO: "No", Found.UNKNOWN: "We do not know",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock of an agreement on a day. `stops_on` is the last day on which anything goes."""

    phase: Phase
    review_due: date | None
    days_left: int | None
    stops_on: date | None

    @property
    def name(self) -> str:
        """What it says, in words."""
        return PHASE_NAMES[self.phase]

    @property
    def sentence(self) -> str:
        """What that means, in a sentence."""
        due = long_date(self.review_due) if self.review_due else ""
        stops = long_date(self.stops_on) if self.stops_on else ""
        return {
            Phase.UNDATED: "It does not say when it is looked at again, so nothing may be shared "
                           "under it.",
            Phase.FRESH: f"It is looked at again by {due}.",
            Phase.SOON: f"It is looked at again by {due}: in "
                        f"{counted(self.days_left or 0, one='day')}.",
            Phase.OVERDUE: f"It should have been looked at by {due}. After {stops} nothing may be "
                           "shared under it.",
            Phase.STOPPED: f"It should have been looked at by {due}. Since {stops} nothing may be "
                           "shared under it.",
            Phase.REMOVED: f"It should have been looked at by {due}. Nothing may be shared under "
                           "it, and it is taken off the list.",
        }[self.phase]


def clock(review_due: date | None, *, today: date) -> Clock:
    """What the clock says: 90 days of notice, overdue from the day after, stopped, then removed.

    >>> clock(date(2026, 3, 1), today=date(2026, 3, 1)).phase.value
    'review-soon'
    >>> clock(date(2026, 3, 1), today=date(2026, 4, 1)).phase.value
    'stopped'
    """
    if review_due is None:
        return Clock(phase=Phase.UNDATED, review_due=None, days_left=None, stops_on=None)
    left = review_due - today
    if left > timedelta(days=_BEFORE[-1][1]):
        phase = Phase.FRESH
    elif left >= timedelta(0):
        phase = Phase.SOON
    elif -left <= REVIEW_GRACE:
        phase = Phase.OVERDUE
    else:
        phase = Phase.STOPPED if -left <= REMOVED_AFTER else Phase.REMOVED
    return Clock(
        phase=phase, review_due=review_due, days_left=left.days,
        stops_on=review_due + REVIEW_GRACE,
    )


def nudge(review_due: date | None, *, today: date) -> Nudge | None:
    """Which notice is due today, if any: the latest that fits.

    >>> nudge(date(2026, 6, 30), today=date(2026, 6, 1)).value
    '30-days-before'
    """
    if review_due is None:
        return None
    left = (review_due - today).days
    if left < 0:
        return Nudge.STOPPED if -left > REVIEW_GRACE.days else Nudge.OVERDUE
    return next((each for each, days in _BEFORE if left <= days), None)


def ref_of_partner(partner_id: int) -> str:
    """What an agreement and a request call a partner."""
    return f"{_PARTNER}{partner_id}"


def partner_of(ref: str) -> int | None:
    """The partner that a party of an agreement is; None for the force and for one not entered.

    >>> partner_of("partner-12"), partner_of("force"), partner_of("the-council")
    (12, None, None)
    """
    digits = ref.removeprefix(_PARTNER)
    return int(digits) if ref.startswith(_PARTNER) and digits.isdecimal() else None


def party_ourselves(force_name: str) -> Party:
    """The force as a party: a competent authority, so Part 3."""
    return Party(ref=OURSELVES, name=force_name, kind="police", regime=Regime.PART_3)


def more_gaps(
    terms: Terms, *, known_partners: Iterable[int], looked_at: Mapping[str, bool]
) -> tuple[Gap, ...]:
    """What the record lacks beyond the headings: parties that nobody vets, access not assessed.

    `looked_at` says of each party for which direct access was assessed whether it passed.
    """
    known = set(known_partners)
    found = []
    strangers = [
        each.name or each.ref for each in terms.parties
        if each.ref != OURSELVES and partner_of(each.ref) not in known
    ]
    if strangers:
        found.append(Gap(
            "partners", "Partners that are entered",
            f"Not entered as a partner, so nobody vets them: {', '.join(strangers)}.",
            "Enter each as a partner, and choose it here.",
        ))
    if "direct-access" in terms.means:
        others = [each for each in terms.parties if each.ref != OURSELVES]
        without = [each.name or each.ref for each in others if each.ref not in looked_at]
        failed = [each.name or each.ref for each in others if looked_at.get(each.ref) is False]
        if without or failed or not others:
            found.append(Gap(
                "direct-access-assessed", "Direct access, assessed",
                "Direct access is not assessed, or not safe, for: "
                f"{', '.join((*without, *failed)) or 'any partner'}.",
                "Answer its questions for each partner, or take direct access out.",
            ))
    return tuple(found)


def may_begin(*, technology: str, already: bool) -> Answer:
    """Whether a use may have an agreement: it shares data, and has none."""
    if technology != TECHNOLOGY:
        return No(
            "Only a use that shares data with partners has an agreement. Change its kind of "
            "technology first, if that is what it is.", "not-sharing",
        )
    if already:
        return No("This use has an agreement already. Change that one.", "agreement-there")
    return Yes()


def may_write(*, ended: bool) -> Answer:
    """Whether the draft may be changed."""
    if ended:
        return No("This agreement was ended. Make a new use for a new agreement.", "ended")
    return Yes()


def may_come_into_force(
    *, terms: Terms | None, gaps: Sequence[Gap], status: Status, ended: bool
) -> Answer:
    """Whether a draft may come into force: whole, signed, and decided like any other use."""
    if ended:
        return No("This agreement was ended.", "ended")
    if terms is None:
        return No("There is no draft to bring into force.", "no-draft")
    if gaps:
        return No(
            f"{counted(len(gaps), one='gap')} stand in the way: "
            f"{'; '.join(each.name.lower() for each in gaps)}. Fill in each first.", "gaps",
        )
    if signed_on(terms) is None:
        return No("Not everybody has signed it.", "not-signed")
    if status not in IN_USE:
        return No(
            "It is not decided yet that we do this. Take the use through its gates and the "
            "committee; a decision puts it on trial or makes it live.", "not-decided",
        )
    return Yes()


def may_end(*, ended: bool, because: str) -> Answer:
    """Whether an agreement may be ended: once, with a reason."""
    if ended:
        return No("It was ended already.", "ended")
    if not because.strip():
        return No("Say why: the partners and the public will read the reason.", "reason-missing")
    return Yes()


def may_remove(*, review_due: date | None, ended: bool, today: date) -> Answer:
    """Whether the clock takes an agreement off the list: its review is over 90 days late."""
    if ended:
        return No("It was ended already.", "ended")
    if clock(review_due, today=today).phase is not Phase.REMOVED:
        return No("There is still time to review it.", "still-time")
    return Yes()


def takes_signatures_away(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a change is of something that was agreed, so that everybody signs again."""
    def agreed(plain: Mapping[str, Any]) -> dict[str, Any]:
        return {key: each for key, each in plain.items() if key not in _NOT_AGREED}

    return agreed(before) != agreed(after)


def public_facts(terms: Terms, *, names: Mapping[str, str]) -> dict[str, Any]:
    """What anybody may read of an agreement: what, with whom, why, how often, until when.

    Where it is not to be published only that, and the reason. `names` has the words for the
    keys of lists. Nothing else of the terms is in it.
    """
    if terms.publish is not True:
        return {"published": False, "because": terms.publish_reason}
    return {
        "published": True, "title": terms.title, "summary": terms.summary,
        "purposes": [each.name or each.key for each in terms.purposes],
        "parties": [each.name for each in terms.parties],
        "items": [each.name or each.key for each in terms.schedule],
        "people": [names.get(each, each) for each in terms.people],
        "frequency": terms.frequency,
        "starts": _iso(terms.starts), "review_due": _iso(terms.review_due),
        "expires": _iso(terms.expires),
        "told": terms.privacy_information.value if terms.privacy_information else "",
        "onward": terms.onward.value if terms.onward else "",
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
