"""The survey kit: what to ask in plain words, whom and how many, and the sheet for the answers.

Without this file each force would ask in words of its own, and no wave could be held beside
another, nor one force's people beside another's.
"""

import io
from collections.abc import Iterator, Sequence

from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Column, Document, Note, Part, Points, Table
from dueregard.findings.finding import NotComputed
from dueregard.findings.power import trials_needed
from dueregard.findings.survey import (
    OFTEN,
    TRUST,
    USES,
    Survey,
    Technology,
    asked_in,
    column,
    load,
)
from dueregard.findings.weighted import people_for

# What unequal weights usually cost; the results say what they did cost.
USUAL_EFFECT = 1.5
# A gap known to within so much, and a fall of so much between two waves, in shares.
_MOST_ANSWERS = 20_000
_WIDTHS, _FALLS = (0.03, 0.05, 0.1), ((0.6, 0.55), (0.6, 0.5), (0.6, 0.4))


def kit(technologies: Sequence[Technology], *, made_at: str, force: str = "") -> Document:
    """The kit as a paper: how to run it, how many people, the questions, the columns of the sheet.

    It is for whoever runs the survey; the parts from "Before you start" on are read by, or to,
    the people who are asked.
    """
    survey = load()
    return Document(
        kind="survey-kit", title="Survey kit: what do people think we use?", made_at=made_at,
        summary="What to ask, whom, how many, and where to write the answers.",
        parts=(
            *(Part(title=each.title, blocks=(Points(items=each.items),))
              for each in survey.rules),
            Part(title="How many people", key="how-many", blocks=tuple(_how_many())),
            Part(title=survey.consent_title, key="consent", blocks=(
                Points(items=survey.consent),
                Note(text=f"{survey.consent_question} Yes / No"),
            )),
            Part(title="What you think of the police", key="trust",
                 blocks=tuple(_trust(survey))),
            Part(title="What tools the police use", key="technologies",
                 blocks=tuple(_technologies(survey, technologies))),
            Part(title="About you", key="about", blocks=tuple(_about(survey))),
            Part(title="The columns of the answer sheet", key="columns",
                 blocks=(_columns(survey, technologies),)),
        ),
        audience=Audience.PUBLIC,
        facts={"survey_version": survey.version, "force": force},
    )


def answer_sheet(technologies: Sequence[Technology], *, made_at: str) -> Document:
    """An empty sheet with exactly the columns that the instrument reads."""
    return Document(
        kind="answer-sheet", title="Answer sheet", made_at=made_at, parts=(
            Part(title="Answers", blocks=(Table(
                caption="Answers",
                columns=tuple(
                    Column(label=each, key=each) for each in headings(technologies)),
                rows=(),
            ),)),
        ),
    )


