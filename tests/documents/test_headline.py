"""A finding that names its headline: one picture first, everything else behind it."""

import json
from dataclasses import replace

import pytest
from tests.documents.sample import COUNTS, MADE_AT, RATE, finding, headlined, row

from dueregard import documents
from dueregard.documents.audience import Audience
from dueregard.documents.document import Chart, Code, Document, Note, Points, Table
from dueregard.findings.finding import Finding, Method, NotComputed, Row
from dueregard.findings.headline import headline_chart
from dueregard.findings.paper import MANY_ROWS, as_document
from dueregard.findings.repeating import LEFT_OUT, WITHHELD

PEOPLE = frozenset({RATE})


def paper(measured: Finding, **more) -> Document:
    return as_document(measured, **({"made_at": MADE_AT, "audience": Audience.PUBLIC} | more))


def part(document: Document, key: str):
    return next(each for each in document.parts if each.key == key)


def only(blocks, kind: type) -> list:
    return [each for each in blocks if isinstance(each, kind)]


def marks(chart: Chart) -> list[dict]:
    return chart.spec["data"]["values"]


def groups(*counts: tuple[str, int, int], **more) -> Finding:
    made = tuple(
        row(RATE, events, trials, 0.1, 0.9, group={"race": name}) for name, events, trials in counts
    )
    return replace(headlined(), rows=made, **more)


def test_the_paper_goes_from_the_answer_to_the_detail():
    document = paper(headlined())

    assert [each.key for each in document.parts] == [
        "verdict", "figures", "caveats", "method", "repeat", "data", "every-figure",
    ]
    assert [each.key for each in document.parts if each.folded] == ["every-figure"]
    assert len(only((block for each in document.parts for block in each.blocks), Chart)) == 1
    assert [each.type for each in part(document, "figures").blocks] == ["chart", "table", "table"]


def test_a_finding_without_a_headline_is_laid_out_as_before():
    document = paper(replace(headlined(), headline=""))

    assert [each.key for each in document.parts] == [
        "verdict", "figures", "caveats", "data", "method",
    ]


def test_the_chart_has_single_groups_and_no_intersection():
    chart = headline_chart(headlined())

    shown = [each["label"].split("\ue000")[-1] for each in marks(chart)]
    assert shown == ["Black", "White", "Other", "Native American", "Female", "Male"]


def test_every_row_is_in_a_table_of_the_headline_or_of_the_rest():
    document = paper(headlined())

    shown = [cells for key in ("figures", "every-figure")
             for table in only(part(document, key).blocks, Table) for cells in table.rows]
    # Everyone stands under both tables of the headline too.
    assert len(shown) == len(headlined().rows) + 2


def test_a_small_group_is_drawn_as_unsure_and_said_to_be():
    chart = headline_chart(headlined())

    unsure = [each["label"].split("\ue000")[-1] for each in marks(chart)
              if each["sure"].startswith("Few")]
    assert unsure == ["Native American"]
    assert "fewer than 10 events or 30 cases, so the truth may be far from it: Native American" \
        in chart.description


@pytest.mark.parametrize(("events", "trials", "unsure"), [
    (9, 1000, True), (10, 1000, False), (10, 29, True), (10, 30, False),
])
def test_few_means_under_ten_events_or_thirty_cases(events, trials, unsure):
    chart = headline_chart(groups(("a", events, trials), ("b", 500, 1000)))

    assert marks(chart)[0].get("sure", "Enough").startswith("Few") is unsure


def test_a_comparison_of_a_small_group_is_unsure_though_it_has_no_counts_of_its_own():
    chart = headline_chart(headlined(headline=f"{RATE}_ratio"))

    unsure = [each["label"] for each in marks(chart) if each["sure"].startswith("Few")]
    assert unsure == ["Race, beside White\ue000Native American"]


def lines_of(chart: Chart) -> list:
    return [layer["encoding"]["x"]["datum"] for layer in chart.spec["layer"]
            if "datum" in layer["encoding"]["x"]]


@pytest.mark.parametrize(("headline", "at", "said"), [
    (f"{RATE}_ratio", 1, "1: no difference"),
    (f"{RATE}_difference", 0, "0: no difference"),
    (RATE, COUNTS[()][0] / COUNTS[()][1], "the figure of everyone, 32.3%"),
])
def test_the_dashed_line_is_what_groups_are_compared_with(headline, at, said):
    chart = headline_chart(headlined(headline=headline))

    assert set(lines_of(chart)) == {at}
    assert f"The dashed line is {said}." in chart.description


def test_with_one_heading_the_dashed_line_is_the_reference_group():
    whole = headlined()
    by_race = replace(whole, rows=tuple(
        each for each in whole.rows if "sex" not in each.group
    ))

    share, ratio = (headline_chart(replace(by_race, headline=each))
                    for each in (RATE, f"{RATE}_ratio"))

    assert set(lines_of(share)) == {349 / 1488}
    assert "The dashed line is the figure of White, 23.5%." in share.description
    assert "The dashed line is 1: the same as White." in ratio.description


def test_differences_are_drawn_in_points():
    chart = headline_chart(headlined(headline=f"{RATE}_difference"))

    assert marks(chart)[0]["value"] == pytest.approx(100 * (805 / 1795 - 349 / 1488))
    assert "Highest: Black, 21.4 points, range 18.2 to 24.5 points." in chart.description
    assert "Lowest: Other, \N{MINUS SIGN}4.9 points" in chart.description


