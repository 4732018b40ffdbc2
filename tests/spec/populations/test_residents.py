"""The residents that rates are divided by: they add up to what the census published."""

import pytest

from dueregard.answers import DueRegardError
from dueregard.findings.finding import NotComputed
from dueregard.findings.groups import FIVE
from dueregard.findings.populations import (
    age_caveat,
    areas,
    benchmark,
    bundled,
    find_area,
    read_tidy,
    residents,
    rows,
)

# Census 2021, England and Wales, table TS021, as ONS published it on 29 November 2022.
PUBLISHED_2021 = {
    "White": 48_699_249, "Asian": 5_515_420, "Black": 2_409_280, "Mixed": 1_717_977,
    "Other": 1_255_619,
}
# Census 2011, England and Wales, table KS201EW.
PUBLISHED_2011 = {
    "White": 48_209_395, "Asian": 4_213_531, "Black": 1_864_890, "Mixed": 1_224_400,
    "Other": 563_696,
}
# ONS alters small counts of local authorities, so their sums differ by a few people.
ALTERED = 40
# Asian residents of the districts of a force in 2021, each district's own count in TS021.
DISTRICTS_ASIAN_2021 = {
    "Cleveland": [1_600, 15_090, 1_160, 9_052],
    "Bedfordshire": [23_263, 10_321, 83_325],
    "West Yorkshire": [175_664, 21_726, 84_202, 78_503, 12_633],
    "Merseyside": [2_510, 27_767, 4_294, 2_579, 7_302],
    "West Midlands": [355_384, 63_915, 27_047, 88_024, 23_845, 53_199, 55_901],
    "Warwickshire": [844, 10_782, 8_728, 2_566, 14_403],
    "Wiltshire": [27_173, 10_876],
    "Gwent": [1_584, 621, 1_202, 1_185, 12_194],
    "South Yorkshire": [2_297, 9_086, 14_176, 53_560],
    "Northumbria": [4_925, 34_128, 5_396, 4_317, 8_204, 3_374],
}


def test_the_43_force_areas_add_up_to_the_census_of_2021():
    found = residents("England and Wales")

    assert len(found.areas) == 43
    assert found.total == pytest.approx(59_597_542, abs=ALTERED)
    for group, count in PUBLISHED_2021.items():
        assert found.counts[group] == pytest.approx(count, abs=ALTERED), group


def test_the_43_force_areas_add_up_to_the_census_of_2011_exactly():
    found = residents("England and Wales", benchmark_id="census-2011-forces")

    assert found.total == 56_075_912
    assert found.counts == PUBLISHED_2011


def test_london_is_the_metropolitan_police_and_the_city():
    found = residents("London")

    assert found.areas == ("City of London", "Metropolitan Police")
    assert found.total == pytest.approx(8_799_725, abs=ALTERED)


@pytest.mark.parametrize(("area", "districts"), DISTRICTS_ASIAN_2021.items())
def test_a_force_is_the_sum_of_its_districts(area, districts):
    assert residents(area).counts["Asian"] == sum(districts)


def test_the_city_of_london_has_few_residents_and_says_so():
    found = residents("City of London")

    assert found.total == pytest.approx(8_600, abs=50)
    assert "Few people live" in found.caution


@pytest.mark.parametrize("one", [each.id for each in bundled()])
def test_each_population_has_every_area_and_group_once(one):
    lines = rows(one)
    keys = [(line.area, line.group, line.category) for line in lines]

    assert len(keys) == len(set(keys))
    assert {line.area for line in lines} == {
        each.name for each in areas() if not each.no_residents
    }
    for area in benchmark(one).areas:
        assert {line.group for line in lines if line.area == area} == set(FIVE)


@pytest.mark.parametrize("one", bundled(), ids=lambda each: each.id)
def test_each_population_says_its_year_source_and_licence(one):
    assert str(one.year) in one.title
    assert "Office for National Statistics" in one.source
    assert one.licence == "Open Government Licence v3.0"


def test_both_censuses_know_an_area_by_the_same_code():
    codes = [{(line.area, line.code) for line in rows(each.id)} for each in bundled()]

    assert codes[0] == codes[1]


def test_the_parts_of_2011_are_18_and_2021_has_the_five_groups_alone():
    of_2011 = [line.category for line in rows("census-2011-forces") if line.area == "Kent"]
    of_2021 = [line.category for line in rows("census-2021-forces") if line.area == "Kent"]

    assert (len(of_2011), all(of_2011)) == (18, True)
    assert (len(of_2021), any(of_2021)) == (5, False)
    assert benchmark("census-2021-forces").detail == "groups"


@pytest.mark.parametrize(("written", "name"), [
    ("avon-and-somerset", "Avon and Somerset"), ("Avon & Somerset", "Avon and Somerset"),
    ("METROPOLITAN", "Metropolitan Police"), ("Met", "Metropolitan Police"),
    ("Hampshire Constabulary", "Hampshire and Isle of Wight"), ("Kent Police", "Kent"),
    ("London, City of", "City of London"), ("Dyfed Powys", "Dyfed-Powys"),
    ("btp", "British Transport Police"),
])
def test_an_area_is_found_by_what_people_call_it(written, name):
    assert find_area(written).name == name


@pytest.mark.parametrize("name", ["Police", "", "Fenmarch", "Londinium"])
def test_a_name_that_is_no_area_finds_none(name):
    assert find_area(name) is None


@pytest.mark.parametrize(("name", "reason"), [
    ("British Transport Police", "where nobody lives"), ("PSNI", "Northern Ireland"),
    ("Fenmarch", "43 police force areas"),
])
def test_where_nobody_is_counted_there_is_a_reason_and_no_number(name, reason):
    found = residents(name)

    assert isinstance(found, NotComputed)
    assert reason in found.reason


def test_an_old_census_is_flagged_and_the_latest_is_not():
    latest = benchmark("census-2021-forces")
    older = age_caveat(benchmark("census-2011-forces"), year=2026)

    assert age_caveat(latest, year=2026) is None
    assert older.sentence == (
        "The count of residents is from 2011, 15 years before these events. "
        "A census of 2021 is at hand. Use it unless the events are older."
    )
    assert age_caveat(latest, year=2030) is None
    assert "10 years before" in age_caveat(latest, year=2031).sentence


def test_a_population_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(DueRegardError, match="no population 'census-1801'.*census-2021-forces"):
        residents("Kent", benchmark_id="census-1801")


def test_a_population_of_ones_own_is_read():
    lines = read_tidy("area,code,group,category,count\nFenmarch,,White,,10\nFenmarch,,Black,,3\n")

    assert [(line.group, line.count) for line in lines] == [("White", 10), ("Black", 3)]


@pytest.mark.parametrize(("text", "sentence"), [
    ("place,group,count\n", "has the columns area, code, group, category, count"),
    ("area,code,group,category,count\nFen,,Martian,,1\n", "group 'Martian'"),
    ("area,code,group,category,count\nFen,,White,,-1\n", "count '-1'"),
    ("area,code,group,category,count\nFen,,White,,\n", "count ''"),
    ("area,code,group,category,count\nFen,,White,,9\nFen,,White,Irish,2\n", "count twice"),
])
def test_a_population_that_cannot_be_trusted_is_refused(text, sentence):
    with pytest.raises(DueRegardError, match=sentence):
        read_tidy(text)
