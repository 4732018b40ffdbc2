"""A live system watched: small streams with answers that can be checked by eye."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.builders_measure import LOGS, drawn, said, table

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Chart
from dueregard.findings.finding import VerdictCode
from dueregard.findings.paper import as_document
from dueregard.instruments import load, measure

FALSE_ALERTS = """
    date       | ethnicity
    2026-03-01 | Black
    2026-03-02 | Black
    2026-03-03 | White
    2026-03-04 | Black
    2026-03-05 | Black
    2026-03-06 | White
    2026-03-07 | Black
    2026-03-08 | Black
    2026-03-09 | Black
    2026-03-10 | Black
"""
BLACK = {"group": "ethnicity", "of": "Black"}


def watched(text, **options):
    return load("watch").measure(table(*drawn(text)), options=options)


def row(finding, measure):
    return next(each for each in finding.rows if each.measure == measure)


def test_eight_of_ten_against_an_exposure_of_thirty_in_a_hundred_sounds_an_alarm():
    finding = watched(FALSE_ALERTS, **BLACK, exposure=0.30)

    assert finding.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert finding.verdict.sentence.startswith(
        "Alarm. 8 of the 10 alerts watched were of people recorded as Black (80.0%), against an "
        "exposure of 30.0%.")
    assert row(finding, "evidence").value == pytest.approx(62.8, abs=0.05)
    assert said(finding, "alarm")


def test_the_same_against_an_exposure_of_thirty_six_in_a_hundred_sounds_none():
    """Just above the break-even of 35.3%. What more it would take is said."""
    finding = watched(FALSE_ALERTS, **BLACK, exposure=0.36)

    assert finding.verdict.code is VerdictCode.CANNOT_TELL
    assert "does not mean that nothing is wrong" in finding.verdict.sentence
    assert "If the true share were 68.0%, about" in finding.verdict.sentence
    assert not said(finding, "alarm")


def test_rows_are_put_in_order_of_their_dates():
    turned = table(*(lambda head, rows: (head, rows[::-1]))(*drawn(FALSE_ALERTS)))

    finding = load("watch").measure(turned, options={**BLACK, "exposure": 0.3, "date": "date"})

    straight = watched(FALSE_ALERTS, **BLACK, exposure=0.3, date="date")
    assert row(finding, "alarm") == row(straight, "alarm")
    assert row(finding, "alarm").stratum["when"] == "2026-03-09"


def test_an_alarm_that_sounded_stays_sounded_when_the_stream_calms_down():
    rows = [["Black", "x"]] * 8 + [["White", "x"]] * 40

    finding = load("watch").measure(table(["ethnicity", "site"], rows),
                                    options={**BLACK, "exposure": 0.3})

    assert row(finding, "evidence").value < 20 < row(finding, "highest_evidence").value
    assert finding.verdict.code is VerdictCode.DISPARITY_SHOWN


def test_a_group_that_is_not_stated_is_nobody_elses():
    finding = watched("""
        ethnicity  | outcome
        Black      | false
        White      | false
        Not stated | false
        Not stated | n/a
        White      | true
        Black      | n/a
    """, **BLACK, exposure=0.3, events="outcome=false")

    share = row(finding, "share_of_alerts")
    assert (share.events, share.exposure) == (1, 2.0)
    assert {each.reason: each.rows for each in finding.data.set_aside} == {
        "'ethnicity' is not stated": 1,
        "it does not say whether outcome=false": 2,
        "it is not an event that is watched (outcome=false)": 1,
    }


def test_a_rate_above_its_limit_sounds_an_alarm_and_one_below_does_not():
    log = """
        date       | false_confirmed | faces
        2026-01-01 | 0               | 10,000
        2026-01-02 | 3               | 10,000
        2026-01-03 | 12              | 10,000
    """

    over = watched(log, limit=0.0001, count="false_confirmed", per="faces", date="date")
    under = watched(log, limit=0.01, count="false_confirmed", per="faces", date="date")

    assert over.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "15 events (false_confirmed) in 30,000 faces" in over.verdict.sentence
    assert under.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert "below the limit" in under.verdict.sentence


def test_two_groups_against_each_other_need_no_exposure():
    rows = ([["Black", "false"]] * 3 + [["Black", "true"]] * 3 + [["White", "true"]] * 18
            + [["White", "false"]]) * 5 + [["Asian", "true"]] * 4

    finding = load("watch").measure(
        table(["ethnicity", "outcome"], rows),
        options={**BLACK, "versus": "White", "events": "outcome=false"})

    assert finding.verdict.code is VerdictCode.DISPARITY_SHOWN
    told = finding.verdict.sentence
    assert "15 of 30 alerts (50.0%) of people recorded as Black and 5 of 95" in told
    ratio = row(finding, "share_ratio")
    assert ratio.value == pytest.approx(9.5) and ratio.low > 1
    assert [each.reason for each in finding.data.set_aside] == [
        "it is neither of Black nor of White"]


def test_a_ratio_whose_range_holds_one_beside_an_alarm_is_explained():
    rows = [["Black", "false"]] * 21 + [["Black", "true"]] * 187 + (
        [["White", "false"]] * 15 + [["White", "true"]] * 622)

    finding = load("watch").measure(
        table(["ethnicity", "outcome"], rows),
        options={**BLACK, "versus": "White", "events": "outcome=false"})

    ratio = row(finding, "share_ratio")
    assert finding.verdict.code is VerdictCode.DISPARITY_SHOWN and ratio.low < 1 < ratio.high
    assert "rests on the evidence alone" in said(finding, "ratio-range-is-wide")


def test_two_equal_groups_in_a_long_stream_are_told_apart_from_no_answer():
    rows = [["Black", "false"], ["Black", "true"], ["White", "false"], ["White", "true"]] * 2_000

    finding = load("watch").measure(
        table(["ethnicity", "outcome"], rows),
        options={**BLACK, "versus": "White", "events": "outcome=false"})

    assert finding.verdict.code is VerdictCode.DISPARITY_RULED_OUT


def test_nothing_to_watch_is_not_fit():
    finding = watched("""
        date | ethnicity
        n/a  | Black
    """, **BLACK, exposure=0.3, date="date")

    assert finding.verdict.code is VerdictCode.NOT_FIT
    assert finding.data.set_aside[0].reason == "'date' holds no date that can be read"


@pytest.mark.parametrize(("options", "words"), [
    ({}, "Say what to watch against"),
    ({"exposure": 0.3, "limit": 0.1, **BLACK}, "one thing at a time"),
    ({"exposure": 30, **BLACK}, "Write 0.3."),
    ({"exposure": 0.3}, "--group HEADING --of GROUP"),
    ({"exposure": 0.3, "group": "ethnicity"}, "--group and --of together"),
    ({"exposure": 0.3, "group": "ethnicity", "of": "Blue"}, "never holds 'Blue'. It holds 'Black'"),
    ({"exposure": 0.3, "group": "colour", "of": "Blue"}, "no column headed 'colour'"),
    ({"versus": "White", **BLACK}, "say which of their alerts were wrong"),
    ({"versus": "black", "events": "ethnicity=Black", **BLACK}, "compared with itself"),
    ({"limit": 0.1}, "Say what the limit is on"),
    ({"limit": 0, "events": "ethnicity=Black"}, "rate above 0"),
    ({"limit": 0.1, "events": "ethnicity=Black", "count": "date"}, "not both"),
    ({"exposure": 0.3, "per": "date", **BLACK}, "belong to --limit"),
    ({"exposure": 0.3, "level": 0.95, **BLACK}, "Write 0.05."),
    ({"exposure": 0.3, "level": 0, **BLACK}, "how often an alarm may be false"),
    ({"exposure": 0.3, "state": "begin", **BLACK}, "needs --date"),
])
def test_what_cannot_be_watched_is_refused_in_a_sentence(options, words):
    with pytest.raises(DueRegardError) as caught:
        watched(FALSE_ALERTS, **options)

    assert words in str(caught.value)


@settings(deadline=None)
@given(rows=LOGS["watch"])
def test_a_slow_and_simple_count_gives_the_same_evidence(rows):
    """Row by row in plain Python: the mixture over shares by its recursion, no closed form."""
    kept = []
    for day, group, outcome in rows:
        plain = group.strip().casefold()
        if plain in ("", "not stated") or outcome.casefold() != "false" or day in ("", "soon"):
            continue
        kept.append(("2024-02-10" if day == "10/02/2024" else day, plain == "black"))
    kept.sort(key=lambda each: each[0])
    evidence, seen, hits, tops = 1.0, 0, 0, [1.0]
    for _, hit in kept:
        # Laplace's rule of succession is the same mixture, one row at a time.
        chance = (hits + 1) / (seen + 2)
        evidence *= chance / 0.3 if hit else (1 - chance) / 0.7
        seen, hits = seen + 1, hits + hit
        tops.append(evidence)

    found = load("watch").measure(
        table(["date", "ethnicity", "outcome"], rows),
        options={**BLACK, "exposure": 0.3, "events": "outcome=false", "date": "date"})

    assert row(found, "watched").events == hits
    assert row(found, "evidence").value == pytest.approx(evidence)
    assert row(found, "highest_evidence").value == pytest.approx(max(tops))
    alarm = [each for each in found.rows if each.measure == "alarm"]
    assert bool(alarm) == any(each >= 20 for each in tops)
    if alarm:
        first = next(place for place, each in enumerate(tops) if each >= 20)
        assert alarm[0].exposure == first


def test_the_paper_of_a_watch_draws_the_evidence_and_its_alarm_line():
    finding = watched(FALSE_ALERTS, **BLACK, exposure=0.30)

    paper = as_document(finding, made_at="2026-11-26", audience=Audience.FORCE)

    (chart,) = [each for part in paper.parts for each in part.blocks
                if isinstance(each, Chart) and "Evidence" in each.title]
    drawn_points = [each["evidence"] for each in chart.spec["data"]["values"]]
    assert len(drawn_points) == 10 and drawn_points[-1] == pytest.approx(62.8, abs=0.05)
    assert "Alarm line: 20 to 1" in json.dumps(dict(chart.spec))
    assert "where an alarm sounds, 20 to 1" in chart.description


def test_a_data_frame_has_a_fingerprint_of_what_was_watched():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"ethnicity": ["Black"] * 5 + ["White"], "site": ["x"] * 6})
    other = frame.assign(ethnicity=["White"] * 5 + ["Black"])

    first, second = (
        measure("watch", each, group="ethnicity", of="Black", exposure=0.3)
        for each in (frame, other))

    assert len(first.data.sha256) == 64 and first.data.sha256 != second.data.sha256


def test_a_long_stream_draws_no_more_points_than_can_be_read():
    rows = [["White" if place % 3 else "Black", "x"] for place in range(5_000)]

    finding = load("watch").measure(table(["ethnicity", "site"], rows),
                                    options={**BLACK, "exposure": 0.3})

    points = [each for each in finding.rows if each.measure == "evidence" and each.group]
    assert 20 <= len(points) <= 30
    assert points[-1].exposure == 5_000
    assert math.isfinite(points[-1].value) and replace(points[-1], value=None).events == 1_667
