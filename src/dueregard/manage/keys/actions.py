"""What can be done about keys: make one, revoke it, turn away whoever comes with one."""

from datetime import date, datetime

from dueregard.answers import Missing, No, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.models import Agreement
from dueregard.manage.keys import queries, rules
from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.keys.queries import Entered
from dueregard.manage.keys.rules import Parts
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


def _agreement(ref: str) -> Agreement:
    digits = ref.removeprefix("use-")
    row = Agreement.objects.filter(
        use__number=int(digits) if digits.isdecimal() else -1
    ).first()
    if row is None:
        raise Missing(f"{ref} has no agreement.")
    return row
