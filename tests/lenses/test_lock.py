"""Ids are for ever: the shipped content is held against the lock, and the lock against slips."""

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.lock import broken_promises, read_lock, relock, unlocked, write_lock
from dueregard.lenses.shapes import Words
from dueregard.sharing import catalogue, sheet


def word(name="privacy.01", rev=1, sort="question privacy", text="What for?"):
    return Words(
        id=name, rev=rev, sort=sort, file="lenses/privacy.toml", table={"text": text}
    )


def lock_of(*words):
    return read_lock(write_lock(relock(words=words, locked={}).values()))


def test_the_shipped_content_keeps_every_promise_and_is_locked():
    text = banks.shipped().joinpath("ids.lock").read_text(encoding="utf-8")
    locked = read_lock(text)
    words = (*banks.load().words, *catalogue.load().words, *sheet.load().words)

    assert broken_promises(words=words, locked=locked) == ()
    assert unlocked(words=words, locked=locked) == ()


def test_an_id_that_vanishes_is_told():
    [said] = broken_promises(words=[], locked=lock_of(word()))

    assert "privacy.01 has vanished" in said


def test_new_words_under_an_old_rev_are_told():
    [said] = broken_promises(words=[word(text="Why?")], locked=lock_of(word()))

    assert "Set rev = 2" in said


def test_a_new_id_breaks_nothing_and_waits_to_be_locked():
    words = [word(), word(name="privacy.02")]

    assert broken_promises(words=words, locked=lock_of(word())) == ()
    assert unlocked(words=words, locked=lock_of(word())) == ("privacy.02",)


def test_new_words_under_a_new_rev_are_fine_and_wait_to_be_locked():
    words = [word(text="Why?", rev=2)]

    assert broken_promises(words=words, locked=lock_of(word())) == ()
    assert unlocked(words=words, locked=lock_of(word())) == ("privacy.01",)


def test_a_new_meaning_under_an_old_id_is_told():
    words = [word(rev=2, sort="question safety")]

    [said] = broken_promises(words=words, locked=lock_of(word()))

    assert "new meaning" in said


def test_a_rev_that_goes_back_is_told():
    [said] = broken_promises(words=[word()], locked=lock_of(word(rev=2)))

    assert "went back from 2 to 1" in said


def test_a_retired_id_may_be_gone_but_may_not_come_back():
    locked = read_lock("privacy.01 | 1 | question privacy | abc | retired\n")

    assert broken_promises(words=[], locked=locked) == ()
    [said] = broken_promises(words=[word()], locked=locked)
    assert "may not come back" in said


def test_locking_forgets_nothing():
    locked = read_lock("old.01 | 1 | law | abc | retired\n")

    again = read_lock(write_lock(relock(words=[word()], locked=locked).values()))

    assert again["old.01"].retired
    assert not again["privacy.01"].retired


def test_a_lock_that_cannot_be_read_names_its_line():
    with pytest.raises(DueRegardError, match="line 2 cannot be read"):
        read_lock("# head\nprivacy.01 | one\n")
