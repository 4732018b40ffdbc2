"""The standards that we ship: read whole, in plain words, and each slip told with file and id."""

import re
import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses import standards
from dueregard.lenses.standard_shapes import FilledBy
from dueregard.report.publication.plain_words import reading
from dueregard.report.wordings.labels import plain

THREE, OURS = "standards/atrs-3-0.toml", "record-fields.toml"
FOUR = "standards/atrs-4-0.toml"
HARDEST = 6.0


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(str(banks.shipped())), folder)
    return folder


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    (THREE, 'id = "atrs-3-0"\n', 'id = "atrs-3"\n', r"carries the standard's id as its name"),
    (THREE, 'id = "atrs-3-0.scope"', 'id = "atrs.scope"', r"begins with “atrs-3-0\.”"),
    (THREE, 'ours = "rationale.scope"', 'ours = "rationale.scop"', r"has no such field"),
    (THREE, 'section = "tier-1"', 'section = "tier-9"', r"“section” is “tier-9”; it can be"),
    (THREE, 'seen = "template"', 'seen = "hearsay"', r"“seen” is “hearsay”; it can be template"),
    (THREE, "required = true", 'required = "yes"', r"“required” must be true or false"),
    (THREE, 'key = "scope"', 'key = "benefit"', r"the field “benefit” is there twice"),
    (THREE, 'live = "Production"', "live = 1", r"“words” must put words into words"),
    (THREE, "read_on = 2026-11-26", 'read_on = "soon"', r"“read_on” must be a date"),
    (FOUR, 'key = "benefits"', 'key = "benefits"\nnumber = "2.2.2"', r"a guess has no “number”"),
    (OURS, 'source = "name"', 'source = "nme"', r"“source” is “nme”; it can be name"),
    (OURS, '"human_review"]', '"human_reviews"]', r"“facts” names “human_reviews”, and no such"),
    (OURS, "hint = ", "tip = ", r"meta\.title: “hint” is missing"),
])
def test_a_slip_in_a_standard_is_told_with_its_file_and_id(content, file, old, new, said):
    text = (content / file).read_text(encoding="utf-8")
    assert old in text
    (content / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DueRegardError) as refused:
        banks.load(content)

    assert file in str(refused.value)
    assert re.search(said, str(refused.value)), str(refused.value)


def test_adding_a_standard_is_one_file_of_content(content):
    text = (content / THREE).read_text(encoding="utf-8")
    new = text.replace("atrs-3-0", "elsewhere-1")
    (content / "standards" / "elsewhere-1.toml").write_text(new, encoding="utf-8")

    found = banks.load(content).standards.by_id

    assert set(found) == {"atrs-3-0", "atrs-4-0", "nl-1-0", "elsewhere-1"}


def test_where_a_heading_was_read_may_change_and_its_words_may_not(content):
    def digests():
        return {each.id: each.digest for each in banks.load(content).words}

    before = digests()
    file = content / FOUR
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('seen = "crosswalk"', 'seen = "template"', 1), encoding="utf-8")
    read = digests()
    file.write_text(text.replace('heading = "Title"', 'heading = "Its title"'), encoding="utf-8")

    assert read == before
    assert digests()["atrs-4-0.title"] != before["atrs-4-0.title"]


def test_what_the_public_door_reads_is_what_the_whole_bank_has():
    assert standards.shipped() == banks.load().standards


def test_every_source_of_a_field_is_used_and_every_field_is_asked_for_or_known_to_a_record():
    fields = standards.shipped().fields.values()

    assert {each.source for each in fields if each.source} == set(FilledBy)
    assert all(each.synonyms for each in fields)


def test_no_two_fields_share_a_name_unless_a_section_tells_them_apart():
    called: dict[str, list[str]] = {}
    for each in standards.shipped().fields.values():
        if not each.near:
            for name in each.synonyms:
                called.setdefault(plain(name), []).append(each.key)

    assert {name: keys for name, keys in called.items() if len(keys) > 1} == {}


def test_labels_and_hints_are_plain():
    fields = standards.shipped().fields.values()

    assert reading([each.label + "." for each in fields]).grade <= HARDEST
    assert reading([each.hint for each in fields]).grade <= HARDEST
