"""What may be asked of requests: one of them, those of somebody, what would be decided now.

`decided` is the one place where the terms in force, the partner's standing at this moment and the
force's settings come together for a decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.identify.register.rules import ref as ref_of_register
from dueregard.ledger.processing import queries as processing
from dueregard.ledger.processing.rules import Operation, Outcome, Processing
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.queries import Held
from dueregard.manage.agreements.rules import partner_of
from dueregard.manage.partners import queries as partners
from dueregard.manage.sharing import rules
from dueregard.manage.sharing.models import SharingOpinion, SharingRequest
from dueregard.manage.sharing.rules import OWNERS, STATE_NAMES, WAY_NAMES, Opinion, State, Way
from dueregard.people import queries as people
from dueregard.people.rules import Role
from dueregard.sharing import reading
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.deciding import Decision, decide
from dueregard.sharing.terms import Terms

OURS, NONE_GIVEN, BY_A_PERSON = "Due Regard", "none given", "decided-by-a-person"
UNKNOWN = "not known"
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A request in a list: nothing in it points at a person. `wanted` are keys of items."""

    id: int
    ref: str
    partner_id: int | None
    partner_name: str
    agreement: str
    agreement_name: str
    state: State
    way: Way
    wanted: tuple[str, ...]
    asked_at: datetime
    asked_by_id: int | None
    asked_by_name: str
    two_people: bool
    look_by: datetime | None
    looked_at: datetime | None

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        return STATE_NAMES[self.state]

    @property
    def way_name(self) -> str:
        """How it came, in words."""
        return WAY_NAMES[self.way]

    @property
    def owner(self) -> str:
        """Who has it now."""
        return OWNERS[self.state]

    @property
    def to_look(self) -> bool:
        """True while somebody else has still to look at what went out in a hurry."""
        return self.look_by is not None and self.looked_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSheet(RequestLine):
    """A request whole. `opinions` is empty while they are hidden; `given` says by whom they came.

    `now` is what would be decided at this moment; `kept` what was decided when it was settled.
    """

    asked: Request
    recipient: str
    subject: str
    event: str
    group: str
    signs: Mapping[str, bool | None]
    collected_for_law: bool | None
    terms: Terms
    now: Decision
    kept: Mapping[str, Any] | None
    items: tuple[str, ...]
    columns: tuple[str, ...]
    needed: int
    given: tuple[str, ...]
    own: Opinion | None
    opinions: tuple[Opinion, ...]
    more_wanted: str
    assessed_words: str
    assessed_by_name: str
    settled_at: datetime | None
    refused_because: str
    not_shared_id: int | None
    shared_by_id: int | None
    looked_by_name: str
    looked_found: str
    looked_words: str
    closed_because: str
    told: tuple[tuple[str, str, datetime | None], ...]


    @property
    def missing(self) -> tuple[str, ...]:
        """What was not said in the hurry: `recipient`, `subject`. Empty where there was none."""
        if self.look_by is None:
            return ()
        return tuple(name for name in ("recipient", "subject") if not getattr(self, name))


def pairs(*, now: datetime) -> tuple[tuple[str, str, int, str], ...]:
    """Under which agreements in force which partner may ask: ref, name, partner, its name."""
    names = partners.names()
    return tuple(
        (each.ref, each.name, key, names[key])
        for each in agreements.agreements(now=now) if each.in_force and each.ended_on is None
        for party in terms_for(each.ref, at=now).parties
        if (key := partner_of(party.ref)) is not None and key in names
    )


def terms_for(ref: str, *, at: datetime) -> Terms:
    """The terms in force at a moment, or else the newest that were written; never lenient.

    Where none are in force `facts_for` says so, and nothing may go. Missing: no agreement.
    """
    return agreements.terms_in_force(ref, at=at) or agreements.agreement(ref, now=at).terms


def decided(
    ref: str, *, partner_id: int | None, request: Request, collected_for_law: bool | None,
    now: datetime, held: Held | None = None, facts: Facts | None = None,
) -> Decision:
    """Whether this may be shared now, by the terms in force and the partner's standing now.

    Without an agreement or a partner nothing is known, and so nothing holds. `held` is what
    holds of the agreement now, and `facts` what is known of it and of the partner, where the
    caller has looked.
    """
    asks = processing.terms()
    held = held or (agreements.held_now(ref, now=now) if ref else None)
    if facts is None and ref and partner_id is not None:
        facts = agreements.facts_for(ref, partner_id=partner_id, now=now, held=held)
    facts = replace(
        facts or Facts(), collected_for_law=collected_for_law, case_required=asks.case_ref,
        reason_required=asks.reason,
    )
    terms = (held and held.terms) or (terms_for(ref, at=now) if ref else Terms())
    return decide(terms, request, facts, now=now)


