"""Reads the dated guidance of the library, and the questions for a decision on the spot.

Without this file an officer could follow a paper that the law has left behind, and nothing
would say so. Each piece has its source, its day, and whether we read it.
"""

from dueregard.lenses.guidance import Aid, Guidance, Principle, Standing, Step
from dueregard.lenses.reading import Entry, Source


def guidance(source: Source, *, rules: frozenset[str]) -> tuple[Guidance, ...]:
    """Every piece of guidance; each that is not in force says what a reader would get wrong."""
    found = source.each("guidance", _guidance)
    ids = {each.id for each in found}
    for each in found:
        say = source.problems.sentences.append
        if each.standing is not Standing.IN_FORCE and not each.flag:
            say(f"library.toml, {each.id}: say in “flag” what a reader would get wrong.")
        if each.replaced_by and each.replaced_by not in ids:
            say(f"library.toml, {each.id}: there is no {each.replaced_by} to replace it.")
        for rule in each.law:
            if rule not in rules:
                say(f"library.toml, {each.id}: there is no rule {rule} in law.toml.")
    return found


def aid(source: Source) -> Aid:
    """The questions for a decision on the spot."""
    return Aid(steps=source.each("step", _step), principles=source.each("principle", _principle))


def _guidance(entry: Entry) -> Guidance:
    return Guidance(
        id=entry.id, title=entry.text("title"), publisher=entry.text("publisher"),
        date=entry.text("date"), standing=Standing(entry.one_of("state", tuple(Standing))),
        replaced_by=entry.text("replaced_by", default=""), flag=entry.text("flag", default=""),
        law=entry.texts("law", empty=True), url=entry.text("url", default=""),
        what=entry.text("what"), source_read=entry.truth("source_read"),
        checked=entry.day("checked"), rev=entry.done(sort="guidance", apart=("checked",)),
    )


def _step(entry: Entry) -> Step:
    return Step(
        id=entry.id, title=entry.text("title"), question=entry.text("question"),
        prompts=entry.texts("prompts"), rev=entry.done(sort="decision step"),
    )


def _principle(entry: Entry) -> Principle:
    return Principle(
        id=entry.id, title=entry.text("title"), question=entry.text("question"),
        rev=entry.done(sort="decision principle"),
    )
