"""What an information sharing agreement says, as fields and not as a scan of a signed page.

Without this file nobody could ask an agreement anything: what may go, to whom, until when.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from dueregard.sharing.plain import to_plain

# Past its review date an agreement goes on for so long, and then stops (break-glass remains).
REVIEW_GRACE = timedelta(days=30)
# Of these people a second person always decides too.
CHILD, STAFF = "child", "staff"


class Marking(StrEnum):
    """The government security classifications, from least to most sensitive.

    OFFICIAL-SENSITIVE is strictly a handling caveat of OFFICIAL; agreements treat it as a step.
    """

    rank: int

    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official-sensitive"
    SECRET = "secret"
    TOP_SECRET = "top-secret"


for _rank, _marking in enumerate(Marking):
    _marking.rank = _rank


class Controllers(StrEnum):
    """Who answers for the data: each for its own, both for all, or one on behalf of the other."""

    SEPARATE = "separate"
    JOINT = "joint"
    PROCESSOR = "processor"


class Regime(StrEnum):
    """Which part of data protection law a party works under for this agreement."""

    PART_3 = "part-3"
    UK_GDPR = "uk-gdpr"


class Told(StrEnum):
    """Whether people are told that their data are shared."""

    GIVEN = "given"
    WITHHELD = "withheld"


class AtEnd(StrEnum):
    """What the recipient does with the data in the end."""

    RETURN = "return"
    DESTROY = "destroy"


class Onward(StrEnum):
    """Whether the recipient may pass the data on."""

    NONE = "none"
    BY_CONSENT = "by-consent"


class Automated(StrEnum):
    """Whether a machine alone may decide about a person from what is shared."""

    NEVER = "never"
    SAFEGUARDED = "with-safeguards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation that takes part. `ref` is what a request calls it."""

    ref: str
    name: str = ""
    kind: str = ""
    regime: Regime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One purpose: whether it is law enforcement (DPA 2018 s.31), and the laws that allow it."""

    key: str
    name: str = ""
    law_enforcement: bool | None = None
    gateways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the schedule. It may be shared for the purposes it names, and for no other.

    `columns` are those of the source system; `reason` says why no less would do.
    """

    key: str
    name: str = ""
    columns: tuple[str, ...] = ()
    reason: str = ""
    marking: Marking | None = None
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectAccess:
    """What has been settled for a partner that looks for itself. Items are by role."""

    roles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    vetting: str = ""
    logs: str = ""
    audit: str = ""
    leavers: str = ""
    exit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs for a party, and the day on which they did."""

    party: str
    name: str = ""
    post: str = ""
    signed: date | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One version of an agreement. What is blank is not agreed; nothing has a lenient default.

    The headings are those of the ICO's data sharing code (annex A), the Wales Accord's protocols
    and Part 3 of the Data Protection Act 2018. Lists hold keys of `content/agreements.toml`.
    """

    ref: str = ""
    title: str = ""
    version: int = 1
    supersedes: str = ""
    preset: str = ""
    purposes: tuple[Purpose, ...] = ()
    value_case: str = ""
    lead: str = ""
    deputy: str = ""
    parties: tuple[Party, ...] = ()
    controllers: Controllers | None = None
    lawful_basis: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    policy_document: str = ""
    reuse: bool | None = None
    reuse_law: str = ""
    people: tuple[str, ...] = ()
    schedule: tuple[Item, ...] = ()
    marking: Marking | None = None
    roles: tuple[str, ...] = ()
    training: str = ""
    frequency: str = ""
    means: tuple[str, ...] = ()
    direct_access: DirectAccess | None = None
    encryption: str = ""
    accuracy: str = ""
    corrections: str = ""
    privacy_information: Told | None = None
    privacy_reason: str = ""
    rights: str = ""
    retention_group: str = ""
    retention: str = ""
    at_end: AtEnd | None = None
    onward: Onward | None = None
    automated: Automated | None = None
    dpia: str = ""
    equality: str = ""
    ethics: str = ""
    complaints: str = ""
    breach: str = ""
    indemnity: str = ""
    starts: date | None = None
    review_due: date | None = None
    expires: date | None = None
    review_triggers: tuple[str, ...] = ()
    exit_plan: str = ""
    summary: str = ""
    publish: bool | None = None
    publish_reason: str = ""
    signatories: tuple[Signatory, ...] = ()

    @cached_property
    def policy_sha256(self) -> str:
        """SHA-256 of the canonical JSON of everything that was agreed; blanks are left out."""
        return hashlib.sha256(canonical(to_plain(self)).encode()).hexdigest()

    @cached_property
    def ready(self) -> "Ready":
        """The same, laid out so that a decision is a few look-ups. Made once."""
        return Ready(self)


class Ready:
    """An agreement laid out for deciding: sets in place of lists, dates worked out."""

    __slots__ = (
        "expires", "gateways", "items", "law", "not_for", "onward", "parties", "people",
        "purposes", "rank", "reuse", "roles", "signed", "starts", "stops", "unattended",
    )

    def __init__(self, terms: Terms) -> None:
        self.starts, self.expires = terms.starts, terms.expires
        self.stops = terms.review_due + REVIEW_GRACE if terms.review_due else None
        self.signed = signed_on(terms)
        self.parties = frozenset(each.ref for each in terms.parties if each.ref)
        self.purposes = frozenset(each.key for each in terms.purposes if each.key)
        self.gateways = {each.key: frozenset(each.gateways) for each in terms.purposes}
        self.law = {each.key: each.law_enforcement for each in terms.purposes}
        self.reuse = terms.reuse is True and bool(terms.reuse_law)
        self.roles = frozenset(terms.roles)
        self.items = frozenset(each.key for each in terms.schedule if each.key)
        self.not_for = {
            purpose: frozenset(each.key for each in terms.schedule if purpose not in each.purposes)
            for purpose in self.purposes
        }
        self.people = frozenset(terms.people)
        self.rank = -1 if terms.marking is None else terms.marking.rank
        self.onward = terms.onward is Onward.BY_CONSENT
        self.unattended = terms.automated is Automated.SAFEGUARDED


def signed_on(terms: Terms) -> date | None:
    """The day on which the last of at least two signatories signed; None while one has not."""
    days = [each.signed for each in terms.signatories]
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) and len(days) >= 2 else None


def canonical(plain: object) -> str:
    """JSON with sorted keys and no spaces, the same for the same content.

    >>> canonical({"b": 1, "a": ["é"]})
    '{"a":["é"],"b":1}'
    """
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
