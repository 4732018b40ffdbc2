"""What a partner sends and is answered, field by field: the description is made of these.

Everything here may be seen by partners. A field that is not declared here reaches nobody.
"""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool

from dueregard.documents.audience import Audience
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


def as_asked(question: Question) -> dict[str, Any]:
    """A question as `dueregard.sharing` takes one: lists as tuples, what was not said left out."""
    said = question.model_dump(exclude_none=True)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
