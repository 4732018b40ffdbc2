"""What ratings and a filled-in sample say, and what they cannot."""

import pytest
from tests.builders_measure import drawn, only, said, table

from dueregard.answers import DueRegardError
from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load, measure

ASKED = {"rater": "rater", "item": "item", "rating": "rating"}
EXAMPLES = "examples/footage-{}.csv"
SAMPLE = """
    | id | power | listed | drawn | footage  | reason         |
    | a  | Stop  | 100    | 4     | seen     |                |
    | b  | Stop  | 100    | 4     | seen     |                |
    | c  | Stop  | 100    | 4     | missing  | Never uploaded |
    | d  | Stop  | 100    | 4     | Seen     |                |
    | e  | Force | 10     | 2     | withheld |                |
    | f  | Force | 10     | 2     | seen     |                |
"""
EACH = {"a": "green", "b": "green", "d": "amber", "f": "green"}


def rated(rows, **more):
    return load("footage").measure(table(("rater", "item", "rating"), rows),
                                   options=ASKED | more)


def ratings(of, raters="ABC"):
    return [[rater, item, rating] for item, rating in of.items() for rater in raters]


def sampled(of=EACH, text=SAMPLE, concern="red"):
    return rated(ratings(of), sample=table(*drawn(text)), concern=concern)


def kripp():
    given = {"A": (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
             "B": (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
             "C": (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
             "D": (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None)}
    return [[rater, f"u{unit}", str(value)] for rater, its in given.items()
            for unit, value in enumerate(its) if value]


def test_krippendorffs_own_example_through_the_instrument():
    """0.849 for numbers, 0.815 in an order; of names 0.743: in tests/spec/raters."""
    finding = rated(kripp())

    assert only(finding, "krippendorff_alpha").value == pytest.approx(0.849, abs=5e-4)
    assert only(finding, "gwet_ac1").value == pytest.approx(0.77544, abs=5e-6)
    order = rated(kripp(), order="1,2,3,4,5")
    assert only(order, "krippendorff_alpha").value == pytest.approx(0.815, abs=5e-4)


def test_it_describes_and_names_no_rater():
    finding = measure("footage", EXAMPLES.format("ratings"), **ASKED, view="view")

    assert finding.verdict.code is VerdictCode.DESCRIBED
    assert "too little to draw conclusions" in finding.verdict.sentence
    assert "Seen through 'second camera' the same is rated" in finding.verdict.sentence
    assert not any("rater" in each.group for each in finding.rows)


def test_who_rated_twice_in_two_ways_has_not_rated():
    finding = rated([*ratings({"a": "red"}), ["A", "a", "green"], ["B", "a", "red"]])

    reasons = {each.reason: each.rows for each in finding.data.set_aside}
    assert finding.data.rows_used == 2
    assert sum(reasons.values()) == 3
    assert any("in two ways" in each for each in reasons)


def test_what_the_sample_says_of_all_has_two_ends():
    """Seen and fine: a, b, d of 4 in 100; f of 2 in 10. Not seen: c stands for 25, e for 5."""
    finding = sampled()

    assert only(finding, "concern_at_least").value == 0
    assert only(finding, "concern_at_most").value == pytest.approx((25 + 5) / 110)
    assert only(finding, "clip_is", footage="missing").value == pytest.approx(25 / 110)
    assert "Of 6 drawn, 2 were not seen whole: missing 1; withheld 1." in finding.verdict.sentence
    assert "if those not seen were like the rest" in finding.verdict.sentence
    assert "no reason was given (e)" in said(finding, "no-reason-given")


def test_a_concern_counts_by_its_chance():
    finding = sampled(EACH | {"f": "red"})

    assert only(finding, "concern_at_least").value == pytest.approx(5 / 110)
    assert only(finding, "concern_at_most").value == pytest.approx((25 + 5 + 5) / 110)
    assert "None was found" not in finding.verdict.sentence


def test_none_found_allows_at_most_so_many():
    """Four clips of 30, all seen and fine: 15 of them could still be otherwise, by hand."""
    text = "| id | listed | drawn | footage | reason |\n" + "\n".join(
        f"| {each} | 30 | 4 | seen | |" for each in "abcd")

    finding = sampled(dict.fromkeys("abcd", "green"), text=text)

    # C(15, 4)/C(30, 4) is 0.0498 and C(16, 4)/C(30, 4) is 0.0664.
    assert "at most 14 (95% sure)" in finding.verdict.sentence


def test_a_clip_that_was_taken_out_or_replaced_is_noticed():
    fewer = "\n".join(line for line in SAMPLE.splitlines() if "| c " not in line)
    more = f"{SAMPLE.rstrip()}\n| g | Stop | 100 | 4 | seen | |"

    for text, there in ((fewer, 3), (more, 5)):
        with pytest.raises(DueRegardError, match=f"4 were drawn, and the sample has {there}"):
            sampled(text=text)


@pytest.mark.parametrize(("change", "said_"), [
    (("withheld", "lost"), "Write one of: seen, missing, late, cut, withheld"),
    (("| 10 ", "| ten "), "no number under 'listed'"), (("footage", "clip"), "no column 'footage'"),
    (("| f ", "| a "), "stands in the sample twice"),
])
def test_a_sample_that_is_none_is_said_in_words(change, said_):
    with pytest.raises(DueRegardError, match=said_):
        sampled(text=SAMPLE.replace(*change))


@pytest.mark.parametrize(("told", "said_"), [
    ({"sample": table(*drawn(SAMPLE))}, "Say which ratings are a concern: --concern red"),
    ({"concern": "purple"}, "Nobody rated anything 'purple'"),
    ({"order": "green,amber"}, "must name each rating once"), ({"item": ""}, "Say --item HEADING"),
    ({"unit": "rater"}, "They are two questions"),
])
def test_what_cannot_be_asked_is_said_in_words(told, said_):
    with pytest.raises(DueRegardError, match=said_):
        rated(ratings({"a": "red", "b": "green"}), **told)


def test_ratings_without_an_order_have_no_severity():
    finding = rated(ratings({each: "fair" if each in "ab" else "odd" for each in "abcdef"}))

    assert "no order" in only(finding, "severity_whoever_rated").not_computed.reason
    assert "Say --order" in said(finding, "no-order")


def test_a_severe_rater_makes_no_item_graver():
    """Two clips alike: one rated by the stern half of the panel, the other by the mild half."""
    rows = []
    for place in range(12):
        for rater, strict in (("A", 2), ("B", 2), ("C", 0), ("D", 0)):
            rows.append([rater, f"x{place:02}", str(1 + place % 3 + strict)])
    rows += [["A", "stern", "4"], ["B", "stern", "4"], ["C", "mild", "2"], ["D", "mild", "2"]]

    finding = rated(rows)

    stern, mild = (only(finding, "severity_whoever_rated", item=each).value
                   for each in ("stern", "mild"))
    assert stern == pytest.approx(mild, abs=0.1)
