"""Giving out, and what follows: the receipt, a correction, a recall.

Everything is asked again inside the transaction that gives out: whoever was suspended, whatever
ran out since the decision, gives nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from dueregard.answers import Answer, Missing, No, Refused, require
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.rules import Actor
from dueregard.manage.sharing import actions as requests
from dueregard.manage.sharing import queries, rules
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.disclosures import rules as giving
from dueregard.manage.sharing.disclosures.rules import Extract, Means, Notice
from dueregard.manage.sharing.models import (
    Disclosure,
    DisclosureNotice,
    SharingRequest,
    ToldAtOnce,
)
from dueregard.manage.sharing.rules import State, Way
from dueregard.people.rules import may
from dueregard.sharing import deciding
from dueregard.sharing.deciding import Decision

DISCLOSE, URGENT, LIFE = "sharing.disclose", "sharing.urgent", "sharing.risk-to-life"


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What is given, to whom, and what is known of it.

    `extract` is the file as it was cut, for `Means.FILE`. `checked` are the systems on the map in
    which somebody looked, `partners_asked` the other parties that were asked what they know.
    `corrects` is the disclosure that this replaces.
    """

    recipient: str
    means: Means = Means.FILE
    extract: Extract | None = None
    checked: tuple[str, ...] = ()
    partners_asked: tuple[str, ...] = ()
    why_withheld: str = ""
    absent: tuple[str, ...] = ()
    corrects: int | None = None


def disclose(
    *, request_id: int, given: Giving, by: Actor, now: datetime, allowed: Answer | None = None
) -> str:
    """Give out what was authorised; gives `disclosure-N`. Keeps no data: names and a digest.

    The terms in force, the partner's standing and every clause are asked again in this
    transaction. Raises Refused, with each clause in the way, where anything does not hold any
    more: nothing is given, and the refusal is on the log of processing.
    """
    try:
        with act("sharing:disclosure:give", by=by, now=now) as deed:
            require(may(by, DISCLOSE) if allowed is None else allowed)
            row = _request(request_id, deed)
            decision = queries.decision_of(row, now=now, items=row.items)
            require(rules.may_disclose(
                state=State(row.state), decision=decision, needed=1 + row.two_people,
                opinions=row.opinions.count(), correcting=given.corrects is not None,
            ))
            made = _give(row, given, decision, by=by, now=now)
            deed.result = f"disclosure-{made.pk}"
            deed.note(sha256=made.sha256, columns=made.columns, rows=made.rows, entry=made.entry)
    except Refused:
        _log_refusal(request_id, by=by, now=now)
        raise
    return deed.result


def share_urgently(
    *, asking: Asking, by: Actor, now: datetime, recipient: str = "",
    checked: Sequence[str] = (),
) -> str:
    """Decide and tell at once what cannot wait; gives `share-N`. Looked at within 24 hours.

    Where the terms allow it and one person may decide, it counts as told to the recipient from
    now. Where two decide, this person's opinion is in and a second is awaited. Where they do not
    allow it, it waits, its refusal is logged, and its page says what would make it a yes.
    """
    with act("sharing:urgent:share", by=by, now=now, about=asking.ref) as deed:
        require(may(by, URGENT))
        decision = queries.decided(
            asking.ref, partner_id=asking.partner_id, request=asking.full,
            collected_for_law=asking.collected_for_law, now=now,
        )
        goes = decision.outcome is deciding.Outcome.PERMIT
        deed.result = requests.make_urgent(
            asking=replace(asking, recipient=recipient or asking.recipient), way=Way.URGENT,
            decision=decision, look_by=now + rules.URGENT_LOOK if goes else None, by=by, now=now,
            allowed=may(by, URGENT),
        )
        row = _request(rules.number_of(deed.result), deed)
        if goes:
            _give(row, Giving(recipient=queries.recipient(row), means=Means.SPOKEN,
                              checked=tuple(checked)), decision, by=by, now=now)
        elif isinstance(rules.may_share(decision), No):
            processing.record(queries.refusal_of(row, decision), by=by, now=now)
        deed.note(outcome=decision.outcome.value)
    return deed.result


