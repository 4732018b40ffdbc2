"""The queue: points with reasons, the order, duplicates, flags, overrides, what is told back."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sharing.simulating import answered, arrivals

from dueregard.answers import DueRegardError
from dueregard.sharing import sheet as sheets
from dueregard.sharing.sheet import severity
from dueregard.sharing.telling_back import Answered, Result, by_group, by_sender
from dueregard.sharing.waiting import (
    Earlier,
    Report,
    folded,
    in_order,
    overridden,
    urgency,
    why_here,
    work,
)

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
SHEET = sheets.load()
NO = dict.fromkeys(SHEET.signs, False)


def hours(number):
    return timedelta(hours=number)


def report(ref="r1", ago=1.0, **said):
    said.setdefault("signs", NO)
    return Report(**{"ref": ref, "received": NOW - hours(ago), "sender": "school"} | said)


@pytest.mark.parametrize(("signs", "band", "points"), [
    (NO, "green", 0), ({}, "amber", 55), (NO | {"life-now": True}, "red", 100),
    (NO | {"weapon": True}, "amber", 30), (NO | {"weapon": True, "sexual": True}, "red", 60),
    (NO | {"afraid": True}, "green", 20), (NO | {"life-now": None}, "amber", 25),
])
def test_points_make_a_band_and_a_blank_is_never_good_news(signs, band, points):
    found = severity(signs)

    assert (found.band.id, found.points) == (band, points)
    assert sum(each.points for each in found.reasons) == points


def test_every_reason_is_shown_the_heaviest_first():
    found = severity(NO | {"weapon": True, "life-now": None})

    assert [each.said for each in found.reasons] == [
        "A weapon was used or threatened.", "Not known: Is somebody's life in danger now?"]


@given(st.dictionaries(st.sampled_from(list(SHEET.signs)), st.sampled_from([True, False, None])),
       st.sampled_from(list(SHEET.signs)))
def test_no_report_is_more_urgent_for_a_no_than_for_a_blank_or_for_a_blank_than_for_a_yes(
    signs, sign,
):
    no, blank, yes = (severity({**signs, sign: each}).points for each in (False, None, True))

    assert no <= blank <= yes


def test_a_sign_that_is_not_on_the_sheet_is_told():
    with pytest.raises(DueRegardError, match="“wepon” is not on the points sheet"):
        severity({"wepon": True})


def test_red_comes_at_once_then_whatever_has_the_least_slack():
    """A green report with 1 of 72 hours left comes before an amber one with 12 of 24."""
    amber = work([report("amber", 12, signs=NO | {"weapon": True})])
    green = work([report("green", 71)])
    fresh = work([report("fresh", 0)])
    red = work([report("red", 0, signs=NO | {"life-now": True})])
    late = work([report("late", 5, signs=NO | {"life-now": True})])

    found = in_order([fresh, amber, green, red, late], now=NOW)

    assert [each.ref for each in found] == ["late", "red", "green", "amber", "fresh"]
    assert late.slack(NOW) == -0.25 and fresh.slack(NOW) == 1.0


def test_two_reports_of_one_event_are_one_piece_of_work_and_its_clock_is_the_first_ones():
    first = report("a", 30, subject="p1", event="e1", signs=NO)
    again = report("b", 2, subject="p1", event="e1", sender="nhs", signs=NO | {"weapon": True})
    [piece] = folded([again, first])
    made = work(piece)

    assert [each.ref for each in made.reports] == ["a", "b"]
    assert made.received == first.received and made.band.id == "amber"
    assert "2 reports of the same are one piece of work." in why_here(made, now=NOW)
    assert made.slack(NOW) < 0 and "past the latest safe time" in why_here(made, now=NOW)[1]


@pytest.mark.parametrize(("one", "other", "pieces"), [
    ({"subject": "p1", "event": "e1"}, {"subject": "p1", "event": "e2"}, 2),
    ({"subject": "p1", "event": "e1"}, {"subject": "p1"}, 1),
    ({"subject": "p1"}, {"subject": "p1"}, 1),
    ({"subject": "p1", "ago": 30}, {"subject": "p1"}, 2),
    ({"subject": "p1", "event": "e1", "ago": 300}, {"subject": "p1", "event": "e1"}, 1),
    ({"subject": "p1", "event": "e1"}, {"subject": "p2", "event": "e1"}, 2),
    ({}, {}, 2), ({"event": "e1"}, {"event": "e1"}, 2),
])
def test_what_is_the_same_and_what_is_not(one, other, pieces):
    assert len(folded([report("a", **one), report("b", **other)])) == pieces


@given(st.lists(st.builds(
    report, ref=st.uuids().map(str), ago=st.floats(0, 60),
    subject=st.sampled_from(["", "p1", "p2"]), event=st.sampled_from(["", "e1", "e2"]))))
def test_folding_loses_no_report_and_counts_none_twice(reports):
    pieces = folded(reports)

    assert sorted(each.ref for piece in pieces for each in piece) == sorted(
        each.ref for each in reports)
    assert all(len({each.subject for each in piece}) == 1 for piece in pieces)
    assert all(len({each.event for each in piece if each.event}) <= 1 for piece in pieces)


def test_where_reports_differ_yes_counts_before_no_and_both_before_a_blank():
    made = work([report("a", signs={"weapon": True}), report("b", signs={"weapon": False}),
                 report("c", signs={"injury": None}), report("d", signs={"injury": False})])
    reasons = {each.id: each.points for each in made.severity.reasons}

    assert reasons["weapon"] == 30 and "injury" not in reasons


def days_ago(*days, points=0):
    return [Earlier(at=NOW - timedelta(days=each), points=points) for each in days]


@pytest.mark.parametrize(("earlier", "flags"), [
    ([], set()), (days_ago(300), set()), (days_ago(300, 200), {"repeat"}),
    (days_ago(400, 500), set()), (days_ago(30), {"escalating"}),
    (days_ago(30, 60), {"repeat", "escalating"}), (days_ago(30, 60, points=90), {"repeat"}),
    (days_ago(100, 110, 120, 130, 140, 150, 160, 60), {"repeat"}),
])
def test_what_repeats_and_what_grows_worse_is_flagged_and_counts(earlier, flags):
    made = work([report("a", 0, signs=NO | {"weapon": True})], earlier=earlier)

    assert made.history == flags
    assert made.severity.points == 30 + 15 * ("repeat" in flags) + 25 * ("escalating" in flags)


def test_a_person_may_overrule_the_sheet_and_both_stay():
    made = work([report("a", 1)])
    raised = overridden(made, band="red", by="A. Reader", at=NOW, reason="I know this family. ")

    assert (raised.band.id, raised.severity.band.id) == ("red", "green")
    assert raised.latest == made.received + hours(4)
    assert "A. Reader changed it from green: I know this family." in why_here(raised, now=NOW)


@pytest.mark.parametrize(("said", "words"), [
    ({"reason": " "}, "why the sheet is wrong"), ({"by": ""}, "Say who overrules"),
    ({"band": "green"}, "It is green already"), ({"band": "blue"}, "There is no band “blue”"),
])
def test_an_override_without_a_reason_or_a_name_is_refused(said, words):
    with pytest.raises(DueRegardError, match=words):
        overridden(work([report()]), **{
            "band": "red", "by": "A", "at": NOW, "reason": "Because"} | said)


def test_lateness_and_refusals_are_told_to_the_sender_and_by_group():
    def one(ref, ago, took, result, **said):
        made = work([report(ref, ago, **said)])
        return Answered(work=made, at=made.received + hours(took) if took else None, result=result)

    twice = Answered(work=work([report("e", 9, subject="p"), report(
        "f", 8, subject="p", sender="nhs", group="B")]), at=NOW, result=Result.NO_ACTION)
    raised = Answered(work=overridden(work([report("g", 1)]), band="red", by="A", at=NOW,
                                      reason="Because"))
    answers = [
        one("a", 100, 10, Result.SHARED, group="A"), one("b", 100, 80, Result.REFUSED, group="A"),
        one("c", 100, None, None, group="A"), one("d", 1, None, None), twice, raised,
    ]
    nhs, school = by_sender(answers, now=NOW)

    assert (nhs.name, nhs.sent, nhs.folded, nhs.answered) == ("nhs", 1, 1, 1)
    assert nhs.no_action_share == 1.0 and nhs.late_share == 0.0
    assert (school.sent, school.folded, school.answered, school.waiting) == (6, 0, 3, 3)
    assert school.overdue == 1 and school.late == {"red": 0, "amber": 0, "green": 1}
    assert school.results == {"shared": 1, "refused": 1, "no-further-action": 1}
    assert (school.hours, school.raised, school.lowered) == (10.0, 1, 0)
    assert [(each.name, each.sent, each.late_share) for each in by_group(answers, now=NOW)] == [
        ("A", 3, 0.5), ("B", 1, 0.0), ("not recorded", 3, 0.0)]


@pytest.fixture(scope="module")
def orders():
    """2,000 reports at a load of 1.02, answered in three orders."""
    coming = arrivals(7, number=2000, load=1.02)
    rank = {each.id: place for place, each in enumerate(SHEET.bands)}
    return {
        "first come": answered(coming, lambda each, now: each.received),
        "by band": answered(coming, lambda each, now: (rank[each.band.id], each.received)),
        "ours": answered(coming, urgency),
    }


def of(seen, band):
    return [each for each in seen if each.work.band.id == band]


def test_under_load_first_come_is_late_for_red_and_this_order_never_is(orders):
    late = {name: sum(each.late for each in of(seen, "red")) / len(of(seen, "red"))
            for name, seen in orders.items()}

    assert late["first come"] > 0.4
    assert late["by band"] == late["ours"] == 0.0


def test_red_waits_minutes_and_green_is_not_starved_for_it(orders):
    ours, strict = of(orders["ours"], "green"), of(orders["by band"], "green")

    assert median(each.hours for each in of(orders["ours"], "red")) < 0.5
    assert max(each.hours for each in ours) < max(each.hours for each in strict)
    assert median(each.hours for each in ours) <= median(each.hours for each in strict)
    assert not any(each.late for each in orders["ours"])


@pytest.mark.parametrize(("old", "new", "words"), [
    ("unknown = 25", "unknown = 90", "neither in the first band nor in the last"),
    ("hours = 24", "hours = 2", "each with more hours"),
    ("points = 0\nhours", "points = 1\nhours", "down to 0 points"),
    ('id = "repeat"', 'id = "again"', "“repeat” and “escalating”"),
    ("lately_days = 90", "lately_days = 400", "fewer than “history_days”"),
    ("fold_hours = 24", 'fold_hours = "24"', "“fold_hours” must be a whole number"),
    ("points = 15\nunknown = 1", "points = 15\nunknown = 16", "counts for more than yes"),
])
def test_a_slip_in_the_sheet_is_told(tmp_path, old, new, words):
    text = files("dueregard").joinpath("content", sheets.FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / sheets.FILE).write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(DueRegardError, match=words):
        sheets.load(tmp_path)
