"""Reads the standards in which others ask for a public record, and what of ours fills each field.

Without this file a force would type its record again for every register that wants it, and
nobody could say which heading is the standard's own and which is our guess.
"""

from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from dueregard.answers import DueRegardError
from dueregard.lenses.reading import Entry, Problems, Source
from dueregard.lenses.standard_shapes import (
    FilledBy,
    RecordField,
    Section,
    Seen,
    Standard,
    StandardField,
    Standards,
)

FIELDS, FOLDER = "record-fields.toml", "standards"
_NOTHING = RecordField(
    key="", label="", hint="", source=None, group="", near=(), synonyms=(), facts=()
)


def read(problems: Problems, root: Traversable, *, facts: frozenset[str] | None) -> Standards:
    """Every standard of a folder of content; what is wrong with one is noted in words.

    `facts` are those that are asked anywhere, for checking; None where that is not known here.
    """
    listed = problems.read(root=root, file=FIELDS).each(
        "field", partial(_record_field, facts=facts))
    fields = {each.key: each for each in listed}
    made = (
        _standard(each, fields=fields) for each in problems.read_folder(root=root, folder=FOLDER)
    )
    return Standards(fields=fields, by_id={each.id: each for each in made})


@cache
def shipped() -> Standards:
    """The standards that this version ships, read once: the public door needs nothing more."""
    problems = Problems()
    made = read(problems, files("dueregard").joinpath("content"), facts=None)
    if problems.sentences:
        raise DueRegardError("\n".join(problems.sentences))
    return made


def _record_field(entry: Entry, *, facts: frozenset[str] | None) -> RecordField:
    source = entry.text("source", default="")
    if source and source not in set(FilledBy):
        entry.say(f"“source” is “{source}”; it can be {', '.join(FilledBy)}")
        source = ""
    made = RecordField(
        key=entry.id, label=entry.text("label"), hint=entry.text("hint"),
        source=FilledBy(source) if source else None, group=entry.text("group", default=""),
        near=entry.texts("near", empty=True), synonyms=entry.texts("synonyms"),
        facts=entry.texts("facts", empty=True),
    )
    for each in made.facts:
        if facts is not None and each not in facts:
            entry.say(f"“facts” names “{each}”, and no such fact is asked for")
    # What fills a field, and how others call it, may be known better without a new meaning.
    entry.done(sort="record field", apart=("source", "near", "synonyms", "facts"))
    return made


def _standard(source: Source, *, fields: Mapping[str, RecordField]) -> Standard:
    head = source.head()
    if not source.file.endswith(f"/{head.id}.toml"):
        head.say("a standard's file carries the standard's id as its name")
    sections = source.each("section", _section)
    made = Standard(
        id=head.id, name=head.text("name"), short=head.text("short"),
        version=head.text("version"), keeper=head.text("keeper"), url=head.text("url"),
        read_on=head.day("read_on"), source=head.text("source"), licence=head.text("licence"),
        note=head.text("note", default=""), sections=sections,
        fields=source.each("field", partial(
            _field, owner=head.id, sections=tuple(each.id for each in sections), fields=fields)),
    )
    keys = [each.key for each in made.fields]
    for each in sorted({key for key in keys if keys.count(key) > 1}):
        head.say(f"the field “{each}” is there twice")
    head.done(sort="standard", lock_as=f"standard.{head.id}", apart=("section", "field", "read_on"))
    return made


def _section(entry: Entry) -> Section:
    made = Section(
        id=entry.id, title=entry.text("title"), seen=Seen(entry.one_of("seen", tuple(Seen))))
    entry.nothing_left()
    return made


def _field(
    entry: Entry, *, owner: str, sections: tuple[str, ...], fields: Mapping[str, RecordField]
) -> StandardField:
    if not entry.id.startswith(f"{owner}."):
        entry.say(f"an id in this file begins with “{owner}.”")
    ours = entry.text("ours")
    if ours and ours not in fields:
        entry.say(f"“ours” names “{ours}”, and {FIELDS} has no such field")
    made = StandardField(
        id=entry.id, key=entry.text("key"), number=entry.text("number", default=""),
        heading=entry.text("heading"), section=entry.one_of("section", sections),
        ours=fields.get(ours, _NOTHING), required=entry.truth("required"),
        seen=Seen(entry.one_of("seen", tuple(Seen))),
        publisher=entry.truth("publisher", default=False), fixed=entry.text("fixed", default=""),
        longest=entry.number("longest", default=0), choices=entry.texts("choices", empty=True),
        words=entry.pairs("words"),
    )
    if made.number and made.seen is Seen.INFERRED:
        entry.say("a guess has no “number”: leave it out until somebody has read it")
    # What fills it, and where we read it, may change without its words having a new meaning.
    entry.done(sort=f"field {owner}", apart=("ours", "words", "seen"))
    return made
