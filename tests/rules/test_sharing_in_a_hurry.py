"""What is counted of sharing in a hurry, and how the public page says it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import No, Yes
from dueregard.manage.sharing import rules as sharing
from dueregard.manage.sharing.hurried.rules import HURRIED, Hurried, Look, counted, is_known
from dueregard.manage.sharing.rules import Found, Way
from dueregard.report.hurried import paper
from dueregard.report.hurried.paper import Told

AT = datetime(2026, 5, 4, 22, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def use(way=Way.URGENT, *, after=None, found=Found.RIGHT, at_once=True):
    """One use at `AT`, looked at so many hours after it."""
    due = AT + HOUR * (72 if way is Way.LIFE else 24)
    return Hurried(
        id=1, ref="share-1", way=way, at=AT, by="A", look_by=due if at_once else None,
        looked_at=None if after is None else AT + HOUR * after,
        found=None if after is None else found,
    )


@pytest.mark.parametrize(("way", "after", "now", "look"), [
    (Way.URGENT, 3, 100, Look.SOON), (Way.URGENT, 24, 100, Look.SOON),
    (Way.URGENT, 25, 100, Look.LATE), (Way.URGENT, None, 24, Look.STILL),
    (Way.URGENT, None, 25, Look.NOBODY), (Way.LIFE, 24, 100, Look.SOON),
    (Way.LIFE, 25, 100, Look.IN_TIME), (Way.LIFE, 72, 100, Look.IN_TIME),
    (Way.LIFE, 73, 100, Look.LATE), (Way.LIFE, None, 72, Look.STILL),
    (Way.LIFE, None, 73, Look.NOBODY),
])
def test_how_soon_somebody_else_looked(way, after, now, look):
    assert use(way, after=after).look(now=AT + HOUR * now) is look


def test_what_did_not_go_out_at_once_is_used_and_has_nothing_to_be_looked_at():
    counts = counted([use(at_once=False), use(after=2)], way=Way.URGENT, now=AT + HOUR * 9)

    assert (counts.used, counts.at_once, counts.looked) == (2, 1, 1)


USES = st.builds(
    use, st.sampled_from(HURRIED), after=st.none() | st.integers(0, 200),
    found=st.sampled_from(Found), at_once=st.booleans(),
)


@given(uses=st.lists(USES, max_size=12), hours=st.integers(0, 200))
def test_nothing_falls_between_the_counts(uses, hours):
    now = AT + HOUR * hours
    for way in HURRIED:
        counts = counted(uses, way=way, now=now)
        assert counts.used == len([each for each in uses if each.way is way])
        assert sum(counts.looks.values()) == counts.at_once <= counts.used
        assert sum(counts.found.values()) == counts.looked <= counts.at_once


@pytest.mark.parametrize(("since", "known"), [
    (None, False), (date(2026, 7, 1), False), (date(2026, 6, 30), True),
    (date(2020, 1, 1), True),
])
def test_before_the_record_began_nothing_is_known(since, known):
    assert is_known(last=date(2026, 6, 30), since=since) is known


def test_the_page_says_nought_as_nought_and_the_unknown_as_unknown():
    some = [use(Way.LIFE, after=30, found=Found.TOO_MUCH), use(after=None)]
    now = AT + HOUR * 100
    told = [Told(title="Newest", counts={way: counted([], way=way, now=now) for way in HURRIED}),
            Told(title="Before", part="from 3 May 2026",
                 counts={way: counted(some, way=way, now=now) for way in HURRIED}),
            Told(title="Long ago", counts=None)]

    life, urgent, _reading = paper.paper(told, force="Fenmarch", made_at="").parts

    assert life.blocks[1].rows == (
        ("Newest", 0, 0, 0, 0, 0, 0, 0),
        ("Before (from 3 May 2026)", 1, 1, 0, 1, 0, 0, 0),
        ("Long ago", *["not known"] * 7),
    )
    assert life.blocks[2].rows[1] == ("Before (from 3 May 2026)", 0, 1, 0)
    # Of the urgent path nobody has longer than a day, so there is no column of later.
    assert urgent.blocks[1].rows[1] == ("Before (from 3 May 2026)", 1, 1, 0, 0, 1, 0)
    assert paper.paper(told, force="Fenmarch", made_at="").summary == (
        "Fenmarch, Newest: used 0 times because a life was at risk, and 0 times by the urgent "
        "path.")


@pytest.mark.parametrize(("given", "answer"), [
    ({"recipient": "Duty adviser"}, Yes()), ({"subject": "nominal-7"}, Yes()),
    ({}, "nothing"), ({"subject": "Jane Smith"}, "subject"), ({"due": None}, "not-due"),
    ({"recipient": "Another", "had_recipient": True}, "said"),
    ({"subject": "nominal-8", "had_subject": True}, "said"),
])
def test_what_there_was_no_time_for_is_added_once_and_never_changed(given, answer):
    found = sharing.may_add(**{
        "due": AT, "recipient": "", "subject": "", "had_recipient": False, "had_subject": False,
    } | ({"recipient": "A"} if "due" in given else {}) | given)

    assert found == answer or (isinstance(found, No) and found.code == answer)
