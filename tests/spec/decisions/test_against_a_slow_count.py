"""A slow and simple count, row by row, gives the same figures."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.builders_measure import table
from tests.spec.decisions import naive

from dueregard.instruments import load

HEADINGS = ("person", "race", "sex", "flagged", "harmed")
OPTIONS = {"decision": "flagged", "outcome": "harmed", "group": "race,sex"}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3", "P4", "P5", "P6", ""]),
        st.sampled_from(["White", "WHITE ", "Black", "black", "Asian", "", "Not stated"]),
        st.sampled_from(["Male", "Female", "unknown"]),
        st.sampled_from(["yes", "no", "No", "Y", "", "perhaps"]),
        st.sampled_from(["1", "0", "0", "n/a"]),
    ).map(list),
    min_size=1, max_size=60,
)
quick = settings(max_examples=20)


def measured(rows, **more):
    # 'perhaps' is a stray cell only while it is rare among the answers.
    said = [row[3] for row in rows]
    answers = sum(each not in ("perhaps", "") for each in said)
    assume(said.count("perhaps") <= answers / 10)
    return load("decisions").measure(table(HEADINGS, rows), options=OPTIONS | more)


def normal(group):
    return tuple(sorted((column, naive.group_of(label)) for column, label in group.items()))


@quick
@given(rows=ROWS)
def test_a_slow_and_simple_count_gives_the_same_shares_and_ranges(rows):
    found = measured(rows)

    expected = naive.figures(rows, ("race", "sex"))
    shares = [row for row in found.rows if row.measure in naive.SHARES]
    assert len(shares) == len(expected)
    for row in shares:
        events, exposure = expected[row.measure, normal(row.group)]
        assert (row.events, row.exposure) == (events, exposure)
        if not exposure:
            assert row.value is None and row.not_computed.reason.endswith(".")
            continue
        assert row.value == pytest.approx(events / exposure)
        assert (row.low, row.high) == pytest.approx(naive.wilson(events, exposure), abs=1e-12)


@quick
@given(rows=ROWS)
def test_a_slow_and_simple_count_gives_the_same_comparisons(rows):
    references = {"race": naive.largest(rows, 0), "sex": naive.largest(rows, 1)}
    named = ",".join(each for each in references.values() if each)
    found = measured(rows, reference=named)

    expected = naive.figures(rows, ("race", "sex"))
    for row in found.rows:
        measure, _, kind = row.measure.partition("_ratio")
        if measure not in naive.SHARES:
            measure, _, kind = row.measure.partition("_difference")
        if measure not in naive.SHARES or row.measure == measure:
            continue
        group = normal(row.group)
        own = expected[measure, group]
        if kind == "_to_everyone_else":
            others = [
                counts for (name, label), counts in expected.items()
                if name == measure and label != group and dict(label).keys() == dict(group).keys()
                and "Not stated" not in dict(label).values()
            ]
            other = tuple(map(sum, zip(*others, strict=True)))
            assert row.reference == "everyone else"
        else:
            label = tuple((column, references[column]) for column, _ in group)
            other = expected[measure, label]
            assert row.reference.casefold() == ", ".join(
                references[column] for column in row.group).casefold()
        if not own[1] or not other[1] or (row.unit == "ratio" and not other[0]):
            assert row.value is None and row.not_computed.reason.endswith(".")
        elif row.unit == "ratio":
            assert row.value == pytest.approx(own[0] / own[1] / (other[0] / other[1]))
            assert row.low <= row.value <= row.high
        else:
            assert row.value == pytest.approx(own[0] / own[1] - other[0] / other[1], abs=1e-12)
            assert (row.low, row.high) == pytest.approx(naive.newcombe(own, other), abs=1e-9)


PLACES = {"race": 0, "sex": 1}


@quick
@given(rows=ROWS)
def test_ranges_rest_on_as_many_trials_as_a_slow_count_of_people_gives(rows):
    found = measured(rows, person="person")

    for row in found.rows:
        if row.measure not in naive.SHARES or row.value is None:
            continue
        wanted = normal(row.group)

        def inside(groups, wanted=wanted):
            return all(groups[PLACES[column]] == label for column, label in wanted)

        trials = naive.separate(rows, inside, row.measure)
        expected = naive.wilson(row.value * trials, trials)
        assert (row.low, row.high) == pytest.approx(expected, abs=1e-9)


@quick
@given(rows=ROWS)
def test_every_row_that_is_not_used_has_its_reason(rows):
    data = measured(rows).data

    assert data.rows_used == len(list(naive.usable(rows)))
    assert data.rows_read == len(rows)
    assert sum(each.rows for each in data.set_aside) == len(rows) - data.rows_used
