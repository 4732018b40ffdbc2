"""Fetches what was asked at the public door, and lays there what may be shown of it.

Two databases share no transaction: a question is first kept inside, then let go of outside. A
crash between the two leaves it in both, and the next fetch only lets go of it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dueregard.answers import Refused
from dueregard.report.public_register.models import AskedQuestion, PublicQuestion, Signboard
from dueregard.report.questions import actions as questions
from dueregard.report.questions import queries
from dueregard.report.questions.actions import Arrived

MOST = 500


def fetch(*, now: datetime) -> int:
    """Take in what waits at the public door, and say how many rows were let go of there.

    What is no question is refused with a line on the ledger, and let go of all the same.
    """
    rows = list(AskedQuestion.objects.order_by("pk")[:MOST])
    for row in rows:
        arrived = Arrived(
            number=row.number, slug=row.slug, version=row.version, words=row.words,
            asked_on=row.asked_on,
        )
        try:
            questions.receive(arrived=arrived, now=now)
        except Refused:
            # The ledger says why. Left there it would be refused again every hour.
            continue
    if rows:
        # Together, so that whoever looks up their number finds it in one place or the other.
        with transaction.atomic(using="public"):
            lay_out(now=now)
            AskedQuestion.objects.filter(pk__in=[each.pk for each in rows]).delete()
    return len(rows)


def lay_out(*, now: datetime) -> int:
    """Make the public database hold what may be shown of questions; say how many changed.

    Only what differs is written, so it may be done again at any time.
    """
    wanted = {each.number: _values(each) for each in queries.told()}
    with transaction.atomic(using="public"):
        there = {
            each.pop("number"): each for each in
            PublicQuestion.objects.values("number", *_FIELDS)
        }
        changed = [number for number, values in wanted.items() if there.get(number) != values]
        for number in changed:
            PublicQuestion.objects.update_or_create(
                number=number, defaults=wanted[number] | {"changed_at": now}
            )
        gone = set(there) - set(wanted)
        PublicQuestion.objects.filter(number__in=gone).delete()
        if changed or gone:
            # What browsers and the server keep of these pages is drawn anew.
            Signboard.objects.update(changes=F("changes") + 1)
    return len(changed) + len(gone)


_FIELDS = ("slug", "version", "state", "words", "asked_on", "due_on", "reason", "repeats",
           "answers", "answered_on", "days")


def _values(told: queries.Told) -> dict[str, Any]:
    values = {name: getattr(told, name) for name in _FIELDS}
    return values | {"answers": list(told.answers)}
