"""The verdict in words: who has events more often, how sure that is, and what cannot be told."""

from collections.abc import Mapping, Sequence
from typing import Any

from dueregard.findings.conclusions import Conclusion, overall
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Verdict, VerdictCode
from dueregard.findings.wording import listed
from dueregard.instruments.rates.judging import Judged, more_needed
from dueregard.instruments.rates.names import Words, about, people, span, times
from dueregard.instruments.rates.names import several as named
from dueregard.instruments.rates.places import Within

_CODES = {
    Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
    Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
    Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
}

_FEW = 2
Places = Mapping[tuple[str, str, str], Within]


def verdict(
    judged: Sequence[Judged], *, places: Places, chosen: Mapping[str, Any], words: Words,
    stratum: str,
) -> Verdict:
    """One code for all groups, and a sentence or two for each way in which groups are told."""
    headings = list(dict.fromkeys(each.first.its.column.heading for each in judged))
    said = []
    for heading in headings:
        its = [each for each in judged if each.first.its.column.heading == heading]
        told = _of_column(its, places=places, chosen=chosen, words=words, stratum=stratum)
        if len(headings) > 1:
            column = its[0].first.its.column
            told = f"Going by {column.words or repr(column.heading)}: {told[:1].lower()}{told[1:]}"
        said.append(told)
    # A paragraph for each way: run together, nobody could tell which figure is which.
    return Verdict(
        code=_CODES[overall([each.conclusion for each in judged])], sentence="\n\n".join(said))


def by_how_sure(judged: Sequence[Judged], wanted: Conclusion) -> list[Judged]:
    """Those with that conclusion, the one furthest from equality by the near end of its range."""
    return sorted((each for each in judged if each.conclusion is wanted),
                  key=lambda each: -_distance(each))


def _of_column(
    judged: Sequence[Judged], *, places: Places, chosen: Mapping[str, Any], words: Words,
    stratum: str,
) -> str:
    shown = by_how_sure(judged, Conclusion.SHOWN)
    said = []
    if shown:
        said.append(_shown(shown[0], words=words))
        said += _within(shown[0], places=places, stratum=stratum)
        others = [f"{people(each.first.group)} ({_short(each)})" for each in shown[1:]]
        if others:
            said.append(f"A difference is shown as well for {'; '.join(others[:6])}.")
    ruled = [each.first.group for each in by_how_sure(judged, Conclusion.RULED_OUT)]
    if ruled:
        said.append(
            f"For {named(ruled)} it is ruled out that the rate differs from that of "
            f"{people(judged[0].first.its.reference)} by more than "
            f"{chosen['margin']:g} times, either way."
        )
    unclear = by_how_sure(judged, Conclusion.CANNOT_TELL)
    said += _unclear(unclear, chosen=chosen, words=words)
    if unclear and not shown and not ruled:
        said += _within(unclear[0], places=places, stratum=stratum)
    return " ".join(said)


def _shown(each: Judged, *, words: Words) -> str:
    first = each.first
    found = first.found
    assert isinstance(found, Estimate)
    told = (
        f"Per head of population, "
        f"{words.often(first.group, times(found.value), first.its.reference)} "
        f"({span(found)})"
    )
    if len(each.against) > 1:
        rest = "; ".join(
            f"{times(other.found.value)} times by {other.its.population.title}"
            for other in each.against[1:] if isinstance(other.found, Estimate)
        )
        told += f" by {first.its.population.title}, and {rest}"
    return told + "."


def _within(each: Judged, *, places: Places, stratum: str) -> list[str]:
    """The figure within places, always beside that of all together where places were given."""
    first = each.first
    its = places.get((first.its.column.heading, first.its.population.title, first.group))
    if its is None:
        return []
    found = its.split.within
    if isinstance(found, NotComputed):
        return []
    said = [
        f"Compared only within each '{stratum}', it is {times(found.value)} times ({span(found)})."
    ]
    whole = its.split.crude
    if its.outside and its.parts and isinstance(whole, Estimate):
        more = "larger" if whole.value > its.parts[1] else "smaller"
        said.append(
            f"The figure for all together ({times(whole.value)}) is {more} than that of every "
            f"part of it ({times(its.parts[0])} to {times(its.parts[1])}), so do not quote it "
            "without them."
        )
    return said


def _unclear(
    judged: Sequence[Judged], *, chosen: Mapping[str, Any], words: Words
) -> list[str]:
    """Of whom it cannot be told, and why: the unknown, the benchmark, or too few events."""
    if not judged:
        return []
    its = judged[0].first.its
    told = []
    for each in judged:
        why = ""
        if each.undone:
            why = (f", because the {its.unknown:,} {words.noun} of unknown group could change the "
                   "answer")
        elif each.differs:
            why = ", because it depends on the people that it is compared with"
        # Of many, the figures stand in the table; a verdict full of them is read by nobody.
        figures = f" ({_short(each)})" if len(judged) <= _FEW else ""
        told.append(f"{people(each.first.group)}{figures}{why}")
    said = [
        "It cannot be told from these data whether the rate differs from that of "
        f"{people(its.reference)} for {listed(told, most=6)}."
    ]
    few = [each for each in judged if not each.undone and not each.differs]
    more = [need for each in few if (need := more_needed(each.first, margin=chosen["margin"]))]
    if more:
        said.append(
            f"To see a ratio of {chosen['margin']:g}, about {about(max(more))} more {words.noun} "
            f"{'of each' if len(few) > 1 else 'of the group'} and {people(its.reference)} "
            "together would be needed."
        )
    return said


def _short(each: Judged) -> str:
    found = each.first.found
    if isinstance(found, NotComputed):
        return found.reason.rstrip(".")
    return f"{times(found.value)} times, {span(found)}"


def _distance(each: Judged) -> float:
    """How far the near end of the range is from equality: a sure gap before a wild one."""
    import math

    found = each.first.found
    if isinstance(found, NotComputed):
        return -1.0
    near = found.low if found.low > 1 else found.high if found.high < 1 else 1.0
    return abs(math.log(near)) if near > 0 else math.inf
