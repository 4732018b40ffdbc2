"""A slow and simple count, search by search, gives the same figures; so do scores and counts."""

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.builders_measure import figures, table
from tests.spec.matches import naive

from dueregard.answers import DueRegardError
from dueregard.instruments import load

HEADINGS = ("volunteer", "race", "sex", "mated", "identified", "threshold")
OPTIONS = {"group": "race,sex"}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["V1", "V2", "V3", "V4", "V5", ""]),
        st.sampled_from(["White", "WHITE ", "Black", "Asian", "", "Not stated"]),
        st.sampled_from(["Male", "Female", "unknown"]),
        st.sampled_from(["yes", "no", "No", "Y", ""]),
        st.sampled_from(["1", "0", "0", "n/a"]),
        st.sampled_from(["0.6", "0.60", "0.62", "", "strict"]),
    ).map(list),
    min_size=1, max_size=60,
)
quick = settings(max_examples=30)


def measured(headings, rows, **more):
    return load("matches").measure(table(headings, rows), options=OPTIONS | more)


def normal(group):
    return tuple(sorted((column, naive.group_of(label)) for column, label in group.items()))


@quick
@given(rows=ROWS)
def test_a_slow_and_simple_count_gives_the_same_rates_and_ranges(rows):
    """Ten passes of one volunteer are worth fewer than ten people, by how alike they turned out."""
    found = measured(HEADINGS, rows)

    expected = naive.figures(rows, ("race", "sex"))
    rates = [row for row in found.rows if row.measure in naive.RATES]
    assert len(rates) == len(expected)
    for row in rates:
        events, searches, worth = expected[row.measure, row.stratum["threshold"], normal(row.group)]
        assert (row.events, row.exposure) == (events, searches)
        if not searches:
            assert row.value is None and row.not_computed.reason.endswith(".")
            continue
        assert row.value == pytest.approx(events / searches)
        assert (row.low, row.high) == pytest.approx(naive.interval(events, searches, worth),
                                                    abs=1e-9)


@quick
@given(rows=ROWS)
def test_every_search_that_is_not_used_has_its_reason(rows):
    data = measured(HEADINGS, rows).data

    assert data.rows_used == len(list(naive.usable(rows)))
    assert data.rows_read == len(rows)
    assert sum(each.rows for each in data.set_aside) == len(rows) - data.rows_used


@quick
@given(rows=ROWS)
def test_a_table_of_counts_gives_the_figures_of_the_searches_that_were_counted(rows):
    rows = [["", *row[1:]] for row in rows]
    cells = Counter((groups, at, pair) for _, groups, at, pair in naive.usable(rows))
    assume(cells)
    counted = [
        [*groups, at, *map(str, (
            cells[groups, at, (True, True)] + cells[groups, at, (True, False)],
            cells[groups, at, (True, True)],
            cells[groups, at, (False, True)] + cells[groups, at, (False, False)],
            cells[groups, at, (False, True)],
        ))]
        for groups, at in {(groups, at) for groups, at, _ in cells}
    ]
    headings = ("race", "sex", "threshold", "mated", "true_identified", "nonmated",
                "false_identified")

    one, two = (figures(each) for each in (
        measured(HEADINGS, rows), measured(headings, counted)))

    assert {named(key) for key in one} == {named(key) for key in two}
    by_name = {named(key): row for key, row in two.items()}
    for key, row in one.items():
        other = by_name[named(key)]
        assert (row.events, row.exposure) == (other.events, other.exposure)
        assert row.value == pytest.approx(other.value) if row.value is not None else (
            other.value is None)


def named(key):
    """A key whose groups are written in one way."""
    measure, group, stratum, reference = key
    tidy = None if reference is None else reference.casefold()
    return measure, tuple((column, naive.group_of(label)) for column, label in group), stratum, tidy


SCORED = st.lists(
    st.tuples(
        st.sampled_from(["V1", "V2", "V3", ""]), st.sampled_from(["White", "Black", ""]),
        st.sampled_from(["Male", "Female"]), st.sampled_from(["yes", "no"]),
        st.integers(0, 10),
    ).map(list),
    min_size=2, max_size=40,
)


@quick
@given(rows=SCORED)
def test_scores_give_the_same_as_searches_written_out_at_each_threshold(rows):
    """A search is identified at a threshold when its score reaches it, and equal is enough."""
    scores = [row[-1] for row in rows]
    assume(min(scores) < 3 and max(scores) >= 7)
    scored = [[*row[:-1], f"{row[-1] / 10}"] for row in rows]
    long = [
        [*row[:-1], "yes" if row[-1] >= at else "no", f"{at / 10}"] for row in rows for at in (3, 7)
    ]

    one = measured(("volunteer", "race", "sex", "mated", "score"), scored, at="0.3,0.7")
    two = measured(HEADINGS, long)

    apart, together = figures(one), figures(two)
    assert set(apart) == set(together)
    for key, row in apart.items():
        for part in ("value", "low", "high"):
            assert getattr(row, part) == pytest.approx(getattr(together[key], part)), (key, part)
    assert one.verdict == two.verdict


@pytest.mark.parametrize("threshold", ["64", "0.01", "high", "0.2"])
def test_a_threshold_off_the_scale_of_the_scores_is_refused(threshold):
    """0.2 is the lowest score here: there everybody would be matched, which tells nothing."""
    rows = [["V1", "White", "Male", "yes", "0.9"], ["V2", "Black", "Male", "no", "0.2"]]

    with pytest.raises(DueRegardError, match="0.9|takes numbers") as caught:
        measured(("volunteer", "race", "sex", "mated", "score"), rows, at=threshold)

    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(("scores", "at", "in_use"), [
    (("80", "12"), "64", 64), (("0.9", "0.1"), "0.60", 0.6),
    (("0.1234567895", "0.1"), "0.123456789", 0.123456789),
])
def test_a_threshold_is_the_same_however_it_is_written(scores, at, in_use):
    """0.1234567895 lies just above 0.123456789: rounded to six digits it would not."""
    rows = [[who, race, "Male", "no", score] for race in ("White", "Black")
            for who, score in zip("AB", scores, strict=True)]

    found = measured(("volunteer", "race", "sex", "mated", "score"), rows, at=at, in_use=in_use)

    assert "was not tested" not in found.verdict.sentence
    assert next(row.events for row in found.rows if not row.group
                and row.measure == "false_positive_identification_rate") == 2


def test_a_score_that_is_no_number_is_no_match():
    """In a database NaN is above every number; taken as a score it would match everybody."""
    rows = [["V1", "White", "Male", "no", "nan"], ["V2", "White", "Male", "no", "0.2"],
            ["V3", "Black", "Male", "yes", "0.9"], ["V4", "Black", "Male", "no", ""]]

    found = measured(("volunteer", "race", "sex", "mated", "score"), rows, at="0.5")

    assert found.data.rows_used == 2
    assert sum(row.events for row in found.rows
               if row.measure == "false_positive_identification_rate" and not row.group) == 0
    assert any(each.code == "blank-scores" for each in found.caveats)
