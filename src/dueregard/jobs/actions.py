"""What happens to long work: asked for, started, moved on, finished, failed, taken up again.

Only the asking is a deed of a person and goes on the ledger; the rest is the machine's
bookkeeping, and what the work itself changes is written by the action that it calls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dueregard.jobs.models import Job
from dueregard.jobs.rules import GAVE_UP, OPEN, Fate, State, fate
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor

Enqueue = Callable[[int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A job that a worker has taken up: what to do, for whom, and which attempt this is."""

    id: int
    kind: str
    title: str
    asked: Mapping[str, Any]
    by: Actor
    attempt: int


def ask(
    *, kind: str, title: str, asked: Mapping[str, Any], about: str, by: Actor, now: datetime,
    enqueue: Enqueue,
) -> str:
    """A person's action asks for long work. Called inside that action, which has checked the right.

    It is put in the queue in the same transaction: both happen or neither does.
    """
    with act("jobs:job:ask", by=by, now=now, about=about) as deed:
        job = Job.objects.create(
            kind=kind, title=title[:200], asked=dict(asked), asked_at=now,
            by={"id": by.id, "name": by.name, "roles": sorted(by.roles)},
        )
        enqueue(job.pk)
        deed.result = f"job-{job.pk}"
        deed.note(kind=kind, title=title)
    return deed.result


def start(*, job_id: int, now: datetime) -> Work | None:
    """A worker takes up a job; None when another one has, or when it is over."""
    taken = Job.objects.filter(pk=job_id, state=State.WAITING).update(
        state=State.RUNNING, attempts=F("attempts") + 1, heartbeat=now, message=""
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    by = Actor(id=job.by["id"], name=job.by["name"], roles=frozenset(job.by["roles"]))
    return Work(
        id=job.pk, kind=job.kind, title=job.title, asked=job.asked, by=by, attempt=job.attempts
    )


def progress(*, work: Work, done: int, total: int, message: str, now: datetime) -> None:
    """The worker says how far it is."""
    _running(work).update(done=done, total=total, message=message, heartbeat=now)


def beat(*, work: Work, now: datetime) -> None:
    """The worker says that it is still there."""
    _running(work).update(heartbeat=now)


def finish(*, work: Work, result: str, now: datetime) -> bool:
    """The work is done. False when it was taken from this worker meanwhile."""
    return bool(_running(work).update(
        state=State.DONE, result=result, message="", heartbeat=now
    ))


def fail(*, work: Work, message: str, now: datetime) -> bool:
    """The work cannot be done; `message` says why and what to do. False as for finish."""
    return bool(_running(work).update(state=State.FAILED, message=message, heartbeat=now))


def reap(*, now: datetime, enqueue: Enqueue) -> int:
    """The clock looks after work whose worker is gone: again, or failed in words. Says how many."""
    seen = 0
    for job in Job.objects.filter(state__in=OPEN).order_by("pk"):
        since = job.heartbeat or job.asked_at
        what = fate(state=State(job.state), since=since, attempts=job.attempts, now=now)
        if what is Fate.LEAVE:
            continue
        # Only as it was read: a sign of life in between keeps the job with its worker.
        same = Job.objects.filter(
            pk=job.pk, state=job.state, heartbeat=job.heartbeat, attempts=job.attempts
        )
        with transaction.atomic():
            if what is Fate.GIVE_UP:
                seen += same.update(state=State.FAILED, message=GAVE_UP, heartbeat=now)
            elif same.update(state=State.WAITING, heartbeat=now):
                enqueue(job.pk)
                seen += 1
    return seen


def _running(work: Work) -> Any:
    return Job.objects.filter(pk=work.id, state=State.RUNNING, attempts=work.attempt)
