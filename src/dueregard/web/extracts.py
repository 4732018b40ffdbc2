"""A file that is to be given out: cut when it comes, handed over once, and then gone.

What was sent in is deleted as soon as it is cut. What was cut lies in the folder of kept files,
which no page serves, until it is taken or a day is over.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from dueregard.answers import DueRegardError
from dueregard.manage.sharing.disclosures.cutting import Cut, cut
from dueregard.web import uploads


def cut_and_keep(
    upload: "UploadedFile[Any]", *, request_id: int, may_go: Sequence[str],
    give: Callable[[Cut], str],
) -> str:
    """Cut a file, keep the result, and call `give`; where that is refused nothing is kept."""
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as room:
        came, made = Path(room) / "came", Path(room) / "made"
        with came.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        found = cut(came, made, may_go=may_go)
        came.unlink()
        _to_disk(made)
        place = _place(request_id, found.extract.sha256)
        os.replace(made, place)
    try:
        return give(found)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def is_here(request_id: int, sha256: str) -> bool:
    """Whether the cut file is still here to be taken."""
    return bool(sha256) and _place(request_id, sha256).exists()


def hand_over(request_id: int, sha256: str, *, note: Callable[[], object]) -> bytes:
    """The cut file, once: `note` writes that it is taken, then it is gone here."""
    place = _place(request_id, sha256)
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        raise DueRegardError(
            "The file is not here any more: it is kept for one day. Cut it again; that is "
            "another disclosure."
        ) from None
    note()
    place.unlink(missing_ok=True)
    return content


def _place(request_id: int, sha256: str) -> Path:
    """One for each request, so that taking one never takes another's."""
    return uploads.path_of(hashlib.sha256(f"share-{request_id}:{sha256}".encode()).hexdigest())


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
