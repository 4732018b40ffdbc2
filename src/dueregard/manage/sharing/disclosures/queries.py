"""What may be asked of disclosures: one, those of a request or a partner, whom to tell.

Here too are the lines and statements that go with each, made from the record and the map.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dueregard.answers import Missing
from dueregard.ledger.processing.rules import Operation, Outcome, Processing
from dueregard.manage.agreements.rules import OURSELVES
from dueregard.manage.sharing import queries, rules
from dueregard.manage.sharing.disclosures import rules as giving
from dueregard.manage.sharing.disclosures.rules import MEANS_NAMES, Means, Notice, System
from dueregard.manage.sharing.models import (
    Disclosure,
    DisclosureNotice,
    SharingRequest,
    ToldAtOnce,
)
from dueregard.manage.sharing.systems import queries as systems
from dueregard.sharing import catalogue
from dueregard.sharing.deciding import Decision

_LONGEST, _MOST_COLUMNS = 500, 200
NOT_SAID = "not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A correction or a recall, and whether it reached the recipient."""

    id: int
    kind: Notice
    words: str
    by_name: str
    at: datetime
    told_at: datetime | None
    told_whom: str
    done_at: datetime | None
    done_words: str
    disclosure_id: int
    request_id: int
    recipient: str

    @property
    def kind_name(self) -> str:
        """Which of the two, in words."""
        return giving.NOTICE_NAMES[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureLine:
    """One disclosure. `quality` and `missing` are the statements that went with it."""

    id: int
    request_id: int
    ref: str
    partner_id: int | None
    recipient: str
    means: Means
    items: tuple[str, ...]
    columns: tuple[str, ...]
    left_out: tuple[str, ...]
    rows: int | None
    sha256: str
    policy_sha256: str
    version: int | None
    outcome: str
    passed_over: tuple[str, ...]
    quality: tuple[dict[str, str], ...]
    missing: dict[str, list[str]]
    by_id: int | None
    by_name: str
    at: datetime
    entry: int
    corrects: int | None
    collected_at: datetime | None
    received_by: str
    received_post: str
    received_by_key: str
    received_at: datetime | None
    recalled_at: datetime | None
    recalled_because: str
    notices: tuple[NoticeLine, ...]

    @property
    def means_name(self) -> str:
        """How it was given, in words."""
        return MEANS_NAMES[self.means]

    @property
    def item_names(self) -> tuple[str, ...]:
        """What was given, in words."""
        known = catalogue.load().items
        return tuple(known[each].item.name if each in known else each for each in self.items)

    @property
    def how_much(self) -> str:
        """How many columns and rows."""
        return giving.sentence(self.columns, self.rows)


def disclosure(disclosure_id: int) -> DisclosureLine:
    """One disclosure; Missing when there is none."""
    row = Disclosure.objects.filter(pk=disclosure_id).first()
    if row is None:
        raise Missing("Nothing was given out under that number.")
    return _line(row)


def of_request(request_id: int) -> tuple[DisclosureLine, ...]:
    """What was given out under a request, in the order of giving."""
    return tuple(_line(each) for each in Disclosure.objects.filter(request_id=request_id)
                 .order_by("at", "pk").prefetch_related("notices"))


def of_partner(partner_id: int) -> tuple[DisclosureLine, ...]:
    """Everything that a partner was sent, the newest first: what to recall if it is suspended."""
    return tuple(_line(each) for each in Disclosure.objects.filter(partner_id=partner_id)
                 .order_by("-at", "-pk").prefetch_related("notices"))


def reached(disclosure_id: int) -> tuple[int, ...]:
    """Every disclosure that a correction of this one concerns, itself among them.

    Those under the same request or about the same person that hold any of the same items and
    were not recalled.
    """
    row = Disclosure.objects.select_related("request").filter(pk=disclosure_id).first()
    if row is None:
        raise Missing("Nothing was given out under that number.")
    near = Q(request_id=row.request_id)
    if row.request.subject:
        near |= Q(request__subject=row.request.subject)
    found = Disclosure.objects.filter(near, recalled_at=None).order_by("pk")
    return tuple(
        each.pk for each in found
        if each.pk == row.pk or set(each.items) & set(row.items)
    )


def notices_to_tell() -> tuple[NoticeLine, ...]:
    """Corrections and recalls of which nobody has yet recorded that they arrived."""
    rows = DisclosureNotice.objects.filter(told_at=None).select_related("disclosure")
    return tuple(_notice(each) for each in rows.order_by("at", "pk"))


def to_tell() -> tuple[tuple[int, int, str, str], ...]:
    """Who has not been written to of a risk to life: notice, request, e-mail, as what."""
    found = ToldAtOnce.objects.filter(sent_at=None, person__is_active=True).order_by("pk")
    return tuple(found.values_list("pk", "request_id", "person__email", "as_what"))


def given_between(since: datetime, before: datetime) -> tuple[int, ...]:
    """The numbers of everything given out in a time, in order: what a drill draws from."""
    found = Disclosure.objects.filter(at__gte=since, at__lt=before).order_by("pk")
    return tuple(found.values_list("pk", flat=True))


def log_line(
    row: SharingRequest, decision: Decision, *, recipient: str, columns: Sequence[str],
    rows: int | None, sha256: str, checked: Sequence[str],
) -> Processing:
    """The line of a disclosure for the log of processing. No data: names, counts, digests."""
    asked = row.asked.get("items") or []
    partly = len(row.items) < len(asked)
    return Processing(
        op=Operation.DISCLOSURE, system=(", ".join(checked) or NOT_SAID)[:_LONGEST],
        data_class=(rules.items_of(decision.terms, row.items) or NOT_SAID)[:_LONGEST],
        columns=tuple(columns)[:_MOST_COLUMNS], rows=rows, subject=row.subject,
        recipient=recipient[:_LONGEST], reason=queries.reason_of(row),
        case_ref=queries.case_of(row), agreement=queries.ref_of_use(row),
        agreement_version=decision.version, policy_sha256=decision.policy_sha256,
        outcome=Outcome.PARTLY if partly else Outcome.DONE,
        failed=decision.failed or ((queries.BY_A_PERSON,) if partly else ()),
        query_sha256=sha256,
    )


def quality_of(checked: Iterable[str]) -> list[dict[str, str]]:
    """The statement of quality from the map, as it is kept."""
    return [asdict(each) for each in giving.quality(_map(), checked=checked)]


def missing_from(
    row: SharingRequest, decision: Decision, *, checked: Iterable[str],
    partners_asked: Iterable[str], why_withheld: str, absent: Sequence[str],
) -> dict[str, list[str]]:
    """What the recipient might be missing, as it is kept."""
    terms = decision.terms
    made = giving.missing(
        systems=_map(), checked=checked, items=row.items, asked=row.asked.get("items") or (),
        names={each.key: each.name or each.key for each in terms.schedule},
        others=[each.name or each.ref for each in terms.parties
                if each.ref not in (OURSELVES, decision.request.partner)],
        partners_asked=partners_asked, why_withheld=why_withheld, columns_absent=absent,
    )
    return {name: list(each) for name, each in asdict(made).items()}


def _map() -> tuple[System, ...]:
    return tuple(
        System(name=each.name, items=each.items, current=each.current, gaps=each.gaps)
        for each in systems.systems()
    )


def _line(row: Disclosure) -> DisclosureLine:
    kept: dict[str, Any] = row.decision
    return DisclosureLine(
        id=row.pk, request_id=row.request_id, ref=rules.ref_of(row.request_id),
        partner_id=row.partner_id, recipient=row.recipient, means=Means(row.means),
        items=tuple(row.items), columns=tuple(row.columns), left_out=tuple(row.left_out),
        rows=row.rows, sha256=row.sha256, policy_sha256=row.policy_sha256, version=row.version,
        outcome=kept.get("outcome", ""),
        passed_over=tuple(each["sentence"] for each in kept.get("failed", ())),
        quality=tuple(row.quality), missing=row.missing, by_id=row.by_id, by_name=row.by_name,
        at=row.at, entry=row.entry, corrects=row.corrects_id, collected_at=row.collected_at,
        received_by=row.received_by, received_post=row.received_post,
        received_by_key=row.received_by_key, received_at=row.received_at,
        recalled_at=row.recalled_at, recalled_because=row.recalled_because,
        notices=tuple(_notice(each) for each in row.notices.order_by("at", "pk")),
    )


def _notice(row: DisclosureNotice) -> NoticeLine:
    return NoticeLine(
        id=row.pk, kind=Notice(row.kind), words=row.words, by_name=row.by_name, at=row.at,
        told_at=row.told_at, told_whom=row.told_whom, done_at=row.done_at,
        done_words=row.done_words, disclosure_id=row.disclosure_id,
        request_id=row.disclosure.request_id, recipient=row.disclosure.recipient,
    )
