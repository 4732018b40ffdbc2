"""The cards of a public record: one question each, answered in plain words.

Without this file a reader would get our tables in our order, and blanks would be left out in
silence instead of being said.
"""

from collections.abc import Iterable, Iterator

from dueregard.documents.document import Block, Chart, Field, Fields, Note, Part, Points, Table
from dueregard.identify.points.rules import Kind
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.report.publication.material import Check, Choice, Material, Proof, Value

NOT_WRITTEN = "We have not written this down yet."
_NO_NUMBER = "We have not measured this ourselves yet."

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
_MUST: dict[bool, str] = {True: "What must we do?", False: "What would we have to do?"}
_KINDS: dict[Kind, str] = {
    Kind.OPPORTUNITY: "What can go right",
    Kind.RISK: "What can go wrong",
    Kind.DO_NOTHING: "What can go wrong if we do nothing",
}


def of(material: Material) -> tuple[Part, ...]:
    """Every card, in the order in which people ask."""
    status = Status(material.status.text)
    parts = [
        Part(title="What is it?", key="what", blocks=tuple(_what(material, status))),
        Part(title=_WHY[status], key="why", blocks=tuple(_why(material, status))),
        Part(title="Who does it affect?", key="who", blocks=tuple(_who(material))),
        Part(title="What can go right and wrong?", key="points", blocks=tuple(_points(material))),
        Part(title="What else did we think about?", key="options",
             blocks=tuple(_options(material))),
        Part(title="How well does it work, and who says so?", key="evidence",
             blocks=tuple(_evidence(material.proofs))),
        Part(title="Who checked it?", key="checks", blocks=tuple(_checks(material.checks))),
        Part(title=_MUST[status in _IN_USE], key="duties", blocks=tuple(_duties(material))),
    ]
    if material.asked:
        asked = Part(title="What did we ask ourselves?", key="asked", blocks=_asked(material))
        parts.insert(5, asked)
    contact = _contact(material)
    parts.append(Part(title="How can you ask or complain?", key="contact", blocks=contact))
    figures = tuple(_all_figures(material.proofs))
    if figures:
        parts.append(Part(title="All the figures", key="figures", blocks=figures))
    return tuple(parts)


