"""Periods whose outcomes cannot be right are found without being told where to look."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.scores import compas, naive
from tests.spec.scores.measuring import codes, measured, only, said

from dueregard.findings.finding import VerdictCode
from dueregard.instruments.scores.drift import change, periods
from dueregard.instruments.scores.runs import Tallied, runs

START = date(2023, 1, 1)


def tallied(days):
    return {day: Tallied(happened=yes, not_happened=no) for day, (yes, no) in days.items()}


def drawn(dice, share_of, *, days=600, a_day=6):
    """Days on which it happens with the chance that `share_of` gives for the day's number."""
    found = {}
    for number in range(days):
        yes = sum(dice.random() < share_of(number) for _ in range(a_day))
        found[START + timedelta(days=number)] = (yes, a_day - yes)
    return found


@pytest.fixture(scope="module")
def published():
    return measured(compas.rows(), headings=("race", "decile", "recid", "screened"),
                    score="decile", outcome="recid", date="screened",
                    reference="African-American")


def test_the_998_rows_of_compas_are_found_to_the_day(published):
    (found,) = runs(tallied(compas.days()))

    assert (found.first, found.rows, found.always) == (date(2014, 4, 2), 998, True)
    assert found.elsewhere == pytest.approx(0.36245, abs=0.00001)
    (aside,) = published.data.set_aside
    assert aside.rows == 998
    assert (published.data.rows_read, published.data.rows_used) == (7214, 6216)


def test_the_verdict_says_so_first(published):
    assert published.verdict.sentence.startswith(
        "From 2 April 2014 on 'recid' is yes in every row, against 36.2% on other days: beyond "
        "chance, so the outcome is not complete. 998 rows were left out. ")


def test_without_them_the_published_prevalence_and_the_four_counts_remain(published):
    share = only(published, "observed_share")

    assert share.value == pytest.approx(0.36245, abs=0.00001)
    for race, cells in (("African-American", (990, 805, 375, 969)),
                        ("Caucasian", (1139, 349, 314, 330))):
        bands = [only(published, "observed_share", group={"race": race}, band=str(score))
                 for score in range(1, 11)]
        low, high = bands[:4], bands[4:]
        assert cells == (
            sum(each.exposure - each.events for each in low),
            sum(each.exposure - each.events for each in high),
            sum(each.events for each in low), sum(each.events for each in high))


def test_the_headline_is_shown_with_and_without_them(published):
    group = {"race": "Caucasian"}
    kept = only(published, "observed_share_ratio_at_same_score", group=group)
    whole = only(published, "observed_share_ratio_at_same_score_with_flagged_rows", group=group)
    told = said(published, "with-flagged-rows")

    assert only(published, "auc_with_flagged_rows", group=group).value == pytest.approx(
        0.6931, abs=0.00005)
    assert "'recid' would be yes for 45.1% instead of 36.2%" in told
    assert f"Caucasian {whole.value:.2f} instead of {kept.value:.2f}" in told
    assert whole.events is whole.exposure is None


def test_the_share_in_each_month_is_told(published):
    found = {each.stratum["period"]: (each.events, each.exposure) for each in published.rows
             if each.measure == "observed_share_by_period"}

    assert (found["2013-01"], found["2014-03"]) == ((234, 600), (128, 340))
    assert (found["2014-04"], found["2014-12"]) == ((100, 103), (109, 109))


def test_the_rest_of_compas_neither_jumps_nor_drifts(published):
    assert not {"outcome-jumps", "outcome-drifts"} & codes(published)


def test_a_file_with_no_date_is_told_to_name_one():
    found = measured([["White", "1", "yes", ""], ["Black", "2", "no", ""]] * 3)

    assert "--date" in said(found, "no-date")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=25))
def test_the_longest_stretch_is_found_as_by_looking_at_all_of_them(counts):
    days = {START + timedelta(days=2 * place): each for place, each in enumerate(counts)
            if sum(each)}
    # A long stretch of mixed days: then any stretch of more than about 30 is beyond chance.
    mixed = {START - timedelta(days=place): (3, 3) for place in range(1, 200)}
    late = {START + timedelta(days=100 + place): (9, 0) for place in range(9)}

    found = runs(tallied(mixed | days | late))

    longest = naive.longest_run(days | late)
    assert longest[0] in {each.rows for each in found}


def test_a_stretch_in_the_middle_and_one_of_noughts_are_found_too():
    dice = random.Random(1)
    days = drawn(dice, lambda day: 0.3)
    for number in range(100, 130):
        days[START + timedelta(days=number)] = (6, 0)
    for number in range(580, 600):
        days[START + timedelta(days=number)] = (0, 6)

    middle, end = runs(tallied(days))

    assert middle.always and not end.always
    assert abs((middle.first - START).days - 100) <= 1
    assert abs((end.first - START).days - 580) <= 2
    assert (middle.before, middle.after, end.after) == (True, True, False)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.95])
def test_complete_records_raise_no_alarm(share):
    dice = random.Random(7)

    alarms = sum(bool(runs(tallied(drawn(dice, lambda day: share)))) for _ in range(150))

    # At most one in a thousand is meant, so of 150 hardly ever one.
    assert alarms <= 1


