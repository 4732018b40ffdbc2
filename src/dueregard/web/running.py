"""Whether the workbench runs on a home folder: a restore under its feet would lose what it writes.

Without it two copies could work on one folder, each sure that it is alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dueregard.answers import DueRegardError

try:
    import fcntl
except ModuleNotFoundError:  # pragma: no cover - Windows has no such lock
    fcntl = None  # type: ignore[assignment]

LOCK = "running"


@contextmanager
def running(home: Path) -> Iterator[None]:
    """While the workbench runs. Several may, on ports of their own; a restore waits for none."""
    with _held(home, alone=False):
        yield


@contextmanager
def stopped(home: Path) -> Iterator[None]:
    """While nothing may run; refused in words where something does."""
    with _held(home, alone=True):
        yield


@contextmanager
def _held(home: Path, *, alone: bool) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except OSError as error:
                raise DueRegardError(
                    f"The workbench is running on {home}. Stop it first, then try again." if alone
                    else f"A restore is going on in {home}. Wait until it is done."
                ) from error
        yield
    finally:
        os.close(descriptor)
