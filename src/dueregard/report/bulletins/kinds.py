"""Every kind of paper that can be put before the public: one entry each.

An entry gives the paper its public name and address, and says who makes it. What is made must be
for everybody: `rules.for_the_public` refuses it otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.documents.document import Document
from dueregard.report.bulletins import deployment_table, editions
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
    Kind(
        key="annual-report", title="Technology that we used in a year",
        about="For each technology in use: how, where, shared with whom, what went wrong, "
        "whether it worked, what it cost.",
        slug="technology-report", make=editions.annual_report, editions=editions.past_years,
    ),
    Kind(
        key="policing-body-report", title="The quarter's page for the local policing body",
        about="Advice that is not answered, what was declined and decided, what is late, and what "
        "we ask of the body.",
        slug="local-policing-body", make=editions.policing_body_page,
        editions=editions.past_quarters,
    ),
    Kind(
        key="you-said-we-did", title="You said, we did",
        about="What a scrutiny panel said of what it watched, what we said, and what we did.",
        slug="you-said-we-did", make=editions.you_said, editions=editions.panel_sittings,
    ),
    Kind(
        key="panel-report", title="What a scrutiny panel saw",
        about="The panel's own report on the clips that its words drew.",
        slug="panel-report", make=editions.panel_report, editions=editions.panel_sittings,
    ),
    Kind(
        key="gap-cards", title="What people think we use, and what is true",
        about="The largest gaps between what people told us they think and what we do, with how "
        "we know.",
        slug="what-people-think", make=editions.gap_cards,
    ),
    Kind(
        key="foi-answer", title="Our answer about digital tools",
        about="The standing freedom of information question: which digital tools help us decide.",
        slug="digital-tools-answer", make=editions.foi_answer,
    ),
    Kind(
        key="shared-in-a-hurry", title="Sharing in a hurry",
        about="How often we shared at once, or because a life was at risk, how soon somebody else "
        "looked at it, and what was found.",
        slug="shared-in-a-hurry", make=editions.shared_in_a_hurry,
    ),
)


def kind(key: str) -> Kind:
    """One kind; Missing where there is no such one."""
    found = next((each for each in KINDS if each.key == key), None)
    if found is None:
        raise Missing("There is no such kind of paper.")
    return found

