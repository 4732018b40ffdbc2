"""Small towns for the tests of forecasts: a grid, its crimes, its people, and the marks."""

from tests.builders_measure import drawn, table

from dueregard.instruments import load

CELLS = """
    cell | day        | reported | discovered
    A    | 2026-03-01 | 3        | 0
    B    | 2026-03-01 | 1        | 2
    C    | 2026-03-01 | 0        | 0
    D    | 2026-03-01 | 0        | 0
    A    | 2026-03-02 | 2        | 0
    B    | 2026-03-02 | 0        | 4
    C    | 2026-03-02 | 2        | 0
    D    | 2026-03-02 | 0        | 0
"""
FORECAST = """
    cell | day
    B    | 2026-03-01
    A    | 2026-03-02
"""


def forecast(text=FORECAST, *, cells=CELLS, population=None, **options):
    """The finding of a forecast, all drawn with bars or given as (headings, rows)."""
    if population is not None:
        options = {"population": opened(population), "group": "ethnicity"} | options
    return load("places").measure(opened(text), options={"cells": opened(cells), **options})


def opened(given):
    return table(*(drawn(given) if isinstance(given, str) else given))


def value(finding, measure, *, group="", crime="", square=""):
    found = [
        row for row in finding.rows if row.measure == measure
        and (not group or group in row.group.values())
        and (not crime or row.stratum.get("crime") == crime)
        and (not square or row.stratum.get("square") == square)
    ]
    assert len(found) == 1, (measure, len(found))
    return found[0]


def town(side=12, days=8, *, east="Black", step=500, start=(500_000, 200_000), everywhere=1):
    """A square town whose east is home to one group; patrols go to its eastern quarter.

    (cells, population, forecast) as headings and rows.
    """
    names = [f"S{up:02}{across:02}" for up in range(side) for across in range(side)]
    spots = [(start[0] + step * (at % side), start[1] + step * (at // side))
             for at in range(len(names))]
    dates = [f"2026-03-{day:02}" for day in range(1, days + 1)]
    cells = [
        *([name, "", str(x), str(y), ""] for name, (x, y) in zip(names, spots, strict=True)),
        *([name, day, "", "", str((at + place) % 3 == 0 and everywhere or 0)]
          for at, name in enumerate(names) for place, day in enumerate(dates)),
    ]
    people = []
    for at, name in enumerate(names):
        here = at % side >= side // 2
        people += [[name, "White", str(20 if here else 80)], [name, east, str(80 if here else 20)]]
    marked = [
        [name, day] for at, name in enumerate(names) for place, day in enumerate(dates)
        if at % side >= side * 3 // 4 and (at + place) % 4 == 0
    ]
    return ((["cell", "day", "x", "y", "reported"], cells),
            (["cell", "ethnicity", "count"], people), (["cell", "day"], marked))
