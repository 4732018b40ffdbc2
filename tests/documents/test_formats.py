"""Every way out, on one document with a block of each kind."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.documents.sample import document, finding

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents import as_html
from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Chart,
    Column,
    Document,
    Note,
    Part,
    Table,
    document_from_plain,
)

GOLDEN = Path(__file__).parents[1] / "golden"


def made_of(*blocks) -> Document:
    part = Part(title="Part", blocks=blocks)
    return Document(kind="note", title="Title", made_at="2026-01-05T09:30:00Z", parts=(part,))


class Outline(HTMLParser):
    """What a browser would make of the page: elements, ids and the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.mark.parametrize("suffix", [".json", ".csv", ".md", ".html"])
def test_each_text_format_writes_what_was_agreed(suffix):
    """To agree a change: DUEREGARD_WRITE_GOLDEN=1, then read the difference."""
    path = GOLDEN / f"paper{suffix}"

    written = documents.write(document(), suffix)

    if os.environ.get("DUEREGARD_WRITE_GOLDEN"):
        path.write_bytes(written)
    assert written.decode() == path.read_bytes().decode()


def test_an_unknown_format_is_refused_with_the_formats_there_are():
    formats = r"\.html, \.pdf, \.odt, \.xlsx, \.csv, \.md, \.json"

    with pytest.raises(DueRegardError, match=rf"'\.docx'.*{formats}"):
        documents.write(document(), ".docx")


def test_the_json_can_be_read_back_into_the_same_document():
    plain = json.loads(documents.write(document(), ".json"))

    assert document_from_plain(plain) == document()
    assert plain["digest"] == document().digest


def test_the_detail_of_a_part_is_kept_in_data_and_stands_open_on_paper():
    plain = made_of(Note(text="First"))
    more = Part(title="See more", blocks=(Note(text="Second"),), key="more", folded=True)
    folded = replace(plain, parts=(*plain.parts, more))

    assert document_from_plain(json.loads(documents.write(folded, ".json"))) == folded
    assert "folded" not in plain.canonical()
    assert b"Second" in documents.write(folded, ".html")
    assert b"<details" not in documents.write(folded, ".html")


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless():
    formulas = ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-inf", "-1_0", "- 1"]
    table = Table(
        caption="=caption()", columns=(Column(label="A", key="=a"),),
        rows=tuple((each,) for each in formulas),
    )

    written = documents.write(made_of(table, table), ".csv").decode("utf-8-sig")

    for formula in [*formulas, "=caption()", "=a"]:
        assert f"'{formula}" in written


def test_a_negative_number_in_a_csv_stays_a_number():
    columns = (Column(label="A", key="a"), Column(label="B", key="b", numeric=True))
    table = Table(caption="T", columns=columns, rows=(("-3.5", -2), ("+5", 0.1)))

    written = documents.write(made_of(table), ".csv").decode("utf-8-sig")

    assert written == "a,b\r\n-3.5,-2\r\n+5,0.1\r\n"


def test_markdown_cannot_be_broken_by_what_a_person_typed():
    table = Table(
        caption="a|b", columns=(Column(label="x|y", key="x"),), rows=(("1|2\n3",), ("<script>",)),
    )

    written = documents.write(made_of(table, Note(text="- not a list\n# not a title")), ".md")

    assert b"| 1\\|2 3 |" in written
    assert b"\\<script\\>" in written
    assert b"\\- not a list\n\\# not a title" in written


def test_nothing_a_person_typed_becomes_markup():
    hostile = '"><script>alert(1)</script><img src=x onerror="x">'
    column = Column(label=hostile, key="k")
    paper = made_of(
        Note(text=hostile), Note(text=hostile, tone="warning"),
        Table(caption=hostile, columns=(column, column, column), rows=((hostile,) * 3,)),
        Chart(title=hostile, description=hostile, spec={}),
    )

    outline = Outline(as_html.page(paper))

    assert not outline.all("script")
    assert not outline.all("img")
    assert outline.words.count("<script>alert(1)</script>") == 11


