"""The decision over the partners' API under load: so many questions a second, and how soon."""

import http.client
import json
import os
import secrets
import shutil
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEYS, SECONDS, READERS = 20, 20, 16
BARE = "/api/v1/"


def run(*, rate: int) -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    os.environ["DUEREGARD_HOME"] = tempfile.mkdtemp(prefix="dueregard-bench-")
    from dueregard.web import commands, readiness

    readiness.make_ready()
    readiness.migrate("default")
    readiness.migrate("public")
    keys, question = _world()
    from django.db import connections

    connections.close_all()
    port = commands.free_port()
    server = commands.open_door("partners", "127.0.0.1", port)
    where = "PostgreSQL" if os.environ.get("DUEREGARD_DATABASE_URL") else "SQLite"
    print(f"Partners' API, {where}: {rate} calls a second for {SECONDS} s, {KEYS} keys, "
          "from when each was due")
    try:
        commands.wait_for("127.0.0.1", port, [server])
        kinds = (
            ("the smallest answer there is", "GET", BARE, None),
            ("would it be allowed, naming nobody", "POST", "/api/v1/decide", question),
            ("the same about a person, logged", "POST", "/api/v1/decide",
             question | {"subject": "subject-{n}"}),
        )
        _load(port, keys, kinds[1][1:], rate=min(rate, 50), seconds=3)
        bare = None
        for words, *call in kinds:
            told = _load(port, keys, call, rate=rate, seconds=SECONDS)
            p95 = _tell(words, told, beside=bare)
            bare = bare or p95
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(os.environ["DUEREGARD_HOME"], ignore_errors=True)


def _world() -> tuple[list[str], dict]:
    """A partner under an agreement in force with its keys, and a question that it allows."""
    from tests import builders_keys, builders_sharing
    from tests.builders import World

    from dueregard.manage.agreements import queries as agreements

    world = World(now=datetime.now(UTC) - timedelta(minutes=1))
    ref = builders_sharing.in_force(world)
    keys = [builders_keys.key(world, ref, label=f"System {n}") for n in range(KEYS)]
    terms = agreements.terms_in_force(ref, at=world.now)
    item = terms.schedule[0]
    return keys, {
        "purpose": item.purposes[0], "items": [item.key], "role": terms.roles[0],
        "people": [next(each for each in terms.people if each not in ("child", "staff"))],
        "marking": "official", "passed_to": [], "automated": False, "case_ref": "MARAC-7",
        "reason": "A meeting tomorrow decides on a safety plan",
    }


def _load(port: int, keys: list[str], call, *, rate: int, seconds: int) -> list[tuple[float, int]]:
    """Calls sent when their time comes, however slow the ones before them are."""
    how, address, body = call
    told: list[tuple[float, int]] = []
    place, lock = iter(range(rate * seconds)), threading.Lock()
    begun = time.perf_counter() + 0.2

    def reader() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                number = next(place, None)
            if number is None:
                return
            sent = json.dumps(body).replace("{n}", secrets.token_hex(4)) if body else None
            headers = {"Authorization": f"Bearer {keys[number % len(keys)]}"}
            headers |= {"Content-Type": "application/json"} if body else {}
            due = begun + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                connection.request(how, address, body=sent, headers=headers)
                response = connection.getresponse()
                answer = response.read()
                status = response.status
                if body and status == 200 and json.loads(answer)["outcome"] != "permit":
                    status = -1
            except (OSError, http.client.HTTPException):
                status = 0
                connection.close()
            told.append(((time.perf_counter() - due) * 1000, status))

    readers = [threading.Thread(target=reader) for _ in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return told


def _tell(words: str, told: list[tuple[float, int]], *, beside: float | None) -> float:
    took = sorted(each for each, _ in told)
    right = sum(status == 200 for _, status in told)
    cuts = statistics.quantiles(took, n=100)
    ratio = f"   {cuts[94] / beside:5.1f} x the smallest" if beside else ""
    print(f"  {words:<36} answered {right} of {len(told)}; median {cuts[49]:5.1f} ms, "
          f"p95 {cuts[94]:6.1f} ms, p99 {cuts[98]:6.1f} ms, worst {took[-1]:6.1f} ms{ratio}")
    return cuts[94]
