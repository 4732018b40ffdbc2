"""From counts to the finding of a loop: solved for the end, drawn for the days until then."""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import urn as urns
from dueregard.findings.about import About
from dueregard.findings.finding import Caveat, Data, Finding, Method
from dueregard.findings.reading_tables import Table
from dueregard.instruments.feedback import counts, rows, words
from dueregard.instruments.feedback.loops import AS_IS, CORRECTED, Loop

MOST_DAYS, MOST_RUNS = 3_660, 20_000


def measured(
    table: Table, *, about: About, chosen: Mapping[str, Any], headings: Mapping[str, str],
    progress: Callable[[int, int, str], None],
) -> Finding:
    """Run the urn of a table of counts."""
    import numpy

    _check(chosen)
    its = counts.read(table, columns=about.columns, headings=headings, chosen=chosen)
    days, runs, seed = int(chosen["days"]), int(chosen["runs"]), int(chosen["seed"])
    ways = [(AS_IS, False)] + ([(CORRECTED, True)] if chosen["correct"] else [])
    loops = []
    for place, (finds, corrected) in enumerate(ways):
        def say(done: int, total: int, place: int = place) -> None:
            progress(place * total + done, len(ways) * total, "Drawing the days to come")

        # Each way begins anew from the seed, so that one does not change the other.
        loops.append(Loop(
            finds=finds, end=its.urn.corrected_end if corrected else its.urn.end,
            drawn=urns.drawn(its.urn, days=days, runs=runs, corrected=corrected, say=say,
                             rng=numpy.random.default_rng(seed)),
        ))
    return Finding(
        instrument=about.name, version=about.version, question=about.question,
        verdict=words.verdict(its, loops=loops, days=days),
        rows=tuple(rows.rows(its, loops=loops)),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (*table.notes, *its.notes)),
            *words.caveats(its, loops=loops, chosen=chosen),
        ),
        data=Data(sha256=table.sha256, rows_read=table.rows_read, rows_used=its.rows_used,
                  set_aside=its.set_aside),
        method=Method(
            name="an urn that is added to where it is drawn from, solved and drawn", seed=seed,
            options={key: int(value) if value == int(value) and key != "correct" else value
                     for key, value in chosen.items() if key != "seed"}),
        headline=rows.AFTER,
        method_words=words.method_words(its, chosen=chosen),
    )


def _check(chosen: Mapping[str, Any]) -> None:
    for name, most, words_ in (("days", MOST_DAYS, "days ahead"), ("runs", MOST_RUNS, "runs")):
        value = chosen[name]
        if not (1 <= value <= most and float(value).is_integer()):
            raise DueRegardError(
                f"--{name} is a whole number of {words_} from 1 to {most:,}; {value:g} is not."
            )
    if not (0 <= chosen["seed"] < 2**53 and float(chosen["seed"]).is_integer()):
        raise DueRegardError(f"--seed is a whole number from 0 on; {chosen['seed']:g} is not.")
    for name in ("discovered", "reported"):
        if not 0 <= chosen[name] <= 1:
            raise DueRegardError(
                f"--{name} is how much such a crime counts, from 0 (not at all) to 1 (fully); "
                f"{chosen[name]:g} is not."
            )
    if not chosen["discovered"] and not chosen["reported"]:
        raise DueRegardError(
            "A forecast that counts neither reported nor discovered crime knows nothing. Let "
            "--reported or --discovered be above 0."
        )
    if not 0 <= chosen["forget"] < 1:
        raise DueRegardError(
            f"--forget is the share forgotten each day, from 0 to below 1, such as 0.01; "
            f"{chosen['forget']:g} is not."
        )
    if not chosen["period"] > 0:
        raise DueRegardError(
            f"--period is how many days the counts are of, such as 365; {chosen['period']:g} is "
            "not."
        )
