"""How long it takes to read 10,000 uses again after a pack has changed.

Called by `tools/bench --identifying`. The uses are made from the worked fact sheets with a share of
answers left out; their points are raised, a tenth of them settled. Then a newer pack for any
technology, which concerns every use, is brought in by the action that anybody uses: it gives up
one point, words two afresh, and has one that every use gets.
"""

import os
import random
import re
import shutil
import sys
import tempfile
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = 0.25
SETTLED = 0.1


def run(*, uses: int) -> None:
    sys.path.insert(0, str(ROOT / "src"))
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
    from dueregard.identify.packs import actions as packs
    from dueregard.identify.points.models import Point
    from dueregard.identify.rereading import actions as rereading
    from dueregard.ledger.models import Entry
    from dueregard.lenses.shapes import GENERIC

    by, now = _lead(), datetime.now(UTC)
    points = _make(uses, now=now)
    started = time.perf_counter()
    packs.bring_in(content=_newer(), by=by, now=now)
    took = time.perf_counter() - started
    print(f"Reading {uses:,} uses with {points:,} points again after the pack for any technology changed")
    print(f"  checking the file and bringing it in  {took:6.1f} s")
    lines, said = Entry.objects.count(), []
    started, at = time.perf_counter(), time.process_time()
    rereading.reread(pack_id=GENERIC, by=by, now=now, progress=lambda *each: said.append(each))
    took, busy = time.perf_counter() - started, time.process_time() - at
    fallen = Point.objects.filter(state_reason__gt="", by_name="the packs").count()
    print(f"  reading all of them again             {took:6.1f} s, {took / uses * 1000:.1f} ms a use, processor {busy:.1f} s")
    print(f"  points set aside {fallen:,}; lines in the ledger {Entry.objects.count() - lines:,}; progress said {len(said)} times")
    started = time.perf_counter()
    rereading.reread(pack_id=GENERIC, by=by, now=now)
    print(f"  the same again, with nothing to change {time.perf_counter() - started:5.1f} s")


def _lead():
    from dueregard.people import actions, queries

    actions.found(force_name="Bench", name="Ada Lead", email="ada@example.test",
                  password="three words together", now=datetime.now(UTC))
    return queries.actor(queries.roster()[0].id)


def _make(uses: int, *, now: datetime) -> int:
    from dueregard.identify.points import actions
    from dueregard.identify.points.models import Point
    from dueregard.identify.points.rules import PACKS, State
    from dueregard.identify.register import rules
    from dueregard.identify.register.models import Fact, Use
    from dueregard.lenses.bank import load
    from dueregard.lenses.raising import ForMany
    from dueregard.lenses.screening import screen

    bank, chance = load(), random.Random(1)
    many = ForMany(bank)
    sheets = [
        tomllib.loads(each.read_text(encoding="utf-8"))
        for each in sorted((ROOT / "examples" / "fact-sheets").glob("*.toml"))
    ]
    own = {field.name for field in Use._meta.get_fields()} | {"owner"}
    for start in range(0, uses, 500):
        facts, points = [], []
        for number in range(start, min(start + 500, uses)):
            sheet = sheets[number % len(sheets)]
            use = Use(number=number + 1, name=f"Use {number}", technology=sheet["technology"],
                      affected_count=sheet.get("affected_count") or "unknown", added_at=now, changed_at=now)
            known = {key: value for key, value in sheet.items() if key not in own and chance.random() > LEFT_OUT}
            # Figures differ from use to use, as they do in a force.
            known = {key: str(chance.randint(1, 999)) if value.isdecimal() else value for key, value in known.items()}
            said = known | {"affected_count": use.affected_count, "technology": use.technology}
            screening = screen(facts=said, bank=bank)
            use.tier, use.tier_reasons = screening.tier, rules.tier_reasons(screening)
            use.save()
            facts += [Fact(use=use, key=key, value=value, at=now, by_name="Bench") for key, value in known.items()]
            for raised in many.raise_points(facts=said):
                point = Point(use=use, key=raised.id, by_name=PACKS, at=now)
                actions._word(point, raised)
                if chance.random() < SETTLED:
                    point.state, point.by_name = State.ACCEPTED, "Ada Lead"
                points.append(point)
        Fact.objects.bulk_create(facts)
        Point.objects.bulk_create(points)
    return Point.objects.count()


def _newer() -> bytes:
    from dueregard.lenses.bank import load, shipped

    text = shipped().joinpath("technologies", "generic.toml").read_text(encoding="utf-8")
    pack = load().packs["generic"]
    covered = {name for each in load().packs.values() for name in each.covers}
    common = [each for each in pack.points if each.id not in covered]
    gone, *afresh = pack.points[0], pack.points[1], common[0]
    text = re.sub(rf'\[\[point\]\]\nid = "{re.escape(gone.id)}"\n.*?(?=\n\[\[)', "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"^version = .*$", f'version = "9.0.0"\nretired = ["{gone.id}"]', text, count=1, flags=re.MULTILINE)
    for each in afresh:
        text = text.replace(f'id = "{each.id}"\nrev = {each.rev}', f'id = "{each.id}"\nrev = {each.rev + 1}')
        text = text.replace(f'title = "{each.title}"', f'title = "{each.title} here"')
    return (text + NEW).encode()


NEW = """
[[point]]
id = "gen.r99"
kind = "risk"
lens = "society"
title = "No one can say who it is for"
text = "A thing with no clear user is soon used for all things."
affected = "Those who live there"
evidence = "The aims, as written down"
when = { any = [
    { fact = "affected_count", op = "is", value = "everyone" },
    { fact = "affected_count", op = "is-not", value = "everyone" },
] }
"""
