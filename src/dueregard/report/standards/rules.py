"""A record under a standard's headings: what fills each, what is missing, whether it may be sent.

Without it a gap would be filled with something that sounds right, or a record would be called
ready under headings that nobody has read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.lenses.standard_shapes import (
    COMPUTED,
    SEEN_WORDS,
    FilledBy,
    Section,
    Seen,
    Standard,
    StandardField,
)
from dueregard.report.publication.under_headings import Said

Shape = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What only whoever shows the record knows: where it stands, and since when."""

    address: str = ""
    first_published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of a standard and its answers; `wrong` says what is not right about them."""

    field: StandardField
    answers: tuple[str, ...] = ()
    wrong: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything is there."""
        return any(each.strip() for each in self.answers)

    @property
    def missing(self) -> bool:
        """Whether the standard requires it of us and nothing is there."""
        return self.field.required and not self.field.publisher and not self.filled

    @property
    def unsure(self) -> bool:
        """Whether it is filled or required under a heading that nobody has read."""
        return self.field.seen is not Seen.TEMPLATE and (self.filled or self.field.required)

    @property
    def seen_words(self) -> str:
        """Where we have the heading from, in words."""
        return SEEN_WORDS[self.field.seen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A whole record under one standard's headings."""

    standard: Standard
    title: str
    force: str
    lines: tuple[Line, ...]

    def in_sections(self) -> Iterator[tuple[Section, tuple[Line, ...]]]:
        """Each section of the standard with its lines, in the order of the standard."""
        for section in self.standard.sections:
            yield section, tuple(each for each in self.lines if each.field.section == section.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether a record may be sent, and if not, all that stands in the way."""

    reasons: tuple[str, ...]
    missing: tuple[Line, ...]
    wrong: tuple[Line, ...]
    unsure: tuple[Line, ...]
    empty: tuple[Line, ...]
    filled: int

    @property
    def ready(self) -> bool:
        """Only when nothing at all stands in the way."""
        return not self.reasons


def fill(
    standard: Standard, said: Said, *, title: str, force: str, given: Given | None = None,
    shape: Shape | None = None,
) -> Filled:
    """Every field of a standard with what the record says under it. Nothing is made up.

    `shape` puts a text into the form that the standard wants, by the field's key.
    """
    given = given or Given()
    return Filled(
        standard=standard, title=title, force=force,
        lines=tuple(_line(each, said, given=given, shape=shape) for each in standard.fields),
    )


def _line(field: StandardField, said: Said, *, given: Given, shape: Shape | None) -> Line:
    if field.fixed:
        return Line(field=field, answers=(field.fixed,))
    answers = _answers(field, said, given)
    if shape is not None:
        answers = tuple(shape(field.key, each) if each else "" for each in answers)
    return Line(field=field, answers=answers, wrong=_wrong(field, answers) or _no_word(
        field, said, answers))


def _answers(field: StandardField, said: Said, given: Given) -> tuple[str, ...]:
    """What a person wrote, or what the record has; the other way round for what is computed."""
    written = said.written.get(field.ours.key, ())
    if not field.ours.group:
        written = tuple(each for each in written if each.strip())
    derived = _derived(field, said, given)
    if field.ours.source in COMPUTED:
        return derived or written
    return written or derived


def _derived(field: StandardField, said: Said, given: Given) -> tuple[str, ...]:
    source = field.ours.source
    if source is None:
        return ()
    beside = {FilledBy.ADDRESS: given.address, FilledBy.FIRST_PUBLISHED: given.first_published}
    text = beside[source] if source in beside else said.derived.get(source, "")
    if source is FilledBy.STATUS:
        text = field.words.get(text, "")
    return (text,) if text.strip() else ()


def _wrong(field: StandardField, answers: tuple[str, ...]) -> str:
    if field.longest and any(len(each) > field.longest for each in answers):
        most = max(len(each) for each in answers)
        return f"It may have {field.longest:,} letters and has {most:,}. Write it shorter."
    strange = [
        each for each in answers if each and field.choices and each not in field.choices
    ]
    if strange:
        return f"“{strange[0][:60]}” is not one of: {', '.join(field.choices)}."
    return ""


def _no_word(field: StandardField, said: Said, answers: tuple[str, ...]) -> str:
    status = said.derived.get(FilledBy.STATUS, "")
    if answers or field.ours.source is not FilledBy.STATUS or status not in set(Status):
        return ""
    name = STATUS_NAMES[Status(status)].lower()
    return f"The standard has no word for “{name}”. Write the nearest one, or ask its keeper."


def readiness(filled: Filled, *, published: bool, moved_on: bool) -> Readiness:
    """Whether a record may be sent: all that is required is there, under headings that were read.

    It cannot tell whether what stands there is true, or whether the register will take it.
    """
    lines = filled.lines
    missing = tuple(each for each in lines if each.missing)
    wrong = tuple(each for each in lines if each.wrong)
    unsure = tuple(each for each in lines if each.unsure)
    return Readiness(
        reasons=tuple(_reasons(missing, wrong, unsure, published=published, moved_on=moved_on)),
        missing=missing, wrong=wrong, unsure=unsure,
        empty=tuple(each for each in lines if not (
            each.filled or each.missing or each.field.publisher)),
        filled=sum(each.filled for each in lines),
    )


def _reasons(
    missing: tuple[Line, ...], wrong: tuple[Line, ...], unsure: tuple[Line, ...], *,
    published: bool, moved_on: bool,
) -> Iterator[str]:
    if not published:
        yield "Nothing is published yet. Two people publish the record before it is sent anywhere."
    elif moved_on:
        yield "The record has moved on from what the public reads. Publish it again first."
    if missing:
        yield f"{_fields(len(missing))} that the standard requires {_is(missing)} empty."
    if wrong:
        yield f"{_fields(len(wrong))} {_is(wrong)} not in the form that the standard asks for."
    if unsure:
        yield (
            f"{_fields(len(unsure))} {_is(unsure)} under headings that we have not read in the "
            "official template. Compare them with the template before you send anything."
        )


def _fields(count: int) -> str:
    return "One field" if count == 1 else f"{count} fields"


def _is(lines: tuple[Line, ...]) -> str:
    return "is" if len(lines) == 1 else "are"

