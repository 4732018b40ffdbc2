"""Quarters and years, what may be asked in one, and what a blank says."""

from datetime import date

import pytest

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.report.annual import paper as annual
from dueregard.report.annual import rules as years
from dueregard.report.annual.paper import Said, Technology
from dueregard.report.bulletins import rules as bulletins
from dueregard.report.publication.material import Value
from dueregard.report.quarterly import rules as quarters
from dueregard.report.quarterly.rules import Quarter


@pytest.mark.parametrize(("quarter", "first", "last"), [
    (Quarter(year=2026, number=1), date(2026, 1, 1), date(2026, 3, 31)),
    (Quarter(year=2024, number=2), date(2024, 4, 1), date(2024, 6, 30)),
    (Quarter(year=2026, number=4), date(2026, 10, 1), date(2026, 12, 31)),
])
def test_a_quarter_has_a_first_and_a_last_day(quarter, first, last):
    assert (quarter.first, quarter.last) == (first, last)
    assert quarters.quarter_of(first) == quarters.quarter_of(last) == quarter
    assert quarters.quarter(quarter.key) == quarter


def test_the_quarters_that_are_over_do_not_hold_the_one_that_goes_on():
    assert [each.key for each in quarters.past(date(2026, 1, 1), count=3)] == [
        "2025-q4", "2025-q3", "2025-q2"
    ]
    assert Quarter(year=2026, number=1).end(date(2026, 2, 3)) == date(2026, 2, 3)


@pytest.mark.parametrize("key", ["", "2026", "2026-q0", "2026-q5", "0001-q1", "２０２６-q1"])
def test_what_is_no_quarter_is_none(key):
    assert quarters.quarter(key) is None


@pytest.mark.parametrize(("words", "code"), [
    ("\n".join("abcdef"), "too-many-asks"), ("x" * 201, "ask-too-long"),
])
def test_what_does_not_fit_on_one_side_is_refused_in_words(words, code):
    answer = quarters.may_ask(quarters.asks_of(words))

    assert isinstance(answer, No) and answer.code == code


def test_blank_lines_between_asks_are_no_asks():
    assert quarters.asks_of(" One \n\n Two\n") == ("One", "Two")


@pytest.mark.parametrize("key", ["", "2025", "2025-27", "2025-6", "1800-01", "２０２５-26"])
def test_what_is_no_year_is_none(key):
    assert years.year(key) is None


def test_a_year_runs_from_april_to_march_and_the_turn_of_a_century_is_one():
    assert years.year_of(date(2026, 3, 31)).key == "2025-26"
    assert years.year("2099-00").last == date(2100, 3, 31)
    assert [each.key for each in years.past(date(2026, 4, 1), count=2)] == ["2025-26", "2024-25"]


def test_nothing_is_said_of_a_year_that_has_not_begun():
    answer = years.may_write(year=years.Year(starts=2027), today=date(2026, 11, 2), answers={})

    assert isinstance(answer, No) and answer.code == "year-to-come"


def value(text, audience=Audience.PUBLIC):
    return Value(text=text, audience=audience, source="a.B.c")


def technology(*said):
    return Technology(ref="use-0001", key="of-vans", name=value("Vans"), said=said, inside=(
        Said(label="Notes", values=(value("For us", Audience.FORCE),)),))


def report(*said):
    return annual.paper(years.Year(starts=2025), [technology(*said)], force="", made_at="")


def test_a_blank_is_a_named_gap_and_is_never_left_out():
    paper = report(Said(label="Costs", values=(value(""),)),
                   Said(label="Breaches", values=(value("None. We looked."),)))

    seen = paper.for_audience(Audience.PUBLIC)
    assert {each.label: each.value for each in seen.parts[-1].blocks[0].fields} == {
        "Costs": "Not written down", "Breaches": "None. We looked.",
    }
    assert "1 answer of 2 is not written down yet" in seen.parts[0].blocks[0].text
    assert "Vans (use-0001): Costs" in paper.parts[1].blocks[0].items


def test_what_is_for_the_force_alone_is_not_called_unwritten_and_does_not_get_out():
    paper = report(Said(label="Costs", values=(value("410,000", Audience.FORCE),)))

    seen = paper.for_audience(Audience.PUBLIC)
    assert "410,000" in paper.canonical() and "For us" in paper.canonical()
    assert "410,000" not in seen.canonical() and "For us" not in seen.canonical()
    assert "We have this, but it is not for the public." in seen.canonical()
    assert "use-0001" not in seen.canonical()


def test_a_year_without_technology_says_what_that_means():
    paper = annual.paper(years.Year(starts=2025), [], force="", made_at="")

    assert "as far as our list says" in paper.canonical()


@pytest.mark.parametrize("edition", ["A", "2025 26", "../x", "-"])
def test_an_address_is_only_small_letters_figures_and_hyphens(edition):
    with pytest.raises(Exception, match="cannot be a public address"):
        bulletins.slug_of(slug="report", edition=edition)
