"""What a weighing says, in sentences for people who sit on a committee, with the numbers beside.

Without this file the figures would be there, and only a statistician would know what they say.
"""

import math
from collections.abc import Mapping, Sequence

from dueregard.answers import No
from dueregard.weighing.constants import Constants, LensScale
from dueregard.weighing.shapes import (
    DONT_KNOW,
    Effect,
    Kind,
    Proposal,
    Span,
    Stated,
)
from dueregard.weighing.weighed import Figures, ToFindOut, ViewRow, Weighed

NAMES: dict[str, str] = {
    "privacy": "Privacy", "work": "Work", "safety": "Safety", "transparency": "Transparency",
    "fairness": "Fairness", "environment": "Environment", "society": "Society",
}
# From this share of draws on the word of the yardstick is used; between two words, the nearer.
_FROM = (
    (0.925, "almost-certain"), (0.775, "highly-likely"), (0.525, "likely"),
    (0.375, "realistic-possibility"), (0.225, "unlikely"), (0.075, "highly-unlikely"),
)


def figure(value: float) -> str:
    """A size for a person: two figures that mean something below 100, whole from there on.

    >>> figure(1388.2), figure(44.22), figure(3.154), figure(0.2894), figure(0.0)
    ('1,388', '44', '3.2', '0.29', '0')
    """
    size = abs(value)
    if size >= 10:
        return f"{size:,.0f}"
    if size == 0:
        return "0"
    return f"{size:.{max(0, 1 - math.floor(math.log10(size)))}f}".removesuffix(".0")


def amount(value: float, lens: LensScale) -> str:
    """A size with its unit: '24 days of harm', '1 day of harm'."""
    shown = figure(value)
    return f"{shown} {lens.one if shown == '1' else lens.unit}"


def direction(value: float) -> str:
    """A signed size as better or worse, without its unit.

    >>> direction(-808.0), direction(3.1), direction(0.0)
    ('808 worse', '3.1 better', 'no change')
    """
    if not value:
        return "no change"
    return f"{figure(value)} {'better' if value > 0 else 'worse'}"


def ranged(found: Figures) -> str:
    """The 90% range, from its worse end to its better end."""
    if found.low == found.high:
        return direction(found.low)
    one, other = direction(found.low), direction(found.high)
    if found.low < 0 and found.high < 0:
        return f"{figure(found.low)} to {figure(found.high)} worse"
    if found.low > 0 and found.high > 0:
        return f"{figure(found.low)} to {figure(found.high)} better"
    return f"{one} to {other}"


def share(value: float) -> str:
    """A share of draws as a percentage; what is rounded to none or all says so.

    >>> share(0.0), share(0.003), share(0.4767), share(0.9991), share(1.0)
    ('0%', 'under 1%', '48%', 'over 99%', '100%')
    """
    if 0 < value < 0.01:
        return "under 1%"
    if 0.99 < value < 1:
        return "over 99%"
    return f"{100 * value:.0f}%"


def chance(value: float, constants: Constants) -> str:
    """A share of draws in a word of the yardstick with its number: 'likely (63%)'."""
    if value == 0:
        return "it does not happen in any draw (0%)"
    key = next((key for least, key in _FROM if value >= least), "remote")
    name = constants.chances[key].name
    return f"{name[0].lower()}{name[1:]} ({share(value)})"


def by_lens(found: Figures, *, lens: LensScale, constants: Constants) -> str:
    """One lens of one option against carrying on as now, in a sentence or two."""
    name = NAMES[lens.id]
    worst = ""
    if found.worse and found.better:
        worst = f" In the worst 1 case of 20 it is {direction(found.tail)} on average."
    if not found.worse and not found.better:
        return f"{name}: no change."
    tells = f"90% range: {ranged(found)}"
    if found.worse >= constants.clear:
        said = f"{name}: worse, by about {amount(found.median, lens)} a year ({tells})"
    elif found.better >= constants.clear:
        said = f"{name}: better, by about {amount(found.median, lens)} a year ({tells})"
    else:
        said = (f"{name}: it can go either way. About {amount(found.median, lens)} a year "
                f"{'better' if found.median > 0 else 'worse'} ({tells})")
    if found.worse == 0:
        return f"{said}. It is worse in none of the draws (0%)."
    return f"{said}. That it is worse is {chance(found.worse, constants)}.{worst}"


def of_100(row: ViewRow, *, proposal: Proposal) -> str:
    """Which options are best, in how many cases of 100, the most first."""
    ranked = sorted(row.shares, key=lambda each: -row.shares[each])
    return ", ".join(
        f"“{proposal.option(each).name}” in {cases(row.shares[each])}" for each in ranked
    )


def cases(value: float) -> str:
    """A share as cases of 100.

    >>> cases(0.6453), cases(0.004), cases(1.0)
    ('65 of 100', 'fewer than 1 of 100', '100 of 100')
    """
    if 0 < value < 0.005:
        return "fewer than 1 of 100"
    if 0.995 < value < 1:
        return "more than 99 of 100"
    return f"{100 * value:.0f} of 100"


def leading(weighed: Weighed) -> str:
    """What is best without agreed values, or that it is about even, or that nothing may go on."""
    shares = weighed.table.view().shares
    if not shares:
        return "Every option fails a gate, so none is compared. Nothing here may go on as it is."
    ranked = sorted(shares, key=lambda each: -shares[each])
    name = weighed.proposal.option(ranked[0]).name
    rest = of_100(weighed.table.view(), proposal=weighed.proposal)
    if len(ranked) == 1:
        return f"Only “{name}” fails no gate, so there is nothing to compare it with."
    if shares[ranked[0]] - shares[ranked[1]] < weighed.constants.leads:
        return (f"Without agreed values “{name}” and “{weighed.proposal.option(ranked[1]).name}” "
                f"are about even: best are {rest}. What you value decides.")
    return f"Without agreed values, best are: {rest}."


