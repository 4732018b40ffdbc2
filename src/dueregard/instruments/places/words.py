"""What a reader must know before using the figures of a forecast, and how they were made."""

from collections.abc import Iterator

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Caveat
from dueregard.findings.wording import counted, number, percent
from dueregard.instruments.places.caught import Results
from dueregard.instruments.places.exposed import Fell
from dueregard.instruments.places.forecast import Forecast
from dueregard.instruments.places.grid import Grid
from dueregard.instruments.places.verdicts import SAID, about, first_kind

# From here on most of the cells of a day were those of the day before.
_SAME = 0.6


def caveats(
    made: Forecast, *, grid: Grid, results: Results, fell: Fell | None
) -> Iterator[Caveat]:
    """In the order in which they would mislead."""
    yield from _of_crime(results)
    yield from _of_people(fell)
    yield from _of_marks(made, grid=grid, results=results)


def _of_crime(results: Results) -> Iterator[Caveat]:
    reported, discovered = (results.kinds.get(each) for each in ("reported", "discovered"))
    if "recorded" in results.kinds:
        yield Caveat(code="kinds-not-told-apart", sentence=(
            "CELLS does not say which crimes the public reported and which officers found. A "
            "forecast seems to be right wherever it sends officers, so ask for the two apart."))
    if reported is None and discovered is not None:
        yield Caveat(code="only-discovered", sentence=(
            "Only crime that officers found is counted. It is found where they are sent, so this "
            "cannot show that the forecast is right."))
    if discovered is not None and discovered.all:
        beside = ""
        if reported is not None and reported.all:
            beside = (f" {percent(discovered.caught / discovered.all)} of it was in predicted "
                      f"cells, against {percent(reported.caught / reported.all)} of crime that the "
                      "public reported.")
        yield Caveat(code="discovered-follows-patrols", sentence=(
            f"Crime that officers found is kept apart and proves nothing for the forecast: it is "
            f"found where they are sent.{beside} For what it does to later forecasts use "
            "'feedback'."))
    for name, kind in results.kinds.items():
        if kind.few and kind.all:
            yield Caveat(code="efficiency-means-little", sentence=(
                f"The efficiency index (PEI) of {SAID[name]} means little: on an average day "
                f"{about(results.marked_each)} cells were predicted and "
                f"{number(kind.all / results.days)} such crimes happened. With no more crimes "
                "than cells, the best possible choice catches nearly every one, and the index is "
                "the hit rate by another name. It needs many more crimes than cells."))
    name, kind = first_kind(results)
    if kind.late and kind.plain and kind.late[1]:
        late, plain = kind.late[0] / kind.late[1], kind.plain[0] / kind.plain[1]
        than = "no more than" if late <= plain else "more than"
        yield Caveat(code="plain-map", sentence=(
            f"In the second half of the time the forecast caught {percent(late)} of {SAID[name]}, "
            f"{than} a plain count of earlier crime would have with as many cells "
            f"({percent(plain)})."))
    if results.every_cell_had_crime:
        yield Caveat(code="cells-without-crime-missing", sentence=(
            "Every cell in CELLS had a crime. If cells without crime were left out, the area is "
            "too small and the accuracy index (PAI) too low. Give every cell."))


def _of_people(fell: Fell | None) -> Iterator[Caveat]:
    if fell is None:
        return
    yield Caveat(code="cells-were-chosen", sentence=(
        "Ranges take cells as what was chosen"
        f"{', in patches of neighbouring ones' if fell.by_patches else ''}. However many people "
        "live in a cell, it is one choice: a range by people would be far too narrow."))
    yield Caveat(code="residents-not-presence", sentence=(
        "Patrol-days are counted where people live. Who was in the street, and who was spoken to, "
        "is not known."))
    yield Caveat(code="more-is-not-wrong-by-itself", sentence=(
        "More patrols are more protection to some and more suspicion to others. Whether a "
        "difference is fair is for people to say, those who live there among them."))
    split = [each.name for each in fell.compared if each.conclusion is not each.shared_conclusion]
    if split:
        yield Caveat(code="two-ways-differ", sentence=(
            "Counted in the cell of the average resident, and with the patrol of a cell shared out "
            f"among all who live in it, the conclusion differs for {', '.join(split)}. The second "
            "depends on how crowded cells are: give both."))
    if fell.unknown_cells:
        yield Caveat(code="cells-without-population", sentence=(
            f"The population says nothing of {counted(fell.unknown_cells, one='cell')}, with "
            f"{percent(fell.unknown_share)} of patrol-days. They are in no group's figure; nobody "
            "living there is not the same as nobody knowing."))
    for each in fell.compared:
        both = each.crime.get("reported"), each.crime.get("discovered")
        if all(isinstance(one, Estimate) for one in both):
            reported, discovered = both
            assert isinstance(reported, Estimate) and isinstance(discovered, Estimate)
            if discovered.low > reported.high or discovered.high < reported.low:
                yield Caveat(code="found-otherwise-than-reported", sentence=(
                    f"Beside {fell.reference}, residents recorded as {each.name} have "
                    f"{number(discovered.value)} times as much crime that officers found in their "
                    f"own cell, and {number(reported.value)} times as much that the public "
                    "reported."))


def _of_marks(made: Forecast, *, grid: Grid, results: Results) -> Iterator[Caveat]:
    if results.alike is not None and results.alike >= _SAME:
        yield Caveat(code="same-cells-each-day", sentence=(
            f"From one day to the next the cells hardly change ({percent(results.alike)} alike). "
            "The same people live with the patrols every day."))
    if not made.patrolled:
        yield Caveat(code="patrol-supposed", sentence=(
            "No patrol time was given, so each predicted cell counts as one patrol-day. Where "
            "officers in truth went may differ: record it, and give it as patrol_days."))
    if not grid.area_given:
        yield Caveat(code="cells-of-one-size", sentence="All cells were taken as equally large.")


def method_words(
    made: Forecast, *, grid: Grid, fell: Fell | None, level: float
) -> tuple[str, ...]:
    """How it was measured, in plain sentences."""
    said = [
        "The hit rate is the share of crimes that happened in a predicted cell on the day that it "
        "was predicted. Its range counts all crimes of a cell as belonging together.",
        "The accuracy index (PAI) is the hit rate divided by the share of the area that was "
        "predicted: 1 is no better than drawing lots.",
        "The efficiency index (PEI) is what was caught, out of what the same area could have "
        "caught by somebody who knew everything beforehand.",
        "Reported and discovered crime are never added up.",
    ]
    if fell is not None:
        said += [
            f"Patrol-days per resident: in the cell of the average resident of a group, "
            f"{'as recorded' if made.patrolled else 'one for each day that it was predicted'}.",
            "Its range is worked out from how cells differ (linearised variance) and not by "
            "drawing at random, so the same files always give the same range. "
            + ("Where patches of neighbouring cells gave a wider one, that was taken."
               if grid.layout is not None else
               "Without x and y, neighbouring cells could not be taken together."),
            f"The conclusion allows for {counted(len(fell.compared), one='comparison')}.",
        ]
    return tuple(said)
