"""The instruments by name. Adding one is a file and a line here.

Without this file the command line, the upload form, the manual and the tests would each keep
a list of their own, and an instrument could be in one and missing from another.
"""

import difflib
import importlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from dueregard.answers import DueRegardError
from dueregard.findings.about import About
from dueregard.findings.finding import Finding
from dueregard.findings.reading_tables import Table

Progress = Callable[[int, int, str], None]


class Instrument(Protocol):
    """What every instrument offers: what it says about itself, and its one verb."""

    ABOUT: About

    def measure(
        self,
        table: Table,
        *,
        options: Mapping[str, Any] | None = None,
        progress: Progress | None = None,
    ) -> Finding:
        """Measure a table; raise a sentence where the table or an option does not allow it."""


INSTRUMENTS: Mapping[str, str] = {
    "claim": "dueregard.instruments.claim",
    "darkness": "dueregard.instruments.darkness",
    "decisions": "dueregard.instruments.decisions",
    "deployments": "dueregard.instruments.deployments",
    "feedback": "dueregard.instruments.feedback",
    "footage": "dueregard.instruments.footage",
    "matches": "dueregard.instruments.matches",
    "outcomes": "dueregard.instruments.outcomes",
    "perception": "dueregard.instruments.perception",
    "places": "dueregard.instruments.places",
    "rates": "dueregard.instruments.rates",
    "scores": "dueregard.instruments.scores",
    "thresholds": "dueregard.instruments.thresholds",
    "watch": "dueregard.instruments.watch",
}


def load(name: str) -> Instrument:
    """The instrument of that name, imported only now, because some import slowly."""
    if name not in INSTRUMENTS:
        close = difflib.get_close_matches(name, INSTRUMENTS, n=1)
        guess = f" Did you mean '{close[0]}'?" if close else ""
        raise DueRegardError(
            f"There is no instrument called '{name}'.{guess} There are: {', '.join(INSTRUMENTS)}."
        )
    return cast(Instrument, importlib.import_module(INSTRUMENTS[name]))


def measure(
    name: str, *given: object, part: str = "", engine: str = "duckdb", **told: Any
) -> Finding:
    """Measure what an analyst has in hand: the names of files, a data frame, or an open table.

    `told` is what the instrument asks (its ABOUT.asks), such as `group=["ethnicity", "sex"]`.
    Raises a sentence where the data or an answer do not allow it. Nothing is written anywhere.

    >>> found = measure("decisions", "examples/risk-scores.csv", decision="flagged",
    ...     outcome="harmed_within_a_year", group="ethnicity")
    >>> found.verdict.code.value
    'disparity-shown'
    """
    from dueregard.findings.sources import opened

    return load(name).measure(opened(*given, part=part, engine=engine), options=told)