def test_a_rare_outcome_may_be_absent_for_long_without_an_alarm():
    dice = random.Random(3)
    days = drawn(dice, lambda day: 0.01, days=400, a_day=2)

    assert runs(tallied(days)) == ()


def test_without_change_neither_a_jump_nor_a_drift_is_told():
    dice = random.Random(5)

    told = sum(change(tallied(drawn(dice, lambda day: 0.3)), margin=1.25) is not None
               for _ in range(150))

    assert told <= 1


def test_a_gentle_drift_is_a_drift_and_no_stretch_is_flagged():
    dice = random.Random(9)
    for _ in range(20):
        days = tallied(drawn(dice, lambda day: 0.2 + 0.25 * day / 600))

        found = change(days, margin=1.25)

        assert runs(days) == ()
        assert found and not found.jump
        assert found.within > found.elsewhere


def test_a_jump_is_a_jump_and_its_day_is_found():
    dice = random.Random(13)
    for _ in range(20):
        days = tallied(drawn(dice, lambda day: 0.2 if day < 400 else 0.6))

        found = change(days, margin=1.25)

        assert found and found.jump and found.to_the_end
        assert abs((found.first - START).days - 400) <= 12
        assert found.within == pytest.approx(0.6, abs=0.08)


def test_months_become_quarters_and_years_where_they_hold_few_people():
    many = tallied({START + timedelta(days=day): (1, 1) for day in range(730)})
    fewer = tallied({START + timedelta(days=day): (1, 0) for day in range(0, 730, 2)})
    few = tallied({START + timedelta(days=day): (1, 0) for day in range(0, 730, 12)})

    assert [each.name for each in periods(many)][:2] == ["2023-01", "2023-02"]
    assert [each.name for each in periods(fewer)][:2] == ["2023 Q1", "2023 Q2"]
    assert [each.name for each in periods(few)] == ["2023", "2024"]


def scored(days, *, race="White", dice=None):
    dice = dice or random.Random(2)
    return [[race, str(dice.randint(1, 5)), came, day.isoformat()]
            for day, (yes, no) in days.items() for came in ["yes"] * yes + ["no"] * no]


def test_a_stretch_in_one_group_alone_is_found_and_only_its_rows_are_left_out():
    dice = random.Random(4)
    white, black = (drawn(dice, lambda day: 0.3, days=300, a_day=4) for _ in range(2))
    for number in range(270, 300):
        black[START + timedelta(days=number)] = (4, 0)

    found = measured(scored(white) + scored(black, race="Black"), date="day")

    (aside,) = found.data.set_aside
    assert "in all rows of the group 'Black'" in aside.reason
    assert aside.rows == pytest.approx(120, abs=8)
    assert only(found, "cases", group={"race": "White"}).value == 1200


def test_a_group_with_one_outcome_is_told_even_without_a_date():
    rows = [["White", str(1 + n % 5), "yes" if n % 3 else "no", ""] for n in range(300)]
    rows += [["Black", str(1 + n % 5), "yes", ""] for n in range(80)]

    found = measured(rows)

    assert "Black (yes for all 80" in said(found, "one-outcome")
    assert "everybody" in only(found, "auc", group={"race": "Black"}).not_computed.reason


def test_a_file_in_which_every_outcome_is_the_same_is_not_fit():
    rows = [["White", "1", "yes", "2024-01-01"], ["Black", "2", "yes", "2024-01-02"]] * 50

    found = measured(rows, date="day")

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "'came' is yes for all 100 people" in found.verdict.sentence


def test_a_jump_down_at_the_end_asks_whether_the_time_to_find_out_was_over():
    dice = random.Random(6)
    days = drawn(dice, lambda day: 0.4 if day < 500 else 0.08)
    rows = scored(days) + scored(days, race="Black")

    found = measured(rows, date="day")

    assert "leave them out" in said(found, "outcome-jumps")
    assert found.data.rows_used == len(rows)
    # Used, but the headline is shown without them too.
    assert "Without them, 'came' would be yes for 4" in said(found, "without-jump-rows")
    group = {"race": "White"}
    other = only(found, "auc_without_jump_rows", group=group).value
    assert other != only(found, "auc", group=group).value


def test_a_few_strays_do_not_make_a_period_complete():
    dice = random.Random(8)
    days = drawn(dice, lambda day: 0.3)
    for number in range(500, 600):
        days[START + timedelta(days=number)] = (5, 1) if number in (530, 570) else (6, 0)

    found = measured(scored(days) + scored(days, race="Black"), date="day")

    assert "'came' is yes in all but 4 of 1,2" in found.verdict.sentence
    assert found.data.rows_used == pytest.approx(6000, abs=24)


def test_a_period_in_which_it_is_rare_is_not_taken_for_one_in_which_it_never_happens():
    dice = random.Random(10)

    flagged = sum(
        bool(runs(tallied(drawn(dice, lambda day: 0.4 if day < 300 else 0.05))))
        for _ in range(60))

    assert flagged == 0
