"""The rating form on paper, and the ratings as a table without names.

Without it a member who never signs in could not rate, and nobody could measure how far the
members agree.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Column, Document, Note, Part, Points, Table
from dueregard.findings.wording import long_date
from dueregard.manage.scrutiny import form
from dueregard.manage.scrutiny.form import Asked
from dueregard.manage.scrutiny.report import SittingTold

BOX = "☐"


def paper(
    told: SittingTold, *, refs: Sequence[tuple[int, str, str]], made_at: str
) -> Document:
    """The form for every clip: `refs` are the number, the force's id and the power of each."""
    asked = form.load()
    return Document(
        kind="panel-form", made_at=made_at, audience=Audience.PANEL,
        title=f"Rating form: {told.panel}, {long_date(told.on)}",
        summary="Tick one box a line. Leave a line blank where you cannot or would rather not say.",
        parts=(
            Part(title="Before you watch", key="before", blocks=(
                Points(items=(*asked.before, asked.comment)),
            )),
            *(Part(title=f"Clip {number}: {ref} ({power})", key=f"clip-{number}", annex=True,
                   blocks=tuple(_clip(asked, power))) for number, ref, power in refs),
            Part(title="Afterwards", key="after", blocks=(Note(text=asked.after),)),
        ),
    )


def ratings(told: SittingTold) -> str:
    """Every rating, a line each, by the rater's letter and the clip's number: a CSV file.

    Comments are left out: words can point at a person.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    questions = [each.id for each in (*form.load().questions, *form.load().letters)]
    writer.writerow(["item", "rater", "rating", "view", "power", "unit", "ethnicity",
                     *questions])
    clips = {each.number: each for each in told.clips}
    for each in told.ratings:
        clip = clips[each.clip]
        writer.writerow([each.clip, each.rater, each.colour, each.view, clip.power, clip.unit,
                         clip.group,
                         *(each.answers.get(key, "") for key in questions)])
    return out.getvalue()


def _clip(asked: form.Form, power: str) -> Iterator[Block]:
    yield _table("Which camera did you see?", [(each.name, (BOX,)) for each in asked.views],
                 ("",))
    yield _questions("What did you see?", asked.questions)
    letters = [each for each in asked.asked(power) if each.letter]
    if letters:
        yield _questions("Was it said? (GOWISELY)", letters)
    yield _table("And as a whole?",
                 [(f"{each.name}. {each.means}", (BOX,)) for each in asked.colours], ("",))
    yield Note(text="What should the force or others know?")
    yield Note(text="I do not rate this clip, because I have an interest, or would rather not "
                    f"watch it: {BOX}")


def _questions(caption: str, asked: Sequence[Asked]) -> Table:
    keys = [key for key in (*form.ANSWER_NAMES, form.NONE)
            if any(key in each.answers for each in asked)]
    names = {**form.ANSWER_NAMES, form.NONE: "It did not arise"}
    return _table(caption, [
        (f"{each.letter}. {each.text}" if each.letter else each.text,
         tuple(BOX if key in each.answers else None for key in keys)) for each in asked
    ], tuple(names[key] for key in keys))


def _table(
    caption: str, rows: Sequence[tuple[str, tuple[str | None, ...]]], heads: Sequence[str]
) -> Table:
    return Table(
        caption=caption,
        columns=(Column(label="", key="asked"),
                 *(Column(label=each or "Tick one", key=f"box-{place}")
                   for place, each in enumerate(heads))),
        rows=tuple((text, *cells) for text, cells in rows),
    )
