"""Forecasts and what came of them as a paper, by role and never by person.

Without this file nobody could show a meeting how sure the force should be.
"""

from collections.abc import Sequence
from datetime import datetime

from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Note, Part, Table
from dueregard.prioritise.forecasts import rules
from dueregard.prioritise.forecasts.queries import ForecastLine
from dueregard.weighing.learning import Score

NOTHING = "No forecast has been made yet, so nothing can be learnt."


def to_document(
    lines: Sequence[ForecastLine], scores: Sequence[Score], *, now: datetime
) -> Document:
    """How each role did, then every forecast."""
    if not lines:
        parts: tuple[Part, ...] = (
            Part(title="Nothing yet", key="none", blocks=(Note(text=NOTHING),)),
        )
    else:
        parts = (
            Part(title="How each role did", key="roles", blocks=(_roles(scores),)),
            Part(title="Every forecast", key="forecasts", blocks=(_all(lines),)),
        )
    return Document(
        kind="forecasts", title="What we expected, and what came", audience=Audience.FORCE,
        made_at=now.isoformat(timespec="seconds"), parts=parts,
        summary="Each forecast was kept on its day, before what came was known.",
    )


def _roles(scores: Sequence[Score]) -> Table:
    labels = (
        ("Role", "role"), ("Ranges that are known", "ranges"), ("Held what came", "held"),
        ("What the ranges say", "range_words"), ("Chances that are known", "chances"),
        ("Brier score", "brier"), ("What the chances say", "chance_words"),
        ("Not known yet", "open"),
    )
    numbers = {"ranges", "held", "chances", "brier", "open"}
    return Table(
        caption="How each role did", columns=tuple(
            Column(label=label, key=key, numeric=key in numbers) for label, key in labels
        ),
        rows=tuple(
            (each.role, each.ranges, each.held, rules.range_words(each), each.chances,
             None if each.brier is None else round(each.brier, 4), rules.chance_words(each),
             each.open)
            for each in scores
        ),
    )


def _all(lines: Sequence[ForecastLine]) -> Table:
    labels = (
        ("What was expected to happen", "what"), ("Expected", "expected"), ("Role", "role"),
        ("Made on", "made_on"), ("To be known by", "due_on"), ("What came", "came"),
        ("Known from", "source"), ("Use", "ref"),
    )
    return Table(
        caption="Every forecast, the newest first",
        columns=tuple(Column(label=label, key=key) for label, key in labels),
        rows=tuple(
            (each.what, each.expected, each.role_name, each.made_on.isoformat(),
             each.due_on.isoformat(), each.came or "Not known yet", each.source, each.ref)
            for each in lines
        ),
    )
