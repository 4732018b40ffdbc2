"""The questions to a supplier: enough, filled in, plain, and each slip told with file and id."""

import re
import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import GENERIC, LENSES
from dueregard.lenses.suppliers import ANY, for_use
from dueregard.report.publication.plain_words import reading

BANK = banks.load()
BOOK = BANK.suppliers
LONGEST_SENTENCE = 30
HARDEST = 8.0


@pytest.mark.parametrize("technology", [each for each in BANK.packs if each != GENERIC])
def test_every_technology_has_about_thirty_questions_in_every_group(technology):
    chosen = for_use(facts={"technology": technology}, book=BOOK)

    assert 30 <= len(chosen) <= 36
    assert {each.group for each in chosen} == set(BOOK.groups)
    assert {each.lens for each in chosen} == set(LENSES)


def test_a_use_of_which_nobody_said_what_it_is_is_offered_every_question():
    assert set(for_use(facts={}, book=BOOK)) == set(BOOK.questions)


def test_a_question_for_chatbots_is_not_put_to_the_maker_of_a_camera():
    camera = {each.id for each in for_use(facts={"technology": "body-worn-video"}, book=BOOK)}
    both = {each.id for each in for_use(
        facts={"technology": "body-worn-video", "also": "public-contact-chatbot"}, book=BOOK)}

    assert "supplier.20" not in camera
    assert "supplier.20" in both


@pytest.mark.parametrize("question", BOOK.questions, ids=lambda each: each.id)
def test_a_question_reads_easily(question):
    said = (question.text, question.why, question.good, question.follow_up)
    longest = max(len(one.split()) for each in said for one in re.split(r"(?<=[.!?])\s+", each))

    assert longest <= LONGEST_SENTENCE
    assert reading(said).grade <= HARDEST


def test_every_source_is_dated_and_used():
    used = {each for question in BOOK.questions for each in question.sources}

    assert used == set(BOOK.sources)
    assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", each.date) for each in BOOK.sources.values())


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(str(banks.shipped())), folder)
    return folder


@pytest.mark.parametrize(("old", "new", "said"), [
    ('id = "supplier.01"', 'id = "vendor.01"', r"vendor\.01: an id of a question to a supplier"),
    ('group = "purpose"', 'group = "aims"', r"supplier\.01: “group” is “aims”"),
    ('technologies = ["any"]', 'technologies = ["robots"]', r"“technologies” has “robots”"),
    ('technologies = ["any"]', 'technologies = ["any", "drones"]', r"“any” stands alone"),
    ('sources = ["source.college", "source.checklist"]', 'sources = ["source.none"]',
     r"supplier\.01: it rests on “source\.none”, and there is no such"),
    ('clause = "The supplier lists', 'term = "The supplier lists', r"“clause” is missing"),
    ('title = "Security"\n', '', ""),
])
def test_a_slip_in_the_questions_is_told_with_file_and_id(content, old, new, said):
    file = content / "suppliers.toml"
    text = file.read_text(encoding="utf-8")
    if not said:
        file.write_text(f'{text}\n[[group]]\nid = "empty"\ntitle = "Nothing"\n', encoding="utf-8")
        said = r"no question is in “empty”"
    else:
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DueRegardError) as refused:
        banks.load(content)

    assert "suppliers.toml" in str(refused.value)
    assert re.search(said, str(refused.value)), str(refused.value)


def test_any_is_said_once():
    assert all(ANY not in each.technologies or len(each.technologies) == 1
               for each in BOOK.questions)
