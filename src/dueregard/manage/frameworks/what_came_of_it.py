"""What was advised, decided and asked of a use, as rows of a print. No opinion is among them.

Without it a print would show what was thought of and not what was done about it.
"""

from collections.abc import Iterator

from dueregard.lenses.crosswalk import Line, Said
from dueregard.lenses.shapes import RecordPart
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.sheets import AdviceSheet, DecisionSheet, ItemLine, Story
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.conditions.queries import ConditionLine
from dueregard.manage.frameworks.saying import audience, day, said, sentence

_MATTER, _ADVICE, _ITEM = "manage.Matter", "manage.Advice", "manage.AdviceItem"
_DECISION, _CONDITION = "manage.Decision", "manage.Condition"


def lines(ref: str) -> Iterator[Line]:
    """Each time the committee was asked, what it asked for, each decision and condition."""
    for story in committee.by_use(ref):
        yield _advice(story, story.advice) if story.advice else _asked(story)
        for item in story.advice.items if story.advice else ():
            yield _item(item, story)
        if story.decision:
            yield _decision(story, story.decision)
    yield from (_condition(each) for each in conditions.by_use(ref))


def _asked(story: Story) -> Line:
    return Line(
        part=RecordPart.ADVICE, kind="Advice", known=False,
        label=Said(text=story.question, audience=audience(_MATTER, "state")),
        says=(said(_MATTER, "state", "The committee has not advised yet."),),
        source=(_matter(story),),
    )


def _advice(story: Story, advice: AdviceSheet) -> Line:
    return Line(
        part=RecordPart.ADVICE, kind="Advice", label=said(_MATTER, "question", story.question),
        says=(
            said(_ADVICE, "outcome", f"{advice.outcome_name}."),
            said(_ADVICE, "reasons", sentence(advice.reasons)),
            said(_ADVICE, "dissent",
                 f"Some thought otherwise: {sentence(advice.dissent)}" if advice.dissent else ""),
            said(_ADVICE, "reply", f"Reply: {sentence(advice.reply)}" if advice.reply
                 else "There is no reply to it yet."),
        ),
        source=(_matter(story), said(_ADVICE, "at", f"Advice of {day(advice.at)}."),
                said(_ADVICE, "by_name", f"Written down by {advice.by_name}.")),
    )


def _item(item: ItemLine, story: Story) -> Line:
    return Line(
        part=RecordPart.ADVICE, kind="What the committee asked for",
        label=said(_ITEM, "text", item.text), known=item.said is not None,
        says=(
            said(_ITEM, "answer", f"{item.said_name}."),
            said(_ITEM, "reasons", sentence(item.reasons)),
            said(_ITEM, "test", f"How anyone can tell: {sentence(item.test)}"),
        ),
        source=(_matter(story), said(_ITEM, "number", f"Item {item.number} of the advice.")),
    )


def _decision(story: Story, made: DecisionSheet) -> Line:
    return Line(
        part=RecordPart.DECISION, kind="Decision", label=said(_MATTER, "question", story.question),
        says=(
            said(_DECISION, "outcome", f"{made.verdict_name}."),
            said(_DECISION, "reasons", sentence(made.reasons)),
            said(_DECISION, "departs_because",
                 f"Why it goes another way than the advice: {sentence(made.departs_because)}"
                 if made.departs_because else ""),
            said(_DECISION, "review_on",
                 f"Looked at again by {day(made.review_on)}." if made.review_on else ""),
        ),
        source=(
            _matter(story), said(_DECISION, "at", f"Decision of {day(made.at)}."),
            said(_DECISION, "by_post", f"By the {made.by_post}." if made.by_post else ""),
            said(_DECISION, "by_name", f"{sentence(made.by_name)}"),
        ),
    )


def _condition(line: ConditionLine) -> Line:
    return Line(
        part=RecordPart.CONDITIONS, kind="Condition", label=said(_CONDITION, "text", line.text),
        says=(
            said(_CONDITION, "state", f"{line.state_name}."),
            said(_CONDITION, "due_on", f"By {day(line.due_on)}."),
            said(_CONDITION, "test", f"How anyone can tell: {sentence(line.test)}"),
            said(_CONDITION, "what_was_done",
                 f"What was done: {sentence(line.what_was_done)}" if line.what_was_done else ""),
        ),
        source=(
            said(_CONDITION, "set_at", f"Condition set {day(line.set_at)}."),
            said(_CONDITION, "owner", f"Number {line.id}. Owner: {line.owner or 'nobody yet'}."),
        ),
    )


def _matter(story: Story) -> Said:
    return said(_MATTER, "referred_at", f"Put to the committee {day(story.referred_at)}.")
