"""Decisions about sharing: how many a second, beside the bare loop and Cedar in the same run."""

import json
import statistics
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBER, TIMES, CEDAR = 100_000, 5, 5_000


def run() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    from dueregard.sharing import reading
    from dueregard.sharing.clauses import CLAUSES, TWO_PEOPLE
    from dueregard.sharing.deciding import decide, to_plain

    folder = ROOT / "examples" / "sharing"
    terms = reading.terms(reading.read(folder / "marac.toml"))
    plain = reading.read(folder / "question.toml")
    request, facts, now = reading.request(plain["request"]), reading.facts(plain["facts"]), plain["now"]
    refused = replace(request, role="clerk", items=("convictions",))
    clauses = len(CLAUSES) + len(TWO_PEOPLE)
    print(f"Sharing: one agreement, {len(terms.schedule)} items, {clauses} clauses, one core (median of {TIMES} times {NUMBER:,})")

    def nothing(terms, request, facts, today):
        return True

    def bare() -> None:
        """The same number of calls that do nothing: what Python alone takes for them."""
        for _ in range(NUMBER):
            for _ in range(clauses):
                nothing(terms, request, facts, now)

    clocks = [now + timedelta(seconds=7 * each) for each in range(NUMBER)]

    def deciding(asked):
        def work() -> None:
            for clock in clocks:
                decide(terms, asked, facts, now=clock)
        return work

    floor = _a_second(bare, NUMBER)
    ours = _a_second(deciding(request), NUMBER)
    print(f"  bare loop of as many empty calls   {floor:9,.0f} a second")
    print(f"  permitted                          {ours:9,.0f} a second   {floor / ours:4.1f} x the time of the bare loop")
    rate, told = _a_second(deciding(refused), NUMBER), decide(terms, refused, facts, now=now)
    print(f"  refused, {len(told.failed)} clauses named         {rate:9,.0f} a second")
    rate = _a_second(lambda: [json.dumps(to_plain(told)) for _ in range(2000)], 2000)
    print(f"  its words and JSON                 {rate:9,.0f} a second")
    _cedar(terms, request, facts, now, ours)


def _cedar(terms, request, facts, now, ours: float) -> None:
    from dueregard.sharing import cedar
    from dueregard.sharing.deciding import day_of

    try:
        import cedarpy
    except ModuleNotFoundError:
        print("  Cedar is not installed here: pip install cedarpy")
        return
    policies = cedarpy.PolicySet.from_str(cedar.policies(terms))
    schema, nobody = cedarpy.Schema.from_str(cedar.schema()), cedarpy.Entities.from_json_str("[]")
    question = cedar.question(terms, request, facts, today=day_of(now))
    rate = _a_second(lambda: cedarpy.is_authorized_batch([question] * CEDAR, policies, nobody, schema), CEDAR)
    print(f"  Cedar, all parsed beforehand       {rate:9,.0f} a second   ours is {ours / rate:.0f} times as fast")


def _a_second(work, number: int) -> float:
    took = []
    for _ in range(TIMES):
        at = time.process_time()
        work()
        took.append(time.process_time() - at)
    return number / statistics.median(took)


if __name__ == "__main__":
    run()
