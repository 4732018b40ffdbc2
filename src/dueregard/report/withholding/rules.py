"""Whether something may be kept back: a listed field, a coded reason, a day to look again.

Without it a thing that was kept back once would be kept back for good, and look like a blank.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.answers import Answer, No, Yes

# Kept back for longer than this without another look, a reason has usually gone.
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One field that is kept back, in the words that the public reads."""

    source: str
    name: str
    reason: str
    code: str
    review_on: date

    @property
    def said(self) -> str:
        """What stands in its place.

        >>> Kept(source="", name="who made it", reason="a court case is going on", code="court",
        ...      review_on=date(2027, 5, 3)).said
        'We keep this back, because a court case is going on. We look at that again by 3 May 2027.'
        """
        day = f"{self.review_on.day} {self.review_on:%B %Y}"
        return f"We keep this back, because {self.reason}. We look at that again by {day}."


def may_withhold(
    *, field_known: bool, reason_known: bool, because: str, review_on: date, today: date,
    already: bool,
) -> Answer:
    """Whether a field of a use may be kept back from the public."""
    if not field_known:
        return No("That cannot be kept back. Choose a field from the list.", "not-withholdable")
    if not reason_known:
        return No("Choose the reason from the list.", "reason-missing")
    if not because.strip():
        return No(
            "Say why this reason holds here. The public does not read it; inspectors do.",
            "because-missing",
        )
    if review_on <= today:
        return No("Choose a day to come, on which somebody looks again.", "review-past")
    if review_on - today > LONGEST:
        return No("Look again within a year.", "review-too-late")
    if already:
        return No("That is kept back already.", "withheld-already")
    return Yes()


def may_lift(*, stands: bool) -> Answer:
    """Whether there is anything left to give back to the public."""
    if not stands:
        return No("That is not kept back any more.", "lifted-already")
    return Yes()


def overdue_notice(*, name: str, review_on: str) -> str:
    """What the public reads when nobody looked again in time."""
    return f"We said we would look by {review_on} whether we still keep this back: {name}. " \
           "We have not done so yet."
