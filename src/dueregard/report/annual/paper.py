"""The yearly report as a paper: each technology in use, the same questions in the same order.

Without it a blank would be left out in silence, and read as good news.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Document, Field, Fields, Note, Part, Points
from dueregard.findings.wording import counted
from dueregard.report.annual.rules import Year
from dueregard.report.publication.material import Value

NOT_WRITTEN = "Not written down"
NOT_PUBLIC = "We have this, but it is not for the public."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One question of the report about one use, and everything that answers it."""

    label: str
    values: tuple[Value, ...]

    @property
    def written(self) -> bool:
        """Whether anything answers it."""
        return any(each.text.strip() for each in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """One use in the report. `ref` stays inside."""

    ref: str
    key: str
    name: Value
    said: tuple[Said, ...]
    inside: tuple[Said, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is not written down of it."""
        return tuple(each.label for each in self.said if not each.written)


def paper(
    year: Year, technologies: Sequence[Technology], *, force: str, made_at: str
) -> Document:
    """The report, with what is for fewer than everybody marked so: see `for_audience`.

    It can tell only what is on the record or was written for this year. It cannot tell whether
    that is all.
    """
    asked = sum(len(each.said) for each in technologies)
    gaps = sum(len(each.gaps) for each in technologies)
    return Document(
        kind="annual-report", made_at=made_at, audience=Audience.FORCE,
        title=f"Technology that we used: {year.title}",
        summary=(
            f"{force or 'This force'} used "
            f"{counted(len(technologies), one='technology', many='technologies')} in the year. "
            "This says of each how, where, with whom it was shared, what went wrong, whether it "
            "worked and what it cost."
        ),
        facts={"year": year.key, "force": force},
        parts=(
            Part(title="What is not in it", key="gaps", blocks=tuple(_gaps(gaps, asked))),
            Part(title="To be written", key="to-be-written", audience=Audience.FORCE, blocks=(
                Points(items=tuple(
                    f"{each.name.text} ({each.ref}): {'; '.join(each.gaps)}"
                    for each in technologies if each.gaps
                ) or ("Everything is written down.",)),
            )),
            *(_part(each) for each in technologies),
        ),
    )


def _gaps(gaps: int, asked: int) -> Iterator[Block]:
    if not asked:
        yield Note(text="No technology was in use in this year, as far as our list says.")
        return
    if gaps:
        yield Note(text=(
            f"{counted(gaps, one='answer')} of {asked:,} {'is' if gaps == 1 else 'are'} not "
            f"written down yet. There it says “{NOT_WRITTEN}”. It does not mean that there was "
            "nothing."
        ))
    else:
        yield Note(text="Every question below has an answer. Each is only what we wrote down.")


def _part(technology: Technology) -> Part:
    fields = [field for said in technology.said for field in _fields(said)]
    fields += [
        Field(label=said.label, value=value.text, audience=Audience.FORCE)
        for said in technology.inside for value in said.values if value.text.strip()
    ]
    return Part(title=technology.name.text, key=technology.key,
                audience=technology.name.audience, blocks=(Fields(fields=tuple(fields)),))


def _fields(said: Said) -> Iterator[Field]:
    """The public's answer; beside it, marked so, what is for fewer."""
    written = [each for each in said.values if each.text.strip()]
    public = [each for each in written if each.audience == Audience.PUBLIC]
    narrower = [each for each in written if each.audience != Audience.PUBLIC]
    words = "\n".join(each.text.strip() for each in public)
    yield Field(label=said.label,
                value=words or (NOT_PUBLIC if narrower else NOT_WRITTEN))
    for each in narrower:
        yield Field(label=f"{said.label} (inside)", value=each.text, audience=each.audience)
