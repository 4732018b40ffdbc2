"""What the example force shares, played through the same actions as anybody's.

Without it the demonstration would have a page for partners and nobody on it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from dueregard.findings.months import months_after
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as uses
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import actions as agreements
from dueregard.manage.agreements import queries as agreements_queries
from dueregard.manage.agreements.rules import TECHNOLOGY
from dueregard.manage.partners import actions as partners
from dueregard.manage.partners import queries as partners_queries
from dueregard.manage.partners.actions import Details
from dueregard.manage.partners.rules import Control, Regime, Result
from dueregard.manage.partners.vetting import Step, vetting
from dueregard.manage.value_cases import actions as value_cases
from dueregard.manage.value_cases.rules import Factor, Found, Option, Row, Sort
from dueregard.sharing.terms import Marking

Told = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]
By = Callable[[str], Actor]
OFFICER = "carys"
_DETAILS = frozenset(Details.__dataclass_fields__) - {"control", "regime", "accord_on"}


def events(told: Told, *, by: By, person: Callable[[str], int]) -> Iterator[Event]:
    """Each partner vetted, each agreement begun and in force, a no and a story, on its day."""
    for each in told["partner"]:
        yield each["entered"], partial(_enter, each, by)
        yield each["steps"], partial(_steps, each, by)
        if "signed" in each:
            yield each["signed"], partial(_sign, each, by)
    agreed = told["agreement"]
    yield agreed["begun"], partial(_begin, agreed, by, person)
    yield agreed["in_force"], partial(_in_force, agreed, by)
    yield agreed["story"]["days"], partial(_story, agreed, by)
    yield told["old"]["days"], partial(_old, told["old"], by)
    for each in told["refusal"]:
        made: list[int] = []
        yield each["days"], partial(_refuse, each, made, by)
        yield each["looked_at"], partial(_look, each, made, by)


def _enter(told: Told, by: By, now: datetime) -> None:
    partners.enter(by=by(OFFICER), now=now, details=Details(
        **{key: told[key] for key in _DETAILS if key in told},
        control=Control(told["control"]), regime=Regime(told["regime"]),
        accord_on=now.date() if "accord_by" in told else None,
    ))


def _steps(told: Told, by: By, now: datetime) -> None:
    given: dict[str, Any] = {
        "partner_id": _partner(told["name"]), "by": by(OFFICER), "now": now,
    }
    for step in vetting().steps:
        if step.id in told.get("without", ()):
            continue
        if step.drill:
            partners.drill(contact=told["breach_reach"], answered=True, minutes=told["minutes"],
                           words="On a Saturday evening", **given)
        else:
            partners.record(
                step=step.id, result=Result.PASSED, evidence=told["evidence"],
                option=step.options[0] if step.options else "", expires=_last(step, now), **given,
            )


def _last(step: Step, now: datetime) -> date:
    return months_after(now.date(), step.months)


def _sign(told: Told, by: By, now: datetime) -> None:
    partner_id = _partner(told["name"])
    partners.recommend(
        partner_id=partner_id, words="Each step read, with the evidence", by=by(OFFICER), now=now,
        cleared_to=Marking.OFFICIAL_SENSITIVE,
    )
    partners.sign(partner_id=partner_id, by=by(told["signed_by"]), now=now)


def _begin(told: Told, by: By, person: Callable[[str], int], now: datetime) -> None:
    ref, who = uses.names()[told["use"]], by(OFFICER)
    agreements.begin(ref=ref, preset=told["preset"], by=who, now=now,
                     partner_ids=[_partner(each) for each in told["partners"]])
    agreements.name_deputy(ref=ref, person_id=person(told["deputy"]), by=who, now=now)
    case = told["value"]
    value_cases.say(ref=ref, by=who, now=now, **case)
    for each in told["row"]:
        value_cases.add(ref=ref, by=who, now=now, row=Row(
            option=Option(each["option"]), sort=Sort(each["sort"]), text=each["text"],
            who=each["who"], unit=each["unit"], count=each.get("count", False), factors=tuple(
                Factor(name=name, low=low, high=high, source=source)
                for name, low, high, source in each["factors"]
            ),
        ))


def _in_force(told: Told, by: By, now: datetime) -> None:
    ref, who = uses.names()[told["use"]], by(OFFICER)
    # It comes into force so many days before the moment at which the example is made.
    today = now.date() + timedelta(days=told["in_force"])
    agreements.write(ref=ref, by=who, now=now, values=told["terms"] | {
        "starts": now.date().isoformat(),
        "review_due": (today + timedelta(days=told["review_in"])).isoformat(),
        "expires": (today + timedelta(days=told["expires_in"])).isoformat(),
    })
    for party in agreements_queries.agreement(ref, now=now).terms.parties:
        ours = party.ref == "force"
        agreements.sign(
            ref=ref, party=party.ref, signed=now.date(), by=who, now=now,
            name="H. Oxbarrow" if ours else "R. Tarnbrook",
            post="Deputy chief constable" if ours else "Chief executive",
        )
    agreements.bring_into_force(ref=ref, by=by(told["signed_by"]), now=now)


def _story(told: Told, by: By, now: datetime) -> None:
    story = told["story"]
    value_cases.tell(
        ref=uses.names()[told["use"]], title=story["title"], text=story["text"],
        happened_on=None, outside=story["outside"], by=by(OFFICER), now=now,
    )


def _old(told: Told, by: By, now: datetime) -> None:
    row, who = told["row"], by(OFFICER)
    ref = register.add(
        described=Description(name=row["Title"], purpose=row["Purpose"], technology=TECHNOLOGY),
        status=Status.LIVE, imported=True, by=who, now=now,
    )
    agreements.bring_in(ref=ref, row=row, file_name=told["file"], by=who, now=now)


def _refuse(told: Told, made: list[int], by: By, now: datetime) -> None:
    kept = value_cases.decide_not(
        what=told["what"], reason=told["reason"], consequences=told["consequences"],
        by=by(told["by"]), now=now,
    )
    made.append(int(kept.removeprefix("not-shared-")))


def _look(told: Told, made: list[int], by: By, now: datetime) -> None:
    value_cases.look_at(decision_id=made[0], found=Found.RIGHT, words=told["words"],
                        by=by(told["looked_at_by"]), now=now)


def _partner(name: str) -> int:
    return next(key for key, each in partners_queries.names().items() if each == name)