def _what(material: Material, status: Status) -> Iterator[Block]:
    yield _said(material.what_it_does)
    yield Fields(fields=tuple(_fields(
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
        yield _said(material.status_reason)
    elif status not in (Status.TRIAL, Status.LIVE, Status.IDEA, Status.ASSESSMENT):
        yield Note(text=NOT_WRITTEN)
    yield Fields(fields=tuple(_fields(("What it is for", material.purpose.text))))


def _who(material: Material) -> Iterator[Block]:
    yield _said(material.affected)
    yield Fields(fields=tuple(_fields(("How many people", material.affected_count.text))))


def _points(material: Material) -> Iterator[Block]:
    if not material.possibilities:
        yield Note(text=NOT_WRITTEN)
    for kind, heading in _KINDS.items():
        found = [each for each in material.possibilities if each.kind.text == kind]
        if not found and material.possibilities:
            yield Note(text=f"{heading}: {NOT_WRITTEN[0].lower()}{NOT_WRITTEN[1:]}")
        if found:
            yield Note(text=f"{heading}:")
            yield Fields(fields=tuple(
                Field(label=each.title.text, value=_with_who(each.text, each.affected))
                for each in found
            ))


def _options(material: Material) -> Iterator[Block]:
    if not material.choices:
        yield Note(text=NOT_WRITTEN)
        return
    yield Note(text="We compared these. One of them is always to carry on as now.")
    yield Fields(fields=tuple(
        Field(label=each.name.text, value=_choice(each)) for each in material.choices
    ))
    order = material.why_this_order
    if order is not None and order.text.strip():
        yield Note(text=f"Why we put them in this order: {order.text}")


def _choice(choice: Choice) -> str:
    effects = [
        f"{each.kind.text} for {_lower_first(each.affected.text)}: {_stop(each.text.text)} "
        f"How likely: {_lower_first(each.chance.text)}. "
        f"How much it matters: {_lower_first(each.size.text)}."
        for each in choice.outcomes
    ]
    said = [choice.text.text.strip(), *effects]
    return "\n".join(each for each in said if each) or NOT_WRITTEN


def _asked(material: Material) -> tuple[Block, ...]:
    return (Fields(fields=tuple(
        Field(label=each.question.text,
              value="\n".join(text for text in (each.answer.text, each.text.text) if text))
        for each in material.asked
    )),)


def _evidence(proofs: tuple[Proof, ...]) -> Iterator[Block]:
    if not proofs:
        yield Note(text=NOT_WRITTEN)
        return
    if all(each.paper is None for each in proofs):
        yield Note(text=_NO_NUMBER)
    for proof in proofs:
        yield Fields(fields=tuple(_fields(
            ("What we know", proof.title.text),
            ("Who says so", proof.source.text),
            ("How well it was tested", proof.level.text),
            ("When", proof.dated_on.text or None),
            ("What they say", proof.statement.text or None),
        )))
        if proof.paper is not None:
            yield from _first_figures(proof)


def _first_figures(proof: Proof) -> Iterator[Block]:
    """The answer, the first chart with its own table (or the first table), what to know first."""
    yield from _of_part(proof, "verdict")
    figures = list(_of_part(proof, "figures"))
    chart = next((each for each in figures if isinstance(each, Chart)), None)
    tables = [each for each in figures if isinstance(each, Table)]
    if chart is not None:
        yield chart
        tables = [each for each in tables if each.caption == chart.title] or tables
    yield from tables[:1]
    warnings = list(_of_part(proof, "caveats"))
    if warnings:
        yield Note(text="Before you use these figures:")
        yield from (_each_once(block) for block in warnings)


def _each_once(block: Block) -> Block:
    """Several sentences that were withheld read the same: it is said once."""
    return Points(items=tuple(dict.fromkeys(block.items))) if isinstance(block, Points) else block


def _all_figures(proofs: tuple[Proof, ...]) -> Iterator[Block]:
    shown = {id(block) for each in proofs for block in _first_figures(each)}
    for proof in proofs:
        rest = [each for each in _of_part(proof, "figures")
                if isinstance(each, Table) and id(each) not in shown]
        if rest and len(proofs) > 1:
            yield Note(text=f"{proof.title.text}:")
        yield from rest


def _of_part(proof: Proof, key: str) -> Iterator[Block]:
    for part in proof.paper.parts if proof.paper is not None else ():
        if part.key == key:
            yield from part.blocks


def _checks(checks: tuple[Check, ...]) -> Iterator[Block]:
    if not checks:
        yield Note(text="No committee has given advice on this yet.")
    for check in checks:
        yield Note(text=f"An ethics committee gave advice on {check.advised_on.text}. "
                        "Advice is not a decision.")
        yield Fields(fields=tuple(_fields(
            ("What we asked", check.question.text),
            ("Who took part", check.took_part.text or None),
            ("What it advised", check.advice.text),
            ("Why", check.advice_reasons.text),
            ("Who disagreed, and why", check.dissent.text or "Nobody wrote that they disagreed."),
            *((f"It asked: {each.text.text}",
               " ".join(text for text in (_stop(each.answer.text), each.reasons.text) if text))
              for each in check.requests),
            ("What we replied", check.reply.text or "We have not replied yet."),
            ("What was decided", check.decision.text or "Nothing is decided yet."),
            ("Why it was decided", check.decision_reasons.text if check.decision.text else None),
            ("Why not as advised", check.departs_because.text or None),
            ("Who decided", check.decided_by.text if check.decision.text else None),
            ("When", check.decided_on.text if check.decision.text else None),
            ("To be looked at again by", check.review_on.text or None),
        )))


def _duties(material: Material) -> Iterator[Block]:
    if not material.duties:
        yield Note(text="No conditions are set.")
        return
    yield Fields(fields=tuple(
        Field(label=each.text.text, value="\n".join((
            f"By {each.due_on.text}: {_lower_first(_stop(each.state.text))}",
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


def _said(value: Value) -> Note:
    return Note(text=value.text.strip() or NOT_WRITTEN)


def _fields(*pairs: tuple[str, str | None]) -> Iterable[Field]:
    """Labelled facts: a blank is said to be blank, None is a fact that does not belong here."""
    for label, text in pairs:
        if text is not None:
            yield Field(label=label, value=text.strip() or NOT_WRITTEN)


def _with_who(text: Value, affected: Value) -> str:
    who = affected.text.strip()
    return f"{text.text}\nWho it touches: {who}" if who else text.text


def _stop(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
