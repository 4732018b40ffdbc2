"""Reads and checks everything we ask and teach: questions, packs, triggers, law.

Without this file the words of the ethics lead would sit in folders, unchecked; an id could
be used twice and an old answer would then belong to a new question.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from dueregard.answers import DueRegardError
from dueregard.lenses import checking, entries, gates, inspection, library, standards
from dueregard.lenses import self_assessment as own
from dueregard.lenses.conditions import ALSO, TECHNOLOGY
from dueregard.lenses.entries import Known
from dueregard.lenses.facts import Fact, Option
from dueregard.lenses.frameworks import Askable, framework
from dueregard.lenses.paper_words import paper_words
from dueregard.lenses.reading import Problems, Source
from dueregard.lenses.shapes import (
    GENERIC,
    LENSES,
    NONE,
    OTHER,
    Bank,
    Framework,
    LawRule,
    Lens,
    Pack,
    Precedent,
    digest_of,
)
from dueregard.lenses.suppliers import book

# A pack's version and what it covers may change without its words having a new meaning.
_NOT_WORDS = (
    "fact", "point", "suggest", "precedent", "version", "covers", "review", "retired",
)
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
FOLDER = "technologies"


def load(root: Traversable | None = None) -> Bank:
    """Everything we ask and teach, read from a folder and checked.

    Without a folder it is what this version ships, read once and kept. A folder with a fault
    is refused whole, with one sentence for each fault that names its file and id.
    """
    return _shipped() if root is None else _read(root)


def overlaid(packs: Mapping[str, str], *, root: Traversable | None = None) -> Bank:
    """The same with packs from elsewhere, by id, in place of those of the folder or beside them.

    A pack for a technology that nobody could choose so far brings the choice with it. The whole
    is checked as one, so that a pack cannot fit alone and break what it is laid over.
    """
    instead = {f"{each}.toml": text for each, text in packs.items()}
    return _read(root or shipped(), instead)


def shipped() -> Traversable:
    """The folder of content that this version ships."""
    return files("dueregard").joinpath("content")


@cache
def _shipped() -> Bank:
    return _read(shipped())


def _read(root: Traversable, instead: Mapping[str, str] | None = None) -> Bank:
    problems = Problems()
    asked = problems.read(root=root, file="register.toml")
    screening = problems.read(root=root, file="screening.toml")
    sources = problems.read_folder(root=root, folder=FOLDER, instead=instead)
    register = _with_choices(
        asked.each("fact", partial(entries.fact, owner="register"), name="key"),
        [each for each in sources if each.file.removeprefix(f"{FOLDER}/") in (instead or {})],
    )
    known = {each.key: each for each in register}
    changes = asked.each("change", entries.change, name="key")
    changing = tuple(each.key for each in changes)
    lenses = _lenses(problems.read_folder(root=root, folder="lenses"), known, changing)
    triggers = screening.each("trigger", partial(entries.trigger, known=known))
    tiers = screening.each("tier", entries.tier)
    law = problems.read(root=root, file="law.toml").each(
        "rule", partial(entries.rule, known=known))
    guidance = library.guidance(
        problems.read(root=root, file="library.toml"), rules=frozenset(each.id for each in law))
    aid = library.aid(problems.read(root=root, file="decide.toml"))
    areas = problems.read(root=root, file="profile.toml").each("area", entries.area)
    cited = {each.id: each for each in _precedents(problems, root, sources)}
    rules = frozenset(each.id for each in law)
    packs = {each.id: each for each in (_pack(one, known, cited, rules) for one in sources)}
    asked_of = {*known, *(each.key for one in packs.values() for each in one.facts)}
    frameworks = _frameworks(
        problems.read_folder(root=root, folder="frameworks"), lenses=lenses, law=law,
        facts=asked_of)
    suppliers = book(problems.read(root=root, file="suppliers.toml"), packs=packs)
    stages = gates.read(problems.read(root=root, file=gates.FILE), known=known)
    papers = paper_words(
        problems, root, law=rules, facts=None if instead else frozenset(asked_of),
        technologies=frozenset(each for each in packs if f"{each}.toml" not in (instead or {})))
    written_for = standards.read(
        problems, root, facts=None if instead else frozenset(asked_of))
    made = Bank(
        lenses=lenses, register=register, changes=changes, triggers=triggers, tiers=tiers,
        packs=packs, law=law, precedents=cited, areas=areas, frameworks=frameworks,
        suppliers=suppliers, gates=stages, guidance=guidance, aid=aid, papers=papers,
        inspection=inspection.index(problems.read(root=root, file=inspection.FILE)),
        self_assessment=own.self_assessment(problems.read(root=root, file=own.FILE)),
        standards=written_for, words=tuple(problems.words), digest=problems.digest,
    )
    checking.check(made, problems=problems, asked=asked_of)
    if problems.sentences:
        raise DueRegardError("\n".join(problems.sentences))
    return made


def _precedents(
    problems: Problems, root: Traversable, packs: list[Source]
) -> tuple[Precedent, ...]:
    """Those of the folder, then those that a pack brings with it."""
    folder = problems.read_folder(root=root, folder="precedents")
    return tuple(
        each for sources, empty in ((folder, False), (packs, True)) for one in sources
        for each in one.each("precedent", entries.precedent, empty=empty)
    )


def _with_choices(register: tuple[Fact, ...], brought: list[Source]) -> tuple[Fact, ...]:
    """The register's facts, in which the technology of each pack brought in can be chosen."""
    made = []
    for fact in register:
        known = {each.value for each in fact.options}
        new = tuple(
            Option(value=str(each.table["id"]), label=str(each.table.get("name", "")))
            for each in brought if each.table.get("id") and each.table["id"] not in known
            and each.table["id"] != GENERIC
        )
        if fact.key in (TECHNOLOGY, ALSO) and new:
            last = tuple(each for each in fact.options if each.value in (OTHER, NONE))
            before = tuple(each for each in fact.options if each.value not in (OTHER, NONE))
            fact = replace(fact, options=before + new + last)
        made.append(fact)
    return tuple(made)


