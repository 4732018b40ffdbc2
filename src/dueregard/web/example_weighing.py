"""The example force weighs the options of one of its uses: what it said, its gates, three members.

Without it nobody who tries the demonstration would see what a weighing says.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.desk.held_back import held_back
from dueregard.identify.register import queries as register
from dueregard.ledger.rules import Actor
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import EffectLine
from dueregard.prioritise.weighing import actions, queries
from dueregard.prioritise.weighing.rules import Effort
from dueregard.weighing.shapes import ActionKind, ControlState, GateState

Story = Mapping[str, Any]
By = Callable[[str], Actor]


def play(told: Story, *, by: By, now: datetime) -> None:
    """Complete the effects, add safeguards, say the gates, rank, and weigh."""
    ref = register.names()[told["use"]]
    sheet = assessment.latest(ref)
    if sheet is None:
        raise DueRegardError(f"The assessment of {told['use']} was not opened.")
    effects = [each for option in sheet.options for each in option.effects]
    lead = by(told["by"])
    for option in sheet.options:
        actions.complete(
            ref=ref, option=option.number, by=lead, now=now,
            said=[_said(each, effects) for each in told["effect"]
                  if each["option"] == option.number],
        )
    for each in told["safeguard"]:
        actions.add_control(
            ref=ref, name=each["name"], effects=[_effect(text, effects).id for text in each["on"]],
            reduces=each["reduces"], state=ControlState(each["state"]),
            kind=ActionKind(each["kind"]), shown=each.get("shown", ""),
            effort=Effort(each["effort"]), by=lead, now=now,
        )
    for number in sorted({each["option"] for each in told["gate"]}):
        actions.say_gates(ref=ref, option=number, by=by(told["gates_by"]), now=now, said=[
            (each["gate"], GateState(each["state"]), each["reason"])
            for each in told["gate"] if each["option"] == number
        ])
    for each in told["ranking"]:
        actions.rank(ref=ref, order=each["order"], by=by(each["by"]), now=now)
    found = queries.weigh(ref, held=held_back(ref, on=now.date()))
    made = actions.keep(ref=ref, found=found, by=lead, now=now)
    number = int(made.removeprefix("weighing-"))
    actions.keep_tried(
        weighing_id=number, tried=queries.try_constants(number), by=lead, now=now)


def _said(story: Story, effects: Iterable[EffectLine]) -> actions.Said:
    effect = _effect(story["text"], effects)
    return actions.Said(
        effect_id=effect.id, people=story.get("people", ""), evidence_id=effect.evidence_id,
        judged=story.get("judged", ""), find_out=story.get("find_out", ""),
        effort=Effort(story["effort"]) if "effort" in story else None,
    )


def _effect(text: str, effects: Iterable[EffectLine]) -> EffectLine:
    found = next((each for each in effects if each.text.startswith(text)), None)
    if found is None:
        raise DueRegardError(f"No effect of the example begins with “{text}”.")
    return found
