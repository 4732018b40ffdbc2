"""The frameworks that we ship: read whole, in plain words, and each slip told with file and id."""

import re
import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.crosswalk import lenses_without_heading
from dueregard.report.publication.plain_words import reading

BANK = banks.load()
CARE = "frameworks/algo-care.toml"
HARDEST = 7.0
WORK, GREEN = "Displacement, skills and work", "Environmental sustainability"


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(str(banks.shipped())), folder)
    return folder


@pytest.mark.parametrize(("old", "new", "said"), [
    ('id = "algo-care.advisory"', 'id = "altai.advisory"',
     r"altai\.advisory: an id in this file begins with “algo-care\.”"),
    ('"work.04"', '"work.99"', r"algo-care\.advisory: “questions” names “work\.99”, and no lens"),
    ('"decides"', '"decide"', r"algo-care\.advisory: “facts” names “decide”, and no such fact"),
    ('"law.21"', '"law.99"', r"algo-care\.advisory: “law” names “law\.99”, and law\.toml has no"),
    ('parts = ["law"]', 'parts = ["laws"]', r"algo-care\.lawful: “parts” has “laws”; it can have"),
    ('lenses = ["privacy"]', 'lenses = ["secrecy"]', r"algo-care\.lawful: “lenses” has “secrecy”"),
    ('"safety.03", "work.04"', '"safety.03", "safety.03"', r"names “safety\.03” twice"),
    ('id = "algo-care"\n', 'id = "algocare"\n', r"carries the framework's id as its name"),
    ("note = ", "remark = ", r"its text was not read, so “note” must say where its headings come"),
    ("https://", "http://", r"“url” must begin with https://"),
    ('title = "Advisory"', 'name = "Advisory"', r"algo-care\.advisory: “title” is missing"),
])
def test_a_slip_in_a_framework_is_told_with_its_file_and_id(content, old, new, said):
    file = content / CARE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DueRegardError) as refused:
        banks.load(content)

    assert CARE in str(refused.value)
    assert re.search(said, str(refused.value)), str(refused.value)


def test_a_heading_that_nothing_of_our_record_fills_is_refused(content):
    file = content / CARE
    text = file.read_text(encoding="utf-8")
    file.write_text(text + '\n[[heading]]\nid = "algo-care.extra"\nrev = 1\n'
                    'title = "Extra"\nmeaning = "What else?"\n', encoding="utf-8")

    with pytest.raises(DueRegardError, match=r"algo-care\.extra: nothing of our record fills"):
        banks.load(content)


def test_what_fills_a_heading_may_change_and_its_words_may_not(content):
    def digests():
        return {each.id: each.digest for each in banks.load(content).words}

    before = digests()
    file = content / CARE
    file.write_text(file.read_text(encoding="utf-8").replace('"safety.03", "work.04"', '"work.04"'))
    remapped = digests()
    file.write_text(file.read_text(encoding="utf-8").replace('title = "Advisory"', 'title = "A"'))

    assert remapped == before
    assert digests()["algo-care.advisory"] != before["algo-care.advisory"]


def test_the_seven_frameworks_are_there_and_say_how_well_we_know_them():
    assert set(BANK.frameworks) == {
        "uk-data-ai-ethics-2025", "npcc-covenant", "algo-care", "atrs", "code-of-ethics-2024",
        "unicri-interpol", "eu-altai",
    }
    for each in BANK.frameworks.values():
        assert each.source_read or "Headings as others" in each.note
        assert "headings only" in each.licence


def test_what_a_framework_has_no_heading_for_is_what_we_know_of_it():
    found = {each.id: lenses_without_heading(each, bank=BANK) for each in BANK.frameworks.values()}

    assert found == {
        "uk-data-ai-ethics-2025": (WORK,), "npcc-covenant": (WORK, GREEN),
        "algo-care": (WORK, GREEN), "atrs": (WORK, GREEN), "code-of-ethics-2024": (),
        "unicri-interpol": (), "eu-altai": (),
    }


@pytest.mark.parametrize("name", BANK.frameworks)
def test_our_words_under_a_framework_are_plain(name):
    meanings = [each.meaning for each in BANK.frameworks[name].headings]

    assert reading(meanings).grade <= HARDEST
    assert all(each.count("?") == 1 and each.endswith("?") for each in meanings)


@pytest.mark.parametrize("name", BANK.frameworks)
def test_no_framework_has_two_headings_of_one_name(name):
    titles = [each.title for each in BANK.frameworks[name].headings]

    assert len(set(titles)) == len(titles)
