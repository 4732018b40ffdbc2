"""How rows of the same people fall together: one question in SQL against a loop over people."""

from collections import Counter, defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_measure import figures, only, said, table

from dueregard.findings import people
from dueregard.findings.counts import count
from dueregard.findings.people import Kind
from dueregard.instruments import load

HEADINGS = ("who", "race", "sex", "cell")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3", "O'Brien", "", "Unknown", "n/a"]),
        st.sampled_from(["White", "Black", "A\\B", "it's", "${x}"]),
        st.sampled_from(["Male", "Female", ""]),
        st.sampled_from(["0", "1", "2", "3", "unused"]),
    ).map(list),
    min_size=1, max_size=40,
)
NOBODY = {"", "Unknown", "n/a"}


def kind_of(labels):
    *groups, cell = labels
    return None if cell == "unused" else Kind(
        groups=tuple(each or "Not stated" for each in groups), cell=int(cell))


def counted_people(rows):
    opened = table(HEADINGS, rows)
    counted = count(opened, keys=HEADINGS[1:])
    kinds = [kind_of(each.labels) for each in counted.combinations]
    return people.repeats(opened, counted=counted, kinds=kinds, person="who")


def each_person(rows):
    """The rows of each person; who is not named is a person for every row."""
    found = defaultdict(list)
    for number, (who, *labels) in enumerate(rows):
        if kind_of(labels):
            found[("nobody", number) if who in NOBODY else who].append(kind_of(labels))
    return found


@settings(max_examples=40)
@given(rows=ROWS, places=st.sampled_from([(), (0,), (1,), (0, 1)]))
def test_second_moments_equal_a_loop_over_people(rows, places):
    expected = defaultdict(int)
    for kinds in each_person(rows).values():
        cells = Counter((tuple(k.groups[p] for p in places), k.cell) for k in kinds)
        for ((group, first), n), ((other, second), m) in product(cells.items(), cells.items()):
            if group == other:
                expected[group, first, second] += n * m

    found = counted_people(rows)

    assert found.people == len(each_person(rows))
    moments = found.moments(places)
    for group, first, second in product(moments, range(4), range(4)):
        assert moments[group].product([first], [second]) == expected[group, first, second]
    assert {group for group, _, _ in expected} == set(moments)


@settings(max_examples=15)
@given(rows=ROWS)
def test_people_survive_being_saved_and_being_told_by_fewer_labels(rows):
    found = counted_people(rows)

    back = people.from_plain(people.to_plain(found))

    assert back == found
    assert people.narrowed(back, places=[1]).moments((0,)) == found.moments((1,))


@given(
    counts=st.lists(
        st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1, max_size=30,
    ),
    times=st.integers(1, 4),
)
def test_rows_said_again_are_worth_no_more_and_never_more_than_themselves(counts, times):
    def worth(by):
        many = [(by * x, by * n) for x, n in counts]
        return people.separate_trials(
            events=sum(x for x, _ in many), trials=sum(n for _, n in many),
            squares_events=sum(x * x for x, _ in many), products=sum(x * n for x, n in many),
            squares_trials=sum(n * n for _, n in many),
        )

    assert 1 <= worth(1) <= sum(n for _, n in counts) + 1e-9
    assert worth(times) == pytest.approx(worth(1)) or worth(1) == sum(n for _, n in counts)
    if all(n == 1 for _, n in counts):
        assert worth(1) == len(counts)


DECISIONS = ("who", "race", "flagged", "harmed")
TOLD = {"decision": "flagged", "outcome": "harmed", "group": "race"}


def decided(rows, **more):
    return load("decisions").measure(table(DECISIONS, rows), options=TOLD | more)


def mixed(people_of_each):
    """Of each race as many people as that; every third is flagged, every fourth harmed."""
    return [
        [f"{race}{number}", race, "yes" if number % 3 == 0 else "no",
         "yes" if number % 4 == 0 else "no"]
        for race in ("White", "Black") for number in range(people_of_each)
    ]


def test_a_person_column_in_which_nobody_comes_twice_changes_no_figure():
    rows = mixed(50)

    assert figures(decided(rows, person="who")) == figures(decided(rows))


def test_people_who_come_ten_times_are_worth_what_they_are_worth_once():
    rows = mixed(50)

    once, ten = decided(rows), decided(rows * 10, person="who")

    for key, row in figures(once).items():
        if row.low is not None and row.method in ("wilson", "newcombe"):
            again = figures(ten)[key]
            assert (again.low, again.high) == pytest.approx((row.low, row.high))
    assert "1,000 rows are about 100 people" in said(ten, "repeated-people")


def test_without_a_person_column_it_is_said_that_rows_are_taken_as_people():
    assert "name the column that says who: --person" in said(decided(mixed(9)), "rows-as-people")


def test_one_person_alone_is_worth_one_trial():
    rows = [["P1", "White", "yes", "no"]] * 40 + mixed(30)

    row = only(decided(rows[:40] + [["P2", "Black", "no", "yes"]], person="who"),
               "selection_rate", race="White")

    assert (row.events, row.exposure) == (40, 40)
    assert row.low == pytest.approx(0.2065, abs=1e-4)  # Wilson for 1 of 1


def test_people_whom_nobody_names_are_not_one_person():
    rows = [[word, race, flagged, harmed] for (_, race, flagged, harmed), word in zip(
        mixed(50), ["", "Unknown", "n/a", "UNKNOWN"] * 25, strict=True)]

    assert figures(decided(rows, person="who")) == figures(decided(rows))
