"""How fast the ledger takes entries, signs, proves and is verified, each beside the bare thing.

Called by `tools/bench --ledger`. On SQLite as it is set up (synchronous=FULL, WAL), or on PostgreSQL
under `tools/with-postgres --durable`. The entries are made up: a consultation of one custody record.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_NUMBERS = count(1)
ALONE, TOGETHER, BATCHES, MILLION = 400, 100, 400, 1_000_000


def run() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    home = Path(tempfile.mkdtemp(prefix="dueregard-ledger-"))
    os.environ["DUEREGARD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.web.settings"
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", "ledger", verbosity=0)
        durable = _appends()
        _heads(durable)
        _verifies(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _entry():
    from dueregard.ledger.processing.rules import Operation, Processing

    return Processing(
        op=Operation.CONSULTATION, system="Custody", data_class="Custody record",
        columns=("arrested_on", "offence"), rows=1, subject="subject-5f2e",
        reason="To plan a bail visit", case_ref="INC-2026-118",
    )


def _appends() -> int:
    from django.db import connection

    from dueregard.ledger.actions import act
    from dueregard.ledger.processing import actions
    from dueregard.ledger.rules import Actor

    by, entry = Actor(id=41, name="Pat Constable", roles=frozenset({"officer"})), _entry()
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        version = cursor.fetchone()[0][:24]
        waits = _one(cursor, "SHOW fsync" if connection.vendor == "postgresql" else "PRAGMA synchronous")
        cursor.execute("CREATE TABLE bare (seq bigint PRIMARY KEY, body text, hash text)")
    print(f"The ledger on {connection.vendor} {version} (waits for the disk: {waits})")

    def alone(number: int) -> None:
        with act("people:page:see", by=by, now=datetime.now(UTC), about="/a/page/") as deed:
            deed.note(number=number)

    single, _ = _times(alone, ALONE)
    bare_single, _ = _times(lambda _number: _insert(connection, 1), ALONE)
    batch, _ = _times(lambda _number: actions.record_many([entry] * TOGETHER, by=by, now=datetime.now(UTC)), BATCHES)
    bare_batch, _ = _times(lambda _number: _insert(connection, TOGETHER), BATCHES)
    _rate("one act, one entry, one transaction", single, 1, bare_single)
    _rate(f"batches of {TOGETHER}, one writer", batch, TOGETHER, bare_batch)
    return ALONE + BATCHES * TOGETHER


def _one(cursor, question: str) -> str:
    cursor.execute(question)
    return str(cursor.fetchone()[0])


def _insert(connection, count: int) -> None:
    """The bare thing: rows of the same size, in one transaction."""
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s)", [
            (next(_NUMBERS), "x" * 420, "0" * 224) for _each in range(count)
        ])


def _times(work, times: int) -> tuple[float, float]:
    """The mean and the middle seconds of one."""
    work(times)
    took = []
    for number in range(times):
        started = time.perf_counter()
        work(number)
        took.append(time.perf_counter() - started)
    return sum(took) / times, statistics.median(took)


def _rate(title: str, took: float, entries: int, bare: float) -> None:
    print(f"  {title:<38} {entries / took:8,.0f} entries/s   {took * 1000:6.2f} ms   {took / bare:4.1f} x the bare insert")


def _heads(entries: int) -> None:
    from dueregard.ledger import notes, proofs, tree
    from dueregard.ledger.heads import actions, queries
    from dueregard.ledger.processing import actions as processing
    from dueregard.ledger.rules import Actor

    signer = notes.new_signer("ledger.example.police.uk", notes.Kind.LEDGER)
    started = time.perf_counter()
    actions.sign(signer=signer, now=datetime.now(UTC))
    print(f"  first head, {queries.count():,} entries{'':<15} {time.perf_counter() - started:8.2f} s, the tree built over what was there")
    by = Actor(id=41, name="Pat")
    old = queries.count()
    processing.record_many([_entry()] * 1000, by=by, now=datetime.now(UTC))
    started = time.perf_counter()
    actions.sign(signer=signer, now=datetime.now(UTC))
    print(f"  the next head, 1,000 entries later     {(time.perf_counter() - started) * 1000:8.1f} ms")
    proof, _ = _times(lambda number: queries.inclusion(1 + number * 97 % entries), 100)
    step, _ = _times(lambda _number: queries.step(old=old), 50)
    print(f"  proof of an entry, of a head           {proof * 1000:8.1f} ms, {step * 1000:.1f} ms")
    found = queries.inclusion(entries // 2)
    million = [sha256(str(each).encode()).digest() for each in range(2)]
    longest = tree.inclusion(77_777, MILLION, lambda start, end: million[start % 2])
    text = proofs.to_text(proofs.Inclusion(
        seq=77_778, at=found.at, commitment=found.commitment, path=longest,
        note=notes.note_from_text(found.head.note)))
    print(f"  proof among a million entries          {len(longest) * 32:8} bytes in {len(longest)} hashes ({len(longest) * 45} as text; "
          f"{len(text):,} with the entry and the signed head)")


def _verifies(home: Path) -> None:
    from dueregard.ledger import copies, rules
    from dueregard.ledger.processing.rules import facts
    from dueregard.ledger.rules import Line

    path, head, at = home / "entries.jsonl", rules.START, "2026-11-02T09:00:00.123456+00:00"
    body = {"verb": "processing:data:consultation", "about": "", "refused": False, "result": "",
            "by": {"id": 41, "name": "Pat Constable", "roles": ["officer"]}, "facts": facts(_entry())}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for seq in range(1, MILLION + 1):
            salt = f"{seq:032x}"
            committed = rules.commitment(salt=salt, body=body)
            head = rules.head_after(head=head, seq=seq, at=at, commitment=committed)
            file.write(copies.line_to_json(Line(seq=seq, at=at, commitment=committed, head=head, salt=salt, body=body)) + "\n")
    wall, busy = time.perf_counter(), time.process_time()
    with path.open("rb") as file:
        for line in file:
            sha256(line).digest()
    bare, bare_busy = time.perf_counter() - wall, time.process_time() - busy
    wall, busy = time.perf_counter(), time.process_time()
    with path.open("rb") as file:
        outcome = rules.walk(copies.read(file))
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    assert outcome.entries == MILLION, outcome
    print(f"  {MILLION:,} entries verified ({path.stat().st_size / 1e6:,.0f} MB)  {wall:6.2f} s   processor {busy:.2f} s   "
          f"{wall / bare:4.1f} x a bare scan that hashes each line ({bare:.2f} s, processor {bare_busy:.2f} s)")


if __name__ == "__main__":
    run()
