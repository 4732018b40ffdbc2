"""Where a file that somebody sent is kept until it is measured: by its content, not its name."""

import hashlib
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from dueregard.jobs import queries as jobs

# Long enough to say which column is which; whoever goes away leaves nothing behind.
ABANDONED_SECONDS = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def folder() -> Path:
    """The folder of kept files, made when it is first needed; no page serves from it."""
    path: Path = settings.ENV.home / "files"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(sha256: str) -> Path:
    """Where the file with that digest is, or would be."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"not a digest: {sha256!r}")
    return folder() / sha256


def keep(upload: "UploadedFile[Any]") -> str:
    """Keep a file under its SHA-256 and say what that is. Written whole or not at all."""
    digest = hashlib.sha256()
    descriptor, beside = tempfile.mkstemp(dir=folder(), prefix=".coming-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in upload.chunks():
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path_of(digest.hexdigest()))
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def let_go(sha256: str) -> None:
    """Delete a kept file, unless work that is not over still needs it."""
    if sha256 not in jobs.files_needed():
        path_of(sha256).unlink(missing_ok=True)


def sweep() -> int:
    """Delete the kept files that no work needs any more, or that were never asked to be measured.

    Gives how many.
    """
    here = {each.name for each in folder().iterdir() if _DIGEST.fullmatch(each.name)}
    gone = here & jobs.files_finished_with()
    needed = jobs.files_needed()
    before = time.time() - ABANDONED_SECONDS
    gone |= {
        name for name in here - needed if path_of(name).stat().st_mtime < before
    }
    for sha256 in gone:
        path_of(sha256).unlink(missing_ok=True)
    return len(gone)