def authorise_urgently(
    *, request_id: int, by: Actor, now: datetime, items: Sequence[str] | None = None,
    reason: str = "",
) -> str:
    """The second of two says yes to what cannot wait; what both would share counts as told.

    Of what two decided nobody has to look again. Where the other said no, or nothing is left that
    both would share, nothing is told.
    """
    with act("sharing:urgent:second", by=by, now=now) as deed:
        require(may(by, URGENT))
        requests.authorise(request_id=request_id, items=items, reason=reason, by=by, now=now)
        row = _request(request_id, deed)
        told = row.way == Way.URGENT and row.state in (State.AUTHORISED, State.PARTLY)
        if told:
            decision = queries.decision_of(row, now=now, items=row.items)
            require(rules.may_disclose(
                state=State(row.state), decision=decision, needed=1 + row.two_people,
                opinions=row.opinions.count(), correcting=False,
            ))
            _give(row, Giving(recipient=queries.recipient(row), means=Means.SPOKEN), decision,
                  by=by, now=now)
        deed.note(told=told)
    return deed.result


def share_for_life(*, asking: Asking, by: Actor, now: datetime) -> str:
    """Tell at once because a life is at risk; gives `share-N`. Always possible, never silent.

    Only the reason is needed (`asking.request.break_glass` and `.reason`); agreement and partner
    may be blank (`ref=""`, `partner_id=0`). The single point of contact and the supervisors are
    to be told at once (`disclosures.queries.to_tell`), and somebody else looks at it.
    """
    with act("sharing:life:share", by=by, now=now, about=asking.ref) as deed:
        require(may(by, LIFE))
        decision = queries.decided(
            asking.ref, partner_id=asking.partner_id or None,
            request=asking.full if asking.partner_id else asking.request,
            collected_for_law=asking.collected_for_law, now=now,
        )
        deed.result = requests.make_urgent(
            asking=asking, way=Way.LIFE, decision=decision, look_by=decision.look_again_by,
            by=by, now=now, allowed=may(by, LIFE),
        )
        row = _request(rules.number_of(deed.result), deed)
        _give(row, Giving(recipient=queries.recipient(row), means=Means.SPOKEN), decision,
              by=by, now=now)
        whom = [each for each in queries.tell_at_once(row.pk) if each[0] != by.id]
        for person_id, as_what in whom:
            ToldAtOnce.objects.create(request=row, person_id=person_id, as_what=as_what, at=now)
        deed.note(passed_over=list(decision.failed), told=len(whom))
    return deed.result


def told_at_once(*, notice_id: int, by: Actor, now: datetime) -> str:
    """Note that the letter of a risk to life is on its way to somebody."""
    with act("sharing:life:tell", by=by, now=now) as deed:
        row = ToldAtOnce.objects.select_related("person").filter(pk=notice_id).first()
        if row is None:
            raise Missing("There is no such notice.")
        deed.about = deed.result = rules.ref_of(row.request_id)
        row.sent_at = now
        row.save(update_fields=["sent_at"])
        deed.note(whom=row.person.name, as_what=row.as_what)
    return deed.result


def collect(
    *, disclosure_id: int, by: Actor, now: datetime, allowed: Answer | None = None
) -> str:
    """Note that the cut file is taken, once; then it is gone here. Called before it is handed."""
    with act("sharing:disclosure:collect", by=by, now=now) as deed:
        require(may(by, DISCLOSE) if allowed is None else allowed)
        row = _disclosure(disclosure_id, deed)
        require(giving.may_collect(collected=row.collected_at is not None,
                                   means=Means(row.means), recalled=row.recalled_at is not None))
        row.collected_at = now
        row.save(update_fields=["collected_at"])
        deed.note(sha256=row.sha256)
    return deed.result


