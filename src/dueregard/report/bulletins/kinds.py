"""Every kind of paper that can be put before the public: one entry each.

An entry gives the paper its public name and address, and says who makes it. What is made must be
for everybody: `rules.for_the_public` refuses it otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.documents.document import Document
from dueregard.report.bulletins import deployment_table
from dueregard.report.bulletins.rules import Edition


def _only_one(now: datetime) -> Sequence[Edition]:
    return (Edition(key="", title=""),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of paper. `make` gives an edition as it stands now; `editions` the newest first."""

    key: str
    title: str
    about: str
    slug: str
    make: Callable[[str, datetime], Document]
    editions: Callable[[datetime], Sequence[Edition]] = _only_one


KINDS: tuple[Kind, ...] = (
    Kind(
        key="deployment-table", title="Live facial recognition: where and when",
        about="Each time live facial recognition was used, in the Home Office's 15 columns.",
        slug="live-facial-recognition-deployments", make=deployment_table.made,
    ),
)


def kind(key: str) -> Kind:
    """One kind; Missing where there is no such one."""
    found = next((each for each in KINDS if each.key == key), None)
    if found is None:
        raise Missing("There is no such kind of paper.")
    return found

