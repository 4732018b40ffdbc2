from itertools import combinations

from tests.lenses.sheets import LFR, careful_lfr, quiet_tool, typical_lfr

from dueregard.lenses.bank import load
from dueregard.lenses.raising import raise_points
from dueregard.lenses.shapes import LENSES, PointKind

BANK = load()


def raised(pack_id, facts):
    return {each.id: each for each in raise_points(pack_id=pack_id, facts=facts, bank=BANK)}


def test_typical_live_facial_recognition_has_risks_in_all_seven_lenses():
    points = raised(LFR, typical_lfr(BANK)).values()

    assert {each.lens for each in points if each.kind is PointKind.RISK} == set(LENSES)
    assert any(each.kind is PointKind.OPPORTUNITY for each in points)
    assert any(each.kind is PointKind.DO_NOTHING for each in points)


def test_care_taken_silences_at_least_a_third_of_the_pack():
    points = raised(LFR, careful_lfr(BANK))

    own = [each for each in points if each.startswith("lfr.")]
    assert len(own) <= len(BANK.packs[LFR].points) * 2 / 3


def test_no_threshold_in_use_today_silences_the_risk_of_stopping_the_wrong_person():
    assert "lfr.r01" in raised(LFR, careful_lfr(BANK))


def test_every_point_of_live_facial_recognition_can_be_raised_for_sure_and_silenced():
    sheets = _one_change_each(typical_lfr(BANK)) + _one_change_each(careful_lfr(BANK))
    sure, silent = set(), set()
    for sheet in sheets:
        points = raised(LFR, sheet)
        sure |= {each.id for each in points.values() if not each.find_out}
        silent |= {each.id for each in BANK.packs[LFR].points} - set(points)

    ids = {each.id for each in BANK.packs[LFR].points}
    assert ids - sure == set()
    assert ids - silent == {"lfr.n01"}


def test_every_general_point_can_be_raised_for_sure_and_silenced():
    kinds = [each.key for each in BANK.register if each.worst]
    sheets = [quiet_tool(BANK) | {"affected_count": count} | dict.fromkeys(some, "yes")
              for count in ("few", "everyone")
              for size in (0, 1, 2, len(kinds)) for some in combinations(kinds, size)]
    sheets += [each | {"human_review": "no"} for each in sheets]
    sure, silent = set(), set()
    for sheet in sheets:
        points = raised("other", sheet)
        sure |= {each.id for each in points.values() if not each.find_out}
        silent |= {each.id for each in BANK.packs["generic"].points} - set(points)

    ids = {each.id for each in BANK.packs["generic"].points}
    assert ids - sure == set()
    assert ids - silent == {"gen.n01"}


def test_no_two_points_say_the_same():
    points = [each for pack in BANK.packs.values() for each in pack.points]

    assert len({each.title for each in points}) == len(points)
    assert len({each.text for each in points}) == len(points)


def test_a_blank_raises_the_point_as_something_to_find_out():
    points = raised(LFR, typical_lfr(BANK) | {"unconvicted_images": "don't know"})

    assert points["lfr.r14"].find_out
    assert points["lfr.r14"].reason.startswith("Because we do not yet know “Are there photos")


def test_the_words_of_a_point_quote_the_facts():
    point = raised(LFR, typical_lfr(BANK))["lfr.r01"]

    assert "threshold is 0.6." in point.text
    assert "“What threshold is set?”: 0.6" in point.reason
    assert point.precedents[0].source


def test_options_are_quoted_in_words_and_not_in_codes():
    point = raised(LFR, typical_lfr(BANK))["lfr.r09"]

    assert "Many people pass there" in point.text


def test_a_technology_without_a_pack_is_served_by_what_it_can_do():
    sheet = quiet_tool(BANK) | {"technology": "drones", "records": "yes"}

    points = raised("drones", sheet)

    assert {each.pack for each in points.values()} == {"generic"}
    assert "gen.r11" in points
    assert "gen.r08" not in points
    assert "no pack for this technology yet" in BANK.pack_for("drones").meaning


def test_a_pack_does_not_repeat_what_it_says_better():
    points = raised(LFR, typical_lfr(BANK))

    assert "lfr.r01" in points
    assert "gen.r01" not in points
    assert "gen.r19" in points


def test_a_tool_that_harms_no_one_still_shows_what_waiting_costs_and_what_it_may_bring():
    points = raised("other", quiet_tool(BANK))

    assert {each.kind for each in points.values()} == {
        PointKind.OPPORTUNITY, PointKind.DO_NOTHING
    }
    assert "To book rooms" in points["gen.n01"].text


def _one_change_each(sheet):
    """The sheet, and one more for each other answer that each of its facts could have."""
    numbers = ("0", "0.3", "0.9", "1", "5", "50", "5000", "500000")
    sheets = [sheet]
    for fact in BANK.facts_for(LFR):
        answers = [each.value for each in fact.options] or (
            ["yes", "no"] if fact.worst else list(numbers) if fact.type == "number" else []
        )
        sheets += [sheet | {fact.key: each} for each in answers]
    return sheets
