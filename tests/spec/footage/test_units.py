"""A planted selective switch-off is found; an innocent unit of four officers is not accused."""

import random

import pytest
from tests.builders_measure import said, table

from dueregard.findings.finding import VerdictCode
from dueregard.instruments import load
from dueregard.instruments.footage.meant import Encounters
from dueregard.instruments.footage.seen import Cell, Seen
from dueregard.instruments.footage.units import units

HEADINGS = ("who", "unit", "power", "from", "to", "on", "off")
ASKED = {"from": "from", "to": "to", "recorded_from": "on", "recorded_to": "off", "group": "who",
         "unit": "unit", "power": "power"}
TIMES = ["2026-08-01 14:00", "2026-08-01 14:10"]
WHO = ("White",) * 6 + ("Black",) * 2 + ("Asian",) * 2


def force(seed, *, selective="", four_officers=24, units=10, each=300, lapse=0.12):
    """Made-up encounters; in the unit `selective` the camera is mostly off for Black people."""
    random_ = random.Random(seed)
    rows = []
    for unit in [f"Unit {number}" for number in range(units)] + ["Four officers"]:
        for _ in range(four_officers if unit == "Four officers" else each):
            who = random_.choice(WHO)
            missed = 0.45 if (unit, who) == (selective, "Black") else lapse
            on = random_.random() >= missed
            rows.append([who, unit, random_.choice(("Search", "Force")), *TIMES,
                         *(TIMES if on else ("", ""))])
    return rows


def measured(rows, **more):
    return load("footage").measure(table(HEADINGS, rows), options=ASKED | more)


@pytest.fixture(scope="module")
def planted():
    return measured(force(1, selective="Unit 3"))


def test_a_planted_selective_switch_off_is_found(planted):
    assert planted.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "In 'Unit 3' the whole was recorded in" in planted.verdict.sentence
    assert "with Black people" in planted.verdict.sentence
    assert "proves no intent" in planted.verdict.sentence


def test_no_other_unit_is_named(planted):
    others = [f"'Unit {number}'" for number in range(10) if number != 3]

    assert not any(each in planted.verdict.sentence for each in (*others, "'Four officers'"))


def test_over_many_made_up_forces_nobody_innocent_is_named_more_often_than_said():
    """No switch-off is planted: of 30 forces a false name may come in 1 of 20, so rarely in 6."""
    its = Encounters(times={}, groups=("who",), unit="unit", power="power")
    named = []
    for seed in range(30):
        cells = {}
        for who, unit, power, *_, off in force(1_000 + seed, units=6, each=120):
            place = unit, power, (who,)
            on = int(off != "")
            cells[place] = cells.get(place, Cell()) + Cell(known=1, whole=on, linked=on)
        found = units(Seen(counted=None, cells=cells, rows_used=0, set_aside=(), notes=()),
                      its=its, level=0.95, matters=0.05)
        named += [[each.unit for each in found.named]] if found.named else []

    assert len(named) < 6
    assert not any("Four officers" in each for each in named)


@pytest.mark.parametrize("off", [4, 12])
def test_an_innocent_unit_of_four_officers_is_not_accused(off):
    """A bad week in 24 encounters: far below the others, and still never named."""
    rows = [row for row in force(2) if row[1] != "Four officers"]
    rows += [["Black" if place < 6 else "White", "Four officers", "Search", *TIMES,
              *(("", "") if place < off else TIMES)] for place in range(24)]

    finding = measured(rows)

    assert "Four officers" not in finding.verdict.sentence
    assert "'Four officers'" in said(finding, "units-too-small")
    assert "says nothing good of them" in said(finding, "units-too-small")


def test_the_small_units_figure_is_drawn_towards_the_typical_one():
    rows = [row for row in force(2) if row[1] != "Four officers"]
    rows += [["White", "Four officers", "Search", *TIMES, *(("", "") if place < 3 else TIMES)]
             for place in range(6)]

    finding = measured(rows)

    raw, drawn = (next(each for each in finding.rows if each.measure == measure
                       and dict(each.stratum) == {"unit": "Four officers"} and not each.group)
                  for measure in ("recorded_whole", "recorded_whole_shrunk"))
    assert raw.value == 0.5
    assert drawn.value > 0.75
    assert drawn.low < drawn.value < drawn.high


def test_a_unit_that_records_nobody_well_is_told_by_itself():
    rows = force(3)
    rows += [["White", "Unit 9", "Search", *TIMES, "", ""] for _ in range(120)]

    sentence = measured(rows).verdict.sentence

    assert "'Unit 9' recorded" in sentence
    assert "lower than everyone else" in sentence


def test_a_unit_that_records_more_is_not_asked_why():
    rows = force(4)
    rows += [["White", "Unit 9", "Search", *TIMES, *TIMES] for _ in range(900)]

    assert "'Unit 9'" not in measured(rows).verdict.sentence


def test_a_unit_that_uses_more_force_is_not_blamed_for_how_force_is_recorded():
    random_ = random.Random(5)
    rows = []
    for unit, force_in_ten in (("Firearms", 9), *((f"Unit {each}", 1) for each in range(6))):
        for _ in range(300):
            power = "Force" if random_.random() * 10 < force_in_ten else "Search"
            on = random_.random() < (0.6 if power == "Force" else 0.95)
            rows.append([random_.choice(WHO), unit, power, *TIMES, *(TIMES if on else ("", ""))])

    assert "'Firearms' recorded" not in measured(rows).verdict.sentence
    assert "'Firearms' recorded" in measured(rows, power="").verdict.sentence
