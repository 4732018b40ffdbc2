"""What a loop comes to, in sentences that a committee can use; and what the model leaves out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.finding import Caveat, Verdict, VerdictCode
from dueregard.findings.wording import counted, percent
from dueregard.instruments.feedback.counts import PATROL, RATE, REPORTED, REPORTING, Counts
from dueregard.instruments.feedback.loops import AS_IS, CORRECTED, Loop

_FROM = {REPORTED: "crime that the public reports", RATE: "what a patrol would find there",
         REPORTING: "crime, allowing for what is not reported"}
# Less than this between two shares is not worth a sentence.
_APART = 0.02


def verdict(its: Counts, *, loops: Sequence[Loop], days: int) -> Verdict:
    """The chance that today's first area is still first, and where its share goes in the end."""
    first, start = its.names[0], its.urn.start / its.urn.start.sum()
    as_is = next(each for each in loops if each.finds == AS_IS)
    corrected = next((each for each in loops if each.finds == CORRECTED), None)
    said = [
        f"{first} is first today, with {percent(float(start[0]))} of what the forecast counts. "
        f"The chance that it is still first in {days:,} days is {_chance(as_is)}"
        + (f"; with the correction, {_chance(corrected)}." if corrected else "."),
        _ends(its, as_is=as_is, corrected=corrected),
        _truth(its),
    ]
    return Verdict(code=VerdictCode.DESCRIBED, sentence=" ".join(each for each in said if each))


def _chance(loop: Loop) -> str:
    runs, many = len(loop.drawn.shares), loop.drawn.first(0)
    said = percent(many / runs)
    # A rounding must not make sure what is not.
    said = "over 99.9%" if said == "100%" and many < runs else said
    return f"{said} ({many:,} of {runs:,} runs)"


def _ends(its: Counts, *, as_is: Loop, corrected: Loop | None) -> str:
    """Where shares go in the end, of the area that has most then, or of the first."""
    if as_is.end is None:
        said, place = ("In the end nothing but chance and the start decides who is first, and "
                       "nothing would show it"), 0
    else:
        place = int(as_is.end.argmax())
        share = percent(float(as_is.end[place]))
        said = (f"In the end {its.names[place]} would be first, with {share} of patrols" if place
                else f"In the end it would have {share} of patrols")
    if corrected is None or corrected.end is None:
        return f"{said}."
    whose = its.names[place] if as_is.end is None else "it"
    return f"{said}; with the correction {whose} would have {percent(float(corrected.end[place]))}."


def _truth(its: Counts) -> str:
    if its.truth is None:
        return ("How much crime there truly is cannot be told from what officers found alone.")
    shares = its.truth / its.truth.sum()
    most = int(shares.argmax())
    said = f"Of {_FROM[its.truth_from]}, {its.names[0]} has {percent(float(shares[0]))}"
    if most and shares[most] - shares[0] > 1e-12:
        return f"{said}, and {its.names[most]} has more ({percent(float(shares[most]))})."
    return f"{said}."


def caveats(
    its: Counts, *, loops: Sequence[Loop], chosen: Mapping[str, Any]
) -> Iterator[Caveat]:
    """What must be known before it is quoted."""
    yield Caveat(code="a-model", sentence=(
        "This is a model and no measurement of what happened: one patrol a day goes to one area, "
        "drawn by what was counted before. It shows what the loop does by itself."))
    if its.how == "supposed":
        yield Caveat(code="patrols-supposed", sentence=(
            "Where patrols went is not in the file, so they are supposed to have gone by the share "
            "of all that was counted. If only finds are counted, every area then looks alike for "
            "each patrol-day: such counts cannot say that one has more crime. Give patrol_days."))
    if its.how == PATROL:
        yield Caveat(code="finds-for-a-patrol-day", sentence=(
            "What a patrol finds in a day is taken from discovered crimes for each patrol-day, and "
            "as staying the same however often it comes."))
    if its.reported is not None and its.truth_from == REPORTED:
        yield Caveat(code="reports-are-not-crime", sentence=(
            "Reported crime stands for crime. Where people report less, they have less than their "
            "share here; give 'reporting', from a survey of victims, to see how much."))
    if its.truth_from == REPORTING:
        yield from _displaced(its)
    corrected = next((each for each in loops if each.finds == CORRECTED), None)
    if corrected is not None:
        yield Caveat(code="what-the-correction-does", sentence=(
            "The correction counts a find the less, the more often somebody was sent there. It "
            "undoes the loop. It does not put right what is reported unequally, nor what officers "
            "choose to see."))
    if chosen["forget"]:
        yield Caveat(code="forgets", sentence=(
            f"The forecast forgets {percent(chosen['forget'])} of all it has counted each day, so "
            "shares keep moving by chance and never come quite to rest. 'In the end' is where they "
            "are drawn to."))
    yield Caveat(code="drawn", sentence=(
        f"Shares after so many days are the mean of {counted(int(chosen['runs']), one='run')} "
        f"drawn from the seed {int(chosen['seed'])}, and the range holds 95 in 100 of them. What "
        "is 'in the end' is solved and not drawn; it may be many years away."))


def _displaced(its: Counts) -> Iterator[Caveat]:
    if its.reported is None or its.truth is None:
        return
    seen, true = its.reported / its.reported.sum(), its.truth / its.truth.sum()
    gaps = true - seen
    place = int(gaps.argmax())
    if gaps[place] >= _APART:
        yield Caveat(code="reporting-differs", sentence=(
            f"{its.names[place]} has {percent(float(true[place]))} of crime and "
            f"{percent(float(seen[place]))} of reports. A forecast of reports sends the difference "
            "elsewhere, with or without the correction."))


def method_words(its: Counts, *, chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """How it was made, in plain sentences."""
    return (
        "Each day one area is visited, with a chance of its share of all that was counted. What is "
        f"found there counts {chosen['discovered']:g}, and what the public reports, anywhere, "
        f"{chosen['reported']:g}.",
        "Where that leads in the end is worked out: the shares at which one more day changes "
        "nothing on average.",
        "How it gets there is drawn again and again, with as many finds as chance gives.",
        "With the correction a find is counted with a chance of the least share over the share of "
        "the area, so that more visits do not make more counts.",
    )
