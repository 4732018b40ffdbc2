"""What a partner sends and is answered, field by field: the description is made of these.

Everything here may be seen by partners. A field that is not declared here reaches nobody.
"""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool, StrictInt

from dueregard.documents.audience import Audience
from dueregard.manage.keys.queries import ReportLine
from dueregard.manage.keys.rules import ProblemKind
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures.queries import DisclosureLine
from dueregard.manage.sharing.queries import RequestLine, RequestSheet
from dueregard.sharing.asked import Request
from dueregard.sharing.deciding import Decision
from dueregard.sharing.saying import Reason
from dueregard.sharing.terms import Marking, Terms

# No control characters but for the end of a line and a tab: a database does not take all of them.
_PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"
Word = Annotated[str, Field(min_length=1, max_length=120, pattern=_PLAIN)]
Line = Annotated[str, Field(max_length=200, pattern=_PLAIN)]
Text = Annotated[str, Field(max_length=2_000, pattern=_PLAIN)]
Words = Annotated[list[Word], Field(max_length=100)]
Sign = Annotated[str, Field(max_length=60, pattern=_PLAIN)]
Once = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9._:-]+$")]
# A number that a database can hold as one.
Number = Annotated[StrictInt, Field(ge=1, le=2_147_483_647)]
# A key that stands for a person, as the log of processing takes it.
PersonKey = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$")]


class Seen(Schema):
    """What a partner is shown."""

    audience: ClassVar[Audience] = Audience.PARTNER


class Sent(Schema):
    """What a partner sends: nothing is guessed, and nothing that is not asked is taken."""

    model_config = ConfigDict(extra="forbid")


class Question(Sent):
    """What somebody would ask for. Whatever is left out counts against it, never for it."""

    purpose: Word | None = Field(None, description="For which of the agreement's purposes: its "
                                                   "key.")
    items: Words | None = Field(None, description="Which items of the agreement's schedule: their "
                                                  "keys.")
    people: Words | None = Field(None, description="What kinds of people it is about: their keys.")
    role: Word | None = Field(None, description="In which of the agreement's roles somebody would "
                                                "receive it.")
    gateway: Word | None = Field(None, description="The law relied on, where you rely on one.")
    marking: Marking | None = Field(None, description="How the material is marked.")
    passed_to: Words | None = Field(None, description="To whom it would be passed on; an empty "
                                                      "list where it goes no further.")
    automated: StrictBool | None = Field(None, description="Whether a machine alone would decide "
                                                           "about a person from it.")
    case_ref: Line | None = Field(None, description="The number of your case, crime or referral.")
    reason: Text | None = Field(None, description="Why it is needed now, in a sentence. No names.")
    subject: PersonKey | None = Field(None, description="A key that stands for the person, never "
                                                        "a name. Asking is then logged.")


class Said(Seen):
    """A clause that does not hold, why not, and what would make it a yes."""

    clause: str
    sentence: str
    yes_if: str
    blank: bool = Field(description="True where something was left blank or is not known.")

    @staticmethod
    def of(reason: Reason) -> "Said":
        """From the decision's own words."""
        return Said(clause=reason.clause, sentence=reason.sentence, yes_if=reason.yes_if,
                    blank=reason.blank)


class Answered(Seen):
    """Whether it would be allowed now, and everything that stands in the way."""

    outcome: str = Field(description="`permit`, `refuse`, or `refer` where two people decide.")
    sentence: str
    decided_at: datetime
    version: int = Field(description="The version of the agreement by which it was decided.")
    policy_sha256: str = Field(description="The digest of its terms: with them it can be decided "
                                           "again, and comes out the same.")
    rests_on: list[str] = Field(description="The laws on which sharing for this purpose rests.")
    failed: list[Said]
    two_people: list[Said]
    logged: bool = Field(description="True where it named a person: then asking is on the log of "
                                     "processing. Otherwise nothing of it is kept.")

    @staticmethod
    def of(decision: Decision, *, logged: bool) -> "Answered":
        """The part of a decision that is a partner's to see."""
        return Answered(
            outcome=decision.outcome.value, sentence=decision.sentence, decided_at=decision.now,
            version=decision.version, policy_sha256=decision.policy_sha256,
            rests_on=list(decision.rests_on), logged=logged,
            failed=[Said.of(each) for each in decision.reasons],
            two_people=[Said.of(each) for each in decision.referred],
        )


