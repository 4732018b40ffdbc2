"""A weighing as a paper: sentences first, the figures behind them, and how it was done last.

Without this file a committee would be handed a table, and would nod it through.
"""

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.weighing import elicitation, sentences
from dueregard.weighing.shapes import ACTION_NAMES, GateState, Span
from dueregard.weighing.weighed import Figures, Weighed
from dueregard.weighing.weighed import Table as Weighing

GATE_WORDS: dict[GateState, str] = {
    GateState.PASSED: "passed", GateState.NOT_YET: "not yet", GateState.FAILED: "FAILED",
}
NEVER_ONE = ("Gates, estimates and values stand beside each other. They are never made into one "
             "score.")


def to_document(
    weighed: Weighed, audience: Audience = Audience.COMMITTEE, *, made_at: str = ""
) -> Document:
    """The weighing as that audience may see it. Members' values and names are the committee's."""
    parts = [
        Part(title="What it says", key="says", blocks=_says(weighed)),
        Part(title="Gates", key="gates", blocks=_gates(weighed)),
        Part(title="Each option, compared with carrying on as now", key="compared",
             blocks=_compared(weighed)),
        Part(title="Carrying on as now, by itself", key="now", blocks=_alone(weighed)),
        Part(title="Who it falls on, the worst off first", key="groups", blocks=_groups(weighed)),
        Part(title="Under which values each option is best", key="values",
             blocks=_values(weighed)),
        Part(title="What waiting costs", key="waiting", blocks=_waiting(weighed)),
        Part(title="Find out first", key="find-out", blocks=_find_out(weighed)),
        Part(title="What to do next", key="next", blocks=_next(weighed)),
        Part(title="What to know before using this", key="rests", blocks=_rests(weighed)),
    ]
    if weighed.plain:
        parts.append(Part(title="The same with every group counted alike", key="plain",
                          blocks=_plain(weighed), annex=True))
    parts += [
        Part(title="The effects as they were given", key="effects", blocks=_effects(weighed),
             annex=not weighed.plain),
        Part(title="How it was worked out", key="method", blocks=_method(weighed)),
    ]
    return Document(
        kind="weighed", title=f"Options weighed: {weighed.proposal.title}", made_at=made_at,
        parts=tuple(parts), summary=sentences.leading(weighed), audience=Audience.FORCE,
        facts={
            "content": weighed.constants.version, "constants": weighed.constants.digest,
            "seed": str(weighed.seed), "draws": str(weighed.draws), "use": weighed.proposal.use,
        },
    ).for_audience(audience)


def _says(weighed: Weighed) -> tuple[Block, ...]:
    doubt = sentences.doubt(weighed)
    return (
        Note(text=sentences.leading(weighed), tone="lead"),
        Points(items=(*sentences.at_gates(weighed), *((doubt,) if doubt else ()), NEVER_ONE)),
    )


def _gates(weighed: Weighed) -> tuple[Block, ...]:
    options = weighed.proposal.options
    rows = []
    for key, name in weighed.constants.gates.items():
        cells: list[Cell] = [name]
        for option in options:
            found = [each for each in weighed.gates_of(option.id).standings if each.gate == key]
            cells.append(GATE_WORDS[found[0].state] if found else "not asked")
        rows.append(tuple(cells))
    reasons = tuple(dict.fromkeys(
        f"{weighed.constants.gates[one.gate]}, “{option.name}”: {GATE_WORDS[one.state]}. "
        f"{one.reason or 'No reason is given'}."
        for option in options for one in weighed.gates_of(option.id).standings
        if one.state is not GateState.PASSED
    ))
    return (
        Note(text="A gate is never traded against a benefit. One that nobody has spoken of is not "
                  "yet passed."),
        Table(
            caption="How each option stands",
            columns=(Column(label="Gate", key="gate"),
                     *(Column(label=each.name, key=each.id) for each in options)),
            rows=tuple(rows),
        ),
        *((Points(items=reasons),) if reasons else ()),
    )


