"""A committee's paper is two pages, whatever the record holds; the rest is annex."""

import pytest
from tests.documents.pages_of import pages
from tests.rules.large_material import large, long

from dueregard.documents.document import Document, Part, Points
from dueregard.manage.papers.material import Earlier, Material
from dueregard.manage.papers.rules import committee_paper

pytest.importorskip("weasyprint")
ASKED = long(1200, "Should we?")
HELP = tuple(long(400, f"{n}?") for n in range(12))


def paper(material, earlier=None):
    return committee_paper(material=material, question=ASKED, help_with=HELP, earlier=earlier,
                           made_at="2026-11-02T10:00:00+00:00")


def test_the_longest_record_there_may_be_still_makes_two_pages():
    before = paper(Material(about=large().about, lens_names=large().lens_names))
    earlier = Earlier(paper=before, sentences=tuple(long(600) for _ in range(12)))

    whole, before_annex = pages(paper(large(), earlier))

    assert before_annex == 2
    assert whole > 20


def test_what_the_two_pages_cut_short_stands_whole_in_the_annex():
    made = paper(large())

    annex = str([part for part in made.parts if part.key not in FRONT])
    for words in (ASKED, *HELP, large().about.purpose, large().points[59].text,
                  large().evidence[19].statement, large().conditions[11].text,
                  large().law[39].title, large().options[4].effects[11].text,
                  *large().primers[2].sentences):
        assert words in annex


FRONT = ("question", "primer", "changed", "sides", "known", "blocking", "open")


def test_the_count_of_pages_would_see_a_third():
    page = Part(title="First", blocks=(Points(items=(long(300),) * 90),))
    annex = Part(title="Annex", blocks=(Points(items=("x",)),), annex=True)
    made = Document(kind="k", title="t", made_at="2026-11-02", parts=(page, annex))

    assert pages(made)[1] > 2
