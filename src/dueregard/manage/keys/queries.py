"""What may be asked of keys: which there are, what one opens now, what is its partner's own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.answers import Answer, Missing, No
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.queries import Held
from dueregard.manage.agreements.rules import partner_of
from dueregard.manage.keys import kept, rules
from dueregard.manage.keys.models import PartnerKey, ProblemReport
from dueregard.manage.keys.rules import PROBLEM_NAMES, ProblemKind
from dueregard.manage.partners import queries as partners
from dueregard.manage.sharing import queries as sharing
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.disclosures.queries import DisclosureLine
from dueregard.manage.sharing.queries import RequestLine
from dueregard.manage.sharing.rules import State
from dueregard.manage.sharing.rules import ref_of as request_ref
from dueregard.sharing.asked import Facts
from dueregard.sharing.deciding import day_of
from dueregard.sharing.terms import Terms

PAGE = 100
# What is read of a key and what hangs on it at every call: a use alone has three dozen columns.
_OPENING = (
    "handle", "digest", "label", "expires_on", "revoked_at", "last_used_at", "partner__name",
    "partner__ended_on", "agreement__ended_on", "agreement__use__number", "agreement__use__name",
    "agreement__use__status",
)


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

    `held` is what holds of its agreement now, under `stamp` (see `kept`).
    """

    key_id: int
    handle: str
    label: str
    expires_on: date
    ref: str
    agreement_name: str
    partner_id: int
    partner_name: str
    last_used_at: datetime | None
    answer: Answer
    held: Held
    stamp: tuple[str, datetime]

    @property
    def terms(self) -> Terms | None:
        """The terms in force, None where there are none."""
        return self.held.terms

    @property
    def actor(self) -> Actor:
        """Who asks, as the ledger writes it: a partner's system, and no person."""
        if isinstance(self.answer, No) and self.answer.code == "key-wrong":
            return Actor(id=None, name=f"somebody who has a part of the key “{self.label}”")
        return Actor(
            id=None, name=f"{self.partner_name}, by the key “{self.label}”",
            roles=frozenset({"partner"}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """Something that a partner's system said is wrong, and what came of it."""

    id: int
    request_id: int
    request_ref: str
    disclosure_id: int | None
    partner_name: str
    key_label: str
    kind: ProblemKind
    words: str
    at: datetime
    settled_at: datetime | None
    settled_by_name: str
    settled_words: str

    @property
    def kind_name(self) -> str:
        """What kind of problem it is, in words."""
        return PROBLEM_NAMES[self.kind]


def keys_of(ref: str, *, now: datetime) -> tuple[KeyLine, ...]:
    """The keys of an agreement: those that are good first, then the newest."""
    rows = PartnerKey.objects.select_related("partner").filter(
        agreement__use__number=_number(ref)
    ).order_by("-pk")
    return tuple(sorted((_line(each, now=now) for each in rows), key=lambda each: not each.stands))


def key(key_id: int, *, now: datetime) -> tuple[str, KeyLine]:
    """One key with the agreement it belongs to; Missing when there is none."""
    row = _rows().filter(pk=key_id).first()
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
    read = _read(now, handle=split.handle) if split else None
    if read is None or split is None:
        return None
    return _entered(read, right=rules.matches(split.secret, read.row.digest), now=now)


def entered_before(key_id: int, *, now: datetime) -> Entered | None:
    """The same for a key that was shown to be right a while ago; None where there is none."""
    read = _read(now, pk=key_id)
    return _entered(read, right=True, now=now) if read else None


def facts(entered: Entered, *, now: datetime) -> Facts:
    """What the record knows of a key's agreement and partner now, for a decision."""
    return kept.once(
        ("facts", entered.ref, entered.partner_id),
        lambda: agreements.facts_for(
            entered.ref, partner_id=entered.partner_id, now=now, held=entered.held),
        at=entered.stamp,
    )


def own_requests(
    entered: Entered, *, before: int | None = None
) -> tuple[RequestLine, ...]:
    """The requests of a key's partner under its agreement, the newest first; `PAGE` at a time."""
    found = _own(entered)
    if before is not None:
        found = found.filter(pk__lt=before)
    return tuple(sharing.line_of(each) for each in found.order_by("-pk")[:PAGE])


def own_request(entered: Entered, request_id: int) -> int:
    """The number of one of them; Missing, in the same words, where it is nobody's or another's."""
    if not _own(entered).filter(pk=request_id).exists():
        raise Missing("There is no such request of yours under this agreement.")
    return request_id


def own_disclosure(entered: Entered, request_id: int, disclosure_id: int) -> DisclosureLine:
    """Something that was sent under one of them."""
    own_request(entered, request_id)
    found = (each for each in disclosures.of_request(request_id) if each.id == disclosure_id)
    line = next(found, None)
    if line is None:
        raise Missing("Nothing was sent to you under that number.")
    return line


def own_notice(entered: Entered, request_id: int, notice_id: int) -> int:
    """A correction or a recall of something that was sent under one of them."""
    own_request(entered, request_id)
    for sent in disclosures.of_request(request_id):
        if any(each.id == notice_id for each in sent.notices):
            return notice_id
    raise Missing("There is no such correction or recall of yours.")


def reports_of(request_id: int) -> tuple[ReportLine, ...]:
    """What was reported of one request, in the order of coming."""
    rows = ProblemReport.objects.filter(request_id=request_id).order_by("pk")
    return tuple(_report(each) for each in rows.select_related("key__partner"))


def reports(*, newest: int = 100) -> tuple[ReportLine, ...]:
    """What partners' systems reported: what waits for an answer first, the oldest of it on top."""
    rows = ProblemReport.objects.select_related("key__partner")
    waiting = rows.filter(settled_at=None).order_by("pk")
    settled = rows.exclude(settled_at=None).order_by("-pk")[:newest]
    return tuple(_report(each) for each in (*waiting, *settled))


def report(report_id: int) -> ReportLine:
    """One of them; Missing when there is none."""
    row = ProblemReport.objects.select_related("key__partner").filter(pk=report_id).first()
    if row is None:
        raise Missing("There is no such report.")
    return _report(row)


def reports_waiting() -> int:
    """How many reports nobody has answered."""
    return ProblemReport.objects.filter(settled_at=None).count()


def _rows() -> Any:
    return PartnerKey.objects.select_related("partner", "agreement__use")


@dataclass(frozen=True, slots=True)
class _Read:
    """What the record says of a key, as it stood under a stamp."""

    row: PartnerKey
    held: Held
    suspended: bool
    stamp: tuple[str, datetime]


def _read(now: datetime, **which: Any) -> _Read | None:
    at = kept.stamp(now)

    def read() -> _Read | None:
        row = _rows().only(*_OPENING).filter(**which).first()
        if row is None:
            return None
        use = row.agreement.use
        terms = agreements.terms_in_force(ref_of(use.number), at=now)
        held = agreements.holding(
            terms, ended_on=row.agreement.ended_on, status=Status(use.status))
        return _Read(row, held, partners.is_suspended(row.partner_id), at)

    return kept.once(tuple(which.items()), read, at=at)


def _entered(read: _Read, *, right: bool, now: datetime) -> Entered:
    row, held = read.row, read.held
    use = row.agreement.use
    return Entered(
        key_id=row.pk, handle=row.handle, label=row.label, expires_on=row.expires_on,
        ref=ref_of(use.number), agreement_name=use.name, partner_id=row.partner_id,
        partner_name=row.partner.name,
        last_used_at=row.last_used_at, held=held, stamp=read.stamp,
        answer=rules.may_enter(
            right=right, revoked_at=row.revoked_at,
            expires_on=row.expires_on, today=day_of(now), withdrawn=not held.stands,
            suspended=read.suspended,
            partner_ended=row.partner.ended_on is not None,
            agreement_expires=held.terms.expires if held.terms else None,
        ),
    )


def _own(entered: Entered) -> Any:
    return sharing.rows().filter(
        partner_id=entered.partner_id, use__number=_number(entered.ref)
    ).exclude(state=State.DRAFT)


def _report(row: ProblemReport) -> ReportLine:
    plain = ("request_id", "disclosure_id", "words", "at", "settled_at", "settled_by_name",
             "settled_words")
    return ReportLine(
        **{name: getattr(row, name) for name in plain}, id=row.pk, kind=ProblemKind(row.kind),
        request_ref=request_ref(row.request_id), partner_name=row.key.partner.name,
        key_label=row.key.label,
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
