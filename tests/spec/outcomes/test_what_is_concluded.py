"""Shown, ruled out, cannot be told, not fit: and why, in words with the figures."""

import pytest
from tests.spec.outcomes.tables import measured, of_counts, row, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.findings.reading import finding_from_json


def test_a_lower_find_rate_is_told_with_its_meaning_and_its_limit():
    found = of_counts("A | White | 1000 | 300", "A | Black | 1000 | 150")

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert found.verdict.sentence == (
        "Something was found in 15.0% of searches of Black people (150 of 1,000), against 30.0% of "
        "White people (300 of 1,000): 0.50 times as often (0.42 to 0.60). A lower find rate points "
        "to a lower bar for searching that group, a higher one to a higher bar. It does not prove "
        "one by itself."
    )


def test_like_is_compared_with_like_where_strata_are_given():
    """Drugs are found often, weapons rarely; the groups are searched for them unequally."""
    cells = ("drugs | White | 9000 | 3600", "drugs | Black | 1000 | 400",
             "weapons | White | 1000 | 50", "weapons | Black | 9000 | 450")

    whole = of_counts(*cells)
    like = of_counts(*cells, stratum="place")

    assert whole.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert row(like, "find_rate_ratio", "Black").value == pytest.approx(850 / 3650)
    assert row(like, "find_rate_ratio_within", "Black").value == pytest.approx(1)
    assert like.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert "like is compared with like" in said(like, "within-and-between")


def test_few_searches_cannot_tell_and_say_how_many_more_would():
    found = of_counts("A | White | 40 | 12", "A | Black | 20 | 4")

    # 1.25 times a find rate of 30% is 37.5%; 80% power needs about 630 searches of each.
    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "about 610 more searches of the group would be needed" in found.verdict.sentence
    assert "significant" not in found.to_json()


def test_ranges_of_the_verdict_are_wider_than_those_of_the_rows():
    cells = ["A | White | 1000 | 300", "A | Black | 1000 | 257"]
    alone = of_counts(*cells)
    among_four = of_counts(*cells, "A | Asian | 900 | 270", "A | Mixed | 900 | 270",
                           "A | Other | 900 | 270")

    assert alone.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert among_four.verdict.code is VerdictCode.CANNOT_TELL


def searches(*cells):
    """Rows one by one: group, found, how many."""
    return table("group|found", *(f"{group} | {found}" for group, found, many in cells
                                  for _ in range(many)))


def test_mostly_blank_is_not_fit_and_says_what_to_do():
    found = measured(searches(("White", "yes", 30), ("White", "", 90), ("Black", "no", 20)),
                     found="found")

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert "Choose another meaning of found" in found.verdict.sentence


def test_blanks_that_could_undo_the_conclusion_are_said_beside_it():
    found = measured(
        searches(("White", "yes", 60), ("White", "no", 140), ("White", "", 40),
                 ("Black", "yes", 20), ("Black", "no", 180), ("Black", "", 60)),
        found="found", reference="White")

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    # Lowest 20/260 over 100/240, highest 80/260 over 60/240.
    assert "from 0.18 to 1.23" in found.verdict.sentence
    assert "Black people 0.18 to 1.23" in said(found, "outcome-unknown")


def test_uneven_blanks_are_said_by_group():
    found = measured(
        searches(("White", "yes", 50), ("White", "no", 45), ("White", "", 5),
                 ("Black", "yes", 50), ("Black", "no", 20), ("Black", "", 30)), found="found")

    assert "Black 30.0%; White 5.0% not known" in said(found, "outcome-unevenly-known")


def test_a_group_not_stated_is_shown_and_compared_with_nobody():
    found = measured(
        searches(("White", "yes", 5), ("White", "no", 5), ("Black", "no", 4), ("N1", "yes", 3),
                 ("", "no", 2), ("Black", "yes", 1)), found="found")

    assert row(found, "find_rate", "Not stated").exposure == 5
    assert not [each for each in found.rows
                if each.measure == "find_rate_ratio" and "Not stated" in each.group.values()]
    assert "5 of 20 searches (25.0%)" in said(found, "group-not-stated")


@pytest.mark.parametrize(
    ("cells", "why"),
    [([("White", "yes", 5), ("White", "no", 5)], "Fewer than two groups"),
     ([("White", "no", 5), ("Black", "no", 5)], "in none of 10 searches"),
     ([("White", "yes", 5), ("Black", "yes", 5)], "in every one of 10 searches")],
)
def test_data_that_cannot_answer_are_not_fit(cells, why):
    records = table("group|result", *(f"{g} | {f}" for g, f, n in cells for _ in range(n)))

    found = measured(records, found="result")

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert why in found.verdict.sentence


def test_a_reference_without_finds_gives_a_reason_and_no_infinite_ratio():
    found = of_counts("A | White | 50 | 0", "A | Black | 50 | 9")

    ratio = row(found, "find_rate_ratio", "Black")
    assert ratio.value is None
    assert "no upper end" in ratio.not_computed.reason


def test_counts_that_cannot_be_are_set_aside_with_a_reason():
    found = of_counts("A | White | 50 | 9", "A | Black | 40 | 4", "A | Black | 3 | 5",
                      "A | Black | many | 1", "A | Black |  | 1", "A | Total | 90 | 13")

    assert row(found, "find_rate", "Black").exposure == 40
    reasons = " ".join(each.reason for each in found.data.set_aside)
    for each in ("more than 'searches'", "'many', which is not a count", "is blank",
                 "a sum of other rows"):
        assert each in reasons


def test_what_counts_as_found_must_be_chosen():
    with pytest.raises(DueRegardError, match=r"--found HEADING.*'group', 'result'"):
        measured(table("group|result", "White | yes"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"found": "arrest"}, "laid out like those of data.police.uk"),
     ({"found": "result", "counts": "n"}, "Say two columns"),
     ({"found": "result", "counts": "n,x"}, "do not go together"),
     ({"found": "group"}, "two things at once"),
     ({"found": "result", "reference": "Blue"}, "No group is called 'Blue'"),
     ({"found": "n"}, "does not hold yes and no")],
)
def test_a_slip_ends_in_a_sentence(options, sentence):
    records = table("group|result|n|x", "White | yes | 34 | 1", "Black | no | 35 | 2")

    with pytest.raises(DueRegardError, match=sentence):
        measured(records, **options)


def test_a_condition_says_which_values_count():
    records = table("group|result", "White | Arrest", "White | Nothing", "Black | Warning",
                    "Black | Nothing", "Black | ")

    found = measured(records, found="result=Arrest,Warning")

    assert row(found, "find_rate", "Black").value == 0.5
    assert found.data.set_aside[0].rows == 1


def test_a_finding_survives_being_written_and_read():
    found = of_counts("A | White | 50 | 9", "B | Black | 40 | 4", stratum="place")

    assert finding_from_json(found.to_json()).to_json() == found.to_json()
    assert found.headline == "find_rate"


def test_the_lines_of_r_repeat_the_counts():
    found = of_counts("A | White | 1000 | 300", "A | Black | 1000 | 150")

    assert "x <- c(150, 300)   # finds" in found.repeat[0].lines
