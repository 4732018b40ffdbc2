"""When a gate may be passed, what an override needs, and that no state is a dead end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import No
from dueregard.identify.register.rules import Status
from dueregard.lenses.bank import load
from dueregard.lenses.facts import Option
from dueregard.lenses.gate_shapes import PILOT, GateFact, Part, PartType
from dueregard.manage.gates import rules
from dueregard.manage.gates.rules import Been, Going, How, Obstacle, Sort, State, Told

TODAY = date(2026, 11, 2)
GATES = load().gates
LIVE_GATE, PILOT_GATE = GATES.gate("gate.go-live"), GATES.gate("gate.pilot")
SIGNED = Going(post="Assistant Chief Constable", reason="It is worth it")
GAP = Obstacle(sort=Sort.GAP, key="gatefact.posts", text="No post answers for it.")
FIRM = Obstacle(sort=Sort.GAP, key=PILOT, text="The pilot has no end.", firm=True)
TOUCH = GATES.fact("gatefact.touch-points")


def code(answer):
    return answer.code if isinstance(answer, No) else "yes"


def part(key, kind=PartType.TEXT, **more):
    return Part(key=key, type=kind, label=key, hint="h", gap=f"No {key}.", **more)


FACT = GateFact(
    id="gatefact.x", rev=1, title="X", question="X?", why="Why", gap="Nothing on X.",
    none="There is no X.", several=True, firm=False, gates=("gate.go-live",), tiers=(3,),
    parts=(part("what"), part("on", PartType.DATE), part("number", PartType.NUMBER),
           part("can", PartType.CHOICE,
                options=(Option(value="yes", label="Yes"), Option(value="no", label="No")))),
)
FULL = {"what": "A stop", "on": "2026-10-01", "number": "1", "can": "yes"}


def test_a_touch_point_that_goes_with_nothing_in_its_place_blocks_the_pass():
    told = {TOUCH.id: Told(rows=({"goes": "The talk at the desk", "instead": " "},))}

    found = rules.gaps(facts=[TOUCH], told=told)

    assert [each.text for each in found] == [
        "A human touch point goes, and nothing takes its place."
    ]
    assert found[0].detail == "The talk at the desk"
    assert code(rules.may_pass(state=State.OPEN, obstacles=found, going=SIGNED)) == "in-the-way"


@pytest.mark.parametrize(("told", "expected"), [
    (Told(), ["Nothing on X."]),
    (Told(rows=(FULL,)), []),
    (Told(rows=(FULL | {"on": "don't know"},)), ["No on."]),
    (Told(rows=(FULL, {"what": "Another"})), ["No on.", "No number.", "No can."]),
    (Told(none_because="It touches nobody"), []),
    (Told(none_because="  "), ["Nothing on X."]),
])
def test_each_blank_is_a_named_gap(told, expected):
    assert [each.text for each in rules.gaps(facts=[FACT], told={FACT.id: told})] == expected


@pytest.mark.parametrize(("told", "expected"), [
    (Told(rows=(FULL,)), "yes"),
    (Told(rows=({"what": "A stop"},)), "yes"),
    (Told(none_because="It touches nobody"), "yes"),
    (Told(rows=(FULL,), none_because="Both"), "both-said"),
    (Told(), "nothing-said"),
    (Told(rows=(FULL | {"number": "few"},)), "part-number"),
    (Told(rows=(FULL | {"on": "in May"},)), "part-on"),
    (Told(rows=(FULL | {"can": "perhaps"},)), "part-can"),
    (Told(rows=({"colour": "blue"},)), "not-asked"),
    (Told(rows=(FULL,) * 31), "too-many-rows"),
])
def test_what_can_be_kept_as_said(told, expected):
    assert code(rules.may_tell(fact=FACT, told=told, today=TODAY)) == expected


def test_nobody_was_asked_tomorrow():
    asked = GATES.fact("gatefact.communities")
    row = {"community": "Traders", "asked_on": "2026-11-03", "words": "No"}

    answer = rules.may_tell(fact=asked, told=Told(rows=(row,)), today=TODAY)

    assert "yet to come" in answer.reason


@pytest.mark.parametrize(("been", "expected"), [
    (None, State.OPEN),
    (Been(how=How.PASSED, impact="impact.safety"), State.PASSED),
    (Been(how=How.OVERRIDDEN, impact="impact.safety"), State.OVERRIDDEN),
    (Been(how=How.LEFT_OUT, impact="impact.safety"), State.LEFT_OUT),
    (Been(how=How.PASSED, impact="impact.records"), State.REOPENED),
    (Been(how=How.PASSED, impact="impact.safety", ends_on=TODAY), State.PASSED),
    (Been(how=How.PASSED, impact="impact.safety", ends_on=TODAY - timedelta(days=1)), State.ENDED),
])
def test_how_a_gate_stands(been, expected):
    found = rules.state_of(
        gate=PILOT_GATE, tier=3, been=been, impact="impact.safety", today=TODAY
    )

    assert found is expected


def test_a_gate_that_is_not_needed_at_this_depth_says_so():
    design = GATES.gate("gate.design")

    found = rules.state_of(gate=design, tier=1, been=None, impact="impact.records", today=TODAY)

    assert found is State.NOT_NEEDED


@pytest.mark.parametrize(("going", "obstacles", "expected"), [
    (SIGNED, (GAP,), "yes"),
    (Going(post=" ", reason="Because"), (GAP,), "post-missing"),
    (Going(post="Chief", reason=" "), (GAP,), "reason-missing"),
    (SIGNED, (), "nothing-in-the-way"),
    (SIGNED, (GAP, FIRM), "firm-gap"),
])
def test_an_override_needs_a_post_a_reason_and_something_in_the_way(going, obstacles, expected):
    answer = rules.may_override(state=State.OPEN, obstacles=obstacles, going=going)

    assert code(answer) == expected


@pytest.mark.parametrize(("now_at", "to", "gate", "state", "expected"), [
    (Status.ASSESSMENT, Status.TRIAL, "gate.pilot", State.OPEN, "gate-not-passed"),
    (Status.ASSESSMENT, Status.TRIAL, "gate.pilot", State.PASSED, "yes"),
    (Status.ASSESSMENT, Status.TRIAL, "gate.pilot", State.OVERRIDDEN, "yes"),
    (Status.ASSESSMENT, Status.TRIAL, "gate.pilot", State.LEFT_OUT, "gate-not-passed"),
    (Status.TRIAL, Status.TRIAL, "gate.pilot", State.ENDED, "gate-not-passed"),
    (Status.TRIAL, Status.LIVE, "gate.go-live", State.REOPENED, "gate-not-passed"),
    (Status.TRIAL, Status.LIVE, "gate.go-live", State.PASSED, "yes"),
    (Status.LIVE, Status.LIVE, "gate.go-live", State.OPEN, "yes"),
    (Status.PAUSED, Status.LIVE, "gate.go-live", State.REOPENED, "gate-not-passed"),
    (Status.ASSESSMENT, Status.REFUSED, "gate.pilot", State.OPEN, "yes"),
])
def test_a_use_goes_on_only_past_a_gate_that_somebody_put_their_name_to(
    now_at, to, gate, state, expected
):
    states = {each.id: State.OPEN for each in GATES.gates} | {gate: state}

    answer = rules.may_go(now_at=now_at, to=to, states=states, gates=GATES.gates)

    assert code(answer) == expected


def test_a_pilot_that_is_over_is_not_begun_again_to_go_live():
    states = dict.fromkeys((each.id for each in GATES.gates), State.PASSED)
    states["gate.pilot"] = State.ENDED

    assert rules.earlier(gate=LIVE_GATE, gates=GATES.gates, states=states) == ()


@pytest.mark.parametrize("state", [each for each in State if each not in rules.THROUGH])
def test_every_state_that_stops_a_use_has_a_way_on(state):
    passed = rules.may_pass(state=state, obstacles=(), going=SIGNED)
    gone_round = rules.may_override(state=state, obstacles=(GAP,), going=SIGNED)

    assert passed
    assert gone_round


@given(
    state=st.sampled_from(list(State)), obstacles=st.lists(st.sampled_from([GAP, FIRM])),
    post=st.sampled_from(["", " ", "Chief"]), reason=st.sampled_from(["", " ", "Because"]),
    gate=st.sampled_from(GATES.gates),
)
def test_no_gate_is_gone_through_silently(state, obstacles, post, reason, gate):
    going = Going(post=post, reason=reason)

    ways = [
        bool(rules.may_pass(state=state, obstacles=obstacles, going=going)),
        bool(rules.may_override(state=state, obstacles=obstacles, going=going)),
        bool(rules.may_leave_out(gate=gate, state=state, going=going)),
    ]

    if not post.strip() or not reason.strip():
        assert not any(ways)
    assert not (ways[0] and obstacles)
    assert not (ways[1] and (not obstacles or FIRM in obstacles))
    assert not (ways[2] and gate.before == "live")