def _compared(weighed: Weighed) -> tuple[Block, ...]:
    return _by_option(weighed, weighed.table, words=True)


def _by_option(weighed: Weighed, table: Weighing, *, words: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for option in weighed.proposal.options[1:]:
        rows = [each for each in table.lenses if each.option == option.id]
        if words:
            blocks.append(Note(text=f"{option.name}: through each lens, against carrying on as "
                                    "now.", tone="lead"))
            blocks.append(Points(items=tuple(
                sentences.by_lens(each.figures, constants=weighed.constants,
                                  lens=weighed.constants.lenses[each.lens]) for each in rows
            )))
        blocks.append(Table(
            caption=f"{option.name}, a year, against carrying on as now; above 0 is better",
            columns=_columns("Lens", "lens"),
            rows=tuple((sentences.NAMES[each.lens], weighed.constants.lenses[each.lens].unit,
                        *_cells(each.figures)) for each in rows),
        ))
    return tuple(blocks)


def _columns(label: str, key: str) -> tuple[Column, ...]:
    return (
        Column(label=label, key=key), Column(label="Unit", key="unit"),
        Column(label="Middle", key="median", numeric=True),
        Column(label="90% from", key="low", numeric=True),
        Column(label="to", key="high", numeric=True),
        Column(label="Chance of worse", key="worse"),
        Column(label="Mean of the worst 5%", key="tail", numeric=True),
    )


def _cells(found: Figures) -> tuple[Cell, ...]:
    return (*(_signed(each) for each in (found.median, found.low, found.high)),
            sentences.share(found.worse), _signed(found.tail))


def _signed(value: float) -> Cell:
    shown = float(f"{value:.3g}")
    return int(shown) if shown.is_integer() else shown


def _alone(weighed: Weighed) -> tuple[Block, ...]:
    rows = []
    for option in weighed.proposal.options:
        for each in weighed.alone:
            if each.option == option.id and (each.figures.low or each.figures.high):
                rows.append((option.name, sentences.NAMES[each.lens],
                             weighed.constants.lenses[each.lens].unit, *_cells(each.figures)))
    return (
        Note(text="This is the risk of doing nothing: what goes on happening in a year if nothing "
                  "changes. The other options stand below it in the same units."),
        Table(caption="Each option by itself, a year; below 0 is harm",
              columns=(Column(label="Option", key="option"), *_columns("Lens", "lens")),
              rows=tuple(rows)),
    )


def _groups(weighed: Weighed) -> tuple[Block, ...]:
    blocks: list[Block] = [Note(text=(
        "What is good for one group is never taken off what is bad for another. First stands the "
        "group whose worst lens falls furthest."))]
    for option in weighed.proposal.options[1:]:
        blocks.append(Note(text=f"{option.name}:", tone="lead"))
        blocks.append(Table(
            caption=f"{option.name}, by group, a year, against carrying on as now",
            columns=(Column(label="Group", key="group"), *_columns("Lens", "lens")),
            rows=tuple(
                (weighed.proposal.group(each.group).name, sentences.NAMES[each.lens],
                 weighed.constants.lenses[each.lens].unit, *_cells(each.figures))
                for each in weighed.groups if each.option == option.id
            ),
        ))
    return tuple(blocks)


def _values(weighed: Weighed) -> tuple[Block, ...]:
    proposal, table = weighed.proposal, weighed.table
    if not table.view().shares:
        return (Note(text=sentences.leading(weighed)),)
    said = tuple(
        f"{_where(row.title)}: best are {sentences.of_100(row, proposal=proposal)}."
        for row in table.views if not row.by
    )
    blocks: list[Block] = [
        Note(text="Of 100 ways to value the seven lenses, each as likely, in so many each option "
                  "is best. No vote is made of it. An option that fails a gate is left out."),
        Points(items=said), _shares(weighed, table),
    ]
    if proposal.views:
        blocks.append(Note(text="Where each member's own values fall:", tone="lead",
                           audience=Audience.COMMITTEE))
        blocks.append(Points(items=sentences.members(weighed, named=True),
                             audience=Audience.COMMITTEE))
    blocks.append(_central(weighed, table))
    return tuple(blocks)


def _where(title: str) -> str:
    lens = title.removesuffix(" first")
    return title if lens == title else f"Where {lens.lower()} comes first"


def _shares(weighed: Weighed, table: Weighing) -> Table:
    options = [each for each in weighed.proposal.options if each.id in table.view().shares]
    return Table(
        caption="In how many of 100 cases each option is best",
        columns=(Column(label="Values", key="values"),
                 *(Column(label=each.name, key=each.id) for each in options)),
        rows=tuple((row.title, *(sentences.share(row.shares[each.id]) for each in options))
                   for row in table.views if not row.by),
    )


def _central(weighed: Weighed, table: Weighing) -> Table:
    names = [(option.id, option.name) for option in weighed.proposal.options
             if option.id in table.central]
    return Table(
        caption="The values under which each option is best, on average: parts of 100",
        columns=(Column(label="Lens", key="lens"),
                 *(Column(label=name, key=key) for key, name in names)),
        rows=tuple((sentences.NAMES[lens],
                    *(sentences.share(table.central[key][lens]) for key, _ in names))
                   for lens in weighed.constants.lenses),
    )


def _waiting(weighed: Weighed) -> tuple[Block, ...]:
    said = sentences.waiting(weighed)
    if not said:
        return (Note(text="Carrying on as now leads, or nothing may be compared, so waiting gives "
                          "up nothing that this method can tell."),)
    name = weighed.proposal.option(weighed.delay[0].option).name
    return (Note(text=f"Waiting for “{name}”, the option that leads without agreed values:"),
            Points(items=said))


def _find_out(weighed: Weighed) -> tuple[Block, ...]:
    if not weighed.find_out:
        return (Note(text="Nothing that could be found out would change which option is best."),)
    return (Points(items=tuple(sentences.to_find_out(each, weighed)
                               for each in weighed.find_out)),)


def _next(weighed: Weighed) -> tuple[Block, ...]:
    most = weighed.constants.most_actions
    rows: list[tuple[Cell, ...]] = []
    for each in weighed.actions[:most]:
        effort = f"{each.effort:g}" + ("" if each.effort_said else " (not said)")
        gain = "never traded" if each.gain is None else f"{each.gain:.2g}"
        per_day = "" if each.per_day is None else f"{each.per_day:.2g}"
        rows.append((each.title, ACTION_NAMES[each.kind], effort, gain, per_day))
    if not rows:
        return (Note(text="Nothing here is left to do."),)
    return (
        Note(text="Gates first. Then what gains most for each day of effort. Things to do are "
                  "put in order here, never options."),
        Table(caption="What to do next", columns=(
            Column(label="What", key="what"), Column(label="Kind", key="kind"),
            Column(label="Days of effort", key="effort"),
            Column(label="Gain on the scale from 0 to 1", key="gain"),
            Column(label="Gain a day", key="per_day"),
        ), rows=tuple(rows)),
    )


def _rests(weighed: Weighed) -> tuple[Block, ...]:
    by_id = {each.id: each for each in weighed.proposal.effects}
    said = [
        f"Asserted, not shown: {by_id[each].text} Nobody has measured before and after."
        for each in weighed.asserted
    ]
    said += [
        f"Nobody knows how often or how large: {by_id[each].text}" for each in weighed.blanks
    ]
    said += [
        f"{each.name}: what happens to this group counts {each.multiplier:g} times. {each.reason}"
        for each in weighed.proposal.groups if each.multiplier > 1
    ]
    said.append("How sure people are is a guess too. Keep the forecasts, and score them when it "
                "is known what happened.")
    blocks: list[Block] = [Points(items=tuple(said))]
    differ = _differences(weighed)
    if differ:
        blocks.append(Note(text="Where those who were asked differ:", tone="lead",
                           audience=Audience.COMMITTEE))
        blocks.append(Points(items=differ, audience=Audience.COMMITTEE))
    return tuple(blocks)


def _differences(weighed: Weighed) -> tuple[str, ...]:
    proposal, said = weighed.proposal, []
    for effect in proposal.effects:
        left = elicitation.waiting(effect=effect, panel=proposal.panel, turn=1)
        if effect.estimates and left:
            said.append(f"{effect.text} {len(left)} of {len(proposal.panel)} have not given a "
                        "range, so it counts as not known.")
        for turn in (1, 2):
            for each in elicitation.differences(effect=effect, panel=proposal.panel, turn=turn):
                who = f" ({each.lower_by} and {each.higher_by})" if each.lower_by else ""
                part = "how often" if each.part == elicitation.CHANCE else "how large"
                said.append(f"{effect.text} Round {turn}, {part}: {_span(each.lower)} or "
                            f"{_span(each.higher)}{who}.")
    return tuple(said)


def _span(span: Span) -> str:
    return f"{span.low:,g} to {span.high:,g}"


def _plain(weighed: Weighed) -> tuple[Block, ...]:
    assert weighed.plain is not None
    blocks = [*_by_option(weighed, weighed.plain, words=False)]
    if weighed.plain.view().shares:
        blocks.append(_shares(weighed, weighed.plain))
    return tuple(blocks)


def _effects(weighed: Weighed) -> tuple[Block, ...]:
    proposal, known = weighed.proposal, weighed.constants
    rows: list[tuple[Cell, ...]] = []
    for each in proposal.effects:
        controls = "; ".join(
            f"{one.name} (takes {100 * one.reduces:g}%, "
            f"{known.control_names[one.state].lower()}, so {100 * counts:g}% counts)"
            for one in proposal.controls_on(each.id)
            for counts in (one.reduces * known.controls[one.state].base,)
        )
        likely, large = sentences.stated_chance(each, known), sentences.stated_size(each, known)
        if each.estimates:
            pool = elicitation.pooled(effect=each, panel=proposal.panel)
            likely = f"{len(proposal.panel)} people: " + (
                f"{sentences.share(pool[0].low)} to {sentences.share(pool[0].high)}" if pool
                else "not all in")
            large = (f"{pool[1].low:,.3g} to {pool[1].high:,.3g} {known.lenses[each.lens].unit}"
                     if pool else "not all in")
        rows.append((
            proposal.option(each.option).name, sentences.NAMES[each.lens],
            f"{each.kind.capitalize()}: {each.text}", proposal.group(each.group).name, likely,
            large, known.evidence[each.evidence or "0"].name, controls or "none",
        ))
    labels = ("Option", "Lens", "Effect", "Who", "How likely", "How large, a year", "Evidence",
              "Controls")
    return (Table(
        caption="Every effect, with numbers beside words", rows=tuple(rows),
        columns=tuple(Column(label=each, key=each.lower().replace(",", "").replace(" ", "_"))
                      for each in labels),
    ),)


def _method(weighed: Weighed) -> tuple[Block, ...]:
    known = weighed.constants
    return (
        Points(items=(
            f"{weighed.draws:,} draws of every effect. Chances are drawn as log odds and sizes as "
            "logarithms, with the ends that were given as the ends of a 90% range.",
            "Weak evidence widens a range towards its worse end. A control that is only planned "
            "counts for nothing. What nobody knows counts as the worst; a benefit that nobody "
            "knows counts for nothing.",
            "Values: stochastic multicriteria acceptability analysis (SMAA-2), Lahdelma and "
            "Salminen 2001, Operations Research 49(3):444-454. What is worth finding out: "
            "Strong, Oakley and Brennan 2014, Medical Decision Making 34(3):311-326.",
        )),
        Fields(fields=(
            Field(label="Version of the constants", value=known.version),
            Field(label="SHA-256 of the constants", value=known.digest),
            Field(label="Seed", value=str(weighed.seed)),
        )),
    )
