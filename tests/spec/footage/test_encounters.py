"""Whether the whole was recorded: counted slowly, however a time is written, never by a blank."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import drawn, only, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load, measure

HEADINGS = ("who", "unit", "from", "to", "on", "off")
ASKED = {"from": "from", "to": "to", "recorded_from": "on", "recorded_to": "off", "group": "who"}


def found_in(rows, headings=HEADINGS, **more):
    return load("footage").measure(table(headings, rows), options=ASKED | more)


def found(text, **more):
    return found_in(*reversed(drawn(text)), **more)


def whole(finding, **group):
    row = only(finding, "recorded_whole", **group)
    return row.events, row.exposure


moments = st.integers(0, 40).map(
    lambda each: datetime(2026, 8, 1, 14) + timedelta(seconds=30 * each))
cells = st.one_of(moments.map(lambda each: f"{each:%Y-%m-%d %H:%M:%S}"), st.just(""))


@settings(max_examples=12)
@given(rows=st.lists(st.tuples(st.sampled_from(("White", "Black", "")), st.just("A"), cells, cells,
                               cells, cells).map(list), min_size=1, max_size=30))
def test_every_count_is_that_of_a_slow_and_simple_one(rows):
    finding = found_in(rows)

    for who in {row[0] or "Not stated" for row in rows}:
        expected = dict.fromkeys(("known", "whole", "linked", "late", "early", "unknown"), 0)
        for name, _, *times in rows:
            start, end, on, off = (datetime.fromisoformat(each) if each else None for each in times)
            if (name or "Not stated") != who or not start or not end or end < start:
                continue
            if bool(on) != bool(off) or (on and off < on):
                expected["unknown"] += 1
                continue
            expected["known"] += 1
            if on is None or off < start or on > end:
                continue
            minute = timedelta(seconds=60)
            late, early = on > start + minute, off < end - minute
            expected["linked"] += 1
            expected["late"] += late
            expected["early"] += early
            expected["whole"] += not late and not early
        row = {each.measure: each for each in finding.rows if dict(each.group) == {"who": who}}
        if not expected["known"] + expected["unknown"]:
            continue
        for measured, one, of in (
            ("recorded_whole", "whole", "known"), ("footage_linked", "linked", "known"),
            ("camera_on_late", "late", "linked"), ("camera_off_early", "early", "linked"),
        ):
            assert (row[measured].events, row[measured].exposure) == (expected[one], expected[of])
            assert (row[measured].value is None) == (not expected[of])


@pytest.mark.parametrize("written", [
    ("2026-08-01 14:00", "2026-08-01 14:10", "2026-08-01 13:59:30", "2026-08-01 14:11"),
    ("01/08/2026 14:00", "01/08/2026 14:10:00", "1 Aug 2026 13:59", "01-Aug-2026 14:11"),
    ("2026-08-01T14:00:00Z", "2026-08-01T14:10:00Z", "2026-08-01T14:59:00+01:00",
     "2026-08-01T15:11:00+0100"),
    ("2026-08-01T14:00:00.000Z", "2026-08-01T14:10Z", "2026-08-01T09:00-05:00",
     "2026-08-01T09:10:30-05"),
])
def test_a_time_may_be_written_in_many_ways(written):
    assert whole(found_in([["White", "A", *written]])) == (1, 1)


def test_an_hour_of_summer_time_is_no_late_camera():
    """The camera gives UTC and the record says nothing: whether they agree is not known."""
    finding = found_in([["White", "A", "2026-08-01 15:00", "2026-08-01 15:10",
                         "2026-08-01T14:00:00Z", "2026-08-01T14:10:00Z"]] * 3)

    assert finding.data.rows_used == 0
    assert "time zone" in finding.data.set_aside[0].reason


@pytest.mark.parametrize(("row", "reason"), [
    (["", "2026-08-01 14:10", "", ""], "'from' or 'to' is blank"),
    (["2026-08-01", "2026-08-01 14:10", "", ""], "is no day with a time"),
    (["14:00", "14:10", "14:00", "14:10"], "is no day with a time"),
    (["2026-08-01 14:10", "2026-08-01 14:00", "", ""], "'to' is before 'from'"),
    (["2026-08-01 14:00", "2026-08-01 14:10", "2026-08-01 14:00", ""], "is blank and the other"),
    (["2026-08-01 14:00", "2026-08-01 14:10", "2026-08-01 14:00", "later"], "no day with a time"),
    (["2026-08-01 14:00", "2026-08-01 14:10", "2026-08-01 14:09", "2026-08-01 14:01"],
     "'off' is before 'on'"),
])
def test_what_cannot_be_read_is_set_aside_with_its_reason(row, reason):
    finding = found_in([["White", "A", *row]])

    assert finding.verdict.code is VerdictCode.NOT_FIT
    assert reason in finding.data.set_aside[0].reason


def test_no_footage_is_not_recorded_and_a_blank_word_is_a_blank():
    finding = found("""
        | who   | unit | from             | to               | on | off |
        | White | A    | 2026-08-01 14:00 | 2026-08-01 14:10 |    | n/a |
    """)

    assert whole(finding) == (0, 1)


def test_footage_of_another_hour_is_not_of_the_encounter():
    finding = found("""
        | who   | unit | from             | to               | on               | off              |
        | White | A    | 2026-08-01 14:00 | 2026-08-01 14:10 | 2026-08-01 16:00 | 2026-08-01 16:10 |
    """)

    assert whole(finding) == (0, 1)
    assert only(finding, "footage_linked").events == 0
    assert "quite another time" in said(finding, "footage-elsewhere")


def test_within_the_grace_the_camera_was_on():
    row = ["White", "A", "2026-08-01 14:00", "2026-08-01 14:10", "2026-08-01 14:01",
           "2026-08-01 14:10"]

    assert whole(found_in([row])) == (1, 1)
    assert whole(found_in([row], grace=59)) == (0, 1)


def encounter(who, power, recorded):
    times = ["2026-08-01 14:00", "2026-08-01 14:10"]
    return [who, power, *times, *(times if recorded else ["", ""])]


def test_like_is_compared_with_like():
    """Force is recorded less, and used more on Black people: within each power they are alike."""
    rows = []
    for who, searches, force in (("White", 400, 40), ("Black", 40, 400)):
        rows += [encounter(who, "Search", at % 20 > 0) for at in range(searches)]
        rows += [encounter(who, "Force", at % 2 > 0) for at in range(force)]

    crude = found_in(rows)
    alike = found_in(rows, power="unit")

    assert crude.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert alike.verdict.code is not VerdictCode.DISPARITY_SHOWN
    apart = next(each for each in alike.rows
                 if each.measure == "recorded_whole_difference_within_power")
    assert apart.value == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("told", "said_"), [
    ({"rater": "who"}, "They are two questions"),
    ({"group": ""}, "--group HEADING"), ({"to": ""}, "Say --to HEADING"),
    ({"recorded_to": ""}, "Say --recorded-to HEADING"), ({"unit": "who"}, "two things at once"),
    ({"reference": "Martian"}, "No group is called 'Martian'"),
    ({"grace": -1}, "from 0 to 3600"), ({"matters": 5}, "a share between 0 and 1"),
])
def test_what_cannot_be_asked_is_said_in_words(told, said_):
    with pytest.raises(DueRegardError, match=said_):
        found_in([encounter("White", "A", True)], **told)


def test_a_table_of_times_as_times_gives_the_same(tmp_path):
    import duckdb

    csv = "examples/encounters.csv"
    made = tmp_path / "encounters.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{csv}')) TO '{made}' (FORMAT parquet)")
    asked = {"from": "started", "to": "ended", "recorded_from": "recorded_from",
             "recorded_to": "recorded_to", "group": "ethnicity", "unit": "unit", "power": "power"}

    one, other = measure("footage", csv, **asked), measure("footage", made, **asked)

    assert other.rows == one.rows
    assert other.verdict == one.verdict
