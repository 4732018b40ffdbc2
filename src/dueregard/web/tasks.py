"""Work done behind the pages: each kind of job is one call of one action.

Without this file a large file would hold up everybody's pages, and work whose worker died
would be waited for without end.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db import connection, transaction
from django_tasks import task

from dueregard.answers import DueRegardError
from dueregard.desk import next_actions
from dueregard.desk.held_back import held_back
from dueregard.findings.reading_tables import Table, read
from dueregard.findings.text_files import Progress
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.packs.rules import REREAD
from dueregard.identify.rereading import actions as rereading
from dueregard.instruments import load
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Work
from dueregard.manage.agreements import actions as agreements
from dueregard.manage.conditions import actions as conditions
from dueregard.manage.happenings import actions as happenings
from dueregard.prioritise.next_actions.rules import RANK
from dueregard.prioritise.weighing import actions as weighing
from dueregard.prioritise.weighing import queries as weighings
from dueregard.report.inspection import actions as inspection
from dueregard.report.perception import actions as perception
from dueregard.report.perception.rules import Fact, told_from, truth_table
from dueregard.report.public_register import actions as public_register
from dueregard.report.public_register.carrying import actions as carrying
from dueregard.report.publication import actions as publication
from dueregard.report.questions import actions as questions
from dueregard.web import (
    inspection_archive,
    inspection_files,
    ledger_signing,
    letters,
    link_watch,
    reminders,
    sharing_letters,
    uploads,
)

SIGN_SECONDS = 15
SAY_SECONDS = 0.5
OUR_FAULT = (
    "Something went wrong on our side, and nothing was saved. Try again; if it happens again, "
    "tell your administrator what file it was."
)

FAULTS = {
    REREAD: "Something went wrong on our side before every use was read. The pack is in force, and "
    "the uses that were read keep their points. Open the pack and have the uses read again; if it "
    "happens again, tell your administrator.",
}


def enqueue(job_id: int) -> None:
    """Put a job in the queue, in the caller's transaction."""
    run.enqueue(job_id)


@task()
def run(job_id: int) -> None:
    """Take up a job and bring it to an end: done, or failed in words. What it makes is whole."""
    work = jobs.start(job_id=job_id, now=_now())
    if work is None:
        return
    try:
        with _SignOfLife(work):
            make = KINDS[work.kind](work)
        with transaction.atomic():
            if not jobs.finish(work=work, result=make(), now=_now()):
                # Another worker has it now; what this one made must not stay.
                transaction.set_rollback(True)
    except DueRegardError as problem:
        jobs.fail(work=work, message=str(problem), now=_now())
    except Exception:
        jobs.fail(work=work, message=FAULTS.get(work.kind, OUR_FAULT), now=_now())
        raise
    finally:
        _let_go(work)


def tend(*, now: datetime) -> None:
    """Look after work whose worker is gone, let go of files, send the packs that wait to go."""
    jobs.reap(now=now, enqueue=enqueue)
    uploads.sweep()
    inspection_files.sweep()
    reminders.send_packs(now=now)


def tick(*, now: datetime) -> None:
    """Do what the clock does each hour: none of it waits for a person, all may be repeated."""
    conditions.lapse(now=now)
    agreements.remove(now=now)
    reminders.remind(now=now)
    reminders.tell_of_reviews(now=now)
    sharing_letters.tell_at_once(now=now)
    happenings.find(now=now)
    publication.post_notices(now=now)
    carrying.fetch(now=now)
    questions.forget(now=now)
    ledger_signing.sign_due(now=now)
    public_register.fill(now=now)
    letters.send_digests(now=now)
    link_watch.look(now=now)


def _measure(work: Work) -> Callable[[], str]:
    """Do the long part now; give back the short part that writes."""
    asked: Mapping[str, Any] = work.asked
    path = uploads.path_of(asked["sha256"])
    if not path.exists():
        raise DueRegardError(
            f"The file {asked['file_name']} is not here any more. Send it again to measure it."
        )
    try:
        finding = _finding(work)
    except DueRegardError as problem:
        # The person knows their file by the name they gave it.
        raise DueRegardError(str(problem).replace(str(path), asked["file_name"])) from problem
    return lambda: evidence.attach(
        ref=asked["ref"], finding_json=finding, title=asked["title"], lens=asked["lens"],
        source=Source(asked["source"]), said_by=asked["said_by"],
        file_name=asked["file_name"], by=work.by, now=_now(),
    )


