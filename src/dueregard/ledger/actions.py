"""The one way to do anything that is remembered: check, change, entry, in one transaction."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.answers import Answer, DueRegardError, Refused, require
from dueregard.ledger import rules
from dueregard.ledger.models import Entry
from dueregard.ledger.one_writer import alone
from dueregard.ledger.rules import Actor, AlreadyDone

# True inside an action that another action called: the form belongs to the outer one.
_inside: ContextVar[bool] = ContextVar("inside", default=False)


@dataclass(slots=True)
class Deed:
    """What is being done, while it is being done. `result` names what it made."""

    verb: str
    about: str
    result: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def note(self, **facts: Any) -> None:
        """Add facts to the entry: plain values that JSON can hold."""
        self.facts.update(facts)


@contextmanager
def act(verb: str, *, by: Actor, now: datetime, about: str = "") -> Iterator[Deed]:
    """Do one thing and leave one line.

    Inside it: check (answers.require), change, note. When the check refuses, everything rolls
    back, the refusal gets a line of its own, and the refusal goes on to the caller. The same
    form sent twice raises AlreadyDone with what the first sending made.
    """
    deed = Deed(verb=verb, about=about)
    form = None if _inside.get() else by.form
    outermost = _inside.set(True)
    try:
        with transaction.atomic():
            alone()
            _once_only(form)
            yield deed
            _write((deed,), by=by, now=now, once=form)
    except Refused as refusal:
        with transaction.atomic():
            alone()
            deed.facts = {"reason": refusal.reason, "code": refusal.code}
            deed.result = ""
            _write((deed,), by=by, now=now, refused=True)
        raise
    finally:
        _inside.reset(outermost)


def act_many(deeds: Sequence[Deed], *, by: Actor, now: datetime) -> range:
    """Write a line for each of many things that were done alike, all of them or none.

    For what is done so often that a transaction each would be too slow. Nothing is checked here:
    whoever calls it has. Gives the numbers of the entries, in the order of the deeds.
    """
    form = None if _inside.get() else by.form
    with transaction.atomic():
        alone()
        _once_only(form)
        return _write(deeds, by=by, now=now, once=form)


def erase(*, seq: int, reason: str, allowed: Answer, by: Actor, now: datetime) -> str:
    """A data protection officer erases the words of one entry; its commitment stays.

    `allowed` is what people.rules.may answered: who may do this is known above the ledger.
    """
    with act("ledger:entry:erase", by=by, now=now, about=f"entry-{seq}") as deed:
        require(allowed)
        if not Entry.objects.filter(seq=seq, body__isnull=False).update(body=None, salt=None):
            raise DueRegardError(f"There is no entry {seq} with words to erase.")
        deed.result = deed.about
        deed.note(reason=reason)
    return deed.result


def _once_only(form: str | None) -> None:
    if form is None:
        return
    earlier = Entry.objects.filter(once=form).first()
    if earlier is not None:
        raise AlreadyDone(str((earlier.body or {}).get("result", "")))


def _write(
    deeds: Sequence[Deed], *, by: Actor, now: datetime, refused: bool = False,
    once: str | None = None,
) -> range:
    """One line for each deed, after the last; the form's mark goes into the first of them."""
    last = Entry.objects.order_by("-seq").values_list("seq", "at", "head").first()
    before, last_at, head = last or (0, None, rules.START)
    at = rules.written_at(now=now, last=last_at)
    who = {"id": by.id, "name": by.name, "roles": sorted(by.roles)}
    rows = []
    for seq, deed in enumerate(deeds, start=before + 1):
        body = {
            "verb": deed.verb, "about": deed.about, "refused": refused, "result": deed.result,
            "by": who, "facts": deed.facts,
        }
        salt = secrets.token_hex(16)
        committed = rules.commitment(salt=salt, body=body)
        head = rules.head_after(head=head, seq=seq, at=at.isoformat(), commitment=committed)
        rows.append(Entry(
            seq=seq, at=at, verb=deed.verb, about=deed.about, refused=refused,
            commitment=committed, head=head, salt=salt, body=body,
            once=once if seq == before + 1 else None,
        ))
    Entry.objects.bulk_create(rows)
    return range(before + 1, before + 1 + len(rows))
