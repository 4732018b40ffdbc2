"""What must be known before the answers of a survey are used, and how to get the headline again."""

from collections.abc import Iterator, Mapping
from typing import Any

from dueregard.findings import weighted
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty, figure
from dueregard.findings.finding import Caveat, NotComputed, Repeat
from dueregard.findings.survey import BLANK, ODD, YES
from dueregard.findings.weighted import Answers
from dueregard.findings.wording import counted, listed, number, percent
from dueregard.instruments.perception.actual import Truth
from dueregard.instruments.perception.compared import (
    FEW,
    FEWEST,
    Compared,
    Gap,
    answered,
)
from dueregard.instruments.perception.seen import Place, Seen
from dueregard.instruments.perception.verdicts import in_order

# Above these a survey says less than its number of answers does, and a gap hangs on the silent.
_DEAR, _HEAVY, _SILENT = 2.0, 8.0, 0.05


def caveats(its: Compared, *, found: Seen, truth: Truth) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    if told := in_order(its):
        yield Caveat(code="gaps-in-order", sentence=" ".join(told))
    yield Caveat(
        code="who-was-asked",
        sentence="The ranges are for people drawn by chance. A survey that anybody could join, "
        "or people of one place, may differ from everybody by more than any range says, and "
        "weights mend only what they are made from. People from outside the force's area should "
        "not be in it: nothing here can see them.",
    )
    yield Caveat(
        code="question-order",
        sentence="What is asked first colours what comes next, and the name of a technology may "
        "mean another thing to whoever reads it. Read the words that were used beside these "
        "figures.",
    )
    yield from _weights(found)
    yield from _silence(its, found=found)
    yield from _odd(found)
    yield from _truth(its, truth=truth)
    yield from _waves(its, found=found)
    yield from _groups(its, found=found)
    if its.statements:
        yield Caveat(
            code="trust-words",
            sentence="Statements of trust in our own words cannot be put in one series with "
            "another survey, such as the Public Attitude Survey in London, even where they ask of "
            "the same thing. “Don't know” counts here among those who answered; others leave it "
            "out.",
        )


def _weights(found: Seen) -> Iterator[Caveat]:
    if not found.weighted:
        yield Caveat(
            code="no-weights",
            sentence="No weights were given, so each answer counts the same. Where some kinds of "
            "people answer less often, the shares lean towards those who answer more.",
        )
        return
    for wave in found.waves:
        every = found.people[Place(wave=wave)]
        effect = weighted.design_effect(every)
        largest = found.largest_weight[wave] / (every.weight / every.people)
        plain = every.people / effect
        of = f" in {wave}" if wave else ""
        sentence = (
            f"The weights make {every.people:,} answers{of} worth about {plain:,.0f} plain "
            f"ones (design effect {number(effect)}); the largest weight is {number(largest)} "
            "times the mean."
        )
        if effect > _DEAR or largest > _HEAVY:
            yield Caveat(
                code="extreme-weights",
                sentence=f"{sentence} So much rests on a few people. Ask whoever made the weights "
                "whether the largest can be trimmed.",
            )
        else:
            yield Caveat(code="design-effect", sentence=sentence)
    gone = sum(each.rows for each in found.set_aside if "weight" in each.reason)
    if gone:
        yield Caveat(
            code="weights-set-aside",
            sentence=f"{counted(gone, one='row')} had no weight above nought and could not be "
            "used. If people were left out on purpose, say so; if not, ask for their weights.",
        )


def _silence(its: Compared, *, found: Seen) -> Iterator[Caveat]:
    """How far a gap could lie elsewhere, whatever those would have said who gave no answer."""
    told = []
    for each in its.newest:
        cells = _cells(each, found)
        silent = cells.get(BLANK, Answers()) + cells.get(ODD, Answers())
        every = answered(cells) + silent
        if not every.weight or silent.weight / every.weight <= _SILENT:
            continue
        yes = cells.get(YES, Answers()).weight
        ends = yes / every.weight, (yes + silent.weight) / every.weight
        told.append(
            f"{each.subject.name} ({percent(silent.weight / every.weight)} gave no answer; "
            f"between {percent(ends[0])} and {percent(ends[1])} of everybody think it is used)"
        )
    if told:
        yield Caveat(
            code="no-answer",
            sentence="Those who gave no answer are in no share but that of no answer. Whatever "
            f"they would have said, the truth lies within: {listed(told)}.",
        )


def _odd(found: Seen) -> Iterator[Caveat]:
    for question, words in found.odd.items():
        if words:
            told = [f"'{text[:40]}' ({rows:,})" for text, rows in words.items()]
            yield Caveat(
                code="not-understood",
                sentence=f"In '{question.heading}' these answers are not understood and count as "
                f"no answer: {listed(told, most=8)}. Write them as the answer sheet does, and "
                "measure again.",
            )


