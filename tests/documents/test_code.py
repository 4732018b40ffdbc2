"""Lines to be copied: they leave as they came, in every format."""

import csv
import io
import json
from html.parser import HTMLParser

from tests.documents.sample import MADE_AT

from dueregard import documents
from dueregard.documents import as_html
from dueregard.documents.document import Code, Document, Note, Part, document_from_plain

LINES = 'x <- c(3, 8)\nif (x[1] < x[2]) "<b>" & `x`\n    prop.test(3, 8)'


def paper(text: str = LINES, **more) -> Document:
    code = Code(text=text, caption="The headline in R", language="R", **more)
    part = Part(title="P", blocks=(Note(text="Before."), code))
    return Document(kind="k", title="T", made_at=MADE_AT, parts=(part,))


class Lines(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.text, self.region = False, "", {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "pre"
        if tag == "pre":
            self.region = dict(attrs)

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "pre"

    def handle_data(self, data):
        self.text += data if self.inside else ""


def test_a_page_shows_the_lines_as_they_are():
    found = Lines(as_html.page(paper()))

    assert found.text == LINES


def test_the_lines_can_be_reached_and_scrolled_by_keyboard_and_have_a_name():
    html = as_html.fragment(paper())
    region = Lines(html).region

    assert region["tabindex"] == "0"
    assert region["role"] == "group"
    assert f'id="{region["aria-labelledby"]}" class="govuk-heading-s">The headline in R<' in html


def test_markdown_fences_the_lines_with_more_marks_than_they_hold():
    written = documents.write(paper("a\n````\nb"), ".md").decode()

    assert "**The headline in R**\n\n`````R\na\n````\nb\n`````\n" in written


def test_the_lines_are_no_table_so_a_csv_leaves_them_out():
    written = documents.write(paper(), ".csv").decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(written))) == []


def test_the_lines_come_back_from_json_as_they_were():
    plain = json.loads(documents.write(paper(), ".json"))

    assert document_from_plain(plain) == paper()
    assert plain["parts"][0]["blocks"][1]["type"] == "code"
