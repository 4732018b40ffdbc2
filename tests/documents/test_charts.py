"""Charts are specifications first: drawn late, once, from nothing outside."""

import re

import pytest
from tests.documents.sample import document

from dueregard.answers import DueRegardError
from dueregard.documents.charts import Moment, Point, Series, draw, intervals, timeline
from dueregard.documents.document import Chart, Document, Part

POINTS = (
    Point(label="0.60", value=0.036, low=0.025, high=0.053),
    Point(label="0.64", value=0.0035, low=0.0015, high=0.0083),
)


def paper(chart: Chart) -> Document:
    part = Part(title="P", blocks=(chart,))
    return Document(kind="k", title="T", made_at="2026-01-01T00:00:00Z", parts=(part,))


def drawn(chart: Chart) -> str:
    pytest.importorskip("vl_convert")
    return draw(paper(chart)).parts[0].blocks[0].svg


def test_ranges_are_drawn_in_the_order_given_with_their_labels():
    chart = intervals(title="T", description="D", points=POINTS[::-1], axis_format="~%")

    svg = drawn(chart)

    assert svg.index(">0.64<") < svg.index(">0.60<")


def test_letters_are_large_enough_to_read():
    svg = drawn(intervals(title="T", description="D", points=POINTS, axis="per cent"))

    sizes = [float(each) for each in re.findall(r'font-size="([\d.]+)', svg)]
    assert sizes
    assert min(sizes) >= 14


def test_a_drawing_scales_and_carries_no_style_and_no_script():
    svg = drawn(intervals(title="T", description="D", points=POINTS, reference=0.02))

    assert "viewBox=" in svg
    assert "style" not in svg
    assert "script" not in svg
    assert "aria-" not in svg


def test_lines_are_told_apart_without_colour():
    moments = (Moment(when="2023", value=1), Moment(when="2024", value=None),
               Moment(when="2025", value=3))
    chart = timeline(title="T", description="D", series=(
        Series(name="one", moments=moments), Series(name="two", moments=moments),
    ))

    svg = drawn(chart)

    assert svg.count("stroke-dasharray") > 1
    assert ">one<" in svg


def test_more_lines_than_can_be_told_apart_are_refused():
    with pytest.raises(DueRegardError, match="6 lines"):
        timeline(title="T", description="D",
                 series=tuple(Series(name=str(n), moments=()) for n in range(6)))


def test_a_logarithmic_scale_refuses_a_range_from_nought():
    with pytest.raises(DueRegardError, match="logarithmic"):
        intervals(title="T", description="D", logarithmic=True,
                  points=(Point(label="a", value=1, low=0, high=2),))


def test_a_document_that_is_drawn_is_left_alone():
    assert draw(document()) is document() or draw(document()) == document()


def test_drawing_the_same_chart_again_gives_the_same_drawing():
    chart = intervals(title="T", description="D", points=POINTS)

    assert drawn(chart) == drawn(chart)


def test_a_specification_cannot_make_us_fetch_anything():
    chart = Chart(title="T", description="D", spec={
        "data": {"url": "http://127.0.0.1:9/secret.csv"}, "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    })

    with pytest.raises(DueRegardError, match="could not be drawn"):
        drawn(chart)


def test_a_specification_that_is_not_one_is_refused_in_words():
    with pytest.raises(DueRegardError, match="could not be drawn"):
        drawn(Chart(title="T", description="D", spec={"mark": "nonsense"}))
