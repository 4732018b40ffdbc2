"""How long weighing takes: one large proposal, all its tables, and a whole force ranked again.

Called by `tools/bench --weighing`. The proposal is made up: 5 options, 60 effects, 40,000 draws.
"""

import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS, EFFECTS, TIMES = 5, 60, 5
_IN_A_PROCESS = (
    "import sys, resource; sys.path[:0] = ['src', 'tools']\n"
    "import bench_weighing\n"
    "from dueregard.weighing import paper, saved\n"
    "from dueregard.weighing.weigh import weigh\n"
    "made = weigh(bench_weighing.proposal())\n"
    "saved.to_json(made); paper.to_document(made)\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)


def proposal():
    from dueregard.weighing import constants
    from dueregard.weighing.shapes import (
        Control,
        ControlState,
        Effect,
        Group,
        Kind,
        Option,
        Proposal,
        Span,
        View,
    )

    lenses = list(constants.load().lenses)
    words = list(constants.load().chances)
    levels = list(constants.load().evidence)
    options = tuple(Option(id=name, name=name.capitalize()) for name in (
        "now", "one", "two", "three", "four"))
    effects = tuple(
        Effect(
            id=f"effect-{number}", option=options[number % OPTIONS].id,
            kind=Kind.OPPORTUNITY if number % 4 == 3 else Kind.RISK,
            lens=lenses[number % len(lenses)], group=f"group-{number % 6}", text="It happens.",
            chance=words[number % len(words)], size=Span(1.0 + number % 5, 15.0),
            evidence=levels[number % len(levels)], shared=f"shared-{number % 50}",
        ) for number in range(EFFECTS)
    )
    return Proposal(
        title="A large proposal", options=options, effects=effects,
        groups=tuple(Group(id=f"group-{each}", name=f"Group {each}", reason="Because",
                           multiplier=1.5 if each == 0 else 1.0) for each in range(6)),
        controls=tuple(
            Control(id=f"control-{each.id}", name="A control", effects=(each.id,), reduces=0.4,
                    state=list(ControlState)[place % 3])
            for place, each in enumerate(effects) if each.kind is Kind.RISK and place % 3 == 0),
        views=tuple(View(by=f"Member {place}", order=tuple(lenses[place : place + 3]))
                    for place in range(5)),
    )


def run() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    from dueregard.weighing import across, paper, saved
    from dueregard.weighing.weigh import weigh

    made = proposal()
    weighed = weigh(made)
    print(f"Weighing: {OPTIONS} options, {EFFECTS} effects, 5 members, {weighed.draws:,} draws (median of {TIMES})")
    for title, work in (
        ("weighing, all tables", lambda: weigh(made)),
        ("its JSON", lambda: saved.to_json(weighed)),
        ("its paper", lambda: paper.to_document(weighed)),
        ("the same with 10,000 draws", lambda: weigh(made, draws=10_000)),
    ):
        wall, busy = _middle(work)
        print(f"  {title:<35} {wall:6.2f} s   processor {busy:.2f} s")
    done = subprocess.run([sys.executable, "-c", _IN_A_PROCESS], cwd=ROOT, check=True,
                          capture_output=True, text=True)
    print(f"  largest memory of a process         {float(done.stdout):6.0f} MB")
    today = date(2026, 11, 2)
    uses = [across.of(weighed, ref=f"use-{each:04}", since=today - timedelta(days=each % 90),
                      tier=1 + each % 3) for each in range(500)]
    wall, _ = _middle(lambda: across.rank(uses, today=today))
    print(f"  500 uses ranked again               {wall:6.2f} s, {sum(len(each.actions) for each in uses):,} actions")


def _middle(work) -> tuple[float, float]:
    walls, busy = [], []
    for _ in range(TIMES):
        started, at = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - started)
        busy.append(time.process_time() - at)
    return statistics.median(walls), statistics.median(busy)


if __name__ == "__main__":
    run()
