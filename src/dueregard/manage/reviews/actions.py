"""What can be done about a review: take a use round the cycle again, before its date or after."""

from datetime import datetime

from dueregard.answers import require
from dueregard.identify.points import queries as points
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.reviews import rules
from dueregard.people.rules import may
from dueregard.prioritise.assessment import actions as assessment_actions
from dueregard.prioritise.assessment import queries as assessments
from dueregard.prioritise.assessment.rules import State


def reopen(*, ref: str, because: str, by: Actor, now: datetime) -> str:
    """The ethics lead or the decision maker takes a use round the cycle again, and says why.

    What is in use stays in use while it is looked at. A new assessment is opened where this
    person may open one and the points allow it; otherwise the owner opens it. Refused without
    the right, without a reason, and while it is being assessed.
    """
    with act("reviews:use:reopen", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "reviews.reopen", use.concern))
        newest = assessments.latest(ref)
        require(rules.may_reopen(
            status=use.status, reason=because,
            being_assessed=newest is not None and newest.state is State.OPEN,
        ))
        register_actions.bring_back(ref=ref, reason=because, by=by, now=now)
        opened = bool(may(by, "assessment.write", use.concern)) and bool(points.may_leave(ref))
        if opened:
            assessment_actions.open_(ref=ref, because=because, by=by, now=now)
        deed.result = ref
        deed.note(because=because.strip(), assessment_opened=opened)
    return ref
