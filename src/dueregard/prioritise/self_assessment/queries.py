"""What may be asked of the self-assessment: one round, how it changed, and what to do next."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.identify.packs import queries as packs
from dueregard.identify.register.rules import ref as ref_of
from dueregard.lenses.self_assessment_shapes import Heading, SelfAssessment, Statement
from dueregard.prioritise.self_assessment import rules
from dueregard.prioritise.self_assessment.models import SelfAnswer, SelfRound
from dueregard.prioritise.self_assessment.rules import Changed, Counted, Gap, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer as it was given."""

    said: Said
    words: str
    evidence: str
    ref: str
    use_name: str
    link: str
    by_name: str
    at: datetime

    @property
    def said_name(self) -> str:
        """The answer in words."""
        return rules.name_of(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A statement with its answer in this round, and in the round before."""

    statement: Statement
    answer: AnswerLine | None
    before: AnswerLine | None

    @property
    def said_name(self) -> str:
        """The answer in words; where there is none, that."""
        return self.answer.said_name if self.answer else rules.BLANK

    @property
    def tone(self) -> str:
        """The code of the answer, for its tag."""
        return self.answer.said.value if self.answer else "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingLine:
    """One heading, the counts of each answer, and its statements."""

    heading: Heading
    counted: Counted
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSheet:
    """One round whole. There is no figure over the headings, on purpose."""

    number: int
    opened_at: datetime
    opened_by: str
    settled_at: datetime | None
    settled_by: str
    headings: tuple[HeadingLine, ...]
    gaps: tuple[Gap, ...]
    changed: tuple[Changed, ...]
    before: int | None

    @property
    def open(self) -> bool:
        """Whether answers can still be given."""
        return self.settled_at is None


def book() -> SelfAssessment:
    """Every heading and statement."""
    return packs.bank().self_assessment


def statement(statement_id: str) -> Statement:
    """One statement; Missing when there is none."""
    found = next((each for each in book().statements if each.id == statement_id), None)
    if found is None:
        raise Missing("There is no such statement.")
    return found


def numbers() -> tuple[int, ...]:
    """The rounds there are, the newest first."""
    return tuple(SelfRound.objects.order_by("-number").values_list("number", flat=True))


def sheet(number: int | None = None) -> RoundSheet | None:
    """One round, or the newest; None where there was none yet. Missing for a number of no round."""
    rows = SelfRound.objects.order_by("-number")
    row = rows.first() if number is None else rows.filter(number=number).first()
    if row is None:
        if number is not None:
            raise Missing(f"There is no round {number}.")
        return None
    earlier = rows.filter(number__lt=row.number, settled_at__isnull=False).first()
    now = _answers(row)
    before = _answers(earlier) if earlier else {}
    said = {key: each.said for key, each in now.items()}
    asked = book()
    return RoundSheet(
        number=row.number, opened_at=row.opened_at, opened_by=row.opened_by,
        settled_at=row.settled_at, settled_by=row.settled_by,
        before=earlier.number if earlier else None, gaps=rules.gaps(asked, answers=said),
        changed=rules.changed(
            asked, before={key: each.said for key, each in before.items()}, after=said
        ) if earlier else (),
        headings=tuple(
            HeadingLine(
                heading=each, counted=rules.counted(asked.under(each.id), answers=said),
                statements=tuple(
                    StatementLine(statement=one, answer=now.get(one.id), before=before.get(one.id))
                    for one in asked.under(each.id)
                ),
            )
            for each in asked.headings
        ),
    )


def last_settled() -> RoundSheet | None:
    """The newest round that somebody settled; None where there is none."""
    row = SelfRound.objects.filter(settled_at__isnull=False).order_by("-number").first()
    return sheet(row.number) if row else None


def history(statement_id: str) -> tuple[tuple[int, AnswerLine], ...]:
    """Every answer that was ever given to a statement, with its round, the newest first."""
    rows = SelfAnswer.objects.filter(statement=statement_id).select_related("use", "round")
    return tuple((each.round.number, _line(each)) for each in rows.order_by("-at", "-pk"))


def _answers(row: SelfRound) -> dict[str, AnswerLine]:
    rows = row.answers.filter(newest=True).select_related("use")
    return {each.statement: _line(each) for each in rows}


def _line(row: SelfAnswer) -> AnswerLine:
    return AnswerLine(
        said=Said(row.said), words=row.words, evidence=row.evidence, link=row.link,
        ref=ref_of(row.use.number) if row.use else "", use_name=row.use.name if row.use else "",
        by_name=row.by_name, at=row.at,
    )
