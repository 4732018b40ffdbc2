"""How long it takes to put the next actions over every use in one order.

Called by `tools/bench --force`. The uses are those of `tools/bench --identifying`, with their points
raised; half of them have a weighing of ten effects, which is kept as JSON and read, not weighed
again. The list is written to the database as the job writes it.
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

USES = 500


def run(*, uses: int) -> None:
    import bench_rereading

    sys.path.insert(0, str(bench_rereading.ROOT / "src"))
    os.environ["DUEREGARD_HOME"] = tempfile.mkdtemp(prefix="dueregard-bench-")
    from dueregard.web import readiness

    readiness.make_ready()
    readiness.migrate("default")
    readiness.migrate("public")
    try:
        _timed(uses)
    finally:
        shutil.rmtree(os.environ["DUEREGARD_HOME"], ignore_errors=True)


def _timed(uses: int) -> None:
    import bench_rereading
    import bench_weighing

    from dueregard.desk import next_actions
    from dueregard.prioritise.next_actions import queries
    from dueregard.weighing import saved
    from dueregard.weighing.weigh import weigh

    by, now = bench_rereading._lead(), datetime.now(UTC)
    points = bench_rereading._make(uses, now=now)
    text, said = saved.to_json(weigh(bench_weighing.proposal(), draws=2_000)), []
    since = now.date() - timedelta(days=10)

    def weighings():
        return ((f"use-{number:04}", text, since) for number in range(1, uses + 1, 2))

    for title in ("the first time", "again"):
        started, busy = time.perf_counter(), time.process_time()
        write = next_actions.rank(
            by=by, now=now, weighings=weighings, progress=lambda *each: said.append(each)
        )
        read = time.perf_counter() - started
        write()
        took, busy = time.perf_counter() - started, time.process_time() - busy
        found = queries.newest()
        print(f"Next actions over {uses:,} uses with {points:,} points, {found.weighed:,} weighed: {title}")
        print(f"  reading and putting in order  {read:6.1f} s, {read / uses * 1000:.0f} ms a use")
        print(f"  with writing {found.every:,} actions   {took:6.1f} s, processor {busy:.1f} s")
    print(f"  progress said {len(said)} times; most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
