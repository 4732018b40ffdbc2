"""The example force's own return, five of made-up neighbours, and patterns to share and adopt.

Without this file the example would show a comparison of nobody with nobody.
"""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files

from dueregard.ledger.rules import Actor
from dueregard.report.patterns import actions as patterns
from dueregard.report.patterns.rules import Kind
from dueregard.report.returns import actions, queries
from dueregard.report.returns.actions import Like

LEAD, SIGNS = "morgan", "helen"
_EXPLAINED = "We looked: the figure is as it stands on the record."


def play(*, by: Callable[[str], Actor], now: datetime) -> None:
    """Make and sign our own for the last quarter; load the neighbours'; write a pattern."""
    first, last = queries.last_quarter(now.date())
    made = actions.make(
        first_day=first, last_day=last, by=by(LEAD), now=now,
        like=Like(population=840_000, rural_share=0.41, group="Coast and fen"),
    )
    number = int(made.removeprefix("return-"))
    for each in queries.sheet(number).asks:
        actions.say(return_id=number, key=each.key, note=_EXPLAINED, by=by(LEAD), now=now)
    actions.sign(return_id=number, post="Assistant Chief Constable", blanks_seen=True,
                 by=by(SIGNS), now=now)
    table = files("dueregard.content") / "example" / "returns.csv"
    actions.load(files=[("returns.csv", table.read_bytes())], period=(first, last),
                 by=by(LEAD), now=now)
    patterns.write(
        kind=Kind.CONTROL, title="Say on the day why a place was chosen",
        text="Before each deployment the officer in charge writes why this place, this time and "
             "this list of people, and an inspector reads it.",
        test="Ten deployments of the quarter are drawn by lot. Each has its reasons, dated before "
             "it began.",
        good_for="Places were no longer chosen because the van stood near.", level=0,
        licence="OGL-UK-3.0", post="Head of digital ethics", by=by(LEAD), now=now,
    )
