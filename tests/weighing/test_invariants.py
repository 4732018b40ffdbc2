"""What is true of every weighing, over proposals drawn at random."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.house.sources import ENVIRONMENT, ROOT
from tests.weighing.made import (
    EXAMPLE,
    KNOWN,
    effect,
    example,
    proposal,
    proposals,
    quickly,
    shares,
    with_effect,
)

from dueregard.weighing import saved
from dueregard.weighing.draws import draw
from dueregard.weighing.shapes import Control, ControlState, Gate, GateState, Kind, Option, Span
from dueregard.weighing.weigh import weigh

FEW = settings(max_examples=25)
# From the weakest evidence to the strongest: how much is widened and how much is believed.
STRENGTH = ("0", "judgement", "1", "2", "3", "4", "5")


def risks_of(made, data):
    names = [each for each in made.effects if each.kind is Kind.RISK]
    return data.draw(st.sampled_from(names)) if names else None


def never_better(after, before, option):
    """Nowhere is the option best more often, and nowhere is another best less often."""
    for one, other in zip(after.table.views, before.table.views, strict=True):
        for each in one.shares:
            if each == option:
                assert one.shares[each] <= other.shares[each]
            else:
                assert one.shares[each] >= other.shares[each]


@FEW
@given(made=proposals(), data=st.data(), times=st.floats(1.0, 5.0))
def test_a_larger_risk_never_makes_its_option_better(made, data, times):
    risk = risks_of(made, data)
    if risk is None or not isinstance(risk.size, Span):
        return
    larger = Span(risk.size.low * times, risk.size.high * times)
    if larger.high > KNOWN.lenses[risk.lens].scale.base:
        return

    after = quickly(with_effect(made, risk.id, size=larger))

    never_better(after, quickly(made), risk.option)


@FEW
@given(made=proposals(), data=st.data())
def test_a_likelier_risk_never_makes_its_option_better(made, data):
    risk = risks_of(made, data)
    if risk is None:
        return
    chances = list(KNOWN.chances)
    words = [with_effect(made, risk.id, chance=each) for each in ("remote", "unlikely", "likely")]
    odds = [quickly(each) for each in words]

    assert "likely" in chances
    # Of these three words the ends in odds lie alike far apart or farther, so each draw goes up.
    never_better(odds[2], odds[1], risk.option)


@FEW
@given(made=proposals(), data=st.data())
def test_what_is_left_blank_never_makes_its_option_better(made, data):
    some = data.draw(st.sampled_from(made.effects))
    blank = data.draw(st.sampled_from([
        {"chance": None}, {"size": None, "people": None}, {"people": None}, {"evidence": ""},
        {"chance": "dont-know"}, {"size": "dont-know", "people": None},
        {"chance": None, "size": None, "people": None, "evidence": ""},
    ]))

    never_better(quickly(with_effect(made, some.id, **blank)), quickly(made), some.option)


@FEW
@given(made=proposals(), data=st.data())
def test_weaker_evidence_never_makes_an_option_better(made, data):
    some = data.draw(st.sampled_from(made.effects))
    by_level = [quickly(with_effect(made, some.id, evidence=each)) for each in STRENGTH]

    for weaker, stronger in pairwise(by_level):
        never_better(weaker, stronger, some.option)


@FEW
@given(made=proposals(), data=st.data())
def test_a_planned_control_changes_nothing(made, data):
    risk = risks_of(made, data)
    if risk is None:
        return
    planned = Control(id="planned", name="Planned", effects=(risk.id,), reduces=0.9,
                      state=ControlState.PLANNED)
    before, after = quickly(made), quickly(replace(made, controls=(*made.controls, planned)))

    assert (after.table, after.plain, after.groups, after.alone, after.delay) == (
        before.table, before.plain, before.groups, before.alone, before.delay)
    assert after.find_out == before.find_out


@FEW
@given(made=proposals(), data=st.data())
def test_a_control_that_is_surer_never_makes_its_option_worse(made, data):
    risk = risks_of(made, data)
    if risk is None:
        return

    def at(state):
        control = Control(id="one", name="One", effects=(risk.id,), reduces=0.7, state=state)
        return quickly(replace(made, controls=(*made.controls, control)))

    planned, in_place, verified = (at(each) for each in (
        ControlState.PLANNED, ControlState.IN_PLACE, ControlState.VERIFIED))
    never_better(planned, in_place, risk.option)
    never_better(in_place, verified, risk.option)


@FEW
@given(made=proposals(gates=False), data=st.data())
def test_an_option_that_is_worse_than_another_in_everything_changes_nothing(made, data):
    better = data.draw(st.sampled_from(made.options)).id
    copies = tuple(
        replace(each, id=f"{each.id}-again", option="worse", shared=each.stream)
        for each in made.effects if each.option == better
    )
    controls = tuple(
        replace(each, id=f"{each.id}-again", effects=tuple(f"{one}-again" for one in each.effects))
        for each in made.controls if each.effects[0].startswith(f"{better}-")
    )
    more = replace(
        made, options=(*made.options, Option(id="worse", name="Worse")),
        effects=(*made.effects, *copies,
                 effect("and-more", "worse", evidence="", lens="safety", size=Span(1, 9))),
        controls=(*made.controls, *controls),
    )
    before, after = quickly(made), quickly(more)

    for one, other in zip(before.table.views, _of_same(after, before), strict=True):
        assert other.shares.pop("worse") == 0.0
        assert other.shares == one.shares


def _of_same(after, before):
    """Views may be more where the worse option brings a lens in."""
    keys = {each.key for each in before.table.views}
    return [replace(each, shares=dict(each.shares)) for each in after.table.views
            if each.key in keys]


@FEW
@given(made=proposals())
def test_swapping_what_is_compared_with_turns_every_sign(made):
    first, second, *rest = made.options
    swapped = quickly(replace(made, options=(second, first, *rest)))
    before = quickly(made)

    for lens in {each.lens for each in before.table.lenses}:
        one = before.table.row(second.id, lens)
        other = swapped.table.row(first.id, lens)
        assert (one.median, one.low, one.high) == (-other.median, -other.high, -other.low)
        assert (one.worse, one.better) == (other.better, other.worse)


@FEW
@given(made=proposals(gates=False), data=st.data())
def test_a_failed_gate_cannot_be_outvoted(made, data):
    option = data.draw(st.sampled_from(made.options[1:])).id
    gate = Gate(key="not-prohibited", state=GateState.FAILED, options=(option,), reason="The law")
    gift = effect("gift", option, kind=Kind.OPPORTUNITY, lens="safety", size=Span(9000, 9900),
                  chance=Span(0.98, 0.99))
    weighed = quickly(replace(made, effects=(*made.effects, gift), gates=(gate,)))

    assert not weighed.may_go_ahead(option)
    assert weighed.lead != option
    assert all(option not in each.shares for each in weighed.table.views)
    assert "No benefit can buy that" in weighed.may_go_ahead(option).reason


@FEW
@given(made=proposals())
def test_counting_every_group_alike_gives_the_second_table(made):
    alike = replace(made, groups=tuple(replace(each, multiplier=1.0) for each in made.groups))
    weighed, other = quickly(made), quickly(alike)

    assert other.plain is None
    assert (weighed.plain or weighed.table) == other.table
    assert weighed.groups == other.groups


@FEW
@given(made=proposals(), data=st.data())
def test_what_happens_to_one_group_changes_nothing_for_another(made, data):
    gift = effect("gift", made.options[1].id, group="others", kind=Kind.OPPORTUNITY, evidence="0",
                  size=Span(5000, 9000))
    before, after = quickly(made), quickly(replace(made, effects=(*made.effects, gift)))

    def of_people(weighed):
        return sorted((each for each in weighed.groups if each.group == "people"),
                      key=lambda each: (each.option, each.lens))

    assert of_people(after) == of_people(before)


@FEW
@given(made=proposals(), data=st.data())
def test_the_order_of_a_file_and_its_words_mean_nothing(made, data):
    other = replace(made, effects=tuple(
        replace(each, text="Nicely put") for each in data.draw(st.permutations(made.effects))))

    assert quickly(other).table == quickly(made).table
    assert quickly(other).find_out == quickly(made).find_out


@FEW
@given(made=proposals())
def test_equal_inputs_are_equal_bytes_and_can_be_weighed_again(made):
    weighed = quickly(made)
    text = saved.to_json(weighed)

    assert saved.to_json(quickly(made)) == text
    assert saved.to_json(saved.again(json.loads(text))) == text


@FEW
@given(made=proposals())
def test_shares_are_of_the_whole_and_no_option_has_a_score(made):
    weighed = quickly(made)

    for each in weighed.table.views:
        if each.shares:
            assert abs(sum(each.shares.values()) - 1) < 0.001
    for ranked in weighed.table.ranks.values():
        assert abs(sum(ranked) - 1) < 0.002
    plain = saved.to_plain(weighed)
    assert not [key for key in plain if "score" in key]


@FEW
@given(made=proposals())
def test_knowing_one_thing_is_hardly_ever_worth_more_than_knowing_all(made):
    """In the long run never; in 4,000 draws by a little, because draws lean together by chance."""
    weighed = weigh(made, draws=4000)

    for each in weighed.find_out:
        assert 0 <= each.value <= weighed.worth_of_knowing_all * 1.1 + 2e-3
        assert max(each.chance, each.size) <= each.value * 1.1 + 2e-3


def test_the_seed_changes_draws_and_hardly_what_is_said():
    one, other = (quickly(example(), seed=each) for each in (1, 2))

    assert one.table != other.table
    assert abs(shares(one, "now")[0] - shares(other, "now")[0]) < 0.12


@pytest.mark.parametrize("hash_seed", ["0", "7"])
def test_another_process_on_a_plainer_processor_gives_the_same_bytes(hash_seed):
    program = (
        "import sys, hashlib; from pathlib import Path\n"
        "from dueregard.weighing import reading, saved\n"
        "from dueregard.weighing.weigh import weigh\n"
        f"made = reading.from_plain(reading.read(Path({str(EXAMPLE)!r})))\n"
        "print(hashlib.sha256(saved.to_json(weigh(made, draws=400)).encode()).hexdigest())"
    )
    environment = {**os.environ, **ENVIRONMENT, "PYTHONHASHSEED": hash_seed,
                   "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL"}
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], cwd=ROOT,
                          env=environment, check=True, capture_output=True, text=True)
    here = hashlib.sha256(saved.to_json(quickly(example())).encode()).hexdigest()

    assert done.stdout.strip() == here


def test_a_benefit_that_nobody_knows_counts_for_nothing():
    harm = effect("harm")
    benefit = effect("benefit", kind=Kind.OPPORTUNITY, lens="safety", chance=None)
    without = quickly(proposal(effect("goes-on", "now"), harm))
    with_it = quickly(proposal(effect("goes-on", "now"), harm, benefit))

    assert with_it.table.view().shares == without.table.view().shares
    assert with_it.blanks == ("benefit",)


@FEW
@given(made=proposals(), data=st.data())
def test_a_blank_is_in_no_draw_better_than_anything_that_could_be_said(made, data):
    some = data.draw(st.sampled_from(made.effects))
    blank = data.draw(st.sampled_from([
        {"chance": None}, {"size": None, "people": None}, {"evidence": ""},
    ]))

    def worth(given_):
        drawn = draw(given_, constants=KNOWN, seed=1, draws=200)
        return next(each.worth for each in drawn if each.read.effect.id == some.id)

    assert (worth(with_effect(made, some.id, **blank)) <= worth(made)).all()


@pytest.mark.parametrize("blank", [{"chance": None}, {"size": None}])
def test_leaving_blank_what_is_all_but_certain_and_huge_does_not_help(blank):
    end = KNOWN.lenses["privacy"].scale.base
    huge = effect("harm", chance=Span(0.99, 0.995), size=Span(0.95 * end, 0.99 * end))
    other = effect("goes-on", "now", chance=Span(0.9, 0.9), size=Span(0.8 * end, 0.8 * end))

    def share(risk):
        return quickly(proposal(other, risk)).table.view().shares["new"]

    assert share(replace(huge, **blank)) <= share(huge)
