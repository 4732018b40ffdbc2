"""Dates, states, tables and error pages read the same on every page."""

import datetime as dt

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string

from dueregard.documents.document import Document, Note, Part
from dueregard.web.templatetags import plain


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (dt.date(2024, 1, 10), "10 January 2024"),
        ("2024-01-10", "10 January 2024"),
        (dt.datetime(2024, 7, 10, 23, 30, tzinfo=dt.UTC), "11 July 2024"),
        (dt.datetime(2024, 7, 10, 23, 30), "11 July 2024"),
        ("2024-01-10T23:30:00+00:00", "10 January 2024"),
        (None, ""),
    ],
)
def test_a_day_is_the_day_in_london(value, words):
    assert plain.day(value) == words


def test_a_moment_is_the_time_on_a_london_clock():
    assert plain.moment("2024-07-10T13:05:00+00:00") == "10 July 2024 at 14:05"
    assert plain.moment("2024-01-10T13:05:00+00:00") == "10 January 2024 at 13:05"


def test_a_state_is_always_in_words_and_a_strange_one_is_grey():
    assert ">Not used here<" in plain.status("not-used-here", "Not used here")
    assert ">in assessment<" in plain.status("in_assessment")
    assert "govuk-tag--grey" in plain.status("never heard of", "Odd")
    assert ">not known<" in plain.status(None)


def test_a_state_is_escaped():
    assert "<b>" not in plain.status("live", "<b>Live</b>")


def test_a_phrase_becomes_one_sentence():
    assert plain.sentence("ask the owner ") == "Ask the owner."
    assert plain.sentence("Really?") == "Really?"
    assert plain.sentence("") == ""


def test_a_stored_document_is_shown_as_it_was_and_its_words_are_escaped():
    paper = Document(
        kind="note", title="A <paper>", made_at="2026-01-01T00:00:00Z",
        parts=(Part(title="What", blocks=(Note(text="1 < 2"),)),),
    )

    page = Template("{% load plain %}{{ paper|document:2 }}").render(
        Context({"paper": paper.to_plain()})
    )

    assert "A &lt;paper&gt;</h2>" in page
    assert "1 &lt; 2" in page


def test_a_cell_that_is_empty_is_a_dash_and_a_nought_is_a_nought():
    page = render_to_string("parts/table.html", {
        "caption": "Alerts",
        "columns": [{"label": "Place"}, {"label": "Alerts", "numeric": True}, {"label": "False"}],
        "rows": [["Westminster", 0, None], [{"text": "Croydon <1>", "url": "/c?a=1&b"}, 5, ""]],
    })

    assert ">0</td>" in page
    assert page.count(">–</td>") == 2
    assert '<a class="govuk-link" href="/c?a=1&amp;b">Croydon &lt;1&gt;</a></th>' in page


def test_a_row_that_does_not_fit_its_columns_is_never_shown_shifted():
    with pytest.raises(ValueError, match="zip"):
        render_to_string(
            "parts/table.html", {"caption": "", "columns": [{"label": "A"}], "rows": [[1, 2]]}
        )


def test_a_blank_fact_is_said_to_be_not_known():
    page = render_to_string("parts/summary_list.html", {
        "rows": [{"key": "Supplier", "value": ""}, {"key": "Groups", "value": ()},
                 {"key": "Alerts", "value": 0}],
    })

    assert page.count("Not known") == 2
    assert ">0</dd>" in page


def test_the_present_step_of_the_cycle_is_said_in_words_and_to_a_reader():
    page = render_to_string("parts/steps.html", {
        "steps": [{"text": "Identify", "done": True}, {"text": "Prioritise", "current": True}],
    })

    assert page.count('aria-current="step"') == 1
    assert "You are here" in page.split("Prioritise")[1]


def test_pages_of_a_long_list_keep_the_rest_of_the_address(rf):
    page = Paginator(range(400), 10).page(7)

    html = render_to_string(
        "parts/pagination.html", {"page": page, "request": rf.get("/", {"q": "camera"})}
    )

    assert 'href="?q=camera&amp;page=8" rel="next"' in html
    assert 'aria-current="page">7<' in html


def test_one_page_needs_no_pagination():
    page = Paginator(range(4), 10).page(1)

    assert render_to_string("parts/pagination.html", {"page": page}).strip() == ""


@pytest.mark.parametrize("name", ["error.html", "404.html", "403.html", "500.html", "csrf.html"])
def test_an_error_on_the_public_door_has_no_script(name):
    assert "<script" not in render_to_string(name, {"signboard": None})


def test_an_error_says_what_happened_and_what_to_do():
    said = {"title": "Not sent", "text": "Two opinions are missing.", "next": "Ask them."}

    page = render_to_string("error.html", said)

    assert "Not sent</h1>" in page
    assert "Two opinions are missing." in page and "Ask them." in page
