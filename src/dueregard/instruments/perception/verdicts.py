"""The largest gaps in words that anybody can follow, and whether they closed since last time."""

from collections.abc import Sequence

from dueregard.findings import weighted
from dueregard.findings.conclusions import Conclusion, overall
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import figure
from dueregard.findings.finding import Verdict, VerdictCode
from dueregard.findings.survey import in_ten
from dueregard.findings.wording import counted, listed
from dueregard.instruments.perception.compared import FEW, Change, Compared, Gap
from dueregard.instruments.perception.seen import Place, Seen

_NAMED = 3


def verdict(its: Compared, *, found: Seen) -> Verdict:
    """What was found: too few to say; the largest gaps; with waves, whether they closed."""
    every = found.people[Place(wave=its.newest_wave)]
    size = every.people / weighted.design_effect(every)
    if size < FEW:
        return Verdict(
            code=VerdictCode.NOT_FIT,
            sentence=f"{counted(every.people, one='person', many='people')} answered"
            f"{_in(its.newest_wave)}, whose answers are worth about {size:,.0f} plain ones: too "
            f"few to say what people think. Ask {weighted.people_for(half_width=0.05):,} or more.",
        )
    said = _largest(its)
    moved = [each for each in its.changes if isinstance(each.change, Estimate)]
    if not moved:
        return Verdict(code=VerdictCode.DESCRIBED, sentence=said)
    code = {
        Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
        Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
        Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
    }[overall(each.conclusion for each in moved)]
    return Verdict(code=code, sentence=f"{said} {_moved(its)}")


def in_words(gap: Gap) -> str:
    """A gap as people say it: about so many in ten think that we use it, and what is true."""
    if not isinstance(gap.perceived, Estimate):
        return ""
    think = f"{in_ten(gap.perceived.value)} think we use {lower_first(gap.subject.name)}."
    if gap.used is None:
        return f"{think} What is true was not said."
    return f"{think} {'We do.' if gap.used else 'We do not.'}"


def lower_first(name: str) -> str:
    """A name as it goes on in a sentence; one of capitals stays as it is.

    >>> lower_first("Drones"), lower_first("ANPR")
    ('drones', 'ANPR')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _largest(its: Compared) -> str:
    gaps = [each for each in its.newest if isinstance(each.gap, Estimate)]
    if gaps:
        told = " ".join(in_words(each) for each in gaps[:_NAMED])
        most = gaps[0].gap
        assert isinstance(most, Estimate)
        return (
            f"The largest gaps{_in(its.newest_wave)}: {told} The first is "
            f"{figure(most.value, unit='points')} "
            f"({figure(most.low, unit='points').removesuffix(' points')} to "
            f"{figure(most.high, unit='points')})."
        )
    seen = [each for each in its.newest if isinstance(each.perceived, Estimate)]
    if seen:
        most_seen = sorted(
            seen, key=lambda each: -getattr(each.perceived, "value", 0.0))[:_NAMED]
        told = " ".join(in_words(each) for each in most_seen)
        return f"There is no gap to show, because what is true was not said. {told}"
    return "Only trust was asked about: the share who agree with each statement is below."


def _moved(its: Compared) -> str:
    newest = [each for each in its.changes if each.wave == its.newest_wave]
    if not newest:
        return ""
    parts = []
    for words, several in (
        ("got smaller", [each for each in newest if each.closed]),
        ("got wider", [each for each in newest
                       if each.conclusion is Conclusion.SHOWN and not each.closed]),
        (f"moved by less than {figure(its.matters, unit='points')}",
         [each for each in newest if each.conclusion is Conclusion.RULED_OUT]),
        ("cannot be told", [each for each in newest
                            if each.conclusion is Conclusion.CANNOT_TELL]),
    ):
        if several:
            parts.append(f"{words}: {listed([_with_range(each) for each in several], most=6)}")
    return f"Since {newest[0].before} the gap {'; '.join(parts)}."


def _with_range(moved: Change) -> str:
    if not isinstance(moved.change, Estimate):
        return moved.subject.name
    low, high = (figure(each, unit="points") for each in (moved.change.low, moved.change.high))
    return f"{moved.subject.name} ({low.removesuffix(' points')} to {high})"


def _in(wave: str) -> str:
    return f" in {wave}" if wave else ""


def in_order(its: Compared) -> Sequence[str]:
    """Every gap of the newest wave in words, the largest first."""
    return [each for each in map(in_words, its.newest) if each]
