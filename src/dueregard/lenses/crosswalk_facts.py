"""What facts alone say, as rows of a record: the facts, the points they raise, the law.

Without this file the command line and the workbench would each word these rows, and a print
made before a use is on a server would differ from one made after.
"""

from collections.abc import Callable, Iterable, Mapping

from dueregard.documents.audience import Audience
from dueregard.lenses.conditions import Truth
from dueregard.lenses.crosswalk import Line, Record, Said, lens_of_facts
from dueregard.lenses.facts import Fact, Facts, FactType, is_unknown, shown
from dueregard.lenses.identified import APPLIES, Identified
from dueregard.lenses.identified_paper import KINDS
from dueregard.lenses.law import Applying
from dueregard.lenses.raising import Raised
from dueregard.lenses.shapes import Bank, LawRule, RecordPart

# Who answers for a use stays inside the force.
_INSIDE = frozenset({"owner"})
_UNKNOWN = APPLIES[Truth.UNKNOWN]
ONLY_FACTS = (
    "This print is made of a fact sheet alone. Answers, options, evidence, advice and decisions "
    "are not in it, so a heading that only those fill is empty here."
)


def of_identified(found: Identified, *, bank: Bank) -> Record:
    """The record that a fact sheet alone can fill: facts, points, and the law that may apply."""
    return Record(
        name=found.facts.get("name") or found.pack.name, notes=(ONLY_FACTS,),
        lines=(
            *fact_lines(facts=found.facts, technology=found.facts.get("technology"), bank=bank),
            *(point_line(each) for each in found.points),
            *(law_line(each.rule, why=each.because, unknown=each.status == _UNKNOWN)
              for each in found.law if each.status != APPLIES[Truth.FALSE]),
        ),
    )


def fact_lines(
    *, facts: Facts, technology: str | None, bank: Bank,
    source: Callable[[Fact], tuple[Said, ...]] | None = None,
    audiences: Mapping[str, Audience] | None = None,
) -> tuple[Line, ...]:
    """Every fact that is asked of a use of this technology, known or not."""
    asked = None if is_unknown(technology) else technology
    lenses = lens_of_facts(technology=asked, bank=bank)
    seen = audiences or dict.fromkeys(_INSIDE, Audience.FORCE)
    return tuple(
        Line(
            part=RecordPart.FACTS, kind="Fact", key=each.key, lens=lenses.get(each.key, ""),
            label=Said(text=each.label), known=not is_unknown(facts.get(each.key)),
            says=(Said(text=_answer(each, facts.get(each.key)),
                       audience=seen.get(each.key, Audience.COMMITTEE)),),
            source=source(each) if source else (Said(text=f"Fact sheet, fact {each.key}."),),
        )
        for each in bank.facts_for(asked)
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


def law_lines(found: Iterable[Applying]) -> tuple[Line, ...]:
    """The legal rules that apply or may apply."""
    return tuple(law_line(each.rule, why=each.why, unknown=each.unknown) for each in found)


def law_line(rule: LawRule, *, why: str, unknown: bool) -> Line:
    """A legal rule that may apply: what to check. It never says that the rule is met."""
    may = "It may apply, once a fact is known." if unknown else "It applies."
    return Line(
        part=RecordPart.LAW, kind="Law", key=rule.id, label=Said(text=rule.title),
        known=not unknown,
        says=(Said(text=may), Said(text=why), Said(text=f"Check: {rule.check}")),
        source=(Said(text=f"Rule {rule.id}: {rule.citation}."),),
    )


def _answer(fact: Fact, value: str | None) -> str:
    """As it was written; what was chosen begins with a capital."""
    words = shown(fact=fact, value=value)
    written = fact.type in (FactType.TEXT, FactType.PEOPLE) and not is_unknown(value)
    return words if written else words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words[-1:] in ".!?" else f"{words}."
