"""The public register under load: so many requests a second, answered or not, and how soon."""

import http.client
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What readers do: most read a page or the front, some search, few take files away.
MIX = (
    (30, "/"), (40, "/uses/record-{n}/"), (10, "/?show=use&page={p}"), (10, "/?q={word}"),
    (4, "/uses/record-{n}.json"), (3, "/uses/record-{n}/v/1/"), (2, "/feed.atom"), (1, "/about/"),
)
WORDS = ("camera", "recognition", "system 42", "burglary", "zebra", "records work", "children")


def run(*, records: int, rate: int, seconds: int) -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    os.environ["DUEREGARD_HOME"] = tempfile.mkdtemp(prefix="dueregard-bench-")
    os.environ["DUEREGARD_DEMO"] = "true"
    from dueregard.web import commands, readiness

    readiness.make_ready()
    readiness.migrate("default")
    readiness.migrate("public")
    from dueregard.web import example

    example.load(say=lambda _: None)
    _enlarge(records)
    port = commands.free_port()
    server = commands.open_door("public", "127.0.0.1", port)
    try:
        commands.wait_for("127.0.0.1", port, [server])
        _load(port, records=records, rate=50, seconds=3)
        told = _load(port, records=records, rate=rate, seconds=seconds)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(os.environ["DUEREGARD_HOME"], ignore_errors=True)
    _tell(told, records=records, rate=rate, seconds=seconds)


def _enlarge(records: int) -> None:
    """Copies of the example's published records, under names of their own."""
    from dueregard import __version__
    from dueregard.documents.document import document_from_plain
    from dueregard.report.public_register.drawing import to_plain
    from dueregard.report.public_register.models import PublicRecord, RecordText

    samples = list(PublicRecord.objects.filter(newest=True, withdrawn_at=None))
    made = []
    for number in range(records):
        each = samples[number % len(samples)]
        title = f"System {number}: {each.title}"
        made.append(PublicRecord(
            slug=f"record-{number}", version=1, newest=True, title=title, summary=each.summary,
            words=f"system {number} {each.words}", stated=each.stated, withheld=each.withheld,
            status=each.status, digest=each.digest, published_at=each.published_at,
        ))
    PublicRecord.objects.bulk_create(made, batch_size=500)
    rows = PublicRecord.objects.filter(slug__startswith="record-").order_by("pk")
    texts = [each.text.document for each in samples]
    documents = ({**texts[number % len(texts)], "title": row.title}
                 for number, row in enumerate(rows))
    RecordText.objects.bulk_create((
        RecordText(record=row, document=each, drawn=to_plain(document_from_plain(each)),
                   drawn_by=__version__)
        for row, each in zip(rows, documents, strict=True)
    ), batch_size=200)


def _addresses(records: int, count: int) -> list[str]:
    chosen = random.Random(2026)
    weights = [weight for weight, _ in MIX]
    return [
        chosen.choices([each for _, each in MIX], weights)[0].format(
            n=chosen.randrange(records), p=chosen.randrange(1, 40),
            word=chosen.choice(WORDS).replace(" ", "+"),
        )
        for _ in range(count)
    ]


def _load(port: int, *, records: int, rate: int, seconds: int) -> list[tuple[str, float, int]]:
    """Requests sent when their time comes, however slow the ones before them are."""
    addresses = _addresses(records, rate * seconds)
    told: list[tuple[str, float, int]] = []
    place = iter(range(len(addresses)))
    lock = threading.Lock()
    begun = time.perf_counter() + 0.2

    def reader() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                number = next(place, None)
            if number is None:
                return
            due = begun + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                connection.request("GET", addresses[number], headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                response.read()
                status = response.status
            except (OSError, http.client.HTTPException):
                status = 0
                connection.close()
            told.append((addresses[number], (time.perf_counter() - due) * 1000, status))

    readers = [threading.Thread(target=reader) for _ in range(32)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return told


def _tell(told: list[tuple[str, float, int]], *, records: int, rate: int, seconds: int) -> None:
    where = "PostgreSQL" if os.environ.get("DUEREGARD_PUBLIC_DATABASE_URL") else "SQLite"
    took = sorted(each[1] for each in told)
    wrong = [each for each in told if each[2] != 200]
    cuts = statistics.quantiles(took, n=100)
    print(f"Public register, {records} records, {where}: {rate} requests a second for {seconds} s")
    print(f"  answered {len(told) - len(wrong)} of {len(told)}; from when each was due, "
          f"median {cuts[49]:.0f} ms, 95 of 100 under {cuts[94]:.0f} ms, "
          f"99 under {cuts[98]:.0f} ms, worst {took[-1]:.0f} ms")
    kinds = {}
    for address, each, _ in told:
        kind = next(shape for _, shape in MIX if _is(shape, address))
        kinds.setdefault(kind, []).append(each)
    for kind, several in kinds.items():
        print(f"  {kind:<24} median {statistics.median(several):5.0f} ms   of {len(several)}")


def _is(shape: str, address: str) -> bool:
    begin, _, end = shape.partition("{")
    return address.startswith(begin) and address.endswith(end.partition("}")[2]) and (
        "{" in shape or address == shape
    )
