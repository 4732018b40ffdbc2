"""Many small areas, each read in the light of all: against a slow sum over a grid."""

import math

import pytest

from dueregard.findings.heterogeneity import heterogeneity, log_ratio
from dueregard.findings.shrinkage import shrunk
from dueregard.findings.strata import Stratum


def area(x, n, y, m, name="A"):
    return Stratum(name=name, events=x, exposure=n, reference_events=y, reference_exposure=m)


SMALL = [
    area(2, 30, 2, 3_000, "two events"), area(0, 50, 12, 900, "none in the group"),
    area(3, 100, 0, 200, "none in the reference"), area(9, 400, 40, 5_000, "nine"),
    area(25, 300, 29, 2_000, "twenty-five"), area(4, 90, 15, 1_000, "four"),
]


def slow(areas, wanted):
    """The middle, the low and the high end for one area, by summing over every combination."""
    grid = [-8 + 0.1 * i for i in range(161)]
    middles = [-1 + 0.2 * i for i in range(26)]
    spreads = [0.05 + 0.15 * i for i in range(20)]

    def fit(each, b):
        odds = math.exp(b) * each.exposure / each.reference_exposure
        return odds**each.events / (1 + odds) ** (each.events + each.reference_events)

    fits = [[fit(each, b) for b in grid] for each in areas]
    mixed = [0.0] * len(grid)
    for middle in middles:
        for spread in spreads:
            density = [math.exp(-0.5 * ((b - middle) / spread) ** 2) for b in grid]
            whole = sum(density)
            density = [d / whole for d in density]
            each_area = [sum(d * f for d, f in zip(density, own, strict=True)) for own in fits]
            weight = math.exp(-0.5 * spread**2) * math.prod(
                one / max(own) for one, own in zip(each_area, fits, strict=True)
            )
            for i, d in enumerate(density):
                mixed[i] += weight * d * fits[wanted][i] / each_area[wanted]
    return [_quantile(grid, mixed, q) for q in (0.5, 0.025, 0.975)]


def _quantile(grid, weights, q):
    whole, before = sum(weights), 0.0
    for b, weight in zip(grid, weights, strict=True):
        if before + weight >= q * whole:
            return b - 0.05 + 0.1 * (q * whole - before) / weight
        before += weight
    raise AssertionError("the weights do not add up")


@pytest.mark.parametrize("place", range(len(SMALL)))
def test_each_area_is_where_a_slow_sum_puts_it(place):
    found = shrunk(strata=SMALL).areas[place].shrunk

    logs = [math.log(each) for each in (found.value, found.low, found.high)]
    assert logs == pytest.approx(slow(SMALL, place), abs=0.05)


def test_two_events_do_not_head_the_list():
    found = {each.name: each for each in shrunk(strata=SMALL).areas}

    lucky = found["two events"]
    assert lucky.raw.value == pytest.approx(100)
    assert lucky.shrunk.value < 15
    assert lucky.shrunk.low < 6


def test_an_area_without_events_has_a_value_between_none_and_the_typical():
    found = shrunk(strata=SMALL)

    none, endless = found.areas[1], found.areas[2]
    assert none.raw.value == 0 < none.shrunk.value < found.typical.value
    assert "no upper end" in endless.raw.reason
    assert endless.shrunk.value > found.typical.value


def test_many_events_are_hardly_moved_and_agree_with_the_usual_formula():
    """With many areas and events it is the normal-normal rule with DerSimonian and Laird's τ²."""
    areas = [
        area(2_000 * math.exp(0.3 * math.sin(7 * i)), 1_000, 3_000, 3_000, f"area {i}")
        for i in range(60)
    ]

    found, usual = shrunk(strata=areas), heterogeneity(strata=areas)

    assert found.typical.value == pytest.approx(usual.pooled.value, rel=0.01)
    assert found.spread == pytest.approx(math.sqrt(usual.tau_squared), rel=0.05)
    for own, each in zip(found.areas, areas, strict=True):
        b, v = log_ratio(stratum=each)
        pull = usual.tau_squared / (usual.tau_squared + v)
        expected = pull * b + (1 - pull) * math.log(usual.pooled.value)
        assert math.log(own.shrunk.value) == pytest.approx(expected, abs=2e-3)
        assert own.shrunk.low < own.raw.value < own.shrunk.high


def test_the_step_from_few_events_to_many_is_smooth():
    """The same area at 29 and at 30 events is worked out in two ways that agree."""
    others = [area(20 + 10 * i, 100, 200, 1_000) for i in range(6)]

    one, other = (
        shrunk(strata=[*others, area(x, 100, 200, 1_000)]).areas[-1].shrunk for x in (29, 30)
    )

    assert other.value / one.value == pytest.approx(30 / 29, rel=0.04)
    assert other.low / one.low == pytest.approx(1.03, abs=0.06)
    assert other.high / one.high == pytest.approx(1.03, abs=0.06)


def test_areas_come_back_in_order_and_the_same_each_time():
    one, again, turned = shrunk(strata=SMALL), shrunk(strata=SMALL), shrunk(strata=SMALL[::-1])

    assert one == again
    assert [each.name for each in one.areas] == [each.name for each in SMALL]
    for each, other in zip(one.areas, reversed(turned.areas), strict=True):
        assert each.shrunk.value == pytest.approx(other.shrunk.value)


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        (SMALL[:2], "Fewer than three areas"),
        ([area(0, 5, 0, 5)] * 9, "Fewer than three areas"),
        ([area(0, 5, 1, 5)] * 9, "no events anywhere"),
        ([], "In no stratum"),
    ],
)
def test_too_little_to_read_areas_by_gets_a_sentence(areas, words):
    assert words in shrunk(strata=areas).reason


def test_areas_with_one_group_only_are_counted():
    assert shrunk(strata=[*SMALL, area(5, 9, 0, 0)]).left_out == 1
