"""The method once more, slowly and without arrays: what the fast one is compared with."""

import math
from statistics import NormalDist, mean, median

from tests.weighing.made import KNOWN

from dueregard.weighing.arithmetic import uniforms
from dueregard.weighing.shapes import Kind, Proposal, Span

NORMAL = NormalDist()
Z = NORMAL.inv_cdf(0.95)


def weighed_by_hand(made: Proposal, *, seed: int, draws: int, verified: str = "") -> dict:
    lenses = list(KNOWN.lenses)
    contest = [
        option.id for option in made.options
        if not any(gate.state == "failed" and (option.id in gate.options) for gate in made.gates)
    ]
    streams = {name: uniforms(seed=seed, stream=name, draws=draws).tolist() for name in (
        *(f"{each.stream}|chance" for each in made.effects),
        *(f"{each.stream}|size" for each in made.effects),
        *(f"weights|{each}" for each in lenses),
    )}
    totals = [
        {(option.id, lens): _total(made, option.id, lens, streams, draw, verified, True)
         for option in made.options for lens in lenses} for draw in range(draws)
    ]
    plain = [
        {(option.id, lens): _total(made, option.id, lens, streams, draw, verified, False)
         for option in made.options for lens in lenses} for draw in range(draws)
    ]
    weights = []
    for draw in range(draws):
        raw = [-math.log(streams[f"weights|{lens}"][draw]) for lens in lenses]
        weights.append([each / sum(raw) for each in raw])
    views = {"open": [(None, None)] * draws}
    active = [lens for lens in lenses if any(each.lens == lens for each in made.effects)]
    by_view = {"open": ((), {})} | {f"first-{lens}": ((lens,), {}) for lens in active} | {
        f"member-{place}": (view.order, view.points)
        for place, view in enumerate(made.views, start=1)}
    views, worth = {}, {each: [] for each in contest}
    for key, (order, points) in by_view.items():
        wins, sums = dict.fromkeys(contest, 0.0), dict.fromkeys(contest, 0.0)
        for draw in range(draws):
            w = _weights(weights[draw], lenses, order, points)
            utility = {option: sum(
                w[lens] * totals[draw][option, lens] / 2 / KNOWN.lenses[lens].scale.base
                for lens in lenses) for option in contest}
            top = max(utility.values())
            best = [each for each in contest if utility[each] == top]
            for each in best:
                wins[each] += 1 / len(best)
        if key == "open" or key.startswith("member"):
            average = {lens: mean(_weights(weights[draw], lenses, order, points)[lens]
                                  for draw in range(draws)) for lens in lenses}
            if key == "open":
                average = dict.fromkeys(lenses, 1 / 7)
            for option in contest:
                sums[option] = sum(
                    average[lens] * mean(totals[draw][option, lens] for draw in range(draws))
                    / 2 / KNOWN.lenses[lens].scale.base for lens in lenses)
                worth[option].append(sums[option])
        views[key] = {each: won / draws for each, won in wins.items()}
    now = made.now.id
    lead = max(views["open"], key=lambda each: views["open"][each])
    return {
        "lenses": {
            (option.id, lens): _figures([each[option.id, lens] - each[now, lens]
                                         for each in totals])
            for option in made.options[1:] for lens in lenses
        },
        "views": views, "worth": worth,
        "delay": {lens: mean(each[lead, lens] - each[now, lens] for each in plain) / 12
                  for lens in lenses},
    }


def _total(made, option, lens, streams, draw, verified, multiplied):
    total = 0.0
    for each in made.effects:
        if each.option != option or each.lens != lens:
            continue
        level = KNOWN.evidence[each.evidence or "0"]
        risk = each.kind is Kind.RISK
        chance = _chance(each, level, risk, streams[f"{each.stream}|chance"][draw])
        size = _size(each, level, risk, streams[f"{each.stream}|size"][draw])
        for control in made.controls_on(each.id):
            state = "verified" if control.id == verified else control.state
            chance *= 1 - control.reduces * KNOWN.controls[state].base
        worth = chance * size * (-1 if risk else level.believed.base)
        total += worth * (made.group(each.group).multiplier if multiplied else 1)
    return total


def _chance(each, level, risk, uniform):
    span = KNOWN.chances[each.chance].span if isinstance(each.chance, str) else each.chance
    if span is None:
        return 1.0 if risk else 0.0
    low, high = (math.log(end / (1 - end)) for end in (span.low, span.high))
    return 1 / (1 + math.exp(-((low + high) / 2 + (high - low) / 2 / Z * _z(uniform, level, risk))))


def _size(each, level, risk, uniform):
    lens = KNOWN.lenses[each.lens]
    spans = [each.size] if isinstance(each.size, Span) else [lens.bands[each.size].span]
    if isinstance(each.size, str) and lens.each:
        spans.append(KNOWN.people[each.people].span)
    middle = sum(math.log(span.low * span.high) / 2 for span in spans)
    spread = math.sqrt(sum((math.log(span.high / span.low) / 2 / Z) ** 2 for span in spans))
    return min(math.exp(middle + spread * _z(uniform, level, risk)), lens.scale.base)


def _z(uniform, level, risk):
    z = NORMAL.inv_cdf(uniform)
    return z * level.widen.base if (z > 0) == risk else z


def _weights(drawn, lenses, order, points):
    if points:
        return {lens: points.get(lens, 0) / sum(points.values()) for lens in lenses}
    ranked = sorted(range(len(drawn)), key=lambda place: -drawn[place])
    found = {lens: drawn[ranked[place]] for place, lens in enumerate(order)}
    left = [drawn[place] for place in range(len(drawn)) if place not in ranked[: len(order)]]
    return found | dict(zip([lens for lens in lenses if lens not in order], left, strict=True))


def _figures(draws):
    ranked = sorted(draws)
    out = int(len(ranked) * 0.05)
    return {
        "median": median(ranked), "low": ranked[out], "high": ranked[-1 - out],
        "worse": sum(each < 0 for each in ranked) / len(ranked), "tail": mean(ranked[:out]),
    }
