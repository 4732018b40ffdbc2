"""What can be done about an enquiry: ask, link, answer, grade, ask again, hold to, close."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dueregard.answers import DueRegardError, Missing, No, Yes, require
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import SupplierQuestion
from dueregard.lenses.suppliers import in_order
from dueregard.manage.conditions import actions as conditions
from dueregard.manage.procurement import received, rules, sheets
from dueregard.manage.procurement.models import Enquiry, SupplierAnswer
from dueregard.manage.procurement.rules import (
    FollowUp,
    Given,
    Grade,
    Move,
    Seen,
    State,
    given_from,
)
from dueregard.people.rules import may

_BY_LINK = "by link"


def ask(
    *, ref: str, supplier: str, product: str, version: str, questions: Collection[str],
    answer_by: date, by: Actor, now: datetime, inherits_id: int | None = None,
) -> str:
    """Somebody sets out what a supplier is asked about one version. Refused without the right.

    What was said for an earlier version comes along, to be confirmed or changed.
    """
    with act("procurement:enquiry:ask", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "procurement.ask", use.concern))
        asked = _questions(questions)
        require(rules.may_ask(
            supplier=supplier, product=product, version=version, questions=len(asked),
            answer_by=answer_by, today=now.date(),
        ))
        earlier = _earlier(inherits_id, use_id=use.id)
        made = Enquiry.objects.create(
            use_id=use.id, supplier=supplier.strip(), product=product.strip(),
            version=version.strip(), answer_by=answer_by, inherits=earlier, by_name=by.name,
            at=now,
        )
        SupplierAnswer.objects.bulk_create(_rows(made, asked, earlier))
        deed.result = f"enquiry-{made.pk}"
        deed.note(supplier=made.supplier, product=made.product, version=made.version,
                  questions=len(asked), inherits=inherits_id)
    return deed.result


def open_link(
    *, enquiry_id: int, token: str, expires_on: date, by: Actor, now: datetime
) -> str:
    """Somebody makes the link for a supplier; an earlier one ends. Only its digest is kept."""
    with act("procurement:link:open", by=by, now=now) as deed:
        enquiry = _enquiry(enquiry_id, deed)
        require(may(by, "procurement.ask", register.sheet(deed.about).concern))
        require(rules.may_link(
            state=State(enquiry.state), expires_on=expires_on, today=now.date()
        ))
        enquiry.token_hash = rules.hashed(token)
        enquiry.link_expires_at = datetime.combine(
            expires_on + timedelta(days=1), time.min, tzinfo=UTC
        )
        enquiry.link_revoked_at = None
        enquiry.save()
        deed.result = f"enquiry-{enquiry_id}"
        deed.note(enquiry=enquiry_id, supplier=enquiry.supplier, until=str(expires_on))
    return deed.result


def revoke_link(*, enquiry_id: int, by: Actor, now: datetime) -> str:
    """Somebody ends the link at once. Refused without the right."""
    with act("procurement:link:revoke", by=by, now=now) as deed:
        enquiry = _enquiry(enquiry_id, deed)
        require(may(by, "procurement.ask", register.sheet(deed.about).concern))
        if not enquiry.token_hash or enquiry.link_revoked_at:
            raise DueRegardError("There is no link to end.")
        enquiry.link_revoked_at = now
        enquiry.save()
        deed.result = f"enquiry-{enquiry_id}"
        deed.note(enquiry=enquiry_id, supplier=enquiry.supplier)
    return deed.result


def read(*, token: str, what: str, now: datetime) -> int:
    """Whoever holds the link reads a page of the enquiry. Refused when the link is over."""
    found = _by_token(token)
    with act("procurement:link:read", by=_supplier(found), now=now) as deed:
        enquiry = _entered(found.pk, deed, token=token, now=now)
        deed.result = f"enquiry-{enquiry.pk}"
        deed.note(enquiry=enquiry.pk, page=what)
    return found.pk


def keep(
    *, token: str, number: int, given: Given, now: datetime, form: str | None = None
) -> str:
    """The supplier saves an answer, and may come back to it. Refused once it was sent."""
    found = _by_token(token)
    with act("procurement:answer:save", by=_supplier(found, form), now=now) as deed:
        enquiry = _entered(found.pk, deed, token=token, now=now)
        row = _row(enquiry, number)
        require(rules.may_keep(given, today=now.date()))
        _draft(row, given, state=State(enquiry.state))
        deed.result = f"enquiry-{enquiry.pk}"
        deed.note(enquiry=enquiry.pk, question=row.question, title=row.asked["title"],
                  confirmed_for=enquiry.version if row.said_for else "")
    return deed.result


def submit(*, token: str, said_by: str, now: datetime, form: str | None = None) -> str:
    """The supplier sends its answers. Each lands as a claim at the lowest level, never a fact."""
    found = _by_token(token)
    by = _supplier(found, form)
    with act("procurement:enquiry:submit", by=by, now=now) as deed:
        enquiry = _entered(found.pk, deed, token=token, now=now)
        rows = list(enquiry.answers.select_for_update())
        require(rules.may_submit(
            state=State(enquiry.state), said_by=said_by, answered=_ready(rows)
        ))
        _send(enquiry, rows, said_by=said_by.strip(), by=by, now=now)
        deed.result = f"enquiry-{enquiry.pk}"
        deed.note(enquiry=enquiry.pk, said_by=said_by.strip(), answered=_ready(rows))
    return deed.result


def bring_in(
    *, enquiry_id: int, path: Path, name: str, said_by: str, by: Actor, now: datetime
) -> sheets.Read:
    """Somebody takes in a supplier's spreadsheet: the good rows are sent, the others told of.

    Refused without the right, once the answers were sent, and where no row can be taken.
    """
    with act("procurement:enquiry:bring-in", by=by, now=now) as deed:
        enquiry = _enquiry(enquiry_id, deed)
        require(may(by, "procurement.ask", register.sheet(deed.about).concern))
        require(rules.may_now(state=State(enquiry.state), move=Move.SUBMIT))
        rows = list(enquiry.answers.select_for_update())
        asked = {str(each.number): _barred(each, State(enquiry.state)) for each in rows}
        found = received.rows_of(path, name=name, asked=asked, today=now.date())
        if not found.taken:
            told = " ".join(f"Row {each.row}: {each.sentence}" for each in found.odd[:5])
            raise DueRegardError(f"No answer could be taken from {name}. {told}".strip())
        by_number = {str(each.number): each for each in rows}
        for each in found.taken:
            _draft(by_number[each.number], each.given, state=State(enquiry.state))
        require(rules.may_submit(
            state=State(enquiry.state), said_by=said_by, answered=len(found.taken)
        ))
        _send(enquiry, rows, said_by=said_by.strip(), by=by, now=now)
        deed.result = f"enquiry-{enquiry_id}"
        deed.note(enquiry=enquiry_id, file=name, said_by=said_by.strip(),
                  taken=len(found.taken), set_aside=len(found.odd))
    return found


def call_in(*, enquiry_id: int, reason: str, by: Actor, now: datetime) -> str:
    """Somebody stops waiting: what the supplier never sent counts as not answered."""
    with act("procurement:enquiry:call-in", by=by, now=now) as deed:
        enquiry = _enquiry(enquiry_id, deed)
        require(may(by, "procurement.ask", register.sheet(deed.about).concern))
        if not reason.strip():
            raise DueRegardError("Say why you stop waiting, and what you did to get an answer.")
        rows = list(enquiry.answers.select_for_update())
        _move(enquiry, Move.CALL_IN)
        for each in rows:
            if each.follow_up_state == FollowUp.SENT:
                each.follow_up_state = FollowUp.IGNORED
                each.save()
        enquiry.save()
        deed.result = f"enquiry-{enquiry_id}"
        deed.note(enquiry=enquiry_id, supplier=enquiry.supplier, reason=reason.strip())
    return deed.result


def grade(
    *, answer_id: int, grade: Grade, why: str, by: Actor, now: datetime,
    seen: Seen = Seen.NOTHING, report: str = "", follow_up: str = "",
) -> str:
    """A person says what an answer is worth, and may write what to ask again.

    Its claim rises above the supplier's word only where they have read the report.
    """
    with act("procurement:answer:grade", by=by, now=now) as deed:
        row = _answer(answer_id)
        enquiry = _enquiry(row.enquiry_id, deed)
        require(may(by, "procurement.grade", register.sheet(deed.about).concern))
        require(rules.may_grade(
            state=State(enquiry.state), answered=bool(row.said), grade=grade, why=why,
            seen=seen, report=report,
        ))
        row.grade, row.why, row.graded_by_id, row.graded_at = grade, why.strip(), by.id, now
        if row.said and rules.WORTH[seen] != rules.WORTH[Seen(row.seen)]:
            _weigh_anew(row, enquiry, seen=seen, report=report.strip(), by=by, now=now)
        row.seen, row.report_read = seen, report.strip() if seen != Seen.NOTHING else ""
        row.follow_up = follow_up.strip()
        row.follow_up_state = FollowUp.TO_SEND if row.follow_up else FollowUp.NONE
        row.save()
        deed.result = f"answer-{answer_id}"
        deed.note(enquiry=enquiry.pk, question=row.question, title=row.asked["title"],
                  grade=grade, words=why.strip(), seen=seen, follow_up=row.follow_up)
    return deed.result


def return_(*, enquiry_id: int, by: Actor, now: datetime) -> str:
    """Somebody sends the second questions back to the supplier; only those can be answered."""
    with act("procurement:enquiry:return", by=by, now=now) as deed:
        enquiry = _enquiry(enquiry_id, deed)
        require(may(by, "procurement.ask", register.sheet(deed.about).concern))
        waiting = list(
            enquiry.answers.select_for_update().filter(follow_up_state=FollowUp.TO_SEND)
        )
        require(rules.may_return(state=State(enquiry.state), to_send=len(waiting)))
        for each in waiting:
            each.follow_up_state = FollowUp.SENT
            each.save()
        _move(enquiry, Move.RETURN)
        enquiry.save()
        deed.result = f"enquiry-{enquiry_id}"
        deed.note(enquiry=enquiry_id, supplier=enquiry.supplier, questions=len(waiting))
    return deed.result


def hold_to(
    *, answer_id: int, text: str, test: str, owner_id: int | None, due_on: date, by: Actor,
    now: datetime,
) -> str:
    """An officer makes a condition of a question that was not answered well. Refused for good."""
    with act("procurement:answer:hold-to", by=by, now=now) as deed:
        row = _answer(answer_id)
        enquiry = _enquiry(row.enquiry_id, deed)
        require(may(by, "procurement.condition", register.sheet(deed.about).concern))
        require(rules.may_hold_to(
            state=State(enquiry.state), answered=bool(row.said),
            grade=Grade(row.grade) if row.grade else None,
            held_already=row.condition_id is not None,
        ))
        made = conditions.set_(
            ref=deed.about, text=text, test=test, owner_id=owner_id, due_on=due_on,
            because=f"Questions to {enquiry.supplier} about {enquiry.product} "
                    f"{enquiry.version}"[:200],
            permission="procurement.condition", by=by, now=now,
        )
        row.condition_id = int(made.removeprefix("condition-"))
        row.save()
        deed.result = made
        deed.note(enquiry=enquiry.pk, question=row.question, title=row.asked["title"])
    return deed.result


def close(*, enquiry_id: int, by: Actor, now: datetime) -> str:
    """Somebody closes an enquiry whose answers are graded; its link opens nothing any more."""
    with act("procurement:enquiry:close", by=by, now=now) as deed:
        enquiry = _enquiry(enquiry_id, deed)
        require(may(by, "procurement.grade", register.sheet(deed.about).concern))
        rows = list(enquiry.answers.select_for_update())
        require(rules.may_close(
            state=State(enquiry.state),
            ungraded=sum(bool(each.said) and not each.grade for each in rows),
            to_send=sum(each.follow_up_state == FollowUp.TO_SEND for each in rows),
        ))
        _move(enquiry, Move.CLOSE)
        enquiry.closed_at = now
        enquiry.save()
        deed.result = f"enquiry-{enquiry_id}"
        deed.note(enquiry=enquiry_id, supplier=enquiry.supplier, product=enquiry.product,
                  version=enquiry.version)
    return deed.result


def _questions(ids: Collection[str]) -> tuple[SupplierQuestion, ...]:
    book = banks.load().suppliers
    unknown = set(ids) - {each.id for each in book.questions}
    if unknown:
        raise DueRegardError(f"There is no question {', '.join(sorted(unknown))}.")
    return in_order([each for each in book.questions if each.id in ids], groups=book.groups)


def _earlier(enquiry_id: int | None, *, use_id: int) -> Enquiry | None:
    if enquiry_id is None:
        return None
    earlier = Enquiry.objects.filter(pk=enquiry_id).first()
    if earlier is None:
        raise Missing("There are no such earlier answers.")
    if earlier.use_id != use_id:
        raise DueRegardError("The earlier answers are about another use. Choose some of this one.")
    return earlier


def _rows(
    enquiry: Enquiry, asked: tuple[SupplierQuestion, ...], earlier: Enquiry | None
) -> list[SupplierAnswer]:
    said = {each.question: each for each in earlier.answers.all() if each.said} if earlier else {}
    groups = banks.load().suppliers.groups
    made = []
    for number, question in enumerate(asked, start=1):
        row = SupplierAnswer(
            enquiry=enquiry, number=number, question=question.id, rev=question.rev,
            asked=asdict(question) | {"group_title": groups[question.group]},
        )
        old = said.get(question.id)
        if old is not None and earlier is not None:
            row.draft, row.said_for, row.confirmed = old.said, earlier.version, False
            row.earlier_grade = old.grade
        made.append(row)
    return made


def _by_token(token: str) -> Enquiry:
    found = Enquiry.objects.filter(token_hash=rules.hashed(token)).first() if token else None
    if found is None:
        raise Missing("This link does not work.")
    return found


def _supplier(enquiry: Enquiry, form: str | None = None) -> Actor:
    return Actor(
        id=None, name=f"{enquiry.supplier} ({_BY_LINK})", roles=frozenset({rules.SUPPLIER}),
        form=f"supplier-{enquiry.pk}:{form}"[:64] if form else None,
    )


def _enquiry(enquiry_id: int, deed: Deed) -> Enquiry:
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("use")
    try:
        found = rows.get(pk=enquiry_id)
    except Enquiry.DoesNotExist as error:
        raise Missing(f"There is no enquiry {enquiry_id}.") from error
    deed.about = ref_of(found.use.number)
    return found


def _entered(enquiry_id: int, deed: Deed, *, token: str, now: datetime) -> Enquiry:
    """The enquiry that a link opens, looked at again inside the transaction."""
    enquiry = _enquiry(enquiry_id, deed)
    if enquiry.token_hash != rules.hashed(token):
        raise Missing("This link does not work.")
    require(rules.may_enter(
        state=State(enquiry.state), expires_at=enquiry.link_expires_at,
        revoked_at=enquiry.link_revoked_at, now=now,
    ))
    return enquiry


def _row(enquiry: Enquiry, number: int) -> SupplierAnswer:
    row = enquiry.answers.select_for_update().filter(number=number).first()
    if row is None:
        raise Missing("There is no such question.")
    return row


def _answer(answer_id: int) -> SupplierAnswer:
    row = SupplierAnswer.objects.select_for_update().filter(pk=answer_id).first()
    if row is None:
        raise Missing("There is no such answer.")
    return row


def _move(enquiry: Enquiry, move: Move) -> None:
    state = State(enquiry.state)
    require(rules.may_now(state=state, move=move))
    enquiry.state = rules.MOVES[state][move]


def _draft(row: SupplierAnswer, given: Given, *, state: State) -> None:
    require(rules.may_answer(
        state=state, said_before=bool(row.said), follow_up=FollowUp(row.follow_up_state)
    ))
    row.draft = given.to_plain() if given.text.strip() else {}
    row.confirmed = True
    row.save()


def _ready(rows: list[SupplierAnswer]) -> int:
    return sum(bool(each.draft) and each.confirmed for each in rows)


def _send(
    enquiry: Enquiry, rows: list[SupplierAnswer], *, said_by: str, by: Actor, now: datetime
) -> None:
    """Draft becomes said; what is new or changed lands as a claim and is to be graded."""
    enquiry.said_by, enquiry.submitted_at = said_by[:200], now
    _move(enquiry, Move.SUBMIT)
    enquiry.save()
    for row in rows:
        changed = bool(row.draft) and row.confirmed and row.draft != row.said
        if row.follow_up_state == FollowUp.SENT:
            row.follow_up_state = FollowUp.ANSWERED if changed else FollowUp.IGNORED
        if changed:
            row.said, row.said_at = row.draft, now
            row.grade, row.seen, row.report_read = "", Seen.NOTHING, ""
            _land(row, enquiry, seen=Seen.NOTHING, said_by=_says(enquiry), by=by, now=now)
        row.save()


def _weigh_anew(
    row: SupplierAnswer, enquiry: Enquiry, *, seen: Seen, report: str, by: Actor, now: datetime
) -> None:
    said_by = report if seen == Seen.OTHER else _says(enquiry)
    _land(row, enquiry, seen=seen, said_by=said_by, report=report, by=by, now=now)


def _land(
    row: SupplierAnswer, enquiry: Enquiry, *, seen: Seen, said_by: str, by: Actor,
    now: datetime, report: str = "",
) -> None:
    """Record what was said as a claim; an earlier claim of the same answer gives way to it."""
    source, level = rules.WORTH[seen]
    given = given_from(row.said)
    made = evidence.record_claim(
        ref=ref_of(enquiry.use.number),
        title=f"{row.asked['title']} ({enquiry.product} {enquiry.version})"[:200],
        statement=rules.statement(given, report=report if seen != Seen.NOTHING else ""),
        source=Source(source), said_by=said_by[:200], level=level, lens=row.asked["lens"],
        dated_on=date.fromisoformat(given.dated_on) if given.dated_on else now.date(),
        allowed=Yes(), by=by, now=now,
    )
    new_id = int(made.removeprefix("evidence-"))
    if row.evidence_id is not None:
        evidence.supersede(
            evidence_id=row.evidence_id, replaced_by_id=new_id, by=by, now=now, allowed=Yes(),
            reason="The supplier's answer was given or weighed anew.",
        )
    row.evidence_id = new_id


def _says(enquiry: Enquiry) -> str:
    return f"{enquiry.supplier}: {enquiry.said_by}"


def _barred(row: SupplierAnswer, state: State) -> No | None:
    answer = rules.may_answer(
        state=state, said_before=bool(row.said), follow_up=FollowUp(row.follow_up_state)
    )
    return answer if isinstance(answer, No) else None
