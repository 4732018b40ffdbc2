"""What can be done about a request: ask, assess, decide alone or as one of two, look again.

Giving out is in `disclosures`. A partner that asks with a key is an Actor without an id, under
the name of its key; whoever found the key to be good hands in `allowed`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from dueregard.answers import Answer, DueRegardError, Missing, No, Refused, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements.queries import Held
from dueregard.manage.agreements.rules import ref_of_partner
from dueregard.manage.partners import queries as partners
from dueregard.manage.sharing import queries, rules
from dueregard.manage.sharing.models import SharingOpinion, SharingRequest
from dueregard.manage.sharing.rules import Found, Settled, State, Way
from dueregard.manage.value_cases import actions as value_cases
from dueregard.people.rules import may
from dueregard.sharing import deciding, sheet
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.deciding import Decision
from dueregard.sharing.plain import to_plain

ASK, READ, ASSESS, DECIDE = "sharing.ask", "sharing.read", "sharing.assess", "sharing.decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One request as it comes in. `request.partner` is filled in from `partner_id`.

    `ref` is the use whose agreement is relied on. `subject` is a key that stands for the person
    and never a name; `event` what it is about, by which duplicates are folded; `group` whatever
    figures are told apart by; `signs` answers to the points sheet, unknown left out.
    `collected_for_law` is whether the data were collected for law enforcement, None unknown.
    """

    ref: str
    partner_id: int
    request: Request
    recipient: str = ""
    subject: str = ""
    event: str = ""
    group: str = ""
    signs: Mapping[str, bool | None] = field(default_factory=dict)
    collected_for_law: bool | None = None

    @property
    def full(self) -> Request:
        """The request with its partner named."""
        return replace(self.request, partner=ref_of_partner(self.partner_id))


def would(
    *, asking: Asking, by: Actor, now: datetime, held: Held | None = None,
    facts: Facts | None = None,
) -> Decision:
    """Whether this would be allowed now. Nothing of it is kept.

    Only where it names a person by a key, that somebody looked is on the log of processing.
    `held` is what holds of the agreement now, and `facts` what is known of it and of the partner,
    where the caller has looked.
    """
    require(rules.may_ask(replace(asking.full, reason="-", items=("-",)), subject=asking.subject))
    found = queries.decided(asking.ref, partner_id=asking.partner_id, request=asking.full,
                            collected_for_law=asking.collected_for_law, now=now, held=held,
                            facts=facts)
    if asking.subject:
        with transaction.atomic():
            processing.record(queries.consultation(
                subject=asking.subject, ref=asking.ref, reason="Asked whether it may be shared",
                case_ref=asking.request.case_ref, decision=found,
            ), by=_reading(by), now=now)
    return found


def ask(
    *, asking: Asking, by: Actor, now: datetime, allowed: Answer | None = None,
    way: Way = Way.TYPED, draft: bool = False,
) -> str:
    """Take a request in; gives `share-N`. It waits for the information-sharing officer.

    `allowed` is what lets a partner's key ask (`way` is then `KEY` or `PAGE`); without it the
    person must hold the permission. A draft waits for `submit` and is in no queue. Raises Refused
    where nothing is asked for, no reason is given, the key of a person could be a name, or there
    is no such agreement or partner.
    """
    with act("sharing:request:ask", by=by, now=now, about=asking.ref) as deed:
        require(may(by, ASK) if allowed is None else allowed)
        if not draft:
            require(rules.may_ask(asking.full, subject=asking.subject))
        row = _make(asking, way=way, state=State.DRAFT if draft else State.REQUESTED,
                    by=by, now=now)
        deed.result = rules.ref_of(row.pk)
        deed.note(partner=_partner_name(row), way=way.value, draft=draft)
    return deed.result


def change(
    *, request_id: int, asking: Asking, by: Actor, now: datetime, allowed: Answer | None = None,
    send: bool = False,
) -> str:
    """Whoever asks changes a draft, or gives the more that they were asked for, which sends it.

    With `send` a draft is sent too, and its clock runs from now.
    """
    with act("sharing:request:change", by=by, now=now) as deed:
        require(may(by, ASK) if allowed is None else allowed)
        row = _request(request_id, deed)
        if row.state not in (State.DRAFT, State.NEEDS_MORE):
            raise Refused("It is with us already. Ask for it back by telling us what is wrong.",
                          "state")
        if send or row.state == State.NEEDS_MORE:
            require(rules.may_ask(asking.full, subject=asking.subject))
            row.asked_at = now if row.state == State.DRAFT else row.asked_at
            row.state = State.REQUESTED
        _fill(row, asking)
        row.save()
        deed.note(partner=_partner_name(row), sent=row.state == State.REQUESTED)
    return deed.result


