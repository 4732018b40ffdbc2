"""Figures that others have published, found again from the counts behind them."""

import pytest
from tests.spec.rates.tables import counted, measured, people, rounded, row, said

from dueregard.findings.finding import VerdictCode

# Residents: Census 2011, QS201EW. Force: Home Office, Police use of force statistics, April 2019
# to March 2020 (HOSB 37/20), by perceived ethnicity. The Metropolitan Police, then all others.
PEOPLE = people(
    "Met | White | 4881636", "Met | Black | 1088447",
    "Rest | White | 43327759", "Rest | Black | 776443",
)
MET, WHOLE = "Met", "England and Wales"
TACTICS = {"Met": (87_840, 76_052), "all": (508_663, 111_252)}
CED = {"Met": (3_813, 4_453), "all": (20_253, 6_608)}
CED_FIRED = {"Met": (383, 386), "all": (2_201, 598)}


def force_used(counts):
    white, black = counts["Met"]
    all_white, all_black = counts["all"]
    return measured(
        counted(
            f"Met | White | {white}", f"Met | Black | {black}",
            f"Rest | White | {all_white - white}", f"Rest | Black | {all_black - black}",
        ),
        PEOPLE, events="n", stratum="place",
    )


@pytest.mark.parametrize(
    ("counts", "whole", "met", "rest"),
    [(TACTICS, 5.654, 3.883, 4.668), (CED, 8.434, 5.238, 7.315), (CED_FIRED, 7.024, 4.520, 6.507)],
    ids=["all tactics", "Taser drawn or fired", "Taser fired"],
)
def test_use_of_force_in_england_and_wales_and_its_two_parts(counts, whole, met, rest):
    found = force_used(counts)

    assert row(found, "rate_ratio", "Black").value == pytest.approx(whole, abs=5e-4)
    assert row(found, "rate_ratio", "Black", place="Met").value == pytest.approx(met, abs=5e-4)
    assert row(found, "rate_ratio", "Black", place="Rest").value == pytest.approx(rest, abs=5e-4)


def test_the_ranges_of_the_published_ratios():
    tactics, ced = (row(force_used(each), "rate_ratio", "Black") for each in (TACTICS, CED))

    assert rounded(tactics, 3) == [5.654, 5.617, 5.691]
    assert rounded(ced, 2) == [8.43, 8.20, 8.67]


def test_a_whole_larger_than_each_of_its_parts_is_said_without_being_asked():
    found = force_used(CED)

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "(8.43) is larger than that of every part of it (5.24 to 7.31)" in found.verdict.sentence
    assert "outside those of its parts" in said(found, "outside-its-parts")


def test_a_whole_between_its_parts_is_not_said_to_lie_outside():
    found = measured(
        counted("A | White | 100", "A | Black | 20", "B | White | 100", "B | Black | 40"),
        people("A | White | 1000", "A | Black | 100", "B | White | 1000", "B | Black | 100"),
        events="n", stratum="place",
    )

    assert said(found, "outside-its-parts") == ""
    assert "larger than that of every part" not in found.verdict.sentence


def test_crude_is_within_times_between():
    found = force_used(CED)

    within, between = (row(found, f"rate_ratio_{each}", "Black").value
                       for each in ("within", "between"))
    assert within * between == pytest.approx(row(found, "rate_ratio", "Black").value)
    assert 5.24 < within < 7.31


def test_more_searches_than_residents_is_a_rate_and_is_explained():
    """City of London 2019-20: 237 searches of Black people, 232 Black residents in Census 2021.

    The published ratio is 11.56 (9.87 to 13.51). One or two White residents more or less, as the
    Office for National Statistics alters small counts, make 0.01 of it.
    """
    found = measured(
        counted("City | White | 526", "City | Black | 237"), "census-2021-forces", events="n",
        area="City of London",
    )

    ratio = row(found, "rate_ratio", "Black")
    assert [ratio.value, ratio.low, ratio.high] == pytest.approx([11.56, 9.87, 13.51], abs=0.011)
    assert row(found, "rate_per_1000", "Black").value == pytest.approx(237 / 232 * 1000)
    assert "more events (237) than there are residents (232)" in said(
        found, "more-events-than-people")


def test_the_bundled_census_of_2011_gives_the_published_ratio_by_force():
    found = measured(
        counted("Metropolitan | White | 3813", "Metropolitan | Black | 4453"),
        "census-2011-forces", events="n", stratum="place",
    )

    assert row(found, "rate_ratio", "Black").value == pytest.approx(5.238, abs=5e-4)
    assert "A census of 2021 is at hand" in said(found, "old-population")
    assert "only the areas that 'place' names were taken" in said(found, "population")
