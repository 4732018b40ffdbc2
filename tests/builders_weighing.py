"""Worlds with options that were weighed, built by calling actions."""

from dueregard.desk.held_back import held_back
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.weighing import actions, queries
from dueregard.prioritise.weighing.actions import Said
from dueregard.weighing import constants
from dueregard.weighing.shapes import ActionKind, ControlState, GateState


def effects(ref):
    """The ids of the effects of each option, by its number."""
    return {each.number: [one.id for one in each.effects]
            for each in assessment.latest(ref).options}


def completed(world, *, people="hundreds", judged="Two sergeants", to="weighed"):
    """A use whose effects are complete: carrying on as now, and one option that does both."""
    ref = world.assessment(to=to)
    for option, ids in effects(ref).items():
        actions.complete(
            ref=ref, option=option, by=world.lead, now=world.now,
            said=[Said(effect_id=each, people=people, judged=judged) for each in ids],
        )
    return ref


def control(world, ref, state=ControlState.PLANNED, *, shown="The analyst watched", reduces=50):
    """A safeguard on the risk of option 1."""
    risk = next(one.id for each in assessment.latest(ref).options if each.number == 1
                for one in each.effects if one.kind == "risk")
    made = actions.add_control(
        ref=ref, name="Signs at each way in", effects=[risk], reduces=reduces, state=state,
        shown=shown, kind=ActionKind.POLICY, by=world.lead, now=world.now,
    )
    return int(made.removeprefix("control-"))


def pass_gates(world, ref, *, failed=(), left_out=()):
    """Somebody says of every gate of option 1 that it is passed, but for some."""
    actions.say_gates(
        ref=ref, option=1, by=world.person(Role.DECISION_MAKER), now=world.now,
        said=[(gate, GateState.FAILED if gate in failed else GateState.PASSED, "We looked")
              for gate in constants.load().gates if gate not in left_out],
    )


def weighed(world, ref, *, held=None):
    """The options weighed and kept; the id of the weighing."""
    held = held_back(ref, on=world.now.date()) if held is None else held
    found = queries.weigh(ref, held=held)
    made = actions.keep(ref=ref, found=found, by=world.lead, now=world.now)
    return int(made.removeprefix("weighing-"))
