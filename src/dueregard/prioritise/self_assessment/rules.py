"""What may be answered in a round, how answers are counted, and what changed since the last round.

Without this file a yes would need nothing behind it, and five headings would soon be one score.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.self_assessment_shapes import SelfAssessment, Statement

LONGEST = 2000
KNOWLEDGE = "knowledge"


class Said(StrEnum):
    """How far a statement is true of the force."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DONT_KNOW = "dont-know"


SAID_NAMES: dict[Said, str] = {
    Said.YES: "Yes", Said.PARTLY: "Partly", Said.NO: "No", Said.DONT_KNOW: "We do not know",
}
BLANK = "Not answered"
NEEDS_EVIDENCE = frozenset({Said.YES, Said.PARTLY})
# From worst to best, of what is known.
_PLACE = {Said.NO: 0, Said.PARTLY: 1, Said.YES: 2}


def name_of(said: Said | None) -> str:
    """An answer in words; where there is none, that."""
    return SAID_NAMES[said] if said else BLANK


def may_answer(*, said: Said, evidence: str, link: str = "") -> Answer:
    """Whether an answer can be kept: a yes or a partly needs what shows it."""
    if said in NEEDS_EVIDENCE and not evidence.strip():
        return No(
            "Say what shows it. Without evidence, answer “no” or “we do not know”.",
            "evidence-missing",
        )
    if len(evidence) > LONGEST:
        return No(f"Say it in {LONGEST:,} characters at most.", "evidence-long")
    if link.strip() and not link.strip().startswith(("https://", "http://")):
        return No("Write the whole address of the paper, from https:// on.", "link-wrong")
    return Yes()


def may_begin(*, is_open: bool) -> Answer:
    """Whether a new round can begin: only when the last one is settled."""
    if is_open:
        return No("A round is open. Settle it before the next begins.", "round-open")
    return Yes()


def may_change(*, is_open: bool) -> Answer:
    """Whether answers can still be given."""
    if not is_open:
        return No("No round is open. Begin a new one first.", "no-round")
    return Yes()


def may_settle(*, is_open: bool, answered: int) -> Answer:
    """Whether a round can be settled. Blanks may stay: they are counted as blanks."""
    if not is_open:
        return No("No round is open.", "no-round")
    if not answered:
        return No("Nothing is answered yet. Answer at least one statement.", "nothing-answered")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many statements of a heading have each answer. They are never added to a score."""

    yes: int
    partly: int
    no: int
    dont_know: int
    blank: int

    @property
    def all(self) -> int:
        """How many statements there are."""
        return self.yes + self.partly + self.no + self.dont_know + self.blank


def counted(
    statements: Iterable[Statement], *, answers: Mapping[str, Said]
) -> Counted:
    """The counts of each answer, the blank ones too."""
    found = Counter(answers.get(each.id) for each in statements)
    return Counted(
        yes=found[Said.YES], partly=found[Said.PARTLY], no=found[Said.NO],
        dont_know=found[Said.DONT_KNOW], blank=found[None],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something to do next: where the answer is no, not known, or missing."""

    statement: Statement
    said: Said | None
    kind: str
    words: str
    effort: str


def gaps(book: SelfAssessment, *, answers: Mapping[str, Said]) -> tuple[Gap, ...]:
    """What to do next, in the order of the statements.

    A no asks for the work that the statement names. What nobody knows, or nobody has answered, is
    found out first.
    """
    found = []
    for each in book.statements:
        said = answers.get(each.id)
        if said is Said.NO:
            found.append(Gap(
                statement=each, said=said, kind=book.heading(each.heading).kind, words=each.next,
                effort=each.effort,
            ))
        elif said in (None, Said.DONT_KNOW):
            found.append(Gap(
                statement=each, said=said, kind=KNOWLEDGE, effort="small",
                words=f"Find out whether this is so: “{each.text}”",
            ))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A statement whose answer is another one than in the round before."""

    id: str
    words: str
    before: Said | None
    after: Said | None

    @property
    def before_name(self) -> str:
        """The answer of the round before, in words."""
        return name_of(self.before)

    @property
    def after_name(self) -> str:
        """The answer of this round, in words."""
        return name_of(self.after)

    @property
    def way(self) -> str:
        """Which way it went: 'better', 'worse', or 'other' where one of the two is not known."""
        known = {Said.YES, Said.PARTLY, Said.NO}
        if self.before in known and self.after in known:
            assert self.before and self.after
            return "better" if _PLACE[self.after] > _PLACE[self.before] else "worse"
        return "other"


def changed(
    book: SelfAssessment, *, before: Mapping[str, Said], after: Mapping[str, Said]
) -> tuple[Changed, ...]:
    """What changed from one round to the next, in the order of the statements."""
    return tuple(
        Changed(id=each.id, words=each.text, before=before.get(each.id), after=after.get(each.id))
        for each in book.statements if before.get(each.id) is not after.get(each.id)
    )