def at_gates(weighed: Weighed) -> tuple[str, ...]:
    """One sentence an option: whether the gates let it through."""
    said = []
    for option in weighed.proposal.options:
        answer = weighed.may_go_ahead(option.id)
        if isinstance(answer, No):
            said.append(f"“{option.name}” may not go ahead as it is. {answer.reason}")
        elif option.id != weighed.proposal.now.id:
            said.append(f"“{option.name}” is past every gate.")
    return tuple(said)


def waiting(weighed: Weighed) -> tuple[str, ...]:
    """What each month of waiting gives up, and what it spares, by lens."""
    said = []
    for each in weighed.delay:
        lens = weighed.constants.lenses[each.lens]
        if each.per_month:
            does = "gives up" if each.per_month > 0 else "spares"
            said.append(f"{NAMES[each.lens]}: each month of waiting {does} about "
                        f"{amount(each.per_month, lens)}.")
    return tuple(said)


def to_find_out(each: ToFindOut, weighed: Weighed) -> str:
    """One thing to find out: what it is, which half matters, and what it hangs on."""
    effects = [one for one in weighed.proposal.effects if one.id in each.effects]
    about = each.how or "; ".join(dict.fromkeys(_bare(one.text) for one in effects))
    if each.blank:
        counted = (
            "it counts as the worst it can be" if effects[0].kind is Kind.RISK
            else "it counts for nothing"
        )
        return f"{_capital(about)}. Nobody has said, so {counted}."
    half = "how large it is" if each.size > each.chance else "how often it happens"
    levels = sorted({one.evidence or "0" for one in effects})
    named = ", ".join(weighed.constants.evidence[one].name.lower() for one in levels)
    return (f"{_capital(about)}. Mostly {half}. It rests on: {named}. Knowing it would be worth "
            f"{each.value:.2g} on the scale from 0 to 1.")


def doubt(weighed: Weighed) -> str:
    """Whether what is not known of carrying on as now decides; nothing where it has no doubt."""
    other = weighed.with_doubt_for_now
    if other is None:
        return ""
    ranked = sorted(other, key=lambda each: -other[each])
    told = f"“{weighed.proposal.option(ranked[0]).name}” is then best in {cases(other[ranked[0]])}"
    if len(ranked) > 1 and other[ranked[0]] - other[ranked[1]] < weighed.constants.leads:
        so = ", about even with the next, so find out first what goes on now"
    elif ranked[0] == weighed.lead:
        so = ", so that does not decide"
    else:
        so = ": that alone decides, so find out first what goes on now"
    return (
        "What is not known of carrying on as now counts against it, as it does for any option. If "
        f"it is given every benefit of the doubt, {told}{so}."
    )


def stated_chance(effect: Effect, constants: Constants) -> str:
    """How likely, as it was said, with the number beside the word."""
    if isinstance(effect.chance, str) and effect.chance != DONT_KNOW:
        word = constants.chances[effect.chance]
        return f"{word.name} ({word.said})"
    if isinstance(effect.chance, Span):
        return f"{share(effect.chance.low)} to {share(effect.chance.high)}"
    return "Nobody knows"


def stated_size(effect: Effect, constants: Constants) -> str:
    """How large, as it was said, with the range in the unit of the lens beside the word."""
    lens = constants.lenses[effect.lens]
    if isinstance(effect.size, str) and effect.size != DONT_KNOW:
        band = lens.bands[effect.size]
        span = f"{band.span.low:,g} to {band.span.high:,g} {lens.unit}"
        if not lens.each:
            # The words in brackets are of one person's time, and this lens counts no persons.
            return f"{constants.sizes[effect.size].split(' (')[0]}: {span}"
        return (f"{constants.sizes[effect.size]}: {span} each; "
                f"{_people(effect.people, constants)}")
    if isinstance(effect.size, Span):
        return f"{effect.size.low:,g} to {effect.size.high:,g} {lens.unit}"
    return "Nobody knows"


def members(weighed: Weighed, *, named: bool) -> tuple[str, ...]:
    """Where each member's own values fall among the others; names only where they may be seen."""
    said = []
    for row, view in zip(
        [each for each in weighed.table.views if each.by], weighed.proposal.views, strict=True
    ):
        who = row.by if named else row.title
        said.append(f"{who} ({_values(view.order, view.points)}): best are "
                    f"{of_100(row, proposal=weighed.proposal)}.")
    return tuple(said)


def _values(order: Sequence[str], points: Mapping[str, float]) -> str:
    if order:
        return ", then ".join(NAMES[each].lower() for each in order)
    ranked = sorted(points, key=lambda each: -points[each])
    return ", ".join(f"{NAMES[each].lower()} {points[each]:g}" for each in ranked)


def _people(stated: Stated, constants: Constants) -> str:
    if isinstance(stated, Span):
        return f"{stated.low:,g} to {stated.high:,g} people"
    if stated is None or stated == DONT_KNOW:
        return "nobody knows how many people"
    word = constants.people[stated]
    return f"{word.name[0].lower()}{word.name[1:]} ({word.said})"


def _bare(text: str) -> str:
    return text.strip().rstrip(".")


def _capital(text: str) -> str:
    return _bare(text[:1].upper() + text[1:])