def submit(*, request_id: int, by: Actor, now: datetime) -> str:
    """Whoever wrote a draft sends it. The clock runs from now."""
    with act("sharing:request:submit", by=by, now=now) as deed:
        require(may(by, ASK))
        row = _request(request_id, deed)
        require(rules.move(State(row.state), State.REQUESTED))
        require(rules.may_ask(queries.asked_of(row), subject=row.subject))
        row.state, row.asked_at = State.REQUESTED, now
        row.save(update_fields=["state", "asked_at"])
        deed.note(partner=_partner_name(row))
    return deed.result


def consult(*, request_id: int, by: Actor, now: datetime) -> int | None:
    """Log that somebody reads a request which is about a person. Called before it is shown.

    Gives the number of the entry, or None where it names nobody by a key.
    """
    row = _found(request_id)
    if not row.subject:
        return None
    with transaction.atomic():
        return processing.record(queries.consultation(
            subject=row.subject, ref=queries.ref_of_use(row), reason="Read a request to share",
            case_ref=queries.case_of(row), decision=None,
        ), by=_reading(by), now=now)


def want_more(*, request_id: int, words: str, by: Actor, now: datetime) -> str:
    """The officer says what is missing. Whoever asks has it then."""
    with act("sharing:request:want-more", by=by, now=now) as deed:
        require(may(by, ASSESS))
        row = _request(request_id, deed)
        require(rules.move(State(row.state), State.NEEDS_MORE))
        require(rules.may_want_more(words=words))
        # What was decided so far was about less than will be known.
        row.opinions.all().delete()
        row.state, row.more_wanted = State.NEEDS_MORE, words.strip()
        row.save(update_fields=["state", "more_wanted"])
        deed.note(words=row.more_wanted)
    return deed.result


def assess(
    *, request_id: int, by: Actor, now: datetime, words: str = "",
    collected_for_law: bool | None = None, signs: Mapping[str, bool | None] | None = None,
    subject: str | None = None,
) -> str:
    """The officer looks at a request and says what they know; then it waits for a decision.

    None leaves what whoever asked had said.
    """
    with act("sharing:request:assess", by=by, now=now) as deed:
        require(may(by, ASSESS))
        row = _request(request_id, deed)
        require(rules.move(State(row.state), State.ASSESSED))
        if collected_for_law is not None:
            row.collected_for_law = collected_for_law
        if signs is not None:
            row.signs = _signs(signs, life=False)
        if subject is not None:
            row.subject = subject
        require(rules.may_ask(queries.asked_of(row), subject=row.subject))
        found = queries.decision_of(row, now=now)
        row.two_people = rules.needed(found, before=row.two_people) > 1
        row.state, row.assessed_words = State.ASSESSED, words.strip()
        row.assessed_by_name, row.assessed_at = by.name, now
        row.save()
        deed.note(words=row.assessed_words, two=row.two_people, would=found.outcome.value)
    return deed.result


def authorise(
    *, request_id: int, by: Actor, now: datetime, items: Sequence[str] | None = None,
    reason: str = "",
) -> str:
    """Somebody decides to share: all that is asked for, or only `items` of it.

    Where two people decide this is one of two opinions, and what it says is in no ledger line and
    on no page before both are in; then only what both would share may go. Raises Refused, with
    each clause in the way and what would help, where the terms do not allow it now.
    """
    return _opine(request_id, share=True, items=items, reason=reason, consequences="", by=by,
                  now=now)


def refuse(
    *, request_id: int, reason: str, consequences: str, by: Actor, now: datetime
) -> str:
    """Somebody decides not to share, says why, and what may come of that. Another looks at it.

    Where two people decide this is one of two opinions, hidden until both are in.
    """
    return _opine(request_id, share=False, items=(), reason=reason, consequences=consequences,
                  by=by, now=now)


def override(*, request_id: int, band: str, because: str, by: Actor, now: datetime) -> str:
    """Somebody puts a request into another band than the points sheet does, with a reason."""
    with act("sharing:request:override", by=by, now=now) as deed:
        require(may(by, ASSESS))
        row = _request(request_id, deed)
        known = sheet.load().band(band)
        if not because.strip():
            raise DueRegardError("Say in a sentence why the sheet is wrong here. It is kept.")
        row.band, row.band_because = known.id, because.strip()
        row.band_by_name, row.band_at = by.name, now
        row.save(update_fields=["band", "band_because", "band_by_name", "band_at"])
        deed.note(band=known.id, reason=row.band_because)
    return deed.result


