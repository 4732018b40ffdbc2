"""What may be asked of long work: one job for its page, and which files are still needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.jobs.models import Job
from dueregard.jobs.rules import OPEN, STATE_NAMES, State


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSheet:
    """A job as a page shows it."""

    id: int
    kind: str
    title: str
    about: str
    state: State
    done: int
    total: int | None
    message: str
    result: str
    attempts: int
    asked_at: datetime
    asked_by: str

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in OPEN


def sheet(job_id: int) -> JobSheet:
    """One job; Missing when there is none."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise Missing("There is no such piece of work.")
    return JobSheet(
        id=job.pk, kind=job.kind, title=job.title, about=str(job.asked.get("ref", "")),
        state=State(job.state), done=job.done, total=job.total, message=job.message,
        result=job.result, attempts=job.attempts, asked_at=job.asked_at,
        asked_by=str(job.by.get("name", "")),
    )


def files_needed() -> frozenset[str]:
    """The stored files that work which is not over will still read."""
    return _files(Job.objects.filter(state__in=OPEN).values_list("asked", flat=True))


def files_finished_with() -> frozenset[str]:
    """The stored files of work that is over, and that no other work needs."""
    over = Job.objects.exclude(state__in=OPEN).values_list("asked", flat=True)
    return _files(over) - files_needed()


def _files(asked: Iterable[dict[str, Any]]) -> frozenset[str]:
    return frozenset(
        sha256 for each in asked
        for sha256 in (each.get("sha256"), *each.get("beside", {})) if sha256
    )
