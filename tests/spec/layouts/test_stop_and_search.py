"""A stop and search file is known by its headings, and what counts as a find is chosen."""

import random

import pytest

from dueregard.answers import DueRegardError
from dueregard.findings import groups
from dueregard.findings.layouts import find_rule, find_rules, is_find, read_file_name, recognise
from dueregard.findings.populations import areas

HEADINGS = [
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude",
    "Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation",
    "Object of search", "Outcome", "Outcome linked to object of search",
    "Removal of more than just outer clothing",
]
ROLES = {
    "type": "Type", "date": "Date", "sex": "Gender", "age": "Age range", "power": "Legislation",
    "object": "Object of search", "outcome": "Outcome",
    "linked": "Outcome linked to object of search",
}
# Every word of the column Outcome, and whether each rule counts it as a find (None: not known).
OUTCOMES = {
    # word: (anything, arrest, formal)
    "A no further action disposal": (False, False, False),
    "Nothing found - no further action": (False, False, False),
    "Arrest": (True, True, True),
    "Suspect arrested": (True, True, True),
    "Summons / charged by post": (True, False, True),
    "Suspect summonsed to court": (True, False, True),
    "Caution (simple or conditional)": (True, False, True),
    "Offender cautioned": (True, False, True),
    "Penalty Notice for Disorder": (True, False, True),
    "Offender given penalty notice": (True, False, True),
    "Community resolution": (True, False, False),
    "Local resolution": (True, False, False),
    "Khat or Cannabis warning": (True, False, False),
    "Offender given drugs possession warning": (True, False, False),
    "Suspected psychoactive substances seized - No further action": (True, False, False),
    "Article found - Detailed outcome unavailable": (True, None, None),
    "Details not available": (None, None, None),
    "Something new": (None, None, None),
    "": (None, None, None),
    "   ": (None, None, None),
}


def test_the_fifteen_headings_are_recognised():
    found = recognise(HEADINGS)

    assert found.roles == ROLES
    assert [each.heading for each in found.groups] == [
        "Self-defined ethnicity", "Officer-defined ethnicity"
    ]
    assert [each.id for each in found.finds] == ["object", "anything", "arrest", "formal"]
    assert (found.missing, found.notes) == ((), ())
    assert found.no_person == ("Vehicle search",)


def test_the_order_of_headings_does_not_matter():
    for seed in range(20):
        mixed = random.Random(seed).sample(HEADINGS, len(HEADINGS))

        assert recognise(mixed) == recognise(HEADINGS)


def test_case_does_not_matter_and_the_files_own_words_are_kept():
    found = recognise([each.upper() for each in HEADINGS])

    assert found.roles == {role: heading.upper() for role, heading in ROLES.items()}
    assert found.groups[0].heading == "SELF-DEFINED ETHNICITY"
    assert found.finds[0].heading == "OUTCOME LINKED TO OBJECT OF SEARCH"


@pytest.mark.parametrize("gone", HEADINGS)
def test_a_missing_heading_is_named(gone):
    found = recognise([each for each in HEADINGS if each != gone])

    assert found.missing == (gone,)
    assert gone in found.notes[0]
    assert gone not in [*found.roles.values(), *(each.heading for each in found.groups),
                        *(each.heading for each in found.finds)]


def test_without_any_ethnicity_it_is_not_this_layout():
    assert recognise([each for each in HEADINGS if "ethnicity" not in each]) is None


@pytest.mark.parametrize("columns", [
    [], ["Deployment", "Faces seen", "Alerts"], ["Date", "Gender", "Self-defined ethnicity"],
    ["person", "ethnicity", "sex", "age_band", "score", "flagged"],
])
def test_another_file_is_not_taken_for_it(columns):
    assert recognise(columns) is None


@pytest.mark.parametrize(("word", "expected"), OUTCOMES.items())
def test_each_outcome_is_a_find_or_not_or_not_known(word, expected):
    answers = tuple(
        is_find(word, rule=find_rule(each)) for each in ("anything", "arrest", "formal")
    )

    assert answers == expected


@pytest.mark.parametrize("rule", find_rules(), ids=lambda rule: rule.id)
def test_a_blank_is_never_nothing_found(rule):
    assert is_find(None, rule=rule) is None
    assert is_find("", rule=rule) is None


def test_the_object_rule_reads_true_and_false_alone():
    rule = find_rule("object")

    assert [is_find(each, rule=rule) for each in ("True", "FALSE", "Arrest", "")] == [
        True, False, None, None
    ]


@pytest.mark.parametrize("rule", find_rules(), ids=lambda rule: rule.id)
def test_each_rule_has_a_caution_and_no_word_on_both_sides(rule):
    assert rule.caution
    assert not {each.casefold() for each in rule.yes} & {each.casefold() for each in rule.no}


def test_a_rule_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(DueRegardError, match="object, anything, arrest, formal"):
        find_rule("luck")


def test_the_maps_that_a_column_names_exist():
    known = {each.id for each in groups.load().maps}

    assert {one for each in recognise(HEADINGS).groups for one in each.maps} <= known


@pytest.mark.parametrize("area", areas(), ids=lambda area: area.slug)
def test_the_force_is_read_from_the_name_of_the_file(area):
    found = read_file_name(f"2026-08-{area.slug}-stop-and-search.csv")

    assert (found.month, found.slug, found.area) == ("2026-08", area.slug, area.name)


@pytest.mark.parametrize(("name", "expected"), [
    ("data/2026-08/2026-08-kent-stop-and-search.csv", ("2026-08", "Kent")),
    ("2026-08-KENT-Stop-And-Search.CSV", ("2026-08", "Kent")),
    ("2026-08-north-wales-stop-and-search", ("2026-08", "North Wales")),
    ("2026-08-fenmarch-stop-and-search.csv", ("2026-08", None)),
])
def test_a_name_is_read_with_its_folder_and_in_any_case(name, expected):
    found = read_file_name(name)

    assert (found.month, found.area) == expected


@pytest.mark.parametrize("name", [
    "", "searches.csv", "2026-13-kent-stop-and-search.csv", "2026-08-kent-street.csv",
    "2026-08-stop-and-search.csv",
])
def test_another_name_says_nothing(name):
    assert read_file_name(name) is None
