"""Content with a fault is refused whole, in sentences that name the file and the id."""

import re
import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks

PRIVACY = "lenses/privacy.toml"
LFR = "technologies/live-facial-recognition.toml"


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


@pytest.mark.parametrize(("name", "old", "new", "said"), [
    (PRIVACY, 'id = "privacy.02"', 'id = "privacy.01"', r"privacy\.01: this id is already used"),
    (PRIVACY, 'id = "privacy.02"', 'id = "safety.99"', r"safety\.99: an id in this file begins"),
    (PRIVACY, "why = ", "wyh = ", r"privacy\.01: “why” is missing"),
    (PRIVACY, "light = true", "lite = true", r"privacy\.01: “lite” is not something"),
    (PRIVACY, 'id = "privacy"\n', 'id = "safety"\n', r"the lens “privacy” has no file"),
    (PRIVACY, '["project-lead"]', '["boss"]', r"privacy\.01: “answered_by” has “boss”"),
    (PRIVACY, '"purpose", "data"', '"weather"', r"privacy\.01: “stale_on” has “weather”"),
    (PRIVACY, "publish = true", 'publish = "often"', r"privacy\.01: “publish” must be true"),
    (PRIVACY, 'fact = "identifies"', 'fact = "identify"', r"privacy\.02: .*“identify”, and no"),
    (PRIVACY, 'op = "is"', 'op = "was"', r"privacy\.02: .*cannot compare “identifies” with “was”"),
    (PRIVACY, 'value = "yes"', 'value = "maybe"', r"privacy\.02: .*may be “maybe”, and it may not"),
    (PRIVACY, "[[question]]", "[[question]", r"lenses/privacy\.toml cannot be read"),
    (LFR, "{threshold}", "{treshold}", r"lfr\.r01: “text” quotes \{treshold\}"),
    (LFR, "{threshold}", "{threshold", r"lfr\.r01: “text” has a stray brace"),
    (LFR, '"met-tables"', '"hearsay"', r"lfr\.\w+: it cites the precedent “hearsay”"),
    (LFR, '"gen.r01"', '"gen.r99"', r"covers gen\.r99, and the generic pack has no"),
    (LFR, 'kind = "risk"', 'kind = "harm"', r"lfr\.r01: “kind” is “harm”; it can be risk"),
    (LFR, 'key = "cost"', 'key = "purpose"', r"the fact “purpose” is asked twice"),
    ("screening.toml", "tier = 2\nname", "tier = 4\nname", r"needs the tiers 1, 2 and 3"),
    ("law.toml", "from = 2018-05-25", 'from = "1992"', r"law\.01: “from” must be a date"),
    ("law.toml", "to = 2025-08-18", "to = 2001-01-01", r"law\.19: it ends before it begins"),
    ("law.toml", "source_read = true", "source_read = false",
     r"law\.01: a rule whose text nobody has read cannot block"),
    ("register.toml", 'worst = "yes"', 'worst = "blue"', r"identifies: “worst” is “blue”"),
])
def test_a_slip_is_told_with_its_file_and_id(content, name, old, new, said):
    change(content, name, old, new)

    with pytest.raises(DueRegardError) as refused:
        banks.load(content)

    assert re.search(said, str(refused.value)), str(refused.value)


def test_a_risk_that_no_fact_raises_is_refused(content):
    text = (content / LFR).read_text(encoding="utf-8")
    cut = re.sub(r'(id = "lfr\.r03".*?)when = [^\n]*\n', r"\1", text, count=1, flags=re.DOTALL)
    (content / LFR).write_text(cut, encoding="utf-8")

    with pytest.raises(DueRegardError, match=r"lfr\.r03: “when” is missing"):
        banks.load(content)


def test_a_missing_file_is_named(content):
    (content / "law.toml").unlink()

    with pytest.raises(DueRegardError, match=r"law\.toml is missing"):
        banks.load(content)


def test_a_file_in_another_encoding_is_named(content):
    (content / "law.toml").write_bytes("# café".encode("latin-1"))

    with pytest.raises(DueRegardError, match=r"law\.toml is not saved as UTF-8"):
        banks.load(content)


def test_every_fault_is_told_at_once(content):
    change(content, PRIVACY, "why = ", "wyh = ")
    change(content, LFR, "{threshold}", "{treshold}")

    with pytest.raises(DueRegardError) as refused:
        banks.load(content)

    assert "privacy.01" in str(refused.value)
    assert "lfr.r01" in str(refused.value)


def test_the_order_of_keys_does_not_change_a_pack_and_a_word_does(content):
    before = banks.load(content).packs["generic"].digest
    change(content, "technologies/generic.toml", 'version = "1.0.0"\nname = "Any technology"',
           'name = "Any technology"\nversion = "1.0.0"')
    moved = banks.load(content).packs["generic"].digest
    change(content, "technologies/generic.toml", "Any technology", "All technology")
    changed = banks.load(content).packs["generic"].digest

    assert before == moved
    assert changed != before