def test_a_fragment_has_no_style_and_no_script_so_a_strict_policy_allows_it():
    outline = Outline(as_html.fragment(document()))

    names = {tag for tag, _ in outline.elements}
    assert not names & {"style", "script", "link"}
    assert not any("style" in each or any(k.startswith("on") for k in each)
                   for _, each in outline.elements)


def test_ids_are_unique_and_everything_that_points_at_an_id_finds_it():
    outline = Outline(as_html.page(document()))

    ids = [each["id"] for _, each in outline.elements if "id" in each]
    pointed = {each[name] for _, each in outline.elements
               for name in ("aria-labelledby", "aria-describedby") if name in each}
    clips = {each["clip-path"] for each in outline.all("g") if "clip-path" in each}
    assert len(ids) == len(set(ids))
    assert pointed <= set(ids)
    assert len(clips) == 2
    assert {each.removeprefix("url(#").removesuffix(")") for each in clips} <= set(ids)


def test_a_wide_table_can_be_scrolled_by_keyboard_and_is_named_by_its_caption():
    outline = Outline(as_html.fragment(document()))

    regions = [each for each in outline.all("div") if each.get("role") == "group"]
    captions = {each["id"] for each in outline.all("caption")}
    assert [each["tabindex"] for each in regions] == ["0"]
    assert regions[0]["aria-labelledby"] in captions


def test_every_heading_cell_says_what_it_heads():
    outline = Outline(as_html.fragment(document()))

    assert {each.get("scope") for each in outline.all("th")} == {"col", "row"}


def test_headings_go_down_one_level_at_a_time_from_where_the_page_is():
    outline = Outline(as_html.fragment(document(), heading_level=2))

    assert [tag for tag, _ in outline.elements if tag in ("h1", "h2", "h3")] == ["h2"] + ["h3"] * 3


def test_a_blank_is_said_aloud_as_not_known():
    table = Table(caption="T", columns=(Column(label="A", key="a"),), rows=((None,),))

    html = as_html.fragment(made_of(table))

    assert '<span class="govuk-visually-hidden">not known</span>' in html


def test_a_year_keeps_its_digits_together_and_a_count_is_separated():
    html = as_html.fragment(document())

    assert "491,246" in html
    assert "2024</th>" in html


def test_a_chart_that_was_not_drawn_says_so_and_what_to_install():
    chart = Chart(title="T", description="In words.", spec={})

    words = Outline(as_html.fragment(made_of(chart))).words

    assert "In words." in words
    assert "pip install 'dueregard[reports]'" in words


@pytest.mark.parametrize("svg", [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script><g onclick="x()" style="x"/>'
    '<image href="http://x/y.png"/><foreignObject><p/></foreignObject>'
    '<a href="javascript:x()"><path d="M0"/></a><path fill="url(http://x/y)"/></svg>',
])
def test_only_lines_and_letters_of_a_drawing_reach_the_page(svg):
    html = as_html.fragment(made_of(Chart(title="T", description="D", spec={}, svg=svg)))

    for dangerous in ("script", "onclick", "style=", "image", "foreign", "href", "http://x"):
        assert dangerous not in html


@pytest.mark.parametrize("svg", [
    "<p>not a drawing</p>", "<svg", '<!DOCTYPE x [<!ENTITY a "b">]><svg>&a;</svg>',
])
def test_a_drawing_that_is_not_one_is_refused_in_words(svg):
    with pytest.raises(DueRegardError, match="drawn again"):
        as_html.fragment(made_of(Chart(title="T", description="D", spec={}, svg=svg)))


