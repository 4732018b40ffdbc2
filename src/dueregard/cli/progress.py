"""A bar on the terminal, only when there is something to wait for.

Without this file a person with a large file would not know whether it still works.
"""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

WAIT_SECONDS = 1.0


class Bar:
    """Shows nothing for the first second, nor where no person watches."""

    def __init__(self) -> None:
        """Begin to wait."""
        self._since = time.monotonic()
        self._shown: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the bar away, however the work ended."""
        if self._shown:
            self._shown.stop()

    def say(self, done: int, total: int, message: str) -> None:
        """How far the work has come, and what is being done."""
        if self._shown is None and not self._begin():
            return
        if self._shown is not None and self._task is not None:
            self._shown.update(self._task, completed=done, total=total, description=message)

    def _begin(self) -> bool:
        if time.monotonic() - self._since < WAIT_SECONDS or not sys.stderr.isatty():
            return False
        from rich.console import Console
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task("", total=None)
        self._shown.start()
        return True
