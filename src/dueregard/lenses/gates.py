"""Reads the gates that a use passes, and says what a wrong result of it can touch.

Without this file the gates would sit in code, where no force can edit them, and a slip in the
words would show as an error on somebody's page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from dueregard.lenses.conditions import Truth, evaluate
from dueregard.lenses.facts import Fact, Facts, Option
from dueregard.lenses.gate_shapes import (
    BLOCK,
    ENDS_ON,
    LIVE,
    PILOT,
    TRIAL,
    WARN,
    Gate,
    GateFact,
    Gates,
    Impact,
    Part,
    PartType,
)
from dueregard.lenses.reading import Entry, Problems, Source
from dueregard.lenses.shapes import STAGES, Bank
from dueregard.lenses.wording import reason

FILE = "gates.toml"
_TIERS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The class of impact of a use, why, and whether only a gap in the facts says so."""

    impact: Impact
    because: str
    unknown: bool


def impact(*, facts: Facts, bank: Bank) -> Touched:
    """What a wrong result can touch: the gravest class that holds or may hold by the facts.

    A fact that is not known counts as the worst, so that silence makes no use look harmless.
    It says what is at stake, not how likely it is.
    """
    for each in bank.gates.impacts:
        if each.when is None:
            return Touched(impact=each, because="", unknown=False)
        outcome = evaluate(condition=each.when, facts=facts)
        if outcome.truth is not Truth.FALSE:
            return Touched(
                impact=each, unknown=outcome.truth is Truth.UNKNOWN,
                because=reason(because=outcome.because, facts=facts, known=bank.register),
            )
    raise AssertionError("the last class of impact has no condition")


def read(source: Source, *, known: Mapping[str, Fact]) -> Gates:
    """The gates from their file; what is wrong with them is noted in words."""
    found = Gates(
        gates=source.each("gate", _gate),
        facts=source.each("fact", partial(_fact, known=known)),
        impacts=source.each("impact", partial(_impact, known=known)),
    )
    _check(source.problems, found)
    return found


def _gate(entry: Entry) -> Gate:
    before = entry.text("before", default="")
    if before not in ("", TRIAL, LIVE):
        entry.say(f"“before” is “{before}”; it can be {TRIAL}, {LIVE}, or left out")
    return Gate(
        id=entry.id, stage=entry.one_of("stage", STAGES), title=entry.text("title"),
        objective=entry.text("objective"), decision_maker=entry.text("decision_maker"),
        question=entry.text("question"), advice_from=entry.texts("advice_from"),
        documents=entry.texts("documents"), tiers=_tiers(entry),
        law=entry.one_of("law", (BLOCK, WARN)), before=before,
        may_leave_out=entry.truth("may_leave_out", default=False),
        rev=entry.done(sort="gate"),
    )


def _fact(entry: Entry, *, known: Mapping[str, Fact]) -> GateFact:
    return GateFact(
        id=entry.id, title=entry.text("title"), question=entry.text("question"),
        why=entry.text("why"), gap=entry.text("gap"), none=entry.text("none", default=""),
        several=entry.truth("several"), firm=entry.truth("firm", default=False),
        gates=entry.texts("gates"), tiers=_tiers(entry), parts=_parts(entry),
        when=entry.condition(known) if "when" in entry.table else None,
        rev=entry.done(sort="gate fact"),
    )


def _parts(entry: Entry) -> tuple[Part, ...]:
    entry.asked.add("part")
    listed = entry.table.get("part")
    if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
        entry.say("it needs at least one [[fact.part]]")
        return ()
    made = tuple(_part(entry, each) for each in listed)
    keys = [each.key for each in made]
    for key in sorted({each for each in keys if keys.count(each) > 1}):
        entry.say(f"it has the part “{key}” twice")
    return made


def _part(whole: Entry, table: Mapping[str, object]) -> Part:
    entry = Entry(problems=whole.problems, file=whole.file, table=table, name="key")
    options: tuple[Option, ...] = ()
    kind = PartType(entry.one_of("type", tuple(PartType)))
    if kind is PartType.CHOICE:
        entry.asked.add("options")
        given = table.get("options")
        if not isinstance(given, Mapping) or len(given) < 2:
            whole.say(f"the part “{entry.id}” is a choice and needs “options”, two or more")
        else:
            options = tuple(Option(value=str(key), label=str(text)) for key, text in given.items())
    made = Part(
        key=entry.id, type=kind, label=entry.text("label"), hint=entry.text("hint"),
        gap=entry.text("gap"), options=options,
    )
    for key in table:
        if key not in entry.asked:
            whole.say(f"“{key}” is not something the part “{entry.id}” has; check the spelling")
    return made


def _impact(entry: Entry, *, known: Mapping[str, Fact]) -> Impact:
    return Impact(
        id=entry.id, name=entry.text("name"), meaning=entry.text("meaning"),
        when=entry.condition(known) if "when" in entry.table else None,
        rev=entry.done(sort="impact"),
    )


def _tiers(entry: Entry) -> tuple[int, ...]:
    entry.asked.add("tiers")
    found = entry.table.get("tiers")
    if not isinstance(found, list) or not found or any(each not in _TIERS for each in found):
        entry.say("“tiers” must list some of 1, 2 and 3")
        return _TIERS
    return tuple(found)


def _check(problems: Problems, found: Gates) -> None:
    say = problems.sentences.append
    known = {each.id for each in found.gates}
    for state in (TRIAL, LIVE):
        these = [each for each in found.gates if each.before == state]
        if len(these) != 1:
            say(f"{FILE}: exactly one gate stands before “{state}”; there are {len(these)}.")
        for each in these:
            if each.tiers != _TIERS:
                say(f"{FILE}, {each.id}: it stands before “{state}”, so every tier needs it.")
            if state == LIVE and each.may_leave_out:
                say(f"{FILE}, {each.id}: nothing goes live past it, so it cannot be left out.")
    for fact in found.facts:
        for gate in fact.gates:
            if gate not in known:
                say(f"{FILE}, {fact.id}: it is asked at {gate}, and there is no such gate.")
        if fact.firm and fact.none:
            say(f"{FILE}, {fact.id}: it is firm, so “none” cannot be said in its place.")
    pilot, trial = found.fact(PILOT), found.before(TRIAL)
    ends = next((each for each in pilot.parts if each.key == ENDS_ON), None) if pilot else None
    if pilot is None or ends is None or ends.type is not PartType.DATE or pilot.several:
        say(f"{FILE}: {PILOT} must be there, once, with a part “{ENDS_ON}” that is a date.")
    elif trial is not None and (not pilot.firm or trial.id not in pilot.gates):
        say(f"{FILE}: {PILOT} must be firm and asked at {trial.id}: no trial without an end.")
    if found.impacts and [each.id for each in found.impacts if each.when is None] != [
        found.impacts[-1].id
    ]:
        say(f"{FILE}: the last class of impact, and no other, has no “when”.")