class Named(Seen):
    """Something of the agreement: the key by which a call names it, and its name."""

    key: str
    name: str


class ItemSeen(Named):
    """One line of the schedule."""

    reason: str = Field(description="Why no less would do.")
    marking: Marking | None
    purposes: list[str]


class AgreementSeen(Seen):
    """The agreement that a key opens: what may be asked for, and until when."""

    title: str
    partner: str = Field(description="Your organisation, as the force knows it.")
    version: int
    policy_sha256: str
    starts: date | None
    review_due: date | None
    expires: date | None
    key_expires: date
    purposes: list[Named]
    items: list[ItemSeen]
    people: list[str]
    roles: list[str]

    @staticmethod
    def of(terms: Terms, *, partner: str, key_expires: date) -> "AgreementSeen":
        """The part of the terms by which a system makes a request."""
        return AgreementSeen(
            title=terms.title, partner=partner, version=terms.version,
            policy_sha256=terms.policy_sha256, starts=terms.starts, review_due=terms.review_due,
            expires=terms.expires, key_expires=key_expires, people=list(terms.people),
            roles=list(terms.roles),
            purposes=[Named(key=each.key, name=each.name) for each in terms.purposes],
            items=[
                ItemSeen(key=each.key, name=each.name, reason=each.reason, marking=each.marking,
                         purposes=list(each.purposes)) for each in terms.schedule
            ],
        )


_ABOUT_THE_ASKING = {"subject", "recipient", "event", "signs", "once"}


def asking(question: Question, *, ref: str, partner_id: int) -> Asking:
    """A question as `manage.sharing` takes one. Who asks, and under what, is the key's to say."""
    said = question.model_dump(exclude_none=True)
    asked: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in said.items() if key not in _ABOUT_THE_ASKING
    }
    about = {key: said[key] for key in _ABOUT_THE_ASKING - {"once"} if key in said}
    return Asking(ref=ref, partner_id=partner_id, request=Request(**asked), **about)


class Asked(Question):
    """A request. What is wanted and why is needed; whatever else is left out counts against it."""

    items: Annotated[list[Word], Field(min_length=1, max_length=100)] = Field(
        description="Which items of the agreement's schedule: their keys."
    )
    reason: Annotated[str, Field(min_length=1, max_length=2_000, pattern=_PLAIN)] = Field(
        description="Why it is needed now, in a sentence. No names."
    )
    recipient: Line | None = Field(None, description="Which team or post would receive it.")
    event: Sign | None = Field(None, description="A reference of what it is about, by which "
                                                 "requests about one thing are put together.")
    signs: Annotated[dict[str, StrictBool], Field(max_length=50)] | None = Field(
        None, description="Answers to the force's points sheet, where you know them."
    )
    once: Once | None = Field(None, description="A mark of your own: sent again with the same "
                                                "mark, the request is taken in once.")


class More(Asked):
    """The request again, whole, with what was missing."""


class Receipt(Sent):
    """That something arrived, and that it is what was sent."""

    disclosure: Number = Field(description="The number under which it was sent.")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="The SHA-256 of the file as you have it: a wrong one is refused, "
                          "because then it is not what was sent."
    )


class Done(Sent):
    """What you did about a correction or a recall."""

    words: Annotated[str, Field(min_length=1, max_length=2_000, pattern=_PLAIN)] = Field(
        description="Put right, given back or destroyed: what, and when. No names."
    )


