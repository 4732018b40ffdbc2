"""Reads what a supplier can be asked, and chooses the questions for a use.

Without this file each buyer would begin from a blank sheet, and a supplier who says little would
be asked little.
"""

from collections.abc import Collection, Mapping

from dueregard.lenses.conditions import ALSO, TECHNOLOGY
from dueregard.lenses.facts import Facts, chosen
from dueregard.lenses.reading import Entry, Source
from dueregard.lenses.shapes import (
    GENERIC,
    LENSES,
    STAGES,
    SupplierBook,
    SupplierQuestion,
    SupplierSource,
)

ANY = "any"


def book(source: Source, *, packs: Collection[str]) -> SupplierBook:
    """Every group, source and question of the file; what is wrong with it is noted in words."""
    groups = dict(source.each("group", _group))
    sources = {each.id: each for each in source.each("source", _source)}
    technologies = (ANY, *(each for each in packs if each != GENERIC))
    questions = source.each("question", lambda entry: _question(
        entry, groups=groups, sources=sources, technologies=technologies))
    asked = {each.group for each in questions}
    for group in groups:
        if group not in asked:
            source.problems.sentences.append(f"suppliers.toml: no question is in “{group}”.")
    return SupplierBook(groups=groups, questions=questions, sources=sources)


def for_use(*, facts: Facts, book: SupplierBook) -> tuple[SupplierQuestion, ...]:
    """The questions for a use: those for any technology, and those for what it is, in order.

    Where nobody has said what it is, every question may apply, so all are offered.
    """
    technology = (facts.get(TECHNOLOGY) or "").strip().lower()
    known = {technology, *chosen(facts.get(ALSO))} - {""}
    ordered = in_order(book.questions, groups=book.groups)
    if not known:
        return ordered
    return tuple(each for each in ordered if {ANY, *known} & set(each.technologies))


def in_order(
    questions: Collection[SupplierQuestion], *, groups: Mapping[str, str]
) -> tuple[SupplierQuestion, ...]:
    """The same questions by group, in the order of the groups."""
    place = {group: number for number, group in enumerate(groups)}
    return tuple(sorted(questions, key=lambda each: place.get(each.group, len(place))))


def _group(entry: Entry) -> tuple[str, str]:
    title = entry.text("title")
    entry.done(sort="supplier group", lock_as=f"supplier-group.{entry.id}")
    return entry.id, title


def _source(entry: Entry) -> SupplierSource:
    return SupplierSource(
        id=entry.id, title=entry.text("title"), date=entry.text("date"),
        read=entry.truth("read"), rev=entry.done(sort="supplier source"),
    )


def _question(
    entry: Entry, *, groups: Mapping[str, str], sources: Mapping[str, SupplierSource],
    technologies: tuple[str, ...],
) -> SupplierQuestion:
    if not entry.id.startswith("supplier."):
        entry.say("an id of a question to a supplier begins with “supplier.”")
    chosen_ = entry.texts("technologies", allowed=technologies)
    if ANY in chosen_ and len(chosen_) > 1:
        entry.say("“any” stands alone in “technologies”, because it takes in every other")
    cited = entry.texts("sources")
    for each in cited:
        if each not in sources:
            entry.say(f"it rests on “{each}”, and there is no such [[source]]")
    return SupplierQuestion(
        id=entry.id, group=entry.one_of("group", tuple(groups) or ("",)), title=entry.text("title"),
        text=entry.text("text"), why=entry.text("why"), technologies=chosen_,
        good=entry.text("good"), green=entry.text("green"), amber=entry.text("amber"),
        red=entry.text("red"), follow_up=entry.text("follow_up"), clause=entry.text("clause"),
        lens=entry.one_of("lens", LENSES), stage=entry.one_of("stage", STAGES),
        figures=entry.truth("figures"), sources=cited,
        # What it rests on may be known better without its words having a new meaning.
        rev=entry.done(sort="supplier question", apart=("sources", "technologies")),
    )
