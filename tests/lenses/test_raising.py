from tests.lenses.sheets import LFR, careful_lfr, quiet_tool, typical_lfr

from dueregard.lenses.bank import load
from dueregard.lenses.raising import raise_points
from dueregard.lenses.shapes import LENSES, PointKind

BANK = load()


def raised(pack_id, facts):
    points = raise_points(facts={**facts, "technology": pack_id}, bank=BANK)
    return {each.id: each for each in points}


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
    sheet = quiet_tool(BANK) | {"technology": "other", "records": "yes"}

    points = raised("other", sheet)

    assert {each.pack for each in points.values()} == {"generic"}
    assert "gen.r11" in points
    assert "gen.r08" not in points
    assert "no pack for this technology yet" in BANK.pack_for("other").meaning


def test_a_pack_does_not_repeat_what_it_says_better():
    points = raised(LFR, typical_lfr(BANK))

    assert "lfr.r01" in points
    assert "gen.r01" not in points
    assert "gen.r19" in points


def test_a_tool_that_harms_no_one_still_shows_what_it_may_bring():
    points = raised("other", quiet_tool(BANK))

    assert {each.kind for each in points.values()} == {PointKind.OPPORTUNITY}


def test_what_waiting_costs_is_shown_unless_someone_looked_and_found_that_all_is_well():
    points = raised("other", quiet_tool(BANK) | {"works_now": "unknown"})

    assert points["gen.n01"].find_out
    assert "To book rooms" in points["gen.n01"].text
