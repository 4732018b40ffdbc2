"""Shown, ruled out, cannot be told, not fit: and why, in words with the figures."""

import pytest
from tests.spec.rates.tables import counted, measured, people, row, said, table

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.findings.finding import VerdictCode
from dueregard.findings.reading import finding_from_json
from dueregard.findings.suppression import for_audience
from dueregard.instruments import rates

EQUAL = people("A | White | 100000", "A | Black | 100000")
COUNTS = {"events": "n", "reference": "White"}


def test_a_disparity_is_told_as_a_person_would_say_it():
    found = measured(counted("A | White | 100", "A | Black | 300"), EQUAL, **COUNTS)

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert found.verdict.sentence == (
        "Per head of population, there were 3.00 times as many events for Black people as for "
        "White people (2.38 to 3.80)."
    )


def test_equal_rates_of_many_events_rule_a_disparity_out():
    found = measured(counted("A | White | 9000", "A | Black | 9000"), EQUAL, **COUNTS)

    assert found.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert "by more than 1.25 times" in found.verdict.sentence


def test_few_events_cannot_tell_and_say_how_many_more_would():
    found = measured(counted("A | White | 5", "A | Black | 6"), EQUAL, **COUNTS)

    # 80% power for 1.25 with equal halves needs about 630 events of both together.
    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "about 630 more events of the group and White people together" in (
        found.verdict.sentence)
    assert "significant" not in found.to_json()


def test_the_unknown_can_undo_a_disparity_and_then_it_cannot_be_told():
    firm = measured(counted("A | White | 100", "A | Black | 150"), EQUAL, **COUNTS)
    shaky = measured(
        counted("A | White | 100", "A | Black | 150", "A | | 60"), EQUAL, **COUNTS)

    assert firm.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert shaky.verdict.code is VerdictCode.CANNOT_TELL
    assert "60 events of unknown group could change the answer" in shaky.verdict.sentence
    assert "Black people 0.94 or 2.10 (and 1, no difference, were 50" in said(
        shaky, "unknown-bounds")


def test_the_unknown_cannot_undo_a_large_disparity():
    found = measured(
        counted("A | White | 100", "A | Black | 400", "A | Refused | 60"), EQUAL, **COUNTS)

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert row(found, "rate_ratio_lowest", "Black").value == pytest.approx(400 / 160)


def test_the_unknown_can_undo_that_a_disparity_is_ruled_out():
    found = measured(
        counted("A | White | 9000", "A | Black | 9000", "A | | 4000"), EQUAL, **COUNTS)

    assert found.verdict.code is VerdictCode.CANNOT_TELL


def test_more_unknown_than_known_is_not_fit():
    found = measured(
        counted("A | White | 10", "A | Black | 40", "A | Not stated | 60"), EQUAL, **COUNTS)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "Record the group" in found.verdict.sentence


def test_no_events_at_all_is_not_fit():
    found = measured(counted("A | White | 0", "A | Black | 0"), EQUAL, **COUNTS)

    assert found.verdict.code is VerdictCode.NOT_FIT


def test_a_reference_without_events_gives_a_reason_and_no_infinite_ratio():
    found = measured(counted("A | White | 0", "A | Black | 9"), EQUAL, **COUNTS)

    ratio = row(found, "rate_ratio", "Black")
    assert ratio.value is None
    assert "no upper end" in ratio.not_computed.reason
    assert found.verdict.code is VerdictCode.CANNOT_TELL


def test_ranges_of_the_verdict_are_wider_than_those_of_the_rows():
    three = people("A | White | 1000", "A | Black | 1000", "A | Asian | 1000")
    found = measured(
        counted("A | White | 100", "A | Black | 135", "A | Asian | 100"), three, events="n")

    ratio = row(found, "rate_ratio", "Black")
    assert ratio.low > 1
    assert found.verdict.code is VerdictCode.CANNOT_TELL


def test_counts_that_are_none_are_set_aside():
    found = measured(
        counted("A | White | 10", "A | Black | 40", "A | Black | c", "A | Black | "), EQUAL,
        **COUNTS)

    assert row(found, "rate_per_1000", "Black").events == 40
    assert found.data.rows_used == 50
    assert {each.rows for each in found.data.set_aside} == {1}
    assert len(found.data.set_aside) == 2


