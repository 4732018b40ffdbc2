"""What must hold of all our content together, and what is said where it does not.

Without this file a pack could cite what is not there, and each page that met it would fail in
words of its own.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from dueregard.lenses.conditions import ALSO, TECHNOLOGY
from dueregard.lenses.entries import Known
from dueregard.lenses.reading import Problems
from dueregard.lenses.shapes import (
    GENERIC,
    LENSES,
    NONE,
    OTHER,
    Bank,
    Change,
    LawRule,
    Lens,
    Pack,
    PointKind,
    Tier,
)


def check(bank: Bank, *, problems: Problems, asked: set[str]) -> None:
    """Add a sentence for each thing that does not hold. `asked` are all facts asked anywhere."""
    _check_ids(problems)
    _check_changes(problems, bank.changes, asked)
    _check_lenses(problems, bank.lenses)
    _check_packs(problems, bank.packs, {each.key: each for each in bank.register})
    _check_tiers(problems, bank.tiers)
    _check_law(problems, bank.law)


def _check_ids(problems: Problems) -> None:
    seen: dict[str, str] = {}
    for each in problems.words:
        if each.id in seen:
            problems.sentences.append(
                f"{each.file}, {each.id}: this id is already used in {seen[each.id]}. "
                "Give the new entry an id of its own."
            )
        seen[each.id] = each.file


def _check_changes(problems: Problems, changes: tuple[Change, ...], facts: set[str]) -> None:
    for change in changes:
        for fact in change.facts:
            if fact not in facts:
                problems.sentences.append(
                    f"register.toml, {change.key}: “facts” names “{fact}”, and no such fact is "
                    "asked for."
                )


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


def _technologies(problems: Problems, register: Known) -> set[str]:
    """The technologies to choose from. What a use can also be is the same, or none."""
    of = {
        key: {each.value for each in register[key].options} if key in register else set()
        for key in (TECHNOLOGY, ALSO)
    }
    if of[ALSO] != of[TECHNOLOGY] - {OTHER} | {NONE}:
        problems.sentences.append(
            "register.toml: “also” offers the same technologies as “technology”, "
            "with “none” in the place of “other”."
        )
    return of[TECHNOLOGY]


def _check_law(problems: Problems, law: tuple[LawRule, ...]) -> None:
    """A rule that is replaced hands over in one night, in every nation that it held in."""
    by_id = {each.id: each for each in law}
    for rule in law:
        if rule.replaced_by is None or rule.ends is None:
            continue
        say = partial("law.toml, {}: it is replaced by {}, {}.".format, rule.id, rule.replaced_by)
        successor = by_id.get(rule.replaced_by)
        if successor is None:
            problems.sentences.append(say("and there is no such rule"))
            continue
        if successor.starts != rule.ends + timedelta(days=1):
            problems.sentences.append(say("which must begin on the day after this one ends"))
        if not set(rule.nations) <= set(successor.nations):
            problems.sentences.append(say("which leaves out one of its nations"))


def _check_packs(problems: Problems, packs: Mapping[str, Pack], register: Known) -> None:
    say = problems.sentences.append
    if GENERIC not in packs:
        say("technologies: there is no generic.toml, which serves what has no pack.")
        return
    # What the general pack once had may still be covered: the two are not brought in as one.
    generic = {each.id for each in packs[GENERIC].points} | set(packs[GENERIC].retired)
    choices = _technologies(problems, register)
    for pack in packs.values():
        file = f"technologies/{pack.id}.toml"
        if pack.id != GENERIC and pack.id not in choices:
            say(f"{file}: “technology” in register.toml has no option of this name.")
        for each in pack.suggests:
            if each.technology not in packs:
                say(f"{file} suggests {each.technology}, and there is no such pack.")
        for covered in pack.covers:
            if covered not in generic:
                say(f"{file} covers {covered}, and the generic pack has no such point.")
        for what in _missing(pack):
            say(f"{file}{what}")


def _missing(pack: Pack) -> list[str]:
    """What a pack says without covering it, and the kinds and lenses that it leaves out."""
    found = [
        f", {each.id}: it says {each.says}, and the pack does not cover that."
        for each in pack.points if each.says and each.says not in pack.covers
    ]
    kinds = {each.kind for each in pack.points}
    found += [
        f" has no {kind} point. Each pack needs at least one."
        for kind in PointKind if kind not in kinds
    ]
    seen = {each.lens for each in pack.points if each.kind is PointKind.RISK}
    return found + [
        f" has no risk through the lens “{lens}”. Each pack looks through all seven: add a risk, "
        "or bring the pack in when it has one."
        for lens in LENSES if lens not in seen
    ]
