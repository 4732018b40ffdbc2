"""Takes what is kept back out of the material of a record, and puts words in its place.

Without it something kept back in one card could stand in the next, or in a file beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from dueregard.documents.document import Document, document_from_plain
from dueregard.report.publication.material import Material, Proof, Value
from dueregard.report.withholding.rules import Kept

# A measurement's figures are a paper and not a text; keeping them back takes the paper out.
FIGURES = "identify.Evidence.finding"
# Shorter than this a text is a word like any other, and cannot be told apart in a paper.
_SHORTEST = 4
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


def secrets(material: Material, kept: tuple[Kept, ...]) -> dict[str, str]:
    """The texts of a whole material that are kept back, each with what stands in its place."""
    said = {each.source: each.said for each in kept}
    return {
        each.text.strip(): said[each.source] for each in _values(material)
        if each.source in said and len(each.text.strip()) >= _SHORTEST
    }


def cut(document: Document, hidden: Mapping[str, str]) -> Document:
    """A paper of many uses without what is kept back of any of them, wherever it stands in it.

    It goes by the words themselves, because such a paper is made of many fields: a text that is
    kept back of one use is then kept back in every paper, also where another use says the same.
    """
    if not hidden:
        return document
    longest_first = sorted(hidden, key=len, reverse=True)

    def clean(thing: Any) -> Any:
        if isinstance(thing, str):
            for text in longest_first:
                thing = thing.replace(text, hidden[text])
            return thing
        if isinstance(thing, Mapping):
            return {key: clean(each) for key, each in thing.items()}
        return [clean(each) for each in thing] if isinstance(thing, list | tuple) else thing

    return document_from_plain(clean(document.to_plain()))


def _values(thing: object) -> Iterator[Value]:
    if isinstance(thing, Value):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _values(each)
    elif is_dataclass(thing) and _ours(thing):
        for field in fields(thing):
            yield from _values(getattr(thing, field.name))


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


def _sources(material: Material) -> Iterator[str]:
    """Where everything comes from that has anything in it."""
    yield from (each.source for each in _values(material) if each.text.strip() and each.source)
    yield from (FIGURES for each in material.proofs if each.paper is not None)


def _ours(thing: object) -> bool:
    # A measurement's own paper is a Document, taken whole or not at all.
    return type(thing).__module__ == Material.__module__
