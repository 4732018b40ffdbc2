"""Reads the index of evidence: what good looks like, and the statements that show or miss it.

Without this file an inspector's index would be words in a program, which no ethics lead could put
right, and a sentence could promise a figure that nothing counts.
"""

from dueregard.lenses.inspection_shapes import (
    Characteristic,
    Counter,
    Gap,
    Heading,
    Index,
    Silence,
    Standing,
    Statement,
)
from dueregard.lenses.reading import Entry, Source

FILE = "inspection.toml"


def index(source: Source) -> Index:
    """The index; each statement stands under a characteristic and headings that there are."""
    made = Index(
        headings=source.each("heading", _heading),
        characteristics=source.each("characteristic", _characteristic),
        statements=source.each("statement", _statement),
        silences=source.each("silence", _silence, empty=True),
    )
    headings = {each.id for each in made.headings}
    kinds = {each.id for each in made.characteristics}
    say = source.problems.sentences.append
    under = [(each.id, each.characteristic) for each in made.statements]
    under += [(each.id, each.characteristic) for each in made.silences]
    for name, kind in under:
        if kind not in kinds:
            say(f"{FILE}, {name}: there is no characteristic “{kind}”.")
    for statement in made.statements:
        for heading in statement.headings:
            if heading not in headings:
                say(f"{FILE}, {statement.id}: there is no heading “{heading}”.")
    return made


def _heading(entry: Entry) -> Heading:
    return Heading(
        id=entry.id, title=entry.text("title"), under=entry.text("under"),
        standing=Standing(entry.one_of("standing", tuple(Standing))),
        rev=entry.done(sort="inspection heading"),
    )


def _characteristic(entry: Entry) -> Characteristic:
    return Characteristic(
        id=entry.id, title=entry.text("title"), good=entry.text("good"), gap=entry.text("gap"),
        rev=entry.done(sort="inspection characteristic"),
    )


def _statement(entry: Entry) -> Statement:
    return Statement(
        id=entry.id, characteristic=entry.text("characteristic"),
        headings=entry.texts("headings"), sentence=_sentence(entry), nothing=entry.text("nothing"),
        found=entry.text("found"), rest=entry.text("rest"),
        gaps=Gap(entry.one_of("gaps", tuple(Gap))), asked=entry.text("asked"),
        good=entry.text("good"), gap=entry.text("gap"), rev=entry.done(sort="inspection statement"),
    )


def _silence(entry: Entry) -> Silence:
    return Silence(
        id=entry.id, characteristic=entry.text("characteristic"), text=entry.text("text"),
        ask=entry.text("ask"), rev=entry.done(sort="inspection silence"),
    )


def _sentence(entry: Entry) -> str:
    """The sentence, once every figure in it is one that is counted."""
    text = entry.text("sentence")
    figures = {each: Counter(2) for each in ("found", "rest", "all", "days")}
    try:
        text.format(**figures)
    except (KeyError, IndexError, ValueError):
        entry.say("“sentence” can have the figures {found}, {rest}, {all} and {days}, no others")
        return ""
    return text
