"""What to do next for one proposal, in four kinds: knowledge, policy, ways of working, governance.

Without this file a list of risks would be ranked, and nobody would know which to work on first.
"""

from collections.abc import Mapping, Sequence

from dueregard.weighing.arithmetic import rounded
from dueregard.weighing.constants import Constants
from dueregard.weighing.information import Worth
from dueregard.weighing.shapes import ActionKind, ControlState, Effect, Proposal
from dueregard.weighing.weighed import Action, OptionGates, ToFindOut


def to_do(
    worth: Worth, *, gates: Sequence[OptionGates], find_out: Sequence[ToFindOut],
    proposal: Proposal, known: Constants, views: Sequence[Mapping[str, float]],
) -> tuple[Action, ...]:
    """Gates not yet passed first, then by gain for each day of effort, the largest first.

    The gain of a control is how much better its option would be, on the scale from 0 to 1, were it
    seen to work; that of finding out is what knowing would be worth. Both are the largest under no
    agreed values or those of any member. Actions are ranked, never options.
    """
    ranked = [
        *_controls(worth, proposal=proposal, known=known, views=views),
        *_knowledge(find_out, proposal=proposal, known=known),
    ]
    ranked.sort(key=lambda each: (-(each.per_day or 0.0), each.key))
    return (*_gates(gates, proposal=proposal, known=known), *ranked)


def _gates(
    gates: Sequence[OptionGates], *, proposal: Proposal, known: Constants
) -> list[Action]:
    """One action for each option that is not yet past a gate and fails at none."""
    made = []
    for each in gates:
        if not each.not_yet or each.failed:
            continue
        names = "; ".join(known.gates[one.gate].lower() for one in each.not_yet)
        made.append(Action(
            key=f"gate|{each.option}", kind=ActionKind.GOVERNANCE,
            title=f"Settle for “{proposal.option(each.option).name}” whether: {names}",
            option=each.option, gain=None, effort=known.effort_days, effort_said=False,
        ))
    return made


def _controls(
    worth: Worth, *, proposal: Proposal, known: Constants, views: Sequence[Mapping[str, float]]
) -> list[Action]:
    by_id = {each.id: each for each in proposal.effects}
    made = []
    for control in sorted(proposal.controls, key=lambda each: each.id):
        if control.state is ControlState.VERIFIED:
            continue
        counts = known.controls[control.state].base
        gain = max(worth.gain(control, each, counts=counts) for each in views)
        if gain <= 0:
            continue
        effects = [by_id[each] for each in control.effects]
        do = "Check that it works" if control.state is ControlState.IN_PLACE else "Put in place"
        made.append(Action(
            key=f"control|{control.id}", kind=control.kind, title=f"{do}: {control.name}",
            option=effects[0].option, gain=rounded(gain),
            effort=control.effort or known.effort_days, effort_said=control.effort is not None,
            **_about(effects),
        ))
    return made


def _knowledge(
    find_out: Sequence[ToFindOut], *, proposal: Proposal, known: Constants
) -> list[Action]:
    by_id = {each.id: each for each in proposal.effects}
    made = []
    for each in find_out:
        effects = [by_id[one] for one in each.effects]
        made.append(Action(
            key=f"find-out|{each.stream}", kind=ActionKind.KNOWLEDGE,
            title=f"Find out: {each.how or effects[0].text}", option=effects[0].option,
            gain=each.value, effort=each.effort or known.effort_days,
            effort_said=each.effort is not None, **_about(effects),
        ))
    return made


def _about(effects: Sequence[Effect]) -> dict[str, tuple[str, ...]]:
    return {
        "lenses": tuple(sorted({each.lens for each in effects})),
        "groups": tuple(sorted({each.group for each in effects})),
    }
