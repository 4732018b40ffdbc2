"""Small numbers: what each reader sees of counts of people, checked by eye and by law."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.documents.audience import Audience
from dueregard.findings.finding import (
    Caveat,
    Data,
    Finding,
    Method,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.findings.suppression import for_audience

PEOPLE = frozenset({"stopped"})


def finding(*rows: Row, sentence: str = "Described.", caveats: tuple[Caveat, ...] = ()) -> Finding:
    return Finding(
        instrument="rates", version="1", question="Who was stopped?",
        verdict=Verdict(code=VerdictCode.DESCRIBED, sentence=sentence), rows=rows,
        caveats=caveats, data=Data(sha256="0" * 64, rows_read=0, rows_used=0),
        method=Method(name="Counting"),
    )


def count(events: int | None, exposure: float | None = None, measure: str = "stopped",
          unit: str = "count", stratum: Mapping[str, str] | None = None, **group: str) -> Row:
    return Row(measure=measure, events=events, exposure=exposure, unit=unit, group=group,
               stratum=stratum or {}, value=events)


def shown(before: Finding, audience: Audience = Audience.PUBLIC,
          people: frozenset[str] = PEOPLE) -> list[int | None]:
    return [row.events for row in for_audience(before, audience, counts_people=people).rows]


@pytest.mark.parametrize(("people", "seen"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_one_to_nine_people_are_hidden_and_nought_and_ten_are_not(people, seen):
    assert shown(finding(count(people, area="North"))) == [seen]


def test_where_to_stop_hiding_can_be_set():
    before = finding(count(5, area="North"))

    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE, largest_hidden=4)

    assert after.rows[0].events == 5


@pytest.mark.parametrize("audience", [
    Audience.PUBLIC, Audience.PARTNER, Audience.PANEL, Audience.COMMITTEE,
])
def test_every_audience_wider_than_the_force_is_guarded(audience):
    assert shown(finding(count(3, area="North")), audience) == [None]


@pytest.mark.parametrize("audience", [Audience.FORCE, Audience.NAMED])
def test_the_force_sees_the_whole_finding(audience):
    before = finding(count(3, area="North"))

    assert for_audience(before, audience, counts_people=PEOPLE) is before


def test_a_tools_own_errors_are_not_people_and_stay():
    before = finding(count(5, 1413, measure="false-alerts-per-alert", threshold="0.64"))

    assert for_audience(before, Audience.PUBLIC, counts_people=PEOPLE) is before


def test_a_hidden_row_keeps_no_figure_and_gives_a_reason():
    before = finding(Row(measure="stopped", group={"area": "N"}, events=3, exposure=40, value=0.075,
                         low=0.02, high=0.2, level=0.95))

    row = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE).rows[0]

    assert row.suppressed
    assert (row.events, row.exposure, row.value, row.low, row.high) == (None,) * 5
    assert "few people" in row.not_computed.reason


def test_a_small_number_without_the_event_is_hidden_too():
    """97 of 100 searched: three people were not, and each of them is known to somebody."""
    assert shown(finding(count(97, 100, unit="share", area="North"))) == [None]


def test_a_small_group_is_hidden_even_when_nothing_happened_to_it():
    assert shown(finding(count(0, 4, unit="share", area="North"))) == [None]


def test_a_second_group_is_hidden_when_the_total_would_give_the_first_away():
    """
    | area  | stopped | shown |
    | all   | 93      | 93    |
    | North | 3       | -     |
    | South | 30      | -     |
    | West  | 60      | 60    |
    """
    before = finding(
        count(93), count(3, area="North"), count(30, area="South"), count(60, area="West")
    )

    assert shown(before) == [93, None, None, 60]


def test_hidden_groups_that_add_up_to_a_small_number_are_not_enough():
    """Two and three hidden beside a total would tell that five people are in the two."""
    before = finding(
        count(75), count(2, area="N"), count(3, area="S"), count(30, area="W"), count(40, area="E")
    )

    assert shown(before) == [75, None, None, None, 40]


def test_the_total_goes_when_there_is_nothing_else_to_hide():
    assert shown(finding(count(3), count(3, area="North"))) == [None, None]


def test_a_group_hidden_in_one_measure_is_hidden_in_every_measure_of_people():
    """Else the same people could be counted from the measure that still shows them."""
    before = finding(count(3, 400, area="N"), count(30, 400, measure="searched", area="N"))

    seen = shown(before, people=PEOPLE | {"searched"})

    assert seen == [None, None]


def test_strata_are_added_up_as_groups_are():
    before = finding(
        count(53), count(3, stratum={"year": "2024"}), count(50, stratum={"year": "2025"})
    )

    assert shown(before) == [53, None, None]


def test_a_sentence_that_states_a_hidden_count_is_withheld():
    before = finding(
        count(3, area="North"), sentence="In North, 3 people were stopped.",
        caveats=(Caveat(code="a", sentence="Of them 3 were children."),
                 Caveat(code="b", sentence="The log has 30 columns.")),
    )

    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)

    assert "3" not in after.verdict.sentence
    assert "children" not in after.caveats[0].sentence
    assert after.caveats[1].sentence == "The log has 30 columns."


@pytest.mark.parametrize("sentence", [
    "It does not add up on 3 January 2024.",
    "The date 2024-03-03 stands twice.",
    "It does not add up on 12 May 2024, Westminster (row 3).",
    "They stand twice: Soho (rows 2, 3).",
])
def test_a_date_or_the_place_of_a_row_is_not_taken_for_a_hidden_count(sentence):
    before = finding(count(3, area="North"), sentence=sentence)

    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)

    assert after.verdict.sentence == sentence


@pytest.mark.parametrize("sentence", [
    "3 rows were set aside.",
    "On 12 May 2024 there were 3.",
    "There were 3 in May 2024.",
    "Rows 3 of people.",
    "The rows 3 and 4.",
    "At most 3 May be children.",
    "3.0 people were stopped.",
    "In row 7, 3 were stopped.",
    "In one row 3 were stopped.",
    "In rows 7, 3 people were stopped.",
])
def test_whatever_may_be_a_count_of_few_people_is_withheld(sentence):
    before = finding(count(3, area="North"), sentence=sentence)

    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)

    assert "not shown to this reader" in after.verdict.sentence


def test_how_much_is_hidden_is_said():
    before = finding(count(93), count(3, a="N"), count(30, a="S"), count(60, a="W"))

    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)

    assert after.caveats[-1].code == "small-numbers-hidden"
    assert after.caveats[-1].sentence.startswith("2 of 4 figures")


def test_two_tables_of_the_same_people_do_not_give_each_other_away():
    """
    No total is printed, but both tables have one: 11 + 30 less 40 leaves the one hidden.

    | sex | stopped | shown |     | year | stopped | shown |
    | f   | 11      | 11    |     | 2024 | 1       | -     |
    | m   | 30      | 30    |     | 2025 | 40      | -     |
    """
    before = finding(
        count(11, sex="f"), count(30, sex="m"),
        count(1, stratum={"year": "2024"}), count(40, stratum={"year": "2025"}),
    )

    assert shown(before) == [11, 30, None, None]


def test_a_measure_that_leaves_a_group_out_does_not_give_another_away():
    """West is hidden beside North, but one measure has no West: there South must go as well."""
    before = finding(
        count(93), count(3, area="N"), count(60, area="S"), count(30, area="W"),
        count(83, measure="searched"), count(3, measure="searched", area="N"),
        count(80, measure="searched", area="S"),
    )

    seen = shown(before, people=PEOPLE | {"searched"})

    assert seen[4] is None or seen[6] is None


AREAS, SEXES, YEARS = ("N", "S", "W"), ("f", "m"), ("2024", "2025")


@st.composite
def tables(draw) -> Finding:
    """Counts by area, sex and year, with whichever totals happen to be given beside them."""
    small_or_not = st.one_of(st.integers(0, 12), st.integers(0, 200))
    inner = {each: draw(small_or_not) for each in product(AREAS, SEXES, YEARS)}
    rows = []
    for kept in product((True, False), repeat=3):
        if not draw(st.booleans()):
            continue
        sums: dict[tuple[str | None, ...], int] = {}
        for labels, people in inner.items():
            key = tuple(name if keep else None for name, keep in zip(labels, kept, strict=True))
            sums[key] = sums.get(key, 0) + people
        for (area, sex, year), people in sums.items():
            group = {name: each for name, each in (("area", area), ("sex", sex)) if each}
            rows.append(count(people, stratum={"year": year} if year else {}, **group))
    return finding(*draw(st.permutations(rows)))


def labels(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset([*row.group.items(), *row.stratum.items()])


def attack(after: Finding) -> dict[frozenset[tuple[str, str]], float]:
    """What a reader with a pencil can work out: every cell that the shown totals determine.

    Written from the innermost cells and not from the rule's own lines: each shown row is an
    equation in the twelve cells of area, sex and year; a hidden row is known when its own sum
    of cells is a combination of the shown ones.
    """
    inner = [frozenset([("area", a), ("sex", s), ("year", y)])
             for a, s, y in product(AREAS, SEXES, YEARS)]

    def equation(row: Row) -> list[float]:
        return [float(labels(row) <= cell) for cell in inner]

    known = [row for row in after.rows if not row.suppressed]
    system = np.array([equation(row) for row in known]).reshape(len(known), len(inner))
    values = np.array([row.events for row in known], dtype=float)
    found = {}
    for row in after.rows:
        if row.suppressed:
            weights, *_ = np.linalg.lstsq(system.T, np.array(equation(row)), rcond=None)
            if known and np.allclose(system.T @ weights, equation(row), atol=1e-7):
                found[labels(row)] = float(weights @ values)
    return found


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_hidden_count_can_be_worked_out_from_what_is_shown(before):
    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)

    assert attack(after) == {}


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_small_count_is_shown_and_no_shown_count_is_changed(before):
    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)

    for was, now in zip(before.rows, after.rows, strict=True):
        assert now == was or now.suppressed
        assert now.events is None or not 1 <= now.events <= 9


@settings(max_examples=60, deadline=None)
@given(tables())
def test_hiding_again_changes_nothing_and_the_order_of_rows_does_not_matter(before):
    after = for_audience(before, Audience.PUBLIC, counts_people=PEOPLE)
    turned = for_audience(
        finding(*reversed(before.rows)), Audience.PUBLIC, counts_people=PEOPLE
    )

    assert for_audience(after, Audience.PUBLIC, counts_people=PEOPLE) == after
    assert turned.rows == tuple(reversed(after.rows))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_nothing_is_hidden_where_no_count_is_small(before):
    if any(row.events and row.events < 10 for row in before.rows):
        return

    assert for_audience(before, Audience.PUBLIC, counts_people=PEOPLE) == before
