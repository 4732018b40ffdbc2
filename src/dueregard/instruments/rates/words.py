"""What must be known before the figures are used, and how anybody can repeat the headline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Repeat
from dueregard.findings.populations import age_caveat
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed, number, percent
from dueregard.instruments.rates.compared import Compared
from dueregard.instruments.rates.judging import Judged, too_unknown
from dueregard.instruments.rates.meant import Meant
from dueregard.instruments.rates.names import Words, first, people, span, times
from dueregard.instruments.rates.periods import Period
from dueregard.instruments.rates.places import MOST, Within

Key = tuple[str, str, str]


def caveats(
    several: Sequence[Compared], judged: Sequence[Judged], *, its: Meant, words: Words,
    period: Period,
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    yield Caveat(code="period", sentence=period.words(words.noun))
    seen: set[str] = set()
    for each in several:
        if each.column.heading not in seen:
            seen.add(each.column.heading)
            yield from _of_column(each, its=its, words=words)
        yield from _of_match(each)
    for title in dict.fromkeys(each.population.title for each in several):
        yield from _of_population(
            next(each for each in several if each.population.title == title), period=period)
    yield from _what_the_unknown_could_do(judged, words=words)
    yield Caveat(
        code="residents-not-street",
        sentence=f"People are counted where they live, and {words.noun} where they happen. "
        "Visitors, commuters and people without a home are in one count and not in the other, so "
        "a rate by residents can be far too high in a town centre. It does not say who was there.",
    )
    yield Caveat(
        code="repeat-people",
        sentence=f"{words.noun.capitalize()} are counted, not people: one person may have many. "
        "So these are rates and not chances, and ranges are too narrow where many "
        f"{words.noun} are of few people.",
    )


def _of_column(each: Compared, *, its: Meant, words: Words) -> Iterator[Caveat]:
    column = each.column
    if column.caution:
        yield Caveat(code="group-told-how", sentence=f"'{column.heading}': {column.caution}")
    if each.unknown:
        left = (" So little is known that no conclusion is drawn from this column."
                if too_unknown(each) else "")
        yield Caveat(
            code="group-not-stated",
            sentence=f"'{column.heading}' is not stated for {each.unknown:,} of {each.events:,} "
            f"{words.noun} ({percent(each.unknown / each.events)}). They are in no group, and "
            f"never in 'Other'.{left}",
        )
    for group, counts in each.groups.items():
        if counts.events > counts.people:
            yield Caveat(
                code="more-events-than-people",
                sentence=f"{first(people(group))} had more {words.noun} "
                f"({counts.events:,}) than there are residents ({number(counts.people)}). That "
                "is possible of a rate. It shows that people who live elsewhere, or the same "
                "people again, are among them.",
            )
    if each.placeless:
        yield Caveat(
            code="place-not-stated",
            sentence=f"'{its.stratum}' is not stated for {each.placeless:,} {words.noun}. They "
            "count in the figures of all together, and in none of a place.",
        )


def _of_match(each: Compared) -> Iterator[Caveat]:
    title, heading = each.population.title, each.column.heading
    if each.matched.maps:
        yield Caveat(
            code="groups-mapped",
            sentence=f"The words of '{heading}' and of {title} were brought to five groups by "
            f"these maps: {listed(each.matched.maps)}.",
        )
    yield from (
        Caveat(code="groups-mapped", sentence=sentence)
        for sentence in each.matched.cautions if sentence != each.column.caution
    )
    if each.homeless:
        named = [f"'{group}' ({rows:,})" for group, rows in each.homeless.items()]
        yield Caveat(
            code="labels-unmatched",
            sentence=f"In '{heading}' are groups that {title} does not have, so they have no "
            f"rate: {listed(named, most=8)}.",
        )
    if each.silent:
        named = [f"'{group}'" for group in each.silent]
        yield Caveat(
            code="labels-unmatched",
            sentence=f"{title} has groups that '{heading}' never names, so they have no rate: "
            f"{listed(named, most=8)}.",
        )


def _of_population(each: Compared, *, period: Period) -> Iterator[Caveat]:
    population = each.population
    yield from (Caveat(code="population", sentence=note) for note in population.notes)
    if population.aged is not None:
        old = age_caveat(population.aged, year=period.year or population.aged.year)
        if old is not None:
            yield Caveat(code=old.code, sentence=f"{population.title}: {old.sentence}")
    empty = [place for place, its in each.places.items()
             if not any(counts.events for counts in its.values())]
    if empty:
        yield Caveat(
            code="places-without-events",
            sentence=f"{many(len(empty), one='place')} of {population.title} had no event at all "
            f"({listed(empty, most=6)}). Its people were counted, as of a place where nothing "
            "happened. Take it out of the population if it is not in these records.",
        )


def _what_the_unknown_could_do(
    judged: Sequence[Judged], *, words: Words
) -> Iterator[Caveat]:
    """The ratios that are possible, whoever the events of unknown group were of."""
    for heading in dict.fromkeys(each.first.its.column.heading for each in judged):
        its = [each for each in judged if each.first.its.column.heading == heading]
        compared = its[0].first.its
        told = [said for each in its if (said := _possible(each))]
        if not compared.unknown or not told:
            continue
        yield Caveat(
            code="unknown-bounds",
            sentence=f"'{heading}': the {compared.unknown:,} {words.noun} of unknown group could "
            f"be anybody's. Were all of them of {people(compared.reference)}, or all of the "
            f"group compared, its ratio would be: {listed(told, most=8)}.",
        )


def _possible(each: Judged) -> str:
    ends = each.first.bounds
    if isinstance(ends, NotComputed) or isinstance(ends.lowest, NotComputed) or isinstance(
            ends.highest, NotComputed):
        return ""
    said = (f"{people(each.first.group)} {times(ends.lowest.value)} or "
            f"{times(ends.highest.value)}")
    if each.undone and ends.to_level is not None:
        said += f" (and 1, no difference, were {ends.to_level:,.0f} of the reference's)"
    return said


def method_words(
    several: Sequence[Compared], *, chosen: Mapping[str, Any], its: Meant, words: Words
) -> tuple[str, ...]:
    """The method in plain sentences."""
    references = listed([
        f"{each.reference} ('{heading}')" for heading, each in
        {each.column.heading: each for each in several if each.reference}.items()])
    marks = dict.fromkeys(each.population.mark for each in several)
    said = [
        f"People are taken from: {listed([*marks])}.",
        f"A rate is the number of {words.noun} for each 1,000 people of the group, for the whole "
        "time that the records cover. Its range is exact (Garwood).",
        f"Each group is compared with {references or 'nobody'}: one rate divided by the other. "
        "The range of that ratio is exact, given the number of events of both together. "
        "Differences have a range made from both exact ranges (MOVER).",
        f"Ranges are right about {certainty(chosen['level'])} of the time. For the verdict they "
        "are widened for the number of groups compared (Bonferroni).",
        "A difference is shown when its range leaves out 1, and would leave it out whoever the "
        "events of unknown group were of. It is ruled out when the whole of that widest range "
        f"lies within {chosen['margin']:g} times, either way. Else it cannot be told.",
    ]
    if any(each.several for each in several):
        said.append("Where there are several counts of people, only what all of them show is "
                    "taken as shown.")
    if its.stratum:
        said.append(
            f"Within each '{its.stratum}' the groups are compared only with each other there, and "
            "these comparisons are brought together (Mantel and Haenszel). The figure of all "
            "together is that one times what lies between the places. The verdict is about the "
            "figure of all together."
        )
    return tuple(said)


def repeat(judged: Sequence[Judged], *, level: float) -> tuple[Repeat, ...]:
    """A few lines of base R that give the headline again."""
    told = [each.first for each in judged if isinstance(each.first.found, Estimate)]
    if not told:
        return ()
    main = max(told, key=lambda each: each.its.groups[each.group].events)
    one, other = main.its.groups[main.group], main.its.groups[main.its.reference]
    lines = (
        f"# rate ratio: {main.group} against {main.its.reference} ({main.its.column.heading})",
        f"x <- c({one.events}, {other.events})   # events",
        f"n <- c({one.people:.10g}, {other.people:.10g})   # people",
        "1000 * x / n   # the two rates for each 1,000 people",
        f"poisson.test(x, n, conf.level = {level:g})   # their ratio, and its exact range",
    )
    return (Repeat(title="In R, without this software", language="r", lines=lines),)


def of_places(found: Mapping[Key, Within], *, stratum: str, words: Words) -> Iterator[Caveat]:
    """What the places say beside the figure of all together."""
    for heading, title in dict.fromkeys(key[:2] for key in found):
        its = [each for key, each in found.items() if key[:2] == (heading, title)]
        yield from _of_places(its, lead=f"'{heading}', by {title}", stratum=stratum)
    if any(each.places > MOST for each in found.values()):
        yield Caveat(
            code="too-many-places",
            sentence=f"There are more than {MOST:,} places, so the figures of each place are left "
            "out. Compare larger areas to see them.",
        )
    if any(each.drawn is not None for each in found.values()):
        yield Caveat(
            code="not-a-ranking",
            sentence="With this many places the highest and lowest ratios are mostly those of "
            f"places with a handful of {words.noun}. So each place is also shown drawn towards "
            "the typical one, the more the less is known of it, and places are listed by that "
            "figure. It is no league table: neighbours in the list can rarely be told apart.",
        )


def _of_places(its: Sequence[Within], *, lead: str, stratum: str) -> Iterator[Caveat]:
    parts, outside, differ = [], [], []
    for each in its:
        whole, inside, between = each.split.crude, each.split.within, each.split.between
        who, spread = people(each.group), each.spread
        if isinstance(whole, NotComputed) or isinstance(inside, NotComputed) or isinstance(
                between, NotComputed):
            continue
        parts.append(f"{who} {times(whole.value)}, which is {times(inside.value)} "
                     f"({span(inside)}) times {times(between)}")
        if each.outside and each.parts:
            outside.append(f"{who} {times(whole.value)}, and {times(each.parts[0])} to "
                           f"{times(each.parts[1])} in the parts")
        if not isinstance(spread, NotComputed):
            zeros = "" if not spread.left_out else (
                f", without {many(spread.left_out, one='place')} that had no event on one side")
            differ.append(f"{who} {percent(spread.i_squared)}, a typical place having a ratio of "
                          f"{times(spread.pooled.value)} ({span(spread.pooled)}){zeros}")
    for code, sentence, listing in (
        ("within-and-between",
         f"The ratio of all together is what is left within each '{stratum}' times what comes "
         "from where people live and where events happen: {}. Where officers are sent is a "
         "decision too, so the second part is not thereby harmless.", parts),
        ("outside-its-parts",
         "The ratio of all together lies outside those of its parts: {}. It is made by adding "
         "unlike places together, and describes none of them.", outside),
        ("places-differ",
         "How much of the differences between places is more than chance explains: {}.", differ),
    ):
        if listing:
            yield Caveat(code=code, sentence=f"{lead}: {sentence.format(listed(listing))}")