def test_events_without_a_place_count_in_all_and_in_no_place():
    two = people("A | White | 1000", "A | Black | 100", "B | White | 1000", "B | Black | 100")
    found = measured(
        counted("A | White | 10", "A | Black | 10", "B | White | 10", " | Black | 7",
                "B | Black | 5"),
        two, events="n", stratum="place")

    assert row(found, "rate_per_1000", "Black").events == 22
    assert row(found, "rate_per_1000", "Black", place="A").events == 10
    assert "not stated for 7 events" in said(found, "place-not-stated")


def test_many_places_are_listed_by_the_drawn_figure_never_by_the_raw_one():
    """Two events among three residents is the highest raw ratio, and not the highest drawn one."""
    usual = [(f"P{place:02}", 100 + place, 1000, 30 + 2 * place, 100) for place in range(11)]
    rows, heads = [], []
    for name, x0, n0, x1, n1 in (*usual, ("Tiny", 2, 900, 2, 3)):
        rows += [f"{name} | White | {x0}", f"{name} | Black | {x1}"]
        heads += [f"{name} | White | {n0}", f"{name} | Black | {n1}"]

    found = measured(counted(*rows), people(*heads), events="n", stratum="place")

    def listed(measure):
        return [(each.stratum["place"], each.value) for each in found.rows
                if each.measure == measure and each.stratum]

    raw, drawn = dict(listed("rate_ratio")), listed("rate_ratio_shrunk")
    assert max(raw, key=raw.get) == "Tiny"
    assert raw["Tiny"] == pytest.approx(300)
    assert dict(drawn)["Tiny"] < 30
    assert [value for _, value in drawn] == sorted((value for _, value in drawn), reverse=True)
    assert [place for place, _ in listed("rate_ratio")] == [place for place, _ in drawn]
    assert "no league table" in said(found, "not-a-ranking")


def test_two_columns_of_groups_are_measured_side_by_side_and_not_crossed():
    events = table("self|officer", *["White|White"] * 5, *["Black|White"] * 3, *["Black|Black"] * 9)
    found = rates.measure(events, options={
        "group": "self,officer", "population": [table("group|count", "White|100", "Black|50")]})

    assert {tuple(each.group) for each in found.rows} == {(), ("self",), ("officer",)}
    assert [each.events for each in found.rows
            if each.measure == "rate_per_1000" and "Black" in each.group.values()] == [12, 9]


def test_what_is_hidden_by_one_benchmark_is_hidden_by_all():
    three = ("White", "Black", "Asian", "Mixed")
    heads = [table("group|count", *(f"{each} | {size}" for each in three))
             for size in (4000, 9000)]
    found = measured(
        table("group|n", "White | 90", "Black | 4", "Asian | 30", "Mixed | 40"), *heads, events="n")

    public = for_audience(found, Audience.PUBLIC, counts_people=rates.ABOUT.counts_people)

    hidden = {(each.stratum.get("benchmark"), *each.group.values())
              for each in public.rows if each.suppressed}
    assert len({each[1:] for each in hidden}) >= 2
    assert {each[1:] for each in hidden if "(1)" in each[0]} == {
        each[1:] for each in hidden if "(2)" in each[0]}


def test_a_finding_survives_being_written_and_read():
    found = measured(counted("A | White | 10", "A | Black | 40", "A | | 3"), EQUAL, **COUNTS,
                     stratum="place")

    assert finding_from_json(found.to_json()).to_json() == found.to_json()


def test_a_column_given_twice_and_a_group_not_given_end_in_sentences():
    with pytest.raises(DueRegardError, match="two things at once"):
        measured(counted("A | White | 1"), EQUAL, **COUNTS, stratum="n")
    with pytest.raises(DueRegardError, match="--group HEADING"):
        rates.measure(counted("A | White | 1"), options={"population": [EQUAL]})


def test_the_lines_of_r_repeat_the_counts_of_the_headline():
    found = measured(counted("A | White | 100", "A | Black | 300"), EQUAL, **COUNTS)

    assert found.headline == "rate_ratio"
    assert "x <- c(300, 100)   # events" in found.repeat[0].lines
    assert any(each.startswith("poisson.test(") for each in found.repeat[0].lines)