def add_afterwards(
    *, request_id: int, by: Actor, now: datetime, recipient: str = "", subject: str = ""
) -> str:
    """Whoever shared in a hurry, or looks at it, adds who took it and the key of the person.

    Only what is blank is filled in. It is on the log of processing: the record of the person
    whom the key stands for is altered.
    """
    with act("sharing:request:add", by=by, now=now) as deed:
        row = _request(request_id, deed)
        require(may(by, ASK if row.asked_by_id == by.id else DECIDE))
        _add(row, recipient, subject, by=by, now=now)
        row.save(update_fields=["recipient", "subject"])
        deed.note(recipient=bool(recipient.strip()), subject=bool(subject.strip()))
    return deed.result


def look(
    *, request_id: int, found: Found, words: str, by: Actor, now: datetime,
    recipient: str = "", subject: str = "",
) -> str:
    """Somebody else looks at what went out in a hurry, and says whether it was right.

    Who took it and the key of the person may be added where they are blank.
    """
    with act("sharing:request:look", by=by, now=now) as deed:
        require(may(by, DECIDE))
        row = _request(request_id, deed)
        require(rules.may_look(due=row.look_by, looked=row.looked_at is not None, person=by.id,
                               shared_by=row.shared_by_id, words=words))
        if recipient.strip() or subject.strip():
            _add(row, recipient, subject, by=by, now=now)
        row.looked_at, row.looked_by_name = now, by.name
        row.looked_found, row.looked_words = found, words.strip()
        row.save()
        deed.note(found=found.value, words=row.looked_words,
                  late=row.look_by is not None and now > row.look_by)
    return deed.result


def close(*, request_id: int, because: str, by: Actor, now: datetime) -> str:
    """Somebody closes a request: it is done, or nothing more comes of it."""
    with act("sharing:request:close", by=by, now=now) as deed:
        row = _request(request_id, deed)
        own = row.state == State.DRAFT and row.asked_by_id == by.id
        require(may(by, ASK if own else ASSESS))
        require(rules.move(State(row.state), State.CLOSED))
        require(rules.may_close(because=because))
        row.state, row.closed_at, row.closed_because = State.CLOSED, now, because.strip()
        row.save(update_fields=["state", "closed_at", "closed_because"])
        deed.note(reason=row.closed_because)
    return deed.result


def make_urgent(
    *, asking: Asking, way: Way, decision: Decision, look_by: datetime | None, by: Actor,
    now: datetime, allowed: Answer | None = None,
) -> str:
    """Take in what cannot wait, decided already where one person may; gives `share-N`.

    Called by `disclosures`, which gives out in the same transaction. What one person may not
    decide waits for a second, with this person's opinion in; what the terms do not allow waits
    like any other request.
    """
    with act("sharing:request:hurry", by=by, now=now, about=asking.ref) as deed:
        require(may(by, ASK) if allowed is None else allowed)
        life = way is Way.LIFE
        require(rules.may_ask(asking.full, subject=asking.subject, life=life))
        row = _make(asking, way=way, state=State.REQUESTED, by=by, now=now)
        row.look_by, row.shared_by_id = look_by, by.id if look_by else None
        goes = life or not isinstance(rules.may_share(decision), No)
        row.two_people = bool(decision.two_people) and not life
        if goes:
            row.state = State.ASSESSED
            row.assessed_by_name, row.assessed_at = by.name, now
        if goes and not row.two_people:
            _settle(row, Settled(state=State.AUTHORISED, items=asking.full.items or ()),
                    decision, by=by, now=now)
        row.save()
        if goes and row.two_people:
            _keep_opinion(row, share=True, items=asking.full.items or (), by=by, now=now)
        deed.result = rules.ref_of(row.pk)
        deed.note(partner=_partner_name(row), way=way.value)
    return deed.result


def gone_on(
    *, request_id: int, to: State, by: Actor, now: datetime, because: str = ""
) -> str:
    """What was given out moves its request on: disclosed, received, recalled. By `disclosures`."""
    with act("sharing:request:move", by=by, now=now) as deed:
        row = _request(request_id, deed)
        state = State(row.state)
        if state is not to:
            require(rules.move(state, to))
        row.state = to
        if to is State.DISCLOSED and row.shared_by_id is None:
            row.shared_by_id = by.id
        row.save(update_fields=["state", "shared_by"])
        deed.note(to=to.value, reason=because)
    return deed.result


