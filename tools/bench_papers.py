"""The committee's pack of a use with 60 points and 20 pieces of evidence, ten of them measurements,
as every format; the shelf of its papers; and the side for chief officers with many uses."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FINDING = ROOT / "src" / "dueregard" / "content" / "example" / "deployments-finding.json"
TEXT = "Something that could happen to people who live here, told at some length. "


def run(*, uses: int) -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["DUEREGARD_HOME"] = tempfile.mkdtemp(prefix="dueregard-bench-")
    from dueregard.web import readiness

    readiness.make_ready()
    readiness.migrate("default")
    readiness.migrate("public")
    _packs()
    _side(uses)


def _packs() -> None:
    from datetime import UTC, datetime

    from dueregard import documents
    from dueregard.desk import papers

    ref, now = _large_use(), datetime.now(UTC)
    print("Papers of a use with 60 points and 20 pieces of evidence, 10 of them measured")
    print(f"  {'what':<38} {'time':>8} {'of it our own':>14} {'size':>9}")
    _timed("the shelf: six papers with their gaps", lambda: papers.shelf(ref, now=now))
    pack = _timed("the committee's pack, put together",
                  lambda: papers.one(ref, "committee-pack", now=now).document)
    for suffix in (".html", ".pdf", ".odt", ".xlsx"):
        _timed(f"the committee's pack as {suffix}", lambda each=suffix: documents.write(pack, each))
    draft = papers.one(ref, "data-protection", now=now).document
    _timed("the data protection draft as .pdf", lambda: documents.write(draft, ".pdf"))


def _timed(what, work):
    """Time on the clock, and time that this process had: the two differ on a busy machine."""
    took, ours = [], []
    for _ in range(3):
        started, begun = time.perf_counter(), time.process_time()
        made = work()
        took.append(time.perf_counter() - started)
        ours.append(time.process_time() - begun)
    size = f"{len(made) / 1000:7.0f} kB" if isinstance(made, bytes) else ""
    print(f"  {what:<38} {statistics.median(took):6.2f} s {statistics.median(ours):12.2f} s {size}")
    return made


def _large_use() -> str:
    from datetime import UTC, datetime

    from dueregard.identify.evidence import actions as evidence
    from dueregard.identify.evidence.rules import Source
    from dueregard.identify.points import actions as points
    from dueregard.identify.points.rules import Kind
    from dueregard.identify.register import actions as register
    from dueregard.lenses.shapes import LENSES
    from dueregard.people import actions as people
    from dueregard.people import queries
    from dueregard.prioritise.assessment import actions as assessment
    from dueregard.prioritise.assessment.rules import Chance, EffectKind, Size

    now = datetime.now(UTC)
    people.found(force_name="A force", name="Ada Lead", email="ada@example.test",
                 password="three words together", now=now)
    by = queries.actor(next(each for each in queries.roster()).id)
    acts = {"by": by, "now": now}
    ref = register.add(
        described=register.Description(
            name="Live facial recognition", technology="live-facial-recognition",
            affected="Everyone who walks past", purpose=TEXT, what_it_does=TEXT * 3),
        owner_id=by.id, **acts)
    for number in range(60):
        points.add(ref=ref, kind=list(Kind)[number % 3], lens=LENSES[number % 7],
                   title=f"Point {number} of many", text=TEXT * 3, affected="People here", **acts)
    for number in range(10):
        evidence.record_claim(
            ref=ref, title=f"Claim {number}", statement=TEXT * 3, source=Source.INDEPENDENT,
            said_by="A laboratory, report 43", level=3, lens=LENSES[number % 7], **acts)
        evidence.attach(
            ref=ref, title=f"Measurement {number}", finding_json=FINDING.read_text(),
            source=Source.OTHER_FORCE, said_by="A force", lens="safety", **acts)
    assessment.open_(ref=ref, because="", **acts)
    assessment.add_option(ref=ref, name="With safeguards", **acts)
    for number in range(14):
        assessment.add_effect(
            ref=ref, option=number % 2, kind=list(EffectKind)[number // 2 % 2],
            lens=LENSES[number % 7], affected="People here", text=TEXT, chance=Chance.LIKELY,
            size=Size.SERIOUS, **acts)
    return ref


def _side(uses: int) -> None:
    """Rows made straight in the tables: only reading them is timed."""
    from datetime import UTC, datetime, timedelta

    from django.apps import apps

    from dueregard import documents
    from dueregard.desk import chief_officers

    now = datetime.now(UTC)
    today = now.date()
    use, condition = apps.get_model("identify.Use"), apps.get_model("manage.Condition")
    matter, advice = apps.get_model("manage.Matter"), apps.get_model("manage.Advice")
    statuses = ("live", "trial", "paused", "idea", "stopped")
    made = use.objects.bulk_create((
        use(number=10_000 + n, name=f"System {n} for camera and records work", added_at=now,
            changed_at=now, status=statuses[n % 5], tier=n % 3 + 1,
            review_on=today + timedelta(days=n % 400 - 60) if n % 4 else None)
        for n in range(uses)), batch_size=500)
    condition.objects.bulk_create((
        condition(use=each, text="Something to do", test="It can be seen", set_by="x", set_at=now,
                  due_on=today + timedelta(days=each.number % 300 - 100),
                  state=("open", "lapsed", "met")[each.number % 3])
        for each in made[::2]), batch_size=500)
    matters = matter.objects.bulk_create((
        matter(use=each, question="?", document={}, digest="", deadline=today, referred_by="x",
               referred_at=now, state=("opinions", "advised", "replied")[each.number % 3])
        for each in made[::3]), batch_size=500)
    advice.objects.bulk_create((
        advice(matter=each, outcome="reject", reasons="x", by_name="x", at=now)
        for each in matters if each.state != "opinions"), batch_size=500)
    print(f"The side for chief officers, {uses:,} uses")
    found = _timed("counted in the database", lambda: chief_officers.side(now=now))
    paper = chief_officers.as_document(found, made_at=now.isoformat())
    _timed("as .pdf", lambda: documents.write(paper, ".pdf"))