def test_the_digest_does_not_change_when_the_charts_are_drawn():
    from dataclasses import replace

    part = document().parts[1]
    drawn = replace(part.blocks[0], svg="<svg/>")
    other = replace(document(), parts=(
        document().parts[0], replace(part, blocks=(drawn, *part.blocks[1:])), document().parts[2],
    ))

    assert other != document()
    assert other.digest == document().digest


def test_the_digest_changes_when_a_word_does():
    from dataclasses import replace

    assert replace(document(), title="Other").digest != document().digest


def read_with(program: str, pdf: bytes, *options: str) -> str:
    ends = ["-", "-"] if program == "pdftotext" else ["-"]
    try:
        return subprocess.run(
            [program, *options, *ends], input=pdf, capture_output=True, check=True
        ).stdout.decode()
    except FileNotFoundError:
        pytest.skip(f"{program} is not installed (Debian: poppler-utils)")


def test_a_pdf_holds_the_words_and_figures_and_is_tagged():
    pytest.importorskip("weasyprint")

    pdf = documents.write(document(), ".pdf")

    words = read_with("pdftotext", pdf, "-layout").replace("\f", "")
    assert "Cameras & <crowds>: a paper" in words
    assert "491,246" in words
    assert "Tagged:          yes" in read_with("pdfinfo", pdf)
    assert pdf == documents.write(document(), ".pdf")


@pytest.mark.parametrize(("raised", "said"), [
    ("OSError('cannot load library pango')", "apt-get install libpango-1.0-0"),
    ("ModuleNotFoundError('weasyprint')", "dueregard[reports]"),
])
def test_without_its_libraries_a_pdf_says_what_to_install(raised, said, tmp_path):
    (tmp_path / "weasyprint.py").write_text(f"raise {raised}")
    script = (
        "from tests.documents.sample import document\n"
        "from dueregard import documents\n"
        "from dueregard.answers import DueRegardError\n"
        "try:\n    documents.write(document(), '.pdf')\n"
        "except DueRegardError as problem:\n    print(problem)\n"
    )
    paths = [tmp_path, Path(__file__).parents[2] / "src", Path(__file__).parents[2]]

    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": os.pathsep.join(map(str, paths))},
    )

    assert said in ran.stdout
    assert "print that" in ran.stdout


def test_making_a_document_imports_nothing_heavy():
    script = (
        "import sys\n"
        "from tests.documents.sample import finding\n"
        "from dueregard import documents\n"
        "from dueregard.documents.audience import Audience\n"
        "from dueregard.findings.paper import as_document\n"
        "paper = as_document(finding(), made_at='x', audience=Audience.PUBLIC)\n"
        "documents.write(paper, '.json'), documents.write(paper, '.csv')\n"
        "print({'altair', 'vl_convert', 'weasyprint', 'numpy', 'django'} & set(sys.modules))\n"
    )
    paths = [Path(__file__).parents[2] / "src", Path(__file__).parents[2]]

    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": os.pathsep.join(map(str, paths))},
    )

    assert ran.stdout.strip() == "set()"


def test_a_finding_is_complete_as_a_web_page():
    from dueregard.findings.paper import as_document

    paper = as_document(finding(), made_at="2026-01-05T09:30:00Z", audience=Audience.PUBLIC)

    assert "44 were false" in documents.write(paper, ".html").decode()


def test_a_table_of_long_cells_has_its_columns_set_for_a_print():
    """A printer that weighs every word of sixty long rows takes seconds over it."""
    columns = tuple(Column(label=each, key=each) for each in ("Option", "Opportunity", "Text"))
    long = Table(caption="T", columns=columns, rows=(("a", "b", "word " * 40),) * 3)
    short = Table(caption="T", columns=columns, rows=(("a", "b", "c"),))

    widths = re.findall(r'dr-col-(\d+)', documents.write(made_of(long), ".html").decode().split(
        "<colgroup>")[1])

    assert b"<colgroup>" not in documents.write(made_of(short), ".html")
    assert [int(each) for each in widths] == [10, 15, 60]
