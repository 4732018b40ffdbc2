"""Where an inspector's archives are kept: by their content, for as long as they are the newest."""

import re
import time
from pathlib import Path

from django.conf import settings

from dueregard.report.inspection import queries

# They name what staff did, so they do not lie about for ever; one can always be made again.
KEPT_SECONDS = 90 * 24 * 3600
_HALF_MADE_SECONDS = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def folder() -> Path:
    """The folder of archives, made when it is first needed; no page serves from it by name."""
    path: Path = settings.ENV.home / "archives"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(digest: str) -> Path:
    """Where the archive with that digest is, or would be."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a digest: {digest!r}")
    return folder() / digest


def here(digest: str) -> bool:
    """Whether that archive is still kept."""
    return path_of(digest).exists()


def sweep() -> int:
    """Delete what is too old, and what no sample has as its newest archive. Gives how many."""
    newest, now, gone = queries.archive_digests(), time.time(), 0
    for path in folder().iterdir():
        age = now - path.stat().st_mtime
        if age > (KEPT_SECONDS if path.name in newest else _HALF_MADE_SECONDS):
            path.unlink(missing_ok=True)
            gone += 1
    return gone
