"""Taking on a witness, ending it, and taking in what it signed."""

from datetime import datetime

from dueregard.answers import Answer, Missing, require
from dueregard.ledger import notes
from dueregard.ledger.actions import act
from dueregard.ledger.models import Cosignature, SignedHead, Witness
from dueregard.ledger.rules import Actor
from dueregard.ledger.witnesses import rules


def trust(
    *, body: str, key: str, own: str, allowed: Answer, by: Actor, now: datetime
) -> str:
    """Take on a witness: who it is, and its verifier key. `own` is the name of this ledger.

    `allowed` is what people.rules.may answered. Refused for a key that signs ledgers, for our
    own, and for one that is here already.
    """
    with act("ledger:witness:trust", by=by, now=now) as deed:
        require(allowed)
        found = notes.key_from_text(key)
        known = frozenset(Witness.objects.values_list("key", flat=True))
        require(rules.may_trust(found, body=body, own=own, known=known))
        row = Witness.objects.create(
            name=found.name, body=body.strip()[:200], key=found.text, added_at=now
        )
        deed.result = f"witness-{row.pk}"
        deed.note(body=row.body, key=row.key)
    return deed.result


def end(*, witness_id: int, allowed: Answer, by: Actor, now: datetime) -> str:
    """A witness signs no more; what it signed stays."""
    with act("ledger:witness:end", by=by, now=now, about=f"witness-{witness_id}") as deed:
        require(allowed)
        if not Witness.objects.filter(pk=witness_id, ended_at=None).update(ended_at=now):
            raise Missing("There is no such witness, or it ended before.")
        deed.result = deed.about
        deed.note(body=Witness.objects.get(pk=witness_id).body)
    return deed.result


def take_in(*, note: str, allowed: Answer, by: Actor, now: datetime) -> str:
    """Take in the signatures of witnesses under one of our heads, from the note they made.

    Refused where the head is not ours, where no known witness signed it, and where a signature
    does not fit.
    """
    with act("ledger:head:take-in", by=by, now=now) as deed:
        require(allowed)
        found = notes.note_from_text(note)
        head = SignedHead.objects.filter(size=notes.checkpoint_from_text(found.text).size).first()
        ours = head is not None and notes.note_from_text(head.note).text == found.text
        rows = _signatures(found, head, now) if ours and head else []
        require(rules.may_take_in(
            heads=ours, signed=len(rows), latest=max((each.signed_at for each in rows),
                                                     default=None), now=now,
        ))
        Cosignature.objects.bulk_create(rows)
        deed.result = f"head-{rows[0].head_id}"
        deed.note(entries=rows[0].head_id, by=[each.witness.body for each in rows])
    return deed.result


def _signatures(note: notes.Note, head: SignedHead, now: datetime) -> list[Cosignature]:
    rows = []
    held = set(head.cosignatures.values_list("witness_id", flat=True))
    for witness in Witness.objects.filter(ended_at=None).exclude(pk__in=held).order_by("pk"):
        key = notes.key_from_text(witness.key)
        signed_at = notes.signed_at(note, key)
        line = next((each.line for each in note.signatures
                     if (each.name, each.id) == (key.name, key.id)), "")
        if signed_at is not None:
            rows.append(Cosignature(head=head, witness=witness, line=line, signed_at=signed_at,
                                    taken_in_at=now))
    return rows
