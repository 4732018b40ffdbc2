"""One process of three: it makes a matter that waits for a decision, or it decides it.

Run as `python -m tests.journeys.deciding begin` and `... decide PERSON VERDICT FOLDER`.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dueregard.web.readiness import make_ready

READY = 30.0


def begin() -> dict[str, object]:
    """An installation with a matter that was replied to, and two decision makers."""
    from tests.builders import World

    from dueregard.manage.committee.deciding import Verdict
    from dueregard.people.rules import Role

    world = World(now=datetime.now(UTC) - timedelta(days=1))
    ref = world.use()
    matter_id = world.matter(ref, to="replied", items=0)
    world.open_the_way(matter_id, Verdict.TRIAL)
    makers = (world.person(Role.DECISION_MAKER), world.join(Role.DECISION_MAKER))
    return {"ref": ref, "matter": matter_id, "makers": [each.id for each in makers]}


def decide(person: int, verdict: str, folder: Path, matter_id: int) -> dict[str, object]:
    """Wait until the other is ready too, then decide at the same moment."""
    from dueregard.answers import Refused
    from dueregard.manage.committee import actions
    from dueregard.manage.committee.deciding import Verdict
    from dueregard.people import queries as people

    by, now = people.actor(person), datetime.now(UTC)
    (folder / f"ready-{person}").touch()
    until = time.monotonic() + READY
    while len(list(folder.glob("ready-*"))) < 2 and time.monotonic() < until:
        time.sleep(0.001)
    try:
        actions.decide(
            matter_id=matter_id, verdict=Verdict(verdict), reasons="So", by=by, now=now,
            by_post="Assistant Chief Constable", departs_because="It was asked for",
            review_on=(now + timedelta(days=90)).date(),
        )
    except Refused as refusal:
        return {"by": by.name, "code": refusal.code, "reason": refusal.reason}
    return {"by": by.name, "code": "", "reason": ""}


def end(ref: str) -> dict[str, object]:
    """What stands on the record afterwards."""
    from dueregard.identify.register import queries as register
    from dueregard.ledger import queries as ledger
    from dueregard.manage.committee import queries

    made = queries.by_use(ref)[0].decision
    lines = [each for each in ledger.history(newest=9) if each.verb == "committee:matter:decide"]
    return {
        "by": made.by_name if made else "", "verdict": made.verdict_name if made else "",
        "status": register.sheet(ref).status.value, "refused": [each.refused for each in lines],
    }


def main(what: str, *rest: str) -> dict[str, object]:
    make_ready()
    if what == "begin":
        return begin()
    if what == "decide":
        person, verdict, folder, matter = rest
        return decide(int(person), verdict, Path(folder), int(matter))
    return end(*rest)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
