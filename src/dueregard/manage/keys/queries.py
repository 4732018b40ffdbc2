"""What may be asked of keys: which there are, and what one opens at one moment."""

from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import Answer, Missing, No
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.rules import partner_of
from dueregard.manage.keys import rules
from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.partners import queries as partners
from dueregard.sharing.deciding import day_of
from dueregard.sharing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key in a list. Nobody can read the key itself here, or anywhere."""

    id: int
    partner_id: int
    partner_name: str
    label: str
    handle: str
    expires_on: date
    made_by_name: str
    made_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoked_by_name: str
    revoked_because: str
    expired: bool

    @property
    def stands(self) -> bool:
        """Whether it may still be revoked, and would open something if all else allows it."""
        return self.revoked_at is None and not self.expired


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Whose key this is, and what it opens now. `answer` is No where it opens nothing.

    `terms` are those in force, None where there are none.
    """

    key_id: int
    label: str
    expires_on: date
    ref: str
    agreement_name: str
    partner_id: int
    partner_name: str
    last_used_at: datetime | None
    answer: Answer
    terms: Terms | None

    @property
    def actor(self) -> Actor:
        """Who asks, as the ledger writes it: a partner's system, and no person."""
        if isinstance(self.answer, No) and self.answer.code == "key-wrong":
            return Actor(id=None, name=f"somebody who has a part of the key “{self.label}”")
        return Actor(
            id=None, name=f"{self.partner_name}, by the key “{self.label}”",
            roles=frozenset({"partner"}),
        )


def keys_of(ref: str, *, now: datetime) -> tuple[KeyLine, ...]:
    """The keys of an agreement: those that are good first, then the newest."""
    rows = PartnerKey.objects.select_related("partner").filter(
        agreement__use__number=_number(ref)
    ).order_by("-pk")
    return tuple(sorted((_line(each, now=now) for each in rows), key=lambda each: not each.stands))


def key(key_id: int, *, now: datetime) -> tuple[str, KeyLine]:
    """One key with the agreement it belongs to; Missing when there is none."""
    row = PartnerKey.objects.select_related("partner", "agreement__use").filter(pk=key_id).first()
    if row is None:
        raise Missing("There is no such key.")
    return ref_of(row.agreement.use.number), _line(row, now=now)


def who_may_have_one(ref: str, *, now: datetime) -> dict[int, str]:
    """The partners that are parties to what is in force, by id, with their names."""
    terms = agreements.terms_in_force(ref, at=now)
    found = ((partner_of(each.ref), each.name) for each in terms.parties) if terms else ()
    return {partner_id: name for partner_id, name in found if partner_id is not None}


def entered(said: str, *, now: datetime) -> Entered | None:
    """What a key opens now; None where it is no key of ours.

    Looked up anew for every call, so that a partner that is suspended, an agreement that ends and
    a key that is revoked are shut out by the next one.
    """
    split = rules.parts(said)
    row = PartnerKey.objects.select_related("partner", "agreement__use").filter(
        handle=split.handle
    ).first() if split else None
    if row is None or split is None:
        return None
    use = row.agreement.use
    terms = agreements.terms_in_force(ref_of(use.number), at=now)
    stands = row.agreement.ended_on is None and terms is not None and Status(use.status) in IN_USE
    return Entered(
        key_id=row.pk, label=row.label, expires_on=row.expires_on, ref=ref_of(use.number),
        agreement_name=use.name, partner_id=row.partner_id, partner_name=row.partner.name,
        last_used_at=row.last_used_at, terms=terms,
        answer=rules.may_enter(
            right=rules.matches(split.secret, row.digest), revoked_at=row.revoked_at,
            expires_on=row.expires_on, today=day_of(now), withdrawn=not stands,
            suspended=partners.is_suspended(row.partner_id),
            partner_ended=row.partner.ended_on is not None,
            agreement_expires=terms.expires if terms else None,
        ),
    )


def _line(row: PartnerKey, *, now: datetime) -> KeyLine:
    plain = (
        "partner_id", "label", "handle", "expires_on", "made_by_name", "made_at", "last_used_at",
        "revoked_at", "revoked_by_name", "revoked_because",
    )
    today = day_of(now)
    return KeyLine(
        **{name: getattr(row, name) for name in plain}, id=row.pk, partner_name=row.partner.name,
        expired=today is None or today > row.expires_on,
    )


def _number(ref: str) -> int:
    digits = ref.removeprefix("use-")
    return int(digits) if digits.isdecimal() else -1
