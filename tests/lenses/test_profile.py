"""What a force says of itself changes which points come first, says why, and hides nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lenses.searching import worked

from dueregard.answers import DueRegardError, No, Yes
from dueregard.lenses.bank import load
from dueregard.lenses.ordering import first, gravity, ordered
from dueregard.lenses.profile import Line, Profile, Sort, earlier, in_order, may_say
from dueregard.lenses.profile_sheets import read
from dueregard.lenses.raising import raise_points
from dueregard.lenses.shapes import LENSES

BANK = load()
FACES = "live-facial-recognition"
FACTS = worked(FACES)
RAISED = raise_points(facts=FACTS, bank=BANK)
EXAMPLE = Path("examples/force-profile.toml")
TRAVELLERS = Line(sort=Sort.COMMUNITY, title="Travellers", targeted=True)
ENVIRONMENT = Line(sort=Sort.PRIORITY, title="Net zero", lenses=("environment",))


def names(points):
    return [each.id for each in points]


def test_two_forces_read_the_same_points_in_another_order_and_each_is_told_why():
    one = ordered(raised=RAISED, facts=FACTS, profile=Profile(lines=(TRAVELLERS,)))
    other = ordered(raised=RAISED, facts=FACTS, profile=Profile(lines=(ENVIRONMENT,)))

    assert names(one) != names(other)
    assert sorted(names(one)) == sorted(names(other)) == sorted(names(RAISED))
    [why] = {
        why for each in one
        for why in earlier(point=each, facts=FACTS, profile=Profile(lines=(TRAVELLERS,)))
    }
    assert why == "Travellers: people who have felt targeted by the police."


def test_a_point_that_a_line_touches_never_comes_later_for_it():
    before = names(ordered(raised=RAISED, facts=FACTS))
    after = ordered(raised=RAISED, facts=FACTS, profile=Profile(lines=(ENVIRONMENT,)))

    for place, each in enumerate(after):
        if earlier(point=each, facts=FACTS, profile=Profile(lines=(ENVIRONMENT,))):
            assert place <= before.index(each.id)


def test_communities_who_have_felt_targeted_are_named_first():
    lines = (
        Line(sort=Sort.AREA, title="Coast", words=("water",)), ENVIRONMENT,
        Line(sort=Sort.COMMUNITY, title="Shopkeepers", lenses=("safety",)),
        Line(sort=Sort.EVENT, title="A pursuit", words=("chase",)), TRAVELLERS,
    )

    assert [each.title for each in in_order(lines)] == [
        "Travellers", "A pursuit", "Net zero", "Shopkeepers", "Coast"
    ]


def test_a_line_about_another_technology_touches_nothing_and_a_word_is_a_whole_word():
    drones = Line(sort=Sort.EVENT, title="A crash", lenses=LENSES, technologies=("drones",))
    part = Line(sort=Sort.AREA, title="Odd", words=("eet",))
    profile = Profile(lines=(drones, part))

    assert not any(earlier(point=each, facts=FACTS, profile=profile) for each in RAISED)
    with_drones = FACTS | {"also": "drones"}
    assert all(earlier(point=each, facts=with_drones, profile=profile) for each in RAISED)


def test_what_an_area_speaks_of_never_comes_before_a_graver_point():
    area = Line(sort=Sort.AREA, title="All", words=("officers", "film"))

    after = ordered(raised=RAISED, facts=FACTS, profile=Profile(lines=(area,)))

    grave = [gravity(lens=each.lens, facts=FACTS) for each in after if not each.find_out]
    assert names(after) != names(ordered(raised=RAISED, facts=FACTS))
    assert grave == sorted(grave, reverse=True)


LINES = st.lists(st.builds(
    Line, sort=st.sampled_from(Sort), title=st.just("Somebody"),
    lenses=st.lists(st.sampled_from(LENSES), unique=True).map(tuple),
    words=st.lists(st.sampled_from(["people", "police", "children"]), unique=True).map(tuple),
    targeted=st.booleans(),
), max_size=5)


@given(lines=LINES)
def test_whatever_a_force_says_no_point_is_added_or_lost_and_ten_at_most_come_first(lines):
    profile = Profile(lines=tuple(lines))

    order = ordered(raised=RAISED, facts=FACTS, profile=profile)
    shown = first(raised=RAISED, facts=FACTS, profile=profile)

    assert sorted(names(order)) == sorted(names(RAISED))
    assert len(shown) <= 10
    assert names(shown) == [each for each in names(order) if each in set(names(shown))]
    assert [each.find_out for each in order] == sorted(each.find_out for each in order)


@pytest.mark.parametrize(("line", "said"), [
    (Line(sort=Sort.EVENT, title=" ", lenses=("safety",)), "Give it a name"),
    (Line(sort=Sort.PRIORITY, title="Burglary"), "Say what it touches"),
])
def test_a_line_that_could_change_nothing_is_refused_in_words(line, said):
    answer = may_say(line)

    assert isinstance(answer, No) and said in answer.reason
    assert may_say(TRAVELLERS) == Yes()


def test_the_example_of_a_profile_is_read():
    lines = read(path=EXAMPLE, bank=BANK).lines

    assert {each.sort for each in lines} == set(Sort)
    assert [each.targeted for each in in_order(lines)][:2] == [True, True]


@pytest.mark.parametrize(("text", "said"), [
    ('areas = ["area.moon"]', "There is no area “area.moon”. Choose from: area.rural"),
    ("areas = 3", "“areas” is a list"),
    ("[[village]]\nname = 'x'", "“village” is not part of a profile"),
    ("[[priority]]\ntitle = 'x'", "priority “x”: Say what it touches"),
    ("[[priority]]\ntitle = 'x'\nlens = ['safety']", "priority “x”: “lens” is not asked here"),
    ("[[event]]\ntitle = 'x'\nlenses = ['saftey']", "“lenses” cannot have “saftey”"),
    ("[[event]]\nlenses = 'safety'", "an event without a title: “lenses” is a list of words"),
    ("[community]\nname = 'x'", "Write each community under [[community]]"),
    ("areas = [", "cannot be read"),
])
def test_a_slip_in_a_profile_is_told_in_words(tmp_path, text, said):
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DueRegardError) as error:
        read(path=path, bank=BANK)

    assert said in str(error.value)


def test_a_profile_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DueRegardError, match="There is no file"):
        read(path=tmp_path / "none.toml", bank=BANK)
