"""Weighted shares against a jackknife, against R, and against plain ones."""

import math
import shutil
import subprocess

import pytest
from tests.conftest import absent

from dueregard.findings import weighted
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import wilson
from dueregard.findings.weighted import Answers, answers

PEOPLE = [(1.0, 1), (2.0, 0), (0.5, 1), (3.0, 1), (1.5, 0), (1.0, 0), (2.5, 1), (0.8, 0)]


def sums(people):
    every = sum((answers(weight=w, people=1) for w, _ in people), Answers())
    part = sum((answers(weight=w, people=1) for w, yes in people if yes), Answers())
    return part, every


def test_equal_weights_give_the_plain_range_but_for_one_person():
    part, every = answers(weight=2.5, people=30), answers(weight=2.5, people=80)

    found = weighted.share(part, every)

    assert weighted.design_effect(every) == pytest.approx(1)
    plain = wilson(events=30 * 79 / 80, trials=79)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_the_design_effect_is_that_of_kish():
    every = answers(weight=1, people=90) + answers(weight=5, people=10)

    # 1 + the squared spread of the weights over their squared mean: 1.4 and 1.44 by hand.
    assert weighted.design_effect(every) == pytest.approx(1 + 1.44 / 1.4**2)


def test_the_variance_is_near_that_of_leaving_one_person_out_at_a_time():
    people = PEOPLE * 40
    part, every = sums(people)

    left_out = []
    for place in range(len(people)):
        some, rest = sums(people[:place] + people[place + 1:])
        left_out.append(some.weight / rest.weight)
    mean = sum(left_out) / len(left_out)
    jackknife = (len(people) - 1) / len(people) * sum((x - mean) ** 2 for x in left_out)

    assert weighted.variance(part, every) == pytest.approx(jackknife, rel=0.005)


def test_the_standard_error_is_what_r_works_out_person_by_person():
    """The formula that the documentation of R's package survey gives for svymean, in base R."""
    found = shutil.which("Rscript")
    if found is None:
        absent("r", "no Rscript found; on Debian: apt-get install r-base-core")
    part, every = sums(PEOPLE)
    lines = (
        f"w <- c({', '.join(str(w) for w, _ in PEOPLE)}); "
        f"y <- c({', '.join(str(yes) for _, yes in PEOPLE)}); n <- length(w); "
        "p <- weighted.mean(y, w); u <- w * (y - p) / sum(w); "
        "cat(sprintf('%.12f', sqrt(n / (n - 1) * sum((u - mean(u))^2))))"
    )

    done = subprocess.run([found, "-e", lines], text=True, capture_output=True, check=True)

    assert math.sqrt(weighted.variance(part, every)) == pytest.approx(float(done.stdout))


@pytest.mark.parametrize("people", [0, 12])
def test_nobody_and_everybody_have_a_range_with_room_in_it(people):
    every = answers(weight=1, people=6) + answers(weight=4, people=6)
    part = every if people else Answers()

    found = weighted.share(part, every)

    assert found.value == (1 if people else 0)
    assert found.high - found.low > 0.2


def test_where_nobody_answered_there_is_no_share():
    assert isinstance(weighted.share(Answers(), Answers()), NotComputed)


def test_nobody_is_worth_more_than_one_answer_each():
    """Those who say yes weigh next to nothing: by linearisation alone they would be worth many."""
    part = answers(weight=0.01, people=5)
    every = part + answers(weight=1, people=50)

    assert weighted.worth(part, every) <= 55


def test_a_printed_share_gets_its_range_again_from_what_it_is_worth():
    part, every = sums(PEOPLE * 9)

    again = weighted.of_size(part.weight / every.weight, size=weighted.worth(part, every))

    whole = weighted.share(part, every)
    assert (again.low, again.high) == pytest.approx((whole.low, whole.high))
