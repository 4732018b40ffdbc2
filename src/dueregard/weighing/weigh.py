"""Weigh a proposal: the one call from what was proposed to everything that follows from it.

Without this file each page would put the method together in its own way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dueregard.weighing import constants, estimates, next_steps, values
from dueregard.weighing.arithmetic import Array, mean, rounded
from dueregard.weighing.checking import require_sound
from dueregard.weighing.constants import Constants
from dueregard.weighing.draws import Drawn, draw
from dueregard.weighing.estimates import Sums
from dueregard.weighing.information import Worth
from dueregard.weighing.shapes import GateState, Kind, Proposal, View
from dueregard.weighing.weighed import (
    Delay,
    OptionGates,
    Standing,
    Table,
    ToFindOut,
    ViewRow,
    Weighed,
)

_MONTHS = 12


def weigh(
    proposal: Proposal, *, using: Constants | None = None, seed: int | None = None,
    draws: int | None = None, checked: bool = False,
) -> Weighed:
    """All that follows from a proposal: gates, estimates, values, what to find out and do next.

    The same proposal, constants, seed and number of draws give the same result on any machine.
    Raises every fault of the proposal, a line each, unless it was `checked` before.
    """
    known = using or constants.load()
    if not checked:
        require_sound(proposal, known)
    if seed is None:
        seed = known.seed if proposal.seed is None else proposal.seed
    count = draws or known.draws
    drawn = draw(proposal, constants=known, seed=seed, draws=count)
    gates = tuple(_at_gates(each.id, proposal=proposal, known=known) for each in proposal.options)
    frame = _Frame(proposal=proposal, known=known, seed=seed, draws=count,
                   contest=tuple(each.option for each in gates if not each.failed))
    by_part = estimates.parts(drawn)
    multipliers = {each.id: each.multiplier for each in proposal.groups}
    counted = estimates.sums(by_part, multipliers=multipliers)
    uncounted = estimates.sums(by_part, multipliers=dict.fromkeys(multipliers, 1.0))
    table, member_weights = frame.table(counted)
    worth = Worth(drawn, proposal=proposal, in_contest=frame.contest, scales=frame.scales)
    find_out = _to_find_out(worth, proposal=proposal, known=known, drawn=drawn,
                            views=member_weights)
    return Weighed(
        proposal=proposal, constants=known, seed=seed, draws=count, gates=gates,
        alone=estimates.lens_rows(uncounted, proposal=proposal, lenses=frame.lenses,
                                  against_now=False),
        table=table,
        plain=frame.table(uncounted)[0] if any(each > 1 for each in multipliers.values()) else None,
        groups=estimates.group_rows(by_part, proposal=proposal, lenses=frame.lenses,
                                    scales=frame.scales),
        delay=frame.delay(uncounted, table), find_out=find_out,
        actions=next_steps.to_do(worth, gates=gates, find_out=find_out, proposal=proposal,
                              known=known, views=member_weights),
        worth_of_knowing_all=rounded(max(map(worth.knowing_all, member_weights))),
        tail_harm=frame.tail_harm(counted, table),
        asserted=_asserted(proposal),
        blanks=tuple(each.read.effect.id for each in drawn if each.read.blank),
        with_doubt_for_now=frame.with_doubt_for_now(drawn, multipliers, seed),
    )


class _Frame:
    """What stays the same for every table of one weighing."""

    def __init__(self, *, proposal: Proposal, known: Constants, seed: int, draws: int,
                 contest: tuple[str, ...]) -> None:
        self.proposal, self.known, self.contest = proposal, known, contest
        self.lenses = tuple(known.lenses)
        self.scales = {each.id: each.scale.base for each in known.lenses.values()}
        self.weights = values.open_weights(lenses=self.lenses, seed=seed, draws=draws)
        self._kept: dict[str, Array] = {}

    def table(self, made: Sums) -> tuple[Table, tuple[Mapping[str, float], ...]]:
        """The table, and the mean weights of no agreed values and of each member."""
        rows, means = [], [dict.fromkeys(self.lenses, 1.0 / len(self.lenses))]
        active = [each for each in self.lenses if any(
            (option.id, each) in made for option in self.proposal.options)]
        open_ = self._worth(made, self.weights)
        standard = values.standard_views(
            lenses=active, names={each: each.capitalize() for each in self.lenses})
        for key, title, view in standard:
            found = open_ if view is None else self._worth(made, self._weights(key, view))
            rows.append(self._view(found, key=key, title=title))
        for place, view in enumerate(self.proposal.views):
            key = f"member-{place + 1}"
            weights = self._weights(key, view)
            rows.append(self._view(self._worth(made, weights), key=key,
                                   title=f"Member {place + 1}", by=view.by))
            means.append({lens: mean(weights[at]) for at, lens in enumerate(self.lenses)})
        contest = {each: open_[each] for each in self.contest}
        return Table(
            lenses=estimates.lens_rows(made, proposal=self.proposal, lenses=self.lenses,
                                       against_now=True),
            views=tuple(rows), ranks=values.ranks(contest),
            central=values.central(values.best(contest), weights=self.weights,
                                   lenses=self.lenses),
        ), tuple(means)

    def _weights(self, key: str, view: View) -> Array:
        """The weights of a view, worked out once for both tables."""
        if key not in self._kept:
            self._kept[key] = values.weights_of(view, open_=self.weights, lenses=self.lenses)
        return self._kept[key]

    def _worth(self, made: Sums, weights: Array) -> dict[str, Array]:
        return values.utilities(
            made, options=[each.id for each in self.proposal.options], weights=weights,
            lenses=self.lenses, scales=self.scales)

    def _view(self, found: Mapping[str, Array], *, key: str, title: str, by: str = "") -> ViewRow:
        return values.view_row(
            {each: found[each] for each in self.contest}, key=key, title=title, by=by,
            now=found[self.proposal.now.id])

    def delay(self, made: Sums, table: Table) -> tuple[Delay, ...]:
        """What a month of waiting gives up or spares, by lens, where another option leads."""
        shares = table.view().shares
        lead = max(shares, key=lambda each: shares[each]) if shares else self.proposal.now.id
        now = self.proposal.now.id
        if lead == now:
            return ()
        found = []
        for lens in self.lenses:
            one, other = made.get((lead, lens)), made.get((now, lens))
            if one is not None or other is not None:
                gained = (mean(one) if one is not None else 0.0) - (
                    mean(other) if other is not None else 0.0)
                found.append(Delay(option=lead, lens=lens, per_month=rounded(gained / _MONTHS)))
        return tuple(found)

    def tail_harm(self, made: Sums, table: Table) -> float:
        """The part of the worst 5% in the mean of the new option that leads, on the scale."""
        shares = {option: share for option, share in table.view().shares.items()
                  if option != self.proposal.now.id}
        if not shares:
            return 0.0
        lead = max(shares, key=lambda each: shares[each])
        found = self._worth(made, self.weights)
        tail = estimates.figures(found[lead] - found[self.proposal.now.id]).tail
        return rounded(max(0.0, -tail) * 0.05)

    def with_doubt_for_now(
        self, drawn: Sequence[Drawn], multipliers: Mapping[str, float], seed: int
    ) -> dict[str, float] | None:
        """Who is best if carrying on as now is given every benefit of the doubt.

        Its blank risks then count as nothing, and its ranges stand as stated whatever the evidence.
        What nobody knows of it counts against it like anywhere else, and so makes every other
        option look better: this says whether that decides. None where it has no such doubt.
        """
        now = self.proposal.now.id
        surest = max(self.known.evidence.values(), key=lambda each: (
            -each.widen.base, each.believed.base))
        kept, trusted = [], []
        for each in drawn:
            if each.read.effect.option != now:
                kept.append(each)
            elif not (each.read.blank and each.read.effect.kind is Kind.RISK):
                trusted.append(replace(each.read.effect, evidence=surest.key))
        before = [each for each in self.proposal.effects if each.option == now]
        if not self.contest or trusted == sorted(before, key=lambda each: each.id):
            return None
        again = draw(replace(self.proposal, effects=tuple(trusted)), constants=self.known,
                     seed=seed, draws=self.weights.shape[1])
        found = self._worth(
            estimates.sums(estimates.parts((*kept, *again)), multipliers=multipliers),
            self.weights)
        won = values.best({each: found[each] for each in self.contest})
        return {option: rounded(mean(each)) for option, each in won.items()}


def _at_gates(option: str, *, proposal: Proposal, known: Constants) -> OptionGates:
    """Every gate of the content for a new option; for carrying on as now, those that are said."""
    said = {
        gate.key: gate for gate in proposal.gates
        if option in gate.options or (not gate.options and option != proposal.now.id)
    }
    # What is said of this option by name goes before what is said of all.
    said |= {gate.key: gate for gate in proposal.gates if option in gate.options}
    keys = [each for each in known.gates if each in said or option != proposal.now.id]
    return OptionGates(option=option, standings=tuple(
        Standing(gate=key, state=said[key].state if key in said else GateState.NOT_YET,
                 reason=said[key].reason if key in said else "Nobody has said.")
        for key in keys
    ))


def _asserted(proposal: Proposal) -> tuple[str, ...]:
    """The benefits that no evidence from before and after supports."""
    return tuple(sorted(
        each.id for each in proposal.effects
        if each.kind is Kind.OPPORTUNITY and not each.before_after.strip()
    ))


def _to_find_out(
    worth: Worth, *, proposal: Proposal, known: Constants, drawn: Sequence[Drawn],
    views: Sequence[Mapping[str, float]],
) -> tuple[ToFindOut, ...]:
    """What is blank, then what is worth knowing, the most worth first under any member's values.

    It is the largest over the views, so that nothing that matters to one member is hidden.
    """
    blank = {each.read.effect.id for each in drawn if each.read.blank}
    means = [worth.means(each) for each in views]
    found = []
    for stream in sorted({each.stream for each in proposal.effects}):
        effects = tuple(sorted(
            (each for each in proposal.effects if each.stream == stream), key=lambda each: each.id))
        each = [worth.knowing(stream, weights, at)
                for weights, at in zip(views, means, strict=True)]
        top = max(each, key=lambda known: known.both)
        has_blank = any(effect.id in blank for effect in effects)
        if top.both >= known.worth_knowing or has_blank:
            found.append(ToFindOut(
                stream=stream, effects=tuple(effect.id for effect in effects),
                value=rounded(top.both), chance=rounded(top.chance), size=rounded(top.size),
                blank=has_blank, how=next((e.find_out for e in effects if e.find_out), ""),
                effort=next((e.effort for e in effects if e.effort is not None), None),
            ))
    return tuple(sorted(found, key=lambda each: (not each.blank, -each.value, each.stream)))
