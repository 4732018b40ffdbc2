"""The cards of a public record: one question each, answered in a few plain sentences.

Without this file a reader would get our tables in our order, all of them at once. What is long
stands in a folded part behind its card, so that nothing is left out.
"""

from collections import Counter
from collections.abc import Iterator

from dueregard.documents.document import Block, Field, Fields, Note, Part, Points
from dueregard.identify.points.rules import Kind
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.report.publication import (
    checked,
    particular_cards,
    proven,
    shared_cards,
    under_headings,
)
from dueregard.report.publication.material import Choice, Material, Possibility
from dueregard.report.publication.phrases import NOT_WRITTEN, fields, lower_first, said, stop

# A card names this many of each kind; with more than twice as many it says the rest behind it.
_FIRST = 3
_FEW = 2 * _FIRST
_BELOW = "What it would do is said below."

_WHY: dict[Status, str] = {
    Status.IDEA: "Why are we thinking about it?",
    Status.ASSESSMENT: "Why are we thinking about it?",
    Status.TRIAL: "Why are we trying it?",
    Status.LIVE: "Why do we use it?",
    Status.PAUSED: "Why did we pause it?",
    Status.STOPPED: "Why did we stop using it?",
    Status.REFUSED: "Why did we say no?",
    Status.NOT_USED: "Why do we not use it?",
}
STANDING: dict[Status, str] = {
    Status.IDEA: "This is an idea. We do not use it.",
    Status.ASSESSMENT: "We are checking whether we should use it.",
    Status.TRIAL: "We are trying it out.",
    Status.LIVE: "We use it.",
    Status.PAUSED: "We have paused it.",
    Status.STOPPED: "We used it once. We have stopped.",
    Status.REFUSED: "We looked at it and said no.",
    Status.NOT_USED: "We do not use it.",
}
_IN_USE = frozenset({Status.TRIAL, Status.LIVE, Status.PAUSED})
_BEGAN = _IN_USE | {Status.STOPPED}
_MUST: dict[bool, str] = {True: "What must we do?", False: "What would we have to do?"}
_KINDS: dict[Kind, str] = {
    Kind.OPPORTUNITY: "What can go right",
    Kind.RISK: "What can go wrong",
    Kind.DO_NOTHING: "What can go wrong if we do nothing",
}


def of(material: Material) -> tuple[Part, ...]:
    """Every card, in the order in which people ask, each with its details behind it."""
    status = Status(material.status.text)
    return (
        Part(title="What is it?", key="what", blocks=tuple(_what(material, status))),
        Part(title=_WHY[status], key="why", blocks=tuple(_why(material, status))),
        *particular_cards.can(material),
        Part(title="Who does it affect?", key="who", blocks=tuple(_who(material))),
        *shared_cards.parts(material),
        *particular_cards.often(material, in_use=status in _IN_USE),
        Part(title="How closely do we look at it?", key="depth", blocks=tuple(_depth(material))),
        *_points(material.possibilities),
        *_options(material),
        *_asked(material),
        *proven.parts(material.proofs),
        *particular_cards.wrong(material, began=status in _BEGAN),
        *particular_cards.time(material.hours),
        *checked.parts(material.checks),
        *checked.went_round(material.overrides),
        Part(title=_MUST[status in _IN_USE], key="duties", blocks=tuple(_duties(material))),
        *particular_cards.reached(material.promises),
        *under_headings.parts(material),
        Part(title="How can you ask or complain?", key="contact", blocks=_contact(material)),
        *particular_cards.withheld(material),
    )


def _what(material: Material, status: Status) -> Iterator[Block]:
    yield said(material.what_it_does)
    yield Fields(fields=tuple(fields(
        ("Where it stands", STATUS_NAMES[status]),
        ("What kind of technology", material.technology.text),
        ("Who runs it", material.department.text),
        ("Who made it", material.supplier.text),
        ("Used since", material.started_on.text if status in _IN_USE else None),
        ("Stopped on", material.ended_on.text or None),
        ("We look at it again by", material.review_on.text if status in _IN_USE else None),
    )))


def _why(material: Material, status: Status) -> Iterator[Block]:
    yield Note(text=STANDING[status])
    if material.status_reason.text.strip():
        yield said(material.status_reason)
    elif status not in (Status.TRIAL, Status.LIVE, Status.IDEA, Status.ASSESSMENT):
        yield Note(text=NOT_WRITTEN)
    yield Fields(fields=tuple(fields(("What it is for", material.purpose.text))))


def _who(material: Material) -> Iterator[Block]:
    yield said(material.affected)
    yield Fields(fields=tuple(fields(("How many people", material.affected_count.text))))


def _depth(material: Material) -> Iterator[Block]:
    yield said(material.depth_because)
    if material.depth.text:
        yield Note(text=material.depth.text)


def _points(possibilities: tuple[Possibility, ...]) -> Iterator[Part]:
    few = len(possibilities) <= _FEW
    shown = tuple(_in_full(possibilities) if few else _in_short(possibilities))
    yield Part(title="What can go right and wrong?", key="points", blocks=shown)
    if not few:
        yield Part(title=f"See all {len(possibilities)} points", key="points-all", folded=True,
                   blocks=tuple(_in_full(possibilities)))


