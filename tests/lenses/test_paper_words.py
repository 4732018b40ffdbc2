"""The words that papers are made of: complete, checked, and right for each nation."""

import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.plain_words import reading
from dueregard.lenses.readable import HARDEST_ENTRY
from dueregard.lenses.shapes import Nation

PAPERS = banks.load().papers


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(str(banks.shipped())), folder)
    return folder


def change(content, name, old, new):
    file = content / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("technology", sorted(banks.load().packs))
def test_every_technology_has_a_primer_that_a_lay_member_can_read(technology):
    primer = PAPERS.primers[technology]

    assert len(primer.sentences) == 5
    assert all(each.endswith(".") for each in primer.sentences)
    assert reading(primer.sentences).grade <= HARDEST_ENTRY


def test_what_has_no_primer_gets_the_one_that_says_so():
    assert "no primer" in PAPERS.primer("something-new").sentences[0]


@pytest.mark.parametrize(("nation", "characteristics", "aims"), [
    (Nation.ENGLAND, 9, 3), (Nation.WALES, 9, 3), (Nation.SCOTLAND, 9, 3),
    (Nation.NORTHERN_IRELAND, 9, 2),
])
def test_each_nation_asks_about_the_people_that_its_own_law_names(nation, characteristics, aims):
    groups = PAPERS.groups_in(nation)

    assert sum(each.by_law for each in groups) == characteristics
    assert [each.by_law for each in groups] == sorted(
        (each.by_law for each in groups), reverse=True)
    assert len(PAPERS.aims_in(nation)) == aims


def test_political_opinion_is_asked_about_only_where_the_law_names_it():
    named = {nation for nation in Nation
             if any(each.id == "eq.ni-politics" for each in PAPERS.groups_in(nation))}

    assert named == {Nation.NORTHERN_IRELAND}


def test_the_four_elements_of_the_law_each_have_a_step_of_the_assessment():
    assert [each.citation[-3:] for each in PAPERS.elements] == ["(a)", "(b)", "(c)", "(d)"]
    assert [each.title[0] for each in PAPERS.steps] == ["1", "2", "3", "4", "5", "6", "6", "7"]


@pytest.mark.parametrize(("name", "old", "new", "said"), [
    ("primers.toml", 'id = "drones"', 'id = "kites"', r"“drones” has no primer"),
    ("primers.toml", '    "Ask what it cannot do, and how anybody found that out.",\n', "",
     r"generic: a primer has 5 sentences, and this one has 4"),
    ("primers.toml", "who paid for the test.", "who paid for it, " + "and why " * 20 + ".",
     r"generic: a sentence of it has more than 32 words"),
    ("papers.toml", '"reads_kept"', '"reeds_kept"', r"about\.kept: .*“reeds_kept”, and no such"),
    ("papers.toml", '"law.06"', '"law.99"', r"dp\.lawful: .*“law\.99”, and law\.toml has no"),
    ("papers.toml", '"northern-ireland"]', '"france"]', r"eq\.age: “nations” has “france”"),
    ("papers.toml", 'step = "dpia.describe"', 'step = "dpia.guess"', r"“step” is “dpia\.guess”"),
    ("papers.toml", 'by = "law"', 'by = "luck"', r"eq\.age: “by” is “luck”; it can be law, habit"),
])
def test_a_fault_is_refused_with_its_file_and_id(content, name, old, new, said):
    change(content, name, old, new)

    with pytest.raises(DueRegardError, match=said):
        banks.load(content)
