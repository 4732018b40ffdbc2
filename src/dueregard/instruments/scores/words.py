"""What must be known before the figures are used, and how anybody can repeat the headline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.discrimination import tied
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Repeat
from dueregard.findings.heterogeneity import heterogeneity
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.splits import Name
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed, percent
from dueregard.instruments.scores.bands import Bands, strata
from dueregard.instruments.scores.columns import Columns
from dueregard.instruments.scores.counting import Counted
from dueregard.instruments.scores.rows import Told, ranked
from dueregard.instruments.scores.runs import Tallied, beyond_chance
from dueregard.instruments.scores.sentences import Comparison
from dueregard.instruments.scores.tallies import AsIf, Read, Tally
from dueregard.instruments.scores.verdicts import Judged

# A gap in what is known of the outcome that is larger than this would change the figures.
_UNEVEN = 0.05
_UNEQUAL_BY_SCORE = 0.01
_NUMBERS_A_LINE = 16
_R = "In R, without this software"


def caveats(
    *, its: Read, counted: Counted, several: Sequence[Told], bands: Bands, columns: Columns,
    chosen: Mapping[str, Any],
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    if not its.rows_used:
        return
    yield from _scale(its, counted=counted, columns=columns)
    yield from _wrong_way(its, columns=columns, level=chosen["level"])
    yield from _one_outcome(several, columns=columns)
    yield from _by_score(several, bands=bands)
    yield from _not_stated(its)
    yield from _unanswered(its)
    yield Caveat(
        code="rows-as-people",
        sentence="Every row was taken as another person. Where people are in the file more than "
        "once, the ranges are too narrow.")
    yield Caveat(
        code="outcome-as-recorded",
        sentence="The outcome is what was recorded. If one group is watched more closely, more is "
        "recorded of it, and the same score seems to mean a higher risk.")


def _scale(its: Read, *, counted: Counted, columns: Columns) -> Iterator[Caveat]:
    looked = counted.looked
    if not its.is_risk and not looked.whole and looked.highest <= 100 and looked.lowest >= 0:
        yield Caveat(
            code="perhaps-percentages",
            sentence=f"'{columns.score}' was taken as points. If it holds percentages, say --as "
            "percentage: then it can be set against what happened.")
    if set(its.scores.tolist()) <= {0.0, 1.0}:
        yield Caveat(
            code="two-scores",
            sentence=f"'{columns.score}' has two values only. It may be a decision: the instrument "
            "'decisions' then tells more.")
    ends = (its.scores <= 0) | (its.scores >= 1)
    everyone = its.everyone()
    extreme = int((everyone.happened + everyone.not_happened)[ends].sum())
    if its.is_risk and extreme:
        low, high = its.scores <= 0, its.scores >= 1
        wrong = int(everyone.happened[low].sum() + everyone.not_happened[high].sum())
        yield Caveat(
            code="certain-scores",
            sentence=f"{many(extreme, one='person', many='people')} have a score of exactly 0 or "
            f"1, as if it were certain; for {wrong:,} of them the opposite is recorded. The slope "
            "and the intercept are worked out without them.")
    if counted.step:
        error = tied(happened=everyone.happened, not_happened=everyone.not_happened) / 2
        per = 100 if its.is_risk and counted.step > 1e-3 else 1
        yield Caveat(
            code="scores-rounded",
            sentence=f"There are too many different scores to count each, so they were put into "
            f"{len(its.scores):,} equal steps of {counted.step / per:.2g}. Their sums are kept as "
            "they are. For everybody together this can move the ranking (auc) by at most "
            f"{error:.2g}, and any single score by less than a step.")


def _wrong_way(its: Read, *, columns: Columns, level: float) -> Iterator[Caveat]:
    found = ranked(its.everyone(), level=level)
    if isinstance(found, Estimate) and found.high < 0.5:
        yield Caveat(
            code="wrong-way-round",
            sentence=f"People with a high '{columns.score}' have the outcome less often than "
            f"others ({found.value:.2f}, where 0.5 is a coin). Perhaps a high score means safe: "
            "then read the ranking the other way round.")


def _one_outcome(several: Sequence[Told], *, columns: Columns) -> Iterator[Caveat]:
    """Groups in which the outcome is the same for everybody, though chance cannot make it so."""
    looks = sum(len(each.groups) for each in several)
    told = []
    for each in several:
        for name in each.split.stated:
            its, others = each.groups[name], each.stated.less(each.groups[name])
            if its.events not in (0, its.people) or not its.people:
                continue
            always = its.events > 0
            rest = Tallied(happened=others.events, not_happened=others.people - others.events)
            if beyond_chance(rows=its.people, always=always, others=[rest], looks=max(looks, 1)):
                share = (others.events if always else others.people - others.events) / others.people
                told.append(f"{', '.join(name)} ({'yes' if always else 'no'} for all "
                            f"{its.people:,}, against {percent(share)} of everyone else)")
    if told:
        yield Caveat(
            code="one-outcome",
            sentence=f"In some groups '{columns.outcome.words}' is the same for everybody, which "
            f"chance cannot explain: {listed(told)}. Look how their outcomes were recorded.")


def _by_score(several: Sequence[Told], *, bands: Bands) -> Iterator[Caveat]:
    """Groups whose ratio to the reference is not one and the same at every score."""
    told = []
    tested = [
        (each, name) for each in several if len(each.split.columns) == 1
        for name in each.split.stated
        if name != each.split.reference and each.split.reference in each.groups
    ]
    for each, name in tested:
        both = strata(each.groups[name], reference=each.groups[each.split.reference], its=bands)
        enough = [one for one in both if min(one.events, one.reference_events) >= 5]
        found = heterogeneity(strata=enough, kind="shares")
        if not isinstance(found, NotComputed) and found.p_value * len(tested) < _UNEQUAL_BY_SCORE:
            told.append(", ".join(name))
    if told:
        yield Caveat(
            code="differs-by-score",
            sentence=f"For {listed(told)} the difference to the reference group is not the same at "
            "every score, more than chance would make it. One figure hides that: look at the "
            "bands.")


def _not_stated(its: Read) -> Iterator[Caveat]:
    for place, column in enumerate(its.columns):
        blank = sum(each.people for name, each in its.cells.items() if name[place] == NOT_STATED)
        if blank:
            yield Caveat(
                code="group-not-stated",
                sentence=f"'{column}' is not stated in {blank:,} of {its.rows_used:,} rows "
                f"({percent(blank / its.rows_used)}). They are shown as a group of their own and "
                "compared with nobody.")


def _unanswered(its: Read) -> Iterator[Caveat]:
    for place, column in enumerate(its.columns):
        known: dict[str, int] = {}
        gone: dict[str, int] = {}
        for name, each in its.cells.items():
            known[name[place]] = known.get(name[place], 0) + each.people
        for name, rows in its.unanswered.items():
            gone[name[place]] = gone.get(name[place], 0) + rows
        shares = {name: gone.get(name, 0) / (known.get(name, 0) + gone.get(name, 0))
                  for name in {*known, *gone}}
        if gone and max(shares.values()) - min(shares.values()) > _UNEVEN:
            told = [f"{name} {percent(share)}" for name, share in sorted(
                shares.items(), key=lambda each: (-each[1], each[0]))]
            yield Caveat(
                code="outcome-unevenly-known",
                sentence=f"What happened is not known equally often ({column}: "
                f"{listed(told, most=6)} not known). The figures are of those for whom it is "
                "known.")


def as_if(
    its: Read, other: AsIf, *, columns: Columns, level: float,
    meant: Sequence[tuple[Name, Estimate | NotComputed, Estimate | NotComputed]],
) -> Caveat:
    """How the figures would read with the rows that were set aside, or without those of a jump."""
    then, now = its.everyone(other), its.everyone()
    told = [f"'{columns.outcome.words}' would be yes for {_share(then)} instead of {_share(now)}"]
    both = ranked(then, level=level), ranked(now, level=level)
    if isinstance(both[0], Estimate) and isinstance(both[1], Estimate):
        told.append(f"the ranking (auc) would be {both[0].value:.3f} instead of "
                    f"{both[1].value:.3f}")
    for name, one, two in meant:
        if isinstance(one, Estimate) and isinstance(two, Estimate):
            told.append(f"the ratio at the same score for {', '.join(name)} {one.value:.2f} "
                        f"instead of {two.value:.2f}")
    rows = many(abs(then.people - now.people), one="row")
    if other is AsIf.WITH_FLAGGED:
        said = f"{rows} in periods that cannot be right were left out. With them, "
    else:
        said = f"{rows} of the period that jumps are used. Without them, "
    return Caveat(code=other.value, sentence=f"{said}{listed(told, most=8)}.")


def _share(tally: Tally) -> str:
    return percent(tally.events / tally.people) if tally.people else "nobody"


def method_words(
    *, its: Read, columns: Columns, chosen: Mapping[str, Any], bands: Bands, slices: Bands
) -> tuple[str, ...]:
    """The method in plain sentences."""
    references = " and ".join(
        f"{name} ({column})" for name, column in zip(its.references, its.columns, strict=True)
        if name)
    same = "exactly the same score" if slices.exact else (
        f"nearly the same score (one of {len(slices.names)} slices with equally many people)")
    shown = "Each score is a band" if bands.exact else (
        f"The bands hold about equally many people each ({len(bands.names)} bands)")
    risk = (
        "What the scores expect is their mean; the slope and the intercept are those of a "
        "logistic regression of the outcome on the score's odds; the Brier score is the mean "
        "squared distance."
        if its.is_risk else
        "A score in points is no probability, so only groups are compared, not what it expects.")
    return (
        f"Each row is one person with a score ('{columns.score}', taken as {its.kind.value}) and "
        f"an outcome ('{columns.outcome.words}').",
        f"To see whether the same score means the same risk, people with {same} are compared "
        f"between groups, and the ratios combined (Mantel-Haenszel). {shown}, the same for every "
        "group.",
        "To see how well the score ranks, every person for whom the outcome is yes is set against "
        "every one of the same group for whom it is no: auc is the share of these pairs in which "
        "the first has the higher score, a tie counting half. 0.5 is a coin, 1 is perfect.",
        f"Groups are compared with {references or 'nobody'}, and each with everyone else.",
        f"Ranges are right about {certainty(chosen['level'])} of the time (Wilson for shares, "
        "Greenland and Robins for ratios, DeLong for rankings, wider by Newcombe where there are "
        "few people). For the verdict they are widened for the number of figures compared "
        "(Bonferroni).",
        f"A difference is shown when its range leaves out equality. It is ruled out when the "
        f"whole range lies within {chosen['margin']:g} times, or {chosen['auc_margin'] * 100:g} "
        "points of ranking, either way; else it cannot be told.",
        risk,
    )


def repeat(
    several: Sequence[Told], *, judged: Judged, slices: Bands, level: float
) -> tuple[Repeat, ...]:
    """A few lines of base R that give the headline again, for the largest group compared."""
    usable = [each for each in judged.meaning if isinstance(each.found, Estimate)
              and each.found.method == "mantel-haenszel"]
    if not usable:
        return ()
    main: Comparison = max(usable, key=lambda each: each.people)
    told = next(each for each in several if each.split.columns == main.columns)
    both = strata(told.groups[main.name], reference=told.groups[main.reference], its=slices)
    lines = [f"# {', '.join(main.name)} against {', '.join(main.reference)}, score by score"]
    for letter, numbers in (
        ("x", [each.events for each in both]), ("n", [each.exposure for each in both]),
        ("y", [each.reference_events for each in both]),
        ("m", [each.reference_exposure for each in both]),
    ):
        lines += _vector(letter, [int(each) for each in numbers])
    lines += [
        "N <- n + m",
        "up <- sum(x * m / N); down <- sum(y * n / N)",
        "up / down                              # the ratio at the same score",
        "v <- sum((x + y) * n * m / N^2 - x * y / N) / (up * down)",
        f"z <- qnorm({1 - (1 - level) / 2:g})",
        "up / down * exp(c(-1, 1) * z * sqrt(v))   # its range",
    ]
    return (Repeat(title=_R, language="r", lines=tuple(lines)),)


def _vector(letter: str, numbers: Sequence[int]) -> list[str]:
    rows = [", ".join(map(str, numbers[at:at + _NUMBERS_A_LINE]))
            for at in range(0, len(numbers), _NUMBERS_A_LINE)]
    return [f"{letter} <- c({rows[0]}" + ("," if len(rows) > 1 else ")"),
            *(f"  {row}," for row in rows[1:-1]), *([f"  {rows[-1]})"] if len(rows) > 1 else [])]