def _in_full(possibilities: tuple[Possibility, ...]) -> Iterator[Block]:
    if not possibilities:
        yield Note(text=NOT_WRITTEN)
    for kind, heading in _KINDS.items():
        found = [each for each in possibilities if each.kind.text == kind]
        if found:
            yield Note(text=f"{heading}:")
            yield Fields(fields=tuple(
                Field(label=each.title.text, value=_with_who(each)) for each in found
            ))
        elif possibilities:
            yield Note(text=f"{heading}: {lower_first(NOT_WRITTEN)}")


def _in_short(possibilities: tuple[Possibility, ...]) -> Iterator[Block]:
    """The first of each kind by name, as many good as bad, and how many there are."""
    for kind, heading in _KINDS.items():
        names = [each.title.text for each in possibilities if each.kind.text == kind]
        if not names:
            yield Note(text=f"{heading}: {lower_first(NOT_WRITTEN)}")
            continue
        more = len(names) - _FIRST
        yield Note(text=f"{heading}:")
        yield Points(items=(*names[:_FIRST], *([f"and {more} more"] if more > 0 else [])))


def _options(material: Material) -> Iterator[Part]:
    title, key = "What else did we think about?", "options"
    if not material.choices:
        yield Part(title=title, key=key, blocks=(Note(text=NOT_WRITTEN),))
        return
    why = material.why_this_order
    order = [f"Why we put them in this order: {why.text}"] if why and why.text.strip() else []
    yield Part(title=title, key=key, blocks=(
        Note(text="We compared these. One of them is always to carry on as now."),
        Fields(fields=tuple(fields(
            *((each.name.text, each.text.text or (_BELOW if each.outcomes else ""))
              for each in material.choices)
        ))),
        *(Note(text=each) for each in order),
    ))
    weighed = [each for each in material.choices if each.outcomes]
    if weighed:
        yield Part(title="See what each would do, and to whom", key="options-all", folded=True,
                   blocks=(Fields(fields=tuple(
                       Field(label=each.name.text, value=_outcomes(each)) for each in weighed
                   )),))


def _outcomes(choice: Choice) -> str:
    return "\n".join(
        f"{each.kind.text} for {lower_first(each.affected.text)}: {stop(each.text.text)} "
        f"How likely: {lower_first(each.chance.text)}. "
        f"How much it matters: {lower_first(each.size.text)}."
        for each in choice.outcomes
    )


def _asked(material: Material) -> Iterator[Part]:
    answers = [each.answer.text for each in material.asked]
    if not answers:
        return
    answered = Fields(fields=tuple(
        Field(label=each.question.text,
              value="\n".join(text for text in (each.answer.text, each.text.text) if text))
        for each in material.asked
    ))
    title, key = "What did we ask ourselves?", "asked"
    if len(answers) <= _FIRST:
        yield Part(title=title, key=key, blocks=(answered,))
        return
    yield Part(title=title, key=key, blocks=(
        Note(text=f"We publish our answers to {len(answers)} questions. This is what we said:"),
        Fields(fields=tuple(
            Field(label=answer or NOT_WRITTEN,
                  value=f"{count} {'time' if count == 1 else 'times'}")
            for answer, count in Counter(answers).items()
        )),
    ))
    yield Part(title=f"See all {len(answers)} questions and answers", key="asked-all",
               folded=True, blocks=(answered,))


def _duties(material: Material) -> Iterator[Block]:
    if not material.duties:
        yield Note(text="No conditions are set.")
        return
    yield Fields(fields=tuple(
        Field(label=each.text.text, value="\n".join((
            f"By {each.due_on.text}: {lower_first(stop(each.state.text))}",
            f"How anyone can tell: {each.test.text}",
        )))
        for each in material.duties
    ))


def _contact(material: Material) -> tuple[Block, ...]:
    force, address = material.force_name.text or "your police force", material.contact_email.text
    ask = (
        f"Ask us anything about this, or tell us what you think: {address}." if address
        else f"Ask us anything about this, or tell us what you think. Call 101 and ask for {force}."
    )
    return (Points(items=(
        ask,
        "You can ask what we hold about you. You can also ask us to put it right.",
        "Are you unhappy with how we use facts about you? Tell us first. If we do not put it "
        "right, go to the Information Commissioner: ico.org.uk, telephone 0303 123 1113.",
        "Do you want to complain about the police? Tell us first. Then you can go to the "
        "police watchdog. In England and Wales: policeconduct.gov.uk. In Scotland: pirc.scot. "
        "In Northern Ireland: policeombudsman.org.",
        "You can always talk to a person. Call 101. If somebody is in danger, call 999.",
    )),)


def _with_who(point: Possibility) -> str:
    who = point.affected.text.strip()
    return f"{point.text.text}\nWho it touches: {who}" if who else point.text.text
