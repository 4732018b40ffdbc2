"""What the clock finds by itself: evidence too old, law that changed, packs, classes of impact.

Without it a review would rest on what somebody remembered to tell: the law would change, the
test would age, and the record would go on saying that all was well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.findings.months import months_after
from dueregard.lenses import gates
from dueregard.lenses import law as rulings
from dueregard.lenses.asking import questions
from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.facts import Facts
from dueregard.lenses.shapes import Bank, LawRule, Nation, Pack
from dueregard.manage.happenings.rules import MAKES_OLD, SAID_BY_FACTS, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One piece of evidence that stands: for which lens, and of which day."""

    id: int
    title: str
    lens: str
    dated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """One fact that was stated otherwise since the last review."""

    fact: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one reviewed use. `passed_at` is its class of impact at its last gate."""

    reviewed_on: date
    tier: int
    facts: Facts
    nation: Nation
    pins: Mapping[str, str]
    evidence: tuple[Shown, ...]
    passed_at: str = ""
    restated: tuple[Restated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found. `key` is the same for the same thing, so that it is told once."""

    kind: Kind
    key: str
    words: str
    happened_on: date


def find(record: Record, *, bank: Bank, today: date) -> tuple[Found, ...]:
    """Everything that has happened to a use since it was last looked at."""
    return (
        *too_old(record, bank=bank, today=today), *law_changed(record, bank=bank, today=today),
        *packs_updated(record, bank=bank, today=today),
        *impact_changed(record, bank=bank, today=today), *restated(record, bank=bank),
    )


def too_old(record: Record, *, bank: Bank, today: date) -> tuple[Found, ...]:
    """The newest evidence of a lens that is older than a question of that lens lets it be.

    The strictest question that applies counts. A lens with no dated evidence has a gap, and
    nothing that could grow old.
    """
    newest: dict[str, Shown] = {}
    for each in sorted(record.evidence, key=lambda one: one.dated_on):
        newest[each.lens] = each
    if not newest:
        return ()
    fresh: dict[str, int] = {}
    for asked in questions(facts=record.facts, bank=bank, tier=record.tier):
        question = asked.question
        fresh[question.lens] = min(
            fresh.get(question.lens, question.fresh_months), question.fresh_months
        )
    found = []
    for lens, shown in newest.items():
        if lens not in fresh:
            continue
        ends = months_after(shown.dated_on, fresh[lens])
        if ends < today:
            found.append(Found(
                kind=Kind.STALE, key=f"evidence:{lens}:{shown.id}", happened_on=ends,
                words=f"The newest evidence under ‘{bank.lens(lens).title}’ is “{shown.title}”, "
                      f"of {_day(shown.dated_on)}. A question there lets it be "
                      f"{fresh[lens]} months old.",
            ))
    return tuple(found)


def law_changed(record: Record, *, bank: Bank, today: date) -> tuple[Found, ...]:
    """Each rule that applies or may, and that began, ended or was replaced since."""
    since = record.reviewed_on
    found = []
    for rule in bank.law:
        began = since < rule.starts <= today
        over = rule.ends is not None and since <= rule.ends < today
        if not (began or over) or record.nation not in rule.nations or not _concerns(rule, record):
            continue
        if began and rulings.in_force(rule=rule, on=today, nation=record.nation):
            found.append(Found(
                kind=Kind.LAW, key=f"law:{rule.id}:from:{rule.starts}", happened_on=rule.starts,
                words=f"{rule.title} ({rule.citation}) is in force since {_day(rule.starts)}.",
            ))
        elif over and rule.ends is not None and rule.replaced_by is None:
            found.append(Found(
                kind=Kind.LAW, key=f"law:{rule.id}:to:{rule.ends}", happened_on=rule.ends,
                words=f"{rule.title} ({rule.citation}) ended on {_day(rule.ends)}.",
            ))
    return tuple(found)


def packs_updated(record: Record, *, bank: Bank, today: date) -> tuple[Found, ...]:
    """Each pack whose version in force is not the one that the assessment was pinned to."""
    found = []
    for pack_id, version in sorted(record.pins.items()):
        pack: Pack | None = bank.packs.get(pack_id)
        if pack is not None and version and pack.version != version:
            found.append(Found(
                kind=Kind.PACK, key=f"pack:{pack.id}:{pack.version}", happened_on=today,
                words=f"It was assessed with version {version} of what we ask about "
                      f"“{pack.name}”. Version {pack.version} is in force.",
            ))
    return tuple(found)


def impact_changed(record: Record, *, bank: Bank, today: date) -> tuple[Found, ...]:
    """What a wrong result can touch is not what it was when the last gate was passed."""
    if not record.passed_at:
        return ()
    now = gates.impact(facts=record.facts, bank=bank)
    if now.impact.id == record.passed_at:
        return ()
    names = {each.id: each.name for each in bank.gates.impacts}
    return (Found(
        kind=Kind.IMPACT, key=f"impact:{record.passed_at}:{now.impact.id}", happened_on=today,
        words=f"Its gates were passed as “{names.get(record.passed_at, record.passed_at)}”. It is "
              f"“{now.impact.name}” now. {now.because}".strip(),
    ),)


def restated(record: Record, *, bank: Bank) -> tuple[Found, ...]:
    """A version, a setting, a supplier or a site that the facts say is another one now."""
    labels = {each.key: each.label for pack in bank.packs.values() for each in pack.facts}
    labels |= {each.key: each.label for each in bank.register}
    says = {
        fact: kind for change in bank.changes for fact in change.facts
        for kind in SAID_BY_FACTS if change.key in MAKES_OLD[kind]
    }
    return tuple(
        Found(
            kind=says[each.fact], key=f"fact:{each.fact}:{each.at.isoformat()}",
            happened_on=each.at.date(),
            words=f"“{labels.get(each.fact, each.fact)}” was stated otherwise on "
                  f"{_day(each.at.date())}.",
        )
        for each in record.restated if each.fact in says
    )


def _concerns(rule: LawRule, record: Record) -> bool:
    if rule.when is None:
        return True
    return evaluate(condition=rule.when, facts=record.facts).truth is not Truth.FALSE


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
