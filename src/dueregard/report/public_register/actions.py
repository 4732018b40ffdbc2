"""Carries what was published into the public door's own database, and nothing else.

These are copies of what the ledger already has (who published what, and when), in a database
that the ledger's own cannot share a transaction with: so nothing here writes a ledger entry.
"""

from datetime import datetime

from django.db import transaction

from dueregard import __version__
from dueregard.documents.document import document_from_plain
from dueregard.ledger import queries as ledger
from dueregard.people import queries as people
from dueregard.report.public_register import drawing, rules
from dueregard.report.public_register.carrying import actions as carrying
from dueregard.report.public_register.heads import actions as heads
from dueregard.report.public_register.models import Notice, PublicRecord, RecordText, Signboard
from dueregard.report.public_register.papers import actions as papers
from dueregard.report.publication import queries as publication
from dueregard.report.publication.queries import Mark

_DRAWN_AT_ONCE = 200


def fill(*, now: datetime) -> int:
    """Make the public database hold what is published, and say how many records changed.

    Safe to run again at any time, also after a crash half way: only what differs is written,
    all of it in one transaction of the public database.
    """
    wanted = {(each.slug, each.version): each for each in publication.marks()}
    with transaction.atomic(using="public"):
        there = _there()
        changed = [
            mark for key, mark in wanted.items() if there.get(key) != _fingerprint(mark)
        ]
        for mark in changed:
            _put(mark)
        gone = [key for key in there if key not in wanted]
        for slug, version in gone:
            PublicRecord.objects.filter(slug=slug, version=version).delete()
        _draw_anew()
        _notices()
        carrying.lay_out(now=now)
        _signboard(now)
        others = papers.fill(now=now) + heads.fill(now=now)
    return len(changed) + len(gone) + others


Fingerprint = tuple[bool, str, datetime | None, str]


def _there() -> dict[tuple[str, int], Fingerprint]:
    # One without words was filled by an older release: it is filled again.
    rows = PublicRecord.objects.select_for_update().exclude(
        withdrawn_at=None, words=""
    ).values_list(
        "slug", "version", "newest", "digest", "withdrawn_at", "withdrawn_because"
    )
    return {(slug, version): tuple(rest) for slug, version, *rest in rows}  # type: ignore[misc]


def _fingerprint(mark: Mark) -> Fingerprint:
    return (mark.newest, mark.digest, mark.withdrawn_at, mark.withdrawn_because)


def _put(mark: Mark) -> None:
    row = publication.shelved(mark)
    record, _made = PublicRecord.objects.update_or_create(
        slug=row.slug, version=row.version,
        defaults={
            "newest": row.newest, "title": row.title, "summary": row.summary,
            "words": rules.words(row.document), "stated": rules.number(row.document, "stated"),
            "withheld": rules.number(row.document, "withheld"),
            "status": row.status, "digest": row.digest,
            "published_at": row.published_at, "withdrawn_at": row.withdrawn_at,
            "withdrawn_because": row.withdrawn_because,
        },
    )
    if row.document:
        RecordText.objects.update_or_create(record=record, defaults={
            "document": row.document,
            "drawn": drawing.to_plain(document_from_plain(row.document)), "drawn_by": __version__,
        })
    else:
        RecordText.objects.filter(record=record).delete()


def _draw_anew() -> None:
    """Pages that another release drew, so many at a time: nobody waits, they are drawn if asked."""
    for each in RecordText.objects.exclude(drawn_by=__version__)[:_DRAWN_AT_ONCE]:
        each.drawn = drawing.to_plain(document_from_plain(each.document))
        each.drawn_by = __version__
        each.save(update_fields=["drawn", "drawn_by"])


def _notices() -> None:
    wanted = {
        rules.notice_key(number=each.id, since=each.since): each
        for each in publication.notices()
    }
    Notice.objects.exclude(key__in=list(wanted)).delete()
    there = set(Notice.objects.values_list("key", flat=True))
    for key, each in wanted.items():
        if key not in there:
            Notice.objects.create(
                key=key, slug=each.slug, version=each.version, text=each.text, at=each.at
            )


def _signboard(now: datetime) -> None:
    force, head = people.force(), ledger.head()
    if force is None:
        return
    changes = Signboard.objects.filter(pk=1).values_list("changes", flat=True).first() or 0
    Signboard.objects.update_or_create(pk=1, defaults={
        "force_name": force.name, "contact_email": force.contact_email,
        "example": force.example, "ledger_seq": head.seq, "ledger_head": head.hash, "at": now,
        "changes": changes + 1,
    })
