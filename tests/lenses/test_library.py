"""The library says where each piece stands, and refuses one that would mislead."""

import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.guidance import Standing


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(str(banks.shipped())), folder)
    return folder


@pytest.mark.parametrize(("old", "new", "said"), [
    ('flag = "It was still', 'flog = "It was still', "say in “flag” what a reader would get wrong"),
    ('replaced_by = "library.code-2024"', 'replaced_by = "library.code-2030"',
     "there is no library.code-2030 to replace it"),
    ('law = ["law.19", "law.20"]', 'law = ["law.999"]', "there is no rule law.999"),
    ('state = "draft"', 'state = "rumour"', "“state” is “rumour”"),
    ("source_read = true", 'source_read = "partly"', "“source_read” must be true or false"),
])
def test_a_piece_that_would_mislead_is_refused_with_its_name(content, old, new, said):
    file = content / "library.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DueRegardError, match=said):
        banks.load(content)


def test_what_is_not_in_force_says_so_and_why():
    for each in banks.load().guidance:
        assert each.flag or each.standing is Standing.IN_FORCE, each.id


def test_the_law_behind_what_is_out_of_date_has_ended_and_been_replaced():
    bank = banks.load()
    piece = next(each for each in bank.guidance if each.id == "library.log-justification")
    ended, now = (bank.rule(each) for each in piece.law)

    assert piece.standing is Standing.SUPERSEDED
    assert ended.replaced_by == now.id
    assert now.ends is None


def test_the_help_has_five_elements_and_three_principles():
    aid = banks.load().aid

    assert len(aid.steps) == 5
    assert [each.title for each in aid.principles] == [
        "Courage", "Respect and empathy", "Public service",
    ]
