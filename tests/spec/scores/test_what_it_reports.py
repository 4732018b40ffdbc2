"""What the instrument says of scored people: figures, verdict, and how to get them again."""

import random
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.scores import compas, naive
from tests.spec.scores.measuring import codes, measured, only, people, said

from dueregard.findings.finding import VerdictCode
from dueregard.findings.shares import share_difference

AT_SCORE = "observed_share_ratio_at_same_score"


@pytest.fixture(scope="module")
def published():
    """All of COMPAS, no date named."""
    return measured(compas.rows(), headings=("race", "decile", "recid", "screened"),
                    score="decile", outcome="recid")


@pytest.mark.parametrize(("group", "value"), [
    (None, 0.7022), ({"race": "African-American"}, 0.6918), ({"race": "Caucasian"}, 0.6931),
    ({"race": "Hispanic"}, 0.6379),
])
def test_compas_ranks_each_group_as_published(published, group, value):
    assert only(published, "auc", group=group).value == pytest.approx(value, abs=0.00005)


def test_the_bands_of_compas_are_its_deciles_with_their_published_counts(published):
    found = only(published, "observed_share", group={"race": "African-American"}, band="10")

    assert (found.events, found.exposure) == (154 + 73, 154 + 73 + 59)
    assert (found.low, found.high) == pytest.approx(naive.wilson(227, 286), abs=1e-9)


def test_what_compas_means_is_alike_for_white_and_black_people(published):
    found = only(published, AT_SCORE, group={"race": "Caucasian"})
    groups = {race: [(place % 10, int(place < 10 or place >= 20)) for place, many in enumerate(
        [each for part in counts for each in part]) for _ in range(many)]
        for race, counts in compas.PEOPLE.items()}

    assert found.value == pytest.approx(naive.ratio_at_same_score(
        groups["Caucasian"], groups["African-American"]))
    assert 0.8 < found.low < found.high < 1.25
    assert "For Caucasian; Other the same score means about the same risk" in (
        published.verdict.sentence)


def test_each_band_is_compared_with_the_reference(published):
    row = only(published, "observed_share_difference", group={"race": "Caucasian"}, band="1")
    expected = share_difference(events=142, trials=681, reference_events=91, reference_trials=398)

    assert (row.value, row.low, row.high) == (expected.value, expected.low, expected.high)
    assert row.reference == "African-American"


PERSON = st.tuples(st.sampled_from(["White", "Black", "Asian"]), st.sampled_from(["F", "M"]),
                   st.integers(1, 5), st.booleans())


@settings(max_examples=25, deadline=None)
@given(st.lists(PERSON, min_size=4, max_size=60))
def test_every_figure_is_that_of_a_slow_count_one_by_one(drawn):
    rows = [[race, sex, str(score), "yes" if came else "no"] for race, sex, score, came in drawn]

    found = measured(rows, headings=("race", "sex", "score", "came"), group="race,sex")

    reference = {"race": None, "sex": None}
    for each in found.rows:
        inside = [(score, came) for race, sex, score, came in drawn
                  if each.group.get("race", race) == race and each.group.get("sex", sex) == sex]
        if each.measure == "cases":
            assert each.value == len(inside)
        if each.measure == "observed_share":
            banded = [came for score, came in inside
                      if each.stratum.get("band", str(score)) == str(score)]
            assert (each.events, each.exposure) == (sum(banded), len(banded))
        if each.measure == "auc" and each.value is not None:
            assert each.value == pytest.approx(naive.auc(
                [score for score, came in inside if came],
                [score for score, came in inside if not came]))
        if each.measure == AT_SCORE and each.value is not None:
            reference = dict(zip(each.group, each.reference.split(", "), strict=True))
            others = [(score, came) for race, sex, score, came in drawn
                      if reference.get("race", race) == race and reference.get("sex", sex) == sex]
            assert each.value == pytest.approx(naive.ratio_at_same_score(inside, others))
        if each.measure == f"{AT_SCORE}_to_everyone_else" and each.value is not None:
            others = [(score, came) for race, sex, score, came in drawn
                      if not (each.group.get("race", race) == race
                              and each.group.get("sex", sex) == sex)]
            assert each.value == pytest.approx(naive.ratio_at_same_score(inside, others))


def spread(risks, *, groups=("White", "Black"), many=400, scores=(1, 2, 3, 4, 5)):
    """For each group and score so many people, of whom the given share of yes."""
    return people(*((race, score, came, count)
                    for race, risk in zip(groups, risks, strict=True)
                    for score, share in zip(scores, risk, strict=True)
                    for came, count in (("yes", round(many * share)),
                                        ("no", many - round(many * share)))))


LADDER = [0.1, 0.2, 0.3, 0.4, 0.5]


def test_the_same_risk_at_every_score_is_ruled_out_to_differ():
    found = measured(spread([LADDER, LADDER], many=4000), reference="White")

    assert found.verdict.code is VerdictCode.DISPARITY_RULED_OUT
    assert "For Black the same score means about the same risk: a difference of more than 1.25 " \
        "times is ruled out." in found.verdict.sentence
    assert "The score ranks people about as well in Black" in found.verdict.sentence
    assert only(found, AT_SCORE, group={"race": "Black"}).value == pytest.approx(1)


