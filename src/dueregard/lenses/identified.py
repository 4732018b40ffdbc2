"""Everything that the facts of a use say: points, what to find out, how deep to look, the law.

Without this file the command line and the workbench would each put it together, and one day
they would differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dueregard.lenses.facts import Fact, Facts, is_unknown, shown
from dueregard.lenses.finding_out import ToFindOut, find_out_first
from dueregard.lenses.law import Ruling, rulings
from dueregard.lenses.ordering import first, ordered
from dueregard.lenses.raising import Raised, raise_points
from dueregard.lenses.screening import Screening, screen
from dueregard.lenses.shapes import Bank, Nation, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What the facts of a use say on a day, in a nation.

    `points` stand in the order to read them; `first` are those of the first screen.
    """

    facts: Mapping[str, str | None]
    asked: Mapping[str, Fact]
    pack: Pack
    points: tuple[Raised, ...]
    first: tuple[Raised, ...]
    find_out_first: tuple[ToFindOut, ...]
    screening: Screening
    tier_name: str
    law: tuple[Ruling, ...]
    on: date
    nation: Nation
    content: str


def identify(*, facts: Facts, on: date, nation: Nation, bank: Bank) -> Identified:
    """All that the facts raise: risks, opportunities, doing nothing, the depth, the law.

    The technology is one of the facts; one that has no pack is served by the general points.
    """
    technology = facts.get("technology")
    pack_id = None if is_unknown(technology) else technology
    raised = raise_points(pack_id=pack_id, facts=facts, bank=bank)
    screening = screen(facts=facts, bank=bank)
    return Identified(
        facts=dict(facts), asked={each.key: each for each in bank.facts_for(pack_id)},
        pack=bank.pack_for(pack_id), points=ordered(raised=raised, facts=facts),
        first=first(raised=raised, facts=facts),
        find_out_first=find_out_first(pack_id=pack_id, facts=facts, bank=bank),
        screening=screening, tier_name=bank.tier(screening.tier).name,
        law=rulings(facts=facts, on=on, nation=nation, bank=bank), on=on, nation=nation,
        content=bank.digest,
    )


def quoted(*, found: Identified, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Facts as they are quoted in a reason: the question and the answer, or that it is missing."""
    return tuple(
        f"{found.asked[key].label} {shown(fact=found.asked[key], value=found.facts.get(key))}"
        for key in keys
    )


def as_plain(found: Identified) -> dict[str, Any]:
    """The whole of it as plain dictionaries and lists, for JSON."""
    return {
        "use": found.facts.get("name") or "", "technology": found.facts.get("technology") or "",
        "pack": {
            "id": found.pack.id, "version": found.pack.version, "digest": found.pack.digest,
            "reviewed": found.pack.reviewed,
        },
        "content": found.content, "on": found.on.isoformat(), "nation": str(found.nation),
        "points": [_point(each, found) for each in found.points],
        "first": [each.id for each in found.first],
        "find_out_first": [
            {"fact": each.fact.key, "question": each.fact.label, "hint": each.fact.hint,
             "settles": list(each.settles)}
            for each in found.find_out_first
        ],
        "screening": {
            "tier": found.screening.tier, "name": found.tier_name,
            "settled": found.screening.settled,
            "because": [
                f"{each.sentence} {each.because}" for each in found.screening.reasons
                if each.tier == found.screening.tier
            ],
        },
        "law": [
            {"rule": each.rule.id, "title": each.rule.title, "status": str(each.status),
             "because": each.because, "check": each.rule.check, "citation": each.rule.citation,
             "last_checked": each.rule.checked.isoformat(), "source_read": each.rule.source_read}
            for each in found.law
        ],
    }


def _point(point: Raised, found: Identified) -> dict[str, Any]:
    return {
        "id": point.id, "kind": str(point.kind), "lens": point.lens, "title": point.title,
        "statement": point.text, "affected": point.affected,
        "because": list(quoted(found=found, keys=point.because)),
        "evidence_wanted": [each.strip() for each in point.evidence.split(";")],
        "measured_by": [point.instrument] if point.instrument else [],
        "precedents": [
            {"title": each.title, "date": each.date, "what": each.what, "source": each.source,
             "source_read": each.source_read}
            for each in point.precedents
        ],
        "unknown": point.find_out, "pack": point.pack, "rev": point.rev,
    }
