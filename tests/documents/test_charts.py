"""Charts are specifications first: drawn late, once, from nothing outside."""

import re

import pytest
from tests.documents.sample import document

from dueregard.answers import DueRegardError
from dueregard.documents.charts import (
    Band,
    Moment,
    Point,
    Series,
    calibration,
    draw,
    intervals,
    timeline,
)
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


def unsure_chart(**more) -> Chart:
    small = Point(label="small", value=0.3, low=0.1, high=0.7, uncertain=True)
    return intervals(title="T", description="D", points=(*POINTS, small), **more)


def test_an_unsure_figure_is_hollow_on_a_thin_line_and_the_legend_says_so():
    svg, sure = drawn(unsure_chart()), drawn(intervals(title="T", description="D", points=POINTS))

    assert svg.count('fill="white"') == sure.count('fill="white"') + 2  # the dot and its legend
    assert svg.count('stroke-width="1.25"') == 1
    assert svg.count('stroke-width="4"') == 2
    assert ">Few cases: read with care<" in svg
    assert "Few cases" not in sure


def test_the_dashed_line_carries_its_name():
    svg = drawn(unsure_chart(reference=0.2, reference_label="White: 20%"))

    assert svg.count(">White: 20%<") == 1


@pytest.mark.parametrize(("reference", "side"), [(0.02, "start"), (0.65, "end")])
def test_the_name_of_the_dashed_line_stays_inside_the_picture(reference, side):
    svg = drawn(unsure_chart(reference=reference, reference_label="A name"))

    before = svg[: svg.index(">A name<")]
    assert f'text-anchor="{side}"' in before[before.rindex("<text"):]


def test_a_long_name_is_folded_and_not_cut():
    long = Point(label="Black, African, Caribbean or Black British", value=1, low=0, high=2)

    svg = drawn(intervals(title="T", description="D", points=(long, *POINTS)))

    assert "…" not in svg
    for words in ("Black, African,", "Caribbean or Black", "British"):
        assert f">{words}<" in svg


def test_groups_of_several_headings_stand_under_them_though_names_repeat():
    points = tuple(Point(label="Not stated", value=1, low=0, high=2, heading=each)
                   for each in ("Race", "Sex"))

    svg = drawn(intervals(title="T", description="D", points=points))

    assert svg.count(">Not stated<") == 2
    assert svg.index(">Race<") < svg.index(">Not stated<") < svg.index(">Sex<")
    assert svg.count('font-weight="bold"') == 2


def test_differences_are_written_with_their_sign():
    points = (Point(label="a", value=-12, low=-18, high=-6),
              Point(label="b", value=9, low=1, high=18))

    svg = drawn(intervals(title="T", description="D", points=points, differences=True, reference=0))

    assert ">+10<" in svg
    assert ">\N{MINUS SIGN}10<" in svg
    assert ">0<" in svg


def test_a_control_character_in_a_name_does_not_spoil_the_drawing():
    odd = Point(label="a\x0bb", value=1, low=0, high=2)

    assert ">a b<" in drawn(intervals(title="T", description="D", points=(odd, *POINTS)))


def bands(*names: str) -> tuple[Band, ...]:
    return tuple(Band(group=name, predicted=p, observed=p + 0.05, low=p - 0.05, high=p + 0.15)
                 for name in names for p in (0.6, 0.2))


def test_promise_and_outcome_share_one_scale_so_that_the_diagonal_means_exactly_right():
    chart = calibration(title="T", description="D", bands=bands("a", "b"))

    domains = [layer["encoding"][each]["scale"]["domain"] for layer in chart.spec["layer"]
               for each in ("x", "y")]
    assert domains == [[0, 0.8]] * len(domains)
    assert ">Dashed line: exactly as predicted<" in drawn(chart)


def test_groups_of_a_score_are_told_apart_without_colour():
    svg = drawn(calibration(title="T", description="D", bands=bands("a", "b", "c", "d", "e")))

    assert len(set(re.findall(r'stroke-dasharray="([\d,]+)"', svg))) >= 4
    for name in "abcde":
        assert f">{name}<" in svg
    assert min(float(each) for each in re.findall(r'font-size="([\d.]+)', svg)) >= 14


def test_a_line_of_a_score_goes_from_low_to_high_whatever_the_order_given():
    chart = calibration(title="T", description="D", bands=bands("a"))

    assert [each["predicted"] for each in chart.spec["data"]["values"]] == [0.2, 0.6]


def test_more_groups_than_can_be_told_apart_are_refused():
    with pytest.raises(DueRegardError, match="6 groups"):
        calibration(title="T", description="D", bands=bands(*"abcdef"))


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
