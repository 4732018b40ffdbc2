"""What can be done about happenings: tell one, let the clock find them, close one with a reason."""

from datetime import date, datetime

from dueregard.answers import Missing, require
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import act
from dueregard.ledger.rules import CLOCK, Actor
from dueregard.manage.happenings import queries, records, rules, watching
from dueregard.manage.happenings.models import Happening
from dueregard.manage.happenings.rules import Kind
from dueregard.manage.happenings.watching import Found
from dueregard.people.rules import may


def tell(
    *, ref: str, kind: Kind, words: str, said_by: str, happened_on: date, by: Actor,
    now: datetime,
) -> str:
    """Somebody inside the force tells that something happened; it opens a review.

    Refused to those outside, and where it is not said what happened, when, or who says so.
    """
    with act("happenings:happening:tell", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "reviews.tell", use.concern))
        require(rules.may_tell(
            kind=kind, words=words, said_by=said_by, happened_on=happened_on, today=now.date()
        ))
        row = Happening.objects.create(
            use_id=use.id, kind=kind, words=words.strip(), said_by=said_by.strip(),
            happened_on=happened_on, by_name=by.name, at=now,
        )
        deed.result = f"happening-{row.pk}"
        deed.note(kind=kind.value, text=row.words, happened_on=str(happened_on))
    return deed.result


def find(*, now: datetime) -> tuple[str, ...]:
    """The clock looks what has happened to each reviewed use since; says to which uses.

    What it found once it does not tell again. What a later round answered it closes.
    """
    for each in queries.answered():
        close_answered(happening_id=each, now=now)
    bank, known, told = packs.bank(), queries.known_keys(), []
    for use_id, number, record in records.reviewed():
        for found in watching.find(record, bank=bank, today=now.date()):
            if (use_id, found.key) not in known:
                find_one(ref=ref_of(number), found=found, now=now)
                told.append(ref_of(number))
    return tuple(told)


def find_one(*, ref: str, found: Found, now: datetime) -> str:
    """The clock tells one thing that it found; it opens a review."""
    with act("happenings:happening:find", by=CLOCK, now=now, about=ref) as deed:
        row, made = Happening.objects.get_or_create(
            use_id=register.sheet(ref).id, key=found.key,
            defaults={
                "kind": found.kind, "words": found.words, "happened_on": found.happened_on,
                "said_by": CLOCK.name, "by_name": CLOCK.name, "at": now,
            },
        )
        deed.result = f"happening-{row.pk}"
        deed.note(kind=found.kind.value, text=found.words, new=made)
    return deed.result


def close_answered(*, happening_id: int, now: datetime) -> str:
    """The clock closes a review that a later assessment or decision has answered."""
    with act("happenings:happening:close", by=CLOCK, now=now) as deed:
        line = queries.one(happening_id)
        deed.about = line.ref
        Happening.objects.filter(pk=happening_id, closed_at=None).update(
            closed_at=now, closed_because=rules.ANSWERED, closed_by=CLOCK.name
        )
        deed.result = f"happening-{happening_id}"
        deed.note(kind=line.kind.value, text=line.words, because=rules.ANSWERED)
    return deed.result


def close(*, happening_id: int, because: str, by: Actor, now: datetime) -> str:
    """The ethics lead or the decision maker closes a review without another round, and says why.

    Refused to the owner of the use, without a reason, and where it is closed already.
    """
    with act("happenings:happening:close", by=by, now=now) as deed:
        line = queries.one(happening_id)
        deed.about = line.ref
        require(may(by, "reviews.close", line.concern))
        require(rules.may_close(closed=not line.open, because=because))
        row = Happening.objects.select_for_update().filter(pk=happening_id).first()
        if row is None:
            raise Missing("There is no such happening.")
        row.closed_at, row.closed_because, row.closed_by = now, because.strip(), by.name
        row.save(update_fields=["closed_at", "closed_because", "closed_by"])
        deed.result = f"happening-{happening_id}"
        deed.note(kind=row.kind, text=row.words, because=row.closed_because)
    return deed.result
