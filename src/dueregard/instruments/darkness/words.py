"""What is said of stops in the dark: the verdict, the pitfalls, the method, and how to repeat."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Repeat, Verdict, VerdictCode
from dueregard.findings.wording import listed
from dueregard.instruments.darkness.compared import (
    DAYS_AT_A_CHANGE,
    PIECES,
    Compared,
    Found,
)
from dueregard.instruments.darkness.meant import Meant
from dueregard.instruments.darkness.seen import OUTSIDE, Seen

_FEW_CLUSTERS = 30
_LEAST = 30


def unfit(events: Seen) -> str:
    """Why these data cannot answer the question, or nothing."""
    stops = events.stops
    whole = stops.count()
    if not whole:
        away = any(each.reason == OUTSIDE for each in events.set_aside)
        more = " Bring stops of a whole year." if away else ""
        return ("No stop lies between the earliest and the latest dusk of the days there are, so "
                f"these data cannot answer the question. Why is said of each.{more}")
    if len(events.groups) < 2:
        return (f"Only one group is stated ({next(iter(events.groups))}), so nothing can be "
                "compared. Stops of at least two groups are needed.")
    dark, light = stops.count(dark=True), stops.count(dark=False)
    if min(dark, light) < _LEAST:
        return (
            f"At times of day that are light in one part of the year and dark in another there "
            f"are {light:,} stops in daylight and {dark:,} in the dark; at least {_LEAST} of each "
            "are needed. Bring stops of a whole year."
        )
    return ""


def verdict(
    events: Seen, compared: tuple[Compared, ...], *, reference: str
) -> Verdict:
    """What can be said, at most."""
    kinds = {each.conclusion for each in compared}
    code = (VerdictCode.DISPARITY_SHOWN if Conclusion.SHOWN in kinds
            else VerdictCode.DISPARITY_RULED_OUT if kinds == {Conclusion.RULED_OUT}
            else VerdictCode.CANNOT_TELL)
    said = [
        *(_shown(each, events=events, reference=reference)
          for each in compared if each.conclusion is Conclusion.SHOWN),
        *_ruled_out(compared, reference=reference),
        *(_unclear(each, reference=reference)
          for each in compared if each.conclusion is Conclusion.CANNOT_TELL),
    ]
    return Verdict(code=code, sentence=" ".join(said))


def _shown(each: Compared, *, events: Seen, reference: str) -> str:
    assert isinstance(each.main, Estimate)
    low, high = (_hour(at) for at in events.window)
    fewer = each.main.value < 1
    told = (
        f"At the same time of day, between {low} and {high}, the odds that a stopped driver is "
        f"'{each.group}' and not '{reference}' are in the dark {_times(each.main)} what they are "
        "in daylight."
    )
    if fewer:
        return (f"{told} That is what would be seen if being seen made it likelier for the group "
                f"'{each.group}' to be stopped; it has other explanations too.")
    return (f"{told} That is the reverse of what would be seen if being seen made it likelier for "
            f"the group '{each.group}' to be stopped.")


def _ruled_out(compared: Sequence[Compared], *, reference: str) -> list[str]:
    names = [f"'{each.group}' ({_short(each.main)})" for each in compared
             if each.conclusion is Conclusion.RULED_OUT]
    if not names:
        return []
    return [f"That darkness changes much who is stopped is ruled out for {listed(names)}, beside "
            f"'{reference}' and within the margin that was asked for. That does not show that "
            "stops are fair."]


def _unclear(each: Compared, *, reference: str) -> str:
    if each.hangs:
        return (f"For '{each.group}' beside '{reference}' it cannot be told: {_short(each.main)}, "
                f"and within seasons {_short(each.seasons)}, on the other side of 1.")
    return (f"For '{each.group}' beside '{reference}' it cannot be told from these data: "
            f"{_short(each.main)}.")


def _times(found: Estimate) -> str:
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f}) times"


def _short(found: Found) -> str:
    if isinstance(found, NotComputed):
        return found.reason.rstrip(".")
    return f"{found.value:.2f} times, {found.low:.2f} to {found.high:.2f}"


def _hour(minutes: float) -> str:
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"


def caveats(
    events: Seen, compared: tuple[Compared, ...], *, its: Meant
) -> Iterator[Caveat]:
    """What a reader must know: the pitfalls of the test first."""
    yield from (Caveat(code=code, sentence=sentence) for code, sentence in events.notes)
    for code, sentence in _PITFALLS:
        yield Caveat(code=code, sentence=sentence)
    for each in compared:
        yield Caveat(
            code="other-ways",
            sentence=f"'{each.group}': all told {_short(each.main)}; within the same season "
            f"{_short(each.seasons)}; within {DAYS_AT_A_CHANGE} days of a clock change, where "
            f"seasons hardly matter, {_short(each.change)}. Where they differ, who drives "
            "changes over the year.",
        )
    clusters = [each.clusters for each in compared if each.clusters]
    if clusters and min(clusters) < _FEW_CLUSTERS:
        by = f"'{its.cluster}'" if its.cluster else "day"
        yield Caveat(
            code="few-clusters",
            sentence=f"Ranges allow for stops that go together by {by}. With {min(clusters)} of "
            "them, ranges are too narrow.",
        )


_PITFALLS = (
    ("what-is-seen", "It assumes that an officer sees less of who drives in the dark. Street "
     "lighting, headlights and a car known to the officer lift the veil, so a figure near 1 may "
     "hide unequal treatment: it rules out little, and never shows that stops are fair."),
    ("vehicles-rather-than-people", "Officers see vehicles. Where age, make or a check of the "
     "number plate leads to a stop, darkness hides little, and a difference in vehicles can pass "
     "for one in drivers."),
    ("season", "Darkness at one time of day is winter. If who drives, or where police are sent, "
     "differs between winter and summer, that is taken for the veil. The figures within seasons "
     "and at the clock change guard against it, with wider ranges."),
    ("offences-of-the-dark", "Some reasons for a stop come with darkness, such as a broken light. "
     "If groups differ in them, so do stops in the dark. Measure such stops apart."),
    ("only-around-dusk", "Only times of day that are light in one part of the year and dark in "
     "another are compared. It says nothing of the middle of the day or the night, and only of "
     "vehicle stops, not of searches or stops on foot."),
)


def method_words(
    *, its: Meant, chosen: Mapping[str, Any], reference: str, events: Seen
) -> tuple[str, ...]:
    """The method in plain sentences."""
    low, high = (_hour(at) for at in events.window)
    cluster = f"'{its.cluster}'" if its.cluster else "the day"
    alike = f" and '{its.stratum}'" if its.stratum else ""
    return (
        "The veil of darkness (Grogger and Ridgeway 2006): if officers choose whom to stop by who "
        "they see driving, the share of stops of a group falls when it is too dark to see.",
        f"Compared are stops at times of day between the earliest and the latest dusk ({low} to "
        f"{high} on the clock, by place). Daylight is before sunset and dark is after civil dusk, "
        "when the sun is 6 degrees below the horizon; between the two, stops are left out.",
        "Sunset and dusk are computed here for each place and day (Meeus, as in the calculator of "
        "NOAA), and brought to what clocks in the United Kingdom showed.",
        f"A logistic regression gives the odds of each group beside '{reference}', with the time "
        f"of day (a natural spline of {PIECES} pieces){alike} held alike.",
        f"Ranges hold about {certainty(chosen['level'])} of the time and allow for stops that go "
        f"together by {cluster} (clustered errors). For the verdict they are widened for the "
        "number of groups compared (Bonferroni).",
        "A difference is shown when the range leaves out 1; it is ruled out when it lies within "
        f"{chosen['margin']:g} times, either way; else it cannot be told.",
    )


def repeat(chosen: Mapping[str, Any]) -> tuple[Repeat, ...]:
    """The command."""
    asked = [f"--{name} {shlex.quote(str(value))}"
             for name, value in chosen.items() if value not in (None, "", ())]
    return (Repeat(title="With this software", language="sh",
                   lines=(f"dueregard measure darkness FILE {' '.join(asked)}",)),)
