"""What is said of the bars: the verdict, what to know first, the method, and how to repeat it."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, Repeat, Verdict, VerdictCode
from dueregard.findings.signals import BETA
from dueregard.findings.threshold_test import CHAINS, SEED, Fitted, shared_strata
from dueregard.findings.wording import counted, listed, percent
from dueregard.instruments.thresholds.judged import Judged, estimate, misfit, unsettled
from dueregard.instruments.thresholds.meant import Meant
from dueregard.instruments.thresholds.seen import Seen

LEAST_STRATA = 3
# The authors of the test asked for as many before they used it.
_PUBLISHED_GROUPS, _PUBLISHED_STRATA = 3, 5
_OFTEN = 0.001


def unfit(events: Seen, *, its: Meant) -> str:
    """Why these data cannot answer the question, or nothing."""
    whole, groups = events.whole, events.groups
    if not whole.at_risk:
        why = f" {events.impossible[0]}." if events.impossible else " Why is said of each."
        return f"No row could be used, so these data cannot answer the question.{why}"
    if len(groups) < 2:
        return (f"Only one group is stated ({groups[0]}), so nothing can be compared. Counts of at "
                "least two groups are needed.")
    if whole.acted == whole.at_risk:
        return (
            f"All {whole.at_risk:,} people at risk were acted on ('{its.acted.words}'), so this "
            "seems to be a list of acts and not of people who could have been acted on. Without "
            "those who were let pass there is no bar to be seen."
        )
    if not whole.acted or whole.hit in (0, whole.acted):
        what = ("Nobody was acted on" if not whole.acted else
                "Nothing was found on anybody" if not whole.hit else
                "Something was found on everybody who was acted on")
        return (f"{what}, so a bar cannot be told from these data. Look whether the right columns "
                "were named.")
    shared = shared_strata(events.counts)
    if len(shared) < LEAST_STRATA:
        return (
            f"Only {counted(len(shared), one='value')} of '{its.stratum}' held people of every "
            f"group at risk; at least {LEAST_STRATA} are needed, because the test compares the "
            "groups in the same places. Leave a small group out, or use fewer and larger places."
        )
    return ""


def verdict(
    events: Seen, fitted: Fitted, judged: tuple[Judged, ...], *, its: Meant, reference: str,
    level: float,
) -> Verdict:
    """What can be said, at most."""
    trouble = unsettled(fitted) or misfit(fitted)
    if trouble:
        return Verdict(code=VerdictCode.CANNOT_TELL, sentence=trouble)
    kinds = {each.conclusion for each in judged}
    code = (VerdictCode.DISPARITY_SHOWN if Conclusion.SHOWN in kinds
            else VerdictCode.DISPARITY_RULED_OUT if kinds == {Conclusion.RULED_OUT}
            else VerdictCode.CANNOT_TELL)
    bars = {group: estimate(fitted.main.groups[group], level=level) for group in events.groups}
    said = [
        *(_shown(each, bars=bars, its=its, reference=reference)
          for each in judged if each.conclusion is Conclusion.SHOWN),
        *_ruled_out(judged, reference=reference),
        *(_unclear(each, bars=bars, reference=reference)
          for each in judged if each.conclusion is Conclusion.CANNOT_TELL),
    ]
    return Verdict(code=code, sentence=" ".join(said))


def _shown(
    each: Judged, *, bars: Mapping[str, Estimate], its: Meant, reference: str
) -> str:
    one, other = bars[each.group], bars[reference]
    way = "lower" if each.ratio.value < 1 else "higher"
    on = "less" if way == "lower" else "more"
    return (
        f"The bar is {way} for the group '{each.group}' than for '{reference}': acted on "
        f"('{its.acted.words}') once the chance of a find reaches about {percent(one.value)} "
        f"({_range(one)}), against {percent(other.value)} ({_range(other)}). So they are acted on "
        f"with {on} to go on, if the model holds."
    )


def _ruled_out(judged: Sequence[Judged], *, reference: str) -> list[str]:
    names = [f"'{each.group}'" for each in judged if each.conclusion is Conclusion.RULED_OUT]
    if not names:
        return []
    return [f"That the bar for {listed(names)} is far from that for '{reference}' is ruled out, "
            "within the margin that was asked for."]


def _unclear(each: Judged, *, bars: Mapping[str, Estimate], reference: str) -> str:
    one, other = bars[each.group], bars[reference]
    why = ("it hangs on what is assumed beforehand, and other assumptions would give another "
           "conclusion" if each.hangs else "the ranges are too wide")
    return (
        f"Whether the bar for '{each.group}' differs from that for '{reference}' cannot be told: "
        f"{percent(one.value)} ({_range(one)}) against {percent(other.value)} ({_range(other)}); "
        f"{why}."
    )


def _range(found: Estimate) -> str:
    return f"{percent(found.low)} to {percent(found.high)}"


def caveats(
    events: Seen, fitted: Fitted | None, *, its: Meant, shape: str, level: float
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    for why in events.impossible[:6]:
        yield Caveat(code="cannot-be", sentence=f"Set aside, because it cannot be true: {why}.")
    if fitted is None:
        return
    yield Caveat(
        code="only-those-at-risk",
        sentence="It starts from those at risk, and says nothing of why they were: who was "
        "stopped, or looked at by a camera, may itself be unequal.",
    )
    yield Caveat(
        code="what-is-assumed",
        sentence="The bar is not seen; it is worked out by a model. It assumes that officers act "
        "whenever the chance of a find is above one bar for each group and place, that in one "
        "place groups differ in how many carry something and in how much shows by the same step "
        "as elsewhere, and that what shows means the same to every officer. Where officers' "
        "bars differ from each other, or acts are ordered rather than chosen (a search after an "
        "arrest), the bar is a mixture.",
    )
    yield from _shape(fitted, shape=shape)
    yield from _assumed(fitted, level=level)
    yield from _checked(fitted)
    yield from _few(events, its=its)


def _shape(fitted: Fitted, *, shape: str) -> Iterator[Caveat]:
    other = "discriminant" if shape == BETA else "beta"
    yield Caveat(
        code="level-hangs-on-the-shape",
        sentence="How high the bars are hangs on the shape that chances of a find are taken to "
        "have; which group's is lower hangs on it much less. Measure once more with "
        f"--model {other}: only what both shapes say should be relied on.",
    )


def _assumed(fitted: Fitted, *, level: float) -> Iterator[Caveat]:
    told = [
        f"{group} {percent(float(fitted.narrower[group].mean()))}, "
        f"{percent(float(bars.mean()))}, {percent(float(fitted.wider[group].mean()))}"
        for group, bars in sorted(fitted.main.groups.items())
    ]
    yield Caveat(
        code="other-assumptions",
        sentence="What is assumed of the bars, of how many carry something and of how much shows "
        "was also made half and one and a half times as wide. Mean bars with narrower, usual and "
        f"wider assumptions: {listed(told)}. A difference counts as shown only where, under "
        f"the other two as well, at least {certainty(level)} of the draws lie on the same side.",
    )


def _checked(fitted: Fitted) -> Iterator[Caveat]:
    main = fitted.main
    yield Caveat(
        code="does-the-model-describe-them",
        sentence=f"Counts made again by the model: {main.acting.outside} of {main.acting.cells} "
        f"rates of acting and {main.finding.outside} of {main.finding.cells} rates of finding lie "
        "outside the range that should hold 95 of 100. The draws are worth "
        f"{main.effective:,.0f} independent ones; chains agree to within "
        f"{max(main.r_hat - 1, _OFTEN):.3f} (R-hat less 1); {main.divergent:,} of {main.draws:,} "
        "paths went astray.",
    )


def _few(events: Seen, *, its: Meant) -> Iterator[Caveat]:
    shared = shared_strata(events.counts)
    strata = {stratum for stratum, _ in events.counts}
    if len(events.groups) < _PUBLISHED_GROUPS or len(shared) < _PUBLISHED_STRATA:
        yield Caveat(
            code="few-groups-or-places",
            sentence=f"There are {len(events.groups)} groups and {len(shared)} places. The authors "
            f"of the test asked for {_PUBLISHED_GROUPS} and {_PUBLISHED_STRATA}: with fewer, what "
            "is assumed beforehand weighs more.",
        )
    if len(shared) < len(strata):
        yield Caveat(
            code="places-without-all-groups",
            sentence=f"In {len(strata) - len(shared)} of {len(strata)} values of '{its.stratum}' "
            "nobody of some group was at risk. They help to fit the model and are left out of the "
            "groups' mean bars.",
        )


def method_words(*, shape: str, chosen: Mapping[str, Any], reference: str) -> tuple[str, ...]:
    """The method in plain sentences."""
    shapes = {
        BETA: "Chances of a find are taken to follow a Beta distribution, as first published "
              "(Simoiu, Corbett-Davies and Goel 2017).",
    }
    usual = ("Chances of a find are taken to come from two normal curves, of those who carry "
             "something and those who do not (Pierson, Corbett-Davies and Goel 2018). What is "
             "assumed of them beforehand is what gives the same rates as the published Beta model.")
    return (
        "The threshold test works out, from how often people are acted on and how often something "
        "is found, the chance of a find above which people of each group are acted on: the bar.",
        shapes.get(shape, usual),
        "Groups and places share what is alike (a hierarchical model). Every place is treated "
        "alike: the published code pins one to nought, and its answer hangs on which.",
        "A group's bar is the mean over places with people of every group, each place counting for "
        "everybody at risk in it, so that all groups are compared in the same places.",
        f"It is drawn by Hamiltonian Monte Carlo ({CHAINS} chains). Ranges hold "
        f"{certainty(chosen['level'])} of the draws. For the verdict they are widened for the "
        "number of groups compared (Bonferroni).",
        f"Each group is compared with '{reference}'. A difference is shown when the range of the "
        f"ratio leaves out 1; it is ruled out when it lies within {chosen['margin']:g} times, "
        "either way; else it cannot be told. It must be so under narrower and wider assumptions "
        "too.",
    )


def repeat(chosen: Mapping[str, Any]) -> tuple[Repeat, ...]:
    """The command: the draws come from a fixed seed."""
    asked = [f"--{name.replace('_', '-')} {shlex.quote(str(value))}"
             for name, value in chosen.items() if value not in (None, "", ())]
    return (Repeat(
        title=f"With this software (seed {SEED})", language="sh",
        lines=(f"dueregard measure thresholds FILE {' '.join(asked)}",)),)
