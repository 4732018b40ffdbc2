"""Long work: asked for once, done whole, and never lost with its worker."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders_measure import EXAMPLE, measured
from tests.records.test_evidence import LOG

from dueregard.answers import Missing, Refused
from dueregard.identify.evidence import actions as evidence_actions
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.jobs import actions, queries
from dueregard.jobs.rules import GAVE_UP, MOST_ATTEMPTS, State
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.web import tasks, uploads


class Queue(list):
    """Stands where the queue does, and remembers what was put in it."""

    def __call__(self, job_id):
        self.append(job_id)


@pytest.fixture
def queue():
    return Queue()


def asked(world, queue, content=None, **values):
    """A job to measure a file, as the page asks for it."""
    content = EXAMPLE.read_bytes() if content is None else content
    sha256 = uploads.keep(SimpleUploadedFile("log.csv", content))
    given = {
        "ref": world.use(), "instrument": "deployments", "sha256": sha256, "file_name": "log.csv",
        "title": "Our log", "lens": "fairness", "by": world.lead, "now": world.now,
    }
    made = evidence_actions.ask_to_measure(**(given | values), enqueue=queue)
    return int(made.removeprefix("job-")), sha256


def run(job_id):
    tasks.run.call(job_id)
    return queries.sheet(job_id)


def test_a_file_is_measured_behind_the_page_and_deleted(world, queue):
    job_id, sha256 = asked(world, queue)

    job = run(job_id)

    found = evidence.sheet(int(job.result.removeprefix("evidence-")))
    assert queue == [job_id]
    assert (job.state, job.over) == (State.DONE, True)
    assert found.instrument == "deployments"
    assert found.file_name == "log.csv"
    assert json.loads(found.finding)["data"]["sha256"] == sha256
    assert not uploads.path_of(sha256).exists()


def test_a_file_is_kept_under_its_digest(world):
    content = b"a,b\n1,2\n"

    sha256 = uploads.keep(SimpleUploadedFile("../../odd name.csv", content))

    assert sha256 == hashlib.sha256(content).hexdigest()
    assert uploads.path_of(sha256).read_bytes() == content
    uploads.let_go(sha256)
    assert not uploads.path_of(sha256).exists()


def test_a_file_that_is_no_log_ends_as_failed_work_with_the_instruments_own_sentence(world, queue):
    job_id, sha256 = asked(world, queue, b"colour,size\nred,1\n")

    job = run(job_id)

    assert job.state is State.FAILED
    assert "column" in job.message
    assert str(uploads.folder()) not in job.message
    assert evidence.of_use(job.about) == ()
    assert not uploads.path_of(sha256).exists()


def test_a_file_of_another_kind_is_named_as_the_person_named_it(world, queue):
    job_id, sha256 = asked(world, queue, b"\x89PNG and so on")

    job = run(job_id)

    assert "log.csv" in job.message
    assert sha256 not in job.message


def test_a_fault_of_ours_ends_in_words_too(world, queue, monkeypatch):
    job_id, sha256 = asked(world, queue)
    monkeypatch.setitem(tasks.KINDS, evidence_actions.MEASURE, lambda work: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        tasks.run.call(job_id)

    job = queries.sheet(job_id)
    assert (job.state, job.message) == (State.FAILED, tasks.OUR_FAULT)
    assert not uploads.path_of(sha256).exists()


def test_a_finding_from_the_command_line_is_attached_as_it_is(world, queue):
    finding = measured(LOG).to_json()
    job_id, _sha256 = asked(world, queue, finding.encode(), instrument="",
                            source=Source.INDEPENDENT, said_by="A university")

    job = run(job_id)

    found = evidence.sheet(int(job.result.removeprefix("evidence-")))
    assert found.finding == finding
    assert (found.level, found.said_by) == (3, "A university")


def test_work_that_is_over_is_not_done_again(world, queue):
    job_id, _sha256 = asked(world, queue)
    first = run(job_id)

    second = run(job_id)

    assert second == first
    assert len(evidence.of_use(first.about)) == 1


def test_who_may_not_attach_may_not_ask_and_nothing_is_put_in_the_queue(world, queue):
    with pytest.raises(Refused):
        asked(world, queue, by=world.person(Role.OFFICER))

    assert queue == []
    with pytest.raises(Missing):
        queries.sheet(1)


def test_the_asking_is_on_the_ledger(world, queue):
    job_id, _sha256 = asked(world, queue)

    verbs = [each.verb for each in ledger.history(newest=2)]

    assert verbs == ["identify:evidence:ask-to-measure", "jobs:job:ask"]
    assert queries.sheet(job_id).asked_by == "Ada Lead"


def test_work_whose_worker_died_is_taken_up_again_and_then_failed_in_words(world, queue):
    job_id, _sha256 = asked(world, queue)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert actions.start(job_id=job_id, now=world.now).attempt == attempt
        assert actions.reap(now=world.now + timedelta(seconds=60), enqueue=queue) == 0
        assert actions.reap(now=world.later(seconds=61), enqueue=queue) == 1

    job = queries.sheet(job_id)

    assert queue == [job_id] * MOST_ATTEMPTS
    assert (job.state, job.message) == (State.FAILED, GAVE_UP)


def test_a_worker_that_was_given_up_for_dead_changes_nothing_any_more(world, queue):
    job_id, _sha256 = asked(world, queue)
    lost = actions.start(job_id=job_id, now=world.now)
    actions.reap(now=world.later(seconds=61), enqueue=queue)
    again = actions.start(job_id=job_id, now=world.now)

    assert not actions.finish(work=lost, result="evidence-1", now=world.now)
    assert not actions.fail(work=lost, message="No", now=world.now)
    assert actions.finish(work=again, result="evidence-2", now=world.now)
    assert queries.sheet(job_id).result == "evidence-2"


def test_what_a_given_up_worker_made_does_not_stay(world, queue, monkeypatch):
    job_id, _sha256 = asked(world, queue)
    ref = queries.sheet(job_id).about

    def slow(work):
        actions.reap(now=work_started + timedelta(seconds=61), enqueue=queue)
        return measure(work)

    measure = tasks.KINDS[evidence_actions.MEASURE]
    monkeypatch.setitem(tasks.KINDS, evidence_actions.MEASURE, slow)
    work_started = datetime.now(UTC)
    tasks.run.call(job_id)

    assert evidence.of_use(ref) == ()
    assert queries.sheet(job_id).state is State.WAITING


def test_work_says_how_far_it_is_and_that_its_worker_is_there(world, queue):
    job_id, _sha256 = asked(world, queue)
    work = actions.start(job_id=job_id, now=world.now)

    actions.progress(work=work, done=3, total=10, message="Reading", now=world.later(seconds=50))
    actions.beat(work=work, now=world.later(seconds=50))
    left = actions.reap(now=world.later(seconds=50), enqueue=queue)

    job = queries.sheet(job_id)
    assert left == 0
    assert (job.done, job.total, job.message) == (3, 10, "Reading")


def test_a_file_that_other_work_still_needs_is_kept(world, queue):
    first, sha256 = asked(world, queue)
    second, _same = asked(world, queue)

    run(first)
    kept = uploads.path_of(sha256).exists()
    run(second)

    assert kept
    assert not uploads.path_of(sha256).exists()


def test_the_clock_sweeps_up_files_that_nobody_needs(world, queue):
    job_id, sha256 = asked(world, queue)
    run(job_id)
    uploads.keep(SimpleUploadedFile("log.csv", EXAMPLE.read_bytes()))

    tasks.tend(now=world.now)

    assert not uploads.path_of(sha256).exists()


def test_a_job_that_the_queue_lost_is_put_in_it_again(world, queue):
    job_id, _sha256 = asked(world, queue)
    queue.clear()

    actions.reap(now=world.later(minutes=11), enqueue=queue)
    actions.reap(now=world.later(minutes=1), enqueue=queue)

    assert queue == [job_id]