def acknowledge(
    *, disclosure_id: int, by: Actor, now: datetime, name: str = "", post: str = "",
    key: str = "", allowed: Answer | None = None,
) -> str:
    """The recipient's receipt, signed by a name and a post, or by the partner's key."""
    with act("sharing:disclosure:acknowledge", by=by, now=now) as deed:
        require(may(by, DISCLOSE) if allowed is None else allowed)
        row = _disclosure(disclosure_id, deed)
        require(giving.may_acknowledge(
            name=name, post=post, key=key, received=row.received_at is not None,
            recalled=row.recalled_at is not None,
        ))
        row.received_by, row.received_post = name.strip()[:120], post.strip()[:160]
        row.received_by_key, row.received_at = key[:120], now
        row.save()
        if row.request.state == State.DISCLOSED:
            requests.gone_on(request_id=row.request_id, to=State.ACKNOWLEDGED, by=by, now=now)
        deed.note(by_key=bool(key), sha256=row.sha256)
    return deed.result


def correct(*, disclosure_id: int, words: str, by: Actor, now: datetime) -> str:
    """Something given out was wrong: everybody who was sent it is to be told.

    That is whoever was sent any of the same items under the same request or about the same
    person. `words` say which item and what to do, and hold no personal data.
    """
    with act("sharing:disclosure:correct", by=by, now=now) as deed:
        require(may(by, DISCLOSE))
        row = _disclosure(disclosure_id, deed)
        require(giving.may_notify(words=words, recalled=row.recalled_at is not None))
        reached = disclosures.reached(disclosure_id)
        for each in reached:
            _notify(each, Notice.CORRECTION, words, by=by, now=now)
        deed.note(words=words.strip(), reached=len(reached))
    return deed.result


def recall(*, disclosure_id: int, because: str, by: Actor, now: datetime) -> str:
    """Take back what was given out: the recipient is to be told, and to say what was done."""
    with act("sharing:disclosure:recall", by=by, now=now) as deed:
        require(may(by, DISCLOSE))
        row = _disclosure(disclosure_id, deed)
        require(giving.may_notify(words=because, recalled=row.recalled_at is not None))
        row.recalled_at, row.recalled_by_name = now, by.name
        row.recalled_because = because.strip()
        row.save()
        _notify(row.pk, Notice.RECALL, because, by=by, now=now)
        if not Disclosure.objects.filter(request=row.request_id, recalled_at=None).exists():
            requests.gone_on(request_id=row.request_id, to=State.RECALLED, by=by, now=now)
        deed.note(reason=row.recalled_because)
    return deed.result


def recall_all(*, partner_id: int, because: str, by: Actor, now: datetime) -> str:
    """Take back everything that a partner was sent and still holds."""
    with act("sharing:partner:recall", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, DISCLOSE))
        found = [each.id for each in disclosures.of_partner(partner_id) if not each.recalled_at]
        if not found:
            raise Refused("Nothing that it was sent is left to recall.", "nothing")
        for each in found:
            recall(disclosure_id=each, because=because, by=by, now=now)
        deed.result = deed.about
        deed.note(reason=because.strip(), recalled=len(found))
    return deed.result


def told(*, notice_id: int, whom: str, by: Actor, now: datetime) -> str:
    """Note that a correction or a recall reached the recipient: whom, and how."""
    with act("sharing:notice:tell", by=by, now=now) as deed:
        require(may(by, DISCLOSE))
        row = _notice(notice_id, deed)
        require(giving.may_record_told(whom=whom, told=row.told_at is not None))
        row.told_at, row.told_whom, row.told_by_name = now, whom.strip()[:200], by.name
        row.save()
        deed.note(kind=row.kind)
    return deed.result


def done(
    *, notice_id: int, words: str, by: Actor, now: datetime, allowed: Answer | None = None
) -> str:
    """Note what the recipient did: put right, given back, destroyed."""
    with act("sharing:notice:answer", by=by, now=now) as deed:
        require(may(by, DISCLOSE) if allowed is None else allowed)
        row = _notice(notice_id, deed)
        if not words.strip():
            raise Refused("Say what they did with it.", "words")
        row.done_at, row.done_words = now, words.strip()
        row.save()
        deed.note(kind=row.kind)
    return deed.result


