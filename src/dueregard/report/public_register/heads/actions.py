"""Carries the signed heads of the ledger into the public door's own database, and nothing else.

Beside each lies the proof that the one before is its beginning, so that a witness can follow from
any head to the newest and needs nothing of the workbench.
"""

import base64
from datetime import datetime

from django.db.models import Sum

from dueregard.ledger.heads import queries as heads
from dueregard.ledger.heads.queries import Head
from dueregard.report.public_register.models import PublicHead


def fill(*, now: datetime) -> int:
    """Make the public database hold the heads that were signed; say how many changed.

    Called inside the transaction that fills the rest. Like it, it writes no ledger entry. Heads
    stay; only new ones come, and witnesses' signatures under those that are there.
    """
    changed = _take_in_signatures()
    last = PublicHead.objects.order_by("-size").values_list("size", flat=True).first() or 0
    for head in heads.all_signed(after=last):
        proof = heads.step(old=last, size=head.size).proof
        PublicHead.objects.create(
            size=head.size, at=head.at, since=last,
            proof="".join(f"{base64.b64encode(each).decode()}\n" for each in proof),
            **_signed(head),
        )
        last, changed = head.size, changed + 1
    return changed


def _take_in_signatures() -> int:
    there = PublicHead.objects.aggregate(all=Sum("signatures"))["all"] or 0
    if there == heads.cosignatures():
        return 0
    changed = 0
    known = dict(PublicHead.objects.values_list("size", "signatures"))
    for head in heads.all_signed():
        if known.get(head.size, len(head.cosigned)) != len(head.cosigned):
            PublicHead.objects.filter(size=head.size).update(**_signed(head))
            changed += 1
    return changed


def _signed(head: Head) -> dict[str, object]:
    return {
        "note": head.note, "key": head.key, "signatures": len(head.cosigned),
        "witnesses": [
            {"body": each.body, "name": each.name, "key": each.key, "at": each.at.isoformat()}
            for each in head.cosigned
        ],
    }