def decision_of(
    row: SharingRequest, *, now: datetime, items: Sequence[str] | None = None
) -> Decision:
    """The same for a request that is kept; of only some of its items where they are given."""
    asked = asked_of(row)
    if items is not None:
        asked = replace(asked, items=tuple(items))
    return decided(ref_of_use(row), partner_id=row.partner_id, request=asked,
                   collected_for_law=row.collected_for_law, now=now)


def to_look_at() -> tuple[RequestLine, ...]:
    """What went out in a hurry and nobody else has looked at, the most urgent first."""
    found = rows().filter(look_by__isnull=False, looked_at=None).order_by("look_by", "pk")
    return tuple(line_of(each) for each in found)


def waits_for_a_second(*, but: int | None) -> tuple[RequestLine, ...]:
    """Urgent, with one of two decisions in, and neither that nor the asking is this person's."""
    found = rows().filter(
        way=Way.URGENT, state=State.ASSESSED, two_people=True, opinions__isnull=False,
    ).exclude(asked_by_id=but).exclude(opinions__person_id=but).order_by("asked_at", "pk")
    return tuple(line_of(each) for each in found.distinct())


def asked_by(person_id: int | None, *, newest: int = 50) -> tuple[RequestLine, ...]:
    """The requests that one person typed, the newest first."""
    found = rows().filter(asked_by_id=person_id, asked_by__isnull=False)
    return tuple(line_of(each) for each in found.order_by("-asked_at", "-pk")[:newest])


def of_partner(partner_id: int, *, newest: int = 200) -> tuple[RequestLine, ...]:
    """The requests of one partner that are no draft, the newest first."""
    found = rows().filter(partner_id=partner_id).exclude(state=State.DRAFT)
    return tuple(line_of(each) for each in found.order_by("-asked_at", "-pk")[:newest])


def recent(*, newest: int = 100) -> tuple[RequestLine, ...]:
    """What does not wait any more, the newest first."""
    found = rows().exclude(state__in=(*rules.WAITING, State.DRAFT))
    return tuple(line_of(each) for each in found.order_by("-asked_at", "-pk")[:newest])


def line(request_id: int) -> RequestLine:
    """One request without anything about a person; Missing when there is none."""
    return line_of(_row(request_id))


def request(request_id: int, *, reader: int | None, now: datetime) -> RequestSheet:
    """One request whole, as this reader may see it. Log that it is read first: `actions.consult`.

    Opinions of two are hidden before both are in, but for the reader's own.
    """
    row = _row(request_id)
    held, given = decision_of(row, now=now), opinions_of(row)
    settled = row.settled_at is not None
    needed = rules.needed(held, before=row.two_people) if not settled else 1 + row.two_people
    shown = rules.may_see_opinions(given=given, needed=needed, settled=settled)
    base, asked = line_of(row), asked_of(row)
    items = tuple(row.items) if settled else asked.items or ()
    return RequestSheet(
        **{name: getattr(base, name) for name in RequestLine.__dataclass_fields__},
        asked=asked, recipient=row.recipient, subject=row.subject, event=row.event,
        group=row.group, signs=row.signs, collected_for_law=row.collected_for_law,
        terms=held.terms, now=held, kept=row.decision, items=items,
        columns=rules.columns_of(held.terms, items, purpose=asked.purpose), needed=needed,
        given=tuple(each.name for each in given), opinions=given if shown else (),
        own=next((each for each in given if each.person_id == reader), None),
        **{name: getattr(row, name) for name in (
            "more_wanted", "assessed_words", "assessed_by_name", "settled_at", "refused_because",
            "not_shared_id", "shared_by_id", "looked_by_name", "looked_found", "looked_words",
            "closed_because",
        )},
        told=tuple((each.person.name, each.as_what, each.sent_at)
                   for each in row.told.select_related("person").order_by("pk")),
    )


def tell_at_once(row_id: int) -> tuple[tuple[int, str], ...]:
    """Who is told at once of a risk to life: the single point of contact, and the supervisor.

    The first are whoever answers for the agreement, or else the information-sharing officers;
    the second the decision makers and data protection officers. By id, as what.
    """
    row = _row(row_id)
    found: dict[int, str] = {}
    if row.use is not None:
        deputy = agreements.agreement(ref_of_use(row), now=row.asked_at).deputy_id
        for key in (row.use.owner_id, deputy):
            if key is not None:
                found.setdefault(key, "single point of contact")
    for each in people.roster():
        if not each.active:
            continue
        if Role.SHARING_OFFICER in each.roles:
            found.setdefault(each.id, "single point of contact")
        elif set(each.roles) & {Role.DECISION_MAKER, Role.DATA_PROTECTION_OFFICER}:
            found.setdefault(each.id, "supervisor")
    return tuple(found.items())