def _give(
    row: SharingRequest, given: Giving, decision: Decision, *, by: Actor, now: datetime
) -> Disclosure:
    """Write one disclosure, its line of the log, and the request's new state."""
    recipient = given.recipient.strip() or queries.recipient(row)
    require(giving.may_give(recipient=recipient, means=given.means, extract=given.extract))
    terms, items = decision.terms, list(row.items)
    may_go = rules.columns_of(terms, items, purpose=decision.request.purpose)
    cut = given.extract
    if cut is not None and set(cut.columns) - set(may_go):
        raise Refused("The file has a column that may not go. Cut it again.", "columns")
    corrected = _corrected(given.corrects, row)
    seq = processing.record(disclosures.log_line(
        row, decision, recipient=recipient, columns=cut.columns if cut else may_go,
        rows=cut.rows if cut else None, sha256=cut.sha256 if cut else "", checked=given.checked,
    ), by=by, now=now)
    made = Disclosure.objects.create(
        request=row, partner_id=row.partner_id, recipient=recipient[:200], means=given.means,
        items=items, columns=list(cut.columns if cut else may_go),
        left_out=list(cut.left_out if cut else ()), rows=cut.rows if cut else None,
        sha256=cut.sha256 if cut else "", policy_sha256=decision.policy_sha256,
        version=decision.version, decision=deciding.to_plain(decision),
        quality=disclosures.quality_of(given.checked),
        missing=disclosures.missing_from(row, decision, checked=given.checked,
                                         partners_asked=given.partners_asked,
                                         why_withheld=given.why_withheld, absent=given.absent),
        by_id=by.id, by_name=by.name, at=now, entry=seq, corrects=corrected,
    )
    if row.state not in (State.DISCLOSED, State.ACKNOWLEDGED):
        requests.gone_on(request_id=row.pk, to=State.DISCLOSED, by=by, now=now)
    return made


def _corrected(disclosure_id: int | None, row: SharingRequest) -> Disclosure | None:
    if disclosure_id is None:
        return None
    found = Disclosure.objects.filter(pk=disclosure_id, request=row).first()
    if found is None:
        raise Missing("What this would correct was not given under this request.")
    return found


def _log_refusal(request_id: int, *, by: Actor, now: datetime) -> None:
    """That the policy gave nothing is on the log too; a slip in the form is not."""
    row = SharingRequest.objects.select_related("use", "partner").filter(pk=request_id).first()
    if row is None:
        return
    decision = queries.decision_of(row, now=now, items=row.items)
    if isinstance(rules.may_share(decision), No):
        with transaction.atomic():
            processing.record(queries.refusal_of(row, decision), by=by, now=now)


def _notify(
    disclosure_id: int, kind: Notice, words: str, *, by: Actor, now: datetime
) -> None:
    DisclosureNotice.objects.create(
        disclosure_id=disclosure_id, kind=kind, words=words.strip(), by_name=by.name, at=now
    )


def _request(request_id: int, deed: Deed) -> SharingRequest:
    deed.about = rules.ref_of(request_id)
    row = (SharingRequest.objects.select_related("use", "partner")
           .select_for_update(of=("self",)).filter(pk=request_id).first())
    if row is None:
        raise Missing("There is no such request.")
    return row


def _disclosure(disclosure_id: int, deed: Deed) -> Disclosure:
    row = (Disclosure.objects.select_related("request")
           .select_for_update(of=("self",)).filter(pk=disclosure_id).first())
    if row is None:
        raise Missing("Nothing was given out under that number.")
    deed.about, deed.result = rules.ref_of(row.request_id), f"disclosure-{row.pk}"
    return row


def _notice(notice_id: int, deed: Deed) -> DisclosureNotice:
    row = (DisclosureNotice.objects.select_related("disclosure")
           .select_for_update(of=("self",)).filter(pk=notice_id).first())
    if row is None:
        raise Missing("There is no such notice.")
    deed.about, deed.result = rules.ref_of(row.disclosure.request_id), f"notice-{row.pk}"
    return row
