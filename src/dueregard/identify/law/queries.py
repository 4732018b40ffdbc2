"""What may be asked of the law about a use: how each rule stands, and what is in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import Missing
from dueregard.identify.law import rules
from dueregard.identify.law.models import RuleSaying
from dueregard.identify.law.rules import SAID_NAMES, STALE_WORDS, Said, Stale, Standing
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as register
from dueregard.lenses import bank as banks
from dueregard.lenses.law import Ruling, Status, not_yet, rulings
from dueregard.lenses.shapes import LawRule, Level, Nation
from dueregard.people import queries as people


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingLine:
    """What a person said of a rule, in the rule's words of that day; `stale` where it is old."""

    id: int
    rule: str
    rev: int
    rule_title: str
    rule_check: str
    rule_citation: str
    said: Said
    named: str
    post: str
    document_title: str
    document_reference: str
    evidence_id: int | None
    evidence_title: str
    dated_on: date | None
    note: str
    by_name: str
    at: datetime
    stale: Stale | None

    @property
    def said_name(self) -> str:
        """What was said, in words."""
        return SAID_NAMES[self.said]

    @property
    def stale_words(self) -> str:
        """Why it no longer counts, in words; empty where it does."""
        return STALE_WORDS[self.stale] if self.stale else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule in force: whether it applies, why, and the newest of what people said of it."""

    rule: LawRule
    status: Status
    because: str
    said: SayingLine | None
    earlier: tuple[SayingLine, ...]
    successor: LawRule | None

    @property
    def met(self) -> bool:
        """Whether somebody named says that it is met, with a document, and nothing has changed."""
        return self.said is not None and self.said.said is Said.MET and self.said.stale is None

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of starting."""
        return rules.blocks(
            level=self.rule.level, source_read=self.rule.source_read, status=self.status,
            met=self.met,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSheet:
    """The law about a use on a day in a nation.

    `lines` are the rules in force; `coming` those that begin within a year; `gone` is what was
    said of rules that are in force no longer.
    """

    ref: str
    on: date
    nation: Nation
    lines: tuple[RuleLine, ...]
    coming: tuple[Ruling, ...]
    gone: tuple[SayingLine, ...]

    @property
    def blocking(self) -> tuple[RuleLine, ...]:
        """The rules in the way: those that apply, then those that may."""
        found = [each for each in self.lines if each.blocks]
        return tuple(sorted(found, key=lambda each: each.status is not Status.APPLIES))

    def at(self, level: Level) -> tuple[RuleLine, ...]:
        """The rules of a level that apply, then those that may."""
        found = [
            each for each in self.lines
            if each.rule.level is level and each.status is not Status.DOES_NOT_APPLY
        ]
        return tuple(sorted(found, key=lambda each: each.status is not Status.APPLIES))

    @property
    def silent(self) -> tuple[RuleLine, ...]:
        """The rules in force that the facts say do not apply."""
        return tuple(each for each in self.lines if each.status is Status.DOES_NOT_APPLY)


def own_nation() -> Nation:
    """The nation whose law is this force's."""
    force = people.force()
    return force.nation if force else Nation.ENGLAND


def sheet(ref: str, *, on: date, nation: Nation | None = None) -> LawSheet:
    """The law about a use as it stands on a day; what was said after that day is left out.

    The facts are those known now, whatever the day.
    """
    bank, whose = packs.bank(), nation or own_nation()
    use, facts = register.sheet(ref), register.facts(ref)
    found = rulings(facts=facts, on=on, nation=whose, bank=bank)
    here = {each.rule.id: each for each in found}
    said: dict[str, list[SayingLine]] = {}
    for row in _rows(use.id, on=on):
        ruling = here.get(row.rule)
        line = _line(row, ruling, on=on, facts_changed_at=use.facts_changed_at)
        said.setdefault(row.rule, []).append(line)
    lines = (_rule_line(each, said.get(each.rule.id, [])) for each in found)
    return LawSheet(
        ref=ref, on=on, nation=whose, lines=tuple(lines),
        coming=not_yet(facts=facts, on=on, nation=whose, bank=bank),
        gone=tuple(several[0] for rule, several in said.items() if rule not in here),
    )


def line(ref: str, rule_id: str, *, on: date) -> RuleLine:
    """One rule about a use, today and in this force's nation; Missing where there is none such."""
    for each in sheet(ref, on=on).lines:
        if each.rule.id == rule_id:
            return each
    raise Missing("There is no such rule in force here today. Look at the rules that are.")


def blocking(ref: str, on: date) -> tuple[RuleLine, ...]:
    """The rules that stand in the way of starting: strict, read, in force, not shown to be met.

    Those that may apply are among them, with their status; a rule nobody has read never is.
    """
    return sheet(ref, on=on).blocking


def _rows(use_id: int, *, on: date) -> Iterable[RuleSaying]:
    found = RuleSaying.objects.filter(use_id=use_id).select_related("evidence")
    lean = found.defer("evidence__finding", "evidence__document")
    return (each for each in lean.order_by("-at", "-pk") if each.at.date() <= on)


def _rule_line(ruling: Ruling, said: list[SayingLine]) -> RuleLine:
    replaced_by = ruling.rule.replaced_by
    return RuleLine(
        rule=ruling.rule, status=ruling.status, because=ruling.because,
        said=said[0] if said else None, earlier=tuple(said[1:]),
        successor=banks.load().rule(replaced_by) if replaced_by else None,
    )


def _line(
    row: RuleSaying, ruling: Ruling | None, *, on: date, facts_changed_at: datetime | None
) -> SayingLine:
    rule = banks.load().rule(row.rule)
    over = rule is not None and rule.ends is not None and rule.ends < on
    standing = Standing(
        status=ruling.status if ruling else None, rev=rule.rev if rule else row.rev,
        replaced=bool(over and rule and rule.replaced_by),
    )
    return SayingLine(
        id=row.pk, rule=row.rule, rev=row.rev, rule_title=row.rule_title,
        rule_check=row.rule_check, rule_citation=row.rule_citation, said=Said(row.said),
        named=row.named, post=row.post, document_title=row.document_title,
        document_reference=row.document_reference, evidence_id=row.evidence_id,
        evidence_title=row.evidence.title if row.evidence else "", dated_on=row.dated_on,
        note=row.note, by_name=row.by_name, at=row.at,
        stale=rules.stale(
            rev=row.rev, at=row.at, standing=standing, facts_changed_at=facts_changed_at,
            evidence_replaced=bool(row.evidence and row.evidence.replaced_by_id),
        ),
    )
