"""Who is drawn: the same by any program, in any order of rows, with the chances that are stated."""

import hashlib
import subprocess
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import No
from dueregard.findings import drawing
from dueregard.findings.drawing import Encounter, draw, key_of, may_draw, shares
from dueregard.report.inspection import rules as inspection

WORDS = "seven swans by the weir"
LIST = [
    *(Encounter(id=f"S-{each}", stratum=("stop", "White")) for each in range(30)),
    *(Encounter(id=f"B-{each}", stratum=("stop", "Black")) for each in range(8)),
    *(Encounter(id=f"F-{each}", stratum=("force", "White")) for each in range(3)),
]
SIZES = dict(Counter(each.stratum for each in LIST))


def ids(sample):
    return [each.id for each in sample.chosen]


def test_a_key_is_what_a_shell_works_out():
    made = subprocess.run(
        ["sh", "-c", f"printf '%s\\n%s' '{WORDS}' 'E-0001' | sha256sum"],
        check=True, capture_output=True, text=True)

    assert key_of(WORDS, "E-0001") == made.stdout.split()[0]


def test_an_inspectors_key_is_made_by_the_same_rule():
    assert inspection.key_of(seed=WORDS, root="r", digest="d") == key_of(WORDS, "r", "d")


def test_a_plain_program_draws_the_same():
    """Sorted by their hashes, the first of each stratum: no code of ours."""
    found = draw(LIST, size=12, seed=WORDS, minimum=2)

    expected = set()
    for share in found.shares:
        its = [each.id for each in LIST if each.stratum == share.stratum]
        its.sort(key=lambda one: hashlib.sha256(f"{WORDS}\n{one}".encode()).hexdigest())
        expected |= set(its[:share.drawn])
    assert set(ids(found)) == expected
    assert len(ids(found)) == 12


@given(order=st.permutations(LIST))
def test_the_order_of_the_list_changes_nothing(order):
    assert draw(order, size=12, seed=WORDS, minimum=2) == draw(
        LIST, size=12, seed=WORDS, minimum=2)


def test_one_letter_draws_others_and_a_second_space_does_not():
    first = draw(LIST, size=12, seed=WORDS, minimum=2)

    assert ids(draw(LIST, size=12, seed="seven swans by the wear", minimum=2)) != ids(first)
    assert draw(LIST, size=12, seed=" seven  swans by the weir\n", minimum=2) == first


def test_over_ten_thousand_seeds_each_is_drawn_as_often_as_stated():
    """Of 41 records none may be further off than chance allows: 4.5 standard errors."""
    often = Counter()
    for number in range(10_000):
        often.update(ids(draw(LIST, size=12, seed=f"a seed of number {number}", minimum=2)))

    stated = {each.stratum: each.probability for each in shares(SIZES, size=12, minimum=2)}
    for each in LIST:
        chance = float(stated[each.stratum])
        error = (chance * (1 - chance) / 10_000) ** 0.5
        assert abs(often[each.id] / 10_000 - chance) < 4.5 * error


sizes = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh")), st.integers(1, 400), min_size=1, max_size=8)


@given(sizes=sizes, size=st.integers(1, 500), minimum=st.integers(1, 6))
def test_every_stratum_gets_its_minimum_and_the_sizes_add_up(sizes, size, minimum):
    answer = may_draw(sizes, size=size, seed=WORDS, minimum=minimum)
    if isinstance(answer, No):
        assert answer.reason.endswith(".")
        return

    found = shares(sizes, size=size, minimum=minimum)

    assert sum(each.drawn for each in found) == size
    for each in found:
        assert min(minimum, each.listed) <= each.drawn <= each.listed
        assert 0 < each.probability <= 1
        assert each.probability == Fraction(each.drawn, sizes[each.stratum])
    # No stratum that has more than its minimum is one below what a fair rounding would give it
    # while another that has more than its minimum is one above.
    free = [each for each in found if each.drawn > min(minimum, each.listed)]
    rates = [Fraction(each.drawn, each.listed) for each in free]
    for one, rate in zip(free, rates, strict=True):
        for other in free:
            assert Fraction(one.drawn - 1, one.listed) <= Fraction(other.drawn + 1, other.listed)
        assert rate > 0


@pytest.mark.parametrize(("told", "said"), [
    ({"size": 42}, "The list has 41 records. Ask for at least 1 and for no more than that."),
    ({"size": 5}, "With at least 2 of each, or all of a smaller one, 6 must be drawn, and 5 were "
                  "asked for. Ask for --size 6, or take a lower --minimum (with 1 of each, 3"),
    ({"seed": "swans"}, "The seed has 5 letters."), ({"minimum": 0}, "at least 1 of each stratum"),
])
def test_what_cannot_be_drawn_is_said_in_words(told, said):
    answer = may_draw(SIZES, **({"size": 12, "seed": WORDS, "minimum": 2} | told))

    assert isinstance(answer, No)
    assert said in answer.reason


def test_some_of_the_list_will_do_where_the_sizes_are_given():
    whole = draw(LIST, size=12, seed=WORDS, minimum=2)
    some = [each for each in LIST if each.id in set(ids(whole))]

    assert draw(some, size=12, seed=WORDS, minimum=2, sizes=SIZES) == whole


def test_without_a_minimum_two_of_each_or_one():
    assert drawing.usual_minimum(SIZES, size=6) == 2
    assert drawing.usual_minimum(SIZES, size=5) == 1
