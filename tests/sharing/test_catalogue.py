"""The controlled lists: what is shipped is sound, and a slip in them is told."""

from importlib.resources import files

import pytest

from dueregard.answers import DueRegardError
from dueregard.sharing import catalogue
from dueregard.sharing.terms import Marking

TEXT = files("dueregard").joinpath("content", catalogue.FILE).read_text(encoding="utf-8")


def spoilt(tmp_path, old, new):
    assert old in TEXT
    (tmp_path / catalogue.FILE).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("old", "new", "words"), [
    ('family = "research"', 'family = "research"\nkin = "x"', "“kin” is not something"),
    ('purposes = ["manage-offenders"]', 'purposes = ["manage"]', "it can have"),
    ('id = "marac.gp"', 'id = "marac.doctor"', "that of a preset and of an item"),
    ('id = "staff"', 'id = "colleague"', "needs “staff”"),
    ("two_people = true", "two_people = false", "two people decide about child and staff"),
    ('marking = "secret"', 'marking = "restricted"', "it can be official"),
    ('family = "safeguarding"', 'family = "other"', "more than one family"),
    ("[[trigger]]", "[[triger]]", "“triger” is nothing that this file has"),
    ('id = "volume-trebled"', 'id = "misuse-upheld"', "is there twice"),
])
def test_a_slip_in_the_lists_is_told(tmp_path, old, new, words):
    with pytest.raises(DueRegardError) as told:
        catalogue.load(spoilt(tmp_path, old, new))

    assert words in str(told.value) and "agreements.toml" in str(told.value)


def test_every_line_of_a_preset_stays_within_its_marking_or_needs_two_people():
    """One alone is above on purpose: intelligence in MAPPA."""
    above = [
        each.key for preset in catalogue.load().presets.values() for each in preset.terms.schedule
        if each.marking.rank > preset.terms.marking.rank
    ]

    assert above == ["intelligence"]


def test_research_gets_no_name_and_no_day():
    columns = {each for item in catalogue.begin("research", ref="x").schedule
               for each in item.columns}

    assert not [each for each in columns if "name" in each or "born" in each or "date" in each]
    assert catalogue.begin("research", ref="x").marking is Marking.OFFICIAL
