"""What may be asked: the risks of a use or of all uses as a grid, and what a register would add."""

from dueregard.answers import Missing
from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Note, Part, Points, Table
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import Affected
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import AssessmentSheet, EffectLine
from dueregard.prioritise.assessment.rules import Chance, EffectKind
from dueregard.prioritise.risk_register import rules
from dueregard.prioritise.risk_register.rules import Taken
from dueregard.weighing import constants
from dueregard.weighing import risk_register as grid
from dueregard.weighing.register_files import FirstEffects
from dueregard.weighing.shapes import DONT_KNOW, NOW, Effect, Group, Kind, Option, Proposal

WHY = (
    "Two risks in one box can differ a hundredfold, and a larger one can stand in a lower box. "
    "What could go well has no place in such a grid, and is left out."
)
NOTHING = "Nobody has written down a risk yet. That is a blank, and no good news."


def options(ref: str) -> tuple[tuple[int, str], ...]:
    """The options of the open assessment, for which rows can be taken in; none where none is."""
    newest = assessment.latest(ref)
    if newest is None or not newest.is_open:
        return ()
    return tuple((each.number, each.name) for each in newest.options)


def taken(ref: str, option: int, found: FirstEffects) -> Taken:
    """What a register would add to an option of the open assessment."""
    newest = assessment.latest(ref)
    one = next((each for each in newest.options if each.number == option), None) if newest else None
    if one is None:
        raise Missing("There is no such option in the open assessment.")
    return rules.taken(
        rules.effects(found), there=[(each.affected, each.text) for each in one.effects]
    )


def of_use(ref: str, *, made_at: str) -> Document:
    """The risks of a use's newest assessment as rows of a 5 by 5 register."""
    use = register.sheet(ref)
    return _document(use.name, [use], made_at)


def of_all(*, made_at: str) -> Document:
    """The same for every use, in the order of the register and in no other."""
    uses = register.matching("").select_related("owner").order_by("number")
    return _document("all uses", [register.whole(each) for each in uses], made_at)


def _document(name: str, uses: list[UseSheet], made_at: str) -> Document:
    """One table, so that it is one sheet elsewhere; each row says what it is not for."""
    known, rows, blank = constants.load(), [], []
    columns: tuple[Column, ...] = ()
    for use in uses:
        newest = assessment.latest(use.ref)
        if newest is None or not _risks(newest):
            blank.append(f"{use.name} ({use.ref})")
            continue
        [table] = [
            each for part in grid.to_document(_proposal(use, newest), constants=known).parts
            for each in part.blocks if isinstance(each, Table)
        ]
        columns = table.columns
        rows += [(use.ref, use.name, *row, grid.NOT_FOR_RANKING) for row in table.rows]
    parts = [Part(title="For your register", key="register", blocks=(
        Note(text=f"{grid.NOT_FOR_RANKING} {WHY}", tone="warning"),
        Table(caption=grid.NOT_FOR_RANKING, rows=tuple(rows), columns=(
            Column(label="Use", key="use"), Column(label="Name of the use", key="use_name"),
            *columns, Column(label="Note", key="note"),
        )),
    ))] if rows else []
    if blank:
        parts.append(Part(title="Uses without a written risk", key="blank", blocks=(
            Note(text=NOTHING), Points(items=tuple(blank)),
        )))
    return Document(
        kind="risk-register", title=f"Risk register entries: {name}", made_at=made_at,
        audience=Audience.FORCE, summary=grid.NOT_FOR_RANKING, parts=tuple(parts),
    )


def _risks(newest: AssessmentSheet) -> bool:
    return any(each.kind is EffectKind.RISK for one in newest.options for each in one.effects)


def _proposal(use: UseSheet, newest: AssessmentSheet) -> Proposal:
    """An assessment as it would be weighed: its words, and about how many people a use touches."""
    groups: dict[str, Group] = {}
    effects = []
    for option in newest.options:
        for line in option.effects:
            if line.affected not in groups:
                groups[line.affected] = Group(id=f"group-{len(groups) + 1}", name=line.affected)
            effects.append(_effect(line, option=_id(option.number), use=use,
                                   group=groups[line.affected].id))
    return Proposal(
        title=f"{use.name} ({use.ref})", groups=tuple(groups.values()), effects=tuple(effects),
        options=tuple(
            Option(id=_id(each.number), name=each.name) for each in newest.options
        ),
    )


def _effect(line: EffectLine, *, option: str, use: UseSheet, group: str) -> Effect:
    people = None if use.affected_count is Affected.UNKNOWN else use.affected_count.value
    return Effect(
        id=f"{use.ref}-effect-{line.id}", option=option, lens=line.lens, group=group,
        kind=Kind.RISK if line.kind is EffectKind.RISK else Kind.OPPORTUNITY, text=line.text,
        chance=DONT_KNOW if line.chance is Chance.DONT_KNOW else line.chance.value,
        size=line.size.value, people=people, evidence="judgement",
    )


def _id(number: int) -> str:
    return NOW if number == 0 else f"option-{number}"