def _finding(work: Work) -> str:
    asked: Mapping[str, Any] = work.asked
    path = uploads.path_of(asked["sha256"])
    if not asked["instrument"]:
        return path.read_text(encoding="utf-8", errors="replace")
    say = _Saying(work)
    instrument = load(asked["instrument"])
    table = _named(path, asked["file_name"], say)
    beside = asked.get("beside", {})
    options = {
        name: [_named(uploads.path_of(each), beside[each]) if each in beside else each
               for each in value] if isinstance(value, list) else value
        for name, value in asked.get("options", {}).items()
    }
    return instrument.measure(table, options=options, progress=say).to_json()


def _named(path: Path, name: str, progress: Progress | None = None) -> Table:
    """A stored file as a table that is known by the name it came under."""
    try:
        return replace(read(path, progress=progress), names=(name,))
    except DueRegardError as problem:
        raise DueRegardError(str(problem).replace(str(path), name)) from problem


def _survey(work: Work) -> Callable[[], str]:
    """Measure a survey beside what the register said when it was asked for."""
    asked: Mapping[str, Any] = work.asked
    path = uploads.path_of(asked["sha256"])
    if not path.exists():
        raise DueRegardError(
            f"The file {asked['file_name']} is not here any more. Send it again to measure it."
        )
    facts = tuple(Fact(**each) for each in asked["facts"])
    say = _Saying(work)
    table = _named(path, asked["file_name"], say)
    finding = load(perception.INSTRUMENT).measure(
        table, options=asked["options"] | {"actual": truth_table(facts)}, progress=say
    ).to_json()
    return lambda: perception.record(
        told=told_from(asked["told"]), finding_json=finding, facts=facts,
        sha256=asked["sha256"], file_name=asked["file_name"], by=work.by, now=_now(),
    )


def _reread(work: Work) -> Callable[[], str]:
    """Each batch is written as it is read; work cut short is begun again and ends the same."""
    done = rereading.reread(
        pack_id=work.asked["pack"], by=work.by, now=_now(), clock=_now, progress=_Saying(work)
    )
    return lambda: done


def _archive(work: Work) -> Callable[[], str]:
    """Write the archive beside the others now; give it its name when it is noted."""
    beside = inspection_files.folder() / f".coming-{work.id}-{work.attempt}"
    made = inspection_archive.build(
        beside, draw_id=work.asked["draw"], now=_now(), progress=_Saying(work)
    )
    beside.replace(inspection_files.path_of(made.digest))
    return lambda: inspection.keep_archive(
        draw_id=work.asked["draw"], digest=made.digest, size=made.size, entries=made.entries,
        head=made.head, by=work.by, now=_now(),
    )


def _rank(work: Work) -> Callable[[], str]:
    """Read every use and put what it asks for in order; the list is written when all is known."""
    return next_actions.rank(
        by=work.by, now=_now(), progress=_Saying(work), weighings=weighings.newest_of_each
    )


def _weigh(work: Work) -> Callable[[], str]:
    """Weighed as the options and the record stand when the work is done."""
    ref = work.asked["ref"]
    found = weighings.weigh(ref, held=held_back(ref, on=_now().date()))
    return lambda: weighing.keep(ref=ref, found=found, by=work.by, now=_now())


def _try_constants(work: Work) -> Callable[[], str]:
    """Try each constant now; give back the short part that writes."""
    tried = weighings.try_constants(work.asked["weighing"])
    return lambda: weighing.keep_tried(
        weighing_id=work.asked["weighing"], tried=tried, by=work.by, now=_now())


KINDS: Mapping[str, Callable[[Work], Callable[[], str]]] = {
    evidence.MEASURE: _measure, REREAD: _reread, perception.MEASURE: _survey,
    inspection.ARCHIVE: _archive,
    weighing.WEIGH: _weigh, weighing.TRY: _try_constants,
    RANK: _rank,
}


class _Saying:
    """Passes on how far the work is, at most twice a second."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._said = 0.0

    def __call__(self, done: int, total: int, message: str) -> None:
        if time.monotonic() - self._said < SAY_SECONDS:
            return
        self._said = time.monotonic()
        jobs.progress(work=self._work, done=done, total=total, message=message, now=_now())


class _SignOfLife:
    """Says every few seconds that the worker is there, however long one step takes."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._say, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _say(self) -> None:
        try:
            while not self._over.wait(SIGN_SECONDS):
                jobs.beat(work=self._work, now=_now())
        finally:
            connection.close()


def _let_go(work: Work) -> None:
    if "sha256" in work.asked:
        for each in (work.asked["sha256"], *work.asked.get("beside", {})):
            uploads.let_go(each)


def _now() -> datetime:
    return datetime.now(UTC)
