"""What must be known before the figures are used, and how anybody can repeat the headline."""

from collections.abc import Iterator, Mapping
from typing import Any

from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Repeat
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.people import Repeats
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed, percent
from dueregard.instruments.decisions.cells import Read
from dueregard.instruments.decisions.sentences import leading
from dueregard.instruments.decisions.verdicts import Judged

# A gap in what is known of the outcome that is larger than this would change the rates.
_UNEVEN = 0.05


def caveats(
    *, its: Read, chosen: Mapping[str, Any], repeats: Repeats | None
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    yield from _not_stated(its)
    yield from _unanswered(its)
    if repeats is not None and its.rows_used:
        people = many(repeats.people, one="person", many="people")
        yield Caveat(
            code="repeated-people",
            sentence=f"{its.rows_used:,} rows are about {people}. Ranges are widened for people "
            "who are in the file more than once.",
        )
    elif its.rows_used:
        yield Caveat(
            code="rows-as-people",
            sentence="Every row was taken as another person. If people can be in the file more "
            "than once, name the column that says who: --person.",
        )
    yield Caveat(
        code="outcome-as-recorded",
        sentence="The outcome is what was recorded. If one group is watched more closely, more is "
        "recorded of it, and the tool looks right about that group more often than it is.",
    )
    if chosen["adverse"]:
        yield Caveat(
            code="burden",
            sentence="A yes is taken as a burden on the person (--adverse). If it is a benefit, "
            "such as an offer of help, measure with --beneficial.",
        )


def _not_stated(its: Read) -> Iterator[Caveat]:
    for place, column in enumerate(its.columns):
        blank = sum(sum(cells) for name, cells in its.cells.items() if name[place] == NOT_STATED)
        if blank:
            yield Caveat(
                code="group-not-stated",
                sentence=f"'{column}' is not stated in {blank:,} of {its.rows_used:,} rows "
                f"({percent(blank / its.rows_used)}). They are shown as a group of their own and "
                "compared with nobody.",
            )


def _unanswered(its: Read) -> Iterator[Caveat]:
    for place, column in enumerate(its.columns):
        known: dict[str, int] = {}
        gone: dict[str, int] = {}
        for name, cells in its.cells.items():
            known[name[place]] = known.get(name[place], 0) + sum(cells)
        for name, rows in its.unanswered.items():
            gone[name[place]] = gone.get(name[place], 0) + rows
        shares = {
            name: gone.get(name, 0) / (known.get(name, 0) + gone.get(name, 0))
            for name in {*known, *gone}
        }
        if gone and max(shares.values()) - min(shares.values()) > _UNEVEN:
            told = [f"{name} {percent(share)}" for name, share in sorted(
                shares.items(), key=lambda each: -each[1])]
            yield Caveat(
                code="outcome-unevenly-known",
                sentence=f"What happened is not known equally often ({column}: "
                f"{listed(told, most=6)} not known). The rates are of those for whom it is known.",
            )


def method_words(
    *, chosen: Mapping[str, Any], asked_decision: str, asked_outcome: str, its: Read,
    repeats: Repeats | None,
) -> tuple[str, ...]:
    """The method in plain sentences."""
    level = certainty(chosen["level"])
    references = " and ".join(
        f"{name} ({column})" for name, column in zip(its.references, its.columns, strict=True)
        if name
    )
    people = (
        "Where a person is in the file more than once, their rows count as less than as many "
        "separate people, by how alike they are."
        if repeats is not None else "Every row is taken as one person."
    )
    return (
        f"Each row is one decision. A yes is '{asked_decision}'; it happened is "
        f"'{asked_outcome}'.",
        "The false positive rate is the share given a yes among those to whom it did not happen. "
        "The false negative rate is the share given a no among those to whom it did.",
        f"Groups are compared with {references or 'nobody'}, and each with everyone else.",
        f"Ranges are right about {level} of the time (Wilson for shares, Newcombe for "
        "differences, log-delta or Koopman for ratios). For the verdict they are widened for the "
        "number of groups compared (Bonferroni)"
        + ("; half of the allowance is kept for crossings." if len(its.columns) > 1 else "."),
        f"A difference is shown when the range of the ratio leaves out 1; it is ruled out when the "
        f"whole range lies within {chosen['margin']:g} times, either way; else it cannot be told. "
        "Where nobody in the reference group was wronged there is no ratio, and the range of the "
        "difference tells.",
        people,
    )


def repeat(*, judged: Judged, level: float) -> tuple[Repeat, ...]:
    """A few lines of base R that give again the figures that the verdict begins with."""
    told = [each for each in judged.comparisons if not isinstance(each.found, NotComputed)
            and each.found.method == "katz" and each.counts.worth is None]
    if not told:
        return ()
    main = leading(told)
    one, two = main.counts, main.against
    lines = (
        f"# {judged.headline.replace('_', ' ')}: {', '.join(main.name)} against "
        f"{', '.join(main.reference)}",
        f"x <- c({one.events}, {two.events}); n <- c({one.out_of}, {two.out_of})",
        "x / n                                  # the two rates",
        "r <- (x[1] / n[1]) / (x[2] / n[2])     # their ratio",
        f"level <- {main.level:.10g}              # widened for the number of groups compared",
        "z <- qnorm(1 - (1 - level) / 2)",
        "r; r * exp(c(-1, 1) * z * sqrt(sum(1 / x - 1 / n)))   # the ratio and its range",
        f"prop.test(x[1], n[1], correct = FALSE, conf.level = {level:g})$conf.int"
        "  # Wilson, first group",
    )
    return (Repeat(title="In R, without this software", language="r", lines=lines),)
