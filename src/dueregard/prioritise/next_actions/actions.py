"""What can be done about the list of next actions: ask for it, and keep it as it was worked out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import require
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Enqueue
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.prioritise.next_actions.models import RankedAction, RankedList
from dueregard.prioritise.next_actions.rules import KEPT, RANK
from dueregard.weighing.in_turn import Next

_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A next action and whose turn it is."""

    action: Next
    who: str


def ask(*, by: Actor, now: datetime, enqueue: Enqueue) -> str:
    """The ethics lead or a decision maker has the list made. Result: the job that makes it."""
    with act("prioritise:next-actions:ask", by=by, now=now) as deed:
        require(may(by, "next-actions.rank"))
        deed.result = jobs.ask(
            kind=RANK, title="What to do next over all uses", asked={}, about="next-actions",
            by=by, now=now, enqueue=enqueue,
        )
    return deed.result


def keep(
    rows: Iterable[Whose], *, uses: int, weighed: int, profile: int, by: Actor, now: datetime
) -> str:
    """The list as it was worked out, in its order; the oldest goes once there are enough."""
    with act("prioritise:next-actions:keep", by=by, now=now) as deed:
        require(may(by, "next-actions.rank"))
        made = RankedList.objects.create(
            made_at=now, by_name=by.name, uses=uses, weighed=weighed, profile=profile
        )
        kept = [_row(each, made) for each in rows]
        RankedAction.objects.bulk_create(kept, batch_size=_TOGETHER)
        old = RankedList.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
        RankedList.objects.filter(pk__in=list(old)).delete()
        deed.result = deed.about = f"next-{made.pk}"
        deed.note(actions=len(kept), uses=uses, weighed=weighed)
    return deed.result


def _row(each: Whose, made: RankedList) -> RankedAction:
    action = each.action
    return RankedAction(
        ranked=made, place=action.place, place_without_profile=action.place_without_profile,
        ref=action.use, use_name=action.title[:200], what=action.what, kind=action.kind.value,
        effort=action.effort, who=each.who[:200], why=action.why, because=list(action.because),
        overdue_days=max(0, action.overdue_days), key=action.key[:120], since=action.since,
        weighed=action.weighed,
    )
