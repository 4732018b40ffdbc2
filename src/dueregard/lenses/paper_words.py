"""Reads the words that our papers are made of: primers, groups, aims, steps, and which facts fit.

Without this file each paper would carry the law's lists in its code, and a force could not see
or change whom an equality paper goes through.
"""

from functools import partial
from importlib.resources.abc import Traversable

from dueregard.lenses.paper_shapes import (
    Aim,
    Element,
    FactsAbout,
    Group,
    PaperWords,
    Primer,
    Principle,
    Step,
)
from dueregard.lenses.reading import Entry, Problems, Source
from dueregard.lenses.shapes import LENSES, Nation

SENTENCES = 5
# Two pages hold a primer of about a hundred words beside everything else.
LONGEST = 32
LAW, HABIT = "law", "habit"


def paper_words(
    problems: Problems, root: Traversable, *, technologies: frozenset[str],
    facts: frozenset[str] | None, law: frozenset[str],
) -> PaperWords:
    """All of it from its two files; what is wrong is noted in words.

    `technologies` are those that this version ships a pack for: each needs a primer. A pack that
    is brought in may come without one, and may drop a fact: then `facts` is None.
    """
    source = problems.read(root=root, file="papers.toml")
    primers = {
        each.id: each
        for each in problems.read(root=root, file="primers.toml").each("primer", _primer)
    }
    for each in sorted(technologies - set(primers)):
        problems.sentences.append(
            f"primers.toml: the technology “{each}” has no primer. Write it in five sentences."
        )
    steps = source.each("step", _step)
    return PaperWords(
        primers=primers, groups=source.each("group", _group), aims=source.each("aim", _aim),
        principles=source.each("principle", partial(_principle, law=law)), steps=steps,
        elements=_elements(source, steps),
        about={each.id: each for each in source.each("facts", partial(_about, facts=facts))},
    )


def _primer(entry: Entry) -> Primer:
    sentences = entry.texts("sentences")
    if len(sentences) != SENTENCES:
        entry.say(f"a primer has {SENTENCES} sentences, and this one has {len(sentences)}")
    for each in sentences:
        if len(each.split()) > LONGEST:
            entry.say(f"a sentence of it has more than {LONGEST} words; make it shorter")
    return Primer(id=entry.id, sentences=sentences, rev=entry.done(
        sort="primer", lock_as=f"primer.{entry.id}"))


def _group(entry: Entry) -> Group:
    return Group(
        id=entry.id, name=entry.text("name"), by_law=entry.one_of("by", (LAW, HABIT)) == LAW,
        nations=_nations(entry), words=entry.texts("words"),
        # A better word to find rows by gives the group no new meaning.
        rev=entry.done(sort="group of an equality paper", apart=("words",)),
    )


def _aim(entry: Entry) -> Aim:
    return Aim(
        id=entry.id, title=entry.text("title"), asks=entry.text("asks"),
        citation=entry.text("citation"), nations=_nations(entry),
        lenses=entry.texts("lenses", allowed=LENSES),
        rev=entry.done(sort="aim of an equality paper"),
    )


def _principle(entry: Entry, *, law: frozenset[str]) -> Principle:
    return Principle(
        id=entry.id, title=entry.text("title"), citation=entry.text("citation"),
        law=_known(entry, "law", law, "law.toml has no such rule"),
        rev=entry.done(sort="data protection principle"),
    )


def _step(entry: Entry) -> Step:
    return Step(id=entry.id, title=entry.text("title"), rev=entry.done(sort="step of a paper"))


def _elements(source: Source, steps: tuple[Step, ...]) -> tuple[Element, ...]:
    known = tuple(each.id for each in steps)
    return source.each("element", lambda entry: Element(
        id=entry.id, title=entry.text("title"), citation=entry.text("citation"),
        step=entry.one_of("step", known), rev=entry.done(sort="element of a paper"),
    ))


def _about(entry: Entry, *, facts: frozenset[str] | None) -> FactsAbout:
    return FactsAbout(
        id=entry.id, title=entry.text("title"),
        facts=_known(entry, "facts", facts, "no such fact is asked for"),
        rev=entry.done(sort="facts of a paper", apart=("facts",)),
    )


def _nations(entry: Entry) -> tuple[str, ...]:
    return entry.texts("nations", allowed=tuple(Nation))


def _known(
    entry: Entry, key: str, known: frozenset[str] | None, fault: str
) -> tuple[str, ...]:
    found = entry.texts(key)
    if known is None:
        return found
    for each in found:
        if each not in known:
            entry.say(f"“{key}” names “{each}”, and {fault}")
    return tuple(each for each in found if each in known)
