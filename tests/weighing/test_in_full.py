"""Several people's ranges, next actions over the force, forecasts scored, registers in and out."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.weighing.made import KNOWN, effect, example, proposal, quickly

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.weighing import across, elicitation, learning, reading, register_files, toml_text
from dueregard.weighing import risk_register as grid
from dueregard.weighing.across import ProfileLine, UseWeighed
from dueregard.weighing.draws import read
from dueregard.weighing.learning import Forecast
from dueregard.weighing.shapes import ActionKind, Estimate, Span
from dueregard.weighing.weighed import Action

PANEL = ("Ama", "Ben", "Cy")
TODAY = date(2026, 11, 2)


def said(by, turn, chance, size=(10, 20)):
    return Estimate(by=by, round=turn, chance=Span(*chance), size=Span(*size))


def asked(*estimates):
    return effect("harm", chance=None, size=None, estimates=estimates)


# --- Ranges by several people


def test_nobody_sees_the_others_before_giving_their_own():
    made = asked(said("Ama", 1, (0.1, 0.2)))

    assert not elicitation.may_see(effect=made, panel=PANEL, turn=1, reader="Ben")
    assert elicitation.may_see(effect=made, panel=PANEL, turn=1, reader="Ama")
    assert "2 people have" in elicitation.may_discuss(effect=made, panel=PANEL).reason


def test_names_come_only_when_all_are_in():
    two = (said("Ama", 1, (0.1, 0.2)), said("Ben", 1, (0.6, 0.8)))
    part = asked(*two)
    whole = asked(*two, said("Cy", 1, (0.3, 0.5)))

    (open_,) = elicitation.differences(effect=part, panel=PANEL, turn=1)
    (closed,) = elicitation.differences(effect=whole, panel=PANEL, turn=1)
    assert (open_.lower, open_.higher, open_.lower_by) == (Span(0.1, 0.2), Span(0.6, 0.8), "")
    assert (closed.lower_by, closed.higher_by) == ("Ama", "Ben")
    assert [each.by for each in elicitation.shown(effect=part, panel=PANEL, turn=1)] == ["", ""]
    assert [each.by for each in elicitation.shown(effect=whole, panel=PANEL, turn=1)] == [
        "Ama", "Cy", "Ben"]


def test_ranges_that_overlap_are_no_difference():
    made = asked(said("Ama", 1, (0.1, 0.5)), said("Ben", 1, (0.4, 0.8)), said("Cy", 1, (0.2, 0.6)))

    assert elicitation.differences(effect=made, panel=PANEL, turn=1) == ()


def test_a_pool_waits_for_all_and_takes_the_second_round_where_it_is_whole():
    first = [said(by, 1, (0.1, 0.3)) for by in PANEL]
    second = [said(by, 2, (0.2, 0.4), (5, 50)) for by in PANEL]

    assert elicitation.pooled(effect=asked(*first[:2]), panel=PANEL) is None
    chance, size = elicitation.pooled(effect=asked(*first, *second[:1]), panel=PANEL)
    assert (chance.low, size.high) == (pytest.approx(0.1), pytest.approx(20))
    chance, size = elicitation.pooled(effect=asked(*first, *second), panel=PANEL)
    assert (chance.low, size.low) == (pytest.approx(0.2), pytest.approx(5))


def test_a_pool_is_between_those_who_gave_it_and_order_means_nothing():
    given_ = [said("Ama", 1, (0.1, 0.2)), said("Ben", 1, (0.3, 0.6)), said("Cy", 1, (0.2, 0.5))]
    one = elicitation.pooled(effect=asked(*given_), panel=PANEL)

    assert one == elicitation.pooled(effect=asked(*reversed(given_)), panel=PANEL)
    assert 0.1 < one[0].low < 0.3 and 0.2 < one[0].high < 0.6


def test_ranges_that_are_not_all_in_count_as_not_known():
    made = proposal(effect("goes-on", "now"), asked(said("Ama", 1, (0.1, 0.2))), panel=PANEL)

    assert quickly(made).blanks == ("harm",)


# --- Next actions over the force


def action(key, gain, effort=10.0, kind=ActionKind.POLICY, **more):
    return Action(key=key, kind=kind, title=key, option="new", gain=gain, effort=effort,
                  effort_said=True, **more)


def use(ref, *actions, days=10, tier=3, scrutiny=0.0):
    return UseWeighed(ref=ref, title=ref, actions=actions, tier=tier, scrutiny=scrutiny,
                      since=date.fromordinal(TODAY.toordinal() - days))


def test_actions_are_ranked_by_gain_a_day_with_gates_first():
    ranked = across.rank([
        use("a", action("small", 0.01), action("gate", None, kind=ActionKind.GOVERNANCE)),
        use("b", action("large", 0.05), action("quick", 0.02, effort=1.0)),
    ], today=TODAY)

    assert [each.action.key for each in ranked] == ["gate", "quick", "large", "small"]
    assert [each.place for each in ranked] == [1, 2, 3, 4]


def test_nothing_waits_longer_than_its_service_level():
    ranked = across.rank([
        use("new", action("large", 0.5)), use("old", action("small", 0.0001), days=31),
        use("light", action("mid", 0.01), days=31, tier=1),
    ], today=TODAY)

    assert [each.action.key for each in ranked] == ["small", "large", "mid"]
    assert ranked[0].overdue_days == 1 and "waited 1 day longer" in ranked[0].sentence()


def test_a_depth_that_nobody_has_said_counts_as_the_deepest():
    (ranked,) = across.rank([use("a", action("x", 0.1), days=31, tier=0)], today=TODAY)

    assert ranked.overdue_days == 1


def test_the_profile_moves_an_action_and_says_where_it_would_stand():
    line = ProfileLine(title="Travellers have felt targeted", lenses=("fairness",))
    ranked = across.rank([
        use("a", action("plain", 0.011)), use("b", action("fair", 0.01, lenses=("fairness",))),
    ], today=TODAY, profile=[line])

    assert [each.action.key for each in ranked] == ["fair", "plain"]
    assert ranked[0].place_without_profile == 2
    assert "Without that it would be number 2" in ranked[0].sentence()
    assert ranked[1].because == ()


def test_a_line_that_names_lens_and_group_needs_both():
    line = ProfileLine(title="Both", lenses=("fairness",), groups=("young",))
    ranked = across.rank([use("a", action("x", 0.1, lenses=("fairness",), groups=("old",)))],
                         today=TODAY, profile=[line, ProfileLine(title="Nothing")])

    assert ranked[0].because == ()


def test_one_kind_can_be_asked_for_and_ties_are_first_come_first():
    uses = [use("late", action("one", 0.1), days=2), use("early", action("two", 0.1), days=9),
            use("other", action("three", 0.1, kind=ActionKind.KNOWLEDGE))]
    ranked = across.rank(uses, today=TODAY, kind=ActionKind.POLICY)

    assert [each.action.key for each in ranked] == ["two", "one"]


def test_the_queue_puts_what_scrutiny_is_worth_first_and_the_overdue_before_it():
    uses = [use("a", scrutiny=0.1), use("b", scrutiny=0.3), use("c", days=40),
            use("d", days=12, scrutiny=0.1)]

    assert [each.ref for each in across.queue(uses, today=TODAY)] == ["c", "b", "d", "a"]


def test_all_four_kinds_come_out_of_a_weighing():
    weighed = quickly(example())
    made = across.of(weighed, ref="use-0001", since=TODAY)

    assert {each.kind for each in made.actions} >= {
        ActionKind.KNOWLEDGE, ActionKind.POLICY, ActionKind.GOVERNANCE}
    assert made.scrutiny > 0


# --- Learning


def forecast(name="f", role="Project lead", **more):
    return Forecast(**{"id": name, "role": role, "made_on": date(2026, 1, 1),
                       "due_on": date(2026, 10, 1), "known_on": date(2026, 10, 2), **more})


def test_a_role_that_is_too_sure_is_told_so():
    ranges = [forecast(str(n), span=Span(1, 2), came_to=1.5 if n < 8 else 3.0) for n in range(20)]
    (score,) = learning.scores(ranges)

    assert (score.held, score.ranges) == (8, 20)
    assert "Too sure: give wider ranges" in score.sentence()


@pytest.mark.parametrize(("held", "words"), [(18, "as far as so few"), (100, "Not sure enough")])
def test_a_role_that_is_right_or_too_careful_is_told_so(held, words):
    total = 20 if held == 18 else 100
    ranges = [forecast(str(n), span=Span(1, 2), came_to=1.5 if n < held else 3.0)
              for n in range(total)]

    assert words in learning.scores(ranges)[0].sentence()


def test_chances_are_scored_beside_guessing_the_same_each_time():
    made = [forecast("a", chance=0.9, happened=True), forecast("b", chance=0.2, happened=False)]
    (score,) = learning.scores(made)

    assert score.brier == pytest.approx((0.01 + 0.04) / 2)
    assert score.guessing == pytest.approx(0.25)
    assert "better than saying the same" in score.sentence()


def test_a_forecast_made_afterwards_is_none_and_one_not_known_waits():
    late = forecast(made_on=date(2026, 10, 2), chance=0.9, happened=True)
    open_ = forecast(known_on=None, chance=0.9)
    (score,) = learning.scores([late, open_])

    assert learning.may_score(late).code == "too-late"
    assert learning.due([late, open_], today=TODAY) == (open_,)
    assert (score.chances, score.open) == (0, 2)
    assert "nothing that was forecast is known yet" in score.sentence()


@given(chances=st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_a_brier_score_is_between_0_and_1(chances):
    assert 0 <= learning.brier(chances) <= 1


def test_roles_are_scored_apart_and_no_person_is():
    made = [forecast("a", role="Analyst", chance=0.5, happened=True),
            forecast("b", role="Committee member", chance=0.5, happened=True)]

    assert [each.role for each in learning.scores(made)] == ["Analyst", "Committee member"]


# --- Registers


def test_the_grid_is_labelled_and_keeps_the_order_of_the_proposal():
    made = grid.to_document(example(), constants=KNOWN)
    table = made.parts[0].blocks[1]
    wrote = documents.write(made, ".csv").decode("utf-8-sig")

    assert "Do not use it to rank" in table.caption
    assert [row[0] for row in table.rows] == [
        each.id for each in example().effects if each.kind == "risk"]
    assert {row[5] for row in table.rows} <= {1, 2, 3, 4, 5}
    assert "now-wanted-unfound" in wrote


def test_a_grid_counts_what_nobody_knows_as_the_worst():
    made = proposal(effect("goes-on", "now"), effect("harm", chance=None, size=None))
    found = read(made.effects[1], proposal=made, constants=KNOWN)

    assert (grid.likelihood(found), grid.impact(found, KNOWN)) == (5, 5)


ROWS = (
    "Corporate risk register,,,,\n"
    "Ref,Risk description,Likelihood (1-5),Impact,Category,Mitigation\n"
    "R1,Officers stop the wrong person,4,Major,Equality,Training\n"
    "R2,Data is lost,Possible,5,Data protection,\n"
    "R2,Something odd,soon,,,\n"
    ",,3,3,,\n"
)


def test_a_register_is_read_as_first_effects_and_what_could_not_be_read_is_said(tmp_path):
    path = tmp_path / "risks.csv"
    path.write_text(ROWS, encoding="utf-8")
    found = register_files.read(path)
    one, two, odd = found.proposal.effects

    assert (one.id, one.chance, one.size, one.lens) == ("r1", "likely", "serious", "fairness")
    assert (two.chance, two.size, two.lens) == ("realistic-possibility", "severe", "privacy")
    assert (odd.id, odd.chance, odd.size) == ("r2-row-5", None, None)
    told = [str(each) for each in found.unread]
    assert ("Row 5, how likely: “soon”. It is written as not known, which counts as the worst."
            in told)
    assert any(each.startswith("Row 6, the risk:") for each in told)
    assert found.proposal.controls[0].state == "planned"
    assert found.columns["chance"] == "Likelihood (1-5)"


def test_a_workbook_is_searched_for_the_sheet_that_is_the_register(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["About this file"])
    sheet = book.create_sheet("Risks")
    for row in (["Our risks"], ["Risk ID", "Description", "Probability", "Severity"],
                [7, "Staff lose skills", 2, 3]):
        sheet.append(row)
    path = tmp_path / "risks.xlsx"
    book.save(path)
    (effect_,) = register_files.read(path).proposal.effects

    assert (effect_.id, effect_.lens, effect_.chance) == ("7", "work", "highly-unlikely")


def test_what_is_read_from_a_register_can_be_written_and_read_back(tmp_path):
    path = tmp_path / "risks.csv"
    path.write_text(ROWS.replace("Data is lost", 'Data “is" lost \\ today'), encoding="utf-8")
    made = register_files.read(path).proposal
    out = tmp_path / "made.toml"
    out.write_text(toml_text.written(made, notes=("One\ntwo",)), encoding="utf-8")

    assert reading.from_plain(reading.read(out)) == made


def test_the_example_can_be_written_as_it_was_read(tmp_path):
    made = replace(example(), panel=PANEL, effects=(
        *example().effects, replace(asked(*(said(by, 1, (0.1, 0.3)) for by in PANEL)),
                                    group="officers", option="supplied")))
    out = tmp_path / "made.toml"
    out.write_text(toml_text.written(made), encoding="utf-8")

    assert reading.from_plain(reading.read(out)) == made


@pytest.mark.parametrize(("text", "words"), [
    ("Name,Colour\na,b\n", "no column that describes a risk"),
])
def test_a_file_that_is_no_register_is_told(tmp_path, text, words):
    path = tmp_path / "risks.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DueRegardError, match=words):
        register_files.read(path)
