"""What may be asked of enquiries: those of a use, one whole, and what a link shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dueregard.answers import Missing, No
from dueregard.documents.document import Document
from dueregard.identify.evidence.rules import LEVEL_NAMES
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.procurement import rules, sheets
from dueregard.manage.procurement.models import Enquiry, SupplierAnswer
from dueregard.manage.procurement.rules import (
    FOLLOW_UP_NAMES,
    GRADE_NAMES,
    STATE_NAMES,
    FollowUp,
    Given,
    Grade,
    State,
    given_from,
)
from dueregard.manage.procurement.vague import Prompt, prompts
from dueregard.people import queries as people


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One question as asked, what the supplier said, and what a person made of it."""

    id: int
    number: int
    question: str
    asked: dict[str, Any]
    said: Given | None
    said_at: datetime | None
    said_for: str
    earlier_grade: str
    confirmed: bool
    evidence_id: int | None
    level: str
    grade: Grade | None
    why: str
    graded_by: str
    follow_up: str
    follow_up_state: FollowUp
    condition_id: int | None
    prompts: tuple[Prompt, ...]

    @property
    def grade_name(self) -> str:
        """What a person made of it, in words; blank while nobody has graded it."""
        return GRADE_NAMES[self.grade] if self.grade else ""

    @property
    def follow_up_name(self) -> str:
        """How the second question stands, in words."""
        return FOLLOW_UP_NAMES[self.follow_up_state]

    @property
    def earlier_grade_name(self) -> str:
        """What somebody made of it for the earlier version, in words."""
        return GRADE_NAMES[Grade(self.earlier_grade)] if self.earlier_grade else ""

    @property
    def lacking(self) -> bool:
        """True when it can become a condition: not answered, or found wanting."""
        return self.condition_id is None and (self.said is None or self.grade in rules.LACKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryLine:
    """An enquiry in a list: who is asked about what, and how it stands."""

    id: int
    ref: str
    supplier: str
    product: str
    version: str
    answer_by: date
    state: State
    asked: int
    answered: int
    graded: int
    at: datetime

    @property
    def state_name(self) -> str:
        """Whose turn it is, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquirySheet(EnquiryLine):
    """An enquiry whole, as people of the force see it."""

    answers: tuple[AnswerLine, ...]
    inherits: int | None
    inherits_version: str
    link_made: bool
    link_expires_at: datetime | None
    link_revoked_at: datetime | None
    said_by: str
    submitted_at: datetime | None
    by_name: str

    def link_stands(self, now: datetime) -> str:
        """How the link stands, in a word: none, open, ended or over."""
        if not self.link_made:
            return "none"
        answer = rules.may_enter(
            state=self.state, expires_at=self.link_expires_at, revoked_at=self.link_revoked_at,
            now=now,
        )
        if isinstance(answer, No):
            return "ended" if answer.code == "link-revoked" else "over"
        return "open"

    @property
    def link_last_day(self) -> date | None:
        """The last day on which the link opens anything."""
        if self.link_expires_at is None:
            return None
        return (self.link_expires_at - timedelta(days=1)).date()

    @property
    def to_send(self) -> int:
        """How many second questions wait to be sent."""
        return sum(each.follow_up_state == FollowUp.TO_SEND for each in self.answers)

    def answer(self, number: int) -> AnswerLine:
        """The question with this number; Missing when there is none."""
        found = next((each for each in self.answers if each.number == number), None)
        if found is None:
            raise Missing("There is no such question.")
        return found

    @property
    def ungraded(self) -> int:
        """How many answers nobody has graded."""
        return sum(each.said is not None and each.grade is None for each in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierLine:
    """One question as the supplier sees it. `barred` says why it cannot be changed."""

    number: int
    group: str
    title: str
    text: str
    why: str
    good: str
    draft: Given
    said_for: str
    confirmed: bool
    again: str
    barred: str

    @property
    def stands(self) -> str:
        """How it stands: to-do, confirm, again, saved or sent."""
        if self.barred:
            return "sent" if self.draft.text else "closed"
        if self.again:
            return "again"
        if not self.confirmed:
            return "confirm"
        return "saved" if self.draft.text else "to-do"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierView:
    """All that a link shows: this enquiry and nothing else of the force's record."""

    id: int
    force: str
    contact: str
    supplier: str
    product: str
    version: str
    answer_by: date
    open: bool
    said_by: str
    lines: tuple[SupplierLine, ...]

    def line(self, number: int) -> SupplierLine:
        """The question with this number; Missing when there is none."""
        found = next((each for each in self.lines if each.number == number), None)
        if found is None:
            raise Missing("There is no such question.")
        return found

    @property
    def saved(self) -> int:
        """How many answers are ready to be sent, or were sent."""
        return sum(bool(each.draft.text) and each.confirmed for each in self.lines)


def of_use(ref: str) -> tuple[EnquiryLine, ...]:
    """The enquiries about a use, the newest first."""
    number = ref.removeprefix("use-")
    rows = Enquiry.objects.filter(
        use__number=int(number) if number.isdecimal() else -1
    ).select_related("use").prefetch_related("answers").order_by("-at", "-pk")
    return tuple(EnquiryLine(**_values(each)) for each in rows)


def to_grade() -> tuple[EnquiryLine, ...]:
    """The enquiries whose answers wait to be graded, the longest first."""
    rows = Enquiry.objects.filter(state=State.SUBMITTED).select_related("use")
    lines = (EnquiryLine(**_values(each))
             for each in rows.prefetch_related("answers").order_by("submitted_at", "pk"))
    return tuple(each for each in lines if each.graded < each.answered)


def sheet(enquiry_id: int) -> EnquirySheet:
    """One enquiry whole; Missing when there is none."""
    row = _whole(Enquiry.objects.filter(pk=enquiry_id).first())
    answers = row.answers.select_related("evidence", "graded_by").order_by("number")
    return EnquirySheet(
        **_values(row), answers=tuple(_answer(each) for each in answers),
        inherits=row.inherits_id, inherits_version=row.inherits.version if row.inherits else "",
        link_made=bool(row.token_hash), link_expires_at=row.link_expires_at,
        link_revoked_at=row.link_revoked_at, said_by=row.said_by,
        submitted_at=row.submitted_at, by_name=row.by_name,
    )


def entered(*, token: str, now: datetime) -> int | None:
    """The enquiry that a token opens now; None where it opens nothing, whatever the reason."""
    row = Enquiry.objects.filter(token_hash=rules.hashed(token)).first() if token else None
    if row is None:
        return None
    answer = rules.may_enter(
        state=State(row.state), expires_at=row.link_expires_at, revoked_at=row.link_revoked_at,
        now=now,
    )
    return row.pk if answer else None


def shown_by_link(enquiry_id: int) -> SupplierView:
    """What a supplier sees of the enquiry that their link opened."""
    row = _whole(Enquiry.objects.filter(pk=enquiry_id).first())
    force = people.force()
    lines = tuple(_supplier_line(each, row) for each in row.answers.order_by("number"))
    return SupplierView(
        id=row.pk, force=force.name if force else "", contact=force.contact_email if force else "",
        supplier=row.supplier, product=row.product, version=row.version,
        answer_by=row.answer_by, open=row.state == State.OPEN, said_by=row.said_by, lines=lines,
    )


def sheet_paper(found: EnquirySheet, *, made_at: str) -> Document:
    """The questions as a spreadsheet to send, with what was said so far."""
    force = people.force()
    lines = (
        sheets.Line(number=str(each.number), question=each.asked["text"],
                    good=each.asked["good"], given=each.said or Given())
        for each in found.answers
    )
    return sheets.paper(
        lines, title=f"Questions about {found.product} {found.version}",
        force=force.name if force else "", answer_by=f"{found.answer_by:%-d %B %Y}",
        made_at=made_at,
    )


def _whole(row: Enquiry | None) -> Enquiry:
    if row is None:
        raise Missing("There is no such set of questions.")
    return row


def _values(row: Enquiry) -> dict[str, Any]:
    answers = list(row.answers.all())
    return {
        "id": row.pk, "ref": ref_of(row.use.number), "supplier": row.supplier,
        "product": row.product, "version": row.version, "answer_by": row.answer_by,
        "state": State(row.state), "asked": len(answers), "at": row.at,
        "answered": sum(bool(each.said) for each in answers),
        "graded": sum(bool(each.grade) for each in answers),
    }


def _answer(row: SupplierAnswer) -> AnswerLine:
    said = given_from(row.said) if row.said else None
    return AnswerLine(
        id=row.pk, number=row.number, question=row.question, asked=row.asked, said=said,
        said_at=row.said_at, said_for=row.said_for, earlier_grade=row.earlier_grade,
        confirmed=row.confirmed, evidence_id=row.evidence_id,
        level=LEVEL_NAMES[row.evidence.level] if row.evidence else "",
        grade=Grade(row.grade) if row.grade else None, why=row.why,
        graded_by=row.graded_by.name if row.graded_by else "", follow_up=row.follow_up,
        follow_up_state=FollowUp(row.follow_up_state), condition_id=row.condition_id,
        prompts=prompts(said.text, figures=row.asked["figures"]) if said else (),
    )


def _supplier_line(row: SupplierAnswer, enquiry: Enquiry) -> SupplierLine:
    asked = row.asked
    state = FollowUp(row.follow_up_state)
    answer = rules.may_answer(
        state=State(enquiry.state), said_before=bool(row.said), follow_up=state
    )
    return SupplierLine(
        number=row.number, group=asked["group_title"], title=asked["title"], text=asked["text"],
        why=asked["why"], good=asked["good"], draft=given_from(row.draft),
        said_for=row.said_for, confirmed=row.confirmed,
        again=row.follow_up if state == FollowUp.SENT else "",
        barred=answer.reason if isinstance(answer, No) else "",
    )
