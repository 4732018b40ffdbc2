"""Content with a fault is refused whole, in sentences that name the file and the id."""

import re
import shutil
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError
from dueregard.lenses import bank as banks
from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.shapes import LENSES, NOT_REVIEWED

PRIVACY = "lenses/privacy.toml"
LFR = "technologies/live-facial-recognition.toml"
SHARES = 'fact = "shares", op = "is", value = "yes"'
FRESH = "fresh_months = 24"
STALE = 'stale_on = ["purpose", "data"]'


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
    (PRIVACY, STALE, "stale_on = []", r"privacy\.01: “stale_on” is empty"),
    (PRIVACY, STALE, 'stale_on = "data"', r"“stale_on” must be a list"),
    (PRIVACY, FRESH, "", r"privacy\.01: “fresh_months” is missing"),
    (PRIVACY, FRESH, "fresh_months = 0", r"privacy\.01: “fresh_months” must be from 1 to 60"),
    (PRIVACY, FRESH, "fresh_months = 61", r"privacy\.01: “fresh_months” must be from 1 to 60"),
    (PRIVACY, FRESH, "fresh_months = 1.5", r"privacy\.01: “fresh_months” must be a whole number"),
    (PRIVACY, "rev = 2", 'rev = "one"', r"privacy\.01: “rev” must be a whole number"),
    (PRIVACY, 'id = "privacy.01"', 'id = "Privacy one"', r"its id is missing or is not short"),
    (PRIVACY, "light = true", "light = false", r"privacy has no light question"),
    (PRIVACY, SHARES, 'not = "shares"', r"privacy\.08: .*must be"),
    (PRIVACY, SHARES, "any = []", r"privacy\.08: .*lists nothing"),
    (PRIVACY, SHARES, 'fact = "shares", op = "is"',
     r"privacy\.08: .*needs fact, op and value"),
    (PRIVACY, SHARES,
     'fact = "shares", op = "in", value = "yes"', r"privacy\.08: .*needs a list for “in”"),
    (LFR, "least = 0", 'least = "none"', r"watchlist_size: “least” must be a number"),
    (LFR, "at-risk = \"At risk of harm\"", 'At-Risk = "At risk"', r"the option “At-Risk” needs"),
    (LFR, 'id = "live-facial-recognition"', 'id = "live-faces"', r"carries the pack's id"),
    ("register.toml", "live-facial-recognition = ", "live-faces = ", r"has no option of this name"),
    ("register.toml", "options = { few", "choices = { few", r"affected_count: a choice needs"),
    ("screening.toml", "[[tier]]", "[tier]", r"screening\.toml"),
    ("screening.toml", "tier = 2\nname", "tier = 4\nname", r"needs the tiers 1, 2 and 3"),
    ("law.toml", "from = 2018-05-25", 'from = "1992"', r"law\.01: “from” must be a date"),
    ("law.toml", "to = 2025-08-18", "to = 2001-01-01", r"law\.19: it ends before it begins"),
    ("law.toml", "source_read = true", "source_read = false",
     r"law\.01: a rule whose text nobody has read cannot block"),
    ("law.toml", "checked = 2026-11-26\n", "", r"law\.01: “checked” is missing"),
    ("law.toml", "to = 2025-08-18\nreplaced_by", "replaced_by", r"law\.19: .*no last day"),
    ("law.toml", '= "law.20"\nnations', '= "law.99"\nnations', r"law\.19: .*there is no such rule"),
    ("law.toml", "to = 2025-08-18", "to = 2025-08-17",
     r"law\.19: .*must begin on the day after this one ends"),
    ("law.toml", 'from = 2025-08-19\nnations = ["england", ', "from = 2025-08-19\nnations = [",
     r"law\.19: .*leaves out one of its nations"),
    (LFR, 'id = "lfr.r01"', 'id = "lfr.r01"\nlaw = ["law.999"]',
     r"lfr\.r01: it cites the legal rule “law\.999”, and law\.toml has none such"),
    (LFR, 'version = "', 'version = "v', r"“version” is three numbers, such as 1\.2\.0"),
    (LFR, "[[point]]", '[[review]]\nby = ""\non = 2026-05-01\n\n[[point]]', r"“by” must be words"),
    (LFR, "[[point]]", '[[review]]\nby = "Sergeant"\non = "May"\n\n[[point]]',
     r"“on” must be a date"),
    (LFR, "[[point]]", '[[review]]\nby = "Sergeant"\non = 2026-05-01\nname = "Jo"\n\n[[point]]',
     r"“name” is not something"),
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


@pytest.mark.parametrize(("folder", "said"), [
    ("lenses", "The folder lenses is missing"),
    ("technologies", "The folder technologies is missing"),
])
def test_a_missing_folder_is_named(content, folder, said):
    shutil.rmtree(content / folder)

    with pytest.raises(DueRegardError, match=said):
        banks.load(content)


def test_two_files_for_one_lens_are_told(content):
    shutil.copy(content / PRIVACY, content / "lenses" / "again.toml")

    with pytest.raises(DueRegardError, match="two files for this lens"):
        banks.load(content)


