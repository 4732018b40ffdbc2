"""What can be done: write a value case, review an agreement, decide not to share, tell a story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.agreements import actions as agreements
from dueregard.manage.agreements import queries as agreements_queries
from dueregard.manage.partners import queries as partners
from dueregard.manage.value_cases import queries, rules
from dueregard.manage.value_cases.models import (
    AgreementReview,
    NotShared,
    SharingStory,
    ValueCase,
    ValueRow,
)
from dueregard.manage.value_cases.queries import RowLine
from dueregard.manage.value_cases.rules import Found, Row, Verdict
from dueregard.people.rules import may

WRITE, SETTLE, REFUSE = "agreements.write", "agreements.settle", "sharing.refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was counted of one row at a review. None is not counted."""

    row_id: int
    counted: float | None
    source: str = ""


def say(
    *, ref: str, outcome: str, who_benefits: str, dissent: str, by: Actor, now: datetime
) -> str:
    """Somebody says what sharing is to bring about, for whom, and who saw it otherwise."""
    with act("value-cases:case:say", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, WRITE, use.concern))
        ValueCase.objects.update_or_create(use_id=use.id, defaults={
            "outcome": outcome.strip(), "who_benefits": who_benefits.strip(),
            "dissent": dissent.strip(), "by_name": by.name, "at": now,
        })
        deed.result = ref
        deed.note(name=use.name, outcome=outcome.strip())
    return deed.result


def add(*, ref: str, row: Row, by: Actor, now: datetime) -> str:
    """Somebody adds a row: what an option does to whom, with ranges and sources."""
    with act("value-cases:row:add", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, WRITE, use.concern))
        require(rules.may_add(row))
        made = ValueRow.objects.create(
            use_id=use.id, option=row.option, sort=row.sort, text=row.text.strip(),
            who=row.who.strip(), unit=row.unit.strip(), factors=queries.plain(row.factors),
            count=row.count, by_name=by.name, at=now,
        )
        deed.result = f"value-row-{made.pk}"
        deed.note(text=made.text, option=row.option.value, sort=row.sort.value, range=row.range)
    return deed.result


def drop(*, row_id: int, by: Actor, now: datetime) -> str:
    """Somebody takes a row out. What a review counted of it stays with the review."""
    with act("value-cases:row:drop", by=by, now=now) as deed:
        row = ValueRow.objects.select_related("use").filter(pk=row_id, dropped_at=None).first()
        if row is None:
            raise Missing("There is no such row.")
        use = register.sheet(f"use-{row.use.number:04d}")
        deed.about = use.ref
        require(may(by, WRITE, use.concern))
        row.dropped_at = now
        row.save(update_fields=["dropped_at"])
        deed.result = f"value-row-{row_id}"
        deed.note(text=row.text)
    return deed.result


def review(
    *, ref: str, counts: Mapping[int, Count], verdict: Verdict, words: str, by: Actor,
    now: datetime, why_uncounted: str = "", next_due: date | None = None,
) -> str:
    """Somebody looks at an agreement again: predicted beside counted, and a verdict.

    Renewed it goes on to the next day; to be made narrower or wider, a next version is begun;
    stopped, it ends. Refused while something that was to be counted is not, without a reason.
    """
    with act("value-cases:agreement:review", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, SETTLE, use.concern))
        held = agreements_queries.terms_in_force(ref, at=now)
        wanted = queries.case(ref).to_count
        require(rules.may_review(
            in_force=held is not None, verdict=verdict, words=words,
            uncounted=[each.row.text for each in wanted if _count(counts, each) is None],
            why_uncounted=why_uncounted, next_given=next_due is not None,
        ))
        made = AgreementReview.objects.create(
            use_id=use.id, verdict=verdict, words=words.strip(), by_name=by.name, at=now,
            why_uncounted=why_uncounted.strip(), due_on=held.review_due if held else None,
            next_due=next_due if verdict is Verdict.RENEW else None,
            counts=[_beside(each, counts) for each in wanted],
        )
        if verdict is Verdict.RENEW and next_due is not None:
            agreements.renew(ref=ref, review_due=next_due, by=by, now=now)
        elif verdict is Verdict.STOP:
            agreements.end(ref=ref, because=words, by=by, now=now)
        else:
            agreements.begin_next(ref=ref, because=words, by=by, now=now)
        deed.result = f"review-{made.pk}"
        deed.note(name=use.name, verdict=verdict.value, words=made.words)
    return deed.result


