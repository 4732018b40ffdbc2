"""Asks every noun for its rows about one use, each word with the audience of its own field.

Without it a print would be made of loose text: nobody could trace a row back to the record, and
a name that stays inside the force could leave it under somebody else's heading.
"""

from collections.abc import Iterator
from datetime import date

from dueregard.identify.law import queries as law
from dueregard.identify.law.queries import SayingLine
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries as points
from dueregard.identify.points.rules import State as PointState
from dueregard.identify.points.sheets import PointSheet
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import Stated, UseSheet
from dueregard.lenses import bank as banks
from dueregard.lenses.crosswalk import Line, Record, Said
from dueregard.lenses.crosswalk_facts import fact_lines, law_lines
from dueregard.lenses.facts import Fact
from dueregard.lenses.law import Ruling
from dueregard.lenses.shapes import RecordPart
from dueregard.manage.frameworks.saying import audience, day, said, sentence
from dueregard.manage.frameworks.weighing import lines as weighing
from dueregard.manage.frameworks.weighing import note as weighing_note
from dueregard.manage.frameworks.what_came_of_it import lines as what_came_of_it

_USE, _FACT, _POINT = "identify.Use", "identify.Fact", "identify.Point"
_RULE = "identify.RuleSaying"
# Facts that are columns of the register itself.
_COLUMNS = ("affected", "name", "purpose", "what_it_does", "owner", "supplier")
_OTHER_COLUMNS = ("affected_count", "technology")
_STANDING = {
    "status": "Where does it stand?", "status_reason": "Why does it stand there?",
    "tier": "How deep do we look?", "department": "Which department runs it?",
    "contract": "What does the contract say?", "started_on": "When was it first used?",
    "ended_on": "When was it stopped?", "review_on": "When is it looked at again?",
}


def record(ref: str, *, on: date) -> Record:
    """Everything that is recorded of a use, as rows; the law is that of this day."""
    use = register.sheet(ref)
    facts = register.facts(ref)
    return Record(
        name=use.name, notes=weighing_note(ref),
        lines=(
            *_standing(use), *_facts(use, facts),
            *(_point(each) for each in points.points(ref)),
            *weighing(ref, tier=use.tier), *what_came_of_it(ref),
            *_law(ref, on=on),
        ),
    )


def _standing(use: UseSheet) -> Iterator[Line]:
    for name, label in _STANDING.items():
        text = _in_words(use, name)
        if name in ("ended_on", "status_reason", "contract") and not text:
            continue
        yield Line(
            part=RecordPart.STANDING, kind="Register", known=bool(text),
            label=Said(text=label, audience=audience(_USE, name)),
            says=(said(_USE, name, sentence(text) or "Not known."),),
            source=(said(_USE, name, f"The register, {name}."),),
        )


def _in_words(use: UseSheet, name: str) -> str:
    if name == "status":
        return use.status_name
    if name == "tier":
        return banks.load().tier(use.tier).name if use.tier is not None else ""
    value = getattr(use, name)
    return day(value) if isinstance(value, date) else str(value or "")


def _facts(use: UseSheet, facts: dict[str, str]) -> tuple[Line, ...]:
    when = register.stated_when(use.ref)
    columns = {name: str(getattr(use, name)) for name in _COLUMNS}
    return fact_lines(
        facts=facts | columns, bank=packs.bank(),
        source=lambda fact: _fact_source(fact, when.get(fact.key)),
        audiences={name: audience(_USE, name) for name in (*_COLUMNS, *_OTHER_COLUMNS)}
        | {each.key: audience(_FACT, "value") for each in packs.bank().facts_for(facts)
           if each.key not in (*_COLUMNS, *_OTHER_COLUMNS)},
    )


def _law(ref: str, *, on: date) -> tuple[Line, ...]:
    """Each rule with what a named person said of it, and by which document."""
    sheet = law.sheet(ref, on=on)
    said_of = {each.rule.id: each.said for each in sheet.lines}
    return law_lines(
        (Ruling(rule=each.rule, status=each.status, because=each.because) for each in sheet.lines),
        said=lambda rule: tuple(_saying(said_of[rule.id])),
    )


def _saying(line: SayingLine | None) -> Iterator[Said]:
    if line is None:
        yield Said(text="Nobody has said how it stands.")
        return
    yield said(_RULE, "said", f"{line.said_name}, so it was said.")
    yield said(_RULE, "named", f"Said by {line.named}.")
    document = line.document_title or line.evidence_title
    if document:
        yield said(_RULE, "document_title", f"Shown by: {sentence(document)}")
    if line.note:
        yield said(_RULE, "note", sentence(line.note))
    if line.stale:
        yield Said(text=f"It no longer counts. {sentence(line.stale_words)}")


def _fact_source(fact: Fact, stated: Stated | None) -> tuple[Said, ...]:
    if fact.key in (*_COLUMNS, *_OTHER_COLUMNS):
        return (said(_USE, fact.key, f"The register, {fact.key}."),)
    if stated is None:
        return (said(_FACT, "key", f"Fact {fact.key}, never recorded."),)
    return (
        said(_FACT, "at", f"Fact {fact.key}, recorded {day(stated.at)}."),
        said(_FACT, "by_name", f"By {stated.by_name}."),
    )


def _point(point: PointSheet) -> Line:
    to_look_at = point.state is PointState.RAISED
    state = "Nobody has looked at it yet." if to_look_at else f"{point.state_name}."
    found = "A point that a person added." if point.own else \
        f"Point {point.key}, raised from the facts."
    # A point that does not apply, or that nobody has looked at, is not for the public.
    applies = point.state is PointState.ACCEPTED
    label = audience(_POINT, "title") if applies else audience(_POINT, "state")
    return Line(
        part=RecordPart.POINTS, kind=point.kind_name, lens=point.lens,
        label=Said(text=point.title, audience=label), known=not (point.find_out or to_look_at),
        says=(
            said(_POINT, "text", point.text),
            said(_POINT, "affected", f"Who: {sentence(point.affected)}" if point.affected else ""),
            said(_POINT, "reason", point.reason), said(_POINT, "state", state),
            said(_POINT, "state_reason", point.state_reason),
        ),
        source=(
            said(_POINT, "key", found),
            said(_POINT, "id", f"Number {point.id}."),
            said(_POINT, "by_name", f"{point.state_name} {day(point.at)} by {point.by_name}."),
        ),
    )

