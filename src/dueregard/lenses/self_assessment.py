"""Reads what a force asks of itself: statements under five headings, with what would show each.

Without this file the statements would be words in a program, and an answer could one day be shown
under a statement that nobody read.
"""

from dueregard.lenses.reading import Entry, Source
from dueregard.lenses.self_assessment_shapes import Heading, SelfAssessment, Statement

FILE = "self_assessment.toml"
KINDS = ("policy", "ways-of-working", "governance")
EFFORTS = ("small", "medium", "large")


def self_assessment(source: Source) -> SelfAssessment:
    """The statements; each stands under a heading that there is."""
    made = SelfAssessment(
        headings=source.each("heading", _heading), statements=source.each("statement", _statement)
    )
    known = {each.id for each in made.headings}
    for each in made.statements:
        if each.heading not in known:
            source.problems.sentences.append(
                f"{FILE}, {each.id}: there is no heading “{each.heading}”."
            )
    return made


def _heading(entry: Entry) -> Heading:
    return Heading(
        id=entry.id, title=entry.text("title"), about=entry.text("about"),
        kind=entry.one_of("kind", KINDS), rev=entry.done(sort="self-assessment heading"),
    )


def _statement(entry: Entry) -> Statement:
    return Statement(
        id=entry.id, heading=entry.text("heading"), text=entry.text("text"),
        evidence=entry.text("evidence"), good=entry.text("good"), next=entry.text("next"),
        effort=entry.one_of("effort", EFFORTS), rev=entry.done(sort="self-assessment statement"),
    )
