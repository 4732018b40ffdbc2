"""The two pages that a committee reads: the same order for every use, and room for only so much.

Without it members would get sixty pages, late, in the order that suits whoever wrote them.
"""

from dueregard.documents.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.manage.papers.changes import differences
from dueregard.manage.papers.material import (
    Earlier,
    EffectLine,
    EvidenceRow,
    Material,
    OptionLine,
    RuleRow,
)
from dueregard.manage.papers.saying import IN_FULL, cut, day, few, in_short, sentence

# How much of each a page has room for; all of it stands in the annex.
QUESTION, HELP, LINE, CELL = 320, 100, 100, 80
MOST_HELP, MOST_CHANGES, MOST_EFFECTS, MOST_EVIDENCE, MOST_UNKNOWN = 4, 3, 2, 3, 4
WEIGHED = 300
MOST_RULES, MOST_MET, MOST_OVERRIDES, MOST_CONDITIONS = 3, 1, 2, 3
# From a test by somebody other than the supplier on. Below it a claim is only a claim.
TESTED = 3
NOT_FAVOURABLE = "What is not listed was not found in the record. That is not the same as safe."


def question(asked: str, *, help_with: tuple[str, ...]) -> Part:
    """What is asked, and what the owner would like help with."""
    blocks: list[Block] = [Note(text=cut(asked, QUESTION, more=IN_FULL), tone="lead")]
    if help_with:
        blocks.append(Note(text="We want help with:"))
        blocks.append(Points(items=tuple(few([cut(each, HELP) for each in help_with], MOST_HELP))))
    return Part(key="question", title="What we ask the committee", blocks=tuple(blocks))


def primer(material: Material) -> Part:
    """What the technology is, and of what else the tool is made."""
    if not material.primers:
        return Part(key="primer", title="What this technology is", blocks=(
            Note(text="Nobody has said what kind of technology it is.", tone="warning"),
        ))
    first, *rest = material.primers
    text = " ".join(first.sentences)
    if rest:
        names = ", ".join(each.technology.lower() for each in rest)
        text += f" It is also: {cut(names, CELL)}. The annex says what that is."
    return Part(key="primer", title=f"What this technology is: {first.technology.lower()}",
                blocks=(Note(text=text),))


def changed(found: tuple[str, ...], earlier: Earlier | None) -> Part:
    """What came of the last advice, and what is different since."""
    if earlier is None:
        blocks: tuple[Block, ...] = (
            Note(text="The committee has not advised on this use before."),
        )
    else:
        lines = [cut(each, LINE) for each in earlier.sentences]
        lines = few(lines, MOST_CHANGES)
        lines += few([cut(each, LINE) for each in found], MOST_CHANGES) or [
            "Nothing on record has changed since the paper of that time."
        ]
        blocks = (Points(items=tuple(lines)),)
    return Part(key="changed", title="What changed since the last advice", blocks=blocks)


def all_changes(paper: Document, earlier: Earlier | None) -> tuple[str, ...]:
    """Every difference from the paper of the last time."""
    return differences(before=earlier.paper, after=paper) if earlier else ()


def sides(material: Material) -> Part:
    """Carrying on as now beside going on: both columns, always."""
    title = "Go on, or carry on as now"
    if not material.options:
        return Part(key="sides", title=title, blocks=(Note(
            text="No options are written down yet, not even carrying on as now.", tone="warning"
        ),))
    now, *others = material.options
    go_on = min(others, key=lambda each: each.place or len(material.options) + 1, default=None)
    name = cut(go_on.name, 60) if go_on else "Nothing else is written down"
    table = Table(
        caption="The gravest first" if material.settled
        else "Not settled yet: the owner may still change these",
        columns=(
            Column(label="Which way", key="what"), Column(label=f"Go on: {name}", key="proceed"),
            Column(label=f"{cut(now.name, 60)}", key="carry-on"),
        ),
        rows=tuple(
            (label, _effects(go_on, kind), _effects(now, kind))
            for label, kind in (("Could go wrong", "Risk"), ("Could go well", "Opportunity"))
        ),
    )
    lines: list[Block] = [table]
    if len(others) > 1:
        more = len(others) - 1
        lines.append(Note(text=f"{more} more {'way' if more == 1 else 'ways'} to go on: see the "
                               "annex."))
    if material.weighed:
        found = material.weighed
        stale = f" {found.stale}" if found.stale else ""
        lines.append(Note(
            text=f"Weighed on {day(found.on)}. {cut(found.leads, WEIGHED, more=IN_FULL)}{stale} "
                 "There is no single score; the annex says what it rests on."))
    return Part(key="sides", title=title, blocks=tuple(lines))