def asked_of(row: SharingRequest) -> Request:
    """What was asked, as it is decided on."""
    return reading.request(row.asked)


def opinions_of(row: SharingRequest) -> tuple[Opinion, ...]:
    """Every opinion that is in, in the order of coming."""
    return tuple(_opinion(each) for each in row.opinions.order_by("at", "pk"))


def ref_of_use(row: SharingRequest) -> str:
    """The use whose agreement is relied on; blank where there is none."""
    return ref_of_register(row.use.number) if row.use else ""


def recipient(row: SharingRequest) -> str:
    """Who would receive it, as far as that is known."""
    named = ", ".join(each for each in (row.partner.name if row.partner else "", row.recipient)
                      if each)
    return (named or UNKNOWN)[:_LONGEST]


def wanted(row: SharingRequest, terms: Terms) -> str:
    """The items that were asked for, in words."""
    return rules.items_of(terms, row.asked.get("items") or ()) or "Not said"


def case_of(row: SharingRequest) -> str:
    """The reference of its case; of the request itself where there is none."""
    return (str(row.asked.get("case_ref", "")) or rules.ref_of(row.pk))[:_LONGEST]


def reason_of(row: SharingRequest) -> str:
    """Why it was asked for."""
    return (str(row.asked.get("reason", "")) or NONE_GIVEN)[:_LONGEST]


def refusal_of(row: SharingRequest, decision: Decision) -> Processing:
    """The line of a refusal for the log of processing: nothing was given, and why."""
    return Processing(
        op=Operation.DISCLOSURE, system=OURS, rows=0, outcome=Outcome.REFUSED,
        data_class=wanted(row, decision.terms)[:_LONGEST], subject=row.subject,
        recipient=recipient(row), reason=reason_of(row), case_ref=case_of(row),
        agreement=ref_of_use(row), agreement_version=decision.version,
        policy_sha256=decision.policy_sha256, failed=decision.failed or (BY_A_PERSON,),
    )


def consultation(
    *, subject: str, ref: str, reason: str, case_ref: str, decision: Decision | None
) -> Processing:
    """The line for the log of processing that somebody looked at what is kept of a person."""
    return Processing(
        op=Operation.CONSULTATION, system=OURS, data_class="Request to share", subject=subject,
        reason=reason, case_ref=(case_ref.strip() or NONE_GIVEN)[:_LONGEST], agreement=ref,
        policy_sha256=decision.policy_sha256 if decision else "",
    )


def addition(row: SharingRequest) -> Processing:
    """The line for the log of processing that a record of sharing in a hurry was made whole."""
    return Processing(
        op=Operation.ALTERATION, system=OURS, data_class="Record of what was shared in a hurry",
        subject=row.subject, recipient=recipient(row), agreement=ref_of_use(row),
        reason="Added after it was shared in a hurry", case_ref=case_of(row),
    )


def _row(request_id: int) -> SharingRequest:
    row: SharingRequest | None = rows().filter(pk=request_id).first()
    if row is None:
        raise Missing("There is no such request.")
    return row


def rows() -> Any:
    """Every request with its agreement and partner, for the queries of this noun."""
    return SharingRequest.objects.select_related("use", "partner")


def line_of(row: SharingRequest) -> RequestLine:
    """A row as a line of a list."""
    return RequestLine(
        id=row.pk, ref=rules.ref_of(row.pk), partner_id=row.partner_id,
        partner_name=row.partner.name if row.partner else row.recipient or UNKNOWN,
        agreement=ref_of_use(row), agreement_name=row.use.name if row.use else "",
        state=State(row.state), way=Way(row.way), asked_at=row.asked_at,
        wanted=tuple(row.asked.get("items") or ()),
        asked_by_id=row.asked_by_id, asked_by_name=row.asked_by_name, two_people=row.two_people,
        look_by=row.look_by, looked_at=row.looked_at,
    )


def _opinion(row: SharingOpinion) -> Opinion:
    return Opinion(
        person_id=row.person_id, name=row.name, share=row.share, items=tuple(row.items),
        reason=row.reason, consequences=row.consequences,
    )
