"""Which rows of somebody's register become effects of an option, and in which words.

Without this file a row could be taken in twice, or a control that nobody has seen could count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.shapes import LENSES
from dueregard.prioritise.assessment.rules import Chance, EffectKind, Size
from dueregard.weighing.register_files import FirstEffects
from dueregard.weighing.shapes import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstEffect:
    """One row as an effect of an assessment, not yet kept."""

    row: str
    kind: EffectKind
    lens: str
    affected: str
    text: str
    chance: Chance
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What would be added, and how many rows are there already."""

    new: tuple[FirstEffect, ...]
    there: int


def effects(found: FirstEffects) -> tuple[FirstEffect, ...]:
    """Every row as an effect. A control is kept in its words and takes nothing away."""
    names = {each.id: each.name for each in found.proposal.groups}
    return tuple(
        FirstEffect(
            row=each.source, lens=each.lens, affected=names[each.group],
            kind=EffectKind.RISK if each.kind is Kind.RISK else EffectKind.OPPORTUNITY,
            text=_with_controls(
                each.text, [one.name for one in found.proposal.controls_on(each.id)]
            ),
            chance=_chance(each.chance), size=_size(each.size),
        )
        for each in found.proposal.effects
    )


def taken(every: Iterable[FirstEffect], *, there: Iterable[tuple[str, str]]) -> Taken:
    """What of the rows is new to an option, by who is affected and what would happen."""
    known = {_plain(*each) for each in there}
    new, before = [], 0
    for each in every:
        key = _plain(each.affected, each.text)
        if key in known:
            before += 1
            continue
        known.add(key)
        new.append(each)
    return Taken(new=tuple(new), there=before)


def may_take_in(found: Taken) -> Answer:
    """Whether there is anything to take in."""
    if not found.new:
        return No("Every row of this register is there already.", "nothing-new")
    unknown = next((each for each in found.new if each.lens not in LENSES), None)
    if unknown is not None:
        return No(f"{unknown.row} belongs to none of the seven lenses.", "lens-unknown")
    return Yes()


def _chance(stated: object) -> Chance:
    return Chance(stated) if isinstance(stated, str) and stated in set(Chance) else Chance.DONT_KNOW


def _size(stated: object) -> Size:
    return Size(stated) if isinstance(stated, str) and stated in set(Size) else Size.DONT_KNOW


def _with_controls(text: str, controls: list[str]) -> str:
    if not controls:
        return text
    return (f"{text.rstrip('. ')}. Control named in the register, not shown to work: "
            f"{'; '.join(controls)}.")


def _plain(affected: str, text: str) -> tuple[str, str]:
    return (" ".join(affected.lower().split()), " ".join(text.lower().split()))
