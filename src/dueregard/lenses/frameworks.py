"""Reads the frameworks that others wrote: their headings, and what of our record fills each.

Without this file a force would type its record again for each framework that somebody asks it
about, and the copies would soon differ.
"""

from dataclasses import dataclass
from functools import partial

from dueregard.lenses.reading import Entry, Source
from dueregard.lenses.shapes import LENSES, Framework, Heading, RecordPart

_WHERE_FROM = ("questions", "facts", "law", "parts", "lenses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """Every id that a heading may name: questions, facts of the register and packs, law."""

    questions: frozenset[str]
    facts: frozenset[str]
    law: frozenset[str]


def framework(source: Source, *, askable: Askable) -> Framework:
    """One framework from its file; what is wrong with it is noted in words."""
    head = source.head()
    if not source.file.endswith(f"/{head.id}.toml"):
        head.say("a framework's file carries the framework's id as its name")
    made = Framework(
        id=head.id, version=head.text("version", default=""), title=head.text("title"),
        publisher=head.text("publisher"), date=head.text("date"),
        url=head.text("url", default=""), source_read=head.truth("source_read"),
        note=head.text("note", default=""), licence=head.text("licence"),
        headings=source.each("heading", partial(_heading, owner=head.id, askable=askable)),
    )
    if not made.source_read and not made.note:
        head.say("its text was not read, so “note” must say where its headings come from")
    if made.url and not made.url.startswith("https://"):
        head.say("“url” must begin with https://, or be left out")
    head.done(sort="framework", lock_as=f"framework.{head.id}", apart=("heading",))
    return made


def _heading(entry: Entry, *, owner: str, askable: Askable) -> Heading:
    if not entry.id.startswith(f"{owner}."):
        entry.say(f"an id in this file begins with “{owner}.”")
    made = Heading(
        id=entry.id, title=entry.text("title"), meaning=entry.text("meaning"),
        questions=_named(entry, "questions", askable.questions, "no lens asks it"),
        facts=_named(entry, "facts", askable.facts, "no such fact is asked for"),
        law=_named(entry, "law", askable.law, "law.toml has no such rule"),
        parts=tuple(RecordPart(each) for each in entry.texts(
            "parts", allowed=tuple(RecordPart), empty=True)),
        lenses=entry.texts("lenses", allowed=LENSES, empty=True),
        # What fills a heading may be chosen better without its words having a new meaning.
        rev=entry.done(sort=f"heading {owner}", apart=_WHERE_FROM),
    )
    if not any(getattr(made, each) for each in _WHERE_FROM):
        entry.say(f"nothing of our record fills this heading; name some {', '.join(_WHERE_FROM)}")
    return made


def _named(entry: Entry, key: str, known: frozenset[str], fault: str) -> tuple[str, ...]:
    found = entry.texts(key, empty=True)
    for each in found:
        if each not in known:
            entry.say(f"“{key}” names “{each}”, and {fault}")
        if found.count(each) > 1:
            entry.say(f"“{key}” names “{each}” twice")
    return tuple(each for each in found if each in known)
