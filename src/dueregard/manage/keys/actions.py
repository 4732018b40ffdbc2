"""What can be done about keys, and with one: make it, revoke it, turn it away, report a problem."""

from dataclasses import replace
from datetime import date, datetime

from dueregard.answers import Missing, No, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.models import Agreement
from dueregard.manage.keys import queries, rules
from dueregard.manage.keys.models import PartnerKey, ProblemReport
from dueregard.manage.keys.queries import Entered
from dueregard.manage.keys.rules import Parts, ProblemKind
from dueregard.manage.sharing.rules import ref_of as request_ref
from dueregard.people.rules import may
from dueregard.sharing.deciding import day_of


def make(
    *, ref: str, partner_id: int, label: str, expires_on: date | None, key: Parts, by: Actor,
    now: datetime,
) -> str:
    """Somebody makes a key for a partner's system. Only the digest of its secret is kept."""
    with act("keys:key:make", by=by, now=now, about=ref) as deed:
        require(may(by, "keys.make"))
        agreement = _agreement(ref)
        terms = agreements.terms_in_force(ref, at=now)
        parties = queries.who_may_have_one(ref, now=now)
        require(rules.may_make(
            label=label, expires_on=expires_on, today=day_of(now) or now.date(),
            party=partner_id in parties, in_force=terms is not None,
            agreement_expires=terms.expires if terms else None,
        ))
        assert expires_on is not None  # the rule above refuses without one
        row = PartnerKey.objects.create(
            agreement=agreement, partner_id=partner_id, handle=key.handle,
            digest=rules.digest(key.secret), label=label.strip(), expires_on=expires_on,
            made_by_id=by.id, made_by_name=by.name, made_at=now,
        )
        deed.result = f"key-{row.pk}"
        deed.note(partner=parties[partner_id], label=row.label, handle=row.handle,
                  until=str(expires_on))
    return deed.result


def revoke(*, key_id: int, because: str, by: Actor, now: datetime) -> str:
    """Somebody revokes a key: from now on it opens nothing."""
    with act("keys:key:revoke", by=by, now=now) as deed:
        row = PartnerKey.objects.select_for_update().filter(pk=key_id).first()
        if row is None:
            raise Missing("There is no such key.")
        ref, line = queries.key(key_id, now=now)
        deed.about = ref
        require(may(by, "keys.revoke"))
        require(rules.may_revoke(revoked=line.revoked_at is not None, because=because))
        row.revoked_at, row.revoked_by_name = now, by.name
        row.revoked_because = because.strip()
        row.save()
        deed.result = f"key-{key_id}"
        deed.note(partner=line.partner_name, label=row.label, handle=row.handle,
                  because=row.revoked_because)
    return deed.result


def turn_away(entered: Entered, answer: No, *, what: str, now: datetime) -> None:
    """A call with a key of ours is refused: always, and always with one line.

    `what` names the call ("decide"), and never what was in it: that may tell of a person.
    """
    with act("keys:call:make", by=entered.actor, now=now, about=entered.ref):
        require(No(f"{what}: {answer.reason}"[:500], answer.code))


def report(
    *, entered: Entered, request_id: int, disclosure_id: int | None, kind: ProblemKind, words: str,
    form: str | None, now: datetime,
) -> str:
    """A partner's system says that something is wrong; gives `report-N`. Somebody here answers."""
    by = replace(entered.actor, form=form)
    with act("keys:problem:report", by=by, now=now, about=request_ref(request_id)) as deed:
        require(entered.answer)
        queries.own_request(entered, request_id)
        if disclosure_id is not None:
            queries.own_disclosure(entered, request_id, disclosure_id)
        require(rules.may_report(words=words))
        row = ProblemReport.objects.create(
            key_id=entered.key_id, request_id=request_id, disclosure_id=disclosure_id,
            kind=kind, words=words.strip(), at=now,
        )
        deed.result = f"report-{row.pk}"
        # What was reported may tell of a person: it stays in the table, where it can be erased.
        deed.note(partner=entered.partner_name, kind=kind.value)
    return deed.result


def settle(*, report_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody says what came of what a partner's system reported. The partner reads it."""
    with act("keys:problem:settle", by=by, now=now) as deed:
        row = ProblemReport.objects.select_for_update().filter(pk=report_id).first()
        if row is None:
            raise Missing("There is no such report.")
        deed.about = request_ref(row.request_id)
        require(may(by, "keys.settle"))
        require(rules.may_settle(settled=row.settled_at is not None, words=words))
        row.settled_at, row.settled_by_name, row.settled_words = now, by.name, words.strip()
        row.save()
        deed.result = f"report-{report_id}"
        deed.note(kind=row.kind, partner=queries.report(report_id).partner_name)
    return deed.result


def _agreement(ref: str) -> Agreement:
    digits = ref.removeprefix("use-")
    row = Agreement.objects.filter(
        use__number=int(digits) if digits.isdecimal() else -1
    ).first()
    if row is None:
        raise Missing(f"{ref} has no agreement.")
    return row