@pytest.mark.parametrize(("text", "said"), [
    ("", r"law\.toml has no \[\[rule\]\]"),
    ("rule = 3", r"law\.toml: write each entry under \[\[rule\]\]"),
])
def test_an_empty_or_flat_list_is_told(content, text, said):
    (content / "law.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DueRegardError, match=said):
        banks.load(content)


@pytest.mark.parametrize("kind", ["opportunity", "do-nothing"])
def test_a_pack_that_sees_only_one_side_is_refused(content, kind):
    text = (content / LFR).read_text(encoding="utf-8")
    (content / LFR).write_text(text.replace(f'kind = "{kind}"', 'kind = "risk"'))

    with pytest.raises(DueRegardError, match=f"live-facial-recognition.toml has no {kind} point"):
        banks.load(content)


@pytest.mark.parametrize("lens", LENSES)
def test_a_pack_that_looks_at_no_risk_through_one_lens_is_refused_and_the_lens_named(content, lens):
    text = (content / LFR).read_text(encoding="utf-8")
    for tail in ("\n", " "):
        text = text.replace(f'kind = "risk"\nlens = "{lens}"{tail}',
                            f'kind = "opportunity"\nlens = "{lens}"{tail}')
    (content / LFR).write_text(text, encoding="utf-8")

    with pytest.raises(
        DueRegardError,
        match=f"live-facial-recognition.toml has no risk through the lens “{lens}”",
    ):
        banks.load(content)


def test_the_law_that_a_point_cites_is_kept_and_is_no_part_of_its_words(content):
    before = {each.id: each.digest for each in banks.load(content).words}
    change(content, LFR, 'id = "lfr.r01"', 'id = "lfr.r01"\nlaw = ["law.01", "law.02"]')

    bank = banks.load(content)

    [point] = [each for each in bank.packs["live-facial-recognition"].points
               if each.id == "lfr.r01"]
    assert point.law == ("law.01", "law.02")
    assert {each.id: each.digest for each in bank.words} == before


def test_a_review_is_quoted_with_its_post_and_its_day_and_is_no_part_of_the_words(content):
    before = {each.id: each.digest for each in banks.load(content).words}
    file = content / LFR
    file.write_text(file.read_text(encoding="utf-8") + (
        '\n[[review]]\nby = "Chief inspector, a county force"\non = 2026-05-01\n'
        'note = "Every point."\n[[review]]\nby = "Sergeant, a city force"\non = 2026-06-12\n'
    ), encoding="utf-8")

    bank = banks.load(content)

    assert bank.packs["live-facial-recognition"].reviewed == (
        "Reviewed by Chief inspector, a county force, on 1 May 2026 (Every point); "
        "Sergeant, a city force, on 12 June 2026."
    )
    assert {each.id: each.digest for each in bank.words} == before


def test_no_pack_claims_a_review_that_it_has_not_had():
    assert {each.reviewed for each in banks.load().packs.values()} == {NOT_REVIEWED}


def test_a_pack_over_the_shipped_ones_leaves_the_others_as_they_are():
    text = banks.shipped().joinpath(*LFR.split("/")).read_text(encoding="utf-8")

    over = banks.overlaid({"live-facial-recognition": re.sub(
        '^version = .*$', 'version = "9.2.0"', text, count=1, flags=re.MULTILINE
    )})

    before = banks.load()
    assert over.packs["live-facial-recognition"].version == "9.2.0"
    assert {**over.packs, "live-facial-recognition": None} == {
        **before.packs, "live-facial-recognition": None
    }
    assert over.register == before.register
    assert over.digest != before.digest


def test_a_condition_may_ask_for_a_blank_or_for_the_opposite(content):
    change(content, PRIVACY, '{ fact = "shares", op = "is", value = "yes" }',
           '{ all = [{ not = { fact = "shares", op = "is", value = "no" } }, '
           '{ fact = "owner", unknown = true }] }')

    asked = banks.load(content).lens("privacy").questions[7].when

    assert evaluate(condition=asked, facts={"shares": "yes"}).truth is Truth.UNKNOWN
    assert evaluate(condition=asked, facts={"shares": "no"}).truth is Truth.FALSE


def test_the_seven_lenses_have_their_names():
    bank = banks.load()

    assert [each.title for each in bank.lenses] == [
        "Privacy", "Displacement, skills and work", "Safety", "Transparency",
        "Fairness, equality, diversity and accessibility", "Environmental sustainability",
        "Societal impact",
    ]
    assert bank.tier(3).review_months < bank.tier(1).review_months


def test_who_is_affected_is_asked_before_what_it_is():
    keys = [each.key for each in banks.load().register]

    assert keys[:2] == ["affected", "affected_count"]
    assert keys.index("affected") < keys.index("what_it_does") < keys.index("technology")


def test_every_fault_is_told_at_once(content):
    change(content, PRIVACY, "why = ", "wyh = ")
    change(content, LFR, "{threshold}", "{treshold}")

    with pytest.raises(DueRegardError) as refused:
        banks.load(content)

    assert "privacy.01" in str(refused.value)
    assert "lfr.r01" in str(refused.value)


def test_the_order_of_keys_does_not_change_a_pack_and_a_word_does(content):
    before = banks.load(content).packs["generic"].digest
    change(content, "technologies/generic.toml", 'version = "1.2.0"\nname = "Any technology"',
           'name = "Any technology"\nversion = "1.2.0"')
    moved = banks.load(content).packs["generic"].digest
    change(content, "technologies/generic.toml", "Any technology", "All technology")
    changed = banks.load(content).packs["generic"].digest

    assert before == moved
    assert changed != before
