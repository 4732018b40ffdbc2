"""What becomes of work whose worker is gone."""

from datetime import timedelta

import pytest

from dueregard.jobs.rules import MOST_ATTEMPTS, MOVES, OPEN, STATE_NAMES, Fate, State, fate


def test_every_state_has_words_and_only_what_is_over_stays():
    assert set(STATE_NAMES) == set(MOVES) == set(State)
    assert {each for each in State if MOVES[each]} == OPEN


@pytest.mark.parametrize(("state", "seconds", "attempts", "expected"), [
    (State.RUNNING, 60, 1, Fate.LEAVE),
    (State.RUNNING, 61, 1, Fate.AGAIN),
    (State.RUNNING, 61, MOST_ATTEMPTS - 1, Fate.AGAIN),
    (State.RUNNING, 61, MOST_ATTEMPTS, Fate.GIVE_UP),
    (State.WAITING, 61, 0, Fate.LEAVE),
    (State.WAITING, 601, 0, Fate.AGAIN),
    (State.DONE, 100_000, 1, Fate.LEAVE),
    (State.FAILED, 100_000, 3, Fate.LEAVE),
])
def test_silent_work_is_taken_up_again_and_given_up_in_the_end(
    now, state, seconds, attempts, expected
):
    since = now - timedelta(seconds=seconds)

    assert fate(state=state, since=since, attempts=attempts, now=now) is expected
