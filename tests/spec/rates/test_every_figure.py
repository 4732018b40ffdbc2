"""Every figure against a slow count in plain Python, and against scipy and statsmodels."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.rates import confint_poisson
from tests.spec.rates.tables import measured, people, row, table

GROUPS, PLACES = ("White", "Black", "Asian"), ("North", "South", "West")
HEADS = {
    ("North", "White"): 900, ("North", "Black"): 70, ("North", "Asian"): 40,
    ("South", "White"): 500, ("South", "Black"): 120, ("South", "Asian"): 0,
    ("West", "White"): 0, ("West", "Black"): 30, ("West", "Asian"): 60,
}
PEOPLE = people(*(f"{place} | {group} | {n}" for (place, group), n in HEADS.items()))
events = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from((*GROUPS, ""))),
                  min_size=1, max_size=60)
# Each example is one or two whole measurements.
few = settings(max_examples=max(10, settings.default.max_examples // 4))


def happened(rows, group, place=None):
    return sum(1 for where, who in rows if who == group and place in (None, where))


def lived(group, place=None):
    return sum(n for (where, who), n in HEADS.items() if who == group and place in (None, where))


def found_in(rows, **options):
    drawn = table("place|group", *(" | ".join(each) for each in rows))
    return measured(drawn, PEOPLE, reference="White", stratum="place", **options)


def exact_ratio(x, n, y, m):
    ends = binomtest(x, x + y).proportion_ci(0.95, method="exact")
    return [p / (1 - p) * m / n for p in (ends.low, ends.high)]


@few
@given(rows=events.filter(lambda rows: any(who == "White" for _, who in rows)))
def test_rates_ratios_and_bounds_are_those_of_a_slow_count(rows):
    found = found_in(rows)

    white = happened(rows, "White")
    unknown = happened(rows, "")
    for group in {who for _, who in rows} - {""}:
        x, n = happened(rows, group), lived(group)
        rate = row(found, "rate_per_1000", group)
        assert (rate.events, rate.exposure) == (x, n)
        assert rate.value == pytest.approx(1000 * x / n)
        assert [rate.low, rate.high] == pytest.approx(
            [1000 * each for each in confint_poisson(x, n, method="exact-c")], abs=1e-9)
        if group == "White":
            continue
        y, m = white, lived("White")
        ratio = row(found, "rate_ratio", group)
        assert ratio.value == pytest.approx((x / n) / (y / m))
        assert [ratio.low, ratio.high] == pytest.approx(exact_ratio(x, n, y, m), rel=1e-6)
        assert row(found, "excess_events", group).value == pytest.approx(x - n * y / m)
        assert row(found, "rate_difference_per_1000", group).value == pytest.approx(
            1000 * (x / n - y / m))
        if unknown:
            assert row(found, "rate_ratio_lowest", group).value == pytest.approx(
                (x / n) / ((y + unknown) / m))
            assert row(found, "rate_ratio_highest", group).value == pytest.approx(
                ((x + unknown) / n) / (y / m))


@few
@given(rows=events)
def test_within_places_is_the_ratio_of_mantel_and_haenszel(rows):
    found = found_in([*rows, ("North", "White"), ("South", "White")])

    rows = [*rows, ("North", "White"), ("South", "White")]
    for group in {who for _, who in rows} - {"", "White"}:
        upper = lower = spread = 0.0
        for place in PLACES:
            x, n = happened(rows, group, place), lived(group, place)
            y, m = happened(rows, "White", place), lived("White", place)
            if n and m:
                upper += x * m / (n + m)
                lower += y * n / (n + m)
                spread += (x + y) * n * m / (n + m) ** 2
        within = row(found, "rate_ratio_within", group)
        if not upper:
            assert within.value == 0
            continue
        assert within.value == pytest.approx(upper / lower)
        half = 1.959963984540054 * math.sqrt(spread / (upper * lower))
        assert within.high == pytest.approx(within.value * math.exp(half))


@few
@given(rows=events)
def test_every_row_is_used_or_set_aside(rows):
    found = found_in([*rows, ("North", "White"), ("Elsewhere", "White")])

    assert found.data.rows_read == len(rows) + 2
    assert [each.reason for each in found.data.set_aside] == [
        "'place' is 'Elsewhere', of which the population does not say how many people there are"
    ]


@few
@given(rows=events)
def test_twice_the_events_among_twice_the_people_change_no_rate_and_widen_nothing(rows):
    rows = [*rows, ("North", "White")]
    doubled = people(*(f"{place} | {group} | {2 * n}" for (place, group), n in HEADS.items()))
    drawn = table("place|group", *(" | ".join(each) for each in rows + rows))

    once = found_in(rows)
    twice = measured(drawn, doubled, reference="White", stratum="place")

    after = {(r.measure, *r.group.items(), *r.stratum.items()): r for r in twice.rows}
    for before in once.rows:
        # Twice the excess is right for twice the events; a spread of places is an estimate.
        if before.low is None or before.measure in ("excess_events", "rate_ratio_typical"):
            continue
        same = after[before.measure, *before.group.items(), *before.stratum.items()]
        assert same.value == pytest.approx(before.value)
        assert same.high - same.low <= before.high - before.low + 1e-9


@few
@given(rows=events)
def test_renaming_groups_on_both_sides_renames_and_changes_nothing_else(rows):
    names = {"White": "Blue", "Black": "Green", "Asian": "Red", "": ""}
    renamed = people(*(f"{place} | {names[group]} | {n}" for (place, group), n in HEADS.items()))
    drawn = table("place|group", *(f"{place} | {names[who]}" for place, who in rows))

    before = measured(table("place|group", *(" | ".join(each) for each in rows)), PEOPLE,
                      stratum="place")
    after = measured(drawn, renamed, stratum="place")

    def figures(finding, words):
        return sorted(
            (r.measure, [words.get(v, v) for v in r.group.values()], [*r.stratum.values()],
             str(r.value), str(r.low), str(r.high), words.get(r.reference, str(r.reference)))
            for r in finding.rows)

    assert figures(before, names) == figures(after, {})


@few
@given(rows=events)
def test_the_rate_of_two_groups_together_lies_between_theirs(rows):
    merged = {"White": "White", "Black": "Both", "Asian": "Both", "": ""}
    both = people(*(f"{place} | {merged[who]} | {n}" for (place, who), n in HEADS.items()))
    apart = found_in([*rows, ("North", "Black"), ("North", "Asian"), ("North", "White")])

    together = measured(
        table("place|group", *(f"{place} | {merged[who]}" for place, who in rows),
              "North | Both", "North | Both", "North | White"),
        both, reference="White",
    )

    ends = sorted(row(apart, "rate_per_1000", each).value for each in ("Black", "Asian"))
    assert ends[0] - 1e-9 <= row(together, "rate_per_1000", "Both").value <= ends[1] + 1e-9
