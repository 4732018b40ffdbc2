"""A pack from a file: its words, its version as numbers, and ids that are given up for good."""

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses.bringing_in import MOST_CHARACTERS, id_of, merged, numbers, text_of
from dueregard.lenses.lock import Locked


def locked(rev=1, *, retired=False, digest="a"):
    return Locked(id="lfr.r01", rev=rev, sort="risk safety", digest=digest, retired=retired)


@pytest.mark.parametrize(("older", "newer"), [
    ("1.9.0", "1.10.0"), ("1.0.9", "1.1.0"), ("9.0.0", "10.0.0"), ("1.0.1", "1.0.2"),
])
def test_versions_are_compared_as_numbers(older, newer):
    assert numbers(newer) > numbers(older)


@pytest.mark.parametrize("order", [
    (locked(3, retired=True), locked(4)), (locked(4), locked(3, retired=True)),
])
def test_an_id_that_was_once_given_up_stays_so_whatever_came_before_or_after(order):
    assert merged(order)["lfr.r01"].retired


def test_the_highest_rev_of_an_id_stands_in_whatever_order_they_come():
    one, two = locked(1), locked(2, digest="b")

    assert merged([one, two]) == merged([two, one]) == {"lfr.r01": two}


def test_a_file_from_another_machine_reads_the_same():
    assert text_of(b'\xef\xbb\xbfid = "x"\r\nname = "X"\r\n') == 'id = "x"\nname = "X"\n'


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(DueRegardError, match="larger than a pack can be"):
        text_of(b"#" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize("text", ['id = 3', 'id = "a/b"', 'id = "lfr.r01"', "", 'id = ""'])
def test_a_file_that_does_not_say_which_pack_it_is_is_refused(text):
    with pytest.raises(DueRegardError, match="which pack it is"):
        id_of(text)