def _truth(its: Compared, *, truth: Truth) -> Iterator[Caveat]:
    if not truth.given:
        return
    missing = sorted({
        each.state.reason for each in its.newest if isinstance(each.state, NotComputed)
    })
    for reason in missing:
        yield Caveat(code="no-actual-state", sentence=reason)
    if left := truth.unasked([each.key for each in its.technologies]):
        yield Caveat(
            code="not-asked",
            sentence=f"Nobody was asked about {listed(left)}, so what people think of these is "
            "not known.",
        )


def _waves(its: Compared, *, found: Seen) -> Iterator[Caveat]:
    if len(found.waves) < 2:
        return
    apart = sorted({
        each.subject.name for each in (*its.changes, *its.trust_changes)
        if isinstance(each.change, NotComputed) and "both waves" in each.change.reason
    })
    if apart:
        yield Caveat(
            code="asked-once",
            sentence=f"Not asked in both of two waves, and so not compared: {listed(apart)}.",
        )
    yield Caveat(
        code="waves",
        sentence="Waves are compared as if different people were asked. Where the same people "
        "were, the ranges of changes are too wide. Where people were found or asked in another "
        "way, a change may come from that. A change does not say what caused it.",
    )


def _groups(its: Compared, *, found: Seen) -> Iterator[Caveat]:
    places = found.places(its.newest_wave)
    if not places:
        return
    few = sorted({
        f"{each.group} ({each.column})" for each in places
        if found.people[each].people >= FEWEST and _size(found, each) < FEW
    })
    sentence = (
        "Groups are shown and not ranked: their ranges allow for one group looked at, and among "
        f"many one will look unusual by luck. Of fewer than {FEWEST} people nothing is said."
    )
    if few:
        sentence += f" Worth fewer than {FEW} plain answers, so read with care: {listed(few)}."
    yield Caveat(code="groups", sentence=sentence)


def _size(found: Seen, place: Place) -> float:
    every = found.people[place]
    return every.people / weighted.design_effect(every)


def _cells(gap: Gap, found: Seen) -> Mapping[str, Answers]:
    if gap.subject.uses is None:
        return {}
    return found.cells[gap.subject.uses].get(Place(wave=gap.wave), {})


def method_words(
    found: Seen, *, chosen: Mapping[str, Any], compared: Compared
) -> tuple[str, ...]:
    """The method in plain sentences."""
    said = [
        "The share who think that it is used is of all who answered, “don't know” among them; "
        "whoever left it blank is counted apart.",
        "The gap is that share less what is true: less nought where it is not used, less one "
        "hundred where it is. Above nought, more people think so than is true; below nought, "
        "people do not know of what is used.",
        f"Ranges are right about {certainty(chosen['level'])} of the time: Wilson's, for as many "
        "plain answers as the weighted ones are worth. That is the smaller of Kish's figure and "
        "the one by Taylor linearisation.",
        "Out of counts people who answered, not weights.",
    ]
    if len(found.waves) > 1:
        said.append(f"Figures without a wave are of the newest, {compared.newest_wave}.")
        said.append(
            "Between two waves the size of the gap is compared, either way (Newcombe's range, "
            "widened for the number of comparisons by Bonferroni). It got smaller or wider where "
            "the range leaves out nought; it is called the same where the whole range lies within "
            f"{figure(compared.matters, unit='points')} either way; else it cannot be told."
        )
    return tuple(said)


def repeat(its: Compared, *, level: float) -> tuple[Repeat, ...]:
    """A few lines of base R that give the largest gap again, from sums of weights."""
    told = [each for each in its.newest
            if isinstance(each.gap, Estimate) and 0 < each.yes.weight < each.every.weight]
    if not told:
        return ()
    main = told[0]
    lines = (
        f"# the gap: {main.subject.name}{f', {main.wave}' if main.wave else ''}",
        f"n <- {main.every.people}   # people who answered",
        f"w <- {main.every.weight!r}; w2 <- {main.every.squares!r}   # weights, and their squares",
        f"y <- {main.yes.weight!r}; y2 <- {main.yes.squares!r}   # the same of those who say yes",
        "p <- y / w",
        "v <- n / (n - 1) * (y2 * (1 - p)^2 + (w2 - y2) * p^2) / w^2   # as svymean of survey",
        "m <- min(w^2 / w2, p * (1 - p) / v)   # plain answers that they are worth",
        f"z <- qnorm({1 - (1 - level) / 2:g})",
        "half <- z * sqrt(p * (1 - p) / m + z^2 / (4 * m^2))",
        "ends <- (p + z^2 / (2 * m) + c(-1, 1) * half) / (1 + z^2 / m)   # Wilson",
        f"p - {int(bool(main.used))}; ends - {int(bool(main.used))}",
    )
    return (Repeat(title="In R, without this software", language="r", lines=lines),)