def _effects(option: OptionLine | None, kind: str) -> str:
    found = [_effect(each) for each in option.effects if each.kind == kind] if option else []
    return "\n".join(few(found, MOST_EFFECTS)) or "Nobody has written anything down."


def _effect(effect: EffectLine) -> str:
    how = f"{in_short(effect.chance).lower()}, {in_short(effect.size).lower()}"
    return f"{cut(effect.text, CELL)} ({cut(effect.affected, 28)}: {how})"


def known(material: Material) -> Part:
    """What is evidenced, what is only said, and what nobody knows, apart from each other."""
    tested = [each for each in material.evidence if each.worth >= TESTED]
    said = [each for each in material.evidence if each.worth < TESTED]
    effects = [each for option in material.options for each in option.effects]
    judged = sum(not each.evidence for each in effects)
    asserted = few([_evidence(each) for each in said], MOST_EVIDENCE)
    if judged:
        asserted.append(f"{judged} of {len(effects)} effects rest on judgement alone.")
    unknown = _unknown(material)
    blank = "Nothing on record."
    return Part(key="known", title="What is known, what is said, what is not known", blocks=(
        Fields(fields=(
            Field(label=f"Evidenced: tested by others than the supplier ({len(tested)})",
                  value="\n".join(few([_evidence(each) for each in tested], MOST_EVIDENCE))
                  or blank),
            Field(label=f"Asserted: somebody says so ({len(said)})",
                  value="\n".join(asserted) or blank),
            Field(label=f"Not known ({len(unknown)})",
                  value="\n".join(few([cut(each, CELL) for each in unknown], MOST_UNKNOWN))
                  or "No gap is on record. There may be some all the same."),
        )),
    ))


def _evidence(row: EvidenceRow) -> str:
    return f"{cut(row.title, 50)}: {cut(row.statement, 70)} ({row.level.lower()})"


def _unknown(material: Material) -> list[str]:
    found = [f"Only the supplier says anything about {each.lower()}."
             for each in material.supplier_only]
    found += [f"To find out: {sentence(each.title)}" for each in material.points if each.find_out]
    found += [
        f"How likely or how large: {sentence(each.text)}"
        for option in material.options for each in option.effects if not each.known
    ]
    if material.points_to_look_at:
        found.append(f"{material.points_to_look_at} points nobody has looked at yet.")
    return found + [each.question for each in material.facts if not each.known]


def law(material: Material) -> Part:
    """The rules in the way, who says that the others are met, and what was passed over."""
    title = "Law in the way, and what was passed over"
    if not material.law:
        return Part(key="blocking", title=title, blocks=(
            Note(text="The law was not looked at for this paper.", tone="warning"),
        ))
    barring = [each for each in material.law if each.in_the_way]
    met = [each for each in material.law if each.met]
    lines = few([f"In the way: {_rule(each)}" for each in barring], MOST_RULES) or [
        "No rule that we have read is in the way. Others may be: ask a lawyer."
    ]
    lines += few([f"Said to be met: {_rule(each)}" for each in met], MOST_MET)
    return Part(key="blocking", title=title, blocks=(
        Points(items=(*lines, *_overrides(material))),
    ))


def _rule(row: RuleRow) -> str:
    who = f". {cut(row.post, 30)}: {cut(row.document or row.said.lower(), 40)}" if row.post else ""
    may = "" if row.applies else ", if it applies"
    return f"{cut(row.title, 55)}{may} ({cut(row.citation, 40)}){who}"


def _overrides(material: Material) -> list[str]:
    if material.gates is None:
        return ["Not shown: whether a gate was passed against a rule."]
    return few([
        f"Overridden on {day(each.on)}: the gate {cut(each.gate, 30)}, by {cut(each.post, 30)}. "
        f"{cut(each.reason, 60)} In the way: {cut('; '.join(each.against), 60)}"
        for each in material.gates.overrides
    ], MOST_OVERRIDES) or ["No gate was passed against a rule, as far as the record shows."]


def conditions(material: Material) -> Part:
    """What was asked before and is not done."""
    waiting = sorted((each for each in material.conditions if not each.met),
                     key=lambda each: each.due)
    lines = [f"By {day(each.due)}: {cut(each.text, 70)} ({each.state.lower()})"
             for each in waiting]
    return Part(key="open", title="Conditions not yet met", blocks=(
        Points(items=tuple(few(lines, MOST_CONDITIONS))) if lines
        else Note(text="No open condition is on record."),
    ))