def decide_not(
    *, what: str, reason: str, consequences: str, by: Actor, now: datetime, ref: str = "",
    partner_id: int | None = None,
) -> str:
    """Somebody decides not to share, says why, and what may come of that. Another looks at it."""
    with act("value-cases:sharing:decide-not", by=by, now=now, about=ref) as deed:
        require(may(by, REFUSE))
        require(rules.may_decide_not(what=what, reason=reason, consequences=consequences))
        if partner_id is not None and partner_id not in partners.names():
            raise DueRegardError("Choose the partner, or leave it blank.")
        made = NotShared.objects.create(
            use_id=register.sheet(ref).id if ref else None, partner_id=partner_id,
            what=what.strip(), reason=reason.strip(), consequences=consequences.strip(),
            decided_by_id=by.id, decided_by_name=by.name, decided_at=now,
        )
        deed.result = f"not-shared-{made.pk}"
        deed.note(what=made.what, reason=made.reason)
    return deed.result


def look_at(
    *, decision_id: int, found: Found, words: str, by: Actor, now: datetime
) -> str:
    """A second person says whether it was right not to share. Never who decided it."""
    with act("value-cases:sharing:look-at-refusal", by=by, now=now) as deed:
        require(may(by, SETTLE))
        row = _decision(decision_id)
        require(rules.may_look_at(
            reviewed=bool(row.found), decided_by=row.decided_by_id, person=by.id, words=words
        ))
        row.found, row.found_words = found, words.strip()
        row.reviewer_name, row.reviewed_at = by.name, now
        row.save()
        deed.result = f"not-shared-{decision_id}"
        deed.note(what=row.what, found=found.value, words=row.found_words)
    return deed.result


def say_what_came(*, decision_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody says what came of not sharing, once it is known."""
    with act("value-cases:sharing:say-what-came", by=by, now=now) as deed:
        require(may(by, REFUSE))
        row = _decision(decision_id)
        if not words.strip():
            raise DueRegardError("Say what came of it, without the names of people.")
        row.came_of_it, row.came_at = words.strip(), now
        row.save(update_fields=["came_of_it", "came_at"])
        deed.result = f"not-shared-{decision_id}"
        deed.note(what=row.what, words=row.came_of_it)
    return deed.result


def tell(
    *, ref: str, title: str, text: str, happened_on: date | None, outside: bool, by: Actor,
    now: datetime,
) -> str:
    """Somebody tells of a time when sharing did good, without names; for the public, if it may."""
    with act("value-cases:story:tell", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, WRITE, use.concern))
        require(rules.may_tell_story(title=title, text=text))
        made = SharingStory.objects.create(
            use_id=use.id, title=title.strip(), text=text.strip(), happened_on=happened_on,
            outside=outside, by_name=by.name, at=now,
        )
        deed.result = f"story-{made.pk}"
        deed.note(name=use.name, title=made.title, outside=outside)
    return deed.result


def _decision(decision_id: int) -> NotShared:
    row = NotShared.objects.select_for_update(of=("self",)).filter(pk=decision_id).first()
    if row is None:
        raise Missing("There is no such decision.")
    return row


def _count(counts: Mapping[int, Count], line: RowLine) -> float | None:
    found = counts.get(line.id)
    return found.counted if found else None


def _beside(line: RowLine, counts: Mapping[int, Count]) -> dict[str, Any]:
    """What was predicted then, beside what was counted; kept with the review for good."""
    counted, given = _count(counts, line), counts.get(line.id)
    return {
        "text": line.row.text, "predicted": line.row.range, "unit": line.row.unit,
        "counted": counted, "source": given.source.strip() if given else "",
        "came": rules.came(line.row, counted).value,
    }
