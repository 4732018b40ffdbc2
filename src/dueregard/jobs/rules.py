"""What becomes of long work: taken up, finished, failed, or taken up again when its worker died.

Without this file a person could wait for ever for work that nobody is doing any more.
"""

from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """How a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


STATE_NAMES: dict[State, str] = {
    State.WAITING: "Waiting",
    State.RUNNING: "Running",
    State.DONE: "Done",
    State.FAILED: "Failed",
}
MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.RUNNING}),
    State.RUNNING: frozenset({State.DONE, State.FAILED, State.WAITING}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
}
OPEN = frozenset({State.WAITING, State.RUNNING})

SILENT = timedelta(seconds=60)
# The queue may have lost the line of a job that nobody has started.
FORGOTTEN = timedelta(minutes=10)
MOST_ATTEMPTS = 3
GAVE_UP = (
    f"The work was begun {MOST_ATTEMPTS} times and stopped each time before it was done. "
    "Nothing was saved. Try again with a smaller file, and tell your administrator if it "
    "happens again."
)


class Fate(StrEnum):
    """What to do about work that may have been left."""

    LEAVE = "leave"
    AGAIN = "again"
    GIVE_UP = "give-up"


def fate(*, state: State, since: datetime, attempts: int, now: datetime) -> Fate:
    """Whether work is left alone, taken up again, or given up.

    `since` is when it last gave a sign: running work gives one every few seconds, so silence for
    a minute means that its worker is gone.
    """
    if state == State.RUNNING and now - since > SILENT:
        return Fate.GIVE_UP if attempts >= MOST_ATTEMPTS else Fate.AGAIN
    if state == State.WAITING and now - since > FORGOTTEN:
        return Fate.AGAIN
    return Fate.LEAVE
