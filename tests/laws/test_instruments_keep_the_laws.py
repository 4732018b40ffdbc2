"""What is true of every instrument. An instrument that does not keep one says why in its ABOUT."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.builders_measure import (
    EMPTY_OF_NEEDED,
    EQUAL_OPTIONS,
    GROUPS,
    HEADINGS,
    LOGS,
    OPTIONS,
    SHOWN,
    figures,
    table,
)

from dueregard.answers import DueRegardError
from dueregard.findings.about import LAWS
from dueregard.findings.finding import VerdictCode
from dueregard.findings.reading import finding_from_json
from dueregard.instruments import INSTRUMENTS, load

SPEC = Path(__file__).parent.parent / "spec"
EVERY = pytest.mark.parametrize("name", INSTRUMENTS)
# Each example is a whole measurement: a fifteenth of the usual number, more in a deeper profile.
ordinary = settings(
    max_examples=max(6, settings.default.max_examples // 15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def kept(name: str, law: str) -> None:
    assert law in LAWS
    about = load(name).ABOUT
    if law in about.laws_not_kept:
        pytest.skip(f"{name}: {about.laws_not_kept[law]}")


def measure(name, rows, **more):
    return load(name).measure(table(HEADINGS[name], rows), options={**OPTIONS[name], **more})


def drawn(data, name):
    """Rows without the blank ones, which are no rows of a file."""
    rows = [row for row in data.draw(LOGS[name]) if any(cell.strip() for cell in row)]
    assume(rows)
    return rows


def relabelled(name, rows, names):
    place = HEADINGS[name].index(GROUPS[name][0])
    return [[*row[:place], names.get(row[place], row[place]), *row[place + 1 :]] for row in rows]


def same_figure(one, other):
    """The same but for a rounding, and for names in the words of a reason."""
    for part in ("value", "low", "high", "level", "exposure"):
        first, second = getattr(one, part), getattr(other, part)
        if first is None or second is None:
            assert first is second is None, (part, one, other)
        else:
            assert first == pytest.approx(second, rel=1e-9, abs=1e-12)
    for part in ("unit", "method", "events", "suppressed"):
        assert getattr(one, part) == getattr(other, part)
    assert (one.not_computed is None) == (other.not_computed is None)


@EVERY
@ordinary
@given(data=st.data())
def test_putting_rows_in_another_order_changes_no_figure(name, data):
    kept(name, "shuffling")
    rows = drawn(data, name)

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
    rows = drawn(data, name)
    there = sorted({row[place] for row in rows} & set(names))
    told, told_after = {}, {}
    if there and any(ask.name == "reference" for ask in load(name).ABOUT.asks):
        # Of two groups as large, the first by name is the reference: so one is named.
        reference = data.draw(st.sampled_from(there))
        told, told_after = {"reference": reference}, {"reference": names[reference]}
    try:
        before = measure(name, rows, **told)
    except DueRegardError:
        assume(False)

    after = figures(measure(name, relabelled(name, rows, names), **told_after))

    shown = {SHOWN[name](old): SHOWN[name](new) for old, new in names.items()}

    def renamed(text):
        return text and ", ".join(shown.get(each, each) for each in text.split(", "))

    expected = {
        (measured, tuple((key, shown.get(label, label) if key == column else label)
                         for key, label in group), stratum, renamed(reference)): row
        for (measured, group, stratum, reference), row in figures(before).items()
    }
    assert set(after) == set(expected)
    for key, row in expected.items():
        same_figure(after[key], row)


@EVERY
@ordinary
@given(data=st.data())
def test_counting_every_row_twice_keeps_rates_and_widens_nothing(name, data):
    kept(name, "doubling")
    rows = drawn(data, name)

    once, twice = figures(measure(name, rows)), figures(measure(name, rows + rows))

    assert set(once) == set(twice)
    for key, row in once.items():
        if row.low is None:
            continue
        assert twice[key].value == pytest.approx(row.value)
        assert twice[key].high - twice[key].low <= row.high - row.low + 1e-9


@EVERY
@ordinary
@given(data=st.data())
def test_two_groups_with_equal_counts_show_no_disparity(name, data):
    kept(name, "equal-groups")
    column, names = GROUPS[name]
    place = HEADINGS[name].index(column)
    first, second = list(names)[:2]
    rows = [[*row[:place], first, *row[place + 1 :]] for row in drawn(data, name)]
    both = rows + [[*row[:place], second, *row[place + 1 :]] for row in rows]

    found = load(name).measure(table(HEADINGS[name], both), options=EQUAL_OPTIONS[name])

    assert found.verdict.code is not VerdictCode.DISPARITY_SHOWN
    for row in found.rows:
        if row.value is None or column not in row.group or row.reference is None:
            continue
        if row.unit == "ratio" and row.low is not None:
            assert row.value == pytest.approx(1)
            # The last digit of a sum is not a finding.
            assert row.low - 1e-12 <= 1 <= row.high + 1e-12
        if row.unit == "points" and row.low is not None:
            assert row.value == pytest.approx(0, abs=1e-12)


@EVERY
@ordinary
@given(data=st.data())
def test_the_rate_of_two_groups_together_lies_between_theirs(name, data):
    kept(name, "merging")
    column, names = GROUPS[name]
    place = HEADINGS[name].index(column)
    first, second = list(names)[:2]
    rows = [row for row in drawn(data, name) if row[place] in (first, second)]
    assume(rows)

    apart = figures(measure(name, rows))
    merged = figures(measure(name, relabelled(name, rows, {second: first})))

    label, other = (((column, SHOWN[name](each)),) for each in (first, second))
    for (measured, group, stratum, reference), row in merged.items():
        if group != label or row.low is None or row.unit != "share":
            continue
        parts = [
            apart[measured, each, stratum, reference].value for each in (label, other)
            if (measured, each, stratum, reference) in apart
        ]
        parts = [value for value in parts if value is not None]
        if len(parts) == 2:
            assert min(parts) - 1e-12 <= row.value <= max(parts) + 1e-12


@EVERY
@ordinary
@given(data=st.data())
def test_every_row_is_used_or_set_aside_with_a_reason(name, data):
    kept(name, "all-accounted")
    rows = drawn(data, name)

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
    rows = drawn(data, name)
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
        load(name).measure(table(headings, [["1"] * len(headings)]), options=OPTIONS[name])

    assert all(role in str(caught.value) for role in needed)
    assert all(f"'{heading}'" in str(caught.value) for heading in headings)
    assert str(caught.value).endswith(".")


@EVERY
def test_what_is_not_said_and_needed_is_asked_for_by_name(name):
    kept(name, "sentences")
    needed = [each.name for each in load(name).ABOUT.asks if each.required]
    told = {key: value for key, value in OPTIONS[name].items() if key not in needed}

    for missing in needed:
        rest = {key: OPTIONS[name][key] for key in needed if key != missing}
        with pytest.raises(DueRegardError, match=f"--{missing.replace('_', '-')} ") as caught:
            load(name).measure(table(HEADINGS[name], [["1"] * len(HEADINGS[name])]),
                               options=told | rest)
        assert str(caught.value).endswith(".")


@EVERY
@ordinary
@given(data=st.data())
def test_a_finding_survives_being_written_and_read(name, data):
    kept(name, "round-trip")
    found = measure(name, drawn(data, name))

    assert finding_from_json(found.to_json()).to_json() == found.to_json()


@EVERY
def test_a_slow_and_simple_count_stands_beside_each_instrument(name):
    """The law 'reference' is tested with each instrument's own tables: here, that it is."""
    kept(name, "reference")

    texts = [each.read_text() for each in (SPEC / name).glob("test_*.py")]

    assert any(re.search(r"^def test_\w*slow\w*\(", text, re.MULTILINE) for text in texts)


@EVERY
def test_an_instrument_says_what_it_is_and_what_it_cannot_tell(name):
    about = load(name).ABOUT

    assert about.name == name
    assert about.question.endswith("?")
    assert about.limits
    assert set(about.laws_not_kept) <= set(LAWS)
    assert all(reason.endswith(".") for reason in about.laws_not_kept.values())
    assert len({each.role for each in about.columns}) == len(about.columns)
    assert len({each.name for each in about.asks}) == len(about.asks)
    assert set(OPTIONS[name]) <= {each.name for each in about.asks}
