"""A supplier's table worked out again: what it shows, what it leaves out, what it is worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta
from tests.builders_measure import drawn, only, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load
from dueregard.instruments.claim.reading import stated

FALSE = "false_positive_identification_rate"
TRUE = "true_positive_identification_rate"
GOOD = """
    ethnicity | threshold | mated | tp   | nonmated | fp  | subjects | image_set | watchlist
    White     | 0.60      | 9000  | 8100 | 30000    | 30  | 9000     | Portraits | 10000
    Black     | 0.60      | 9000  | 8000 | 30000    | 300 | 9000     | Portraits | 10000
"""


def checked(text, contract="", **more):
    options = dict(more)
    if contract:
        options["contract"] = [table(*drawn(contract))]
    return load("claim").measure(table(*drawn(text)), options=options)


def level(found):
    return int(only(found, "evidence_level_earned").value)


def test_the_rates_are_worked_out_again_with_their_ranges():
    found = checked(GOOD, reference="White")

    row = only_at(found, FALSE, "Black")
    assert (row.value, row.events, row.exposure) == (0.01, 300, 30_000)
    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "10.0 times as often" in found.verdict.sentence
    assert said(found, "smallest-detectable")


def test_the_group_that_bears_more_comes_first_whatever_the_reference():
    found = checked(GOOD, reference="Black")

    assert "in the group Black, against 0.10% (30 of 30,000) in White: 10.0 times" in (
        found.verdict.sentence)


def only_at(found, measure, group):
    (row,) = [row for row in found.rows
              if row.measure == measure and row.group.get("ethnicity") == group]
    return row


@settings(max_examples=40)
@given(counts=st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500), st.integers(0, 9),
                                 st.integers(10, 900)), min_size=1, max_size=4))
def test_a_slow_count_row_by_row_gives_the_same_rates(counts):
    rows = [["White", *map(str, (mated, true, nonmated, false))]
            for true, mated, false, nonmated in counts]

    found = load("claim").measure(
        table(("group", "mated", "true_identified", "nonmated", "false_identified"), rows))

    true, mated, false, nonmated = (sum(each[place] for each in counts) for place in range(4))
    for measure, events, searches in ((TRUE, true, mated), (FALSE, false, nonmated)):
        (row,) = [row for row in found.rows if row.measure == measure and row.group]
        assert (row.events, row.exposure) == (events, searches)
        assert row.value == pytest.approx(events / searches)
        if not events:
            assert row.high == pytest.approx(beta.ppf(0.975, 1, searches))


@pytest.mark.parametrize(
    ("written", "heading", "share", "rounding"),
    [
        ("89%", "TPIR", 0.89, 0.005), ("0.89", "TPIR", 0.89, 0.005),
        ("89", "TPIR (%)", 0.89, 0.005), ("0.017 %", "FPIR", 0.00017, 0.000005),
        ("1 in 6,000", "FPIR", 1 / 6_000, 500 / 6_000**2), ("1/60000", "FPIR", 1 / 60_000, None),
        ("89 per cent", "x", 0.89, 0.005), ("0", "x", 0.0, 0.5), ("1e-4", "x", 0.0001, None),
    ],
)
def test_a_share_is_read_as_suppliers_write_it(written, heading, share, rounding):
    found = stated(written, heading=heading)

    assert found.share == pytest.approx(share)
    if rounding is not None:
        assert found.rounding == pytest.approx(rounding)


@pytest.mark.parametrize("written", ["89", "low", "-1%", "101%", "1 in many", "", "n/a"])
def test_what_is_no_share_is_not_guessed_at(written):
    """89 under a heading without a % may be a percentage or a slip, so nobody guesses."""
    assert stated(written, heading="TPIR") is None


def test_a_rate_with_a_number_of_searches_is_worked_back_and_said():
    found = checked("""
        group | threshold | mated | TPIR | nonmated | FPIR
        White | 0.6       | 400   | 89%  | 6000     | 1 in 6,000
        Black | 0.6       | 400   | 85%  | 6000     | 1 in 1,000
    """)

    row = next(row for row in found.rows if row.measure == TRUE and row.group == {"group": "White"})
    assert (row.events, row.exposure) == (356, 400)
    assert "White at 0.6 (found, of people on the watchlist): 356 of 400" in said(
        found, "worked-back")
    assert level(found) == 2


def test_a_missed_rate_is_the_rest_of_the_share_found():
    found = checked("group | mated | FNIR\nWhite | 400 | 11%\nBlack | 400 | 15%")

    row = next(row for row in found.rows if row.measure == TRUE and row.group == {"group": "White"})
    assert row.events == 356


def test_rates_without_a_number_show_nothing_and_earn_the_level_of_words():
    found = checked("""
        group | threshold | TPIR | FPIR
        White | 0.6       | 89%  | 0.02%
        Black | 0.6       | 89%  | 0.02%
    """)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert found.verdict.sentence.startswith("The table states rates and not out of how many")
    assert level(found) == 1
    assert "Out of how many searches?" in said(found, "to-ask")


def test_a_stated_rate_that_its_own_counts_deny_is_said():
    found = checked("""
        group | mated | true_identified | nonmated | false_identified | FPIR
        White | 100   | 90              | 3940     | 1                | 0.01%
        Black | 100   | 90              | 3940     | 1                | 0.03%
    """)

    told = said(found, "contradicts-itself")
    assert "White" in told and "states 0.01%, its counts give 0.025% (1 of 3,940)" in told
    assert "Black" not in told


def test_a_share_that_no_whole_number_of_searches_gives_is_said():
    found = checked("group | mated | TPIR\nWhite | 7 | 89%\nBlack | 9 | 89%")

    told = said(found, "contradicts-itself")
    assert "no whole number of 7 searches is 89%" in told
    assert "of 9 searches" not in told


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 2), ({"tested_by": "third-party"}, 3),
    ],
)
def test_who_tested_it_decides_what_whole_counts_are_worth(change, expected):
    found = checked(GOOD, **change)

    assert level(found) == expected
    assert found.method.options["earns"] == expected
    assert f"evidence level {expected} of 5" in found.verdict.sentence


@pytest.mark.parametrize("gone", ["threshold", "tp", "fp"])
def test_without_a_threshold_or_one_kind_of_error_a_test_is_worth_words(gone):
    headings, rows = drawn(GOOD)
    kept = [place for place, each in enumerate(headings) if each != gone]

    found = load("claim").measure(
        table([headings[p] for p in kept], [[row[p] for p in kept] for row in rows]),
        options={"tested_by": "third-party"})

    assert level(found) == 1


def test_a_contract_is_held_beside_the_table_term_by_term():
    found = checked(GOOD, """
        term                        | value
        Threshold                   | 0.6
        Watchlist size              | 12000
        image_set                   | Street cameras
        group                       | White
        group                       | Mixed
        false_positive_rate_at_most | 0.2%
        true_positive_rate_at_least | 0.8
        ratio_at_most               | 2
        payment                     | 30 days
    """, reference="White")

    assert said(found, "contract-threshold").startswith("The threshold matches")
    assert "the contract says 12,000, the test had 10,000" in said(found, "contract-watchlist")
    assert "the test used Portraits" in said(found, "contract-images")
    assert said(found, "contract-groups").endswith("contract names: Mixed.")
    limits = said(found, "contract-limit")
    assert "(wrongful matches at most 0.20%): broken for Black; kept for White." in limits
    assert "(found at least 80.0%): kept for Black; White." in limits
    assert "2 times as often as in another group): broken for Black." in limits
    assert "payment" in said(found, "contract-unread")
    assert only_at(found, f"{FALSE}_at_other_watchlist_size", "Black").value > 0.01


def test_a_limit_that_the_range_holds_is_neither_kept_nor_broken():
    found = checked(GOOD, "term | value\nfalse_positive_rate_at_most | 1%")

    assert "not known, because the range holds the limit" in said(found, "contract-limit")
    assert "for Black; kept for White" not in said(found, "contract-limit")


def test_a_contract_for_another_threshold_makes_the_table_unfit():
    found = checked(GOOD, "term | value\nthreshold | 0.64")

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "does not match: the contract says 0.64" in said(found, "contract-threshold")


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        ("colour | value\nred | 3", "none of the terms"),
        ("term | value\nthreshold | high", "above 0; 'high' is not"),
        ("term | value\nthreshold | 0.6\nthreshold | 0.7", "more than once"),
        ("term | value\nfalse_positive_rate_at_most | 12", "must be a share"),
    ],
)
def test_a_contract_that_cannot_be_read_is_refused_with_what_to_write(contract, words):
    with pytest.raises(DueRegardError, match=words) as caught:
        checked(GOOD, contract)

    assert str(caught.value).endswith(".")


def test_cells_that_are_not_there_are_named():
    found = checked("""
        ethnicity | sex    | threshold | mated | true_identified
        White     | Male   | 0.60      | 100   | 90
        White     | Female | 0.60      | 100   | 90
        Black     | Male   | 0.60      | 100   | 90
        White     | Male   | 0.62      | 100   | 80
    """)

    told = said(found, "missing-cells")
    assert "Black, Male at 0.62" in told
    assert "1 of 4 crossings" in told


def test_a_table_without_groups_says_what_to_name():
    with pytest.raises(DueRegardError, match="--group HEADING"):
        checked("algorithm | mated | true_identified\nA | 9 | 8")
