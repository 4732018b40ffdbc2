"""Whether what we ask and raise is easy enough for those who read it, entry by entry.

Without this file a pack written by experts could be one that only experts can follow, and a
committee would nod it through.
"""

import re
from collections.abc import Iterable

from dueregard.findings.finding import NotComputed
from dueregard.lenses.plain_words import reading
from dueregard.lenses.shapes import Bank, Pack

# Grade 6 is about eleven years old. A single entry is short, and its grade jumps with one long
# word, so that one entry may go higher than a whole pack; a title, of a few words, higher still.
HARDEST_PACK = 6.0
HARDEST_ENTRY = 10.5
HARDEST_TITLE = 13.0
LONGEST_SENTENCE = 30


def hard_to_read(pack: Pack) -> tuple[str, ...]:
    """A sentence for each entry of a pack that is too hard, naming the entry and its grade."""
    said = []
    for point in pack.points:
        said += _judged(point.id, "title", point.title, HARDEST_TITLE)
        said += _judged(point.id, "text", point.text, HARDEST_ENTRY)
        longest = max(len(each.split()) for each in re.split(r"(?<=[.!?])\s+", point.text))
        if longest > LONGEST_SENTENCE:
            said.append(
                f"{point.id}: its text has a sentence of {longest} words. Make two of it: no "
                f"sentence is longer than {LONGEST_SENTENCE} words."
            )
    for fact in pack.facts:
        said += _judged(fact.key, "question", " ".join(
            (fact.label, fact.hint, fact.why)), HARDEST_ENTRY)
    whole = _grade(words for point in pack.points for words in (point.title, point.text))
    if whole > HARDEST_PACK:
        said.append(
            f"The pack “{pack.name}” as a whole reads at grade {whole:g}, and its readers need "
            f"{HARDEST_PACK:g} at most. Begin with its longest sentences."
        )
    return tuple(said)


def hard_questions(bank: Bank) -> tuple[str, ...]:
    """The same for the questions of the seven lenses."""
    return tuple(
        sentence for lens in bank.lenses for each in lens.questions
        for sentence in _judged(each.id, "text", each.text, HARDEST_ENTRY)
    )


def _judged(name: str, what: str, text: str, most: float) -> list[str]:
    grade = _grade([text])
    if grade <= most:
        return []
    return [
        f"{name}: its {what} reads at grade {grade:g}, and those who read it need {most:g} at "
        "most. Use shorter sentences and shorter words."
    ]


def _grade(texts: Iterable[str]) -> float:
    grade = reading(texts).grade
    return 0.0 if isinstance(grade, NotComputed) else grade
