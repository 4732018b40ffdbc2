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
from dueregard.lenses import entries
from dueregard.lenses.entries import Known
from dueregard.lenses.facts import Fact, Option
from dueregard.lenses.reading import Problems, Source
from dueregard.lenses.shapes import (
    GENERIC,
    LENSES,
    Bank,
    Lens,
    Pack,
    PointKind,
    Precedent,
    Tier,
    digest_of,
)

# A pack's version and what it covers may change without its words having a new meaning.
_NOT_WORDS = ("fact", "point", "precedent", "version", "covers", "review", "retired")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
FOLDER = "technologies"
OTHER = "other"


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
    cited = {each.id: each for each in _precedents(problems, root, sources)}
    rules = frozenset(each.id for each in law)
    packs = {each.id: each for each in (_pack(one, known, cited, rules) for one in sources)}
    _check_ids(problems)
    _check_lenses(problems, lenses)
    _check_packs(problems, packs, known)
    _check_tiers(problems, tiers)
    if problems.sentences:
        raise DueRegardError("\n".join(problems.sentences))
    return Bank(
        lenses=lenses, register=register, changes=changes, triggers=triggers, tiers=tiers,
        packs=packs, law=law, precedents=cited, words=tuple(problems.words),
        digest=problems.digest,
    )


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
        if fact.key == "technology" and new:
            last = tuple(each for each in fact.options if each.value == OTHER)
            before = tuple(each for each in fact.options if each.value != OTHER)
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
    made = Pack(
        id=head.id, version=head.text("version"), digest=digest_of(source.table),
        name=head.text("name"), meaning=head.text("meaning"),
        reviews=source.each("review", entries.review, name="", empty=True),
        covers=head.texts("covers", empty=True), retired=head.texts("retired", empty=True),
        facts=own,
        points=source.each("point", partial(entries.point, known=known, cited=cited, law=law)),
    )
    if not _VERSION.fullmatch(made.version):
        head.say("“version” is three numbers, such as 1.2.0")
    head.done(sort="pack", lock_as=f"pack.{head.id}", apart=_NOT_WORDS)
    return made


def _check_ids(problems: Problems) -> None:
    seen: dict[str, str] = {}
    for each in problems.words:
        if each.id in seen:
            problems.sentences.append(
                f"{each.file}, {each.id}: this id is already used in {seen[each.id]}. "
                "Give the new entry an id of its own."
            )
        seen[each.id] = each.file


def _check_lenses(problems: Problems, lenses: tuple[Lens, ...]) -> None:
    found = {each.id for each in lenses}
    for each in LENSES:
        if each not in found:
            problems.sentences.append(
                f"lenses: the lens “{each}” has no file. There are seven lenses, always."
            )
    for lens in lenses:
        if not any(each.light for each in lens.questions):
            problems.sentences.append(
                f"lenses: {lens.id} has no light question, so a short screening would skip it."
            )


def _check_tiers(problems: Problems, tiers: tuple[Tier, ...]) -> None:
    if [each.tier for each in tiers] != [1, 2, 3]:
        problems.sentences.append("screening.toml needs the tiers 1, 2 and 3, in that order.")


def _check_packs(problems: Problems, packs: Mapping[str, Pack], register: Known) -> None:
    say = problems.sentences.append
    if GENERIC not in packs:
        say("technologies: there is no generic.toml, which serves what has no pack.")
        return
    # What the general pack once had may still be covered: the two are not brought in as one.
    generic = {each.id for each in packs[GENERIC].points} | set(packs[GENERIC].retired)
    technology = register.get("technology")
    choices = {each.value for each in technology.options} if technology else set()
    for pack in packs.values():
        file = f"technologies/{pack.id}.toml"
        for covered in pack.covers:
            if covered not in generic:
                say(f"{file} covers {covered}, and the generic pack has no such point.")
        if pack.id != GENERIC and pack.id not in choices:
            say(f"{file}: “technology” in register.toml has no option of this name.")
        kinds = {each.kind for each in pack.points}
        for kind in PointKind:
            if kind not in kinds:
                say(f"{file} has no {kind} point. Each pack needs at least one.")
        seen = {each.lens for each in pack.points if each.kind is PointKind.RISK}
        for lens in LENSES:
            if lens not in seen:
                say(
                    f"{file} has no risk through the lens “{lens}”. Each pack looks through all "
                    "seven: add a risk, or bring the pack in when it has one."
                )
