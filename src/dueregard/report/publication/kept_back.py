"""Takes what is kept back out of the material of a record, and puts words in its place.

Without it something kept back in one card could stand in the next, or in a file beside it.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from dueregard.report.publication.material import Material, Proof, Value
from dueregard.report.withholding.rules import Kept

# A measurement's figures are a paper and not a text; keeping them back takes the paper out.
FIGURES = "identify.Evidence.finding"
Thing = TypeVar("Thing")


def kept_back(material: Material, kept: tuple[Kept, ...]) -> Material:
    """The material with every value of a field that is kept back replaced by why and until when.

    A field that is blank has nothing to keep back, and stays blank.
    """
    stated = set(_sources(material))
    here = {each.source: each for each in kept if each.source in stated}
    changed = _without(material, here)
    return replace(
        changed, withheld=tuple(here.values()), stated=len(stated),
    )


def _without(thing: Thing, kept: dict[str, Kept]) -> Thing:
    made: Any = thing
    if isinstance(thing, Value):
        if thing.source in kept and thing.text.strip():
            made = replace(thing, text=kept[thing.source].said)
    elif isinstance(thing, tuple):
        made = tuple(_without(each, kept) for each in thing)
    elif isinstance(thing, Proof) and thing.paper is not None and FIGURES in kept:
        said = replace(thing.statement, text=kept[FIGURES].said)
        made = replace(_parts(replace(thing, paper=None, statement=said), kept))
    elif is_dataclass(thing) and not isinstance(thing, type) and _ours(thing):
        made = _parts(thing, kept)
    return made  # type: ignore[no-any-return]


def _parts(thing: Any, kept: dict[str, Kept]) -> Any:
    return replace(thing, **{
        each.name: _without(getattr(thing, each.name), kept) for each in fields(thing)
    })


def _sources(thing: object) -> Iterator[str]:
    """Where everything comes from that has anything in it."""
    if isinstance(thing, Value):
        if thing.text.strip() and thing.source:
            yield thing.source
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _sources(each)
    elif is_dataclass(thing) and _ours(thing):
        if isinstance(thing, Proof) and thing.paper is not None:
            yield FIGURES
        for each in fields(thing):
            yield from _sources(getattr(thing, each.name))


def _ours(thing: object) -> bool:
    # A measurement's own paper is a Document, taken whole or not at all.
    return type(thing).__module__ == Material.__module__