class Report(Sent):
    """What is wrong."""

    kind: ProblemKind = Field(description="What kind of problem it is.")
    words: Annotated[str, Field(min_length=1, max_length=2_000, pattern=_PLAIN)] = Field(
        description="What is wrong, in a sentence. No names."
    )
    disclosure: Number | None = Field(None, description="The number under which it was sent, where "
                                                        "it is about something that was sent.")
    once: Once | None = Field(None, description="A mark of your own: sent again with the same "
                                                "mark, it is taken in once.")


class RequestShort(Seen):
    """A request in a list. Nothing in it points at a person."""

    id: int
    state: str
    state_name: str
    with_whom: str = Field(description="Who has it now.")
    asked_at: datetime

    @classmethod
    def short(cls, line: RequestLine) -> dict[str, Any]:
        """What a list shows of a request."""
        return {"id": line.id, "state": line.state.value, "state_name": line.state_name,
                "with_whom": line.owner, "asked_at": line.asked_at}


class NoticeSeen(Seen):
    """A correction or a recall of something that was sent to you."""

    id: int
    kind: str
    words: str
    at: datetime
    answered_at: datetime | None


class DisclosureSeen(Seen):
    """Something that was sent to you, without the data: what, its digest, and what it may lack."""

    id: int
    at: datetime
    means: str
    items: list[str]
    columns: list[str]
    rows: int | None
    sha256: str
    quality: list[dict[str, str]] = Field(description="Each system that was looked in: how "
                                                      "current it is, and what it lacks.")
    missing: dict[str, list[str]] = Field(description="What you might be missing.")
    received_at: datetime | None
    recalled_at: datetime | None
    recalled_because: str
    notices: list[NoticeSeen]

    @staticmethod
    def of(line: DisclosureLine) -> "DisclosureSeen":
        """The part of a disclosure that its recipient sees."""
        plain = ("id", "at", "rows", "sha256", "missing", "received_at", "recalled_at",
                 "recalled_because")
        return DisclosureSeen(
            **{name: getattr(line, name) for name in plain}, means=line.means.value,
            items=list(line.items), columns=list(line.columns), quality=list(line.quality),
            notices=[NoticeSeen(id=each.id, kind=each.kind.value, words=each.words, at=each.at,
                                answered_at=each.done_at) for each in line.notices],
        )


class ReportSeen(Seen):
    """A problem that you reported, and what came of it."""

    id: int
    kind: ProblemKind
    at: datetime
    settled_at: datetime | None
    settled_words: str


class RequestSeen(RequestShort):
    """A request whole: how it stands, why, and what would make it a yes."""

    more_wanted: str = Field(description="What is missing, where we have asked for more.")
    granted: list[str] = Field(description="The items that may be sent, once that is decided.")
    refused_because: str
    settled_at: datetime | None
    sentence: str = Field(description="What the agreement says of it: as it was decided, or as it "
                                      "would be now.")
    failed: list[Said]
    sent: list[DisclosureSeen]
    reports: list[ReportSeen]

    @staticmethod
    def of(
        sheet: RequestSheet, *, sent: tuple[DisclosureLine, ...], reports: tuple[ReportLine, ...]
    ) -> "RequestSeen":
        """The part of a request that whoever asked sees."""
        kept, settled = sheet.kept, sheet.settled_at is not None
        return RequestSeen(
            **RequestShort.short(sheet), more_wanted=sheet.more_wanted,
            granted=list(sheet.items) if settled else [], refused_because=sheet.refused_because,
            settled_at=sheet.settled_at,
            sentence=kept["sentence"] if kept else sheet.now.sentence,
            failed=[Said(**each) for each in kept["failed"]] if kept
            else [Said.of(each) for each in sheet.now.reasons],
            sent=[DisclosureSeen.of(each) for each in sent],
            reports=[ReportSeen(id=each.id, kind=each.kind, at=each.at,
                                settled_at=each.settled_at, settled_words=each.settled_words)
                     for each in reports],
        )


class Requests(Seen):
    """Your requests under this agreement, the newest first."""

    requests: list[RequestShort]
    before: int | None = Field(description="Ask with this after `?before=` for older ones; null "
                                           "where there are none.")
