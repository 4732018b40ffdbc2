"""The controlled lists of agreements, and the presets to begin one from, as content.

Without this file each agreement would call the same purpose by another name, and nobody could
count across them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from dueregard.answers import DueRegardError
from dueregard.lenses.reading import Entry, Problems, Source
from dueregard.lenses.shapes import Words
from dueregard.sharing.terms import (
    CHILD,
    STAFF,
    Automated,
    Controllers,
    Item,
    Marking,
    Onward,
    Purpose,
    Terms,
)

FILE = "agreements.toml"
# Lists that are an id and a name.
NAMED = ("basis", "condition", "role", "means", "retention", "trigger", "class")
MOST_REVIEW_MONTHS, MOST_YEARS = 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPurpose:
    """A purpose of the list, with the laws it may rest on. An agreement keeps to one family."""

    purpose: Purpose
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A law that allows sharing. Where `read` is false a lawyer has still to confirm it."""

    id: str
    name: str
    allows: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """A data item of the list, its class, and the marking that it usually carries."""

    item: Item
    data_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """An agreement begun: what such agreements have in common, with the reasons of its schedule."""

    id: str
    name: str
    about: str
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that an agreement may name. `named` holds the plain lists, by kind and id."""

    version: str
    purposes: Mapping[str, KnownPurpose]
    gateways: Mapping[str, Gateway]
    people: Mapping[str, str]
    items: Mapping[str, KnownItem]
    named: Mapping[str, Mapping[str, str]]
    presets: Mapping[str, Preset]
    words: tuple[Words, ...]


def load(root: Traversable | None = None) -> Catalogue:
    """The lists of a folder of content, checked; without a folder those that this version ships."""
    return _shipped() if root is None else _read(root)


def begin(preset: str, *, ref: str, title: str = "") -> Terms:
    """The first version of an agreement from a preset; what the preset cannot know stays blank."""
    known = load().presets
    if preset not in known:
        raise DueRegardError(f"There is no preset “{preset}”. Choose from: {', '.join(known)}.")
    return replace(known[preset].terms, ref=ref, title=title, preset=preset)


@cache
def _shipped() -> Catalogue:
    return _read(files("dueregard").joinpath("content"))


def _read(root: Traversable) -> Catalogue:
    problems = Problems()
    source = problems.read(root=root, file=FILE)
    named = {each: dict(source.each(each, partial(_named, sort=each))) for each in NAMED}
    gateways = {each.id: each for each in source.each("gateway", _gateway)}
    purposes = {each.purpose.key: each for each in source.each(
        "purpose", partial(_purpose, gateways=tuple(gateways)))}
    people = dict(source.each("people", _person))
    items = {each.item.key: each for each in source.each(
        "item", partial(_item, classes=tuple(named["class"])))}
    lines = source.each("schedule", partial(_line, items=items, purposes=tuple(purposes)))
    made = Catalogue(
        version=str(source.table.get("version", "")), purposes=purposes, gateways=gateways,
        people=people, items=items, named=named,
        presets={each.id: each for each in source.each("preset", partial(
            _preset, purposes=purposes, people=tuple(people), named=named, lines=dict(lines)))},
        words=tuple(problems.words),
    )
    _checked(made, source)
    return made


def _checked(made: Catalogue, source: Source) -> None:
    say = source.problems.sentences
    ids = [each.id for each in made.words]
    say += [f"{FILE}: the id “{each}” is there twice." for each in sorted(
        {one for one in ids if ids.count(one) > 1})]
    say += [f"{FILE}: [[people]] needs “{each}”: of these two people always decide."
            for each in (CHILD, STAFF) if each not in made.people]
    known = {"version", "purpose", "gateway", "people", "item", "schedule", "preset", *NAMED}
    say += [f"{FILE}: “{each}” is nothing that this file has; check the spelling."
            for each in source.table if each not in known]
    if say:
        raise DueRegardError("\n".join(say))


def _named(entry: Entry, *, sort: str) -> tuple[str, str]:
    name = entry.text("name")
    entry.done(sort=f"{sort} of agreements", lock_as=f"{sort}.{entry.id}")
    return entry.id, name


def _gateway(entry: Entry) -> Gateway:
    made = Gateway(id=entry.id, name=entry.text("name"), allows=entry.text("allows"),
                   read=entry.truth("read"))
    # That somebody has read a law since changes no meaning.
    entry.done(sort="gateway", lock_as=f"gateway.{entry.id}", apart=("read",))
    return made


def _purpose(entry: Entry, *, gateways: tuple[str, ...]) -> KnownPurpose:
    made = KnownPurpose(
        family=entry.text("family"),
        purpose=Purpose(
            key=entry.id, name=entry.text("name"), law_enforcement=entry.truth("law_enforcement"),
            gateways=entry.texts("gateways", allowed=gateways)),
    )
    entry.done(sort="purpose", lock_as=f"purpose.{entry.id}")
    return made


def _person(entry: Entry) -> tuple[str, str]:
    name = entry.text("name")
    if entry.truth("two_people") != (entry.id in (CHILD, STAFF)):
        entry.say(f"two people decide about {CHILD} and {STAFF}, and about nobody else")
    entry.done(sort="people of agreements", lock_as=f"people.{entry.id}")
    return entry.id, name


def _item(entry: Entry, *, classes: tuple[str, ...]) -> KnownItem:
    made = KnownItem(
        data_class=entry.one_of("class", classes),
        item=Item(key=entry.id, name=entry.text("name"), columns=entry.texts("columns"),
                  marking=Marking(entry.one_of("marking", tuple(Marking)))),
    )
    entry.done(sort="item", lock_as=f"item.{entry.id}")
    return made


def _line(
    entry: Entry, *, items: Mapping[str, KnownItem], purposes: tuple[str, ...]
) -> tuple[str, Item]:
    preset, _, item = entry.id.partition(".")
    if not preset or item not in items:
        entry.say("its id is that of a preset and of an item, such as marac.dash-score")
    known = items[item].item if item in items else Item(key=item)
    made = replace(known, reason=entry.text("reason"),
                   purposes=entry.texts("purposes", allowed=purposes))
    entry.done(sort="line of a schedule", lock_as=f"schedule.{entry.id}")
    return entry.id, made


def _preset(
    entry: Entry, *, purposes: Mapping[str, KnownPurpose], people: tuple[str, ...],
    named: Mapping[str, Mapping[str, str]], lines: Mapping[str, Item],
) -> Preset:
    aims = entry.texts("purposes", allowed=tuple(purposes))
    schedule = tuple(each for key, each in lines.items() if key.startswith(f"{entry.id}."))
    if len({purposes[each].family for each in aims}) > 1:
        entry.say("its purposes are of more than one family")
    if not schedule or any(each not in aims for line in schedule for each in line.purposes):
        entry.say("its lines under [[schedule]] are missing, or name a purpose that it has not")
    made = Terms(
        purposes=tuple(purposes[each].purpose for each in aims), schedule=schedule,
        people=entry.texts("people", allowed=people),
        roles=entry.texts("roles", allowed=tuple(named["role"])),
        lawful_basis=entry.texts("basis", allowed=tuple(named["basis"])),
        conditions=entry.texts("conditions", allowed=tuple(named["condition"])),
        marking=Marking(entry.one_of("marking", tuple(Marking))),
        means=entry.texts("means", allowed=tuple(named["means"])),
        retention_group=entry.one_of("retention_group", tuple(named["retention"])),
        onward=Onward(entry.one_of("onward", tuple(Onward))),
        controllers=Controllers(entry.one_of("controllers", tuple(Controllers))),
        training=entry.text("training"), automated=Automated.NEVER,
        review_triggers=tuple(named["trigger"]),
    )
    name, about = entry.text("name"), entry.text("about")
    entry.done(sort="preset of agreements", lock_as=f"preset.{entry.id}")
    return Preset(id=entry.id, name=name, about=about, terms=made)
