"""What may be asked of the waves of a survey: the list, one whole, what is true now, the cards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.documents.document import Document
from dueregard.findings.finding import Finding, Row
from dueregard.findings.reading import finding_from_json
from dueregard.findings.survey import Technology, load
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import IN_USE, STATUS_NAMES
from dueregard.lenses.plain_words import sentences
from dueregard.lenses.shapes import GENERIC
from dueregard.people import queries as people
from dueregard.report.perception import cards, rules
from dueregard.report.perception.cards import Card
from dueregard.report.perception.models import GapCard, SurveyWave
from dueregard.report.perception.rules import Belief, Fact, Moved, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveLine:
    """A wave in the list."""

    id: int
    told: Told
    verdict: str
    code: str
    cards: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How many agree with one statement, and how many do not know."""

    statement: str
    agree: Row
    unsure: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveSheet:
    """A wave whole: what people think beside what was true, trust, and what was picked.

    `moved` says what became of each gap since `before`, the wave before it. `drifted` names the
    technologies of which the register says something else today.
    """

    id: int
    told: Told
    finding: Finding
    beliefs: tuple[Belief, ...]
    trust: tuple[Trust, ...]
    picked: Mapping[str, str]
    suggested: tuple[str, ...]
    moved: Mapping[str, Moved]
    before: str
    drifted: tuple[str, ...]
    sha256: str
    file_name: str
    by_name: str
    at: datetime


def waves() -> tuple[WaveLine, ...]:
    """Every wave, the newest first."""
    rows = SurveyWave.objects.order_by("-asked_to", "-pk").prefetch_related("cards")
    return tuple(
        WaveLine(id=each.pk, told=_told(each), verdict=each.finding["verdict"]["sentence"],
                 code=each.finding["verdict"]["code"], cards=len(each.cards.all()), at=each.at)
        for each in rows
    )


def sheet(wave_id: int) -> WaveSheet:
    """One wave whole; Missing when there is none."""
    row = SurveyWave.objects.filter(pk=wave_id).first()
    if row is None:
        raise Missing("There is no such wave of a survey.")
    finding, facts = _finding(row), _facts(row)
    found = rules.beliefs(finding, facts)
    before = _before(row)
    moves: dict[str, Moved] = {}
    if before is not None:
        earlier = rules.beliefs(_finding(before), _facts(before))
        moves = rules.moved(earlier, found, since=before.name)
    return WaveSheet(
        id=row.pk, told=_told(row), finding=finding, beliefs=found, trust=_trust(finding),
        picked=dict(
            GapCard.objects.filter(wave=row).order_by("pk").values_list("technology", "doing")),
        suggested=rules.suggested(found), moved=moves, before=before.name if before else "",
        drifted=_drifted(found), sha256=row.sha256, file_name=row.file_name,
        by_name=row.by_name, at=row.at,
    )


def document(wave_id: int, *, now: datetime) -> Document:
    """The cards of a wave as the public may read them; not published here."""
    found = sheet(wave_id)
    force = people.force()
    by_key = {each.technology: each for each in found.beliefs}
    picked = [
        Card(belief=by_key[key], doing=doing, moved=found.moved.get(key))
        for key, doing in found.picked.items() if key in by_key
    ]
    picked.sort(key=lambda each: -each.belief.size)
    return cards.gap_cards(
        told=found.told, cards=picked, beliefs=found.beliefs, checked_on=found.at.date(),
        sha256=found.sha256, made_at=now.isoformat(timespec="seconds"),
        force=force.name if force else "",
    )


def technologies() -> tuple[Technology, ...]:
    """Every technology that can be asked about, in plain words.

    Of a pack that we have no words for: its own name, and the first sentence of what it means.
    """
    plain = load().technologies
    return tuple(
        plain.get(key) or Technology(
            id=key, called=_called(pack.name), means=next(iter(sentences([pack.meaning])), ""))
        for key, pack in packs.bank().packs.items() if key != GENERIC
    )


def actual(*, often: Mapping[str, str]) -> tuple[Fact, ...]:
    """What is true of every technology today, by the register; `often` is what somebody said.

    Where the register has no use of a technology it is not known whether it is used: an empty
    register is no proof.
    """
    every = register.standings()
    return tuple(_fact(each, every, often.get(each.id, "")) for each in technologies())


def digests() -> frozenset[str]:
    """The fingerprints of the files that are waves already."""
    return frozenset(SurveyWave.objects.values_list("sha256", flat=True))


def names() -> frozenset[str]:
    """The names that waves have already."""
    return frozenset(SurveyWave.objects.values_list("name", flat=True))


def _fact(
    technology: Technology, every: Sequence[register.Standing], often: str
) -> Fact:
    its = [each for each in every if technology.id in each.technologies]
    live = [each for each in its if each.status in IN_USE]
    used = None if not its else bool(live)
    if live:
        count = "1 use of it that is" if len(live) == 1 else f"{len(live)} uses of it that are"
        because = f"Our list of tools has {count} live or on trial."
    elif its:
        states = sorted({STATUS_NAMES[each.status].lower() for each in its})
        because = f"Our list of tools has none in use. It stands there as: {', '.join(states)}."
    else:
        because = "Our list of tools says nothing of it."
    return Fact(technology=technology.id, called=technology.called, used=used,
                often=often if live else "", because=because)


def _drifted(found: Sequence[Belief]) -> tuple[str, ...]:
    today = {each.technology: each.used for each in actual(often={})}
    return tuple(
        each.called for each in found
        if each.technology in today and today[each.technology] != each.used
    )


def _before(row: SurveyWave) -> SurveyWave | None:
    earlier = SurveyWave.objects.filter(asked_to__lt=row.asked_from)
    return earlier.order_by("-asked_to", "-pk").first()


def _finding(row: SurveyWave) -> Finding:
    return finding_from_json(json.dumps(row.finding))


def _facts(row: SurveyWave) -> tuple[Fact, ...]:
    return tuple(Fact(**each) for each in row.facts)


def _told(row: SurveyWave) -> Told:
    return Told(
        name=row.name, asked_from=row.asked_from, asked_to=row.asked_to, asked_by=row.asked_by,
        asked_whom=row.asked_whom, asked_how=row.asked_how, sample=row.sample,
    )


def _trust(finding: Finding) -> tuple[Trust, ...]:
    found: dict[str, dict[str, Any]] = {}
    for row in finding.rows:
        statement = row.stratum.get("statement", "")
        if statement and not row.group and set(row.stratum) == {"statement"}:
            found.setdefault(statement, {})[row.measure] = row
    return tuple(
        Trust(statement=statement, agree=its["agree"],
              unsure=its.get("do_not_know_whether_they_agree"))
        for statement, its in found.items() if its["agree"].value is not None
    )


def _called(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
