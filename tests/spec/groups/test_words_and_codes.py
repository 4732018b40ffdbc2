"""Words and codes become five groups; who is not known is never put among Other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.findings import groups
from dueregard.findings.groups import FIVE, place, read_maps, to_five

# As data.police.uk writes them, group by group.
SELF_DEFINED = {
    "White - English/Welsh/Scottish/Northern Irish/British": "White",
    "White - Irish": "White",
    "White - Gypsy or Irish Traveller": "White",
    "White - Any other White background": "White",
    "Mixed/Multiple ethnic groups - White and Black Caribbean": "Mixed",
    "Mixed/Multiple ethnic groups - White and Black African": "Mixed",
    "Mixed/Multiple ethnic groups - White and Asian": "Mixed",
    "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background": "Mixed",
    "Asian/Asian British - Indian": "Asian",
    "Asian/Asian British - Pakistani": "Asian",
    "Asian/Asian British - Bangladeshi": "Asian",
    "Asian/Asian British - Chinese": "Asian",
    "Asian/Asian British - Any other Asian background": "Asian",
    "Black/African/Caribbean/Black British - African": "Black",
    "Black/African/Caribbean/Black British - Caribbean": "Black",
    "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background": "Black",
    "Other ethnic group - Arab": "Other",
    "Other ethnic group - Any other ethnic group": "Other",
}
CODES = {
    "W1": "White", "W2": "White", "W3": "White", "W9": "White",
    "M1": "Mixed", "M2": "Mixed", "M3": "Mixed", "M9": "Mixed",
    "A1": "Asian", "A2": "Asian", "A3": "Asian", "A4": "Asian", "A9": "Asian",
    "B1": "Black", "B2": "Black", "B9": "Black", "O2": "Other", "O9": "Other",
}
NOBODY_KNOWS = [
    "Other ethnic group - Not stated", "Not stated", "NOT STATED (NS)", "NS", "Refused",
    "Not known", "Not recorded", "Not reported", "Prefer not to say", "N1", "N2", "N3", "N4",
    "NS - Not stated", "Declined to answer", "Unknown", "", "  ", "-", "n/a",
]


def test_each_of_the_18_self_defined_groups_maps():
    found = to_five(SELF_DEFINED)

    assert found.found == SELF_DEFINED
    assert (found.unknown, found.not_mapped) == ((), ())
    assert found.maps == ("self-defined-words-2011",)
    assert found.cautions == ()


def test_each_code_of_18_plus_1_maps():
    found = to_five(CODES)

    assert (found.found, found.not_mapped) == (CODES, ())
    assert found.maps == ("self-defined-codes-2011",)


@pytest.mark.parametrize("word", NOBODY_KNOWS)
def test_not_stated_is_unknown_and_never_other(word):
    found = to_five([word, *SELF_DEFINED])

    assert found.unknown == (word,)
    assert word not in found.found


@pytest.mark.parametrize("one", [each.id for each in groups.load().maps])
def test_no_map_puts_not_stated_in_a_group(one):
    found = to_five(NOBODY_KNOWS, maps=[one])

    assert (dict(found.found), found.not_mapped) == ({}, ())


def test_chinese_is_asian_since_2011_and_was_other_before():
    now = to_five(["W3", "A4"])
    then = to_five(["Chinese or other ethnic group - Chinese (O1)", "White - White British (W1)"])

    assert now.found["A4"] == "Asian"
    assert then.found["Chinese or other ethnic group - Chinese (O1)"] == "Other"
    assert then.maps == ("self-defined-words-2001",)
    assert "since 2011" in then.cautions[0]


def test_code_o1_comes_with_a_caution_and_other_codes_do_not():
    assert "O1" in to_five(["W1", "O1"]).cautions[0]
    assert to_five(["W1", "O9"]).cautions == ()


def test_ic_codes_are_what_an_officer_saw():
    found = to_five(["IC1", "IC2", "IC3", "IC4", "IC5", "IC6", "IC9"])

    assert found.found == {
        "IC1": "White", "IC2": "White", "IC3": "Black", "IC4": "Asian", "IC5": "Asian",
        "IC6": "Other",
    }
    assert found.unknown == ("IC9",)
    assert "looked to an officer" in found.cautions[0]


def test_the_home_office_tables_of_force_map():
    found = to_five([
        "White", "Black (or Black British)", "Asian (or Asian British)", "Mixed", "Other",
        "Not reported",
    ])

    assert list(found.found.values()) == ["White", "Black", "Asian", "Mixed", "Other"]
    assert found.unknown == ("Not reported",)
    assert found.maps == ("use-of-force-words",)


def test_five_plain_words_carry_no_caution_unless_an_officer_chose_them():
    words = ["White", "Black", "Asian", "Mixed", "Other"]

    assert to_five(words).cautions == ()
    assert "officer" in to_five(words, maps=["officer-defined-words"]).cautions[0]


@given(st.sampled_from(sorted(SELF_DEFINED)), st.data())
def test_case_spaces_and_punctuation_do_not_matter(label, data):
    written = data.draw(st.sampled_from([
        label.upper(), label.lower(), f"  {label} ", label.replace(" - ", ": "),
        label.replace("/", " / "), label.replace(" and ", " & "), label.replace(" - ", "–"),
    ]))

    assert to_five([written]).found == {written: SELF_DEFINED[label]}


def test_a_code_before_or_behind_the_words_is_read():
    found = to_five(["W1 - British", "Caribbean background (B1)", "M3: White/Asian"])

    assert list(found.found.values()) == ["White", "Black", "Mixed"]


def test_what_no_map_has_is_named_and_put_nowhere():
    found = to_five(["White - Irish", "Martian", "白"])

    assert found.not_mapped == ("Martian", "白")
    assert "'Martian'" in found.cautions[-1]


@given(st.lists(st.text(max_size=12) | st.sampled_from([*SELF_DEFINED, *CODES, *NOBODY_KNOWS])))
def test_every_label_ends_in_exactly_one_place(labels):
    found = to_five(labels)

    ends = [*found.found, *found.unknown, *found.not_mapped]
    assert sorted(ends) == sorted(set(labels))
    assert set(found.found.values()) <= set(FIVE)


def test_a_sum_of_everybody_is_no_group():
    assert to_five(["All categories: Ethnic group"]).not_mapped
    assert place("All categories: Ethnic group").group is None


@pytest.mark.parametrize(("heading", "group", "whole"), [
    ("Ethnic Group: White; measures: Value", "White", True),
    ("Ethnic Group: White: Irish; measures: Value", "White", False),
    ("Ethnic Group: All categories: Ethnic group; measures: Value", None, True),
    ("Ethnic Group: Black/African/Caribbean/Black British: Caribbean; measures: Value",
     "Black", False),
    ("Ethnic group: Total: All usual residents", None, True),
    ("Ethnic group: Asian, Asian British or Asian Welsh", "Asian", True),
    ("Ethnic group: Asian, Asian British or Asian Welsh: Chinese", "Asian", False),
    ("Ethnic group: White: Roma", "White", False),
    ("Ethnic group: Other ethnic group: Arab", "Other", False),
    ("Ethnic group: Other ethnic group", "Other", True),
])
def test_a_census_heading_is_a_whole_group_or_a_part(heading, group, whole):
    where = place(heading)

    assert (where.group, where.whole) == (group, whole)


def test_each_map_says_its_version_and_where_it_is_from():
    for one in groups.load().maps:
        assert one.version, one.id
        assert one.source, one.id


def test_a_map_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(DueRegardError, match="no map of groups 'mine'.*five-words"):
        to_five(["White"], maps=["mine"])


@pytest.mark.parametrize("parts", [
    {"White": ["Arab"], "Other": ["arab"]}, {"Other": ["Not stated"]}, {"Martian": ["Green"]},
])
def test_a_map_that_contradicts_itself_is_refused(parts):
    table = {
        "unknown": {"labels": ["Not stated"]}, "total": {"labels": []},
        "map": [{"id": "x", "version": "1", "title": "", "source": "", "parts": parts}],
    }

    with pytest.raises(DueRegardError, match="The map x has"):
        read_maps(table)
