"""What is true of every instrument. An instrument that does not keep one says why in its ABOUT."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders_measure import EMPTY_OF_NEEDED, GROUPS, HEADINGS, LOGS, figures, table

from dueregard.answers import DueRegardError
from dueregard.findings.reading import finding_from_json
from dueregard.instruments import INSTRUMENTS, load

EVERY = pytest.mark.parametrize("name", INSTRUMENTS)
# Each example is a whole measurement: a fifteenth of the usual number, more in a deeper profile.
ordinary = settings(
    max_examples=max(6, settings.default.max_examples // 15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def kept(name: str, law: str) -> None:
    about = load(name).ABOUT
    if law in about.laws_not_kept:
        pytest.skip(f"{name}: {about.laws_not_kept[law]}")


def measure(name, rows, **options):
    return load(name).measure(table(HEADINGS[name], rows), options=options)


@EVERY
@ordinary
@given(data=st.data())
def test_putting_rows_in_another_order_changes_no_figure(name, data):
    kept(name, "shuffling")
    rows = data.draw(LOGS[name])

    before = measure(name, rows)
    after = measure(name, data.draw(st.permutations(rows)))

    assert figures(after) == figures(before)
    assert after.verdict == before.verdict


@EVERY
@ordinary
@given(data=st.data())
def test_renaming_groups_only_renames_results(name, data):
    kept(name, "renaming")
    column, names = GROUPS[name]
    place = HEADINGS[name].index(column)
    rows = data.draw(LOGS[name])
    renamed = [[*row[:place], names.get(row[place], row[place]), *row[place + 1 :]] for row in rows]

    before, after = figures(measure(name, rows)), figures(measure(name, renamed))

    shown = {f"{float(old):.2f}": new for old, new in names.items()}
    for (measured, group), row in before.items():
        new = tuple((key, shown.get(value, value) if key == column else value)
                    for key, value in group)
        assert after[measured, new] == row


@EVERY
@ordinary
@given(data=st.data())
def test_counting_every_row_twice_keeps_rates_and_widens_nothing(name, data):
    kept(name, "doubling")
    rows = data.draw(LOGS[name])

    once, twice = figures(measure(name, rows)), figures(measure(name, rows + rows))

    assert set(once) == set(twice)
    for key, row in once.items():
        if row.low is None:
            continue
        assert twice[key].value == pytest.approx(row.value)
        assert twice[key].high - twice[key].low <= row.high - row.low + 1e-12


@EVERY
@ordinary
@given(data=st.data())
def test_the_rate_of_two_groups_together_lies_between_theirs(name, data):
    kept(name, "merging")
    column, names = GROUPS[name]
    place = HEADINGS[name].index(column)
    first, second = list(names)[:2]
    rows = [row for row in data.draw(LOGS[name]) if row[place] in (first, second)]
    if not rows:
        return

    apart = figures(measure(name, rows))
    merged = figures(measure(name, [[*r[:place], first, *r[place + 1 :]] for r in rows]))

    label = f"{float(first):.2f}"
    for (measured, group), row in merged.items():
        if group != ((column, label),) or row.low is None:
            continue
        parts = [
            apart[measured, ((column, f"{float(each):.2f}"),)].value
            for each in (first, second)
            if (measured, ((column, f"{float(each):.2f}"),)) in apart
        ]
        parts = [value for value in parts if value is not None]
        if len(parts) == 2:
            assert min(parts) - 1e-12 <= row.value <= max(parts) + 1e-12


@EVERY
@ordinary
@given(data=st.data())
def test_every_row_is_used_or_set_aside_with_a_reason(name, data):
    kept(name, "all-accounted")
    rows = data.draw(LOGS[name])

    found = measure(name, rows).data

    assert found.rows_read == len(rows)
    assert found.rows_used + sum(each.rows for each in found.set_aside) == len(rows)
    assert all(each.reason and each.rows for each in found.set_aside)


@EVERY
@ordinary
@given(
    data=st.data(),
    odd=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
def test_an_odd_cell_ends_in_a_finding_or_a_sentence(name, data, odd):
    kept(name, "sentences")
    rows = data.draw(LOGS[name])
    place = data.draw(st.integers(0, len(HEADINGS[name]) - 1))
    rows[0][place] = odd

    try:
        found = measure(name, rows)
    except DueRegardError as error:
        assert str(error).endswith(".")
    else:
        assert found.verdict.sentence.endswith(".")


@EVERY
def test_missing_columns_are_named_with_what_was_found(name):
    kept(name, "sentences")
    headings = EMPTY_OF_NEEDED[name]
    needed = [each.role for each in load(name).ABOUT.columns if each.required]

    with pytest.raises(DueRegardError) as caught:
        load(name).measure(table(headings, [["1"] * len(headings)]))

    assert all(role in str(caught.value) for role in needed)
    assert all(f"'{heading}'" in str(caught.value) for heading in headings)


@EVERY
@ordinary
@given(data=st.data())
def test_a_finding_survives_being_written_and_read(name, data):
    kept(name, "round-trip")
    found = measure(name, data.draw(LOGS[name]))

    assert finding_from_json(found.to_json()).to_json() == found.to_json()


@EVERY
def test_an_instrument_says_what_it_is_and_what_it_cannot_tell(name):
    about = load(name).ABOUT

    assert about.name == name
    assert about.question.endswith("?")
    assert about.limits
    assert all(reason.endswith(".") for reason in about.laws_not_kept.values())
    assert len({each.role for each in about.columns}) == len(about.columns)
