"""Signing the ledger's head. The clock does it, and it changes nothing.

A head is worked out from entries that are there already, so it leaves no entry of its own: if it
did, every head would bring about the next.
"""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from dueregard.answers import DueRegardError
from dueregard.ledger import notes
from dueregard.ledger.heads import queries
from dueregard.ledger.heads.queries import PART
from dueregard.ledger.models import Part, SignedHead
from dueregard.ledger.notes import Checkpoint, Note, Signer
from dueregard.ledger.one_writer import alone
from dueregard.ledger.tree import Growing

# So many parts are worked out in one go, so that nobody else waits long to write.
_PARTS_AT_ONCE = 400


def sign(*, signer: Signer, now: datetime) -> tuple[int, ...]:
    """Sign the head as the last day ended, and as it is now; the sizes that were signed.

    Nothing is signed twice and nothing where no entry was added. Refused in words where the
    ledger is not what was signed last: a force never signs two histories.
    """
    _keep_parts()
    midnight = datetime.combine(timezone.localdate(now), time.min, timezone.get_current_timezone())
    wanted = (queries.count_before(midnight), queries.count())
    return tuple(size for size in wanted if _sign(size, signer=signer, now=now))


def _sign(size: int, *, signer: Signer, now: datetime) -> bool:
    with transaction.atomic():
        alone()
        last = SignedHead.objects.order_by("-size").first()
        if size <= (last.size if last else 0):
            return False
        if last and queries.root(last.size).hex() != last.root:
            raise DueRegardError(
                f"No head was signed: the first {last.size} entries of the ledger are not those "
                f"that were signed on {last.at:%d %B %Y %H:%M} UTC. Somebody changed the database "
                "itself. Do not go on with this installation: keep it as it is, restore the last "
                "backup beside it, and tell your data protection officer."
            )
        head = Checkpoint(origin=signer.name, size=size, root=queries.root(size))
        note = Note(text=head.text, signatures=(notes.signed(head.text, signer),))
        SignedHead.objects.create(
            size=size, root=head.root.hex(), note=str(note), key=signer.key.text, at=now
        )
    return True


def _keep_parts() -> None:
    """Work out the root of each full part that has none yet: all of them in an older ledger."""
    whole, at = queries.count() // PART, queries.parts_kept()
    while at < whole:
        upto = min(at + _PARTS_AT_ONCE, whole)
        rows: list[Part] = []
        growing = Growing()
        for each in queries.leaves(at * PART, upto * PART):
            growing.add(each)
            if growing.size == PART:
                rows.append(Part(number=at + len(rows), root=growing.root().hex()))
                growing = Growing()
        # Two workers may do so at once: what they work out is the same.
        Part.objects.bulk_create(rows, ignore_conflicts=True)
        at = upto
