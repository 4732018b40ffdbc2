"""Which conclusions hang on a constant of the method: each tried alone, low and high.

Without this file the constants would decide behind a committee's back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Note, Part, Points, Table
from dueregard.weighing import constants as known
from dueregard.weighing.constants import BASE, HIGH, LOW, Constants, Tried
from dueregard.weighing.sentences import NAMES
from dueregard.weighing.shapes import ControlState, Kind, Proposal
from dueregard.weighing.weigh import weigh
from dueregard.weighing.weighed import Weighed

DRAWS = 10_000

Path = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One conclusion that is another one when a constant has its low or high value."""

    constant: str
    value: float
    base: float
    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Every constant that was tried, the conclusions compared, and those that changed."""

    proposal: Proposal
    tried: tuple[tuple[str, float, float, float], ...]
    conclusions: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    draws: int


def try_constants(
    proposal: Proposal, *, using: Constants | None = None, draws: int = DRAWS,
    seed: int | None = None,
) -> Sensitivity:
    """Weigh again with each constant that this proposal uses, one at a time, low and high.

    The draws are the same each time, so nothing changes by chance. It cannot tell what happens
    when several constants are wrong at once.
    """
    base = using or known.load()
    first = weigh(proposal, using=base, draws=draws, seed=seed)
    before = conclusions(first)
    tried, changes = [], []
    for path, name, values in constants_used(proposal, base):
        tried.append((name, *values))
        for to, value in ((LOW, values.low), (HIGH, values.high)):
            if value == values.base:
                continue
            other = weigh(proposal, using=known.with_tried(base, path=path, to=to), draws=draws,
                          seed=seed, checked=True)
            after = conclusions(other)
            changes += [
                Change(constant=name, value=value, base=values.base, about=about, before=said,
                       after=after[about])
                for about, said in before.items() if after[about] != said
            ]
    return Sensitivity(proposal=proposal, tried=tuple(tried), conclusions=tuple(before.items()),
                       changes=tuple(changes), draws=draws)


def conclusions(weighed: Weighed) -> dict[str, str]:
    """What a committee takes away: what is best under which values, and where each lens goes."""
    made = {}
    for row in weighed.table.views:
        ranked = sorted(row.shares, key=lambda each: -row.shares[each])
        title = row.title[0].lower() + row.title[1:]
        if not ranked:
            made[f"best, {title}"] = "none, as every option fails a gate"
        elif len(ranked) > 1 and (
            row.shares[ranked[0]] - row.shares[ranked[1]] < weighed.constants.leads
        ):
            made[f"best, {title}"] = "about even"
        else:
            made[f"best, {title}"] = f"“{weighed.proposal.option(ranked[0]).name}”"
    for each in weighed.table.lenses:
        name = weighed.proposal.option(each.option).name
        made[f"“{name}”, {NAMES[each.lens].lower()}"] = (
            "worse" if each.figures.worse >= weighed.constants.clear else
            "better" if each.figures.better >= weighed.constants.clear else "either way"
        )
    return made


def constants_used(
    proposal: Proposal, base: Constants
) -> Iterator[tuple[Path, str, Tried]]:
    """Each constant that can matter to this proposal: its place, its name in words, its values."""
    levels = {each.evidence or "0" for each in proposal.effects}
    believed = {
        each.evidence or "0" for each in proposal.effects if each.kind is Kind.OPPORTUNITY
    }
    for key, level in base.evidence.items():
        name = level.name.lower()
        if key in levels:
            yield ("evidence", key, "widen"), f"the widening for “{name}”", level.widen
        if key in believed:
            yield (("evidence", key, "believed"),
                   f"the part believed of a benefit with “{name}”", level.believed)
    if any(each.state is ControlState.IN_PLACE for each in proposal.controls):
        yield (("control", ControlState.IN_PLACE, "counts"),
               "what a control counts for that is in place and not checked",
               base.controls[ControlState.IN_PLACE])
    for lens in dict.fromkeys(each.lens for each in proposal.effects):
        scale = base.lenses[lens]
        yield (("lens", lens, "scale"),
               f"the end of the scale for {NAMES[lens].lower()} ({scale.unit})", scale.scale)


def to_document(found: Sensitivity, *, made_at: str = "",
                audience: Audience = Audience.COMMITTEE) -> Document:
    """The sensitivity page: what changes, what does not, and what was tried."""
    changed = {each.about for each in found.changes}
    firm = [f"{about[0].upper()}{about[1:]}: {said}." for about, said in found.conclusions
            if about not in changed]
    count = len(found.conclusions)
    lead = (
        f"None of the {count} conclusions changes, whichever constant is at its low or high value."
        if not changed else
        f"{len(changed)} of {count} conclusions change with a constant of the method. They are "
        "weaker than they look."
    )
    return Document(
        kind="weighing-sensitivity", title=f"What hangs on the method: {found.proposal.title}",
        made_at=made_at, audience=Audience.COMMITTEE, summary=lead,
        parts=(
            Part(title="What changes", key="changes", blocks=(
                Note(text=lead, tone="lead"),
                *((Points(items=_grouped(found)),) if found.changes else ()),
            )),
            Part(title="What does not change", key="firm", blocks=(
                Points(items=tuple(firm) or ("Nothing: every conclusion hangs on a constant.",)),)),
            Part(title="What was tried", key="tried", blocks=(
                Note(text=f"Each constant alone, with {found.draws:,} draws that are the same each "
                          "time. Several wrong at once were not tried."),
                Table(caption="The constants and their values", rows=tuple(
                    (f"{name[0].upper()}{name[1:]}", *map(_whole, values))
                    for name, *values in found.tried
                ), columns=(
                    Column(label="Constant", key="constant"),
                    *(Column(label=each.capitalize(), key=each, numeric=True)
                      for each in (LOW, BASE, HIGH)),
                )),
            )),
        ),
    ).for_audience(audience)


def _grouped(found: Sensitivity) -> tuple[str, ...]:
    """One sentence a conclusion: what it is, and what it becomes with which constant."""
    said = []
    for about, before in found.conclusions:
        becomes: dict[str, list[str]] = {}
        for each in found.changes:
            if each.about == about:
                becomes.setdefault(each.after, []).append(f"{each.constant} were {each.value:,g}")
        if becomes:
            others = "; ".join(f"{after} if {' or if '.join(whys)}"
                               for after, whys in becomes.items())
            said.append(f"{about[0].upper()}{about[1:]}: {before}. It would be {others}.")
    return tuple(said)


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value
