"""What may be asked of agreements: which there are, which terms hold, what they lack, what is due.

`terms_in_force` and `facts_for` are what a decision on a request stands on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q

from dueregard.answers import Answer, Missing
from dueregard.documents.document import Document
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.agreements import direct_access, paper, rules
from dueregard.manage.agreements.models import (
    Agreement,
    AgreementNotice,
    AgreementVersion,
    DirectAccessCheck,
)
from dueregard.manage.agreements.rules import STATE_NAMES, Clock, Nudge, Phase, State
from dueregard.manage.partners import queries as partners
from dueregard.manage.partners.queries import Receiving
from dueregard.people import queries as people
from dueregard.people.rules import Concern, Role
from dueregard.sharing import reading
from dueregard.sharing.asked import Facts
from dueregard.sharing.completeness import Completeness, Gap, completeness
from dueregard.sharing.terms import Party, Regime, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of an agreement, without its terms."""

    number: int
    state: State
    policy_sha256: str
    because: str
    by_name: str
    written_at: datetime
    since: datetime | None
    until: datetime | None

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """What was found about direct access for one partner, and what stands in the way."""

    partner_id: int
    partner_name: str
    answers: Mapping[str, Mapping[str, str]]
    in_the_way: tuple[direct_access.Question, ...]
    by_name: str
    at: datetime

    @property
    def passed(self) -> bool:
        """True when nothing stands in the way."""
        return not self.in_the_way


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """An agreement in a list. `clock` is of what is in force, or else of the draft."""

    ref: str
    name: str
    use_status: Status
    concern: Concern
    in_force: bool
    ended_on: date | None
    brought_from: str
    clock: Clock
    parties: tuple[str, ...]

    @property
    def state(self) -> str:
        """How it stands, as a word for a tag."""
        if self.ended_on is not None:
            return "ended"
        if not self.in_force:
            return State.DRAFT.value
        late = {Phase.OVERDUE: "overdue", Phase.SOON: "due-soon"}
        return late.get(self.clock.phase, "in-force" if self._goes else "lapsed")

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        if self.ended_on is not None:
            return "Ended"
        if not self.in_force:
            return "Draft: not in force"
        return "In force" if self.clock.phase is Phase.FRESH else self.clock.name

    @property
    def _goes(self) -> bool:
        return self.clock.phase in (Phase.FRESH, Phase.SOON, Phase.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSheet(AgreementLine):
    """An agreement whole: what is in force, the draft beside it, and what that lacks.

    `terms` is what a page shows: the draft where there is one. `settle` is whether the draft may
    come into force now.
    """

    use: UseSheet
    preset: str
    unread: tuple[str, ...]
    deputy_id: int | None
    terms: Terms
    held: Terms | None
    draft: Terms | None
    versions: tuple[VersionLine, ...]
    complete: Completeness
    gaps: tuple[Gap, ...]
    standings: tuple[tuple[Party, Receiving | None], ...]
    checks: tuple[CheckLine, ...]
    ended_because: str
    settle: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """A notice that is due: which agreement, which notice, and to whom it goes."""

    ref: str
    name: str
    kind: Nudge
    clock: Clock
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What holds of an agreement now: its terms in force, and whether the agreement stands.

    It does not where it was ended, where no terms are in force, or where its use is not in use.
    """

    terms: Terms | None
    stands: bool


def agreements(*, now: datetime) -> tuple[AgreementLine, ...]:
    """Every agreement: late ones first, then by when they are looked at again."""
    rows = _rows()
    versions = _newest_versions()
    lines = [_line(each, versions.get(each.pk, {}), today=now.date()) for each in rows]
    return tuple(sorted(lines, key=lambda each: (
        each.ended_on is not None, each.clock.review_due or date.min, each.ref
    )))


def agreement(ref: str, *, now: datetime) -> AgreementSheet:
    """One agreement whole; Missing when the use has none."""
    row = _row(ref)
    versions = _newest_versions(row).get(row.pk, {})
    draft, held = versions.get(State.DRAFT), versions.get(State.IN_FORCE)
    last = draft or held or _last(row)
    use, terms = register.sheet(ref), terms_of(last)
    line = _line(row, versions, today=now.date())
    checks = _checks(row)
    gaps_ = _gaps(terms, checks, now=now)
    return AgreementSheet(
        **{name: getattr(line, name) for name in AgreementLine.__dataclass_fields__},
        use=use, preset=row.preset, unread=tuple(row.unread), deputy_id=row.deputy_id,
        terms=terms, held=terms_of(held) if held else None,
        draft=terms_of(draft) if draft else None, versions=_version_lines(row),
        complete=completeness(terms, now=now), gaps=gaps_, standings=_standings(terms, now=now),
        checks=checks, ended_because=row.ended_because,
        settle=rules.may_come_into_force(
            terms=terms_of(draft) if draft else None, gaps=gaps_, status=use.status,
            ended=row.ended_on is not None,
        ),
    )


def has_agreement(ref: str) -> bool:
    """Whether a use has an agreement."""
    return Agreement.objects.filter(use__number=_number(ref)).exists()


def terms_in_force(ref: str, *, at: datetime) -> Terms | None:
    """The terms that held at a moment: None before any came into force, and after the end.

    Whether they may be shared under then is for `dueregard.sharing.deciding`, which looks at
    the dates in them too.
    """
    found = AgreementVersion.objects.filter(
        Q(until=None) | Q(until__gt=at), agreement__use__number=_number(ref), since__lte=at,
    ).order_by("-since", "-number").values_list("pk", "policy_sha256").first()
    return _held(*found) if found else None


@lru_cache(maxsize=256)
def _held(version_id: int, policy_sha256: str) -> Terms:
    """The terms of a version that came into force: they never change, so they are read once.

    Their digest is asked for too, so that no other terms are ever taken for them.
    """
    return terms_of(AgreementVersion.objects.get(pk=version_id, policy_sha256=policy_sha256))


def terms_by_digest(policy_sha256: str) -> Terms | None:
    """The terms under which something was decided, by the digest that the decision carries."""
    row = AgreementVersion.objects.filter(policy_sha256=policy_sha256).first()
    return terms_of(row) if row else None


def held_now(ref: str, *, now: datetime) -> Held:
    """What holds of an agreement now; Missing where the use has none."""
    found = Agreement.objects.filter(use__number=_number(ref)).values_list(
        "ended_on", "use__status").first()
    if found is None:
        raise Missing(f"{ref} has no agreement.")
    return holding(terms_in_force(ref, at=now), ended_on=found[0], status=Status(found[1]))


def holding(terms: Terms | None, *, ended_on: date | None, status: Status) -> Held:
    """The same, for who has looked the three up."""
    return Held(terms=terms, stands=ended_on is None and terms is not None and status in IN_USE)


def facts_for(ref: str, *, partner_id: int, now: datetime, held: Held | None = None) -> Facts:
    """What the record knows of an agreement and a partner now, for a decision.

    The agreement is withdrawn where it does not stand. What depends on the request or on the
    force's settings is left unknown. `held` is what holds now, where the caller has looked.
    """
    standing = partners.may_receive(partner_id, now=now)
    return Facts(
        withdrawn=not (held or held_now(ref, now=now)).stands, vetted_until=standing.vetted_until,
        suspended=standing.suspended_at is not None, cleared_to=standing.cleared_to,
        trained_until=standing.trained_until,
    )


def gaps(ref: str, *, on: date) -> tuple[Gap, ...]:
    """What the newest terms leave open on a day; nothing for a use that has no agreement."""
    row = Agreement.objects.filter(use__number=_number(ref)).first()
    if row is None:
        return ()
    # A moment that is of this day in London too, at any time of the year.
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return _gaps(_newest_terms(row), _checks(row), now=noon)


def newest_terms(ref: str) -> Terms | None:
    """The terms of the draft, or else of what is in force; None where there is no agreement."""
    row = Agreement.objects.filter(use__number=_number(ref)).first()
    return _newest_terms(row) if row else None


def of_partner(partner_id: int, *, now: datetime) -> tuple[AgreementLine, ...]:
    """The agreements to which a partner is a party, in what is in force or in the draft."""
    ref, versions = rules.ref_of_partner(partner_id), _newest_versions()
    return tuple(
        _line(each, versions.get(each.pk, {}), today=now.date()) for each in _rows()
        if any(
            party.get("ref") == ref
            for one in versions.get(each.pk, {}).values() for party in one.terms.get("parties", ())
        )
    )


def as_parties() -> tuple[Party, ...]:
    """Every partner that was not ended, as a party of an agreement."""
    return tuple(
        Party(ref=rules.ref_of_partner(key), name=name, kind=kind,
              regime=Regime(regime) if regime in set(Regime) else None)
        for key, name, kind, regime in partners.for_agreements()
    )


def without_agreement() -> tuple[tuple[str, str], ...]:
    """The uses that share data and have no agreement, with their names."""
    rows = register.matching("").filter(
        technology=rules.TECHNOLOGY, agreement=None
    ).order_by("number")
    return tuple((ref_of(number), name) for number, name in rows.values_list("number", "name"))


def told_to_the_public(ref: str) -> tuple[dict[str, Any], date | None, str] | None:
    """The public facts of what is in force or ended last, the day of the end, and why.

    None where the use has no agreement, or where none of it was ever in force.
    """
    row = Agreement.objects.filter(use__number=_number(ref)).first()
    if row is None:
        return None
    version = row.versions.filter(since__isnull=False).order_by("-number").first()
    if version is None:
        return None
    return version.public_facts, row.ended_on, row.ended_because


def overdue(today: date) -> tuple[tuple[str, Clock], ...]:
    """The agreements in force whose review is late, stopped ones too, with their clock."""
    return tuple(
        (ref, clock) for ref, clock in _clocks(today)
        if clock.phase in (Phase.OVERDUE, Phase.STOPPED, Phase.REMOVED)
    )


def ended() -> tuple[tuple[str, date, str], ...]:
    """The agreements that ended, with the day and why."""
    rows = Agreement.objects.exclude(ended_on=None).order_by("ended_on", "pk")
    found = rows.values_list("use__number", "ended_on", "ended_because")
    return tuple((ref_of(number), day, because) for number, day, because in found if day)


def long_overdue(today: date) -> tuple[tuple[str, date], ...]:
    """The agreements in force whose review is over 90 days late, with the day it was due."""
    return tuple(
        (ref, clock.review_due) for ref, clock in _clocks(today)
        if clock.phase is Phase.REMOVED and clock.review_due is not None
    )


def to_tell(*, now: datetime) -> tuple[ToTell, ...]:
    """Every notice that is due today and was not sent.

    It goes to the lead, the deputy, and those who answer for sharing and for data protection.
    """
    sent = set(AgreementNotice.objects.values_list("agreement_id", "review_due", "kind"))
    roster = {each.id: each.email for each in people.roster() if each.active}
    always = [
        each.email for role in (Role.SHARING_OFFICER, Role.DATA_PROTECTION_OFFICER)
        for each in people.holding(role)
    ]
    found = []
    for row, version in _in_force():
        due = terms_of(version).review_due
        kind = rules.nudge(due, today=now.date())
        if kind is None or (row.pk, due, kind) in sent:
            continue
        own = [roster[each] for each in (row.use.owner_id, row.deputy_id) if each in roster]
        found.append(ToTell(
            ref=ref_of(row.use.number), name=row.use.name, kind=kind,
            clock=rules.clock(due, today=now.date()),
            emails=tuple(dict.fromkeys((*own, *always))),
        ))
    return tuple(found)


def document(ref: str, *, now: datetime, number: int | None = None) -> Document:
    """An agreement as a paper to sign: the draft or what is in force, or one of its versions."""
    row = _row(ref)
    version = row.versions.filter(number=number).first() if number else None
    if number and version is None:
        raise Missing(f"There is no version {number} of this agreement.")
    sheet = agreement(ref, now=now)
    terms = terms_of(version) if version else sheet.terms
    state = State(version.state) if version else State.DRAFT if sheet.draft else State.IN_FORCE
    force = people.force()
    return paper.paper(
        terms, force=force.name if force else "", made_at=now.isoformat(),
        state=STATE_NAMES[state].lower() if sheet.ended_on is None else "ended",
        gaps=() if version else sheet.gaps,
    )


def terms_of(version: AgreementVersion) -> Terms:
    """The terms of a version, as they were kept."""
    return reading.terms(version.terms, name=f"Version {version.number} of the agreement")


def _row(ref: str) -> Agreement:
    row = Agreement.objects.select_related("use").filter(use__number=_number(ref)).first()
    if row is None:
        raise Missing(f"{ref} has no agreement.")
    return row


def _rows() -> Any:
    return Agreement.objects.select_related("use").order_by("use__number")


def _number(ref: str) -> int:
    digits = ref.removeprefix("use-")
    return int(digits) if digits.isdecimal() else -1


def _newest_versions(
    row: Agreement | None = None,
) -> dict[int, dict[State, AgreementVersion]]:
    rows = AgreementVersion.objects.filter(state__in=(State.DRAFT, State.IN_FORCE))
    if row is not None:
        rows = rows.filter(agreement=row)
    found: dict[int, dict[State, AgreementVersion]] = {}
    for each in rows:
        found.setdefault(each.agreement_id, {})[State(each.state)] = each
    return found


def _newest_terms(row: Agreement) -> Terms:
    versions = _newest_versions(row).get(row.pk, {})
    return terms_of(versions.get(State.DRAFT) or versions.get(State.IN_FORCE) or _last(row))


def _last(row: Agreement) -> AgreementVersion:
    """The newest version of an agreement that has neither a draft nor one in force any more."""
    return AgreementVersion.objects.filter(agreement=row).order_by("-number")[0]


def _line(
    row: Agreement, versions: Mapping[State, AgreementVersion], *, today: date
) -> AgreementLine:
    held, draft = versions.get(State.IN_FORCE), versions.get(State.DRAFT)
    terms = terms_of(held or draft or _last(row))
    return AgreementLine(
        ref=ref_of(row.use.number), name=row.use.name, use_status=Status(row.use.status),
        concern=Concern(owners=frozenset({row.use.owner_id} if row.use.owner_id else ())),
        in_force=held is not None, ended_on=row.ended_on, brought_from=row.brought_from,
        clock=rules.clock(terms.review_due, today=today),
        parties=tuple(
            each.name or each.ref for each in terms.parties if each.ref != rules.OURSELVES
        ),
    )


def _version_lines(row: Agreement) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            number=each.number, state=State(each.state), policy_sha256=each.policy_sha256,
            because=each.because, by_name=each.by_name, written_at=each.written_at,
            since=each.since, until=each.until,
        )
        for each in row.versions.order_by("-number")
    )


def _checks(row: Agreement) -> tuple[CheckLine, ...]:
    newest: dict[int, DirectAccessCheck] = {
        each.partner_id: each
        for each in row.checks.select_related("partner").order_by("at", "pk")
    }
    return tuple(
        CheckLine(
            partner_id=key, partner_name=each.partner.name, answers=each.answers,
            by_name=each.by_name, at=each.at, in_the_way=direct_access.in_the_way(
                {name: said.get("found", "") for name, said in each.answers.items()}
            ),
        )
        for key, each in newest.items()
    )


def _gaps(terms: Terms, checks: tuple[CheckLine, ...], *, now: datetime) -> tuple[Gap, ...]:
    return (*completeness(terms, now=now).gaps, *rules.more_gaps(
        terms, known_partners=partners.names(),
        looked_at={rules.ref_of_partner(each.partner_id): each.passed for each in checks},
    ))


def _standings(terms: Terms, *, now: datetime) -> tuple[tuple[Party, Receiving | None], ...]:
    ids = {each.ref: rules.partner_of(each.ref) for each in terms.parties}
    found = partners.standings([each for each in ids.values() if each is not None], now=now)
    return tuple(
        (each, found.get(ids[each.ref] or 0)) for each in terms.parties
        if each.ref != rules.OURSELVES
    )


def _in_force() -> list[tuple[Agreement, AgreementVersion]]:
    rows = AgreementVersion.objects.filter(
        state=State.IN_FORCE, agreement__ended_on=None
    ).select_related("agreement__use").order_by("pk")
    return [(each.agreement, each) for each in rows]


def _clocks(today: date) -> list[tuple[str, Clock]]:
    return [
        (ref_of(row.use.number), rules.clock(terms_of(version).review_due, today=today))
        for row, version in _in_force()
    ]

