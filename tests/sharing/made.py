"""An agreement, a request and facts to which every clause says yes, for tests to spoil."""

from dataclasses import replace
from datetime import UTC, date, datetime

from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.terms import (
    Automated,
    Item,
    Marking,
    Onward,
    Party,
    Purpose,
    Signatory,
    Terms,
)

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
SAFETY, STUDY = "protect-victim", "study"

TERMS = Terms(
    ref="isa-1", title="Keeping victims safe", version=3,
    purposes=(
        Purpose(key=SAFETY, name="Protect a victim", law_enforcement=True, gateways=("cda-115",)),
        Purpose(key=STUDY, name="Study what works", law_enforcement=False, gateways=("da-18",)),
    ),
    parties=(Party(ref="force", name="The force"), Party(ref="council", name="The council")),
    roles=("idva", "social-worker"), training="the course on domestic abuse",
    people=("victim", "suspect", "child", "staff"),
    schedule=(
        Item(key="risk", name="Risk score", columns=("dash",), reason="To rank",
             marking=Marking.OFFICIAL, purposes=(SAFETY, STUDY)),
        Item(key="address", name="Address", columns=("street", "postcode"), reason="To visit",
             marking=Marking.OFFICIAL_SENSITIVE, purposes=(SAFETY,)),
    ),
    marking=Marking.OFFICIAL_SENSITIVE, onward=Onward.BY_CONSENT, automated=Automated.NEVER,
    starts=date(2026, 1, 1), review_due=date(2026, 12, 1), expires=date(2028, 1, 1),
    signatories=(
        Signatory(party="force", name="A", post="Superintendent", signed=date(2025, 12, 1)),
        Signatory(party="council", name="B", post="Director", signed=date(2025, 12, 20)),
    ),
)
REQUEST = Request(
    partner="council", purpose=SAFETY, role="idva", items=("risk", "address"), people=("victim",),
    marking=Marking.OFFICIAL_SENSITIVE, passed_to=(), automated=False, case_ref="42/1",
    reason="She is seen tonight",
)
FACTS = Facts(
    withdrawn=False, vetted_until=date(2027, 1, 1), suspended=False,
    cleared_to=Marking.SECRET, trained_until=date(2027, 1, 1), collected_for_law=True,
    case_required=True, reason_required=True,
)


def terms(**changed):
    return replace(TERMS, **changed)


def request(**changed):
    return replace(REQUEST, **changed)


def facts(**changed):
    return replace(FACTS, **changed)