def test_of_many_groups_the_thirty_with_most_cases_are_drawn_and_the_rest_counted():
    chart = headline_chart(groups(*((f"g{n}", 50, 100 + n) for n in range(40))))

    assert [each["label"] for each in marks(chart)] == [f"g{n}" for n in range(10, 40)]
    assert "10 more groups, which stand on fewer cases, are in the table only." in chart.description


def test_a_group_without_a_figure_is_named_and_not_drawn():
    blank = Row(measure=RATE, group={"race": "Mixed"}, not_computed=NotComputed(reason="None."))
    whole = groups(("a", 50, 100), ("b", 50, 100))

    chart = headline_chart(replace(whole, rows=(*whole.rows, blank)))

    assert "Not drawn, because there is no figure for them: Mixed." in chart.description


def test_one_group_alone_makes_no_chart():
    assert headline_chart(groups(("a", 50, 100))) is None


def test_ratios_that_lie_far_apart_are_drawn_on_a_scale_that_shows_them_all():
    """A range from nought has no place on such a scale: it runs to the edge."""
    def ratio(name: str, value: float, low: float, high: float) -> Row:
        return Row(measure="r", group={"race": name}, value=value, low=low, high=high, unit="ratio")

    far = replace(headlined(), headline="r", rows=(
        ratio("a", 1.2, 1.1, 1.3), ratio("b", 9, 0, 90)))

    chart = headline_chart(far)

    assert chart.spec["layer"][1]["encoding"]["x"]["scale"] == {"type": "log"}
    assert 0 < marks(chart)[1]["low"] < 1.1


def test_the_method_in_words_and_the_lines_that_repeat_it_are_there():
    document = paper(headlined(), audience=Audience.FORCE)

    assert only(part(document, "method").blocks, Points)[0].items == headlined().method_words
    code = only(part(document, "repeat").blocks, Code)
    assert [each.language for each in code] == ["sh", "R"]
    assert code[1].text.split("\n") == list(headlined().repeat[1].lines)


def test_where_a_count_is_hidden_no_line_and_no_chart_gives_it_away():
    whole = replace(headlined(), method_words=("Ranges are Wilson's.", "3 of 8 were marked."))

    public = paper(whole, counts_people=PEOPLE, unrounded=True)

    assert [each.language for each in only(part(public, "repeat").blocks, Code)] == ["sh"]
    assert only(part(public, "repeat").blocks, Note)[0].text == LEFT_OUT
    assert only(part(public, "method").blocks, Points)[0].items == (
        "Ranges are Wilson's.", WITHHELD,
    )
    assert "prop.test" not in public.canonical()
    drawn = [each["label"] for each in marks(only(part(public, "figures").blocks, Chart)[0])]
    assert not any("Native American" in each for each in drawn)


def test_a_command_that_holds_a_hidden_count_is_left_out_too():
    command = replace(headlined().repeat[0], lines=("dueregard measure x.csv --smallest 8",))

    public = paper(replace(headlined(), repeat=(command,)), counts_people=PEOPLE)

    assert not only(part(public, "repeat").blocks, Code)
    assert only(part(public, "repeat").blocks, Note)


def test_a_finding_whose_figures_were_hidden_before_keeps_no_lines_either():
    hidden = replace(headlined().rows[0], suppressed=True, value=None, low=None, high=None,
                     events=None, exposure=None)
    before = replace(headlined(), rows=(hidden, *headlined().rows[1:]))

    assert "prop.test" not in paper(before, audience=Audience.FORCE).canonical()


def test_where_nothing_is_hidden_nothing_is_left_out():
    document = paper(headlined(), audience=Audience.FORCE, counts_people=PEOPLE)

    assert "prop.test" in document.canonical()
    assert LEFT_OUT not in document.canonical()


def large(rows: int) -> Finding:
    made = [row(RATE, 50, 100, 0.1, 0.9, group={"race": f"race {n % 40}", "area": f"area {n}"})
            for n in range(rows - 2)]
    single = [row(RATE, 50, 100, 0.1, 0.9, group={"race": each}) for each in ("a", "b")]
    return replace(headlined(), rows=(*single, *made))


def test_of_very_many_rows_a_page_shows_some_and_says_how_many_more_there_are():
    document = paper(large(MANY_ROWS + 1), unrounded=True)

    html = documents.write(document, ".html").decode()

    assert "1,899 more rows are not shown here." in html
    assert "The same table is whole in the CSV, JSON and XLSX files." in html
    assert html.count("<tr ") < 400
    assert documents.write(document, ".csv").decode().count("area 1998") == 2
    kept = json.loads(documents.write(document, ".json"))
    assert len(kept["parts"][-1]["blocks"][0]["rows"]) == MANY_ROWS + 1


def test_up_to_that_many_rows_every_one_is_shown():
    html = documents.write(paper(large(MANY_ROWS)), ".html").decode()

    assert "not shown here" not in html
    assert html.count("area 1997<") == 1


def test_a_headline_that_no_row_has_still_leaves_every_figure():
    document = paper(replace(headlined(), headline="no_such_measure"))

    tables = only(part(document, "every-figure").blocks, Table)
    assert sum(len(each.rows) for each in tables) == len(headlined().rows)


def test_a_headline_by_stratum_only_is_drawn_by_stratum():
    chart = headline_chart(replace(
        finding(), headline="false-alerts-per-alert", method=Method(name="m")))

    assert [each["label"] for each in marks(chart)] == ["0.60", "0.62", "0.64", "not stated"]