def _opine(
    request_id: int, *, share: bool, items: Sequence[str] | None, reason: str,
    consequences: str, by: Actor, now: datetime,
) -> str:
    with act("sharing:request:opine", by=by, now=now) as deed:
        require(may(by, DECIDE))
        row = _request(request_id, deed)
        require(rules.move(State(row.state), State.REFUSED))
        given, asked = queries.opinions_of(row), queries.asked_of(row).items or ()
        wanted = tuple(asked if items is None else [each for each in asked if each in items])
        whole = queries.decision_of(row, now=now)
        partly = queries.decision_of(row, now=now, items=wanted) if share else whole
        needed = rules.needed(whole, before=row.two_people)
        require(rules.may_opine(given=given, needed=needed, person=by.id,
                                asked_by=row.asked_by_id))
        require(rules.may_say(share=share, reason=reason, consequences=consequences))
        if share:
            require(rules.may_share(partly))
        row.two_people = needed > 1
        _keep_opinion(row, share=share, items=wanted, reason=reason, consequences=consequences,
                      by=by, now=now)
        came = rules.settled(queries.opinions_of(row), needed=needed, asked=asked)
        if came is not None:
            again = whole if came.state is State.REFUSED else queries.decision_of(
                row, now=now, items=came.items)
            _settle(row, came, again, by=by, now=now)
            deed.note(state=came.state.value, items=list(came.items))
        row.save()
    return deed.result


def _settle(
    row: SharingRequest, came: Settled, decision: Decision, *, by: Actor, now: datetime
) -> None:
    """Write what was decided. A refusal is a decision not to share, and is on the log."""
    row.state, row.items, row.settled_at = came.state, list(came.items), now
    row.decision = deciding.to_plain(decision)
    if came.state is not State.REFUSED:
        return
    row.refused_because = came.because
    made = value_cases.decide_not(
        what=f"{rules.ref_of(row.pk)}: {queries.wanted(row, decision.terms)}",
        reason=came.because, consequences=came.consequences, ref=queries.ref_of_use(row),
        partner_id=row.partner_id, by=by, now=now,
    )
    row.not_shared_id = int(made.removeprefix("not-shared-"))
    processing.record(queries.refusal_of(row, decision), by=by, now=now)


def _add(row: SharingRequest, recipient: str, subject: str, *, by: Actor, now: datetime) -> None:
    """Fill in what is blank of what went out in a hurry, and say so on the log of processing."""
    require(rules.may_add(
        due=row.look_by, recipient=recipient, subject=subject,
        had_recipient=bool(row.recipient), had_subject=bool(row.subject),
    ))
    row.recipient = row.recipient or recipient.strip()[:200]
    row.subject = row.subject or subject.strip()
    processing.record(queries.addition(row), by=by, now=now)


def _reading(by: Actor) -> Actor:
    """Who reads. Looking uses up no form: what the form is for may still be done with it."""
    return replace(by, form=None)


def _make(
    asking: Asking, *, way: Way, state: State, by: Actor, now: datetime
) -> SharingRequest:
    row = SharingRequest(
        way=way, state=state, asked_by_id=by.id, asked_by_name=by.name, asked_at=now
    )
    _fill(row, asking)
    row.save()
    return row


def _fill(row: SharingRequest, asking: Asking) -> None:
    life = row.way == Way.LIFE
    if asking.ref or not life:
        row.use_id = register.sheet(asking.ref).id
        queries.terms_for(asking.ref, at=row.asked_at)  # Missing where it has no agreement
    if asking.partner_id or not life:
        if asking.partner_id not in partners.names():
            raise Missing("There is no such partner. Choose one that is entered.")
        row.partner_id = asking.partner_id
    row.asked = to_plain(asking.full if asking.partner_id else asking.request)
    row.recipient, row.subject = asking.recipient.strip()[:200], asking.subject.strip()
    row.event, row.group = asking.event.strip()[:80], asking.group.strip()[:80]
    row.signs = _signs(asking.signs, life=life)
    row.collected_for_law = asking.collected_for_law


def _signs(given: Mapping[str, bool | None], *, life: bool) -> dict[str, bool | None]:
    kept = rules.signs_of(given, life=life)
    sheet.severity(kept)  # raises a sentence for a sign that the sheet does not have
    return kept


def _keep_opinion(
    row: SharingRequest, *, share: bool, items: Sequence[str], by: Actor, now: datetime,
    reason: str = "", consequences: str = "",
) -> None:
    SharingOpinion.objects.create(
        request=row, person_id=by.id, name=by.name, share=share, items=list(items),
        reason=reason.strip(), consequences=consequences.strip(), at=now,
    )


def _request(request_id: int, deed: Deed) -> SharingRequest:
    """The row, locked for this transaction; what is done is about it."""
    deed.about = deed.result = rules.ref_of(request_id)
    return _found(request_id, lock=True)


def _found(request_id: int, *, lock: bool = False) -> SharingRequest:
    rows = SharingRequest.objects.select_related("use", "partner")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise Missing("There is no such request.")
    return found


def _partner_name(row: SharingRequest) -> str:
    return row.partner.name if row.partner else row.recipient or "not known"
