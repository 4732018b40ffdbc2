"""From three files to the finding of a forecast: what it caught, and whom it fell on."""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.about import About
from dueregard.findings.finding import Caveat, Data, Finding, Method
from dueregard.findings.reading_tables import Table
from dueregard.instruments.places import exposed, forecast, grid, residents, rows, words
from dueregard.instruments.places.caught import caught
from dueregard.instruments.places.verdicts import verdict


def measured(
    table: Table, *, about: About, chosen: Mapping[str, Any], headings: Mapping[str, str],
    progress: Callable[[int, int, str], None],
) -> Finding:
    """Measure a forecast against its cells and, where they are given, their residents."""
    _check(chosen)
    progress(0, 4, "Reading the cells")
    cells = grid.read(chosen["cells"])
    progress(1, 4, "Reading the forecast")
    made = forecast.read(table, grid=cells, chosen=headings, top=chosen["top"])
    progress(2, 4, "Holding it against what happened")
    results = caught(made, crimes=cells.crimes(made.periods), area=cells.area,
                     level=chosen["level"])
    progress(3, 4, "Counting whose cells were patrolled")
    people, fell = None, None
    if chosen["population"] is not None:
        people = residents.read(chosen["population"], group=chosen["group"], grid=cells)
        fell = exposed.compare(made, grid=cells, people=people, results=results, chosen=chosen)
    progress(4, 4, "Done")
    kept = {key: value for key, value in chosen.items()
            if value not in (None, "", ()) and key not in ("cells", "population")}
    kept |= {"cells": f"SHA-256 {cells.sha256}"}
    if people is not None:
        kept |= {"population": f"SHA-256 {people.sha256}"}
    return Finding(
        instrument=about.name, version=about.version, question=about.question,
        verdict=verdict(made, grid=cells, results=results, fell=fell),
        rows=tuple(rows.rows(made, grid=cells, results=results, fell=fell)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (
                *table.notes, *made.notes, *cells.notes, *(people.notes if people else ()))),
            *words.caveats(made, grid=cells, results=results, fell=fell),
        ),
        data=Data(sha256=table.sha256, rows_read=table.rows_read, rows_used=made.rows_used,
                  set_aside=made.set_aside),
        method=Method(name="predicted cells against crime in cells, and patrol-days by resident",
                      options=kept),
        headline=rows.RATIO if fell is not None else rows.HIT,
        method_words=words.method_words(made, grid=cells, fell=fell, level=chosen["level"]),
    )


def _check(chosen: Mapping[str, Any]) -> None:
    if not chosen["cells"]:
        raise DueRegardError(
            "Say which file holds the cells and what happened in them: --cells FILE. It has a "
            "row for each cell (and day), with reported and discovered crimes."
        )
    if bool(chosen["population"] is not None) != bool(chosen["group"]):
        raise DueRegardError(
            "To see on whom patrols fall, give --population FILE and --group HEADING together: "
            "who lives in each cell, and which of its columns says the group."
        )
