"""Carries published papers into the public door's own database, and nothing else."""

from datetime import datetime

from dueregard.report.bulletins import queries as bulletins
from dueregard.report.bulletins.queries import Mark
from dueregard.report.public_register.models import PublicPaper

Fingerprint = tuple[bool, str, datetime | None, str]


def fill(*, now: datetime) -> int:
    """Make the public database hold the papers that are published; say how many changed.

    Called inside the transaction that fills the rest, at its moment. Like it, it writes no ledger
    entry: these are copies of what the ledger has, and only what differs is written.
    """
    wanted = {(each.slug, each.version): each for each in bulletins.marks()}
    there = _there()
    changed = [mark for key, mark in wanted.items() if there.get(key) != _fingerprint(mark)]
    for mark in changed:
        _put(mark)
    gone = [key for key in there if key not in wanted]
    for slug, version in gone:
        PublicPaper.objects.filter(slug=slug, version=version).delete()
    return len(changed) + len(gone)


def _there() -> dict[tuple[str, int], Fingerprint]:
    rows = PublicPaper.objects.select_for_update().values_list(
        "slug", "version", "newest", "digest", "withdrawn_at", "withdrawn_because"
    )
    return {
        (slug, version): (newest, digest, at, because)
        for slug, version, newest, digest, at, because in rows
    }


def _fingerprint(mark: Mark) -> Fingerprint:
    return (mark.newest, mark.digest, mark.withdrawn_at, mark.withdrawn_because)


def _put(mark: Mark) -> None:
    row = bulletins.shelved(mark)
    PublicPaper.objects.update_or_create(
        slug=mark.slug, version=mark.version,
        defaults={
            "kind": row.kind, "newest": mark.newest, "title": row.title,
            "summary": row.summary, "document": row.document, "digest": mark.digest,
            "published_at": row.published_at, "withdrawn_at": mark.withdrawn_at,
            "withdrawn_because": mark.withdrawn_because,
        },
    )