def _lenses(sources: list[Source], known: Known, changing: tuple[str, ...]) -> tuple[Lens, ...]:
    found: dict[str, Lens] = {}
    for source in sources:
        head = source.head()
        lens = head.one_of("id", LENSES)
        if lens in found:
            head.say("there are two files for this lens")
        found[lens] = Lens(
            id=lens, short=head.text("short"), title=head.text("title"),
            meaning=head.text("meaning"),
            questions=source.each(
                "question",
                partial(entries.question, lens=lens, known=known, changing=changing)),
        )
        head.done(sort="lens", lock_as=f"lens.{lens}", apart=("question",))
    return tuple(found[each] for each in LENSES if each in found)


def _pack(
    source: Source, register: Known, cited: Mapping[str, Precedent], law: frozenset[str]
) -> Pack:
    head = source.head()
    if not source.file.endswith(f"/{head.id}.toml"):
        head.say("a pack's file carries the pack's id as its name")
    own = source.each("fact", partial(entries.fact, owner=head.id), name="key", empty=True)
    known = dict(register)
    for each in own:
        if each.key in known:
            head.say(f"the fact “{each.key}” is asked twice")
        known[each.key] = each
    suggests = source.each(
        "suggest", partial(entries.suggestion, owner=head.id, known=known), name="technology",
        empty=True)
    made = Pack(
        id=head.id, version=head.text("version"), digest=digest_of(source.table),
        name=head.text("name"), meaning=head.text("meaning"),
        reviews=source.each("review", entries.review, name="", empty=True),
        covers=head.texts("covers", empty=True), retired=head.texts("retired", empty=True),
        suggests=suggests, facts=own,
        points=source.each("point", partial(entries.point, known=known, cited=cited, law=law)),
    )
    if not _VERSION.fullmatch(made.version):
        head.say("“version” is three numbers, such as 1.2.0")
    head.done(sort="pack", lock_as=f"pack.{head.id}", apart=_NOT_WORDS)
    return made


def _frameworks(
    sources: list[Source], *, lenses: tuple[Lens, ...], law: tuple[LawRule, ...], facts: set[str]
) -> dict[str, Framework]:
    askable = Askable(
        questions=frozenset(each.id for lens in lenses for each in lens.questions),
        facts=frozenset(facts), law=frozenset(each.id for each in law),
    )
    made = (framework(each, askable=askable) for each in sources)
    return {each.id: each for each in made}