def answer_workbook(technologies: Sequence[Technology]) -> bytes:
    """The same as a workbook of that one sheet, so that it is read back without naming a sheet.

    Each cell offers the answers there are. Another answer is warned of and can still be written:
    what was truly said is never lost to a list.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Answers")
    bold = book.add_format({"bold": True})
    for place, heading in enumerate(headings(technologies)):
        sheet.write_string(0, place, heading, bold)
        if offered := _offered(heading):
            sheet.data_validation(1, place, _MOST_ANSWERS, place, {
                "validate": "list", "source": list(offered), "error_type": "warning",
                "error_title": "Another answer",
                "error_message": "This is none of the answers. It will be counted apart.",
            })
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(headings(technologies)) - 1, 18)
    book.close()
    return out.getvalue()


def _offered(heading: str) -> tuple[str, ...]:
    """The answers that a column may hold; none where it is free."""
    survey = load()
    asked = asked_in(heading)
    if asked is None:
        return next((each.options for each in survey.about if each.key == heading), ())
    return tuple(
        shown for each in survey.options[asked[0]] for shown in (each.shown or (each.label,))
    )


def headings(technologies: Sequence[Technology]) -> tuple[str, ...]:
    """The headings of an answer sheet, in order."""
    survey = load()
    return (
        "respondent", "weight", *(each.key for each in survey.about),
        *(column(TRUST, each.id) for each in survey.statements),
        *(column(kind, each.id) for each in technologies for kind in (USES, OFTEN)),
    )


def asked_words(technologies: Sequence[Technology]) -> tuple[str, ...]:
    """Every sentence that somebody who is asked reads or hears: what must be plain."""
    survey = load()
    return (
        *survey.consent, survey.consent_question, *survey.words.values(),
        *(each.text for each in survey.statements), *(each.text for each in survey.about),
        *(each.means for each in technologies),
    )


def _how_many() -> Iterator[Block]:
    yield Note(text=(
        "Count people who answer, not people asked. The last column allows for what unequal "
        f"weights usually cost: a design effect of {USUAL_EFFECT:g}. To show a group on its own, "
        "that group alone needs as many."
    ))
    yield Table(
        caption="People who must answer, to know a share to within so much",
        columns=(
            Column(label="Within, either way", key="within"),
            Column(label="People, equal weights", key="plain", numeric=True),
            Column(label="People, usual weights", key="weighted", numeric=True),
        ),
        rows=tuple(
            (f"{width * 100:.0f} in 100", people_for(half_width=width),
             people_for(half_width=width, effect=USUAL_EFFECT))
            for width in _WIDTHS
        ),
    )
    rows = []
    for before, after in _FALLS:
        needed = trials_needed(share=after, reference_share=before)
        if not isinstance(needed, NotComputed):
            rows.append((f"From {before * 100:.0f} in 100 to {after * 100:.0f} in 100", needed,
                         round(needed * USUAL_EFFECT)))
    yield Table(
        caption="People who must answer in each of two waves, to see a gap close so far, 8 times "
                "in 10",
        columns=(
            Column(label="The share who have it wrong falls", key="falls"),
            Column(label="People a wave, equal weights", key="plain", numeric=True),
            Column(label="People a wave, usual weights", key="weighted", numeric=True),
        ),
        rows=tuple(rows),
    )


def _trust(survey: Survey) -> Iterator[Block]:
    options = ", ".join(
        shown for each in survey.options[TRUST] for shown in each.shown)
    yield Note(text=f"{survey.words[TRUST]} Answers: {options}.")
    yield Table(
        caption="Statements",
        columns=(Column(label="Statement", key="statement"),
                 Column(label="Answer", key="answer")),
        rows=tuple((each.text, "") for each in survey.statements),
    )


def _technologies(survey: Survey, technologies: Sequence[Technology]) -> Iterator[Block]:
    for kind in (USES, OFTEN):
        options = ", ".join(each.label for each in survey.options[kind])
        yield Note(text=f"{survey.words[kind]} Answers: {options}.")
    yield Table(
        caption="Tools",
        columns=(
            Column(label="Tool", key="tool"), Column(label="What it is", key="means"),
            Column(label="Do they use it?", key="uses"), Column(label="How often?", key="often"),
        ),
        rows=tuple((_title(each.called), each.means, "", "") for each in technologies),
    )


def _about(survey: Survey) -> Iterator[Block]:
    yield Note(text="You can leave all of this out.")
    yield Points(items=tuple(
        f"{each.text} {' / '.join(each.options)}".strip() for each in survey.about
    ))


def _columns(survey: Survey, technologies: Sequence[Technology]) -> Table:
    def options(kind: str) -> str:
        return ", ".join(_offered(column(kind, "any")))

    lines = [
        ("respondent", "A number for the person, no name", "1, 2, 3"),
        ("weight", "How much the answers count; leave the column out where there are none",
         "A number above nought"),
        *((each.key, each.text, ", ".join(each.options) or "Your own words") for each in
          survey.about),
        *((column(TRUST, each.id),
           each.text + (f" (asks of: {each.construct})" if each.construct else ""),
           options(TRUST)) for each in survey.statements),
    ]
    for each in technologies:
        lines.append((column(USES, each.id), _title(each.called), options(USES)))
        lines.append((column(OFTEN, each.id), f"{_title(each.called)}, how often",
                      options(OFTEN)))
    return Table(
        caption="Columns",
        columns=(Column(label="Heading", key="heading"), Column(label="What it asks", key="asks"),
                 Column(label="What to write", key="write")),
        rows=tuple(lines),
    )


def _title(called: str) -> str:
    return f"{called[:1].upper()}{called[1:]}"