def test_another_risk_at_the_same_score_is_shown_with_figures_and_range():
    double = [each * 1.6 for each in LADDER]

    found = measured(spread([LADDER, double]), reference="White")

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    row = only(found, AT_SCORE, group={"race": "Black"})
    assert row.value == pytest.approx(1.6)
    assert re.match(r"Among people with the same score, 'came' is yes 1\.60 times as often "
                    r"\(1\.\d\d to 1\.\d\d\) in the group Black as in White: the same score does "
                    r"not mean the same risk\.", found.verdict.sentence)


def test_a_worse_ranking_is_shown_though_the_average_is_equal():
    found = measured(spread([[0.05, 0.15, 0.3, 0.45, 0.55], [0.3] * 5]), reference="White")

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert re.search(r"it puts the first higher \d\d\.\d points \(\d+\.\d to \d+\.\d\) less often "
                     r"in the group Black than in White\.", found.verdict.sentence)
    assert only(found, "auc", group={"race": "Black"}).value == pytest.approx(0.5)


def test_a_difference_that_changes_with_the_score_is_said():
    found = measured(spread([LADDER, LADDER[::-1]]), reference="White")

    assert "not the same at every score" in said(found, "differs-by-score")
    assert "differs-by-score" not in codes(measured(spread([LADDER, LADDER])))


def test_with_few_people_it_cannot_be_told_and_it_says_how_many_are_needed():
    found = measured(people(
        ("White", 1, "yes", 30), ("White", 1, "no", 70), ("White", 2, "yes", 50),
        ("White", 2, "no", 50), ("Black", 1, "yes", 2), ("Black", 2, "no", 3),
        ("Black", 2, "yes", 2), ("Black", 1, "no", 3)))

    assert found.verdict.code is VerdictCode.CANNOT_TELL
    assert "cannot be told from these data for Black" in found.verdict.sentence
    assert re.search(r"about \d[\d,]* people are needed in each group; Black has 10\.",
                     found.verdict.sentence)
    assert "significant" not in found.to_json()


@pytest.mark.parametrize(("rows", "words"), [
    (people(("White", 1, "yes", 5), ("White", 2, "no", 5)), "only one group ('White')"),
    (people(("White", 3, "yes", 5), ("Black", 3, "no", 5)), "'score' is the same for all 10"),
    (people(("White", 3, "no", 5), ("Black", 4, "no", 5)), "'came' is no for all 10 people"),
    ([["White", "", "yes", ""], ["Black", "", "no", ""]], "No row could be used"),
])
def test_data_that_cannot_answer_are_not_fit_with_the_reason(rows, words):
    found = measured(rows)

    assert found.verdict.code is VerdictCode.NOT_FIT
    assert words in found.verdict.sentence


def test_scores_at_which_the_outcome_never_varies_give_a_reason_and_not_another_figure():
    found = measured(people(("White", 1, "no", 9), ("White", 2, "yes", 4), ("Black", 1, "no", 3),
                            ("Black", 2, "yes", 8)), reference="White")

    assert "both groups have none or all" in only(
        found, AT_SCORE, group={"race": "Black"}).not_computed.reason


def test_groups_that_share_no_score_cannot_be_compared():
    found = measured(people(("White", 1, "yes", 9), ("White", 2, "no", 9), ("Black", 3, "yes", 5),
                            ("Black", 4, "no", 5)))

    assert "No score is held by people of both groups" in only(
        found, AT_SCORE, group={"race": "Black"}).not_computed.reason


def test_people_without_a_group_are_shown_and_compared_with_nobody():
    found = measured(spread([LADDER, LADDER], many=40) + people(
        ("", 1, "yes", 5), ("Not stated", 2, "no", 5)))

    assert only(found, "cases", group={"race": "Not stated"}).value == 10
    assert "10 of 410 rows" in said(found, "group-not-stated")
    assert not [each for each in found.rows if each.group == {"race": "Not stated"}
                and each.reference]


def test_outcomes_that_are_known_unevenly_are_said():
    found = measured(spread([LADDER, LADDER], many=40) + people(("Black", 1, "", 60)))

    assert "Black 23.1%; White 0% not known" in said(found, "outcome-unevenly-known")


def test_equal_groups_show_no_disparity():
    found = measured(spread([LADDER, LADDER], many=20))

    for each in found.rows:
        if each.measure.startswith(AT_SCORE):
            assert each.value == pytest.approx(1)
            assert each.low < 1 < each.high
        if each.measure.startswith("auc_difference"):
            assert each.value == pytest.approx(0, abs=1e-12)


