"""Everything that the facts of a use say: points, what to find out, how deep to look, the law.

Without this file the command line and the workbench would each put it together, and one day
they would differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dueregard.lenses.facts import Fact, Facts, chosen, shown
from dueregard.lenses.finding_out import ToFindOut, find_out_first
from dueregard.lenses.law import Ruling, rulings
from dueregard.lenses.ordering import first, ordered
from dueregard.lenses.profile import NO_PROFILE, Profile, earlier
from dueregard.lenses.raising import Raised, raise_points, suggested
from dueregard.lenses.screening import Screening, screen
from dueregard.lenses.shapes import Bank, Nation, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What the facts of a use say on a day, in a nation.

    `points` stand in the order to read them; `first` are those of the first screen. `packs` are
    those of its technology, of what it also is, and the general one, last. `may_also_be` are
    technologies that the facts point to and nobody has named.
    """

    facts: Mapping[str, str | None]
    asked: Mapping[str, Fact]
    packs: tuple[Pack, ...]
    points: tuple[Raised, ...]
    first: tuple[Raised, ...]
    first_without_profile: tuple[Raised, ...]
    profile: Profile
    may_also_be: tuple[tuple[str, tuple[str, ...]], ...]
    find_out_first: tuple[ToFindOut, ...]
    screening: Screening
    tier_name: str
    law: tuple[Ruling, ...]
    on: date
    nation: Nation
    content: str

    @property
    def pack(self) -> Pack:
        """The pack of its main technology, or the general one where that has none."""
        return self.packs[0]


def identify(
    *, facts: Facts, on: date, nation: Nation, bank: Bank, profile: Profile = NO_PROFILE
) -> Identified:
    """All that the facts raise: risks, opportunities, doing nothing, the depth, the law.

    The technology is one of the facts; one that has no pack is served by the general points.
    """
    raised = raise_points(facts=facts, bank=bank)
    screening = screen(facts=facts, bank=bank)
    return Identified(
        facts=dict(facts), asked={each.key: each for each in bank.facts_for(facts)},
        packs=bank.packs_for(facts), points=ordered(raised=raised, facts=facts, profile=profile),
        first=first(raised=raised, facts=facts, profile=profile),
        first_without_profile=first(raised=raised, facts=facts), profile=profile,
        may_also_be=suggested(facts=facts, bank=bank),
        find_out_first=find_out_first(facts=facts, bank=bank),
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
        "also": list(chosen(found.facts.get("also"))),
        "may_also_be": [
            {"technology": each, "because": list(quoted(found=found, keys=keys))}
            for each, keys in found.may_also_be
        ],
        "packs": [
            {"id": each.id, "version": each.version, "digest": each.digest,
             "reviewed": each.reviewed}
            for each in found.packs
        ],
        "content": found.content, "on": found.on.isoformat(), "nation": str(found.nation),
        "points": [_point(each, found) for each in found.points],
        "first": [each.id for each in found.first],
        "first_without_profile": [each.id for each in found.first_without_profile],
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
        "statement": f"{point.title}. {point.text}", "text": point.text,
        "affected": point.affected,
        "because": list(quoted(found=found, keys=point.because)),
        "evidence_wanted": [each.strip() for each in point.evidence.split(";")],
        "measured_by": [point.instrument] if point.instrument else [],
        "precedents": [
            {"title": each.title, "date": each.date, "what": each.what, "source": each.source,
             "source_read": each.source_read}
            for each in point.precedents
        ],
        "said_also": [
            {"id": each.id, "pack": each.pack, "statement": each.text, "because": each.reason}
            for each in point.said_also
        ],
        "earlier_because": list(
            earlier(point=point, facts=found.facts, profile=found.profile)
        ),
        "unknown": point.find_out, "pack": point.pack, "rev": point.rev,
    }
