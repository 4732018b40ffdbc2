"""What must be known before find rates are used, and how anybody can repeat the headline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Repeat
from dueregard.findings.heterogeneity import heterogeneity
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.strata import within_between
from dueregard.findings.wording import listed, percent
from dueregard.instruments.outcomes.compared import Compared
from dueregard.instruments.outcomes.meant import Meant
from dueregard.instruments.outcomes.seen import Cell, Seen
from dueregard.instruments.outcomes.verdicts import Judged, people, possible, span, times

# A gap in what is known of the outcome that is larger than this would change the rates.
_UNEVEN = 0.05


def caveats(
    several: Sequence[Compared], judged: Sequence[Judged], *, its: Meant, events: Seen,
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    yield Caveat(
        code="infra-marginality",
        sentence="Find rates can mislead both ways, because they are averages and the bar for "
        "searching is at the edge. Where one group has more people who are plainly carrying "
        "something, its find rate is higher under the very same bar. In a published study of "
        "traffic stops in the United States the finds were alike (28.1% for White and 28.4% for "
        "Black drivers), and yet Black drivers were searched at a lower bar (16.0% against "
        "19.7%). So equal find rates do not prove equal treatment, and unequal ones do not prove "
        "unequal treatment.",
    )
    yield Caveat(code="what-was-found", sentence=f"Found means: {its.found.words}. "
                 f"{its.found.caution or 'It was chosen by whoever measured.'}")
    yield Caveat(
        code="only-the-searched",
        sentence="These are people who were searched. Nothing here says who was not searched, or "
        "what would have been found on them, nor how often each group is searched: see the "
        "instrument 'rates' for that.",
    )
    for each in several:
        yield from _of_column(each, events=events)
        yield from _unknown(each)
    yield from _within(judged, several=several)


def _of_column(each: Compared, *, events: Seen) -> Iterator[Caveat]:
    heading, read = each.column.heading, events.groups[each.column.heading]
    if each.column.caution:
        yield Caveat(code="group-told-how", sentence=f"'{heading}': {each.column.caution}")
    if read.maps:
        yield Caveat(
            code="groups-mapped",
            sentence=f"The words of '{heading}' were brought to five groups by: "
            f"{listed(read.maps)}.",
        )
    yield from (Caveat(code="groups-mapped", sentence=sentence) for sentence in read.cautions)
    blank, whole = each.groups.get(NOT_STATED), each.everyone
    if blank is not None and blank.searches:
        yield Caveat(
            code="group-not-stated",
            sentence=f"'{heading}' is not stated for {blank.searches:,} of {whole.searches:,} "
            f"searches ({percent(blank.searches / whole.searches)}). They are shown as a group "
            "of their own and compared with nobody.",
        )


def _unknown(each: Compared) -> Iterator[Caveat]:
    """Whose outcome is not known: how many, whether evenly, and what it could change."""
    whole = each.everyone
    if not whole.unknown:
        return
    shares = {name: cell.unknown / (cell.searches + cell.unknown)
              for name, cell in each.groups.items()}
    if max(shares.values()) - min(shares.values()) > _UNEVEN:
        told = [f"{name} {percent(share)}"
                for name, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))]
        yield Caveat(
            code="outcome-unevenly-known",
            sentence=f"Whether it was found is not known equally often ('{each.column.heading}': "
            f"{listed(told, most=6)} not known). The find rates are of those for whom it is known.",
        )
    ends = [f"{people(group)} {times(found[0])} to {times(found[1])}" for group in each.others
            if (found := possible(each, group))]
    if ends:
        yield Caveat(
            code="outcome-unknown",
            sentence=f"Of {whole.searches + whole.unknown:,} searches {whole.unknown:,} do not say "
            "whether it was found. They were not taken as finding nothing. Whatever they found, "
            f"the ratio ('{each.column.heading}') lies within: {listed(ends, most=6)}.",
        )


def _within(judged: Sequence[Judged], *, several: Sequence[Compared]) -> Iterator[Caveat]:
    """How the figure of all together differs from that of like with like, and whether likes do."""
    for compared in several:
        parts, differ = [], []
        for each in (one for one in judged if one.its is compared):
            if each.like is None:
                continue
            strata = compared.against(each.group)
            split = within_between(strata=strata, kind="shares")
            if not isinstance(split.between, NotComputed) and isinstance(
                    split.crude, Estimate) and isinstance(split.within, Estimate):
                parts.append(f"{people(each.group)} {times(split.crude.value)}, which is "
                             f"{times(split.within.value)} ({span(split.within)}) times "
                             f"{times(split.between)}")
            spread = heterogeneity(strata=strata, kind="shares")
            if not isinstance(spread, NotComputed) and spread.i_squared > 0:
                differ.append(f"{people(each.group)} {percent(spread.i_squared)}")
        by = " and ".join(f"'{heading}'" for heading in compared.stratum_headings)
        if parts:
            yield Caveat(
                code="within-and-between",
                sentence=f"The ratio of all searches together is what is left within each {by} "
                f"times what comes from how searches of the groups are spread over them: "
                f"{listed(parts)}. The conclusion rests on the former, where like is compared "
                "with like.",
            )
        if differ:
            yield Caveat(
                code="strata-differ",
                sentence=f"One figure hides that {by} differ. How much of the differences is more "
                f"than chance explains: {listed(differ)}.",
            )


def method_words(
    several: Sequence[Compared], *, chosen: Mapping[str, Any], its: Meant
) -> tuple[str, ...]:
    """The method in plain sentences."""
    references = listed([
        f"{each.reference} ('{each.column.heading}')" for each in several if each.reference])
    said = [
        f"The find rate is the share of searches in which it was found, out of those for which "
        f"that is known. Found means: {its.found.words}.",
        f"Each group is compared with {references or 'nobody'}: one find rate divided by the "
        "other, and one less the other.",
        f"Ranges are right about {certainty(chosen['level'])} of the time (Wilson for shares, "
        "Newcombe for differences, Katz or Koopman for ratios). For the verdict they are widened "
        "for the number of groups compared (Bonferroni).",
        "A difference is shown when the range of the ratio leaves out 1; it is ruled out when the "
        f"whole range lies within {chosen['margin']:g} times, either way; else it cannot be told.",
    ]
    if its.strata:
        by = " and ".join(f"'{heading}'" for heading in its.strata)
        said.append(
            f"Groups are also compared only within each {by}, and these comparisons are brought "
            "together (Mantel and Haenszel for ratios, Sato for the difference). The conclusion "
            f"rests on that. The mean of areas gives each '{its.strata[0]}' the same weight."
        )
    return tuple(said)


def repeat(judged: Sequence[Judged], *, level: float) -> tuple[Repeat, ...]:
    """A few lines of base R that give the headline again."""
    cells = [(each, each.its.groups[each.group], each.its.groups[each.its.reference])
             for each in judged]
    told = [each for each in cells if _many(each[1]) and _many(each[2])]
    if not told:
        return ()
    main, one, other = max(told, key=lambda each: each[1].searches)
    lines = (
        f"# find rates: {main.group} against {main.its.reference} ({main.its.column.heading})",
        f"x <- c({one.finds}, {other.finds})   # finds",
        f"n <- c({one.searches}, {other.searches})   # searches",
        "x / n                                  # the two find rates",
        "r <- (x[1] / n[1]) / (x[2] / n[2])     # their ratio",
        f"z <- qnorm({1 - (1 - level) / 2:g})",
        "r * exp(c(-1, 1) * z * sqrt(sum(1 / x - 1 / n)))   # its range",
        f"prop.test(x[1], n[1], correct = FALSE, conf.level = {level:g})$conf.int"
        "  # Wilson, first group",
    )
    return (Repeat(title="In R, without this software", language="r", lines=lines),)


def _many(cell: Cell) -> bool:
    """Enough on either side for the short formula, which R's few lines repeat."""
    return min(cell.finds, cell.searches - cell.finds) >= 10