def test_a_file_of_counts_gives_the_figures_of_its_people():
    counted = [["White", "1", "yes", "10"], ["White", "1", "no", "30"], ["White", "2", "yes", "20"],
               ["White", "2", "no", "20"], ["Black", "1", "yes", "9"], ["Black", "1", "no", "12"],
               ["Black", "2", "yes", "8"], ["Black", "2", "no", "3"], ["Black", "2", "no", "x"]]
    single = [row[:3] for row in counted[:-1] for _ in range(int(row[3]))]

    found = measured(counted, headings=("race", "score", "came", "people"), count="people")
    same = measured(single, headings=("race", "score", "came"))

    assert found.rows == same.rows
    assert found.data.set_aside[-1].reason == "'people' holds 'x', which is not a count"


def test_bands_hold_about_equally_many_people_and_every_person_is_in_one():
    dice = random.Random(2)
    rows = [[race, f"{dice.betavariate(2, 5):.3f}", dice.choice(["yes", "no"]), ""]
            for race in ("White", "Black") for _ in range(500)]

    found = measured(rows, bands=4)

    banded = [each for each in found.rows if each.measure == "observed_share" and not each.group
              and each.stratum]
    assert len(banded) == 4
    assert all(each.exposure == pytest.approx(250, abs=15) for each in banded)
    assert sum(each.exposure for each in banded) == 1000
    means = [only(found, "expected_share", band=each.stratum["band"]).value for each in banded]
    assert means == sorted(means)


def test_the_expected_share_of_a_group_is_its_mean_score():
    dice = random.Random(2)
    rows = [[race, f"{dice.random():.2f}", dice.choice(["yes", "no"]), ""]
            for race in ("White", "Black") for _ in range(200)]

    found = measured(rows)

    for race in ("White", "Black"):
        mean = np.mean([float(row[1]) for row in rows if row[0] == race])
        share = only(found, "observed_share", group={"race": race}).value
        assert only(found, "expected_share", group={"race": race}).value == pytest.approx(mean)
        assert only(found, "observed_over_expected", group={"race": race}).value == pytest.approx(
            share / mean)


def test_crossings_are_measured_and_looked_at_with_wider_ranges():
    rows = [[race, sex, str(score), came] for race in ("White", "Black") for sex in ("F", "M")
            for score in (1, 2, 3) for came in ("yes", "no") for _ in range(5)]

    found = measured(rows, headings=("race", "sex", "score", "came"), group="race,sex")

    assert only(found, "auc", group={"race": "Black", "sex": "F"}).value == 0.5
    assert "3 crossings of the group columns were looked at" in said(found, "crossings")


def test_more_groups_widen_the_ranges_of_the_verdict():
    one = spread([LADDER, [each * 1.145 for each in LADDER]], many=300)
    many = spread([LADDER] * 12, many=300, groups=[f"Other {n}" for n in range(12)])

    assert measured(one, reference="White").verdict.code is VerdictCode.DISPARITY_SHOWN
    assert measured(one + many, reference="White").verdict.code is not VerdictCode.DISPARITY_SHOWN


def test_the_lines_of_r_give_the_headline_again(published):
    """The few words of R that they use, put into Python."""
    (repeat,) = published.repeat
    text = "\n".join(line.split("#")[0] for line in repeat.lines)
    known = {
        letter: np.array([float(each) for each in re.search(
            rf"^{letter} <- c\(([^)]*)\)", text, re.M)[1].split(",")]) for letter in "xnym"}
    x, n, y, m = (known[letter] for letter in "xnym")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    place = {"x": x, "n": n, "y": y, "m": m, "N": n + m, "sum": np.sum}
    formula = next(line for line in lines if line.startswith("up <-"))
    for part in formula.split(";"):
        name, told = part.split("<-")
        place[name.strip()] = eval(told, {}, place)  # noqa: S307
    spread_of = next(line for line in lines if line.startswith("v <-")).split("<-")[1]
    place["v"] = eval(spread_of.replace("^", "**"), {}, place)  # noqa: S307

    main = only(published, AT_SCORE, group={"race": "Caucasian"})

    ratio = place["up"] / place["down"]
    reach = np.exp(1.959964 * np.sqrt(place["v"]))
    assert "Caucasian against African-American" in repeat.lines[0]
    assert (ratio, ratio / reach, ratio * reach) == pytest.approx(
        (main.value, main.low, main.high), abs=1e-5)


def test_no_row_gives_a_value_that_is_not_a_number(published):
    for each in published.rows:
        for value in (each.value, each.low, each.high):
            assert value is None or np.isfinite(value)
        assert (each.value is None) == (each.not_computed is not None)
        if each.low is not None:
            assert each.low <= each.value <= each.high


def test_every_measure_counts_people_and_is_named_as_such(published):
    from dueregard.instruments.scores import ABOUT

    assert {each.measure for each in published.rows} <= ABOUT.counts_people
    assert published.headline in {each.measure for each in published.rows}


def test_shuffled_rows_give_the_same_finding():
    rows = spread([LADDER, [0.2] * 5], many=10)
    other = list(rows)
    random.Random(1).shuffle(other)

    assert replace(measured(rows), data=None) == replace(measured(other), data=None)
