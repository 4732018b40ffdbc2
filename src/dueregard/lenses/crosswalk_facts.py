"""What facts alone say, as rows of a record: the facts, the points they raise, the law.

Without this file the command line and the workbench would each word these rows, and a print
made before a use is on a server would differ from one made after.
"""

from collections.abc import Callable, Iterable, Mapping

from dueregard.documents.audience import Audience
from dueregard.lenses.crosswalk import Line, Record, Said, lens_of_facts
from dueregard.lenses.facts import Fact, Facts, FactType, is_unknown, shown
from dueregard.lenses.identified import Identified
from dueregard.lenses.identified_paper import KINDS
from dueregard.lenses.law import Ruling, Status
from dueregard.lenses.raising import Raised
from dueregard.lenses.shapes import Bank, LawRule, RecordPart

# Who answers for a use stays inside the force.
_INSIDE = frozenset({"owner"})
_MAY = {
    Status.APPLIES: "It applies.",
    Status.UNKNOWN: "It may apply, once a fact is known.",
}
ONLY_FACTS = (
    "This print is made of a fact sheet alone. Answers, options, evidence, advice and decisions "
    "are not in it, so a heading that only those fill is empty here."
)


def of_identified(found: Identified, *, bank: Bank) -> Record:
    """The record that a fact sheet alone can fill: facts, points, and the law that may apply."""
    return Record(
        name=found.facts.get("name") or found.pack.name, notes=(ONLY_FACTS,),
        lines=(
            *fact_lines(facts=found.facts, bank=bank),
            *(point_line(each) for each in found.points),
            *law_lines(found.law),
        ),
    )


def fact_lines(
    *, facts: Facts, bank: Bank,
    source: Callable[[Fact], tuple[Said, ...]] | None = None,
    audiences: Mapping[str, Audience] | None = None,
) -> tuple[Line, ...]:
    """Every fact that is asked of a use of these technologies, known or not."""
    lenses = lens_of_facts(facts=facts, bank=bank)
    seen = audiences or dict.fromkeys(_INSIDE, Audience.FORCE)
    return tuple(
        Line(
            part=RecordPart.FACTS, kind="Fact", key=each.key, lens=lenses.get(each.key, ""),
            label=Said(text=each.label), known=not is_unknown(facts.get(each.key)),
            says=(Said(text=_answer(each, facts.get(each.key)),
                       audience=seen.get(each.key, Audience.COMMITTEE)),),
            source=source(each) if source else (Said(text=f"Fact sheet, fact {each.key}."),),
        )
        for each in bank.facts_for(facts)
    )


def point_line(point: Raised) -> Line:
    """A point as the facts raise it, before anybody has looked at it."""
    return Line(
        part=RecordPart.POINTS, kind=KINDS[point.kind], key=point.id, lens=point.lens,
        label=Said(text=point.title), known=not point.find_out,
        says=(Said(text=point.text), Said(text=f"Who: {_sentence(point.affected)}"),
              Said(text=point.reason)),
        source=(Said(text=f"Point {point.id} of the pack {point.pack}, raised from the facts."),),
    )


def law_lines(
    found: Iterable[Ruling], *, said: Callable[[LawRule], tuple[Said, ...]] = lambda _: ()
) -> tuple[Line, ...]:
    """The legal rules that apply or may apply, each with what to check and what people `said`."""
    return tuple(
        Line(
            part=RecordPart.LAW, kind="Law", key=each.rule.id, label=Said(text=each.rule.title),
            known=each.status is Status.APPLIES,
            says=(Said(text=_MAY[each.status]), Said(text=each.because),
                  Said(text=f"Check: {each.rule.check}"), *said(each.rule)),
            source=(Said(text=f"Rule {each.rule.id}: {each.rule.citation}."),),
        )
        for each in found if each.status in _MAY
    )


def _answer(fact: Fact, value: str | None) -> str:
    """As it was written; what was chosen begins with a capital."""
    words = shown(fact=fact, value=value)
    written = fact.type in (FactType.TEXT, FactType.PEOPLE) and not is_unknown(value)
    return words if written else words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words[-1:] in ".!?" else f"{words}."
