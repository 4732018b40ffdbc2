"""What partners asked the example force for, played through the same actions as anybody's.

Without it the queue of the demonstration would be empty, and nothing could be recalled or drilled.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from dueregard.ledger.rules import Actor
from dueregard.manage.sharing import actions, queries, rules
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures import queries as given
from dueregard.manage.sharing.disclosures.actions import Giving
from dueregard.manage.sharing.disclosures.rules import Extract
from dueregard.manage.sharing.rules import Found
from dueregard.manage.sharing.systems import actions as systems
from dueregard.sharing.asked import Request
from dueregard.sharing.terms import Marking

Told = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]
By = Callable[[str], Actor]
OFFICER, FRONT_LINE = "carys", "lee"


def events(told: Told, *, by: By) -> Iterator[Event]:
    """The map, a request from asking to receipt, one that waits and two that could not."""
    done, made = told["done"], dict[str, int]()
    urgent, life, hurried = told["urgent"], told["life"], dict[str, int]()
    yield life["asked"], partial(_for_life, life, hurried, by)
    yield life["looked"], partial(_look, life, hurried, "life", by)
    yield urgent["asked"], partial(_at_once, urgent, hurried, by)
    yield urgent["looked"], partial(_look, urgent, hurried, "urgent", by)
    yield told["map"]["days"], partial(_map, told, by)
    yield done["asked"], partial(_ask, done, made, by)
    yield done["decided"], partial(_decide, done, made, by)
    yield done["given"], partial(_give, done, made, by)
    yield done["received"], partial(_receive, made, by)
    yield told["waits"]["asked"], partial(_ask, told["waits"], {}, by)


def _map(told: Told, by: By, now: datetime) -> None:
    for each in told["system"]:
        systems.put(**each, by=by(OFFICER), now=now)


def _ask(told: Told, made: dict[str, int], by: By, now: datetime) -> None:
    ref, _name, partner_id, _partner = queries.pairs(now=now)[0]
    ref_of = actions.ask(by=by(FRONT_LINE), now=now, asking=Asking(
        ref=ref, partner_id=partner_id, recipient=told.get("recipient", ""),
        subject=told["subject"], event=told.get("event", ""), group="Fenmarch",
        signs=told.get("signs", {}), collected_for_law=True, request=Request(
            purpose="help-victims", role="idva", items=("dash-score", "incidents"),
            people=("victim",), marking=Marking.OFFICIAL_SENSITIVE, passed_to=(),
            automated=False, case_ref=told["case_ref"], reason=told["reason"],
        ),
    ))
    made["request"] = rules.number_of(ref_of)


def _at_once(told: Told, made: dict[str, int], by: By, now: datetime) -> None:
    ref, _name, partner_id, _partner = queries.pairs(now=now)[0]
    ref_of = disclosures.share_urgently(by=by(FRONT_LINE), now=now, asking=Asking(
        ref=ref, partner_id=partner_id, recipient=told["recipient"], subject=told["subject"],
        collected_for_law=True, request=Request(
            purpose="help-victims", role="idva", items=("dash-score", "incidents"),
            people=("victim",), marking=Marking.OFFICIAL_SENSITIVE, passed_to=(),
            automated=False, case_ref=told["case_ref"], reason=told["reason"],
        ),
    ))
    made["urgent"] = rules.number_of(ref_of)


def _for_life(told: Told, made: dict[str, int], by: By, now: datetime) -> None:
    ref_of = disclosures.share_for_life(by=by(FRONT_LINE), now=now, asking=Asking(
        ref="", partner_id=0, recipient=told["recipient"],
        request=Request(break_glass=True, reason=told["reason"]),
    ))
    made["life"] = rules.number_of(ref_of)
    for notice_id, *_rest in given.to_tell():
        disclosures.told_at_once(notice_id=notice_id, by=by(OFFICER), now=now)


def _look(told: Told, made: dict[str, int], key: str, by: By, now: datetime) -> None:
    actions.look(request_id=made[key], found=Found(told["found"]), words=told["words"],
                 by=by(OFFICER), now=now)


def _decide(told: Told, made: dict[str, int], by: By, now: datetime) -> None:
    actions.assess(request_id=made["request"], words=told["words"], by=by(OFFICER), now=now)
    actions.authorise(request_id=made["request"], by=by(OFFICER), now=now)


def _give(told: Told, made: dict[str, int], by: By, now: datetime) -> None:
    # The file was never here: this is its digest as if it had been cut and taken.
    digest = hashlib.sha256(",".join(told["columns"]).encode()).hexdigest()
    number = disclosures.disclose(
        request_id=made["request"], by=by(OFFICER), now=now, given=Giving(
            recipient=told["recipient"], checked=("Crime and incident records",),
            extract=Extract(columns=tuple(told["columns"]), left_out=("shoe_size",),
                            rows=told["rows"], sha256=digest),
        ),
    )
    made["disclosure"] = int(number.removeprefix("disclosure-"))


def _receive(made: dict[str, int], by: By, now: datetime) -> None:
    disclosures.acknowledge(
        disclosure_id=made["disclosure"], name="R. Tarnbrook", post="Adviser on duty",
        by=by(OFFICER), now=now,
    )
